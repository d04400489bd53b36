"""Rules about pictures in texts: they are there, lie in the toolkit, and say in words what they show."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Collection, Iterator

from toolkit_builder.checks.faults import Text, did_you_mean, shortened, text_problem
from toolkit_builder.checks.links import Names
from toolkit_builder.checks.targets import internal_links, is_remote, picture_folder, resolve, way_to
from toolkit_builder.model.built_in import LIMITS
from toolkit_builder.model.library import Library, values_of_kind
from toolkit_builder.model.record import Record
from toolkit_builder.model.values import locate
from toolkit_builder.model.versions import part_name
from toolkit_builder.model.vocabulary import closest
from toolkit_builder.problems import Position, Problem, say

# What cameras and editors write where a description should stand.
_NO_WORDS = re.compile(
    r"\s*|\S+\.(jpe?g|png|webp|svg)|((img|dsc[nf]?|pict?|image|photo|picture|scan|screenshot)[\s_-]*)?\d*", re.IGNORECASE
)


def remote_picture(text: Text) -> Iterator[Problem]:
    """Pictures are files of the toolkit: pages load nothing from other hosts.

    Bad:  ![photo](https://example.org/photo.jpg)
    Good: ![photo](duo-for-a-job/photo.jpg)
    """
    for link in text.outline.links:
        if is_remote(link):
            message, folder = say("The picture is loaded from another host."), picture_folder(text.version)
            hint = say("Save it in `{folder}/` beside the record, if its licence allows.", folder=folder)
            yield text.problem("remote-picture", (link.line, link.column), message, hint)


def missing_picture(library: Library) -> Iterator[Problem]:
    """Pictures lie in a folder of the same name as the record.

    Bad:  ![photo](photo.jpg), while the file is models/duo-for-a-job/photo.jpg
    Good: ![photo](duo-for-a-job/photo.jpg)
    """
    pictures = Names(library.media)
    for record, version, link, target in internal_links(library):
        if not link.is_image:
            continue
        path = resolve(library, version, target)
        if path in pictures_for(library, record):
            continue
        near = pictures.meant(path, path, version, posixpath.dirname(path))
        meant = way_to(library, version, near) if near and near != path else ""
        message = say("The picture `{target}` does not exist.", target=shortened(link.target))
        if path in library.media:
            message = say("The picture `{target}` belongs to a draft, which readers do not see.", target=shortened(link.target))
        hint = say("Save it in `{folder}/` beside the record, if its licence allows.", folder=picture_folder(version))
        yield text_problem("missing-picture", version, link.line, link.column, message, did_you_mean(meant, hint), record)
    beside: dict[str, set[str]] = defaultdict(set)
    for name in library.media:
        folder, _, file = name.rpartition("/")
        beside[folder].add(file)
    for record in library.records.values():
        yield from _missing_files(record, beside[record.id])


def _missing_files(record: Record, there: Collection[str]) -> Iterator[Problem]:
    """Find the files that image fields name and that do not lie in the record's folder."""
    for path, image in values_of_kind("image", record.type, record.facts):
        name = image["file"]
        if name in there:
            continue
        way = (*path, "file")
        where = Position(record.original.path, *locate(record.original.header, way))
        message = say("The picture `{target}` does not exist.", target=name)
        meant = closest(name, {candidate: candidate for candidate in sorted(there)})
        hint = say("Save it in `{folder}/` beside the record, if its licence allows.", folder=record.slug)
        yield Problem(
            where, "missing-picture", message, did_you_mean(meant, hint),
            record=record.id, field=part_name(way),
        )  # fmt: skip


def pictures_for(library: Library, record: Record | None) -> frozenset[str]:
    """Return the pictures that a text may show: those of drafts in drafts only, because they are not published."""
    return library.media if record is None or record.may_be_draft else library.published_media


def picture_without_words(text: Text) -> Iterator[Problem]:
    """A picture says in words what it shows, for who cannot see it.

    Bad:  ![](duo/photo.jpg), ![IMG_1234.jpg](duo/photo.jpg), or more than 150 characters
    Good: ![Two people at a table, looking at a CV](duo/photo.jpg)
    """
    most = text.type.limit("alt") if text.type else LIMITS["alt"]
    for link in text.outline.links:
        if not link.is_image:
            continue
        if _NO_WORDS.fullmatch(link.words):
            message = say("The picture has no description.")
            hint = say("Write what it shows between the square brackets: ![two people at a table](...).")
        elif len(link.words) > most:
            message = say("The description of the picture has {length} characters.", length=len(link.words))
            hint = say("At most {high}. Say the rest in the text.", high=most)
        else:
            continue
        yield text.problem("picture-without-words", link.place, message, hint)


RULES = (missing_picture,)
TEXT_RULES = (remote_picture, picture_without_words)
