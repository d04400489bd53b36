// Finds records, best first, and what in their titles was asked for.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var words = toolkit.words;
  var index = toolkit.index;
  var scores = toolkit.scores;
  // Of a whole page that somebody pastes, so many words are looked up.
  var MOST_WORDS = 12;

  /** Whether nearly everything holds a word, such as "the": it helps to sort, and is not asked for.
      @param {Scores} found */
  function isCommon(found) {
    var many = 0;
    found.forEach(function (hit) {
      many += Number(hit.exact);
    });
    return index.entries.length > 20 && many > index.entries.length / 2;
  }

  /** Records that hold all words; where there are none, those that hold most. Native and readable ones come first.
      @param {string} query @returns {Steps<Hit[]>} */
  toolkit.finding = function* (query) {
    var typed = words.cut(words.fold(query)).slice(0, MOST_WORDS);
    /** @type {Map<number, { words: number, score: number, terms: string[][] }>} */
    var held = new Map();
    /** @type {Scores[]} */
    var all = [];
    for (var word of typed) {
      if (!word.run) all.push(yield* scores.of(word, word === typed[typed.length - 1]));
      else for (var piece of yield* scores.pieces(word.whole)) all.push(yield* scores.within(piece));
    }
    var common = all.filter(isCommon);
    if (common.length === all.length) common = [];
    yield;
    all.forEach(function (found) {
      var counts = common.includes(found) ? 0 : 1;
      // Each word counts alike, be it rare or common: two good matches are better than a perfect one and a poor one.
      var best = 0;
      found.forEach(function (hit) {
        best = Math.max(best, hit.score);
      });
      found.forEach(function (hit, number) {
        var sum = held.get(number) || { words: 0, score: 0, terms: [] };
        held.set(number, sum);
        sum.words += counts;
        sum.score += (hit.score / best) * (counts || 0.2);
        sum.terms.push(hit.terms);
      });
    });
    var most = 0;
    held.forEach(function (sum) {
      most = Math.max(most, sum.words);
    });
    var asked = words.name(typed);
    // Whoever types a title means that record, however often others use its words.
    /** @param {Entry} entry */
    function isTitle(entry) {
      return entry.name === asked ? 1 : 0;
    }
    yield;
    var reads = toolkit.languages();
    /** @param {Entry} entry */
    function isForeign(entry) {
      return Number(entry.language !== "" && !reads.includes(entry.language));
    }
    return Array.from(held)
      .filter(function (pair) {
        return pair[1].words === most;
      })
      .map(function (pair) {
        var entry = index.entries[pair[0]];
        return Object.assign({ score: pair[1].score + isTitle(entry), terms: pair[1].terms, asked: typed }, entry);
      })
      .sort(function (hit, other) {
        return isForeign(hit) - isForeign(other) || other.score - hit.score || hit.place - other.place;
      });
  };

  /** Where in a text stands what was found: pairs of places, in order. Within a longer word only what was asked for. */
  toolkit.places = function (text, hit) {
    var asked = hit.asked
      .flatMap(function (word) {
        return words.variants(word.whole).concat(word.parts);
      })
      .sort(function (word, other) {
        return other.length - word.length;
      });
    var from = words.places(text);
    /** @type {Span[]} */
    var found = [];
    words.cut(words.fold(text)).forEach(function (word) {
      var own = words.terms(word);
      new Set(hit.terms.flat()).forEach(function (term) {
        if (!word.run && !own.includes(term)) return;
        var part = asked.find(function (piece) {
          return term.includes(piece) || (piece.length > 2 && word.whole.includes(piece));
        });
        var marked = part && word.whole.includes(part) ? part : term;
        var start = word.whole.indexOf(marked);
        if (start >= 0) found.push(words.span(from, word, start, marked.length));
      });
    });
    return found
      .sort(function (span, other) {
        return span[0] - other[0] || other[1] - span[1];
      })
      .filter(function (span, place, all) {
        return all.slice(0, place).every(function (earlier) {
          return earlier[1] <= span[0];
        });
      });
  };
})();
