"""`toolkit fix`: what is mended, what is left, and that nothing else changes."""

from __future__ import annotations

import json
import stat
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.golden_case import read_case
from toolkit_builder.build import read_and_check
from toolkit_builder.checks import RULES, rule_name
from toolkit_builder.cli import main
from toolkit_builder.model.versions import Version
from toolkit_builder.problems import Problem, Severity
from toolkit_builder.reading.content import read_library
from toolkit_builder.reading.settings import read_settings
from toolkit_builder.writing.fix.mends import Edit, Source, overlapping, places_after
from toolkit_builder.writing.fix.plan import MENDS, plan
from toolkit_builder.writing.fix.same import says_the_same
from toolkit_builder.writing.fix.write import FixError, write

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted((GOLDEN / "fix").glob("*.case"))
EVERY_CASE = sorted((GOLDEN / "check").glob("*.case"))

CAKE = "---\ntitle: Cake\nsummary: Flour.\ncountries: [BE]\nlevel: easy\n---\n"


def toolkit(*words: str | Path) -> Result:
    """Run `toolkit` with these words, in English."""
    return CliRunner(env={"LANGUAGE": "en"}).invoke(main, [str(word) for word in words])


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    }


def problems_in(root: Path) -> list[Problem]:
    return read_and_check(read_settings(root))[1]


def cake(root: Path, text: str, header: str = CAKE) -> Path:
    file = root / "content/guides/cake.en.md"
    file.write_text(header + text, "utf-8", newline="")
    return file


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_what_is_shown_and_what_is_left(file: Path, small: Path, update_goldens: bool) -> None:
    """The diff, the summary, and what `toolkit check` says once that is written."""
    case = read_case(file)
    case.prepare(small)
    shown = toolkit("fix", "--root", small)
    assert shown.exit_code in (0, 1), shown.output
    written = toolkit("fix", "--write", "--root", small)
    assert written.exit_code == 0, written.output
    came_out = shown.output + "\n" + toolkit("check", "--root", small).output
    if update_goldens:
        case.update(came_out)
    assert came_out == read_case(file).expected


def test_every_mend_has_a_case() -> None:
    told = "\n".join(read_case(file).expected for file in CASES)
    assert {rule for rule in MENDS if f": {rule}" not in told and f", {rule}" not in told} == set()
    assert MENDS.keys() <= {rule_name(rule) for rule in RULES}


@pytest.mark.parametrize("file", EVERY_CASE, ids=lambda file: file.stem)
def test_no_case_becomes_worse(file: Path, small: Path) -> None:
    """Whatever is wrong: in no file is more wrong afterwards, and nothing but what was shown has changed."""
    read_case(file).prepare(small)
    settings = read_settings(small)
    before = files_in(small)
    planned = plan(settings)
    assert files_in(small) == before
    if planned.is_empty:
        assert not planned.mended
        return
    wrong_before = problems_in(small)
    difference = [*planned.difference()]
    write(planned)
    wrong_after = problems_in(small)
    names = {settings.relative(old): settings.relative(new) for old, new in planned.draft.names.items()}
    for level in ((Severity.ERROR,), tuple(Severity)):
        was = Counter(names.get(place.path, place.path) for one in wrong_before for place in one.places if one.level in level)
        assert not Counter(place.path for one in wrong_after for place in one.places if one.level in level) - was
    after = files_in(small)
    assert after.keys() == {names.get(name, name) for name in before}
    changed = {name for name, data in before.items() if after[names.get(name, name)] != data}
    assert changed == {line[6:] for line in difference if line.startswith("--- a/")}
    assert plan(settings).is_empty


def test_it_shows_first_and_writes_when_it_is_told_to(small: Path) -> None:
    file = cake(small, "Some **bold **words.\n")
    before = files_in(small)
    shown = toolkit("fix", "--root", small)
    assert shown.exit_code == 1
    assert "+Some **bold** words." in shown.output
    assert "1 can be mended: toolkit fix --write" in shown.output
    assert files_in(small) == before
    written = toolkit("fix", "--write", "--root", small)
    assert written.exit_code == 0
    assert "+Some **bold** words." in written.output
    assert "1 mended." in written.output
    assert file.read_text("utf-8") == CAKE + "Some **bold** words.\n"
    assert set(files_in(small)) == set(before)
    again = toolkit("fix", "--root", small)
    assert again.exit_code == 0
    assert again.output == "There is nothing that can be mended.\nNothing else is wrong.\n"


