"""The command that takes in what a partner sent: receive."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath

import click

from toolkit_builder.build import read_and_check
from toolkit_builder.commands.common import in_words, root_option, settings_of, tell
from toolkit_builder.commands.console import Refusal
from toolkit_builder.commands.handed_in import answer, refused
from toolkit_builder.problems import Message, Problem, errors, say, say_many
from toolkit_builder.reports.status import behind
from toolkit_builder.settings import Settings
from toolkit_builder.work import this_machine
from toolkit_builder.writing.receive.delivery import Delivery, What, delivery
from toolkit_builder.writing.receive.parcel import MOST_BYTES, ParcelError, opened

_NOTHING = say(
    "No record was found in it. A record begins with a line `---`, is attached as a file (.md) or packed (.zip), or stands in "
    "a text between lines of ```."
)
_WHAT: Mapping[What, Message] = {
    What.RECORD: say("new record"),
    What.TRANSLATION: say("new translation"),
    What.PICTURE: say("new picture"),
    What.CHANGED: say("changed"),
    What.UNCHANGED: say("unchanged"),
}
_WIDTH = 16


@click.command()
@click.argument("source", metavar="FILE", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option(
    "--accept", "accepts", is_flag=True, help="Put it in place, where it has no errors. Without it nothing is written."
)
@click.option(
    "--as", "place", metavar="PLACE", default="", help="Where a record belongs that does not say it: stories/garden.pl.md"
)
@click.option(
    "--answer", "answer_file", metavar="FILE", default=None, type=click.Path(dir_okay=False, path_type=Path),
    help="Write what came of it for who sent it, as Markdown in their language.",
)  # fmt: skip
@root_option
def receive(source: str, accepts: bool, place: str, answer_file: Path | None, root: Path) -> None:
    """Take in what a partner sent: show it, check it, accept it.

    FILE: a record (.md), a ZIP with records and pictures, a letter saved as .eml, or a text that holds records, such as that of
    an issue; - reads a text from standard input. A record in a text begins with --- or stands between fences (```), with its
    name on the line before.

    No byte of it is trusted: a name that leads elsewhere, a link, too much, and nothing of it is taken. What has no place here
    is left aside and named. The rest is checked as if it lay there, with all that refers to it.

    \b
    Exit status: 0 it can be put in place, or was;
                 1 it has errors, or holds nothing that has a place here;
                 2 it cannot be taken, or wrong use.
    """
    settings = settings_of(root)
    name, data = ("", sys.stdin.buffer.read(MOST_BYTES + 1)) if source == "-" else _read(Path(source))
    try:
        sent = opened(name, data)
    except ParcelError as error:
        _write(answer_file, refused(error.reason))
        raise Refusal(in_words(say("Nothing was taken. {reason}", reason=error.reason))) from None
    library, before = read_and_check(settings, engine=this_machine())
    found = delivery(sent, library, place)
    _show(found, settings)
    if not found.changes:
        _write(answer_file, answer(found, [], settings, data))
        click.echo(in_words(say("Nothing in it has a place here.") if found.aside else _NOTHING), err=True)
        sys.exit(1)
    library, after = read_and_check(settings, draft=found.draft)
    wrong = _caused(before, after, {settings.relative(change.path) for change in found.changes})
    _write(answer_file, answer(found, wrong, settings, data))
    if wrong:
        tell(wrong, library, err=False)
    originals = {change.path.name.partition(".")[0] for change in found.changes if change.what is What.CHANGED}
    if late := behind(library, lambda name: PurePath(name).name.partition(".")[0] in originals):
        click.echo(in_words(late))
    _end(found, settings, accepts, errors(wrong))


def _write(file: Path | None, text: str) -> None:
    if file is None:
        return
    try:
        file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise Refusal(in_words(_unwritten(file, error))) from None


def _unwritten(file: object, error: OSError) -> Message:
    return say("{file} cannot be written ({reason}).", file=file, reason=error.strerror)


def _read(file: Path) -> tuple[str, bytes]:
    """Return the name of a file and what it holds; of one that is too large, a little more than may be."""
    try:
        with file.open("rb") as source:
            return file.name, source.read(MOST_BYTES + 1)
    except OSError as error:
        raise Refusal(in_words(say("{file} cannot be read ({reason}).", file=file, reason=error.strerror))) from None


def _caused(before: Sequence[Problem], after: Sequence[Problem], files: set[str]) -> list[Problem]:
    """Return the problems in these files, and those elsewhere that were not there before."""
    known = {(problem.position, problem.rule, str(problem.message)) for problem in before}
    return [
        problem
        for problem in after
        if problem.position.path in files or (problem.position, problem.rule, str(problem.message)) not in known
    ]


def _show(found: Delivery, settings: Settings) -> None:
    told = [
        (_WHAT[change.what], f"{settings.relative(change.path)} ({len(change.data) / 1024:.1f} KB)") for change in found.changes
    ]
    aside = [say("{name}: {reason}", name=name, reason=reason) for name, reason in found.aside]
    lines = [(in_words(what), line) for what, line in (*told, *((say("left aside"), in_words(line)) for line in aside))]
    width = max([_WIDTH, *(len(what) for what, _ in lines)])
    for what, line in lines:
        click.echo(f"{what:{width}} {line}")
    for change in found.changes:
        for piece in change.difference(settings.relative(change.path)):
            line = piece if isinstance(piece, str) else f"@@ {in_words(piece)}"
            click.secho(line, fg={"+": "green", "-": "red", "@": "cyan"}.get(line[:1]))


def _end(found: Delivery, settings: Settings, accepts: bool, wrong: int) -> None:
    """Put it in place, or say what is to be done."""
    if wrong:
        many = say_many("{number} error", "{number} errors", wrong)
        told = say("Nothing was written: {errors}. Mend the file, or send the lines above to who wrote it.", errors=many)
        click.echo(in_words(told), err=True)
        sys.exit(1)
    if not accepts:
        click.echo(in_words(say("Nothing was written yet. To put it in place, run this once more with --accept.")), err=True)
        return
    try:
        found.write()
    except OSError as error:
        told = say("{problem} Nothing was put in place.", problem=_unwritten(error.filename, error))
        raise Refusal(in_words(told)) from None
    count = sum(change.before != change.data for change in found.changes)
    done = say_many(
        "Put {number} file in place. Look at them: toolkit serve",
        "Put {number} files in place. Look at them: toolkit serve",
        count,
    )
    click.echo(in_words(done), err=True)
