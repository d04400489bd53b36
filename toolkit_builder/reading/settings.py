"""mkdocs.yml to settings: what the toolkit needs, what it passes over, what contradicts it. Every fault is told, none stops.

Values are taken as MkDocs takes them (YAML 1.1: `no` is false), because MkDocs reads the same file. What the build sets by
itself whatever the file says is in plugin.py, `_as_needed`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import yaml
from pydantic_core import PydanticCustomError

from toolkit_builder.languages import is_usable, nearest, own_name
from toolkit_builder.model.kinds import KINDS, Surroundings
from toolkit_builder.model.types import Field
from toolkit_builder.model.values import Mapping, Node, Scalar, Sequence
from toolkit_builder.model.vocabulary import closest
from toolkit_builder.problems import Fault, Position
from toolkit_builder.reading.mkdocs_yml import Source, read_source
from toolkit_builder.settings import Language, Settings

OPTIONS = ("fallback", "slug", "license", "time_limit", "recheck_months")
"""The options of the plugin `toolkit`; `licence` is `license` too."""

_OF_MKDOCS = (
    "site_name", "site_url", "site_description", "site_author", "copyright", "repo_url", "repo_name", "edit_uri",
    "edit_uri_template", "nav", "exclude_docs", "draft_docs", "not_in_nav", "theme", "docs_dir", "site_dir",
    "use_directory_urls", "strict", "dev_addr", "watch", "validation", "extra", "extra_css", "extra_javascript",
    "extra_templates", "markdown_extensions", "plugins", "hooks", "remote_branch", "remote_name", "INHERIT",
)  # fmt: skip
_WITHOUT_EFFECT = (
    "nav", "exclude_docs", "draft_docs", "site_author", "copyright", "extra", "extra_css", "extra_javascript",
    "extra_templates", "markdown_extensions", "hooks",
)  # fmt: skip
_NEEDED = ("toolkit", "i18n")
_OF_THEME = ("name", "custom_dir", "font", "static_templates", "locale")
_OF_I18N = (
    "build_only_locale", "docs_structure", "fallback_to_default", "reconfigure_material", "reconfigure_search", "languages",
)  # fmt: skip
_OF_LANGUAGE = ("build", "default", "locale", "name")
_OF_LANGUAGE_WITHOUT_EFFECT = (
    "admonition_translations", "copyright", "extra", "fixed_link", "link", "nav", "nav_translations", "site_author",
    "site_description", "site_name", "site_url", "theme",
)  # fmt: skip

_EDITORS = {
    "gitlab": "-/edit/main/{path}",
    "gitea": "_edit/main/{path}",
    "forgejo": "_edit/main/{path}",
    "codeberg": "_edit/main/{path}",
    "bitbucket": "src/main/{path}?mode=edit&at=main",
    "github": "edit/main/{path}",
}
"""How a file is edited on a host whose name holds this word."""


class SettingsError(Exception):
    """There are no settings; the message says why."""


def read_settings(root: Path, name: str = "mkdocs.yml") -> Settings:
    """Read the settings of the toolkit in ``root``; what is wrong with them is in ``faults``. Raises SettingsError."""
    try:
        source = read_source(root.resolve() / name)
    except FileNotFoundError:
        raise SettingsError(
            f"There is no {name} in {root.resolve()}. Go to the toolkit's folder, or name it with --root."
        ) from None
    except OSError as error:
        raise SettingsError(f"{name} cannot be read: {error.strerror or error}") from None
    return _Reader(source).settings(root.resolve())


@dataclass(slots=True)
class _Group:
    """A map of settings: its values, and what they are called in messages: `plugins.i18n`."""

    node: Mapping
    name: str = ""

    def named(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key


@dataclass(slots=True)
class _Reader:
    """Reads one file, and collects what is wrong on the way."""

    source: Source
    faults: list[Fault] = field(default_factory=list)
    places: dict[str, Position] = field(default_factory=dict)
    readable: bool = True
    _yaml: Any = field(default_factory=lambda: yaml.SafeLoader(""))

    def fault(self, rule: str, node: Node, setting: str, **details: object) -> None:
        self.faults.append(Fault(rule, self.source.place(node), field=setting, details=details))

    def settings(self, root: Path) -> Settings:
        top = _Group(self.source.tree)
        self.readable = not self.source.is_cut_short
        self.faults = [fault for fault in self.source.faults if self.matters(fault, top)]
        if not self.readable:
            return self.nothing(root)
        self.unknown(top, _OF_MKDOCS, certain=False)
        self.without_effect(top, _WITHOUT_EFFECT)
        name = self.needed_text(top, "site_name", "My toolkit") or "Toolkit"
        self.directory_addresses(top)
        self.theme(top, root)
        plugins = self.plugins(top)
        languages, default = self.languages(self.i18n(plugins))
        own = plugins.get("toolkit", _Group(Mapping({}, {}, 1, 1)))
        options = self.options(own)
        content, site = self.folders(top, root)
        repository = self.address(top, "repo_url").rstrip("/").removesuffix(".git")
        return Settings(
            root=root,
            name=name,
            languages=self.with_fallback(own, languages),
            default_language=default,
            content=content,
            site=site,
            overrides=self.overrides(top, root),
            address=self.address(top, "site_url"),
            description=self.text(top, "site_description"),
            slug=options.pop("slug", "") or re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "toolkit",
            repository=repository,
            edit_form=self.edit_form(top, repository, root, content),
            places=self.places,
            sources=tuple(self.source.files),
            faults=tuple(self.faults),
            readable=self.readable,
            **options,
        )

    def nothing(self, root: Path) -> Settings:
        languages = (Language("en", "English"),)
        faults, files = tuple(self.faults), tuple(self.source.files)
        folders = root / "docs", root / "site"
        return Settings(root, "Toolkit", languages, "en", *folders, sources=files, faults=faults, readable=False)

    def matters(self, fault: Fault, top: _Group) -> bool:
        """Whether a fault of the file's form is one here: remarks are usual, behind everything but the words of a name."""
        named = (top.node.entries.get(name) for name in ("site_name", "site_description"))
        lines = [(place.path, place.line) for place in (self.source.place(one) for one in named if one)]
        return fault.rule != "cut-off" or (fault.position.path, fault.position.line) in lines

    # Values ------------------------------------------------------------------------------------------------------------

    def plain(self, node: Node | None) -> Any:
        """Return a value as MkDocs sees it; lists and maps as nodes."""
        if not isinstance(node, Scalar) or node.quoted:
            return node.text if isinstance(node, Scalar) else node
        tag = self._yaml.resolve(yaml.ScalarNode, node.text, (True, False))
        try:
            return self._yaml.construct_object(yaml.ScalarNode(tag, node.text))
        except (ValueError, yaml.YAMLError):
            return node.text

    def wrong(self, group: _Group, key: str, wanted: str, **details: object) -> None:
        node = group.node.entries[key]
        typed = node.text if isinstance(node, Scalar) else ""
        self.fault("wrong-setting", node, group.named(key), wanted=wanted, typed=typed, **details)

    def text(self, group: _Group, key: str) -> str:
        value = self.plain(group.node.entries.get(key))
        if value is not None and not isinstance(value, str):
            self.wrong(group, key, "text", quote=not isinstance(value, (Mapping, Sequence)))
        return value.strip() if isinstance(value, str) else ""

    def needed_text(self, group: _Group, key: str, example: str) -> str:
        value = self.text(group, key)
        if not value and self.plain(group.node.entries.get(key)) in (None, ""):
            self.missing(group, key, f"{key}: {example}")
        return value

    def yes_no(self, group: _Group, key: str, otherwise: bool) -> bool:
        value = self.plain(group.node.entries.get(key))
        if value is not None and not isinstance(value, bool):
            self.wrong(group, key, "yes-no")
        return value if isinstance(value, bool) else otherwise

    def map(self, group: _Group, key: str) -> _Group:
        node = group.node.entries.get(key)
        if node is not None and not isinstance(node, Mapping) and self.plain(node) is not None:
            self.wrong(group, key, "map")
        return _Group(node if isinstance(node, Mapping) else Mapping({}, {}, 1, 1), group.named(key))

    def missing(self, group: _Group, key: str, example: str, **details: object) -> None:
        node = group.node.keys.get(key, group.node)
        self.fault("missing-setting", node, group.named(key), example=example, **details)

    def unknown(self, group: _Group, known: tuple[str, ...], certain: bool = True) -> None:
        """Tell of names that nobody reads. MkDocs lets others be, so that one is an error only where a known one is near."""
        for name, key in group.node.keys.items():
            if name not in known and name in group.node.entries:
                meant = closest(name, {one: one for one in known})
                details = {"name": name, "meant": meant, "known": list(known), "certain": certain or bool(meant)}
                self.fault("unknown-setting", key, group.name, **details)

    def without_effect(self, group: _Group, names: tuple[str, ...]) -> None:
        for name in names:
            value = group.node.entries.get(name)
            if value is not None and self.plain(value) is not None:
                self.fault("ignored-setting", group.node.keys[name], group.named(name), name=name)

    # What stands at the top ----------------------------------------------------------------------------------------------

    def directory_addresses(self, top: _Group) -> None:
        if "use_directory_urls" not in top.node.entries:
            self.missing(top, "use_directory_urls", "use_directory_urls: false", set_by_itself=True)
        elif self.yes_no(top, "use_directory_urls", otherwise=False):
            self.fault(
                "ignored-setting", top.node.entries["use_directory_urls"], "use_directory_urls", name="use_directory_urls"
            )

    def theme(self, top: _Group, root: Path) -> None:
        value = self.plain(top.node.entries.get("theme"))
        if not isinstance(value, Mapping):
            if value is None:
                self.missing(top, "theme", "theme: {name: material, font: false}")
            elif value != "material":
                self.wrong(top, "theme", "material")
            return
        group = _Group(value, "theme")
        others = {name: key for name, key in value.keys.items() if name not in _OF_THEME}
        for name, key in others.items():
            if meant := closest(name, {one: one for one in _OF_THEME}):
                self.fault("unknown-setting", key, "theme", name=name, meant=meant, known=list(_OF_THEME), certain=True)
            else:
                self.fault("ignored-setting", key, f"theme.{name}", name="theme")
        if self.plain(value.entries.get("name")) is None:
            self.missing(group, "name", "name: material")
        elif self.plain(value.entries["name"]) != "material":
            self.wrong(group, "name", "material")
        folder = self.text(group, "custom_dir")
        if folder and not (root / folder).is_dir():
            self.wrong(group, "custom_dir", "folder")

    def overrides(self, top: _Group, root: Path) -> Path | None:
        theme = self.plain(top.node.entries.get("theme"))
        folder = self.plain(theme.entries.get("custom_dir")) if isinstance(theme, Mapping) else None
        return root / folder if isinstance(folder, str) and folder else None

    def folders(self, top: _Group, root: Path) -> tuple[Path, Path]:
        names = {key: self.text(top, key) or otherwise for key, otherwise in (("docs_dir", "docs"), ("site_dir", "site"))}
        content, site = (Path(os.path.normpath(root / name)) for name in names.values())
        if content == root or not content.is_relative_to(root):
            self.told_or_missing(top, "docs_dir", "inside", "docs_dir: content")
            self.readable = False
            return root / "docs", site
        kept = {"root": root, "docs_dir": content, "theme.custom_dir": self.overrides(top, root) or content}
        for name, folder in kept.items():
            # The site is put in place as a whole: what stood there before is gone.
            if folder.resolve().is_relative_to(site.resolve()):
                self.told_or_missing(top, "site_dir", "beside", "site_dir: site", holds=name, folder=names["site_dir"])
                break
            if name != "root" and site.resolve().is_relative_to(folder.resolve()):
                self.told_or_missing(top, "site_dir", "beside", "site_dir: site", within=name, folder=names["site_dir"])
                break
        return content, site

    def told_or_missing(self, group: _Group, key: str, wanted: str, example: str, **details: object) -> None:
        if key in group.node.entries:
            self.wrong(group, key, wanted, meant=example.partition(": ")[2], **details)
        else:
            self.missing(group, key, example)

    def address(self, group: _Group, key: str) -> str:
        """Return a web address with a `/` at its end, or ''."""
        value = self.plain(group.node.entries.get(key))
        if value is None or value == "":
            return ""
        typed = value.strip() if isinstance(value, str) else ""
        if not _is_address(typed):
            self.wrong(group, key, "address", meant=_address_meant(typed))
            return ""
        return f"{typed.rstrip('/')}/"

    def edit_form(self, top: _Group, repository: str, root: Path, content: Path) -> str:
        """Return the address at which a file is edited: what the settings say, or what its host is known for."""
        for key in ("edit_uri_template", "edit_uri"):
            if (value := self.text(top, key)) or (key in top.node.entries and key == "edit_uri"):
                form = value if key == "edit_uri_template" or not value else f"{value.rstrip('/')}/{{path}}"
                return self.told_form(top, key, form, repository)
        if not repository:
            return ""
        host = (urlsplit(repository).hostname or "").lower()
        form = next((form for word, form in _EDITORS.items() if word in host), "")
        within = f"{_within_repository(root)}{content.relative_to(root).as_posix()}/"
        if not form:
            example = f"edit_uri: edit/main/{within}"
            self.fault("missing-setting", top.node.keys["repo_url"], "edit_uri", example=example, host=host)
            return ""
        return f"{repository}/{form.replace('{path}', quote(within) + '{path}')}"

    def told_form(self, top: _Group, key: str, form: str, repository: str) -> str:
        odd = [name for name in re.findall(r"\{([^}]*)\}", form) if name.removesuffix("!q") not in ("path", "path_noext")]
        if odd or form.count("{") != form.count("}"):
            self.wrong(top, key, "form")
            return ""
        if re.match(r"https?://", form) or not form:
            return form
        if not repository or re.match(r"[a-z]+:", form, re.IGNORECASE):
            self.wrong(top, key, "within-repository")
            return ""
        return f"{repository}{'' if form[0] in '?#' else '/'}{form.lstrip('/')}"

    # Plugins -----------------------------------------------------------------------------------------------------------

    def plugins(self, top: _Group) -> dict[str, _Group]:
        """Return the plugins with their options, however they are written: a list of names and maps, or one map."""
        found: dict[str, _Group] = {}
        keys: dict[str, Scalar] = {}
        listed = self.plain(top.node.entries.get("plugins"))
        if listed is not None and not isinstance(listed, (Mapping, Sequence)):
            self.wrong(top, "plugins", "plugins")
            self.readable = False
            return {}
        for key, options in self.listed_plugins(top):
            name = key.text
            if name in found:
                self.fault("settings-contradict", key, f"plugins.{name}", reason="twice", name=name)
                continue
            if not isinstance(options, Mapping) and self.plain(options) is not None:
                self.fault("wrong-setting", options or key, f"plugins.{name}", wanted="map", typed="")
            node = options if isinstance(options, Mapping) else Mapping({}, {}, key.line, key.column)
            found[name], keys[name] = _Group(node, f"plugins.{name}"), key
            self.paths_of(node, key)
            if name not in _NEEDED:
                self.other_plugin(key)
            elif "enabled" in node.entries and self.plain(node.entries["enabled"]) is not True:
                self.wrong(found[name], "enabled", "enabled")
        misspelt = {closest(name, {one: one for one in _NEEDED}) for name in found if name not in _NEEDED}
        for name in _NEEDED:
            if name not in found and name not in misspelt:
                self.missing(top, "plugins", f"- {name}", plugin=name)
            self.readable &= name in found
        if [name for name in found if name in _NEEDED] == ["i18n", "toolkit"]:
            self.fault("settings-contradict", keys["toolkit"], "plugins", reason="order")
        return found

    def paths_of(self, node: Mapping, key: Scalar) -> None:
        """Let a plugin without options stand where its name is, in whichever file that was."""
        if id(key) in self.source.paths:
            self.source.paths.setdefault(id(node), self.source.paths[id(key)])

    def listed_plugins(self, top: _Group) -> Iterator[tuple[Scalar, Node | None]]:
        listed = top.node.entries.get("plugins")
        if isinstance(listed, Mapping):
            yield from ((key, listed.entries[name]) for name, key in listed.keys.items())
        elif isinstance(listed, Sequence):
            for item in listed.items:
                if isinstance(item, Scalar):
                    yield item, None
                elif isinstance(item, Mapping):
                    yield from ((key, item.entries[name]) for name, key in item.keys.items())
                else:
                    self.fault("wrong-setting", item, "plugins", wanted="plugin", typed="")

    def other_plugin(self, key: Scalar) -> None:
        name = key.text
        if name.removeprefix("material/") == "search":
            self.fault("ignored-setting", key, f"plugins.{name}", name="search")
            return
        installed = {one.name for one in entry_points(group="mkdocs.plugins")}
        if name.lstrip("/") in installed or f"material/{name}" in installed:
            self.fault("ignored-setting", key, f"plugins.{name}", name="plugin")
            return
        meant = closest(name, {one: one for one in _NEEDED}) or closest(name, {one: one for one in installed})
        self.fault("unknown-setting", key, "plugins", name=name, meant=meant, known=[], certain=True)

    def options(self, group: _Group) -> dict[str, Any]:
        """Return what the plugin `toolkit` says, as arguments of `Settings`."""
        self.unknown(group, (*OPTIONS, "licence", "enabled"))
        taken: dict[str, Any] = {}
        spellings = [name for name in ("license", "licence") if name in group.node.entries]
        if len(spellings) > 1:
            self.fault("settings-contradict", group.node.keys["licence"], group.named("licence"), reason="spelling")
        readers: dict[str, tuple[str, Callable[[_Group, str], Any]]] = {
            "slug": ("slug", self.slug),
            "license": ("licence", self.licence),
            "licence": ("licence", self.licence),
            "time_limit": ("time_limit", self.seconds),
            "recheck_months": ("recheck_months", self.months),
        }
        for name, (argument, read) in readers.items():
            if self.plain(group.node.entries.get(name)) is not None and (value := read(group, name)) is not None:
                taken.setdefault(argument, value)
        return taken

    def slug(self, group: _Group, key: str) -> str | None:
        typed = self.text(group, key)
        if re.fullmatch("[a-z0-9-]*", typed):
            return typed
        self.wrong(group, key, "slug", meant=re.sub("[^a-z0-9]+", "-", typed.lower()).strip("-"))
        return None

    def licence(self, group: _Group, key: str) -> str | None:
        value = self.plain(group.node.entries[key])
        try:
            return str(KINDS["licence"].accept(value, Field(key, "licence"), Surroundings({}, ())))
        except PydanticCustomError as error:
            self.wrong(group, key, "licence", meant=(error.context or {}).get("meant", ""))
        return None

    def seconds(self, group: _Group, key: str) -> float | None:
        value = self.plain(group.node.entries[key])
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return float(value)
        self.wrong(group, key, "seconds")
        return None

    def months(self, group: _Group, key: str) -> dict[str, int]:
        months = self.map(group, key)
        taken = {}
        for name, node in months.node.entries.items():
            value = self.plain(node)
            if isinstance(value, int) and not isinstance(value, bool) and value > 0:
                taken[name] = value
                self.places[f"recheck_months.{name}"] = self.source.place(months.node.keys[name])
            else:
                self.wrong(months, name, "months")
        return taken

    def with_fallback(self, own: _Group, languages: tuple[Language, ...]) -> tuple[Language, ...]:
        """Return the languages with those that stand in for them."""
        told = self.map(own, "fallback")
        codes = {one.code: one.code for one in languages}
        stand_in: dict[str, tuple[str, ...]] = {}
        for code, listed in told.node.entries.items():
            if not isinstance(listed, Sequence):
                alone = isinstance(listed, Scalar) and listed.text in codes
                meant = f"[{listed.text}]" if isinstance(listed, Scalar) and alone else ""
                self.wrong(told, code, "codes", meant=meant)
                continue
            named = [(one.text if isinstance(one, Scalar) else "", one) for one in listed.items]
            for typed, node in ((code, told.node.keys[code]), *named):
                if typed not in codes and self.readable:
                    meant = nearest(typed) if nearest(typed) in codes else closest(typed, codes)
                    details = {"reason": "fallback", "name": typed, "meant": meant, "known": list(codes)}
                    self.fault("settings-contradict", node, told.named(code), **details)
            stand_in[code] = tuple(dict.fromkeys(typed for typed, _ in named if typed in codes and typed != code))
        return tuple(replace(one, fallback=stand_in.get(one.code, ())) for one in languages)

    # Languages ---------------------------------------------------------------------------------------------------------

    def i18n(self, plugins: dict[str, _Group]) -> _Group:
        group = plugins.get("i18n", _Group(Mapping({}, {}, 1, 1), "plugins.i18n"))
        self.unknown(group, (*_OF_I18N, "enabled"), certain=False)
        structure = self.plain(group.node.entries.get("docs_structure"))
        if structure not in (None, "suffix"):
            self.wrong(group, "docs_structure", "suffix")
        if self.plain(group.node.entries.get("build_only_locale")) is not None:
            key = group.node.keys["build_only_locale"]
            self.fault("settings-contradict", key, group.named("build_only_locale"), reason="one-language")
        for name in ("fallback_to_default", "reconfigure_material"):
            if not self.yes_no(group, name, otherwise=True):
                self.fault("ignored-setting", group.node.entries[name], group.named(name), name=name)
        return group

    def languages(self, i18n: _Group) -> tuple[tuple[Language, ...], str]:
        """Return the languages and the default one; fallbacks come from elsewhere."""
        listed = i18n.node.entries.get("languages")
        items = listed.items if isinstance(listed, Sequence) else []
        if not isinstance(listed, Sequence) and self.plain(listed) is not None:
            self.wrong(i18n, "languages", "languages")
        elif not items and self.readable:
            self.missing(i18n, "languages", "languages: [{locale: en, name: English, default: true}]")
        found: dict[str, tuple[Language, bool, _Group]] = {}
        for number, item in enumerate(items):
            if (one := self.language(item, f"{i18n.name}.languages.{number}", set(found))) is not None:
                found[one[0].code] = one
        self.readable &= bool(found)
        languages = tuple(one for one, _, _ in found.values()) or (Language("en", "English"),)
        return languages, self.default(found) or languages[0].code

    def language(self, item: Node, name: str, taken: set[str]) -> tuple[Language, bool, _Group] | None:
        if not isinstance(item, Mapping):
            return self.bare_language(item, name, taken)
        group = _Group(item, name)
        self.unknown(group, (*_OF_LANGUAGE, *_OF_LANGUAGE_WITHOUT_EFFECT), certain=False)
        if self.plain(item.entries.get("locale")) == "null":
            self.fault("ignored-setting", item.entries["locale"], group.named("locale"), name="null")
            return None
        self.without_effect(group, _OF_LANGUAGE_WITHOUT_EFFECT)
        code = self.code(group)
        built, is_default = self.yes_no(group, "build", otherwise=True), self.yes_no(group, "default", otherwise=False)
        called = self.needed_text(group, "name", own_name(code) if code else "English")
        if not code:
            return None
        if code in taken:
            self.fault("settings-contradict", item.entries["locale"], group.named("locale"), reason="language-twice", name=code)
            return None
        if is_default and not built:
            self.fault("settings-contradict", item.entries["build"], group.named("build"), reason="default-left-out")
        elif not built:
            return None
        self.places[f"languages.{code}"] = self.source.place(item.entries["locale"])
        return Language(code, called or own_name(code)), is_default, group

    def bare_language(self, item: Node, name: str, taken: set[str]) -> tuple[Language, bool, _Group] | None:
        """Tell of a language that is no map; where a code stands in its place, files in that language are read all the same."""
        typed = item.text if isinstance(item, Scalar) else ""
        code = nearest(typed)
        meant = f"{{locale: {code}, name: {own_name(code)}}}" if code else ""
        self.fault("wrong-setting", item, name, wanted="language", typed=typed, meant=meant)
        if not code or code in taken:
            return None
        self.places[f"languages.{code}"] = self.source.place(item)
        return Language(code, own_name(code)), False, _Group(Mapping({}, {}, item.line, item.column), name)

    def code(self, group: _Group) -> str:
        node = group.node.entries.get("locale")
        if node is None or self.plain(node) is None:
            self.missing(group, "locale", "locale: en")
            return ""
        value = self.plain(node)
        if isinstance(value, str) and is_usable(value):
            return value
        typed = node.text if isinstance(node, Scalar) else ""
        meant = nearest(typed)
        if is_usable(typed):
            self.wrong(group, "locale", "text", quote=True)
        else:
            self.fault("language-code", node, group.named("locale"), typed=typed, meant=meant)
        return meant

    def default(self, found: dict[str, tuple[Language, bool, _Group]]) -> str:
        defaults = [one for one in found.values() if one[1]]
        if found and not defaults:
            language, _, group = next(iter(found.values()))
            self.missing(group, "default", f"{{locale: {language.code}, name: {language.name}, default: true}}", default=True)
        for _, _, group in defaults[1:]:
            node, name = group.node.entries["default"], group.named("default")
            self.fault("settings-contradict", node, name, reason="defaults", name=defaults[0][0].code)
        return defaults[0][0].code if defaults else ""


