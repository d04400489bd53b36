"""The MkDocs plugin, and the only file that imports mkdocs: `mkdocs build` and `mkdocs serve` give what build.py makes.

MkDocs is left nothing to draw. It keeps what it does beside that: reading its options, watching, serving, reloading.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path

from mkdocs.config.base import Config
from mkdocs.config.config_options import Optional, Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from toolkit_builder.build import Prepared, build_problems, build_site, prepare
from toolkit_builder.problems import errors, say_many
from toolkit_builder.reading.settings import SettingsError, read_settings
from toolkit_builder.swap import SwapError, alone_at
from toolkit_builder.work import this_machine

log = logging.getLogger("mkdocs.plugins.toolkit")


class ToolkitOptions(Config):  # type: ignore[no-untyped-call]
    """The plugin's options; reading/settings.py reads and checks them."""

    fallback, slug, license, licence = (Optional(Type(object)) for _ in range(4))
    contact, issues, admin, time_limit, recheck_months, trusted_config = (Optional(Type(object)) for _ in range(6))


class ToolkitPlugin(BasePlugin[ToolkitOptions]):  # type: ignore[no-untyped-call]
    """Publishes a toolkit. Between hooks it keeps what the first one prepared, and the lock of the folder."""

    _is_live: bool = False
    _prepared: Prepared

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Learn whether somebody is at work: MkDocs keeps a plugin that has this hook over all rebuilds of `serve`."""
        self._is_live = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read, check and render, before MkDocs empties the folder; one pass does, static-i18n would make one per language."""
        self._alone = ExitStack()
        self._prepared = _prepare(Path(config.config_file_path), self._is_live)
        config.nav, config.extra_templates, config.theme.static_templates = None, [], set()
        if "i18n" in config.plugins:
            for language in config.plugins["i18n"].config.languages:
                language.build = bool(language.default)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Let nobody else change the folder of the site before MkDocs empties it. Under `serve`, nobody else knows it."""
        with _told_by_mkdocs():
            self._alone.enter_context(nullcontext() if self._is_live else alone_at(Path(config.site_dir)))

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Leave MkDocs nothing to copy and to draw."""
        return Files([])

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Give static-i18n the home page that it misses otherwise."""
        nav.homepage = Page(None, File.generated(config, "index.md", content=""), config)
        return nav

    @event_priority(-200)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Hand over, behind everything that other plugins put into the folder."""
        with _told_by_mkdocs(), self._alone:
            if (site := self._prepared.site) is None:
                build_problems(self._prepared.library, self._prepared.problems, Path(config.site_dir))
            else:
                build_site(site, Path(config.site_dir), this_machine())


@contextmanager
def _told_by_mkdocs() -> Iterator[None]:
    """Let MkDocs tell in one sentence what goes wrong."""
    try:
        yield
    except (OSError, RuntimeError, SettingsError, SwapError) as error:
        raise PluginError(str(error)) from None


def _prepare(file: Path, is_live: bool) -> Prepared:
    """Read, check and render; tell all problems. Raises PluginError where there is an error, unless it ``is_live``."""
    with _told_by_mkdocs():
        prepared = prepare(read_settings(file.parent, file.name), this_machine(), live=is_live)
    for problem in prepared.problems:
        log.error(problem) if prepared.site is None else log.warning(problem)
    if prepared.site is None and not is_live:
        wrong = say_many("{number} error", "{number} errors", errors(prepared.problems))
        raise PluginError(f"{wrong}. Mend them, then build again.")
    return prepared
