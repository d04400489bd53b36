// Finds records. Loaded when the reader first asks. Words lie in two MiniSearch indexes, of titles and labels first, of texts
// when those have come; what is written without spaces lies beside them as it is, and is searched within.
// toolkit.find(query) returns [{id, shelf, title, summary, language, score, marks}], best first.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var fold = toolkit.words.fold;
  var cut = toolkit.words.cut;
  var BOOST = { title: 5, others: 3, keywords: 3, summary: 2, labels: 1.5, text: 0.5 };
  var FIELDS = ["title", "others", "keywords", "summary", "labels"];
  // Milliseconds that an index may grow before readers get their turn.
  var TURN = 12;
  // So many longer words are looked up for one that stands within them.
  var MOST_WITHIN = 60;
  // Of a whole page that somebody pastes, so many words and letters without spaces are looked up.
  var MOST_WORDS = 12;
  var MOST_LETTERS = 24;

  // Words -------------------------------------------------------------------------------------------------------------

  /** A word of Arabic without article, joined prepositions and common endings, or of Hebrew without joined letters, where three
      letters stay. The Arabic endings are those of Larkey, Ballesteros and Connell, "Improving stemming for Arabic information
      retrieval", 2002 (light10). */
  function stem(term) {
    if (/[\u05d0-\u05ea]/.test(term)) return term.replace(/^ו?[בהכלמש]?(?=...)/, "");
    if (!/[\u0621-\u064a]/.test(term)) return term;
    var bare = term.replace(/^و?(?:ال|بال|كال|فال|لل)(?=...)/, "").replace(/^و(?=....)/, "");
    return bare.replace(/(...)(?:ها|ان|ات|ون|ين|يه|ه|ي)$/, "$1");
  }

  /** All forms that a word has in the index. */
  function terms(word) {
    var found = new Set([word.whole]);
    word.parts.concat(word.whole).forEach(function (part) {
      found.add(part).add(stem(part));
    });
    return Array.from(found);
  }

  /** A word as it may stand in the index in another form: without its ending, be it of a case, a person or a number. */
  function variants(word) {
    var found = [word];
    var bare = stem(word);
    if (bare !== word) found.push(bare);
    if (word.length > 6 && !isNumber(word)) found.push(word.slice(0, word.length > 8 ? -3 : -2));
    return found;
  }

  function isNumber(word) {
    return /\d/.test(word);
  }

  // Indexes -----------------------------------------------------------------------------------------------------------

  var entries = new Map();
  var known = new Set(); // all terms
  var lines = ""; // the same as one text, to be searched within
  var runs = new Map(); // by field: what is written without spaces in all records, and where each record's part ends
  var exact = new Set(); // words that are no typing errors of others: names of countries

  function index(fields) {
    return new MiniSearch({
      fields: fields,
      processTerm: function (term) {
        return term;
      },
      tokenize: function (text) {
        return cut(fold(text)).flatMap(function (word) {
          if (word.run) return [];
          var found = terms(word);
          found.forEach(function (term) {
            known.add(term);
          });
          return found;
        });
      },
    });
  }

  var first = index(FIELDS);
  var texts = index(["summary", "text"]);

  function add(to, one) {
    to.add(one);
    Object.keys(BOOST).forEach(function (field) {
      if (!one[field] || !/[^\0-\u0dff]/.test(one[field])) return;
      var held = cut(fold(one[field])).filter(function (word) {
        return word.run;
      });
      if (!held.length) return;
      if (!runs.has(field)) runs.set(field, { text: "\n", ids: [], ends: [] });
      var all = runs.get(field);
      all.text += held.map(wholeOf).join("\n") + "\n";
      all.ids.push(one.id);
      all.ends.push(all.text.length);
    });
  }

  function wholeOf(word) {
    return word.whole;
  }

  // Indexes grow in turns, so that the page answers meanwhile.
  var waiting = [];
  var busy = null;

  function grow(to, all) {
    waiting.push.apply(
      waiting,
      all.map(function (one) {
        return [to, one];
      }),
    );
    if (!busy) {
      busy = new Promise(function (done) {
        setTimeout(work, 0, done);
      });
    }
  }

  function work(done) {
    var end = performance.now() + TURN;
    while (waiting.length && performance.now() < end) add.apply(null, waiting.shift());
    if (waiting.length) return setTimeout(work, 0, done);
    busy = null;
    lines = "";
    done();
  }

  /** Resolves when all that was taken can be found. */
  toolkit.indexed = function () {
    return busy || Promise.resolve();
  };

  toolkit.whenTaken("records", function (data) {
    var records = data.records.map(function (one) {
      return {
        id: one[0], shelf: data.shelves[one[1]] || null, title: one[2], summary: one[3], language: one[4],
        others: one[5], keywords: one[6], labels: one[7],
      };
    });
    records.forEach(function (one, place) {
      one.place = place;
      one.name = cut(fold(one.title)).map(wholeOf).join(" ");
      entries.set(one.id, one);
    });
    cut(fold(data.countries)).forEach(function (word) {
      exact.add(word.whole);
    });
    grow(first, records);
    toolkit.textFiles = data.texts;
  });

  toolkit.whenTaken("texts", function (data) {
    grow(
      texts,
      Object.keys(data).map(function (id) {
        return { id: id, text: data[id][0], summary: data[id][1] };
      }),
    );
  });

  // Scores of one word: a map from records to {score, exact: whether the word itself is there, terms: what was found} ----------------------------------------------------

  /** Terms that a word is a part of: the second half of a compound, or its middle where that is long enough to mean something. */
  function within(word) {
    var found = [];
    if (word.length < 4 || isNumber(word)) return found;
    if (!lines) lines = "\n" + Array.from(known).join("\n") + "\n";
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

  /** The two words that a compound is made of, where the library knows both; German joins some with an s. */
  function halves(word) {
    for (var at = word.length - 4; at >= 4; at--) {
      var head = word.slice(0, at);
      if (known.has(word.slice(at)) && (known.has(head) || known.has(head.replace(/s$/, "")))) return [head.replace(/s$/, ""), word.slice(at)];
    }
    return null;
  }

  /** What is looked up for a word, from strong to weak: term to {weight, prefix, fuzzy}. */
  function lookups(word, last) {
    var found = new Map();
    variants(word).forEach(function (form, place) {
      var letters = Array.from(form).length;
      found.set(form, {
        weight: place ? 0.5 : 1,
        // Two letters are the beginning of a word only while that is being typed.
        prefix: letters > 2 || (last && letters === 2),
        fuzzy: !place && letters > 4 && !isNumber(form) && !exact.has(word) ? 0.25 : false,
      });
    });
    variants(word).forEach(function (form) {
      within(form).forEach(function (term) {
        if (!found.has(term)) found.set(term, { weight: 0.4, prefix: false, fuzzy: false });
      });
    });
    return found;
  }

  function scores(word, last) {
    var found = new Map();
    var wanted = lookups(word, last);
    var options = {
      boost: BOOST,
      combineWith: "OR",
      maxFuzzy: 2,
      tokenize: function () {
        return Array.from(wanted.keys());
      },
      prefix: function (term) {
        return wanted.get(term).prefix;
      },
      fuzzy: function (term) {
        return wanted.get(term).fuzzy;
      },
      boostTerm: function (term) {
        return wanted.get(term).weight;
      },
    };
    [first, texts].forEach(function (one) {
      one.search(word, options).forEach(function (hit) {
        merge(found, hit.id, hit.score, hit.terms.includes(word), hit.terms);
      });
    });
    return found;
  }

  function merge(found, id, score, exact, terms) {
    var one = found.get(id);
    if (!one) return found.set(id, { score: score, exact: exact, terms: terms });
    one.score += score;
    one.exact = one.exact || exact;
    one.terms = one.terms.concat(terms);
  }

  /** A word with signs in it is found as a whole, and where all of its parts are; what an apostrophe cuts off is none. */
  function scoresOf(word, last) {
    var found = scores(word.whole, last);
    var parts = word.parts;
    if (word.typed.includes("'")) parts = longOnes(parts);
    if (parts.length === 1 && parts[0] === word.whole) {
      parts = known.has(word.whole) ? null : halves(word.whole);
    }
    if (!parts) return found;
    var each = parts.map(function (part) {
      return scores(part, last);
    });
    each[0].forEach(function (one, id) {
      var all = each.map(function (part) {
        return part.get(id);
      });
      if (!all.every(Boolean)) return;
      all.forEach(function (part) {
        merge(found, id, (0.5 * part.score) / all.length, false, part.terms);
      });
    });
    return found;
  }

  function longOnes(parts) {
    var long = parts.filter(function (part) {
      return part.length > 2;
    });
    var longest = parts.reduce(function (one, other) {
      return other.length > one.length ? other : one;
    });
    return long.length ? long : [longest];
  }

  /** Where a piece stands from a place on in texts without spaces; -1: no more. A mark behind it makes its last letter another. */
  function placeOf(piece, text, from) {
    var at = text.indexOf(piece, from);
    while (at >= 0 && /^\p{M}/u.test(text.slice(at + piece.length, at + piece.length + 2))) at = text.indexOf(piece, at + 1);
    return at;
  }

  function scoresWithin(piece) {
    var found = new Map();
    runs.forEach(function (all, field) {
      var one = 0;
      for (var at = placeOf(piece, all.text, 0); at >= 0; at = placeOf(piece, all.text, at)) {
        while (all.ends[one] <= at) one++;
        var start = one ? all.ends[one - 1] : 0;
        var many = 0;
        for (; at >= 0 && at < all.ends[one]; at = placeOf(piece, all.text, at + piece.length)) many++;
        // As in MiniSearch: more is better, ever less so, and a short text that has it says more than a long one.
        var length = all.ends[one] - start;
        var score = (BOOST[field] * many * 2.2) / (many + 1.2 * (0.3 + length / (length + 60)));
        merge(found, all.ids[one], score, true, [piece]);
        if (at < 0) break;
      }
    });
    return found;
  }

  /** The words of what was typed without spaces: always the longest one that stands somewhere in the library. */
  function pieces(run) {
    var letters = (run.match(/[^]\p{M}*/gu) || []).slice(0, MOST_LETTERS);
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

  function stands(piece) {
    return Array.from(runs.values()).some(function (all) {
      return placeOf(piece, all.text, 0) >= 0;
    });
  }

  // The answer --------------------------------------------------------------------------------------------------------

  /** Whether nearly everything holds a word, such as "the": it helps to sort, and is not asked for. */
  function isCommon(found) {
    var many = 0;
    found.forEach(function (one) {
      many += one.exact;
    });
    return entries.size > 20 && many > entries.size / 2;
  }

  /** Records that hold all words; where there are none, those that hold most. Native and readable ones come first. */
  toolkit.find = function (query) {
    var words = cut(fold(query)).slice(0, MOST_WORDS);
    var held = new Map();
    var all = words.flatMap(function (word, place) {
      return word.run ? pieces(word.whole).map(scoresWithin) : [scoresOf(word, place === words.length - 1)];
    });
    var common = all.filter(isCommon);
    if (common.length === all.length) common = [];
    all.forEach(function (found) {
      var counts = common.includes(found) ? 0 : 1;
      // Each word counts alike, be it rare or common: two good matches are better than a perfect one and a poor one.
      var best = 0;
      found.forEach(function (one) {
        best = Math.max(best, one.score);
      });
      found.forEach(function (one, id) {
        var sum = held.get(id);
        if (!sum) held.set(id, (sum = { words: 0, score: 0, terms: [] }));
        sum.words += counts;
        sum.score += (one.score / best) * (counts || 0.2);
        sum.terms.push(one.terms);
      });
    });
    var most = 0;
    held.forEach(function (sum) {
      most = Math.max(most, sum.words);
    });
    var asked = words.map(wholeOf).join(" ");
    // Whoever types a title means that record, however often others use its words.
    function isTitle(one) {
      return one.name === asked ? 1 : 0;
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
        return Object.assign({ score: pair[1].score + isTitle(one), terms: pair[1].terms, asked: words }, one);
      })
      .sort(function (one, other) {
        return isForeign(one) - isForeign(other) || other.score - one.score || one.place - other.place;
      });
  };

  /** Where in a text stands what was found: pairs of places, in order. Within a longer word only what was asked for. */
  toolkit.places = function (text, hit) {
    var asked = hit.asked
      .flatMap(function (word) {
        return variants(word.whole).concat(word.parts);
      })
      .sort(function (one, other) {
        return other.length - one.length;
      });
    var from = toolkit.words.places(text);
    var found = [];
    cut(fold(text)).forEach(function (word) {
      var own = terms(word);
      new Set(hit.terms.flat()).forEach(function (term) {
        if (!word.run && !own.includes(term)) return;
        var part = asked.find(function (one) {
          return term.includes(one) || (one.length > 2 && word.whole.includes(one));
        });
        var marked = part && word.whole.includes(part) ? part : term;
        var start = word.whole.indexOf(marked);
        if (start >= 0) found.push(toolkit.words.span(from, word, start, marked.length));
      });
    });
    return found
      .sort(function (one, other) {
        return one[0] - other[0] || other[1] - one[1];
      })
      .filter(function (one, place, all) {
        return all.slice(0, place).every(function (earlier) {
          return earlier[1] <= one[0];
        });
      });
  };
})();
