// What was probably meant, as `closest` in model/vocabulary.py finds it: with the measure of Python's difflib.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var form = (toolkit.form = toolkit.form || /** @type {FormTools} */ ({}));
  var LEAST = 0.7;

  /** The longest run that both have between two places; of several, the first.
      @param {string[]} one @param {string[]} other @param {number} from @param {number} to @param {number} start @param {number} end */
  function longest(one, other, from, to, start, end) {
    var best = { at: from, there: start, size: 0 };
    for (var at = from; at < to; at += 1) {
      for (var there = start; there < end; there += 1) {
        var size = 0;
        while (at + size < to && there + size < end && one[at + size] === other[there + size]) size += 1;
        if (size > best.size) best = { at: at, there: there, size: size };
      }
    }
    return best;
  }

  /** How many letters two texts have in common, in their order.
      @param {string[]} one @param {string[]} other @param {number} from @param {number} to @param {number} start @param {number} end
      @returns {number} */
  function common(one, other, from, to, start, end) {
    var run = longest(one, other, from, to, start, end);
    if (!run.size) return 0;
    var before = common(one, other, from, run.at, start, run.there);
    return before + run.size + common(one, other, run.at + run.size, to, run.there + run.size, end);
  }

  /** @param {string} one @param {string} other */
  function likeness(one, other) {
    var letters = Array.from(one);
    var others = Array.from(other);
    var all = letters.length + others.length;
    return all ? (2 * common(letters, others, 0, letters.length, 0, others.length)) / all : 1;
  }

  /** @param {string} text */
  function folded(text) {
    return text.toLowerCase().replace(/ß/g, "ss");
  }

  /** The value of the name most like what was typed; '' where none is near.
      @param {string} typed @param {[string, string][]} known Names, each with its value. */
  form.closest = function (typed, known) {
    var values = new Map(
      known.map(function (pair) {
        return [folded(pair[0]), pair[1]];
      }),
    );
    var wanted = folded(typed).trim();
    var exact = [wanted, wanted.replace(/ /g, "-"), wanted.replace(/_/g, "-")].find(function (name) {
      return values.has(name);
    });
    if (exact !== undefined) return values.get(exact) || "";
    var best = { name: "", score: 0 };
    values.forEach(function (_, name) {
      var score = likeness(name, wanted);
      if (score >= LEAST && (score > best.score || (score === best.score && name > best.name))) best = { name: name, score: score };
    });
    return values.get(best.name) || "";
  };
})();
