"""Draws files of a site, here or wherever an engine sends the work: they are the same everywhere."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TypeAlias

from jinja2 import Environment, TemplateError

from toolkit_builder.model.once import Value
from toolkit_builder.model.packed import put_back
from toolkit_builder.publishing.drawing import RECORD, Drawing
from toolkit_builder.publishing.environment import environment, speak
from toolkit_builder.publishing.failing import what_is_wrong
from toolkit_builder.publishing.saved import with_pictures
from toolkit_builder.publishing.site import Site
from toolkit_builder.publishing.spoken import in_words_of, without_signs
from toolkit_builder.reading.own_templates import own_files
from toolkit_builder.whole import put_new, write_new
from toolkit_builder.work import Engine

_PAGE_LIMIT = 60.0
"""Seconds of the processor for a portion of pages; no template needs as much, and what never ends is stopped."""
_MOST_FILES = 500
"""So many files are drawn well within that time: a list of very many records has more."""
_PORTION = 25
_FEW = 100
"""So few are drawn before others could begin."""


@dataclass(frozen=True, slots=True)
class ToDraw:
    """A drawing, and which of its files are wanted, by the names in its keys."""

    drawing: Drawing
    wanted: frozenset[str]

    def files(self, env: Environment) -> Iterator[tuple[str, bytes]]:
        """Make what is wanted: where each file lies, and what it holds."""
        if self.drawing.data is not None:
            yield self.drawing.name, self.drawing.data()
        if self.drawing.language:
            speak(env, self.drawing.language)
        for place, text in self.drawing.make(env):
            if place in self.wanted or any(name.endswith("/") and place.startswith(name) for name in self.wanted):
                whole = in_words_of(text(), self.drawing.language) if place.endswith(".html") else without_signs(text())
                yield place, whole.encode()


Wanted: TypeAlias = frozenset[str]
"""Files of one drawing, by their names in its keys."""
Plan: TypeAlias = Callable[[Site], Mapping[str, Drawing]]
"""Gives what makes each file of a site, by its name. A function of a module, for only its name is sent."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What became of some files: what went wrong, if anything; and where they lie and what they hold, if they were sent."""

    wrong: OSError | str = ""
    files: Sequence[tuple[str, bytes]] = ()


@dataclass(frozen=True)
class Drawer(Value):
    """Draws files of one site, and gives them back: by their names, so that it can be sent elsewhere and told there."""

    site: Site
    plan: Plan
    own: Mapping[str, bytes] | None = None
    """Files of the toolkit's own, where its folder is not."""

    def away(self) -> Drawer:
        """Return the same for a machine that has none of the toolkit's folders."""
        return Drawer(replace(self.site, is_away=True), self.plan, dict(own_files(self.site.library.settings)))

    @cached_property
    def by_name(self) -> Mapping[str, Drawing]:
        """What makes each file."""
        return self.plan(self.site)

    @cached_property
    def environment(self) -> Environment:
        """What they are drawn with."""
        return environment(self.site.library.settings, self.own)

    def to_draw(self, wanted: Wanted) -> ToDraw:
        """Return how some files of one drawing are made."""
        return ToDraw(self.by_name[min(wanted)], wanted)

    def draw(self, portion: Iterable[Wanted], take: Callable[[Iterator[tuple[str, bytes]]], object]) -> OSError | str:
        """Draw some files, and let them be taken; returns what went wrong, '' where nothing did."""
        for page in map(self.to_draw, portion):
            try:
                take(page.files(self.environment))
            except OSError as error:
                # A template that is not there is one as well, and says nothing of a disk.
                if not isinstance(error, TemplateError):
                    return error
                return f"{page.drawing.name} cannot be drawn: {what_is_wrong(error)}"
            except Exception as error:  # noqa: BLE001 - templates are anybody's
                return f"{page.drawing.name} cannot be drawn: {what_is_wrong(error)}"
        return ""

    def __call__(self, portion: Sequence[Wanted]) -> Drawn:
        """Draw some files away from here."""
        files: list[tuple[str, bytes]] = []
        wrong = self.draw(portion, files.extend)
        put_back()
        return Drawn(wrong, files)


