"""The command `toolkit`."""

from __future__ import annotations

import gc
import sys

import click

from toolkit_builder import __version__
from toolkit_builder.commands.addresses import addresses
from toolkit_builder.commands.building import build, pack_command, serve, verify_command
from toolkit_builder.commands.checking import check, fix, review, rules, schema, status
from toolkit_builder.commands.console import Toolkit
from toolkit_builder.commands.parts import join_command
from toolkit_builder.commands.receiving import receive
from toolkit_builder.commands.writing import new, translate


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
      toolkit receive garden.zip          look at what a partner sent
      toolkit review --base origin/main   what a branch changes
      toolkit build && toolkit pack       the website, and the ZIP
      toolkit addresses --write           note what is published now

    Every command explains itself: toolkit check --help
    """
    # A library is a few hundred thousand values that stay until the end: looking through them again and again for garbage
    # takes a fifth of a check.
    gc.set_threshold(200_000)
    # Reports hold every language's letters; a Windows console or LANG=C must not stop them.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


_COMMANDS = (
    check, fix, build, join_command, serve, pack_command, verify_command, new, translate, receive, review, status, addresses,
    schema, rules,
)  # fmt: skip
for _command in _COMMANDS:
    main.add_command(_command)
