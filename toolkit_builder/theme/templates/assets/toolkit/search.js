// The search field of every page: a combobox (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/) over the search engine,
// which is loaded, with its data, when the field is first used.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var LINES = 8;

  /** Loads engine and first data; the texts follow by themselves. Returns a promise. */
  function ready(root) {
    var folder = root + "data/search/" + document.documentElement.lang + "/";
    var assets = root + "assets/toolkit/";
    return toolkit
      .load(assets + "minisearch/minisearch.js")
      .then(function () {
        return toolkit.load(assets + "search-words.js");
      })
      .then(function () {
        return toolkit.load(assets + "search-engine.js");
      })
      .then(function () {
        return toolkit.load(folder + "records.js");
      })
      .then(function () {
        return toolkit.indexed();
      })
      .then(function () {
        var whole = [];
        for (var number = 1; number <= toolkit.textFiles; number++) whole.push(toolkit.load(folder + "texts-" + number + ".js"));
        return { texts: Promise.all(whole).then(toolkit.indexed) };
      });
  }

  /** Calls `use` with what is found; again when the texts have come. */
  toolkit.search = function (root, query, use) {
    return ready(root).then(function (loading) {
      use(toolkit.find(query));
      return loading.texts.then(function () {
        use(toolkit.find(query));
      });
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
    var chosen = -1;

    function everything() {
      return home + "everything.html#" + new URLSearchParams({ _q: input.value.trim() });
    }

    function options() {
      return Array.from(list.children);
    }

    function choose(number) {
      var all = options();
      chosen = all.length ? (number + all.length) % all.length : -1;
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
      if (!open) choose(-1 - options().length);
      if (!open) input.removeAttribute("aria-activedescendant");
    }

    function option(address, content, number) {
      var made = toolkit.element("li", { role: "option", id: list.id + "-" + number, "aria-selected": "false" }, content);
      made.dataset.address = address;
      return made;
    }

    function line(hit, number) {
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
      return option(home + hit.id + ".html", [picture, toolkit.element("span", { class: "words" }, parts)], number);
    }

    function draw(hits) {
      var query = input.value.trim();
      if (!query) return show(false);
      var lines = hits.slice(0, LINES).map(line);
      if (hits.length > LINES) lines.push(option(everything(), toolkit.told("all_results"), lines.length));
      list.replaceChildren.apply(list, lines);
      var nothing = [toolkit.told("nothing", { query: toolkit.setApart(query) }), " ", toolkit.told("advice")];
      status.replaceChildren.apply(status, hits.length ? [toolkit.told("results", {}, hits.length)] : nothing);
      status.classList.toggle("unseen", hits.length > 0);
      chosen = -1;
      input.removeAttribute("aria-activedescendant");
      show(true);
    }

    function ask() {
      var query = input.value.trim();
      if (!query) return show(false);
      var answered = false;
      toolkit.search(root, query, function (hits) {
        // The list does not change under the hands of a reader who goes through it already, and stays closed once it was.
        if (answered && (chosen >= 0 || box.hidden)) return;
        answered = true;
        if (input.value.trim() === query && form.contains(document.activeElement)) draw(hits);
      });
    }

    function go(address) {
      show(false);
      location.href = address;
    }

    var keys = {
      ArrowDown: function () {
        if (box.hidden) ask();
        else choose(chosen + 1);
      },
      ArrowUp: function () {
        if (!box.hidden) choose(chosen < 0 ? -1 : chosen - 1);
      },
      Escape: function () {
        if (box.hidden) input.value = "";
        show(false);
      },
    };

    input.addEventListener("focus", function () {
      ready(root);
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
    list.addEventListener("click", function (event) {
      var one = event.target.closest("[role=option]");
      if (one) go(one.dataset.address);
    });
  }

  document.querySelectorAll("form.search").forEach(Field);
})();
