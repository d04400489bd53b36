const SHELVES = [{ name: "guides", label: "Guide", hue: "blue" }, { name: "people", label: "Person", hue: "red" }];

/** Hands over records: [id, title, and what else it has]. */
async function records(all, texts = {}, countries = "Iceland / Ireland") {
  const rows = all.map(([id, title, more = {}]) => [
    id, more.shelf ?? 0, title, more.summary || "", more.language || "", more.others || "", more.keywords || "", more.labels || "",
  ]);
  toolkit.take("records", { language: "en", shelves: SHELVES, texts: 1, countries, records: rows });
  const whole = Object.entries(texts).map(([id, text]) => [id, [text, ""]]);
  if (whole.length) toolkit.take("texts", Object.fromEntries(whole));
  await toolkit.indexed();
}

const ids = (query) => toolkit.find(query).map((hit) => hit.id);
const marks = (query, id) => {
  const hit = toolkit.find(query).find((found) => found.id === id);
  return toolkit.places(hit.title, hit).map(([start, end]) => hit.title.slice(start, end));
};
const wholes = (text) => toolkit.words.cut(toolkit.words.fold(text)).map((word) => word.whole);

test("words are cut and folded", () => {
  equal(wholes("Łódź, l'emploi & e-learning: 12 000 × 2,5 C++"), ["lodz", "lemploi", "elearning", "12000", "2.5", "c++"]);
  equal(wholes("İstanbul STRASSE straße ٣٫٥ १२"), ["istanbul", "strasse", "strasse", "3.5", "12"]);
  equal(wholes("... !?"), []);
});

test("apostrophes and hyphens of all kinds join alike", () => {
  equal(wholes("l’emploi d´art e‑learning"), ["lemploi", "dart", "elearning"]);
});

test("parts of a word with signs are known", () => {
  const [word] = toolkit.words.cut("peer-to-peer");
  equal([word.whole, word.parts, word.run], ["peertopeer", ["peer", "to", "peer"], false]);
});

test("what is written without spaces is a run", () => {
  equal(toolkit.words.cut("mentor辅导同伴 ok").map((word) => [word.whole, word.run, word.start]), [
    ["mentor", false, 0], ["辅导同伴", true, 6], ["ok", false, 11],
  ]);
});

test("what is written without spaces is no term: it is searched within", async () => {
  await records([["a", "mentor 辅导"]]);
  equal([[...toolkit.index.known], toolkit.index.runs.get("title").text], [["mentor"], "\n辅导\n"]);
});

test("places in a folded text lead back to the text", () => {
  const text = "Straße Öl";
  const from = toolkit.words.places(text);
  const folded = toolkit.words.fold(text);
  equal(folded, "strasse ol");
  equal(from[folded.indexOf("ol")], text.indexOf("Öl"));
  equal(from[folded.length], text.length);
});

test("an entry is what the data say", async () => {
  await records([["guides/a", "Tea", { summary: "S", language: "de" }], ["about", "About", { shelf: -1 }]]);
  const [tea] = toolkit.find("tea");
  equal([tea.id, tea.shelf.label, tea.title, tea.summary, tea.language], ["guides/a", "Guide", "Tea", "S", "de"]);
  equal(toolkit.find("about")[0].shelf, null);
  equal(toolkit.textFiles, 1);
});

test("a title counts more than keywords, those more than a summary, that more than a text", async () => {
  await records(
    [["text", "One"], ["summary", "Two", { summary: "On tea" }], ["keywords", "Three", { keywords: "tea" }], ["title", "Tea time"], ["none", "Four"]],
    { text: "tea" },
  );
  equal(ids("tea"), ["title", "keywords", "summary", "text"]);
});

test("labels and titles in other languages are found", async () => {
  await records([["a", "One", { labels: "Norway" }], ["b", "Two", { others: "Herbata" }]]);
  equal(ids("norway"), ["a"]);
  equal(ids("herbata"), ["b"]);
});

test("whoever types a title means that record", async () => {
  await records([["a", "Tea tea tea"], ["b", "Peer tea", { summary: "tea tea", keywords: "tea" }], ["c", "Tea"]]);
  equal(ids("Tea")[0], "c");
  equal(ids("peer-tea")[0], "b");
});

test("all words must be there, and where none has all, most of them", async () => {
  await records([["both", "Green tea"], ["green", "Green"], ["tea", "Tea"]]);
  equal(ids("green tea"), ["both"]);
  equal(ids("green tea zzzz"), ["both"]);
  equal(ids("zzzz"), []);
  equal(ids("  ,"), []);
});

test("a word that nearly all have is not asked for", async () => {
  const all = [...Array(22).keys()].map((number) => [`r${number}`, `The ${number % 2 ? "tree" : "tea"} number`]);
  await records([...all, ["last", "Honey"]]);
  equal(ids("the honey"), ["last"]);
  equal(ids("the number").length, 22);
});

