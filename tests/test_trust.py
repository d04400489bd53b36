"""Nothing of the building machine gets into the site, whatever a text asks for; and nothing of a draft does.

Secrets lie all around a toolkit, each with a word of its own, as pictures that would be taken if they were found. Each wall is
tested alone as well: the check in front refuses most of these texts, so the others are built with the check switched off.
"""

from __future__ import annotations

import base64
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from textwrap import indent

import pytest

from tests.conftest import SITES, packed
from tests.pages import read_page
from tests.test_freshness import replace_in
from tests.test_site import build_small
from toolkit_builder import build
from toolkit_builder.build import build_site, read_and_check
from toolkit_builder.problems import Severity
from toolkit_builder.publishing.drawing import context
from toolkit_builder.publishing.environment import environment
from toolkit_builder.publishing.records import record_view
from toolkit_builder.publishing.saved import SavedReader
from toolkit_builder.publishing.site import make_site
from toolkit_builder.reading.content import read_library
from toolkit_builder.reading.settings import read_settings
from toolkit_builder.rendering.slots import MEDIA

CANARY = "canary"
"""Each secret is this word and the name of its place; no text and no name of a file has it."""

# R: the root, as the record sees it; A: the same as an absolute path; H: the home.
SPELLINGS = (
    "![x](R/secret.svg)",
    "![x](R/secret.jpg)",
    "![x](R/.env)",
    "![x](R/mkdocs.yml)",
    "![x][b]\n\n[b]:\nR/secret.svg",
    "![x][b]\n\n[b]: <R/secret.svg>",
    "![x][b]\n\n[b]:\n  R/secret.svg\n  'a title'",
    "![b][]\n\n[b]: R/secret.svg",
    "![b]\n\n[b]: R/secret.svg",
    "> ![x][b]\n\n- a\n\n  [b]: R/secret.svg",
    "![a [b [c]] d](R/secret.svg)",
    "![a `]` b](R/secret.svg)",
    "``` this is no fence\n\n![x](R/secret.svg)\n\n```",
    "![x](%2e%2e/%2e%2e/secret.svg)",
    "![x](..%2f..%2fsecret.svg)",
    "![x](%252e%252e/%252e%252e/secret.svg)",
    "![x](&#46;&#46;/&#46;&#46;/secret.svg)",
    "![x](&period;&period;&sol;&period;&period;&sol;secret.svg)",
    "![x](..\\..\\secret.svg)",
    "![x](..%5c..%5csecret.svg)",
    "![x](\\.\\./\\.\\./secret.svg)",
    "![x](A/secret.svg)",
    "![x](/A/secret.svg)",
    "![x](file://A/secret.svg)",
    "![x](file:R/secret.svg)",
    "![x](//localhost/A/secret.svg)",
    "![x](H/.ssh/secret.svg)",
    "![x](~/.ssh/secret.svg)",
    "![x](R/../secret.svg)",
    "![x](R/content-secret/secret.svg)",
    "![x](tea/../../../secret.svg)",
    "![x](tea/pot.svg/../../R/secret.svg)",
    "![x](./R/./secret.svg)",
    "![x](R//secret.svg)",
    "![x](R/secret.svg?a#b)",
    "![x](<R/secret.svg> 'a title'){ .inline width=20 }",
    "![x](tea/.hidden.svg)",
    "![x](tea/link.svg)",
    "![x](tea/folder/secret.svg)",
    "![x](/proc/self/environ)",
    "![x](R/../../../../../../../../../../proc/self/environ)",
    "![x](media--root/R/secret.svg)",
    "![x](R/media--root/../R/secret.svg)",
    "[![x](R/secret.svg)](tea.md)",
    "[x](R/secret.svg)",
    "[x][b]\n\n[b]:\nR/secret.svg",
    '<img src="R/secret.svg" alt="x">',
    "<img alt='>' src='R/secret.svg'>",
    "<IMG SRC=R/secret.svg>",
    '<img alt="x" src="tea/pot.svg" srcset="R/secret.svg 1x" src="R/secret.svg">',
    "<img src='&#46;&#46;/R/secret.svg'>",
    "<picture><source srcset='R/secret.svg'><img src='R/secret.svg'></picture>",
    "<object data='R/secret.svg'></object><embed src='R/secret.svg'><iframe src='R/secret.svg'></iframe>",
    "<link rel=stylesheet href='R/secret.svg'><input type=image src='R/secret.svg'>",
    "<svg><image href='R/secret.svg'/><use href='R/secret.svg#a'/></svg>",
    '--8<-- "R/secret.svg"',
    "{% include 'R/secret.svg' %} {{ env.SECRET }} {{ config }} $SECRET ${SECRET} !ENV SECRET",
    "``` {include=R/secret.svg file='R/secret.svg'}\nx\n```",
    "| a |\n|---|\n| ![x](R/secret.svg) |",
    '!!! note "![x](R/secret.svg)"\n    ![x](R/secret.svg)',
    "a[^1]\n\n[^1]: ![x](R/secret.svg)",
)
FILE = """\
---
title: {title}
summary: One of many.
{header}---
{text}
"""


