"""How to name a record as a source: as a sentence, for BibTeX, and as RIS."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation is made of; what is not known is ''."""

    key: str
    title: str
    authors: Sequence[str]
    year: str
    within: str
    mark: str
    licence: str
    address: str
    language: str

    @property
    def text(self) -> str:
        """One line, as under a text."""
        return "".join(between + words for between, words in self.parts)

    @property
    def parts(self) -> Sequence[tuple[str, str]]:
        """The line in parts, which may be in languages of different directions: what stands between, and the words."""
        signs = [", "] * (len(self.authors) - 1) + [": "] if self.authors else []
        authors = zip(["", *signs], [*self.authors, self.within], strict=True)
        end = [(". ", self.address)] if self.address else [(".", "")]
        title = (f" ({self.year}). “", self.title)
        parts = [*authors, title, ("”. ", self.mark), (". ", self.licence), *end]
        # What ends with a full stop gets no second one.
        before = ["", *(words for _, words in parts)]
        pairs = zip(before, parts, strict=False)
        return [(sign.removeprefix(".") if said.endswith(".") else sign, words) for said, (sign, words) in pairs]

    @property
    def bibtex(self) -> str:
        """An entry for BibTeX (https://www.ctan.org/pkg/bibtex); letters stay Unicode."""
        fields = {
            "title": f"{{{_tex(self.title)}}}",
            "author": " and ".join(f"{{{_tex(author)}}}" for author in self.authors) or f"{{{_tex(self.within)}}}",
            "year": self.year,
            "howpublished": _tex(self.within),
            "note": _tex(f"{self.mark}. {self.licence}"),
            "url": self.address,
        }
        lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
        return f"@misc{{{self.key},\n" + ",\n".join(lines) + "\n}"

    @property
    def ris(self) -> str:
        """A record in RIS, which Zotero, EndNote and others read (https://en.wikipedia.org/wiki/RIS_(file_format))."""
        authors = self.authors or [self.within]
        lines = [
            ("TY", "ELEC"),
            *(("AU", author) for author in authors),
            ("TI", self.title),
            ("T2", self.within),
            ("PY", self.year),
        ]
        lines += [("LA", self.language), ("N1", f"{self.mark}. {self.licence}"), ("UR", self.address), ("ER", "")]
        return "\n".join(f"{tag}  - {_line(value)}".rstrip() for tag, value in lines if value or tag == "ER")


# BibTeX counts every brace, also one behind a backslash, so lone braces go by their names.
_TEX = {
    **{letter: f"\\{letter}" for letter in "&%$#_"},
    "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def _tex(text: str) -> str:
    """Write a text so that TeX reads it as it is."""
    return "".join(_TEX.get(letter, letter) for letter in _line(text))


def _line(text: str) -> str:
    """Write a text in one line: a break would begin a new field."""
    return " ".join(text.splitlines())
