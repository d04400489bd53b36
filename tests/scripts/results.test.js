const find = (selector) => document.querySelector(selector);
const titles = () => texts(".cards h2");
const hit = (id, shelf = { label: "Guide" }) => ({ id, title: id, summary: `On ${id}`, facts: "", language: "", place: 0, shelf });
const HITS = [hit("guides/c"), hit("about", null), hit("guides/a")];

/** Asks, and gives an answer. */
async function ask(query, hits = HITS, complete = true, better = "") {
  await goTo(`_q=${query}`);
  answers.at(-1).use(hits, complete, better);
  await until(() => find(".total").textContent !== "Searching");
}

test("before anybody asks there are the shelves, and no list", () => {
  equal([find("[data-catalogue]").hidden, find("[data-unasked]").hidden, answers], [true, false, []]);
  equal([find("h1").textContent, document.title], ["Search", "Search · Ours · 2"]);
});

test("the page tells what was asked, and how much was found", async () => {
  await ask("tea");
  equal([find("input").value, find("h1").textContent, find(".total").textContent], ["tea", "Search: tea", "3 results"]);
  equal(document.title, "Search: tea · 3 results · Ours · 2");
  equal([find("[data-catalogue]").hidden, find("[data-unasked]").hidden, texts(".chips button")], [false, true, []]);
});

test("plain pages stand among the records, best first, in portions", async () => {
  await ask("tea");
  equal([titles(), texts(".passage")], [["guides/c", "about"], ["On guides/c", "On about"]]);
  equal(find("[data-id=about] a").getAttribute("href"), "home/about.html");
  find(".numbers [data-way=on]").click();
  equal(titles(), ["guides/a"]);
});

test("pages are a shelf of their own", async () => {
  await ask("tea");
  find("[value=_pages]").click();
  equal([titles(), find(".total").textContent, texts(".chips button")], [["about"], "1 result", ["Pages"]]);
});

test("they are rows of a table as well", async () => {
  await goTo("_q=tea&_view=table&_type=_pages");
  answers[0].use(HITS, true, "");
  await until(() => find("tbody th"));
  equal(texts("tbody tr"), ["aboutPage"]);
});

test("nothing is told of before the list has come, and more is waited for aloud", async () => {
  await goTo("_q=tea");
  equal([find(".total").textContent, find(".empty").hidden], ["Searching", true]);
  await ask("tea", HITS, false);
  equal(find(".total").textContent, "3 results · Searching");
});

test("a better query is offered, and asked in its place", async () => {
  await ask("tee", HITS, true, "tea");
  equal([find(".better").hidden, find(".better").textContent], [false, "Better: tea"]);
  await go(() => find(".better a").click());
  equal([answers.at(-1).query, find("input").value, find(".better").hidden], ["tea", "tea", true]);
});

test("where nothing is found there is advice, and the shelves", async () => {
  await ask("zzz", []);
  equal([texts(".empty h2"), texts(".empty p"), find("[data-unasked]").hidden], [["Nothing for zzz"], ["Advice"], false]);
});

test("the way back leads to the query before", async () => {
  await ask("tea");
  await goTo("_q=coffee");
  await go(() => history.back());
  equal([find("input").value, answers.at(-1).query], ["tea", "tea"]);
});

test("a list that does not come is told as a failed search, and tried again", async () => {
  comes = false;
  await goTo("_q=tea");
  answers[0].use(HITS, true, "");
  await until(() => texts(".failed p").length);
  await ticks();
  equal([texts(".failed p"), titles(), find(".total").textContent], [["No search"], [], ""]);
  comes = true;
  find(".failed button").click();
  answers.at(-1).use(HITS, true, "");
  await until(() => titles().length);
  equal([texts(".failed p"), titles()], [[], ["guides/c", "about"]]);
});
