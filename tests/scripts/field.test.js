const form = document.querySelector("form");
const input = document.querySelector("input");
const box = document.querySelector(".results");
const failed = document.querySelector(".failed");
const again = document.querySelector("button");

const hit = (id, more = {}) => ({
  id, title: `Title ${id}`, summary: "Short", facts: "", terms: [], shelf: { label: "Guide" }, language: "", ...more,
});
const hits = (...all) => all.map((id) => hit(id));
const addresses = () => [...document.querySelectorAll("[role=option]")].map((option) => option.getAttribute("href"));
const status = () => document.querySelector("[role=status]").textContent;

function type(text) {
  input.focus();
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  return answers.at(-1);
}

/** The address of the selected option, after a look at what says so. */
function selected() {
  const all = [...document.querySelectorAll("[aria-selected=true]")];
  const active = input.getAttribute("aria-activedescendant");
  if (!all.length) return active;
  equal([all.length, all[0].id], [1, active]);
  return all[0].getAttribute("href");
}

test("a query is asked without the spaces around it", () => {
  equal(type("  tea ").query, "tea");
  equal(answers[0].root, "../");
  type("   ");
  equal([answers.length, box.hidden], [1, true]);
});

test("hits are links with title, passage, shelf, facts, cover and what was found", async () => {
  type("tea").use([hit("guides/tea", { facts: "Easy / 5 steps" }), hit("about", { shelf: null, title: "شاي", language: "ar" })]);
  equal(addresses(), ["home/guides/tea.html", "home/about.html"]);
  equal(texts(".found"), ["Title guides/tea", "شاي"]);
  equal(texts("mark"), ["T", "S", "ش", "S"]);
  equal(texts(".passage"), ["Short", "Short"]);
  equal(texts(".told"), ["Guide · Easy · 5 steps", "Page · Arabic"]);
  const [tea, about] = document.querySelectorAll("#found > a");
  await ticks();
  equal([tea.querySelector("img").getAttribute("src"), about.querySelector("img")], ["../assets/covers/guides/tea.svg", null]);
  equal([about.querySelector(".found").lang, about.querySelector(".found").dir], ["ar", "rtl"]);
  equal([status(), box.hidden, input.getAttribute("aria-expanded")], ["2 results", false, "true"]);
  equal([tea.getAttribute("role"), tea.tabIndex], ["option", -1]);
});

test("of many hits eight are shown, and a line that leads to all", () => {
  type("green tea").use(hits(..."abcdefghi"));
  equal(addresses(), [..."abcdefgh"].map((id) => `home/${id}.html`).concat("home/search.html#_q=green+tea"));
  equal(status(), "9 results");
  type("green").use(hits(..."abcdefgh"));
  equal(addresses().length, 8);
});

test("no hits are said to everybody", () => {
  type("tea").use([]);
  equal(status(), "Nothing for tea Advice");
  equal(document.querySelector("[role=status]").classList.contains("unseen"), false);
  type("te").use(hits("a"));
  equal(document.querySelector("[role=status]").classList.contains("unseen"), true);
});

test("before the search can answer the field says that it searches", () => {
  delete toolkit.moreFiles;
  const asked = type("tea");
  equal([status(), box.hidden], ["Searching", false]);
  asked.use(hits("a"));
  equal(status(), "1 result");
});

test("what is not all yet says so, and never that there is nothing", () => {
  const asked = type("tea");
  asked.use([], false);
  equal([status(), addresses()], ["Searching", []]);
  asked.use(hits("a"), false);
  equal(status(), "1 result Searching");
  asked.use([]);
  equal(status(), "Nothing for tea Advice");
});

test("an earlier query is not wanted any more", () => {
  const early = type("te");
  equal(early.wanted(), true);
  type("tea");
  equal([early.wanted(), answers.at(-1).wanted()], [false, true]);
});

test("an answer to an earlier query is not drawn", () => {
  const early = type("te");
  type("tea").use(hits("tea"));
  early.use(hits("te"));
  equal(addresses(), ["home/tea.html"]);
  early.fail("search");
  equal([failed.hidden, addresses().length], [true, 1]);
});

test("arrows go round and round, and Escape closes, then empties", () => {
  type("tea").use(hits("a", "b"));
  equal(selected(), null);
  const visited = ["ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp"].map((key) => (press(input, key), selected()));
  equal(visited, ["a", "b", "a", "b", "a"].map((id) => `home/${id}.html`));
  press(input, "Escape");
  equal([box.hidden, selected(), input.value, input.getAttribute("aria-expanded")], [true, null, "tea", "false"]);
  press(input, "Escape");
  equal(input.value, "");
});

test("an arrow opens a closed list, and up begins at its end", () => {
  type("tea").use(hits("a", "b"));
  press(input, "Escape");
  press(input, "ArrowUp");
  equal([answers.length, box.hidden], [1, true]);
  press(input, "ArrowDown");
  equal(answers.length, 2);
  answers[1].use(hits("a", "b"));
  press(input, "ArrowUp");
  equal(selected(), "home/b.html");
});

test("an empty list has no selection", () => {
  type("tea").use([]);
  press(input, "ArrowDown");
  equal(selected(), null);
});

