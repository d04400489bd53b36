"""A new record: a header with every field explained, ready to fill in."""

from __future__ import annotations

import json
from collections.abc import Iterator

from toolkit_builder.model.fields import Field
from toolkit_builder.model.kinds import KINDS, Limits
from toolkit_builder.model.library import Library
from toolkit_builder.model.placeholder import placeholder
from toolkit_builder.model.types import AskedSection, RecordType
from toolkit_builder.model.vocabulary import in_language


def new_record(library: Library, record_type: RecordType, slug: str, language: str, today: str) -> str:
    """Return the text of a new original. Fields that need not be filled in are commented out."""
    lines = ["---"]
    for field in (*record_type.leading_fields, *record_type.fields):
        lines += [*_field_lines(field, library, language), ""]
    lines += [f"created: {today}", f"checked: {today}", "# draft: true  # checked, but not published", "---", ""]
    if record_type.sections:
        return "\n".join([*lines, *(_section(section, language) for section in record_type.sections)])
    label, _ = in_language(record_type.label, (language, "en"), record_type.name)
    return "\n".join([*lines, placeholder(label, slug), ""])


def _section(asked: AskedSection, language: str) -> str:
    """Return a heading and, below it, as many numbers as there are to be steps."""
    title, _ = in_language(asked.title, (language, "en"))
    steps = "".join(f"{number}.\n" for number in range(1, (asked.fewest or 0) + 1))
    return f"## {title}\n\n{steps}" if steps else f"## {title}\n"


def _field_lines(field: Field, library: Library, language: str) -> Iterator[str]:
    label, _ = in_language(field.label, (language, "en"), field.name)
    help_text, _ = in_language(field.help, (language, "en"))
    needed = "required" if field.required else "optional"
    example = _example(field)
    if field.kind == "choice" and field.many:
        example = f"[{next(iter(library.vocabularies[field.vocabulary].terms), '')}]"
    shown = f"For example: {example}" if field.required and example.strip("[]") and not field.sum_of else ""
    most = f"At most {field.max} characters." if field.max is not None and KINDS[field.kind].limits is Limits.LENGTH else ""
    yield " ".join(filter(None, (f"# {label} ({needed}).", help_text, most, *_conditions(field), shown)))
    if field.kind == "choice":
        for name, term in library.vocabularies[field.vocabulary].terms.items():
            yield f"#   {name}: {in_language(term.label, (language, 'en'), name)[0]}"
    if field.kind == "reference":
        known = [record.slug for record in library.records.values() if record.type.name == field.to]
        yield f"#   records in {field.to}: {', '.join(known) or 'none yet'}"
    yield from _value_lines(field, language, "" if field.required else "# ", "")


def _conditions(field: Field) -> Iterator[str]:
    """Say what is asked of the value beside its kind."""
    if field.fewest is not None or field.most is not None:
        yield f"{_bounds(field.fewest, field.most)} entries."
    if field.unique:
        yield "No entry twice."
    if field.sum_of:
        yield f"What {field.sum_of} add up to."
    if field.entry_of:
        yield f"The number of an entry of {field.entry_of}, from 1."
    if field.must_be is not None:
        yield f"It must be {str(field.must_be).lower()}."


def _bounds(low: int | None, high: int | None) -> str:
    if low == high:
        return f"Exactly {high}"
    return f"At most {high}" if low is None else f"At least {low}" if high is None else f"From {low} to {high}"


def _value_lines(field: Field, language: str, sign: str, indent: str) -> Iterator[str]:
    """Write a field; ``sign`` stands before each line and may make it a comment.

    A field that must be filled in stays empty, so that `toolkit check` asks for it; a comment shows an example.
    """
    if not field.fields:
        yield f"{sign}{indent}{field.name}: {_example(field) if sign else ''}".rstrip()
        return
    yield f"{sign}{indent}{field.name}:"
    inner = indent + ("    " if field.many else "  ")
    # What must be there comes first: the dash of a list stands before it.
    for number, part in enumerate(sorted(field.fields, key=lambda part: not part.required)):
        first, *more = _value_lines(part, language, sign if part.required or number == 0 else "# ", inner)
        if field.many and number == 0:
            first = first.replace(f"{inner}{part.name}", f"{inner[:-2]}- {part.name}", 1)
        meaning, _ = in_language(part.label, (language, "en"), part.name)
        asked = " ".join(_conditions(part))
        yield f"{first}  # {meaning}. {asked}" if asked else f"{first}  # {meaning}"
        yield from more


def _example(field: Field) -> str:
    """Return a value to write over: the declared example, or one of the kind; '' where any would be a wrong fact."""
    if field.kind in ("choice", "reference"):
        return "[]" if field.many else ""
    example = field.example or KINDS[field.kind].example
    if example and KINDS[field.kind].is_text:
        example = json.dumps(example, ensure_ascii=False)
    return f"[{example}]" if field.many else example
