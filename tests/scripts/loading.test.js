// What of `search.js` needs no file: `toolkit.load` is a stand-in that notes what is asked for.
let missing = [];
let asked = [];
let files = ["texts-1.js", "texts-2.js"];
let hits = ["tea"];
const told = [];

toolkit.load = (address) => {
  asked.push(address);
  if (missing.some((name) => address.includes(name))) return Promise.reject(new Error(address));
  if (address.includes("records.js")) toolkit.moreFiles = files;
  return Promise.resolve();
};
toolkit.indexed = () => Promise.resolve();
toolkit.listed = Promise.resolve();
toolkit.finding = (query) => query;
toolkit.better = (query) => query;
toolkit.turns = { first: (query, wanted = () => true) => Promise.resolve(wanted() ? hits : null) };
const ask = (wanted) =>
  toolkit.search("../", "tea", (found, complete) => told.push([found, complete]), (what) => told.push(what), wanted);
const FIRST = [["tea"], false];
const LAST = [["tea"], true];

test("the engine comes before its data, and the texts last", async () => {
  await ask();
  equal(asked, [
    "../assets/toolkit/minisearch/minisearch.js", "../assets/toolkit/search-turns.js", "../assets/toolkit/search-words.js",
    "../assets/toolkit/search-index.js", "../assets/toolkit/search-scores.js", "../assets/toolkit/search-meanings.js",
    "../assets/toolkit/search-engine.js", "../assets/toolkit/search-marks.js", "../assets/toolkit/search-results.js",
    "../assets/toolkit/search-spelling.js",
    "../data/search/en/records.js", "../data/search/en/texts-1.js", "../data/search/en/texts-2.js",
  ]);
  equal(told, [FIRST, LAST]);
});

test("once all is there, there is one answer", async () => {
  await ask();
  await ask();
  equal(told, [FIRST, LAST, LAST]);
});

test("what nobody waits for is not looked for", async () => {
  await ask(() => false);
  equal(told, []);
});

test("of many files there are answers meanwhile, ever more rarely", async () => {
  files = ["records-2.js", "records-3.js", ...[...Array(30).keys()].map((number) => `texts-${number + 1}.js`)];
  const after = [];
  const loaded = toolkit.load;
  toolkit.indexed = () => Promise.resolve(after.push("some"));
  await ask();
  // After records-3, 8 files, 16, all 32.
  equal(after.length, 5);
  equal(told, [FIRST, FIRST, FIRST, FIRST, FIRST, LAST]);
  toolkit.load = loaded;
});

test("what is missing ends the loading, and is told once", async () => {
  missing = ["search-index"];
  await ask();
  equal(asked.at(-1), "../assets/toolkit/search-index.js");
  equal(told, ["search"]);
});

test("missing data are told as well", async () => {
  missing = ["records.js"];
  await ask();
  equal(told, ["search"]);
});

test("of the texts one may be missing: what came can be found, and the others are tried again", async () => {
  missing = ["texts-1"];
  await ask();
  equal(asked.at(-1), "../data/search/en/texts-2.js");
  equal(told, [FIRST, LAST, "texts"]);
  missing = [];
  await ask();
  equal(told.slice(3), [FIRST, LAST]);
});

test("without all records nothing is known", async () => {
  files = ["records-2.js", "texts-1.js"];
  missing = ["records-2"];
  await ask();
  equal(told.at(-1), "search");
});

test("nothing is found before it can be", async () => {
  let ready;
  toolkit.listed = new Promise((done) => (ready = done));
  const end = ask();
  await ticks();
  equal(told, []);
  ready();
  await end;
  equal(told, [FIRST, LAST]);
});

test("a failure is drawn in its words", () => {
  const place = document.querySelector(".failed");
  const seen = () => [place.hidden, ...[...place.children].map((words) => words.hidden)];
  toolkit.drawFailure(place, "texts");
  equal(seen(), [false, true, false]);
  toolkit.drawFailure(place, "search");
  equal(seen(), [false, false, true]);
  toolkit.drawFailure(place, null);
  equal(seen()[0], true);
});