def _is_address(typed: str) -> bool:
    try:
        parts = urlsplit(typed)
    except ValueError:
        return False
    whole = parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[\s<>\"]", typed)
    return whole and not parts.query and not parts.fragment and not parts.path.endswith((".html", ".htm"))


def _address_meant(typed: str) -> str:
    """Return the address that was probably meant: one without https://, one to copy a repository from, one of a page."""
    ssh = re.fullmatch(r"(?:ssh://)?git@([\w.-]+)(?::\d+/|[:/])(\S+?)/?", typed)
    bare = f"{ssh[1]}/{ssh[2]}" if ssh else re.sub(r"^(?:[a-z+]*:/{0,2}|/{2}|https?/{2})", "", typed, flags=re.IGNORECASE)
    bare = re.sub(r"[?#].*|\.git$|[^/]*\.html?$", "", bare)
    scheme = "http" if typed.lower().startswith("http://") else "https"
    meant = f"{scheme}://{bare}"
    return meant if re.match(r"[\w-]+(\.[\w-]+)+([:/]|$)", bare) and _is_address(meant) else ""


def _within_repository(root: Path) -> str:
    """Return the way from the top of the git repository to the toolkit: '' or `docs/toolkit/`."""
    for folder in (root, *root.parents):
        if (folder / ".git").exists():
            return "" if folder == root else f"{root.relative_to(folder).as_posix()}/"
    return ""
