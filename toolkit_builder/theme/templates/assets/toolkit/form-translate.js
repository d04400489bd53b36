// A translation, passage by passage: the original on one side, what the reader writes on the other.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var element = toolkit.element;
  var form = (toolkit.form = toolkit.form || /** @type {FormTools} */ ({}));

  /** @param {Plain | undefined} values @param {(string | number)[]} way @returns {Plain | undefined} */
  function at(values, way) {
    return way.reduce(function (/** @type {any} */ value, step) {
      return value === null || value === undefined ? undefined : value[step];
    }, values);
  }

  /** Puts a value into its place; lists of groups are as long as the original's.
      @param {any} values @param {(string | number)[]} way @param {Plain} value @param {any} like */
  function put(values, way, value, like) {
    var step = way[0];
    if (way.length === 1) {
      values[step] = value;
      return;
    }
    if (typeof values[step] !== "object" || values[step] === null) values[step] = Array.isArray(like[step]) ? [] : {};
    if (Array.isArray(like[step])) {
      while (values[step].length < like[step].length) values[step].push({});
    }
    put(values[step], way.slice(1), value, like[step]);
  }

  /** The names of passages count from 1.
      @param {(string | number)[]} way */
  function nameOf(way) {
    return way
      .map(function (step) {
        return typeof step === "number" ? step + 1 : step;
      })
      .join(".");
  }

  /** The fields that have words to translate, each where the original has something.
      @param {FormField[]} fields @param {Plain | undefined} values @param {(string | number)[]} above @param {string[]} labels
      @returns {{ field: FormField, way: (string | number)[], label: string }[]} */
  function leaves(fields, values, above, labels) {
    return fields.flatMap(function (field) {
      var value = at(values, [field.name]);
      var way = above.concat(field.name);
      var told = labels.concat(field.label);
      if (!isTranslated(field) || value === undefined || value === null) return [];
      if (!field.fields.length) return [{ field: field, way: way, label: told.join(" · ") }];
      if (!field.many) return leaves(field.fields, value, way, told);
      return /** @type {Plain[]} */ ([value].flat()).flatMap(function (entry, number) {
        return leaves(field.fields, entry, way.concat(number), labels.concat(field.label + " " + toolkit.number(number + 1)));
      });
    });
  }

  /** @param {FormField} field @returns {boolean} */
  function isTranslated(field) {
    return field.translate || field.fields.some(isTranslated);
  }

  /** What of an original's figures and addresses is not in the translation yet.
      @param {string} original @param {string} own */
  function lacking(original, own) {
    var figures = original.match(/\d+(?:[.,:/'’\u202f\u00a0]\d+)*/g) || [];
    // The end of a sentence is none of an address.
    var addresses = (original.match(/https?:\/\/[^\s<>)"\]]+|\.\.\/[\w/-]+\.md/g) || []).map(function (address) {
      return address.replace(/[.,;:!?…»”]+$/, "");
    });
    var bare = digits(own);
    var missing = figures.filter(function (figure) {
      return !addresses.join(" ").includes(figure) && !bare.includes(digits(figure));
    });
    return Array.from(
      new Set(
        missing.concat(
          addresses.filter(function (address) {
            return !own.includes(address);
          }),
        ),
      ),
    );
  }

  /** A text's figures as they are in any language.
      @param {string} text */
  function digits(text) {
    return text
      .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, function (digit) {
        return String(digit.charCodeAt(0) % 16);
      })
      .replace(/(\d)[.,:/'’٫٬\u202f\u00a0 ](?=\d)/g, "$1");
  }

  /** A passage, or the passages of a list: what the original says, and what is written for it.
      @param {Translating} work @param {{ names: string[], original: string, own: () => string, control: HTMLElement }} passage */
  function row(work, passage) {
    var names = work.behind.filter(function (name) {
      return passage.names.includes(name);
    });
    var isBehind = names.length > 0;
    var theirs = element("div", { class: "theirs", lang: work.original.language, dir: work.direction }, passage.original);
    var hint = element("p", { class: "told" });
    var settled = element("input", { type: "checkbox" });
    var mark = element("div", { class: "behind" });
    var place = element("div", { class: "passage", "data-passage": passage.names[0] || "" }, [theirs, element("div", { class: "ours" }, [passage.control, hint, mark])]);

    function look() {
      var missing = lacking(passage.original, passage.own());
      hint.textContent = missing.length ? form.say("Not in yours yet: {missing}", { missing: missing.map(toolkit.setApart).join(" · ") }) : "";
    }

    function settle() {
      var others = work.settled().filter(function (name) {
        return !names.includes(name);
      });
      work.settle(settled.checked ? others.concat(names) : others);
      place.classList.toggle("open", isBehind && !settled.checked);
    }

    if (isBehind) {
      settled.checked = names.every(function (name) {
        return work.settled().includes(name);
      });
      settled.addEventListener("change", settle);
      var why = work.isKnown ? form.say("The original changed here.") : form.say("Nobody knows whether this follows the original.");
      mark.append(element("strong", {}, why), element("label", {}, [settled, form.say("It says what the original says now")]));
      place.classList.toggle("open", !settled.checked);
    }
    passage.control.addEventListener("input", function () {
      look();
      if (isBehind && !settled.checked) {
        settled.checked = true;
        settle();
      }
    });
    look();
    return place;
  }

  /** @param {Translating} work @returns {HTMLElement[]} */
  function rowsOfFields(work) {
    var draft = work.draft;
    return leaves(work.type.fields, work.original.values, [], []).map(function (leaf) {
      var original = [at(work.original.values, leaf.way)].flat().map(String).join("\n");
      var control = form.controls.draw(
        work.control(Object.assign({}, leaf.field, { label: leaf.label }), nameOf(leaf.way), at(draft.values, leaf.way), function (value) {
          put(draft.values, leaf.way, value, work.original.values);
          work.changed();
        }),
      );
      return row(work, {
        names: [at(work.original.values, leaf.way)].flat().map(function (_, number) {
          return nameOf(leaf.field.many ? leaf.way.concat(number) : leaf.way);
        }),
        original: original,
        own: function () {
          return [at(draft.values, leaf.way)].flat().join("\n");
        },
        control: control,
      });
    });
  }

  /** @param {Translating} work @returns {HTMLElement[]} */
  function rowsOfText(work) {
    var theirs = form.drafts.sections(work.original);
    var draft = work.draft;
    var ours = (draft.sections = draft.sections || []);
    var names = work.original.passages.filter(function (passage) {
      return passage.start !== undefined;
    });
    var many = Math.max(theirs.length, ours.length);
    return Array.from({ length: many }, function (_, number) {
      var input = element("textarea", { rows: Math.min(24, 3 + Math.ceil((theirs[number] || ours[number] || "").length / 60)) });
      input.value = (ours[number] || "").trim();
      var name = names[number] ? names[number].name : "";
      var field = { name: "", kind: "markdown", required: false, max: null };
      var control = work.control(/** @type {FormField} */ (field), "text-" + (number + 1), "", function () {});
      form.controls.named(input, control);
      input.setAttribute("aria-label", form.say("Text, part {number}", { number: toolkit.number(number + 1) }));
      input.addEventListener("input", function () {
        while (ours.length <= number) ours.push("");
        ours[number] = input.value.trim() + "\n\n";
        draft.text = ours.join("").trimEnd() + "\n";
        work.changed();
      });
      return row(work, {
        names: name ? [name] : [],
        original: (theirs[number] || "").trim(),
        own: function () {
          return input.value;
        },
        control: element("div", { class: "field" }, [input, element("div", { class: "wrong", id: control.id + "-wrong" })]),
      });
    });
  }

  /** What was taken out of the original.
      @param {Translating} work @returns {HTMLElement[]} */
  function gone(work) {
    if (!work.gone) return [];
    var box = element("input", { type: "checkbox" });
    box.checked = work.settled().includes("");
    box.addEventListener("change", function () {
      var others = work.settled().filter(Boolean);
      work.settle(box.checked ? others.concat("") : others);
    });
    var told = form.sayMany("{number} part was taken out of the original.", "{number} parts were taken out of the original.", work.gone);
    return [element("div", { class: "behind" }, [element("strong", {}, told), element("label", {}, [box, form.say("It is taken out here, too")])])];
  }

  form.translation = {
    rows: function (work) {
      return rowsOfFields(work).concat(rowsOfText(work), gone(work));
    },
    lacking: lacking,
  };
})();
