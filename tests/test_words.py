"""Catalogues: every text is translated in every language, with the same gaps; and the language that somebody asks for."""

from __future__ import annotations

import ast
import importlib.util
import re
from collections.abc import Iterator
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tests.conftest import ROOT
from toolkit_builder.words import language_of_user, words

# How many forms a counted word has; what CLDR's plural rules say of whole numbers.
FORMS = {"de": 2, "fr": 2, "es": 2, "pl": 3, "ar": 6}


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("ci_words", ROOT / ".ci" / "words.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CI = script()


@pytest.fixture(scope="module")
def template() -> Catalog:
    return CI.template()


@pytest.fixture(scope="module", params=CI.LANGUAGES)
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    with (CI.WORDS / f"{request.param}.po").open("rb") as source:
        return read_po(source, locale=request.param, abort_invalid=True)


def messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def forms(text: object) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, (tuple, list)) else (str(text),)


def test_texts_are_found_in_checks_templates_and_views(template: Catalog) -> None:
    files = {file.split("/")[0] for message in messages(template) for file, _ in message.locations}
    assert {"checks", "publishing", "reports", "theme"} <= files
    assert template.get("Did you mean `{meant}`?") is not None
    assert len(template) > 200


def test_every_text_is_there_and_none_is_left_over(template: Catalog, catalogue: Catalog) -> None:
    assert {message.id for message in messages(catalogue)} == {message.id for message in messages(template)}
    assert not catalogue.obsolete


def test_every_text_is_translated(catalogue: Catalog) -> None:
    assert [message.id for message in messages(catalogue) if not all(forms(message.string)) or message.fuzzy] == []


def gaps(text: str) -> list[str]:
    return sorted(re.findall(r"\{\w*\}|%\(\w+\)[sd]|\{\{|\}\}", text))


def test_every_translation_has_the_gaps_of_its_text(catalogue: Catalog) -> None:
    # A singular may say `one` in words, so a form has the gaps of either.
    wrong = [
        (message.id, form)
        for message in messages(catalogue)
        for form in forms(message.string)
        if gaps(form) not in [gaps(text) for text in forms(message.id)]
    ]
    assert wrong == []


def test_every_translation_begins_and_ends_as_its_text(catalogue: Catalog) -> None:
    """Spaces and backticks are part of a sentence's form: a name between backticks is never translated."""
    wrong = []
    for message in messages(catalogue):
        text = forms(message.id)[0]
        for form in forms(message.string):
            if (form.strip() != form and text.strip() == text) or form.count("`") != text.count("`"):
                wrong.append((text, form))
    assert wrong == []


def test_a_counted_word_has_as_many_forms_as_its_language(catalogue: Catalog) -> None:
    assert catalogue.num_plurals == FORMS[str(catalogue.locale)]
    counted = [message for message in messages(catalogue) if message.pluralizable]
    assert counted
    assert {len(forms(message.string)) for message in counted} == {catalogue.num_plurals}


def test_every_message_can_be_filled_in(catalogue: Catalog) -> None:
    """A lone brace in a translation would stop the report that needs it."""
    broken = []
    for message in messages(catalogue):
        if all(file.startswith("checks/") for file, _ in message.locations):
            try:
                assert str(message.string).format_map(dict.fromkeys(re.findall(r"\{(\w+)\}", str(message.id)), "x"))
            except (KeyError, ValueError, IndexError) as error:
                broken.append((message.string, repr(error)))
    assert broken == []


def test_a_language_without_a_catalogue_speaks_english() -> None:
    assert words("tlh").gettext("Did you mean `{meant}`?") == "Did you mean `{meant}`?"
    assert words("de").gettext("Did you mean `{meant}`?") != "Did you mean `{meant}`?"


@pytest.mark.parametrize(
    ("language", "one", "few", "many"),
    [("de", 1, 2, 5), ("pl", 1, 3, 5), ("pl", 1, 24, 112), ("ar", 3, 11, 100)],
)
def test_numbers_choose_their_form(language: str, one: int, few: int, many: int) -> None:
    speak = words(language).ngettext
    said = {speak("%(num)s record", "%(num)s records", number) for number in (one, few, many)}
    assert len(said) == (2 if language in ("de", "ar") else 3)


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "C", "LC_ALL": "pl_PL"}, "pl"),
        ({"LANG": "de_DE", "LC_MESSAGES": "fr_FR.UTF-8"}, "fr"),
        ({"LC_MESSAGES": "fr_FR", "LC_ALL": "es_ES"}, "es"),
        ({"LC_ALL": "C", "LANG": "de_DE"}, "en"),
        ({"LANGUAGE": "ar:de", "LANG": "en_US"}, "ar"),
        ({"LANGUAGE": "tlh:pl", "LANG": "de"}, "pl"),
        ({"LANGUAGE": "tlh", "LANG": "de"}, "de"),
        ({"LANGUAGE": "en:de"}, "en"),
        ({"LANGUAGE": "", "LANG": "DE_at"}, "de"),
        ({"LANG": "de_DE@euro"}, "de"),
        ({"LANG": "fr@latin"}, "fr"),
        ({"LANG": "../words/de"}, "en"),
        ({"LANG": "sv_SE.UTF-8"}, "en"),
    ],
    ids=str,
)
def test_the_language_of_the_user_is_what_the_environment_asks_for(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], language: str
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language_of_user() == language


def test_no_text_stands_within_another_one() -> None:
    """Before Python 3.12, what stands in the braces of an f-string is no code to what looks for texts: it would be missed."""
    found = [
        f"{file.name}:{call.lineno}"
        for file in sorted(CI.PACKAGE.rglob("*.py"))
        for text in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and getattr(call.func, "id", getattr(call.func, "attr", "")) in CI.KEYWORDS
    ]
    assert found == []
