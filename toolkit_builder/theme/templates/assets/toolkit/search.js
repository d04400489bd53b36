// Loads the search engine and its data when a reader first asks, and says what could not be loaded.
(function () {
  "use strict";
  var toolkit = window.toolkit;

  // Each script with what it adds to `toolkit`. One after the other: none runs before all that it needs is there.
  /** @type {[string, keyof Toolkit][]} */
  var ENGINE = [
    ["search-words.js", "words"],
    ["search-index.js", "index"],
    ["search-scores.js", "scores"],
    ["search-engine.js", "find"],
  ];

  /** Loads engine and first data. What was loaded before stays; what failed is tried again. */
  toolkit.readySearch = function (root) {
    var assets = root + "assets/toolkit/";
    var library = toolkit.load(assets + "minisearch/minisearch.js", function () {
      return window.MiniSearch;
    });
    return ENGINE.reduce(function (before, script) {
      return before.then(function () {
        return toolkit.load(assets + script[0], function () {
          return toolkit[script[1]];
        });
      });
    }, library)
      .then(function () {
        return toolkit.load(folder(root) + "records.js");
      })
      .then(function () {
        return toolkit.indexed();
      });
  };

  /** Loads all texts; tells whether all came.
      @param {string} root */
  function whole(root) {
    var files = [];
    for (var number = 1; number <= Number(toolkit.textFiles); number++) files.push(toolkit.load(folder(root) + "texts-" + number + ".js"));
    return Promise.allSettled(files).then(function (loaded) {
      return toolkit.indexed().then(function () {
        return loaded.every(function (outcome) {
          return outcome.status === "fulfilled";
        });
      });
    });
  }

  /** @param {string} root */
  function folder(root) {
    return root + "data/search/" + document.documentElement.lang + "/";
  }

  /** Calls `use` with what is found, again when the texts have come; or `fail` with what could not be loaded: "search", so that
      nothing is known, or "texts", so that titles and summaries alone were searched. */
  toolkit.search = function (root, query, use, fail) {
    return toolkit.readySearch(root).then(
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
    toolkit.pickAll(place, "[data-failed]").forEach(function (words) {
      words.hidden = !what || !(words.dataset.failed || "").split(" ").includes(what);
    });
  };
})();
