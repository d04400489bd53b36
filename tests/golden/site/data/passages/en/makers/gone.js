toolkit.take("passages",
["en/makers/gone", "It was here."]);
