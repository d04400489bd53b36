// Light or dark as the reader chose it, set before anything is drawn. Runs on http and from file://.
(function () {
  "use strict";
  try {
    var chosen = localStorage.getItem("toolkit-display");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.display = chosen;
  } catch (error) {
    // Storage is switched off: the system's setting holds.
  }
})();
