// The facets of a catalogue on a phone: a sheet over the page, with the number of records in view. The browser keeps the focus in it,
// closes it with Escape, and goes back to the button that opened it.
(function () {
  "use strict";
  var toolkit = window.toolkit;

  /** Moves the facets into the sheet while it is open.
      @param {Catalogue} catalogue @param {HTMLElement} form */
  toolkit.sheet = function (catalogue, form) {
    var sheet = /** @type {HTMLDialogElement} */ (toolkit.pick(catalogue.place, ".drawer"));
    var total = toolkit.pick(catalogue.place, ".total");
    var foot = toolkit.pick(sheet, ".drawer-foot");
    toolkit.pick(catalogue.place, "[data-filters]").addEventListener("click", function () {
      foot.before(form);
      sheet.showModal();
    });
    sheet.addEventListener("close", function () {
      sheet.after(form);
    });
    toolkit.pick(sheet, "[data-close]").addEventListener("click", function () {
      sheet.close();
    });
    toolkit.pick(sheet, "[data-show]").addEventListener("click", function () {
      sheet.close();
      total.focus();
    });
    toolkit.pick(sheet, "[data-clear]").addEventListener("click", function () {
      catalogue.write(toolkit.cleared(catalogue));
      // The button is gone that had the focus.
      toolkit.pick(sheet, "[data-show]").focus();
    });
    // Where there is room, they stand beside the list.
    matchMedia("(min-width: 721px)").addEventListener("change", function () {
      sheet.close();
    });
  };

  /** Says in the sheet what is left of the list.
      @param {Catalogue} catalogue @param {(string | Node)[]} words @param {number} many */
  toolkit.drawSheet = function (catalogue, words, many) {
    var sheet = toolkit.pick(catalogue.place, ".drawer");
    toolkit.pick(sheet, "[role=status]").replaceChildren(
      ...words.map(function (part) {
        return typeof part === "string" ? part : part.cloneNode(true);
      }),
    );
    if (!catalogue.unknown) toolkit.pick(sheet, "[data-show]").replaceChildren(toolkit.told("show", {}, many));
    toolkit.pick(sheet, "[data-clear]").hidden = !catalogue.isNarrowed();
  };
})();
