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
    lead(toolkit.pick(nav, "[rel=prev]"), number > 1 ? wayTo(number - 1) : "");
    lead(toolkit.pick(nav, "[rel=next]"), number < pages ? wayTo(number + 1) : "");
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

  toolkit.numbers = { shown: shown, file: file, draw: draw };
})();
