test("an old address leads on with what stands behind it, and not back again", () => {
  equal([location.pathname, location.search, location.hash], ["/moved-to.html", "?a=1", "#b"]);
  equal(document.referrer.endsWith("/moved.html?a=1"), true);
});
