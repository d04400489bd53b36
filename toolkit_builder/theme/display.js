// Before anything is drawn: light or dark as the reader chose it, and that scripts run. Runs on http and from file://.
(function () {
  "use strict";
  var html = document.documentElement;
  html.classList.add("scripts");
  try {
    var chosen = localStorage.getItem("toolkit-display");
    if (chosen === "light" || chosen === "dark") html.dataset.display = chosen;
  } catch (error) {
    // Storage is switched off: the system's setting holds.
  }
})();
