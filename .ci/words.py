"""Bring the gettext catalogues up to date with the sources: `make words`. New texts are left empty for translators.

Messages of checks are written with ``say("... {gap} ...")`` and ``say_many``, words of pages with ``_()`` and ``ngettext()`` in templates and
``reader.word()`` in Python, labels of built-in fields with ``english()``, sentences of the form with ``say()`` and ``sayMany()`` in
its scripts.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "toolkit_builder"
WORDS = PACKAGE / "words"
SINCE = datetime(2026, 11, 23, tzinfo=UTC)
LANGUAGES = ("de", "fr", "es", "pl", "ar")
KEYWORDS = {
    "say": None,
    "english": None,
    "word": None,
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "say_many": (1, 2),
    "sayMany": (1, 2),
}
METHODS = [
    ("**.py", "python"),
    ("theme/templates/assets/toolkit/form-*.js", "javascript"),
    ("theme/templates/**.html", "jinja2.ext:babel_extract"),
]
OPTIONS = {"theme/templates/**.html": {"newstyle_gettext": "true", "trimmed": "true"}}


def template() -> Catalog:
    """Extract every text that is shown to people, with the files it stands in."""
    catalogue = _empty(None)
    for file, _, message, _, context in extract_from_dir(PACKAGE, METHODS, OPTIONS, KEYWORDS):
        catalogue.add(message, locations=[(file, None)], context=context)
    return catalogue


def catalogue_of(language: str) -> Catalog:
    """Read a catalogue; an empty one where there is none yet."""
    file = WORDS / f"{language}.po"
    if not file.exists():
        return _empty(language)
    with file.open("rb") as source:
        return read_po(source, locale=language)


def _empty(language: str | None) -> Catalog:
    # A fixed date and no names: the file changes only when a text does.
    return Catalog(
        locale=language, project="toolkit_builder", charset="utf-8", fuzzy=False, creation_date=SINCE, revision_date=SINCE,
        header_comment="# Words of toolkit_builder. MIT, like the code they stand in.", version="", msgid_bugs_address="-",
        last_translator="-", language_team="-",
    )  # fmt: skip


def main() -> None:
    """Update every catalogue and say what is missing."""
    source = template()
    for language in LANGUAGES:
        catalogue = catalogue_of(language)
        catalogue.update(source, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        with (WORDS / f"{language}.po").open("wb") as target:
            write_po(target, catalogue, width=0, sort_output=True, omit_header=False, include_lineno=False)
        missing = sum(1 for message in catalogue if message.id and not _complete(message.string))
        print(f"{language}: {len(catalogue)} texts, {missing} without translation")


def _complete(string: object) -> bool:
    return all(string) if isinstance(string, (tuple, list)) else bool(string)


if __name__ == "__main__":
    main()
