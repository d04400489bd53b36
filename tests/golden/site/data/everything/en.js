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
"makers/gone",
"makers/lin",
"kites/arrow",
"kites/sled"],
"values":[[0],
[1],
[1],
[0],
[0]],
"known":["en ar en",
"en en",
"ar ar"],
"languages":[0,1,1,1,2],
"ranks":{"since":[1893,null,null,null,1950],
"span":[1.5,null,null,null,0.8],
"_checked":[20260331,20260530,20260530,20241201,20250131]},
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
<span>Kite</span>
</p>\n<h2>
<a href=\"",
">",
"</h2>\n\n</div>\n</li>",
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
<span>Maker</span>
</p>\n<h2>
<a href=\"",
"</h2>\n<p class=\"",
"\n</div>\n</li>"],
"cards":[[0,
"kites/box\"",1,
"since=1893&amp;span=1.5&amp;_checked=20260331\"",2,
"ar en\"",
">\n<span class=\"",
"book label-t\"",3,
"assets/covers/kites/box.svg\"",4,
"kites/box.html\"",5,
"Box kite &#34;No. 1&#34; &amp; &lt;its&gt; line</a>",6],
[7,
"card hue-rose retired\"",8,
"makers/gone\"",9,
"assets/covers/makers/gone.svg\"",10,
"makers/gone.html\"",5,
"Gone &amp; Sons</a>",11,
"status retired\"",5,
"Retired</p>",12],
[7,
"card hue-rose\"",8,
"makers/lin\"",9,
"assets/covers/makers/lin.svg\"",10,
"makers/lin.html\"",5,
"Lin&#39;s workshop</a>",6],
[0,
"kites/arrow\"",1,
"_checked=20241201\"",
" data-languages=\"en\">\n<span class=\"",
"book label-b\"",3,
"assets/covers/kites/arrow.svg\"",4,
"kites/arrow.html\"",5,
"Zigzag, or the arrow</a>",6],
[0,
"kites/sled\"",1,
"since=1950&amp;span=0.8&amp;_checked=20250131\"",2,
"ar\"",
">\n<span class=\"book label-m\" aria-hidden=\"true\">
<img src=\"",
"assets/covers/kites/sled.svg\"",4,
"kites/sled.html\" lang=\"ar\" dir=\"rtl\"",5,
"الطائرة المزلجة</a>",11,
"status missing\"",5,
"Text in: Arabic</p>",12]]});
