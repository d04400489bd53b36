"""Which signs `<` begin a tag: `<b>` does, `List<String>` and `a<b and c>d` do not, and are shown as they are typed."""

from __future__ import annotations

import re

# What may stand in a text as HTML: marks of meaning that Markdown has no sign for. All else is refused or cleaned.
HARMLESS_TAGS = frozenset(
    "abbr b bdi bdo br cite dd del details dfn div dl dt em figcaption figure hr i ins kbd mark p q rp rt ruby s samp "
    "section small span strong sub summary sup time u var wbr".split()
)
# https://html.spec.whatwg.org/multipage/indices.html#elements-3, and those that were elements once.
ELEMENTS = HARMLESS_TAGS | frozenset(
    "a address area article aside audio base blink blockquote body button canvas caption center code col colgroup data "
    "datalist dialog dir embed fieldset font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup html iframe img "
    "input label legend li link main map marquee math menu meta meter nav nobr noscript object ol optgroup option output "
    "picture plaintext pre progress script search select slot source strike style svg table tbody td template textarea tfoot "
    "th thead title tr track tt ul video xmp !-- !doctype ? ![cdata[".split()
)
WITHOUT_VALUE = frozenset(
    "open markdown hidden reversed contenteditable draggable inert translate nowrap compact itemscope autofocus".split()
)

# What reads like a tag and has no values; it is none within brackets or behind a backslash, nor where an address stands.
LIKE_A_TAG = re.compile(r"(?<!\\)(?<!\]\()(?<!\]:)(?<!\]: )<(/?)([A-Za-z][A-Za-z0-9-]*)((?:\s+[^\s\"'=<>`]+)*)\s*/?>")


def is_none(found: re.Match[str]) -> bool:
    """Whether what reads like a tag is none that HTML knows: other words, or words where attributes would stand."""
    closing, name, words = found[1], found[2].lower(), found[3].lower().split()
    if name not in ELEMENTS:
        return True
    return not closing and name in HARMLESS_TAGS and any(word not in WITHOUT_VALUE and word != "/" for word in words)
