// What is told of a record that was found: its title and the best passage, with what was asked for marked; its shelf, facts and cover.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  // Milliseconds after which somebody who types is taken to look at what was found.
  var PAUSE = 250;
  /** @type {Map<string, string>} */
  var texts = new Map(); // by language and id
  toolkit.whenTaken("passages", function (data) {
    texts.set(data[0], data[1]);
  });

  /** A text as nodes, with what was found in it marked.
      @param {string} text @param {Hit} hit @returns {(string | Node)[]} */
  function marked(text, hit) {
    var done = 0;
    /** @type {(string | Node)[]} */
    var nodes = toolkit.places(text, hit).flatMap(function (place) {
      var before = text.slice(done, place[0]);
      done = place[1];
      return [before, toolkit.element("mark", {}, text.slice(place[0], place[1]))];
    });
    return nodes.concat(text.slice(done));
  }

  /** Puts words of a record into an element, in their language and direction.
      @template {HTMLElement} Place
      @param {Place} place @param {string} text @param {Hit} hit @returns {Place} */
  function tell(place, text, hit) {
    place.replaceChildren(...marked(text, hit));
    toolkit.turn(place, text);
    if (hit.language) place.lang = hit.language;
    return place;
  }

  /** The best passage of a record's text, once that has come; null where it has none, or nobody looks at it any more.
      @param {HTMLElement} place @param {Hit} hit @param {string} root @returns {Promise<Passage | null>} */
  function passageOf(place, hit, root) {
    var key = (hit.language || document.documentElement.lang) + "/" + hit.id;
    return toolkit.load(root + "data/passages/" + key + ".js").then(function () {
      return toolkit.turns.first(toolkit.passageIn(texts.get(key) || "", hit), function () {
        return place.isConnected;
      });
    });
  }

  /** Shows the best passage of a record: one of its summary, and where title and summary lack some of what was found, one of its
      text as soon as that has come, if the answer is `complete`. Where it does not come, the summary stays.
      @template {HTMLElement} Place
      @param {Place} place @param {Hit} hit @param {string} root @param {boolean} complete @returns {Place} */
  function showPassage(place, hit, root, complete) {
    tell(place, toolkit.summaryOf(hit), hit);
    var known = toolkit.held(hit.title + "\n" + hit.summary, hit);
    if (!complete || known.size === hit.terms.length) return place;
    setTimeout(function () {
      if (!place.isConnected) return;
      passageOf(place, hit, root).then(function (passage) {
        if (passage && !isWithin(passage.held, known)) tell(place, passage.text, hit);
      }, Boolean);
    }, PAUSE);
    return place;
  }

  /** @param {Set<number>} some @param {Set<number>} all */
  function isWithin(some, all) {
    return Array.from(some).every(function (one) {
      return all.has(one);
    });
  }

  /** @param {Hit} hit */
  function facts(hit) {
    return hit.facts.split(" / ").filter(Boolean);
  }

  /** Where a record stands, its language if it is another one, and its facts: in one line.
      @param {Hit} hit @returns {(string | Node)[]} */
  function told(hit) {
    var parts = [toolkit.element("span", { class: "kind" }, hit.shelf ? toolkit.said(hit.shelf.label) : toolkit.told("page"))];
    if (hit.language) parts.push(toolkit.element("span", {}, toolkit.languageName(hit.language)));
    facts(hit).forEach(function (fact) {
      parts.push(toolkit.element("span", {}, fact));
    });
    return parts.flatMap(function (part, place) {
      return place ? [" · ", part] : part;
    });
  }

  toolkit.results = { tell: tell, showPassage: showPassage, facts: facts, told: told };
})();
