// All cards of a long list, of which the page holds a part: one file of data, loaded when it is first wanted. A card is drawn when it
// is shown, of the HTML that its page holds.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  /** @type {List | null} */
  var list = null;
  toolkit.whenTaken("list", function (data) {
    list = data;
  });

  /** Makes elements of HTML of ours. Nothing in it runs or loads before it is put on the page.
      @param {string} html @returns {HTMLElement} */
  function element(html) {
    var inert = document.createElement("template");
    inert.innerHTML = html;
    return /** @type {HTMLElement} */ (inert.content.firstElementChild);
  }

  /** @param {List} data @param {Card[]} own Cards that stand in the page: these stay what they are.
      @returns {Card[]} */
  function cardsOf(data, own) {
    var drawn = new Map(
      own.map(function (card) {
        return [card.id, card.item];
      }),
    );
    var pairs = data.facets.flatMap(function (facet) {
      return facet[1].map(function (value) {
        return toolkit.cards.pair(facet[0], value);
      });
    });
    var languages = data.known.map(function (codes) {
      return codes.split(" ");
    });
    var texts = languages.map(function (codes) {
      return toolkit.cards.inLanguages(codes.slice(1));
    });
    var ranks = Object.entries(data.ranks);
    return data.ids.map(function (id, place) {
      var codes = languages[data.languages[place]];
      return {
        id: id,
        place: place,
        values: data.values[place]
          .map(function (number) {
            return pairs[number];
          })
          .concat(texts[data.languages[place]]),
        ranks: Object.fromEntries(
          ranks.map(function (column) {
            return [column[0], column[1][place]];
          }),
        ),
        language: codes[0],
        languages: codes.slice(1),
        item:
          drawn.get(id) ||
          function () {
            return element(htmlOf(data, place));
          },
      };
    });
  }

  /** @param {List} data @param {number} place */
  function htmlOf(data, place) {
    return data.cards[place]
      .map(function (part) {
        return typeof part === "number" ? data.pieces[part] : part;
      })
      .join("");
  }

  /** Loads the data, once; with them come all cards, and the options of facets that do not stand in the page. */
  toolkit.wholeList = function (address, own) {
    return toolkit.load(address).then(function () {
      var data = /** @type {List} */ (list);
      return {
        cards: cardsOf(data, own),
        options: new Map(
          data.facets.map(function (facet) {
            return [facet[0], facet[2].map(element)];
          }),
        ),
      };
    });
  };
})();
