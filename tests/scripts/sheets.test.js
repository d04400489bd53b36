const html = document.documentElement;
const wanted = () => [...document.querySelectorAll(".wanted")].map((part) => part.textContent);
const buttons = [...document.querySelectorAll("[data-print-sheet]")];
const large = document.querySelector("[data-large]");
let printed = [];
window.print = () => printed.push([html.dataset.prints, wanted()]);

test("one sheet is printed, with all that belongs to it", () => {
  printed = [];
  buttons[0].click();
  buttons[1].click();
  equal(printed, [
    ["run", ["Title", "Large"]],
    ["text:one", ["Hand-out"]],
  ]);
});

test("after that everything is on paper again", () => {
  buttons[1].click();
  window.dispatchEvent(new Event("afterprint"));
  equal([html.dataset.prints, wanted()], [undefined, []]);
});

test("the steps alone, and back again by button and by Escape", () => {
  large.click();
  equal("run" in html.dataset, true);
  large.click();
  equal("run" in html.dataset, false);
  large.click();
  press(document.body, "a");
  equal("run" in html.dataset, true);
  press(document.body, "Escape");
  equal(["run" in html.dataset, document.activeElement === large], [false, true]);
});
