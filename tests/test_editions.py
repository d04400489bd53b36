"""Editions: the same ZIP every time, made to be opened anywhere, and `verify`, which finds every difference."""

from __future__ import annotations

import json
import posixpath
import re
import shutil
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import SITES
from toolkit_builder.addresses import START_PAGE
from toolkit_builder.build import build_site, prepare
from toolkit_builder.editions.manifest import ManifestError, manifest_json, verify
from toolkit_builder.editions.offline import EditionError, pack
from toolkit_builder.reading.settings import read_settings

ZIPS = ["small-offline.zip", "small-offline-en.zip", "small-offline-de.zip", "small-offline-ar.zip"]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small toolkit's finished site."""
    root = Path(shutil.copytree(SITES / "small", tmp_path_factory.mktemp("editions") / "small"))
    prepared = prepare(read_settings(root), 1)
    assert prepared.site is not None
    build_site(prepared.site, root / "site", 1)
    return root / "site"


@pytest.fixture(scope="session")
def zips(site: Path) -> dict[str, Path]:
    return {file.name: file for file in pack(site, site.parent / "dist", "small")}


def entries(file: Path) -> dict[str, bytes]:
    """Path within the ZIP's one folder to bytes."""
    with zipfile.ZipFile(file) as archive:
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


# Pack -------------------------------------------------------------------------------------------------------------------


def test_there_is_a_zip_for_all_languages_and_one_for_each(zips: dict[str, Path]) -> None:
    assert list(zips) == ZIPS
    assert sorted(file.name for file in zips[ZIPS[0]].parent.iterdir()) == sorted(ZIPS)


def test_packing_twice_gives_the_same_bytes(site: Path, zips: dict[str, Path], tmp_path: Path) -> None:
    copy = Path(shutil.copytree(site, tmp_path / "elsewhere"))
    for number, file in enumerate(sorted(copy.rglob("*"))):
        if file.is_file():
            file.chmod(0o600 if number % 2 else 0o755)
    again = {file.name: file.read_bytes() for file in pack(copy, tmp_path / "dist", "small")}
    assert again == {name: file.read_bytes() for name, file in zips.items()}


def test_what_other_programs_left_in_the_site_is_not_packed(site: Path, zips: dict[str, Path], tmp_path: Path) -> None:
    copy = Path(shutil.copytree(site, tmp_path / "looked-at"))
    for name in (
        ".DS_Store",
        "guides/Thumbs.db",
        "de/desktop.ini",
        "index.html~",
        "@eaDir/index.html",
        "data/library.json.bak",
    ):
        (copy / name).parent.mkdir(exist_ok=True)
        (copy / name).write_bytes(b"x")
    again = {file.name: file.read_bytes() for file in pack(copy, tmp_path / "dist", "small")}
    assert again == {name: file.read_bytes() for name, file in zips.items()}


def test_a_site_without_data_is_not_packed(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    with pytest.raises(EditionError, match=r"site holds no finished site\. Run `toolkit build` first\.\Z"):
        pack(tmp_path / "site", tmp_path / "dist", "small")
    assert not (tmp_path / "dist").exists()


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
    held = entries(zips[f"small-offline-{code}.zip"])
    pages = {name for name in held if name.endswith(".html")} - {START_PAGE}
    whole = {page.relative_to(site).as_posix() for page in site.rglob("*.html")} - {"404.html"}
    assert pages == {page for page in whole if language_of(page) == code}
    for page in pages:
        assert b"languages-->" not in held[page]
        # A record saved as one file has no menu.
        assert "saved/" in page or b"<!--languages-->" in (site / page).read_bytes()


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
        ("small-offline.zip", ["index.html", "de/index.html", "ar/index.html"]),
        ("small-offline-en.zip", ["index.html"]),
        ("small-offline-de.zip", ["de/index.html"]),
        ("small-offline-ar.zip", ["ar/index.html"]),
    ],
)
def test_the_first_page_leads_home_and_says_to_unpack(zips: dict[str, Path], name: str, homes: list[str]) -> None:
    page = entries(zips[name])[START_PAGE].decode()
    assert re.findall(r'<a href="([^"]+)"', page) == homes
    assert ("unpack the whole ZIP first" in page) == ("index.html" in homes)
    assert 'dir="rtl"' in page or "ar/index.html" not in homes
    assert "<script" not in page
    assert "Content-Security-Policy" in page


@pytest.mark.parametrize("name", ZIPS)
def test_the_manifest_tells_what_the_edition_is(zips: dict[str, Path], name: str) -> None:
    held = entries(zips[name])
    manifest = json.loads(held.pop("manifest.json"))
    code = name.removesuffix(".zip").removeprefix("small-offline").lstrip("-")
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
    return {**FILES, "manifest.json": manifest_json(FILES, {"name": "A"}).encode()}


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
