"""What a partner sent, in every form that it comes in; and what somebody may send who means harm."""

from __future__ import annotations

import io
import os
import re
import stat
import zipfile
from collections.abc import Callable, Iterator, Mapping
from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from toolkit_builder.cli import main
from toolkit_builder.writing.receive import parcel

MINT = """---
title: Mint tea
summary: A tea with mint.
countries: [GB]
level: easy
---
Pick some and ![a pot](mint/pot.svg), as [tea](tea.md).
"""
PLAIN = MINT.replace("![a pot](mint/pot.svg)", "wait")
POT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="3"/></svg>'
NAME = "content/guides/mint.en.md"


def receive(root: Path, source: Path | str, *options: str, text: str | bytes = "", language: str = "en") -> Result:
    runner = CliRunner(env={"LANGUAGE": language})
    return runner.invoke(main, ["receive", str(source), "--root", str(root), *options], input=text)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in files.items():
            file.writestr(name, text)
    return data.getvalue()


def letter(text: str, files: Mapping[str, bytes]) -> bytes:
    message = EmailMessage()
    message["Subject"] = "Our record"
    message.set_content(text)
    for name, data in files.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return bytes(message)


def signed(files: Mapping[str, bytes]) -> bytes:
    """Write a letter as Outlook does, with pictures of the same name."""
    return letter("", {**files, "image001.png": b"", "image002.png": b""}).replace(b"image002", b"image001")


def flowed(text: str) -> bytes:
    """Write a letter whose lines were broken for the way, as Thunderbird does."""
    message = EmailMessage()
    message.set_content(text, cte="8bit")
    message.set_param("format", "flowed")
    return bytes(message)


