// What every page can do beyond being read: light or dark, menus, languages that the reader can read, copying, sharing, freshness.
// All else works without scripts.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var html = document.documentElement;

  // Light or dark
  var buttons = toolkit.pickAll(document, "[data-display]");
  var dark = window.matchMedia("(prefers-color-scheme: dark)");

  function isDark() {
    return html.dataset.display ? html.dataset.display === "dark" : dark.matches;
  }

  function nameDisplay() {
    buttons.forEach(function (button) {
      var words = toolkit.pick(button, "[data-light]");
      words.textContent = (isDark() ? words.dataset.light : words.dataset.dark) || "";
    });
  }

  nameDisplay();
  dark.addEventListener("change", nameDisplay);
  buttons.forEach(function (button) {
    button.addEventListener("click", function () {
      html.dataset.display = isDark() ? "light" : "dark";
      toolkit.remember("toolkit-display", html.dataset.display);
      nameDisplay();
    });
  });

  // Menus
  function openMenus() {
    return /** @type {HTMLDetailsElement[]} */ (toolkit.pickAll(document, ".menu[open], .all[open]"));
  }

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    openMenus().forEach(function (menu) {
      menu.open = false;
      toolkit.pick(menu, "summary").focus();
    });
  });
  document.addEventListener("click", function (event) {
    openMenus().forEach(function (menu) {
      if (!menu.contains(/** @type {Node} */ (event.target))) menu.open = false;
    });
  });

  // Where the header has no room for the search field, a button shows it
  toolkit.pickAll(document, "[data-find]").forEach(function (find) {
    var header = /** @type {HTMLElement} */ (find.parentElement);
    var input = /** @type {HTMLInputElement} */ (toolkit.pick(header, ".search input"));

    /** @param {boolean} open */
    function show(open) {
      header.classList.toggle("finding", open);
      find.setAttribute("aria-expanded", String(open));
    }

    find.addEventListener("click", function () {
      show(!header.classList.contains("finding"));
      if (header.classList.contains("finding")) input.focus();
    });
    // The field itself uses this key as long as something stands in it.
    input.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || input.value || !header.classList.contains("finding")) return;
      show(false);
      find.focus();
    });
  });

  // Languages that the reader reads
  var boxes = /** @type {HTMLInputElement[]} */ (toolkit.pickAll(document, "[data-reads]"));
  boxes.forEach(function (box) {
    box.checked = box.disabled || toolkit.languages().includes(box.value);
    box.addEventListener("change", function () {
      var chosen = boxes.filter(function (choice) {
        return choice.checked && !choice.disabled;
      });
      toolkit.remember(
        "toolkit-languages",
        chosen
          .map(function (choice) {
            return choice.value;
          })
          .join(" "),
      );
      document.dispatchEvent(new Event("toolkit-languages"));
    });
  });

  // Copying
  /** The words of an element; what is set apart in it stays apart without markup.
      @param {HTMLElement} source */
  function plain(source) {
    var copy = /** @type {HTMLElement} */ (source.cloneNode(true));
    copy.querySelectorAll("bdi").forEach(function (isolated) {
      isolated.replaceWith("\u2068" + isolated.textContent + "\u2069");
    });
    return copy.textContent || "";
  }

  /** @param {HTMLElement} source */
  function mark(source) {
    var range = document.createRange();
    range.selectNodeContents(source);
    var selection = /** @type {Selection} */ (getSelection());
    selection.removeAllRanges();
    selection.addRange(range);
  }

  /** Copy words; where that does not work, as in some browsers on pages from the disk, mark the element that holds them.
      @param {string} text @param {HTMLElement} source @param {HTMLElement} place where it is told */
  function copy(text, source, place) {
    place.textContent = "";
    var writing = navigator.clipboard ? navigator.clipboard.writeText(text) : Promise.reject();
    writing.then(
      function () {
        place.append(toolkit.told("copied"));
      },
      function () {
        if (!source.isConnected) place.append(source, " ");
        place.append(toolkit.told("not_copied"));
        mark(source);
      },
    );
  }

  toolkit.pickAll(document, "[data-copy]").forEach(function (button) {
    button.addEventListener("click", function () {
      var source = /** @type {HTMLElement} */ (document.getElementById(button.dataset.copy || ""));
      copy(plain(source), source, toolkit.pick(/** @type {HTMLElement} */ (button.parentElement), "[role=status]"));
    });
  });

  // An edition may lie on a stick for years: what was fresh when it was made may not be so today.
  var today = new Date().toISOString().slice(0, 10);
  toolkit.pickAll(document, "[data-fresh-until]").forEach(function (notice) {
    if ((notice.dataset.freshUntil || "") < today) notice.hidden = false;
  });

  // What is wider than its column scrolls in a box of its own, which the keyboard must reach; not all browsers see to it.
  var scrollers = new ResizeObserver(function (changed) {
    changed.forEach(function (change) {
      var box = change.target;
      if (box.scrollWidth > box.clientWidth) box.setAttribute("tabindex", "0");
      else box.removeAttribute("tabindex");
    });
  });
  toolkit.pickAll(document, ".text table, .text pre > code, .text math").forEach(function (wide) {
    scrollers.observe(wide);
  });

  // Sharing: in the system's own way where there is one, else the address is copied. A page on the disk has the one that it has
  // online, if it is there.
  toolkit.pickAll(document, "[data-share]").forEach(function (button) {
    var address = location.protocol === "file:" ? button.dataset.share || "" : location.href.split("#")[0];
    button.hidden = !address;
    button.addEventListener("click", function () {
      var place = toolkit.pick(/** @type {HTMLElement} */ (button.parentElement), "[role=status]");
      function copyIt() {
        copy(address, toolkit.element("bdi", {}, address), place);
      }
      if (!navigator.share) return copyIt();
      place.textContent = "";
      navigator.share({ title: document.title, url: address }).catch(function (error) {
        // Who thinks better of it need not be told. A system may refuse, too, or have nothing to share with.
        if (error.name !== "AbortError") copyIt();
      });
    });
  });

  var print = document.querySelector("[data-print]");
  if (print)
    print.addEventListener("click", function () {
      window.print();
    });
})();