@dataclass(frozen=True)
class Trap:
    """A toolkit among secrets."""

    root: Path
    home: Path
    secrets: tuple[Path, ...]

    def spelled(self, number: int, folders: str) -> str:
        text = SPELLINGS[number]
        return re.sub(r"\b[RAH](?=/)", lambda found: {"R": folders, "A": str(self.root), "H": str(self.home)}[found[0]], text)


def drawing_of(word: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg"><title>{CANARY}-{word}</title><path d="M0 0h9v9z"/></svg>\n'


@pytest.fixture
def trap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small: Path) -> Trap:
    root, home = small, tmp_path / "home"
    content = root / "content"
    secrets = (
        root / "secret.svg", root / ".env", root / "content-secret/secret.svg", tmp_path / "secret.svg",
        home / ".ssh/secret.svg", content / "guides/tea/.hidden.svg", tmp_path / "far/secret.svg",
    )  # fmt: skip
    for number, file in enumerate(secrets):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(drawing_of(f"file-{number}"), "utf-8")
    (root / "secret.jpg").write_bytes(b"\xff\xd8\xff" + f"{CANARY}-photo".encode())
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write(f"# {CANARY}-settings\n")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("SECRET", f"{CANARY}-environment")
    replace_in(content / "guides/_type.yml", "\nfields:\n", """
fields:
  notes: {kind: markdown, translate: true, label: {en: Notes, de: Notizen, ar: ملاحظات}}
  photo: {kind: image, label: {en: Photo, de: Foto, ar: صورة}}
""")  # fmt: skip
    return Trap(root, home, secrets)


def write_texts(trap: Trap) -> None:
    """Write each spelling as a record's text and field, as its translation's, and as a plain page."""
    content = trap.root / "content"
    for number in range(len(SPELLINGS)):
        text = trap.spelled(number, "../..")
        notes = "notes: |\n" + indent(text, "  ") + "\n"
        facts = f"{notes}countries: [BE]\nlevel: easy\nchecked: 2026-01-01\n"
        block = f"{notes}translation: {{of: en, method: human, fingerprint: [aaaa]}}\n"
        record = content / f"guides/g-{number}.en.md"
        record.write_text(FILE.format(title=f"Guide {number}", header=facts, text=text), "utf-8")
        record.with_name(f"g-{number}.de.md").write_text(FILE.format(title=f"Rat {number}", header=block, text=text), "utf-8")
        text = trap.spelled(number, "..")
        (content / f"p-{number}.en.md").write_text(FILE.format(title=f"Page {number}", header="", text=text), "utf-8")
    for number, name in enumerate(("../../secret.svg", "../../../secret.svg", "/etc/passwd", ".hidden.svg", "link.svg")):
        photo = f"photo: {{file: {name}, alt: words}}\ncountries: [BE]\nlevel: easy\nchecked: 2026-01-01\n"
        (content / f"guides/f-{number}.en.md").write_text(FILE.format(title=f"Photo {number}", header=photo, text="x"), "utf-8")


