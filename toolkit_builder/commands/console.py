"""What all commands of `toolkit` have in common on a terminal: one sentence for what goes wrong, and a bar for long work."""

from __future__ import annotations

import errno
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import click

from toolkit_builder.problems import say_many

WRONG_USE = 2
_ENDED = 128
"""What shells add to the number of the signal that ended a program."""


class Failure(click.ClickException):
    """Something went wrong on the way, which one sentence tells."""

    def show(self, file: Any = None) -> None:
        """Say what is wrong, on standard error."""
        with suppress(OSError):
            click.echo(f"toolkit: {self.message}", err=True)


class Refusal(Failure):
    """Something was asked that cannot be done, or the system refuses it; exits with 2, as wrong options do."""

    exit_code = WRONG_USE


class Toolkit(click.Group):
    """All commands. A full disk or a reader that has gone away ends each of them with one sentence."""

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Read the words of the command line."""
        with _system_errors():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        with _system_errors(), _tidy_ends():
            return super().invoke(ctx)


def in_short(error: OSError, place: Path | None = None) -> str:
    """Say what the system refused, and for which file, or in which ``place`` where it names none."""
    # Of two, the second is written to.
    return ": ".join(str(told) for told in (error.filename2 or error.filename or place, error.strerror or error) if told)


@contextmanager
def _system_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        if error.filename:
            raise Refusal(f"{in_short(error)}.") from None
        # What is still to be written would fail once more at the very end.
        with suppress(OSError, ValueError, AttributeError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if error.errno == errno.EPIPE:
            raise Failure("the output is not complete: what it was sent to was closed.") from None
        raise Refusal(f"the output cannot be written: {reason}.") from None


@contextmanager
def _tidy_ends() -> Iterator[None]:
    """Let `kill`, `timeout` and a closed terminal end a command as Ctrl+C does: what is half made is taken away first."""
    before: dict[int, Any] = {}
    is_main = threading.current_thread() is threading.main_thread()
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # What whoever started us wants ignored (`nohup`) stays so.
        if is_main and number is not None and signal.getsignal(number) == signal.SIG_DFL:
            before[number] = signal.signal(number, _end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(number: int, _: object) -> None:
    # A second one ends it at once.
    signal.signal(number, signal.SIG_DFL)
    # Not by `click.echo`: a signal may come while that is at work.
    with suppress(OSError):
        os.write(2, f"toolkit: ended by {signal.Signals(number).name}.\n".encode())
    sys.exit(_ENDED + number)


class Progress:
    """A bar on a terminal; on anything else a line at the start of long work."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._bar: Any = None

    def __enter__(self) -> Callable[[int, int], None]:
        return self._step

    def _step(self, done: int, of: int) -> None:
        if self._bar is None:
            if sys.stderr.isatty():
                self._bar = click.progressbar(length=of, label=self._label, file=sys.stderr)
                self._bar.__enter__()
            else:
                self._bar = False
                texts = say_many("{number} text", "{number} texts", of)
                click.echo(f"{self._label} {texts}", err=True)
        if self._bar:
            self._bar.update(1)

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.__exit__(None, None, None)
