// What a type asks of the text of its records, and what is wrong with any text: the twin of checks/asked.py, and of some of
// checks/texts.py, checks/pictures.py and checks/headers.py.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var form = (toolkit.form = toolkit.form || /** @type {FormTools} */ ({}));
  var SHORT = 60;
  /** Signs that change a text without being seen, of which reading/header.py has the same list; and what Unicode calls them. */
  var HIDDEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u200b\u2060\ufeff\ufdd0-\ufdef\ufffe\uffff]/g;
  /** @type {Record<string, string>} */
  var NAMES = {
    "200B": "zero width space",
    "2028": "line separator",
    "2029": "paragraph separator",
    "202A": "left-to-right embedding",
    "202B": "right-to-left embedding",
    "202C": "pop directional formatting",
    "202D": "left-to-right override",
    "202E": "right-to-left override",
    "2060": "word joiner",
    "FEFF": "zero width no-break space",
  };
  /** What cameras and editors write where a description should stand. */
  var NO_WORDS =
    /^(?:\s*|\S+\.(?:jpe?g|png|webp|svg)|(?:(?:img|dsc[nf]?|pict?|image|photo|picture|scan|screenshot)[\s_-]*)?\p{Nd}*)$/iu;
  var ALT = /^\{:?(?:[^{}\n]* )?alt=(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'{}=]+))[^{}\n]*\}/;

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

  /** @param {string} text @returns {MarkdownToken[]} */
  function tokensOf(text) {
    return toolkit.once("commonmark", window.markdownit.bind(null, "commonmark")).parse(text, {});
  }

  /** The headings of a text that stand in nothing else, with the numbered steps right below each, and whether anything stands there.
      @param {MarkdownToken[]} tokens @returns {FormHeading[]} */
  function headings(tokens) {
    /** @type {FormHeading[]} */
    var found = [];
    /** @type {string[]} */
    var lists = [];
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

  /** Each sign once, however often it stands there: a text that is being written has no lines to name. A header holds such signs as
      escapes, in which they are seen.
      @param {string} text @returns {FormProblem[]} */
  function hidden(text) {
    var hint = form.say("Delete it: put the cursor behind it and press Backspace, or type the word again.");
    return Array.from(new Set(text.match(HIDDEN) || []), function (sign) {
      var number = sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
      var name = NAMES[number] || (sign < "\u00a0" ? "control character" : "noncharacter");
      return form.rules.problem("hidden-character", "", [
        form.say("An invisible character stands here: {code} ({name}).", { code: "U+" + number, name: name }),
        hint,
      ]);
    });
  }

  /** What a browser reads out of a picture's words.
      @param {MarkdownToken[]} parts @returns {string} */
  function readOut(parts) {
    return parts
      .map(function (part) {
        return /break$/.test(part.type) ? " " : part.children ? readOut(part.children) : part.content;
      })
      .join("");
  }

  /** What each picture of a text shows: the words between its brackets, or those in the attributes behind it.
      @param {MarkdownToken[]} tokens @returns {string[]} */
  function shownBy(tokens) {
    return tokens.flatMap(function (token, at) {
      if (token.type !== "image") return token.type === "inline" ? shownBy(token.children || []) : [];
      var next = tokens[at + 1];
      var attributes = next && next.type === "text" ? next.content.match(ALT) : null;
      var instead = attributes ? attributes[1] || attributes[2] || attributes[3] || "" : "";
      return [readOut(token.children || []) || instead];
    });
  }

  /** Pictures that do not say what they show; what is alike is told once.
      @param {MarkdownToken[]} tokens @param {string} way @param {number} most @returns {FormProblem[]} */
  function silent(tokens, way, most) {
    var told = shownBy(tokens).flatMap(function (words) {
      var length = Array.from(words).length;
      if (NO_WORDS.test(words)) return 0;
      return length > most ? length : [];
    });
    return Array.from(new Set(told), function (length) {
      var sentences = [
        form.say("The picture has no description."),
        form.say("Write what it shows between the square brackets: ![two people at a table](...)."),
      ];
      if (length) {
        sentences = [
          form.say("The description of the picture has {length} characters.", { length: length }),
          form.say("At most {high}. Say the rest in the text.", { high: most }),
        ];
      }
      return form.rules.problem("picture-without-words", way, sentences);
    });
  }

  form.texts = {
    pictures: function (text, way, most) {
      return silent(tokensOf(text), way, most);
    },
    problems: function (draft, type, values) {
      var tokens = tokensOf(draft.text);
      var there = headings(tokens);
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
      return asked.concat(open, levels(there), hidden(draft.text.trimEnd()), silent(tokens, "", type.limits.alt));
    },
  };
})();
