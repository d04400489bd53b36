// Drafts on this device: in IndexedDB, with their pictures; where a browser has none, as words in its storage; else as long as the page
// is open. Pages of one toolkit share them, in all languages; toolkits at one address, or on one stick, do not.
(function () {
  "use strict";
  var toolkit = window.toolkit;
  var form = (toolkit.form = toolkit.form || /** @type {FormTools} */ ({}));
  var STORE = "drafts";
  var scope = "toolkit-forms";
  /** @type {Map<string, Draft>} */
  var open = new Map();
  /** @type {Promise<IDBDatabase | null> | undefined} */
  var opened;

  /** @returns {Promise<IDBDatabase | null>} */
  function base() {
    opened = opened || connected();
    return opened;
  }

  /** @returns {Promise<IDBDatabase | null>} */
  function connected() {
    return new Promise(function (resolve) {
      function none() {
        resolve(null);
      }
      try {
        var request = indexedDB.open(scope, 1);
        request.onupgradeneeded = function () {
          request.result.createObjectStore(STORE, { keyPath: "id" });
        };
        request.onsuccess = function () {
          // Another tab that would change the store waits for nobody; phones close it behind a page's back. The next one opens it again.
          request.result.onversionchange = function () {
            request.result.close();
            opened = undefined;
          };
          request.result.onclose = function () {
            opened = undefined;
          };
          resolve(request.result);
        };
        request.onerror = none;
        request.onblocked = none;
      } catch (error) {
        none(); // Some browsers have no database for pages from the disk, or in a private window.
      }
    });
  }

  /** @template Result @param {IDBDatabase} found @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest<Result>} work
      @returns {Promise<Result>} */
  function within(found, mode, work) {
    var change = found.transaction(STORE, mode);
    var result = work(change.objectStore(STORE));
    return new Promise(function (resolve, reject) {
      // A full device is found out only when all is written.
      change.oncomplete = function () {
        resolve(result.result);
      };
      change.onabort = function () {
        reject(change.error);
      };
    });
  }

  /** Under which name a draft lies in the storage: each has its own, so that two tabs write none away. What another tab wrote, a page
      may see a moment later.
      @param {string} id */
  function keyOf(id) {
    return scope + "\n" + id;
  }

  /** @returns {Draft[]} */
  function inStorage() {
    try {
      return Object.keys(localStorage)
        .filter(function (key) {
          return key.startsWith(keyOf(""));
        })
        .map(function (key) {
          return JSON.parse(localStorage.getItem(key) || "null");
        })
        .filter(Boolean);
    } catch (error) {
      return [];
    }
  }

  function hasStorage() {
    try {
      localStorage.setItem(scope + "?", "1");
      localStorage.removeItem(scope + "?");
      return true;
    } catch (error) {
      return false;
    }
  }

  /** @param {Draft[]} drafts */
  function newestFirst(drafts) {
    return drafts.sort(function (one, other) {
      return one.changed < other.changed ? 1 : -1;
    });
  }

  /** Those in the storage and on the page: a draft with pictures is whole on the page alone.
      @returns {Draft[]} */
  function withoutBase() {
    var all = new Map(
      inStorage().map(function (draft) {
        return [draft.id, draft];
      }),
    );
    open.forEach(function (draft, id) {
      all.set(id, draft);
    });
    return Array.from(all.values());
  }

  form.kept = {
    /** @param {string} root The way from the page to the root of the site. */
    at: function (root) {
      scope = "toolkit-forms " + new URL(root || ".", location.href).pathname;
      opened = undefined;
    },

    lasts: function () {
      return base().then(function (found) {
        return { words: Boolean(found) || hasStorage(), pictures: Boolean(found) };
      });
    },

    all: function () {
      return base().then(function (found) {
        if (!found) return newestFirst(withoutBase());
        return within(found, "readonly", function (drafts) {
          return /** @type {IDBRequest<Draft[]>} */ (drafts.getAll());
        }).then(newestFirst);
      });
    },

    put: function (draft) {
      return base().then(function (found) {
        if (found) {
          return within(found, "readwrite", function (drafts) {
            return drafts.put(draft);
          }).then(function () {});
        }
        open.set(draft.id, draft);
        // Without its pictures. Throws where there is no room.
        if (hasStorage()) localStorage.setItem(keyOf(draft.id), JSON.stringify(Object.assign({}, draft, { pictures: [] })));
        return undefined;
      });
    },

    drop: function (id) {
      return base().then(function (found) {
        open.delete(id);
        if (found) {
          return within(found, "readwrite", function (drafts) {
            return drafts.delete(id);
          });
        }
        if (hasStorage()) localStorage.removeItem(keyOf(id));
        return undefined;
      });
    },
  };
})();
