"""The languages of a toolkit, as the plugin `i18n` lists them, and those that stand in for others."""

from __future__ import annotations

from dataclasses import replace

from toolkit_builder.languages import is_usable, name_in_itself, nearest
from toolkit_builder.model.values import Mapping, Node, Scalar, Sequence
from toolkit_builder.model.vocabulary import closest
from toolkit_builder.problems import Details
from toolkit_builder.reading.setting_values import Group, Told
from toolkit_builder.settings import Language

_OF_I18N = (
    "build_only_locale", "docs_structure", "fallback_to_default", "reconfigure_material", "reconfigure_search", "languages",
)  # fmt: skip
_OF_LANGUAGE = ("build", "default", "locale", "name")
_OF_LANGUAGE_WITHOUT_EFFECT = (
    "admonition_translations", "copyright", "extra", "fixed_link", "link", "nav", "nav_translations", "site_author",
    "site_description", "site_name", "site_url", "theme",
)  # fmt: skip


def read_i18n(told: Told, plugins: dict[str, Group]) -> Group:
    """Return what the plugin `i18n` says; its languages are read by `read_languages`."""
    group = plugins.get("i18n", Group(Mapping({}, {}, 1, 1), "plugins.i18n"))
    told.unknown(group, (*_OF_I18N, "enabled"), certain=False)
    structure = told.plain(group.node.entries.get("docs_structure"))
    if structure not in (None, "suffix"):
        told.wrong(group, "docs_structure", "suffix")
    if told.plain(group.node.entries.get("build_only_locale")) is not None:
        key = group.node.keys["build_only_locale"]
        told.fault("settings-contradict", key, group.named("build_only_locale"), reason="one-language")
    for name in ("fallback_to_default", "reconfigure_material"):
        if not told.yes_no(group, name, otherwise=True):
            told.fault("ignored-setting", group.node.entries[name], group.named(name), name=name)
    return group


def read_languages(told: Told, i18n: Group) -> tuple[tuple[Language, ...], str]:
    """Return the languages and the default one; fallbacks come from elsewhere."""
    listed = i18n.node.entries.get("languages")
    items = listed.items if isinstance(listed, Sequence) else []
    if not isinstance(listed, Sequence) and told.plain(listed) is not None:
        told.wrong(i18n, "languages", "languages")
    elif not items and told.readable:
        told.missing(i18n, "languages", "languages: [{locale: en, name: English, default: true}]")
    found: dict[str, tuple[Language, bool, Group]] = {}
    for number, item in enumerate(items):
        if (entry := _language(told, item, f"{i18n.name}.languages.{number}", set(found))) is not None:
            found[entry[0].code] = entry
    told.readable &= bool(found)
    languages = tuple(language for language, _, _ in found.values()) or (Language("en", "English"),)
    return languages, _default(told, found) or languages[0].code


def _language(told: Told, item: Node, name: str, taken: set[str]) -> tuple[Language, bool, Group] | None:
    if not isinstance(item, Mapping):
        return _bare_language(told, item, name, taken)
    group = Group(item, name)
    told.unknown(group, (*_OF_LANGUAGE, *_OF_LANGUAGE_WITHOUT_EFFECT), certain=False)
    if told.plain(item.entries.get("locale")) == "null":
        told.fault("ignored-setting", item.entries["locale"], group.named("locale"), name="null")
        return None
    told.without_effect(group, _OF_LANGUAGE_WITHOUT_EFFECT)
    code = _code(told, group)
    built, is_default = told.yes_no(group, "build", otherwise=True), told.yes_no(group, "default", otherwise=False)
    called = told.needed_text(group, "name", name_in_itself(code) if code else "English")
    if not code:
        return None
    if code in taken:
        told.fault("settings-contradict", item.entries["locale"], group.named("locale"), reason="language-twice", name=code)
        return None
    if is_default and not built:
        told.fault("settings-contradict", item.entries["build"], group.named("build"), reason="default-left-out")
    elif not built:
        return None
    told.places[f"languages.{code}"] = told.source.place(item.entries["locale"])
    return Language(code, called or name_in_itself(code)), is_default, group


def _bare_language(told: Told, item: Node, name: str, taken: set[str]) -> tuple[Language, bool, Group] | None:
    """Tell of a language that is no map; where a code stands in its place, files in that language are read all the same."""
    typed = item.text if isinstance(item, Scalar) else ""
    code = nearest(typed)
    meant = f"{{locale: {code}, name: {name_in_itself(code)}}}" if code else ""
    told.fault("wrong-setting", item, name, wanted="language", typed=typed, meant=meant)
    if not code or code in taken:
        return None
    told.places[f"languages.{code}"] = told.source.place(item)
    return Language(code, name_in_itself(code)), False, Group(Mapping({}, {}, item.line, item.column), name)


def _code(told: Told, group: Group) -> str:
    node = group.node.entries.get("locale")
    if node is None or told.plain(node) is None:
        told.missing(group, "locale", "locale: en")
        return ""
    value = told.plain(node)
    if isinstance(value, str) and is_usable(value):
        return value
    typed = node.text if isinstance(node, Scalar) else ""
    meant = nearest(typed)
    if is_usable(typed):
        told.wrong(group, "locale", "text", quote=True)
    else:
        told.fault("language-code", node, group.named("locale"), typed=typed, meant=meant)
    return meant


def _default(told: Told, found: dict[str, tuple[Language, bool, Group]]) -> str:
    defaults = [entry for entry in found.values() if entry[1]]
    if found and not defaults:
        language, _, group = next(iter(found.values()))
        told.missing(group, "default", f"{{locale: {language.code}, name: {language.name}, default: true}}", default=True)
    for _, _, group in defaults[1:]:
        node, name = group.node.entries["default"], group.named("default")
        told.fault("settings-contradict", node, name, reason="defaults", name=defaults[0][0].code)
    return defaults[0][0].code if defaults else ""


def with_fallback(told: Told, own: Group, languages: tuple[Language, ...]) -> tuple[Language, ...]:
    """Return the languages with those that stand in for them."""
    listed_for = told.map(own, "fallback")
    codes = {language.code: language.code for language in languages}
    stand_in: dict[str, tuple[str, ...]] = {}
    for code, listed in listed_for.node.entries.items():
        if not isinstance(listed, Sequence):
            alone = isinstance(listed, Scalar) and listed.text in codes
            meant = f"[{listed.text}]" if isinstance(listed, Scalar) and alone else ""
            told.wrong(listed_for, code, "codes", meant=meant)
            continue
        named = [(item.text if isinstance(item, Scalar) else "", item) for item in listed.items]
        for typed, node in ((code, listed_for.node.keys[code]), *named):
            if typed not in codes and told.readable:
                meant = nearest(typed) if nearest(typed) in codes else closest(typed, codes)
                details: Details = {"reason": "fallback", "name": typed, "meant": meant, "known": list(codes)}
                told.fault("settings-contradict", node, listed_for.named(code), **details)
        stand_in[code] = tuple(dict.fromkeys(typed for typed, _ in named if typed in codes))
    return tuple(replace(language, fallback=stand_in.get(language.code, ())) for language in languages)
