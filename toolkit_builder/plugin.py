"""The MkDocs plugin, and the only file that imports mkdocs: every hook hands over to build.py and returns.

static-i18n runs the whole build once per language, one inside the other, with the same plugin objects. ``_passes`` counts
how deep we are: the first ``on_config`` prepares, every pass draws its plain pages, and the end of the outermost one finishes.
"""

from __future__ import annotations

import fnmatch
import logging
import os
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.config import config_options as options
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from toolkit_builder.build import Prepared, draw_problems, finish, plain_page, prepare
from toolkit_builder.problems import errors, say_many
from toolkit_builder.publishing.drawing import prepare as prepare_environment
from toolkit_builder.publishing.drawing import speak
from toolkit_builder.publishing.site import Site
from toolkit_builder.publishing.spoken import in_words_of
from toolkit_builder.reading.leftovers import is_left_over_path
from toolkit_builder.reading.settings import SettingsError, read_settings

log = logging.getLogger("mkdocs.plugins.toolkit")

TEMPLATES = Path(__file__).parent / "theme" / "templates"

# Material's scripts and their maps: none of our pages loads them.
_LEFT_OUT = ("assets/javascripts/*", "*.map", "assets/images/favicon.png", "assets/stylesheets/palette.*")


class ToolkitOptions(Config):  # type: ignore[no-untyped-call]
    """The plugin's options, as reading/settings.py lists, reads and checks them."""

    fallback = options.Type(dict, default={})
    slug = options.Type(str, default="")
    license = options.Type(str, default="CC-BY-4.0")
    licence = options.Type(str, default="CC-BY-4.0")
    time_limit = options.Type(int, default=10)
    recheck_months = options.Type(dict, default={})


class ToolkitPlugin(BasePlugin[ToolkitOptions]):  # type: ignore[no-untyped-call]
    """Publishes the records of a toolkit."""

    jobs: int = os.cpu_count() or 1
    prepared: Prepared | None = None
    _passes: int = 0
    _live: bool = False
    _env: Environment | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Learn whether somebody is at work: MkDocs keeps a plugin that has this hook over all rebuilds of `serve`."""
        self._live = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read, check and render in the first pass; put our templates before Material's in every pass."""
        if self._passes == 0 and self.prepared is None:
            self.prepared = self._prepare(config)
        _as_needed(config)
        self._passes += 1
        if str(TEMPLATES) not in config.theme.dirs:
            # After the toolkit's own overrides, which come first where there are any.
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(TEMPLATES))
        config.theme.static_templates -= {"404.html", "sitemap.xml"}
        return config

    def _prepare(self, config: MkDocsConfig) -> Prepared:
        file = Path(config.config_file_path)
        try:
            settings = read_settings(file.parent, file.name)
        except SettingsError as error:
            raise PluginError(str(error)) from None
        prepared = prepare(settings, self.jobs, live=self._live)
        for problem in prepared.problems:
            log.error(problem) if prepared.site is None else log.warning(problem)
        if prepared.site is None and not self._live:
            wrong = say_many("{number} error", "{number} errors", errors(prepared.problems))
            raise PluginError(f"{wrong}. Mend them, then build again.")
        return prepared

    @property
    def _site(self) -> Site | None:
        return self.prepared.site if self.prepared else None

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Leave MkDocs the plain pages; records, types, vocabularies and pictures are ours."""
        site = self._site
        for file in list(files):
            from_theme = file.src_dir != config.docs_dir
            keep = (
                not (is_left_over_path(file.src_uri) or any(fnmatch.fnmatch(file.src_uri, one) for one in _LEFT_OUT))
                if from_theme
                else site is not None and _is_published_page(site, file)
            )
            if not keep:
                files.remove(file)
        return files

    def _plain(self, page: Page, config: MkDocsConfig) -> tuple[Site, str, str]:
        """Return what identifies a plain page: the site, its slug, and the language of this pass."""
        assert self._site is not None
        return self._site, _slug(page.file), _language(config)

    def on_page_read_source(self, page: Page, config: MkDocsConfig) -> str:
        """Keep MkDocs from reading headers, which it does in its own way and without a word when they are broken."""
        return ""

    def on_page_markdown(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Give MkDocs what we know of a page, and nothing that somebody typed to steer it (`template:`, `hide:`)."""
        site, slug, language = self._plain(page, config)
        title = site.library.shown(site.library.pages[slug], language).title
        page.meta.clear()
        page.meta.update(title=title, template="home.html" if slug == "index" else "main.html")
        return markdown

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Hand over our HTML, for other plugins; the templates take it from the view."""
        site, slug, language = self._plain(page, config)
        return site.html.get(site.library.shown(site.library.pages[slug], language).place, "")

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """Make the templates ours, in this pass's language."""
        prepare_environment(env, _material_stylesheet(files))
        speak(env, _language(config))
        self._env = env
        return env

    def on_page_context(self, context: TemplateContext, /, *, page: Page, config: MkDocsConfig, nav: Any) -> TemplateContext:
        """Give the template its view."""
        context.update(plain_page(*self._plain(page, config)))  # type: ignore[typeddict-item]
        return context

    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Let a drawn page say which of its words are English."""
        return in_words_of(output, _language(config))

    # static-i18n's own on_post_build, at -100, runs the other languages.
    @event_priority(-200)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Finish in the outermost pass: the site is drawn by then, but for what is ours."""
        self._passes -= 1
        if self._passes:
            return
        prepared, self.prepared = self.prepared, None
        assert prepared is not None
        assert self._env is not None
        if prepared.site is not None:
            finish(prepared.site, self._env, Path(config.site_dir), self.jobs)
        else:
            draw_problems(prepared.library, prepared.problems, self._env, Path(config.site_dir))

    def on_build_error(self, error: Exception) -> None:
        """Forget everything: the next build begins anew."""
        self._passes, self.prepared, self._env = 0, None, None


