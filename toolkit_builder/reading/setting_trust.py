"""What in mkdocs.yml lets MkDocs run code, read files or fetch: all that is not known to be harmless."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit_builder.model.values import Mapping, Scalar, Sequence
from toolkit_builder.reading.setting_values import Group, Told

_HARMLESS_PLUGINS = frozenset(("blog", "meta", "offline", "search", "tags", "typeset"))
"""Plugins of Material that look at pages alone."""
_HARMLESS_EXTENSIONS = frozenset((
    "abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code", "footnotes", "legacy_attrs",
    "legacy_em", "md_in_html", "meta", "nl2br", "sane_lists", "smarty", "tables", "toc", "wikilinks",
))  # fmt: skip
_READING_FILES = frozenset(("pymdownx.b64", "pymdownx.snippets"))


def refuse_untrusted(told: Told, top: Group) -> None:
    """Tell of hooks and extensions that may do more than draw pages, unless the settings say that they are trusted."""
    hooks = told.plain(top.node.entries.get("hooks"))
    if hooks is not None:
        if told.trusted:
            told.without_effect(top, ("hooks",))
        else:
            refuse(told, top.node.keys["hooks"], "hooks")
    for key in _names(top, "markdown_extensions"):
        if not told.trusted and not _is_harmless_extension(key.text):
            refuse(told, key, f"markdown_extensions.{key.text}")


def refuse(told: Told, key: Scalar, setting: str) -> None:
    """Tell that a setting is only for those who trust it."""
    told.fault("wrong-setting", key, setting, wanted="trusted", typed=key.text)


def is_harmless_plugin(name: str) -> bool:
    """Whether a plugin neither runs code of the toolkit's folder, nor reads files beside the pages, nor fetches."""
    return name.lstrip("/").removeprefix("material/") in _HARMLESS_PLUGINS


def _is_harmless_extension(name: str) -> bool:
    # Any other name is a module that Python would load.
    name = name.removeprefix("markdown.extensions.")
    module = name.partition(":")[0]
    return name in _HARMLESS_EXTENSIONS or (module.startswith("pymdownx.") and module not in _READING_FILES)


def _names(top: Group, key: str) -> Iterator[Scalar]:
    listed = top.node.entries.get(key)
    for item in listed.items if isinstance(listed, Sequence) else [listed]:
        if isinstance(item, Mapping):
            yield from item.keys.values()
        elif isinstance(item, Scalar) and isinstance(listed, Sequence):
            yield item
