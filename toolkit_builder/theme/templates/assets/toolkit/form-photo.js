// A picture: its file, which is kept with the draft, what it shows, who made it, and its licence.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var element = toolkit.element;
  var form = (toolkit.form = toolkit.form || /** @type {FormTools} */ ({}));
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
      var taken = draft.pictures.map(function (one) {
        return one.name;
      });
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
          Object.assign({}, control, {
            field: field,
            way: control.way + "." + field.name,
            id: control.id + "-" + field.name,
            value: values[field.name],
            changed: function (/** @type {Plain} */ value) {
              values[field.name] = value;
              control.changed(Object.assign({}, values));
            },
          }),
        );
      }),
    ]);
  }

  form.controls = Object.assign(form.controls || {}, { picture: picture });
})();
