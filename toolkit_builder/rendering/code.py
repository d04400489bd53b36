"""Blocks of code, with the colours of their language."""

from __future__ import annotations

from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from toolkit_builder.model.nodes import Node

_LONGEST_COLOURED = 5000
"""Characters of code: many a lexer of Pygments takes time with the square of what it is given."""


def highlighted(node: Node) -> str:
    """Return a block of code as HTML; without colours where its language is not known, or where it is long."""
    language = node.name.split()[0].strip("{}.") if node.name.split() else ""
    code = node.words
    code += "" if code.endswith("\n") or not code else "\n"
    lexer = None
    if language and len(code) <= _LONGEST_COLOURED:
        try:
            lexer = get_lexer_by_name(language, stripnl=False)
        except ClassNotFound:
            lexer = None
    if lexer is None:
        escaped = code.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return f'<div class="highlight"><pre><span></span><code>{escaped}</code></pre></div>'
    return str(highlight(code, lexer, HtmlFormatter(cssclass="highlight", wrapcode=True)))
