"""What a file depends on: a record's page is the same in a library in which nothing is to be had but what its key holds."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SITES
from toolkit_builder.build import prepare
from toolkit_builder.model.library import Library
from toolkit_builder.publishing.drawer import ToDraw
from toolkit_builder.publishing.drawing import record_drawing
from toolkit_builder.publishing.environment import environment
from toolkit_builder.publishing.keys import Keys
from toolkit_builder.publishing.site import Site
from toolkit_builder.reading.own_templates import looks_around
from toolkit_builder.reading.settings import read_settings


@pytest.fixture(params=["kites", "repair-cafe", "small"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Site:
    found = prepare(read_settings(Path(shutil.copytree(SITES / request.param, tmp_path / "site"))))
    assert found.site is not None, [*map(str, found.problems)]
    return found.site


class NotNamed:
    """A record that a page has no business with."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        raise AssertionError(f"{attribute} of {self._name} is asked for, which is in no key")


def with_only(site: Site, names: Collection[str]) -> Site:
    """Return a site whose other records cannot be looked at."""
    library = site.library
    records: Mapping[str, Any] = {name: one if name in names else NotNamed(name) for name, one in library.records.items()}
    few = replace(library, records=records)
    # What was found out about all of them stays known.
    declared = {field.name for field in fields(Library)}
    vars(few).update({name: value for name, value in vars(library).items() if name not in declared})
    return replace(site, library=few)


def test_a_page_asks_for_no_record_that_is_not_in_its_key(site: Site) -> None:
    env, keys = environment(site.library.settings), Keys(site)
    records = site.library.published
    for record in records:
        few = Keys(with_only(site, {record.id, *keys.named(record)}))
        for language in site.library.settings.codes:
            whole, alone = record_drawing(keys, record, language), record_drawing(few, record, language)
            assert {name: key() for name, key in alone.keys.items()} == {name: key() for name, key in whole.keys.items()}
            wanted = frozenset(whole.keys)
            assert [*ToDraw(alone, wanted).files(env)] == [*ToDraw(whole, wanted).files(env)]
    assert any(len(keys.named(record)) + 1 < len(records) for record in records)


def test_a_page_that_asks_for_another_record_is_found_out(site: Site) -> None:
    record = site.library.published[0]
    few = with_only(site, {record.id})
    with pytest.raises(AssertionError, match="is in no key"):
        [one.slug for one in few.library.records.values()]


@pytest.mark.parametrize(
    "template",
    [
        "{{ view.title }} {{ view.reader.site.library.settings.name }} {{ site.library.settings.licence }}",
        "{{ site.date }} {% if view.reader.site.live %}!{% endif %} {{ site.edition.languages | length }}",
        "{% extends 'base.html' %}{% block footer %}{{ super() }}{{ view.record.facts.since }}{% endblock %}",
        "{% for one in view.related %}{{ one.text.text }}{% endfor %}{{ _('Search') }}",
    ],
)
def test_a_template_that_shows_its_view_depends_on_no_other_records(template: str) -> None:
    assert not looks_around(template.encode())


@pytest.mark.parametrize(
    "template",
    [
        "{{ site.library.published | length }}",
        "{{ view.reader.site.related }}",
        "{% set other = view.reader.site %}{{ other.library.settings }}{{ other.library.settings }}{{ other.by_type }}",
        "{{ view.reader.record('models/a').text }}",
        "{{ view.reader | attr('site') }}",
        "{{ view.reader['site'] }}",
        "{% set find = view.reader.record %}{{ find('models/a') }}",
        "{{ view.reader['record']('models/a') }}",
        "{{ [view.reader] | map(attribute='site.library.records') | list }}",
        "{% macro all(site) %}{{ site.by_type }}{% endmacro %}",
        "{% if %}",
        "{{ " + "(" * 4000,
    ],
)
def test_a_template_that_looks_around_depends_on_all(template: str) -> None:
    assert looks_around(template.encode())
