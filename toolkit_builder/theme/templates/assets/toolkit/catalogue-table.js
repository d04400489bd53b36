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

  /** The names of the facts on cards, each with the element that labels it.
      @param {HTMLElement[]} items */
  function columns(items) {
    /** @type {Map<string, HTMLElement>} */
    var found = new Map();
    items.forEach(function (item) {
      toolkit.pickAll(item, ".brief > div").forEach(function (fact) {
        var name = fact.dataset.name || "";
        if (!found.has(name)) found.set(name, toolkit.pick(fact, "dt"));
      });
    });
    return found;
  }

  /** @param {Catalogue} catalogue @param {Map<string, HTMLElement>} names @param {string} shelf @param {boolean} hasStatus */
  function head(catalogue, names, shelf, hasStatus) {
    var cells = [cell("columnheader", "th", toolkit.told("record"))];
    toolkit.order.offer(catalogue, cells[0], "_title");
    if (shelf) {
      cells.push(cell("columnheader", "th", shelf));
      toolkit.order.offer(catalogue, cells[1], "_type");
    }
    names.forEach(function (label, name) {
      var made = cell("columnheader", "th", label.textContent || "");
      if (label.lang) made.lang = label.lang;
      toolkit.order.offer(catalogue, made, name);
      cells.push(made);
    });
    if (hasStatus) cells.push(cell("columnheader", "th", toolkit.told("status")));
    cells.push(cell("columnheader", "th", toolkit.told("compare")));
    return cell("rowgroup", "thead", cell("row", "tr", cells));
  }

  /** @param {Catalogue} catalogue @param {HTMLElement} item @param {Map<string, HTMLElement>} names @param {string} shelf
      @param {boolean} hasStatus */
  function row(catalogue, item, names, shelf, hasStatus) {
    var entry = [toolkit.pick(item, ".book").cloneNode(true), toolkit.cards.linkOf(item).cloneNode(true)];
    var cells = [cell("rowheader", "th", toolkit.element("div", { class: "entry" }, entry))];
    if (shelf) cells.push(cell("cell", "td", toolkit.pick(item, ".kind span").cloneNode(true), shelf));
    names.forEach(function (label, name) {
      var fact = item.querySelector('.brief > [data-name="' + name + '"] dd');
      cells.push(cell("cell", "td", fact ? Array.from(fact.cloneNode(true).childNodes) : [], label.textContent || ""));
    });
    var status = toolkit.pickAll(item, ".status").map(function (tag) {
      return tag.cloneNode(true);
    });
    if (hasStatus) cells.push(cell("cell", "td", status, toolkit.word("status")));
    var box = "languages" in item.dataset ? toolkit.compare.box(catalogue, item) : "";
    cells.push(cell("cell", "td", box, toolkit.word("compare")));
    return cell("row", "tr", cells);
  }

  /** A table of cards, with a column for each fact that `all` of them have; `shelf` heads the column for shelves, where there is one.
      @param {Catalogue} catalogue @param {HTMLElement[]} items @param {HTMLElement[]} all @param {string} shelf */
  toolkit.table = function (catalogue, items, all, shelf) {
    var names = columns(all);
    // Among originals nothing has a status: a column without anything in it says nothing.
    var hasStatus = all.some(function (item) {
      return item.querySelector(".status");
    });
    var rows = items.map(function (item) {
      return row(catalogue, item, names, shelf, hasStatus);
    });
    var title = toolkit.pick(document, "h1").textContent || "";
    var parts = [head(catalogue, names, shelf, hasStatus), cell("rowgroup", "tbody", rows)];
    return toolkit.element("table", { role: "table", "aria-label": title.trim() }, parts);
  };
})();
