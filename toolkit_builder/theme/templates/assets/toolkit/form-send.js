// Handing drafts in: one file or a ZIP, saved, sent by letter, shared, or opened on the repository's host.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var form = (toolkit.form = toolkit.form || /** @type {FormTools} */ ({}));
  /** As in reading/names.py: longer names, and those of devices, Windows cannot store. */
  var MAX_NAME = 64;
  var DEVICE = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/;
  /** Letters of an address that servers take: some stop at 8,192 with all that they are sent. */
  var LONGEST_ADDRESS = 7000;
  /** Letters of a letter's address: from Windows on, some programs take no more than 2,046. */
  var LONGEST_LETTER = 1800;
  /** Letters of a title in its subject. */
  var LONGEST_SUBJECT = 60;

  /** Where the file of a draft lies in the content folder.
      @param {Draft} draft */
  function placeOf(draft) {
    return draft.type + "/" + draft.slug + "." + draft.language + ".md";
  }

  /** @param {Draft} draft @param {FormData} data */
  function fileOf(draft, data) {
    var type = form.drafts.typeOf(data, draft.type);
    var order = type.fields.map(function (field) {
      return field.name;
    });
    // Pictures lie in a folder that is called as the record is.
    var text = draft.pictures.reduce(function (whole, picture) {
      var name = picture.name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      // Behind words in brackets, or behind the name of such words on a line of its own; a title may follow.
      var link = new RegExp("(\\]\\(\\s*<?|^ {0,3}\\[[^\\]]+\\]:\\s*<?)" + name + "(?=[>)\\s]|$)", "gm");
      return whole.replace(link, function (_, before) {
        return before + draft.slug + "/" + picture.name;
      });
    }, draft.text);
    return form.file(Object.assign({}, draft, { text: text }), order.concat("translation"));
  }

  /** @param {Draft[]} drafts @param {FormData} data @returns {FormFile[]} */
  function files(drafts, data) {
    return drafts.flatMap(function (draft) {
      var began = draft.began && "---\n" + draft.began.header + "\n---\n" + draft.began.text;
      /** @type {FormFile} */
      var record = { path: placeOf(draft), data: window.fflate.strToU8(fileOf(draft, data)), began: began };
      var pictures = draft.pictures.map(function (picture) {
        return { path: draft.type + "/" + draft.slug + "/" + picture.name, data: new Uint8Array(picture.data) };
      });
      return [record].concat(pictures);
    });
  }

  /** @param {Draft[]} drafts @param {FormData} data */
  function bundle(drafts, data) {
    var all = files(drafts, data);
    // `toolkit receive` reads from such a name where the file belongs.
    var name = all[0].path.replace("/", ".");
    if (all.length === 1) return { name: name, data: new Blob([all[0].data], { type: "text/markdown" }) };
    /** @type {Record<string, Uint8Array>} */
    var packed = {};
    all.forEach(function (file) {
      packed[file.path] = file.data;
    });
    return { name: name.replace(/md$/, "zip"), data: new Blob([window.fflate.zipSync(packed)], { type: "application/zip" }) };
  }

  /** @param {{ name: string, data: Blob }} made */
  function save(made) {
    var address = URL.createObjectURL(made.data);
    var link = toolkit.element("a", { href: address, download: made.name });
    document.body.append(link);
    link.click();
    link.remove();
    // A phone may ask first where to put it.
    setTimeout(URL.revokeObjectURL.bind(URL, address), 60000);
  }

  /** A text as it stands in an address. Halves of letters, which a cut leaves, cannot stand there.
      @param {string} text */
  function encoded(text) {
    return encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, "\ufffd"));
  }

  /** @param {Draft} draft @param {FormData} data */
  function shortName(draft, data) {
    var letters = Array.from(form.nameOf(draft, data));
    return letters.length > LONGEST_SUBJECT ? letters.slice(0, LONGEST_SUBJECT).join("") + "…" : letters.join("");
  }

  /** Says what is attached; of very many files, as many as fit.
      @param {Draft[]} drafts @param {FormData} data */
  function letter(drafts, data) {
    var subject = form.say("For the collection: {name}", { name: shortName(drafts[0], data) });
    var body = form.say("Please attach the file that was saved on your device: {name}", { name: bundle(drafts, data).name }) + "\r\n";
    var address = "mailto:" + data.mail + "?subject=" + encoded(subject) + "&body=" + encoded(body);
    for (var number = 0; number < drafts.length; number += 1) {
      var line = encoded("\r\n" + placeOf(drafts[number]) + ": " + shortName(drafts[number], data));
      if (address.length + line.length > LONGEST_LETTER) return address + encoded("\r\n…");
      address += line;
    }
    return address;
  }

  /** The page of the host for the file of a draft. GitHub and Forgejo take name and text from the address; GitLab takes the name
      (https://gitlab.com/gitlab-org/gitlab/-/work_items/594214). No host fills in the page of a file that is there.
      @param {Draft[]} drafts @param {FormData} data @returns {{ address: string, filled: boolean }} */
  function host(drafts, data) {
    var draft = drafts[0];
    var at = data.host;
    var folder = [at.content, draft.type].join("/");
    var name = draft.slug + "." + draft.language + ".md";
    var query = "filename=" + encodeURIComponent(name) + "&value=" + encoded(fileOf(draft, data));
    var pages = {
      github: { fresh: "/new/" + at.branch + "/" + folder + "?" + query, load: "/upload/" + at.branch + "/" + folder, edit: "/edit/" },
      forgejo: { fresh: "/_new/" + at.branch + "/" + folder + "/?" + query, load: "/_upload/" + at.branch + "/" + folder, edit: "/_edit/" },
      gitlab: { fresh: "", load: "/-/new/" + at.branch + "/" + folder + "?file_name=" + encodeURIComponent(name), edit: "/-/edit/" },
    };
    var page = pages[/** @type {"github" | "forgejo" | "gitlab"} */ (at.kind)];
    if (draft.began && drafts.length === 1) return { address: at.repository + page.edit + at.branch + "/" + draft.began.path, filled: false };
    var address = at.repository + page.fresh;
    var isFilled = Boolean(page.fresh) && drafts.length === 1 && !draft.pictures.length && address.length <= LONGEST_ADDRESS;
    return { address: isFilled ? address : at.repository + page.load, filled: isFilled };
  }

  /** Browsers share files of some endings alone: no Markdown, but text.
      @param {{ name: string, data: Blob }} made */
  function shared(made) {
    var isText = /\.md$/.test(made.name);
    return new File([made.data], isText ? made.name + ".txt" : made.name, { type: isText ? "text/plain" : made.data.type });
  }

  /** @param {string} title @param {FormData} data */
  function slug(title, data) {
    var plain = title
      .toLowerCase()
      .replace(/[^\u0000-\u007f]/g, function (letter) {
        return data.letters[letter] || letter;
      })
      .normalize("NFKD")
      .replace(/\p{M}/gu, "");
    // Where letters of another script would be lost, nothing is left to call it by.
    if (/(?![\u0000-\u007f])\p{L}/u.test(plain)) return "";
    var name = plain
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, MAX_NAME)
      .replace(/-+$/, "");
    return DEVICE.test(name) ? name + "-1" : name;
  }

  /** @param {string} name @param {number} number */
  function numbered(name, number) {
    var end = "-" + number;
    return name.slice(0, MAX_NAME - end.length).replace(/-+$/, "") + end;
  }

  form.send = {
    files: files,
    bundle: bundle,
    save: save,
    letter: letter,
    host: host,
    slug: slug,
    numbered: numbered,
    canShare: function (made) {
      try {
        return Boolean(navigator.canShare && navigator.canShare({ files: [shared(made)] }));
      } catch (error) {
        return false;
      }
    },
    share: function (made) {
      return navigator.share({ files: [shared(made)] });
    },
  };
})();
