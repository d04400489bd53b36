// The catalogue: narrows, sorts and lays out the cards of a list. All those of a short one stand in the page; of a long one it holds
// a part, has numbers of pages for the rest, and scripts load the whole when a reader wants more than the page as it is. Its state
// is the part of the address behind `#`, so that it can be sent to somebody, and the back button works, on http and from file://.
// Names that begin with `_` are ours (_q, _sort, _view, _page, _compare, _type, _language), all others are fields:
// #countries=DE&countries=SE&_sort=since&_view=table
(function () {
  "use strict";
  var toolkit = window.toolkit;
  // A shelf without records has nothing to narrow down.
  var facets = document.querySelector("[data-catalogue] .facets");
  if (!facets) return;
  // Where a script or the words did not come, the list stays as it is, and `parts.js` says so.
  var parts = [toolkit.search, toolkit.setApart, toolkit.layout, toolkit.table, toolkit.order, toolkit.sheet, toolkit.compare];
  if (!toolkit.speaks() || !parts.every(Boolean)) return;

  var place = /** @type {HTMLElement} */ (facets.closest("[data-catalogue]"));
  var root = place.dataset.root || "";
  var list = toolkit.pick(place, ".cards");
  var form = toolkit.pick(place, ".facets");
  var total = toolkit.pick(place, ".total");
  var failure = toolkit.pick(place, ".failed");
  var boxes = /** @type {HTMLInputElement[]} */ (toolkit.pickAll(form, "input"));

  // Of a long list: where its data are, the pages, and what the page says of them as long as nothing else is known.
  var data = place.dataset.list || "";
  if (data && ![toolkit.wholeList, toolkit.numbers].every(Boolean)) return;
  var nav = /** @type {HTMLElement | null} */ (place.querySelector(".numbers"));
  var said = Array.from(total.childNodes);

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
    isWhole: !data,
    options: new Map(),
    state: new URLSearchParams(),
    found: null,
    hits: new Map(),
    better: "",
    isComplete: false,
    unknown: false,
    isComing: false,
    hasFailed: false,
    isNarrowed: isNarrowed,
    write: write,
    note: note,
    withAll: withAll,
  };
  var own = catalogue.cards;
  var lay = toolkit.layout(catalogue, list);
  // The page of what readers asked for shows nothing else.
  var results = "results" in place.dataset ? toolkit.resultsPage(catalogue) : null;

  // State -------------------------------------------------------------------------------------------------------------

  /** @type {string | null} */
  var applied = null; // the address that the state was read from
  /** @type {string | null} */
  var asked = null; // the query that was asked last; null: none
  /** @type {Hit[] | null} */
  var hits = null; // its answer

  function read() {
    var hash = location.hash.slice(1);
    // An anchor of the page, such as #page:main, is no state.
    if (hash === applied || (hash && !hash.includes("="))) return;
    applied = hash;
    catalogue.state = new URLSearchParams(hash);
    // What failed is tried anew with each new state.
    if (catalogue.state.get("_q") === asked && !catalogue.hasFailed) apply();
    else ask();
  }

  /** What is narrowed down or sorted otherwise begins with its first page.
      @param {(state: URLSearchParams) => void} change */
  function write(change) {
    var next = new URLSearchParams(catalogue.state);
    next.delete("_page");
    change(next);
    go(next);
  }

  /** Keeps in the address what changes nothing of the list; the back button goes past it.
      @param {(state: URLSearchParams) => void} change */
  function note(change) {
    change(catalogue.state);
    applied = written(catalogue.state);
    location.replace("#" + applied);
  }

  /** A state as the address has it: these two signs may stand there as they are.
      @param {URLSearchParams} state */
  function written(state) {
    return state.toString().replace(/%2F/g, "/").replace(/%2C/g, ",");
  }

  /** @param {URLSearchParams} state */
  function go(state) {
    location.hash = written(state);
    // At once, and not when the browser comes round to tell.
    read();
  }

  function ask() {
    var query = catalogue.state.get("_q");
    asked = query;
    hits = null;
    catalogue.hits = new Map();
    catalogue.isComplete = false;
    catalogue.unknown = Boolean(query);
    catalogue.hasFailed = false;
    toolkit.drawFailure(failure, null);
    apply();
    if (!query) return;
    toolkit.search(
      root,
      query,
      function (answer, complete, better) {
        // More may come: nothing is not said before.
        if (asked !== query || (!answer.length && !complete)) return;
        if (results) withAll(known);
        else known();

        function known() {
          if (asked !== query || (catalogue.isComplete && !complete)) return;
          catalogue.unknown = false;
          catalogue.isComplete = complete;
          catalogue.better = better;
          hits = answer;
          catalogue.hits = new Map(answer.map(withId));
          apply();
        }
      },
      function (what) {
        if (asked !== query) return;
        if (!catalogue.hasFailed) toolkit.drawFailure(failure, what);
        apply();
      },
    );
  }

  /** @param {Hit} hit @returns {[string, Hit]} */
  function withId(hit) {
    return [hit.id, hit];
  }

  /** What is found, by cards; null: nobody asked.
      @returns {Found} */
  function found() {
    if (!hits) return null;
    if (results) results.addPages(hits);
    var ranks = new Map(
      hits.map(function (hit, number) {
        return [hit.id, /** @type {Hit[]} */ (hits).length - number];
      }),
    );
    var known = catalogue.cards.filter(function (card) {
      return ranks.has(card.id);
    });
    return new Map(
      known.map(function (card) {
        return [card, Number(ranks.get(card.id))];
      }),
    );
  }

  // A long list -------------------------------------------------------------------------------------------------------

  /** Whether the reader wants something else than the pages, so that another record may be the first. */
  function isNarrowed() {
    return ["_q", "_sort"].concat(catalogue.names).some(function (name) {
      return catalogue.state.has(name);
    });
  }

  /** Whether readers of other languages get the records in an order of their own. */
  function isReordered() {
    return "mixed" in place.dataset && toolkit.languages().length > 1;
  }

  /** Goes on with all cards: at once, or when they have come. Where they do not, the page stays as it is, with a word about that.
      @param {() => void} go */
  function withAll(go) {
    if (catalogue.isWhole) {
      go();
      return;
    }
    toolkit.wholeList(data, own).then(
      function (whole) {
        if (!catalogue.isWhole) {
          catalogue.isWhole = true;
          catalogue.cards = whole.cards;
          catalogue.options = whole.options;
        }
        catalogue.isComing = catalogue.hasFailed = false;
        go();
        apply();
      },
      function () {
        catalogue.isComing = false;
        catalogue.hasFailed = true;
        toolkit.drawFailure(failure, "part");
        apply();
      },
    );
  }

  // What is seen ------------------------------------------------------------------------------------------------------

  function apply() {
    var state = catalogue.state;
    var isPart =
      !catalogue.isWhole && (isNarrowed() || state.has("_page") || isReordered() || toolkit.compare.wantsMore(catalogue));
    if (isPart && !catalogue.hasFailed && !catalogue.isComing) {
      catalogue.isComing = true;
      withAll(Boolean);
    }
    list.setAttribute("aria-busy", String(catalogue.isComing));
    catalogue.found = found();
    var active = catalogue.isWhole ? toolkit.cards.filters(catalogue.names, state) : [];
    var left = catalogue.cards.filter(function (card) {
      return (!catalogue.unknown || catalogue.hasFailed) && (!catalogue.isWhole || toolkit.cards.fits(card, active, catalogue.found));
    });
    var shown = catalogue.isWhole ? toolkit.cards.sorted(left, toolkit.order.of(catalogue), catalogue.found) : left;
    lay(nav ? toolkit.numbers.portion(catalogue, nav, shown) : shown);
    toolkit.drawFacets(catalogue);
    toolkit.drawChips(catalogue);
    toolkit.drawEmpty(catalogue, shown.length);
    if (results) results.draw(shown.length);
    total.replaceChildren(...sum(shown.length));
    toolkit.drawSheet(catalogue, sum(shown.length), catalogue.isWhole ? shown.length : Number(place.dataset.total));
    toolkit.order.draw(catalogue);
    toolkit.compare.draw(catalogue);
  }

  /** How many records are shown: what nobody knows is not told.
      @param {number} many @returns {(string | Node)[]} */
  function sum(many) {
    if (catalogue.hasFailed || (!catalogue.isWhole && !catalogue.unknown)) return said;
    if (catalogue.unknown) return failure.hidden ? [toolkit.told("searching")] : [];
    if (results) return [toolkit.told("results", {}, many)].concat(catalogue.isComplete ? [] : [document.createTextNode(" · "), toolkit.told("searching")]);
    var all = catalogue.cards.length;
    return [toolkit.told("shown", { num: toolkit.number(many), total: toolkit.number(all) }, all)];
  }

  // What the reader does ----------------------------------------------------------------------------------------------

  form.addEventListener("change", function (event) {
    var box = /** @type {HTMLInputElement} */ (event.target);
    write(function (state) {
      if (box.checked) state.append(box.name, box.value);
      else toolkit.without(box.name, box.value)(state);
    });
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
  });

  if (nav)
    nav.addEventListener("click", function (event) {
      var link = /** @type {Element} */ (event.target).closest("a");
      var way = (link && link.getAttribute("href")) || "";
      // Another page of what was narrowed down is a state of this one; in a new tab it opens like any other.
      if (!way.startsWith("#") || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      go(new URLSearchParams(way.slice(1)));
      total.focus({ preventScroll: true });
      toolkit.pick(place, ".bar").scrollIntoView();
    });
  toolkit.order.ready(catalogue);
  toolkit.sheet(catalogue, form);
  toolkit.compare.ready(catalogue);
  toolkit.pick(failure, "button").addEventListener("click", function () {
    ask();
    total.focus();
  });
  window.addEventListener("hashchange", read);
  document.addEventListener("toolkit-languages", apply);
  // Links that skip must not wipe out the state.
  toolkit.pickAll(document, ".skip, .skip-facets").forEach(function (link) {
    link.addEventListener("click", function (event) {
      event.preventDefault();
      (link.matches(".skip") ? toolkit.pick(document, "main") : total).focus();
    });
  });
  read();
  place.dataset.ready = "";
})();
