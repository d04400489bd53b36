// What a type asks by options of its fields: the twin of checks/conditions.py.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var form = (toolkit.form = toolkit.form || /** @type {FormTools} */ ({}));
  var SHOWN = 12;

  /** @param {Plain | undefined} value */
  function number(value) {
    return /^[-+]?\d{1,15}(\.\d{1,15})?$/.test(String(value)) ? Number(value) : null;
  }

  /** Without the dust that adding leaves.
      @param {number} value */
  function written(value) {
    return String(Number(value.toFixed(9)));
  }

  /** The values at the end of a way such as `steps.minutes`.
      @param {Plain | undefined} value @param {string[]} way @returns {Plain[]} */
  function valuesAt(value, way) {
    if (Array.isArray(value)) {
      return value.flatMap(function (entry) {
        return valuesAt(entry, way);
      });
    }
    if (!way.length) return value === undefined ? [] : [value];
    return form.isMap(value) && way[0] in value ? valuesAt(value[way[0]], way.slice(1)) : [];
  }

  /** @param {Asking} asking @returns {FormProblem[]} */
  function count(asking) {
    var field = asking.field;
    var low = field.fewest;
    var high = field.most;
    var many = Array.isArray(asking.value) ? asking.value.length : 0;
    if ((low === null && high === null) || !many || (asking.isTranslation && (asking.way.includes(".") || field.fields.length))) return [];
    if ((low === null || many >= low) && (high === null || many <= high)) return [];
    var message = form.sayMany("`{field}` has {number} entry.", "`{field}` has {number} entries.", many, { field: asking.way });
    return [form.rules.problem("wrong-count", asking.way, [message, form.rules.bounds(low, high)])];
  }

  /** @param {Asking} asking @returns {FormProblem[]} */
  function twice(asking) {
    if (!asking.field.unique || !Array.isArray(asking.value)) return [];
    var texts = asking.value.map(function (entry) {
      return typeof entry === "object" ? JSON.stringify(entry) : String(entry).trim();
    });
    return texts.flatMap(function (text, at) {
      if (texts.indexOf(text) === at) return [];
      var message = form.say("`{typed}` stands in `{field}` twice.", { typed: form.rules.shortened(text), field: asking.way });
      if (text[0] === "{") message = form.say("This entry stands in `{field}` twice.", { field: asking.way });
      // In a file, the rule names the line.
      return [form.rules.problem("repeated-entry", asking.way + "." + (at + 1), [message, form.say("Take one out, or write what was meant.")])];
    });
  }

  /** @param {Asking} asking @returns {FormProblem[]} */
  function entry(asking) {
    var field = asking.field;
    var list = field.entry_of ? asking.around[field.entry_of.split(".")[0]] : null;
    if (!Array.isArray(list) || !list.length) return [];
    var many = list.length;
    return [asking.value].flat().flatMap(function (value, at) {
      var told = number(value);
      if (told === null || (Number.isInteger(told) && told >= 1 && told <= many)) return [];
      var gaps = { field: asking.way, typed: written(told), list: field.entry_of };
      var message = form.sayMany("`{field}` is {typed}, but `{list}` has {number} entry.", "`{field}` is {typed}, but `{list}` has {number} entries.", many, gaps);
      var hint = many > 1 ? form.say("Entries count from 1: write a whole number from 1 to {high}.", { high: many }) : form.rules.bounds(1, 1);
      return [form.rules.problem("no-such-entry", Array.isArray(asking.value) ? asking.way + "." + (at + 1) : asking.way, [message, hint])];
    });
  }

  /** @param {Asking} asking @returns {FormProblem[]} */
  function sum(asking) {
    var told = asking.field.sum_of ? number(/** @type {Plain} */ (asking.value)) : null;
    if (told === null) return [];
    var way = asking.field.sum_of.split(".");
    var parts = valuesAt(asking.around, way).map(number);
    var groups = way.length > 1 ? valuesAt(asking.around, way.slice(0, -1)) : [];
    var isWhole = groups.every(function (group) {
      return form.isMap(group) && /** @type {string} */ (way[way.length - 1]) in group;
    });
    // Where a part is missing or cannot be read, that was told, and the sum is not known.
    if (!parts.length || !isWhole || parts.includes(null)) return [];
    var numbers = /** @type {number[]} */ (parts);
    var total = written(
      numbers.reduce(function (all, one) {
        return all + one;
      }, 0),
    );
    if (written(told) === total) return [];
    var message = form.say("`{field}` is {typed}, but `{parts}` add up to {total}.", { field: asking.way, typed: written(told), parts: asking.field.sum_of, total: total });
    var added = numbers.slice(0, SHOWN).map(written).concat(numbers.length > SHOWN ? "…" : []).join(" + ");
    return [form.rules.problem("wrong-sum", asking.way, [message, form.say("Write {total}, or mend what is added up: {added}.", { total: total, added: added })])];
  }

  /** @param {Asking} asking @returns {FormProblem[]} */
  function answer(asking) {
    var must = asking.field.must_be;
    if (must === null || asking.value !== !must) return [];
    var message = form.say("`{field}` must be `{value}` here.", { field: asking.way, value: must });
    return [form.rules.problem("wrong-answer", asking.way, [message, form.say("Write `{value}` once it is so. Until then, the record cannot stand here.", { value: must })])];
  }

  /** @param {FormField[]} declared @param {Values} values @param {string} above @param {boolean} isTranslation @returns {FormProblem[]} */
  function conditions(declared, values, above, isTranslation) {
    return declared.flatMap(function (field) {
      var value = values[field.name];
      if (value === undefined || value === null) return [];
      var way = above + field.name;
      var asking = { field: field, value: value, way: way, around: values, isTranslation: isTranslation };
      var own = [count, twice, entry, sum, answer].flatMap(function (rule) {
        return rule(asking);
      });
      var inner = field.fields.length ? [value].flat() : [];
      return own.concat(
        inner.flatMap(function (group, at) {
          return form.isMap(group) ? conditions(field.fields, group, Array.isArray(value) ? way + "." + (at + 1) + "." : way + ".", isTranslation) : [];
        }),
      );
    });
  }

  form.asked = {
    problems: function (declared, values) {
      return conditions(declared, values, "", "translation" in values);
    },
  };
})();
