// How the form begins: the drafts on this device, and the three ways in.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var element = toolkit.element;
  var form = (toolkit.form = toolkit.form || /** @type {FormTools} */ ({}));

  /** What a draft is called.
      @param {Draft} draft @param {FormData} data */
  function nameOf(draft, data) {
    var type = form.drafts.typeOf(data, draft.type);
    var known = type.records.find(function (record) {
      return record[0] === draft.slug;
    });
    var title = String(draft.values.title || (known && known[1]) || form.say("Without a title"));
    return title + " · " + type.label + " · " + toolkit.languageName(draft.language);
  }

  /** @param {Draft} draft */
  function whenOf(draft) {
    return new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" }).format(new Date(draft.changed));
  }

  /** @param {Draft[]} drafts @param {FormData} data @param {Way} wayTo @param {() => void} again */
  function kept(drafts, data, wayTo, again) {
    var list = drafts.map(function (draft) {
      var name = nameOf(draft, data);
      var drop = form.controls.button(form.say("Throw away"), function () {
        if (!confirm(form.say("Throw “{name}” away? It is on this device alone.", { name: name }))) return;
        form.kept.drop(draft.id).then(again);
      });
      drop.setAttribute("aria-label", form.say("Throw away") + ": " + name);
      return element("li", {}, [element("a", { href: wayTo("draft", draft.id) }, toolkit.said(name)), " ", element("small", {}, whenOf(draft)), " ", drop]);
    });
    return element("section", { class: "drafts" }, [element("h2", {}, form.say("Begun on this device")), element("ul", {}, list)]);
  }

  /** @param {FormData} data @param {Way} wayTo */
  function shelves(data, wayTo) {
    var list = data.types.map(function (type) {
      return element("li", { class: "hue-" + type.hue }, [
        element("a", { href: wayTo("new", type.name) }, toolkit.said(type.label)),
        element("span", {}, toolkit.said(type.about)),
      ]);
    });
    var told = element("p", {}, form.say("What is it? Choose the shelf that it belongs on."));
    return element("section", { id: "form-add" }, [element("h2", {}, form.say("Add a record")), told, element("ul", { class: "kinds" }, list)]);
  }

  /** @param {FormData} data @param {Way} wayTo */
  function find(data, wayTo) {
    var all = data.types.flatMap(function (type) {
      return type.records.map(function (record) {
        return /** @type {[string, string]} */ ([type.name + "/" + record[0], record[1]]);
      });
    });
    var field = { name: "record", kind: "reference", label: form.say("Which record?"), help: "", example: "", required: false, many: false, fields: [] };
    var ways = element("p", { class: "ways" });
    var control = /** @type {any} */ ({ field: field, way: "record", id: "form-record", value: "", data: data, language: "", direction: "" });
    control.changed = function (/** @type {string} */ id) {
      ways.replaceChildren();
      if (!id) return;
      ways.append(
        element("a", { class: "button", href: wayTo("correct", id) }, form.say("Correct this record")),
        element("a", { class: "button", href: wayTo("translate", id) }, form.say("Translate this record")),
      );
    };
    var label = element("label", { for: "form-record" }, field.label);
    return element("section", { id: "form-find" }, [
      element("h2", {}, form.say("Correct or translate a record")),
      element("p", {}, form.say("You also find both below each record.")),
      element("div", { class: "field" }, [label, form.controls.picker(control, all), ways]),
    ]);
  }

  form.beginning = function (place, data, drafts, wayTo, again) {
    place.replaceChildren(
      ...(drafts.length ? [kept(drafts, data, wayTo, again)] : []),
      shelves(data, wayTo),
      form.desk ? form.desk.list(data, wayTo) : find(data, wayTo),
      element("p", { class: "kept" }, form.say("What you write stays on this device until you send it or throw it away. Nobody else sees it before.")),
    );
  };
  form.nameOf = nameOf;
})();
