"""Commands that look: check, fix, review, status, schema, rules."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from toolkit_builder.build import check_settings, read_and_check
from toolkit_builder.checks import RULES, rule_name
from toolkit_builder.clock import today
from toolkit_builder.commands.common import in_words, root_option, settings_as_they_are, settings_of, tell
from toolkit_builder.commands.console import WRONG_USE, Refusal
from toolkit_builder.model.accepting import Surroundings
from toolkit_builder.model.compiled import compile_type
from toolkit_builder.problems import Severity, errors
from toolkit_builder.reading.published import PublishedError
from toolkit_builder.reports import FORMATS
from toolkit_builder.reports.choosing import ChoiceError, chosen, known_rule, within
from toolkit_builder.reports.formats import not_shown
from toolkit_builder.reports.review import FORMS
from toolkit_builder.reports.review import review as review_of
from toolkit_builder.reports.status import as_text as status_text
from toolkit_builder.reports.status import behind, overview
from toolkit_builder.words import language_of_user, words
from toolkit_builder.work import this_machine
from toolkit_builder.writing.fix.plan import plan
from toolkit_builder.writing.fix.write import FixError, write


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True, help="How to report.")
@click.option("--rule", "names", multiple=True, metavar="NAME", help="Report this rule only; may be given several times.")
@click.option(
    "--severity", type=click.Choice([str(severity) for severity in Severity]), help="Report only errors, or only warnings."
)
@click.option("--changed-since", "revision", metavar="REV", help="Report only files that changed since a revision (git).")
@click.option("--limit", type=click.IntRange(min=0), metavar="N", help="Show N problems, errors first; all are counted.")
@click.option(
    "--against", metavar="FILE", help="Name addresses that are gone since a site was published: its data/library.json."
)
@root_option
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
             on a pull request, markdown for its summary, gitlab for
             Code Quality there, sarif for code scanning, junit for tests.
    """
    settings = settings_as_they_are(root)
    try:
        library, found = read_and_check(settings, against, engine=this_machine())
        problems = chosen(found, settings, paths, names, severity, revision)
    except (PublishedError, ChoiceError) as error:
        raise Refusal(str(error)) from None
    # Whatever was asked for: as long as the settings are wrong, the rest rests on guesses.
    wrong_settings = [problem for problem in check_settings(settings) if problem.level is Severity.ERROR]
    problems = [*(problem for problem in wrong_settings if problem not in problems), *problems]
    tell(problems, library, form, limit, err=False)
    if form == "text" and (others := len(found) - len(problems)):
        # Nobody should take what was not asked for as what is not there.
        click.echo(in_words(not_shown(others)), err=True)
    if form == "text" and not (names or severity or revision) and (late := behind(library, within(paths, settings))):
        click.echo(in_words(late))
    sys.exit(WRONG_USE if wrong_settings else bool(errors(problems)))


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--write", "writes", is_flag=True, help="Do what is shown. Without it nothing is written.")
@click.option(
    "--rule", "names", multiple=True, metavar="NAME", help="Mend what breaks this rule only; may be given several times."
)
@root_option
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
    settings = settings_of(root)
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


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to report.")
@root_option
def status(form: str, root: Path) -> None:
    """Tell what is translated, behind, or due to be checked again.

    And which records stand alone, which are drafts, and how hard each text is to read.
    """
    library, problems = read_and_check(settings_of(root))
    state = overview(library, today())
    if form == "json":
        click.echo(json.dumps(asdict(state), ensure_ascii=False, indent=1))
    else:
        click.echo(status_text(state), nl=False)
    if errors(problems):
        click.echo("Some files have errors and may be missing here: toolkit check", err=True)


@click.command()
@click.option("--base", "revision", metavar="REV", required=True, help="What to compare with, such as origin/main (git).")
@click.option("--format", "form", type=click.Choice(list(FORMS)), default="text", show_default=True, help="How to report.")
@root_option
def review(revision: str, form: str, root: Path) -> None:
    """Tell what a branch changes for readers, and what is wrong in it.

    New records, changed passages, translations that fall behind, records that are gone and what still leads to them, problems
    in the files that changed, and errors wherever they are; in the language of these files, where all are in one and messages
    are there in it.

    \b
    Exit status: 0 no error, 1 errors, 2 wrong use.
    """
    library, problems = read_and_check(settings_of(root), engine=this_machine())
    try:
        found = review_of(library, problems, revision, language_of_user())
    except ChoiceError as error:
        raise Refusal(str(error)) from None
    click.echo(FORMS[form](found, len(library.records), words(found.language).gettext), nl=False)
    sys.exit(bool(errors(found.problems)))


@click.command()
@click.argument("type_name", metavar="TYPE")
@root_option
def schema(type_name: str, root: Path) -> None:
    """Print the JSON Schema of a type's header.

    For editors and other programs; draft 2020-12.
    """
    settings = settings_of(root)
    library, _ = read_and_check(settings)
    if type_name not in library.types:
        raise Refusal(f"There is no type `{type_name}`. There are: {', '.join(library.types)}.")
    compiled = compile_type(library.types[type_name], Surroundings(library.vocabularies, settings.codes))
    described = {"$schema": "https://json-schema.org/draft/2020-12/schema", **compiled.json_schema()}
    click.echo(json.dumps(described, ensure_ascii=False, indent=1))


@click.command()
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
