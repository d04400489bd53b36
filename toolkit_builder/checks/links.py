"""Rules about links and pictures: where they lead, and whether it is there."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from urllib.parse import unquote

from toolkit_builder.checks.faults import Suggestions, did_you_mean, listing, shortened, text_problem
from toolkit_builder.checks.targets import (
    addresses,
    internal_links,
    is_internal,
    is_remote,
    is_unsafe,
    links_within,
    picture_folder,
    resolve,
    way_to,
)
from toolkit_builder.model.library import Library
from toolkit_builder.model.nodes import Link
from toolkit_builder.model.record import Record
from toolkit_builder.model.redirects import is_name
from toolkit_builder.model.versions import Version
from toolkit_builder.model.vocabulary import closest_path
from toolkit_builder.problems import NOTHING, Message, Problem, say

_PICTURE_WITHIN = re.compile(r"\s*data:image/([a-z0-9.+-]+)", re.IGNORECASE)
_ENDINGS = {"jpeg": "jpg", "jpg": "jpg", "webp": "webp", "svg+xml": "svg"}
_CURLY = "“”„‟«»‘’‚"
_GUESSES, _LONGEST_GUESS = 20, 200


def unsafe_address(library: Library) -> Iterator[Problem]:
    r"""Links lead to web pages, e-mail addresses or other files of this toolkit.

    Bad:  [click](javascript:alert(1)), [file](file:///etc/passwd), [photo](C:\\photo.jpg)
    Good: [page](https://example.org), [mail](mailto:info@example.org), [record](../models/duo.md)
    """
    known = addresses(library)
    for record, version, link in _unsafe(library):
        if _PICTURE_WITHIN.match(link.target):
            message, hint = _picture_within(version, link)
            yield text_problem("unsafe-address", version, link.line, link.column, message, hint, record)
            continue
        message = say("The address `{target}` is not allowed.", target=shortened(link.target))
        hint = say("Use https://, mailto:, or the path of a file of this toolkit, such as ../models/duo.md.")
        inside = link.target.removeprefix("/")
        meant = way_to(library, version, inside) if inside in library.media or inside in known else _web_address(link.target)
        yield text_problem("unsafe-address", version, link.line, link.column, message, did_you_mean(meant, hint), record)


_SCHEME_MEANT = re.compile(
    r"(?:h?t?tps?|https?|hhttps?|htt?ps?|htpps?|httsp?):/{0,3}(?=[\w-]+\.[\w-])|//(?=[\w-]+\.[\w-])", re.IGNORECASE
)
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+(?P<top>[a-z]{2,})(?=[/?#:]|\Z)", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
_WITH_LANGUAGE = re.compile(r"[\w-]+\.[a-z]{2}")
_FILES = frozenset(
    "md markdown mdx html htm php txt rtf csv tsv json xml yml yaml pdf doc docx odt ods odp xls xlsx ppt pptx zip jpg jpeg "
    "png gif webp svg bmp tif tiff heic mp3 mp4 wav ogg webm mov avi epub py js css".split()
)


def _web_address(target: str) -> str:
    """Return the address in the web, or the mail address, that was meant by one whose beginning is wrong or missing; or ''."""
    if scheme := _SCHEME_MEANT.match(target):
        return f"https://{target[scheme.end() :]}"
    if _MAIL.fullmatch(target):
        return f"mailto:{target}"
    host = _HOST.match(re.sub(r"\Ahttps?//", "", target))
    if host and (target[:4].lower() in ("www.", "http") or host["top"].lower() not in _FILES):
        return f"https://{host.string}"
    return ""


def _picture_within(version: Version, link: Link) -> tuple[Message, Message]:
    """Say where a picture belongs that a program wrote into the text, letter by letter."""
    kind = _PICTURE_WITHIN.match(link.target)
    ending = _ENDINGS.get(kind[1].lower(), "png") if kind else "png"
    folder = picture_folder(version)
    example = f"`![two people at a table]({folder}/picture.{ending})`"
    hint = say("Save it as a file in `{folder}/`, and show that: {example}.", folder=folder, example=example)
    return say("The picture is written into the text itself."), hint


def _unsafe(library: Library) -> Iterator[tuple[Record | None, Version, Link]]:
    for record in library.records_and_pages:
        yield from ((record, *found) for found in record.once(unsafe_links))
    yield from ((None, text, link) for text in library.texts_in_no_record for link in _unsafe_in(text))


def unsafe_links(record: Record) -> Iterator[tuple[Version, Link]]:
    """Yield the links that no text may hold."""
    yield from ((text, link) for text in record.texts for link in _unsafe_in(text))


def _unsafe_in(text: Version) -> Iterator[Link]:
    return (link for link in text.outline.links if is_unsafe(link.target) and not is_remote(link))


def dead_link(library: Library) -> Iterator[Problem]:
    """Links within the toolkit lead to a file that exists; the language is left out.

    Bad:  [DUO](../models/duo-for-job.md), [DUO](../models/duo-for-a-job.en.md)
    Good: [DUO](../models/duo-for-a-job.md)
    """
    known = addresses(library)
    pages = Names(known)
    for record, version, link, target in internal_links(library):
        if link.is_image or (not target and link.target):
            continue
        path = resolve(library, version, target)
        if target and (path in known or _from_draft(library, record, path)):
            continue
        message, hint = _dead_link(library, version, link, path, pages)
        yield text_problem("dead-link", version, link.line, link.column, message, hint, record)


def _from_draft(library: Library, record: Record | None, path: str) -> bool:
    """Whether it leads from one draft to another: both will be published some day. What cannot be read may be a draft."""
    other = library.find(path.removesuffix(".md"))
    return bool(other and other.is_draft and (record is None or record.may_be_draft))


class Names:
    """Paths of files, for finding what was meant by one that does not exist: a likely one for the first few of a text only."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.known = dict.fromkeys(sorted(paths))
        self._first = {posixpath.basename(path): path for path in reversed(self.known)}
        self._left: dict[str, int] = defaultdict(lambda: _GUESSES)

    def meant(self, path: str, typed: str, version: Version, folder: str | None = None) -> str:
        """Return the one of the same name as a path, or else one like what was typed, be it in a folder; or ''."""
        if same_name := self._first.get(posixpath.basename(path)):
            return same_name
        if not self._left[version.place] or len(typed) > _LONGEST_GUESS:
            return ""
        self._left[version.place] -= 1
        return closest_path(typed, (path for path in self.known if folder is None or posixpath.dirname(path) == folder))


def _dead_link(library: Library, version: Version, link: Link, path: str, pages: Names) -> tuple[Message, Message]:
    target = shortened(link.target)
    if not target:
        return say("The link has no address."), say("Write it between the round brackets: [words](../models/duo.md).")
    if path in library.media:
        hint = say("Show the picture instead: ![what it shows]({target}).", target=target)
        return say("The link `{target}` leads to a picture.", target=target), hint
    if path.endswith(".md") and library.find(path.removesuffix(".md")):
        hint = say("Take the link out, or publish that record as well.")
        return say("The link `{target}` leads to a draft, which readers do not see.", target=target), hint
    if target[0] in _CURLY and _is_right(library, version, pages.known, bare := link.target.strip(_CURLY)):
        return say("The link `{target}` leads nowhere.", target=target), say("Did you mean `{meant}`?", meant=shortened(bare))
    name = _without_language(path)
    hint = say("Links look like ../TYPE/NAME.md, and name a file that is there.")
    is_page = posixpath.splitext(path)[1] in ("", ".md", ".html")
    if is_page and name.partition("/")[0] in library.types and name.count("/") == 1 and is_name(name, library.settings.codes):
        hint = say("Is it called otherwise now? Then write into its header: `redirect_from: [{name}]`.", name=name)
    message = say("The link `{target}` leads nowhere.", target=target)
    anchor = link.target.partition("#")[2]
    if renamed := library.redirects.get(_without_language(path)):
        now = say("The link `{target}` has an old name: it is called `{name}` now.", target=target, name=renamed)
        return now, say("Write `{meant}`.", meant=_with_anchor(library, version, f"{renamed}.md", anchor))
    exact = meant_by_page(library, path, pages.known)
    web = "" if exact or _WITH_LANGUAGE.fullmatch(link.target) else _web_address(link.target)
    meant = exact or ("" if web else pages.meant(f"{name}.md", path, version))
    return message, did_you_mean(_with_anchor(library, version, meant, anchor) if meant else web, hint)


def _with_anchor(library: Library, version: Version, page: str, anchor: str) -> str:
    """Return the way to a page, and to a part of it where there is one of that name in any language."""
    record = library.find(page.removesuffix(".md"))
    versions = record.files if record and anchor else ()
    known = any(unquote(anchor) in version.outline.anchors for version in versions)
    return way_to(library, version, page) + (f"#{anchor}" if known else "")


def meant_by_page(library: Library, path: str, known: Container[str]) -> str:
    """Return the page that is meant by a path with a language, by one of the finished site, or by an old name; or ''."""
    bare = _without_language(path)
    if bare in library.types:
        return f"{bare}/index.md"
    named = f"{library.redirects.get(bare, bare)}.md"
    return named if named in known else ""


def _without_language(path: str) -> str:
    return re.sub(r"(\.[a-z]{2,3}(-[A-Za-z]+)?)?(\.md|\.html)?$", "", path)


def dead_anchor(library: Library) -> Iterator[Problem]:
    """A link to a part of a page names a heading that exists; on another page, as it is called in any language of that page.

    Bad:  [steps](#star-small)
    Good: [steps](#start-small), with a heading `## Start small`
    """
    known = addresses(library)
    pages: dict[tuple[int, bool], tuple[frozenset[str], Suggestions]] = {}
    for record, version, link, target in internal_links(library, with_anchor=True):
        path, _, anchor = target.partition("#")
        page = page_there(library, version, path, known) if anchor else None
        if page is None:
            continue
        seen = id(page), bool(path)
        if seen not in pages:
            # What a part is called in one language leads there in all of them (rendering/names.py).
            there = library.find(resolve(library, version, path).removesuffix(".md")) if path else None
            others = there.files if there else ()
            names = frozenset(name for version in (page, *others) for name in version.outline.anchors)
            pages[seen] = names, Suggestions({name: f"#{name}" for name in page.outline.anchors})
        known_here, suggestions = pages[seen]
        if unquote(anchor) not in known_here:
            message = say("There is no heading `#{anchor}` there.", anchor=shortened(anchor))
            meant = suggestions.closest(unquote(anchor))
            headings = [f"#{heading.anchor}" for heading in page.outline.headings[:13]]
            hint = say("The headings are: {known}.", known=listing(headings)) if headings else NOTHING
            yield text_problem("dead-anchor", version, link.line, link.column, message, did_you_mean(meant, hint), record)


def page_there(library: Library, version: Version, path: str, known: Mapping[str, Version | None]) -> Version | None:
    """Return the page that a link leads to, as the reader of this text sees it; None for lists, and for what cannot be read."""
    other = known.get(resolve(library, version, path)) if path else version
    if other is None or not other.is_read:
        return None
    # The reader of this language sees the other page in this language, where it exists.
    record = library.find(resolve(library, version, path).removesuffix(".md")) if path else None
    if record and not all(translation.is_read for translation in record.translations.values()):
        return None
    return library.shown(record, version.language) if record else other


def _is_right(library: Library, version: Version, known: Container[str], target: str) -> bool:
    """Whether a link may lead there."""
    if not is_internal(target):
        return not is_unsafe(target)
    return resolve(library, version, re.split("[?#]", target, maxsplit=1)[0]) in known


FOUND = (unsafe_links, links_within)
"""What these rules ask every record."""
RULES = (unsafe_address, dead_link, dead_anchor)
