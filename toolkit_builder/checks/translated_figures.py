"""A rule about figures in translations: they are those of the original, field by field and section by section."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from toolkit_builder.checks.faults import listing, shortened
from toolkit_builder.checks.figures import LISTED, said_in
from toolkit_builder.model.figures import END, Figure, Said
from toolkit_builder.model.nodes import Place
from toolkit_builder.model.readings import Reading
from toolkit_builder.model.record import Record
from toolkit_builder.model.values import Path, locate_within
from toolkit_builder.model.versions import Translation, Version, part_name
from toolkit_builder.problems import Message, Position, Problem, Severity, say

# Of a list of them translators keep the sense, and not the order.
_IN_ANY_ORDER = "keywords"


def figure_differs(record: Record) -> Iterator[Problem]:
    """A translation has the figures of its original, field by field and section by section.

    Bad:  72 % in the original, 27 % in its translation
    Good: 72 % in both, be it `72 %` or `0.72`; `2 hours` and `deux heures`; 3 May 2026 and 3.5.2026
    """
    # Of a translation that is behind it is known that it differs.
    readable = [text for text in record.translations.values() if text.is_read and record.original.is_read]
    translations = [text for text in readable if not (text.fingerprint and record.changed_since(text))]
    theirs = _parts(record, record.original) if translations else {}
    for translation in translations:
        own = _parts(record, translation)
        for name in theirs.keys() | own.keys():
            if _is_refused(record.original, name) or _is_refused(translation, name):
                continue
            yield from _compared(record, translation, theirs.get(name, ()), own.get(name, ()))


def _is_refused(version: Version, name: str) -> bool:
    """Whether a field stands there and could not be accepted, or may stand there under another name."""
    field = name.partition(".")[0]
    return bool(field and field not in version.values and version.refused)


@dataclass(frozen=True, slots=True)
class _Part:
    """Something that is compared as a whole, a field or a section, and where its letters stand."""

    said: Said
    place: Callable[[int], Place]
    name: Message
    """What it is called in a message."""
    field: str = ""
    """The field's name, as people count; '' for a section of the text."""
    start: int = 0
    """Where it begins, for ``place``."""


def _parts(record: Record, version: Version) -> Mapping[str, Sequence[_Part]]:
    """Return the fields that are translated, and the items of lists, by name; under the name '' the sections of the text."""
    texts = {field.part: field for field in version.fields}
    parts: dict[str, list[_Part]] = {}
    for passage in version.passages_in_header(record.type):
        path, name = passage.path, passage.name
        if name in texts:
            found = _sections(texts[name])
        else:
            said = Said.of(passage.text, version.language)
            found = [_Part(said, _places_of_field(version, path), say("Field `{field}`", field=name), name)]
        # A list may be longer in one language than in another.
        parts.setdefault(part_name(path[:-1]) if isinstance(path[-1], int) else name, []).extend(found)
    return {**parts, "": _sections(version)}


def _places_of_field(version: Version, path: Path) -> Callable[[int], Place]:
    return lambda offset: locate_within(version.header, path, offset)


def _sections(version: Version) -> list[_Part]:
    """Cut a text at its headings; the first part is what stands before them."""
    outline = version.outline
    said = said_in(outline, version.language)
    headings = [child for child in outline.root.children if child.kind == "heading"]
    starts = [0, *(heading.start for heading in headings)]
    figures: list[list[Figure]] = [[] for _ in starts]
    for figure in said.figures:
        figures[bisect_right(starts, figure.start) - 1].append(figure)
    names = [say("Section “{title}”", title=shortened(heading.plain.strip(), 60)) for heading in headings]
    first = say("Text before the first heading") if headings else say("Text")
    if version.part:
        first = say("Field `{field}`", field=version.part)
    return [
        _Part(Said(said.words[start:end], said.language, found), _places_of_text(version), name, version.part, start)
        for (start, end), found, name in zip(pairwise([*starts, len(said.words)]), figures, [first, *names], strict=True)
    ]


def _places_of_text(version: Version) -> Callable[[int], Place]:
    def place(offset: int) -> Place:
        line, column = version.outline.place(offset)
        return line, column + version.indent

    return place


def _compared(
    record: Record, translation: Translation, theirs: Sequence[_Part], own: Sequence[_Part]
) -> Iterator[Problem]:  # fmt: skip
    """Compare parts one by one where there are as many; all together where there are not, or where the order is free."""
    together = len(theirs) != len(own) or any(part.field.startswith(f"{_IN_ANY_ORDER}.") for part in own)
    pairs = [(theirs, own)] if together else [([mine], [other]) for mine, other in zip(theirs, own, strict=True)]
    for those, these in pairs:
        missing, added = _lacking(those, _together(these)), _lacking(these, _together(those))
        for number, (part, figure) in enumerate(added):
            # Where as many are missing, each stands in the place of one.
            meant = missing[number : number + 1] if len(missing) == len(added) else missing
            message = say("{part}: the figure `{figure}` is not in the original.", part=part.name, figure=_short(figure))
            hint = say("Only the original has: {figures}.", figures=_listed(record, meant))
            if not meant:
                line = those[0].place(those[0].start)[0] if those else 1
                hint = say("Compare {place}.", place=f"{record.original.path}:{line}")
            yield _differing(record, translation, part, figure.start, message, hint)
        if missing and not added:
            part = these[0] if these else _Part(Said("", "", ()), lambda _: (translation.text_line, 1), those[0].name)
            part = replace(part, name=say("Text")) if len(these) > 1 and not part.field else part
            message = say("{part}: figures of the original are missing.", part=part.name)
            hint = say("Only the original has: {figures}.", figures=_listed(record, missing))
            yield _differing(record, translation, part, part.start, message, hint)


def _together(parts: Sequence[_Part]) -> Said:
    """Put together what parts say."""
    if len(parts) == 1:
        return parts[0].said
    language = parts[0].said.language if parts else ""
    figures = [figure for part in parts for figure in part.said.figures]
    return Said(f"\n{END}".join(part.said.words for part in parts), language, figures)


def _lacking(parts: Sequence[_Part], other: Said) -> list[tuple[_Part, Figure]]:
    """Return the figures that others do not have, each once."""
    return _each_once(
        (part, figure) for part in parts for figure in part.said.figures if figure.counted and not other.holds(figure)
    )


def _each_once(found: Iterable[tuple[_Part, Figure]]) -> list[tuple[_Part, Figure]]:
    """Return the first of those that say the same."""
    firsts: dict[frozenset[Reading], tuple[_Part, Figure]] = {}
    for part, figure in found:
        firsts.setdefault(frozenset(figure.readings), (part, figure))
    return [*firsts.values()]


def _differing(
    record: Record, translation: Translation, part: _Part, at: int, message: Message, hint: Message
) -> Problem:  # fmt: skip
    where = Position(translation.path, *part.place(at))
    return Problem(where, "figure-differs", message, hint, Severity.WARNING, record.id, part.field)


def _listed(record: Record, found: Sequence[tuple[_Part, Figure]]) -> str:
    """Write figures of the original, each with its place."""
    places = ((figure, part.place(figure.start)) for part, figure in found[: LISTED + 1])
    names = [f"`{_short(figure)}` ({record.original.path}:{line}:{column})" for figure, (line, column) in places]
    return listing(names, LISTED)


def _short(figure: Figure) -> str:
    return shortened(figure.typed, 40)


RECORD_RULES = (figure_differs,)
