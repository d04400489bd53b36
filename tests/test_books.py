"""Covers and spines: the same book for the same id, for ever."""

from __future__ import annotations

import gzip
import re
from xml.etree import ElementTree

import pytest

from tests.conftest import ROOT
from toolkit_builder.art.covers import HUES, MOTIFS, cover_svg, recipe
from toolkit_builder.publishing.assets import styles
from toolkit_builder.publishing.books import label_size
from toolkit_builder.publishing.environment import environment
from toolkit_builder.settings import Settings


@pytest.mark.parametrize(
    ("record_id", "drawn"),
    [
        ("model/duo-for-a-job", (0x1BD10F47, 6, ("deep", "pale", "mid"), 5, 3, 0.72, "t", 98, 30, 2)),
        ("tool/skype", (0x66FE49AE, 6, ("mid", "pale", "deep"), 3, 1, 1, "b", 94, 38, 0)),
        ("term/mentor", (0x96AFF981, 6, ("deep", "pale", "mid"), 4, 0, 1, "b", 90, 46, 1)),
    ],
)
def test_a_recipe_never_changes(record_id: str, drawn: tuple[object, ...]) -> None:
    book = recipe(record_id)
    assert drawn == (
        book.seed, book.columns, book.scheme, book.symmetry, book.turn, book.keep, book.label,
        book.spine_height, book.spine_width, book.band,
    )  # fmt: skip


@pytest.mark.parametrize("motif", MOTIFS)
def test_every_motif_gives_a_small_picture_with_one_lit_cell(motif: str) -> None:
    for slug in ("one", "two", "three"):
        svg = cover_svg(f"guides/{slug}", motif, "teal")
        ElementTree.fromstring(svg)
        assert svg.count("#f2b632") == 1
        assert len(gzip.compress(svg.encode())) < 2500


def test_a_retired_book_is_grey_and_nobody_reads_in_it() -> None:
    svg = cover_svg("tools/skype", "key", "teal", retired=True)
    assert "#f2b632" not in svg
    assert HUES["teal"].deep not in svg


def test_no_two_of_our_books_are_alike() -> None:
    """The algorithm may repeat itself on a shelf of hundreds; on ours it does not."""
    records = {file.relative_to(ROOT / "content").as_posix().split(".")[0] for file in (ROOT / "content").glob("*/*.md")}
    drawn = {(record.partition("/")[0], cover_svg(record, "discs", "blue")) for record in records}
    assert len(drawn) == len(records) > 60


@pytest.mark.parametrize("colour", HUES)
def test_a_colour_has_its_tones_in_the_styles_by_day_and_by_night(colour: str) -> None:
    tones = re.findall(rf"^(.*)\.hue-{colour} {{ --hue: #[0-9a-f]{{6}};(.*)}}$", styles("colours"), re.MULTILINE)
    assert [where.strip() for where, _ in tones] == ["", ':root:not([data-display="light"])', ':root[data-display="dark"]']
    assert f"--cloth: {HUES[colour].deep};" in tones[0][1]


def test_each_motif_has_a_tile_of_its_own(small_settings: Settings) -> None:
    icons = environment(small_settings).get_template("partials/icons.html").module
    tiles = {str(icons.tile(motif)) for motif in MOTIFS}  # type: ignore[attr-defined]
    assert len(tiles) == len(MOTIFS)
    assert all('class="a"' in tile and 'class="b"' in tile for tile in tiles)


@pytest.mark.parametrize(
    ("title", "size"), [("Skype", 1), ("Action learning sets", 2), ("Donaudampfschifffahrtsgesellschaft", 6), ("x" * 9, 2)]
)
def test_titles_fit_on_their_label(title: str, size: int) -> None:
    assert label_size(title) == size
