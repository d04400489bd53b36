"""The command `toolkit`: every command reads its options and hands over."""

from __future__ import annotations

import errno
import gc
import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from toolkit_builder import __version__
from toolkit_builder.build import Prepared, build_site, check_settings, pack_site, prepare, read_and_check
from toolkit_builder.checks import RULES, rule_name
from toolkit_builder.clock import today
from toolkit_builder.console import WRONG_USE, Failure, Progress, Refusal, Toolkit, in_short
from toolkit_builder.editions.manifest import ManifestError, verify
from toolkit_builder.editions.published import EditionError, must_be_finished
from toolkit_builder.model.accepting import Surroundings
from toolkit_builder.model.compiled import compile_type
from toolkit_builder.model.library import Library
from toolkit_builder.model.record import Record, Translation
from toolkit_builder.model.vocabulary import closest, closest_path
from toolkit_builder.problems import Message, Problem, Severity, errors, say, say_many
from toolkit_builder.publishing.site import Site
from toolkit_builder.reading.names import plain_name
from toolkit_builder.reading.published import PublishedError
from toolkit_builder.reading.settings import SettingsError, read_settings
from toolkit_builder.reports import FORMATS, errors_first
from toolkit_builder.reports.choosing import ChoiceError, chosen, known_rule, within
from toolkit_builder.reports.formats import not_shown
from toolkit_builder.reports.status import as_text as status_text
from toolkit_builder.reports.status import behind, overview
from toolkit_builder.settings import Settings
from toolkit_builder.swap import SwapError, new_folder
from toolkit_builder.words import language_of_user, words
from toolkit_builder.writing.comparison import what_to_do
from toolkit_builder.writing.fix.plan import plan
from toolkit_builder.writing.fix.write import FixError, write
from toolkit_builder.writing.records import new_record
from toolkit_builder.writing.translations import is_stampable, mark_as_current, new_translation, stamp
from toolkit_builder.writing.unfinished import unfinished
from toolkit_builder.writing.whole import write_whole

if TYPE_CHECKING:
    from toolkit_builder.serving.following import Built

Command = TypeVar("Command", bound=Callable[..., Any])


def _root(command: Command) -> Command:
    return click.option(
        "--root", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path(), show_default="here",
        help="The toolkit's folder, where mkdocs.yml is.",
    )(command)  # fmt: skip


def _jobs(command: Command) -> Command:
    return click.option(
        "--jobs", type=click.IntRange(min=1), default=os.cpu_count() or 1, show_default="all processors",
        help="How many processes may work at once.",
    )(command)  # fmt: skip


def _settings(root: Path) -> Settings:
    """Read the settings; where they are wrong, tell all that is and end: what follows would rest on guesses."""
    settings = _settings_as_they_are(root)
    if errors(problems := check_settings(settings)):
        click.echo("".join(f"{one.in_words(words(language_of_user()).gettext)}\n" for one in problems), nl=False, err=True)
        sys.exit(WRONG_USE)
    return settings


def _settings_as_they_are(root: Path) -> Settings:
    try:
        return read_settings(root)
    except SettingsError as error:
        raise Refusal(str(error)) from None


def _in_words(message: Message) -> str:
    return message.in_words(words(language_of_user()).gettext)


def _tell(problems: list[Problem], library: Library, form: str = "text", limit: int | None = None, err: bool = True) -> None:
    report = FORMATS[form](errors_first(problems, limit), len(library.records), words(language_of_user()).gettext, limit)
    click.echo(report, nl=False, err=err)


@click.group(cls=Toolkit, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="toolkit")
def main() -> None:
    """Check, build and pack a toolkit: a folder of Markdown records in many languages.

    \b
    A day with it:
      toolkit new models my-programme     start a record
      toolkit check                       see what is missing or wrong
      toolkit fix                         see what can be mended
      toolkit serve                       look at it in the browser
      toolkit translate models/my-programme de
      toolkit build && toolkit pack       the website, and the ZIP

    Every command explains itself: toolkit check --help
    """
    # A library is a few hundred thousand values that stay until the end: looking through them again and again for garbage
    # takes a fifth of a check.
    gc.set_threshold(200_000)
    # Reports hold every language's letters; a Windows console or LANG=C must not stop them.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True, help="How to report.")
