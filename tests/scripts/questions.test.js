const questions = [...document.querySelectorAll(".questions > li")];
const score = document.querySelector(".score [role=status]");
const again = document.querySelector("[data-again]");
const radios = (place) => [...questions[place].querySelectorAll("input")];
const verdict = (place) => [...questions[place].querySelectorAll(".verdict p")].map((part) => part.textContent);
const marks = (place) => [...questions[place].querySelectorAll("label")].map((label) => (label.querySelector("b") || {}).textContent);
const check = (place) => questions[place].querySelector("[data-check]").click();
const answer = (place, choice) => {
  radios(place)[choice].click();
  check(place);
};
const details = (place) => questions[place].querySelector("details");

test("what a browser remembered is no answer", () => {
  equal(radios(1).map((radio) => radio.checked), [false, false]);
});

test("choosing alone tells nothing, checking nothing asks for a choice", () => {
  check(0);
  equal(verdict(0), ["Choose"]);
  radios(0)[0].click();
  equal([marks(0), again.hidden], [[undefined, undefined], true]);
});

test("a wrong answer is told with the right one and why, where it is announced", () => {
  answer(0, 0);
  equal(verdict(0), ["Wrong", "Right answer: Yes", "Why: so."]);
  equal(marks(0), ["Wrong", "Right"]);
  equal([details(0).hidden, document.activeElement], [true, radios(0)[0]]);
  equal(radios(0).map((radio) => radio.disabled), [false, true]);
});

test("a right answer is told", () => {
  answer(1, 0);
  equal([verdict(1), marks(1)], [["Right", "Right answer: Good"], ["Right", undefined]]);
});

test("the score comes when all are answered, and counts what has answers to choose from", () => {
  answer(0, 0);
  equal([score.textContent, again.hidden], ["", false]);
  answer(1, 0);
  equal(score.textContent, "1 of 2 right");
});

test("everything can be answered again", () => {
  answer(0, 1);
  answer(1, 0);
  again.click();
  equal([score.textContent, again.hidden, verdict(0), marks(1)], ["", true, [], [undefined, undefined]]);
  equal([details(0).hidden, document.activeElement], [false, radios(0)[0]]);
  equal(radios(0).map((radio) => radio.checked || radio.disabled), [false, false]);
  answer(0, 1);
  equal(verdict(0)[0], "Right");
});

test("a question without answers to choose from stays as it is", () => {
  equal([details(2).hidden, questions[2].querySelector("b")], [false, null]);
});
