// For the tests beside this file: `test` names a case, `equal` compares values as JSON has them, `ticks` waits for what is due.
window.tests = {};

function test(name, run) {
  if (name in window.tests) throw new Error("Two tests are called: " + name);
  window.tests[name] = run;
}

function equal(found, wanted) {
  if (JSON.stringify(found) === JSON.stringify(wanted)) return;
  throw new Error("found " + JSON.stringify(found) + "\nwanted " + JSON.stringify(wanted));
}

/** Lets promises and timers of no length run. */
async function ticks(many = 5) {
  for (; many > 0; many--) await new Promise((done) => setTimeout(done, 0));
}

/** The texts of all visible elements. */
function texts(selector) {
  return [...document.querySelectorAll(selector)].filter((found) => found.checkVisibility()).map((found) => found.textContent);
}

function press(element, key) {
  element.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
}
