// A picture as it is sent: small enough for a slow line, and without what a camera writes into it, such as the place.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var form = (toolkit.form = toolkit.form || /** @type {FormTools} */ ({}));
  /** Pixels of the longer side. */
  var LONGEST = 1600;
  var QUALITY = 0.85;
  /** Pixels that a browser on a phone can hold. */
  var MOST = 100 * 1000 * 1000;
  /** @type {Record<string, string>} */
  var ENDINGS = { "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp" };

  /** @param {string} code */
  function refused(code) {
    return Object.assign(new Error(code), { code: code });
  }

  /** The address of a file, as the page may show it.
      @param {Blob} data @returns {Promise<string>} */
  function address(data) {
    return new Promise(function (resolve, reject) {
      var reader = new FileReader();
      reader.onload = function () {
        resolve(String(reader.result));
      };
      reader.onerror = reject;
      reader.readAsDataURL(data);
    });
  }

  /** @param {File} file @returns {Promise<HTMLImageElement>} */
  function shown(file) {
    return address(file).then(function (source) {
      return new Promise(function (resolve, reject) {
        var image = new Image();
        image.onload = function () {
          resolve(image);
        };
        image.onerror = function () {
          reject(refused(/heic|heif/i.test(file.type + file.name) ? "heic" : "no-picture"));
        };
        image.src = source;
      });
    });
  }

  /** Draws it anew: turned as it was held, as small as it must be, and with nothing in it but what is seen.
      @param {HTMLImageElement} image @param {string} kind @returns {Promise<ArrayBuffer>} */
  function drawn(image, kind) {
    var share = Math.min(1, LONGEST / Math.max(image.naturalWidth, image.naturalHeight));
    var canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(image.naturalWidth * share));
    canvas.height = Math.max(1, Math.round(image.naturalHeight * share));
    /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d")).drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise(function (resolve, reject) {
      canvas.toBlob(
        function (made) {
          if (made && made.type === kind) made.arrayBuffer().then(resolve, reject);
          else reject(refused("no-picture"));
        },
        kind,
        QUALITY,
      );
    });
  }

  /** @param {string} name @param {string} ending @param {string[]} taken @param {FormData} data */
  function nameOf(name, ending, taken, data) {
    var plain = form.send.slug(name.replace(/\.\w+$/, ""), data) || "photo";
    for (var number = 2, free = plain; taken.includes(free + "." + ending); number += 1) free = plain + "-" + number;
    return free + "." + ending;
  }

  form.photo = function (file, taken, data) {
    return shown(file).then(function (image) {
      if (image.naturalWidth * image.naturalHeight > MOST) throw refused("too-large");
      // Whatever else a browser can show becomes a JPEG, but for drawings, which may hold scripts.
      if (/svg/i.test(file.type)) throw refused("no-picture");
      var kind = ENDINGS[file.type] ? file.type : "image/jpeg";
      return drawn(image, kind).then(function (bytes) {
        return { name: nameOf(file.name, ENDINGS[kind], taken, data), kind: kind, data: bytes };
      });
    });
  };
  form.addressOf = function (picture) {
    return address(new Blob([picture.data], { type: picture.kind }));
  };
})();
