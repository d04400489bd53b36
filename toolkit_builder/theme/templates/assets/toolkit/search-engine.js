// Finds records, best first, and what of them was asked for.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var words = toolkit.words;
  var index = toolkit.index;
  var meanings = toolkit.meanings;
  // Of a whole page that somebody pastes, so many words are looked up.
  var MOST_WORDS = 12;
  // What an entry in a language that is not read counts; and what a word counts by which nothing is asked for.
  var FOREIGN = 0.7;
  var STOP = 0.02;
  var TITLE = 100;
  var PHRASE = 10;
  // The most that is asked for by a word: a typing error is rarer than any. And the least by what is known to be asked for.
  var MOST = 3;
  var KNOWN = 1.5;
  // What has less than this of what was asked for, beside what has most of it, is not shown.
  var LEAST = 0.25;

  /** How much is asked for by a word: the rarer it is, the more; 0 by one that readers type and ask for nothing by.
      @param {Meaning} meaning @param {Scores} found */
  function weightOf(meaning, found) {
    if (meaning.typed.length === 1 && index.stops.has(meaning.typed[0].whole)) return 0;
    var rare = Math.log(1 + (index.entries.length - found.size + 0.5) / (found.size + 0.5));
    return Math.min(MOST, meaning.groups.length ? Math.max(KNOWN, rare) : rare);
  }

  /** @typedef {{ score: number, part: number, answers: boolean, terms: string[][] }} Sum */

  /** Adds up what is found for each meaning. `part` is the part of what was asked for that an entry has something of; without those
      that have little of it.
      @param {{ weight: number, found: Scores }[]} asked @returns {Steps<[number, Sum][]>} */
  function* sums(asked) {
    /** @type {Map<number, Sum>} */
    var held = new Map();
    var all = 0;
    asked.forEach(function (one) {
      if (one.found.size) all += one.weight;
    });
    for (var one of asked) {
      var counts = one.weight > 0 || !all;
      for (var pair of one.found) {
        var sum = held.get(pair[0]) || { score: 0, part: 0, answers: false, terms: [] };
        held.set(pair[0], sum);
        // Two words that fit somewhat are better than one that fits well.
        sum.score += (counts ? 1 : STOP) * Math.pow(pair[1].score, 0.6);
        sum.part += all ? one.weight / all : 1;
        sum.answers = sum.answers || Boolean(pair[1].answers);
        if (counts) sum.terms.push(pair[1].terms);
      }
      yield;
    }
    var most = 0;
    held.forEach(function (sum) {
      most = Math.max(most, sum.part);
    });
    return Array.from(held).filter(function (pair) {
      return pair[1].part >= LEAST * most;
    });
  }

  /** Records that fit what was asked, best first: those that have the words that matter come before those that have all words
      somewhere. What is not in a language that is read comes somewhat later.
      @param {string} query @returns {Steps<Hit[]>} */
  toolkit.finding = function* (query) {
    var typed = words.cut(words.fold(query)).slice(0, MOST_WORDS);
    var asked = [];
    for (var meaning of meanings.in(typed)) {
      var found = yield* meanings.of(meaning);
      asked.push({ weight: weightOf(meaning, found), found: found });
    }
    yield;
    var held = yield* sums(asked);
    yield;
    var name = words.name(typed);
    var meant = typed.filter(function (word) {
      return !index.stops.has(word.whole);
    });
    var reads = toolkit.languages();
    return held
      .map(function (pair) {
        var entry = index.entries[pair[0]];
        var score = pair[1].score * Math.sqrt(pair[1].part);
        if (entry.language !== "" && !reads.includes(entry.language) && !pair[1].answers) score *= FOREIGN;
        // Whoever types a title means that record, however often others use its words.
        if (entry.name === name) score += TITLE;
        else if (typed.length > 1 && (" " + entry.name + " ").includes(" " + name + " ")) score += PHRASE;
        return Object.assign({ score: score, terms: pair[1].terms, asked: meant.length ? meant : typed }, entry);
      })
      .sort(function (hit, other) {
        return other.score - hit.score || hit.place - other.place;
      });
  };
})();
