const SHELVES = [{ name: "guides", label: "Guide", hue: "blue" }, { name: "people", label: "Person", hue: "red" }];

/** Hands over records: [id, title, and what else it has]. */
async function records(all, texts = {}, countries = "Iceland / Ireland") {
  const rows = all.map(([id, title, more = {}]) => [
    id, more.shelf ?? 0, title, more.language || "", more.keywords || "", more.labels || "", more.summary || "", more.others || "",
  ]);
  toolkit.take("records", { language: "en", shelves: SHELVES, more: 0, texts: 1, countries, records: rows });
  await more({ text: Object.entries(texts) });
}

async function more(lists) {
  toolkit.take("more", lists);
  await toolkit.indexed();
}

/** What is found, in one go. */
function found(query) {
  const steps = toolkit.finding(query);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

const ids = (query) => found(query).map((hit) => hit.id);
const marks = (query, id) => {
  const hit = found(query).find((one) => one.id === id);
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
  equal([toolkit.index.lines(), [...toolkit.index.runs[0]]], ["\nmentor\n", [[0, "辅导\n"]]]);
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
  const [tea] = found("tea");
  equal([tea.id, tea.shelf.label, tea.title, tea.language], ["guides/a", "Guide", "Tea", "de"]);
  equal(found("about")[0].shelf, null);
  equal(toolkit.moreFiles, ["texts-1.js"]);
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

test("what has all words comes first, and what is known nowhere asks for nothing", async () => {
  await records([["both", "Green tea"], ["green", "Green"], ["tea", "Tea"]]);
  equal(ids("green tea"), ["both", "green", "tea"]);
  equal(ids("green tea zzzz"), ["both", "green", "tea"]);
  equal(ids("zzzz"), []);
  equal(ids("  ,"), []);
});

test("a rare word asks for more than one that nearly all have", async () => {
  const all = [...Array(22).keys()].map((number) => [`r${number}`, `Some ${number % 2 ? "tree" : "tea"} number`]);
  await records([...all, ["last", "Honey"]]);
  equal(ids("some honey"), ["last"]);
  equal(ids("some number").length, 22);
});

test("two words that matter come before three of which one does", async () => {
  const more = ["bread", "soup", "jam", "beer", "wine", "rice"].map((name) => [name, `How to make ${name}`]);
  await records([["a", "Honey tea"], ["b", "How to make honey"], ...more]);
  equal(ids("how to make honey tea")[0], "a");
});

test("by the words with which questions begin nothing is asked for, unless there are no others", async () => {
  toolkit.take("more", { stops: "how do i in this" });
  await records([["a", "How do I begin"], ["b", "Tea in this"], ["c", "How"]]);
  equal(ids("How do I make tea?"), ["b"]);
  equal(marks("do I give tea in this", "b"), ["Tea"]);
  equal(ids("how do i")[0], "a");
});

test("several words that stand in a title in this order mean it, whatever they are", async () => {
  toolkit.take("more", { stops: "did not" });
  await records([["a", "What did not work"], ["b", "Work", { keywords: "work" }], ["c", "Did it work, or not"]]);
  equal(ids("did not work")[0], "a");
});

test("words of one meaning find what has any of them, and what answers them", async () => {
  const groups = [[["video call", "zoom", "Videoanruf"], ["page"]], [["rest"], ["none"]]];
  toolkit.take("more", { groups });
  await records([["call", "A video call"], ["zoom", "Zoom"], ["page", "Meeting from afar"], ["video", "A video"], ["tea", "Tea"]]);
  equal(ids("zoom").slice(0, 3).sort(), ["call", "page", "zoom"]);
  equal(ids("free video calls").includes("zoom"), false);
  equal(ids("free video call").slice(0, 3).sort(), ["call", "page", "zoom"]);
  equal(ids("rest"), []);
  equal(marks("videoanruf", "call"), ["video", "call"]);
});

test("records in languages that are not read come somewhat later", async () => {
  await records([["de", "Tea", { language: "de" }], ["own", "Tea"], ["far", "Much", { summary: "Tea" }], ["fr", "Tea", { language: "fr" }]]);
  equal(ids("tea"), ["own", "de", "fr", "far"]);
  toolkit.remember("toolkit-languages", "fr");
  equal(ids("tea"), ["own", "fr", "de", "far"]);
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
  await more({ text: [["a", "kettle"]] });
  await more({ text: [["b", "pot"]], summary: [["b", "A kettle"]] });
  equal(ids("kettle").sort(), ["a", "b"]);
});

test("words that come later are searched within as well", async () => {
  await records([["a", "One"]]);
  equal(ids("bildung"), []);
  await more({ text: [["a", "Weiterbildung"]] });
  equal(ids("bildung"), ["a"]);
});

test("of a page that is pasted the first words are looked up", async () => {
  await records([["a", "Tea"], ["b", "Honey"]]);
  equal(ids(`tea ${"zz ".repeat(11)} honey`), ["a"]);
  equal(ids(`honey ${"zz ".repeat(10)} tea`), ["b", "a"].sort());
});

const LARGE = {
  keywords: [["a", "tea / green tea / mentor"], ["c", "peer coaching"]],
  summary: [["a", "All about mentoring, 12 000 cups."], ["b", "辅导 and tea"]],
  text: [["a", "tea|kettle|12 000|200|e-learning|同伴辅导|mentors"], ["b", "kettle|mentoring|learning|辅导同伴"], ["c", "tea's|kettles|coach"]],
};
const QUERIES = ["tea", "kettle", "kettel", "mentor", "ment", "learning", "12000", "辅导", "同伴", "coach", "tea kettle", "e-learning"];

/** What is found of the same words, whole or cut into rows of a word each, in their order or not. */
async function foundIn(lists) {
  const frame = document.createElement("iframe");
  frame.src = "search.html";
  const loaded = new Promise((done) => (frame.onload = done));
  document.documentElement.append(frame);
  await loaded;
  const page = frame.contentWindow;
  await page.records([["a", "Tea"], ["b", "A second"], ["c", "Coaches"]]);
  for (const list of lists) await page.more(list);
  return QUERIES.map((query) => page.found(query).map((hit) => [hit.id, hit.score, hit.terms]));
}

const rowsOf = (between) =>
  Object.entries(LARGE).flatMap(([field, rows]) =>
    rows.flatMap(([id, text]) => text.split(between[field]).map((word) => ({ [field]: [[id, word]] }))),
  );
const BETWEEN = { keywords: " / ", summary: "\n", text: "|" };

test("the same cut into many files gives the same answers", async () => {
  const whole = await foundIn([LARGE]);
  equal(whole.filter((hits) => hits.length).length, QUERIES.length);
  equal(await foundIn(rowsOf(BETWEEN)), whole);
});

test("so it does where files come late", async () => {
  const told = (all) => all.map((hits) => hits.map(([id, score, terms]) => [id, score.toFixed(9), terms.flat().sort()]));
  equal(told(await foundIn(rowsOf(BETWEEN).reverse())), told(await foundIn([LARGE])));
});

test("words are worth what they are to MiniSearch", async () => {
  const documents = [["a", "tea kettle tea green"], ["b", "teapot and kettles"], ["c", "honey teas number twelve"]];
  await records(documents.map(([id]) => [id, "Title"]), Object.fromEntries(documents.map(([id, text]) => [id, text.replaceAll(" ", "|")])));
  const theirs = new MiniSearch({ fields: ["text"] });
  theirs.addAll(documents.map(([id, text]) => ({ id, text })));
  for (const [query, prefix, fuzzy] of [["tea", true, false], ["kettle", true, 0.25], ["kettls", true, 0.25]]) {
    const scores = (all) => JSON.stringify(all.map((hit) => [hit.id, hit.score.toFixed(9)]).sort());
    const wanted = theirs.search(query, { prefix, fuzzy, maxFuzzy: 2, boost: { text: 0.5 } });
    const [word] = toolkit.words.cut(query);
    const steps = toolkit.scores.of(word, "half");
    let step = steps.next();
    while (!step.done) step = steps.next();
    const ours = [...step.value].map(([number, hit]) => ({ id: toolkit.index.entries[number].id, score: hit.score }));
    equal(scores(ours), scores(wanted));
  }
});

test("no step takes apart more than some hundred letters", async () => {
  const { cut, fold } = toolkit.words;
  let longest = 0;
  // The index has its own names for these: they are read anew by the script.
  toolkit.words.fold = (text) => {
    longest = Math.max(longest, text.length);
    return fold(text);
  };
  equal(cut(toolkit.words.fold("x")).length, 1);
  await new Promise((done) => {
    const script = document.createElement("script");
    script.src = "search-index.js";
    script.onload = done;
    document.head.append(script);
  });
  longest = 0;
  await records([["a", "Tea"]], { a: Array.from({ length: 30000 }, (_, number) => `word${number}`).join("|") });
  await more({ text: [["a", "x".repeat(100000)]], summary: [["a", "no sign between words ".repeat(5000)]] });
  equal([longest > 400, longest < 1200], [true, true]);
  equal(ids("word29999"), ["a"]);
});

test("a job that fails ends, and the next one goes on", async () => {
  const told = [];
  const failing = (function* () {
    yield;
    throw new Error("broken");
  })();
  const job = toolkit.turns.first(failing).catch((error) => told.push(error.message));
  const next = toolkit.turns.first((function* () { return "next"; })());
  await job;
  equal([told, await next], [["broken"], "next"]);
});

test("readers come before growth, and what nobody wants is dropped", async () => {
  const told = [];
  function* steps(name, many) {
    for (; many; many--) yield told.push(name);
    return name;
  }
  const growing = toolkit.turns.later(steps("grow", 3));
  let wanted = true;
  const dropped = toolkit.turns.first(steps("dropped", 1e9), () => (wanted = told.length < 2) && wanted);
  const asked = toolkit.turns.first(steps("asked", 2));
  equal([await dropped, await asked, await growing], [null, "asked", "grow"]);
  equal(told, ["dropped", "dropped", "asked", "asked", "grow", "grow", "grow"]);
});

// Compounds, passages, spelling ------------------------------------------------------------------------------------------

test("a compound that stands nowhere is found by its halves, or by the one that is known", async () => {
  await records([["both", "Sprache im Café"], ["power", "Macht und Gruppen"], ["cafe", "Café"]]);
  equal(ids("Sprachcafé"), ["both"]);
  equal(ids("Machtgefälle"), ["power"]);
  equal(ids("Teecafé"), []);
  equal(ids("Großcafés").length, 0);
});

test("where no record has both halves, those that have one are found", async () => {
  await records([["language", "Sprache"], ["tea", "Kaffee"]]);
  equal(ids("Sprachkaffee"), ["language", "tea"]);
});

const run = (steps) => {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
};
const passage = (query, text, more = {}) => run(toolkit.passageIn(text, { ...found(query)[0], ...more }));

test("a passage holds most of what was asked for, and begins with its sentence", async () => {
  await records([["a", "Green tea", { summary: "Tea." }]]);
  const filler = "Some words that say nothing at all. ".repeat(6);
  const text = `Heading\n${filler}Tea is old. ${filler}\n${filler}Cups of green tea help. ${filler}`;
  const best = passage("green tea", text);
  equal([best.text.startsWith("Cups of green tea help. Some"), best.text.endsWith(" …"), best.held.size], [true, true, 2]);
  equal(passage("green tea", "Nothing of it"), null);
});

test("a short line is shown whole, and a heading with what follows", async () => {
  await records([["a", "Tea"]]);
  equal(passage("tea", "Before\nTea\nPour it.\nAfter").text, "Before · Tea · Pour it.");
  equal(passage("tea", `${"word ".repeat(60)}tea ${"word ".repeat(60)}`).text.slice(0, 10), "… word wor");
});

test("a summary is the passage, and where it holds nothing its beginning", async () => {
  await records([["a", "Tea", { summary: "Pour it." }]]);
  equal(toolkit.summaryOf(found("tea")[0]), "Pour it.");
});

test("a text is looked at only where title and summary lack something", async () => {
  await records([["guides/a", "Tea", { summary: "Pour it." }]], { "guides/a": "kettle" });
  const loaded = [];
  toolkit.load = (address) => {
    loaded.push(address);
    toolkit.take("passages", ["en/guides/a", "Fill the kettle."]);
    return Promise.resolve();
  };
  const place = document.body.appendChild(document.createElement("p"));
  const show = (query, complete) => toolkit.results.showPassage(place, found(query)[0], "../", complete);
  show("tea", true);
  show("tea kettle", false);
  equal([place.textContent, loaded], ["Pour it.", []]);
  show("tea kettle", true);
  await until(() => place.textContent === "Fill the kettle.");
  equal([loaded, place.querySelector("mark").textContent], [["../data/passages/en/guides/a.js"], "kettle"]);
});

const better = (query) => run(toolkit.better(query));

test("a word that nobody knows may have been meant for the nearest one, as the library spells it", async () => {
  await records([["a", "A", { summary: "Agreeing on Zuhören and mentoring" }], ["b", "B", { keywords: "mentoring / volunteers" }]]);
  equal([better("mentorng"), better("a mentorng for volunters")], ["mentoring", "a mentoring for volunteers"]);
  equal([better("mentorign"), better("Zuhoeren")], ["mentoring", "Zuhören"]);
});

test("what is known, short, a number, a country or another form is no error", async () => {
  toolkit.take("more", { stops: "whether" });
  await records([["a", "A", { summary: "Mentoring teams in 201499 weather, irelands teilnehmen" }]]);
  equal(["mentoring", "mentor", "taems", "201498", "Ireland", "whether", "teilnehmer", "zzzzzzzz"].map(better), Array(8).fill(""));
});

test("facts are shown and not searched", async () => {
  toolkit.take("records", { language: "en", shelves: SHELVES, more: 0, texts: 0, records: [["a", 0, "Tea", "", "", "", "", "", "Easy / 5 steps"]] });
  await more({ facts: [["a", "Easy / 5 steps"]] });
  equal([found("tea")[0].facts, ids("easy")], ["Easy / 5 steps", []]);
});