def test_what_is_right_is_left_alone(small: Path) -> None:
    before = files_in(small)
    assert toolkit("fix", "--write", "--root", small).exit_code == 0
    assert files_in(small) == before


def test_line_ends_byte_order_mark_and_rights_stay(small: Path) -> None:
    text = CAKE.replace("[BE]", "[Belgium]") + "- One\n\n- Two\n!!! note\n    Box.\n- **Three **ends"
    file = small / "content/guides/cake.en.md"
    file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    file.chmod(0o640)
    assert toolkit("fix", "--write", "--root", small).exit_code == 0
    meant = text.replace("[Belgium]", "[BE]").replace("\n!!!", "\n\n!!!").replace("Box.\n", "Box.\n\n")
    meant = meant.replace("**Three **ends", "**Three** ends")
    assert file.read_bytes() == b"\xef\xbb\xbf" + meant.replace("\n", "\r\n").encode()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_line_ends_of_several_sorts_stay(small: Path) -> None:
    file = small / "content/guides/cake.en.md"
    file.write_bytes(CAKE.replace("\n", "\r\n").encode() + "Ä **one **x\rB\r\n**two **x\n".encode())
    assert toolkit("fix", "--write", "--root", small).exit_code == 0
    assert file.read_bytes() == CAKE.replace("\n", "\r\n").encode() + "Ä **one** x\rB\r\n**two** x\n".encode()


def test_only_some_rules_and_some_files(small: Path) -> None:
    file = cake(small, "Some **bold **words, [tea](tea.en.md).\n")
    other = small / "content/people/grace.en.md"
    other.write_text("---\ntitle: Grace\nsumary: Tells.\n---\nSome **bold **words.\n", "utf-8")
    assert toolkit("fix", "--write", "--rule", "half-written", "--root", small, file).exit_code == 0
    assert file.read_text("utf-8") == CAKE + "Some **bold** words, [tea](tea.en.md).\n"
    assert "sumary" in other.read_text("utf-8")
    assert "2 can be mended" in toolkit("fix", "--root", small, "content/people").output
    refused = toolkit("fix", "--rule", "half-writen", "--root", small)
    assert refused.exit_code == 2
    assert "Did you mean `half-written`?" in refused.output
    assert toolkit("fix", "--root", small, "content/nothing").exit_code == 2


def test_links_in_other_files_follow_a_picture(small: Path) -> None:
    folder = small / "content/guides/tea"
    (folder / "Pot 2.svg").write_bytes((folder / "pot.svg").read_bytes())
    file = cake(small, "![a pot](tea/Pot%202.svg)\n")
    assert toolkit("fix", "--write", "--root", small, folder).exit_code == 0
    assert file.read_text("utf-8") == CAKE + "![a pot](tea/pot-2.svg)\n"
    assert sorted(path.name for path in folder.iterdir()) == ["pot-2.svg", "pot.svg"]


def test_a_folder_that_is_called_otherwise_is_not_left_behind(small: Path) -> None:
    folder = small / "content/guides/tea/More Pots"
    folder.mkdir()
    (folder / "pot.svg").write_bytes((folder.parent / "pot.svg").read_bytes())
    assert toolkit("fix", "--write", "--root", small).exit_code == 0
    assert sorted(path.name for path in folder.parent.iterdir()) == ["more-pots", "pot.svg"]


def test_names_that_differ_in_capitals_only_are_one_name(small: Path) -> None:
    """On Windows and macOS the new name of the one would be that of the other."""
    folder = small / "content/guides/tea"
    picture = (folder / "pot.svg").read_bytes()
    (folder / "pot.svg").rename(folder / "pot.SVG")
    (folder / "Pot.svg").write_bytes(picture)
    before = files_in(small)
    assert "bad-name" not in toolkit("fix", "--write", "--root", small).output
    assert files_in(small) == before


