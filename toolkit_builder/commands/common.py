"""What several commands need: options, settings, problems in the words of who reads them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from toolkit_builder.build import check_settings, prepare
from toolkit_builder.commands.console import WRONG_USE, Failure, Progress, Refusal
from toolkit_builder.model.library import Library
from toolkit_builder.problems import Message, Problem, Severity, errors
from toolkit_builder.publishing.site import Site
from toolkit_builder.reading.settings import SettingsError, read_settings
from toolkit_builder.reports import FORMATS, errors_first
from toolkit_builder.settings import Settings
from toolkit_builder.words import language_of_user, words
from toolkit_builder.work import ALL, Engine, Part, Processes

Command = TypeVar("Command", bound=Callable[..., Any])


def root_option(command: Command) -> Command:
    """Add the option that names the toolkit."""
    return click.option(
        "--root", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path(), show_default="here",
        help="The toolkit's folder, where mkdocs.yml is.",
    )(command)  # fmt: skip


def jobs_option(command: Command) -> Command:
    """Add the option that says how many processes may work."""
    return click.option(
        "--jobs", type=click.IntRange(min=1), default=os.cpu_count() or 1, show_default="all processors",
        help="How many processes may work at once.",
    )(command)  # fmt: skip


def cluster_option(command: Command) -> Command:
    """Add the option that names a cluster."""
    return click.option(
        "--cluster", metavar="ADDRESS", help="Let a Dask cluster work, not this machine: tcp://host:8786.",
    )(command)  # fmt: skip


@contextmanager
def engine_for(jobs: int, cluster: str | None) -> Iterator[Engine]:
    """Give what does the heavy work: processes here, or a cluster. Raises Refusal and Failure where that cannot be had."""
    if cluster is None:
        yield Processes(jobs)
        return
    if click.get_current_context().get_parameter_source("jobs") is not ParameterSource.DEFAULT:
        raise Refusal("--jobs is about this machine: a cluster has as many at work as its workers have threads.")
    from toolkit_builder.cluster import ClusterLostError, NoClusterError, connected

    try:
        with connected(cluster) as engine:
            yield engine
    except NoClusterError as error:
        raise Refusal(str(error)) from None
    except ClusterLostError as error:
        raise Failure(f"{error}. What was there before is untouched.") from None


def settings_of(root: Path) -> Settings:
    """Read the settings; where they are wrong, tell all that is and end: what follows would rest on guesses."""
    settings = settings_as_they_are(root)
    if errors(problems := check_settings(settings)):
        click.echo(
            "".join(f"{message.in_words(words(language_of_user()).gettext)}\n" for message in problems), nl=False, err=True
        )
        sys.exit(WRONG_USE)
    return settings


def settings_as_they_are(root: Path) -> Settings:
    """Read the settings, whatever is wrong with them. Raises Refusal where there are none."""
    try:
        return read_settings(root)
    except SettingsError as error:
        raise Refusal(str(error)) from None


def in_words(message: Message) -> str:
    """Return a message in the language of who reads it."""
    return message.in_words(words(language_of_user()).gettext)


def tell(problems: list[Problem], library: Library, form: str = "text", limit: int | None = None, err: bool = True) -> None:
    """Report problems, in the form that was asked for."""
    click.echo(report_of(problems, library, form, limit), nl=False, err=err)


def report_of(problems: list[Problem], library: Library, form: str = "text", limit: int | None = None) -> str:
    """Return problems as they are told to who reads them."""
    return FORMATS[form](errors_first(problems, limit), len(library.records), words(language_of_user()).gettext, limit)


def shown_path(path: Path) -> str:
    """Write a path as short as it can be typed from here."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def ready_site(settings: Settings, engine: Engine, otherwise: str, part: Part = ALL) -> tuple[Site, list[Problem]]:
    """Check and render; returns the warnings. Where there are errors, tell all problems and what follows, and end."""
    with Progress("Rendering") as progress:
        prepared = prepare(settings, engine, progress, part=part)
    if prepared.site is None:
        tell(list(prepared.problems), prepared.library)
        click.echo(otherwise, err=True)
        sys.exit(1)
    return prepared.site, [problem for problem in prepared.problems if problem.level is Severity.WARNING]
