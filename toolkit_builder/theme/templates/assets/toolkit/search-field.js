// The search field of every page: a combobox (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/) over the search.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var LINES = 8;

  /** @param {HTMLElement} form */
  function Field(form) {
    var root = form.dataset.root || "";
    var home = form.dataset.home || "";
    var input = toolkit.pick(form, "input");
    var box = toolkit.pick(form, ".results");
    var list = toolkit.pick(form, "[role=listbox]");
    var status = toolkit.pick(form, "[role=status]");
    var failure = toolkit.pick(form, ".failed");
    var chosen = -1;
    /** @type {string | null} */
    var drawn = null; // the query whose answer is drawn

    /** The page of all that is found for a query.
        @param {string} query */
    function resultsOf(query) {
      return home + "search.html#" + new URLSearchParams({ _q: query });
    }

    function options() {
      return toolkit.pickAll(list, "a");
    }

    /** Makes the option of that number the selected one; -1: none.
        @param {number} number */
    function choose(number) {
      var all = options();
      chosen = number;
      all.forEach(function (option, at) {
        option.setAttribute("aria-selected", String(at === chosen));
      });
      if (chosen < 0) {
        input.removeAttribute("aria-activedescendant");
      } else {
        input.setAttribute("aria-activedescendant", all[chosen].id);
        all[chosen].scrollIntoView({ block: "nearest" });
      }
    }

    /** @param {boolean} open */
    function show(open) {
      box.hidden = !open;
      input.setAttribute("aria-expanded", String(open));
      if (!open) choose(-1);
    }

    /** A link, so that it opens in a new tab as any other; the keyboard reaches it from the field.
        @param {string} address @param {Content} content @param {string} name */
    function option(address, content, name) {
      var id = list.id + "-" + name;
      return toolkit.element("a", { role: "option", id: id, href: address, tabindex: -1, draggable: "false", "aria-selected": "false" }, content);
    }

    /** @param {boolean} complete @param {Hit} hit */
    function line(complete, hit) {
      var picture = toolkit.element("span", { class: "thumb" });
      if (hit.shelf) picture.append(toolkit.element("img", { "data-id": hit.id, alt: "", width: 30, height: 42 }));
      var words = toolkit.element("span", { class: "words" }, [
        toolkit.results.tell(toolkit.element("span", { class: "found" }), hit.title, hit),
        toolkit.results.showPassage(toolkit.element("span", { class: "passage" }), hit, root, complete),
        toolkit.element("span", { class: "told" }, toolkit.results.told(hit)),
      ]);
      return option(home + hit.id + ".html", [picture, words], hit.id);
    }

    /** @param {string} query */
    function better(query) {
      var made = option(resultsOf(query), toolkit.told("better", { query: toolkit.setApart(query) }), "better");
      made.dataset.query = query;
      return made;
    }

    /** @param {string} query @param {Hit[]} hits @param {boolean} complete @param {string} meant A better query, or '' */
    function draw(query, hits, complete, meant) {
      // The texts come later: a reader who goes through the list already stays where they are.
      var kept = query === drawn && chosen >= 0 ? options()[chosen] : null;
      /** @type {HTMLElement[]} */
      var lines = hits.slice(0, LINES).map(line.bind(null, complete));
      if (hits.length > LINES) lines.push(option(resultsOf(query), toolkit.told("all_results"), "all"));
      if (kept && !lines.some(isSame(kept))) lines.splice(LINES - 1, lines.length < LINES ? 0 : 1, kept);
      if (meant) lines.unshift(better(meant));
      list.replaceChildren(...lines);
      say(summary(query, hits.length, complete), hits.length > 0);
      toolkit.drawFailure(failure, null);
      drawn = query;
      show(true);
      setTimeout(loadCover, 0);
      choose(kept ? lines.findIndex(isSame(kept)) : -1);
    }

    /** Loads the next cover, and then those after it: to ask for all at once keeps readers waiting who type on. */
    function loadCover() {
      var next = /** @type {HTMLImageElement | null} */ (list.querySelector("img:not([src])"));
      if (!next) return;
      next.src = root + "assets/covers/" + next.dataset.id + ".svg";
      setTimeout(loadCover, 0);
    }

    /** @param {string} query @param {number} many @param {boolean} complete @returns {(string | Node)[]} */
    function summary(query, many, complete) {
      if (many) return [toolkit.told("results", {}, many)].concat(complete ? [] : [document.createTextNode(" "), toolkit.told("searching")]);
      if (!complete) return [toolkit.told("searching")];
      return [toolkit.told("nothing", { query: toolkit.setApart(query) }), " ", toolkit.told("advice")];
    }

    /** @param {HTMLElement} kept @returns {(option: HTMLElement) => boolean} */
    function isSame(kept) {
      return function (option) {
        return option.id === kept.id;
      };
    }

    /** @param {(string | Node)[]} words @param {boolean} unseen */
    function say(words, unseen) {
      status.replaceChildren(...words);
      status.classList.toggle("unseen", unseen);
    }

    /** @param {Missing} what */
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
      if (query) askFor(query);
      else show(false);
    }

    /** @param {string} query */
    function askFor(query) {
      if (query !== drawn) choose(-1);
      var answered = false;
      // What is to be loaded is known once the search can answer.
      if (!toolkit.moreFiles) {
        say([toolkit.told("searching")], false);
        toolkit.drawFailure(failure, null);
        show(true);
      }

      /** Calls `draw` where the reader still waits for this answer; a list that they closed stays closed.
          @template {any[]} Found @param {(...found: Found) => void} draw @returns {(...found: Found) => void} */
      function answer(draw) {
        return function () {
          if (answered && box.hidden) return;
          answered = true;
          if (isWanted() && form.contains(document.activeElement)) draw.apply(null, /** @type {any} */ (arguments));
        };
      }

      function isWanted() {
        return input.value.trim() === query;
      }
      toolkit.search(root, query, answer(draw.bind(null, query)), answer(drawFailure), isWanted);
    }

    /** The next option or the one before, round and round.
        @param {number} step */
    function turn(step) {
      var many = options().length;
      if (many) choose((chosen < 0 && step < 0 ? many - 1 : chosen + step + many) % many);
    }

    /** @type {Record<string, () => void>} */
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
      toolkit.readySearch(root).catch(function () {});
    });
    input.addEventListener("input", ask);
    input.addEventListener("keydown", function (event) {
      if (event.isComposing) return;
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && chosen >= 0) {
        event.preventDefault();
        window.open(/** @type {HTMLAnchorElement} */ (options()[chosen]).href, "_blank", "noopener");
      }
      if (!keys[event.key]) return;
      event.preventDefault();
      event.stopPropagation();
      keys[event.key]();
    });
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var query = input.value.trim();
      if (chosen >= 0) return options()[chosen].click();
      show(false);
      if (query) location.href = resultsOf(query);
    });
    form.addEventListener("focusout", function (event) {
      if (!form.contains(/** @type {Node | null} */ (event.relatedTarget))) show(false);
    });
    // The field keeps the focus while the reader points at a line.
    box.addEventListener("mousedown", function (event) {
      event.preventDefault();
    });
    toolkit.pick(failure, "button").addEventListener("click", function () {
      input.focus();
      ask();
    });
    list.addEventListener("click", function (event) {
      var link = /** @type {Element} */ (event.target).closest("a");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      show(false);
      if (!link.dataset.query) return;
      // A better query is asked here, and the reader may go on typing.
      event.preventDefault();
      input.value = link.dataset.query;
      ask();
    });
  }

  // Where a script or the words did not come, the fields stay as they are, and `parts.js` says so.
  if (![toolkit.speaks(), toolkit.search, toolkit.setApart].every(Boolean)) return;
  toolkit.pickAll(document, "form.search").forEach(function (form) {
    Field(form);
    form.dataset.ready = "";
  });
  // The first counted word takes a browser longest, of all that an answer is made of: before anybody types.
  (window.requestIdleCallback || setTimeout)(function () {
    toolkit.told("results", {}, 1);
  });
})();
