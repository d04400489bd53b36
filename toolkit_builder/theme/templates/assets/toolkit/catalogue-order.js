// What a catalogue is sorted by, both ways: `_sort=since` puts the largest first, or what the alphabet has first, and `_sort=-since`
// the other end. The menu above a list offers it, and so do the heads of a table.
(function () {
  "use strict";
  var toolkit = window.toolkit;

  /** @param {Catalogue} catalogue */
  function menuOf(catalogue) {
    return toolkit.pick(catalogue.place, "select");
  }

  /** Whether cards have ranks of a name: the menu offers it.
      @param {Catalogue} catalogue @param {string} name */
  function isRanked(catalogue, name) {
    return Array.from(menuOf(catalogue).options).some(function (option) {
      return option.value === name && !("own" in option.dataset);
    });
  }

  /** The places of a facet's values in the alphabet.
      @param {Catalogue} catalogue @param {string} name @returns {Map<string, number>} */
  function alphabet(catalogue, name) {
    var order = new Intl.Collator(document.documentElement.lang, { numeric: true });
    var named = toolkit.optionsOf(catalogue, name).map(function (label) {
      return { pair: toolkit.cards.pair(name, toolkit.pick(label, "input").value), name: toolkit.nameOf(label) };
    });
    named.sort(function (one, other) {
      return order.compare(one.name, other.name);
    });
    return new Map(
      named.map(function (one, place) {
        return [one.pair, place];
      }),
    );
  }

  /** What a card is sorted by: the largest comes first; undefined where it has nothing of that name.
      @param {Catalogue} catalogue @param {string} name @returns {(card: Card) => number | undefined} */
  function valueOf(catalogue, name) {
    if (name === "_title")
      return function (card) {
        return -card.place;
      };
    if (isRanked(catalogue, name))
      return function (card) {
        var rank = card.ranks[name];
        return rank === null ? undefined : rank;
      };
    var places = alphabet(catalogue, name);
    return function (card) {
      var own = card.values.flatMap(function (value) {
        var place = places.get(value);
        return place === undefined ? [] : [place];
      });
      return own.length ? -Math.min(...own) : undefined;
    };
  }

  /** The name that a state sorts by, and whether from its other end.
      @param {Catalogue} catalogue */
  function asked(catalogue) {
    var by = catalogue.state.get("_sort") || "";
    return { name: by.replace(/^-/, ""), isBack: by.startsWith("-") };
  }

  /** How large a card is in the order that is asked for; null: in none. What has no value comes last, whichever way.
      @param {Catalogue} catalogue @returns {Rank | null} */
  function of(catalogue) {
    var by = asked(catalogue);
    if (!by.name) return null;
    var value = valueOf(catalogue, by.name);
    return function (card) {
      var own = value(card);
      return own === undefined ? -Infinity : by.isBack ? -own : own;
    };
  }

  /** The menu says what the list is sorted by, also what only a table offers.
      @param {Catalogue} catalogue */
  function draw(catalogue) {
    var menu = menuOf(catalogue);
    var by = catalogue.state.get("_sort") || "";
    Array.from(menu.options).forEach(function (option) {
      if ("own" in option.dataset && option.value !== by) option.remove();
    });
    menu.options[0].textContent = catalogue.state.get("_q") ? toolkit.word("best") : menu.options[0].dataset.name || "";
    menu.value = by;
    if (menu.value === by) return;
    var own = asked(catalogue);
    var field = own.name === "_title" ? menu.options[0].dataset.name || "" : toolkit.legendOf(catalogue, own.name);
    if (!field) return;
    var words = toolkit.word(own.isBack ? "backward" : "forward", { field: field });
    menu.append(toolkit.element("option", { value: by, "data-own": "" }, words));
    menu.value = by;
  }

  /** Makes the head of a column a button, where its records can be sorted by it.
      @param {Catalogue} catalogue @param {HTMLElement} head @param {string} name */
  function offer(catalogue, head, name) {
    if (name !== "_title" && !isRanked(catalogue, name) && !catalogue.names.includes(name)) return;
    var by = asked(catalogue);
    var isIt = by.name === name || (name === "_title" && !by.name && !catalogue.state.has("_q"));
    var isUp = isRanked(catalogue, name) === by.isBack;
    if (isIt) head.setAttribute("aria-sort", isUp ? "ascending" : "descending");
    var button = toolkit.element("button", { type: "button", class: "by", "data-by": name }, Array.from(head.childNodes));
    button.addEventListener("click", function () {
      var next = isIt && !by.isBack ? "-" + name : name;
      catalogue.write(function (state) {
        state.delete("_sort");
        if (next !== "_title") state.set("_sort", next);
      });
    });
    head.append(button);
  }

  /** Sorts by what the menu says.
      @param {Catalogue} catalogue */
  function ready(catalogue) {
    var menu = menuOf(catalogue);
    menu.addEventListener("change", function () {
      catalogue.write(function (state) {
        state.delete("_sort");
        if (menu.value) state.set("_sort", menu.value);
      });
    });
  }

  toolkit.order = { ready: ready, of: of, draw: draw, offer: offer };
})();
