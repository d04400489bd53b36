"""The form and `toolkit check` say the same of the same field, in three languages.

Chromium is given what a case types, as a draft: it says what is wrong, and writes the file. That file lies in a library,
`check` reads it, and both are compared. A case of `tests/forms/cases` also says which rule is broken: none says nothing unseen.
"""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel.messages.extract import extract_from_file
from playwright.sync_api import Browser, Page

from tests.conftest import ROOT, SITES
from tests.golden_case import read_case
from toolkit_builder.build import prepare, read_and_check
from toolkit_builder.clock import today
from toolkit_builder.exports.form_sentences import KEYWORDS
from toolkit_builder.exports.forms import form_data
from toolkit_builder.model.fields import Field
from toolkit_builder.model.kinds import KINDS
from toolkit_builder.model.types import RecordType
from toolkit_builder.problems import Problem
from toolkit_builder.publishing.site import Site
from toolkit_builder.reading.header import read_document
from toolkit_builder.reading.settings import read_settings
from toolkit_builder.reading.yaml import read_yaml
from toolkit_builder.words import words

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent / "forms"
SCRIPTS = ROOT / "toolkit_builder/theme/templates/assets/toolkit"
LOADED = (
    "toolkit", "json-schema/json-schema", "markdown-it/markdown-it", "form-words", "form-yaml", "form-drafts", "form-closest",
    "form-kinds", "form-rules", "form-asked", "form-texts",
)  # fmt: skip
COVERED = frozenset({
    "missing-field", "unknown-field", "wrong-kind", "not-in-vocabulary", "out-of-range", "wrong-length", "wrong-pattern",
    "dead-reference", "wrong-count", "repeated-entry", "no-such-entry", "wrong-sum", "wrong-answer", "missing-section",
    "wrong-steps", "empty-section", "heading-level", "hidden-character", "picture-without-words",
})  # fmt: skip
"""What can be said of one record alone, without the files of the library."""
NO_LINE = frozenset({"repeated-entry"})
"""Rules whose hints name a line of the file: there is none in the form, which has a hint of its own."""
TOLD_ONCE = ("hidden-character", "picture-without-words")
"""Rules that name each place of a text: in the form, which has no lines, what is said in the same words is said once."""
NOT_ALIKE: Mapping[str, str] = {
    "dead-reference-to-another-shelf": "the old name is of a record that the case adds; the form knows published ones",
    "many-of-one-kind": "in a list for a file, what is wrong in several lines alike is told once; in a form, beside each field",
    "picture-without-words": "likewise: the list names the other places",
}
"""Golden cases of which both say something else on purpose."""
ORIGINAL = """---
title: A thing
summary: What it is.
level: easy
motto: Make tea
---
## How it works

It works.

## Start small

1. Begin.
2. Go on.
"""
"""What translations among the cases are made from."""
ASK = """([drafts, data]) => {
  toolkit.take("form", data);
  return drafts.map(draft => {
    const type = data.types.find(one => one.name === draft.type);
    const order = type.fields.map(field => field.name);
    return { problems: toolkit.form.problems(draft, data), file: toolkit.form.file(draft, order) };
  });
}"""


@dataclass(frozen=True)
class Typed:
    """What somebody types into the form, by its name in the test."""

    name: str
    values: Mapping[str, Any]
    text: str
    expected: Sequence[str]

    @property
    def is_translation(self) -> bool:
        """Whether it follows `ORIGINAL`, in Polish."""
        return "translation" in self.values

    @property
    def language(self) -> str:
        return "pl" if self.is_translation else "en"


def own_cases() -> Iterator[Typed]:
    for file in sorted((HERE / "cases").glob("*.case")):
        found = re.fullmatch(r".+?\n=== values\n(.*)\n=== text\n(.*)\n=== expect\n(.*)", file.read_text("utf-8"), re.DOTALL)
        assert found, file
        node, faults = read_yaml(found[1], file.name)
        assert not faults, (file, faults)
        values: Any = node.plain
        yield Typed(file.stem, values, found[2] + "\n", found[3].splitlines())


def can_be_typed(fields: Sequence[Field], values: Any) -> bool:
    """Whether the controls of a form can hold this.

    They have lists where there are lists, groups where there are groups, and of what is chosen from a list, nothing else.
    """
    if not isinstance(values, dict) or not values.keys() <= {field.name for field in fields}:
        return False
    for field in fields:
        value = values.get(field.name)
        if value is None:
            if field.name in values:
                return False
            continue
        if field.many != isinstance(value, list):
            return False
        for item in value if field.many else [value]:
            parts = field.fields or KINDS[field.kind].fields
            if parts and not can_be_typed(parts, item):
                return False
            if not parts and (isinstance(item, (dict, list)) or item is None or not _is_offered(field, item)):
                return False
    return True


def _is_offered(field: Field, value: Any) -> bool:
    match field.kind:
        case "yes-no":
            return isinstance(value, bool)
        case "country" | "language" | "licence" | "choice" | "reference":
            return isinstance(value, str) and bool(re.fullmatch(r"[A-Za-z0-9.-]+", value)) and value not in ("UK", "fr-be")
        case "date":
            return isinstance(value, str) and bool(re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])-([01]\d|2[0-8])", value))
        case "text" | "markdown" | "url" | "email" | "doi" | "range":
            # A control that is left empty says nothing, and the form hands on no text as a number.
            return isinstance(value, str) and bool(value.strip()) and value == value.strip()
    return not isinstance(value, bool) and value != ""


