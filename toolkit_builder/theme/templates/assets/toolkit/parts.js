// Says so where a part of the page stays without its script, because one did not come or does not run in this browser. Scripts
// mark the parts that they take care of as ready.
(function () {
  "use strict";

  /** Shows in a part of the page that it could not be loaded, in words that stand there already.
      @param {HTMLElement} part */
  function tell(part) {
    part.querySelectorAll(".failed, [data-failed~=part]").forEach(function (words) {
      words.removeAttribute("hidden");
    });
    part.querySelectorAll(".failed button").forEach(function (button) {
      button.addEventListener("click", function () {
        location.reload();
      });
    });
    var found = /** @type {HTMLElement | null} */ (part.querySelector(".results"));
    if (!found) return;
    var box = found;
    // A search field says so when the reader comes to it.
    part.addEventListener("focusin", function () {
      box.hidden = false;
    });
    part.addEventListener("focusout", function (event) {
      box.hidden = !part.contains(/** @type {Node | null} */ (event.relatedTarget));
    });
    part.addEventListener("submit", function (event) {
      event.preventDefault();
    });
  }

  // All other scripts have run by then, or failed.
  document.addEventListener("DOMContentLoaded", function () {
    /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-part]:not([data-ready])")).forEach(tell);
  });
})();
