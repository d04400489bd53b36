toolkit.take("passages",
["en/makers/lin", "Ask for a box kite."]);
