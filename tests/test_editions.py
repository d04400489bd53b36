"""Editions: the same ZIP every time, made to be opened anywhere, and `verify`, which finds every difference."""

from __future__ import annotations

import base64
import hashlib
import json
import posixpath
import re
import shutil
import stat
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from babel.units import format_unit

from tests.conftest import SITES
from tests.pages import parse, read_page
from tests.test_freshness import replace_in
from toolkit_builder.addresses import MANIFEST, START_PAGE
from toolkit_builder.build import build_site, pack_site, prepare
from toolkit_builder.editions.manifest import ManifestError, manifest_json, verify
from toolkit_builder.editions.published import EditionError
from toolkit_builder.publishing.assets import TEMPLATES
from toolkit_builder.publishing.edition import Download, Edition
from toolkit_builder.publishing.offers import offers_of
from toolkit_builder.publishing.site import Reader, Site, make_site
from toolkit_builder.reading.content import read_library
from toolkit_builder.reading.settings import read_settings
from toolkit_builder.settings import Settings
from toolkit_builder.work import Processes

NAME = "small-toolkit-offline"
ZIPS = [f"{NAME}.zip", f"{NAME}-en.zip", f"{NAME}-de.zip", f"{NAME}-ar.zip"]


def built(root: Path) -> Site:
    """Build the toolkit in ``root`` into ``root/site``."""
    prepared = prepare(read_settings(root))
    assert prepared.site is not None, [*map(str, prepared.problems)]
    build_site(prepared.site, root / "site")
    return prepared.site


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The small toolkit, its site published."""
    return built(Path(shutil.copytree(SITES / "small", tmp_path_factory.mktemp("editions") / "small")))


@pytest.fixture(scope="session")
def site(prepared: Site) -> Path:
    """The small toolkit's finished site."""
    return prepared.library.settings.site


@pytest.fixture(scope="session")
def zips(prepared: Site, site: Path) -> dict[str, Path]:
    return {file.name: file for file in pack_site(prepared, site, site.parent / "dist")}


def entries(file: Path) -> dict[str, bytes]:
    """Path within the ZIP's one folder to bytes."""
    with zipfile.ZipFile(file) as archive:
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


# Pack -------------------------------------------------------------------------------------------------------------------


def test_there_is_a_zip_for_all_languages_and_one_for_each(zips: dict[str, Path]) -> None:
    assert list(zips) == ZIPS
    assert sorted(file.name for file in zips[ZIPS[0]].parent.iterdir()) == sorted(ZIPS)


def again(prepared: Site, site: Path, target: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in pack_site(prepared, site, target, Processes(2))}


def files_in(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_packing_twice_gives_the_same_bytes(prepared: Site, site: Path, zips: dict[str, Path], tmp_path: Path) -> None:
    copy = Path(shutil.copytree(site, tmp_path / "elsewhere"))
    assert again(prepared, copy, tmp_path / "dist") == {name: file.read_bytes() for name, file in zips.items()}
    assert files_in(copy) == files_in(site)


def test_packed_later_it_is_the_edition_of_its_day(prepared: Site, site: Path, zips: dict[str, Path], tmp_path: Path) -> None:
    copy = Path(shutil.copytree(site, tmp_path / "later"))
    later = again(replace(prepared, date="2031-05-06"), copy, tmp_path / "dist")
    assert later == {name: file.read_bytes() for name, file in zips.items()}
    assert files_in(copy) == files_in(site)


def test_what_other_programs_left_in_the_site_is_not_packed(
    prepared: Site, site: Path, zips: dict[str, Path], tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(site, tmp_path / "looked-at"))
    for name in (".DS_Store", "guides/Thumbs.db", "@eaDir/index.html", "de/guides/tea.html"):
        (copy / name).parent.mkdir(exist_ok=True)
        (copy / name).write_bytes(b"x")
    assert again(prepared, copy, tmp_path / "dist") == {name: file.read_bytes() for name, file in zips.items()}


def test_what_a_killed_run_left_is_taken_away(prepared: Site, site: Path, zips: dict[str, Path], tmp_path: Path) -> None:
    left = tmp_path / "dist/.small-toolkit-offline-de.new/old.html"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"x")
    assert again(prepared, site, tmp_path / "dist") == {name: file.read_bytes() for name, file in zips.items()}
    assert sorted(file.name for file in (tmp_path / "dist").iterdir()) == sorted(ZIPS)


