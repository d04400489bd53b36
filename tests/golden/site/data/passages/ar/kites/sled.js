toolkit.take("passages",
["ar/kites/sled", "تطير في ريح خفيفة، مثل box kite."]);
