"""Rules that a type sets for its texts: the sections that they have, steps in these, sentences that stand nowhere else."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from toolkit_builder.checks.faults import listing, shortened, text_problem
from toolkit_builder.checks.field_hints import bounds
from toolkit_builder.model.library import Library
from toolkit_builder.model.nodes import BLOCKS, Node
from toolkit_builder.model.packed import put_back
from toolkit_builder.model.record import Record
from toolkit_builder.model.retitling import plain_title
from toolkit_builder.model.sections import heading_of
from toolkit_builder.model.sentences import Sentence, sentences
from toolkit_builder.model.text import Outline
from toolkit_builder.model.types import AskedSection
from toolkit_builder.model.versions import Version
from toolkit_builder.problems import Message, Position, Problem, Severity, say, say_many


def missing_section(record: Record) -> Iterator[Problem]:
    """An original has the sections that its type asks for, so that readers find the same things in the same place.

    Bad:  a model without `## Start small`, where the type has it among its `sections:`
    Good: all headings, in the language of the text; where the type asks for `steps:` in one, it stands in translations as well
    """
    for version in _to_be_whole(record) if record.type.sections else ():
        there = {plain_title(heading.text) for heading in version.outline.headings}
        for asked in record.type.sections:
            title = asked.title.get(version.language, "")
            if not title or plain_title(title) in there:
                continue
            if version is not record.original and not (asked.asks_for_steps and heading_of(record, version, asked) is None):
                continue
            message = say("The section `{title}` is missing.", title=title)
            hint = say("Add a heading `## {title}` with what is known, or say that it is not known.", title=title)
            level = Severity.WARNING
            if asked.asks_for_steps:
                hint = say("Add a heading `## {title}` and numbered steps. {bounds}", title=title, bounds=_bounds(asked))
                level = Severity.WARNING if record.may_be_draft else Severity.ERROR
            yield text_problem("missing-section", version, version.text_line, 1, message, hint, record, level)


def wrong_steps(record: Record) -> Iterator[Problem]:
    """A section has as many numbered steps as the `steps:` of its type says, in every language.

    Bad:  ## Start small, with two numbered steps, where the type says `steps: 3`
    Good: 1. Ask two people. 2. Meet once. 3. Write down what you learnt, each on a line of its own
    """
    for version, heading, asked in counted_sections(record):
        blocks = _below(version.outline, heading)
        number = _steps(blocks)
        if (asked.fewest or 0) <= number and (asked.most is None or number <= asked.most):
            continue
        message = say_many(
            "The section “{title}” has {number} numbered step.",
            "The section “{title}” has {number} numbered steps.",
            number, title=shortened(heading.plain.strip(), 60),
        )  # fmt: skip
        hint = _hint(version.outline, blocks, asked)
        if asked.most is not None and number > asked.most:
            hint = say("{bounds} Put some together, or take some out.", bounds=_bounds(asked))
        yield text_problem("wrong-steps", version, *version.outline.place(heading.start), message, hint, record)


def counted_sections(record: Record) -> Iterator[tuple[Version, Node, AskedSection]]:
    """Yield the headings below which a type asks for steps, in all languages; in a draft, something may still be missing."""
    asking = [section for section in record.type.sections if section.asks_for_steps]
    for version in _to_be_whole(record) if asking and not record.may_be_draft else ():
        for asked in asking:
            if heading := heading_of(record, version, asked):
                yield version, heading, asked


def _to_be_whole(record: Record) -> Iterator[Version]:
    """Yield the versions that have the sections of their type, the original first."""
    original = record.original
    for version in record.versions:
        # A header that cannot be read may say that it is retired.
        is_known = all(side.is_read and record.type.retired.keys().isdisjoint(side.refused) for side in (original, version))
        # Where a translation has no text at all, readers see the original's.
        is_shown = version is original or version.text.strip()
        if is_known and is_shown and not record.is_retired_in(version):
            yield version


def _below(outline: Outline, heading: Node) -> Sequence[Node]:
    """Return the blocks of a section, with those below smaller headings in it."""
    blocks = outline.root.children
    start = next(at for at, block in enumerate(blocks) if block is heading) + 1
    ends = (at for at in range(start, len(blocks)) if blocks[at].kind == "heading" and blocks[at].level <= heading.level)
    return blocks[start : next(ends, len(blocks))]


def _steps(blocks: Sequence[Node]) -> int:
    """Count the entries of numbered lists, but for those of lists within lists. An empty one is no step."""
    number, waiting = 0, [*blocks]
    while waiting:
        node = waiting.pop()
        if node.kind != "list":
            waiting += node.children if node.kind in BLOCKS else ()
        elif node.level >= 0:
            number += sum(item.says_something for item in node.children)
    return number


# Digits of other scripts, and what is written behind a number there.
_OTHER_NUMBER = re.compile(r"^[ >]*((?![0-9])\d{1,9})[ ]?[.)．）。、۔٫،:-]", re.MULTILINE)


def _hint(outline: Outline, blocks: Sequence[Node], asked: AskedSection) -> Message:
    """Say how many there are to be; and which line begins with digits that number nothing in Markdown."""
    for block in blocks:
        source = outline.text[block.start : block.end] if block.kind == "paragraph" else ""
        if found := _OTHER_NUMBER.search(source):
            line, _ = outline.place(block.start + found.start(1))
            return say(
                "{bounds} Line {line} begins with `{typed}`, which numbers nothing: write `{meant}.`",
                bounds=_bounds(asked), line=line, typed=found[0].strip(), meant=int(found[1]),
            )  # fmt: skip
    return say("{bounds} Begin each on a line of its own with its number: `1.`, `2.` ...", bounds=_bounds(asked))


def _bounds(asked: AskedSection) -> Message:
    return bounds(asked.fewest or None, asked.most)


_LONG = 20
"""How many words a sentence has, at least, that two people do not happen to write alike."""
_LISTED = 3


def repeated_sentence(library: Library) -> Iterator[Problem]:
    """Where a type says `own_sentences: true`, no sentence of 20 words or more stands in the text of another record as well.

    Bad:  the same long sentence in two models: one was copied, and speaks of the other
    Good: each says it of itself in words of its own; or one says it, and the other links there
    """
    if not any(record_type.own_sentences for record_type in library.types.values()):
        return
    for places in _long_sentences(library).values():
        if len({record.id for record, _, _, _ in places}) < 2:
            continue
        asked = next((place for place in places if place[0].type.own_sentences), None)
        if asked is None:
            continue
        record, version, where, typed = asked
        others = [place[2] for place in places if place[0] is not record]
        names = listing([f"{place.path}:{place.line}:{place.column}" for place in others], _LISTED)
        message = say("The sentence “{start}” stands in another text, too: {places}.", start=_start(typed), places=names)
        hint = say("Say it in one of them and link there, or say it in words of its own.")
        yield Problem(where, "repeated-sentence", message, hint, Severity.ERROR, record.id, version.part, (*others,))


def _start(typed: str) -> str:
    return shortened(" ".join(typed.split()), 60)


def _long_sentences(library: Library) -> Mapping[tuple[str, str], Sequence[tuple[Record, Version, Position, str]]]:
    """Return where each long sentence stands, by its language and what it says."""
    found: dict[tuple[str, str], list[tuple[Record, Version, Position, str]]] = defaultdict(list)
    for record in library.records_and_pages:
        for text, where, sentence in record.once(long_sentences):
            found[text.language, sentence.said].append((record, text, where, sentence.typed))
        put_back()
    return found


def long_sentences(record: Record) -> Iterator[tuple[Version, Position, Sentence]]:
    """Yield the long sentences of its texts, each with its place."""
    for version in () if record.may_be_draft else record.versions:
        for text in (version, *version.fields):
            for sentence in sentences(text.outline, _LONG):
                line, column = text.outline.place(sentence.start)
                yield text, Position(text.path, line, column + text.indent), sentence


FOUND = (long_sentences,)
"""What the rule about sentences asks every record, where a type has it."""
RULES = (repeated_sentence,)
RECORD_RULES = (missing_section, wrong_steps)
