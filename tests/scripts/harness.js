// For the tests beside this file: `test` names a case, `equal` compares values as JSON has them, `until` waits for what is meant,
// `ticks` lets run what is due.
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

/** Waits until something is so; whoever runs the test ends it when that never comes. */
async function until(check) {
  while (!check()) await ticks(1);
}

// What the page heard of last: a browser tells of a change some time after it.
let heard = location.href;
addEventListener("hashchange", (event) => (heard = event.newURL));

/** Goes where the address is told to lead, or back, and on once the page has heard of it and of all before. */
async function go(move) {
  await until(() => heard === location.href);
  const before = location.href;
  move();
  await until(() => location.href !== before && heard === location.href);
}

async function goTo(hash) {
  if (location.hash.slice(1) !== hash) await go(() => (location.hash = hash));
}

/** The texts of all visible elements. */
function texts(selector) {
  return [...document.querySelectorAll(selector)].filter((found) => found.checkVisibility()).map((found) => found.textContent);
}

function press(element, key) {
  element.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
}