@click.option("--rule", "names", multiple=True, metavar="NAME", help="Report this rule only; may be given several times.")
@click.option("--severity", type=click.Choice([str(one) for one in Severity]), help="Report only errors, or only warnings.")
@click.option("--changed-since", "revision", metavar="REV", help="Report only files that changed since a revision (git).")
@click.option("--limit", type=click.IntRange(min=0), metavar="N", help="Show N problems, errors first; all are counted.")
@click.option(
    "--against", metavar="FILE", help="Name addresses that are gone since a site was published: its data/library.json."
)
@_root
def check(
    paths: tuple[Path, ...], form: str, names: tuple[str, ...], severity: str | None, revision: str | None, limit: int | None,
    against: str | None, root: Path,
) -> None:  # fmt: skip
    """Read and check everything; report all problems at once. Uses no network and changes nothing.

    PATH: report only what is wrong in these files, folders or records (models/duo-for-a-job: all its languages). Everything is
    still read, because records refer to each other.
    PATH, --rule, --severity and --changed-since leave problems out of the report, and out of the exit status. --limit only
    shortens the list.

    \b
    Exit status: 0 no error, 1 errors, 2 wrong use.
    Formats: text for people, json for programs, github for annotations
             on a pull request, markdown for its summary, sarif for
             code scanning, junit for tests.
    """
    settings = _settings_as_they_are(root)
    try:
        library, found = read_and_check(settings, against)
        problems = chosen(found, settings, paths, names, severity, revision)
    except (PublishedError, ChoiceError) as error:
        raise Refusal(str(error)) from None
    # Whatever was asked for: as long as the settings are wrong, the rest rests on guesses.
    wrong_settings = [one for one in check_settings(settings) if one.level is Severity.ERROR]
    problems = [*(one for one in wrong_settings if one not in problems), *problems]
    _tell(problems, library, form, limit, err=False)
    if form == "text" and (others := len(found) - len(problems)):
        # Nobody should take what was not asked for as what is not there.
        click.echo(_in_words(not_shown(others)), err=True)
    if form == "text" and not (names or severity or revision) and (late := behind(library, within(paths, settings))):
        click.echo(_in_words(late))
    sys.exit(WRONG_USE if wrong_settings else bool(errors(problems)))


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--write", "writes", is_flag=True, help="Do what is shown. Without it nothing is written.")
@click.option(
    "--rule", "names", multiple=True, metavar="NAME", help="Mend what breaks this rule only; may be given several times."
)
@_root
def fix(paths: tuple[Path, ...], writes: bool, names: tuple[str, ...], root: Path) -> None:
    """Show what can be mended by itself; --write mends it.

    Mended is what can be meant in one way only: a file's name and the links to it, a field's name with one near match, a
    value that is written otherwise, spaces in addresses, code that ends with too few signs ... What could be two things
    stays a problem. Each mend is tried first, and left out where its problem stays, or where more comes to light than it mends.

    PATH: mend only what is wrong in these files, folders or records. Links in other files follow those that get another name.

    \b
    Exit status: 0 nothing to mend, or mended;
                 1 something can be mended (shown only);
                 2 wrong use, or a file could not be written.
    """
    settings = _settings(root)
    try:
        is_wanted, rules = within(paths, settings), [known_rule(name) for name in names]
    except ChoiceError as error:
        raise Refusal(str(error)) from None
    found = plan(settings, rules, is_wanted)
    for line in found.difference():
        click.secho(line, fg={"+": "green", "-": "red", "@": "cyan"}.get(line[0]))
    if writes:
        try:
            write(found)
        except FixError as error:
            raise Refusal(str(error)) from None
    for line in found.summary(is_wanted, writes):
        click.echo(line, err=True)
    sys.exit(not found.is_empty and not writes)


@main.command()
@click.option("--out", type=click.Path(path_type=Path), help="Where the site goes.  [default: site_dir in mkdocs.yml]")
@_jobs
@_root
def build(out: Path | None, jobs: int, root: Path) -> None:
    """Build the website; the old one stays until the new is whole.

    All is checked and rendered first. The site is made in a new folder and then swapped in: until then, and whenever
    something goes wrong, the old site stays as it is. Texts that did not change are taken from the cache in .toolkit/.

    Exit status: 0 no error, 1 errors, 2 wrong use.
    """
    settings = _settings(root)
    target = (out or settings.site).resolve()
    site, warnings = _prepare(settings, jobs, "The site was not built; the old one is untouched.")
    if warnings:
        _tell(warnings, site.library)
    try:
        with new_folder(target) as folder:
            build_site(site, folder, jobs)
    except SwapError as error:
        raise Refusal(str(error)) from None
    except RuntimeError as error:
        raise Failure(f"the site was not built: {error}") from None
    except OSError as error:
        raise Failure(f"the site was not built: {in_short(error)}. The old one is untouched.") from None
    records = say_many("{number} record", "{number} records", len(site.library.records))
    languages = say_many("{number} language", "{number} languages", len(settings.languages))
    built = say("Built {records} in {languages}: {place}", records=records, languages=languages, place=_shown(target))
    click.echo(_in_words(built))
    click.echo(f"Open it by double-click: {_shown(target / 'index.html')}")


