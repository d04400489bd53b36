// The catalogue: narrows, sorts and lays out the cards that stand in the page. Its state is the part of the address behind
// `#`, so that it can be sent to somebody, and the back button works, on http and from file://. Names that begin with `_` are
// ours (_q, _sort, _view, _type), all others are fields: #countries=DE&countries=SE&_sort=since&_view=table
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var MOST_OPTIONS = 8;
  var catalogue = document.querySelector("[data-catalogue]");
  // A shelf without records has nothing to narrow down; without words nothing can be said.
  if (!catalogue || !catalogue.querySelector(".facets") || !toolkit.speaks()) return;

  var root = catalogue.dataset.root;
  var list = catalogue.querySelector(".cards");
  var form = catalogue.querySelector(".facets");
  var sort = catalogue.querySelector("[data-sort]");
  var total = catalogue.querySelector(".total");
  var chips = catalogue.querySelector(".chips");
  var empty = catalogue.querySelector(".empty");
  var failure = catalogue.querySelector(".failed");
  var opener = catalogue.querySelector("[data-filters]");
  var views = Array.from(catalogue.querySelectorAll("[data-view]"));
  var boxes = Array.from(form.querySelectorAll("input[type=checkbox]"));
  var names = boxes
    .map(function (box) {
      return box.name;
    })
    .filter(function (name, place, all) {
      return all.indexOf(name) === place;
    });
  var table = null;
  // In the list of everything, the first facet is the shelf; a table has a column for it.
  var shelf = list.querySelector(".kind") ? form.querySelector("legend").textContent : "";

  var cards = Array.from(list.children).map(function (item, place) {
    var link = item.querySelector("h2 a");
    return {
      item: item, link: link, place: place,
      values: new Set(
        Array.from(new URLSearchParams(item.dataset.values), function (one) {
          return pair(one[0], one[1]);
        }),
      ),
      ranks: new URLSearchParams(item.dataset.ranks),
      languages: item.dataset.languages.split(" "),
      language: link.lang || document.documentElement.lang,
    };
  });
  var byId = new Map(
    cards.map(function (card) {
      return [card.item.dataset.id, card];
    }),
  );

  // State -------------------------------------------------------------------------------------------------------------

  var state = new URLSearchParams();
  var applied = null; // the address that `state` was read from
  var scores = null; // of the records that a query found, by card
  var asked = null; // the query that was asked last; null: none
  var unknown = false; // whether it has no answer yet: then nothing is known to be found, nor not to be

  function read() {
    var hash = location.hash.slice(1);
    // An anchor of the page, such as #page:main, is no state.
    if (hash === applied || (hash && !hash.includes("="))) return;
    applied = hash;
    state = new URLSearchParams(hash);
    if (state.get("_q") === asked) apply();
    else ask();
  }

  function write(change) {
    var next = new URLSearchParams(state);
    change(next);
    location.hash = next.toString();
    // At once, and not when the browser comes round to tell.
    read();
  }

  function ask() {
    var query = state.get("_q");
    asked = query;
    scores = null;
    unknown = Boolean(query);
    toolkit.drawFailure(failure, null);
    apply();
    if (!query) return;
    toolkit.search(
      root,
      query,
      function (hits) {
        if (asked !== query) return;
        unknown = false;
        scores = new Map();
        hits.forEach(function (hit, place) {
          if (byId.has(hit.id)) scores.set(byId.get(hit.id), hits.length - place);
        });
        apply();
      },
      function (what) {
        if (asked !== query) return;
        toolkit.drawFailure(failure, what);
        apply();
      },
    );
  }

  /** A facet's value as cards carry it. */
  function pair(name, value) {
    return new URLSearchParams([[name, value]]).toString();
  }

  /** The facets that a state narrows down by, each with its values as cards carry them. */
  function filters(wanted) {
    return names
      .filter(function (name) {
        return wanted.has(name);
      })
      .map(function (name) {
        return { name: name, pairs: wanted.getAll(name).map(pair.bind(null, name)) };
      });
  }

  /** Whether a card is in the list; `without` names a facet that is not asked. */
  function fits(card, active, found, without) {
    if (found && !found.has(card)) return false;
    return active.every(function (facet) {
      return facet.name === without || facet.pairs.some(function (one) {
        return card.values.has(one);
      });
    });
  }

  /** 0: in the page's language, 1: in one that the reader reads, 2: in another. */
  function distance(card) {
    var reads = toolkit.languages();
    if (card.language === document.documentElement.lang) return 0;
    return reads.includes(card.language) || readable(card) ? 1 : 2;
  }

  function readable(card) {
    return toolkit.languages().slice(1).find(function (code) {
      return card.languages.includes(code);
    });
  }

  function order(one, other) {
    var name = state.get("_sort");
    var near = one.distance - other.distance;
    if (near) return near;
    if (!name && scores) return scores.get(other) - scores.get(one);
    return Number(other.ranks.get(name) || 0) - Number(one.ranks.get(name) || 0) || one.place - other.place;
  }

  // What is seen ------------------------------------------------------------------------------------------------------

  function apply() {
    var active = filters(state);
    var shown = cards.filter(function (card) {
      return !unknown && fits(card, active, scores);
    });
    var seen = new Set(shown);
    cards.forEach(function (card) {
      card.item.hidden = !seen.has(card);
      card.distance = distance(card);
      offer(card);
    });
    shown.sort(order);
    list.append.apply(
      list,
      shown.map(function (card) {
        return card.item;
      }),
    );
    lay(shown);
    count(active);
    drawChips();
    drawEmpty(shown.length);
    total.replaceChildren(sum(shown.length));
    sort.options[0].textContent = state.get("_q") ? toolkit.word("best") : sort.options[0].dataset.name;
    sort.value = state.get("_sort") || "";
  }

  /** How many records are shown: what nobody knows is not told. */
  function sum(many) {
    if (!unknown) return toolkit.told("shown", { num: toolkit.number(many), total: toolkit.number(cards.length) }, cards.length);
    return failure.hidden ? toolkit.told("searching") : "";
  }

  /** Where a record can be read in a language that the reader reads, its card says so. */
  function offer(card) {
    var code = card.language === document.documentElement.lang ? null : readable(card);
    var old = card.item.querySelector(".read-in");
    if (old) old.remove();
    if (!code || code === card.language) return;
    var menu = document.querySelector('.menu a[lang="' + code + '"]');
    if (!menu) return;
    var folder = menu.dataset.home;
    var link = toolkit.element("a", { href: folder + card.item.dataset.id + ".html", hreflang: code }, toolkit.told("read_in", { language: toolkit.languageName(code) }));
    card.item.lastElementChild.append(toolkit.element("p", { class: "read-in" }, link));
  }

  function count(active) {
    var on = boxes.filter(isOn).length;
    opener.querySelector("span").textContent = on ? toolkit.word("filters", { num: toolkit.number(on) }) : opener.dataset.name;
    boxes.forEach(function (box) {
      var own = pair(box.name, box.value);
      var many = cards.filter(function (card) {
        return card.values.has(own) && fits(card, active, scores, box.name);
      }).length;
      box.checked = isOn(box);
      box.closest("label").querySelector(".many").textContent = unknown ? "" : toolkit.number(many);
      box.closest("label").classList.toggle("none", many === 0 && !unknown);
    });
    form.querySelectorAll("fieldset").forEach(shorten);
  }

  function isOn(box) {
    return state.getAll(box.name).includes(box.value);
  }

  function shorten(facet) {
    var labels = Array.from(facet.querySelectorAll("label"));
    var button = facet.querySelector("button");
    if (labels.length <= MOST_OPTIONS + 1) return;
    if (!button) {
      button = toolkit.element("button", { type: "button", class: "more", "aria-expanded": "false" });
      button.addEventListener("click", function () {
        button.setAttribute("aria-expanded", String(button.getAttribute("aria-expanded") !== "true"));
        shorten(facet);
      });
      facet.append(button);
    }
    var whole = button.getAttribute("aria-expanded") === "true";
    button.replaceChildren(toolkit.told(whole ? "fewer" : "more", { num: toolkit.number(labels.length) }));
    labels.forEach(function (label, place) {
      label.hidden = !whole && place >= MOST_OPTIONS && !label.control.checked;
    });
  }

  function nameOf(name, value) {
    if (name === "_q") return toolkit.word("search", { query: value });
    var box = boxes.find(function (one) {
      return one.name === name && one.value === value;
    });
    return toolkit.setApart(box ? box.closest("label").querySelector(".option").textContent : value);
  }

  function chosen() {
    return ["_q"].concat(names).flatMap(function (name) {
      return state.getAll(name).map(function (value) {
        return [name, value];
      });
    });
  }

  function without(name, value) {
    return function (next) {
      var rest = next.getAll(name).filter(function (one) {
        return one !== value;
      });
      next.delete(name);
      rest.forEach(function (one) {
        next.append(name, one);
      });
    };
  }

  function clear(next) {
    chosen().forEach(function (one) {
      next.delete(one[0]);
    });
  }

  function removal(one, name) {
    var button = toolkit.element("button", { type: "button", class: "chip" }, toolkit.element("span", {}, name));
    button.addEventListener("click", function () {
      write(without(one[0], one[1]));
      total.focus();
    });
    return button;
  }

  function drawChips() {
    var all = chosen();
    var drawn = all.map(function (one) {
      var name = nameOf(one[0], one[1]);
      var chip = removal(one, one[0] === "_q" ? toolkit.told("search", { query: one[1] }) : name);
      chip.setAttribute("aria-label", toolkit.word("remove", { filter: name }));
      return toolkit.element("li", {}, chip);
    });
    if (all.length > 1) {
      var button = toolkit.element("button", { type: "button", class: "link" }, toolkit.told("clear"));
      button.addEventListener("click", function () {
        write(clear);
        total.focus();
      });
      drawn.push(toolkit.element("li", {}, button));
    }
    chips.replaceChildren.apply(chips, drawn);
  }

  /** Nothing fits: say which filter hides most, and offer to take it away. */
  function drawEmpty(many) {
    empty.hidden = many > 0 || unknown;
    if (empty.hidden) return;
    var best = { gain: 0, pair: null };
    chosen().forEach(function (one) {
      var other = new URLSearchParams(state);
      without(one[0], one[1])(other);
      var active = filters(other);
      var gain = cards.filter(function (card) {
        return fits(card, active, one[0] === "_q" ? null : scores);
      }).length;
      if (gain > best.gain) best = { gain: gain, pair: one };
    });
    var words = empty.querySelector("div");
    var text = [toolkit.element("h2", {}, toolkit.told("no_match"))];
    if (best.pair) {
      var name = nameOf(best.pair[0], best.pair[1]);
      text.push(toolkit.element("p", {}, toolkit.told("hides", { filter: name }, best.gain)));
      var button = removal(best.pair, toolkit.told("remove", { filter: name }));
      button.className = "button";
      text.push(button);
    } else {
      var every = toolkit.element("button", { type: "button", class: "button" }, toolkit.told("clear"));
      every.addEventListener("click", function () {
        write(clear);
        total.focus();
      });
      text.push(every);
    }
    words.replaceChildren.apply(words, text);
  }

  // Cards or table ----------------------------------------------------------------------------------------------------

  function lay(shown) {
    var asTable = state.get("_view") === "table";
    views.forEach(function (button) {
      button.setAttribute("aria-pressed", String((button.dataset.view === "table") === asTable));
    });
    list.hidden = asTable;
    if (asTable && !table) {
      table = toolkit.element("div", { class: "list", tabindex: "-1" }, makeTable());
      list.after(table);
    }
    if (!table) return;
    table.hidden = !asTable;
    cards.forEach(function (card) {
      card.row.hidden = card.item.hidden;
    });
    var body = table.querySelector("tbody");
    body.append.apply(
      body,
      shown.map(function (card) {
        return card.row;
      }),
    );
  }

  function columns() {
    var found = new Map();
    cards.forEach(function (card) {
      card.item.querySelectorAll(".brief > div").forEach(function (fact) {
        if (!found.has(fact.dataset.name)) found.set(fact.dataset.name, fact.querySelector("dt"));
      });
    });
    return found;
  }

  // Roles are said aloud because styles for phones turn the rows into blocks, and browsers then forget what they are.
  function cell(role, tag, content, label) {
    var made = toolkit.element(tag, { role: role }, content);
    if (label) made.dataset.label = label;
    return made;
  }

  function makeTable() {
    var names = columns();
    var head = [cell("columnheader", "th", toolkit.told("record"))];
    if (shelf) head.push(cell("columnheader", "th", shelf));
    names.forEach(function (label) {
      var made = cell("columnheader", "th", label.textContent);
      if (label.lang) made.lang = label.lang;
      head.push(made);
    });
    head.push(cell("columnheader", "th", toolkit.told("status")));
    var rows = cards.map(function (card) {
      card.row = cell("row", "tr", cellsOf(card, names));
      return card.row;
    });
    var body = cell("rowgroup", "tbody", rows);
    return toolkit.element("table", { role: "table", "aria-label": document.querySelector("h1").textContent.trim() }, [
      cell("rowgroup", "thead", cell("row", "tr", head)),
      body,
    ]);
  }

  function cellsOf(card, names) {
    var cover = card.item.querySelector(".book").cloneNode(true);
    var cells = [cell("rowheader", "th", toolkit.element("div", { class: "entry" }, [cover, card.link.cloneNode(true)]))];
    if (shelf) cells.push(cell("cell", "td", card.item.querySelector(".kind span").cloneNode(true), shelf));
    names.forEach(function (label, name) {
      var fact = card.item.querySelector('.brief > [data-name="' + name + '"] dd');
      cells.push(cell("cell", "td", fact ? Array.from(fact.cloneNode(true).childNodes) : [], label.textContent));
    });
    var status = Array.from(card.item.querySelectorAll(".status")).map(function (one) {
      return one.cloneNode(true);
    });
    cells.push(cell("cell", "td", status, toolkit.word("status")));
    return cells;
  }

  // What the reader does ----------------------------------------------------------------------------------------------

  form.addEventListener("change", function (event) {
    var box = event.target;
    write(function (next) {
      if (box.checked) next.append(box.name, box.value);
      else without(box.name, box.value)(next);
    });
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
  });
  sort.addEventListener("change", function () {
    write(function (next) {
      if (sort.value) next.set("_sort", sort.value);
      else next.delete("_sort");
    });
  });
  views.forEach(function (button) {
    button.addEventListener("click", function () {
      write(function (next) {
        if (button.dataset.view === "table") next.set("_view", "table");
        else next.delete("_view");
      });
    });
  });
  opener.addEventListener("click", function () {
    var open = opener.getAttribute("aria-expanded") !== "true";
    opener.setAttribute("aria-expanded", String(open));
    form.classList.toggle("open", open);
  });
  failure.querySelector("button").addEventListener("click", function () {
    ask();
    total.focus();
  });
  window.addEventListener("hashchange", read);
  document.addEventListener("toolkit-languages", apply);
  // The skip link must not wipe out the state.
  document.querySelector(".skip").addEventListener("click", function (event) {
    event.preventDefault();
    document.getElementById("page:main").focus();
  });
  read();
  catalogue.dataset.ready = "";
})();
