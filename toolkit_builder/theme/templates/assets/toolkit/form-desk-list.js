// The desk's first page: every record with how it stands in each language, to be chosen from.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var element = toolkit.element;
  var form = (toolkit.form = toolkit.form || /** @type {FormTools} */ ({}));
  /** How many records are shown at a time. */
  var STEP = 50;

  /** What is said of a language, by the word that the data have for it. */
  function namesOfStates() {
    return {
      original: form.say("Original"),
      current: form.say("Up to date"),
      behind: form.say("Needs an update"),
      machine: form.say("By machine, not reviewed"),
      "not-known": form.say("Not known whether it is up to date"),
      untouched: form.say("Begun, not yet translated"),
      missing: form.say("Missing"),
      "left-out": form.say("Not translated, on purpose"),
    };
  }

  /** @param {FormData} data @param {Record<string, Record<string, string>>} states @returns {DeskRow[]} */
  function rows(data, states) {
    return data.types.flatMap(function (type) {
      return type.records.map(function (record) {
        var id = type.name + "/" + record[0];
        return { id: id, title: record[1], type: type, states: states[id] || {} };
      });
    });
  }

  /** @param {string} text */
  function plain(text) {
    return text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  }

  /** @param {DeskRow} row @param {DeskWish} wish */
  function isWanted(row, wish) {
    if (wish.type && row.type.name !== wish.type) return false;
    if (wish.state || wish.language) {
      var codes = wish.language ? [wish.language] : Object.keys(row.states);
      var isFound = codes.some(function (code) {
        return code in row.states && (!wish.state || row.states[code] === wish.state);
      });
      if (!isFound) return false;
    }
    return plain(row.title + " " + row.id).includes(plain(wish.text.trim()));
  }

  /** @param {string} label @param {string} id @param {[string, string][]} options */
  function choice(label, id, options) {
    var select = element("select", { id: id });
    [/** @type {[string, string]} */ (["", form.say("All")])].concat(options).forEach(function (option) {
      select.append(element("option", { value: option[0] }, option[1]));
    });
    return { select: select, field: element("div", { class: "field" }, [element("label", { for: id }, label), select]) };
  }

  /** @param {DeskRow} row @param {string} language @param {Way} wayTo */
  function drawn(row, language, wayTo) {
    var codes = Object.keys(row.states).filter(function (code) {
      return !language || code === language || row.states[code] === "original";
    });
    var names = namesOfStates();
    var links = codes.map(function (code) {
      var state = /** @type {keyof ReturnType<typeof namesOfStates>} */ (row.states[code]);
      var isOriginal = state === "original";
      var href = isOriginal ? wayTo("correct", row.id) : wayTo("translate", row.id) + "&language=" + code;
      var said = toolkit.languageName(code) + ": " + names[state];
      return element("li", {}, element("a", { href: href, class: "state " + state }, said));
    });
    var name = element("span", { class: "shelved hue-" + row.type.hue }, [element("strong", {}, toolkit.said(row.title)), " ", element("small", {}, toolkit.said(row.type.label))]);
    return element("li", {}, [name, element("ul", { class: "states" }, links)]);
  }

  form.deskList = function (data, states, wayTo) {
    var all = rows(data, states);
    var codes = data.languages.map(function (code) {
      return /** @type {[string, string]} */ ([code, toolkit.languageName(code)]);
    });
    var names = Object.entries(namesOfStates()).filter(function (state) {
      return state[0] !== "original";
    });
    var text = element("input", { id: "desk-text", type: "search", autocomplete: "off" });
    var shelf = choice(
      form.say("Shelf"),
      "desk-shelf",
      data.types.map(function (type) {
        return [type.name, type.plural];
      }),
    );
    var language = choice(form.say("Language"), "desk-language", codes);
    var state = choice(form.say("How it stands"), "desk-state", names);
    var list = element("ul", { class: "desk" });
    var count = element("p", { role: "status", class: "told" });
    var more = form.controls.button(form.say("Show more"), function () {
      shown += STEP;
      draw();
    });
    var shown = STEP;

    function draw() {
      var wish = { text: text.value, type: shelf.select.value, language: language.select.value, state: state.select.value };
      var found = all.filter(function (row) {
        return isWanted(row, wish);
      });
      list.replaceChildren(
        ...found.slice(0, shown).map(function (row) {
          return drawn(row, wish.language, wayTo);
        }),
      );
      count.textContent = form.sayMany("{number} record", "{number} records", found.length);
      more.hidden = found.length <= shown;
    }

    function anew() {
      shown = STEP;
      draw();
    }

    text.addEventListener("input", anew);
    [shelf, language, state].forEach(function (one) {
      one.select.addEventListener("change", anew);
    });
    draw();
    return element("section", { id: "form-find" }, [
      element("h2", {}, form.say("All records")),
      element("p", {}, form.say("The original is corrected, a translation is compared with it. Drafts that the site does not show are not here: they lie in the folder of the toolkit.")),
      element("div", { class: "wishes" }, [
        element("div", { class: "field" }, [element("label", { for: "desk-text" }, form.say("Title")), text]),
        shelf.field,
        language.field,
        state.field,
      ]),
      count,
      list,
      more,
    ]);
  };
})();
