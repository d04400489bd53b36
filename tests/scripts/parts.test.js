const seen = (part) => texts(`#${part} p`);

test("a part without its script says so, one that is ready does not", () => {
  equal([seen("list"), seen("ready")], [["No list"], []]);
});

test("a search field says so when the reader comes to it", () => {
  equal(seen("search"), []);
  document.querySelector("input").focus();
  equal(seen("search"), ["No search"]);
  document.querySelector("#search button").focus();
  equal(seen("search"), ["No search"]);
  document.querySelector("a").focus();
  equal(seen("search"), []);
});

test("a form without its script sends nothing", () => {
  equal(document.querySelector("form").dispatchEvent(new Event("submit", { cancelable: true, bubbles: true })), false);
});
