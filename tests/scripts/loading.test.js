// What of `search.js` needs no file: `toolkit.load` is a stand-in that notes what is asked for.
let missing = [];
let asked = [];
const told = [];

toolkit.load = (address, came) => {
  asked.push(address);
  if (missing.some((name) => address.includes(name))) return Promise.reject(new Error(address));
  if (address.includes("records")) toolkit.textFiles = 2;
  return Promise.resolve();
};
toolkit.indexed = () => Promise.resolve();
toolkit.find = (query) => [query];
const ask = () => toolkit.search("../", "tea", (hits) => told.push(hits), (what) => told.push(what));

test("the engine comes before its data, and the texts last", async () => {
  await ask();
  equal(asked, [
    "../assets/toolkit/minisearch/minisearch.js", "../assets/toolkit/search-words.js", "../assets/toolkit/search-index.js",
    "../assets/toolkit/search-scores.js", "../assets/toolkit/search-engine.js", "../data/search/en/records.js",
    "../data/search/en/texts-1.js", "../data/search/en/texts-2.js",
  ]);
  equal(told, [["tea"], ["tea"]]);
});

test("what is missing ends the loading, and is told once", async () => {
  missing = ["search-index"];
  await ask();
  equal(asked.at(-1), "../assets/toolkit/search-index.js");
  equal(told, ["search"]);
});

test("missing data are told as well", async () => {
  missing = ["records"];
  await ask();
  equal(told, ["search"]);
});

test("of the texts one may be missing: what came can be found", async () => {
  missing = ["texts-1"];
  await ask();
  equal(asked.at(-1), "../data/search/en/texts-2.js");
  equal(told, [["tea"], ["tea"], "texts"]);
});

test("nothing is found before it can be", async () => {
  let ready;
  toolkit.indexed = () => new Promise((done) => (ready = done));
  const end = ask();
  await ticks();
  equal(told, []);
  ready();
  await ticks();
  equal(told, [["tea"]]);
  ready();
  await end;
  equal(told.length, 2);
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
