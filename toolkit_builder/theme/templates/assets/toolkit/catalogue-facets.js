// The facets of a catalogue: what is ticked, and how many records each value would show.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var MOST_OPTIONS = 8;
  // So many scroll in a box of their own.
  var MANY_OPTIONS = 40;

  /** The options of a facet, with those that do not stand in the page.
      @param {Catalogue} catalogue @param {string} name @returns {HTMLElement[]} */
  toolkit.optionsOf = function (catalogue, name) {
    var shown = catalogue.boxes.filter(function (box) {
      return box.name === name;
    });
    return shown.map(labelOf).concat(catalogue.options.get(name) || []);
  };

  /** What an option is called.
      @param {HTMLElement} label */
  toolkit.nameOf = function (label) {
    return toolkit.pick(label, ".option").textContent || "";
  };

  /** What a facet is called; '' where there is none of that name.
      @param {Catalogue} catalogue @param {string} name */
  toolkit.legendOf = function (catalogue, name) {
    var box = catalogue.boxes.find(function (other) {
      return other.name === name;
    });
    var facet = box && box.closest("fieldset");
    return facet ? (toolkit.pick(facet, "legend").textContent || "").trim() : "";
  };

  /** @param {HTMLInputElement} box */
  function labelOf(box) {
    return /** @type {HTMLElement} */ (box.closest("label"));
  }

  /** Ticks the boxes, and says beside each how many records have its value among those that the other facets and the query
      leave. Where nobody knows what a query finds, there are no numbers; where not all records are known, those of the page stay.
      @param {Catalogue} catalogue */
  toolkit.drawFacets = function (catalogue) {
    catalogue.names.forEach(function (name) {
      if (lacks(catalogue, name)) toolkit.addOptions(catalogue, name);
    });
    var on = new Set(
      toolkit.cards.filters(catalogue.names, catalogue.state).flatMap(function (facet) {
        return facet.pairs;
      }),
    );
    catalogue.boxes.forEach(function (box) {
      box.checked = on.has(pairOf(box));
    });
    if (catalogue.isWhole) drawCounts(catalogue);
    drawOpener(toolkit.pick(catalogue.place, "[data-filters]"), catalogue.boxes);
    toolkit.pickAll(catalogue.place, ".facets fieldset").forEach(function (facet) {
      shorten(facet, catalogue);
    });
  };

  // Boxes stay what they are, and may be thousands.
  /** @type {WeakMap<HTMLInputElement, string>} */
  var pairs = new WeakMap();

  /** The value of a box, as cards carry it.
      @param {HTMLInputElement} box */
  function pairOf(box) {
    var known = pairs.get(box);
    if (known === undefined) {
      known = toolkit.cards.pair(box.name, box.value);
      pairs.set(box, known);
    }
    return known;
  }

  /** @param {Catalogue} catalogue */
  function drawCounts(catalogue) {
    var active = toolkit.cards.filters(catalogue.names, catalogue.state);
    var counts = toolkit.cards.counts(catalogue.cards, active, catalogue.found);
    catalogue.boxes.forEach(function (box) {
      var many = counts.get(pairOf(box)) || 0;
      var words = catalogue.unknown ? "" : toolkit.number(many);
      var shown = toolkit.pick(labelOf(box), ".many");
      if (shown.textContent !== words) shown.textContent = words;
      labelOf(box).classList.toggle("none", many === 0 && !catalogue.unknown);
    });
  }

  /** Whether a value is asked for that has no box in the page.
      @param {Catalogue} catalogue @param {string} name */
  function lacks(catalogue, name) {
    return (
      catalogue.options.has(name) &&
      catalogue.state.getAll(name).some(function (value) {
        return !catalogue.boxes.some(function (box) {
          return box.name === name && box.value === value;
        });
      })
    );
  }

  /** Puts all options of a facet on the page that stood in the data alone. */
  toolkit.addOptions = function (catalogue, name) {
    var labels = catalogue.options.get(name) || [];
    catalogue.options.delete(name);
    var last = catalogue.boxes.filter(function (box) {
      return box.name === name;
    });
    labelOf(last[last.length - 1]).after(...labels);
    catalogue.boxes = /** @type {HTMLInputElement[]} */ (toolkit.pickAll(catalogue.place, ".facets input"));
  };

  /** The button that opens the facets on a phone says how many are on.
      @param {HTMLElement} opener @param {HTMLInputElement[]} boxes */
  function drawOpener(opener, boxes) {
    var on = boxes.filter(function (box) {
      return box.checked;
    }).length;
    toolkit.pick(opener, "span").textContent = on ? toolkit.word("filters", { num: toolkit.number(on) }) : opener.dataset.name || "";
  }

  /** Of a long facet the first options are shown, and those that are on; a button shows all.
      @param {HTMLElement} facet @param {Catalogue} catalogue */
  function shorten(facet, catalogue) {
    var labels = toolkit.pickAll(facet, "label");
    var many = Math.max(labels.length, Number(facet.dataset.count || 0));
    if (many <= MOST_OPTIONS + 1) return;
    var button = facet.querySelector("button") || addButton(facet, catalogue);
    var whole = button.getAttribute("aria-expanded") === "true";
    button.replaceChildren(toolkit.told(whole ? "fewer" : "more", { num: toolkit.number(many) }));
    facet.classList.toggle("long", whole && many > MANY_OPTIONS);
    labels.forEach(function (label, place) {
      label.hidden = !whole && place >= MOST_OPTIONS && !toolkit.pick(label, "input").checked;
    });
  }

  /** @param {HTMLElement} facet @param {Catalogue} catalogue */
  function addButton(facet, catalogue) {
    var button = toolkit.element("button", { type: "button", class: "more", "aria-expanded": "false" });
    button.addEventListener("click", function () {
      var whole = button.getAttribute("aria-expanded") !== "true";
      button.setAttribute("aria-expanded", String(whole));
      if (whole && facet.dataset.count) {
        catalogue.withAll(function () {
          toolkit.addOptions(catalogue, toolkit.pick(facet, "input").name);
        });
      }
      shorten(facet, catalogue);
    });
    facet.append(button);
    return button;
  }
})();
