"""What stands in the place of the site under `serve` while something is wrong: pages that tell it, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from toolkit_builder.addresses import HOME, NOT_FOUND, address, list_page
from toolkit_builder.languages import direction
from toolkit_builder.model.library import Library
from toolkit_builder.problems import NOTHING, Message, Problem, Severity
from toolkit_builder.publishing.environment import environment, speak
from toolkit_builder.publishing.portions import cut
from toolkit_builder.publishing.spoken import in_words_of
from toolkit_builder.words import page_words


def problem_page(library: Library, problems: Sequence[Problem], reason: Message = NOTHING) -> Callable[[str], str]:
    """Return what draws the page at a place of the site, in the language of that place.

    ``reason`` is why there is no site, where that is none of the problems.
    """
    settings = library.settings
    env = environment(settings)
    template = env.get_template("problems.html")
    first_errors = sorted(problems, key=lambda problem: problem.level is not Severity.ERROR)

    @cache
    def drawn(code: str, root: str) -> str:
        speak(env, code)
        html = template.render(
            problems=first_errors, reason=reason, settings=settings, root=root, language=code, direction=direction(code),
            told=lambda message: _told(message, code),
        )  # fmt: skip
        return in_words_of(html, code)

    def page(place: str) -> str:
        code = next((code for code in settings.codes[1:] if place.startswith(f"{code}/")), settings.default_language)
        # The page for dead addresses is shown anywhere.
        is_anywhere = place == address(code, settings.default_language, f"{NOT_FOUND}.html")
        return drawn(code, (urlsplit(settings.address).path or "/") if is_anywhere else "../" * place.count("/"))

    return page


def problem_places(library: Library) -> Iterator[str]:
    """Yield where the pages of the site would be."""
    settings = library.settings
    names = (*library.records, *library.pages, *library.loose, *library.redirects)
    pages = [f"{name}.html" for name in (HOME, NOT_FOUND, *names)]
    for shelf in ("", *library.types):
        records = library.of_type(shelf) if shelf else library.published
        pages += (list_page(shelf, number) for number in range(1, cut(records, (), is_brief=not shelf).pages + 1))
    for code in settings.codes:
        yield from (address(code, settings.default_language, page) for page in pages)


def _told(message: Message, language: str) -> Markup:
    """Return a message in a language, with what stands between backticks as code."""
    parts = re.split("`([^`]+)`", message.in_words(page_words(language).gettext))
    shown = (
        Markup('<code dir="auto">{}</code>').format(part) if number % 2 else escape(part) for number, part in enumerate(parts)
    )
    return Markup().join(shown)
