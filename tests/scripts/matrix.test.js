const find = (selector) => document.querySelector(selector);
const rows = () => [...find("table").rows].map((row) => [...row.cells].map((cell) => cell.textContent));
const heads = () => [...find("table").tHead.rows[0].cells].filter((cell) => !cell.hidden).map(said);
/** What a cell says to who sees it. */
const said = (cell) => [...cell.childNodes].filter((node) => !node.hidden).map((node) => node.textContent).join("");
const state = () => location.hash.slice(1);
const total = () => find(".total").textContent;
const behind = () => [...document.querySelectorAll(".behind details")].map((one) => [one.querySelector(".many").textContent, ...[...one.querySelectorAll("li:not([hidden])")].map((item) => item.textContent)]);

function choose(name, value) {
  find(`select[name="${name}"]`).value = value;
  find(`select[name="${name}"]`).dispatchEvent(new Event("change", { bubbles: true }));
}

async function visit(hash) {
  await goTo(hash);
  await ticks();
}

test("at first the table is as the page has it, and can be worked with", () => {
  equal(heads(), ["Element", "Evidence", "Ale", "Brew", "Cem", "Models"]);
  equal([total(), state()], ["", ""]);
});

test("columns are narrowed down, and all numbers with them", () => {
  choose("countries", "DE");
  equal(heads(), ["Element", "Evidence", "Ale", "Brew", "Models"]);
  equal(rows().slice(1), [["One", "Good", "described", "partly", "2"], ["Two", "", "not described", "not described", "0"]]);
  equal(behind(), [["2", "Ale", "Brew"], ["0"]]);
  equal([total(), state()], ["2 of 3", "countries=DE"]);
  choose("countries", "");
  equal([heads().length, total()], [6, ""]);
});

test("two filters take away both", () => {
  choose("countries", "SE");
  choose("level", "a b&c");
  equal(heads(), ["Element", "Evidence", "Cem", "Models"]);
  choose("countries", "PL");
  equal(heads(), ["Element", "Evidence", "Models"]);
});

test("records are counted by what they have in common, and groups of none are left out", () => {
  choose("_group", "countries");
  equal(heads(), ["Element", "Evidence", "Germany2", "Sverige2", "Models"]);
  equal(rows().slice(1), [["One", "Good", "2", "1", "2"], ["Two", "", "0", "1", "1"]]);
  equal([...document.querySelectorAll(".part i")].map((fill) => fill.style.blockSize), ["100%", "50%", "50%"]);
  equal([find(".group [lang]").lang, find(".counted").hidden], ["sv", false]);
});

test("groups count what the filters leave", () => {
  choose("level", "a b&c");
  choose("_group", "countries");
  equal(heads(), ["Element", "Evidence", "Sverige1", "Models"]);
});

test("the table turns, with its heads and their scope, and back", () => {
  find("[aria-pressed]").click();
  equal(heads(), ["Model", "One", "Two", "Elements"]);
  equal(rows().slice(1).map((row) => row.join()), ["Evidence,Good,,", "Ale,described,not described,1", "Brew,partly,not described,1", "Cem,not described,described,1"]);
  const scopes = [...find("table").rows].map((row) => [...row.cells].map((cell) => cell.scope || "").join());
  equal(scopes.slice(0, 2), ["col,col,col,col", "row,,,"]);
  equal([find("[aria-pressed]").getAttribute("aria-pressed"), state()], ["true", "_turned=1"]);
  find("[aria-pressed]").click();
  equal(heads(), ["Element", "Evidence", "Ale", "Brew", "Cem", "Models"]);
});

test("a turned table of groups counts the lines that any of the group describes", () => {
  choose("_group", "countries");
  find("[aria-pressed]").click();
  equal(rows().slice(2), [["Germany2", "2", "0", "1"], ["Sverige2", "1", "1", "2"]]);
});

test("the address keeps the state, and gives it back", async () => {
  await visit("countries=DE&_turned=1");
  equal([heads(), find("select").value], [["Model", "One", "Two", "Elements"], "DE"]);
  await visit("page:main");
  equal(find("select").value, "DE");
  await visit("");
  equal([heads().length, find("select").value], [6, ""]);
});

test("one click takes all filters away", () => {
  choose("countries", "DE");
  equal(find("[type=reset]").hidden, false);
  find("[type=reset]").click();
  equal([state(), find("select").value, heads().length, find("[type=reset]").hidden], ["", "", 6, true]);
  equal(document.activeElement, find("select"));
});

test("the column that is pointed at is marked, also by the keyboard", () => {
  const lit = () => [...document.querySelectorAll(".lit")].map((cell) => cell.textContent);
  find("tbody tr").cells[3].dispatchEvent(new Event("pointerover", { bubbles: true }));
  equal(lit(), ["Brew", "partly", "not described"]);
  find("a[href='cem.html']").focus();
  equal(lit(), ["Cem", "not described", "described"]);
  find("a[href='one.html']").focus();
  equal(lit(), []);
});