@dataclass(frozen=True)
class _Here:
    """Draws files into a folder of this machine."""

    drawer: Drawer
    target: Path

    def __call__(self, portion: Sequence[Wanted]) -> Drawn:
        wrong = self.drawer.draw(portion, partial(_write, self.target))
        put_back()
        return Drawn(wrong)


def _write(target: Path, files: Iterable[tuple[str, bytes]]) -> None:
    for place, data in files:
        file = target / place
        put_new(file, partial(write_new, file, data))


def draw(drawer: Drawer, wanted: Sequence[Wanted], target: Path, engine: Engine) -> None:
    """Draw files into the folder ``target``; where they are many, wherever the engine works.

    Raises RuntimeError, naming the page, where one cannot be drawn, and OSError where one cannot be written.
    """
    here = _Here(drawer, target)
    # Templates of a toolkit's own may do anything, also for ever.
    is_own = drawer.site.library.settings.overrides is not None
    is_much = is_own or (engine.workers > 1 and len(wanted) >= _FEW)
    at_once = [files for files in wanted if not is_much or _is_for_here(drawer.to_draw(files).drawing, engine)]
    if is_much and not is_own:
        # What most pages take is there then when processes part: templates are read, and words.
        at_once += [files for files in wanted if drawer.to_draw(files).drawing.template == RECORD][:1]
    _must_be_well(here(at_once).wrong)
    done = {*at_once}
    drawn = [files for files in wanted if files not in done]
    if not drawn:
        return
    _compile(drawer, drawn)
    # Pages are made and forgotten; looking for cycles among all records costs a tenth of the time.
    gc.freeze()
    portions = _portions(drawer, drawn)
    limit = _PAGE_LIMIT * max(1, *(sum(map(len, portion)) / _MOST_FILES for portion in portions))
    for number, outcome in engine.run(here if engine.is_here else drawer.away(), portions, limit):
        if outcome.value is None:
            names = ", ".join(min(files) for files in portions[number])
            raise RuntimeError(f"one of these pages cannot be drawn: {names}: {outcome.reason or 'it takes too long'}")
        _must_be_well(outcome.value.wrong)
        _write(target, ((place, with_pictures(data, drawer.site)) for place, data in outcome.value.files))


def _portions(drawer: Drawer, drawn: Sequence[Wanted]) -> list[list[Wanted]]:
    """Part what is to be drawn into portions that take about as long.

    What belongs to a record is drawn one after the other, in all languages: what one of its pages needs of it, so do the
    others. Lists and data for search, which take long, are spread; they come last in the order of a site, and go into the
    first portions.
    """

    def belongs_to(files: Wanted) -> str:
        return drawer.to_draw(files).drawing.belongs_to

    pages = sorted(filter(belongs_to, drawn), key=belongs_to)
    portions = [pages[start : start + _PORTION] for start in range(0, len(pages), _PORTION)] or [[]]
    for number, files in enumerate(files for files in reversed(drawn) if not belongs_to(files)):
        portions[number % len(portions)].append(files)
    return portions


def _is_for_here(drawing: Drawing, engine: Engine) -> bool:
    """Whether a drawing is not sent: what is copied needs no work, and what a site has once may tell of all its files."""
    return drawing.data is not None or (not engine.is_here and not drawing.language)


def _compile(drawer: Drawer, wanted: Iterable[Wanted]) -> None:
    """Compile templates once, before processes part; what is wrong with one is told with the page that needs it."""
    for name in {drawer.to_draw(files).drawing.template for files in wanted} - {""}:
        with suppress(TemplateError, UnicodeError):
            drawer.environment.get_template(name)


def _must_be_well(wrong: OSError | str | None) -> None:
    if isinstance(wrong, OSError):
        raise wrong
    if wrong:
        raise RuntimeError(wrong)
