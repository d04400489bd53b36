"""What mkdocs.yml says about the toolkit, as values: its name, languages, folders and limits (read by reading/settings.py)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from toolkit_builder.languages import direction
from toolkit_builder.own_folder import OWN_FOLDER
from toolkit_builder.problems import Fault, Position

ISSUE_GAPS = ("page", "path", "language", "version", "report")
"""What the address of a form for issues may hold: the page's address, its place in the site, its language, the edition's
day, and all that as lines to read."""


@dataclass(frozen=True, slots=True)
class Language:
    """A configured language. ``fallback`` are the languages tried, in order, where a text is missing in this one."""

    code: str
    name: str
    fallback: tuple[str, ...] = ()

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``."""
        return direction(self.code)


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of one toolkit. Paths are absolute."""

    root: Path
    name: str
    languages: tuple[Language, ...]
    default_language: str
    content: Path
    site: Path
    overrides: Path | None = None
    """Templates, styles and scripts of the toolkit's own, which come before ours."""
    address: str = ""
    """The site's public address with a ``/`` at the end, or ''."""
    description: str = ""
    slug: str = "toolkit"
    """The first part of the names of editions."""
    licence: str = "CC-BY-4.0"
    repository: str = ""
    edit_form: str = ""
    """The address where a file can be edited online, with `{path}` (in the content folder) and the like in it; or ''."""
    issues: str = ""
    """Where readers choose what to report to the repository; or ''."""
    issue_form: str = ""
    """Where they report something about a page, with `ISSUE_GAPS` in it; or ''."""
    contact: str = ""
    """How readers reach the makers: an e-mail address, or the web address of a form; or ''."""
    admin: bool = False
    """Whether the site has a desk for regular editors."""
    time_limit: float = 10.0
    """Seconds of the processor that rendering one text may take."""
    recheck_months: Mapping[str, int] = field(default_factory=dict)
    """Record type to the months after which facts should be checked again; the key ``default`` holds for all others."""
    places: Mapping[str, Position] = field(default_factory=dict)
    """Where what only other rooms can check is written: `languages.pt-BR`, `recheck_months.models`."""
    sources: tuple[Path, ...] = ()
    """The file that MkDocs was told, then those that it inherits from; one that is missing is named as well."""
    faults: tuple[Fault, ...] = ()
    """What is wrong with mkdocs.yml; each value in here is the best that could be made of it."""
    readable: bool = True
    """Whether enough is known to read the content: its folder and its languages."""

    @property
    def cache(self) -> Path:
        """Folder for what can be made again (see own_folder.py)."""
        return self.root / OWN_FOLDER

    @property
    def codes(self) -> tuple[str, ...]:
        """The languages' codes, the default first."""
        rest = (language.code for language in self.languages if language.code != self.default_language)
        return (self.default_language, *rest)

    def language(self, code: str) -> Language:
        """Return a configured language. Raises KeyError for any other."""
        for language in self.languages:
            if language.code == code:
                return language
        raise KeyError(code)

    def months_between_checks(self, record_type: str) -> int:
        """Return after how many months the facts of a type should be checked again; 0 where nothing is said."""
        return self.recheck_months.get(record_type, self.recheck_months.get("default", 0))

    def relative(self, path: Path) -> str:
        """Return a path relative to the root, with ``/``."""
        return path.relative_to(self.root).as_posix()

    def edit_address(self, path: str) -> str:
        """Return where a file, by its path relative to the root, can be edited online; '' where nobody knows."""
        within = path.removeprefix(f"{self.relative(self.content)}/")
        address = self.edit_form
        for name, value in (("path", within), ("path_noext", within.rpartition(".")[0])):
            # The two forms that MkDocs knows: as it is, and as a part of a query.
            address = address.replace(f"{{{name}}}", quote(value)).replace(f"{{{name}!q}}", quote(value, safe=""))
        return address
