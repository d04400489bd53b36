"""What came of a record that somebody handed in, as Markdown: the answer to them, and what a pull request says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from toolkit_builder.problems import Message, Problem, Translate, errors, say
from toolkit_builder.reports.summary import plain
from toolkit_builder.settings import Settings
from toolkit_builder.words import has_words, language_of_user, words
from toolkit_builder.writing.receive.delivery import Delivery, What

ROOM = 60_000
"""Characters: hosts take 65,536 in an answer."""
_MOST = 50
_CHANGES: Mapping[What, Message] = {
    What.RECORD: say("a new record"),
    What.TRANSLATION: say("a new translation"),
    What.PICTURE: say("a new picture"),
    What.CHANGED: say("a change"),
    What.UNCHANGED: say("as it is already"),
}
_PICTURES = say("Pictures that were put into the text stay on this website: send them beside it, in a ZIP.")
_UPLOADED = re.compile(r"https://[\w.-]+/[^\s)]*(?:user-attachments|/uploads/|/attachments/)")


def language_of(found: Delivery) -> str:
    """Return the language of who handed it in, as far as what they wrote tells; else that of who runs this."""
    languages = (change.path.name.split(".")[-2] for change in found.changes if not change.is_picture)
    return next((language for language in languages if has_words(language)), language_of_user())


def refused(reason: Message) -> str:
    """Return the answer to something of which nothing was taken: nobody knows what language it is in."""
    translate = words(language_of_user()).gettext
    return _answer([], say("Nothing was taken. {reason}", reason=plain(reason.in_words(translate))), translate)


def answer(found: Delivery, problems: Sequence[Problem], settings: Settings, sent: bytes = b"") -> str:
    """Return what was found in it, what is wrong, and what happens next. Nothing that was sent becomes Markdown or HTML."""
    translate = words(language_of(found)).gettext
    lines = [f"- `{settings.relative(change.path)}`: {_CHANGES[change.what].in_words(translate)}" for change in found.changes]
    for name, reason in found.aside:
        aside = say("{name}: left aside, {reason}", name=name, reason=reason)
        lines.append(f"- {plain(aside.in_words(translate))}")
    lines += _told(problems, translate)
    if _UPLOADED.search(sent.decode("utf-8", "replace")):
        lines += ["", _PICTURES.in_words(translate)]
    return _answer(lines, _next(found, problems), translate)


def _told(problems: Sequence[Problem], translate: Translate) -> Iterator[str]:
    for problem in problems[:_MOST]:
        at = f"{problem.position.path}:{problem.position.line}"
        yield f"- {plain(at)}: {plain(problem.message.in_words(translate))} {plain(problem.hint.in_words(translate))}".rstrip()
    if len(problems) > _MOST:
        more = say("and {number} more", number=len(problems) - _MOST)
        yield f"- {more.in_words(translate)}"


def _next(found: Delivery, problems: Sequence[Problem]) -> Message:
    if not found.changes:
        return say("No record was found in it. Hand in the whole file that the form made, with its name.")
    if errors(problems):
        return say("It is not in place yet: mend what is named above, and hand it in once more.")
    return say("Nothing is wrong with it. Somebody reads it before it is published.")


def _answer(lines: Sequence[str], last: Message, translate: Translate) -> str:
    head = say("Thank you. This is what came of it:").in_words(translate)
    return "\n".join([head, "", *lines, "", last.in_words(translate)])[:ROOM] + "\n"
