// Loads the search engine and its data when a reader first asks, and says what could not be loaded.
(function () {
  "use strict";
  var toolkit = window.toolkit;

  // Each script with what it adds to `toolkit`. One after the other: none runs before all that it needs is there.
  /** @type {[string, keyof Toolkit][]} */
  var ENGINE = [
    ["search-turns.js", "turns"],
    ["search-words.js", "words"],
    ["search-index.js", "index"],
    ["search-scores.js", "scores"],
    ["search-meanings.js", "meanings"],
    ["search-engine.js", "finding"],
    ["search-marks.js", "places"],
    ["search-results.js", "results"],
    ["search-spelling.js", "better"],
  ];

  var AT_ONCE = 3;

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
        return toolkit.listed;
      });
  };

  var isWhole = false;

  /** Loads files, a few at a time: to ask for all at once keeps readers waiting.
      @param {string} root @param {string[]} names */
  function loadAll(root, names) {
    /** @type {Promise<void>[]} */
    var files = [];
    names.forEach(function (name, number) {
      files.push(
        Promise.allSettled(files.slice(0, number + 1 - AT_ONCE).slice(-1)).then(function () {
          return toolkit.load(folder(root) + name);
        }),
      );
    });
    // What fails is told when all have been waited for.
    Promise.allSettled(files);
    return files;
  }

  /** @param {Promise<void>[]} files */
  function settled(files) {
    return Promise.allSettled(files).then(function (loaded) {
      return toolkit.indexed().then(function () {
        return loaded.map(function (outcome) {
          return outcome.status === "fulfilled";
        });
      });
    });
  }

  /** After which files there is an answer, though more are to come: those of the records, and then twice as many each time.
      @param {string[]} names */
  function milestones(names) {
    return names.flatMap(function (name, number) {
      var isLast = name.startsWith("records") && !(names[number + 1] || "").startsWith("records");
      return isLast || [8, 16, 32, 64, 128, 256].includes(number + 1) ? number + 1 : [];
    });
  }

  /** @param {string} root */
  function folder(root) {
    return root + "data/search/" + document.documentElement.lang + "/";
  }

  /** Calls `use` with what is found, whether that is all, and a better query if there is one; again when more has come. Or `fail` with what could not be loaded:
      "search", so that nothing is known, or "texts", so that titles and summaries alone were searched. Where `wanted` tells that
      nobody waits for the answer any more, it is not looked for. */
  toolkit.search = function (root, query, use, fail, wanted) {
    /** @param {boolean} complete */
    function answer(complete) {
      return toolkit.turns.first(toolkit.finding(query), wanted).then(function (hits) {
        if (!hits || !complete) return hits ? use(hits, false, "") : undefined;
        // What is spelled as nothing in the library is known once all of it is there.
        return toolkit.turns.first(toolkit.better(query), wanted).then(function (better) {
          if (better !== null) use(hits, true, better);
        });
      });
    }

    return toolkit.readySearch(root).then(
      function () {
        if (isWhole) return answer(true);
        var names = toolkit.moreFiles || [];
        var files = loadAll(root, names);
        return milestones(names)
          .reduce(function (before, many) {
            return before
              .then(function () {
                return settled(files.slice(0, many));
              })
              .then(function () {
                return answer(false);
              });
          }, answer(false))
          .then(function () {
            return settled(files);
          })
          .then(function (came) {
            isWhole = !came.includes(false);
            var lost = names.filter(function (_, number) {
              return !came[number];
            });
            if (lost.length && lost[0].startsWith("records")) return fail("search");
            return answer(true).then(function () {
              if (lost.length) fail("texts");
            });
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