def held(folder: Path) -> Iterator[tuple[str, bytes]]:
    """All that stands in the files of a folder, in the files of its ZIPs, and in what is written there in base64."""
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            name = file.relative_to(folder).as_posix()
            yield from _opened(name, file.read_bytes())
            if file.suffix == ".zip":
                with zipfile.ZipFile(file) as archive:
                    for entry in archive.namelist():
                        yield from _opened(f"{name}: {entry}", archive.read(entry))


def _opened(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    yield name, name.encode() + data
    for found in re.finditer(rb"base64,([A-Za-z0-9+/=]+)", data):
        yield f"{name}: base64", base64.b64decode(found[1])


def told(folder: Path, *words: str) -> list[tuple[str, str]]:
    """Where some words stand."""
    return [(name, word) for name, data in held(folder) for word in words if word.encode() in data]


def build_and_pack(root: Path) -> Path:
    """Build and pack; returns the folder with the site and the ZIPs, and nothing else."""
    out = root.parent / "out"
    build_small(root).rename(out)
    packed(root, out, out / "zips")
    return out


@pytest.fixture
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Build whatever the content is, as if a check had missed it."""
    monkeypatch.setattr(build, "check", lambda library: [])
    monkeypatch.setattr(build, "not_rendered", lambda faults: [])


# The building machine ---------------------------------------------------------------------------------------------------


def test_what_the_check_lets_through_tells_no_secret(trap: Trap) -> None:
    write_texts(trap)
    _, problems = read_and_check(read_settings(trap.root))
    refused = {trap.root / problem.position.path for problem in problems if problem.level is Severity.ERROR}
    # Without its original, a translation cannot be built.
    for file in refused:
        for one in file.parent.glob(f"{file.name.partition('.')[0]}.*.md"):
            one.unlink()
    assert len(list(trap.root.glob("content/*/g-*.en.md"))) < len(SPELLINGS) / 2
    out = build_and_pack(trap.root)
    assert told(out, CANARY) == []


@pytest.mark.usefixtures("unchecked")
def test_without_the_check_no_secret_is_told(trap: Trap) -> None:
    write_texts(trap)
    (trap.root / "content/guides/tea/link.svg").symlink_to(trap.secrets[0])
    (trap.root / "content/guides/tea/folder").symlink_to(trap.root)
    out = build_and_pack(trap.root)
    assert len(list(out.glob("saved/guides/*.html"))) == len(SPELLINGS) + 5 + 2
    assert told(out, CANARY) == []
    # It would have been seen: a picture of the toolkit is found in pages, saved pages and ZIPs alike.
    places = [name for name, _ in told(out, "M1 3h8v6H1z")]
    assert {"guides/tea/pot.svg", "saved/guides/tea.html: base64"} < set(places)
    assert any(name.startswith("zips/") for name in places)


@pytest.fixture
def saved(trap: Trap) -> Callable[[str, str], str]:
    """Save a record with this HTML in place of its text, which went through no check and no sanitiser."""
    (trap.root / "content/guides/draft.en.md").write_text(
        FILE.format(title="Draft", header="draft: true\ncountries: [BE]\nlevel: easy\n", text="x"), "utf-8"
    )
    (trap.root / "content/guides/draft").mkdir()
    (trap.root / "content/guides/draft/d.svg").write_text(drawing_of("draft"), "utf-8")
    library = read_library(read_settings(trap.root))
    env = environment(library.settings)

    def save(html: str, language: str = "en") -> str:
        record = library.records["guides/tea"]
        site = make_site(library, {library.shown(record, language).place: html}, "2026-11-23")
        view = record_view(site, record, language)
        reader = SavedReader(site, language, view.reader.path)
        return env.get_template("saved.html").render(context(view), reader=reader)

    return save


SOURCES = (
    "R/secret.svg", "R/secret.jpg", "R/.env", "R/mkdocs.yml", "R/../secret.svg", "../R/secret.svg", "../../R/secret.svg",
    "R/content/../secret.svg", "R/content/guides/tea/pot.svg", "A/secret.svg", "/A/secret.svg", "file://A/secret.svg",
    "H/.ssh/secret.svg", "../guides/tea/.hidden.svg", "../guides/draft/d.svg", "../guides/tea/../draft/d.svg",
    "../guides/tea/pot.svg/../../../../secret.svg", "..\\..\\secret.svg", "..%2f..%2fsecret.svg", "%2e%2e/%2e%2e/secret.svg",
    "&#46;&#46;/&#46;&#46;/secret.svg", "../../secret.svg&#0;", "../../secret.svg?x", "../guides/tea/pot.svg?x",
    "../GUIDES/tea/pot.svg", "..//guides/tea/pot.svg", ".././guides/tea/pot.svg", "guides/tea/pot.svg", "../", "..", "", " ",
    "/proc/self/environ", "../../../../../../../../../../../../proc/self/environ", "https://evil.example/x.png",
    "//evil.example/x", "../guides/tea/pot.svg\n",
    "data:image/png;base64,eA==", "../content", "../guides", "../guides/tea",
)  # fmt: skip
TAGS = (
    '<img src="{}" alt="some words">', "<img src='{}' alt='some words'>", '<IMG ALT="some words" SRC="{}">',
    '<img alt="some words"\nsrc = "{}"\n/>', '<img alt="some words" title=">" src="{}">', '<img/alt="some words"/src="{}"/>',
    '<img alt="some words" src="{}" src="../guides/tea/pot.svg">', '<img alt="some words" src="{}" srcset="{} 2x" onerror="x">',
)  # fmt: skip


@pytest.mark.parametrize("slot", ["", MEDIA])
@pytest.mark.parametrize("tag", TAGS)
def test_a_saved_page_holds_no_picture_but_those_that_are_published(
    trap: Trap, saved: Callable[[str, str], str], tag: str, slot: str
) -> None:
    for source in SOURCES:
        places = {"R": "../..", "A": str(trap.root), "H": str(trap.home)}
        src = re.sub(r"\b[RAH](?=/)", lambda found: places[found[0]], source)  # noqa: B023 - used at once
        html = saved(f"<p>before {tag.replace('{}', slot + src)} after</p>", "en")
        assert "some words" in html
        assert CANARY.encode() not in b"".join(data for _, data in _opened("", html.encode())), src
        # The cover, and the one picture that is published, by its own name only.
        is_published = src == "guides/tea/pot.svg" and f'src="{MEDIA}' in tag.replace("{}", slot)
        assert html.count("data:image/svg+xml;base64,") == 1 + is_published, src


@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_a_saved_page_holds_published_pictures(saved: Callable[[str, str], str], tmp_path: Path, language: str) -> None:
    pot = base64.b64encode((SITES / "small/content/guides/tea/pot.svg").read_bytes()).decode()
    page = tmp_path / "page.html"
    page.write_text(saved(f'<img class="a" alt="1 > 0" src="{MEDIA}guides/tea/pot.svg" width="9">', language), "utf-8")
    image = read_page(page).one("main").all("img")[1]
    assert image.attributes == {"class": "a", "alt": "1 > 0", "width": "9", "src": f"data:image/svg+xml;base64,{pot}"}


def test_only_what_is_published_is_read(small: Path) -> None:
    site = make_site(read_library(read_settings(small)), {}, "2026-11-23")
    assert site.picture("guides/tea/pot.svg")
    for name in ("guides/tea.en.md", "mkdocs.yml", "../mkdocs.yml", "/etc/passwd", "./guides/tea/pot.svg", "", "guides"):
        assert site.picture(name) is None


# Drawings ---------------------------------------------------------------------------------------------------------------

NOTES = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="i:" i:docname="/home/ada/x"><metadata>ada</metadata><g/></svg>'
WRITTEN = '<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>\n'


def test_drawings_are_written_anew_everywhere(small: Path) -> None:
    """In the site, in saved pages, in ZIPs, and where MkDocs might copy a file of the same name as a plain page."""
    for name in ("guides/tea/pot.svg", "overview.svg", "index.svg"):
        (small / "content" / name).write_text(NOTES, "utf-8")
    out = build_and_pack(small)
    for name in ("guides/tea/pot.svg", "overview.svg", "index.svg"):
        assert (out / name).read_text("utf-8") == WRITTEN
    saved_pages = [data for name, data in held(out) if name == "saved/guides/tea.html: base64"]
    assert WRITTEN.encode() in [data.partition(b": base64")[2] or data for data in saved_pages]
    assert told(out, "/home/ada") == []


@pytest.mark.usefixtures("unchecked")
def test_a_drawing_that_is_refused_is_not_published_even_without_the_check(small: Path) -> None:
    """Neither shown nor linked: a link opens a drawing as a page of its own, where no policy of ours holds."""
    for number, text in enumerate(("<script>alert(1)</script>", "<g onclick='alert(1)'/>", "<image href='//evil.example'/>")):
        name = f"guides/tea/d{number}.svg"
        (small / "content" / name).write_text(f'<svg xmlns="http://www.w3.org/2000/svg">{text}</svg>', "utf-8")
        with (small / "content/guides/tea.en.md").open("a", encoding="utf-8") as file:
            file.write(f"\n\n![words](tea/d{number}.svg) [link][d{number}]\n\n[d{number}]:\ntea/d{number}.svg\n")
    out = build_and_pack(small)
    assert list(out.rglob("d[0-9].svg")) == []
    assert told(out, "alert(1)", "evil.example") == []


@pytest.mark.usefixtures("unchecked")
def test_what_changed_after_the_check_is_read_again(small: Path) -> None:
    (small / "content/guides/tea/pot.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "utf-8")
    site = make_site(replace(read_library(read_settings(small)), faults=()), {}, "2026-11-23")
    assert site.picture("guides/tea/pot.svg") is None
    target = small / "out"
    target.mkdir()
    build_site(site, target)
    assert not (target / "guides/tea/pot.svg").exists()


# Drafts -----------------------------------------------------------------------------------------------------------------


def test_nothing_of_a_draft_of_a_plain_page_is_published(small: Path) -> None:
    """In no page, list, sitemap, search file, data, saved copy or ZIP; nor is it linked, or its pictures there."""
    content = small / "content"
    for name in ("about-x", "contribute"):
        header = "keywords: [zeppelinkey]\ndraft: true\nshows: {view: editions}\n"
        text = f"## Zeppelinhead\n\nZeppelintext ![Zeppelinalt]({name}/zeppelin.svg)"
        (content / f"{name}.en.md").write_text(FILE.format(title="Zeppelintitle", header=header, text=text), "utf-8")
        header = "translation: {of: en, method: human, fingerprint: [aaaa]}\n"
        (content / f"{name}.de.md").write_text(FILE.format(title="Zeppelintitel", header=header, text="Zeppelinwort"), "utf-8")
        (content / name).mkdir()
        (content / name / "zeppelin.svg").write_text(drawing_of("zeppelin"), "utf-8")
    (content / "people/ada.en.md").rename(content / "people/eve.en.md")
    replace_in(content / "guides/tea.en.md", "authors_of: [ada]", "authors_of: [eve]")
    for language in ("en", "de"):
        replace_in(content / f"guides/tea.{language}.md", "people/ada.md", "people/eve.md")
    out = build_and_pack(small)
    assert told(out, "about-x", "contribute.html", "eppelin", CANARY) == []
    assert [file.name for file in out.rglob("*") if re.search("about-x|contribute(?!-form)|zeppelin", file.name)] == []


def test_pictures_of_a_draft_are_hidden_however_deep_they_lie(small: Path) -> None:
    content = small / "content"
    header = "draft: true\ncountries: [BE]\nlevel: easy\n"
    (content / "guides/later.en.md").write_text(FILE.format(title="Later", header=header, text="x"), "utf-8")
    (content / "guides.en.md").write_text(FILE.format(title="Guides", header="draft: true\n", text="x"), "utf-8")
    for name in ("guides/later/a.svg", "guides/later/deep/b.svg", "guides/later-on/c.svg"):
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_text(drawing_of("later"), "utf-8")
    library = read_library(read_settings(small))
    assert library.published_media == {"guides/tea/pot.svg", "guides/later-on/c.svg"}
