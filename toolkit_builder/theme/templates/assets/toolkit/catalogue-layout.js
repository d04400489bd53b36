// How the cards of a catalogue are laid out: as cards or as a table, each with the way to a language that the reader reads.
(function () {
  "use strict";
  var toolkit = window.toolkit;

  /** Where a record can be read in a language that the reader reads, its card says so.
      @param {Card} card @param {HTMLElement} item */
  function offer(card, item) {
    var code = card.language === document.documentElement.lang ? null : toolkit.cards.readable(card, toolkit.languages());
    var old = item.querySelector(".read-in");
    if (old) old.remove();
    if (!code || code === card.language) return;
    var menu = /** @type {HTMLElement | null} */ (document.querySelector('.menu a[lang="' + code + '"]'));
    if (!menu) return;
    var words = toolkit.told("read_in", { language: toolkit.languageName(code) });
    var link = toolkit.element("a", { href: menu.dataset.home + card.id + ".html", hreflang: code }, words);
    toolkit.pick(item, ":scope > :last-child").append(toolkit.element("p", { class: "read-in" }, link));
  }

  /** Whether a list holds just these: then nothing is moved, and the focus stays where it is.
      @param {HTMLElement} list @param {HTMLElement[]} items */
  function isShown(list, items) {
    return (
      list.childElementCount === items.length &&
      items.every(function (item, number) {
        return list.children[number] === item;
      })
    );
  }

  /** @param {Card} card */
  function itemOf(card) {
    return card.item();
  }

  /** Puts what is shown first; what is not stays in the page, hidden.
      @param {HTMLElement} list @param {HTMLElement[]} items @param {HTMLElement[]} all */
  function hideOthers(list, items, all) {
    var seen = new Set(items);
    all.forEach(function (item) {
      item.hidden = !seen.has(item);
    });
    list.append(...items);
  }

  /** Returns what lays out cards, as the state says. What is not shown of a short list stays in the page, hidden; of a long one,
      nothing is there twice. */
  toolkit.layout = function (catalogue, list) {
    var own = catalogue.cards;
    var isShort = catalogue.isWhole;
    var views = toolkit.pickAll(catalogue.place, "[data-view]");
    // In the list of everything, the first facet is the shelf; a table has a column for it.
    var shelf = list.querySelector(".kind") || "results" in catalogue.place.dataset ? toolkit.pick(catalogue.place, "legend").textContent || "" : "";
    var table = toolkit.element("div", { class: "list", tabindex: "-1", hidden: "" });
    list.after(table);
    views.forEach(function (button) {
      button.addEventListener("click", function () {
        var page = catalogue.state.get("_page");
        catalogue.write(function (state) {
          state.delete("_view");
          if (button.dataset.view === "table") state.set("_view", "table");
          if (page) state.set("_page", page);
        });
      });
    });

    return function (cards) {
      var asTable = catalogue.state.get("_view") === "table";
      views.forEach(function (button) {
        button.setAttribute("aria-pressed", String((button.dataset.view === "table") === asTable));
      });
      list.hidden = asTable;
      table.hidden = !asTable;
      var items = cards.map(function (card) {
        var item = card.item();
        offer(card, item);
        if (!asTable) toolkit.compare.offer(catalogue, item);
        toolkit.showFound(catalogue, card, item);
        return item;
      });
      var all = isShort ? own.map(itemOf) : items;
      if (isShort) hideOthers(list, items, all);
      else if (!isShown(list, asTable ? [] : items)) list.replaceChildren(...(asTable ? [] : items));
      var head = table.contains(document.activeElement) && /** @type {HTMLElement} */ (document.activeElement).dataset.by;
      table.replaceChildren(...(asTable ? [toolkit.table(catalogue, items, all, shelf)] : []));
      // A click on a head draws the table anew.
      if (head && asTable) toolkit.pick(table, '[data-by="' + head + '"]').focus();
    };
  };
})();
