const find = (selector) => document.querySelector(selector);
const titles = () => texts(".cards h2");
const chips = () => texts(".chips button");
const state = () => decodeURIComponent(location.hash.slice(1).replace(/\+/g, " "));
const total = () => find(".total").textContent;
const option = (name, value) => find(`input[name="${name}"][value="${value}"]`);
const tick = (name, value) => option(name, value).click();
/** The number beside each option of a facet. */
const counts = (name) => [...document.querySelectorAll(`input[name="${name}"]`)].map((box) => box.closest("label").querySelector(".many").textContent);
const hits = (...ids) => ids.map((id) => ({ id }));

async function visit(hash) {
  await goTo(hash);
  await ticks();
}

function sortBy(name) {
  find("select").value = name;
  find("select").dispatchEvent(new Event("change"));
}

test("at first everything is there, what is in the page's language first", () => {
  equal(titles(), ["Ale", "Dora", "Brew", "Cem"]);
  equal([total(), chips(), find(".empty").hidden, find("[data-catalogue]").dataset.ready], ["4 of 4", [], true, ""]);
  equal([counts("_type"), counts("countries")], [["2", "2"], ["2", "1", "1"]]);
});

test("values of one facet add up, those of another take away", () => {
  tick("countries", "SE");
  equal(titles(), ["Ale"]);
  tick("countries", "a b&c");
  equal(titles(), ["Ale", "Cem"]);
  tick("_type", "people");
  equal([titles(), total()], [["Cem"], "1 of 4"]);
});

test("a count leaves out what its own facet wants, and nothing else", () => {
  tick("countries", "SE");
  equal([counts("countries"), counts("_type")], [["2", "1", "1"], ["1", "0"]]);
  tick("_type", "people");
  equal([counts("countries"), counts("_type")], [["0", "0", "1"], ["1", "0"]]);
  const none = [...document.querySelectorAll(".none .option")].slice(0, 3).map((label) => label.textContent);
  equal(none, ["People", "Germany", "Sweden"]);
});

test("a click shows as many as its count says", () => {
  tick("_type", "guides");
  for (const value of ["DE", "SE"]) {
    const promised = option("countries", value).closest("label").querySelector(".many").textContent;
    tick("countries", value);
    equal(String(titles().length), promised);
    tick("countries", value);
  }
});

test("the address keeps the state, and gives it back", async () => {
  tick("countries", "DE");
  tick("countries", "SE");
  sortBy("since");
  equal(state(), "countries=DE&countries=SE&_sort=since");
  tick("countries", "DE");
  equal(state(), "_sort=since&countries=SE");
  await visit("countries=a+b%26c&_view=table");
  equal([titles(), texts("tbody tr th"), option("countries", "a b&c").checked, option("countries", "SE").checked, find("select").value], [[], ["3Cem"], true, false, ""]);
  await visit("");
  equal(titles().length, 4);
});

test("an anchor of the page is no state", async () => {
  tick("countries", "SE");
  await visit("page:main");
  equal(titles(), ["Ale"]);
});

test("values that no card has find nothing, and say so", async () => {
  await visit("countries=XX");
  equal([titles(), chips(), texts(".empty h2")], [[], ["XX"], ["No match"]]);
});

test("the skip link keeps the state", () => {
  tick("countries", "SE");
  find(".skip").click();
  equal([document.activeElement.id, state()], ["page:main", "countries=SE"]);
});

test("sorting keeps languages apart, and the order of the page where ranks are the same", () => {
  sortBy("since");
  equal(titles(), ["Ale", "Dora", "Brew", "Cem"]);
  toolkit.remember("toolkit-languages", "de");
  document.dispatchEvent(new Event("toolkit-languages"));
  equal(titles(), ["Ale", "Dora", "Brew", "Cem"]);
  sortBy("");
  equal([titles(), state()], [["Ale", "Dora", "Brew", "Cem"], ""]);
});

test("the highest rank comes first, and what has none last", () => {
  const cards = toolkit.cards.read(find(".cards"));
  cards.forEach((card) => (card.language = "en"));
  const since = (card) => card.ranks.since ?? -Infinity;
  equal(toolkit.cards.sorted(cards, since, null).map((card) => card.id), ["guides/brew", "guides/ale", "people/dora", "people/cem"]);
  equal(toolkit.cards.sorted(cards, null, null).map((card) => card.place), [0, 1, 2, 3]);
  const found = new Map([[cards[1], 1], [cards[3], 2]]);
  equal(toolkit.cards.sorted([cards[1], cards[3]], null, found).map((card) => card.place), [3, 1]);
  equal(toolkit.cards.sorted([cards[3], cards[1]], since, found).map((card) => card.place), [1, 3]);
});

