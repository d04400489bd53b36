"""The plugins that mkdocs.yml lists, and what it says to ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib.metadata import entry_points
from typing import Any

from pydantic_core import PydanticCustomError

from toolkit_builder.model.accepting import Surroundings
from toolkit_builder.model.fields import Field
from toolkit_builder.model.kinds import KINDS
from toolkit_builder.model.values import Mapping, Node, Scalar, Sequence
from toolkit_builder.model.vocabulary import closest
from toolkit_builder.reading.setting_trust import is_harmless_plugin, refuse
from toolkit_builder.reading.setting_values import Group, Told
from toolkit_builder.settings import ISSUE_GAPS

OPTIONS = ("fallback", "slug", "license", "contact", "issues", "admin", "time_limit", "recheck_months", "trusted_config")
"""The options of the plugin `toolkit`; `licence` is `license` too."""

_NEEDED = ("toolkit", "i18n")


def read_plugins(told: Told, top: Group) -> dict[str, Group]:
    """Return the plugins with their options, however they are written: a list of names and maps, or one map."""
    found: dict[str, Group] = {}
    keys: dict[str, Scalar] = {}
    others: list[Scalar] = []
    listed = told.plain(top.node.entries.get("plugins"))
    if listed is not None and not isinstance(listed, (Mapping, Sequence)):
        told.wrong(top, "plugins", "plugins")
        told.readable = False
        return {}
    for key, options in _listed_plugins(told, top):
        name = key.text
        if name in found:
            told.fault("settings-contradict", key, f"plugins.{name}", reason="twice", name=name)
            continue
        if not isinstance(options, Mapping) and told.plain(options) is not None:
            told.fault("wrong-setting", options or key, f"plugins.{name}", wanted="map", typed="")
        node = options if isinstance(options, Mapping) else Mapping({}, {}, key.line, key.column)
        found[name], keys[name] = Group(node, f"plugins.{name}"), key
        _paths_of(told, node, key)
        if name not in _NEEDED:
            others.append(key)
        elif "enabled" in node.entries and told.plain(node.entries["enabled"]) is not True:
            told.wrong(found[name], "enabled", "enabled")
    _other_plugins(told, found, others)
    misspelt = {closest(name, {candidate: candidate for candidate in _NEEDED}) for name in found if name not in _NEEDED}
    for name in _NEEDED:
        if name not in found and name not in misspelt:
            told.missing(top, "plugins", f"- {name}", plugin=name)
        told.readable &= name in found
    if [name for name in found if name in _NEEDED] == ["i18n", "toolkit"]:
        told.fault("settings-contradict", keys["toolkit"], "plugins", reason="order")
    return found


def _paths_of(told: Told, node: Mapping, key: Scalar) -> None:
    """Let a plugin without options stand where its name is, in whichever file that was."""
    if id(key) in told.source.paths:
        told.source.paths.setdefault(id(node), told.source.paths[id(key)])


def _listed_plugins(told: Told, top: Group) -> Iterator[tuple[Scalar, Node | None]]:
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
                told.fault("wrong-setting", item, "plugins", wanted="plugin", typed="")


def _other_plugins(told: Told, found: dict[str, Group], others: list[Scalar]) -> None:
    own = found.get("toolkit")
    told.trusted = own is not None and told.yes_no(own, "trusted_config", otherwise=False)
    for key in others:
        _other_plugin(told, key)


def _other_plugin(told: Told, key: Scalar) -> None:
    name = key.text
    if name.removeprefix("material/") == "search":
        told.fault("ignored-setting", key, f"plugins.{name}", name="search")
        return
    installed = {point.name for point in entry_points(group="mkdocs.plugins")}
    if name.lstrip("/") in installed or f"material/{name}" in installed:
        if told.trusted or is_harmless_plugin(name):
            told.fault("ignored-setting", key, f"plugins.{name}", name="plugin")
        else:
            refuse(told, key, f"plugins.{name}")
        return
    meant = closest(name, {candidate: candidate for candidate in _NEEDED}) or closest(
        name, {candidate: candidate for candidate in installed}
    )
    told.fault("unknown-setting", key, "plugins", name=name, meant=meant, known=[], certain=True)


def read_options(told: Told, group: Group) -> dict[str, Any]:
    """Return what the plugin `toolkit` says, as arguments of `Settings`."""
    told.unknown(group, (*OPTIONS, "licence", "enabled"))
    taken: dict[str, Any] = {}
    spellings = [name for name in ("license", "licence") if name in group.node.entries]
    if len(spellings) > 1:
        told.fault("settings-contradict", group.node.keys["licence"], group.named("licence"), reason="spelling")
    readers: dict[str, tuple[str, Callable[[Told, Group, str], Any]]] = {
        "slug": ("slug", _slug),
        "license": ("licence", _licence),
        "licence": ("licence", _licence),
        "contact": ("contact", _contact),
        "issues": ("issue_form", _issue_form),
        "admin": ("admin", lambda told, group, key: told.yes_no(group, key, otherwise=False)),
        "time_limit": ("time_limit", _seconds),
        "recheck_months": ("recheck_months", _months),
    }
    for name, (argument, read) in readers.items():
        if told.plain(group.node.entries.get(name)) is not None and (value := read(told, group, name)) is not None:
            taken[argument] = value
    return taken


def _slug(told: Told, group: Group, key: str) -> str | None:
    typed = told.text(group, key)
    if re.fullmatch("[a-z0-9-]*", typed):
        return typed
    told.wrong(group, key, "slug", meant=re.sub("[^a-z0-9]+", "-", typed.lower()).strip("-"))
    return None


def _licence(told: Told, group: Group, key: str) -> str | None:
    value = told.plain(group.node.entries[key])
    try:
        return str(KINDS["licence"].accept(value, Field(key, "licence"), Surroundings({}, ())))
    except PydanticCustomError as error:
        told.wrong(group, key, "licence", meant=(error.context or {}).get("meant", ""))
    return None


def _contact(told: Told, group: Group, key: str) -> str | None:
    """Return an e-mail address, or the web address of a form."""
    typed = told.text(group, key)
    meant = ""
    for kind in ("email", "url"):
        try:
            accepted = str(KINDS[kind].accept(typed, Field(key, kind), Surroundings({}, ())))
            if kind == "email" or accepted.startswith("https://"):
                return accepted
            meant = f"https://{accepted.partition('://')[2]}"
        except PydanticCustomError as error:
            meant = meant or (error.context or {}).get("meant", "")
    if typed:
        told.wrong(group, key, "contact", meant=meant)
    return None


def _issue_form(told: Told, group: Group, key: str) -> str | None:
    """Return the web address of a form for issues, with gaps for what it is about."""
    typed = told.text(group, key)
    odd = {*re.findall(r"\{([^}]*)\}", typed)} - {*ISSUE_GAPS}
    is_whole = re.fullmatch(r"https://[^\s<>\"]+", typed) and typed.count("{") == typed.count("}")
    if typed and (odd or not is_whole):
        told.wrong(group, key, "issue-form")
        return None
    return typed


def _seconds(told: Told, group: Group, key: str) -> float | None:
    value = told.plain(group.node.entries[key])
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return float(value)
    told.wrong(group, key, "seconds")
    return None


def _months(told: Told, group: Group, key: str) -> dict[str, int]:
    months = told.map(group, key)
    taken = {}
    for name, node in months.node.entries.items():
        value = told.plain(node)
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            taken[name] = value
            told.places[f"recheck_months.{name}"] = told.source.place(months.node.keys[name])
        else:
            told.wrong(months, name, "months")
    return taken
