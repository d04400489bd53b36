"""Closed lists: terms, and their labels in every language."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TypeAlias

Labels: TypeAlias = Mapping[str, str]
"""One text in several languages: language code to text."""


def in_language(labels: Labels, languages: Iterable[str], otherwise: str = "") -> tuple[str, str]:
    """Return the first text that exists along ``languages``, and its language; ``otherwise`` where there is none."""
    for language in (*languages, *labels):
        if language in labels:
            return labels[language], language
    return otherwise, ""


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of a vocabulary: what records write, and what readers see."""

    name: str
    label: Labels
    about: Labels


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A closed list. ``ordered`` means that the order says something (from weak to strong, for instance)."""

    name: str
    label: Labels
    terms: Mapping[str, Term]
    ordered: bool = False

    def suggest(self, typed: str) -> str:
        """Return the term that was probably meant: a typing error in a term or in a label of any language; or ''."""
        known = {name: name for name in self.terms}
        for term in self.terms.values():
            known.update({label.casefold(): term.name for label in term.label.values()})
        return closest(typed, known)

    def named(self, typed: str) -> set[str]:
        """Return the terms that are written so or have such a label, in small letters or capitals."""
        wanted = typed.casefold().strip()
        return {
            term.name
            for term in self.terms.values()
            if wanted in (term.name.casefold(), *(label.casefold() for label in term.label.values()))
        }

    def rank(self, name: str) -> int:
        """Return the place of a term in the list, from 0."""
        return list(self.terms).index(name)


def closest(typed: str, known: Mapping[str, str], least: float = 0.7) -> str:
    """Return the value of the key of ``known`` most like ``typed``, or '' where none is near."""
    folded = {key.casefold(): value for key, value in known.items()}
    wanted = typed.casefold().strip()
    for candidate in (wanted, wanted.replace(" ", "-"), wanted.replace("_", "-")):
        if candidate in folded:
            return folded[candidate]
    near = difflib.get_close_matches(wanted, folded, n=1, cutoff=least)
    return folded[near[0]] if near else ""


def closest_path(typed: str, known: Iterable[str]) -> str:
    """Return the path, or the id of a record, most like ``typed``: of that name elsewhere, or of one like it; or ''."""
    paths = sorted(known)
    if same := next((path for path in paths if PurePosixPath(path).name == PurePosixPath(typed).name), ""):
        return same
    near = closest(typed, {path: path for path in paths})
    # In the same folder, names that have nothing in common make paths that are much alike.
    return near if near and closest(PurePosixPath(typed).stem, {PurePosixPath(near).stem: near}, least=0.6) else ""