test("languages that are read come before others, and cards say where they can be read", () => {
  const offers = () => [...document.querySelectorAll(".read-in")].map((offer) => [offer.closest("li").dataset.id, offer.querySelector("a").getAttribute("href"), offer.textContent]);
  equal(offers(), []);
  toolkit.remember("toolkit-languages", "ar");
  document.dispatchEvent(new Event("toolkit-languages"));
  equal(titles(), ["Ale", "Dora", "Brew", "Cem"]);
  equal(offers(), [["guides/brew", "ar/guides/brew.html", "Read it in: Arabic"]]);
  toolkit.remember("toolkit-languages", "de");
  document.dispatchEvent(new Event("toolkit-languages"));
  equal(offers(), []);
});

test("a language that is read moves its records up", () => {
  const cards = toolkit.cards.read(find(".cards"));
  cards[2].languages = ["de"];
  toolkit.remember("toolkit-languages", "ar");
  equal(toolkit.cards.sorted(cards, null, null).map((card) => card.id), ["guides/ale", "people/dora", "people/cem", "guides/brew"]);
});

// Chips ------------------------------------------------------------------------------------------------------------------

test("each filter is a chip that takes it away", () => {
  tick("countries", "DE");
  equal(chips(), ["Germany"]);
  equal(find(".chip").getAttribute("aria-label"), "Remove Germany");
  tick("countries", "a b&c");
  equal(chips(), ["Germany", "\u2068شاي\u2069", "Clear"]);
  find(".chip").click();
  equal([state(), document.activeElement.className], ["countries=a b&c", "total"]);
});

test("one click clears all filters, but not how the list looks", async () => {
  await visit("countries=DE&_type=guides&_q=tea&_sort=since&_view=table");
  equal(chips(), ["Search: tea", "Guides", "Germany", "Clear"]);
  find(".chips .link").click();
  equal(state(), "_sort=since&_view=table");
  equal(total(), "4 of 4");
});

test("an empty list names the filter that hides most, and takes it away", async () => {
  await visit("countries=SE&_type=people");
  equal(texts(".empty h2, .empty p, .empty button"), ["No match", "Sweden hides 2 records", "Remove Sweden"]);
  find(".empty button").click();
  equal([state(), find(".empty").hidden], ["_type=people", true]);
});

test("where no filter alone hides anything all are cleared", async () => {
  await visit("countries=XX&_type=YY&letters=a");
  equal(texts(".empty p, .empty button"), ["Clear"]);
  find(".empty button").click();
  equal([state(), titles().length], ["", 4]);
});

test("a query may be what hides most", async () => {
  await visit("_q=tea&_type=people");
  answers[0].use(hits("guides/ale"));
  equal(texts(".empty p, .empty button"), ["Search: tea hides 2 records", "Remove Search: tea"]);
});

// Search -----------------------------------------------------------------------------------------------------------------

test("a query narrows down, best first, and counts follow", async () => {
  await visit("_q=tea");
  equal(answers.map((asked) => [asked.root, asked.query]), [["../", "tea"]]);
  answers[0].use(hits("people/dora", "guides/ale", "no/card"));
  equal([titles(), total(), counts("_type")], [["Dora", "Ale"], "2 of 4", ["1", "1"]]);
  equal(find("select").options[0].textContent, "Best");
  answers[0].use(hits("guides/ale", "people/dora", "people/cem"));
  equal(titles(), ["Ale", "Dora", "Cem"]);
  await visit("");
  equal([titles().length, find("select").options[0].textContent], [4, "Title"]);
});

test("cards say what was found of them, until nobody asks any more", async () => {
  await visit("_q=tea");
  answers[0].use([{ id: "guides/ale", title: "Ale", summary: "A passage", facts: "Easy" }, { id: "people/dora", title: "Dora", facts: "Old / Kind" }], true, "");
  equal([titles(), texts(".passage")], [["*Ale", "*Dora"], ["A passage", ""]]);
  // Facts that a card has are not said twice.
  equal(texts(".told"), ["Old · Kind"]);
  await visit("countries=DE");
  equal([titles(), texts(".passage"), texts(".told")], [["Ale", "Brew"], [], []]);
});

