"""What a branch changes for readers: new records, changed passages, translations that fall behind, and what is wrong in it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from toolkit_builder.git import git
from toolkit_builder.model.changes import changes
from toolkit_builder.model.library import Library
from toolkit_builder.model.record import Record, Status
from toolkit_builder.problems import Message, Problem, Severity, Translate, say, say_many
from toolkit_builder.reading.versions import read_original
from toolkit_builder.reports.choosing import changed_since, chosen, where_it_left
from toolkit_builder.reports.formats import as_text
from toolkit_builder.reports.gone import Gone, gone_records, language_in, name_in, title_before, told_of
from toolkit_builder.reports.summary import as_markdown, plain
from toolkit_builder.words import has_words


class What(StrEnum):
    """What happened to a file."""

    RECORD = "new-record"
    TRANSLATION = "new-translation"
    CHANGED = "changed"
    REMOVED = "removed"
    NEW = "new"


@dataclass(frozen=True)
class Touched:
    """A file that the branch touches. ``parts`` are the passages of an original that are not what they were."""

    path: str
    what: What
    language: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Review:
    """What a branch does: file by file, by record; '' for what is in none. ``behind`` names languages by their codes.

    ``problems`` are those in the files that it touches, and all errors: a link in another file may lead nowhere now.
    """

    base: str
    touched: Mapping[str, Sequence[Touched]]
    titles: Mapping[str, str]
    behind: Mapping[str, Sequence[str]]
    problems: Sequence[Problem]
    gone: Mapping[str, Gone]
    """Records of which no file is left."""
    language: str
    """The one in which it is told: that of all texts that it touches, where they have one and we have words."""

    def count(self, what: What) -> int:
        """Count the files that something happened to, but those of records that are gone, or are new by their name alone."""
        renamed = {one.now for one in self.gone.values()} if what in (What.RECORD, What.TRANSLATION) else set()
        others = (files for name, files in self.touched.items() if name not in self.gone and name not in renamed)
        return sum(one.what is what for files in others for one in files)


def review(library: Library, problems: Sequence[Problem], revision: str, otherwise: str) -> Review:
    """Find out what differs from where the branch left ``revision``. Raises ChoiceError, as `changed_since` does.

    ``otherwise`` is the language in which it is told where the texts that it touches do not say which.
    """
    settings = library.settings
    base = where_it_left(settings, revision)
    of_file = {version.path: record for record in library.known for version in record.files}
    known = {record.id: record for record in of_file.values()}
    touched: dict[str, list[Touched]] = defaultdict(list)
    for path in sorted(path for path in changed_since(settings, revision) if path.startswith(library.prefix)):
        # A file that is gone was in the record that its name says.
        record = of_file.get(path) or known.get(path.removeprefix(library.prefix).partition(".")[0])
        one = _touched(library, record, path, base)
        name = record.id if record else name_in(path.removeprefix(library.prefix))
        is_of_record = record or name in library.loose or one.what is What.REMOVED
        touched[name if is_of_record else ""].append(one)
    records = {name: record for name, record in known.items() if name in touched}
    here = chosen(problems, settings, revision=revision)
    language = _language_of(touched, otherwise)
    return Review(
        base,
        {name: touched[name] for name in sorted(touched, key=lambda name: (not name, name))},
        _titles(library, touched, base, language),
        {name: behind for name, record in records.items() if (behind := _behind(record, touched[name]))},
        [problem for problem in problems if problem.level is Severity.ERROR or problem in here],
        gone_records(library, _without_files(library, touched), base, language),
        language,
    )


def _language_of(touched: Mapping[str, Sequence[Touched]], otherwise: str) -> str:
    languages = {one.language for files in touched.values() for one in files if one.language}
    only = next(iter(languages)) if len(languages) == 1 else ""
    return only if only and has_words(only) else otherwise


def _titles(library: Library, touched: Mapping[str, Sequence[Touched]], base: str, language: str) -> Mapping[str, str]:
    """Return what all records are called by who reads it, and what those were called that are none any more."""
    titles = {record.id: _title(library, record, language) for record in library.known}
    for name in touched.keys() - titles.keys() - {""}:
        # Of a record without an original, there may be other files.
        there = sorted(library.loose.get(name, ()), key=lambda version: version.language != language)
        before = title_before(library, [one.path for one in touched[name]], base, language)
        titles[name] = there[0].title if there else before
    return titles


def _title(library: Library, record: Record, language: str) -> str:
    """Return the title that a reader gets; a file that cannot be read has none."""
    titled = (version for version in library.versions_for(record, language) if version.values.get("title"))
    return next(titled, record.original).title


def _without_files(library: Library, touched: Mapping[str, Sequence[Touched]]) -> Mapping[str, Sequence[str]]:
    there = {record.id for record in library.known} | library.loose.keys() | {""}
    return {name: [one.path for one in touched[name]] for name in sorted(touched.keys() - there)}


def _touched(library: Library, record: Record | None, path: str, base: str) -> Touched:
    root = library.settings.root
    before = git(root, "cat-file", "blob", f"{base}:./{path}")
    if not (root / path).is_file():
        return Touched(path, What.REMOVED)
    version = next((version for version in record.files if version.path == path), None) if record else None
    if record is None or version is None:
        # What cannot be read is told in the language that its name names.
        code = language_in(path)
        language = code if code in library.settings.codes else ""
        return Touched(path, What.NEW if before is None else What.CHANGED, language)
    is_original = version is record.original
    if before is None:
        return Touched(path, What.RECORD if is_original else What.TRANSLATION, version.language)
    return Touched(path, What.CHANGED, version.language, tuple(_parts(library, record, before)) if is_original else ())


def _parts(library: Library, record: Record, before: bytes) -> Iterator[str]:
    """Yield the names of the passages that are not what they were."""
    then = read_original(library, record, before).passages(record.type)
    for change in changes([passage.digest for passage in then], record.passages, record.fingerprint):
        passage = change.now or (then[change.was] if change.was is not None else None)
        if passage:
            yield passage.name


def _behind(record: Record, touched: Sequence[Touched]) -> Sequence[str]:
    """Return the languages whose translation follows the original no more, where the branch changes that."""
    if not any(one.path == record.original.path and one.what is What.CHANGED for one in touched):
        return ()
    return [code for code in record.translations if record.status(code) is Status.BEHIND]


# How it is told ---------------------------------------------------------------------------------------------------------


def _meaning(found: Review) -> Iterator[Message]:
    """Yield what it means for readers, in a few sentences."""
    if not found.touched:
        yield say("Nothing in the content changes.")
    renamed = sum(bool(one.now) for one in found.gone.values())
    if number := found.count(What.RECORD):
        yield say_many("{number} new record.", "{number} new records.", number)
    if number := found.count(What.TRANSLATION):
        yield say_many("{number} new translation.", "{number} new translations.", number)
    if renamed:
        yield say_many("{number} record has another name now.", "{number} records have another name now.", renamed)
    if number := found.count(What.CHANGED):
        yield say_many("{number} file says something else.", "{number} files say something else.", number)
    if number := len(found.gone) - renamed:
        yield say_many("{number} record is gone.", "{number} records are gone.", number)
    if number := found.count(What.REMOVED):
        yield say_many("{number} file is gone.", "{number} files are gone.", number)
    if number := sum(map(len, found.behind.values())):
        yield say_many(
            "{number} translation is behind now, because its original changed: readers are told so.",
            "{number} translations are behind now, because their originals changed: readers are told so.",
            number,
        )


_WHAT: Mapping[What, Message] = {
    What.RECORD: say("new record"),
    What.TRANSLATION: say("new translation"),
    What.CHANGED: say("changed"),
    What.REMOVED: say("removed"),
    What.NEW: say("new file"),
}


_OTHERS = say("Other files")


def line_of(one: Touched, translate: Translate) -> str:
    """Say in a few words what happened to a file."""
    told = _WHAT[one.what].in_words(translate)
    parts = ", ".join(part.strip("# ") or part for part in one.parts)
    return f"{told}: {parts}" if parts else told


def more_of(found: Review, name: str, translate: Translate) -> Iterator[str]:
    """Say of a record what its files do not tell one by one: that it is gone, and what is behind."""
    if one := found.gone.get(name):
        yield from (message.in_words(translate) for message in told_of(one, found.titles, translate))
    if behind := found.behind.get(name):
        told = say("behind now: {languages}", languages=", ".join(behind))
        yield told.in_words(translate)


def review_as_text(found: Review, records: int, translate: Translate) -> str:
    """For a terminal."""
    lines = [message.in_words(translate) for message in _meaning(found)]
    for name, files in found.touched.items():
        lines += ["", f"{name}: {found.titles[name]}" if name else _OTHERS.in_words(translate)]
        lines += [f"  {one.path}: {line_of(one, translate)}" for one in files if name not in found.gone]
        lines += [f"  {line}" for line in more_of(found, name, translate)]
    return "\n".join([*lines, "", as_text(found.problems, records, translate)])


def review_as_markdown(found: Review, records: int, translate: Translate) -> str:
    """For the summary beside a pull request: nothing that was sent becomes Markdown or HTML there."""
    head = say("What this changes for readers").in_words(translate)
    parts = [f"## {plain(head)}\n"]
    parts += [f"- {plain(message.in_words(translate))}" for message in _meaning(found)]
    for name, files in found.touched.items():
        title = found.titles[name] if name else _OTHERS.in_words(translate)
        parts.append(f"\n### {plain(title)}\n")
        for one in files if name not in found.gone else ():
            parts.append(f"- {plain(PurePosixPath(one.path).name)}: {plain(line_of(one, translate))}")
        parts += [f"- {plain(line)}" for line in more_of(found, name, translate)]
    return "\n".join(parts) + f"\n\n{as_markdown(found.problems, records, translate)}"


def review_as_json(found: Review, records: int, translate: Translate) -> str:
    """For programs: the form is part of the command-line contract."""
    data = {
        "base": found.base,
        "records": {
            name: {
                "title": found.titles.get(name, ""),
                "files": [
                    {"path": one.path, "what": one.what, "language": one.language, "parts": [*one.parts]} for one in files
                ],
                "behind": [*found.behind.get(name, ())],
            }
            for name, files in found.touched.items()
        },
        "gone": {
            name: {
                "title": one.title, "type": one.type_name, "languages": [*one.languages], "now": one.now,
                "referred_to_by": [*one.from_ids],
            }
            for name, one in found.gone.items()
        },
        "problems": [
            {
                "path": problem.position.path, "line": problem.position.line, "column": problem.position.column,
                "rule": problem.rule, "level": problem.level, "message": problem.message.in_words(translate),
                "hint": problem.hint.in_words(translate),
            }
            for problem in found.problems
        ],
        "checked": records,
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


FORMS = {"text": review_as_text, "markdown": review_as_markdown, "json": review_as_json}
