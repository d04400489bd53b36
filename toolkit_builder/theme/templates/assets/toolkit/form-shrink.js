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
  /** Bytes that `toolkit check` takes: see the rule file-too-large. */
  var HEAVIEST = 2 * 1024 * 1024;
  var JPEG = "image/jpeg";
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

  /** Draws it anew: turned as it was held, as small as it must be, and with nothing in it but what is seen. What a browser cannot
      write (Safari no WebP), and a photo that is saved as a drawing and too heavy, becomes a JPEG.
      @param {HTMLImageElement} image @param {string} kind @returns {Promise<{ kind: string, data: ArrayBuffer }>} */
  function drawn(image, kind) {
    var share = Math.min(1, LONGEST / Math.max(image.naturalWidth, image.naturalHeight));
    var canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(image.naturalWidth * share));
    canvas.height = Math.max(1, Math.round(image.naturalHeight * share));
    var pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    if (kind === JPEG) {
      // Where nothing is drawn, a JPEG would be black.
      pen.fillStyle = "white";
      pen.fillRect(0, 0, canvas.width, canvas.height);
    }
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    return written(canvas, kind).then(function (made) {
      if (made && made.type === kind && made.size <= HEAVIEST) {
        return made.arrayBuffer().then(function (data) {
          return { kind: kind, data: data };
        });
      }
      if (kind !== JPEG) return drawn(image, JPEG);
      throw refused(made ? "too-large" : "no-picture");
    });
  }

  /** @param {HTMLCanvasElement} canvas @param {string} kind @returns {Promise<Blob | null>} */
  function written(canvas, kind) {
    return new Promise(function (resolve) {
      canvas.toBlob(resolve, kind, QUALITY);
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
      return drawn(image, ENDINGS[file.type] ? file.type : JPEG).then(function (made) {
        return Object.assign({ name: nameOf(file.name, ENDINGS[made.kind], taken, data) }, made);
      });
    });
  };
  form.addressOf = function (picture) {
    return address(new Blob([picture.data], { type: picture.kind }));
  };
})();
