const html = document.documentElement;
const display = document.querySelector("[data-display]");
const menu = document.querySelector(".menu");
const boxes = [...document.querySelectorAll("[data-reads]")];
const status = () => document.querySelector("[role=status]").textContent;

test("light and dark are switched, named and remembered", () => {
  equal([display.textContent, html.dataset.display], ["Dark", undefined]);
  display.click();
  equal([display.textContent, html.dataset.display, localStorage.getItem("toolkit-display")], ["Light", "dark", "dark"]);
  display.click();
  equal([display.textContent, html.dataset.display, localStorage.getItem("toolkit-display")], ["Dark", "light", "light"]);
});

test("what was chosen holds before anything is drawn", async () => {
  equal(html.classList.contains("scripts"), true);
  for (const [chosen, wanted] of [["dark", "dark"], ["light", "light"], ["<b>", undefined]]) {
    delete html.dataset.display;
    localStorage.setItem("toolkit-display", chosen);
    await toolkit.load(`display.js?${chosen}`, () => true);
    equal(html.dataset.display, wanted);
  }
});

test("Escape closes a menu and goes back to its button", () => {
  menu.open = true;
  menu.querySelector("a").focus();
  press(document.body, "a");
  equal(menu.open, true);
  press(document.body, "Escape");
  equal([menu.open, document.activeElement.textContent], [false, "Menu"]);
});

test("a click elsewhere closes a menu, one in it does not", () => {
  menu.open = true;
  document.querySelector(".other").open = true;
  menu.querySelector("a").click();
  equal(menu.open, true);
  document.body.click();
  equal([menu.open, document.querySelector(".other").open], [false, true]);
});

test("languages that are read are remembered and told", () => {
  let told = 0;
  document.addEventListener("toolkit-languages", () => told++);
  equal(boxes.map((box) => box.checked), [true, false, false]);
  boxes[2].click();
  boxes[1].click();
  equal([localStorage.getItem("toolkit-languages"), told], ["de ar", 2]);
  boxes[2].click();
  equal([localStorage.getItem("toolkit-languages"), toolkit.languages(), told], ["de", ["en", "de"], 3]);
});

test("languages that were chosen before are ticked", async () => {
  localStorage.setItem("toolkit-languages", "ar");
  await toolkit.load("page.js", () => true);
  equal(boxes.map((box) => box.checked), [true, false, true]);
});

test("a text is copied, with what is set apart in it", async () => {
  let copied = "";
  Object.defineProperty(navigator, "clipboard", { value: { writeText: (text) => ((copied = text), Promise.resolve()) } });
  document.querySelector("[data-copy]").click();
  await ticks();
  equal([copied, status()], ["By \u2068Ada\u2069, 2024", "Copied"]);
});

for (const [name, clipboard] of [["that refuses", { writeText: () => Promise.reject(new Error("no")) }], ["that is not there", undefined]])
  window.tests[`clipboard ${name}`] = async () => {
    Object.defineProperty(navigator, "clipboard", { value: clipboard });
    document.querySelector("[data-copy]").click();
    await ticks();
    equal([getSelection().toString(), status()], ["By Ada, 2024", "Not copied"]);
  };

test("where there is no clipboard the text is marked", () => window.tests["clipboard that is not there"]());

test("where the clipboard refuses the text is marked", () => window.tests["clipboard that refuses"]());

test("facts say that they are old when their day has come", () => {
  equal(texts(".notice"), ["Old"]);
});

test("what scrolls is reached by the keyboard, and nothing else", async () => {
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  const [table, code] = document.querySelectorAll("table, code");
  equal([table.getAttribute("tabindex"), code.getAttribute("tabindex")], ["0", null]);
  document.querySelector(".text").style.inlineSize = "900px";
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  equal(table.getAttribute("tabindex"), null);
});

test("a button prints the page", () => {
  let printed = 0;
  window.print = () => printed++;
  document.querySelector("[data-print]").click();
  equal(printed, 1);
});
