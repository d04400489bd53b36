// Where in a text stands what was found, and which passage of a text holds most of it.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var words = toolkit.words;
  // Letters of a passage; so many before the first word that was found, if that is where the sentence begins, or else.
  var LONGEST = 170;
  var BEFORE = 80;
  var LEAD = 30;
  // A line with less than that is a heading, and says little without the next one.
  var SHORT = 40;
  // What means the same as what was typed is worth less to who reads a passage.
  var SAME = 0.6;
  var SENTENCE = /[.!?…。！？؟۔।]["'”’»)\]]*\s/g;

  /** Where a text has what was found of each word that was asked for: from where to where, and for which of these words.
      Within a longer word only what was asked for.
      @param {string} text @param {Hit} hit @returns {Mark[]} */
  function marks(text, hit) {
    var asked = hit.asked
      .flatMap(function (word) {
        return words.variants(word.whole).concat(word.parts);
      })
      .sort(function (word, other) {
        return other.length - word.length;
      });
    var from = words.places(text);
    /** @type {Mark[]} */
    var found = [];
    words.cut(words.fold(text)).forEach(function (word) {
      var own = words.terms(word);
      hit.terms.forEach(function (terms, number) {
        terms.forEach(function (term) {
          if (word.run ? !word.whole.includes(term) : !own.includes(term)) return;
          var part = asked.find(function (piece) {
            return term.includes(piece) || (piece.length > 2 && word.whole.includes(piece));
          });
          var marked = part && word.whole.includes(part) ? part : term;
          var start = word.whole.indexOf(marked);
          if (start >= 0) found.push({ span: words.span(from, word, start, marked.length), of: number, worth: part ? 1 : SAME });
        });
      });
    });
    return found.sort(function (mark, other) {
      return mark.span[0] - other.span[0] || other.span[1] - mark.span[1];
    });
  }

  /** Where in a text stands what was found: pairs of places, in order. */
  toolkit.places = function (text, hit) {
    var done = 0;
    return marks(text, hit).flatMap(function (mark) {
      if (mark.span[0] < done) return [];
      done = mark.span[1];
      return [mark.span];
    });
  };

  /** Which of the words that were asked for stand in a text, by their numbers.
      @param {string} text @param {Hit} hit */
  toolkit.held = function (text, hit) {
    return new Set(marks(text, hit).map(numberOf));
  };

  /** @param {Mark} mark */
  function numberOf(mark) {
    return mark.of;
  }

  /** The part of a text, of lines, that holds most of what was asked for; null where it holds nothing. */
  toolkit.passageIn = function* (text, hit) {
    /** @type {Passage | null} */
    var best = null;
    for (var line of linesOf(text)) {
      var all = marks(line, hit);
      all.forEach(function (first, place) {
        var start = startOf(line, first.span[0]);
        var shown = all.slice(place).filter(function (mark) {
          return mark.span[1] <= start + LONGEST;
        });
        var worth = worthOf(shown);
        if (!best || worth > best.worth) best = { text: cutOut(line, start), held: new Set(shown.map(numberOf)), worth: worth };
      });
      yield;
    }
    return best;
  };

  /** What a passage is worth: the best that it has of each word.
      @param {Mark[]} shown */
  function worthOf(shown) {
    /** @type {number[]} */
    var each = [];
    shown.forEach(function (mark) {
      each[mark.of] = Math.max(each[mark.of] || 0, mark.worth);
    });
    return each.reduce(function (sum, one) {
      return sum + one;
    }, 0);
  }

  /** @param {string} text */
  function linesOf(text) {
    /** @type {string[]} */
    var lines = [];
    text.split("\n").forEach(function (line) {
      var last = lines.length - 1;
      if (last >= 0 && lines[last].length < SHORT && !/[.!?…。！？؟۔।]$/.test(lines[last])) lines[last] += " · " + line;
      else lines.push(line);
    });
    return lines;
  }

  /** Where a passage begins that shows what stands at a place: with the sentence, or some words before it.
      @param {string} line @param {number} place */
  function startOf(line, place) {
    if (line.length <= LONGEST || place <= BEFORE) return 0;
    var start = -1;
    var lookedAt = line.slice(0, place);
    SENTENCE.lastIndex = Math.max(0, place - BEFORE);
    while (SENTENCE.exec(lookedAt)) start = SENTENCE.lastIndex;
    if (start >= 0) return start;
    var space = line.indexOf(" ", place - LEAD);
    return space >= 0 && space < place ? space + 1 : place;
  }

  /** So much of a line as is shown, with a sign where something was left out.
      @param {string} line @param {number} start */
  function cutOut(line, start) {
    var isStart = start === 0 || /[.!?…。！？؟۔।]["'”’»)\]]*\s$/.test(line.slice(0, start));
    return (isStart ? "" : "… ") + shortened(line.slice(start));
  }

  /** @param {string} text */
  function shortened(text) {
    if (text.length <= LONGEST) return text;
    var end = text.lastIndexOf(" ", LONGEST);
    return text.slice(0, end > LONGEST / 2 ? end : LONGEST).replace(/[\s,;:–·]+$/, "") + " …";
  }

  /** The part of a summary that holds most of what was asked for, or its beginning. */
  toolkit.summaryOf = function (hit) {
    var steps = toolkit.passageIn(hit.summary, hit);
    for (var step = steps.next(); !step.done; step = steps.next());
    return (step.value && step.value.text) || shortened(hit.summary);
  };
})();
