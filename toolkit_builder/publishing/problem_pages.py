"""What stands in the place of the site under `serve` while something is wrong: pages that tell it, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from toolkit_builder.addresses import HOME, NOT_FOUND, address
from toolkit_builder.languages import direction
from toolkit_builder.model.library import Library
from toolkit_builder.problems import NOTHING, Message, Problem, Severity
from toolkit_builder.publishing.environment import environment, speak
from toolkit_builder.publishing.spoken import in_words_of
from toolkit_builder.words import page_words


def problem_pages(library: Library, problems: Sequence[Problem], reason: Message = NOTHING) -> Iterator[tuple[str, str]]:
    """Yield a page wherever a page of the site would be: its address and its HTML.

    ``reason`` is why there is no site, where that is none of the problems.
    """
    settings = library.settings
    env = environment(settings)
    template = env.get_template("problems.html")
    first_errors = sorted(problems, key=lambda problem: problem.level is not Severity.ERROR)
    dead = f"{NOT_FOUND}.html"
    places = (f"{HOME}.html", dead, *(f"{name}/index.html" for name in library.types))
    names = (*library.records, *library.pages, *library.loose, *library.redirects)
    for code in settings.codes:
        speak(env, code)
        drawn: dict[str, str] = {}
        for place in (*places, *(f"{name}.html" for name in names)):
            path = address(code, settings.default_language, place)
            # The page for dead addresses is shown anywhere.
            root = (urlsplit(settings.address).path or "/") if place == dead else "../" * path.count("/")
            if root not in drawn:
                html = template.render(
                    problems=first_errors, reason=reason, settings=settings, root=root, language=code,
                    direction=direction(code), told=lambda message: _told(message, code),  # noqa: B023 - drawn at once
                )  # fmt: skip
                drawn[root] = in_words_of(html, code)
            yield path, drawn[root]


def _told(message: Message, language: str) -> Markup:
    """Return a message in a language, with what stands between backticks as code."""
    parts = re.split("`([^`]+)`", message.in_words(page_words(language).gettext))
    shown = (
        Markup('<code dir="auto">{}</code>').format(part) if number % 2 else escape(part) for number, part in enumerate(parts)
    )
    return Markup().join(shown)
