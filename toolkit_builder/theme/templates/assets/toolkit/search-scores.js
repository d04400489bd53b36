// How well a word fits records: a map from their ids to {score, exact: whether the word itself is there, terms: what was found}.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var words = toolkit.words;
  var index = toolkit.index;
  /** @type {Record<string, number>} */
  var BOOST = { title: 5, others: 3, keywords: 3, summary: 2, labels: 1.5, text: 0.5 };
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

  /** The two words that a compound is made of, where the library knows both; German joins some with an s.
      @param {string} word */
  function halves(word) {
    for (var at = word.length - 4; at >= 4; at--) {
      var head = word.slice(0, at);
      var bare = head.replace(/s$/, "");
      if (index.known.has(word.slice(at)) && (index.known.has(head) || index.known.has(bare))) return [bare, word.slice(at)];
    }
    return null;
  }

  /** What is looked up for a word, from strong to weak. `last`: it may be half typed.
      @param {string} word @param {boolean} last */
  function lookups(word, last) {
    /** @type {Map<string, { weight: number, prefix: boolean, fuzzy: number | false }>} */
    var found = new Map();
    words.variants(word).forEach(function (form, place) {
      var letters = Array.from(form).length;
      found.set(form, {
        weight: place ? 0.5 : 1,
        // Two letters are the beginning of a word only while that is being typed.
        prefix: letters > 2 || (last && letters === 2),
        fuzzy: !place && letters > 4 && !words.isNumber(form) && !index.exact.has(word) ? 0.25 : false,
      });
    });
    words.variants(word).forEach(function (form) {
      within(form).forEach(function (term) {
        if (!found.has(term)) found.set(term, { weight: 0.4, prefix: false, fuzzy: false });
      });
    });
    return found;
  }

  /** @param {string} word @param {boolean} last */
  function scores(word, last) {
    /** @type {Scores} */
    var found = new Map();
    var wanted = lookups(word, last);

    /** @param {string} term */
    function lookup(term) {
      return wanted.get(term) || { weight: 0, prefix: false, fuzzy: false };
    }
    var options = {
      boost: BOOST,
      combineWith: "OR",
      maxFuzzy: 2,
      tokenize: function () {
        return Array.from(wanted.keys());
      },
      /** @param {string} term */
      prefix: function (term) {
        return lookup(term).prefix;
      },
      /** @param {string} term */
      fuzzy: function (term) {
        return lookup(term).fuzzy;
      },
      /** @param {string} term */
      boostTerm: function (term) {
        return lookup(term).weight;
      },
    };
    index.all.forEach(function (portion) {
      portion.search(word, options).forEach(function (hit) {
        merge(found, hit.id, hit.score, hit.terms.includes(word), hit.terms);
      });
    });
    return found;
  }

  /** @param {Scores} found @param {string} id @param {number} score @param {boolean} exact @param {string[]} terms */
  function merge(found, id, score, exact, terms) {
    var before = found.get(id) || { score: 0, exact: false, terms: [] };
    found.set(id, { score: before.score + score, exact: before.exact || exact, terms: before.terms.concat(terms) });
  }

  /** A word with signs in it is found as a whole, and where all of its parts are; what an apostrophe cuts off is none.
      @param {Word} word @param {boolean} last */
  function scoresOf(word, last) {
    var found = scores(word.whole, last);
    /** @type {string[] | null} */
    var parts = word.typed.includes("'") ? longOnes(word.parts) : word.parts;
    if (parts.length === 1 && parts[0] === word.whole) {
      parts = index.known.has(word.whole) ? null : halves(word.whole);
    }
    if (!parts) return found;
    var each = parts.map(function (part) {
      return scores(part, last);
    });
    each[0].forEach(function (_, id) {
      var all = each.flatMap(function (part) {
        return part.get(id) || [];
      });
      if (all.length < each.length) return;
      all.forEach(function (part) {
        merge(found, id, (0.5 * part.score) / all.length, false, part.terms);
      });
    });
    return found;
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

  /** @param {string} piece */
  function scoresWithin(piece) {
    /** @type {Scores} */
    var found = new Map();
    index.runs.forEach(function (all, field) {
      var number = 0;
      for (var at = placeOf(piece, all.text, 0); at >= 0; at = placeOf(piece, all.text, at)) {
        while (all.ends[number] <= at) number++;
        var start = number ? all.ends[number - 1] : 0;
        var many = 0;
        for (; at >= 0 && at < all.ends[number]; at = placeOf(piece, all.text, at + piece.length)) many++;
        // As in MiniSearch: more is better, ever less so, and a short text that has it says more than a long one.
        var length = all.ends[number] - start;
        var score = (BOOST[field] * many * 2.2) / (many + 1.2 * (0.3 + length / (length + 60)));
        merge(found, all.ids[number], score, true, [piece]);
        if (at < 0) break;
      }
    });
    return found;
  }

  /** The words of what was typed without spaces: always the longest one that stands somewhere in the library.
      @param {string} run */
  function pieces(run) {
    var letters = Array.from(run.match(/[^]\p{M}*/gu) || []).slice(0, MOST_LETTERS);
    /** @type {string[]} */
    var found = [];
    for (var start = 0, end = 0; start < letters.length; start = Math.max(end, start + 1)) {
      for (end = start; end < letters.length && stands(letters.slice(start, end + 1).join("")); ) end++;
      if (end > start) found.push(letters.slice(start, end).join(""));
    }
    var long = found.filter(function (piece) {
      return Array.from(piece).length > 1;
    });
    return long.length ? long : [run];
  }

  /** @param {string} piece */
  function stands(piece) {
    return Array.from(index.runs.values()).some(function (all) {
      return placeOf(piece, all.text, 0) >= 0;
    });
  }

  toolkit.scores = { of: scoresOf, within: scoresWithin, pieces: pieces };
})();
