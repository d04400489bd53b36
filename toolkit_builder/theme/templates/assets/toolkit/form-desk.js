// The desk: the form, with ways to put records in their place: the folder of the toolkit on this device, or a proposal on the host.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var element = toolkit.element;
  var form = (toolkit.form = toolkit.form || /** @type {FormTools} */ ({}));
  var HOSTS = { github: "GitHub", gitlab: "GitLab", forgejo: "Forgejo" };
  /** The key to the host: it is written down nowhere, and forgotten with the page. */
  var key = "";
  /** @type {DeskData} */
  var desk;
  toolkit.whenTaken("desk", function (taken) {
    desk = taken;
  });

  /** A file's text, whatever its lines end with.
      @param {Uint8Array} data */
  function textOf(data) {
    return new TextDecoder().decode(data).replace(/\r\n?/g, "\n");
  }

  /** Throws where something else stands than what the work began with: nothing that somebody wrote is lost.
      @param {FormFile} file @param {Uint8Array | undefined} there @param {string} path */
  function compare(file, there, path) {
    if (there && file.began === undefined) {
      var isSame = there.length === file.data.length && there.every((value, place) => value === file.data[place]);
      if (!isSame) throw new Error(form.say("Nothing was saved: {path} is there already. Change the title, or look at that file first.", { path: path }));
    }
    if (file.began === undefined) return;
    if (!there) throw new Error(form.say("Nothing was saved: {path} is not there any more.", { path: path }));
    if (textOf(there) !== file.began) {
      throw new Error(form.say("Nothing was saved: {path} is not what it was when this page was built. Load the page again once the site is built anew, and compare.", { path: path }));
    }
  }

  /** @param {DeskWork} work */
  function sending(work) {
    var status = element("p", { role: "status", class: "told" });
    /** @type {HTMLElement[]} */
    var rows = [];
    var isBusy = false;

    /** @param {string} text @param {(files: FormFile[]) => Promise<Content>} put */
    function way(text, put) {
      var button = element("button", { type: "button", class: "button strong" }, text);
      button.addEventListener("click", function () {
        if (isBusy) return;
        if (!work.isGood()) {
          status.textContent = form.say("Nothing was saved: something above has to be mended first.");
          return;
        }
        isBusy = true;
        var drafts = work.drafts();
        status.textContent = form.say("One moment …");
        put(form.send.files(drafts, work.data))
          .then(function (told) {
            work.done(drafts, told);
          })
          .catch(function (/** @type {Error} */ error) {
            // Who closed the window in which a folder is chosen knows that.
            status.textContent = error.name === "AbortError" ? "" : error.message;
          })
          .finally(function () {
            isBusy = false;
          });
      });
      return button;
    }

    if (form.deskFolder.isThere()) rows.push(element("div", { class: "ways" }, intoFolder(way)));
    if (desk.interface) rows.push(element("div", { class: "ways" }, ontoHost(way, work)));
    return element("section", { class: "send" }, [element("h2", {}, form.say("Put it in its place")), ...rows, status]);
  }

  /** @param {DeskWay} way */
  function intoFolder(way) {
    return way(form.say("Save into the folder of the toolkit"), async function (files) {
      await form.deskFolder.save(files, desk);
      return [form.say("Saved into the folder:"), " ", named(files)];
    });
  }

  /** @param {DeskWay} way @param {DeskWork} work */
  function ontoHost(way, work) {
    var host = HOSTS[/** @type {keyof typeof HOSTS} */ (work.data.host.kind)];
    var field = element("input", { id: "desk-key", type: "password", autocomplete: "off", spellcheck: "false", "aria-describedby": "desk-key-help" });
    field.value = key;
    field.addEventListener("input", function () {
      key = field.value.trim();
    });
    var help = form.say("An access token that may write to the repository. It stays on this page, and is forgotten with it.");
    return [
      element("div", { class: "field" }, [
        element("label", { for: "desk-key" }, form.say("Your key to {host}", { host: host })),
        element("div", { class: "help", id: "desk-key-help" }, element("p", {}, help)),
        field,
      ]),
      way(form.say("Propose on {host}", { host: host }), async function (files) {
        if (!key) throw new Error(form.say("Type your key first."));
        var address = await form.deskHosts.propose(files, work.title(), key, work.data, desk);
        return [form.say("Proposed:"), " ", element("a", { href: address, rel: "noopener" }, address)];
      }),
    ];
  }

  /** @param {FormFile[]} files */
  function named(files) {
    var list = files.map(function (file) {
      return element("li", {}, element("code", { dir: "ltr" }, desk.content + "/" + file.path));
    });
    return element("ul", {}, list);
  }

  form.deskCompare = compare;
  form.desk = {
    list: function (data, wayTo) {
      return form.deskList(data, desk.states, wayTo);
    },
    sending: sending,
  };
})();