test("what fits best comes first, in whatever language", async () => {
  await visit("_q=tea");
  answers[0].use(hits("people/cem", "guides/ale"), true, "");
  equal(titles(), ["Cem", "Ale"]);
});

test("before there is an answer nothing is listed, counted or called empty", async () => {
  await visit("_q=tea");
  equal([titles(), total(), find(".empty").hidden, [...new Set(counts("countries"))]], [[], "Searching", true, [""]]);
  equal(document.querySelectorAll(".none").length, 0);
});

test("a failed search lists nothing as found, whatever is ticked", async () => {
  await visit("_q=tea");
  answers[0].fail("search");
  equal([titles(), total(), texts(".failed p"), find(".empty").hidden], [[], "", ["No search"], true]);
  tick("_type", "guides");
  equal([titles(), answers.length, texts(".failed p")], [[], 1, ["No search"]]);
  await visit("_type=guides");
  equal([titles(), find(".failed").hidden], [["Ale", "Brew"], true]);
});

test("a failed search is asked again", async () => {
  await visit("_q=tea");
  answers[0].fail("search");
  find(".failed button").click();
  equal([answers.length, find(".failed").hidden, document.activeElement.className], [2, true, "total"]);
  answers[1].use(hits("guides/ale"));
  equal(titles(), ["Ale"]);
});

test("without texts the hits stay, and the reader is told", async () => {
  await visit("_q=tea");
  answers[0].use(hits("guides/ale"));
  answers[0].fail("texts");
  equal([titles(), texts(".failed p")], [["Ale"], ["No texts"]]);
});

test("an answer to an earlier query counts for nothing", async () => {
  await visit("_q=tea");
  await visit("_q=honey");
  answers[0].use(hits("guides/ale"));
  equal(total(), "Searching");
  answers[0].fail("search");
  equal(find(".failed").hidden, true);
  answers[1].use(hits("people/cem"));
  equal(titles(), ["Cem"]);
});

test("a filter more does not search anew", async () => {
  await visit("_q=tea");
  answers[0].use(hits("guides/ale", "people/dora"));
  tick("_type", "people");
  equal([titles(), answers.length], [["Dora"], 1]);
});

// Look -------------------------------------------------------------------------------------------------------------------

test("cards become a table with the facts of all of them", () => {
  find("[data-view=table]").click();
  equal([state(), find(".cards").hidden], ["_view=table", true]);
  equal([...document.querySelectorAll("[data-view]")].map((button) => button.getAttribute("aria-pressed")), ["false", "true"]);
  equal(find("table").getAttribute("aria-label"), "Everything");
  equal(texts("thead th"), ["Record", "Shelf", "Since", "Stufe", "Status", "Compare"]);
  equal(find("thead th[lang]").lang, "de");
  const rows = [...document.querySelectorAll("tbody tr")].map((row) => [...row.children].map((cell) => cell.textContent));
  equal(rows.slice(0, 3), [["1Ale", "Guide", "2001", "", "ok", ""], ["4Dora", "Person", "", "", "", ""], ["2Brew", "Guide", "", "easy", "", ""]]);
  equal([...find("tbody tr").children].map((cell) => [cell.getAttribute("role"), cell.dataset.label]), [["rowheader", undefined], ["cell", "Shelf"], ["cell", "Since"], ["cell", "Stufe"], ["cell", "Status"], ["cell", "Compare"]]);
  tick("countries", "SE");
  equal(texts("tbody tr th"), ["1Ale"]);
  find("[data-view=cards]").click();
  equal([titles(), find(".list").hidden, state()], [["Ale"], true, "countries=SE"]);
});

test("the table has no column for statuses where no card has one", () => {
  const tag = find(".status");
  const card = tag.parentElement;
  tag.remove();
  find("[data-view=table]").click();
  equal(texts("thead th"), ["Record", "Shelf", "Since", "Stufe", "Compare"]);
  equal([...find("tbody tr").children].map((cell) => cell.textContent), ["1Ale", "Guide", "2001", "", ""]);
  find("[data-view=cards]").click();
  card.append(tag);
});