test("records in languages that are not read come last", async () => {
  await records([["de", "Tea", { language: "de" }], ["own", "A pot of tea and a cup"], ["fr", "Tea", { language: "fr" }]]);
  equal(ids("tea"), ["own", "de", "fr"]);
  toolkit.remember("toolkit-languages", "fr");
  equal(ids("tea"), ["fr", "own", "de"]);
});

test("what fits equally well stays in the order of titles", async () => {
  await records([["a", "Tea one"], ["b", "Tea two"], ["c", "Tea six"]]);
  equal(ids("tea"), ["a", "b", "c"]);
});

test("beginnings, typing errors and endings are found", async () => {
  await records([["a", "Communication"], ["b", "Mentoring"]]);
  equal(ids("commun"), ["a"]);
  equal(ids("comunication"), ["a"]);
  equal(ids("mentorings"), ["b"]);
  equal(ids("co"), ["a"]);
  equal(ids("co mentoring"), ["b"]);
  equal(ids("xommunikatiom"), []);
});

test("a word is found in another case, further away than a typing error", async () => {
  await records([["a", "Wolontariuszkowie"], ["b", "Number 123456789"]]);
  equal(ids("wolontariuszami"), ["a"]);
  equal(ids("123456000"), []);
});

test("short words, numbers and countries have no typing errors", async () => {
  await records([["ai", "Data"], ["a", "Year 20231"], ["b", "Irland"]], {}, "Island / Irland");
  equal(ids("dato"), []);
  equal(ids("20232"), []);
  equal(ids("island"), []);
  equal(ids("irlant"), ["b"]);
});

test("parts of compounds are found", async () => {
  await records([["a", "Erwachsenenbildung"], ["b", "Kurs Freiwilligen Arbeit"], ["c", "Bild"], ["d", "Ort Planung"]]);
  equal(ids("bildung").includes("a"), true);
  equal(ids("wachsen"), ["a"]);
  equal(ids("wach"), []);
  equal(ids("chse"), []);
  equal(ids("Freiwilligenarbeit"), ["b"]);
  equal(ids("Arbeitskurs"), ["b"]);
  equal(ids("Ortsplanung"), ["d"]);
});

test("a word with signs is found whole and by its parts", async () => {
  await records([["a", "E-learning"], ["b", "Learning about an e"], ["c", "L'emploi"]]);
  equal(ids("elearning")[0], "a");
  equal(ids("learning").sort(), ["a", "b"]);
  equal(ids("e-learning")[0], "a");
  equal(ids("e-zzzz"), []);
  equal(ids("d'emploi"), ["c"]);
});

test("what is written without spaces is found within, the longest known pieces first", async () => {
  await records([["a", "同伴辅导"], ["b", "图书馆"], ["c", "辅导辅导辅导"]]);
  equal(ids("辅导"), ["c", "a"]);
  equal(ids("同伴图书馆").sort(), ["a", "b"]);
  equal(ids("馆"), ["b"]);
  equal(marks("同伴图书馆", "a"), ["同伴"]);
});

test("Arabic words are found with and without what is joined to them", async () => {
  await records([["a", "المرشد"], ["b", "كتاب"]]);
  equal(ids("مرشد"), ["a"]);
  equal(ids("والمرشدون"), ["a"]);
});

test("what was asked for is marked, and no more", async () => {
  await records([["a", "Communication and Łódź"], ["b", "Straßenfest"]]);
  equal(marks("commun", "a"), ["Commun"]);
  equal(marks("co", "a"), ["Co"]);
  equal(marks("comunication", "a"), ["Communication"]);
  equal(marks("lodz communication", "a"), ["Communication", "Łódź"]);
  equal(marks("strassenfest", "b"), ["Straßenfest"]);
  equal(marks("fest", "b"), ["fest"]);
});

test("a syllable of Hangul is marked whole, though it was half typed", async () => {
  await records([["a", "첫걸음"]]);
  equal(marks("첫거", "a"), ["첫걸"]);
});

test("texts that come later are found, with their summaries", async () => {
  await records([["a", "One"], ["b", "Two"]]);
  equal(ids("kettle"), []);
  toolkit.take("texts", { a: ["kettle", ""] });
  toolkit.take("texts", { b: ["pot", "A kettle"] });
  await toolkit.indexed();
  equal(ids("kettle").sort(), ["a", "b"]);
});

test("words that come later are searched within as well", async () => {
  await records([["a", "One"]]);
  equal(ids("bildung"), []);
  toolkit.take("texts", { a: ["Weiterbildung", ""] });
  await toolkit.indexed();
  equal(ids("bildung"), ["a"]);
});

test("of a page that is pasted the first words are looked up", async () => {
  await records([["a", "Tea"], ["b", "Honey"]]);
  equal(ids(`tea ${"zz ".repeat(11)} honey`), ["a"]);
  equal(ids(`honey ${"zz ".repeat(10)} tea`), ["b", "a"].sort());
});
