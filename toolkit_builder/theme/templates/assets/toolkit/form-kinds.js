// What may be typed, kind by kind: the twin of model/accepting.py. `tests/test_form_rules.py` holds both against each other. What a form
// lets nobody type (a day that is none, a country that is none) is told in the files alone.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var form = (toolkit.form = toolkit.form || /** @type {FormTools} */ ({}));
  var WHOLE = /^[-+]?(0|[1-9][0-9]{0,17})$/;
  var NUMBER = /^[-+]?\d{1,15}(\.\d{1,15})?$/;
  var EXTENT = /^(0|[1-9]\d{0,8})(?:-(0|[1-9]\d{0,8})|\+)$/;
  var HOST = /^[\p{L}\p{N}_-]+(\.[\p{L}\p{N}_-]+)+$/u;
  var MAIL = /[^@\s<>"',:;]+@[^@\s<>"',:;]+\.[^@\s<>"',:;.]+/;
  var TODAY = "today";
  /** So many years the calendar of Thailand is ahead. */
  var BUDDHIST = 543;

  /** A text as YAML reads it where it stands without quotation marks.
      @param {string} text @returns {Plain} */
  function plain(text) {
    if (/^(~|null|Null|NULL)?$/.test(text)) return null;
    if (/^(true|True|TRUE)$/.test(text)) return true;
    if (/^(false|False|FALSE)$/.test(text)) return false;
    return WHOLE.test(text) ? Number(text) : text;
  }

  /** @param {string} rule @param {string} wanted @param {Partial<Refusal>} [more] @returns {Refusal} */
  function wrong(rule, wanted, more) {
    return Object.assign({ rule: rule, wanted: wanted, meant: "" }, more);
  }

  /** @param {string} text */
  function length(text) {
    return Array.from(text).length;
  }

  /** @param {string} pattern @param {string} text */
  function fits(pattern, text) {
    try {
      return new RegExp("^(?:" + pattern + ")$", "u").test(text);
    } catch (error) {
      return true; // A pattern that Python alone understands is held against the file.
    }
  }

  /** @param {Plain} value @param {FormField} field @returns {Refusal | null} */
  function text(value, field) {
    if (typeof value !== "string" || !value.trim()) return wrong("wrong-kind", "text", { empty: true });
    if (/^\d{4}-\d\d-\d\d$/.test(value) && field.name === "title") return wrong("wrong-kind", "text", { date: true });
    if (field.pattern && !fits(field.pattern, value)) return wrong("wrong-pattern", "text", { pattern: field.pattern });
    var many = length(value.trim());
    var isLong = field.max !== null && many > Number(field.max);
    var isShort = field.min !== null && many < Number(field.min);
    return isLong || isShort ? wrong("wrong-length", "text", { length: many, min: field.min, max: field.max }) : null;
  }

  /** @param {Plain} value @param {FormField} field @param {Around} around @returns {Refusal | null} */
  function choice(value, field, around) {
    var terms = around.data.vocabularies[field.vocabulary] || [];
    var typed = String(value);
    var names = terms.map(function (term) {
      return term.name;
    });
    if (!terms.length || names.includes(typed)) return null;
    /** @type {[string, string][]} */
    var known = names.map(function (name) {
      return [name, name];
    });
    terms.forEach(function (term) {
      term.labels.forEach(function (label) {
        known.push([label, term.name]);
      });
    });
    return wrong("not-in-vocabulary", "choice", { vocabulary: field.vocabulary, meant: form.closest(typed, known), terms: names });
  }

  /** The last day that has come somewhere: east of here it may be tomorrow.
      @param {string} today */
  function latest(today) {
    var day = new Date(today + "T00:00:00Z");
    day.setUTCDate(day.getUTCDate() + 1);
    return day.toISOString().slice(0, 10);
  }

  /** @param {number} year @param {string} today */
  function meantYear(year, today) {
    var now = Number(today.slice(0, 4));
    return year - BUDDHIST >= now - 50 && year - BUDDHIST <= now ? year - BUDDHIST : 0;
  }

  /** @param {FormField} field @param {Around} around @param {string} meant */
  function notYet(field, around, meant) {
    return wrong("out-of-range", "value", { min: field.min, max: TODAY, today: around.today, meant: meant });
  }

  /** @param {number | string} value @param {FormField} field @returns {Refusal | null} */
  function within(value, field) {
    var low = field.min;
    var high = field.max === TODAY ? null : field.max;
    var like = typeof value === "string" ? String : Number;
    var isLow = low !== null && value < like(low);
    var isHigh = high !== null && value > like(high);
    return isLow || isHigh ? wrong("out-of-range", "value", { min: low, max: high }) : null;
  }

  /** @param {Plain} value @param {FormField} field @param {Around} around @returns {Refusal | null} */
  function date(value, field, around) {
    var typed = String(value);
    var day = new Date(typed + "T00:00:00Z");
    if (!/^\d{4}-\d\d-\d\d$/.test(typed) || isNaN(Number(day)) || day.toISOString().slice(0, 10) !== typed) return wrong("wrong-kind", "date");
    if (field.max === TODAY && typed > latest(around.today)) {
      var meant = meantYear(Number(typed.slice(0, 4)), around.today);
      return notYet(field, around, meant ? meant + typed.slice(4) : "");
    }
    return within(typed, field);
  }

  /** @param {string} text */
  function latinDigits(text) {
    return text.replace(/(?![0-9])\p{Nd}/gu, function (digit) {
      // Digits of a script stand in one row of ten.
      var zero = /** @type {number} */ (digit.codePointAt(0));
      while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
      return String((/** @type {number} */ (digit.codePointAt(0)) - zero) % 10);
    });
  }

  /** @param {Plain} value @param {FormField} field @param {Around} around @returns {Refusal | null} */
  function year(value, field, around) {
    if (typeof value !== "number" || value < 1 || value > 9999) {
      var found = typeof value === "string" && latinDigits(value).match(/\b(1[0-9]{3}|20[0-9]{2})\b/);
      return wrong("wrong-kind", "year", { meant: found ? found[0] : "" });
    }
    if (field.max === TODAY && value > Number(latest(around.today).slice(0, 4))) {
      return notYet(field, around, String(meantYear(value, around.today) || ""));
    }
    return within(value, field);
  }

  /** @param {Plain} value @param {FormField} field @returns {Refusal | null} */
  function number(value, field) {
    if (typeof value === "string" && !NUMBER.test(value)) {
      var comma = value.replace(/,/g, ".");
      return wrong("wrong-kind", "number", { meant: /^[-+]?\d+\.\d+$/.test(comma) ? comma : "" });
    }
    return typeof value === "boolean" ? wrong("wrong-kind", "number") : within(Number(value), field);
  }

  /** @param {Plain} value @returns {Refusal | null} */
  function range(value) {
    var typed = String(value);
    var extent = typeof value === "string" && value.match(EXTENT);
    if (!extent) {
      var numbers = /** @type {string[]} */ (typed.match(/\d{1,9}/g) || []);
      var isMeant = numbers.length === 2 || numbers.includes(typed.trim());
      return wrong("wrong-kind", "range", { meant: isMeant ? Number(numbers[0]) + "-" + Number(numbers[numbers.length - 1]) : "" });
    }
    var isTurned = extent[2] !== undefined && Number(extent[1]) > Number(extent[2]);
    return isTurned ? wrong("wrong-kind", "range", { meant: Number(extent[2]) + "-" + Number(extent[1]) }) : null;
  }

  /** @param {Plain} value @returns {Refusal | null} */
  function url(value) {
    var typed = String(value);
    var parts = typed.match(/^(https?):\/\/(?:[^/?#]*@)?([^/?#:]*)(:\d*)?([/?#].*)?$/is);
    var host = parts ? parts[2].toLowerCase() : "";
    if (parts && HOST.test(host) && !/\s/.test(typed)) return null;
    if (parts && /[.,;:!?]$/.test(host) && HOST.test(host.replace(/[.,;:!?]+$/, ""))) {
      // The end of a sentence; a host with a full stop is the same one for the network, and another for most programs.
      return wrong("wrong-kind", "url", { meant: typed.replace(/^(https?:\/\/[^/?#]*?)[.,;:!?]+(?=[/?#]|$)/i, "$1") });
    }
    var isBare = /^(\/\/)?(www\.)?[\p{L}\p{N}_-]+(\.[\p{L}\p{N}_-]+)+(\/\S*)?$/u.test(typed);
    return wrong("wrong-kind", "url", { meant: isBare ? "https://" + typed.replace(/^\/\//, "") : "" });
  }

  /** @param {Plain} value @returns {Refusal | null} */
  function email(value) {
    var typed = String(value);
    if (new RegExp("^" + MAIL.source + "$").test(typed)) return null;
    var inner = typed.match(new RegExp("^(?:mailto:(" + MAIL.source + ")|[^<>]*<(" + MAIL.source + ")>)$"));
    return wrong("wrong-kind", "email", { meant: inner ? inner[1] || inner[2] : "" });
  }

  /** @param {Plain} value @returns {Refusal | null} */
  function doi(value) {
    var typed = String(value);
    if (/^10\.\d{4,9}\/\S+$/.test(typed)) return null;
    var found = typed.match(/10\.\d{4,9}\/\S+/);
    return wrong("wrong-kind", "doi", { meant: found ? found[0] : "" });
  }

  /** @type {Record<string, (value: Plain, field: FormField, around: Around) => Refusal | null>} */
  var KINDS = { text: text, markdown: text, choice: choice, date: date, year: year, number: number, range: range, url: url, email: email, doi: doi };

  /** What is wrong with a value, if anything; what is proposed is accepted itself.
      @param {Plain} value @param {FormField} field @param {Around} around @returns {Refusal | null} */
  function refusal(value, field, around) {
    var judge = KINDS[field.kind];
    var found = judge ? judge(value, field, around) : null;
    if (!found || !found.meant) return found;
    var again = judge(plain(found.meant), field, around);
    return again ? Object.assign(found, { meant: "", refusal: again }) : found;
  }

  form.kinds = { refusal: refusal, plain: plain };
})();
