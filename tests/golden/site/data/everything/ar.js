toolkit.take("list",
{"facets":[["_type",
["kites",
"makers"],
[]],
["_language",
["en",
"ar"],
[]]],
"size":60,
"ids":["kites/box",
"kites/sled",
"makers/gone",
"makers/lin",
"kites/arrow"],
"values":[[0],
[0],
[1],
[1],
[0]],
"known":["ar ar en",
"ar ar",
"en en"],
"languages":[0,1,2,2,2],
"ranks":{"since":[1893,1950,null,null,null],
"span":[1.5,0.8,null,null,null],
"_checked":[20260331,20250131,20260530,20260530,20241201]},
"pieces":["<li class=\"card hue-teal\" data-id=\"",
" data-values=\"_type=kites\" data-ranks=\"",
" data-languages=\"",
" aria-hidden=\"true\">
<img src=\"",
" alt=\"\" width=\"240\" height=\"336\" loading=\"lazy\">
<span class=\"label\">
</span>
</span>\n<div>\n<p class=\"kind\">
<svg class=\"tile\" viewBox=\"0 0 20 20\" aria-hidden=\"true\">
<path class=\"a\" d=\"M0 20V0h7v7h6v7h7v6z\"/>
<path class=\"b\" d=\"M13 0h7v7h-7z\"/>
</svg>
<span>طائرة ورقية</span>
</p>\n<h2>
<a href=\"",
">",
"</h2>\n<p class=\"",
"<li class=\"",
" data-id=\"",
" data-values=\"_type=makers\" data-ranks=\"_checked=20260530\" data-languages=\"en\">\n<span class=\"book label-m\" aria-hidden=\"true\">
<img src=\"",
" alt=\"\" width=\"240\" height=\"336\" loading=\"lazy\">
<span class=\"label\">
</span>
</span>\n<div>\n<p class=\"kind\">
<svg class=\"tile\" viewBox=\"0 0 20 20\" aria-hidden=\"true\">
<path class=\"a\" d=\"M0 15a10 10 0 0 1 20 0z\"/>
<path class=\"b\" d=\"M5 15a5 5 0 0 1 10 0z\"/>
</svg>
<span>صانع</span>
</p>\n<h2>
<a href=\"",
" lang=\"en\" dir=\"ltr\">",
"</h2>\n<p class=\"status missing\">لغة النص: الإنجليزية</p>\n</div>\n</li>"],
"cards":[[0,
"kites/box\"",1,
"since=1893&amp;span=1.5&amp;_checked=20260331\"",2,
"ar en\"",
">\n<span class=\"",
"book label-t\"",3,
"../assets/covers/kites/box.svg\"",4,
"kites/box.html\"",5,
"الطائرة الصندوقية</a>",6,
"status behind\"",5,
"تحتاج إلى تحديث</p>",
"\n</div>\n</li>"],
[0,
"kites/sled\"",1,
"since=1950&amp;span=0.8&amp;_checked=20250131\"",2,
"ar\"",
">\n<span class=\"book label-m\" aria-hidden=\"true\">
<img src=\"",
"../assets/covers/kites/sled.svg\"",4,
"kites/sled.html\"",5,
"الطائرة المزلجة</a>",
"</h2>",
"\n\n</div>",
"\n</li>"],
[7,
"card hue-rose retired\"",8,
"makers/gone\"",9,
"../assets/covers/makers/gone.svg\"",10,
"makers/gone.html\"",11,
"Gone &amp; Sons</a>",6,
"status retired\"",5,
"متوقفة</p> <p class=\"",
"status missing\">لغة النص: الإنجليزية</p>\n</div>\n</li>"],
[7,
"card hue-rose\"",8,
"makers/lin\"",9,
"../assets/covers/makers/lin.svg\"",10,
"makers/lin.html\"",11,
"Lin&#39;s workshop</a>",12],
[0,
"kites/arrow\"",1,
"_checked=20241201\"",
" data-languages=\"en\">\n<span class=\"",
"book label-b\"",3,
"../assets/covers/kites/arrow.svg\"",4,
"kites/arrow.html\"",11,
"Zigzag, or the arrow</a>",12]]});
