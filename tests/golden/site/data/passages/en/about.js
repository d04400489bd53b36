toolkit.take("passages",
["en/about", "kites\nsince\nWe fly each kite \"twice\" & write down what we saw."]);
