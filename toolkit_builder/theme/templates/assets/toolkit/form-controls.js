// A control for each kind of value. Each is told the value and calls `changed` with the new one, as YAML would read it; "" is none.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var element = toolkit.element;
  var form = (toolkit.form = toolkit.form || /** @type {FormTools} */ ({}));
  var WHOLE = /^[-+]?(0|[1-9]\d{0,14})$/;
  var ISO = /^\d{4}-\d\d-\d\d$/;
  /** Characters that fit into one line of a field. */
  var LINE = 130;
  /** @type {Record<string, string>} */
  var KEYBOARDS = { url: "url", email: "email", year: "numeric", number: "decimal", doi: "text" };

  /** @param {string} tag @param {Control} control @param {Record<string, string>} attributes */
  function typed(tag, control, attributes) {
    var input = /** @type {HTMLInputElement} */ (element(/** @type {"input"} */ (tag), attributes));
    input.value = control.value === null || control.value === undefined ? "" : String(control.value);
    input.addEventListener("input", function () {
      control.changed(plain(control.field, input.value));
    });
    return named(input, control);
  }

  /** A value as YAML reads it.
      @param {FormField} field @param {string} text @returns {Plain} */
  function plain(field, text) {
    if (field.kind === "markdown") return text;
    var line = text.replace(/\s*\n\s*/g, " ").trim();
    return (field.kind === "year" || field.kind === "number") && WHOLE.test(line) ? Number(line) : line;
  }

  /** Ties an input to its label, its help and what is wrong with it.
      @template {HTMLElement} Input @param {Input} input @param {Control} control */
  function named(input, control) {
    input.id = control.id;
    input.setAttribute("aria-describedby", control.id + "-help " + control.id + "-wrong");
    if (control.language) input.lang = control.language;
    if (control.direction) input.dir = control.direction;
    if (control.field.required) input.setAttribute("aria-required", "true");
    return input;
  }

  /** @param {Control} control */
  function words(control) {
    var isLong = control.field.kind === "markdown";
    var isShort = control.field.max !== null && Number(control.field.max) <= LINE;
    if (isLong || !isShort) return typed("textarea", control, { rows: isLong ? "6" : "2" });
    return typed("input", control, { type: "text" });
  }

  /** @param {Control} control */
  function line(control) {
    var keyboard = KEYBOARDS[control.field.kind] || "text";
    var input = typed("input", control, { type: "text", inputmode: keyboard, autocapitalize: "off", spellcheck: "false" });
    // Codes and addresses are written from left to right.
    input.dir = "ltr";
    return input;
  }

  /** @param {Control} control */
  function day(control) {
    // What is no day a browser's own field would not even show.
    if (control.value && !ISO.test(String(control.value))) return line(control);
    return typed("input", control, { type: "date" });
  }

  /** @param {Control} control */
  function licence(control) {
    var list = element(
      "datalist",
      { id: control.id + "-list" },
      control.data.licences.map(function (one) {
        return element("option", { value: one[0] }, one[1]);
      }),
    );
    var input = line(control);
    input.setAttribute("list", list.id);
    return element("span", {}, [input, list]);
  }

  /** @param {Control} control @param {[string, string][]} options */
  function select(control, options) {
    var input = element("select", {});
    var typedValue = control.value === null || control.value === undefined ? "" : String(control.value);
    var known = options.some(function (option) {
      return option[0] === typedValue;
    });
    var all = [/** @type {[string, string]} */ (["", form.say("Choose")])].concat(options, known || !typedValue ? [] : [[typedValue, typedValue]]);
    all.forEach(function (option) {
      input.append(element("option", { value: option[0] }, option[1]));
    });
    input.value = typedValue;
    input.addEventListener("change", function () {
      var isAnswer = control.field.kind === "yes-no" && input.value !== "";
      control.changed(isAnswer ? input.value === "true" : input.value);
    });
    return named(input, control);
  }

  /** What a field of one of these kinds can be: values with what readers see.
      @param {FormField} field @param {FormData} data @returns {[string, string][] | null} */
  function options(field, data) {
    switch (field.kind) {
      case "choice":
        return (data.vocabularies[field.vocabulary] || []).map(function (term) {
          return [term.name, term.label];
        });
      case "country":
        return data.countries;
      case "language":
        return data.all_languages;
      case "yes-no":
        return [
          ["true", form.say("Yes")],
          ["false", form.say("No")],
        ];
      case "reference":
        return shelf(field.to, data).map(function (record) {
          return [record[0], record[1]];
        });
    }
    return null;
  }

  /** @param {string} name @param {FormData} data */
  function shelf(name, data) {
    var found = data.types.find(function (type) {
      return type.name === name;
    });
    return found ? found.records : [];
  }

  /** The control of one value.
      @param {Control} control @returns {HTMLElement} */
  function single(control) {
    var field = control.field;
    var known = options(field, control.data);
    if (field.kind === "reference") return form.controls.picker(control, known || []);
    if (known) return select(control, known);
    if (field.kind === "text" || field.kind === "markdown") return words(control);
    if (field.kind === "date") return day(control);
    return field.kind === "licence" ? licence(control) : line(control);
  }

  form.controls = Object.assign(form.controls || {}, { single: single, options: options, named: named });
})();
