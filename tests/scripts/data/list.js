toolkit.take("list", {
  facets: [["level", ["easy", "hard", "a&b"], ['<label><input type="checkbox" name="level" value="a&amp;b"><span class="option">A &amp; B</span><span class="many">1</span></label>']]],
  size: 2,
  ids: ["guides/a", "guides/b", "guides/c", "guides/d", "guides/e", "guides/f", "guides/g"],
  values: [[0], [1], [0], [0], [1, 2], [0], []],
  known: ["en en", "en de en", "de de"],
  languages: [0, 0, 0, 1, 0, 2, 2],
  ranks: { since: [2001, 0, 1990, 2010, 0, 0, 1980] },
  pieces: ['<li data-id="guides/', '"><i class="book"></i><div><h2><a href="', '.html">', "</a></h2></div></li>"],
  cards: [[0, "a", 1, "a", 2, "A", 3], [0, "b", 1, "b", 2, "B <b>bold</b><img src='none.png' alt=''>", 3], [0, "c", 1, "c", 2, "C", 3], [0, "d", 1, "d", 2, "D", 3], [0, "e", 1, "e", 2, "E", 3], [0, "f", 1, "f", '.html" lang="de">', "F", 3], [0, "g", 1, "g", '.html" lang="de">', "G", 3]],
});
