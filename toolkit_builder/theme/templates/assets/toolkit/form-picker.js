// One value, or several, out of very many: countries, languages, records. What was chosen stands above a field that looks for more.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var element = toolkit.element;
  var form = (toolkit.form = toolkit.form || /** @type {FormTools} */ ({}));
  var LINES = 8;

  /** @param {string} text */
  function folded(text) {
    return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  }

  /** Those that a query fits: first where it begins a word.
      @param {[string, string][]} options @param {string} query */
  function matching(options, query) {
    var wanted = folded(query.trim());
    var fit = options.filter(function (option) {
      return folded(option[1] + " " + option[0]).includes(wanted);
    });
    return fit.sort(function (one, other) {
      return Number(begins(other, wanted)) - Number(begins(one, wanted));
    });
  }

  /** @param {[string, string]} option @param {string} wanted */
  function begins(option, wanted) {
    return (" " + folded(option[1] + " " + option[0])).includes(" " + wanted);
  }

  /** @param {Control} control @param {[string, string][]} options */
  function picker(control, options) {
    var isMany = control.field.many;
    /** @type {string[]} */
    var chosen = [control.value].flat().filter(Boolean).map(String);
    var list = element("ul", { class: "picked" });
    var found = element("ul", { class: "matches" });
    var status = element("span", { role: "status", class: "unseen" });
    var input = form.controls.named(element("input", { type: "search", autocomplete: "off" }), control);
    input.placeholder = form.say("Type to search");

    /** @param {string} value */
    function labelOf(value) {
      var option = options.find(function (one) {
        return one[0] === value;
      });
      return option ? option[1] : value;
    }

    function tell() {
      control.changed(isMany ? chosen.slice() : chosen[0] || "");
      draw();
    }

    /** @param {string} value */
    function take(value) {
      chosen = isMany ? chosen.concat(value) : [value];
      input.value = "";
      tell();
      look();
      input.focus();
    }

    /** @param {string} value */
    function drop(value) {
      chosen = chosen.filter(function (one) {
        return one !== value;
      });
      tell();
      input.focus();
    }

    function draw() {
      list.replaceChildren(
        ...chosen.map(function (value) {
          var name = labelOf(value);
          var button = element("button", { type: "button", class: "chip", "aria-label": form.say("Remove {name}", { name: name }) }, toolkit.said(name));
          button.addEventListener("click", drop.bind(null, value));
          return element("li", {}, button);
        }),
      );
    }

    function look() {
      var query = input.value;
      var fit = query.trim() ? matching(options, query) : [];
      var more = fit.filter(function (option) {
        return !chosen.includes(option[0]);
      });
      found.replaceChildren(
        ...more.slice(0, LINES).map(function (option) {
          var button = element("button", { type: "button" }, toolkit.said(option[1]));
          button.addEventListener("click", take.bind(null, option[0]));
          return element("li", {}, button);
        }),
      );
      status.textContent = query.trim() ? form.sayMany("{number} match", "{number} matches", more.length) : "";
    }

    input.addEventListener("input", look);
    input.addEventListener("keydown", function (event) {
      var first = found.querySelector("button");
      if (event.key === "Enter") {
        event.preventDefault();
        if (first) first.click();
      } else if (event.key === "Escape") {
        input.value = "";
        look();
      }
    });
    draw();
    return element("div", { class: "picker" }, [list, input, found, status]);
  }

  form.controls = Object.assign(form.controls || {}, { picker: picker });
})();
