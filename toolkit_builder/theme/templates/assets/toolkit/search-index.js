// What can be searched, by the words in it. Words lie in two MiniSearch indexes, of titles and labels first, of texts when those
// have come; what is written without spaces lies beside them as it is, and is searched within.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var fold = toolkit.words.fold;
  var cut = toolkit.words.cut;
  var FIELDS = ["title", "others", "keywords", "summary", "labels"];
  var ALL = FIELDS.concat("text");
  // Milliseconds that an index may grow before readers get their turn.
  var TURN = 12;

  /** @type {Toolkit["index"]["entries"]} */
  var entries = new Map();
  /** @type {Toolkit["index"]["known"]} */
  var known = new Set();
  var lines = ""; // the same as one text, to be searched within
  /** @type {Toolkit["index"]["runs"]} */
  var runs = new Map();
  /** @type {Toolkit["index"]["exact"]} */
  var exact = new Set(); // names of countries

  /** @param {string[]} fields */
  function made(fields) {
    return new MiniSearch({
      fields: fields,
      processTerm: function (term) {
        return term;
      },
      tokenize: function (text) {
        return cut(fold(text)).flatMap(function (word) {
          if (word.run) return [];
          var found = toolkit.words.terms(word);
          found.forEach(function (term) {
            known.add(term);
          });
          return found;
        });
      },
    });
  }

  var first = made(FIELDS);
  var texts = made(["summary", "text"]);

  /** @param {MiniSearch} to @param {Record<string, any> & { id: string }} entry */
  function add(to, entry) {
    to.add(entry);
    ALL.forEach(function (field) {
      if (!entry[field] || !/[^\0-\u0dff]/.test(entry[field])) return;
      var held = cut(fold(entry[field])).filter(function (word) {
        return word.run;
      });
      if (!held.length) return;
      var all = runs.get(field) || { text: "\n", ids: [], ends: [] };
      runs.set(field, all);
      held.forEach(function (word) {
        all.text += word.whole + "\n";
      });
      all.ids.push(entry.id);
      all.ends.push(all.text.length);
    });
  }

  // Indexes grow in turns, so that the page answers meanwhile.
  /** @type {(() => void)[]} */
  var waiting = [];
  /** @type {Promise<void> | null} */
  var busy = null;

  /** @param {MiniSearch} to @param {{ id: string }[]} all */
  function grow(to, all) {
    all.forEach(function (entry) {
      waiting.push(add.bind(null, to, entry));
    });
    if (!busy) {
      busy = new Promise(function (done) {
        setTimeout(work, 0, done);
      });
    }
  }

  /** @param {() => void} done */
  function work(done) {
    var end = performance.now() + TURN;
    for (var next = waiting.shift(); next; next = performance.now() < end ? waiting.shift() : undefined) next();
    if (waiting.length) {
      setTimeout(work, 0, done);
      return;
    }
    busy = null;
    lines = "";
    done();
  }

  /** Resolves when all that was taken can be found. */
  toolkit.indexed = function () {
    return busy || Promise.resolve();
  };

  toolkit.index = {
    entries: entries,
    known: known,
    exact: exact,
    runs: runs,
    all: [first, texts],
    lines: function () {
      if (!lines) lines = "\n" + Array.from(known).join("\n") + "\n";
      return lines;
    },
  };

  toolkit.whenTaken("records", function (data) {
    var records = data.records.map(function (record, place) {
      return {
        id: record[0], shelf: data.shelves[record[1]] || null, title: record[2], summary: record[3], language: record[4],
        others: record[5], keywords: record[6], labels: record[7], place: place, name: toolkit.words.name(cut(fold(record[2]))),
      };
    });
    records.forEach(function (record) {
      entries.set(record.id, record);
    });
    cut(fold(data.countries)).forEach(function (word) {
      exact.add(word.whole);
    });
    grow(first, records);
    toolkit.textFiles = data.texts;
  });

  toolkit.whenTaken("texts", function (data) {
    grow(
      texts,
      Object.keys(data).map(function (id) {
        return { id: id, text: data[id][0], summary: data[id][1] };
      }),
    );
  });
})();
