// What is wrong with a draft: the twin of checks/fields.py, with the very sentences of the rules. The type's JSON Schema is held against
// the whole header as well, so that nothing goes out whose shape is wrong.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var form = (toolkit.form = toolkit.form || /** @type {FormTools} */ ({}));
  var SHOWN = 80;
  /** Of the schema's keywords, those about shape. Others know less than the kinds: 1.5 is text in YAML, and many an address is none of
      ASCII alone. */
  var SHAPE = ["required", "additionalProperties", "minItems", "maxItems"];

  /** @param {unknown} text @param {number} [limit] */
  function shortened(text, limit) {
    var signs = Array.from(String(text));
    return signs.length > (limit || SHOWN) ? signs.slice(0, limit || SHOWN).join("") + "…" : signs.join("");
  }

  /** @param {string[]} names @param {number} [limit] */
  function listing(names, limit) {
    var most = limit || 12;
    return names.length <= most ? names.join(", ") : names.slice(0, most).join(", ") + ", …";
  }

  /** @param {string | number | null | undefined} low @param {string | number | null | undefined} high */
  function bounds(low, high) {
    if (low === null || low === undefined) return form.say("At most {high}.", { high: high });
    if (low === high) return form.say("Exactly {number}.", { number: high });
    var isOpen = high === null || high === undefined;
    return isOpen ? form.say("At least {low}.", { low: low }) : form.say("From {low} to {high}.", { low: low, high: high });
  }

  /** @param {string} kind */
  function wantedWords(kind) {
    switch (kind) {
      case "date":
        return form.say("a date: year-month-day, such as 2026-11-23");
      case "year":
        return form.say("a year, such as 2013");
      case "number":
        return form.say("a number, such as 12 or 2.5");
      case "range":
        return form.say("two whole numbers, such as 6-20, or one and more, such as 6+");
      case "url":
        return form.say("a web address that begins with https://");
      case "email":
        return form.say("an e-mail address");
      case "doi":
        return form.say("a DOI that begins with 10., such as 10.1007/s10964-019-00982-8");
    }
    return form.say("a text");
  }

  /** A value as it stands in the file: in quotation marks where it would be read as something else without.
      @param {Plain} value */
  function typedOf(value) {
    return typeof value === "string" && form.kinds.plain(value) !== value ? '"' + value + '"' : String(value);
  }

  /** @param {string} meant @param {string} otherwise */
  function didYouMean(meant, otherwise) {
    return meant ? form.say("Did you mean `{meant}`?", { meant: meant }) : otherwise;
  }

  /** What a value has to be that nobody can guess, or that was guessed and is wrong as well.
      @param {Refusal} refusal */
  function formOf(refusal) {
    switch (refusal.rule) {
      case "wrong-pattern":
        return form.say("The form is, as a regular expression: {pattern}", { pattern: refusal.pattern });
      case "out-of-range":
        if (refusal.today) return form.say("Write when it was done.");
        return bounds(refusal.min, refusal.max);
      case "wrong-length":
        return bounds(refusal.min, refusal.max);
    }
    return "";
  }

  /** @param {Refusal} refusal @param {string} typed @param {string} way */
  function wrongKind(refusal, typed, way) {
    var gaps = { field: way, wanted: wantedWords(refusal.wanted), typed: typed };
    var message = form.say("`{field}` needs {wanted}; `{typed}` is none.", gaps);
    var hint = didYouMean(refusal.meant, refusal.refusal ? formOf(refusal.refusal) : "");
    if (refusal.empty) {
      message = form.say("`{name}` is empty.", { name: way });
      hint = form.say("Write a value behind it.");
    } else if (refusal.date) {
      hint = form.say("A date alone is no title: say what it is about.");
    }
    return [message, hint];
  }

  /** The sentences about a value.
      @param {Refusal} refusal @param {Plain} value @param {FormField} field @param {string} way @returns {string[]} */
  function told(refusal, value, field, way) {
    var typed = shortened(typedOf(value));
    switch (refusal.rule) {
      case "not-in-vocabulary":
        return [
          form.say("`{typed}` is not a term of the vocabulary `{vocabulary}`.", { typed: typed, vocabulary: refusal.vocabulary }),
          didYouMean(refusal.meant, form.say("The terms are: {terms}.", { terms: listing(refusal.terms || [], 40) })),
        ];
      case "out-of-range":
        if (refusal.today) {
          var gaps = { field: way, typed: typed, today: refusal.today };
          var message = form.say("`{field}` is {typed}, which has not come yet: today is {today}.", gaps);
          return [message, didYouMean(refusal.meant, form.say("Write when it was done."))];
        }
        return [form.say("`{field}` is {typed}, which is out of range.", { field: way, typed: typed }), bounds(refusal.min, refusal.max)];
      case "wrong-length":
        var many = form.sayMany("`{field}` has {number} character.", "`{field}` has {number} characters.", refusal.length || 0, { field: way });
        return [many, bounds(refusal.min, refusal.max)];
      case "wrong-pattern":
        var like = field.example ? form.say("Write it like `{example}`.", { example: field.example }) : formOf(refusal);
        return [form.say("`{typed}` does not have the form of `{field}`.", { typed: typed, field: way }), like];
    }
    return wrongKind(refusal, typed, way);
  }

  /** @param {string} rule @param {string} way @param {string[]} sentences @param {"error" | "warning"} [level] @returns {FormProblem} */
  function problem(rule, way, sentences, level) {
    return { rule: rule, field: way, level: level || "error", message: sentences[0], hint: sentences[1] || "" };
  }

  /** @param {string} way @returns {FormProblem} */
  function missing(way) {
    var name = way.split(".").pop();
    var hint = way.includes(".") ? form.say("Add `{name}: ...` there.", { name: name }) : form.say("Add a line `{name}: ...` to the header.", { name: name });
    return problem("missing-field", way, [form.say("`{name}` is missing.", { name: way }), hint]);
  }

  /** @param {string} value @param {FormField} field @param {string} way @param {Around} around @returns {FormProblem[]} */
  function reference(value, field, way, around) {
    var type = around.data.types.find(function (one) {
      return one.name === field.to;
    });
    var names = type ? type.records.map(firstOf) : [];
    var target = field.to + "/" + value;
    if (names.includes(value)) return [];
    var renamed = around.data.redirects[target];
    if (renamed) {
      var message = form.say("The record `{target}` is called `{name}` now.", { target: target, name: renamed });
      var hint = form.say("Write `{meant}`.", { meant: renamed.split("/").pop() });
      if (!renamed.startsWith(field.to + "/")) hint = form.say("Take it out: here, only records of `{folder}` fit.", { folder: field.to });
      return [problem("dead-reference", way, [message, hint])];
    }
    var none = form.say("There are no records in `{folder}` yet.", { folder: field.to });
    var there = names.length ? form.say("Records there: {known}.", { known: listing(names.slice().sort()) }) : none;
    /** @type {[string, string][]} */
    var known = names.map(function (name) {
      return [name, name];
    });
    return [problem("dead-reference", way, [form.say("There is no record `{target}`.", { target: target }), didYouMean(form.closest(value, known), there)])];
  }

  /** @param {[string, string, string?]} record */
  function firstOf(record) {
    return record[0];
  }

  /** @param {Plain} value @param {FormField} field @param {string} way @param {Around} around @returns {FormProblem[]} */
  function one(value, field, way, around) {
    if (field.fields.length) return fields(field.fields, /** @type {Values} */ (value), way + ".", around);
    if (field.kind === "reference") return reference(String(value), field, way, around);
    var refusal = form.kinds.refusal(value, field, around);
    if (refusal) return [problem(refusal.rule, way, told(refusal, value, field, way))];
    return field.kind === "markdown" ? form.texts.pictures(String(value), way, around.alt) : [];
  }

  /** @param {FormField[]} declared @param {Values} values @param {string} above @param {Around} around @returns {FormProblem[]} */
  function fields(declared, values, above, around) {
    return declared.flatMap(function (field) {
      var value = values[field.name];
      var way = above + field.name;
      if (value === undefined || value === null) return isRequired(field, above, around) ? [missing(way)] : [];
      if (!Array.isArray(value)) return one(value, field, way, around);
      return value.flatMap(function (entry, number) {
        return one(entry, field, way + "." + (number + 1), around);
      });
    });
  }

  /** Whether a field must be there: a translation holds words, and must have a title and a summary (see model/compiled.py).
      @param {FormField} field @param {string} above @param {Around} around */
  function isRequired(field, above, around) {
    if (!around.isTranslation || above.startsWith("translation")) return field.required;
    return ["title", "summary"].includes(field.name) || (field.required && field.per_language);
  }

  /** @param {FormField} field @returns {FormField[]} */
  function translatable(field) {
    if (!field.fields.length) return field.translate || field.per_language ? [field] : [];
    var parts = field.fields.flatMap(translatable);
    return parts.length ? [Object.assign({}, field, { fields: parts })] : [];
  }

  /** What the schema says of the shape of a header, where nothing else was found.
      @param {Values} values @param {object} schema @param {FormProblem[]} found @returns {FormProblem[]} */
  function misshapen(values, schema, found) {
    var validator = toolkit.once("schema " + /** @type {any} */ (schema).title, function () {
      return new window.jsonSchema.Validator(schema, "2020-12", false);
    });
    return validator.validate(values).errors.flatMap(function (error) {
      var way = error.instanceLocation
        .slice(2)
        .split("/")
        .filter(Boolean)
        .map(function (step) {
          return /^\d+$/.test(step) ? String(Number(step) + 1) : step;
        })
        .join(".");
      var isTold = found.some(function (one) {
        return !way || one.field === way || one.field.startsWith(way + ".");
      });
      if (!SHAPE.includes(error.keyword) || isTold) return [];
      return [problem("unknown-field", way, [form.say("Something in `{field}` does not belong there.", { field: way || "?" }), error.error])];
    });
  }

  form.problems = function (draft, data) {
    var type = form.drafts.typeOf(data, draft.type);
    var values = /** @type {Values} */ (form.filled(draft.values));
    var isTranslation = draft.task === "translate" || "translation" in values;
    var today = form.drafts.today();
    var around = { data: data, today: today > data.built ? today : data.built, isTranslation: isTranslation, alt: type.limits.alt };
    var declared = isTranslation ? type.fields.flatMap(translatable).concat(data.translation) : type.fields;
    var found = fields(declared, values, "", around).concat(form.asked.problems(declared, values), form.texts.problems(draft, type, values));
    return found.concat(misshapen(values, isTranslation ? type.translation : type.original, found));
  };
  form.rules = { problem: problem, bounds: bounds, shortened: shortened, typedOf: typedOf };
})();
