const find = (selector) => document.querySelector(selector);
const titles = () => texts(".cards h2");
const state = () => decodeURIComponent(location.hash.slice(1));
const total = () => find(".total").textContent;
const option = (value) => find(`input[value="${value}"]`);
const counts = () => [...document.querySelectorAll(".many")].map((many) => many.textContent);
const numbers = () => texts(".numbers li");
const ways = () => [...document.querySelectorAll(".numbers li a")].map((link) => link.getAttribute("href"));
const current = () => texts(".numbers [aria-current=page]").join();

async function visit(hash) {
  await goTo(hash);
  await come();
}

/** Waits for what is loaded. */
async function come() {
  await ticks();
  await until(() => find(".cards").getAttribute("aria-busy") !== "true");
}

async function tick(value) {
  option(value).click();
  await come();
}

test("as long as nothing is asked for, the page stays as it is and nothing is loaded", async () => {
  await come();
  equal([titles(), total(), counts(), asked], [["C", "D"], "7 records", ["4", "2"], []]);
  equal([numbers(), ways(), current()], [["1", "2", "3", "4"], ["index.html", "index.2.html", "index.3.html", "index.4.html"], "2"]);
  equal(find("[data-catalogue]").dataset.ready, "");
});

test("a filter is asked of the whole list, and its first page is shown", async () => {
  await tick("easy");
  equal([titles(), total(), asked], [["A", "C"], "4 of 7", ["data/list.js"]]);
  equal([numbers(), ways(), current()], [["1", "2"], ["#level=easy", "#level=easy&_page=2"], "1"]);
  equal(counts(), ["4", "2"]);
  await tick("hard");
  equal([titles(), total(), asked.length], [["A", "B bold"], "6 of 7", 1]);
  await tick("easy");
  await tick("hard");
  equal([titles(), state(), current(), total()], [["C", "D"], "", "2", "7 of 7"]);
  equal(ways(), ["index.html", "index.2.html", "index.3.html", "index.4.html"]);
});

test("other pages of what was found are states of this one", async () => {
  await tick("easy");
  find(".numbers [data-way=on]").click();
  equal([titles(), state(), current(), document.activeElement.className], [["D", "F"], "level=easy&_page=2", "2", "total"]);
  equal([find("[data-way=on]").checkVisibility(), find("[data-way=back]").getAttribute("href")], [false, "#level=easy"]);
  await go(() => history.back());
  await come();
  equal([titles(), current()], [["A", "C"], "1"]);
  await visit("level=easy&_page=2");
  await tick("hard");
  equal([state(), current()], ["level=easy&level=hard", "1"]);
});

test("pages that there are not lead to those that there are", async () => {
  await visit("level=easy&_page=9");
  equal([titles(), current()], [["D", "F"], "2"]);
  await visit("level=easy&_page=x");
  equal([titles(), current()], [["A", "C"], "1"]);
  await visit("_page=4");
  equal([titles(), current()], [["G"], "4"]);
});

test("a click that is to open something new is left to the browser", async () => {
  await tick("easy");
  let kept = null;
  document.addEventListener("click", (event) => {
    kept = event.defaultPrevented;
    event.preventDefault();
  });
  find("[data-way=on]").dispatchEvent(new MouseEvent("click", { ctrlKey: true, bubbles: true, cancelable: true }));
  equal([kept, current()], [false, "1"]);
});

test("what is sorted comes from the whole list", async () => {
  find("select").value = "since";
  find("select").dispatchEvent(new Event("change"));
  await come();
  equal([titles(), state(), ways().slice(0, 2)], [["D", "A"], "_sort=since", ["#_sort=since", "#_sort=since&_page=2"]]);
  await visit("_sort=since&_page=4");
  equal(titles(), ["F"]);
});

