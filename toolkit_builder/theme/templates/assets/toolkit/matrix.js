// The table of records against records: narrows its columns down, counts them by what they have in common, turns it, and marks
// where the reader points. The whole table stands in the page; its state is in the address, as a list's is:
// #countries=BE&_group=audiences&_turned=1
(function () {
  "use strict";
  var toolkit = window.toolkit;

  toolkit.pickAll(document, "[data-matrix]").forEach(function (place) {
    var found = /** @type {HTMLFormElement | null} */ (place.querySelector(".tools"));
    if (found) start(place, found);
  });

  /** @param {HTMLElement} place @param {HTMLFormElement} form */
  function start(place, form) {
    var table = /** @type {HTMLTableElement} */ (toolkit.pick(place, "table"));
    var turner = toolkit.pick(form, "[aria-pressed]");
    var reset = toolkit.pick(form, "[type=reset]");
    var selects = /** @type {HTMLSelectElement[]} */ (toolkit.pickAll(form, "select"));
    var heads = Array.from(table.rows[0].cells);
    var corner = heads[0], proof = heads[1], sum = heads[heads.length - 1];
    var sides = heads.slice(2, -1);
    var values = sides.map(function (head) {
      return new URLSearchParams(head.dataset.values);
    });
    var lines = Array.from(table.tBodies[0].rows).map(function (row) {
      var cells = Array.from(row.cells);
      return { head: cells[0].firstElementChild, proof: cells[1], cells: cells.slice(2, -1) };
    });
    var titles = sides.map(function (head) {
      return head.firstElementChild;
    });
    var state = new URLSearchParams();

    // What is shown -----------------------------------------------------------------------------------------------------

    /** The columns that are left, by their places. */
    function left() {
      return sides
        .map(function (_, at) {
          return at;
        })
        .filter(function (at) {
          return selects.every(function (select) {
            var wanted = select.name[0] === "_" ? null : state.get(select.name);
            return !wanted || values[at].getAll(select.name).includes(wanted);
          });
        });
    }

    /** Whether a record refers to that of a line, wholly or in part.
        @param {number} line @param {number} at */
    function says(line, at) {
      return !lines[line].cells[at].querySelector(".dot");
    }

    /** A column: a record, or records that have something in common.
        @param {number[]} shown @returns {{ head: Node | null, cell: (line: number) => Node[], of: number[] }[]} */
    function columns(shown) {
      var group = selects.find(function (select) {
        return select.name === state.get("_group");
      });
      if (group)
        return Array.from(group.options)
          .slice(1)
          .map(function (option) {
            var members = shown.filter(function (at) {
              return values[at].getAll(group ? group.name : "").includes(option.value);
            });
            return { head: nameOf(option, members.length), cell: counted(members), of: members };
          })
          .filter(function (column) {
            return column.of.length;
          });
      return shown.map(function (at) {
        return {
          head: titles[at],
          cell: function (/** @type {number} */ line) {
            return Array.from(lines[line].cells[at].childNodes).map(copy);
          },
          of: [at],
        };
      });
    }

    /** @param {Node} node */
    function copy(node) {
      return node.cloneNode(true);
    }

    /** @param {HTMLOptionElement} option @param {number} many */
    function nameOf(option, many) {
      var name = toolkit.element("span", option.lang ? { lang: option.lang, dir: option.dir } : {}, option.text);
      return toolkit.element("span", { class: "group" }, [name, toolkit.element("span", { class: "many" }, toolkit.number(many))]);
    }

    /** What stands in the cells of a group: how many of its records refer to that of the line.
        @param {number[]} members */
    function counted(members) {
      return function (/** @type {number} */ line) {
        var many = members.filter(says.bind(null, line)).length;
        if (!many) return [toolkit.element("span", { class: "dot" }), toolkit.element("span", { class: "unseen" }, toolkit.number(0))];
        var fill = toolkit.element("i");
        fill.style.blockSize = (100 * many) / members.length + "%";
        return [toolkit.element("span", { class: "part" }, fill), document.createTextNode(toolkit.number(many))];
      };
    }

    /** @param {number} line @param {number[]} shown */
    function total(line, shown) {
      return shown.filter(says.bind(null, line)).length;
    }

    // Drawing -----------------------------------------------------------------------------------------------------------

    /** @param {"td" | "th"} tag @param {string} name @param {Content} content @param {string} [scope] */
    function cell(tag, name, content, scope) {
      var made = toolkit.element(tag, scope ? { scope: scope } : {}, content);
      if (name) made.className = name;
      return made;
    }

    /** @param {Element} from */
    function proofOf(from) {
      return cell("td", "proof", Array.from(from.childNodes).map(copy));
    }

    /** @param {Element} head @param {boolean} turned */
    function say(head, turned) {
      toolkit.pickAll(head, ":scope > span").forEach(function (words, at) {
        words.hidden = turned !== (at === 1);
      });
      return head;
    }

    /** @param {HTMLElement[][]} rows @returns {HTMLElement[]} */
    function asRows(rows) {
      return rows.map(function (row) {
        return toolkit.element("tr", {}, row);
      });
    }

    /** @param {Node | null} node */
    function content(node) {
      return node ? [node] : [];
    }

    function draw() {
      var shown = left(), turned = state.has("_turned");
      var drawn = columns(shown);
      var numbers = lines.map(function (_, line) {
        return line;
      });
      /** @type {HTMLElement[][]} */
      var body;
      /** @type {HTMLElement[]} */
      var head;
      if (turned) {
        head = lines.map(function (line) {
          return cell("th", "", content(line.head), "col");
        });
        body = drawn.map(function (column) {
          var cells = numbers.map(function (line) {
            return cell("td", "cell", column.cell(line));
          });
          var many = numbers.filter(function (line) {
            return column.of.some(says.bind(null, line));
          }).length;
          return [cell("th", "", content(column.head), "row"), ...cells, cell("td", "sum", toolkit.number(many))];
        });
        var proofs = lines.map(function (line) {
          return proofOf(line.proof);
        });
        if (proof.textContent) body.unshift([cell("th", "", Array.from(proof.childNodes).map(copy), "row"), ...proofs, cell("td", "sum", [])]);
      } else {
        head = drawn.map(function (column) {
          return cell("th", "", content(column.head), "col");
        });
        body = lines.map(function (line, number) {
          var cells = drawn.map(function (column) {
            return cell("td", "cell", column.cell(number));
          });
          var many = toolkit.number(total(number, shown));
          return [cell("th", "", content(line.head), "row"), proofOf(line.proof), ...cells, cell("td", "sum", many)];
        });
      }
      var between = turned ? head : [proof, ...head];
      table.tHead?.replaceChildren(...asRows([[/** @type {HTMLElement} */ (say(corner, turned)), ...between, /** @type {HTMLElement} */ (say(sum, turned))]]));
      table.tBodies[0].replaceChildren(...asRows(body));
      table.classList.toggle("turned", turned);
      tell(shown);
    }

    /** Says how many are left, also in what opens below.
        @param {number[]} shown */
    function tell(shown) {
      var isNarrowed = shown.length < sides.length;
      toolkit.pick(form, ".total").textContent = isNarrowed ? toolkit.word("shown", { total: toolkit.number(sides.length) }, shown.length) : "";
      reset.hidden = !state.toString();
      toolkit.pick(place, ".counted").hidden = !state.has("_group");
      turner.setAttribute("aria-pressed", String(state.has("_turned")));
      selects.forEach(function (select) {
        select.value = state.get(select.name) || "";
      });
      toolkit.pickAll(place, ".behind details").forEach(function (entry, line) {
        toolkit.pickAll(entry, "[data-column]").forEach(function (item) {
          item.hidden = !shown.includes(Number(item.dataset.column));
        });
        toolkit.pick(entry, ".many > span").textContent = toolkit.number(total(line, shown));
      });
    }

    // State -------------------------------------------------------------------------------------------------------------

    function read() {
      var hash = location.hash.slice(1);
      // An anchor of the page, such as #page:main, is no state.
      if (hash && !hash.includes("=")) return;
      state = new URLSearchParams(hash);
      draw();
    }

    /** @param {string} name @param {string} value */
    function write(name, value) {
      var next = new URLSearchParams(state);
      if (value) next.set(name, value);
      else next.delete(name);
      location.hash = next.toString();
      read();
    }

    form.addEventListener("change", function (event) {
      var select = /** @type {HTMLSelectElement} */ (event.target);
      write(select.name, select.value);
    });
    turner.addEventListener("click", function () {
      write("_turned", state.has("_turned") ? "" : "1");
    });
    form.addEventListener("reset", function (event) {
      event.preventDefault();
      location.hash = "";
      read();
      selects[0].focus();
    });
    form.addEventListener("submit", function (event) {
      event.preventDefault();
    });
    window.addEventListener("hashchange", read);
    mark(table);
    if (location.hash.includes("=")) read();
  }

  // Where the reader points: the style sheet marks the row, this the column.
  /** @param {HTMLTableElement} table */
  function mark(table) {
    /** @param {Event} event */
    function point(event) {
      var target = /** @type {Element} */ (event.target);
      var at = /** @type {HTMLTableCellElement | null} */ (target.closest("td, th"));
      table.querySelectorAll(".lit").forEach(function (cell) {
        cell.classList.remove("lit");
      });
      if (!at || !at.cellIndex) return;
      Array.from(table.rows).forEach(function (row) {
        row.cells[at ? at.cellIndex : 0]?.classList.add("lit");
      });
    }
    table.addEventListener("pointerover", point);
    table.addEventListener("pointerleave", point);
    table.addEventListener("focusin", point);
  }
})();
