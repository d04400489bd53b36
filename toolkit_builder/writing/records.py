"""A new record: a header with every field explained, ready to fill in."""

from __future__ import annotations

import json
from collections.abc import Iterator

from toolkit_builder.model.fields import Field
from toolkit_builder.model.kinds import KINDS, Limits
from toolkit_builder.model.library import Library
from toolkit_builder.model.placeholder import placeholder
from toolkit_builder.model.types import RecordType
from toolkit_builder.model.vocabulary import in_language


def new_record(library: Library, record_type: RecordType, slug: str, language: str, today: str) -> str:
    """Return the text of a new original. Fields that need not be filled in are commented out."""
    lines = ["---"]
    for one in (*record_type.leading_fields, *record_type.fields):
        lines += [*_field_lines(one, library, language), ""]
    lines += [f"created: {today}", f"checked: {today}", "# draft: true  # checked, but not published", "---", ""]
    if record_type.sections:
        titles = (in_language(labels, (language, "en"))[0] for labels in record_type.sections)
        return "\n".join([*lines, *(f"## {title}\n" for title in titles)])
    label, _ = in_language(record_type.label, (language, "en"), record_type.name)
    return "\n".join([*lines, placeholder(label, slug), ""])


def _field_lines(one: Field, library: Library, language: str) -> Iterator[str]:
    label, _ = in_language(one.label, (language, "en"), one.name)
    help_text, _ = in_language(one.help, (language, "en"))
    needed = "required" if one.required else "optional"
    example = _example(one)
    if one.kind == "choice" and one.many:
        example = f"[{next(iter(library.vocabularies[one.vocabulary].terms), '')}]"
    shown = f"For example: {example}" if one.required and example.strip("[]") else ""
    most = f"At most {one.max} characters." if one.max is not None and KINDS[one.kind].limits is Limits.LENGTH else ""
    yield " ".join(filter(None, (f"# {label} ({needed}).", help_text, most, shown)))
    if one.kind == "choice":
        for name, term in library.vocabularies[one.vocabulary].terms.items():
            yield f"#   {name}: {in_language(term.label, (language, 'en'), name)[0]}"
    if one.kind == "reference":
        known = [record.slug for record in library.records.values() if record.type.name == one.to]
        yield f"#   records in {one.to}: {', '.join(known) or 'none yet'}"
    yield from _value_lines(one, language, "" if one.required else "# ", "")


def _value_lines(one: Field, language: str, sign: str, indent: str) -> Iterator[str]:
    """Write a field; ``sign`` stands before each line and may make it a comment.

    A field that must be filled in stays empty, so that `toolkit check` asks for it; a comment shows an example.
    """
    if not one.fields:
        yield f"{sign}{indent}{one.name}: {_example(one) if sign else ''}".rstrip()
        return
    yield f"{sign}{indent}{one.name}:"
    inner = indent + ("    " if one.many else "  ")
    # What must be there comes first: the dash of a list stands before it.
    for number, part in enumerate(sorted(one.fields, key=lambda part: not part.required)):
        first, *more = _value_lines(part, language, sign if part.required or number == 0 else "# ", inner)
        if one.many and number == 0:
            first = first.replace(f"{inner}{part.name}", f"{inner[:-2]}- {part.name}", 1)
        meaning, _ = in_language(part.label, (language, "en"), part.name)
        yield f"{first}  # {meaning}"
        yield from more


def _example(one: Field) -> str:
    """Return a value to write over: the declared example, or one of the kind; '' where any would be a wrong fact."""
    if one.kind in ("choice", "reference"):
        return "[]" if one.many else ""
    example = one.example or KINDS[one.kind].example
    if example and KINDS[one.kind].is_text:
        example = json.dumps(example, ensure_ascii=False)
    return f"[{example}]" if one.many else example
