// What can be searched, by the words in it: where each stands and how often. Words are held by the tree of MiniSearch, which knows
// those that begin with some letters or are nearly some word. Its own index takes a record whole, and a long one would keep
// readers waiting; this one takes it bit by bit, in any order. What is written without spaces lies beside the words as it is,
// and is searched within.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var words = toolkit.words;
  var fold = toolkit.words.fold;
  var cut = toolkit.words.cut;
  var FIELDS = ["title", "keywords", "labels", "summary", "others", "text"];
  var COLUMNS = FIELDS.slice(1, 5).concat("facts"); // of a record in its row, behind its id, shelf, title and language
  var SHOWN = ["keywords", "summary", "facts"]; // what results show besides titles, or words are spelled after
  // Characters that are taken apart in one step. Data are cut between words by these signs.
  var STEP = 500;
  var BETWEEN = /[|/]/;

  /** @type {Toolkit["index"]["entries"]} */
  var entries = [];
  /** @type {Map<string, number>} */
  var numbers = new Map(); // by id
  /** @type {Shelf[]} */
  var shelves = [];
  var tree = new MiniSearch({ fields: [] })._index;
  var lines = "\n"; // all words of the tree as one text, to be searched within
  /** @type {string[]} */
  var newLines = []; // those that are not yet in it: to add each by itself makes a text that takes long to look through
  /** @type {Set<string>} */
  var exact = new Set(); // names of countries
  /** @type {Set<string>} */
  var stops = new Set(); // words by which nothing is asked for
  /** @type {Map<string, Group[]>} */
  var groups = new Map(); // what means the same, by each text of it
  var fields = FIELDS.map(function (name) {
    return { name: name, lengths: /** @type {number[]} */ ([]), holders: 0, total: 0 };
  });
  // What is written without spaces, by field and entry.
  /** @type {Toolkit["index"]["runs"]} */
  var runs = FIELDS.map(function () {
    return new Map();
  });

  /** Notes that a word stands in a field of an entry.
      @param {string} term @param {number} field @param {number} entry */
  function post(term, field, entry) {
    var posted = tree.fetch(term, function () {
      if (newLines.push(term) === 250) addLines();
      return [];
    });
    var places = (posted[field] = posted[field] || []);
    // In the order of entries, which is the one they come in unless a file comes late.
    var at = places.length;
    while (at && places[at - 2] > entry) at -= 2;
    if (at && places[at - 2] === entry) {
      places[at - 1]++;
      return;
    }
    if (at === places.length) places.push(entry, 1);
    else places.splice(at, 0, entry, 1);
    var all = fields[field];
    if (!all.lengths[entry]) all.holders++;
    all.lengths[entry] = (all.lengths[entry] || 0) + 1;
    all.total++;
  }

  function addLines() {
    if (newLines.length) lines += newLines.join("\n") + "\n";
    newLines = [];
    return lines;
  }

  /** Where a step through a text ends that begins at a place.
      @param {string} text @param {number} from */
  function endOfStep(text, from) {
    var end = from + STEP;
    if (end >= text.length) return text.length;
    var more = text.slice(end, end + STEP).search(BETWEEN);
    return end + (more < 0 ? STEP : more);
  }

  /** @param {string} name @param {string} id @param {string} text @returns {Steps<void>} */
  function* grow(name, id, text) {
    var field = FIELDS.indexOf(name);
    var entry = numbers.get(id);
    if (entry === undefined) return;
    if (SHOWN.includes(name)) Object.assign(entries[entry], { [name]: text });
    if (field < 0) return;
    for (var from = 0, end = 0; from < text.length; from = end) {
      end = endOfStep(text, from);
      var own = "";
      cut(fold(text.slice(from, end))).forEach(function (word) {
        if (word.run) own += word.whole + "\n";
        else toolkit.words.terms(word).forEach(postHere);
      });
      if (own) runs[field].set(entry, (runs[field].get(entry) || "") + own);
      yield;
    }

    /** @param {string} term */
    function postHere(term) {
      post(term, field, Number(entry));
    }
  }

  /** @param {any[]} row */
  function enter(row) {
    var id = row[0];
    if (numbers.has(id)) return;
    numbers.set(id, entries.length);
    entries.push({
      id: id, shelf: shelves[row[1]] || null, title: row[2], language: row[3], place: entries.length,
      name: toolkit.words.name(cut(fold(row[2]))), keywords: "", summary: "", facts: "",
    });
  }

  /** @param {string[]} all */
  function cutAll(all) {
    return all.map(function (text) {
      return cut(fold(text));
    });
  }

  /** @param {Portion} data @returns {Steps<void>} */
  function* received(data) {
    var countries = (data.countries || "").split(" / ");
    for (var country = 0; country < countries.length; country++) {
      cut(fold(countries[country])).forEach(function (word) {
        exact.add(word.whole);
      });
      yield;
    }
    cut(fold(data.stops || "")).forEach(function (word) {
      stops.add(word.whole);
    });
    yield;
    for (var group of data.groups || []) {
      var means = { texts: cutAll(group[0]), ids: group[1] };
      for (var text of means.texts) {
        var typed = words.name(text);
        groups.set(typed, (groups.get(typed) || []).concat(means));
      }
      yield;
    }
    shelves.push(...(data.shelves || []));
    var rows = data.records || [];
    for (var number = 0; number < rows.length; number++) {
      enter(rows[number]);
      yield* grow("title", rows[number][0], rows[number][2]);
    }
    // Field by field, as they come where they are too many for one file: in the same order, to the same effect.
    for (var column = 0; column < COLUMNS.length; column++) {
      for (number = 0; number < rows.length; number++) yield* grow(COLUMNS[column], rows[number][0], rows[number][column + 4] || "");
    }
    for (var name of FIELDS.concat("facts")) {
      for (var more of data[name] || []) yield* grow(name, more[0], more[1]);
    }
  }

  var grown = Promise.resolve();

  /** @param {Portion} data */
  function receive(data) {
    grown = toolkit.turns.later(received(data)).then(function () {});
    return grown;
  }

  /** Resolves when all that was taken can be found. */
  toolkit.indexed = function () {
    return grown;
  };

  toolkit.index = {
    entries: entries,
    exact: exact,
    stops: stops,
    groups: groups,
    numbers: numbers,
    fields: fields,
    tree: tree,
    runs: runs,
    lines: addLines,
  };

  toolkit.whenTaken("records", function (data) {
    toolkit.listed = receive(data);
    var files = [];
    for (var number = 2; number <= data.more + 1; number++) files.push("records-" + number + ".js");
    for (number = 1; number <= data.texts; number++) files.push("texts-" + number + ".js");
    toolkit.moreFiles = files;
  });

  toolkit.whenTaken("more", receive);
})();
