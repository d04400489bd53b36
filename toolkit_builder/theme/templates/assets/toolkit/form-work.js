// The work on one draft: what it is, the editor, and handing it in.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var element = toolkit.element;
  var form = (toolkit.form = toolkit.form || /** @type {FormTools} */ ({}));

  /** @param {Draft} draft @param {FormData} data */
  function titleOf(draft, data) {
    var type = form.drafts.typeOf(data, draft.type);
    if (draft.task === "new") return form.say("Add: {kind}", { kind: type.label });
    var known = type.records.find(function (record) {
      return record[0] === draft.slug;
    });
    var gaps = { title: toolkit.setApart((known && known[1]) || draft.slug), language: toolkit.languageName(draft.language) };
    return draft.task === "correct" ? form.say("Correct: {title}", gaps) : form.say("Translate into {language}: {title}", gaps);
  }

  /** In which language it is written, and what its file is called.
      @param {Draft} draft @param {FormData} data @param {() => void} again */
  function about(draft, data, again) {
    if (draft.task === "correct") return [];
    var choice = element("select", { id: "form-language" });
    data.languages.forEach(function (code) {
      if (code !== draft.of) choice.append(element("option", { value: code }, toolkit.languageName(code)));
    });
    choice.value = draft.language;
    choice.addEventListener("change", function () {
      var type = form.drafts.typeOf(data, draft.type);
      if (draft.task === "translate") {
        location.hash = "translate=" + draft.type + "/" + draft.slug + "&language=" + choice.value;
        return;
      }
      // Headings that nobody wrote below yet are those of the new language.
      if (draft.text.trim() === form.drafts.headings(type, draft.language).trim()) draft.text = form.drafts.headings(type, choice.value);
      draft.language = choice.value;
      again();
    });
    var label = element("label", { for: "form-language" }, form.say("I write in"));
    return [element("div", { class: "field" }, [label, choice])];
  }

  /** A name for the file that nobody else on the shelf has, nor any other draft that goes with it.
      @param {Draft} draft @param {FormData} data @param {Draft[]} [others] */
  function name(draft, data, others) {
    if (draft.task !== "new") return;
    var taken = form.drafts.typeOf(data, draft.type).records.map(function (record) {
      return record[0];
    });
    (others || []).forEach(function (other) {
      if (other.type === draft.type) taken.push(other.slug);
    });
    var slug = form.send.slug(String(draft.values.title || ""), data) || draft.type + "-" + draft.id;
    for (var number = 2, free = slug; taken.includes(free); number += 1) free = form.send.numbered(slug, number);
    draft.slug = free;
  }

  /** The other drafts on the device: who sends one after the other sends files with names of their own.
      @param {Working} work */
  function othersOf(work) {
    return work.drafts.filter(function (one) {
      return one.id !== work.draft.id;
    });
  }

  /** @param {Working} work @param {() => FormProblem[]} ask @param {() => void} drop @param {DeskWork["done"]} done */
  function sending(work, ask, drop, done) {
    var data = work.data;
    var draft = work.draft;
    var status = element("p", { role: "status", class: "told" });
    var ways = element("p", { class: "ways" });
    var others = othersOf(work);
    var also = others.map(function (one) {
      var box = element("input", { type: "checkbox", value: one.id });
      return element("label", {}, [box, toolkit.said(form.nameOf(one, data))]);
    });

    function chosen() {
      name(draft, data, others);
      var more = others.filter(function (_, number) {
        return /** @type {HTMLInputElement} */ (also[number].firstElementChild).checked;
      });
      var named = [draft];
      more.forEach(function (one) {
        name(one, data, named);
        named.push(one);
      });
      return named;
    }

    function isGood() {
      return ask().every(function (problem) {
        return problem.level !== "error";
      });
    }

    /** Without the signs that set a title apart from what it stands in. */
    function plainTitle() {
      return titleOf(draft, data).replace(/[\u2066-\u2069]/g, "");
    }

    /** @param {string} text @param {(drafts: Draft[], bundle: { name: string, data: Blob }) => string} go @param {string} [kind] */
    function way(text, go, kind) {
      var button = element("button", { type: "button", class: "button " + (kind || "") }, text);
      button.addEventListener("click", function () {
        var drafts = chosen();
        ask();
        status.textContent = go(drafts, form.send.bundle(drafts, data));
      });
      ways.append(button);
    }

    if (data.mail) {
      way(
        form.say("Send by e-mail"),
        function (drafts, bundle) {
          form.send.save(bundle);
          location.href = form.send.letter(drafts, data);
          return form.say("The file {name} is saved, and a letter is prepared. Attach the file to it, and send it.", { name: bundle.name });
        },
        "strong",
      );
    }
    if (canShare(draft, data)) {
      way(form.say("Share"), function (_, bundle) {
        form.send.share(bundle).then(
          function () {
            status.textContent = form.say("Handed on.");
          },
          function () {
            status.textContent = form.say("It was not shared. Save the file, and send it another way.");
          },
        );
        return "";
      });
    }
    way(form.say("Save the file"), function (_, bundle) {
      form.send.save(bundle);
      return form.say("Saved as {name}. Send it to those who make this collection, on whatever way suits you.", { name: bundle.name });
    });
    if (data.host.kind) host(way, work);
    var throwAway = form.controls.button(form.say("Throw this draft away"), function () {
      if (confirm(form.say("Throw “{name}” away? It is on this device alone.", { name: form.nameOf(draft, data) }))) drop();
    });
    return element("section", { class: "send" }, [
      ...(form.desk ? [form.desk.sending({ data: data, drafts: chosen, title: plainTitle, isGood: isGood, done: done })] : []),
      element("h2", {}, form.say("Hand it in")),
      ...(also.length ? [element("fieldset", { class: "boxes" }, [element("legend", {}, form.say("Send these together with it")), ...also])] : []),
      ways,
      status,
      element("p", {}, throwAway),
    ]);
  }

  /** @param {Draft} draft @param {FormData} data */
  function canShare(draft, data) {
    return form.send.canShare(form.send.bundle([Object.assign({}, draft, { slug: draft.slug || "x" })], data));
  }

  /** Opens the repository's host, where somebody with an account there hands it in.
      @param {(text: string, go: (drafts: Draft[], bundle: { name: string, data: Blob }) => string) => void} way @param {Working} work */
  function host(way, work) {
    var names = { github: "GitHub", gitlab: "GitLab", forgejo: "Forgejo" };
    var kind = /** @type {"github" | "gitlab" | "forgejo"} */ (work.data.host.kind);
    way(form.say("Open on {host}", { host: names[kind] }), function (drafts, bundle) {
      var page = form.send.host(drafts, work.data);
      if (!page.filled) form.send.save(bundle);
      window.open(page.address, "_blank", "noopener");
      if (page.filled) return form.say("{host} has opened with your text in it. You need an account there.", { host: names[kind] });
      return form.say("The file {name} is saved. Put it in on the page of {host} that has opened. You need an account there.", { name: bundle.name, host: names[kind] });
    });
  }

  /** @param {Draft} draft @param {{ words: boolean, pictures: boolean }} lasts */
  function told(draft, lasts) {
    var time = new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "short" }).format(new Date());
    if (!lasts.words) return form.say("This browser keeps nothing: save the file before you close the page.");
    if (!lasts.pictures && draft.pictures.length) return form.say("The words are kept on this device ({time}); pictures are lost when you close the page.", { time: time });
    return form.say("Kept on this device ({time}). Nothing is sent yet.", { time: time });
  }

  /** Whether somebody else changed the file since the draft was begun.
      @param {Working} work */
  function isOvertaken(work) {
    var began = work.draft.began;
    var now =
      work.record &&
      work.record.versions.find(function (version) {
        return version.language === work.draft.language;
      });
    if (!began) return work.draft.task === "translate" && Boolean(now);
    return Boolean(work.record) && (!now || began.header !== now.header || began.text !== now.text);
  }

  form.work = function (place, work) {
    var draft = work.draft;
    var data = work.data;
    var editing = element("div", { class: "editor" });

    /** @type {Promise<string> | null} */
    var keeping = null;
    var isStale = false;

    /** Keeps the draft as it is; one time after the other: what is typed meanwhile is kept once that is done.
        @param {Draft} changed @returns {Promise<string>} */
    function keep(changed) {
      isStale = true;
      keeping = keeping || kept(changed);
      return keeping;
    }

    /** Throws it away, once nothing of it is being kept any more. */
    function drop() {
      isStale = false;
      Promise.resolve(keeping)
        .then(form.kept.drop.bind(null, draft.id))
        .finally(work.back);
    }

    /** Forgets drafts that have come into their place.
        @param {Draft[]} drafts @param {Content} said */
    function done(drafts, said) {
      isStale = false;
      Promise.resolve(keeping)
        .then(function () {
          return Promise.all(
            drafts.map(function (one) {
              return form.kept.drop(one.id);
            }),
          );
        })
        .then(function () {
          history.replaceState(null, "", "#done");
          var heading = element("h2", { tabindex: "-1" }, titleOf(draft, data));
          place.replaceChildren(leave, heading, element("div", { role: "status" }, said));
          heading.focus();
        });
    }

    /** @param {Draft} changed @returns {Promise<string>} */
    function kept(changed) {
      isStale = false;
      name(changed, data, othersOf(work));
      return form.kept.put(changed).then(
        function () {
          if (isStale) return kept(changed);
          keeping = null;
          work.note(changed);
          return form.kept.lasts().then(told.bind(null, changed));
        },
        function () {
          keeping = null;
          return form.say("It could not be kept on this device. Save the file before you close the page.");
        },
      );
    }

    function drawAll() {
      var editor = form.editor({ place: editing, draft: draft, data: data, record: work.record, keep: keep });
      send.replaceChildren(sending(work, editor.ask, drop, done));
    }

    var send = element("div", {});
    var leave = element("p", { class: "crumbs" }, element("a", { href: "#" }, form.say("All that can be done here")));
    leave.addEventListener("click", function (event) {
      event.preventDefault();
      work.back();
    });
    var facts = element("p", { class: "told" });
    if (draft.task === "correct" && draft.language !== data.language) {
      facts.append(form.say("This is the original, in another language: {language}.", { language: toolkit.languageName(draft.language) }));
    }
    if (draft.task === "translate" && work.record) {
      var way = element("a", { href: "#correct=" + work.record.id }, form.say("Correct the original"));
      facts.append(form.say("A fact, a figure or a source is wrong? These stand in the original alone."), " ", way);
    }
    if (isOvertaken(work)) facts.prepend(element("strong", {}, form.say("This record has changed since you began. Compare it before you send yours.")), " ");
    var title = element("h2", { tabindex: "-1" }, titleOf(draft, data));
    place.replaceChildren(leave, title, facts, ...about(draft, data, drawAll), editing, send);
    drawAll();
    title.focus();
  };
})();
