// The page of what readers asked for: plain pages among the records, what is said of it all, and a better query.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var PAGES = "_pages"; // among shelves, as `results.py` has it

  /** @param {Catalogue} catalogue */
  toolkit.resultsPage = function (catalogue) {
    var head = toolkit.pick(document, ".asked");
    var input = toolkit.pick(head, "input");
    var title = toolkit.pick(head, "h1");
    var better = toolkit.pick(head, ".better");
    var home = toolkit.pick(head, "form.search").dataset.home || "";
    var unasked = toolkit.pick(document, "[data-unasked]");
    var name = document.title.split(" · ").slice(1).join(" · ");
    var plain = Array.from(title.childNodes);
    /** @type {string | null} */
    var drawn = null; // the query that was drawn last

    /** @param {Hit} hit @returns {Card} */
    function pageOf(hit) {
      var language = hit.language || document.documentElement.lang;
      return {
        id: hit.id,
        place: catalogue.cards.length + hit.place,
        values: [toolkit.cards.pair("_type", PAGES)],
        ranks: {},
        languages: [language],
        language: language,
        item: function () {
          var kind = toolkit.element("p", { class: "kind" }, toolkit.element("span", {}, toolkit.told("page")));
          var link = toolkit.element("a", { href: home + hit.id + ".html" });
          var sign = toolkit.element("span", { class: "book sheet", "aria-hidden": "true" });
          var words = toolkit.element("div", {}, [kind, toolkit.element("h2", {}, link)]);
          return toolkit.element("li", { class: "card", "data-id": hit.id }, [sign, words]);
        },
      };
    }

    /** Puts the plain pages that were found among the cards.
        @param {Hit[]} hits */
    function addPages(hits) {
      var known = new Set(
        catalogue.cards.map(function (card) {
          return card.id;
        }),
      );
      var pages = hits.filter(function (hit) {
        return !hit.shelf && !known.has(hit.id);
      });
      catalogue.cards = catalogue.cards.concat(pages.map(pageOf));
    }

    /** @param {number} many Records that are shown. */
    function draw(many) {
      var query = catalogue.state.get("_q") || "";
      catalogue.place.hidden = !query;
      unasked.hidden = Boolean(query);
      // What the reader is typing stays.
      if (query !== drawn) input.value = query;
      drawn = query;
      title.replaceChildren(...(query ? [toolkit.told("search", { query: toolkit.setApart(query) })] : plain));
      drawTitle(query, many);
      drawBetter(catalogue.unknown ? "" : catalogue.better);
      if (catalogue.found && !catalogue.found.size && catalogue.isComplete) drawNothing(query);
    }

    /** @param {string} query @param {number} many */
    function drawTitle(query, many) {
      var parts = [query ? toolkit.word("search", { query: toolkit.setApart(query) }) : title.textContent, name];
      if (query && !catalogue.unknown) parts.splice(1, 0, toolkit.word("results", {}, many));
      document.title = parts.join(" · ");
    }

    /** @param {string} query */
    function drawBetter(query) {
      better.hidden = !query;
      var address = "#" + new URLSearchParams({ _q: query });
      var words = query ? toolkit.told("better", { query: toolkit.setApart(query) }) : "";
      better.replaceChildren(toolkit.element("a", { href: address }, words));
    }

    /** @param {string} query */
    function drawNothing(query) {
      var words = [
        toolkit.element("h2", {}, toolkit.told("nothing", { query: toolkit.setApart(query) })),
        toolkit.element("p", {}, toolkit.told("advice")),
      ];
      toolkit.pick(catalogue.place, ".empty div").replaceChildren(...words);
      unasked.hidden = false;
    }

    return { addPages: addPages, draw: draw };
  };
})();
