// A draft as a file: what our reader (reading/yaml.py) reads back is what was typed, to the type. Of a file that there was, only
// the fields are written anew that changed, so that remarks and layout stay, and a reviewer sees what was corrected.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var form = (toolkit.form = toolkit.form || /** @type {FormTools} */ ({}));
  /** What YAML takes for something else than words. */
  var TYPED = /^(null|true|false|~)$/i;
  var WHOLE = /^[-+]?\d+$/;
  /** Words that are safe without quotation marks, also in a list between brackets. */
  var CODE = /^[A-Za-z0-9][\w.+-]*$/;
  var WORDS = /^[A-Za-z][\w .()/+-]*$/;
  var LONGEST_PLAIN = 60;
  var LONGEST_LINE = 110;
  // What JSON leaves as it is, and a reader of YAML breaks lines at, refuses, or does not show.
  var ODD = /[\u007f-\u009f\u200b\u2028-\u202e\u2060\ufeff\ufdd0-\ufdef\ufffe\uffff]/g;
  // Half of a sign: no file can hold it. With `u`, whole signs are none.
  var HALF = /[\ud800-\udfff]/gu;

  /** @param {Plain | undefined} value @returns {value is { [name: string]: Plain }} */
  function isMap(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
  }

  /** Whether a field that holds this may as well not be there.
      @param {Plain | undefined} value */
  function isNothing(value) {
    return value === null || value === undefined || value === "" || (typeof value === "object" && Object.keys(value).length === 0);
  }

  /** A value without fields that hold nothing; entries of lists keep their places.
      @param {Plain} value @returns {Plain} */
  function filled(value) {
    if (Array.isArray(value)) return value.map(filled);
    if (!isMap(value)) return value;
    /** @type {Values} */
    var kept = {};
    Object.keys(value).forEach(function (name) {
      var inner = filled(value[name]);
      if (!isNothing(inner)) kept[name] = inner;
    });
    return kept;
  }

  /** @param {Plain | undefined} one @param {Plain | undefined} other @returns {boolean} */
  function isSame(one, other) {
    if (Array.isArray(one) && Array.isArray(other)) {
      var others = other;
      return one.length === others.length && one.every(function (value, number) {
        return isSame(value, others[number]);
      });
    }
    if (!isMap(one) || !isMap(other)) return one === other;
    var names = Object.keys(one);
    var values = one;
    var theirs = other;
    return names.length === Object.keys(theirs).length && names.every(function (name) {
      return has(theirs, name) && isSame(values[name], theirs[name]);
    });
  }

  /** @param {string} text */
  function quoted(text) {
    var whole = text.replace(HALF, "\ufffd");
    return JSON.stringify(whole).replace(ODD, function (sign) {
      return "\\u" + sign.charCodeAt(0).toString(16).padStart(4, "0");
    });
  }

  /** A single value in one line.
      @param {Plain} value @returns {string} */
  function scalar(value) {
    // Of numbers, our reader knows whole ones of 18 digits; all others are texts, and stay what was typed.
    if (typeof value === "number" && !Number.isSafeInteger(value)) return quoted(String(value));
    if (typeof value !== "string") return JSON.stringify(value);
    var isSafe = value.length <= LONGEST_PLAIN && (WORDS.test(value) || CODE.test(value)) && value.trim() === value;
    return isSafe && !TYPED.test(value) && !WHOLE.test(value) ? value : quoted(value);
  }

  /** @param {string} name */
  function key(name) {
    return /^[A-Za-z_][\w-]*$/.test(name) && !TYPED.test(name) && name !== "<<" ? name : quoted(name);
  }

  /** Whether a text of several lines can stand below its name as it is.
      @param {Plain} value @returns {value is string} */
  function isBlock(value) {
    return typeof value === "string" && value.includes("\n") && value.trim() === value && !/[\t\r]|^[^\S\n]+$/m.test(value) && quoted(value).replace(/\\[n"\\]/g, "").indexOf("\\") < 0;
  }

  /** A list of codes in one line; null where it is no such list, or a long one.
      @param {Plain[]} values */
  function codes(values) {
    var isShort = values.every(function (value) {
      return typeof value === "number" || (typeof value === "string" && CODE.test(value));
    });
    var line = "[" + values.map(scalar).join(", ") + "]";
    return isShort && line.length <= LONGEST_LINE ? line : null;
  }

  /** The lines of a field, or of an entry with what stands `before` it.
      @param {string} before @param {Plain} value @param {string} indent @returns {string[]} */
  function lines(before, value, indent) {
    if (isBlock(value)) {
      var below = value.split("\n").map(function (line) {
        return line && indent + "  " + line;
      });
      return [before + " |-"].concat(below);
    }
    if (typeof value !== "object" || value === null || isNothing(value)) return [before + " " + scalar(value)];
    if (!Array.isArray(value)) return [before].concat(map(value, indent + "  "));
    var line = codes(value);
    if (line) return [before + " " + line];
    return [before].concat(
      value.flatMap(function (entry) {
        return item(entry, indent + "  ");
      }),
    );
  }

  /** @param {{ [name: string]: Plain }} values @param {string} indent @returns {string[]} */
  function map(values, indent) {
    return Object.keys(values).flatMap(function (name) {
      return lines(indent + key(name) + ":", values[name], indent);
    });
  }

  /** @param {Plain} entry @param {string} indent @returns {string[]} */
  function item(entry, indent) {
    if (isMap(entry) && !isNothing(entry)) {
      var inner = map(entry, indent + "  ");
      return [indent + "- " + inner[0].trimStart()].concat(inner.slice(1));
    }
    // A list within a list: no field has any, and JSON is YAML as well.
    if (Array.isArray(entry) && !isNothing(entry)) return [indent + "- " + quotedWithin(entry)];
    return lines(indent + "-", entry, indent);
  }

  /** @param {Plain} value @returns {string} */
  function quotedWithin(value) {
    if (Array.isArray(value)) return "[" + value.map(quotedWithin).join(", ") + "]";
    if (!isMap(value)) return typeof value === "string" ? quoted(value) : JSON.stringify(value);
    var inner = Object.entries(value).map(function (pair) {
      return quoted(pair[0]) + ": " + quotedWithin(pair[1]);
    });
    return "{" + inner.join(", ") + "}";
  }

  form.filled = filled;
  form.isMap = isMap;

  form.header = function (values) {
    return map(/** @type {Values} */ (filled(values)), "").join("\n");
  };

  /** Whether a bracket is open at the end of some lines.
      @param {string[]} typed */
  function isOpen(typed) {
    var text = typed.join("\n");
    return text.split("[").length > text.split("]").length;
  }

  /** @param {object} values @param {string} name */
  function has(values, name) {
    return Object.prototype.hasOwnProperty.call(values, name);
  }

  /** The lines of a translation block in which at most the fingerprint is another one; null where that is not all.
      @param {string[]} typed @param {Plain | undefined} before @param {Plain} now */
  function stamped(typed, before, now) {
    if (!isMap(before) || !isMap(now) || !isSame(Object.assign({}, before, { fingerprint: now.fingerprint }), now)) return null;
    var start = typed.findIndex(function (line) {
      return /^\s+fingerprint:/.test(line);
    });
    if (start < 1 || !/^\w+:\s*$/.test(typed[0])) return null;
    var indent = /** @type {RegExpMatchArray} */ (typed[start].match(/^\s+/))[0];
    // A list that stands below its name goes with it; a remark that stands there belongs to what follows.
    var stop = start + 1;
    while (stop < typed.length && (/^\s*- /.test(typed[stop]) || isOpen(typed.slice(start, stop)))) stop += 1;
    var line = indent + "fingerprint: [" + [now.fingerprint].flat().join(", ") + "]";
    return typed.slice(0, start).concat(line, typed.slice(stop));
  }

  /** @param {FormVersion} began @param {Values} values */
  function pieces(began, values) {
    var typed = began.header ? began.header.split("\n") : [];
    var done = 0;
    var found = Object.entries(began.lines)
      .sort(function (one, other) {
        return one[1][0] - other[1][0];
      })
      .map(function (pair) {
        var name = pair[0];
        var above = typed.slice(done, pair[1][0]);
        var own = typed.slice(pair[1][0], pair[1][1]);
        done = pair[1][1];
        var now = filled(values[name]);
        if (!isSame(now, filled(began.values[name]))) {
          own = isNothing(now) ? [] : (name === "translation" && stamped(own, began.values[name], now)) || lines(key(name) + ":", now, "");
        }
        return { name: name, lines: above.concat(own) };
      });
    return { found: found, rest: typed.slice(done) };
  }

  form.changedHeader = function (began, values, order) {
    var old = pieces(began, values);
    var found = old.found;
    Object.keys(values).forEach(function (name) {
      var value = filled(values[name]);
      if (has(began.lines, name) || isNothing(value)) return;
      // Before the next field in their order that is there; what has no place in it, at the end.
      var later = order.includes(name) ? order.slice(order.indexOf(name) + 1) : [];
      var at = found.findIndex(function (piece) {
        return later.includes(piece.name) || piece.name === "translation";
      });
      found.splice(at < 0 ? found.length : at, 0, { name: name, lines: lines(key(name) + ":", value, "") });
    });
    return found
      .flatMap(function (piece) {
        return piece.lines;
      })
      .concat(old.rest)
      .join("\n");
  };

  form.file = function (draft, order) {
    var header = draft.began ? form.changedHeader(draft.began, draft.values, order) : form.header(inOrder(draft.values, order));
    var isAsItWas = draft.began && draft.began.text === draft.text;
    var text = isAsItWas ? draft.text : draft.text.replace(/\r\n?/g, "\n").trimEnd() + "\n";
    return "---\n" + header + "\n---\n" + (text === "\n" ? "" : text);
  };

  /** @param {Values} values @param {string[]} order @returns {Values} */
  function inOrder(values, order) {
    var names = order
      .filter(function (name) {
        return has(values, name);
      })
      .concat(
        Object.keys(values).filter(function (name) {
          return !order.includes(name);
        }),
      );
    return Object.fromEntries(
      names.map(function (name) {
        return [name, values[name]];
      }),
    );
  }
})();
