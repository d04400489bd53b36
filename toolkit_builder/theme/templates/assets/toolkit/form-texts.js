// What a type asks of the text of its records, and what is wrong with any text: the twin of checks/asked.py, and of some of
// checks/texts.py.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var form = (toolkit.form = toolkit.form || /** @type {FormTools} */ ({}));
  var SHORT = 60;

  /** What of a heading counts when it is looked for.
      @param {string} title */
  function plainTitle(title) {
    return title
      .replace(/[^\p{L}\p{N}\p{M}_\s]/gu, "")
      .toLowerCase()
      .trim()
      .split(/\s+/)
      .join(" ");
  }

  /** The headings of a text that stand in nothing else, with the numbered steps right below each, and whether anything stands there.
      @param {string} text @returns {FormHeading[]} */
  function headings(text) {
    /** @type {FormHeading[]} */
    var found = [];
    /** @type {string[]} */
    var lists = [];
    /** @type {MarkdownToken[]} */
    var tokens = toolkit.once("commonmark", window.markdownit.bind(null, "commonmark")).parse(text, {});
    tokens.forEach(function (token, at) {
      var last = found[found.length - 1];
      if (token.type === "heading_open" && token.level === 0) {
        found.push({ title: titleOf(tokens[at + 1]), level: Number(token.tag[1]), steps: 0, isEmpty: true });
      } else if (/_list_open$/.test(token.type)) {
        lists.push(token.type);
      } else if (/_list_close$/.test(token.type)) {
        lists.pop();
      }
      if (last && token.level === 0 && saysSomething(token, tokens[at + 1])) last.isEmpty = false;
      var isStep = token.type === "list_item_open" && lists.length === 1 && lists[0] === "ordered_list_open";
      if (last && isStep && tokens[at + 1].type !== "list_item_close") last.steps += 1;
    });
    return found;
  }

  /** The words of a heading, without marks and without the attributes behind it.
      @param {MarkdownToken} inline */
  function titleOf(inline) {
    var words = (inline.children || []).map(function (part) {
      return /break$/.test(part.type) ? " " : part.type === "html_inline" ? "" : part.content;
    });
    return words
      .join("")
      .replace(/\s*\{[^{}]*\}\s*$/, "")
      .trim();
  }

  /** @param {MarkdownToken} token @param {MarkdownToken} next */
  function saysSomething(token, next) {
    // A note stands at the end of the page, wherever it is written.
    if (token.type === "paragraph_open" && /^\[\^[^\]]+\]:/.test(next.content)) return false;
    if (token.type === "html_block") return Boolean(token.content.replace(/<!--[^]*?-->/g, "").trim());
    return !/^(heading_|hr$)|_close$/.test(token.type) && token.type !== "inline";
  }

  /** @param {FormHeading[]} all @param {number} at */
  function stepsBelow(all, at) {
    var steps = all[at].steps;
    for (var next = at + 1; next < all.length && all[next].level > all[at].level; next += 1) steps += all[next].steps;
    return steps;
  }

  /** @param {Draft} draft @param {FormType} type @param {Values} values @param {FormHeading[]} there @returns {FormProblem[]} */
  function sections(draft, type, values, there) {
    var isRetired = Object.entries(type.retired).some(function (pair) {
      return [values[pair[0]]].flat().map(String).includes(pair[1]);
    });
    if (isRetired || !type.sections.length) return [];
    var isDraft = values.draft === true;
    return type.sections.flatMap(function (asked) {
      var title = asked.title[draft.language];
      if (!title) return [];
      var counts = asked.fewest !== null || asked.most !== null;
      var bounds = counts ? form.rules.bounds(asked.fewest || null, asked.most) : "";
      var at = there.findIndex(function (heading) {
        return plainTitle(heading.title) === plainTitle(title);
      });
      if (at < 0) {
        var hint = form.say("Add a heading `## {title}` with what is known, or say that it is not known.", { title: title });
        if (counts) hint = form.say("Add a heading `## {title}` and numbered steps. {bounds}", { title: title, bounds: bounds });
        return [form.rules.problem("missing-section", "", [form.say("The section `{title}` is missing.", { title: title }), hint], counts && !isDraft ? "error" : "warning")];
      }
      return counts && !isDraft ? steps(asked, there[at].title, stepsBelow(there, at), bounds) : [];
    });
  }

  /** @param {FormSection} asked @param {string} title @param {number} many @param {string} bounds @returns {FormProblem[]} */
  function steps(asked, title, many, bounds) {
    if ((asked.fewest || 0) <= many && (asked.most === null || many <= asked.most)) return [];
    var gaps = { title: form.rules.shortened(title.trim(), 60) };
    var message = form.sayMany("The section “{title}” has {number} numbered step.", "The section “{title}” has {number} numbered steps.", many, gaps);
    var hint = form.say("{bounds} Begin each on a line of its own with its number: `1.`, `2.` ...", { bounds: bounds });
    if (asked.most !== null && many > asked.most) hint = form.say("{bounds} Put some together, or take some out.", { bounds: bounds });
    return [form.rules.problem("wrong-steps", "", [message, hint])];
  }

  /** Headings with nothing below them, up to the next one that is no part of theirs.
      @param {FormHeading[]} there @param {(heading: FormHeading) => boolean} isCounted @returns {FormProblem[]} */
  function empty(there, isCounted) {
    return there.flatMap(function (heading, at) {
      var next = there[at + 1];
      var isOpen = heading.isEmpty && heading.title.trim() && (!next || next.level <= heading.level);
      // Where steps are counted, it is told that there are none.
      if (!isOpen || isCounted(heading)) return [];
      var message = form.say("Nothing stands below the heading “{title}”.", { title: form.rules.shortened(heading.title.trim(), SHORT) });
      var hint = form.say("Write what belongs there, say that it is not known, or take the heading out.");
      return [form.rules.problem("empty-section", "", [message, hint], "warning")];
    });
  }

  /** @param {FormHeading[]} there @returns {FormProblem[]} */
  function levels(there) {
    var before = 1;
    return there.flatMap(function (heading) {
      var title = form.rules.shortened(heading.title, SHORT);
      var above = before;
      before = heading.level;
      var told = ["", ""];
      if (!heading.title) {
        told = [form.say("The heading has no words."), form.say("Write some behind it, or take the signs out.")];
      } else if (heading.level === 1) {
        told = [form.say("`# {title}` is a second title; the page has its own.", { title: title }), form.say("Write `## {title}`.", { title: title })];
      } else if (heading.level > above + 1 && heading.level > 2) {
        var meant = "#".repeat(Math.max(above + 1, 2)) + " " + title;
        told = [form.say("The heading leaves a level out."), form.say("Write `{meant}`.", { meant: meant })];
      }
      return told[0] ? [form.rules.problem("heading-level", "", told, "warning")] : [];
    });
  }

  form.texts = {
    problems: function (draft, type, values) {
      var there = headings(draft.text);
      var isDraft = values.draft === true;
      var titles = type.sections.flatMap(function (section) {
        return section.fewest ? [plainTitle(section.title[draft.language] || "")] : [];
      });
      // Sections of a translation stand where those of its original do, which the file alone is held against.
      var asked = "translation" in values ? [] : sections(draft, type, values, there);
      var open = isDraft
        ? []
        : empty(there, function (heading) {
            return titles.includes(plainTitle(heading.title));
          });
      return asked.concat(open, levels(there));
    },
  };
})();