test("the selection stays on its record when the texts come", () => {
  const asked = type("tea");
  asked.use(hits("a", "b"));
  press(input, "ArrowDown");
  press(input, "ArrowDown");
  asked.use(hits("x", "b", "a"));
  equal([addresses().length, selected()], [3, "home/b.html"]);
  press(input, "ArrowDown");
  equal(selected(), "home/a.html");
});

test("a selected record that fell out of the first eight stays in the list", () => {
  const asked = type("tea");
  asked.use(hits("z"));
  press(input, "ArrowDown");
  asked.use(hits(..."abcdefghz"));
  equal(selected(), "home/z.html");
  equal(addresses().length, 9);
  equal(addresses().at(-1), "home/search.html#_q=tea");
  asked.use(hits("a"));
  equal([addresses(), selected()], [["home/a.html", "home/z.html"], "home/z.html"]);
});

test("the line that leads to all stays selected as well", () => {
  const asked = type("tea");
  asked.use(hits(..."abcdefghi"));
  press(input, "ArrowUp");
  asked.use(hits(..."ihgfedcba"));
  equal(selected(), "home/search.html#_q=tea");
});

test("another query clears the selection at once, the same one does not", () => {
  type("tea").use(hits("a", "b"));
  press(input, "ArrowDown");
  type("tea ").use(hits("a", "b"));
  equal(selected(), "home/a.html");
  const asked = type("teas");
  equal(selected(), null);
  asked.use(hits("a"));
  equal(selected(), null);
});

test("a selection in the list of an earlier query does not outlive it", () => {
  type("tea").use(hits("a", "b"));
  const asked = type("teas");
  press(input, "ArrowDown");
  equal(selected(), "home/a.html");
  asked.use(hits("x", "a"));
  equal([addresses().length, selected()], [2, null]);
});

test("a list that was closed stays closed when the texts come", () => {
  const asked = type("tea");
  asked.use(hits("a"));
  press(input, "Escape");
  asked.use(hits("a", "b"));
  equal([box.hidden, addresses().length], [true, 1]);
  asked.fail("texts");
  equal(box.hidden, true);
});

test("who has left the field is not called back", () => {
  const asked = type("tea");
  document.querySelector("a").focus();
  asked.use(hits("a"));
  equal(box.hidden, true);
});

test("the list closes when the focus leaves the form, not within it", () => {
  type("tea").fail("search");
  again.focus();
  equal(box.hidden, false);
  document.querySelector("a").focus();
  equal(box.hidden, true);
});

test("a failed search shows nothing as found, and asks again", () => {
  type("te").use(hits("a"));
  type("tea").fail("search");
  equal([addresses(), status(), texts(".failed p")], [[], "", ["No search"]]);
  again.focus();
  again.click();
  equal([answers.length, answers[2].query, document.activeElement === input], [3, "tea", true]);
  answers[2].use(hits("b"));
  equal([failed.hidden, addresses()], [true, ["home/b.html"]]);
});

test("without texts the hits stay, and the reader is told", () => {
  const asked = type("tea");
  asked.use(hits("a"));
  press(input, "ArrowDown");
  asked.use(hits("a"));
  asked.fail("texts");
  equal([addresses(), selected(), texts(".failed p")], [["home/a.html"], "home/a.html", ["No texts"]]);
});

test("keys of somebody who composes a letter are left alone", () => {
  type("tea").use(hits("a"));
  const key = new KeyboardEvent("keydown", { key: "ArrowDown", isComposing: true, cancelable: true });
  equal([input.dispatchEvent(key), selected()], [true, null]);
});

test("the field stays focused while somebody points at a line", () => {
  equal(box.dispatchEvent(new MouseEvent("mousedown", { cancelable: true })), false);
});

test("Enter and a click lead to the record, or to all results", async () => {
  const asked = type("tea");
  asked.use([hit("x#a"), hit("x#b")]);
  // Addresses within this page, so that the test goes on.
  document.querySelectorAll("#found > a").forEach((option, place) => (option.href = `#line-${place}`));
  press(input, "ArrowDown");
  form.requestSubmit();
  equal([location.hash, box.hidden], ["#line-0", true]);
  type("tea").use([hit("a")]);
  document.querySelector("#found > a").href = "#clicked";
  document.querySelector("#found .found").click();
  equal([location.hash, box.hidden], ["#clicked", true]);
  form.dataset.home = "";
});

test("a better query stands first, and is asked in the field", () => {
  type("tee").use(hits("a"), true, "tea");
  equal(texts("#found > a")[0], "Better: tea");
  equal(addresses(), ["home/search.html#_q=tea", "home/a.html"]);
  press(input, "ArrowDown");
  form.requestSubmit();
  equal([input.value, answers.at(-1).query, location.hash.includes("tea")], ["tea", "tea", false]);
});

test("a click with a key for a new tab leaves the list open", () => {
  type("tea").use(hits("a"));
  const click = new MouseEvent("click", { ctrlKey: true, bubbles: true, cancelable: true });
  document.querySelector("#found > a").addEventListener("click", (event) => event.preventDefault(), { once: true });
  document.querySelector("#found .found").dispatchEvent(click);
  equal(box.hidden, false);
});

test("a field that works says that it is ready", () => {
  equal(form.dataset.ready, "");
});
