// One draft on the page: its fields, its text with a preview, what is wrong, and how it is handed in.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var element = toolkit.element;
  var form = (toolkit.form = toolkit.form || /** @type {FormTools} */ ({}));
  /** Fields that hardly anybody needs: they stand below the others, folded. */
  var FOR_FEW = ["short", "authors", "license", "created", "checked", "draft", "untranslated", "redirect_from"];
  /** What a translation is made of that nobody types. */
  var NOT_TYPED = ["of", "fingerprint"];

  /** What is wrong, and the preview, are drawn once nobody types for so many milliseconds. */
  var PAUSE = 150;

  /** @param {Editing} work */
  function Editor(work) {
    var draft = work.draft;
    var data = work.data;
    var type = form.drafts.typeOf(data, draft.type);
    var place = work.place;
    /** Fields that somebody has been in: of the others nothing is said yet. @type {Set<string>} */
    var seen = new Set();
    var isAsked = false;
    var waiting = 0;
    var kept = element("p", { role: "status", class: "kept" });
    var summary = element("div", { class: "problems" });
    var preview = element("div", { class: "md-typeset text", lang: draft.language, dir: direction() });

    function direction() {
      return data.rtl.includes(draft.language) ? "rtl" : "ltr";
    }

    /** @param {FormField} field @param {string} way @param {Plain | undefined} value @param {(value: Plain) => void} changed @returns {Control} */
    function control(field, way, value, changed) {
      return {
        field: field,
        way: way,
        id: "form-" + way.replace(/\./g, "-"),
        value: value,
        changed: changed,
        data: data,
        draft: draft,
        language: draft.language,
        direction: direction(),
        isAsked: function (part) {
          return !NOT_TYPED.includes(part.name);
        },
      };
    }

    /** @param {FormField} field */
    function drawn(field) {
      return form.controls.draw(
        control(field, field.name, draft.values[field.name], function (value) {
          draft.values[field.name] = value;
          changed();
        }),
      );
    }

    /** @param {FormField[]} fields @param {boolean} few */
    function fieldsOf(fields, few) {
      return fields
        .filter(function (field) {
          return FOR_FEW.includes(field.name) === few;
        })
        .map(drawn);
    }

    function changed() {
      draft.changed = new Date().toISOString();
      work.keep(draft).then(function (told) {
        kept.textContent = told;
      });
      clearTimeout(waiting);
      waiting = setTimeout(whenReleased, PAUSE, function () {
        judge();
        show();
      });
    }

    /** Says what is wrong: beside each field that somebody has been in, and of all of it once somebody wants to hand it in. */
    function judge() {
      var problems = form.problems(draft, data);
      toolkit.pickAll(place, "[data-wrong]").forEach(function (one) {
        one.replaceChildren();
        var input = document.getElementById(one.id.replace(/-wrong$/, ""));
        if (input) input.removeAttribute("aria-invalid");
      });
      problems.forEach(function (problem) {
        var top = problem.field.split(".")[0];
        if (isAsked || seen.has(top)) tell(problem);
      });
      if (isAsked) summary.replaceChildren(...summaryOf(problems));
      return problems;
    }

    /** The place beside a value, or beside the nearest one around it.
        @param {string} way */
    function placeOf(way) {
      for (var steps = way.split("."); steps.length; steps.pop()) {
        var found = place.querySelector('[data-wrong="' + CSS.escape(steps.join(".")) + '"]');
        if (found) return /** @type {HTMLElement} */ (found);
      }
      return /** @type {HTMLElement} */ (place.querySelector('[data-wrong=""]'));
    }

    /** What a field is called, before what is wrong with it.
        @param {HTMLElement} beside @returns {(string | Node)[]} */
    function calledOf(beside) {
      var label = beside && beside.closest(".field")?.querySelector("label, legend");
      var text = label && label.firstChild && label.firstChild.textContent;
      return text ? [element("strong", {}, toolkit.said(text.trim())), ": "] : [];
    }

    /** @param {FormProblem} problem */
    function tell(problem) {
      var beside = placeOf(problem.field);
      if (!beside) return;
      beside.append(element("p", {}, [element("strong", {}, marked(problem.message)), " ", ...marked(problem.hint)]));
      var input = document.getElementById(beside.id.replace(/-wrong$/, ""));
      if (input) input.setAttribute("aria-invalid", "true");
    }

    /** @param {FormProblem[]} problems @returns {HTMLElement[]} */
    function summaryOf(problems) {
      if (!problems.length) return [element("p", { class: "good" }, form.say("Nothing is wrong with it, as far as can be seen here."))];
      var told = form.sayMany("{number} thing to mend:", "{number} things to mend:", problems.length);
      var list = problems.map(function (problem) {
        var beside = placeOf(problem.field);
        // Who writes in the form knows a field by its label, not by its name in the file.
        var line = element("a", { href: "#" }, [...calledOf(beside), ...marked(problem.message)]);
        line.addEventListener("click", function (event) {
          event.preventDefault();
          var field = beside && beside.closest(".field");
          for (var fold = field && field.closest("details"); fold; fold = null) fold.open = true;
          var input = field && field.querySelector("input, textarea, select, button");
          if (input) /** @type {HTMLElement} */ (input).focus();
        });
        return element("li", {}, line);
      });
      return [element("p", {}, element("strong", {}, told)), element("ul", {}, list)];
    }

    function show() {
      if (preview.isConnected && form.preview) preview.replaceChildren(form.preview(draft.text, draft, data));
    }

    /** The text below the fields, with the headings that the type asks for in place. */
    function text() {
      var field = { name: "", kind: "markdown", label: form.say("Text"), help: "", example: "", required: false, many: false, max: null, fields: [] };
      var input = control(/** @type {any} */ (field), "", draft.text, function (value) {
        draft.text = String(value).trimEnd() + "\n";
        changed();
      });
      input.id = "form-text";
      var body = form.controls.draw(input);
      var area = /** @type {HTMLTextAreaElement} */ (toolkit.pick(body, "textarea"));
      area.rows = 18;
      var picture = form.controls.intoText(input, function (markdown) {
        var at = area.selectionStart || area.value.length;
        area.setRangeText("\n\n" + markdown + "\n", at, at, "end");
        area.dispatchEvent(new Event("input", { bubbles: true }));
        area.focus();
      });
      return element("div", {}, [element("div", { class: "written" }, [body, previewed()]), picture]);
    }

    function previewed() {
      var fold = element("details", {}, [element("summary", {}, form.say("Preview")), preview]);
      fold.addEventListener("toggle", show);
      fold.open = true;
      return fold;
    }

    /** @param {FormRecord} record */
    function translation(record) {
      var behind = form.drafts.behind(record, draft);
      var rows = form.translation.rows({
        draft: draft,
        type: type,
        original: form.drafts.originalOf(record),
        direction: data.rtl.includes(record.original) ? "rtl" : "ltr",
        behind: behind.map(firstOf),
        isKnown: !draft.began || Boolean(draft.began.known),
        gone: form.drafts.gone(record, draft).length,
        settled: function () {
          return form.drafts.settled(record, draft);
        },
        settle: function (names) {
          form.drafts.settle(record, draft, names);
          stamp(record);
          changed();
        },
        changed: function () {
          stamp(record);
          changed();
        },
        control: control,
      });
      stamp(record);
      var own = type.fields.filter(function (field) {
        return field.per_language;
      });
      return [...rows, ...own.map(drawn), drawn(data.translation), previewed()];
    }

    /** @param {FormRecord} record */
    function stamp(record) {
      var block = /** @type {Values} */ (draft.values.translation || {});
      var now = { of: record.original, fingerprint: form.drafts.fingerprint(record, draft) };
      draft.values.translation = Object.assign({}, block, now);
    }

    /** @param {[string, string]} passage */
    function firstOf(passage) {
      return passage[0];
    }

    function ask() {
      clearTimeout(waiting);
      isAsked = true;
      return judge();
    }

    place.addEventListener("focusout", function (event) {
      var field = event.target instanceof Element && event.target.closest("[data-way]");
      if (!field) return;
      seen.add((field.getAttribute("data-way") || "").split(".")[0]);
      whenReleased(judge);
    });

    var parts = work.record && draft.task === "translate" ? translation(work.record) : [...fieldsOf(type.fields, false), text()];
    var more = element("details", { class: "more-fields" }, [element("summary", {}, form.say("More about this record"))]);
    if (draft.task !== "translate") more.append(...fieldsOf(type.fields, true));
    place.replaceChildren(kept, ...parts, ...(draft.task === "translate" ? [] : [more]), summary);
    show();
    return { ask: ask, changed: changed };
  }

  var isPressed = false;
  document.addEventListener(
    "pointerdown",
    function () {
      isPressed = true;
    },
    true,
  );
  ["pointerup", "pointercancel"].forEach(function (name) {
    document.addEventListener(
      name,
      function () {
        isPressed = false;
      },
      true,
    );
  });

  /** Does what moves the page once nobody holds a button of it: pressed in one place and let go in another, it would not be pressed.
      @param {() => void} act */
  function whenReleased(act) {
    if (!isPressed) {
      act();
      return;
    }
    // The click comes behind the release.
    setTimeout(whenReleased, 50, act);
  }

  /** A sentence whose `pieces` are names and values.
      @param {string} text @returns {(string | Node)[]} */
  function marked(text) {
    return text.split(/`([^`]+)`/).map(function (part, number) {
      return number % 2 ? element("code", {}, part) : part;
    });
  }

  form.editor = Editor;
})();
