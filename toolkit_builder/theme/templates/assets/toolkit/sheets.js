// Sheets of a record: one alone on paper, or the steps alone on the screen, large enough for a room.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var html = document.documentElement;

  /** @returns {HTMLElement[]} */
  function wanted() {
    return toolkit.pickAll(document, ".wanted");
  }

  /** Everything is on paper again. */
  function leave() {
    delete html.dataset.prints;
    wanted().forEach(function (part) {
      part.classList.remove("wanted");
    });
  }

  toolkit.pickAll(document, "[data-print-sheet]").forEach(function (button) {
    button.addEventListener("click", function () {
      leave();
      html.dataset.prints = button.dataset.printSheet || "";
      toolkit.pickAll(document, "[data-sheet]").forEach(function (part) {
        part.classList.toggle("wanted", part.dataset.sheet === html.dataset.prints);
      });
      window.print();
    });
  });
  window.addEventListener("afterprint", leave);

  // The steps alone
  /** @type {WakeLockSentinel | null} */
  var awake = null;
  var buttons = toolkit.pickAll(document, "[data-large]");

  /** A screen that goes dark helps nobody; where a browser cannot hold it, it does as it always does. */
  function stayAwake() {
    if (!navigator.wakeLock) return;
    navigator.wakeLock.request("screen").then(
      function (lock) {
        if ("run" in html.dataset) awake = lock;
        else lock.release();
      },
      function () {},
    );
  }

  /** @param {boolean} large @param {HTMLElement} button */
  function run(large, button) {
    if (large) html.dataset.run = "";
    else delete html.dataset.run;
    if (large) stayAwake();
    else if (awake) awake.release();
    if (!large) awake = null;
    if (large) window.scrollTo(0, 0);
    else button.scrollIntoView({ block: "center" });
  }

  buttons.forEach(function (button) {
    button.addEventListener("click", function () {
      run(!("run" in html.dataset), button);
    });
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || !("run" in html.dataset) || !buttons[0]) return;
    run(false, buttons[0]);
    buttons[0].focus({ preventScroll: true });
  });
})();