def golden_cases(guides: RecordType) -> Iterator[Typed]:
    """Yield the records of golden cases that can be typed."""
    for file in sorted((ROOT / "tests/golden/check").glob("*.case")):
        if file.stem in NOT_ALIKE:
            continue
        for number, (kind, argument, text) in enumerate(read_case(file).steps):
            if kind != "file" or not re.fullmatch(r"content/guides/[a-z-]+\.en\.md", argument):
                continue
            document = read_document(text.encode(), argument)
            values: Any = document.header.plain
            if not document.faults and not document.is_translation and can_be_typed(guides.all_fields, values):
                yield Typed(f"{file.stem[:58]}-{number}", values, document.text, ())


def compared(page: Page, root: Path, type_name: str, cases: Sequence[Typed]) -> dict[str, list[str]]:
    """Return what each of both says, where they differ; and hold both against what a case expects."""
    site = site_of(root)
    drafts = [
        {
            "task": "translate" if case.is_translation else "new", "type": type_name, "slug": case.name,
            "language": case.language, "of": "en", "values": case.values, "text": case.text,
        }
        for case in cases
    ]  # fmt: skip
    languages = [code for code in ("en", "pl", "ar") if code in site.library.settings.codes]
    answers = {language: page.evaluate(ASK, [drafts, form_data(site, language)]) for language in languages}
    for case, answer in zip(cases, answers["en"], strict=True):
        file = root / f"content/{type_name}/{case.name}.{case.language}.md"
        file.write_text(answer["file"], "utf-8", newline="")
        if case.is_translation:
            file.with_name(f"{case.name}.en.md").write_text(ORIGINAL, "utf-8", newline="")
    _, problems = read_and_check(read_settings(root))
    told: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.rule in COVERED:
            told[problem.position.path].append(problem)
    differ: dict[str, list[str]] = {}
    for number, case in enumerate(cases):
        of_check = told[f"content/{type_name}/{case.name}.{case.language}.md"]
        for language in languages:
            lines = [as_line(problem, language) for problem in of_check]
            there = sorted(line for at, line in enumerate(lines) if line not in lines[:at] or not line.startswith(TOLD_ONCE))
            here = sorted(map(as_said, answers[language][number]["problems"]))
            if there != here:
                differ[f"{case.name} ({language})"] = ["check:", *there, "form:", *here]
        broken = sorted(f"{problem.rule} {problem.field}".strip() for problem in of_check)
        if case.expected and broken != sorted(case.expected):
            differ[f"{case.name} expects"] = [*case.expected, "but has", *broken]
    return differ


def as_line(problem: Problem, language: str) -> str:
    say = words(language).gettext
    hint = "" if problem.rule in NO_LINE else problem.hint.in_words(say)
    return " | ".join((problem.rule, problem.field, str(problem.level), problem.message.in_words(say), hint))


def as_said(problem: dict[str, str]) -> str:
    hint = "" if problem["rule"] in NO_LINE else problem["hint"]
    return " | ".join((problem["rule"], problem["field"], problem["level"], problem["message"], hint))


def site_of(root: Path) -> Site:
    prepared = prepare(read_settings(root))
    assert prepared.site, [*map(str, prepared.problems)]
    return prepared.site


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.clock.set_fixed_time(f"{today().isoformat()}T12:00:00")
    for name in LOADED:
        page.add_script_tag(path=SCRIPTS / f"{name}.js")
    yield page
    page.close()


def test_form_and_check_say_the_same(page: Page, tmp_path: Path) -> None:
    root = Path(shutil.copytree(HERE / "site", tmp_path / "site"))
    cases = [*own_cases()]
    assert len(cases) >= 150
    assert compared(page, root, "things", cases) == {}


def test_they_say_the_same_of_what_golden_cases_type(page: Page, tmp_path: Path) -> None:
    root = Path(shutil.copytree(SITES / "small", tmp_path / "small"))
    guides = site_of(root).library.types["guides"]
    cases = [*golden_cases(guides)]
    assert len(cases) >= 200
    assert compared(page, root, "guides", cases) == {}


@cache
def texts_of(folder: str, method: str) -> frozenset[str]:
    keywords: Any = {"say": None, "say_many": (1, 2), **KEYWORDS}
    found: set[str] = set()
    for file in (ROOT / "toolkit_builder" / folder).glob("*.py" if method == "python" else "form-*.js"):
        for _, message, _, _ in extract_from_file(method, file, keywords):
            found.update([message] if isinstance(message, str) else message)
    return frozenset(found)


OWN = frozenset({"Something in `{field}` does not belong there.", "Take one out, or write what was meant."})
"""What the rules of the form say that `check` does not: of a shape that no control makes, and without a line."""


def test_the_rules_of_the_form_have_no_sentences_of_their_own() -> None:
    """A sentence that is changed in a rule has to be changed in the form."""
    known = texts_of("checks", "python") | texts_of("model", "python")
    keywords: Any = KEYWORDS
    for name in ("form-rules.js", "form-asked.js", "form-texts.js"):
        for _, message, _, _ in extract_from_file("javascript", SCRIPTS / name, keywords):
            texts = {message} if isinstance(message, str) else {*message}
            assert texts - OWN <= known, name