def test_a_site_without_data_is_not_packed(prepared: Site, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    with pytest.raises(EditionError, match=r"site holds no finished site\. Run `toolkit build` first\.\Z"):
        pack_site(prepared, tmp_path / "site", tmp_path / "dist")
    assert not (tmp_path / "dist").exists()


def append(file: Path, text: str) -> None:
    file.write_text(file.read_text("utf-8") + text, "utf-8")


CHANGED: dict[str, Callable[[Path], object]] = {
    "a title": lambda root: replace_in(root / "content/guides/tea.en.md", "title: How to", "title: How we"),
    "a word of a text": lambda root: append(root / "content/guides/tea.de.md", "\nMehr.\n"),
    "emphasis in a plain page": lambda root: append(root / "content/index.en.md", "\n*More*.\n"),
    "a picture": lambda root: replace_in(root / "content/guides/tea/pot.svg", "</svg>", "<g/></svg>"),
    "a record more": lambda root: shutil.copy(root / "content/people/ada.en.md", root / "content/people/eve.en.md"),
    "an own style sheet": lambda root: append(root / "own/assets/own.css", "b {}"),
    "an own template": lambda root: append(root / "own/main.html", "{# more #}"),
    "what the site is of": lambda root: (root / "site/data/edition.json").write_text("{}", "utf-8"),
    "what the site is of, by half": lambda root: (root / "site/data/edition.json").write_text('{"date": "2026-', "utf-8"),
    "what the site is of, without a day": lambda root: (root / "site/data/edition.json").write_text('{"date": 5}', "utf-8"),
    "a site of an older version": lambda root: (root / "site/data/edition.json").unlink(),
}


@pytest.fixture(scope="session")
def of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A toolkit with a template and a style sheet of its own, its site published."""
    root = Path(shutil.copytree(SITES / "small", tmp_path_factory.mktemp("own-look") / "small"))
    replace_in(root / "mkdocs.yml", "theme: {name: material", "theme: {custom_dir: own, name: material")
    (root / "own/assets").mkdir(parents=True)
    (root / "own/assets/own.css").write_text("a {}", "utf-8")
    shutil.copy(TEMPLATES / "main.html", root / "own")
    built(root)
    return root


@pytest.mark.parametrize("case", ["nothing", *CHANGED])
def test_a_site_of_other_files_is_not_packed(of_its_own: Path, tmp_path: Path, case: str) -> None:
    """What is in the ZIP is what is published."""
    small = Path(shutil.copytree(of_its_own, tmp_path / "small"))
    CHANGED.get(case, lambda root: None)(small)
    before = files_in(small / "site")
    prepared = prepare(read_settings(small)).site
    assert prepared is not None
    if case == "nothing":
        pack_site(prepared, small / "site", small / "dist")
        return
    with pytest.raises(EditionError, match=r"is not made of the files as they are now\. Run `toolkit build` first\.\Z"):
        pack_site(prepared, small / "site", small / "dist")
    assert not (small / "dist").exists()
    assert files_in(small / "site") == before


# What the site offers ---------------------------------------------------------------------------------------------------


def downloads(file: Path) -> list[tuple[str, str]]:
    """The ZIPs that a page leads to, by name, and the words of each link."""
    links = [one for one in read_page(file).all("a") if "download" in one.attributes]
    for one in links:
        assert (file.parent / one.attributes["href"]).is_file()
    return [(posixpath.basename(one.attributes["href"]), one.text) for one in links]


def test_before_there_are_zips_none_is_offered(small: Path) -> None:
    built(small)
    assert downloads(small / "site/index.html") == downloads(small / "site/de/take.html") == []
    assert "The ZIP files are not made yet." in (small / "site/take.html").read_text("utf-8")


@pytest.mark.parametrize(("place", "code"), [("", "en"), ("de/", "de"), ("ar/", "ar")])
def test_the_site_offers_its_zips_in_each_language(zips: dict[str, Path], site: Path, place: str, code: str) -> None:
    (name, text), *others = downloads(site / f"{place}index.html")
    assert (name, others) == (f"small-toolkit-offline-{code}.zip", [])
    size = format_unit(round(zips[name].stat().st_size / 1e6, 1), "digital-megabyte", "short", locale=code)
    assert size in text
    offered = [name for name, _ in downloads(site / f"{place}take.html")]
    assert sorted(offered) == sorted(ZIPS)
    assert set(offered[:2]) == {"small-toolkit-offline.zip", name}
    assert size in read_page(site / f"{place}take.html").one("main").text


def test_only_pages_that_offer_them_are_drawn_anew(prepared: Site, site: Path, zips: dict[str, Path], tmp_path: Path) -> None:
    fresh = tmp_path / "fresh"
    build_site(prepared, fresh)
    before, after = files_in(fresh), files_in(site)
    pages = {f"{place}{name}.html" for place in ("", "de/", "ar/") for name in ("index", "take")}
    assert {name for name in after if after[name] != before.get(name)} == pages | {f"editions/{name}" for name in zips}
    assert before.keys() <= after.keys()


def test_a_template_of_its_own_may_offer_them_anywhere(small: Path, tmp_path: Path) -> None:
    (small / "own").mkdir()
    words = "{% for one in view.reader.site.edition.downloads %}{{ one.place }}, {% else %}none{% endfor %}"
    (small / "own/catalogue.html").write_text(f"<html><body><main>{words}</main></body></html>", "utf-8")
    replace_in(small / "mkdocs.yml", "font: false", "font: false, custom_dir: own")
    shelf, record = small / "site/de/guides/index.html", small / "site/guides/tea.html"
    prepared = built(small)
    assert read_page(shelf).one("main").text == "none"
    node = record.stat().st_ino
    zips = pack_site(prepared, small / "site", tmp_path / "dist")
    assert read_page(shelf).one("main").text == "".join(f"editions/{file.name}, " for file in zips).strip()
    # What says the same as before is not written again.
    assert record.stat().st_ino == node
    assert b"none" in entries(zips[0])["de/guides/index.html"]


def test_old_zips_go_and_other_files_stay(prepared: Site, site: Path, zips: dict[str, Path], tmp_path: Path) -> None:
    copy = Path(shutil.copytree(site, tmp_path / "copy"))
    for name in ("old-name-offline.zip", "small-toolkit-offline-fr.zip", "poster.pdf"):
        (copy / "editions" / name).write_bytes(b"x")
    again(prepared, copy, tmp_path / "dist")
    assert {file.name for file in (copy / "editions").iterdir()} == {*zips, "poster.pdf"}


@pytest.mark.parametrize("name", ZIPS)
def test_in_a_zip_nothing_is_offered(zips: dict[str, Path], name: str) -> None:
    pages = {path: data.decode() for path, data in entries(zips[name]).items() if path.endswith(("index.html", "take.html"))}
    assert len(pages) > 3
    assert [path for path, page in pages.items() if ".zip" in page or 'class="band"' in page or "downloads" in page] == []


# What is in them --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ZIPS)
def test_entries_can_be_unpacked_everywhere(zips: dict[str, Path], name: str) -> None:
    with zipfile.ZipFile(zips[name]) as archive:
        infos = archive.infolist()
    folder = name.removesuffix(".zip")
    assert infos[0].filename == f"{folder}/{START_PAGE}"
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert {info.external_attr >> 16 for info in infos} == {stat.S_IFREG | 0o644}
    names = [info.filename for info in infos]
    assert all(re.fullmatch(rf"{folder}/[A-Za-z0-9._/-]+", one) and len(one) <= 120 for one in names)
    assert len({one.casefold() for one in names}) == len(names)


@pytest.mark.parametrize("name", ZIPS)
def test_what_only_a_server_needs_is_left_out(zips: dict[str, Path], name: str) -> None:
    assert not {"404.html", "sitemap.xml"} & entries(zips[name]).keys()


def language_of(page: str) -> str:
    return page[:2] if page.startswith(("de/", "ar/")) else "en"


@pytest.mark.parametrize("code", ["en", "de", "ar"])
def test_an_edition_in_one_language_holds_all_of_it_and_no_other(zips: dict[str, Path], site: Path, code: str) -> None:
    held = entries(zips[f"small-toolkit-offline-{code}.zip"])
    pages = {name for name in held if name.endswith(".html")} - {START_PAGE}
    whole = {page.relative_to(site).as_posix() for page in site.rglob("*.html")} - {"404.html"}
    assert pages == {page for page in whole if language_of(page) == code}
    searched = {name.split("/")[2] for name in held if name.startswith("data/search/")}
    assert searched == {code}


@pytest.mark.parametrize("name", ZIPS)
def test_pages_lead_to_other_languages_only_where_there_are_some(zips: dict[str, Path], name: str) -> None:
    code = name.removesuffix(".zip").removeprefix("small-toolkit-offline").lstrip("-")
    held = entries(zips[name])
    languages = {"en", "de", "ar"} if not code else {code}
    for path in (one for one in held if one.endswith(".html") and one != START_PAGE and "saved/" not in one):
        page = parse(held[path].decode())
        named = {one.attributes["hreflang"] for one in page.all("a") if "hreflang" in one.attributes}
        assert named == (set() if code else languages)
        assert bool(page.all("input", type="checkbox", value="de")) == (named == languages)
        alternates = {one.attributes["hreflang"] for one in page.all("link") if "hreflang" in one.attributes}
        assert alternates <= languages | {"x-default"}


def test_the_original_of_a_translation_is_linked_where_it_is(zips: dict[str, Path]) -> None:
    words = "Original lesen"
    assert words in entries(zips["small-toolkit-offline.zip"])["de/guides/tea.html"].decode()
    assert words not in entries(zips["small-toolkit-offline-de.zip"])["de/guides/tea.html"].decode()


@pytest.mark.parametrize(("name", "home", "languages"), [
    ("small-toolkit-offline.zip", "index.html", "3 languages"),
    ("small-toolkit-offline.zip", "de/index.html", "3 Sprachen"),
    ("small-toolkit-offline-en.zip", "index.html", "1 language"),
    ("small-toolkit-offline-de.zip", "de/index.html", "1 Sprache"),
])  # fmt: skip
def test_the_home_page_counts_what_is_there(zips: dict[str, Path], name: str, home: str, languages: str) -> None:
    counted = parse(entries(zips[name])[home].decode()).one("dl", class_="inventory")
    numbers = [f"{number.text} {what.text}" for number, what in zip(counted.all("dd"), counted.all("dt"), strict=True)]
    assert languages in numbers


def test_a_toolkit_in_one_language_has_one_zip_and_no_menu(small: Path) -> None:
    shutil.rmtree(small / "content/guides")
    for file in (*small.rglob("*.de.md"), *small.glob("content/_voc*/*"), *small.glob("content/[owy]*.en.md")):
        file.unlink()
    for name in ("mkdocs.yml", "content/people/_type.yml"):
        text = re.sub(r"\n.*(locale: (de|ar)|fallback).*|, (de|ar): [^,}]*", "", (small / name).read_text("utf-8"))
        (small / name).write_text(text, "utf-8")
    replace_in(small / "content/people/ada.en.md", "[tea](../guides/tea.md)", "tea")
    replace_in(small / "content/index.en.md", "[tea](guides/tea.md)", "tea")
    prepared = built(small)
    zips = pack_site(prepared, small / "site", small / "dist")
    assert [file.name for file in zips] == ["small-toolkit-offline.zip"]
    assert [name for name, _ in downloads(small / "site/index.html")] == ["small-toolkit-offline.zip"]
    assert downloads(small / "site/take.html") == [("small-toolkit-offline.zip", "English")]
    assert "hreflang" not in (small / "site/people/ada.html").read_text("utf-8").partition("<body>")[2]
    assert verify(zips[0]) == []


@pytest.mark.parametrize("name", ZIPS)
def test_every_link_leads_to_a_file_of_the_same_edition(zips: dict[str, Path], name: str) -> None:
    held = entries(zips[name])
    links = [
        (page, target.decode())
        for page, data in held.items()
        if page.endswith(".html")
        for target in re.findall(rb'<[a-z]+ [^>]*?\b(?:href|src)="([^"?#]+)', data)
        if not re.match(rb"[a-z]+:", target)
    ]
    assert len(links) > 20
    assert [link for link in links if posixpath.normpath(posixpath.join(posixpath.dirname(link[0]), link[1])) not in held] == []


@pytest.mark.parametrize(
    ("name", "homes"),
    [
        ("small-toolkit-offline.zip", ["index.html", "de/index.html", "ar/index.html"]),
        ("small-toolkit-offline-en.zip", ["index.html"]),
        ("small-toolkit-offline-de.zip", ["de/index.html"]),
        ("small-toolkit-offline-ar.zip", ["ar/index.html"]),
    ],
)
def test_the_first_page_leads_home_and_says_to_unpack(zips: dict[str, Path], name: str, homes: list[str]) -> None:
    page = entries(zips[name])[START_PAGE].decode()
    assert re.findall(r'<a href="([^"]+)"', page) == homes
    assert ("unpack the whole ZIP first" in page) == ("index.html" in homes)
    assert 'dir="rtl"' in page or "ar/index.html" not in homes
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert f'<html lang="{homes[0][:2] if "/" in homes[0] else "en"}"' in page
    assert "Small toolkit" in page


@pytest.mark.parametrize("name", ZIPS)
def test_the_first_page_carries_its_styles_and_says_what_is_there(zips: dict[str, Path], name: str) -> None:
    page = entries(zips[name])[START_PAGE].decode()
    (styles,) = re.findall("<style>(.*?)</style>", page, re.DOTALL)
    assert f"'sha256-{base64.b64encode(hashlib.sha256(styles.encode()).digest()).decode()}'" in page
    assert "url(" not in styles
    assert page.count('class="open"') == len(re.findall("<li ", page))
    assert "3 records" in page or "3 Einträge" in page or "3 بطاقات" in page


@pytest.mark.parametrize("name", ZIPS)
def test_the_manifest_tells_what_the_edition_is(zips: dict[str, Path], name: str) -> None:
    held = entries(zips[name])
    manifest = json.loads(held.pop("manifest.json"))
    code = name.removesuffix(".zip").removeprefix("small-toolkit-offline").lstrip("-")
    assert manifest["languages"] == ([code] if code else ["en", "de", "ar"])
    assert (manifest["name"], manifest["licence"]) == ("Small toolkit", "CC-BY-4.0")
    assert manifest["files"].keys() == held.keys()


# Verify -----------------------------------------------------------------------------------------------------------------

FILES = {"index.html": b"<p>home</p>" * 50, "de/a.html": b"a", "assets/x.css": b"b"}
Change = Callable[[dict[str, bytes]], object]
DIFFERENT: dict[str, tuple[Change, list[tuple[str, str]]]] = {
    "nothing": (lambda files: None, []),
    "a file changed": (lambda files: files.update({"de/a.html": b"A"}), [("changed", "de/a.html")]),
    "a file is gone": (lambda files: files.pop("de/a.html"), [("missing", "de/a.html")]),
    "a file too many": (lambda files: files.update({"de/old.html": b""}), [("stray", "de/old.html")]),
    "another manifest": (lambda files: files.update({"assets/manifest.json": b"{}"}), [("stray", "assets/manifest.json")]),
    "a file has another name": (
        lambda files: files.update({"Index.html": files.pop("index.html")}),
        [("missing", "index.html"), ("stray", "Index.html")],
    ),
    "all is gone": (lambda files: [files.pop(name) for name in FILES], [("missing", name) for name in sorted(FILES)]),
}


def edition() -> dict[str, bytes]:
    return {**FILES, "manifest.json": manifest_json(FILES.items(), {"name": "A"}).encode()}


def zip_of(file: Path, files: dict[str, bytes], folder: str = "a-offline/") -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items()):
            archive.writestr(f"{folder}{name}", data)
    return file


def folder_of(root: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


def told(path: Path) -> list[tuple[str, str]]:
    before = sorted(path.parent.rglob("*"))
    differences = [(one.what, one.name) for one in verify(path)]
    assert sorted(path.parent.rglob("*")) == before
    return differences


@pytest.mark.parametrize("case", DIFFERENT)
def test_verify_finds_it_in_a_zip(tmp_path: Path, case: str) -> None:
    change, found = DIFFERENT[case]
    files = edition()
    change(files)
    assert told(zip_of(tmp_path / "a.zip", files)) == found
    assert told(zip_of(tmp_path / "b.zip", files, folder="")) == found


@pytest.mark.parametrize("case", DIFFERENT)
def test_verify_finds_it_in_a_folder(tmp_path: Path, case: str) -> None:
    change, found = DIFFERENT[case]
    files = edition()
    change(files)
    assert told(folder_of(tmp_path / "a", files)) == found
    assert told(folder_of(tmp_path / "unpacked" / "a-offline", files).parent) == found


@pytest.mark.parametrize("name", ZIPS)
def test_verify_is_content_with_what_was_packed(zips: dict[str, Path], tmp_path: Path, name: str) -> None:
    assert verify(zips[name]) == []
    with zipfile.ZipFile(zips[name]) as archive:
        archive.extractall(tmp_path)
    assert verify(tmp_path) == []


@pytest.mark.parametrize(
    "name", ["../evil.txt", "a/../../evil.txt", "/etc/evil", "C:/evil", "C:evil", "..\\evil", "\\\\host\\evil"]
)
def test_verify_refuses_an_entry_that_leaves_its_folder(tmp_path: Path, name: str) -> None:
    file = zip_of(tmp_path / "a.zip", edition())
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(name, b"")
    assert told(file) == [("unsafe", name)]


def test_verify_refuses_a_link_in_a_zip(tmp_path: Path) -> None:
    file = zip_of(tmp_path / "a.zip", edition())
    link = zipfile.ZipInfo("a-offline/link.html")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    assert told(file) == [("unsafe", "a-offline/link.html")]


@pytest.mark.parametrize("target", ["/etc/hostname", "nowhere", "..", "index.html"])
def test_verify_refuses_a_link_in_a_folder(tmp_path: Path, target: str) -> None:
    root = folder_of(tmp_path / "a", edition())
    (root / "de/a.html").unlink()
    (root / "de/a.html").symlink_to(target)
    assert told(root) == [("unsafe", "de/a.html")]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_verify_finds_an_entry_that_is_there_twice(tmp_path: Path) -> None:
    file = zip_of(tmp_path / "a.zip", edition())
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("a-offline/index.html", FILES["index.html"])
    assert told(file) == [("stray", "a-offline/index.html")]


def test_verify_finds_an_entry_beside_the_folder(tmp_path: Path) -> None:
    files = {f"a-offline/{name}": data for name, data in edition().items()}
    files["index.html"] = files.pop("a-offline/index.html")
    assert told(zip_of(tmp_path / "a.zip", files, folder="")) == [("missing", "index.html"), ("stray", "../index.html")]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_verify_names_the_file_that_a_bad_stick_damaged(tmp_path: Path, method: int) -> None:
    file = tmp_path / "a.zip"
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in edition().items():
            archive.writestr(name, data)
        at = archive.getinfo("index.html").header_offset + 30 + len("index.html")
    whole = bytearray(file.read_bytes())
    whole[at : at + 4] = b"\xff\xff\xff\xff"
    file.write_bytes(whole)
    assert told(file) == [("changed", "index.html")]


@pytest.mark.parametrize(
    ("manifest", "reason"),
    [
        (None, "holds no manifest.json"),
        (b"", "cannot be read"),
        (b"[]", "cannot be read"),
        (b'{"files": {"a": 1}}', "cannot be read"),
        (b'{"files": []}', "cannot be read"),
        (b"[" * 100_000, "cannot be read"),
        (b"\xff", "cannot be read"),
    ],
    ids=repr,
)
def test_without_a_manifest_nothing_can_be_verified(tmp_path: Path, manifest: bytes | None, reason: str) -> None:
    files = FILES if manifest is None else {**FILES, "manifest.json": manifest}
    for path in (zip_of(tmp_path / "a.zip", files), folder_of(tmp_path / "a", files)):
        with pytest.raises(ManifestError, match=reason):
            verify(path)


@pytest.mark.parametrize("data", [b"", b"no ZIP", b"PK\x05\x06"])
def test_what_is_no_zip_is_said_to_be_none(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    with pytest.raises(ManifestError, match="is neither a folder nor a ZIP that can be read"):
        verify(tmp_path / "a.zip")


def test_what_readers_would_take_is_offered_first(small_settings: Settings) -> None:
    """Their own language, and all of them: in the order in which they were packed, before those of others."""
    downloads = [Download(f"{code or 'all'}.zip", code, 1) for code in ("de", "en", "ar", "")]
    site = make_site(read_library(small_settings), {}, "2026-12-01")
    site = replace(site, edition=Edition(site.edition.languages, downloads=downloads))
    for language, order in (("en", "en all de ar"), ("ar", "ar all de en")):
        offers = offers_of(Reader(site, language, "index.html"))
        assert [offer.href.rpartition("/")[2].removesuffix(".zip") for offer in offers] == order.split()
        assert [offer.is_own for offer in offers] == [True, False, False, False]


@pytest.mark.parametrize("name", ZIPS)
def test_the_first_page_says_how_much_room_all_takes(zips: dict[str, Path], name: str) -> None:
    held = entries(zips[name])
    size = sum(len(data) for place, data in held.items() if place != MANIFEST) / 1e6
    page = held[START_PAGE].decode().replace(",", ".")
    told = [float(one) for one in re.findall(r"(?:Unpacked|Entpackt|الضغط): \D{0,3}([\d.]+)", page)]
    assert told == [pytest.approx(size, abs=0.06)] * (3 if name == ZIPS[0] else 1)
