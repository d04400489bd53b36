// On the page of an old address: leads on to the new one, with what stands behind `?` and `#`. "Back" does not come here again.
(function () {
  "use strict";
  location.replace(document.getElementById("page:moved").href + location.search + location.hash);
})();
