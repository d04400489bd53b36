// How well a word fits records: a map from their numbers to {score, terms: what was found}.
// In steps, see `search-turns.js`.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var words = toolkit.words;
  var index = toolkit.index;
  /** @type {Record<string, number>} */
  var BOOST = { title: 5, others: 3, keywords: 3, summary: 2, labels: 1.5, text: 0.5 };
  // Weights of words that only begin like the one asked for, or are nearly it, and the parameters of BM25+: those of MiniSearch.
  var PREFIX = 0.375;
  var FUZZY = 0.45;
  var K = 1.2;
  var B = 0.7;
  var D = 0.5;
  // Letters of a compound's half that is looked for alone: what is shorter stands in words by chance.
  var LEAST_HALF = 5;
  // So many longer words are looked up for one that stands within them.
  var MOST_WITHIN = 60;
  // Of what is typed without spaces, so many letters are looked up.
  var MOST_LETTERS = 24;

  /** Terms that a word is a part of: the second half of a compound, or its middle where that is long enough to mean something.
      @param {string} word */
  function within(word) {
    /** @type {string[]} */
    var found = [];
    if (word.length < 4 || words.isNumber(word)) return found;
    var lines = index.lines();
    var before = word.length > 5 ? 2 : 3;
    for (var at = lines.indexOf(word); at >= 0 && found.length < MOST_WITHIN; at = lines.indexOf(word, at + 1)) {
      var start = lines.lastIndexOf("\n", at) + 1;
      var end = lines.indexOf("\n", at);
      var rest = end - at - word.length;
      if (at - start >= before && (rest < 3 || word.length > 4)) found.push(lines.slice(start, end));
      at = end;
    }
    return found;
  }

  /** The two words that a compound is made of, where the library knows both; German joins some with an s. Where it knows one
      alone, that one: the longest, and no word by which nothing is asked for.
      @param {string} word @returns {string[]} */
  function halves(word) {
    var best = "";
    for (var at = word.length - 4; at >= 4; at--) {
      var head = headOf(word.slice(0, at));
      var tail = index.tree.has(word.slice(at)) ? word.slice(at) : "";
      if (head && tail) return [head, tail];
      var one = head || tail;
      if (one.length > best.length && !index.stops.has(one)) best = one;
    }
    return best.length >= LEAST_HALF ? [best] : [];
  }

  /** The first half of a compound as the library has it: without what joins it, or with the ending that it lost (Sprach, Sprache).
      @param {string} head */
  function headOf(head) {
    var bare = head.replace(/s$/, "");
    return [bare, head, head + "e", head + "en"].find(index.tree.has, index.tree) || "";
  }

  /** What is looked up for a word, from strong to weak.
      @param {string} word @param {Typed} typed */
  function lookups(word, typed) {
    /** @type {Map<string, { weight: number, prefix: boolean, fuzzy: number | false }>} */
    var found = new Map();
    words.variants(word).forEach(function (form, place) {
      var letters = Array.from(form).length;
      found.set(form, {
        weight: place ? 0.5 : 1,
        // Few letters are the beginning of a word only while that is being typed.
        prefix: letters > 3 || (typed === "half" && letters > 1),
        // What somebody has written here is no mistake: it finds what begins with it, and nothing that only looks alike.
        fuzzy: typed !== "right" && !place && letters > 5 && !words.isNumber(form) && !index.exact.has(word) && !index.tree.has(form) ? 0.25 : false,
      });
    });
    // What is spelled right is no part of another word by chance.
    (typed === "right" ? [] : words.variants(word)).forEach(function (form) {
      within(form).forEach(function (term) {
        if (!found.has(term)) found.set(term, { weight: 0.4, prefix: false, fuzzy: false });
      });
    });
    return found;
  }

  /** Adds what a term of the index is worth to each entry that has it.
      @param {Scores} found @param {string} term @param {number[][] | undefined} posted @param {number} weight
      @param {string} lookup */
  function add(found, term, posted, weight, lookup) {
    (posted || []).forEach(function (places, number) {
      var field = index.fields[number];
      var holders = places.length / 2;
      var rare = Math.log(1 + (index.entries.length - holders + 0.5) / (holders + 0.5));
      var average = field.total / field.holders;
      for (var at = 0; at < places.length; at += 2) {
        var long = 1 - B + (B * field.lengths[places[at]]) / average;
        var score = weight * BOOST[field.name] * rare * (D + (places[at + 1] * (K + 1)) / (places[at + 1] + K * long));
        var hit = found.get(places[at]);
        if (!hit) found.set(places[at], (hit = { score: 0, terms: [], lookups: 0, last: "" }));
        hit.score += score;
        if (hit.terms[hit.terms.length - 1] !== term) hit.terms.push(term);
        if (hit.last !== lookup) hit.lookups++;
        hit.last = lookup;
      }
    });
  }

  /** @param {string} word @param {Typed} typed @returns {Steps<Scores>} */
  function* scores(word, typed) {
    /** @type {Scores} */
    var found = new Map();
    for (var wanted of lookups(word, typed)) {
      var form = wanted[0];
      var lookup = wanted[1];
      add(found, form, index.tree.get(form), lookup.weight, form);
      yield;
      var near = lookup.fuzzy ? index.tree.fuzzyGet(form, Math.min(2, Math.round(form.length * lookup.fuzzy))) : new Map();
      yield;
      if (lookup.prefix) {
        for (var pair of index.tree.atPrefix(form)) {
          var term = pair[0];
          near.delete(term);
          if (term === form) continue;
          add(found, term, pair[1], (lookup.weight * PREFIX * term.length) / (term.length + 0.3 * (term.length - form.length)), form);
          yield;
        }
      }
      for (var other of near) {
        var distance = other[1][1];
        if (!distance) continue;
        add(found, other[0], other[1][0], (lookup.weight * FUZZY * other[0].length) / (other[0].length + distance), form);
        yield;
      }
    }
    // Whoever is found in several ways fits better.
    found.forEach(function (hit) {
      hit.score *= hit.lookups;
    });
    return found;
  }

  /** @param {Scores} found @param {number} entry @param {number} score @param {string[]} terms */
  function merge(found, entry, score, terms) {
    var before = found.get(entry) || { score: 0, terms: [], lookups: 0, last: "" };
    found.set(entry, Object.assign(before, { score: before.score + score, terms: before.terms.concat(terms) }));
  }

  /** A word with signs in it is found as a whole, and where all of its parts are; what an apostrophe cuts off is none. A compound
      that the library does not have is found by its halves: where both are, else where one is.
      @param {Word} word @param {Typed} typed @returns {Steps<Scores>} */
  function* scoresOf(word, typed) {
    var found = yield* scores(word.whole, typed);
    var parts = word.typed.includes("'") ? longOnes(word.parts) : word.parts;
    var isCompound = parts.length === 1 && parts[0] === word.whole;
    if (isCompound) parts = index.tree.has(word.whole) ? [] : halves(word.whole);
    // Half of it is better than nothing, and nothing else.
    if (isCompound && parts.length === 1 && found.size) return found;
    /** @type {Scores[]} */
    var each = [];
    for (var part of parts) each.push(yield* scores(part, typed));
    mergeAll(found, each);
    if (isCompound && !found.size) each.forEach(mergeEach.bind(null, found));
    return found;
  }

  /** Adds the entries that all parts have.
      @param {Scores} found @param {Scores[]} each */
  function mergeAll(found, each) {
    (each[0] || new Map()).forEach(function (_, entry) {
      var all = each.flatMap(function (part) {
        return part.get(entry) || [];
      });
      if (all.length < each.length) return;
      all.forEach(function (part) {
        merge(found, entry, (0.5 * part.score) / all.length, part.terms);
      });
    });
  }

  /** Adds the entries that one part has.
      @param {Scores} found @param {Scores} part */
  function mergeEach(found, part) {
    part.forEach(function (hit, entry) {
      merge(found, entry, 0.25 * hit.score, hit.terms);
    });
  }

  /** @param {string[]} parts */
  function longOnes(parts) {
    var long = parts.filter(function (part) {
      return part.length > 2;
    });
    var longest = parts.reduce(function (best, other) {
      return other.length > best.length ? other : best;
    });
    return long.length ? long : [longest];
  }

  /** Where a piece stands from a place on in texts without spaces; -1: no more. A mark behind it makes its last letter another.
      @param {string} piece @param {string} text @param {number} from */
  function placeOf(piece, text, from) {
    var at = text.indexOf(piece, from);
    while (at >= 0 && /^\p{M}/u.test(text.slice(at + piece.length, at + piece.length + 2))) at = text.indexOf(piece, at + 1);
    return at;
  }

  /** @param {string} piece @returns {Steps<Scores>} */
  function* scoresWithin(piece) {
    /** @type {Scores} */
    var found = new Map();
    for (var field = 0; field < index.runs.length; field++) {
      for (var run of index.runs[field]) {
        var many = 0;
        for (var at = placeOf(piece, run[1], 0); at >= 0; at = placeOf(piece, run[1], at + piece.length)) many++;
        if (many) {
          // As for words: more is better, ever less so, and a short text that has it says more than a long one.
          var length = run[1].length;
          var score = (BOOST[index.fields[field].name] * many * 2.2) / (many + 1.2 * (0.3 + length / (length + 60)));
          merge(found, run[0], score, [piece]);
        }
        yield;
      }
    }
    return found;
  }

  /** The words of what was typed without spaces: always the longest one that stands somewhere in the library.
      @param {string} run @returns {Steps<string[]>} */
  function* pieces(run) {
    var letters = Array.from(run.match(/[^]\p{M}*/gu) || []).slice(0, MOST_LETTERS);
    var texts = index.runs.flatMap(function (runs) {
      return Array.from(runs.values());
    });
    /** @type {string[]} */
    var found = [];
    for (var start = 0, end = 0; start < letters.length; start = Math.max(end, start + 1)) {
      // No text before the first one with some letters has these and one more.
      var first = 0;
      for (end = start; end < letters.length; end++) {
        first = yield* firstWith(letters.slice(start, end + 1).join(""), texts, first);
        if (first < 0) break;
      }
      if (end > start) found.push(letters.slice(start, end).join(""));
    }
    var long = found.filter(function (piece) {
      return Array.from(piece).length > 1;
    });
    return long.length ? long : [run];
  }

  /** The number of the first text with a piece, from a number on; -1: none has it.
      @param {string} piece @param {string[]} texts @param {number} from @returns {Steps<number>} */
  function* firstWith(piece, texts, from) {
    for (var number = from; number < texts.length; number++) {
      if (placeOf(piece, texts[number], 0) >= 0) return number;
      yield;
    }
    return -1;
  }

  toolkit.scores = { of: scoresOf, within: scoresWithin, pieces: pieces, halves: halves };
})();
