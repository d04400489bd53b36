// The cards of a catalogue as the rows of a table.
(function () {
  "use strict";
  var toolkit = window.toolkit;

  // Roles are said aloud because styles for phones turn the rows into blocks, and browsers then forget what they are.
  /** @param {string} role @param {"td" | "th" | "tr" | "tbody" | "thead"} tag @param {Content} content @param {string} [label] */
  function cell(role, tag, content, label) {
    var made = toolkit.element(tag, { role: role }, content);
    if (label) made.dataset.label = label;
    return made;
  }

  /** The names of the facts on the cards, each with the element that labels it.
      @param {Card[]} cards */
  function columns(cards) {
    /** @type {Map<string, HTMLElement>} */
    var found = new Map();
    cards.forEach(function (card) {
      toolkit.pickAll(card.item, ".brief > div").forEach(function (fact) {
        var name = fact.dataset.name || "";
        if (!found.has(name)) found.set(name, toolkit.pick(fact, "dt"));
      });
    });
    return found;
  }

  /** @param {Map<string, HTMLElement>} names @param {string} shelf */
  function head(names, shelf) {
    var cells = [cell("columnheader", "th", toolkit.told("record"))];
    if (shelf) cells.push(cell("columnheader", "th", shelf));
    names.forEach(function (label) {
      var made = cell("columnheader", "th", label.textContent || "");
      if (label.lang) made.lang = label.lang;
      cells.push(made);
    });
    cells.push(cell("columnheader", "th", toolkit.told("status")));
    return cell("rowgroup", "thead", cell("row", "tr", cells));
  }

  /** @param {Card} card @param {Map<string, HTMLElement>} names @param {string} shelf */
  function row(card, names, shelf) {
    var cover = toolkit.pick(card.item, ".book").cloneNode(true);
    var cells = [cell("rowheader", "th", toolkit.element("div", { class: "entry" }, [cover, card.link.cloneNode(true)]))];
    if (shelf) cells.push(cell("cell", "td", toolkit.pick(card.item, ".kind span").cloneNode(true), shelf));
    names.forEach(function (label, name) {
      var fact = card.item.querySelector('.brief > [data-name="' + name + '"] dd');
      cells.push(cell("cell", "td", fact ? Array.from(fact.cloneNode(true).childNodes) : [], label.textContent || ""));
    });
    var status = toolkit.pickAll(card.item, ".status").map(function (tag) {
      return tag.cloneNode(true);
    });
    cells.push(cell("cell", "td", status, toolkit.word("status")));
    return cell("row", "tr", cells);
  }

  /** A table of all cards; `shelf` heads the column for shelves, where there is one.
      @param {Card[]} cards @param {string} shelf */
  toolkit.table = function (cards, shelf) {
    var names = columns(cards);
    var rows = new Map(
      cards.map(function (card) {
        return [card, row(card, names, shelf)];
      }),
    );
    var body = cell("rowgroup", "tbody", Array.from(rows.values()));
    var title = toolkit.pick(document, "h1").textContent || "";
    var table = toolkit.element("table", { role: "table", "aria-label": title.trim() }, [head(names, shelf), body]);
    return { element: toolkit.element("div", { class: "list", tabindex: "-1" }, table), rows: rows, body: body };
  };
})();
