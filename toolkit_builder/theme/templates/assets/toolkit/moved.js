// On the page of an old address: leads on to the new one, with what stands behind `?` and `#`. "Back" does not come here again.
(function () {
  "use strict";
  var link = /** @type {HTMLAnchorElement} */ (document.getElementById("page:moved"));
  location.replace(link.href + location.search + location.hash);
})();