def whole(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


ISSUE = f"Here it is:\r\n\r\n`{NAME}`:\r\n\r\n~~~~markdown\r\n{PLAIN}~~~~\r\n"
FORMS: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "a record by its place": ("guides.mint.en.md", PLAIN.encode),
    "a record that a browser saved twice": ("guides.mint.en (1).md", PLAIN.encode),
    "a record that macOS saved twice": ("guides.mint.en 2.md", PLAIN.encode),
    "a record of which a mail program made a text": ("guides.mint.en.md.txt", PLAIN.encode),
    "a record with capitals in its ending": ("guides.mint.en.MD", PLAIN.encode),
    "a record with a mark of order": ("guides.mint.en.md", ("\ufeff" + PLAIN).encode),
    "a record with lines of Windows": ("guides.mint.en.md", lambda: PLAIN.replace("\n", "\r\n").encode()),
    "a ZIP of the content folder": ("mint.zip", lambda: zipped({NAME: PLAIN})),
    "a ZIP of a folder of one's own": ("x.zip", lambda: zipped({"Ours/guides/mint.en.md": PLAIN})),
    "a ZIP of a folder that is called as a shelf": ("x.zip", lambda: zipped({"people/guides/mint.en.md": PLAIN})),
    "a ZIP of Windows": ("x.zip", lambda: next(entry("guides\\mint.en.md"))),
    "a ZIP of macOS": (
        "x.zip",
        lambda: zipped({NAME: PLAIN, f"__MACOSX/{NAME.replace('mint', '._mint')}": "x", ".DS_Store": "x"}),
    ),
    "a ZIP that is not called so": ("mint", lambda: zipped({"guides/mint.en.md": PLAIN})),
    "a letter with a record": ("a.eml", lambda: letter("Hello!", {"guides.mint.en.md": PLAIN.encode()})),
    "a letter with a ZIP": ("a.eml", lambda: letter("Hello!", {"a.zip": zipped({NAME: PLAIN})})),
    "a letter with the record in its text": ("a.eml", lambda: letter(f"Hello\n\n{NAME}\n```\n{PLAIN}```\nBye", {})),
    "a letter with two pictures of a name": ("a.eml", lambda: signed({"guides.mint.en.md": PLAIN.encode()})),
    "a letter in a charset that nobody knows": (
        "a.eml",
        lambda: letter("Hello", {"guides.mint.en.md": PLAIN.encode()}).replace(b'"utf-8"', b'"x-unknown"', 1),
    ),
    "a letter with an Arabic name beside it": (
        "a.eml",
        lambda: letter("", {"guides.mint.en.md": PLAIN.encode(), "\u200eصورة.png": b"PNG"}),
    ),
    "a letter with lines that were broken": (
        "a.eml",
        lambda: flowed(f"{NAME}\n```\n{PLAIN}```\n".replace("A tea ", "A tea \n")),
    ),
    "a letter that has a text without a name": (
        "a.eml",
        lambda: letter(f"{NAME}\n```\n{PLAIN}```\n", {}).replace(b"text/plain", b"text/markdown"),
    ),
    "an issue": ("issue.txt", ISSUE.encode),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_record_comes_in_whatever_form(form: str, small: Path, tmp_path: Path) -> None:
    name, make = FORMS[form]
    (tmp_path / name).write_bytes(make())
    before = whole(small)
    result = receive(small, tmp_path / name)
    assert (result.exit_code, whole(small)) == (0, before)
    assert f"new record       {NAME}" in result.output
    assert "+title: Mint tea" in result.output
    assert "Nothing was written yet" in result.output
    assert receive(small, tmp_path / name, "--accept").exit_code == 0
    assert whole(small) == {**before, NAME: PLAIN.encode()}


def test_a_record_from_standard_input(small: Path) -> None:
    result = receive(small, "-", "--as", "guides/mint.en.md", "--accept", text=PLAIN)
    assert result.exit_code == 0
    assert (small / NAME).read_text("utf-8") == PLAIN


def test_a_record_that_does_not_say_where_it_belongs(small: Path) -> None:
    result = receive(small, "-", text=PLAIN)
    assert result.exit_code == 1
    assert "--as TYPE/SLUG.LANGUAGE.md" in result.output


def test_pictures_come_with_their_record(small: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.eml"
    file.write_bytes(letter("", {"guides.mint.en.md": MINT.encode(), "pot.svg": POT.encode(), "logo.gif": b"GIF89a"}))
    result = receive(small, file, "--accept")
    assert result.exit_code == 0
    assert "left aside       logo.gif: it is neither a record (.md) nor a picture." in result.output
    assert (small / "content/guides/mint/pot.svg").read_text("utf-8") == POT


def test_a_record_without_its_picture_is_told(small: Path) -> None:
    result = receive(small, "-", "--as", "guides/mint.en.md", "--accept", text=MINT)
    assert result.exit_code == 1
    assert f"{NAME}:7:" in result.output
    assert "missing-picture" in result.output
    assert not (small / NAME).exists()


def test_what_breaks_elsewhere_is_told(small: Path) -> None:
    text = (small / "content/guides/coffee.ar.md").read_text("utf-8").replace("{#what-to-do}", "").replace("## ", "### ")
    result = receive(small, "-", "--as", "guides/coffee.ar.md", "--accept", text=text)
    assert result.exit_code == 1
    assert "content/guides/tea.en.md:33:" in result.output
    assert "dead-anchor" in result.output


def test_of_a_change_old_and_new_are_shown_and_who_falls_behind(small: Path) -> None:
    file = small / "content/guides/tea.en.md"
    text = file.read_text("utf-8").replace("Water, leaves, time.", "Water and time.")
    result = receive(small, "-", "--as", "guides/tea.en.md", "--accept", text=text)
    assert result.exit_code == 0
    assert "changed          content/guides/tea.en.md" in result.output
    assert "-summary: Water, leaves, time." in result.output
    assert "+summary: Water and time." in result.output
    assert "1 translation is behind its original" in result.output
    assert file.read_text("utf-8") == text


def test_what_is_there_already_stays(small: Path) -> None:
    file = small / "content/guides/tea.en.md"
    before = file.stat().st_mtime_ns
    result = receive(small, "-", "--as", "guides/tea.en.md", "--accept", text=file.read_bytes())
    assert (result.exit_code, file.stat().st_mtime_ns) == (0, before)
    assert "unchanged        content/guides/tea.en.md" in result.output
    assert "Put 0 files in place" in result.output


PLACES = [
    ("guides.mint.en.md", ""),
    ("guides/mint.xx.md", "`xx` is not one of this toolkit's languages: en, de, ar."),
    ("guides/Mint Tea.en.md", "names hold small letters a-z, digits and hyphens: mint-tea.en.md."),
    ("guides/deep/mint.en.md", "a record is called TYPE/SLUG.LANGUAGE.md"),
    ("guides/_type.yml", "it is neither a record (.md) nor a picture."),
    ("guides/mint.md", "a record is called TYPE/SLUG.LANGUAGE.md"),
    ("content/index.en.md", "it does not say where it belongs."),
    ("overrides/guides/main.html", "a record is plain text: save it as such (.md)."),
    (".github/workflows/guides.yml", "it is neither a record (.md) nor a picture."),
    ("guides/Pot.svg", "names of pictures and folders hold small letters"),
    ("pot.svg", "no record that came with it shows it."),
]


@pytest.mark.parametrize(("name", "reason"), PLACES)
def test_what_has_no_place_is_left_aside(name: str, reason: str, small: Path, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({name: PLAIN}))
    before = whole(small)
    result = receive(small, tmp_path / "a.zip", "--accept")
    if reason:
        assert (result.exit_code, whole(small)) == (1, before)
        assert f"left aside       {name}: {reason}" in " ".join(result.output.splitlines())
    else:
        assert result.exit_code == 0


def entry(name: str, mode: int = 0, method: int = zipfile.ZIP_STORED) -> Iterator[bytes]:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as file:
        info = zipfile.ZipInfo("x" * len(name) if "\\" in name or "\0" in name else name)
        info.external_attr, info.compress_type = mode << 16, method
        file.writestr(info, PLAIN)
    yield data.getvalue().replace(b"x" * len(name), name.encode()) if "\\" in name or "\0" in name else data.getvalue()


def locked() -> bytes:
    data = bytearray(zipped({NAME: PLAIN}))
    data[6] |= 1
    data[data.index(b"PK\1\2") + 8] |= 1
    return bytes(data)


def twice(*names: str) -> bytes:
    """Pack two files, and give both their names only then: who packs warns of it."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        for number, name in enumerate(names):
            file.writestr(zipfile.ZipInfo(str(number) * len(name.encode())), PLAIN)
    packed = data.getvalue()
    for number, name in enumerate(names):
        packed = packed.replace(str(number).encode() * len(name.encode()), name.encode())
    return packed


def large(packed: bytes) -> bytes:
    """Say that the list of files is told of elsewhere, as in ZIPs with more than 65,535 files."""
    end = packed.rindex(b"PK\5\6")
    return packed[:end] + b"PK\6\7" + bytes(16) + packed[end:]


def nested(depth: int) -> bytes:
    heads = "".join(f'Content-Type: multipart/mixed; boundary="{at:05}"\n\n--{at:05}\n' for at in range(depth))
    return f"{heads}\nText".encode()


HOSTILE: Mapping[str, tuple[str, Callable[[], bytes], str]] = {
    "a name that leads up": ("a.zip", lambda: zipped({"guides/../../../mint.en.md": PLAIN}), "leads out of its folder"),
    "a name from the root": ("a.zip", lambda: zipped({"/guides/mint.en.md": PLAIN}), "leads out of its folder"),
    "a name with a drive": ("a.zip", lambda: zipped({"C:/guides/mint.en.md": PLAIN}), "leads out of its folder"),
    "a name of Windows": ("a.zip", lambda: next(entry("guides\\..\\mint.en.md")), "leads out of its folder"),
    "a name with two slashes": ("a.zip", lambda: zipped({"guides//mint.en.md": PLAIN}), "leads out of its folder"),
    "a name with a sign that nobody sees": (
        "a.zip",
        lambda: zipped({"guides/mi\u202ent.en.md": PLAIN}),
        "signs that nobody sees",
    ),
    "a name with an escape": ("a.zip", lambda: zipped({"guides/\x1b[2Jmint.en.md": PLAIN}), "signs that nobody sees"),
    "a name without an end": ("a.zip", lambda: zipped({f"guides/{'a' * 300}.en.md": PLAIN}), "longer than 240 characters"),
    "a link": ("a.zip", lambda: next(entry(NAME, stat.S_IFLNK | 0o777)), "no file but a link or a device"),
    "a device": ("a.zip", lambda: next(entry(NAME, stat.S_IFCHR | 0o666)), "no file but a link or a device"),
    "a password": ("a.zip", locked, "locked by a password"),
    "another way of packing": ("a.zip", lambda: next(entry(NAME, 0, zipfile.ZIP_LZMA)), "packed in a way"),
    "the same name twice": ("a.zip", lambda: twice(NAME, NAME), "is in it twice"),
    "the same name in capitals": ("a.zip", lambda: twice(NAME, NAME.replace("mint", "Mint")), "is in it twice"),
    "the same name in other signs": (
        "a.zip",
        lambda: zipped({"guides/t\u00e9.svg": POT, "guides/te\u0301.svg": POT}),
        "is in it twice",
    ),
    "too many files": (
        "a.zip",
        lambda: zipped({f"guides/a{number}.en.md": "" for number in range(201)}),
        "more than 200 files",
    ),
    "a list without an end": (
        "a.zip",
        lambda: zipped({f"{number:0>230}.md": "" for number in range(4000)}),
        "more than 200 files",
    ),
    "a bomb": ("a.zip", lambda: zipped({NAME: b"\0" * 70 * 1024 * 1024}), "Unpacked, it has more than 64 MB."),
    "a ZIP that is cut off": ("a.zip", lambda: zipped({NAME: PLAIN})[:-9], "The ZIP cannot be read"),
    "a ZIP with other bytes in it": (
        "a.zip",
        lambda: zipped({NAME: PLAIN}).replace(b"guides", b"guider", 1),
        "The ZIP cannot be read",
    ),
    "a ZIP of nothing": ("a.zip", lambda: b"PK\3\4", "The ZIP cannot be read"),
    "letters within letters": ("a.eml", lambda: nested(1_900), "The letter cannot be read"),
    "a letter of many parts": ("a.eml", lambda: nested(3_000), "more than 2000 parts"),
    "a letter with a name without an end": ("a.eml", lambda: letter("", {"a" * 70_000: b""}), "more than 64 KB of headers"),
    "a text without an end": ("a.txt", lambda: b"```\n" * 700_000, "A text in it has more than 2 MB."),
    "a list that is elsewhere": ("a.zip", lambda: large(zipped({NAME: PLAIN})), "more than 200 files"),
}


@pytest.mark.parametrize("harm", HOSTILE)
def test_of_what_may_do_harm_nothing_is_taken(harm: str, small: Path, tmp_path: Path) -> None:
    name, make, reason = HOSTILE[harm]
    (tmp_path / name).write_bytes(make())
    before = whole(tmp_path.parent)
    result = receive(small, tmp_path / name, "--accept")
    assert (result.exit_code, whole(tmp_path.parent)) == (2, before)
    assert "Nothing was taken." in result.output
    assert reason in result.output
    assert "\x1b" not in result.output


def test_what_is_too_large_is_not_opened(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parcel, "MOST_BYTES", 1000)
    (tmp_path / "guides.mint.en.md").write_text(PLAIN * 100, "utf-8")
    result = receive(small, tmp_path / "guides.mint.en.md")
    assert result.exit_code == 2
    assert "Nothing was taken." in result.output


def test_a_letter_in_a_letter_and_a_zip_in_a_zip_are_left_aside(small: Path, tmp_path: Path) -> None:
    inner = letter("", {"guides.mint.en.md": PLAIN.encode()})
    (tmp_path / "a.eml").write_bytes(letter("", {"b.eml": inner, "c.zip": zipped({"d.zip": zipped({NAME: PLAIN})})}))
    result = receive(small, tmp_path / "a.eml", "--accept")
    assert result.exit_code == 1
    assert "left aside       b.eml" in result.output
    assert "left aside       d.zip" in result.output


def test_nothing_that_was_sent_moves_the_terminal(small: Path) -> None:
    text = PLAIN.replace("A tea", "A \u202etea").replace("Pick", "\x1b]0;owned\x07Pick")
    text = text.replace("level: easy", 'level: "x\\e[2J\\nPut 1 file in place.\\x9b"')
    runner = CliRunner(env={"LANGUAGE": "en"})
    result = runner.invoke(
        main, ["receive", "-", "--root", str(small), "--as", "guides/mint.en.md"], input=text, color=True, prog_name="toolkit"
    )
    assert "\nPut 1 file" not in result.output
    assert "\x9b" not in result.output
    # Its own colours are there.
    output = re.sub(r"\x1b\[(?:0|3[126])m", "", result.output)
    assert "\x1b" not in output
    assert "\u202e" not in output
    assert "\\u001b]0;owned\\u0007Pick" in result.output


def test_nothing_is_written_through_a_link(small: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (small / "content/guides/mint").symlink_to(elsewhere)
    (tmp_path / "a.zip").write_bytes(zipped({NAME: MINT, "guides/mint/pot.svg": POT}))
    result = receive(small, tmp_path / "a.zip", "--accept")
    assert result.exit_code == 1
    assert "left aside       guides/mint/pot.svg: guides/mint/pot.svg is a link to another place." in result.output
    assert not [*elsewhere.iterdir()]


def test_a_picture_of_another_kind_than_its_name_is_refused(small: Path, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({NAME: MINT.replace(".svg", ".png"), "guides/mint/pot.png": POT}))
    result = receive(small, tmp_path / "a.zip", "--accept")
    assert result.exit_code == 1
    assert "content/guides/mint/pot.png" in result.output
    assert not (small / "content/guides/mint").exists()


def test_a_drawing_with_a_script_is_refused(small: Path, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({NAME: MINT, "guides/mint/pot.svg": POT.replace("<circle", "<script/><circle")}))
    result = receive(small, tmp_path / "a.zip", "--accept")
    assert result.exit_code == 1
    assert not (small / NAME).exists()


def test_what_cannot_be_written_is_one_sentence(small: Path) -> None:
    (small / "content/guides/.mint.en.md.tmp").mkdir()
    result = receive(small, "-", "--as", "guides/mint.en.md", "--accept", text=PLAIN)
    assert result.exit_code == 2
    assert "cannot be written (Is a directory)" in result.output


def test_of_several_records_without_a_place_the_one_of_the_name_is_meant(small: Path, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"README.md": PLAIN.replace("Mint", "Read me"), "mint.en.md": PLAIN}))
    result = receive(small, tmp_path / "a.zip", "--as", "guides/mint.en.md", "--accept")
    assert result.exit_code == 0
    assert (small / NAME).read_text("utf-8") == PLAIN
    assert "left aside       README.md" in result.output
    (tmp_path / "b.zip").write_bytes(zipped({"one.md": PLAIN, "two.md": PLAIN}))
    result = receive(small, tmp_path / "b.zip", "--as", "guides/tea.en.md", "--accept")
    assert result.exit_code == 1
    assert result.output.count("--as TYPE/SLUG.LANGUAGE.md") == 2


def test_what_is_no_file_in_the_way_is_told(small: Path) -> None:
    os.mkfifo(small / NAME)
    result = receive(small, "-", "--as", "guides/mint.en.md", text=PLAIN)
    assert result.exit_code == 1
    assert "there is something else at guides/mint.en.md." in result.output


def test_a_name_that_differs_in_capitals_alone_is_told(small: Path) -> None:
    (small / "content/guides/tea.en.md").rename(small / "content/guides/Tea.en.md")
    result = receive(small, "-", "--as", "guides/tea.en.md", text=PLAIN)
    assert result.exit_code == 1
    assert "there is Tea.en.md already." in result.output


def test_nothing_is_written_through_a_link_that_lies_there(small: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine", "utf-8")
    (small / "content/guides/.mint.en.md.tmp").symlink_to(victim)
    assert receive(small, "-", "--as", "guides/mint.en.md", "--accept", text=PLAIN).exit_code == 0
    assert victim.read_text("utf-8") == "mine"
    assert not (small / NAME).is_symlink()


def test_pictures_whose_names_end_alike_come_each_to_its_place(small: Path, tmp_path: Path) -> None:
    text = PLAIN.replace("Pick", "![a](mint/11.svg) ![b](mint/1.svg) Pick")
    files = {"guides.mint.en.md": text.encode(), "1.svg": POT.encode(), "11.svg": POT.encode()}
    (tmp_path / "a.eml").write_bytes(letter("", files))
    assert receive(small, tmp_path / "a.eml", "--accept").exit_code == 0
    assert {path.name for path in (small / "content/guides/mint").iterdir()} == {"1.svg", "11.svg"}


@pytest.mark.parametrize("name", ["empty.eml", "empty.zip", "html.eml", "hello.txt", "empty.txt"])
def test_where_there_is_no_record_what_one_looks_like_is_said(name: str, small: Path, tmp_path: Path) -> None:
    page = EmailMessage()
    page.set_content("<p>Hello</p>", subtype="html")
    data = {"empty.zip": zipped({}), "html.eml": bytes(page), "hello.txt": b"Hello\ntitle: Tea\n"}
    (tmp_path / name).write_bytes(data.get(name, b""))
    result = receive(small, tmp_path / name)
    assert result.exit_code == 1
    assert "No record was found in it. A record begins with a line `---`" in result.output


def test_what_a_word_processor_writes_is_one_file_and_told(small: Path, tmp_path: Path) -> None:
    (tmp_path / "mint.docx").write_bytes(zipped({f"word/{number}.xml": "x" for number in range(300)}))
    result = receive(small, tmp_path / "mint.docx")
    assert result.exit_code == 1
    assert "left aside       mint.docx: a record is plain text" in result.output


def test_names_are_shown_in_the_script_that_they_were_written_in(small: Path, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"صورة.docx": b"x", NAME: PLAIN}))
    assert "left aside       صورة.docx: a record is plain text" in receive(small, tmp_path / "a.zip").output


def html_letter(html: str) -> bytes:
    message = EmailMessage()
    message["Subject"] = "Our record"
    message.set_content(html, subtype="html", cte="quoted-printable")
    return bytes(message)


@pytest.mark.parametrize(
    "text",
    [
        "> Hello,\n>\n> guides/mint.en.md\n>\n> ```\n{quoted}\n> ```\n> Ada\n",
        "On Monday Eva wrote:\n> > guides/mint.en.md\n> > ```\n{twice}\n> > ```\n",
    ],
    ids=["once", "twice"],
)
def test_a_letter_that_was_passed_on_is_read(small: Path, tmp_path: Path, text: str) -> None:
    quoted = "\n".join(f"> {line}" for line in PLAIN.rstrip("\n").split("\n"))
    twice = "\n".join(f"> > {line}" for line in PLAIN.rstrip("\n").split("\n"))
    source = tmp_path / "letter.eml"
    source.write_bytes(letter(text.format(quoted=quoted, twice=twice), {}))
    result = receive(small, source, "--accept")
    assert result.exit_code == 0, result.output
    assert (small / NAME).read_text("utf-8") == PLAIN


def test_a_letter_in_html_alone_is_read(small: Path, tmp_path: Path) -> None:
    lines = "".join(f"<div>{line}</div>" for line in PLAIN.rstrip("\n").split("\n"))
    head = "<head><style>p { color: red }</style></head>"
    html = f"<html>{head}<body><p>guides/mint.en.md</p><div>```</div>{lines}<div>```</div></body></html>"
    source = tmp_path / "letter.eml"
    source.write_bytes(html_letter(html))
    result = receive(small, source, "--accept")
    assert result.exit_code == 0, result.output
    assert (small / NAME).read_text("utf-8") == PLAIN


def test_of_a_letter_in_both_forms_the_words_are_read_once(small: Path, tmp_path: Path) -> None:
    message = EmailMessage()
    message.set_content(f"guides/mint.en.md\n```\n{PLAIN}```\n")
    message.add_alternative("<p>guides/other.en.md</p><p>```</p><p>---</p><p>title: x</p><p>---</p><p>```</p>", subtype="html")
    source = tmp_path / "letter.eml"
    source.write_bytes(bytes(message))
    result = receive(small, source)
    assert "other.en.md" not in result.output
    assert NAME in result.output


def test_a_parcel_of_outlook_is_told(small: Path, tmp_path: Path) -> None:
    source = tmp_path / "letter.eml"
    source.write_bytes(letter("Here it is.", {"winmail.dat": b"\x78\x9f\x3e\x22"}))
    result = receive(small, source)
    assert result.exit_code == 1
    assert "winmail.dat: only Outlook opens it" in result.output


def test_where_one_file_cannot_be_written_none_is(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "sent.zip"
    other = PLAIN.replace("Mint tea", "Sage tea")
    source.write_bytes(zipped({"guides/mint.en.md": PLAIN, "guides/sage.en.md": other}))
    written: list[Path] = []

    def full(path: Path, data: bytes) -> None:
        if written:
            raise OSError(28, "No space left on device")
        written.append(path)
        path.write_bytes(data)

    monkeypatch.setattr("toolkit_builder.writing.receive.delivery.write_new", full)
    before = sorted(small.rglob("*"))
    result = receive(small, source, "--accept")
    assert result.exit_code == 2
    assert "No space left on device" in result.output
    assert "Nothing was put in place." in result.output
    assert sorted(small.rglob("*")) == before
