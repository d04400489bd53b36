// A field with its label, its help and what is wrong with it; lists and groups of them.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var element = toolkit.element;
  var form = (toolkit.form = toolkit.form || /** @type {FormTools} */ ({}));

  /** How a field is drawn: its control, and whether that is one input with a label, or a group of them.
      @param {Control} control @returns {{ body: HTMLElement, isGroup: boolean }} */
  function body(control) {
    var field = control.field;
    if (field.many) {
      if (field.fields.length) return { body: entries(control), isGroup: true };
      if (field.kind === "choice") return { body: boxes(control), isGroup: true };
      if (form.controls.options(field, control.data)) {
        return { body: form.controls.picker(control, /** @type {[string, string][]} */ (form.controls.options(field, control.data))), isGroup: false };
      }
      return { body: entries(control), isGroup: true };
    }
    if (field.kind === "image") return { body: form.controls.picture(control), isGroup: true };
    if (field.fields.length) return { body: group(control), isGroup: true };
    return { body: form.controls.single(control), isGroup: false };
  }

  /** @param {Control} control @returns {HTMLElement} */
  function draw(control) {
    var field = control.field;
    var drawn = body(control);
    var name = [toolkit.said(field.label || field.name)];
    var marks = field.required ? [" ", element("small", {}, form.say("required"))] : [];
    var label = drawn.isGroup ? element("legend", {}, [...name, ...marks]) : element("label", { for: control.id }, [...name, ...marks]);
    var help = element("div", { class: "help", id: control.id + "-help" });
    if (field.help) help.append(element("p", {}, toolkit.said(field.help)));
    if (field.example) help.append(element("p", {}, form.say("For example: {example}", { example: toolkit.setApart(field.example) })));
    var wrong = element("div", { class: "wrong", id: control.id + "-wrong", "data-wrong": control.way });
    return element(drawn.isGroup ? "fieldset" : "div", { class: "field", "data-way": control.way }, [label, help, drawn.body, wrong]);
  }

  /** The control of a part: of a field within a group, or of an entry of a list.
      @param {Control} control @param {FormField} field @param {string} step @param {Plain | undefined} value @param {(value: Plain) => void} changed
      @returns {Control} */
  function part(control, field, step, value, changed) {
    return Object.assign({}, control, {
      field: field,
      way: control.way + "." + step,
      id: control.id + "-" + step,
      value: value,
      changed: changed,
    });
  }

  /** @param {Control} control */
  function group(control) {
    var values = /** @type {Values} */ (Object.assign({}, form.isMap(control.value) ? control.value : {}));
    var parts = control.field.fields.filter(control.isAsked);
    return element(
      "div",
      { class: "parts" },
      parts.map(function (field) {
        return draw(
          part(control, field, field.name, values[field.name], function (value) {
            // What others of these fields changed since is there as well.
            values[field.name] = value;
            control.changed(Object.assign({}, values));
          }),
        );
      }),
    );
  }

  /** @param {Control} control */
  function boxes(control) {
    var chosen = [control.value].flat().filter(Boolean).map(String);
    var known = form.controls.options(control.field, control.data) || [];
    var strange = chosen.filter(function (value) {
      return !known.some(function (option) {
        return option[0] === value;
      });
    });
    var all = known.concat(
      strange.map(function (value) {
        return [value, value];
      }),
    );
    return element(
      "div",
      { class: "boxes" },
      all.map(function (option) {
        var box = element("input", { type: "checkbox" });
        box.checked = chosen.includes(option[0]);
        box.addEventListener("change", function () {
          // In the order of the vocabulary, whatever was ticked first.
          chosen = all.map(first).filter(function (value) {
            return value === option[0] ? box.checked : chosen.includes(value);
          });
          control.changed(chosen.slice());
        });
        return element("label", {}, [box, toolkit.said(option[1])]);
      }),
    );
  }

  /** @param {[string, string]} option */
  function first(option) {
    return option[0];
  }

  /** A list of entries, each with a control of its own; entries can be added, moved and taken out.
      @param {Control} control */
  function entries(control) {
    /** @type {Plain[]} */
    var values = Array.isArray(control.value) ? control.value.slice() : control.value ? [control.value] : [];
    var one = Object.assign({}, control.field, { many: false, required: false, help: "", example: "" });
    var place = element("div", { class: "entries" });
    var add = button(form.say("Add one more"), function () {
      values.push(one.fields.length ? {} : "");
      tell();
      focusOn(values.length - 1);
    });

    function tell() {
      control.changed(values.slice());
      drawAll();
    }

    /** @param {number} number */
    function focusOn(number) {
      var input = /** @type {HTMLElement | null} */ (place.children[number] && place.children[number].querySelector("input, textarea, select"));
      if (input) input.focus();
      else add.focus();
    }

    /** @param {Plain} value @param {number} number */
    function entry(value, number) {
      var label = control.field.label + " " + toolkit.number(number + 1);
      var named = Object.assign({}, one, { label: label });
      var drawn = draw(
        part(control, named, String(number + 1), value, function (changed) {
          values[number] = changed;
          control.changed(values.slice());
        }),
      );
      drawn.append(tools(values, number, label, tell, focusOn));
      return drawn;
    }

    function drawAll() {
      place.replaceChildren(...values.map(entry));
      add.textContent = values.length ? form.say("Add one more") : form.say("Add");
    }

    drawAll();
    return element("div", {}, [place, add]);
  }

  /** What can be done with an entry.
      @param {Plain[]} values @param {number} number @param {string} label @param {() => void} tell @param {(number: number) => void} focusOn */
  function tools(values, number, label, tell, focusOn) {
    var buttons = [
      button(form.say("Remove"), function () {
        values.splice(number, 1);
        tell();
        focusOn(Math.min(number, values.length - 1));
      }),
    ];
    if (number > 0) {
      buttons.push(
        button(form.say("Move up"), function () {
          values.splice(number - 1, 0, ...values.splice(number, 1));
          tell();
          focusOn(number - 1);
        }),
      );
    }
    buttons.forEach(function (one) {
      one.setAttribute("aria-label", one.textContent + ": " + label);
    });
    return element("p", { class: "tools" }, buttons);
  }

  /** @param {string} text @param {() => void} press */
  function button(text, press) {
    var made = element("button", { type: "button", class: "link" }, text);
    made.addEventListener("click", press);
    return made;
  }

  form.controls = Object.assign(form.controls || {}, { draw: draw, part: part, button: button });
})();
