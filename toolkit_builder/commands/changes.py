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
from toolkit_builder.problems import say
from toolkit_builder.reports.choosing import ChoiceError
from toolkit_builder.reports.review import Review, line_of, review
from toolkit_builder.settings import Settings
from toolkit_builder.swap import SwapError, alone_at
from toolkit_builder.words import language_of_user, words


def pack_changes(settings: Settings, revision: str, target: Path, jobs: int, cluster: str | None) -> None:
    """Write the ZIP, or say that there is nothing to look at."""
    with engine_for(jobs, cluster) as engine:
        site, _ = ready_site(settings, engine, "Nothing was packed.")
        try:
            found = review(site.library, [], revision)
        except ChoiceError as error:
            raise Refusal(str(error)) from None
        if not found.touched:
            click.echo(in_words(say("Nothing in the content differs from {revision}.", revision=revision)))
            return
        told = (in_words(say("What this changes for readers")), in_words(_ABOUT))
        try:
            with alone_at(target):
                file = preview(site, [*_parts(site.library, found)], told, target, by_name, engine)
        except SwapError as error:
            raise Refusal(str(error)) from None
        except RuntimeError as error:
            raise Failure(f"nothing was packed: {error}") from None
    click.echo(f"{shown_path(file)}  {file.stat().st_size / 1_000_000:.1f} MB")


_ABOUT = say(
    "Only these pages are in it, with the lists of their shelves. What leads elsewhere is plain text, and there is no search."
)


def _parts(library: Library, found: Review) -> Iterator[Part]:
    translate = words(language_of_user()).gettext
    for name, files in found.touched.items():
        record = library.find(name) if name else None
        told = "; ".join(f"{one.path.rpartition('/')[2]}: {line_of(one, translate)}" for one in files)
        # A change of the original shows in all languages: there are facts in it, and translations fall behind.
        is_original = record is not None and any(one.language == record.original.language for one in files)
        languages = library.settings.codes if is_original else {one.language for one in files}
        title = found.titles.get(name) or in_words(say("Other files"))
        is_seen = record is not None and not record.is_draft
        yield Part(record if is_seen else None, title, told, languages)
