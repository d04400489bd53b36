// Says so where a part of the page stays without its script, because one did not come or does not run in this browser. Scripts
// mark the parts that they take care of as ready.
(function () {
  "use strict";

  /** Shows in a part of the page that it could not be loaded, in words that stand there already. */
  function tell(part) {
    var failure = part.querySelector(".failed");
    var box = failure.closest(".results");
    failure.hidden = false;
    failure.querySelector("[data-failed~=part]").hidden = false;
    failure.querySelector("button").addEventListener("click", function () {
      location.reload();
    });
    if (!box) return;
    // A search field says so when the reader comes to it.
    part.addEventListener("focusin", function () {
      box.hidden = false;
    });
    part.addEventListener("focusout", function (event) {
      box.hidden = !part.contains(event.relatedTarget);
    });
    part.addEventListener("submit", function (event) {
      event.preventDefault();
    });
  }

  // All other scripts have run by then, or failed.
  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("[data-part]:not([data-ready])").forEach(tell);
  });
})();
