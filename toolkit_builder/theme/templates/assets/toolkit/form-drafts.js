// A draft as it begins: of a new record, of one that is corrected, of a translation; and the fingerprint that it gets.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var form = (toolkit.form = toolkit.form || /** @type {FormTools} */ ({}));

  function today() {
    var now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()]
      .map(function (part) {
        return String(part).padStart(2, "0");
      })
      .join("-");
  }

  /** @param {Partial<Draft>} own @returns {Draft} */
  function draft(own) {
    var id = Date.now().toString(36) + Math.random().toString(36).slice(2, 8);
    /** @type {Draft} */
    var begun = { id: id, task: "new", type: "", slug: "", language: "", of: "", values: {}, text: "", pictures: [], changed: "" };
    return Object.assign(begun, own);
  }

  /** @template Value @param {Value} value @returns {Value} */
  function copied(value) {
    return JSON.parse(JSON.stringify(value));
  }

  /** @param {FormData} data @param {string} name @returns {FormType} */
  function typeOf(data, name) {
    var found = data.types.find(function (type) {
      return type.name === name;
    });
    if (!found) throw new Error("There is no type " + name);
    return found;
  }

  /** The headings that a type asks for, to write below.
      @param {FormType} type @param {string} language */
  function headings(type, language) {
    return type.sections
      .map(function (section) {
        var title = section.title[language];
        return title ? "## " + title + "\n\n" : "";
      })
      .join("\n");
  }

  /** @param {FormRecord} record @param {string} language */
  function version(record, language) {
    return record.versions.find(function (one) {
      return one.language === language;
    });
  }

  /** @param {FormRecord} record @returns {FormVersion} */
  function originalOf(record) {
    return /** @type {FormVersion} */ (version(record, record.original));
  }

  /** @param {FormType} type @param {string} language */
  function begin(type, language) {
    return draft({ task: "new", type: type.name, language: language, values: { created: today() }, text: headings(type, language) });
  }

  /** @param {FormRecord} record */
  function correct(record) {
    var own = originalOf(record);
    return draft({
      task: "correct",
      type: record.type,
      slug: record.slug,
      language: own.language,
      values: copied(own.values),
      text: own.text,
      began: own,
    });
  }

  /** @param {FormRecord} record @param {string} language @param {FormData} data */
  function translate(record, language, data) {
    var own = version(record, language);
    var common = { task: /** @type {const} */ ("translate"), type: record.type, slug: record.slug, language: language, of: record.original };
    if (own) return draft(Object.assign(common, { values: copied(own.values), text: own.text, sections: sections(own), began: own, settled: [] }));
    var type = typeOf(data, record.type);
    var parts = sections(originalOf(record)).map(function (section) {
      return headingIn(type, section, record.original, language);
    });
    var values = { translation: { of: record.original, method: "" } };
    var compared = Object.fromEntries(
      originalOf(record).passages.map(function (passage) {
        return [passage.name, passage.digest];
      }),
    );
    return draft(Object.assign(common, { values: values, text: parts.join(""), sections: parts, settled: [], compared: compared }));
  }

  /** The sections of a text, cut where the original's passages begin.
      @param {FormVersion} version @returns {string[]} */
  function sections(version) {
    var starts = version.passages.flatMap(function (passage) {
      return passage.start === undefined ? [] : [passage.start];
    });
    return starts.map(function (start, number) {
      return version.text.slice(number ? start : 0, starts[number + 1]);
    });
  }

  /** A section without its words: its heading, in the other language where the type has it in both.
      @param {FormType} type @param {string} section @param {string} from @param {string} to */
  function headingIn(type, section, from, to) {
    var heading = section.match(/^\s*(#+)[ \t]+(.*)/);
    if (!heading) return "\n\n";
    var title = heading[2].trim();
    var known = type.sections.find(function (one) {
      return one.title[from] === title;
    });
    return heading[1] + " " + ((known && known.title[to]) || title) + "\n\n\n";
  }

  /** What the file that a translation was begun from has to do with the original now: the site may have been built since.
      @param {FormRecord} record @param {FormVersion} began */
  function nowOf(record, began) {
    var now = version(record, began.language);
    return now && now.header === began.header && now.text === began.text ? now : began;
  }

  /** What has to be compared with the original: passages that changed since, by name, each with the digest that is known of it; all,
      where nobody knows. Of a new translation, those that changed since it was begun.
      @param {FormRecord} record @param {Draft} draft @returns {[string, string][]} */
  function behind(record, draft) {
    var passages = originalOf(record).passages;
    var began = draft.began && nowOf(record, draft.began);
    if (began && began.known) return began.behind || [];
    /** @param {FormPassage} passage @returns {[string, string]} */
    function known(passage) {
      return [passage.name, began ? "" : (draft.compared || {})[passage.name] || ""];
    }
    return passages
      .filter(function (passage) {
        return began || (draft.compared && draft.compared[passage.name] !== passage.digest);
      })
      .map(known);
  }

  /** The passages that somebody compared with the original as it is now.
      @param {FormRecord} record @param {Draft} draft */
  function settled(record, draft) {
    var compared = draft.compared || {};
    return (draft.settled || []).filter(function (name) {
      var passage = originalOf(record).passages.find(function (one) {
        return one.name === name;
      });
      return !passage || !(name in compared) || compared[name] === passage.digest;
    });
  }

  /** @param {FormRecord} record @param {Draft} draft @param {string[]} names */
  function settle(record, draft, names) {
    var before = settled(record, draft);
    var compared = Object.assign({}, draft.compared);
    originalOf(record).passages.forEach(function (passage) {
      if (names.includes(passage.name) && !before.includes(passage.name)) compared[passage.name] = passage.digest;
    });
    draft.compared = compared;
    draft.settled = names;
  }

  /** What was taken out of the original, by the digests that the translation knows it by.
      @param {FormRecord} record @param {Draft} draft */
  function gone(record, draft) {
    return (draft.began && nowOf(record, draft.began).gone) || [];
  }

  /** The fingerprint of a translation: what was compared is as the original has it now, all else as it was known.
      @param {FormRecord} record @param {Draft} draft @returns {string[]} */
  function fingerprint(record, draft) {
    var compared = settled(record, draft);
    var open = new Map(
      behind(record, draft).filter(function (passage) {
        return !compared.includes(passage[0]);
      }),
    );
    var now = originalOf(record).passages.flatMap(function (passage) {
      var known = open.has(passage.name) ? open.get(passage.name) : passage.digest;
      return known ? [known] : [];
    });
    return now.concat(compared.includes("") ? [] : gone(record, draft));
  }

  form.drafts = {
    today: today,
    typeOf: typeOf,
    headings: headings,
    originalOf: originalOf,
    begin: begin,
    correct: correct,
    translate: translate,
    sections: sections,
    behind: behind,
    settled: settled,
    settle: settle,
    gone: gone,
    fingerprint: fingerprint,
  };
})();
