// Proposing records on the repository's host: a branch with the files, and a request that somebody takes it over. Where programs reach
// GitHub:  https://docs.github.com/en/rest/git and https://docs.github.com/en/rest/pulls/pulls
// GitLab:  https://docs.gitlab.com/api/commits/#create-a-commit-with-multiple-files-and-actions
// Forgejo: https://forgejo.org/docs/latest/user/api-usage/ and /api/swagger of each host (as Gitea's)
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var form = (toolkit.form = toolkit.form || /** @type {FormTools} */ ({}));

  /** @param {Uint8Array} data */
  function inBase64(data) {
    var letters = "";
    for (var start = 0; start < data.length; start += 0x8000) letters += String.fromCharCode(...data.subarray(start, start + 0x8000));
    return btoa(letters);
  }

  /** @param {string} text */
  function fromBase64(text) {
    return Uint8Array.from(atob(text.replace(/\s/g, "")), function (letter) {
      return letter.charCodeAt(0);
    });
  }

  /** @param {string} path */
  function inAddress(path) {
    return path.split("/").map(encodeURIComponent).join("/");
  }

  /** What a host says to a call; nothing, where it has no such thing. Throws what it says is wrong, in a sentence.
      @param {DeskCall} call @param {string} path @param {object} [body] @returns {Promise<any>} */
  async function ask(call, path, body) {
    var answer;
    try {
      answer = await fetch(call.at + path, {
        method: body ? "POST" : "GET",
        headers: Object.assign({ Accept: "application/json" }, body && { "Content-Type": "application/json" }, call.key),
        body: body && JSON.stringify(body),
        cache: "no-store",
        credentials: "omit",
        redirect: "error",
        referrerPolicy: "no-referrer",
      });
    } catch (error) {
      throw new Error(form.say("{host} cannot be reached from here. Save the file, or try again later.", { host: call.at }));
    }
    if (answer.status === 404 && !body) return undefined;
    if (answer.ok) return answer.json();
    if ([401, 403, 404].includes(answer.status)) {
      throw new Error(form.say("{host} does not take this key: it may be wrong or too old, or may not write to the repository.", { host: call.at }));
    }
    var told = await answer.text();
    throw new Error(form.say("{host} answered: {answer}", { host: call.at, answer: answer.status + " " + told.slice(0, 200) }));
  }

  /** @param {string} text @returns {string} */
  function needed(text) {
    if (typeof text !== "string" || !text) throw new Error(form.say("The host answered something that this page does not understand."));
    return text;
  }

  /** A file on the branch that proposals are made to. GitHub and Forgejo answer alike.
      @param {DeskCall} call @param {string} path @returns {Promise<{ data: Uint8Array, sha: string } | undefined>} */
  async function contents(call, path) {
    var found = await ask(call, "/repos/" + call.project + "/contents/" + inAddress(path) + "?ref=" + encodeURIComponent(call.base));
    return found && { data: fromBase64(needed(found.content)), sha: needed(found.sha) };
  }

  /** @type {Record<string, DeskHost>} */
  var hosts = {
    github: {
      read: contents,
      key: function (key) {
        return { Authorization: "Bearer " + key };
      },
      propose: async function (call, files, title) {
        var at = "/repos/" + call.project;
        var base = needed((await ask(call, at + "/git/ref/heads/" + inAddress(call.base)))?.object?.sha);
        var tree = [];
        for (var file of files) {
          var blob = await ask(call, at + "/git/blobs", { content: inBase64(file.data), encoding: "base64" });
          tree.push({ path: file.path, mode: "100644", type: "blob", sha: needed(blob.sha) });
        }
        var made = await ask(call, at + "/git/trees", { base_tree: base, tree: tree });
        var commit = await ask(call, at + "/git/commits", { message: title, tree: needed(made.sha), parents: [base] });
        await ask(call, at + "/git/refs", { ref: "refs/heads/" + call.branch, sha: needed(commit.sha) });
        return (await ask(call, at + "/pulls", { title: title, head: call.branch, base: call.base })).html_url;
      },
    },
    forgejo: {
      read: contents,
      key: function (key) {
        return { Authorization: "token " + key };
      },
      propose: async function (call, files, title) {
        var changed = files.map(function (file) {
          return { operation: file.sha ? "update" : "create", path: file.path, content: inBase64(file.data), sha: file.sha };
        });
        var at = "/repos/" + call.project;
        await ask(call, at + "/contents", { branch: call.base, new_branch: call.branch, message: title, files: changed });
        return (await ask(call, at + "/pulls", { title: title, head: call.branch, base: call.base })).html_url;
      },
    },
    gitlab: {
      key: function (key) {
        return { "PRIVATE-TOKEN": key };
      },
      read: async function (call, path) {
        var at = "/projects/" + encodeURIComponent(call.project) + "/repository/files/" + encodeURIComponent(path);
        var found = await ask(call, at + "?ref=" + encodeURIComponent(call.base));
        return found && { data: fromBase64(needed(found.content)), sha: needed(found.last_commit_id) };
      },
      propose: async function (call, files, title) {
        var actions = files.map(function (file) {
          var action = { action: file.sha ? "update" : "create", file_path: file.path, content: inBase64(file.data), encoding: "base64" };
          return Object.assign(action, file.sha && { last_commit_id: file.sha });
        });
        var at = "/projects/" + encodeURIComponent(call.project);
        await ask(call, at + "/repository/commits", { branch: call.branch, start_branch: call.base, commit_message: title, actions: actions });
        var request = { source_branch: call.branch, target_branch: call.base, title: title, remove_source_branch: true };
        return (await ask(call, at + "/merge_requests", request)).web_url;
      },
    },
  };

  /** Proposes all files, after what stands there now was compared with what it was when the work began; returns the address of the
      request. Nothing on the branch of the readers changes.
      @param {FormFile[]} files @param {string} title @param {string} key @param {FormData} data @param {DeskData} desk */
  async function propose(files, title, key, data, desk) {
    var host = hosts[data.host.kind];
    var project = new URL(data.host.repository).pathname.replace(/^\/|\.git$/g, "");
    // Two proposals of one record have two branches.
    var branch = "desk/" + files[0].path.replace(/[^a-z0-9]+/gi, "-").replace(/-md$/, "") + "-" + Date.now().toString(36);
    var call = { at: desk.interface, project: project, base: data.host.branch, branch: branch, key: host.key(key) };
    var wanted = [];
    for (var file of files) {
      var path = desk.content + "/" + file.path;
      var there = await host.read(call, path);
      form.deskCompare(file, there && there.data, path);
      wanted.push({ path: path, data: file.data, sha: there ? there.sha : undefined });
    }
    var address = new URL(needed(await host.propose(call, wanted, title)));
    if (!/^https?:$/.test(address.protocol)) throw new Error(form.say("The host answered something that this page does not understand."));
    return address.href;
  }

  form.deskHosts = { propose: propose };
})();
