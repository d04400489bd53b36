"""A build after an edit: it draws anew what the edit changes, and nothing else; and it is the clean build, byte for byte."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import SITES
from tests.edits import differences
from tests.golden_case import read_sequence, update_sequence
from toolkit_builder.build import build_site, prepare
from toolkit_builder.kept import NOTHING_KEPT, Kept
from toolkit_builder.reading.settings import read_settings

GOLDEN = sorted((Path(__file__).parent / "golden" / "sequences").glob("*.case"))


def build(root: Path, target: Path, before: Kept) -> tuple[Kept, str]:
    """Build once more; returns what is kept for the next time, and the names of what was drawn anew and of what went."""
    prepared = prepare(read_settings(root), 1)
    assert prepared.site is not None, [*map(str, prepared.problems)]
    target.mkdir()
    made = build_site(prepared.site, target, 1, before)
    drawn = sorted(name for name, one in made.items() if before.made.get(name) is not one)
    gone = sorted(before.made.keys() - made.keys())
    return Kept(target, made), "".join([*(f"{name}\n" for name in drawn), *(f"gone: {name}\n" for name in gone)])


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.stem)
def test_what_is_drawn_again(file: Path, tmp_path: Path, update_goldens: bool) -> None:
    root = Path(shutil.copytree(SITES / "kites", tmp_path / "kites"))
    kept, drawn = build(root, tmp_path / "0", NOTHING_KEPT)
    assert len(drawn.splitlines()) > 50
    came_out = []
    for number, case in enumerate(read_sequence(file), 1):
        case.prepare(root)
        kept, drawn = build(root, tmp_path / str(number), kept)
        came_out.append(drawn or "nothing\n")
    if update_goldens:
        update_sequence(file, came_out)
    assert came_out == [case.expected for case in read_sequence(file)]


@pytest.mark.parametrize("seed", range(5))
def test_after_random_edits_it_is_the_clean_build(seed: int, tmp_path: Path) -> None:
    """Five sequences of many more: `python -m tests.edits 300`."""
    assert [*differences(seed, 6, tmp_path)] == []
