"""A view of the collection is an entry, a file and a template: a made-up one goes from a page's header to its HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.pages import read_page
from tests.test_site import build_small
from toolkit_builder import work
from toolkit_builder.model.collection_views import COLLECTION_VIEWS, VIEWS, CollectionView
from toolkit_builder.model.shown import Shown
from toolkit_builder.model.vocabulary import Term
from toolkit_builder.publishing.assets import TEMPLATES
from toolkit_builder.publishing.collections import MAKERS
from toolkit_builder.publishing.collections.records import Asked, in_order, records_of
from toolkit_builder.publishing.site import Reader
from toolkit_builder.publishing.views import Collection


@dataclass(frozen=True, slots=True)
class Queue(Collection):
    """Records one behind the other."""

    waiting: Sequence[Shown]


def make_queue(asked: Asked, reader: Reader) -> Queue:
    return Queue("queue", [reader.record(record.id) for record in in_order(records_of(asked.shelf, reader), reader)])


def test_a_view_of_ones_own_is_checked_made_and_drawn(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A process that is not forked would know the view only from the source.
    monkeypatch.setattr(work, "can_fork", lambda: True)
    monkeypatch.setitem(COLLECTION_VIEWS, "queue", CollectionView("queue", "Records in a queue"))  # type: ignore[arg-type]
    monkeypatch.setitem(VIEWS.terms, "queue", Term("queue", {"en": "Records in a queue"}, {}))  # type: ignore[arg-type]
    monkeypatch.setitem(MAKERS, "queue", make_queue)  # type: ignore[arg-type]
    template = small / "own" / "collections" / "queue.html"
    template.parent.mkdir(parents=True)
    template.write_text(
        '<ol class="queue">{% for one in it.waiting %}<li>{{ said(one, reader) }}</li>{% endfor %}</ol>', "utf-8"
    )
    settings = small / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("font: false", "font: false, custom_dir: own"), "utf-8")
    page = small / "content" / "line.en.md"
    page.write_text("---\ntitle: The line\nsummary: S.\nshows: {view: queue, of: guides}\n---\nWords.\n", "utf-8")
    built = build_small(small)
    waiting = read_page(built / "line.html").one("ol", class_="queue").all("li")
    titles = [read_page(built / f"guides/{name}.html").one("h1").text for name in ("tea", "coffee")]
    assert sorted(item.text for item in waiting) == sorted(titles)


def test_each_view_has_what_makes_it_and_what_draws_it() -> None:
    assert MAKERS.keys() == COLLECTION_VIEWS.keys()
    assert {file.stem for file in (TEMPLATES / "collections").iterdir()} == COLLECTION_VIEWS.keys()
