const open = () => [...document.querySelectorAll("details")].map((box) => box.open);
const chosen = () => [...document.querySelectorAll("input:checked")].map((button) => button.id);

test("what was open is open again, each of several with one title as it was", () => {
  equal(open(), [false, true, false, true]);
});

test("the tabs that were chosen are chosen again, and nothing else is", () => {
  equal(chosen(), ["a2", "b1"]);
  equal(document.activeElement.id, "c1");
});

test("what was read stays in its place, whatever became of what stands above", async () => {
  equal(Math.round(document.getElementById("mark").getBoundingClientRect().top), -40);
  document.getElementById("above").style.height = "500px";
  // The observer of sizes is called before the page is drawn.
  for (let turn = 0; turn < 3; turn++) await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  equal(Math.round(document.getElementById("mark").getBoundingClientRect().top), -40);
});

test("a place is gone back to once", () => {
  equal(sessionStorage.getItem("toolkit-place /live.html"), null);
});
