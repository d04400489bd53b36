// The search field of every page: a combobox (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/) over the search engine,
// which is loaded, with its data, when the field is first used.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var LINES = 8;

  // Each script with what is there once it came. One after the other: none runs before all that it needs is there.
  var ENGINE = [
    [
      "minisearch/minisearch.js",
      function () {
        return window.MiniSearch;
      },
    ],
    [
      "search-words.js",
      function () {
        return toolkit.words;
      },
    ],
    [
      "search-engine.js",
      function () {
        return toolkit.find;
      },
    ],
  ];

  /** Loads engine and first data. What was loaded before stays; what failed is tried again. Returns a promise. */
  function ready(root) {
    return ENGINE.reduce(function (before, one) {
      return before.then(function () {
        return toolkit.load(root + "assets/toolkit/" + one[0], one[1]);
      });
    }, Promise.resolve())
      .then(function () {
        return toolkit.load(folder(root) + "records.js");
      })
      .then(function () {
        return toolkit.indexed();
      });
  }

  /** Loads all texts. Returns a promise that tells whether all came. */
  function whole(root) {
    var files = [];
    for (var number = 1; number <= toolkit.textFiles; number++) files.push(toolkit.load(folder(root) + "texts-" + number + ".js"));
    return Promise.allSettled(files).then(function (loaded) {
      return toolkit.indexed().then(function () {
        return loaded.every(function (one) {
          return one.status === "fulfilled";
        });
      });
    });
  }

  function folder(root) {
    return root + "data/search/" + document.documentElement.lang + "/";
  }

  /** Calls `use` with what is found, again when the texts have come; or `fail` with what could not be loaded: "search", so that
      nothing is known, or "texts", so that titles and summaries alone were searched. */
  toolkit.search = function (root, query, use, fail) {
    return ready(root).then(
      function () {
        use(toolkit.find(query));
        return whole(root).then(function (all) {
          use(toolkit.find(query));
          if (!all) fail("texts");
        });
      },
      function () {
        fail("search");
      },
    );
  };

  /** Shows in an element that something could not be loaded, and the button to try again; `what`: as above, null: all is well. */
  toolkit.drawFailure = function (place, what) {
    place.hidden = !what;
    place.querySelectorAll("[data-failed]").forEach(function (one) {
      one.hidden = !one.dataset.failed.split(" ").includes(what);
    });
  };

  /** A text as nodes, with what was found in it marked. */
  function marked(text, places) {
    var done = 0;
    var nodes = places.flatMap(function (place) {
      var before = text.slice(done, place[0]);
      done = place[1];
      return [before, toolkit.element("mark", {}, text.slice(place[0], place[1]))];
    });
    return nodes.concat(text.slice(done));
  }

  function Field(form) {
    var root = form.dataset.root;
    var home = form.dataset.home;
    var input = form.querySelector("input");
    var box = form.querySelector(".results");
    var list = form.querySelector("[role=listbox]");
    var status = form.querySelector("[role=status]");
    var failure = form.querySelector(".failed");
    var chosen = -1;
    var drawn = null; // the query whose answer is drawn

    function everything() {
      return home + "everything.html#" + new URLSearchParams({ _q: input.value.trim() });
    }

    function options() {
      return Array.from(list.children);
    }

    /** Makes the option of that number the selected one; -1: none. */
    function choose(number) {
      var all = options();
      chosen = number;
      all.forEach(function (one, at) {
        one.setAttribute("aria-selected", String(at === chosen));
      });
      if (chosen < 0) return input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-activedescendant", all[chosen].id);
      all[chosen].scrollIntoView({ block: "nearest" });
    }

    function show(open) {
      box.hidden = !open;
      input.setAttribute("aria-expanded", String(open));
      if (!open) choose(-1);
    }

    function option(address, content, name) {
      var made = toolkit.element("li", { role: "option", id: list.id + "-" + name, "aria-selected": "false" }, content);
      made.dataset.address = address;
      return made;
    }

    function line(hit) {
      var kind = hit.shelf ? toolkit.said(hit.shelf.label) : toolkit.told("page");
      var title = toolkit.element("span", { class: "found" }, marked(hit.title, toolkit.places(hit.title, hit)));
      var parts = [title, toolkit.element("span", { class: "kind" }, kind)];
      toolkit.turn(title, hit.title);
      if (hit.language) {
        title.lang = hit.language;
        parts[1].append(" · " + toolkit.languageName(hit.language));
      }
      var picture = toolkit.element("span", { class: "thumb" });
      if (hit.shelf) picture.append(toolkit.element("img", { src: root + "assets/covers/" + hit.id + ".svg", alt: "", width: 30, height: 42 }));
      return option(home + hit.id + ".html", [picture, toolkit.element("span", { class: "words" }, parts)], hit.id);
    }

    function draw(query, hits) {
      // The texts come later: a reader who goes through the list already stays where they are.
      var kept = query === drawn && chosen >= 0 ? options()[chosen] : null;
      var lines = hits.slice(0, LINES).map(line);
      if (hits.length > LINES) lines.push(option(everything(), toolkit.told("all_results"), "all"));
      if (kept && !lines.some(isSame(kept))) lines.splice(LINES - 1, lines.length < LINES ? 0 : 1, kept);
      list.replaceChildren.apply(list, lines);
      var nothing = [toolkit.told("nothing", { query: toolkit.setApart(query) }), " ", toolkit.told("advice")];
      say(hits.length ? [toolkit.told("results", {}, hits.length)] : nothing, hits.length > 0);
      toolkit.drawFailure(failure, null);
      drawn = query;
      show(true);
      choose(kept ? lines.findIndex(isSame(kept)) : -1);
    }

    function isSame(kept) {
      return function (one) {
        return one.id === kept.id;
      };
    }

    function say(words, unseen) {
      status.replaceChildren.apply(status, words);
      status.classList.toggle("unseen", unseen);
    }

    function drawFailure(what) {
      if (what === "search") {
        list.replaceChildren();
        say([], true);
        choose(-1);
        drawn = null;
      }
      toolkit.drawFailure(failure, what);
      show(true);
    }

    function ask() {
      var query = input.value.trim();
      if (!query) return show(false);
      if (query !== drawn) choose(-1);
      var answered = false;
      // So many files have the texts: known once the search can answer.
      if (toolkit.textFiles === undefined) {
        say([toolkit.told("searching")], false);
        toolkit.drawFailure(failure, null);
        show(true);
      }
      /** Calls `draw` where the reader still waits for this answer; a list that they closed stays closed. */
      function answer(draw) {
        return function (found) {
          if (answered && box.hidden) return;
          answered = true;
          if (input.value.trim() === query && form.contains(document.activeElement)) draw(found);
        };
      }
      toolkit.search(root, query, answer(draw.bind(null, query)), answer(drawFailure));
    }

    /** The next option or the one before, round and round. */
    function turn(step) {
      var many = options().length;
      if (many) choose((chosen < 0 && step < 0 ? many - 1 : chosen + step + many) % many);
    }

    function go(address) {
      show(false);
      location.href = address;
    }

    var keys = {
      ArrowDown: function () {
        if (box.hidden) ask();
        else turn(1);
      },
      ArrowUp: function () {
        if (!box.hidden) turn(-1);
      },
      Escape: function () {
        if (box.hidden) input.value = "";
        show(false);
      },
    };

    input.addEventListener("focus", function () {
      // Ahead of time: whoever asks is told whether it failed.
      ready(root).catch(function () {});
    });
    input.addEventListener("input", ask);
    input.addEventListener("keydown", function (event) {
      if (!keys[event.key] || event.isComposing) return;
      event.preventDefault();
      event.stopPropagation();
      keys[event.key]();
    });
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      if (chosen >= 0) go(options()[chosen].dataset.address);
      else if (input.value.trim()) go(everything());
    });
    form.addEventListener("focusout", function (event) {
      if (!form.contains(event.relatedTarget)) show(false);
    });
    // The field keeps the focus while the reader points at a line.
    box.addEventListener("mousedown", function (event) {
      event.preventDefault();
    });
    failure.querySelector("button").addEventListener("click", function () {
      input.focus();
      ask();
    });
    list.addEventListener("click", function (event) {
      var one = event.target.closest("[role=option]");
      if (one) go(one.dataset.address);
    });
  }

  // Without words nothing can be said: the fields stay as they are.
  if (!toolkit.speaks()) return;
  document.querySelectorAll("form.search").forEach(function (form) {
    Field(form);
    form.dataset.ready = "";
  });
})();
