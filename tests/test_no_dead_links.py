"""No page leads into nothing: all links within small sites are walked, whichever plain page is a draft or not there."""

from __future__ import annotations

import functools
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from tests.conftest import SITES, packed
from tests.pages import Element, read_page
from tests.test_site import build_small

OWN = "https://own.example/"
"""Stands for the folder of the site while addresses are put together."""
PUBLIC = re.compile(r"https://example\.org/(small|kites|repair)/")
"""Where the sites are published, as `site_url` says: saved copies lead there."""
LEAD = (
    ("a", "href"),
    ("link", "href"),
    ("img", "src"),
    ("script", "src"),
    ("form", "action"),
    ("iframe", "src"),
    ("source", "src"),
)

PLAIN = {
    "contribute": "title: Contribute\nsummary: How to help.\n",
    "about": "title: About\nsummary: Who we are.\n",
    "away": "title: Take it away\nsummary: What to download.\nshows: {view: editions}\n",
    "everywhere": "title: All of them\nsummary: A list.\nshows: {view: overview, of: TYPE}\n",
}
TYPES = {"small": "guides", "kites": "kites", "repair-cafe": "guides"}


@functools.cache
def _page(file: Path) -> Element:
    return read_page(file)


@functools.cache
def _names(file: Path) -> frozenset[str]:
    """The names of the places on a page: of its elements, by the attribute `id`."""
    return frozenset(re.findall(r'\sid="([^"]*)"', file.read_text("utf-8")))


def links_of(page: Element) -> Iterator[str]:
    for tag, attribute in LEAD:
        for element in page.all(tag):
            if attribute in element.attributes:
                yield element.attributes[attribute]
    for element in page.all("meta"):
        if element.has("http-equiv", "refresh"):
            yield element.attributes["content"].partition("url=")[2]
    for element in (one for tag in ("a", "div", "form", "label") for one in page.all(tag)):
        # Scripts put the addresses of pages behind these.
        if home := element.attributes.get("data-home"):
            yield f"{home}index.html"


def dead(folder: Path, published: Path) -> set[tuple[str, str]]:
    """Return which pages lead where nothing is, be it in their folder or in the site that is ``published``."""
    found = set()
    for file in sorted(folder.rglob("*.html")):
        name = file.relative_to(folder).as_posix()
        # It is shown at any address: its links begin with the path of the site on its host.
        is_anywhere = name == "404.html"
        for link in links_of(_page(file)):
            target = urlsplit(urljoin(OWN + name, PUBLIC.sub(OWN, link)))
            if target.scheme not in ("http", "https") or f"{target.scheme}://{target.netloc}/" != OWN:
                continue
            path = unquote(target.path).removeprefix("/")
            path = path.partition("/")[2] if is_anywhere and link.startswith("/") else path
            within = published if PUBLIC.match(link) else folder
            place = within / (f"{path}index.html" if not path or path.endswith("/") else path)
            if not place.is_file() or (is_name(target.fragment) and unquote(target.fragment) not in _names(place)):
                found.add((name, link))
    return found


def is_name(fragment: str) -> bool:
    """Whether it names a place on the page, and does not hold what a list is narrowed down by (`level=easy`)."""
    return bool(fragment) and "=" not in fragment


def with_pages(site: str, folder: Path) -> Path:
    """A copy of a site with plain pages of all kinds, one in each of its languages, to which no text leads."""
    root = Path(shutil.copytree(SITES / site, folder / site))
    content = root / "content"
    language = re.findall(r"locale: ([\w-]+)", (root / "mkdocs.yml").read_text("utf-8"))[0]
    for file in content.rglob("*.md"):
        file.write_text(re.sub(r"\[([^\]]*)\]\((?:\.\./)?[\w-]+\.md[^)]*\)", r"\1", file.read_text("utf-8")), "utf-8")
    for slug, header in PLAIN.items():
        for file in content.glob(f"{slug}.*.md"):
            file.unlink()
        text = f"---\n{header.replace('TYPE', TYPES[site])}---\nWords of this page.\n"
        (content / f"{slug}.{language}.md").write_text(text, "utf-8")
    return root


def hide(root: Path, slug: str) -> None:
    for file in (root / "content").glob(f"{slug}.*.md"):
        file.write_text(file.read_text("utf-8").replace("---\n", "---\ndraft: true\n", 1), "utf-8")


# What is no page at all is the same for every toolkit; a draft is read, and must then be left out everywhere.
@pytest.mark.parametrize(
    ("site", "how", "gone"),
    [
        *((site, "a draft", gone) for site in TYPES for gone in PLAIN),
        *(("small", "not there", gone) for gone in (*PLAIN, "")),
        *((site, "not there", "") for site in TYPES if site != "small"),
    ],
)
def test_no_link_is_dead_whichever_plain_page_readers_do_not_see(site: str, how: str, gone: str, tmp_path: Path) -> None:
    root = with_pages(site, tmp_path)
    if how == "a draft":
        hide(root, gone)
    else:
        for file in (root / "content").glob(f"{gone}.*.md") if gone else ():
            file.unlink()
    built = build_small(root, 1)
    if gone:
        assert not list(built.rglob(f"{gone}.html"))
    assert dead(built, built) == set()
    for file in (built / "data/search").rglob("*.js*"):
        assert not gone or f'"{gone}"' not in file.read_text("utf-8")
    assert gone not in {one["id"] for one in json.loads((built / "data/library.json").read_text("utf-8"))["pages"]}


def test_no_link_is_dead_in_what_is_taken_away(tmp_path: Path) -> None:
    root = with_pages("small", tmp_path)
    hide(root, "contribute")
    site = build_small(root, 1)
    for file in packed(root, site, tmp_path / "dist"):
        with zipfile.ZipFile(file) as archive:
            archive.extractall(tmp_path / "unpacked")
        assert dead(tmp_path / "unpacked" / file.stem, site) == set()
    # The page that offers them does so on the site, too.
    assert dead(site, site) == set()


def test_a_dead_link_is_found(tmp_path: Path) -> None:
    site = build_small(with_pages("small", tmp_path), 1)
    (site / "de/contribute.html").unlink()
    assert {link for _, link in dead(site, site)} >= {"contribute.html", "../contribute.html"}
