// Takes text apart into words: what is indexed, what is asked, and what is marked in a title all go through here.
//
// Rules of our own in place of Intl.Segmenter: that knows Thai, Chinese and Japanese words from dictionaries which differ between
// browsers, cuts the same word in one way in a text and in another when it is typed alone, and takes seconds for a thousand
// texts. Here a word is a run of letters, marks and digits, also over signs that join (don't, e-learning, Mentor*innen, 2.5),
// much as UAX 29 has it; scripts that are written without spaces stay whole, and are searched within.
(function () {
  "use strict";
  // Letters that Unicode does not take apart into a plain one and a mark, and forms of one letter that readers do not tell apart.
  /** @type {Record<string, string>} */
  var LETTERS = {
    ł: "l", đ: "d", ß: "ss", ı: "i", ø: "o", æ: "ae", œ: "oe", ð: "d", þ: "th", ħ: "h", ŧ: "t", ґ: "г", ς: "σ",
    ך: "כ", ם: "מ", ן: "נ", ף: "פ", ץ: "צ",
    ٱ: "ا", ى: "ي", ی: "ي", ې: "ي", ک: "ك", ة: "ه", ۃ: "ه", ہ: "ه", ە: "ه", "٫": ".", "٬": ",", "ँ": "ं",
  };
  var SPECIAL = new RegExp("[" + Object.keys(LETTERS).join("") + "]", "g");
  // Marks that may stand or be left out: accents, Hebrew and Arabic vowel signs, nuktas; the Arabic stretching sign; and signs
  // that nobody sees. All other marks (vowel signs of India, Thai tones, Japanese voicing) are as good as letters.
  var OPTIONAL = new RegExp(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc" +
      "\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08ff\u093c\u09bc\u0a3c\u0abc\u0b3c\u0cbc\u1ab0-\u1aff\u1dc0-\u1dff" +
      "\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\u0640\u00ad\u061c\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2069\ufeff]",
    "g",
  );
  var APOSTROPHES = /[\u0060\u00b4\u02b9\u02bb\u02bc\u05f3\u2018\u2019\u201b\u2032\uff07]/g;
  var HYPHENS = /[\u2010\u2011\u05be]/g;
  // One piece that folds by itself: a letter with its marks, and a Hindi nasal that becomes a dot on the letter before it.
  var CLUSTERS = /(?:[ङञणनम]्)*[^]\p{M}*/gu;
  var NASALS = /[ङञणनम]्(?=[क-ह])/g;
  // Signs that join, one at a time; a comma joins digits alone, and a space those of thousands.
  var RUN = /\p{N}{1,3}(?: \p{N}{3})+(?![\p{L}\p{M}\p{N}])|[\p{L}\p{M}\p{N}]+(?:(?:[-'._:*·&\u200c\u30fb]|,(?=\p{N}))[\p{L}\p{M}\p{N}]+)*(?:(?:\+\+?|#)(?![\p{L}\p{N}]))?/gu;
  var JOINS = /[-'._:*·&, \u200c\u30fb]/g;
  var GROUPED = /^\p{N}{1,3}(?:[.,']\p{N}{2,3})*[.,']\p{N}{3}$/u;
  var SPACELESS = ["Han", "Hira", "Kana", "Bopo", "Thai", "Laoo", "Khmr", "Mymr", "Tale", "Talu", "Lana", "Tavt"]
    .map(function (script) {
      return "\\p{scx=" + script + "}";
    })
    .join("");
  var WITHOUT_SPACES = new RegExp("[" + SPACELESS + "]", "u");
  var PIECES = new RegExp("[" + SPACELESS + "][" + SPACELESS + "\\p{M}]*|[^" + SPACELESS + "]+", "gu");

  /** The digit that a character of any script stands for: such digits stand in rows of ten.
      @param {string} character */
  function digit(character) {
    var code = Number(character.codePointAt(0));
    var before = 0;
    while (/^\p{Nd}$/u.test(String.fromCodePoint(code - 1 - before))) before++;
    return String(before % 10);
  }

  /** `Łódź` and `lodz` become the same.
      @param {string} text */
  function fold(text) {
    // eslint-disable-next-line no-control-regex
    if (/^[\0-_a-\x7f]*$/.test(text)) return text.toLowerCase();
    return text
      .replace(APOSTROPHES, "'")
      .replace(HYPHENS, "-")
      .normalize("NFKD")
      .replace(OPTIONAL, "")
      .toLowerCase()
      .replace(SPECIAL, function (letter) {
        return LETTERS[letter];
      })
      .replace(NASALS, "ं")
      .replace(/(?![0-9])\p{Nd}/gu, digit)
      .replace(/([א-ת])["״“”](?=[א-ת])/g, "$1'");
  }

  /** The words of a folded text, each with its place: `whole` is the word without the signs that join its parts; a `run` is
      written without spaces, and may hold many words.
      @param {string} folded */
  function cut(folded) {
    /** @type {Word[]} */
    var words = [];
    var from = 0;
    (folded.match(RUN) || []).forEach(function (found) {
      from = folded.indexOf(found, from);
      (found.match(PIECES) || []).forEach(function (piece) {
        var run = WITHOUT_SPACES.test(piece);
        var parts = run ? [piece.replace(JOINS, "")] : piece.split(/[^\p{L}\p{M}\p{N}]/u).filter(Boolean);
        if (parts.length) words.push({ start: from, typed: piece, whole: run ? parts[0] : joined(piece), parts: parts, run: run });
        from += piece.length;
      });
    });
    return words;
  }

  /** @param {string} word */
  function joined(word) {
    var isNumber = /^[\p{N}.,]+$/u.test(word) && !GROUPED.test(word);
    return isNumber ? word.replace(/,/g, ".") : word.replace(JOINS, "");
  }

  /** For each place in the folded text the place in the text that it came from, and the end as well.
      @param {string} text */
  function places(text) {
    /** @type {number[]} */
    var from = [];
    var at = 0;
    (text.match(CLUSTERS) || []).forEach(function (cluster) {
      for (var many = fold(cluster).length; many > 0; many--) from.push(at);
      at += cluster.length;
    });
    return from.concat(at);
  }

  /** From where to where in a text some letters of one of its words stand.
      @param {number[]} from @param {Word} word @param {number} start @param {number} length @returns {Span} */
  function span(from, word, start, length) {
    var own = [];
    for (var place = 0; place < word.typed.length; place++) {
      // A decimal point stays in a number.
      if (word.whole.length === word.typed.length || !word.typed[place].match(JOINS)) own.push(word.start + place);
    }
    var end = own[start + length - 1] + 1;
    // What folds to several letters, such as a syllable of Hangul, is marked as one.
    while (from[end] === from[end - 1]) end++;
    return [from[own[start]], from[end]];
  }

  /** A word of Arabic without article, joined prepositions and common endings, or of Hebrew without joined letters, where three
      letters stay. The Arabic endings are those of Larkey, Ballesteros and Connell, "Improving stemming for Arabic information
      retrieval", 2002 (light10).
      @param {string} term */
  function stem(term) {
    if (/[\u05d0-\u05ea]/.test(term)) return term.replace(/^ו?[בהכלמש]?(?=...)/, "");
    if (!/[\u0621-\u064a]/.test(term)) return term;
    var bare = term.replace(/^و?(?:ال|بال|كال|فال|لل)(?=...)/, "").replace(/^و(?=....)/, "");
    return bare.replace(/(...)(?:ها|ان|ات|ون|ين|يه|ه|ي)$/, "$1");
  }

  /** All forms that a word has in the index.
      @param {Word} word */
  function terms(word) {
    var found = new Set([word.whole]);
    word.parts.concat(word.whole).forEach(function (part) {
      found.add(part).add(stem(part));
    });
    return Array.from(found);
  }

  /** A word as it may stand in the index in another form: without its ending, be it of a case, a person or a number.
      @param {string} word */
  function variants(word) {
    var found = [word];
    var bare = stem(word);
    if (bare !== word) found.push(bare);
    if (word.length > 6 && !isNumber(word)) found.push(word.slice(0, word.length > 8 ? -3 : -2));
    return found;
  }

  /** @param {string} word */
  function isNumber(word) {
    return /\d/.test(word);
  }

  /** Words as one line, without the signs between and within them.
      @param {Word[]} words */
  function name(words) {
    return words
      .map(function (word) {
        return word.whole;
      })
      .join(" ");
  }

  window.toolkit.words = { fold: fold, cut: cut, places: places, span: span, terms: terms, variants: variants, isNumber: isNumber, name: name };
})();
