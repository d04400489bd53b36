// The cards of a catalogue as values: which of them filters leave, and in which order they come.
(function () {
  "use strict";
  var toolkit = window.toolkit;

  /** A facet's value as cards carry it.
      @param {string} name @param {string} value */
  function pair(name, value) {
    return new URLSearchParams([[name, value]]).toString();
  }

  /** @param {HTMLElement} list @returns {Card[]} */
  function read(list) {
    return toolkit.pickAll(list, ":scope > *").map(function (item, place) {
      var link = toolkit.pick(toolkit.pick(item, "h2"), "a");
      return {
        item: item,
        link: link,
        id: item.dataset.id || "",
        place: place,
        values: new Set(
          Array.from(new URLSearchParams(item.dataset.values), function (value) {
            return pair(value[0], value[1]);
          }),
        ),
        ranks: new URLSearchParams(item.dataset.ranks),
        languages: (item.dataset.languages || "").split(" "),
        language: link.lang || document.documentElement.lang,
      };
    });
  }

  /** The facets that a state narrows down by.
      @param {string[]} names @param {URLSearchParams} state @returns {Filter[]} */
  function filters(names, state) {
    return names
      .filter(function (name) {
        return state.has(name);
      })
      .map(function (name) {
        return { name: name, pairs: state.getAll(name).map(pair.bind(null, name)) };
      });
  }

  /** Whether a card is in the list: each facet wants one of its values. `without` names a facet that is not asked.
      @param {Card} card @param {Filter[]} active @param {Found} found @param {string} [without] */
  function fits(card, active, found, without) {
    if (found && !found.has(card)) return false;
    return active.every(function (facet) {
      return (
        facet.name === without ||
        facet.pairs.some(function (value) {
          return card.values.has(value);
        })
      );
    });
  }

  /** The first language that the reader reads besides the page's, and the record has.
      @param {Card} card */
  function readable(card) {
    return toolkit
      .languages()
      .slice(1)
      .find(function (code) {
        return card.languages.includes(code);
      });
  }

  /** 0: in the page's language, 1: in one that the reader reads, 2: in another.
      @param {Card} card */
  function distance(card) {
    if (card.language === document.documentElement.lang) return 0;
    return toolkit.languages().includes(card.language) || readable(card) ? 1 : 2;
  }

  /** Languages come first; then what was asked to sort by, else what fits a query best; then the order of the page.
      @param {Card[]} cards @param {string | null} by @param {Found} found @returns {Card[]} */
  function sorted(cards, by, found) {
    var distances = new Map(
      cards.map(function (card) {
        return [card, distance(card)];
      }),
    );

    /** @param {Card} card */
    function rank(card) {
      if (by) return Number(card.ranks.get(by) || 0);
      return (found && found.get(card)) || 0;
    }
    return cards.slice().sort(function (card, other) {
      return Number(distances.get(card)) - Number(distances.get(other)) || rank(other) - rank(card) || card.place - other.place;
    });
  }

  toolkit.cards = { read: read, pair: pair, filters: filters, fits: fits, readable: readable, sorted: sorted };
})();
