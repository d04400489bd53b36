"""What `toolkit pack --changed-since` does: a branch as a small ZIP, for whoever looks at it before it is merged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from toolkit_builder.build import by_name
from toolkit_builder.commands.common import engine_for, in_words, ready_site, shown_path
from toolkit_builder.commands.console import Failure, Refusal
from toolkit_builder.editions.preview import Part, preview
from toolkit_builder.model.library import Library
from toolkit_builder.problems import Translate, say
from toolkit_builder.reports.choosing import ChoiceError
from toolkit_builder.reports.review import Review, line_of, more_of, review
from toolkit_builder.settings import Settings
from toolkit_builder.swap import SwapError, alone_at
from toolkit_builder.words import language_of_user, words


def pack_changes(settings: Settings, revision: str, target: Path, jobs: int, cluster: str | None) -> None:
    """Write the ZIP, or say that there is nothing to look at."""
    with engine_for(jobs, cluster) as engine:
        site, _ = ready_site(settings, engine, "Nothing was packed.")
        try:
            found = review(site.library, [], revision, language_of_user())
        except ChoiceError as error:
            raise Refusal(str(error)) from None
        if not found.touched:
            click.echo(in_words(say("Nothing in the content differs from {revision}.", revision=revision)))
            return
        # The first page is one of the site: in its default language, where whoever made this has another one.
        language = found.language if found.language in settings.codes else settings.default_language
        translate = words(language).gettext
        told = (say("What this changes for readers").in_words(translate), _ABOUT.in_words(translate))
        parts = [*_parts(site.library, found, translate)]
        try:
            with alone_at(target):
                file = preview(site, parts, told, language, target, by_name, engine)
        except SwapError as error:
            raise Refusal(str(error)) from None
        except RuntimeError as error:
            raise Failure(f"nothing was packed: {error}") from None
    click.echo(f"{shown_path(file)}  {file.stat().st_size / 1_000_000:.1f} MB")


_ABOUT = say(
    "Only these pages are in it, with the lists of their shelves. What leads elsewhere is plain text, and there is no search."
)


def _parts(library: Library, found: Review, translate: Translate) -> Iterator[Part]:
    for name, files in found.touched.items():
        record = library.find(name) if name else None
        lines = [f"{one.path.rpartition('/')[2]}: {line_of(one, translate)}" for one in files if name not in found.gone]
        told = "; ".join([*lines, *more_of(found, name, translate)])
        # A change of the original shows in all languages: there are facts in it, and translations fall behind.
        is_original = record is not None and any(one.language == record.original.language for one in files)
        languages = library.settings.codes if is_original else {one.language for one in files}
        title = found.titles.get(name) or say("Other files").in_words(translate)
        is_seen = record is not None and not record.is_draft
        yield Part(record if is_seen else None, title, told, languages)