def _as_needed(config: MkDocsConfig) -> None:
    """Set what the site needs, whatever mkdocs.yml says; `toolkit check` tells where it says something else."""
    if config.theme.name != "material":
        raise PluginError("The theme must be `material`: write `theme: {name: material, font: false}` in mkdocs.yml.")
    # All links of the site lead to files, so that they lead somewhere on a disk as well.
    config.use_directory_urls = False
    # Which pages there are is decided by the content folder and by `draft:`.
    config.nav = config.exclude_docs = config.draft_docs = None
    config.extra_templates = []
    i18n = config.plugins["i18n"].config
    i18n.fallback_to_default = i18n.reconfigure_material = True
    for language in i18n.languages:
        language.nav = language.theme = None


def _language(config: MkDocsConfig) -> str:
    """Return the language of this pass."""
    return str(config.plugins["i18n"].current_language)  # type: ignore[attr-defined]


def _is_published_page(site: Site, file: File) -> bool:
    """Whether it is the text of a plain page that readers see; a picture beside it may have the same name."""
    page = site.library.pages.get(_slug(file))
    return page is not None and not page.is_draft and file.src_uri.endswith(".md")


def _slug(file: File) -> str:
    """Return the name of a plain page without its language: `about` for `about.de.md`."""
    return file.src_uri.split(".")[0]


def _material_stylesheet(files: Files) -> str:
    """Return the address of Material's main stylesheet; its name changes with every release."""
    return next(file.dest_uri for file in files if fnmatch.fnmatch(file.src_uri, "assets/stylesheets/main.*.min.css"))


# For the command line ---------------------------------------------------------------------------------------------------


class BuildError(Exception):
    """MkDocs could not build the site; the message says why."""


def build_site(root: Path, target: Path, prepared: Prepared, jobs: int) -> None:
    """Let MkDocs draw a prepared site into ``target``. Raises BuildError."""
    _quiet()
    try:
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(target))
        plugin = config.plugins["toolkit"]
        assert isinstance(plugin, ToolkitPlugin)
        plugin.jobs, plugin.prepared = jobs, prepared
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
        config.plugins.on_shutdown()
    except (Abort, ConfigurationError, PluginError) as error:
        raise BuildError(str(error)) from error


def serve_site(root: Path, port: int) -> None:
    """Build, serve on this machine only, and rebuild on every change, until Ctrl+C. Raises BuildError."""
    _quiet()
    logging.getLogger("mkdocs.livereload").setLevel(logging.INFO)
    try:
        watch = [str(TEMPLATES)] if (root / "toolkit_builder").is_dir() else []
        mkdocs_serve(str(root / "mkdocs.yml"), dev_addr=f"127.0.0.1:{port}", watch=watch)
    except (Abort, ConfigurationError, PluginError) as error:
        raise BuildError(str(error)) from error


def _quiet() -> None:
    """Say only what matters: warnings and errors. Material's notice about MkDocs 2 is answered in README."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.WARNING)
    # While a broken file is shown there are no plain pages, and static-i18n misses a home page in every language.
    logging.getLogger("mkdocs.plugins.mkdocs_static_i18n").setLevel(logging.ERROR)
    if not logger.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(message)s"))
        logger.addHandler(handler)
