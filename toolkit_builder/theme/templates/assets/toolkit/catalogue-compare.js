// Up to four records of a catalogue side by side: each card has a box for it, a bar holds what was chosen, and the address has both:
// #_compare=tools/a,tools/b&_view=compare
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var MOST = 4;

  /** The ids of what is chosen. An address may name what is there no more: once the whole list is known, that counts for nothing.
      @param {Catalogue} catalogue */
  function chosen(catalogue) {
    var ids = (catalogue.state.get("_compare") || "").split(",").filter(Boolean);
    var known = ids.filter(function (id) {
      return !catalogue.isWhole || catalogue.cards.some(isOf.bind(null, id));
    });
    return Array.from(new Set(known)).slice(0, MOST);
  }

  /** @param {string} id @param {Card} card */
  function isOf(id, card) {
    return card.id === id;
  }

  /** The cards that are chosen; of a long list, as far as they are known.
      @param {Catalogue} catalogue @returns {Card[]} */
  function cardsOf(catalogue) {
    var ids = chosen(catalogue);
    if (!ids.length) return [];
    var known = new Map(
      catalogue.cards
        .filter(function (card) {
          return ids.includes(card.id);
        })
        .map(function (card) {
          return [card.id, card];
        }),
    );
    return ids.flatMap(function (id) {
      return known.get(id) || [];
    });
  }

  /** Whether something is chosen that does not stand in the page.
      @param {Catalogue} catalogue */
  function wantsMore(catalogue) {
    return cardsOf(catalogue).length < chosen(catalogue).length;
  }

  /** Whether the page shows records side by side.
      @param {Catalogue} catalogue */
  function isOpen(catalogue) {
    return catalogue.state.get("_view") === "compare" && cardsOf(catalogue).length > 1;
  }

  /** A change of the state that chooses a record, or no more.
      @param {Catalogue} catalogue @param {string} id @param {boolean} on @returns {(state: URLSearchParams) => void} */
  function choosing(catalogue, id, on) {
    var rest = chosen(catalogue).filter(function (other) {
      return other !== id;
    });
    if (on) rest.push(id);
    return function (state) {
      state.delete("_compare");
      if (rest.length) state.set("_compare", rest.join(","));
      if (rest.length < 2 && state.get("_view") === "compare") state.delete("_view");
    };
  }

  /** The box that chooses a record.
      @param {Catalogue} catalogue @param {HTMLElement} item */
  function box(catalogue, item) {
    var id = item.dataset.id || "";
    var name = toolkit.word("compare_one", { title: toolkit.cards.linkOf(item).textContent || "" });
    var made = toolkit.element("input", { type: "checkbox", "data-compare": id, "aria-label": name });
    made.addEventListener("change", function () {
      catalogue.note(choosing(catalogue, id, made.checked));
      draw(catalogue);
    });
    return made;
  }

  /** Puts a box on the card of a record; plain pages that were found are not compared.
      @param {Catalogue} catalogue @param {HTMLElement} item */
  function offer(catalogue, item) {
    if (!("languages" in item.dataset) || item.querySelector("[data-compare]")) return;
    var label = toolkit.element("label", { class: "compare" }, box(catalogue, item));
    label.append(toolkit.told("compare"));
    toolkit.pick(item, ":scope > :last-child").append(label);
  }

  /** @param {string} look @param {Content} words @param {() => void} act */
  function button(look, words, act) {
    var made = toolkit.element("button", { type: "button", class: look }, words);
    made.addEventListener("click", act);
    return made;
  }

  /** Draws what is chosen: the boxes, the bar, and the records side by side.
      @param {Catalogue} catalogue */
  function draw(catalogue) {
    var ids = chosen(catalogue);
    toolkit.pickAll(catalogue.place, "[data-compare]").forEach(function (one) {
      var input = /** @type {HTMLInputElement} */ (one);
      input.checked = ids.includes(input.dataset.compare || "");
      input.disabled = !input.checked && ids.length >= MOST;
    });
    drawBar(catalogue, cardsOf(catalogue), ids.length);
    drawTable(catalogue);
  }

  /** @param {Catalogue} catalogue @param {Card[]} cards @param {number} many */
  function drawBar(catalogue, cards, many) {
    var bar = toolkit.pick(catalogue.place, ".chosen");
    var open = isOpen(catalogue);
    bar.hidden = !many || open;
    var words = many < 2 ? toolkit.told("compare_more") : many < MOST ? toolkit.told("compare") : toolkit.told("compare_most");
    toolkit.pick(bar, "[role=status]").replaceChildren(words);
    toolkit.pick(bar, "ul").replaceChildren(
      ...cards.map(function (card) {
        var title = toolkit.setApart(toolkit.cards.linkOf(card.item()).textContent || "");
        // On a cover stands the short title, which has room in a bar.
        var short = card.item().querySelector(".label .name");
        var chip = button("chip", toolkit.element("span", {}, short ? toolkit.setApart(short.textContent || "") : title), function () {
          catalogue.note(choosing(catalogue, card.id, false));
          draw(catalogue);
          toolkit.pick(catalogue.place, bar.hidden ? ".total" : "[data-none]").focus({ preventScroll: true });
        });
        chip.setAttribute("aria-label", toolkit.word("remove", { filter: title }));
        return toolkit.element("li", {}, chip);
      }),
    );
    var go = toolkit.pick(bar, "[data-side]");
    go.hidden = many < 2;
    go.replaceChildren(toolkit.told("side_by_side", { num: toolkit.number(many) }));
  }

  // The table -----------------------------------------------------------------------------------------------------------

  /** What cards tell of themselves, in rows: a label, and for each card what it says.
      @param {Catalogue} catalogue @param {HTMLElement[]} items @param {Card[]} cards */
  function rows(catalogue, items, cards) {
    /** @type {Map<string, { label: Content, cells: Node[][] }>} */
    var found = new Map();
    /** @param {string} name @param {Content} label @param {number} place @param {Node[]} content */
    function put(name, label, place, content) {
      var row = found.get(name) || { label: label, cells: [] };
      row.cells[place] = content;
      found.set(name, row);
    }
    items.forEach(function (item, place) {
      toolkit.pickAll(item, ".brief > div").forEach(function (fact) {
        put(fact.dataset.name || "", copies(toolkit.pick(fact, "dt")), place, copies(toolkit.pick(fact, "dd")));
      });
    });
    catalogue.names.forEach(function (name) {
      if (found.has(name)) return;
      var labels = new Map(
        toolkit.optionsOf(catalogue, name).map(function (label) {
          return [toolkit.cards.pair(name, toolkit.pick(label, "input").value), toolkit.nameOf(label)];
        }),
      );
      cards.forEach(function (card, place) {
        var values = card.values.flatMap(function (value) {
          return labels.get(value) || [];
        });
        if (values.length) put(name, toolkit.legendOf(catalogue, name), place, [list(values)]);
      });
    });
    return found;
  }

  /** @param {string[]} values */
  function list(values) {
    return toolkit.element(
      "ul",
      {},
      values.map(function (value) {
        return toolkit.element("li", {}, toolkit.setApart(value));
      }),
    );
  }

  /** @param {HTMLElement} element */
  function copies(element) {
    return Array.from(element.cloneNode(true).childNodes);
  }

  /** @param {Catalogue} catalogue @param {Card[]} cards */
  function table(catalogue, cards) {
    var items = cards.map(function (card) {
      return card.item();
    });
    var heads = items.map(function (item, place) {
      var title = toolkit.cards.linkOf(item).textContent || "";
      var away = button("link", toolkit.told("take_out"), function () {
        turn(catalogue, choosing(catalogue, cards[place].id, false));
      });
      away.setAttribute("aria-label", toolkit.word("remove", { filter: title }));
      var parts = [toolkit.pick(item, ".book").cloneNode(true), toolkit.cards.linkOf(item).cloneNode(true), away];
      return toolkit.element("th", { scope: "col" }, parts);
    });
    var body = Array.from(rows(catalogue, items, cards).values(), function (row) {
      var cells = cards.map(function (_, place) {
        return toolkit.element("td", {}, row.cells[place] || "–");
      });
      return toolkit.element("tr", {}, [toolkit.element("th", { scope: "row" }, row.label), ...cells]);
    });
    var head = toolkit.element("tr", {}, [toolkit.element("td"), ...heads]);
    return toolkit.element("table", { "aria-labelledby": "page:side" }, [
      toolkit.element("thead", {}, head),
      toolkit.element("tbody", {}, body),
    ]);
  }

  /** @param {Catalogue} catalogue */
  function drawTable(catalogue) {
    var side = toolkit.pick(catalogue.place, ".side-by-side");
    var open = isOpen(catalogue);
    side.hidden = !open;
    catalogue.place.classList.toggle("comparing", open);
    toolkit.pick(side, ".scrolled").replaceChildren(...(open ? [table(catalogue, cardsOf(catalogue))] : []));
  }

  /** Changes the state; what is then shown instead has the focus.
      @param {Catalogue} catalogue @param {(state: URLSearchParams) => void} change */
  function turn(catalogue, change) {
    catalogue.write(change);
    toolkit.pick(catalogue.place, isOpen(catalogue) ? ".side-by-side h2" : ".total").focus();
  }

  /** Binds the buttons of the bar and of the table.
      @param {Catalogue} catalogue */
  function ready(catalogue) {
    /** @param {string} selector @param {(state: URLSearchParams) => void} change */
    function bind(selector, change) {
      toolkit.pick(catalogue.place, selector).addEventListener("click", turn.bind(null, catalogue, change));
    }
    bind("[data-side]", function (state) {
      state.set("_view", "compare");
    });
    bind("[data-back]", function (state) {
      state.delete("_view");
    });
    toolkit.pick(catalogue.place, "[data-none]").addEventListener("click", function () {
      catalogue.note(function (state) {
        state.delete("_compare");
      });
      draw(catalogue);
      toolkit.pick(catalogue.place, ".total").focus({ preventScroll: true });
    });
  }

  toolkit.compare = { ready: ready, offer: offer, box: box, draw: draw, wantsMore: wantsMore, isOpen: isOpen };
})();
