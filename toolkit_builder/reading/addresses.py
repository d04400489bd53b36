"""Addresses that stand in a text as they are: `https://example.org`, `www.example.org`, `info@example.org`.

After the extension "autolinks" of GFM (https://github.github.com/gfm/#autolinks-extension-).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit_builder.model.nodes import BLOCKS, Node

# Each begins where no such address can go on from before, so that every letter is looked at once.
_CANDIDATE = re.compile(
    r"(?<![A-Za-z])https?://[^\s<]+|(?<![^\s*_~(])www\.[^\s<]+"
    r"|(?<![A-Za-z0-9.+_-])(?:mailto:)?[A-Za-z0-9.+_-]+@[A-Za-z0-9._-]+"
)
_DOMAIN = re.compile(r"[^\W_](?:[\w.-]*\w)?")
_ENTITY = re.compile(r"&[A-Za-z0-9]+;\Z")
_LONGEST_SIGN = len("&CounterClockwiseContourIntegral;")
_TRAILING = frozenset("?!.,:*_~'\"")


def link_addresses(root: Node, text: str) -> None:
    """Turn the bare addresses in a tree into links. ``text`` is the whole text, for their places."""
    if "@" not in text and "://" not in text and "www." not in text:
        return
    open_brackets = 0
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.kind in BLOCKS:
            open_brackets = 0
        if node.kind not in ("link", "image"):
            if any(child.kind == "text" for child in node.children):
                open_brackets = _link_in(node, text, open_brackets)
            waiting.extend(reversed(node.children))


def _link_in(node: Node, text: str, open_brackets: int) -> int:
    """Link the addresses among the children of a node; returns how many brackets are open behind them."""
    children: list[Node] = []
    for child in node.children:
        if child.kind != "text":
            children.append(child)
            continue
        children += _parted(child, text, open_brackets)
        open_brackets = max(0, open_brackets + child.words.count("[") - child.words.count("]"))
    node.children = children
    return open_brackets


def _parted(child: Node, text: str, open_brackets: int) -> Iterator[Node]:
    done, source, looked_at = 0, child.start, 0
    for found in _CANDIDATE.finditer(child.words):
        typed = _address(found[0])
        open_brackets += child.words.count("[", looked_at, found.start()) - child.words.count("]", looked_at, found.start())
        looked_at = found.start()
        # Within brackets that might become a link, GFM sees mail addresses only.
        if not typed or (open_brackets > 0 and "@" not in typed):
            continue
        # Where it was typed with escapes, it begins somewhere behind what came before.
        most = source + _LONGEST_SIGN * (found.start() - done + len(typed))
        at = max(text.find(typed, source, min(child.end, most)), source)
        if found.start() > done:
            yield Node("text", source, at, words=child.words[done : found.start()])
        done, source = found.start() + len(typed), min(at + len(typed), child.end)
        known = "://" in typed or typed.startswith("mailto:")
        target = typed if known else f"http://{typed}" if typed.startswith("www.") else f"mailto:{typed}"
        yield Node("link", at, source, [Node("text", at, source, words=typed)], name="bare", target=target)
    if done < len(child.words):
        yield Node("text", source, child.end, words=child.words[done:])


def _address(typed: str) -> str:
    """Return what of it is the address: signs at its end belong to the sentence; '' where it is none."""
    is_mail = "://" not in typed and not typed.startswith("www.")
    if is_mail:
        typed = typed.rstrip(".")
        domain = typed.partition("@")[2]
        return typed if "." in domain and typed[-1].isalpha() else ""
    typed = _without_trailing(typed)
    start = typed.find("://") + 3 if "://" in typed else 0
    host = _DOMAIN.match(typed, start)
    if not host or any("_" in part for part in host[0].split(".")[-2:]):
        return ""
    return typed if start or "." in host[0] else ""


def _without_trailing(typed: str) -> str:
    end, to_close = len(typed), typed.count("(") - typed.count(")")
    while end:
        last = typed[end - 1]
        if last in _TRAILING or (last == ")" and to_close < 0):
            end -= 1
            to_close += last == ")"
        elif last == ";":
            entity = _ENTITY.search(typed[max(0, end - 40) : end])
            end -= len(entity[0]) if entity else 1
        else:
            break
    return typed[:end]
