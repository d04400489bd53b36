// Under `toolkit serve`: loads the page anew once the site is built anew, and leaves whoever looks at it where they were.
(function () {
  "use strict";
  var build = /** @type {HTMLScriptElement} */ (document.currentScript).dataset.build;
  var NAME = "toolkit-place " + location.pathname;
  /** @type {AbortController | null} */
  var waiting = null;
  var isOurs = false;

  /** What opens and closes, each with its title. */
  function boxes() {
    return Array.from(document.querySelectorAll("details"), function (box) {
      var summary = box.querySelector("summary");
      return { box: box, title: summary ? summary.textContent.trim() : "" };
    });
  }

  /** The last heading or part above the upper edge of the window: what is written above it may become longer or shorter. */
  function landmark() {
    var above = Array.from(document.querySelectorAll("main [id]")).filter(function (element) {
      var box = element.getBoundingClientRect();
      return box.height > 0 && box.top <= 0;
    });
    return above.pop();
  }

  function remember() {
    // A page that tells problems is there for a while only; the place is kept for the page that comes back.
    if (document.querySelector("ol.problems")) return;
    var mark = landmark();
    var place = {
      left: scrollX,
      top: scrollY,
      mark: mark && mark.id,
      below: mark && mark.getBoundingClientRect().top,
      boxes: boxes().map(function (now) {
        return { title: now.title, open: now.box.open };
      }),
      chosen: Array.from(document.querySelectorAll("input[type=radio][id]:checked"), function (button) {
        return button.id;
      }),
      focus: document.activeElement && document.activeElement.id,
    };
    sessionStorage.setItem(NAME, JSON.stringify(place));
  }

  /** @param {{ left: number, top: number, mark?: string, below?: number }} place */
  function go(place) {
    var mark = place.mark && document.getElementById(place.mark);
    var top = mark ? scrollY + mark.getBoundingClientRect().top - (place.below || 0) : place.top;
    scrollTo({ left: place.left, top: top, behavior: "instant" });
  }

  function recall() {
    var kept = sessionStorage.getItem(NAME);
    if (!kept || document.querySelector("ol.problems")) return;
    sessionStorage.removeItem(NAME);
    var place = JSON.parse(kept);
    boxes().forEach(function (now) {
      // Of several with one title, each takes the first that is left.
      var at = place.boxes.findIndex(function (/** @type {{ title: string }} */ was) {
        return was.title === now.title;
      });
      if (at >= 0) now.box.open = place.boxes.splice(at, 1)[0].open;
    });
    place.chosen.concat(place.focus || []).forEach(function (/** @type {string} */ id) {
      var element = document.getElementById(id);
      if (element instanceof HTMLInputElement && element.type === "radio") element.checked = true;
      if (element && id === place.focus) element.focus({ preventScroll: true });
    });
    stay(place);
  }

  /**
   * Keeps the place while pictures and fonts come, and scripts draw; but not once somebody goes elsewhere.
   * @param {{ left: number, top: number, mark?: string, below?: number }} place
   */
  function stay(place) {
    go(place);
    var resized = new ResizeObserver(function () {
      go(place);
    });
    resized.observe(document.body);
    ["wheel", "touchstart", "pointerdown", "keydown"].forEach(function (name) {
      addEventListener(
        name,
        function () {
          resized.disconnect();
        },
        { passive: true, once: true }
      );
    });
  }

  function reload() {
    try {
      remember();
      history.scrollRestoration = "manual";
      isOurs = true;
    } catch (error) {
      // Storage is switched off: the browser keeps the place as well as it can.
    }
    location.reload();
  }

  /** Asks whether there is a newer build; the answer comes when there is. A hidden page does not ask: browsers have few lines. */
  function ask() {
    if (waiting || document.hidden) return;
    waiting = new AbortController();
    fetch("/.toolkit/changes?" + build, { signal: waiting.signal, cache: "no-store" })
      .then(function (answer) {
        if (!answer.ok) throw new Error(answer.statusText);
        return answer.text();
      })
      .then(
        function (now) {
          waiting = null;
          if (now !== build) reload();
          else ask();
        },
        function () {
          waiting = null;
          setTimeout(ask, 1000);
        }
      );
  }

  // Before, browsers would scroll to where the page was by their own count, after all else. For whoever comes back, they should.
  addEventListener("pagehide", function () {
    if (!isOurs) history.scrollRestoration = "auto";
  });
  document.addEventListener("visibilitychange", function () {
    if (document.hidden && waiting) waiting.abort();
    else ask();
  });
  try {
    recall();
  } catch (error) {
    // See above.
  }
  ask();
})();
