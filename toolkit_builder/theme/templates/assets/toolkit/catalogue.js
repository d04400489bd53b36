// The catalogue: narrows, sorts and lays out the cards that stand in the page. Its state is the part of the address behind
// `#`, so that it can be sent to somebody, and the back button works, on http and from file://. Names that begin with `_` are
// ours (_q, _sort, _view, _type), all others are fields: #countries=DE&countries=SE&_sort=since&_view=table
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var place = /** @type {HTMLElement | null} */ (document.querySelector("[data-catalogue]"));
  // A shelf without records has nothing to narrow down.
  if (!place || !place.querySelector(".facets")) return;
  // Where a script or the words did not come, the list stays as it is, and `parts.js` says so.
  if (![toolkit.speaks(), toolkit.search, toolkit.setApart, toolkit.table].every(Boolean)) return;

  var root = place.dataset.root || "";
  var list = toolkit.pick(place, ".cards");
  var form = toolkit.pick(place, ".facets");
  var sort = toolkit.pick(place, "select");
  var total = toolkit.pick(place, ".total");
  var failure = toolkit.pick(place, ".failed");
  var opener = toolkit.pick(place, "[data-filters]");
  var views = toolkit.pickAll(place, "[data-view]");
  var boxes = toolkit.pickAll(form, "input");
  /** @type {ReturnType<Toolkit["table"]> | null} */
  var table = null;
  // In the list of everything, the first facet is the shelf; a table has a column for it.
  var shelf = list.querySelector(".kind") ? toolkit.pick(form, "legend").textContent || "" : "";

  /** @type {Catalogue} */
  var catalogue = {
    place: place,
    boxes: boxes,
    names: Array.from(
      new Set(
        boxes.map(function (box) {
          return box.name;
        }),
      ),
    ),
    cards: toolkit.cards.read(list),
    state: new URLSearchParams(),
    found: null,
    unknown: false,
    write: write,
  };
  var byId = new Map(
    catalogue.cards.map(function (card) {
      return [card.id, card];
    }),
  );

  // State -------------------------------------------------------------------------------------------------------------

  /** @type {string | null} */
  var applied = null; // the address that the state was read from
  /** @type {string | null} */
  var asked = null; // the query that was asked last; null: none

  function read() {
    var hash = location.hash.slice(1);
    // An anchor of the page, such as #page:main, is no state.
    if (hash === applied || (hash && !hash.includes("="))) return;
    applied = hash;
    catalogue.state = new URLSearchParams(hash);
    if (catalogue.state.get("_q") === asked) apply();
    else ask();
  }

  /** @param {(state: URLSearchParams) => void} change */
  function write(change) {
    var next = new URLSearchParams(catalogue.state);
    change(next);
    location.hash = next.toString();
    // At once, and not when the browser comes round to tell.
    read();
  }

  function ask() {
    var query = catalogue.state.get("_q");
    asked = query;
    catalogue.found = null;
    catalogue.unknown = Boolean(query);
    toolkit.drawFailure(failure, null);
    apply();
    if (!query) return;
    toolkit.search(
      root,
      query,
      function (hits) {
        if (asked !== query) return;
        catalogue.unknown = false;
        catalogue.found = found(hits);
        apply();
      },
      function (what) {
        if (asked !== query) return;
        toolkit.drawFailure(failure, what);
        apply();
      },
    );
  }

  /** @param {Hit[]} hits @returns {Map<Card, number>} */
  function found(hits) {
    var cards = new Map();
    hits.forEach(function (hit, number) {
      var card = byId.get(hit.id);
      if (card) cards.set(card, hits.length - number);
    });
    return cards;
  }

  // What is seen ------------------------------------------------------------------------------------------------------

  function apply() {
    var state = catalogue.state;
    var active = toolkit.cards.filters(catalogue.names, state);
    var left = catalogue.cards.filter(function (card) {
      return !catalogue.unknown && toolkit.cards.fits(card, active, catalogue.found);
    });
    var seen = new Set(left);
    catalogue.cards.forEach(function (card) {
      card.item.hidden = !seen.has(card);
      offer(card);
    });
    var shown = toolkit.cards.sorted(left, state.get("_sort"), catalogue.found);
    list.append(
      ...shown.map(function (card) {
        return card.item;
      }),
    );
    lay(shown);
    toolkit.drawFacets(catalogue);
    toolkit.drawChips(catalogue);
    toolkit.drawEmpty(catalogue, shown.length);
    total.replaceChildren(sum(shown.length));
    sort.options[0].textContent = state.get("_q") ? toolkit.word("best") : sort.options[0].dataset.name || "";
    sort.value = state.get("_sort") || "";
  }

  /** How many records are shown: what nobody knows is not told.
      @param {number} many */
  function sum(many) {
    var all = catalogue.cards.length;
    if (!catalogue.unknown) return toolkit.told("shown", { num: toolkit.number(many), total: toolkit.number(all) }, all);
    return failure.hidden ? toolkit.told("searching") : "";
  }

  /** Where a record can be read in a language that the reader reads, its card says so.
      @param {Card} card */
  function offer(card) {
    var code = card.language === document.documentElement.lang ? null : toolkit.cards.readable(card);
    var old = card.item.querySelector(".read-in");
    if (old) old.remove();
    if (!code || code === card.language) return;
    var menu = /** @type {HTMLElement | null} */ (document.querySelector('.menu a[lang="' + code + '"]'));
    if (!menu) return;
    var words = toolkit.told("read_in", { language: toolkit.languageName(code) });
    var link = toolkit.element("a", { href: menu.dataset.home + card.id + ".html", hreflang: code }, words);
    toolkit.pick(card.item, ":scope > :last-child").append(toolkit.element("p", { class: "read-in" }, link));
  }

  /** Cards or table.
      @param {Card[]} shown */
  function lay(shown) {
    var asTable = catalogue.state.get("_view") === "table";
    views.forEach(function (button) {
      button.setAttribute("aria-pressed", String((button.dataset.view === "table") === asTable));
    });
    list.hidden = asTable;
    if (asTable && !table) {
      table = toolkit.table(catalogue.cards, shelf);
      list.after(table.element);
    }
    if (!table) return;
    var made = table;
    made.element.hidden = !asTable;
    made.rows.forEach(function (row, card) {
      row.hidden = card.item.hidden;
    });
    made.body.append(
      ...shown.map(function (card) {
        return /** @type {HTMLElement} */ (made.rows.get(card));
      }),
    );
  }

  // What the reader does ----------------------------------------------------------------------------------------------

  boxes.forEach(function (box) {
    box.addEventListener("change", function () {
      write(function (state) {
        if (box.checked) state.append(box.name, box.value);
        else toolkit.without(box.name, box.value)(state);
      });
    });
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
  });

  /** @param {string} name @param {string} value */
  function set(name, value) {
    write(function (state) {
      if (value) state.set(name, value);
      else state.delete(name);
    });
  }

  sort.addEventListener("change", function () {
    set("_sort", sort.value);
  });
  views.forEach(function (button) {
    button.addEventListener("click", function () {
      set("_view", button.dataset.view === "table" ? "table" : "");
    });
  });
  opener.addEventListener("click", function () {
    var open = opener.getAttribute("aria-expanded") !== "true";
    opener.setAttribute("aria-expanded", String(open));
    form.classList.toggle("open", open);
  });
  toolkit.pick(failure, "button").addEventListener("click", function () {
    ask();
    total.focus();
  });
  window.addEventListener("hashchange", read);
  document.addEventListener("toolkit-languages", apply);
  // The skip link must not wipe out the state.
  toolkit.pick(document, ".skip").addEventListener("click", function (event) {
    event.preventDefault();
    toolkit.pick(document, "main").focus();
  });
  read();
  place.dataset.ready = "";
})();
