"""`license` and `licence`: one word, whichever way somebody writes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit_builder.build import read_and_check
from toolkit_builder.model.accepting import Surroundings
from toolkit_builder.model.built_in import IMAGE_FIELDS
from toolkit_builder.model.compiled import compile_type
from toolkit_builder.model.fields import Field
from toolkit_builder.model.values import Mapping
from toolkit_builder.problems import Fault
from toolkit_builder.reading.settings import read_settings
from toolkit_builder.reading.spelling import as_declared
from toolkit_builder.reading.yaml import read_yaml

PICTURE = Field("photo", "image", fields=IMAGE_FIELDS)
PICTURES = Field("photos", "image", many=True, fields=IMAGE_FIELDS)
TEXT = Field("license", "licence")


def _read(text: str, *fields: Field) -> tuple[object, list[Fault]]:
    node, faults = read_yaml(text, "x.md")
    assert isinstance(node, Mapping)
    assert not faults
    header, found = as_declared(node, fields, "x.md")
    return header.plain, found


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("licence: MIT", {"license": "MIT"}),
        ("license: MIT", {"license": "MIT"}),
        ("photo: {license: MIT}", {"photo": {"licence": "MIT"}}),
        ("photos: [{license: MIT}, {licence: MIT}]", {"photos": [{"licence": "MIT"}, {"licence": "MIT"}]}),
        ("Licence: MIT", {"Licence": "MIT"}),
        ("photo: MIT", {"photo": "MIT"}),
    ],
)
def test_either_is_read_as_the_declared_one(text: str, read: object) -> None:
    assert _read(text, TEXT, PICTURE, PICTURES) == (read, [])


def test_a_type_may_have_both_as_fields_of_their_own() -> None:
    text = "license: MIT\nlicence: CC0-1.0"
    assert _read(text, TEXT, Field("licence", "licence")) == ({"license": "MIT", "licence": "CC0-1.0"}, [])


@pytest.mark.parametrize("text", ["license: A\nlicence: B", "licence: A\nlicense: B", "photo: {licence: A,\n license: B}"])
def test_both_at_once_are_told_at_the_second(text: str) -> None:
    _, (fault,) = _read(text, TEXT, PICTURE)
    assert (fault.rule, fault.position.line, fault.details["first"]) == ("duplicate-key", 2, 1)


def test_a_kind_of_field_may_be_written_either_way_and_so_may_what_a_translation_must_not_hold(small: Path) -> None:
    declaration = small / "content/guides/_type.yml"
    declaration.write_text(declaration.read_text("utf-8").replace("kind: licence", "kind: license"), "utf-8")
    translation = small / "content/guides/tea.de.md"
    translation.write_text(translation.read_text("utf-8").replace("title:", "licence: MIT\ntitle:", 1), "utf-8")
    library, problems = read_and_check(read_settings(small))
    assert [(one.rule, one.field) for one in problems] == [("translation-with-facts", "license")]
    assert {one.name: one.kind for one in library.types["guides"].fields}["software_licence"] == "licence"
    properties = compile_type(library.types["guides"], Surroundings(library.vocabularies, ("en",))).json_schema()["properties"]
    assert {"license", "licence"} <= properties.keys()
