"""A site in parts, for several machines: `toolkit build --part 2/6` on each, then `toolkit join`."""

from __future__ import annotations

import re
from pathlib import Path

import click

from toolkit_builder.build import build_part
from toolkit_builder.commands.common import Command, ready_site, root_option, settings_of, shown_path, tell
from toolkit_builder.commands.console import Failure, Refusal, in_short
from toolkit_builder.editions.parts import PartsError, join, new_part
from toolkit_builder.settings import Settings
from toolkit_builder.swap import SwapError, new_folder
from toolkit_builder.work import Engine, Part

_MOST = 1000


def part_option(command: Command) -> Command:
    """Add the option that asks for one part of the site."""
    return click.option(
        "--part", metavar="K/N", callback=_read_part, help="Make a part only, such as 2/6, for `toolkit join`."
    )(command)  # fmt: skip


def _read_part(_context: click.Context, _option: click.Parameter, typed: str | None) -> Part | None:
    if typed is None:
        return None
    found = re.fullmatch(r"([0-9]{1,4})/([0-9]{1,4})", typed)
    number, of = (int(found[1]), int(found[2])) if found else (0, 0)
    if not 1 <= number <= of <= _MOST:
        raise click.BadParameter(f"{typed} is no part. Write 2/6 for the second of six; at most {_MOST}.")
    return Part(number, of)


def make_part(settings: Settings, out: Path | None, part: Part, engine: Engine) -> None:
    """Check everything, and make one part of the site."""
    site, warnings = ready_site(settings, engine, "The part was not made.", part)
    if warnings:
        tell(warnings, site.library)
    target = (out or settings.root / "dist" / f"part-{part.number}-of-{part.of}").resolve()
    try:
        with new_part(target) as folder:
            build_part(site, folder, part, engine)
    except PartsError as error:
        raise Refusal(str(error)) from None
    except RuntimeError as error:
        raise Failure(f"the part was not made: {error}") from None
    except OSError as error:
        raise Refusal(f"the part was not made: {in_short(error, target)}.") from None
    click.echo(f"Made part {part.number} of {part.of}: {shown_path(target)}")


@click.command(name="join")
@click.argument("parts", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Where the site goes.  [default: site_dir in mkdocs.yml]")
@root_option
def join_command(parts: tuple[Path, ...], out: Path | None, root: Path) -> None:
    """Put the parts of a site together (see `build --part`).

    All parts must be there, of the same files, the same day (see SOURCE_DATE_EPOCH) and the same version of toolkit, and
    unchanged. The site is the same, byte for byte, as one that was built at once.

    Exit status: 0 joined, 1 parts that do not fit, 2 wrong use.
    """
    target = (out or settings_of(root).site).resolve()
    try:
        with new_folder(target) as folder:
            join(parts, folder)
    except SwapError as error:
        raise Refusal(str(error)) from None
    except PartsError as error:
        raise Failure(f"the parts were not joined:\n{error}") from None
    except OSError as error:
        raise Refusal(f"the parts were not joined: {in_short(error, target)}. The old site is untouched.") from None
    click.echo(f"Joined {len(parts)} parts: {shown_path(target)}")
