"""Problems to Markdown: the summary that a workflow shows beside a pull request, for people who have never used git."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from toolkit_builder.problems import Message, Problem, Severity, Translate, errors, say
from toolkit_builder.reports.formats import counted, no_problems, not_shown

ROOM = 900_000
"""Bytes. GitHub takes 1 MiB, and nothing of what is larger."""
_LONGEST = 400
_LEVELS: Mapping[Severity, Message] = {Severity.ERROR: say("error"), Severity.WARNING: say("warning")}


def as_markdown(problems: Sequence[Problem], records: int, translate: Translate, limit: int | None = None) -> str:
    """Write problems file by file: those with errors first, and in each its errors first."""
    if not problems:
        good = say("All is well")
        return f"## {good.in_words(translate)}\n\n{plain(no_problems(records).in_words(translate))}\n"
    wrong = errors(problems)
    head = f"## {plain(counted(wrong, len(problems) - wrong).in_words(translate))}\n"
    if wrong:
        advice = say(
            "Mend what is called an error. To do so, open the file under “Files changed”, choose the three dots, then “Edit "
            "file”. The check runs again by itself. A red mark is no blame: ask if anything is unclear."
        )
        head += f"\n{advice.in_words(translate)}\n"
    by_file = _by_file(problems[:limit])
    text, shown, size = [head], 0, len(head.encode())
    for part, number in _parts(by_file, translate):
        size += len(part.encode())
        if size > ROOM:
            break
        text.append(part)
        shown += number
    if hidden := len(problems) - shown:
        text.append(f"\n{not_shown(hidden).in_words(translate)}\n")
    return "".join(text)


def _by_file(problems: Sequence[Problem]) -> list[list[Problem]]:
    files: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        files[problem.position.path].append(problem)
    for here in files.values():
        here.sort(key=lambda problem: problem.level is not Severity.ERROR)
    return sorted(files.values(), key=lambda here: (-errors(here), -len(here), here[0].position.path))


def _parts(files: Sequence[Sequence[Problem]], translate: Translate) -> Iterator[tuple[str, int]]:
    """Yield the pieces of the summary, each with the number of problems in it; a piece is shown as a whole or not at all."""
    columns = [say("Line"), say("What is wrong"), say("What helps"), say("Rule")]
    table = f"| {' | '.join(column.in_words(translate) for column in columns)} |\n{'|---' * len(columns)}|\n"
    for here in files:
        wrong = errors(here)
        numbers = counted(wrong, len(here) - wrong, short=True).in_words(translate)
        title = f"\n### {plain(here[0].position.path)}: {plain(numbers)}\n\n{table}"
        for problem in here:
            yield f"{title}{_row(problem, translate)}", 1
            title = ""


def _row(problem: Problem, translate: Translate) -> str:
    what = problem.message.in_words(translate)
    cells = (problem.position.line, what, problem.hint.in_words(translate), problem.rule)
    line, *others = (plain(cell) for cell in cells)
    level = _LEVELS[problem.level].in_words(translate)
    level = f"**{level}**" if problem.level is Severity.ERROR else level
    others[0] = f"{level}: {others[0]}"
    return f"| {line} | {' | '.join(others)} |\n"


def plain(value: object) -> str:
    """Show any text as it is: whatever could become Markdown, HTML, a link or a name that is called is escaped."""
    text = " ".join(str(value).split())
    text = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    text = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)
    text = re.sub(r"[!-/:-@[-`{-~]", lambda found: f"&#{ord(found[0])};", text)
    # Addresses of e-mail and names behind `@` are looked for once the rest is read: a remark parts them.
    return text.replace("&#64;", "&#64;<!-- -->")
