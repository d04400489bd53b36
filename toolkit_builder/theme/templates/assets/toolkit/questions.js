// Questions that readers answer for themselves: what was right and why, one by one, and how many at the end. Nothing is kept or sent.
(function () {
  "use strict";
  var toolkit = window.toolkit;

  /** @param {HTMLElement} list */
  function ready(list) {
    var questions = toolkit.pickAll(list, "li").filter(function (item) {
      return item.parentElement === list && item.querySelector("[data-check]");
    });
    var foot = /** @type {HTMLElement | null} */ (list.nextElementSibling);
    if (!foot || !questions.length) return;
    var score = toolkit.pick(foot, "[role=status]");
    var again = toolkit.pick(foot, "[data-again]");

    /** @param {HTMLElement} question @returns {HTMLInputElement[]} */
    function choices(question) {
      return /** @type {HTMLInputElement[]} */ (toolkit.pickAll(question, "input[type=radio]"));
    }

    /** As it was before anybody answered: browsers remember what was chosen when a page is loaded again.
        @param {HTMLElement} question */
    function empty(question) {
      choices(question).forEach(function (choice) {
        choice.checked = false;
        choice.disabled = false;
      });
      toolkit.pickAll(question, "label").forEach(function (label) {
        label.classList.remove("right", "wrong");
        label.querySelectorAll("b").forEach(function (mark) {
          mark.remove();
        });
      });
      toolkit.pick(question, ".verdict").replaceChildren();
      toolkit.pick(question, "[data-check]").hidden = false;
      toolkit.pick(question, "details").hidden = false;
      toolkit.pick(question, "details").open = false;
      delete question.dataset.answered;
    }

    /** How many are right, once all are answered. */
    function count() {
      var answered = questions.filter(function (question) {
        return question.dataset.answered;
      });
      again.hidden = !answered.length;
      if (answered.length < questions.length) return;
      var right = answered.filter(function (question) {
        return question.dataset.answered === "right";
      });
      score.replaceChildren(toolkit.told("score", { right: toolkit.number(right.length), all: toolkit.number(questions.length) }));
    }

    /** @param {boolean} isRight */
    function said(isRight) {
      return toolkit.told(isRight ? "right" : "wrong");
    }

    /** @param {HTMLElement} question */
    function check(question) {
      var verdict = toolkit.pick(question, ".verdict");
      var chosen = choices(question).find(function (choice) {
        return choice.checked;
      });
      if (!chosen) {
        verdict.replaceChildren(toolkit.element("p", {}, toolkit.told("choose")));
        return;
      }
      question.dataset.answered = "right" in chosen.dataset ? "right" : "wrong";
      choices(question).forEach(function (choice) {
        var is = "right" in choice.dataset ? "right" : "wrong";
        choice.disabled = !choice.checked;
        if (is === "wrong" && !choice.checked) return;
        var label = /** @type {HTMLElement} */ (choice.closest("label"));
        label.classList.add(is);
        label.append(toolkit.element("b", {}, said(is === "right")));
      });
      var details = toolkit.pick(question, "details");
      var told = toolkit.element("strong", {}, said(question.dataset.answered === "right"));
      var why = Array.from(details.children).slice(1);
      verdict.replaceChildren(
        toolkit.element("p", {}, told),
        ...why.map(function (part) {
          return part.cloneNode(true);
        }),
      );
      details.hidden = true;
      toolkit.pick(question, "[data-check]").hidden = true;
      // The button is gone that had the focus.
      chosen.focus();
      count();
    }

    questions.forEach(function (question) {
      empty(question);
      toolkit.pick(question, "[data-check]").addEventListener("click", function () {
        check(question);
      });
    });
    again.addEventListener("click", function () {
      questions.forEach(empty);
      score.replaceChildren();
      again.hidden = true;
      choices(questions[0])[0].focus();
    });
  }

  toolkit.pickAll(document, ".questions").forEach(ready);
})();
