"""mkdocs.yml to settings: what the toolkit needs, what it passes over, what contradicts it. Every fault is told, none stops.

setting_values.py has how values are taken, setting_plugins.py and setting_languages.py what stands under `plugins:`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path, PurePath
from urllib.parse import quote, urlsplit

from toolkit_builder.model.values import Mapping as HeaderMap
from toolkit_builder.model.vocabulary import closest
from toolkit_builder.problems import Details, Fault
from toolkit_builder.reading.mkdocs_yml import read_source
from toolkit_builder.reading.setting_languages import read_i18n, read_languages, with_fallback
from toolkit_builder.reading.setting_plugins import read_options, read_plugins
from toolkit_builder.reading.setting_trust import refuse_untrusted
from toolkit_builder.reading.setting_values import Group, Told
from toolkit_builder.settings import Language, Settings

_OF_MKDOCS = (
    "site_name", "site_url", "site_description", "site_author", "copyright", "repo_url", "repo_name", "edit_uri",
    "edit_uri_template", "nav", "exclude_docs", "draft_docs", "not_in_nav", "theme", "docs_dir", "site_dir",
    "use_directory_urls", "strict", "dev_addr", "watch", "validation", "extra", "extra_css", "extra_javascript",
    "extra_templates", "markdown_extensions", "plugins", "hooks", "remote_branch", "remote_name", "INHERIT",
)  # fmt: skip
_WITHOUT_EFFECT = (
    "nav", "exclude_docs", "draft_docs", "site_author", "copyright", "extra", "extra_css", "extra_javascript",
    "extra_templates", "markdown_extensions",
)  # fmt: skip
_OF_THEME = ("name", "custom_dir", "font", "static_templates", "locale")

_EDITORS = {
    "gitlab": "-/edit/main/{path}",
    "gitea": "_edit/main/{path}",
    "forgejo": "_edit/main/{path}",
    "codeberg": "_edit/main/{path}",
    "bitbucket": "src/main/{path}?mode=edit&at=main",
    "github": "edit/main/{path}",
}
"""How a file is edited on a host whose name holds this word."""
_ISSUES = {
    "gitlab": "-/issues/new",
    "gitea": "issues/new",
    "forgejo": "issues/new",
    "codeberg": "issues/new",
    "bitbucket": "issues/new",
    "github": "issues/new/choose",
}
"""Where it is chosen there what to report."""
_GITEA = (
    "issues/new?template=.github/ISSUE_TEMPLATE/mistake.yml&field:page={page}&field:language={language}&field:version={version}"
    "&title={path}&body={report}"
)
_ISSUE_FORMS = {
    "gitlab": "-/issues/new?issue%5Btitle%5D={path}&issue%5Bdescription%5D={report}",
    "gitea": _GITEA,
    "forgejo": _GITEA,
    "codeberg": _GITEA,
    "bitbucket": "issues/new",
    "github": "issues/new?template=mistake.yml&page={page}&language={language}&version={version}",
}
"""How something about a page is reported there. On GitHub, and on Gitea and its kin, `.github/ISSUE_TEMPLATE/mistake.yml` has
fields of these ids; where those find no such file, they take title and body (forgejo.org/docs: Issue Templates)."""


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
    return _settings(Told(source), root.resolve())


def _settings(told: Told, root: Path) -> Settings:
    top = Group(told.source.tree)
    told.readable = not told.source.is_cut_short
    told.faults = [fault for fault in told.source.faults if _matters(told, fault, top)]
    if not told.readable:
        return _nothing(told, root)
    told.unknown(top, _OF_MKDOCS, certain=False)
    told.without_effect(top, _WITHOUT_EFFECT)
    name = told.needed_text(top, "site_name", "My toolkit") or "Toolkit"
    _directory_addresses(told, top)
    _theme(told, top, root)
    plugins = read_plugins(told, top)
    refuse_untrusted(told, top)
    languages, default = read_languages(told, read_i18n(told, plugins))
    own = plugins.get("toolkit", Group(HeaderMap({}, {}, 1, 1)))
    options = read_options(told, own)
    content, site = _folders(told, top, root)
    repository = _address(told, top, "repo_url").rstrip("/").removesuffix(".git")
    issue_form = options.pop("issue_form", "")
    return Settings(
        root=root,
        name=name,
        languages=with_fallback(told, own, languages),
        default_language=default,
        content=content,
        site=site,
        overrides=_overrides(told, top, root),
        address=_address(told, top, "site_url"),
        description=told.text(top, "site_description"),
        slug=options.pop("slug", "") or re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "toolkit",
        repository=repository,
        edit_form=_edit_form(told, top, repository, root, content),
        issues="" if issue_form else _of_host(_ISSUES, repository, f"{repository}/"),
        issue_form=issue_form or _of_host(_ISSUE_FORMS, repository, f"{repository}/"),
        places=told.places,
        sources=tuple(told.source.files),
        faults=tuple(told.faults),
        readable=told.readable,
        **options,
    )


def _nothing(told: Told, root: Path) -> Settings:
    languages = (Language("en", "English"),)
    faults, files = tuple(told.faults), tuple(told.source.files)
    folders = root / "docs", root / "site"
    return Settings(root, "Toolkit", languages, "en", *folders, sources=files, faults=faults, readable=False)


def _matters(told: Told, fault: Fault, top: Group) -> bool:
    """Whether a fault of the file's form is one here: remarks are usual, behind everything but the words of a name."""
    named = (top.node.entries.get(name) for name in ("site_name", "site_description"))
    lines = [(place.path, place.line) for place in (told.source.place(value) for value in named if value)]
    return fault.rule != "cut-off" or (fault.position.path, fault.position.line) in lines


