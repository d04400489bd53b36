// Which way words run among others: for titles and labels that stand on a page of another direction.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var html = document.documentElement;
  var LETTERS = /\p{L}/gu;
  var RIGHT = /[\u05d0-\u05f4\u0620-\u064a\u066e-\u06d5\u06ee\u06ef\u06fa-\u08c7\ufb1d-\ufdfb\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1eeff}]/gu;

  /** How many letters a text has, and how many of them run from right to left.
      @param {string} text */
  function letters(text) {
    return { all: (text.match(LETTERS) || []).length, right: (text.match(RIGHT) || []).length };
  }

  /** Which way a text runs among words of the direction `around`: as `direction_of` in the build has it. */
  toolkit.direction = function (text, around) {
    var right = letters(text).right;
    var left = letters(text).all - right;
    if (around === "ltr") return right > left ? "rtl" : "ltr";
    if (right || left) return right * 3 >= left ? "rtl" : "ltr";
    return /\d\W|\W\d/.test(text) ? "ltr" : "rtl";
  };

  /** Whether a text may scramble its neighbours, or they it. */
  toolkit.isApart = function (text, around) {
    var found = letters(text);
    if (around === "ltr") return found.right > 0;
    return found.all > found.right || toolkit.direction(text, around) === "ltr";
  };

  /** Words in their own direction, apart from their neighbours, as an element where that is needed. */
  toolkit.said = function (text) {
    var around = html.dir || "ltr";
    if (!toolkit.isApart(text, around)) return text;
    return toolkit.element("bdi", { dir: toolkit.direction(text, around) }, text);
  };

  /** Gives an element the direction of the words in it. */
  toolkit.turn = function (element, text) {
    var around = html.dir || "ltr";
    if (toolkit.isApart(text, around)) element.dir = toolkit.direction(text, around);
  };

  /** The same where there are no elements. */
  toolkit.setApart = function (text) {
    return toolkit.isApart(text, html.dir || "ltr") ? "\u2068" + text + "\u2069" : text;
  };
})();
