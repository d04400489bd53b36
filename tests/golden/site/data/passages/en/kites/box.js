toolkit.take("passages",
["en/kites/box", "cellular kite\nGlue the cells with rice glue.\nBend the sticks & wait.\nHow many cells has it?\nOne\nTwo\nOne below, one above.\nHargrave's letters\nNever near power lines. See Lin.\nWhat you need\nFour sticks , paper & glue, 40 m of line. A sled kite needs less.\nWind < rain\nWait for it.\nHow it flies\nIn the air Ada\nOf spruce."]);
