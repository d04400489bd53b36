// What pages can do beyond being read: choose light or dark, close menus. Everything else works without scripts.
(function () {
  "use strict";
  var html = document.documentElement;
  var button = document.querySelector("[data-display]");
  var dark = window.matchMedia("(prefers-color-scheme: dark)");

  function isDark() {
    return html.dataset.display ? html.dataset.display === "dark" : dark.matches;
  }

  function name() {
    var words = button.querySelector("[data-light]");
    words.textContent = isDark() ? words.dataset.light : words.dataset.dark;
  }

  if (button) {
    button.hidden = false;
    name();
    dark.addEventListener("change", name);
    button.addEventListener("click", function () {
      html.dataset.display = isDark() ? "light" : "dark";
      try {
        localStorage.setItem("toolkit-display", html.dataset.display);
      } catch (error) {
        // Storage is switched off: the choice holds for this page.
      }
      name();
    });
  }

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });
  document.addEventListener("click", function (event) {
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
})();
