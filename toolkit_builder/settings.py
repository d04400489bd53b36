"""What mkdocs.yml says about the toolkit: its name, languages, folders and limits."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from babel import Locale, UnknownLocaleError


class SettingsError(Exception):
    """mkdocs.yml cannot be used; the message says why and what to write."""


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


def direction(language: str) -> str:
    """Return in which direction a language is written: ``rtl`` or ``ltr``."""
    try:
        return Locale.parse(language.replace("-", "_")).text_direction
    except (UnknownLocaleError, ValueError):
        return "ltr"


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of one toolkit. Paths are absolute."""

    root: Path
    name: str
    languages: tuple[Language, ...]
    default_language: str
    content: Path
    site: Path
    address: str = ""
    """The site's public address with a ``/`` at the end, or ''."""
    description: str = ""
    slug: str = "toolkit"
    """The first part of the names of editions."""
    licence: str = "CC-BY-4.0"
    repository: str = ""
    edit_address: str = ""
    """Where a file can be edited online; the file's path is appended."""
    time_limit: float = 10.0
    """Seconds that rendering one text may take."""
    recheck_months: Mapping[str, int] = field(default_factory=dict)
    """Record type to the months after which facts should be checked again; the key ``default`` holds for all others."""

    @property
    def cache(self) -> Path:
        """Folder for what can be made again; git ignores it."""
        return self.root / ".toolkit"

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


class _Tolerant(yaml.SafeLoader):
    """mkdocs.yml may hold tags that mean something to MkDocs (!!python/name and others); here only !ENV means anything."""


def _from_environment(_: yaml.SafeLoader, node: yaml.Node) -> str | None:
    """Read `!ENV NAME` and `!ENV [NAME, OTHER, default]` as MkDocs does (https://github.com/waylan/pyyaml-env-tag)."""
    is_list = isinstance(node, yaml.SequenceNode)
    listed = [str(part.value) for part in node.value] if is_list else [str(node.value)]
    names, default = (listed[:-1], listed[-1]) if len(listed) > 1 else (listed, None)
    return next((os.environ[name] for name in names if name in os.environ), default)


_Tolerant.add_multi_constructor("", lambda loader, suffix, node: None)
_Tolerant.add_constructor("!ENV", _from_environment)

OPTIONS: Mapping[str, type] = {
    "fallback": dict,
    "slug": str,
    "licence": str,
    "time_limit": int,
    "recheck_months": dict,
}
"""The options of the plugin ``toolkit`` in mkdocs.yml."""


def read_settings(root: Path) -> Settings:
    """Read the settings from ``root/mkdocs.yml``. Raises SettingsError."""
    file = root / "mkdocs.yml"
    try:
        data = yaml.load(file.read_text("utf-8"), Loader=_Tolerant)  # noqa: S506 - a SafeLoader without the tags
    except FileNotFoundError:
        raise SettingsError(f"There is no mkdocs.yml in {root}. Go to the toolkit's folder, or name it with --root.") from None
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        raise SettingsError(f"mkdocs.yml cannot be read: {error}") from None
    if not isinstance(data, dict):
        raise SettingsError("mkdocs.yml must hold names and values, such as `site_name: My toolkit`.")
    return _settings(root.resolve(), data)


def _settings(root: Path, data: Mapping[str, Any]) -> Settings:
    plugins = _plugins(data.get("plugins"))
    if "toolkit" not in plugins or "i18n" not in plugins:
        raise SettingsError("mkdocs.yml must list the plugins `toolkit` and `i18n`, in this order.")
    if list(plugins).index("toolkit") > list(plugins).index("i18n"):
        raise SettingsError("In mkdocs.yml, `toolkit` must stand before `i18n` in the list of plugins.")
    options = _options(plugins["toolkit"])
    languages, default = _languages(plugins["i18n"], options.get("fallback", {}))
    name = str(data.get("site_name") or "Toolkit")
    repository = str(data.get("repo_url") or "").rstrip("/")
    content = Path(os.path.normpath(root / str(data.get("docs_dir") or "docs")))
    if not content.is_relative_to(root):
        raise SettingsError("mkdocs.yml: docs_dir must be a folder beside mkdocs.yml.")
    return Settings(
        root=root,
        name=name,
        languages=languages,
        default_language=default,
        content=content,
        site=root / str(data.get("site_dir") or "site"),
        address=_address(str(data.get("site_url") or "")),
        description=str(data.get("site_description") or ""),
        slug=options.get("slug") or re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "toolkit",
        licence=options.get("licence", "CC-BY-4.0"),
        repository=repository,
        edit_address=f"{repository}/edit/main/" if repository else "",
        time_limit=float(options.get("time_limit", 10)),
        recheck_months=options.get("recheck_months", {}),
    )


def _plugins(listed: Any) -> dict[str, Mapping[str, Any]]:
    """Return the plugins with their options, however they are written: a list of names and maps, or one map."""
    plugins: dict[str, Mapping[str, Any]] = {}
    for entry in listed if isinstance(listed, list) else [listed]:
        for name, options in entry.items() if isinstance(entry, dict) else [(entry, {})]:
            plugins[str(name)] = options if isinstance(options, dict) else {}
    return plugins


def _options(options: Mapping[str, Any]) -> Mapping[str, Any]:
    for name, value in options.items():
        if name not in OPTIONS:
            raise SettingsError(f"mkdocs.yml: the plugin `toolkit` has no option `{name}`. It has: {', '.join(OPTIONS)}.")
        if not isinstance(value, OPTIONS[name]) or not _fits(name, value):
            raise SettingsError(f"mkdocs.yml: the option `{name}` of the plugin `toolkit` has a wrong kind of value.")
    return options


def _fits(name: str, value: Any) -> bool:
    """Whether a value of the right kind can be used: it holds what it should."""
    match name:
        case "fallback":
            return all(isinstance(others, list) and all(isinstance(one, str) for one in others) for others in value.values())
        case "recheck_months":
            return all(isinstance(months, int) and months > 0 for months in value.values())
        case "time_limit":
            return bool(value > 0)
        case "slug":
            return bool(re.fullmatch(r"[a-z0-9-]*", value))
    return True


def _languages(i18n: Mapping[str, Any], fallback: Mapping[str, Any]) -> tuple[tuple[Language, ...], str]:
    listed = [entry for entry in i18n.get("languages") or [] if isinstance(entry, dict) and entry.get("build", True)]
    defaults = [str(entry.get("locale")) for entry in listed if entry.get("default")]
    if len(defaults) != 1:
        raise SettingsError("mkdocs.yml: exactly one language of the plugin `i18n` must say `default: true`.")
    codes = [str(entry.get("locale")) for entry in listed]
    for code, others in fallback.items():
        for unknown in sorted({str(code), *others} - set(codes)):
            raise SettingsError(f"mkdocs.yml: `fallback` names the language `{unknown}`, which is not in {', '.join(codes)}.")
    languages = tuple(
        Language(code, str(entry.get("name") or code), tuple(fallback.get(code, ())))
        for code, entry in zip(codes, listed, strict=True)
    )
    return languages, defaults[0]


def _address(site_url: str) -> str:
    if site_url and not re.match(r"https?://[^\s/\[]", site_url):
        raise SettingsError("mkdocs.yml: site_url must start with https://, or be left out.")
    return f"{site_url.rstrip('/')}/" if site_url else ""
