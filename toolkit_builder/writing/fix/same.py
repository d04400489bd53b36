"""Whether a text says after a mend what it said before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolkit_builder.model.values import Plain
from toolkit_builder.model.versions import Version
from toolkit_builder.writing.fix.mends import Edit


def says_the_same(before: Version, after: Version, edits: Iterable[Edit]) -> bool:
    """Whether a file has all that it had outside of the lines of some edits: values of its header, blocks of its text."""
    touched = {line for edit in edits for line in edit.lines}
    was = [block for block, lines in _blocks(before) if touched.isdisjoint(lines)]
    now = iter([block for block, _ in _blocks(after)])
    there = {name: value for name, value, _ in _values(after)}
    values = [(name, value) for name, value, lines in _values(before) if touched.isdisjoint(lines)]
    # `any` goes on where it stopped: the blocks must be there in their order.
    return all(any(block == other for other in now) for block in was) and all(
        name in there and there[name] == value for name, value in values
    )


def _blocks(version: Version) -> Iterator[tuple[tuple[str, int, str, str], range]]:
    """Yield the blocks of a text, with the lines on which they stand."""
    outline = version.outline
    for node in outline.root.children:
        typed = outline.text[node.start : node.end].rstrip()
        first = outline.place(node.start)[0]
        yield (node.kind, node.level, node.name, typed), range(first, first + typed.count("\n") + 1)


def _values(version: Version) -> Iterator[tuple[str, Plain, range]]:
    """Yield the fields of a header, with the lines on which they stand."""
    keys = [*version.header.keys.items()]
    ends = [*(key.line for _, key in keys[1:]), version.text_line - 1]
    for (name, key), end in zip(keys, ends, strict=False):
        yield name, version.header.entries[name].plain, range(key.line, max(end, key.line + 1))
