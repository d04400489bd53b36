"""The words that scripts say: `data/search/<language>/words.js`."""

from __future__ import annotations

from collections.abc import Callable
from gettext import NullTranslations
from typing import Any

from toolkit_builder.languages import locale_of
from toolkit_builder.publishing.spoken import is_english, without_signs
from toolkit_builder.words import page_words


def script_words(language: str) -> dict[str, Any]:
    """Return the words that scripts need; counted ones by CLDR's plural category, as `Intl.PluralRules` names it."""
    catalogue = page_words(language)
    told: dict[str, Any] = {**_counted(language, catalogue), **_said(catalogue.gettext)}
    english = [name for name, text in told.items() if is_english("".join(text.values()) if isinstance(text, dict) else text)]
    return {"language": language, "english": english, **{name: _bare(text) for name, text in told.items()}}


def _counted(language: str, catalogue: NullTranslations) -> dict[str, dict[str, str]]:
    """Return what is said of a number of things."""

    def plural(form: Callable[[int], str]) -> dict[str, str]:
        return _plural(language, form)

    return {
        "results": plural(lambda n: catalogue.ngettext("{num} result", "{num} results", n)),
        "shown": plural(lambda n: catalogue.ngettext("{num} of {total} record", "{num} of {total} records", n)),
        "hides": plural(
            lambda n: catalogue.ngettext(
                "The filter “{filter}” hides {num} record.", "The filter “{filter}” hides {num} records.", n
            )
        ),
        "show": plural(lambda n: catalogue.ngettext("Show {num} record", "Show {num} records", n)),
    }


def _plural(language: str, form: Callable[[int], str]) -> dict[str, str]:
    told = {category: form(sample) for category, sample in _plural_samples(language).items()}
    # Words that are English follow the rule of English (see `pieces` in toolkit.js).
    return {"one": form(1), "other": form(2)} if is_english("".join(told.values())) else told


def plural_forms(language: str, form: Callable[[int], str]) -> dict[str, str]:
    """Return what ``form`` says of a number of things by CLDR's plural category, as `Intl.PluralRules` names it."""
    return {category: without_signs(text) for category, text in _plural(language, form).items()}


def _said(say: Callable[[str], str]) -> dict[str, str]:
    """Return all else."""
    return {
        "forward": say("{field}, from first to last"),
        "backward": say("{field}, from last to first"),
        "compare": say("Compare"),
        "compare_one": say("Compare: {title}"),
        "compare_more": say("Choose another one to compare"),
        "compare_most": say("Compare: four at most"),
        "take_out": say("Remove"),
        "side_by_side": say("Show {num} side by side"),
        "all_results": say("Show all results"),
        "nothing": say("Nothing found for “{query}”."),
        "searching": say("Searching …"),
        "better": say("Did you mean “{query}”?"),
        "advice": say("Try fewer or shorter words, or look through all shelves."),
        "page": say("Page"),
        "search": say("Search: “{query}”"),
        "best": say("Best match first"),
        "remove": say("Remove “{filter}”"),
        "clear": say("Clear all"),
        "no_match": say("No record matches all of these filters"),
        "filters": say("Filters ({num})"),
        "more": say("Show all {num}"),
        "fewer": say("Show fewer"),
        "record": say("Record"),
        "status": say("Status"),
        "read_in": say("Read it in: {language}"),
        "right": say("Right"),
        "wrong": say("Not right"),
        "choose": say("Choose an answer first."),
        "score": say("Right answers: {right} of {all}"),
        "copied": say("Copied"),
        "not_copied": say("Copying does not work here. The text is marked: copy it with your keyboard."),
    }


def _bare(told: str | dict[str, str]) -> str | dict[str, str]:
    return {form: without_signs(text) for form, text in told.items()} if isinstance(told, dict) else without_signs(told)


def _plural_samples(language: str) -> dict[str, int]:
    """Return a number of each plural category of whole numbers."""
    rule = locale_of(language).plural_form
    samples: dict[str, int] = {}
    for number in range(200):
        samples.setdefault(rule(number), number)
    return samples