def _directory_addresses(told: Told, top: Group) -> None:
    if "use_directory_urls" not in top.node.entries:
        told.missing(top, "use_directory_urls", "use_directory_urls: false", set_by_itself=True)
    elif told.yes_no(top, "use_directory_urls", otherwise=False):
        told.fault("ignored-setting", top.node.entries["use_directory_urls"], "use_directory_urls", name="use_directory_urls")


def _theme(told: Told, top: Group, root: Path) -> None:
    value = told.plain(top.node.entries.get("theme"))
    if not isinstance(value, HeaderMap):
        if value is None:
            told.missing(top, "theme", "theme: {name: material, font: false}")
        elif value != "material":
            told.wrong(top, "theme", "material")
        return
    group = Group(value, "theme")
    others = {name: key for name, key in value.keys.items() if name not in _OF_THEME}
    for name, key in others.items():
        if meant := closest(name, {candidate: candidate for candidate in _OF_THEME}):
            told.fault("unknown-setting", key, "theme", name=name, meant=meant, known=list(_OF_THEME), certain=True)
        else:
            told.fault("ignored-setting", key, f"theme.{name}", name="theme")
    if told.plain(value.entries.get("name")) is None:
        told.missing(group, "name", "name: material")
    elif told.plain(value.entries["name"]) != "material":
        told.wrong(group, "name", "material")
    folder = told.text(group, "custom_dir")
    if folder and _overrides(told, top, root) is None:
        told.wrong(group, "custom_dir", "within")
    elif folder and not (root / folder).is_dir():
        there = {path.name: path.name for path in root.iterdir() if path.is_dir() and not path.name.startswith(".")}
        told.wrong(group, "custom_dir", "folder", meant=closest(folder, there))


def _overrides(told: Told, top: Group, root: Path) -> Path | None:
    theme = told.plain(top.node.entries.get("theme"))
    folder = told.plain(theme.entries.get("custom_dir")) if isinstance(theme, HeaderMap) else None
    if not isinstance(folder, str) or not folder:
        return None
    # Whatever lies in there is read: never all of a disk.
    real = Path(os.path.realpath(root / folder))
    return root / folder if real != root and real.is_relative_to(root) else None