test("a long facet shows its first options, those that are on, and a button for the rest", () => {
  const letters = () => texts("#long .option").join("");
  const button = () => find("#long button");
  equal([letters(), button().textContent, document.querySelectorAll("fieldset button").length], ["abcdefgh", "All 12", 1]);
  button().click();
  equal([letters(), button().textContent, button().getAttribute("aria-expanded")], ["abcdefghijkl", "Fewer", "true"]);
  tick("letters", "k");
  button().click();
  equal([letters(), button().textContent], ["abcdefghk", "All 12"]);
});

test("the filters open as a sheet, with the number of records in view", () => {
  const opener = find("[data-filters]");
  const sheet = find(".drawer");
  const shown = () => [sheet.querySelector("[role=status]").textContent, find("[data-show]").textContent, find("[data-clear]").hidden];
  opener.click();
  equal([sheet.open, sheet.contains(find(".facets")), shown()], [true, true, ["4 of 4", "Show 4 records", true]]);
  tick("countries", "DE");
  tick("_type", "guides");
  equal([shown(), opener.textContent], [["2 of 4", "Show 2 records", false], "Filters (2)"]);
  find("[data-clear]").click();
  equal([state(), shown(), document.activeElement === find("[data-show]")], ["", ["4 of 4", "Show 4 records", true], true]);
  tick("countries", "SE");
  equal(find("[data-show]").textContent, "Show 1 record");
});

test("the sheet gives the filters back, and its button leads to the records", async () => {
  find("[data-filters]").focus();
  find("[data-filters]").click();
  find("[data-close]").click();
  await until(() => !find(".drawer").contains(find(".facets")));
  equal([find(".drawer").open, document.activeElement === find("[data-filters]")], [false, true]);
  find("[data-filters]").click();
  find("[data-show]").click();
  await until(() => !find(".drawer").contains(find(".facets")));
  equal(document.activeElement.className, "total");
});

test("one may go past the filters, and the state stays", () => {
  tick("countries", "SE");
  find(".skip-facets").click();
  equal([document.activeElement.className, state()], ["total", "countries=SE"]);
});

// Both ways --------------------------------------------------------------------------------------------------------------

/** The cards in an order, as if all were in the page's language. */
function ordered(by) {
  const state = new URLSearchParams(by ? { _sort: by } : {});
  const cards = toolkit.cards.read(find(".cards")).sort((one, other) => one.id.localeCompare(other.id));
  cards.forEach((card, place) => Object.assign(card, { language: "en", place }));
  const boxes = [...document.querySelectorAll(".facets input")];
  const rank = toolkit.order.of({ place: find("[data-catalogue]"), cards, state, boxes, options: new Map(), names: ["countries", "_type"] });
  return toolkit.cards.sorted(cards, rank, null).map((card) => card.id.split("/")[1]);
}

test("what has no value comes last, whichever way", () => {
  equal([ordered("since"), ordered("-since")], [["brew", "ale", "dora", "cem"], ["dora", "ale", "brew", "cem"]]);
});

test("what has no rank is sorted by the alphabet, by the first of its values", () => {
  equal([ordered("countries"), ordered("-countries")], [["ale", "brew", "cem", "dora"], ["cem", "ale", "brew", "dora"]]);
  equal([ordered("_type"), ordered("-_type"), ordered("-_title")], [["ale", "brew", "cem", "dora"], ["cem", "dora", "ale", "brew"], ["dora", "cem", "brew", "ale"]]);
});

test("heads of the table sort both ways, and say so", async () => {
  await visit("_view=table");
  const head = (name) => find(`[data-by=${name}]`);
  const sorts = () => [...document.querySelectorAll("thead th")].map((cell) => cell.getAttribute("aria-sort"));
  equal([sorts(), texts("thead button")], [["ascending", null, null, null, null, null], ["Record", "Shelf", "Since"]]);
  head("since").click();
  equal([state(), sorts()[2], find("select").value, document.activeElement === head("since")], ["_view=table&_sort=since", "descending", "since", false]);
  head("since").focus();
  head("since").click();
  equal([state(), sorts()[2], sorts()[0], document.activeElement === head("since")], ["_view=table&_sort=-since", "ascending", null, true]);
  equal(find("select").value, "-since");
  head("_type").click();
  equal([state(), sorts()[1], find("select").selectedOptions[0].textContent], ["_view=table&_sort=_type", "ascending", "Shelf up"]);
  head("_title").click();
  equal([state(), sorts()[0]], ["_view=table", "ascending"]);
  head("_title").click();
  equal([state(), sorts()[0], find("select").selectedOptions[0].textContent], ["_view=table&_sort=-_title", "descending", "Title down"]);
  await visit("");
  equal([...find("select").options].map((option) => option.value), ["", "since", "-since"]);
});

