// The cards of a catalogue as values: which of them filters leave, and in which order they come.
(function () {
  "use strict";
  var toolkit = window.toolkit;

  /** A facet's value as cards carry it.
      @param {string} name @param {string} value */
  function pair(name, value) {
    return new URLSearchParams([[name, value]]).toString();
  }

  /** The languages of a text as values of a facet.
      @param {string[]} codes */
  function inLanguages(codes) {
    return codes.map(pair.bind(null, "_language"));
  }

  /** The cards that stand in the page.
      @param {HTMLElement} list @returns {Card[]} */
  function read(list) {
    return toolkit.pickAll(list, ":scope > *").map(function (item, place) {
      var languages = (item.dataset.languages || "").split(" ");
      return {
        id: item.dataset.id || "",
        place: place,
        values: Array.from(new URLSearchParams(item.dataset.values), function (value) {
          return pair(value[0], value[1]);
        }).concat(inLanguages(languages)),
        ranks: Object.fromEntries(
          Array.from(new URLSearchParams(item.dataset.ranks), function (rank) {
            return [rank[0], Number(rank[1])];
          }),
        ),
        languages: languages,
        language: linkOf(item).lang || document.documentElement.lang,
        item: function () {
          return item;
        },
      };
    });
  }

  /** The link of a card to its record.
      @param {HTMLElement} item */
  function linkOf(item) {
    return toolkit.pick(toolkit.pick(item, "h2"), "a");
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

  /** The facets that leave a card out: each wants one of its values.
      @param {Card} card @param {Filter[]} active */
  function against(card, active) {
    return active.filter(function (facet) {
      return !facet.pairs.some(function (value) {
        return card.values.includes(value);
      });
    });
  }

  /** Whether a card is in the list.
      @param {Card} card @param {Filter[]} active @param {Found} found */
  function fits(card, active, found) {
    return (!found || found.has(card)) && against(card, active).length === 0;
  }

  /** How many cards have each value, among those that the query and the other facets leave: what its own facet wants does not
      count. All values of all cards are looked at once.
      @param {Card[]} cards @param {Filter[]} active @param {Found} found @returns {Map<string, number>} */
  function counts(cards, active, found) {
    /** @type {Map<string, number>} */
    var many = new Map();
    cards.forEach(function (card) {
      if (found && !found.has(card)) return;
      var facets = against(card, active);
      if (facets.length > 1) return;
      var own = facets.length ? pair(facets[0].name, "") : "";
      card.values.forEach(function (value) {
        if (value.startsWith(own)) many.set(value, (many.get(value) || 0) + 1);
      });
    });
    return many;
  }

  /** The first language that the reader reads besides the page's, and the record has.
      @param {Card} card @param {string[]} languages */
  function readable(card, languages) {
    return languages.slice(1).find(function (code) {
      return card.languages.includes(code);
    });
  }

  /** 0: in the page's language, 1: in one that the reader reads, 2: in another.
      @param {Card} card @param {string[]} languages */
  function distance(card, languages) {
    if (card.language === languages[0]) return 0;
    return languages.includes(card.language) || readable(card, languages) ? 1 : 2;
  }

  /** What fits a query best comes first, which knows of languages; else languages do, and then what was asked to sort by; then the
      order of the pages.
      @param {Card[]} cards @param {Rank | null} rankOf @param {Found} found @returns {Card[]} */
  function sorted(cards, rankOf, found) {
    var languages = toolkit.languages();
    return cards
      .map(function (card) {
        var rank = rankOf ? rankOf(card) : (found && found.get(card)) || 0;
        return { card: card, distance: found && !rankOf ? 0 : distance(card, languages), rank: rank };
      })
      .sort(function (one, other) {
        // Of two that have no rank, the difference is no number.
        return one.distance - other.distance || other.rank - one.rank || one.card.place - other.card.place;
      })
      .map(function (one) {
        return one.card;
      });
  }

  toolkit.cards = {
    read: read,
    linkOf: linkOf,
    pair: pair,
    inLanguages: inLanguages,
    filters: filters,
    fits: fits,
    counts: counts,
    readable: readable,
    sorted: sorted,
  };
})();
