// "Did you mean": what somebody may have wanted to type, in the words of the library.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var words = toolkit.words;
  var index = toolkit.index;
  // Shorter words are too near to others; of longer ones two letters may be wrong.
  var SHORTEST = 6;
  var LONG = 10;
  // Where words are looked up as they are spelled. Titles come last: there they may begin with a capital letter by chance.
  /** @type {("keywords" | "summary" | "title")[]} */
  var SPELLED = ["keywords", "summary", "title"];
  var MOST_ENTRIES = 5;

  /** Whether nothing is known of a word: it stands nowhere, not even within another one. Numbers, countries and words by which
      nothing is asked for are what they are.
      @param {Word} word */
  function isUnknown(word) {
    var text = word.whole;
    if (word.run || Array.from(text).length < SHORTEST || words.isNumber(text)) return false;
    if (index.exact.has(text) || index.stops.has(text) || index.groups.has(text) || index.lines().includes(text)) return false;
    return toolkit.scores.halves(text).length < 2;
  }

  /** Whether two neighbouring letters changed places, which counts as one error.
      @param {string} word @param {string} other */
  function isSwapped(word, other) {
    var at = 0;
    while (at < word.length && word[at] === other[at]) at++;
    return word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2) === other;
  }

  /** A word as some record spells it; '' where no title, summary or keyword has it.
      @param {string} term @param {number[][]} posted */
  function spelled(term, posted) {
    for (var name of SPELLED) {
      var places = posted[index.fields.findIndex(isCalled)] || [];
      for (var at = 0; at < places.length && at < 2 * MOST_ENTRIES; at += 2) {
        var text = index.entries[places[at]][name];
        var own = words.cut(words.fold(text)).find(isWord);
        if (own) return text.slice(...words.span(words.places(text), own, 0, term.length));
      }
    }
    return "";

    /** @param {{ name: string }} field */
    function isCalled(field) {
      return field.name === name;
    }

    /** @param {Word} word */
    function isWord(word) {
      return word.whole === term;
    }
  }

  /** The word that somebody may have wanted to type: of those that are nearest, the one that most records have.
      @param {string} typed */
  function nearest(typed) {
    var near = Array.from(index.tree.fuzzyGet(typed, 2), function (found) {
      return { term: found[0], posted: found[1][0], errors: isSwapped(typed, found[0]) ? 1 : found[1][1], often: holders(found[1][0]) };
    });
    near = near.filter(function (one) {
      // Another ending is no error.
      var isForm = one.term.startsWith(typed.slice(0, -1)) || typed.startsWith(one.term);
      return one.term.length >= SHORTEST - 1 && !isForm && one.errors <= (typed.length < LONG ? 1 : 2);
    });
    near.sort(function (one, other) {
      return one.errors - other.errors || other.often - one.often;
    });
    for (var one of near.slice(0, MOST_ENTRIES)) {
      var word = spelled(one.term, one.posted);
      if (word) return word;
    }
    return "";
  }

  /** @param {number[][]} posted */
  function holders(posted) {
    return posted.reduce(function (sum, places) {
      return sum + (places ? places.length : 0);
    }, 0);
  }

  /** A query with the words that nobody knows as they may have been meant; '' where there is nothing better. */
  toolkit.better = function* (query) {
    var from = words.places(query);
    var made = query;
    // From the last one on: those before it stay where they are.
    for (var word of words.cut(words.fold(query)).reverse()) {
      var other = isUnknown(word) ? nearest(word.whole) : "";
      if (other) made = made.slice(0, from[word.start]) + other + made.slice(from[word.start + word.typed.length]);
      yield;
    }
    return made === query ? "" : made;
  };
})();
