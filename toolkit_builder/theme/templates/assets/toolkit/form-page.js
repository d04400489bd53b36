// The page of the form: what its address asks for, the drafts on this device, and how they are handed in.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var element = toolkit.element;
  var form = (toolkit.form = toolkit.form || /** @type {FormTools} */ ({}));
  var place = /** @type {HTMLElement} */ (document.querySelector("[data-form]"));
  if (!place) return;
  var root = place.dataset.root || "";
  var language = document.documentElement.lang;
  var CLOSED = "closed";
  /** @type {FormData} */
  var data;

  /** What the address asks for: `new=stories`, `correct=models/duo`, `translate=models/duo`, `draft=...`; nothing: the beginning. */
  function asked() {
    var state = new URLSearchParams(location.hash.slice(1));
    var task = ["new", "correct", "translate", "draft"].find(function (name) {
      return state.has(name);
    });
    return { task: task || "", what: task ? state.get(task) || "" : "", language: state.get("language") || language };
  }

  /** @param {string} task @param {string} what */
  function wayTo(task, what) {
    return "#" + task + "=" + encodeURIComponent(what).replace(/%2F/g, "/");
  }

  /** @param {string} id @returns {Promise<FormRecord>} */
  function record(id) {
    return toolkit.load(root + "data/forms/records/" + id + ".js").then(function () {
      var found = records.get(id);
      if (!found) throw new Error(id);
      if (!found.versions.length) throw new Error(CLOSED);
      return found;
    });
  }
  /** @type {Map<string, FormRecord>} */
  var records = new Map();
  toolkit.whenTaken("form-record", function (taken) {
    records.set(taken.id, taken);
  });

  /** Begins what was asked for, or takes up a draft of it that is on the device already.
      @param {{ task: string, what: string, language: string }} wanted @param {Draft[]} drafts
      @returns {Promise<{ draft: Draft, record?: FormRecord }>} */
  function begun(wanted, drafts) {
    if (wanted.task === "new") return Promise.resolve({ draft: form.drafts.begin(form.drafts.typeOf(data, wanted.what), wanted.language) });
    var known = drafts.find(function (draft) {
      return wanted.task === "draft" ? draft.id === wanted.what : isOf(draft, wanted);
    });
    if (wanted.task === "draft" && !known) return Promise.reject(new Error("draft"));
    if (known && known.task === "new") return Promise.resolve({ draft: known });
    return record(known ? known.type + "/" + known.slug : wanted.what).then(function (found) {
      if (known) return { draft: known, record: found };
      var made = wanted.task === "translate" ? form.drafts.translate(found, intoOf(found, wanted.language), data) : form.drafts.correct(found);
      return { draft: made, record: found };
    });
  }

  /** Who reads the original is asked first for a language that it is not in.
      @param {FormRecord} found @param {string} wanted */
  function intoOf(found, wanted) {
    if (wanted !== found.original) return wanted;
    var others = data.languages.filter(function (code) {
      return code !== found.original;
    });
    var missing = others.find(function (code) {
      return !found.versions.some(function (version) {
        return version.language === code;
      });
    });
    return missing || others[0] || wanted;
  }

  /** @param {Draft} draft @param {{ task: string, what: string, language: string }} wanted */
  function isOf(draft, wanted) {
    var isSame = draft.task === wanted.task && draft.type + "/" + draft.slug === wanted.what;
    return isSame && (draft.task === "correct" || [draft.language, draft.of].includes(wanted.language));
  }

  function open() {
    var wanted = asked();
    form.kept.all().then(function (all) {
      // Of a shelf that is gone nothing can be drawn; the draft stays where it is.
      var drafts = all.filter(function (draft) {
        return data.types.some(function (type) {
          return type.name === draft.type;
        });
      });
      if (!wanted.task) {
        form.beginning(place, data, drafts, wayTo, open);
        var part = document.getElementById(location.hash.slice(1) || "form");
        if (part) part.scrollIntoView();
        return undefined;
      }
      return begun(wanted, drafts).then(
        function (found) {
          form.work(place, { data: data, draft: found.draft, record: found.record, drafts: drafts, back: back, note: note });
        },
        function (error) {
          form.beginning(place, data, drafts, wayTo, open);
          var why = form.say("There is nothing to be found at this address.");
          if (error.message === CLOSED) why = form.say("This record cannot be corrected or translated here at present.");
          place.prepend(element("p", { class: "wrong" }, element("strong", {}, why)));
        },
      );
    });
  }

  function back() {
    location.hash = "";
  }

  /** Has the address name a draft, so that the page comes back to it when it is loaded again.
      @param {Draft} draft */
  function note(draft) {
    history.replaceState(null, "", wayTo("draft", draft.id));
  }

  // Who goes to another language takes the draft along.
  toolkit.pickAll(document, "a[hreflang]").forEach(function (link) {
    link.addEventListener("click", function () {
      /** @type {HTMLAnchorElement} */ (link).hash = location.hash;
    });
  });
  form.kept.at(root);
  toolkit.whenTaken("form", function (taken) {
    data = taken;
    open();
    window.addEventListener("hashchange", function () {
      open();
      place.scrollIntoView();
    });
  });
})();