// Side by side -----------------------------------------------------------------------------------------------------------

const choose = (id) => find(`.cards [data-compare="${id}"]`).click();
const bar = () => [find(".chosen").hidden, texts(".chosen .chip"), find(".chosen [role=status]").textContent, find("[data-side]").hidden];

test("each card has a box to compare it, and what is chosen stands in a bar and in the address", async () => {
  equal([document.querySelectorAll(".cards [data-compare]").length, find(".cards [data-compare]").getAttribute("aria-label")], [4, "Compare Ale"]);
  equal(find(".chosen").hidden, true);
  const before = history.length;
  choose("guides/ale");
  equal([state(), bar()], ["_compare=guides/ale", [false, ["Ale"], "One more", true]]);
  choose("people/dora");
  equal([location.hash, bar(), history.length], ["#_compare=guides/ale,people/dora", [false, ["Ale", "Dora"], "Compare", false], before]);
  tick("countries", "SE");
  equal([titles(), bar()[1]], [["Ale"], ["Ale", "Dora"]]);
  find(".chosen .chip").click();
  equal([bar(), find('.cards [data-compare="guides/ale"]').checked], [[false, ["Dora"], "One more", true], false]);
  find("[data-none]").click();
  equal([state(), find(".chosen").hidden], ["countries=SE", true]);
});

test("four records can be compared and no more", () => {
  for (const id of ["guides/ale", "guides/brew", "people/cem"]) choose(id);
  equal([...document.querySelectorAll(".cards [data-compare]")].some((box) => box.disabled), false);
  choose("people/dora");
  equal(bar(), [false, ["Ale", "Brew", "Cem", "Dora"].map((title) => bar()[1].find((chip) => chip.includes(title))), "Four at most", false]);
});

test("chosen records stand side by side with all that the list knows of them", async () => {
  await visit("_compare=guides/ale,people/cem");
  find("[data-side]").click();
  equal([find(".side-by-side").hidden, document.activeElement.id, location.hash], [false, "page:side", "#_compare=guides/ale,people/cem&_view=compare"]);
  const rows = [...document.querySelectorAll(".side-by-side tbody tr")].map((row) => [...row.children].map((cell) => cell.textContent));
  equal(rows, [["Since", "2001", "–"], ["Shelf", "Guides", "People"], ["Countries", "GermanySweden", "\u2068شاي\u2069"]]);
  equal([...document.querySelectorAll(".side-by-side thead a")].map((link) => link.getAttribute("href")), ["ale.html", "cem.html"]);
  find("[data-back]").click();
  equal([find(".side-by-side").hidden, document.activeElement.className, location.hash], [true, "total", "#_compare=guides/ale,people/cem"]);
});

test("of two, taking one away leads back to the list", async () => {
  await visit("_compare=guides/ale,people/cem,people/dora&_view=compare");
  find(".side-by-side thead .link").click();
  equal([texts(".side-by-side thead a").length, document.activeElement.id], [2, "page:side"]);
  find(".side-by-side thead .link").click();
  equal([find(".side-by-side").hidden, location.hash], [true, "#_compare=people/dora"]);
});

test("what nobody knows is not compared", async () => {
  await visit("_compare=guides/ale,no/such&_view=compare");
  equal([find(".side-by-side").hidden, titles().length, bar()], [true, 4, [false, ["Ale"], "One more", true]]);
  await visit("_compare=no/one,no/two,no/three,no/four&_view=compare");
  equal([find(".chosen").hidden, [...document.querySelectorAll(".cards [data-compare]")].some((box) => box.disabled)], [true, false]);
  choose("guides/ale");
  equal(location.hash, "#_compare=guides/ale");
});

test("the form of the filters is not sent", () => {
  equal(find("form").dispatchEvent(new Event("submit", { cancelable: true })), false);
});