def _folders(told: Told, top: Group, root: Path) -> tuple[Path, Path]:
    names = {key: told.text(top, key) or otherwise for key, otherwise in (("docs_dir", "docs"), ("site_dir", "site"))}
    content, site = (Path(os.path.normpath(root / name)) for name in names.values())
    if content == root or not content.is_relative_to(root):
        told.wrong(top, "docs_dir", "inside", meant=_docs_dir_meant(root, names["docs_dir"]))
        told.readable = False
        return root / "docs", site
    kept = {"root": root, "docs_dir": content, "theme.custom_dir": _overrides(told, top, root) or content}
    if lost := _lost(site, kept):
        meant = next((name for name in _SITES if not _lost(root / name, kept)), "")
        if "site_dir" in top.node.entries:
            details: Details = {**lost, "meant": meant}
            told.wrong(top, "site_dir", "beside", **details)
        else:
            told.missing(top, "site_dir", f"site_dir: {meant}")
    return content, site


_SITES = ("site", "public", "html")
"""Usual names of the folder of a site."""


def _docs_dir_meant(root: Path, typed: str) -> str:
    """Return the folder of the content that was probably meant, if there is one."""
    names = (PurePath(typed.replace("\\", "/")).name, "content", "docs")
    return next((name for name in names if name not in ("", "..") and (root / name).is_dir()), "")


def _lost(site: Path, kept: dict[str, Path]) -> Details:
    """Return which folder would be lost, or lies in the way, when a site is put in place: what stood there before is gone."""
    for name, folder in kept.items():
        if folder.resolve().is_relative_to(site.resolve()):
            return {"holds": name}
        if name != "root" and site.resolve().is_relative_to(folder.resolve()):
            return {"within": name}
    return {}


def _address(told: Told, group: Group, key: str) -> str:
    """Return a web address with a `/` at its end, or ''."""
    value = told.plain(group.node.entries.get(key))
    if value is None or value == "":
        return ""
    typed = value.strip() if isinstance(value, str) else ""
    if not _is_address(typed):
        told.wrong(group, key, "address", meant=_address_meant(typed))
        return ""
    return f"{typed.rstrip('/')}/"


def _edit_form(told: Told, top: Group, repository: str, root: Path, content: Path) -> str:
    """Return the address at which a file is edited: what the settings say, or what its host is known for."""
    for key in ("edit_uri_template", "edit_uri"):
        if (value := told.text(top, key)) or (key in top.node.entries and key == "edit_uri"):
            form = value if key == "edit_uri_template" or not value else f"{value.rstrip('/')}/{{path}}"
            return _told_form(told, top, key, form, repository)
    if not repository:
        return ""
    form = _of_host(_EDITORS, repository)
    within = f"{_within_repository(root)}{content.relative_to(root).as_posix()}/"
    if not form:
        example = f"edit_uri: edit/main/{within}"
        told.fault("missing-setting", top.node.keys["repo_url"], "edit_uri", example=example, host=_host(repository))
        return ""
    return f"{repository}/{form.replace('{path}', quote(within) + '{path}')}"


def _of_host(forms: Mapping[str, str], repository: str, before: str = "") -> str:
    """Return the form that the host of a repository is known for, behind what stands before it; '' where it is not known."""
    return next((f"{before}{form}" for word, form in forms.items() if word in _host(repository)), "")


def _host(repository: str) -> str:
    return (urlsplit(repository).hostname or "").lower()


def _told_form(told: Told, top: Group, key: str, form: str, repository: str) -> str:
    odd = [name for name in re.findall(r"\{([^}]*)\}", form) if name.removesuffix("!q") not in ("path", "path_noext")]
    if odd or form.count("{") != form.count("}"):
        told.wrong(top, key, "form")
        return ""
    if re.match(r"https?://", form) or not form:
        return form
    if not repository or re.match(r"[a-z]+:", form, re.IGNORECASE):
        told.wrong(top, key, "within-repository")
        return ""
    return f"{repository}{'' if form[0] in '?#' else '/'}{form.lstrip('/')}"


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
