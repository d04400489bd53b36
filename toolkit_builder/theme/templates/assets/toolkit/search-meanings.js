// What is asked for: each word, or some that mean something together, with what else means that and with the records that answer it
// (`_vocabularies/_search.yml`).
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var words = toolkit.words;
  var index = toolkit.index;
  var scores = toolkit.scores;
  // What means the same is worth this part of what was typed.
  var SAME = 0.8;
  // What is said to answer it is worth at least so much: a word in a title.
  var ANSWER = 15;
  // Words that mean something together.
  var MOST_TOGETHER = 4;

  /** @param {Word[]} typed @returns {Meaning[]} */
  function meaningsIn(typed) {
    /** @type {Meaning[]} */
    var found = [];
    for (var at = 0; at < typed.length; at += found[found.length - 1].typed.length) {
      var many = Math.min(MOST_TOGETHER, typed.length - at);
      while (many > 1 && !index.groups.has(words.name(typed.slice(at, at + many)))) many--;
      var own = typed.slice(at, at + many);
      found.push({ typed: own, groups: index.groups.get(words.name(own)) || [], last: at + many === typed.length });
    }
    return found;
  }

  /** @param {Meaning} meaning @returns {Steps<Scores>} */
  function* scoresOf(meaning) {
    var found = yield* ofAll(meaning.typed, meaning.last ? "half" : "");
    for (var group of meaning.groups) {
      for (var other of group.texts) {
        if (words.name(other) === words.name(meaning.typed) || isSaid(other)) continue;
        (yield* ofAll(other, "right")).forEach(function (hit, entry) {
          raise(found, entry, SAME * hit.score, hit.terms);
        });
      }
    }
    var best = ANSWER;
    found.forEach(function (hit) {
      best = Math.max(best, hit.score);
    });
    meaning.groups.forEach(function (group) {
      group.ids.forEach(function (id) {
        var entry = index.numbers.get(id);
        if (entry !== undefined) Object.assign(raise(found, entry, best, []), { answers: true });
      });
    });
    return found;
  }

  /** Whether somebody says so who asks: "does not come". Its words stand everywhere.
      @param {Word[]} all */
  function isSaid(all) {
    return (
      all.length > 1 &&
      all.some(function (word) {
        return index.stops.has(word.whole);
      })
    );
  }

  /** Records that hold all of some words.
      @param {Word[]} all @param {Typed} typed @returns {Steps<Scores>} */
  function* ofAll(all, typed) {
    /** @type {Scores[]} */
    var each = [];
    for (var word of all) {
      var own = typed === "half" && word !== all[all.length - 1] ? "" : typed;
      each.push(yield* (word.run ? within(word) : scores.of(word, own)));
    }
    if (each.length === 1) return each[0];
    /** @type {Scores} */
    var found = new Map();
    each[0].forEach(function (_, entry) {
      var isThere = each.every(function (part) {
        return part.has(entry);
      });
      if (isThere) each.forEach(add.bind(null, found, entry, 1 / each.length));
    });
    return found;
  }

  /** Records that hold what is written without spaces, or some of the words in it.
      @param {Word} word @returns {Steps<Scores>} */
  function* within(word) {
    /** @type {Scores} */
    var found = new Map();
    var pieces = yield* scores.pieces(word.whole);
    for (var piece of pieces) {
      var part = yield* scores.within(piece);
      for (var entry of part.keys()) add(found, entry, 1 / pieces.length, part);
    }
    return found;
  }

  /** Adds a part of what an entry has elsewhere.
      @param {Scores} found @param {number} entry @param {number} share @param {Scores} from */
  function add(found, entry, share, from) {
    var hit = from.get(entry);
    var sum = found.get(entry) || { score: 0, terms: [], lookups: 0, last: "" };
    if (hit) found.set(entry, Object.assign(sum, { score: sum.score + share * hit.score, terms: sum.terms.concat(hit.terms) }));
  }

  /** Gives an entry a score, where it has no better one.
      @param {Scores} found @param {number} entry @param {number} score @param {string[]} terms */
  function raise(found, entry, score, terms) {
    var hit = found.get(entry) || { score: 0, terms: [], lookups: 0, last: "" };
    found.set(entry, Object.assign(hit, { score: Math.max(score, hit.score), terms: hit.terms.concat(terms) }));
    return hit;
  }

  toolkit.meanings = { in: meaningsIn, of: scoresOf };
})();