test("cards that stand in the page stay what they are, others are drawn inert", async () => {
  const own = find('[data-id="guides/c"]');
  await tick("easy");
  equal(find('[data-id="guides/c"]') === own, true);
  await tick("hard");
  const drawn = find('[data-id="guides/b"]');
  drawn.querySelectorAll(".compare").forEach((box) => box.remove());
  equal(drawn.outerHTML.replace(/ data-languages="[^"]*"/, ""), '<li data-id="guides/b"><i class="book"></i><div><h2><a href="b.html">B <b>bold</b><img src="none.png" alt=""></a></h2></div></li>');
});

test("records of other pages are compared once the list is there", async () => {
  await visit("_compare=guides/c,guides/a&_view=compare");
  await until(() => !find(".side-by-side").hidden);
  equal([[...document.querySelectorAll(".side-by-side thead a")].map((link) => link.textContent), asked.length], [["C", "A"], 1]);
});

test("a query waits for the list and for its answer, whichever comes first", async () => {
  await visit("_q=tea");
  equal([titles(), total(), numbers()], [[], "Searching", []]);
  answers[0].use(["guides/g", "guides/e", "guides/a"].map((id) => ({ id })));
  await come();
  equal([titles(), total(), current(), numbers()], [["G", "E"], "3 of 7", "1", ["1", "2"]]);
  await visit("");
  equal([titles(), current()], [["C", "D"], "2"]);
});

test("the table has the cards of the page, and keeps to it", async () => {
  find("[data-view=table]").click();
  await come();
  equal([texts("tbody th"), asked, ways()[2]], [["C", "D"], [], "index.3.html#_view=table"]);
  await tick("easy");
  await visit("_view=table&level=easy&_page=2");
  equal([texts("tbody th"), current()], [["D", "F"], "2"]);
  find("[data-view=cards]").click();
  equal([titles(), state()], [["D", "F"], "level=easy&_page=2"]);
});

test("readers of other languages get an order of their own", async () => {
  toolkit.remember("toolkit-languages", "de");
  document.dispatchEvent(new Event("toolkit-languages"));
  await come();
  equal([asked, titles(), ways()[0]], [["data/list.js"], ["C", "D"], "index.html"]);
  equal(toolkit.languages(), ["en", "de"]);
});

test("without its data the list stays as it is, says so, and is tried again", async () => {
  comes = false;
  await tick("easy");
  equal([titles(), total(), texts(".failed p"), current()], [["C", "D"], "7 records", ["No filters"], "2"]);
  equal([ways(), option("easy").checked, texts(".chips button")], [["index.html", "index.2.html", "index.3.html", "index.4.html"], true, ["Easy"]]);
  find(".failed button").click();
  await come();
  equal([asked.length, texts(".failed p"), document.activeElement.className], [2, ["No filters"], "total"]);
  comes = true;
  find(".failed button").click();
  await come();
  equal([titles(), total(), find(".failed").hidden], [["A", "C"], "4 of 7", true]);
});

test("a failure is over when nothing is asked for any more", async () => {
  comes = false;
  await tick("easy");
  await tick("easy");
  equal([titles(), total(), find(".failed").hidden, current()], [["C", "D"], "7 records", true, "2"]);
});

test("a failed list and a search that comes later", async () => {
  comes = false;
  await visit("_q=tea");
  answers[0].use([{ id: "guides/a" }]);
  answers[0].fail("texts");
  equal([titles(), texts(".failed p"), total()], [["C", "D"], ["No filters"], "7 records"]);
});

test("values that stand in no page have a box as soon as one is asked for", async () => {
  await visit("level=a%26b");
  equal([titles(), option("a&b").checked, texts(".chips button"), counts()], [["E"], true, ["A & B"], ["4", "2", "1"]]);
  await tick("a&b");
  equal([titles(), state()], [["C", "D"], ""]);
});

test("a long facet loads the rest of its values when all are asked for", async () => {
  const many = [...Array(9)].map((_, number) => `<label><input type="checkbox" name="level" value="v${number}"><span class="option">V${number}</span><span class="many"></span></label>`);
  find("fieldset").insertAdjacentHTML("beforeend", many.join(""));
  find("fieldset").dataset.count = "12";
  await visit("_view=table");
  const button = find("fieldset button");
  equal([button.textContent, texts(".option").length, asked], ["All 12", 8, []]);
  button.click();
  await come();
  await until(() => option("a&b"));
  equal([button.textContent, texts(".option").length, texts(".option").includes("A & B"), asked], ["Fewer", 12, true, ["data/list.js"]]);
  await tick("a&b");
  equal(state(), "_view=table&level=a&b");
});

test("numbers name the first page, the last, and the neighbours", () => {
  equal(toolkit.numbers.shown(1, 42), [1, 2, 3, 0, 42]);
  equal(toolkit.numbers.shown(4, 42), [1, 2, 3, 4, 5, 0, 42]);
  equal(toolkit.numbers.shown(20, 42), [1, 0, 19, 20, 21, 0, 42]);
  equal(toolkit.numbers.shown(39, 42), [1, 0, 38, 39, 40, 41, 42]);
  equal(toolkit.numbers.shown(42, 42), [1, 0, 40, 41, 42]);
  equal(toolkit.numbers.shown(1, 1), [1]);
  equal([toolkit.numbers.file("index.html", 1), toolkit.numbers.file("everything.html", 7)], ["index.html", "everything.7.html"]);
});

test("counts of many cards are those of each alone", () => {
  const card = (...values) => ({ values });
  const cards = [card("a=1", "b=1"), card("a=1", "b=2"), card("a=2", "b=1", "ab=1")];
  const filters = [{ name: "a", pairs: ["a=1"] }, { name: "b", pairs: ["b=1", "b=3"] }];
  equal([...toolkit.cards.counts(cards, filters, null)], [["a=1", 1], ["b=1", 1], ["b=2", 1], ["a=2", 1]]);
  equal([...toolkit.cards.counts(cards, [], new Map([[cards[2], 1]]))], [["a=2", 1], ["b=1", 1], ["ab=1", 1]]);
});
