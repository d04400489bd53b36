// Finds records: two MiniSearch indexes, of titles and labels first, of texts when those have come. Loaded when the reader
// first asks. toolkit.search(query) returns a promise of [{id, shelf, title, summary, language, score}], best first.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var MARKS = /\p{M}/gu;
  // Letters that Unicode does not take apart into a plain one and a mark.
  var LETTERS = {
    ł: "l", đ: "d", ß: "ss", ı: "i", ø: "o", æ: "ae", œ: "oe", ð: "d", þ: "th", ς: "σ",
    ـ: "", ى: "ي", ة: "ه", "٠": "0", "١": "1", "٢": "2", "٣": "3", "٤": "4", "٥": "5", "٦": "6", "٧": "7", "٨": "8", "٩": "9",
  };
  var SPECIAL = new RegExp("[" + Object.keys(LETTERS).join("") + "]", "g");
  var BOOST = { title: 5, others: 3, keywords: 3, summary: 2, labels: 1.5 };
  var FIELDS = Object.keys(BOOST);

  /** `Łódź` and `lodz` become the same. */
  function fold(text) {
    return text.normalize("NFKD").replace(MARKS, "").toLowerCase().replace(SPECIAL, function (letter) {
      return LETTERS[letter];
    });
  }

  /** An Arabic word without article, joined prepositions and common endings, where three letters stay. The endings are
      those of Larkey, Ballesteros and Connell, "Improving stemming for Arabic information retrieval", 2002 (light10). */
  function stem(term) {
    if (!/[\u0621-\u064a]/.test(term)) return term;
    var bare = term.replace(/^و?(?:ال|بال|كال|فال|لل)(?=...)/, "").replace(/^و(?=....)/, "");
    return bare.replace(/(...)(?:ها|ان|ات|ون|ين|يه|ه|ي)$/, "$1");
  }

  function terms(term) {
    var folded = fold(term);
    var bare = stem(folded);
    return bare === folded ? folded : [folded, bare];
  }

  /** A word as it may stand in the index in another form: without its ending, be it of a case, a person or a number. */
  function variants(word) {
    var found = [].concat(terms(word));
    var folded = found[0];
    if (folded.length > 6) found.push(folded.slice(0, folded.length > 8 ? -3 : -2));
    return found;
  }

  var entries = new Map();
  var first = new MiniSearch({ fields: FIELDS, processTerm: terms });
  var texts = new MiniSearch({ fields: ["text"], processTerm: terms });

  toolkit.whenTaken("records", function (data) {
    var records = data.records.map(function (one) {
      return {
        id: one[0], shelf: data.shelves[one[1]] || null, title: one[2], summary: one[3], language: one[4],
        others: one[5], keywords: one[6], labels: one[7],
      };
    });
    records.forEach(function (one) {
      entries.set(one.id, one);
    });
    first.addAll(records);
    toolkit.textFiles = data.texts;
  });

  toolkit.whenTaken("texts", function (data) {
    texts.addAll(
      Object.keys(data).map(function (id) {
        return { id: id, text: data[id] };
      }),
    );
  });

  function scores(word) {
    var forms = variants(word);
    var options = {
      combineWith: "OR",
      tokenize: function () {
        return forms;
      },
      prefix: function (term) {
        return term.length > 1;
      },
      fuzzy: function (term) {
        return term.length > 3 ? 0.25 : false;
      },
      // A shortened form finds more, and means less.
      boostTerm: function (term) {
        return term === forms[0] ? 1 : 0.5;
      },
      processTerm: function (term) {
        return term;
      },
    };
    var found = new Map();
    first.search(word, Object.assign({ boost: BOOST }, options)).forEach(function (hit) {
      found.set(hit.id, hit.score);
    });
    texts.search(word, options).forEach(function (hit) {
      found.set(hit.id, (found.get(hit.id) || 0) + 0.5 * hit.score);
    });
    return found;
  }

  /** Records that hold all words; where there are none, those that hold most. Native and readable ones come first. */
  toolkit.find = function (query) {
    var words = query.split(/[\s\p{P}]+/u).filter(Boolean);
    var held = new Map();
    words.forEach(function (word) {
      var found = scores(word);
      // Each word counts alike, be it rare or common: two good matches are better than a perfect one and a poor one.
      var best = Math.max.apply(null, Array.from(found.values()));
      found.forEach(function (score, id) {
        var sum = held.get(id) || { words: 0, score: 0 };
        held.set(id, { words: sum.words + 1, score: sum.score + score / best });
      });
    });
    var most = 0;
    held.forEach(function (sum) {
      most = Math.max(most, sum.words);
    });
    var asked = fold(words.join(" "));
    // Whoever types a title means that record, however often others use its words.
    function exact(one) {
      return fold(one.title).split(/[\s\p{P}]+/u).filter(Boolean).join(" ") === asked ? 1 : 0;
    }
    var reads = toolkit.languages();
    function isForeign(one) {
      return one.language !== "" && !reads.includes(one.language);
    }
    return Array.from(held)
      .filter(function (pair) {
        return pair[1].words === most;
      })
      .map(function (pair) {
        var one = entries.get(pair[0]);
        return Object.assign({ score: pair[1].score + exact(one) }, one);
      })
      .sort(function (one, other) {
        return isForeign(one) - isForeign(other) || other.score - one.score;
      });
  };
})();
