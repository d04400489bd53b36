// The pages of a long list: which of them are named, and where each leads.
(function () {
  "use strict";
  var toolkit = window.toolkit;

  /** The first page, the last, and the neighbours of one; 0 where some are left out. As `portions.py` has it.
      @param {number} number @param {number} pages @returns {number[]} */
  function shown(number, pages) {
    var first = Math.max(1, Math.min(number - 1, pages - 2));
    var last = Math.min(pages, Math.max(number + 1, 3));
    /** @type {number[]} */
    var found = [];
    for (var page = 1; page <= pages; page++) {
      var isShown = page === 1 || page === pages || (page >= first && page <= last);
      // One alone is not left out: it takes no more room than the sign for it.
      var isAlone = page === 2 ? first === 3 : page === pages - 1 && last === pages - 2;
      if (isShown || isAlone) found.push(page);
      else if (found[found.length - 1]) found.push(0);
    }
    return found;
  }

  /** The file of a page, by that of the first.
      @param {string} first @param {number} number */
  function file(first, number) {
    return number === 1 ? first : first.replace(/\.html$/, "." + number + ".html");
  }

  /** @param {HTMLElement} link @param {string} way */
  function lead(link, way) {
    link.hidden = !way;
    if (way) link.setAttribute("href", way);
    else link.removeAttribute("href");
  }

  /** Draws the numbers: `wayTo` tells where a page is.
      @param {HTMLElement} nav @param {number} number @param {number} pages @param {(number: number) => string} wayTo */
  function draw(nav, number, pages, wayTo) {
    var row = toolkit.pick(nav, "ol");
    nav.hidden = pages < 2;
    lead(toolkit.pick(nav, "[data-way=back]"), number > 1 ? wayTo(number - 1) : "");
    lead(toolkit.pick(nav, "[data-way=on]"), number < pages ? wayTo(number + 1) : "");
    row.replaceChildren(
      ...shown(number, pages).map(function (page) {
        if (!page) return toolkit.element("li", { "aria-hidden": "true" }, "…");
        var digits = toolkit.number(page);
        var name = (row.dataset.page || "").replace("{num}", digits);
        var link = toolkit.element("a", { href: wayTo(page), "aria-label": name }, digits);
        if (page === number) link.setAttribute("aria-current", "page");
        return toolkit.element("li", {}, link);
      }),
    );
  }

  /** @type {Map<HTMLElement, string>} */
  var firsts = new Map();

  /** The file of the first page, as the numbers led to it before any of them were drawn.
      @param {HTMLElement} nav */
  function firstOf(nav) {
    var link = nav.querySelector("ol a");
    if (!firsts.has(nav)) firsts.set(nav, (link && link.getAttribute("href")) || "");
    return firsts.get(nav) || "";
  }

  /** Which page of a list is asked for.
      @param {Catalogue} catalogue @param {number} pages */
  function numberOf(catalogue, pages) {
    var own = catalogue.place.dataset.number;
    var asked = catalogue.state.get("_page") || (catalogue.isNarrowed() ? 1 : own);
    var number = Number(catalogue.hasFailed ? own : asked);
    return Math.min(Math.max(1, Math.floor(number) || 1), Math.max(1, pages));
  }

  /** The way to a page: of the list as it is, a file; of what was narrowed down, a state of this one. Where nothing can be narrowed
      down, the files.
      @param {Catalogue} catalogue @param {string} first @param {number} number */
  function way(catalogue, first, number) {
    var state = new URLSearchParams(catalogue.hasFailed ? "" : catalogue.state);
    state.delete("_page");
    if (!catalogue.isNarrowed() || catalogue.hasFailed) return file(first, number) + (String(state) && "#" + state);
    if (number > 1) state.set("_page", String(number));
    return "#" + state;
  }

  /** The part of the cards that one page holds, with the numbers of the others below it.
      @param {Catalogue} catalogue @param {HTMLElement} nav @param {Card[]} cards @returns {Card[]} */
  function portion(catalogue, nav, cards) {
    if (catalogue.isComing) {
      nav.hidden = catalogue.unknown;
      return cards;
    }
    var size = Number(catalogue.place.dataset.size);
    var all = catalogue.isWhole ? cards.length : Number(catalogue.place.dataset.total);
    var pages = Math.ceil(all / size);
    var number = numberOf(catalogue, pages);
    draw(nav, number, pages, way.bind(null, catalogue, firstOf(nav)));
    return catalogue.isWhole ? cards.slice((number - 1) * size, number * size) : cards;
  }

  toolkit.numbers = { shown: shown, file: file, draw: draw, portion: portion };
})();
