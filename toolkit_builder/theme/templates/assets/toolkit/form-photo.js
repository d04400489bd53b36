// A picture: its file, which is kept with the draft, what it shows, who made it, and its licence.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var element = toolkit.element;
  var form = (toolkit.form = toolkit.form || /** @type {FormTools} */ ({}));
  var LONGEST_WORDS = 150;
  var TAKEN = "image/jpeg,image/png,image/webp";

  /** @param {string} code */
  function whatIsWrong(code) {
    switch (code) {
      case "heic":
        return form.say("This is a HEIC picture, which browsers cannot show. Send it to yourself as JPEG, or take a picture of the screen.");
      case "too-large":
        return form.say("This picture is too large. Make it smaller first.");
    }
    return form.say("This is no picture that can be shown. Choose a JPEG, PNG or WebP file.");
  }

  /** Pictures that a record has already: one that comes to it must not take their place.
      @param {Draft} draft @returns {string[]} */
  function named(draft) {
    return (JSON.stringify(draft.values) + draft.text).match(/[\w-]+\.(?:jpg|png|webp)/g) || [];
  }

  /** @param {Control} control @returns {HTMLElement} */
  function picture(control) {
    var values = /** @type {Values} */ (Object.assign({}, control.value));
    var fields = control.field.fields;
    var image = element("img", { alt: "" });
    image.hidden = true;
    var status = element("p", { role: "status", class: "told" });
    var input = form.controls.named(element("input", { type: "file", accept: TAKEN }), control);

    function show() {
      var own = control.draft.pictures.find(function (one) {
        return one.name === values.file;
      });
      status.textContent = values.file ? String(values.file) : "";
      image.hidden = !own;
      if (own) {
        form.addressOf(own).then(function (source) {
          image.src = source;
        });
      }
    }

    input.addEventListener("change", function () {
      var file = input.files && input.files[0];
      if (!file) return;
      var draft = control.draft;
      var taken = draft.pictures
        .map(function (one) {
          return one.name;
        })
        .concat(named(draft));
      form.photo(file, taken, control.data).then(
        function (made) {
          draft.pictures = draft.pictures
            .filter(function (one) {
              return one.name !== values.file;
            })
            .concat(made);
          values.file = made.name;
          control.changed(Object.assign({}, values));
          show();
        },
        function (error) {
          status.textContent = whatIsWrong(error.code || error.message);
          input.value = "";
        },
      );
    });
    show();
    var label = element("label", { for: input.id }, form.say("Choose a picture"));
    var others = fields.filter(function (field) {
      return field.name !== "file";
    });
    return element("div", { class: "parts" }, [
      element("div", { class: "field" }, [label, input, status, image]),
      ...others.map(function (field) {
        return form.controls.draw(
          form.controls.part(control, field, field.name, values[field.name], function (value) {
            values[field.name] = value;
            control.changed(Object.assign({}, values));
          }),
        );
      }),
    ]);
  }

  /** A picture for the text: what is put there is its Markdown, with who made it below.
      @param {Control} control @param {(markdown: string) => void} insert @returns {HTMLElement} */
  function intoText(control, insert) {
    /** @type {Values} */
    var values = {};
    var fold = element("details", { class: "more-fields" });
    /** @param {string} name @param {string} kind @param {string} label @param {boolean} required @returns {FormField} */
    function field(name, kind, label, required) {
      var declared = { name: name, kind: kind, label: label, required: required, help: "", example: "", max: LONGEST_WORDS, many: false };
      return Object.assign(/** @type {any} */ ({ fields: [] }), declared);
    }
    var own = Object.assign(field("picture", "image", form.say("Picture"), false), {
      fields: [
        field("file", "text", "", true),
        field("alt", "text", form.say("What the picture shows, for who cannot see it."), true),
        field("credit", "text", form.say("Picture by"), false),
        field("licence", "licence", form.say("Licence of the picture"), false),
      ],
    });
    var status = element("p", { role: "status", class: "told" });
    var put = element("button", { type: "button", class: "button" }, form.say("Put it into the text"));
    put.addEventListener("click", function () {
      if (!values.file || !values.alt) {
        status.textContent = form.say("Choose a picture, and say what it shows.");
        return;
      }
      insert(markdown(values));
      values = {};
      draw();
      fold.open = false;
    });

    function draw() {
      var drawn = picture(
        Object.assign({}, control, {
          field: own,
          way: "picture",
          id: "form-picture",
          value: values,
          changed: function (/** @type {Values} */ changed) {
            values = changed;
          },
        }),
      );
      status.textContent = "";
      fold.replaceChildren(element("summary", {}, form.say("Add a picture to the text")), drawn, put, status);
    }

    draw();
    return fold;
  }

  /** Its file is named alone: once the draft is handed in, so is the folder that it lies in.
      @param {Values} values */
  function markdown(values) {
    var alt = String(values.alt).replace(/[[\]\\]/g, "\\$&");
    var by = [values.credit, values.licence].filter(Boolean).join(", ");
    var below = by ? "\n\n*" + form.say("Picture: {by}", { by: by.replace(/[*_\\]/g, "\\$&") }) + "*" : "";
    return "![" + alt + "](" + values.file + ")" + below + "\n";
  }

  form.controls = Object.assign(form.controls || {}, { picture: picture, intoText: intoText });
})();
