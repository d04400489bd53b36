"""What is told of a toolkit's own templates that go wrong while a page is drawn; `golden/check/template-*` has the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from jinja2 import Environment

from toolkit_builder.publishing.drawing import context
from toolkit_builder.publishing.environment import environment
from toolkit_builder.publishing.failing import what_is_wrong
from toolkit_builder.publishing.records import record_view
from toolkit_builder.publishing.site import make_site
from toolkit_builder.reading.content import read_library
from toolkit_builder.settings import Settings

Told = Callable[[Mapping[str, str]], str]


@pytest.fixture
def told(small_settings: Settings) -> Told:
    """Return what is told when a record is drawn with some templates: `file:line: reason`."""

    def draw(templates: Mapping[str, str]) -> str:
        own = small_settings.root / "own"
        for name, text in templates.items():
            (own / name).parent.mkdir(parents=True, exist_ok=True)
            (own / name).write_text(text, "utf-8")
        settings = replace(small_settings, overrides=own)
        library = read_library(settings)
        view = record_view(make_site(library, {}, "2026-12-01"), library.records["guides/tea"], "en")
        try:
            return _drawn(environment(settings), context(view))
        except Exception as error:  # noqa: BLE001 - as where pages are drawn
            return what_is_wrong(error).removeprefix(f"{own}/")

    return draw


def _drawn(env: Environment, values: Mapping[str, object]) -> str:
    return env.get_template("record.html").render(values)


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("\n\n{{ view.sumary }}", "3: `RecordView` has no `sumary`; did you mean `summary`?"),
        ("{% if view.sumary %}yes{% endif %}", "1: `RecordView` has no `sumary`; did you mean `summary`?"),
        ("{% for fact in\nview.fatcs %}x{% endfor %}", "1: `RecordView` has no `fatcs`; did you mean `facts`?"),
        ("{{ view.sumary.text }}", "1: `RecordView` has no `sumary`; did you mean `summary`?"),
        ("{{ view['sumary'] | upper }}", "1: `RecordView` has no `sumary`; did you mean `summary`?"),
        ("{{ veiw.title }}", "1: there is no `veiw` here; did you mean `view`?"),
        ("{% set mine = 1 %}{{ miner }}", "1: there is no `miner` here; did you mean `mine`?"),
        ("{{ nubmer(3, view.reader) }}", "1: there is no `nubmer` here; did you mean `number`?"),
        ("{{ view.record.original.values.levle }}", "1: there is no `levle` here; did you mean `level`?"),
        ("{{ 1 / 0 }}", "1: ZeroDivisionError: division by zero"),
    ],
)
def test_what_is_not_there_is_told_and_never_shown_as_nothing(template: str, said: str, told: Told) -> None:
    assert told({"record.html": template}) == f"record.html:{said}"


def test_what_is_like_no_name_is_told_with_those_that_are_there(told: Told) -> None:
    said = told({"record.html": "{{ view.reader.site.edition.mirror }}"})
    assert said == (
        "record.html:1: `Edition` has no `mirror`; there are: downloads, has_several, is_preview, languages, online, size; "
        "where only some pages have it, ask whether it `is defined`"
    )


def test_whether_something_is_there_may_be_asked(told: Told) -> None:
    asked = "{{ view.cards is defined }} {{ nothing is defined }} {{ view.title }} {{ nothing | default('no') }}"
    assert told({"record.html": asked}) == "False False How to make tea no"


@pytest.mark.parametrize(
    ("template", "drawn"),
    [
        ("{% for a in 'xy' %}{% if loop.previtem %}, {% endif %}{{ a }}{% endfor %}", "x, y"),
        ("{% for a in 'xy' %}{{ a }}{{ ', ' if loop.nextitem }}{% endfor %}", "x, y"),
        ("{% macro f(a, b) %}{{ a }}{{ b }}{% if b %}b{% endif %}{% endmacro %}{{ f(1) }}", "1"),
        ("{% macro f() %}{% if caller %}{{ caller() }}{% endif %}-{% endmacro %}{{ f() }}", "-"),
        ("{{ [] | first }}", ""),
        ("{% trans text=view.title %}Of {{ text }}{% endtrans %}", "Of How to make tea"),
        ("{{ _('%(text)s, %(self)s', text='<b>', self=1) }}", "&lt;b&gt;, 1"),
        (
            "{% macro f(a) %}{{ a }}{% endmacro %}{% autoescape false %}{{ f('<b>') + '<i>' }}{% endautoescape %}",
            "&lt;b&gt;<i>",
        ),
    ],
)
def test_what_is_misspelt_nowhere_is_drawn(template: str, drawn: str, told: Told) -> None:
    assert told({"record.html": template}) == drawn


@pytest.mark.parametrize(
    ("templates", "said"),
    [
        ({"partials/footer.html": '-\n{% include "partials/footer.html" %}'}, "partials/footer.html:2: "),
        # Wherever the last of our own templates stood, as deep as that: it is not to blame.
        (
            {"record.html": '{% extends "base.html" %}\n{% block content %}{% include "record.html" %}{% endblock %}'},
            "record.html:2: ",
        ),
        ({"record.html": "{% macro round(x) %}\n{{ round(x) }}{% endmacro %}{{ round(1) }}"}, "record.html:2: "),
    ],
)
def test_what_never_ends_is_told_where_it_leads_back(templates: dict[str, str], said: str, told: Told) -> None:
    assert told(templates) == f"{said}what is included or called here leads back to itself, without end"
