const outer = (node) => (node instanceof Element ? node.outerHTML : node.textContent);

test("a word has its gaps filled", () => {
  equal(toolkit.word("nothing", { query: "{num} tea" }), "Nothing for {num} tea");
  equal(toolkit.word("unheard of"), "");
});

test("a count chooses the plural form of the language", () => {
  equal([1, 3, 5, 22].map((number) => toolkit.word("results", {}, number)), ["1 result", "3 few", "5 many", "22 few"]);
});

test("a form that a language lacks falls back to the general one", () => {
  equal(toolkit.word("hides", { filter: "tea" }, 3), "tea hides 3 records");
});

test("an English word is counted as in English", () => {
  equal([1, 3, 5].map((number) => toolkit.word("steps", {}, number)), ["1 step", "3 steps", "5 steps"]);
});

test("an English word on another page says so, and its gaps are of the page's language", () => {
  equal(outer(toolkit.told("record")), "Record");
  equal(
    outer(toolkit.told("read_in", { language: "Polska" })),
    '<span lang="en" dir="ltr">Read it in: <span lang="pl" dir="ltr">Polska</span></span>',
  );
});

test("numbers and languages are named as the page's language has them", () => {
  equal(toolkit.number(12345.5).replace(/\s/g, " "), "12 345,5");
  equal(toolkit.languageName("de"), "niemiecki");
  equal(toolkit.languageName("no language"), "no language");
});

test("the languages that are read begin with the page's own", () => {
  equal(toolkit.languages(), ["pl"]);
  toolkit.remember("toolkit-languages", "de ar");
  equal(toolkit.languages(), ["pl", "de", "ar"]);
  toolkit.remember("toolkit-languages", "");
  equal(toolkit.languages(), ["pl"]);
});

test("where storage is switched off nothing breaks", () => {
  Object.defineProperty(window, "localStorage", { get: () => { throw new Error("off"); } });
  toolkit.remember("x", "y");
  equal(toolkit.recall("x"), null);
  equal(toolkit.languages(), ["pl"]);
});

test("data come before or after whoever waits for them", () => {
  const found = [];
  toolkit.take("tea", 1);
  toolkit.whenTaken("tea", (data) => found.push(data));
  toolkit.whenTaken("tea", (data) => found.push(-data));
  toolkit.take("tea", 2);
  equal(found, [1, -1, 2, -2]);
});

test("an element is made with attributes and content", () => {
  equal(toolkit.element("p", { class: "x", width: 3 }, ["a", toolkit.element("b", {}, "<c>")]).outerHTML, '<p class="x" width="3">a<b>&lt;c&gt;</b></p>');
  equal(toolkit.element("br").outerHTML, "<br>");
});

test("what the page must have is picked, or named where it lacks", () => {
  equal(toolkit.pick(document, "p").textContent, "One");
  equal(toolkit.pickAll(document, "p").length, 2);
  try {
    toolkit.pick(document, ".gone");
  } catch (error) {
    return equal(error.message, "The page lacks .gone");
  }
  throw new Error("nothing was said");
});

test("a script is loaded once, and counts as come when it handed over data", async () => {
  window.loads = 0;
  await Promise.all([toolkit.load("data/tea.js"), toolkit.load("data/tea.js")]);
  await toolkit.load("data/tea.js");
  equal(window.loads, 1);
});

test("a script that failed is loaded anew", async () => {
  for (const address of ["gone.js", "data/nothing.js", "data/broken.js"]) {
    const asked = [toolkit.load(address), toolkit.load(address)];
    const ends = await Promise.allSettled(asked);
    equal([address, ...ends.map((end) => end.status)], [address, "rejected", "rejected"]);
    const again = toolkit.load(address);
    equal(again === asked[0], false);
    await Promise.allSettled([again]);
    equal(document.querySelectorAll(`script[src="${address}"]`).length, 0);
  }
});

test("another sign may tell that a script came", async () => {
  await toolkit.load("data/nothing.js", () => true);
  const end = await Promise.allSettled([toolkit.load("data/tea.js", () => false)]);
  equal(end[0].status, "rejected");
});

test("scripts run in the order in which they were asked for", async () => {
  window.order = [];
  await Promise.all([toolkit.load("data/slow-1.js"), toolkit.load("data/2.js"), toolkit.load("data/3.js")]);
  equal(window.order, ["slow-1", "2", "3"]);
});

test("words are there or not", () => {
  equal(toolkit.speaks(), true);
});

// Directions -------------------------------------------------------------------------------------------------------------

test("most letters say which way a text runs", () => {
  for (const [text, inLeft, inRight] of [
    ["Tea", "ltr", "ltr"],
    ["شاي", "rtl", "rtl"],
    ["تعلم Tea", "rtl", "rtl"],
    ["A long text with شاي", "ltr", "ltr"],
    ["Tea time شاي", "ltr", "rtl"],
    ["10.1000/182", "ltr", "ltr"],
    ["2024", "ltr", "rtl"],
    ["שלום", "rtl", "rtl"],
  ])
    equal([text, toolkit.direction(text, "ltr"), toolkit.direction(text, "rtl")], [text, inLeft, inRight]);
});

test("only what may scramble its neighbours is set apart", () => {
  equal(toolkit.said("Tea"), "Tea");
  equal(toolkit.said("شاي").outerHTML, '<bdi dir="rtl">شاي</bdi>');
  equal(toolkit.setApart("Tea"), "Tea");
  equal(toolkit.setApart("شاي"), "\u2068شاي\u2069");
  equal(toolkit.setApart("Vitamin ب"), "\u2068Vitamin ب\u2069");
  document.documentElement.dir = "rtl";
  equal(toolkit.said("Tea").outerHTML, '<bdi dir="ltr">Tea</bdi>');
  equal(toolkit.said("شاي"), "شاي");
  equal(toolkit.setApart("2024"), "2024");
  equal(toolkit.setApart("تعلم Tea"), "\u2068تعلم Tea\u2069");
  equal(toolkit.setApart("2.4"), "\u20682.4\u2069");
});

test("an element takes the direction of its words", () => {
  const two = document.getElementById("two");
  toolkit.turn(two, "Two");
  equal(two.hasAttribute("dir"), false);
  toolkit.turn(two, "شاي");
  equal(two.dir, "rtl");
});
