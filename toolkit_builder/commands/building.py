"""Commands that make something to read: build, serve, pack, verify."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit_builder.build import Prepared, build_site, pack_site, prepare
from toolkit_builder.commands.changes import pack_changes
from toolkit_builder.commands.common import (
    cluster_option,
    engine_for,
    in_words,
    jobs_option,
    ready_site,
    report_of,
    root_option,
    settings_as_they_are,
    settings_of,
    shown_path,
    tell,
)
from toolkit_builder.commands.console import Failure, Progress, Refusal, in_short
from toolkit_builder.commands.parts import make_part, part_option
from toolkit_builder.editions.manifest import ManifestError, verify
from toolkit_builder.editions.published import EditionError, must_be_finished
from toolkit_builder.kept import Kept, notes_of, read_kept, write_kept
from toolkit_builder.problems import Message, say, say_many
from toolkit_builder.publishing.stamps import sources_key
from toolkit_builder.reading.memory import Memory
from toolkit_builder.settings import Settings
from toolkit_builder.swap import SwapError, alone_at, clear_leftovers, new_folder
from toolkit_builder.words import language_of_user
from toolkit_builder.work import Engine, Part, this_machine

if TYPE_CHECKING:
    from toolkit_builder.serving.following import Built


@click.command()
@click.option("--out", type=click.Path(path_type=Path), help="Where the site goes.  [default: site_dir in mkdocs.yml]")
@jobs_option
@cluster_option
@part_option
@root_option
def build(out: Path | None, jobs: int, cluster: str | None, part: Part | None, root: Path) -> None:
    """Build the website; the old one stays until the new is whole.

    All is checked and rendered first. The site is made in a new folder and then swapped in: until then, and whenever
    something goes wrong, the old site stays as it is. What did not change is taken over from the build before (see .toolkit/).

    Exit status: 0 no error, 1 errors, 2 wrong use.
    """
    settings = settings_of(root)
    if part is not None:
        with engine_for(jobs, cluster) as engine:
            make_part(settings, out, part, engine)
        return
    target = (out or settings.site).resolve()
    before, key = read_kept(notes_of(settings.cache, target), target), sources_key(settings, language_of_user())
    if before.is_current(key):
        clear_leftovers(target)
        click.echo(before.said, nl=False, err=True)
        _tell_built(before.records, settings, target)
        return
    with engine_for(jobs, cluster) as engine:
        number = _build(settings, target, engine, before, key)
    _tell_built(number, settings, target)


def _build(settings: Settings, target: Path, engine: Engine, before: Kept, key: str) -> int:
    """Build the site; returns the number of records."""
    site, warnings = ready_site(settings, engine, "The site was not built; the old one is untouched.")
    said = report_of(warnings, site.library) if warnings else ""
    click.echo(said, nl=False, err=True)
    try:
        with new_folder(target) as folder:
            made = build_site(site, folder, engine, before)
        # What was changed meanwhile may have been read before or after that.
        if sources_key(settings, language_of_user()) == key:
            write_kept(notes_of(settings.cache, target), Kept(target, made, key, said, len(site.library.records)))
        else:
            notes_of(settings.cache, target).unlink(missing_ok=True)
    except SwapError as error:
        raise Refusal(str(error)) from None
    except RuntimeError as error:
        raise Failure(f"the site was not built: {error}") from None
    except OSError as error:
        raise Refusal(f"the site was not built: {in_short(error, target)}. The old one is untouched.") from None
    return len(site.library.records)


def _tell_built(number: int, settings: Settings, target: Path) -> None:
    records = say_many("{number} record", "{number} records", number)
    languages = say_many("{number} language", "{number} languages", len(settings.languages))
    built = say("Built {records} in {languages}: {place}", records=records, languages=languages, place=shown_path(target))
    click.echo(in_words(built))
    click.echo(in_words(say("Open it by double-click: {place}", place=shown_path(target / "index.html"))))
    for missing in _missing(settings):
        click.echo(in_words(missing))


def _missing(settings: Settings) -> Iterator[Message]:
    """Yield what readers would gain from settings that nobody wrote."""
    if not settings.contact:
        yield say("Nobody can write to you: `contact` of the plugin `toolkit` is an e-mail address, or that of a form.")
    if not settings.address:
        yield say("The site has no address: with `site_url` it has a sitemap, and pages name their other languages.")
    if not settings.repository:
        yield say("There is no repository: with `repo_url` each page has a link “Edit the file itself”.")


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port on this machine.")
@root_option
def serve(port: int, root: Path) -> None:
    """Build, show the site, and rebuild whenever a file changes.

    It stands at http://127.0.0.1:PORT/.     A broken file shows its problems in the browser and in the terminal; mend it, and
    the site comes back by itself. Only this machine can see it. Stop with Ctrl+C.
    """
    from toolkit_builder.serving.following import follow
    from toolkit_builder.serving.front import FrontError, listen

    settings = settings_as_they_are(root)
    try:
        listening = listen(port)
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EADDRNOTAVAIL, errno.EACCES):
            raise
        raise Refusal(f"Port {port} cannot be used ({error.strerror}). Choose another with --port.") from None
    try:
        follow(settings, listening, partial(_prepare_live, Memory()), partial(_tell_shown, port))
    except FrontError as error:
        raise Failure(str(error)) from None


def _prepare_live(memory: Memory, settings: Settings) -> Prepared:
    with Progress("Rendering") as progress:
        return prepare(settings, this_machine(), progress, live=True, memory=memory)


def _tell_shown(port: int, built: Built) -> None:
    """Tell what came of a build under `serve`."""
    if built.problems:
        tell(list(built.problems), built.library)
    if built.reason.text:
        click.echo(f"toolkit: {in_words(built.reason)}", err=True)
    if built.is_first:
        click.echo(
            in_words(
                say("The site stands at {address} and follows every change. Stop with Ctrl+C.", address=built.address(port))
            )
        )
    elif built.is_site:
        click.echo(in_words(say("Built again in {seconds} s.", seconds=f"{built.seconds:.1f}")))


@click.command(name="pack")
@click.option("--out", type=click.Path(path_type=Path), help="Where the ZIPs go.  [default: dist]")
@click.option(
    "--changed-since",
    "revision",
    metavar="REV",
    default=None,
    help="Pack only what differs from where the branch left REV, such as origin/main: a small ZIP to look at.",
)
@jobs_option
@cluster_option
@root_option
def pack_command(out: Path | None, revision: str | None, jobs: int, cluster: str | None, root: Path) -> None:
    """Pack the finished site into ZIPs for people without a network.

    There is one for all languages, and one for each. Unpacked anywhere, also on a USB stick, the pages open by
    double-click on START-HERE.html. The same files give the same bytes. The pages of the site name the ZIPs then, with their
    size. Run `toolkit build` first.

    Exit status: 0 packed, 1 errors, or there is no site of the files as they are now, 2 wrong use.
    """
    settings = settings_of(root)
    target = (out or settings.root / "dist").resolve()
    if revision is not None:
        pack_changes(settings, revision, target, jobs, cluster)
        return
    try:
        must_be_finished(settings.site)
        with engine_for(jobs, cluster) as engine:
            site, _ = ready_site(settings, engine, "Nothing was packed.")
            with alone_at(settings.site), alone_at(target), _no_empty_folder(target):
                published = settings.site.resolve()
                kept = read_kept(notes_of(settings.cache, published), published)
                written = pack_site(site, settings.site, target, engine, kept)
    except SwapError as error:
        raise Refusal(str(error)) from None
    except EditionError as error:
        raise Failure(str(error)) from None
    except RuntimeError as error:
        raise Failure(f"nothing was packed: {error}") from None
    for file in written:
        click.echo(f"{shown_path(file)}  {file.stat().st_size / 1_000_000:.1f} MB")


@contextmanager
def _no_empty_folder(folder: Path) -> Iterator[None]:
    """Take away a folder that was made for files which then could not be written."""
    is_new = not folder.exists()
    try:
        yield
    finally:
        # Where something is in it, it stays.
        with suppress(OSError):
            if is_new:
                folder.rmdir()


@click.command(name="verify")
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
    for difference in differences:
        click.echo(f"{difference.what}: {difference.name}")
    same = say("All files are as they were made.")
    click.echo(in_words(say_many("{number} difference.", "{number} differences.", len(differences)) if differences else same))
    sys.exit(bool(differences))
