// What every page can do beyond being read: light or dark, menus, languages that the reader can read, copying, freshness.
// Pages open from file:// too, so data come as classic scripts that call toolkit.take(). All else works without scripts.
(function () {
  "use strict";
  var html = document.documentElement;
  var LETTERS = /\p{L}/gu;
  var RIGHT = /[\u05d0-\u05f4\u0620-\u064a\u066e-\u06d5\u06ee\u06ef\u06fa-\u08c7\ufb1d-\ufdfb\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1eeff}]/gu;
  var waiting = {};
  var taken = {};
  var loaded = {};

  function words() {
    return (taken.words || [{}])[0];
  }

  /** A word of the interface in pieces: every second one fills a gap. */
  function pieces(name, gaps, count) {
    var text = words()[name] || "";
    if (count !== undefined) {
      var english = (words().english || []).includes(name);
      text = text[new Intl.PluralRules(english ? "en" : words().language).select(count)] || text.other;
      gaps = Object.assign({ num: toolkit.number(count) }, gaps);
    }
    return text.split(/\{(\w+)\}/).map(function (part, place) {
      return place % 2 && gaps && part in gaps ? gaps[part] : part;
    });
  }

  var toolkit = (window.toolkit = {
    /** Called by data files: hands data to whoever waits for that name, now or later. */
    take: function (name, data) {
      if (document.currentScript) document.currentScript.dataset.taken = name;
      (taken[name] = taken[name] || []).push(data);
      (waiting[name] || []).forEach(function (use) {
        use(data);
      });
    },

    /** Calls `use` with every piece of data of that name. */
    whenTaken: function (name, use) {
      (taken[name] || []).forEach(use);
      (waiting[name] = waiting[name] || []).push(use);
    },

    /** Whether the words of the interface are there. */
    speaks: function () {
      return Boolean(taken.words);
    },

    /** Loads a script once; returns a promise. One that failed is loaded anew when it is next asked for. `came` says whether the
        script did what it is for: what a network answers in place of a file, and half a file, arrive without an error. */
    load: function (address, came) {
      if (!loaded[address]) {
        loaded[address] = new Promise(function (resolve, reject) {
          var script = document.createElement("script");
          script.src = address;
          // In the order asked for: what is found does not depend on which file comes first.
          script.async = false;
          function fail() {
            delete loaded[address];
            script.remove();
            reject(new Error(address));
          }
          script.onload = function () {
            if (came ? came() : "taken" in script.dataset) resolve();
            else fail();
          };
          script.onerror = fail;
          document.head.append(script);
        });
      }
      return loaded[address];
    },

    /** A word of the interface; `gaps` fill its {gaps}, `count` chooses the plural form. */
    word: function (name, gaps, count) {
      return pieces(name, gaps, count).join("");
    },

    /** The same, to be put on the page: an English word on a page in another language says so, and what fills its gaps does. */
    told: function (name, gaps, count) {
      var parts = pieces(name, gaps, count);
      if (!(words().english || []).includes(name)) return document.createTextNode(parts.join(""));
      var inner = parts.map(function (part, place) {
        return place % 2 ? toolkit.element("span", { lang: html.lang, dir: html.dir }, part) : part;
      });
      return toolkit.element("span", { lang: "en", dir: "ltr" }, inner);
    },

    number: function (value) {
      return new Intl.NumberFormat(html.lang).format(value);
    },

    languageName: function (code) {
      try {
        return new Intl.DisplayNames(html.lang, { type: "language" }).of(code);
      } catch (error) {
        return code;
      }
    },

    /** The languages that the reader reads: the page's own, and those that they ticked. */
    languages: function () {
      var chosen = toolkit.recall("toolkit-languages");
      return [html.lang].concat(chosen ? chosen.split(" ") : []);
    },

    recall: function (name) {
      try {
        return localStorage.getItem(name);
      } catch (error) {
        return null; // Storage is switched off: choices hold for this page.
      }
    },

    remember: function (name, value) {
      try {
        localStorage.setItem(name, value);
      } catch (error) {
        // See above.
      }
    },

    /** Which way a text runs among words of the direction `around`: as `direction_of` in the build has it. */
    direction: function (text, around) {
      var right = (text.match(RIGHT) || []).length;
      var left = (text.match(LETTERS) || []).length - right;
      if (around === "ltr") return right > left ? "rtl" : "ltr";
      if (right || left) return right * 3 >= left ? "rtl" : "ltr";
      return /\d\W|\W\d/.test(text) ? "ltr" : "rtl";
    },

    isApart: function (text, around) {
      var right = (text.match(RIGHT) || []).length;
      if (around === "ltr") return right > 0;
      return (text.match(LETTERS) || []).length > right || toolkit.direction(text, around) === "ltr";
    },

    /** Words in their own direction, apart from their neighbours, as an element where that is needed. */
    said: function (text) {
      var around = html.dir || "ltr";
      if (!toolkit.isApart(text, around)) return text;
      return toolkit.element("bdi", { dir: toolkit.direction(text, around) }, text);
    },

    /** Gives an element the direction of the words in it. */
    turn: function (element, text) {
      var around = html.dir || "ltr";
      if (toolkit.isApart(text, around)) element.dir = toolkit.direction(text, around);
    },

    /** The same where there are no elements. */
    setApart: function (text) {
      return toolkit.isApart(text, html.dir || "ltr") ? "\u2068" + text + "\u2069" : text;
    },

    element: function (tag, attributes, content) {
      var made = document.createElement(tag);
      Object.keys(attributes || {}).forEach(function (name) {
        made.setAttribute(name, attributes[name]);
      });
      made.append.apply(made, [].concat(content || []));
      return made;
    },
  });

  // Light or dark
  var button = document.querySelector("[data-display]");
  var dark = window.matchMedia("(prefers-color-scheme: dark)");

  function isDark() {
    return html.dataset.display ? html.dataset.display === "dark" : dark.matches;
  }

  function nameDisplay() {
    var words = button.querySelector("[data-light]");
    words.textContent = isDark() ? words.dataset.light : words.dataset.dark;
  }

  if (button) {
    nameDisplay();
    dark.addEventListener("change", nameDisplay);
    button.addEventListener("click", function () {
      html.dataset.display = isDark() ? "light" : "dark";
      toolkit.remember("toolkit-display", html.dataset.display);
      nameDisplay();
    });
  }

  // Menus
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });
  document.addEventListener("click", function (event) {
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  // Languages that the reader reads
  var boxes = Array.from(document.querySelectorAll("[data-reads]"));
  boxes.forEach(function (box) {
    box.checked = box.disabled || toolkit.languages().includes(box.value);
    box.addEventListener("change", function () {
      var chosen = boxes.filter(function (one) {
        return one.checked && !one.disabled;
      });
      toolkit.remember(
        "toolkit-languages",
        chosen
          .map(function (one) {
            return one.value;
          })
          .join(" "),
      );
      document.dispatchEvent(new Event("toolkit-languages"));
    });
  });

  // Copying
  function copied(place, done) {
    place.replaceChildren(toolkit.told(done ? "copied" : "not_copied"));
  }

  /** The words of an element; what is set apart in it stays apart without markup. */
  function plain(source) {
    var copy = source.cloneNode(true);
    copy.querySelectorAll("bdi").forEach(function (one) {
      one.replaceWith("\u2068" + one.textContent + "\u2069");
    });
    return copy.textContent;
  }

  document.querySelectorAll("[data-copy]").forEach(function (one) {
    one.addEventListener("click", function () {
      var source = document.getElementById(one.dataset.copy);
      var place = one.parentElement.querySelector("[role=status]");
      function mark() {
        var range = document.createRange();
        range.selectNodeContents(source);
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        copied(place, false);
      }
      place.textContent = "";
      if (!navigator.clipboard) mark();
      else
        navigator.clipboard.writeText(plain(source)).then(function () {
          copied(place, true);
        }, mark);
    });
  });

  // An edition may lie on a stick for years: what was fresh when it was made may not be so today.
  var today = new Date().toISOString().slice(0, 10);
  document.querySelectorAll("[data-fresh-until]").forEach(function (notice) {
    if (notice.dataset.freshUntil < today) notice.hidden = false;
  });

  // What is wider than its column scrolls in a box of its own, which the keyboard must reach; not all browsers see to it.
  var scrollers = new ResizeObserver(function (changed) {
    changed.forEach(function (one) {
      var box = one.target;
      if (box.scrollWidth > box.clientWidth) box.setAttribute("tabindex", "0");
      else box.removeAttribute("tabindex");
    });
  });
  document.querySelectorAll(".text table, .text pre > code, .text math").forEach(function (one) {
    scrollers.observe(one);
  });

  var print = document.querySelector("[data-print]");
  if (print)
    print.addEventListener("click", function () {
      window.print();
    });
})();
