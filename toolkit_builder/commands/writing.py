"""Commands that write into the content folder: new, translate."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from toolkit_builder.build import read_and_check
from toolkit_builder.clock import today
from toolkit_builder.commands.common import root_option, settings_of
from toolkit_builder.commands.console import Refusal
from toolkit_builder.model.library import Library
from toolkit_builder.model.record import Record
from toolkit_builder.model.versions import Translation
from toolkit_builder.model.vocabulary import closest, closest_path
from toolkit_builder.reports.choosing import ChoiceError, within
from toolkit_builder.settings import Settings
from toolkit_builder.whole import write_whole
from toolkit_builder.writing.comparison import what_to_do
from toolkit_builder.writing.names import free_name, in_the_way
from toolkit_builder.writing.records import new_record
from toolkit_builder.writing.translations import is_stampable, mark_as_current, new_translation, stamp
from toolkit_builder.writing.unfinished import unfinished


@click.command()
@click.argument("type_name", metavar="TYPE")
@click.argument("slug")
@click.option("--language", help="The language you write in.  [default: the toolkit's default language]")
@root_option
def new(type_name: str, slug: str, language: str | None, root: Path) -> None:
    """Start a record: write a file with every field explained.

    \b
    Example: toolkit new models reading-partners --language pl
    """
    settings = settings_of(root)
    library, _ = read_and_check(settings)
    if type_name not in library.types:
        meant = closest(type_name, {name: name for name in library.types})
        known = f"There are: {', '.join(library.types)}." if library.types else "None can be read: toolkit check"
        raise Refusal(f"There is no type `{type_name}`. {_meant(meant) or known}")
    code = _language(language or settings.default_language, settings)
    if not (settings.content / type_name).is_dir():
        raise Refusal(f"The folder of `{type_name}` is called otherwise. Run: toolkit check")
    if reason := in_the_way(library, type_name, slug):
        raise Refusal(f"{reason} `{free_name(library, type_name, slug)}` can be had.")
    file = settings.content / type_name / f"{slug}.{code}.md"
    text = new_record(library, library.types[type_name], slug, code, today().isoformat())
    write_whole(file, text)
    click.echo(f"Wrote {settings.relative(file)}. Fill it in, then run: toolkit check {settings.relative(file)}")


def _meant(meant: str) -> str:
    return f"Did you mean `{meant}`?" if meant else ""


def _language(code: str, settings: Settings) -> str:
    if code not in settings.codes:
        raise Refusal(f"`{code}` is not one of this toolkit's languages: {', '.join(settings.codes)}.")
    return code


@click.command()
@click.argument("what", nargs=-1, metavar="TYPE/SLUG LANGUAGE")
@click.option(
    "--method", type=click.Choice(["human", "machine", "machine-edited"]), default="human", show_default=True,
    help="How a new translation is made; said on the page.",
)  # fmt: skip
@click.option("--done", is_flag=True, help="Mark the translation as following the original as it is now.")
@click.option("--as-it-is", is_flag=True, help="With --done: also where something seems to be missing or left over.")
@click.option(
    "--as-current",
    is_flag=True,
    metavar="[PATHS]",
    help="Mark many: those translations in PATHS (default: all) of which it is not known what they follow.",
)
@root_option
def translate(what: tuple[str, ...], method: str, done: bool, as_it_is: bool, as_current: bool, root: Path) -> None:
    """Start a translation, or see what is to be done in one.

    Where there is none yet, writes a file with the original's words to write over. Where there is one, shows what changed in
    the original since, in the order of the text: what was there before (from git, where there is git), what is there now, and
    the line in the translation. Nothing is written then. When the translation says the same again, mark it with --done. That
    is refused where something new is missing or not translated, or figures differ: --as-it-is says that it is right so.

    \b
    Examples: toolkit translate models/duo-for-a-job de
              toolkit translate content/models/duo-for-a-job.de.md
              toolkit translate models/duo-for-a-job de --done
              toolkit translate about de            (a plain page)
              toolkit translate --as-current content/models
    """
    settings = settings_of(root)
    library, _ = read_and_check(settings)
    if as_it_is and not done:
        raise Refusal("--as-it-is goes with --done only.")
    if as_current:
        if done:
            raise Refusal("--as-current marks many, --done marks one: choose one of the two.")
        _mark_many(library, what)
        return
    for record, code in _to_translate(library, what):
        translation = record.translations.get(code)
        if translation is None:
            _start(library, record, code, method, done)
        elif not done:
            _refuse_untouched(record, translation)
            click.echo("\n".join(what_to_do(library, record, translation)))
        else:
            _refuse_untouched(record, translation)
            _mark(library, record, translation, as_it_is)


def _start(library: Library, record: Record, code: str, method: str, done: bool) -> None:
    file = library.settings.content / record.folder / f"{record.slug}.{code}.md"
    shown = library.settings.relative(file)
    if file.exists():
        raise Refusal(f"{shown} exists, but is no translation yet. Run: toolkit check {shown}")
    if done:
        raise Refusal(f"There is no {shown} yet. Run: toolkit translate {record.id} {code}")
    write_whole(file, new_translation(record, code, method))
    click.echo(f"Wrote {shown}. Write the translation over the words of the original.")


def _refuse_untouched(record: Record, translation: Translation) -> None:
    """Refuse what cannot be compared: a file in which nothing is said yet, or one without a block to mark."""
    shown = translation.path
    if translation.language in record.untouched:
        if record.is_overtaken(translation):
            raise Refusal(f"{shown} says nothing but what the original said when it was begun. Delete it and run this again.")
        raise Refusal(f"{shown} says nothing yet but what the original says. Write the translation over its words.")
    if not is_stampable(translation):
        raise Refusal(f"The `translation:` block of {shown} cannot be read. Run: toolkit check {shown}")


def _mark(library: Library, record: Record, translation: Translation, as_it_is: bool) -> None:
    if not as_it_is and (left := [*unfinished(record, translation)]):
        again = f"toolkit translate {record.id} {translation.language} --done --as-it-is"
        click.echo("\n".join([*left, f"{translation.path} was not marked. Is it right as it is? Then: {again}"]), err=True)
        sys.exit(1)
    stamp(library.settings.root / translation.path, record, translation)
    click.echo(f"{translation.path} follows {record.original.path} as it is now.")


def _to_translate(library: Library, what: tuple[str, ...]) -> list[tuple[Record, str]]:
    """Find what is meant by a record and a language, or by files; refuse what cannot be translated."""
    if what and all(name.endswith(".md") for name in what):
        named = [_named_by_file(name, library.settings) for name in what]
    elif len(what) == 2:
        record_id = _named_by_file(what[0], library.settings)[0] if what[0].endswith(".md") else what[0]
        named = [(record_id, what[1])]
    else:
        raise Refusal("Name the record and the language: toolkit translate models/my-programme de")
    return [_record_to_translate(library, record_id, language) for record_id, language in named]


def _named_by_file(typed: str, settings: Settings) -> tuple[str, str]:
    """Read the name of a file, there or not yet: `content/models/duo.de.md` is the record `models/duo` in `de`."""
    places = [path.resolve() for path in (Path(typed), settings.root / typed, settings.content / typed)]
    inside = [place for place in places if place.is_relative_to(settings.content)]
    if not inside:
        raise Refusal(f"{typed} does not lie in {settings.relative(settings.content)}.")
    file = next((place for place in inside if place.parent.is_dir()), inside[-1])
    slug, _, code = file.name.removesuffix(".md").partition(".")
    return (file.parent.relative_to(settings.content) / slug).as_posix(), code


def _record_to_translate(library: Library, record_id: str, language: str) -> tuple[Record, str]:
    record = library.find(record_id) or library.understood.get(record_id)
    if not language and record:
        raise Refusal(f"Name the language, too: toolkit translate {record_id} de")
    code = _language(language, library.settings)
    if record is None and record_id in library.loose:
        raise Refusal(f"The files of `{record_id}` cannot be put together. See why: toolkit check")
    if record is None:
        meant = library.redirects.get(record_id) or closest_path(record_id, (*library.records, *library.pages))
        raise Refusal(f"There is no record `{record_id}`, or it has no readable original. {_meant(meant)}".strip())
    if code == record.original.language:
        raise Refusal(f"`{record_id}` is written in `{code}`. Choose another language.")
    if not record.is_read:
        original = record.original.path
        raise Refusal(f"Not all of {original} can be read, so that nobody knows what it says. Run: toolkit check {original}")
    return record, code


def _mark_many(library: Library, typed: tuple[str, ...]) -> None:
    try:
        is_wanted = within([Path(path) for path in typed], library.settings)
    except ChoiceError as error:
        raise Refusal(str(error)) from None
    marked = mark_as_current(library, is_wanted)
    for said, names in (
        ("follows its original as it is now", marked.done),
        ("is behind and was left as it is: see toolkit translate TYPE/SLUG LANGUAGE", marked.behind),
        ("is not translated yet and was left as it is", marked.untouched),
        ("has no `translation:` block that can be read and was left as it is: see toolkit check", marked.broken),
        ("cannot be put to a record and was left as it is: see toolkit check", marked.outside),
        ("was left as it is, for not all of its original can be read: see toolkit check", marked.unread),
    ):
        for name in names:
            click.echo(f"{name} {said}.")
    if not marked.done:
        click.echo("There was nothing to mark.")