def _prepare(settings: Settings, jobs: int, otherwise: str) -> tuple[Site, list[Problem]]:
    """Check and render; returns the warnings. Where there are errors, tell all problems and what follows, and end."""
    with Progress("Rendering") as progress:
        prepared = prepare(settings, jobs, progress)
    if prepared.site is None:
        _tell(list(prepared.problems), prepared.library)
        click.echo(otherwise, err=True)
        sys.exit(1)
    return prepared.site, [problem for problem in prepared.problems if problem.level is Severity.WARNING]


def _shown(path: Path) -> str:
    """Write a path as short as it can be typed from here."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


@main.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port on this machine.")
@_root
def serve(port: int, root: Path) -> None:
    """Build, show the site, and rebuild whenever a file changes.

    It stands at http://127.0.0.1:PORT/.     A broken file shows its problems in the browser and in the terminal; mend it, and
    the site comes back by itself. Only this machine can see it. Stop with Ctrl+C.
    """
    from toolkit_builder.serving.following import follow
    from toolkit_builder.serving.front import FrontError, listen

    settings = _settings_as_they_are(root)
    try:
        listening = listen(port)
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EADDRNOTAVAIL, errno.EACCES):
            raise
        raise Refusal(f"Port {port} cannot be used ({error.strerror}). Choose another with --port.") from None
    try:
        follow(settings, listening, _prepare_live, partial(_tell_built, port))
    except FrontError as error:
        raise Failure(str(error)) from None


def _prepare_live(settings: Settings) -> Prepared:
    with Progress("Rendering") as progress:
        return prepare(settings, os.cpu_count() or 1, progress, live=True)


def _tell_built(port: int, built: Built) -> None:
    """Tell what came of a build under `serve`."""
    if built.problems:
        _tell(list(built.problems), built.library)
    if built.reason.text:
        click.echo(f"toolkit: {_in_words(built.reason)}", err=True)
    if built.is_first:
        click.echo(
            _in_words(
                say("The site stands at {address} and follows every change. Stop with Ctrl+C.", address=built.address(port))
            )
        )
    elif built.is_site:
        click.echo(_in_words(say("Built again in {seconds} s.", seconds=f"{built.seconds:.1f}")))


@main.command(name="pack")
@click.option("--out", type=click.Path(path_type=Path), help="Where the ZIPs go.  [default: dist]")
@_jobs
@_root
def pack_command(out: Path | None, jobs: int, root: Path) -> None:
    """Pack the finished site into ZIPs for people without a network.

    There is one for all languages, and one for each. Unpacked anywhere, also on a USB stick, the pages open by
    double-click on START-HERE.html. The same files give the same bytes. The pages of the site name the ZIPs then, with their
    size. Run `toolkit build` first.

    Exit status: 0 packed, 1 errors, or there is no site of the files as they are now, 2 wrong use.
    """
    settings = _settings(root)
    target = (out or settings.root / "dist").resolve()
    try:
        must_be_finished(settings.site)
        site, _ = _prepare(settings, jobs, "Nothing was packed.")
        written = pack_site(site, settings.site, target, jobs)
    except EditionError as error:
        raise Failure(str(error)) from None
    except RuntimeError as error:
        raise Failure(f"nothing was packed: {error}") from None
    for file in written:
        click.echo(f"{_shown(file)}  {file.stat().st_size / 1_000_000:.1f} MB")


@main.command(name="verify")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--root", type=click.Path(path_type=Path), hidden=True)
def verify_command(path: Path, root: Path | None) -> None:
    """Check a ZIP, or its unpacked folder, against its own manifest.

    Names files that were changed, that are missing, and that do not belong there (left over from an older edition, say).
    Nothing is unpacked or written.

    Exit status: 0 all as it was made, 1 differences.
    """
    try:
        differences = verify(path)
    except ManifestError as error:
        click.echo(f"toolkit: {error}", err=True)
        sys.exit(1)
    for one in differences:
        click.echo(f"{one.what}: {one.name}")
    same = say("All files are as they were made.")
    click.echo(_in_words(say_many("{number} difference.", "{number} differences.", len(differences)) if differences else same))
    sys.exit(bool(differences))


@main.command()
@click.argument("type_name", metavar="TYPE")
@click.argument("slug")
@click.option("--language", help="The language you write in.  [default: the toolkit's default language]")
@_root
def new(type_name: str, slug: str, language: str | None, root: Path) -> None:
    """Start a record: write a file with every field explained.

    \b
    Example: toolkit new models reading-partners --language pl
    """
    settings = _settings(root)
    library, _ = read_and_check(settings)
    if type_name not in library.types:
        meant = closest(type_name, {name: name for name in library.types})
        known = f"There are: {', '.join(library.types)}." if library.types else "None can be read: toolkit check"
        raise Refusal(f"There is no type `{type_name}`. {_meant(meant) or known}")
    code = _language(language or settings.default_language, settings)
    slug_meant = plain_name(slug)
    if slug != slug_meant or not slug:
        raise Refusal(f"`{slug}` may only hold small letters a-z, digits and hyphens. {_meant(slug_meant)}".strip())
    existing = sorted((settings.content / type_name).glob(f"{slug}.*.md"))
    if existing:
        raise Refusal(f"{settings.relative(existing[0])} exists already.")
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


@main.command()
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
@_root
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
    settings = _settings(root)
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
    if not as_it_is and (left := [*unfinished(library, record, translation)]):
        again = f"toolkit translate {record.id} {translation.language} --done --as-it-is"
        click.echo("\n".join([*left, f"{translation.path} was not marked. Is it right as it is? Then: {again}"]), err=True)
        sys.exit(1)
    stamp(library.settings.root / translation.path, record, translation)
    click.echo(f"{translation.path} follows {record.original.path} as it is now.")


def _to_translate(library: Library, what: tuple[str, ...]) -> list[tuple[Record, str]]:
    """Find what is meant by a record and a language, or by files; refuse what cannot be translated."""
    if what and all(one.endswith(".md") for one in what):
        named = [_named_by_file(one, library.settings) for one in what]
    elif len(what) == 2:
        record_id = _named_by_file(what[0], library.settings)[0] if what[0].endswith(".md") else what[0]
        named = [(record_id, what[1])]
    else:
        raise Refusal("Name the record and the language: toolkit translate models/my-programme de")
    return [_record_to_translate(library, *one) for one in named]


def _named_by_file(typed: str, settings: Settings) -> tuple[str, str]:
    """Read the name of a file, there or not yet: `content/models/duo.de.md` is the record `models/duo` in `de`."""
    places = [one.resolve() for one in (Path(typed), settings.root / typed, settings.content / typed)]
    inside = [one for one in places if one.is_relative_to(settings.content)]
    if not inside:
        raise Refusal(f"{typed} does not lie in {settings.relative(settings.content)}.")
    file = next((one for one in inside if one.parent.is_dir()), inside[-1])
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
        is_wanted = within([Path(one) for one in typed], library.settings)
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


@main.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to report.")
@_root
def status(form: str, root: Path) -> None:
    """Tell what is translated, behind, or due to be checked again.

    And which records stand alone, which are drafts, and how hard each text is to read.
    """
    library, problems = read_and_check(_settings(root))
    state = overview(library, today())
    if form == "json":
        click.echo(json.dumps(asdict(state), ensure_ascii=False, indent=1))
    else:
        click.echo(status_text(state), nl=False)
    if errors(problems):
        click.echo("Some files have errors and may be missing here: toolkit check", err=True)


@main.command()
@click.argument("type_name", metavar="TYPE")
@_root
def schema(type_name: str, root: Path) -> None:
    """Print the JSON Schema of a type's header.

    For editors and other programs; draft 2020-12.
    """
    settings = _settings(root)
    library, _ = read_and_check(settings)
    if type_name not in library.types:
        raise Refusal(f"There is no type `{type_name}`. There are: {', '.join(library.types)}.")
    compiled = compile_type(library.types[type_name], Surroundings(library.vocabularies, settings.codes))
    described = {"$schema": "https://json-schema.org/draft/2020-12/schema", **compiled.json_schema()}
    click.echo(json.dumps(described, ensure_ascii=False, indent=1))


@main.command()
@click.argument("name", required=False)
@click.option("--root", type=click.Path(path_type=Path), hidden=True)
def rules(name: str | None, root: Path | None) -> None:
    """List the rules of `toolkit check`; with NAME, explain one."""
    described = {rule_name(rule): (rule.__doc__ or "").strip() for rule in RULES}
    if name is None:
        width = max(map(len, described))
        for rule, text in described.items():
            click.echo(f"{rule:{width}}  {text.splitlines()[0]}")
    else:
        try:
            known_rule(name)
        except ChoiceError as error:
            raise Refusal(str(error)) from None
        click.echo("\n".join(line.removeprefix("    ") for line in described[name].splitlines()))
