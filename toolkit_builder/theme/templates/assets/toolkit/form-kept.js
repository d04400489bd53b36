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

  /** @returns {Draft[]} */
  function inStorage() {
    try {
      return JSON.parse(localStorage.getItem(scope) || "[]");
    } catch (error) {
      return [];
    }
  }

  /** Writes them into the storage, without pictures. Throws where there is no room, or no storage.
      @param {Draft[]} drafts */
  function store(drafts) {
    var words = drafts.map(function (draft) {
      return Object.assign({}, draft, { pictures: [] });
    });
    localStorage.setItem(scope, JSON.stringify(words));
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
        // Another tab may have kept others since.
        if (hasStorage()) {
          store(
            inStorage()
              .filter(function (one) {
                return one.id !== draft.id;
              })
              .concat(draft),
          );
        }
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
        if (hasStorage()) {
          store(
            inStorage().filter(function (one) {
              return one.id !== id;
            }),
          );
        }
        return undefined;
      });
    },
  };
})();
