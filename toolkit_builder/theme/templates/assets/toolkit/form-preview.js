// A text as the page will show it: the same Markdown, made by markdown-it. Nothing that somebody types can run: HTML stays text.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var form = (toolkit.form = toolkit.form || /** @type {FormTools} */ ({}));
  var BOX = /^(!!!|\?\?\?\+?)[ \t]+([\w-]+)[^"\n]*(?:"([^"]*)")?[ \t]*$/;
  var ALERT = /^\[!([\w-]+)(?:\|([^\]]*))?\][ \t]*(?:\n|$)/;
  var INSET = /^(?: {4}|\t)/;
  /** Letters of a text that a preview shows: whoever writes more sees its beginning. */
  var MOST = 60000;

  /** Boxes in the way of Material as those of GitHub: what is indented below the first line becomes a quotation.
      @param {string} text */
  function withQuotations(text) {
    /** @type {string[]} */
    var lines = [];
    var isWithin = false;
    text.split("\n").forEach(function (line) {
      var box = line.match(BOX);
      if (box) {
        isWithin = true;
        lines.push("", "> [!" + box[2] + "|" + (box[3] === undefined ? nameOf(box[2]) : box[3].replace(/\]/g, "")) + "]", ">");
      } else if (isWithin && (INSET.test(line) || !line.trim())) {
        lines.push("> " + line.replace(INSET, ""));
      } else {
        if (isWithin) lines.push("");
        isWithin = false;
        lines.push(line);
      }
    });
    return lines.join("\n");
  }

  /** What a box is called that has no title.
      @param {string} kind */
  function nameOf(kind) {
    switch (kind.toLowerCase()) {
      case "note":
        return form.say("Note");
      case "tip":
        return form.say("Tip");
      case "important":
        return form.say("Important");
      case "warning":
        return form.say("Warning");
      case "caution":
        return form.say("Caution");
    }
    return kind;
  }

  /** Makes boxes of quotations that begin with `[!NOTE]` and the like.
      @param {any} state */
  function alerts(state) {
    state.tokens.slice().forEach(function (/** @type {any} */ token) {
      var at = state.tokens.indexOf(token);
      var words = state.tokens[at + 2];
      if (token.type !== "blockquote_open" || !words || words.type !== "inline") return;
      var kind = words.content.match(ALERT);
      if (!kind) return;
      token.tag = "div";
      token.attrSet("class", "admonition " + kind[1].toLowerCase());
      words.content = words.content.slice(kind[0].length);
      var end = at;
      while (!(state.tokens[end].type === "blockquote_close" && state.tokens[end].level === token.level)) end += 1;
      state.tokens[end].tag = "div";
      state.tokens.splice(at + 1, words.content ? 0 : 3, ...title(state, kind[2] === undefined ? nameOf(kind[1]) : kind[2]));
    });
  }

  /** @param {any} state @param {string} text */
  function title(state, text) {
    var open = new state.Token("paragraph_open", "p", 1);
    open.attrSet("class", "admonition-title");
    var words = new state.Token("inline", "", 0);
    words.content = text;
    words.children = [];
    return [open, words, new state.Token("paragraph_close", "p", -1)];
  }

  function maker() {
    var made = window.markdownit("default", { html: false, linkify: true, typographer: false });
    // Only what is written out as an address is a link on the page as well.
    made.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
    made.core.ruler.before("inline", "alerts", alerts);
    return made;
  }

  /** Leads to the records' pages, and shows the draft's own pictures.
      @param {DocumentFragment} shown @param {Draft} draft */
  function pointed(shown, draft) {
    shown.querySelectorAll("a[href]").forEach(function (link) {
      var way = (link.getAttribute("href") || "").match(/^(?:\.\.\/)?([\w-]+(?:\/[\w-]+)?)\.md(#.*)?$/);
      if (way) link.setAttribute("href", (way[1].includes("/") ? way[1] : draft.type + "/" + way[1]) + ".html" + (way[2] || ""));
      link.setAttribute("target", "_blank");
      link.setAttribute("rel", "noopener");
    });
    shown.querySelectorAll("img").forEach(function (image) {
      var name = (image.getAttribute("src") || "").split("/").pop();
      // Nothing is loaded from elsewhere.
      image.removeAttribute("src");
      var own = draft.pictures.find(function (picture) {
        return picture.name === name;
      });
      if (own) {
        form.addressOf(own).then(function (source) {
          image.src = source;
        });
      }
    });
    return shown;
  }

  form.preview = function (text, draft) {
    var markdown = toolkit.once("markdown", maker);
    var html = markdown.render(withQuotations(text.slice(0, MOST)));
    var parsed = new DOMParser().parseFromString(html, "text/html");
    var shown = document.createDocumentFragment();
    shown.append(...Array.from(parsed.body.childNodes));
    return pointed(shown, draft);
  };
})();
