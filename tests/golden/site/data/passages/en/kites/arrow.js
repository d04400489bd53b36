toolkit.take("passages",
["en/kites/arrow", "It turns."]);
