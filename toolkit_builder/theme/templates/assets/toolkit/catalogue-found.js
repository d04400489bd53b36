// What a card of a catalogue says where readers asked for something: the best passage, with the words marked in it and in the title.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  // The title of a card as it is in the page, and what was shown in its place.
  /** @type {WeakMap<HTMLElement, Node[]>} */
  var titles = new WeakMap();

  /** Shows on a card what was found of it; on one that nobody asked for, nothing any more. */
  toolkit.showFound = function (catalogue, card, item) {
    var hit = catalogue.hits.get(card.id);
    var link = toolkit.cards.linkOf(item);
    var own = titles.get(link);
    toolkit.pickAll(item, ".passage, .told").forEach(function (old) {
      old.remove();
    });
    if (own) link.replaceChildren(...own);
    toolkit.pickAll(item, ".summary").forEach(function (summary) {
      summary.hidden = Boolean(hit);
    });
    if (!hit) return;
    titles.set(link, own || Array.from(link.childNodes));
    toolkit.results.tell(link, hit.title, hit);
    var root = catalogue.place.dataset.root || "";
    var passage = toolkit.results.showPassage(toolkit.element("p", { class: "passage" }), hit, root, catalogue.isComplete);
    toolkit.pick(item, "h2").after(passage);
    // Cards of the list of everything have no facts.
    if (hit.facts && !item.querySelector(".brief")) passage.after(toolkit.element("p", { class: "told" }, toolkit.results.facts(hit).join(" · ")));
  };
})();
