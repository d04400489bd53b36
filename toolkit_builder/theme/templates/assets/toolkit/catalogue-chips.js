// What a catalogue is narrowed down by, as chips that take it away again; and what to do where nothing is left.
(function () {
  "use strict";
  var toolkit = window.toolkit;

  /** Everything that narrows the list down: pairs of a name and a value.
      @param {Catalogue} catalogue @returns {[string, string][]} */
  function chosen(catalogue) {
    // What was asked stands in the field of a page of results.
    var own = "results" in catalogue.place.dataset ? [] : ["_q"];
    return own.concat(catalogue.names).flatMap(function (name) {
      return catalogue.state.getAll(name).map(function (value) {
        return /** @type {[string, string]} */ ([name, value]);
      });
    });
  }

  /** A change of the state that takes one value of a name away.
      @param {string} name @param {string} value @returns {(state: URLSearchParams) => void} */
  toolkit.without = function (name, value) {
    return function (state) {
      var rest = state.getAll(name).filter(function (other) {
        return other !== value;
      });
      state.delete(name);
      rest.forEach(function (other) {
        state.append(name, other);
      });
    };
  };

  /** A change of the state that takes all away.
      @param {Catalogue} catalogue @returns {(state: URLSearchParams) => void} */
  toolkit.cleared = function (catalogue) {
    return function (state) {
      chosen(catalogue).forEach(function (filter) {
        state.delete(filter[0]);
      });
    };
  };

  /** What a value is called on the page.
      @param {Catalogue} catalogue @param {string} name @param {string} value */
  function nameOf(catalogue, name, value) {
    if (name === "_q") return toolkit.word("search", { query: value });
    var box = catalogue.boxes.find(function (other) {
      return other.name === name && other.value === value;
    });
    var label = box && box.closest("label");
    return toolkit.setApart(label ? toolkit.nameOf(label) : value);
  }

  /** A button that changes the state; the number of records then has the focus, because the button is gone.
      @param {Catalogue} catalogue @param {string} look @param {Content} words @param {(state: URLSearchParams) => void} change */
  function button(catalogue, look, words, change) {
    var made = toolkit.element("button", { type: "button", class: look }, words);
    made.addEventListener("click", function () {
      catalogue.write(change);
      toolkit.pick(catalogue.place, ".total").focus();
    });
    return made;
  }

  /** @param {Catalogue} catalogue @param {string} look */
  function clearing(catalogue, look) {
    return button(catalogue, look, toolkit.told("clear"), toolkit.cleared(catalogue));
  }

  /** @param {Catalogue} catalogue */
  toolkit.drawChips = function (catalogue) {
    var all = chosen(catalogue);
    var chips = all.map(function (filter) {
      var name = nameOf(catalogue, filter[0], filter[1]);
      var shown = filter[0] === "_q" ? toolkit.told("search", { query: filter[1] }) : name;
      var chip = button(catalogue, "chip", toolkit.element("span", {}, shown), toolkit.without(filter[0], filter[1]));
      chip.setAttribute("aria-label", toolkit.word("remove", { filter: name }));
      return chip;
    });
    if (all.length > 1) chips.push(clearing(catalogue, "link"));
    toolkit.pick(catalogue.place, ".chips").replaceChildren(
      ...chips.map(function (chip) {
        return toolkit.element("li", {}, chip);
      }),
    );
  };

  /** The filter that hides most, with the number of records that are there without it; null: none alone hides anything.
      @param {Catalogue} catalogue */
  function worst(catalogue) {
    /** @type {{ gain: number, name: string, value: string } | null} */
    var found = null;
    for (var [name, value] of chosen(catalogue)) {
      var state = new URLSearchParams(catalogue.state);
      toolkit.without(name, value)(state);
      var active = toolkit.cards.filters(catalogue.names, state);
      var hits = name === "_q" ? null : catalogue.found;
      var gain = catalogue.cards.filter(function (card) {
        return toolkit.cards.fits(card, active, hits);
      }).length;
      if (gain > (found ? found.gain : 0)) found = { gain: gain, name: name, value: value };
    }
    return found;
  }

  /** Nothing fits: says which filter hides most, and offers to take it away.
      @param {Catalogue} catalogue @param {number} many */
  toolkit.drawEmpty = function (catalogue, many) {
    var empty = toolkit.pick(catalogue.place, ".empty");
    empty.hidden = many > 0 || catalogue.unknown;
    if (empty.hidden) return;
    /** @type {HTMLElement[]} */
    var words = [toolkit.element("h2", {}, toolkit.told("no_match"))];
    var filter = worst(catalogue);
    if (filter) {
      var name = nameOf(catalogue, filter.name, filter.value);
      words.push(toolkit.element("p", {}, toolkit.told("hides", { filter: name }, filter.gain)));
      words.push(button(catalogue, "button", toolkit.told("remove", { filter: name }), toolkit.without(filter.name, filter.value)));
    } else {
      words.push(clearing(catalogue, "button"));
    }
    toolkit.pick(empty, "div").replaceChildren(...words);
  };
})();
