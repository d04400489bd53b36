// What the form says. Sentences are named by their English text, as in Python; `exports/form_sentences.py` hands over the others.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var form = (toolkit.form = toolkit.form || /** @type {FormTools} */ ({}));
  /** @type {FormData | undefined} */
  var data;

  toolkit.whenTaken("form", function (taken) {
    data = taken;
  });

  /** @param {string} text @param {Record<string, unknown>} [gaps] */
  function filled(text, gaps) {
    return text.replace(/\{(\w+)\}|\{\{|\}\}/g, function (whole, name) {
      if (!name) return whole[0];
      return gaps && name in gaps ? String(gaps[name]) : whole;
    });
  }

  /** @param {string} text @param {number} [number] */
  function translated(text, number) {
    var told = data && data.sentences[text];
    if (!data || told === undefined) return undefined;
    if (typeof told === "string") return told;
    var language = data.language;
    var rules = toolkit.once("plural " + language, function () {
      return new Intl.PluralRules(language);
    });
    return told[rules.select(number || 0)] || told.other;
  }

  form.say = function (text, gaps) {
    return filled(translated(text) || text, gaps);
  };

  form.sayMany = function (one, many, number, gaps) {
    var english = number === 1 ? one : many;
    return filled(translated(one, number) || english, Object.assign({ number: number }, gaps));
  };
})();
