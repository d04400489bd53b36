// Saving records into the folder of the toolkit on this device, where a browser lets a page do so: Chromium and its kin.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var form = (toolkit.form = toolkit.form || /** @type {FormTools} */ ({}));
  /** The folder, once it was chosen: until the page is closed.
      @type {FileSystemDirectoryHandle | undefined} */
  var chosen;

  /** @param {FileSystemDirectoryHandle} root @param {string} path @param {boolean} [make] */
  async function folderOf(root, path, make) {
    var folder = root;
    for (var part of path.split("/").slice(0, -1)) folder = await folder.getDirectoryHandle(part, { create: Boolean(make) });
    return folder;
  }

  /** @param {string} path */
  function nameOf(path) {
    return path.slice(path.lastIndexOf("/") + 1);
  }

  /** What a file holds; nothing, where there is none.
      @param {FileSystemDirectoryHandle} root @param {string} path @returns {Promise<Uint8Array | undefined>} */
  async function read(root, path) {
    try {
      var file = await (await folderOf(root, path)).getFileHandle(nameOf(path));
      return new Uint8Array(await (await file.getFile()).arrayBuffer());
    } catch (error) {
      if (/** @type {DOMException} */ (error).name === "NotFoundError") return undefined;
      throw error;
    }
  }

  /** @param {FileSystemDirectoryHandle} root @param {string} path @param {Uint8Array<ArrayBuffer>} data */
  async function write(root, path, data) {
    var file = await (await folderOf(root, path, true)).getFileHandle(nameOf(path), { create: true });
    // It takes the place of the old one only once it is whole.
    var stream = await file.createWritable();
    await stream.write(data);
    await stream.close();
  }

  /** @param {DeskData} desk */
  async function choose(desk) {
    if (chosen) return chosen;
    var folder = await window.showDirectoryPicker({ id: "toolkit", mode: "readwrite" });
    if (!(await read(folder, desk.settings))) {
      throw new Error(form.say("This is not the folder of the toolkit: there is no {name} in it. Choose the one in which it lies.", { name: desk.settings }));
    }
    chosen = folder;
    return folder;
  }

  /** Writes all files, or none: what stands there now is compared first with what it was when the work began.
      @param {FormFile[]} files @param {DeskData} desk */
  async function save(files, desk) {
    var root = await choose(desk);
    for (var file of files) {
      var path = desk.content + "/" + file.path;
      form.deskCompare(file, await read(root, path), path);
    }
    for (var wanted of files) await write(root, desk.content + "/" + wanted.path, wanted.data);
  }

  form.deskFolder = {
    isThere: function () {
      return "showDirectoryPicker" in window;
    },
    save: save,
  };
})();
