"""The command that keeps the list of published addresses."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from toolkit_builder.commands.common import in_words, root_option, settings_of
from toolkit_builder.commands.console import Refusal
from toolkit_builder.problems import Message, say, say_many
from toolkit_builder.reading.address_list import ADDRESS_LIST, addresses_of, with_new_ones
from toolkit_builder.reading.content import read_library
from toolkit_builder.whole import write_whole


@click.command()
@click.option("--write", "writes", is_flag=True, help="Add the new ones. Without it nothing is written.")
@root_option
def addresses(writes: bool, root: Path) -> None:
    """Show addresses that addresses.txt lacks; --write adds them.

    The list lies beside mkdocs.yml and belongs into the repository. Readers may have noted every address in it: as long as one
    leads nowhere, `toolkit check` and `toolkit build` say so, with the line that mends it. Without the file, nobody asks.

    \b
    Exit status: 0 nothing is new, or it was added;
                 1 some are new (shown only);
                 2 wrong use, or the file could not be written.
    """
    settings = settings_of(root)
    library = read_library(settings)
    try:
        text, new = with_new_ones(settings.root, addresses_of(library))
        if writes and new:
            write_whole(settings.root / ADDRESS_LIST, text)
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise Refusal(f"{ADDRESS_LIST} cannot be read or written: {reason}.") from None
    for line in new:
        click.echo(f"+ {line}")
    if not new:
        click.echo(in_words(say("All addresses are in {file}.", file=ADDRESS_LIST)))
    elif writes:
        click.echo(in_words(_added(len(new))))
    else:
        click.echo(in_words(say("To add them, run the command again with --write.")))
        sys.exit(1)


def _added(number: int) -> Message:
    return say_many("{number} line was added to {file}.", "{number} lines were added to {file}.", number, file=ADDRESS_LIST)
