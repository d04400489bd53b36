// The facets of a catalogue: what is ticked, and how many records each value would show.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var MOST_OPTIONS = 8;

  /** @param {HTMLInputElement} box */
  function labelOf(box) {
    return /** @type {HTMLElement} */ (box.closest("label"));
  }

  /** Ticks the boxes, and says beside each how many records have its value among those that the other facets and the query
      leave: what its own facet wants does not count. Where nobody knows what a query finds, there are no numbers.
      @param {Catalogue} catalogue */
  toolkit.drawFacets = function (catalogue) {
    var active = toolkit.cards.filters(catalogue.names, catalogue.state);
    catalogue.boxes.forEach(function (box) {
      var own = toolkit.cards.pair(box.name, box.value);
      var many = catalogue.cards.filter(function (card) {
        return card.values.has(own) && toolkit.cards.fits(card, active, catalogue.found, box.name);
      }).length;
      box.checked = catalogue.state.getAll(box.name).includes(box.value);
      toolkit.pick(labelOf(box), ".many").textContent = catalogue.unknown ? "" : toolkit.number(many);
      labelOf(box).classList.toggle("none", many === 0 && !catalogue.unknown);
    });
    drawOpener(toolkit.pick(catalogue.place, "[data-filters]"), catalogue.boxes);
    toolkit.pickAll(catalogue.place, ".facets fieldset").forEach(shorten);
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
      @param {HTMLElement} facet */
  function shorten(facet) {
    var labels = toolkit.pickAll(facet, "label");
    if (labels.length <= MOST_OPTIONS + 1) return;
    var button = facet.querySelector("button") || addButton(facet);
    var whole = button.getAttribute("aria-expanded") === "true";
    button.replaceChildren(toolkit.told(whole ? "fewer" : "more", { num: toolkit.number(labels.length) }));
    labels.forEach(function (label, place) {
      label.hidden = !whole && place >= MOST_OPTIONS && !toolkit.pick(label, "input").checked;
    });
  }

  /** @param {HTMLElement} facet */
  function addButton(facet) {
    var button = toolkit.element("button", { type: "button", class: "more", "aria-expanded": "false" });
    button.addEventListener("click", function () {
      button.setAttribute("aria-expanded", String(button.getAttribute("aria-expanded") !== "true"));
      shorten(facet);
    });
    facet.append(button);
    return button;
  }
})();