def test_what_changed_meanwhile_is_not_written_over(small: Path) -> None:
    file, other = cake(small, "Some **bold **words.\n"), small / "content/people/grace.en.md"
    other.write_text("---\ntitle: Grace\nsumary: Tells.\n---\nText.\n", "utf-8")
    planned = plan(read_settings(small))
    other.write_text("---\ntitle: Grace\nsummary: Tells.\n---\nText.\n", "utf-8")
    with pytest.raises(FixError, match=r"content/people/grace.en.md was changed meanwhile. Nothing was written"):
        write(planned)
    assert file.read_text("utf-8") == CAKE + "Some **bold **words.\n"


def test_a_name_that_was_taken_meanwhile_stays(small: Path) -> None:
    folder = small / "content/guides/tea"
    (folder / "Pot 2.svg").write_bytes((folder / "pot.svg").read_bytes())
    planned = plan(read_settings(small))
    (folder / "pot-2.svg").write_bytes(b"another")
    with pytest.raises(FixError, match="exists by now"):
        write(planned)
    assert (folder / "pot-2.svg").read_bytes() == b"another"


def test_a_file_that_cannot_be_written_is_one_sentence(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = cake(small, "Some **bold **words.\n")
    before = files_in(small)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    result = toolkit("fix", "--write", "--root", small)
    assert result.exit_code == 2
    assert "content/guides/cake.en.md cannot be written (No space left on device)" in result.output
    assert files_in(small) == before
    assert file.exists()


def test_a_mend_that_would_do_harm_is_left_out_and_the_others_are_not(small: Path) -> None:
    """`[one](no file.md)` would lead nowhere; what stands in the same line and around it is mended all the same."""
    file = cake(small, "**a **x [one](no file.md) **b **x\n\n**c **x\n")
    assert toolkit("fix", "--write", "--root", small).exit_code == 0
    assert file.read_text("utf-8") == CAKE + "**a** x [one](no file.md) **b** x\n\n**c** x\n"


def test_characters_that_nobody_sees_are_shown_by_their_number(small: Path) -> None:
    """A terminal that is sent an override shows the difference the wrong way round."""
    cake(small, "One \u202eowt\u202c.\n")
    shown = toolkit("fix", "--root", small).output
    assert "-One <U+202E>owt<U+202C>." in shown
    assert "\u202e" not in shown


def test_fields_of_markdown_are_mended_where_they_stand(small: Path) -> None:
    types = small / "content/people/_type.yml"
    types.write_text(types.read_text("utf-8") + "  more: {kind: markdown, label: {en: More, de: Mehr, ar: المزيد}}\n", "utf-8")
    file = small / "content/people/grace.en.md"
    more = "  - One\n\n  - Some **bold **words.\n  !!! note\n      Box.\n  - Two\n"
    text = f"---\ntitle: Grace\nsummary: Tells.\nmore: |\n{more}---\nText.\n"
    file.write_text(text, "utf-8")
    assert toolkit("fix", "--write", "--root", small).exit_code == 0
    assert problems_in(small) == []
    assert [line.rstrip() for line in file.read_text("utf-8").split("\n")[6:12]] == [
        "  - Some **bold** words.", "", "  !!! note", "      Box.", "", "  - Two",
    ]  # fmt: skip


def test_edits_keep_what_stands_around_them() -> None:
    source = Source("\ufeffä\r\nbé\rc".encode())
    edits = [Edit("x", (2, 2), (2, 3), "e\n"), Edit("x", (1, 1), (1, 1), "-"), Edit("x", (3, 2), (3, 2), "!")]
    assert source.with_edits(edits).decode() == "\ufeff-ä\r\nbe\r\n\rc!"


def test_translations_follow_what_is_mended_in_their_original(small: Path) -> None:
    """Stars and addresses are nothing to translate: what was translated is not behind afterwards; what was behind still is."""
    original = small / "content/guides/tea.en.md"
    text = original.read_text("utf-8")
    assert toolkit("translate", "guides/tea", "ar", "--root", small).exit_code == 0
    original.write_text(
        text.replace("ten minutes", "nine minutes") + "\n## More\n\nSome **bold **words, [coffee](coffee.ar.md).\n", "utf-8"
    )
    (small / "content/guides/tea.ar.md").unlink()
    assert toolkit("translate", "guides/tea", "ar", "--root", small).exit_code == 0
    before = json.loads(toolkit("status", "--format", "json", "--root", small).stdout)
    assert toolkit("fix", "--write", "--root", small).exit_code == 0
    assert "Some **bold** words, [coffee](coffee.md)." in original.read_text("utf-8")
    after = json.loads(toolkit("status", "--format", "json", "--root", small).stdout)
    assert after["languages"] == before["languages"]
    assert after["behind"] == before["behind"]


def test_an_old_fingerprint_that_becomes_a_number_stays_a_text(small: Path) -> None:
    """What follows from a mend is right by itself, also where nothing else in that file is to be mended."""
    cake(small, "Some **bold **words 2.\n")
    old = [passage.old_hash for passage in read_library(read_settings(small)).records["guides/cake"].passages]
    assert old[0] == "2012"
    translation = small / "content/guides/cake.de.md"
    block = f"translation: {{of: en, fingerprint: [{', '.join(old)}], method: human}}"
    translation.write_text(f"---\ntitle: Kuchen\nsummary: Mehl.\n{block}\n---\nEinige Wörter, 2.\n", "utf-8")
    assert toolkit("fix", "--write", "--rule", "half-written", "--root", small).exit_code == 0
    assert f'[2012, {old[1]}, "1302"]' in translation.read_text("utf-8")


def version_of(text: str, root: Path) -> Version:
    file = cake(root, text)
    library = read_library(read_settings(root))
    return next(version for _, version in library.versions() if version.path.endswith(file.name))


def test_what_changes_more_than_its_lines_does_not_say_the_same(small: Path) -> None:
    before = version_of("One.\n\nTwo.\n\n## Three\n", small)
    edit = Edit("content/guides/cake.en.md", (7, 1), (7, 5), "")
    assert says_the_same(before, version_of("Other.\n\nTwo.\n\n## Three\n", small), [edit])
    assert not says_the_same(before, version_of("```\n\nTwo.\n\n## Three\n", small), [edit])
    assert not says_the_same(before, version_of("One.\n\n## Three\n\nTwo.\n", small), [edit])
    small_edit = Edit("content/guides/cake.en.md", (2, 8), (2, 12), "")
    cake(small, "One.\n\nTwo.\n\n## Three\n", CAKE.replace("summary: Flour.", "summary: Eggs."))
    changed = next(v for _, v in read_library(read_settings(small)).versions() if v.path.endswith("cake.en.md"))
    assert not says_the_same(before, changed, [small_edit])


def test_edits_of_one_place_are_not_done_at_once() -> None:
    def edit(first: int, last: int) -> Edit:
        return Edit("x", (1, first), (1, last), "")

    there = [edit(3, 5), edit(9, 9)]
    assert [overlapping(there, other) for other in (edit(1, 3), edit(5, 9), edit(10, 11))] == [False, False, False]
    assert [overlapping(there, other) for other in (edit(1, 4), edit(4, 6), edit(9, 9), edit(8, 10))] == [True] * 4


def test_a_mend_after_which_something_else_reads_otherwise_is_left_out(small: Path) -> None:
    """Without its line, the one before and the rule behind it would become a heading."""
    file = cake(small, "Words\n[TOC]\n\n---\n\nMore.\n")
    assert "other-markup" in toolkit("check", "--root", small).output
    assert toolkit("fix", "--write", "--root", small).exit_code == 0
    assert file.read_text("utf-8") == CAKE + "Words\n[TOC]\n\n---\n\nMore.\n"


def test_places_after_edits_are_those_of_what_was_written() -> None:
    edits = [
        Edit("x", (1, 2), (1, 3), "BBB"), Edit("x", (1, 4), (1, 5), "D\nD"), Edit("x", (1, 6), (3, 2), ""),
        Edit("x", (3, 3), (3, 3), "!"), Edit("x", (4, 1), (4, 2), "X"),
    ]  # fmt: skip
    after = Source(Source(b"abcdef\nno\nmnop\nxyz\n").with_edits(edits))
    assert [after.between(*places) for places in places_after(edits)] == [edit.new for edit in edits]
