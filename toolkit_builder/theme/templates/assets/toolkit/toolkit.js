// What all scripts share: `window.toolkit`. Pages open from file:// too, so data come as classic scripts that call toolkit.take().
(function () {
  "use strict";
  var html = document.documentElement;
  /** @type {Record<string, ((data: any) => void)[]>} */
  var waiting = {};
  /** @type {Record<string, any[]>} */
  var taken = {};
  /** @type {Record<string, Promise<void>>} */
  var loaded = {};

  /** @returns {Words} */
  function words() {
    return taken.words ? taken.words[0] : { language: "en", english: [] };
  }

  /** A word of the interface in pieces: every second one fills a gap.
      @param {string} name @param {Record<string, string>} [gaps] @param {number} [count] */
  function pieces(name, gaps, count) {
    var filled = count === undefined ? gaps : Object.assign({ num: toolkit.number(count) }, gaps);
    return formOf(name, count)
      .split(/\{(\w+)\}/)
      .map(function (part, place) {
        return place % 2 && filled && part in filled ? filled[part] : part;
      });
  }

  /** A word as it is said for a count, where it has plural forms: an English one as in English.
      @param {string} name @param {number} [count] @returns {string} */
  function formOf(name, count) {
    var told = words()[name] || "";
    if (typeof told === "string") return told;
    var language = words().english.includes(name) ? "en" : words().language;
    var rules = once("rules " + language, function () {
      return new Intl.PluralRules(language);
    });
    return told[rules.select(count || 0)] || told.other;
  }

  /** @type {Record<string, any>} */
  var made = {};

  /** What takes a browser long to make, and stays the same.
      @template Made @param {string} name @param {() => Made} make @returns {Made} */
  function once(name, make) {
    return (made[name] = made[name] || make());
  }

  // What other scripts add to it stands in `.ci/scripts/toolkit.d.ts`.
  var toolkit = (window.toolkit = /** @type {Toolkit} */ ({
    /** Called by data files: hands data to whoever waits for that name, now or later.
        @param {string} name @param {any} data */
    take: function (name, data) {
      if (document.currentScript) document.currentScript.dataset.taken = name;
      (taken[name] = taken[name] || []).push(data);
      (waiting[name] || []).forEach(function (use) {
        use(data);
      });
    },

    /** Calls `use` with every piece of data of that name.
        @param {string} name @param {(data: any) => void} use */
    whenTaken: function (name, use) {
      (taken[name] || []).forEach(use);
      (waiting[name] = waiting[name] || []).push(use);
    },

    once: once,

    /** Whether the words of the interface are there. */
    speaks: function () {
      return Boolean(taken.words);
    },

    /** Loads a script once; returns a promise. One that failed is loaded anew when it is next asked for. `came` says whether the
        script did what it is for: what a network answers in place of a file, and half a file, arrive without an error.
        @param {string} address @param {() => unknown} [came] */
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
            if (came ? came() : "taken" in script.dataset) resolve(undefined);
            else fail();
          };
          script.onerror = fail;
          document.head.append(script);
        });
      }
      return loaded[address];
    },

    /** A word of the interface; `gaps` fill its {gaps}, `count` chooses the plural form.
        @param {string} name @param {Record<string, string>} [gaps] @param {number} [count] */
    word: function (name, gaps, count) {
      return pieces(name, gaps, count).join("");
    },

    /** The same, to be put on the page: an English word on a page in another language says so, and what fills its gaps does.
        @param {string} name @param {Record<string, string>} [gaps] @param {number} [count] @returns {Node} */
    told: function (name, gaps, count) {
      var parts = pieces(name, gaps, count);
      if (!words().english.includes(name)) return document.createTextNode(parts.join(""));
      var inner = parts.map(function (part, place) {
        return place % 2 ? toolkit.element("span", { lang: html.lang, dir: html.dir }, part) : part;
      });
      return toolkit.element("span", { lang: "en", dir: "ltr" }, inner);
    },

    /** @param {number} value */
    number: function (value) {
      return once("numbers", function () {
        return new Intl.NumberFormat(html.lang);
      }).format(value);
    },

    /** @param {string} code */
    languageName: function (code) {
      try {
        var names = once("names", function () {
          return new Intl.DisplayNames(html.lang, { type: "language" });
        });
        return names.of(code) || code;
      } catch (error) {
        return code;
      }
    },

    /** The languages that the reader reads: the page's own, and those that they ticked. */
    languages: function () {
      var chosen = toolkit.recall("toolkit-languages");
      return [html.lang].concat(chosen ? chosen.split(" ") : []);
    },

    /** @param {string} name */
    recall: function (name) {
      try {
        return localStorage.getItem(name);
      } catch (error) {
        return null; // Storage is switched off: choices hold for this page.
      }
    },

    /** @param {string} name @param {string} value */
    remember: function (name, value) {
      try {
        localStorage.setItem(name, value);
      } catch (error) {
        // See above.
      }
    },

    /** The first element that a selector names in a place. All that scripts look for this way is in the page.
        @param {ParentNode} place @param {string} selector */
    pick: function (place, selector) {
      var found = /** @type {HTMLElement | null} */ (place.querySelector(selector));
      if (!found) throw new Error("The page lacks " + selector);
      return found;
    },

    /** All elements that a selector names in a place.
        @param {ParentNode} place @param {string} selector @returns {HTMLElement[]} */
    pickAll: function (place, selector) {
      return Array.from(place.querySelectorAll(selector));
    },

    /** @template {keyof HTMLElementTagNameMap} Tag
        @param {Tag} tag @param {Record<string, string | number>} [attributes] @param {Content} [content] */
    element: function (tag, attributes, content) {
      var made = document.createElement(tag);
      Object.entries(attributes || {}).forEach(function (attribute) {
        made.setAttribute(attribute[0], String(attribute[1]));
      });
      if (content) made.append(...[content].flat());
      return made;
    },
  }));
})();
