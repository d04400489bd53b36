"""Which of all problems are told: those in some files, of some rules, of one severity, in what changed since a revision."""

from __future__ import annotations

import glob
import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from toolkit_builder.checks import RULES, rule_name
from toolkit_builder.git import git
from toolkit_builder.model.vocabulary import closest, closest_path
from toolkit_builder.problems import Problem, Severity
from toolkit_builder.settings import Settings


class ChoiceError(Exception):
    """What was asked for is not there; the message says so in one sentence."""


def chosen(
    problems: Sequence[Problem],
    settings: Settings,
    paths: Sequence[Path] = (),
    rules: Sequence[str] = (),
    severity: str | None = None,
    revision: str | None = None,
) -> list[Problem]:
    """Return the problems that fit everything that is asked for; what is not asked for leaves none out."""
    tests: list[Callable[[Problem], bool]] = []
    if paths:
        is_wanted = within(paths, settings)
        tests.append(lambda problem: any(map(is_wanted, problem.paths)))
    if rules:
        names = {known_rule(name) for name in rules}
        tests.append(lambda problem: problem.rule in names)
    if severity:
        level = Severity(severity)
        tests.append(lambda problem: problem.level is level)
    if revision is not None:
        changed = changed_since(settings, revision)
        tests.append(lambda problem: not changed.isdisjoint(problem.paths))
    return [problem for problem in problems if all(test(problem) for test in tests)]


def within(paths: Sequence[Path], settings: Settings) -> Callable[[str], bool]:
    """Return what tells whether a file, by its name relative to the root, is or lies in one of some paths; in none, all do.

    Records may be named as well: `models/duo-for-a-job` are all its languages, and its pictures.
    """
    wanted = [inside for path in paths for inside in _within_toolkit(path, settings)]
    return lambda name: not wanted or _is_within(settings.root / name, wanted)


def _within_toolkit(path: Path, settings: Settings) -> list[Path]:
    for place in (path, settings.root / path, settings.content / path):
        whole = place.resolve()
        found = [whole] if whole.exists() and whole.is_relative_to(settings.root) else []
        if whole.is_relative_to(settings.content):
            found += sorted(whole.parent.glob(f"{glob.escape(whole.name)}.*.md"))
        if found:
            return found
    texts = sorted(settings.content.rglob("*.*.md"))
    known = {text.relative_to(settings.content).with_name(text.name.partition(".")[0]).as_posix() for text in texts}
    meant = closest_path(path.as_posix(), known)
    hint = f" Did you mean `{meant}`?" if meant else ""
    raise ChoiceError(f"{path} is not a file, folder or record of this toolkit.{hint}")


def _is_within(file: Path, wanted: Iterable[Path]) -> bool:
    return any(file.is_relative_to(path) for path in wanted)


def known_rule(name: str) -> str:
    """Return the name of a rule; refuse what is none."""
    known = {rule_name(rule): rule_name(rule) for rule in RULES}
    if name in known:
        return name
    meant = closest(name, known)
    raise ChoiceError(f"There is no rule `{name}`. {f'Did you mean `{meant}`?' if meant else '`toolkit rules` lists them.'}")


def changed_since(settings: Settings, revision: str) -> frozenset[str]:
    """Return the files that are not as they were at a revision, or rather where the branch left it; relative to the root.

    Files that git does not know are new. A file that was renamed is changed, under its new name. Raises ChoiceError.
    """
    root, since = settings.root, where_it_left(settings, revision)
    place = os.fspath(settings.content.relative_to(root)) if settings.content.is_relative_to(root) else "."
    differs = _git(root, "diff", "--name-only", "--relative", "--no-renames", "--no-ext-diff", "-z", since, "--")
    new = _git(root, "ls-files", "--others", "-z", "--", place)
    if differs is None or new is None:
        raise ChoiceError(f"git could not tell what changed since `{revision}`.")
    return frozenset(name for name in (*differs, *new) if name)


def where_it_left(settings: Settings, revision: str) -> str:
    """Return the commit that what is checked out has in common with a revision; the revision where it has none.

    Raises ChoiceError.
    """
    root = settings.root
    if not shutil.which("git"):
        raise ChoiceError("What changed cannot be told without the program git, which is not installed here.")
    if not _git(root, "rev-parse", "--is-inside-work-tree"):
        raise ChoiceError(f"What changed since `{revision}` cannot be told: {root} lies in no git repository.")
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    shallow = (_git(root, "rev-parse", "--is-shallow-repository") or [""])[0].strip() == "true"
    base = _git(root, "merge-base", commit[0].strip(), "HEAD") if commit else None
    if shallow and not base:
        raise ChoiceError(
            f"`{revision}` is not in this shallow clone, or not what it has in common with HEAD: get the whole history "
            "first, with `git fetch --unshallow` (in a workflow: `fetch-depth: 0`)."
        )
    if not commit:
        raise ChoiceError(f"git knows no revision `{revision}`.")
    # Without anything in common, all that differs is changed.
    return (base or commit)[0].strip()


def _git(root: Path, *words: str) -> list[str] | None:
    """Return what git says, split where it ends a name; None where it refuses."""
    said = git(root, *words)
    return None if said is None else os.fsdecode(said).split("\0")
