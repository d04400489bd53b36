"""mkdocs.yml: what is taken from it, and what is told. The words themselves are in golden/check/settings-*.case."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import SITES
from toolkit_builder.build import check_settings
from toolkit_builder.languages import direction, is_usable, locale_of, name_in_itself, nearest
from toolkit_builder.model.library import Library
from toolkit_builder.reading.content import read_library
from toolkit_builder.reading.own_templates import own_files
from toolkit_builder.reading.settings import SettingsError, read_settings
from toolkit_builder.settings import Settings
from toolkit_builder.words import has_words, words

LANGUAGES: list[dict[str, Any]] = [
    {"locale": "en", "name": "English", "default": True},
    {"locale": "de", "name": "Deutsch"},
]
I18N = {"i18n": {"languages": LANGUAGES}}
MINIMAL: dict[str, Any] = {
    "site_name": "A",
    "docs_dir": "content",
    "use_directory_urls": False,
    "theme": {"name": "material"},
    "plugins": ["toolkit", I18N],
}


def settings_of(root: Path, data: Any) -> Settings:
    (root / "mkdocs.yml").write_text(data if isinstance(data, str) else yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    return read_settings(root)


def told(root: Path, data: Any) -> list[tuple[str, str]]:
    """Return level with rule, and the setting, of everything that is told about these settings."""
    return [(f"{one.level} {one.rule}", one.field) for one in check_settings(settings_of(root, data))]


def with_option(name: str, value: object) -> dict[str, Any]:
    return {**MINIMAL, "plugins": [{"toolkit": {name: value}}, I18N]}


def with_i18n(**options: object) -> dict[str, Any]:
    return {**MINIMAL, "plugins": ["toolkit", {"i18n": {"languages": LANGUAGES, **options}}]}


def without(name: str) -> dict[str, Any]:
    return {key: value for key, value in MINIMAL.items() if key != name}


@pytest.mark.parametrize(
    ("line", "rules"),
    [
        ("site_name: Kit #1", ["error cut-off"]),
        ("site_name: Kit  # the name", []),
        ('site_name: "Kit #1"', []),
        ("site_name: Kit\nsite_description: We are #1 here", ["error cut-off"]),
        ("site_name: Kit\nsite_description: We are # here", []),
    ],
)
def test_a_name_is_read_to_its_end(tmp_path: Path, line: str, rules: list[str]) -> None:
    shutil.copytree(SITES / "small", tmp_path, dirs_exist_ok=True)
    text = (tmp_path / "mkdocs.yml").read_text("utf-8").replace("site_name: Small toolkit", line)
    assert [rule for rule, _ in told(tmp_path, text.replace("docs_dir: content", "docs_dir: content  #all"))] == rules


def test_a_language_that_is_only_its_code_is_read_all_the_same(tmp_path: Path) -> None:
    """One mistake is one problem: no file in that language is told to be in an unknown one."""
    shutil.copytree(SITES / "small", tmp_path, dirs_exist_ok=True)
    text = (tmp_path / "mkdocs.yml").read_text("utf-8").replace("{locale: de, name: Deutsch}", "de")
    settings = settings_of(tmp_path, text)
    assert settings.codes == ("en", "de", "ar")
    assert [(one.rule, one.position.line, one.position.column) for one in check_settings(settings)] == [
        ("wrong-setting", 14, 11)
    ]
    assert "unknown-language" not in {fault.rule for fault in read_library(settings).faults}


def test_a_circle_of_settings_is_called_one(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "base.yml").write_text("INHERIT: mkdocs.yml\n", "utf-8")
    problems = check_settings(settings_of(tmp_path, "INHERIT: base.yml\n" + yaml.safe_dump(MINIMAL)))
    assert [str(one).splitlines()[0] for one in problems] == [
        "base.yml:1:10: error wrong-setting: `INHERIT`: `mkdocs.yml` leads back to where it is inherited."
    ]


@pytest.mark.parametrize(
    ("data", "rule", "setting"),
    [
        (without("site_name"), "error missing-setting", "site_name"),
        (without("theme"), "error missing-setting", "theme"),
        (without("use_directory_urls"), "warning missing-setting", "use_directory_urls"),
        ({**MINIMAL, "use_directory_urls": True}, "warning ignored-setting", "use_directory_urls"),
        ({**MINIMAL, "use_directory_urls": "false"}, "error wrong-setting", "use_directory_urls"),
        ({**MINIMAL, "theme": "readthedocs"}, "error wrong-setting", "theme"),
        ({**MINIMAL, "theme": {"font": "x"}}, "error missing-setting", "theme.name"),
        ({**MINIMAL, "theme": {"name": "material", "custom_dir": "nowhere"}}, "error wrong-setting", "theme.custom_dir"),
        ({**MINIMAL, "theme": {"name": "material", "custom_dirs": "."}}, "error unknown-setting", "theme"),
        ({**MINIMAL, "theme": {"name": "material", "palette": []}}, "warning ignored-setting", "theme.palette"),
        ({**MINIMAL, "site_name": 1984}, "error wrong-setting", "site_name"),
        ({**MINIMAL, "nav": ["index.md"]}, "warning ignored-setting", "nav"),
        ({**MINIMAL, "exclude_docs": "about*"}, "warning ignored-setting", "exclude_docs"),
        ({**MINIMAL, "markdown_extensions": ["toc"]}, "warning ignored-setting", "markdown_extensions"),
        ({**MINIMAL, "hooks": ["hook.py"]}, "error wrong-setting", "hooks"),
        ({**MINIMAL, "plugins": ["toolkit", I18N, "privacy"]}, "error wrong-setting", "plugins.privacy"),
        (with_option("trusted_config", "yes"), "error wrong-setting", "plugins.toolkit.trusted_config"),
        *(
            ({**MINIMAL, "theme": {"name": "material", "custom_dir": folder}}, "error wrong-setting", "theme.custom_dir")
            for folder in (".", "..", "../../..", "/", "content/..", "../elsewhere")
        ),
        ({**MINIMAL, "doc_dir": "x"}, "error unknown-setting", ""),
        ({**MINIMAL, "my_own": "x"}, "warning unknown-setting", ""),
        ({**MINIMAL, "docs_dir": "../elsewhere"}, "error wrong-setting", "docs_dir"),
        ({**MINIMAL, "docs_dir": "/elsewhere"}, "error wrong-setting", "docs_dir"),
        ({**MINIMAL, "docs_dir": "."}, "error wrong-setting", "docs_dir"),
        ({**MINIMAL, "site_dir": "."}, "error wrong-setting", "site_dir"),
        ({**MINIMAL, "site_dir": "../.."}, "error wrong-setting", "site_dir"),
        ({**MINIMAL, "site_dir": "content"}, "error wrong-setting", "site_dir"),
        ({**MINIMAL, "site_dir": "content/site"}, "error wrong-setting", "site_dir"),
        ({**MINIMAL, "docs_dir": "site/texts"}, "error missing-setting", "site_dir"),
        ({**MINIMAL, "site_url": "example.org"}, "error wrong-setting", "site_url"),
        ({**MINIMAL, "site_url": "ftp://example.org"}, "error wrong-setting", "site_url"),
        ({**MINIMAL, "site_url": "https://["}, "error wrong-setting", "site_url"),
        ({**MINIMAL, "site_url": "https://a.org/?x=1"}, "error wrong-setting", "site_url"),
        ({**MINIMAL, "site_url": 5}, "error wrong-setting", "site_url"),
        ({**MINIMAL, "repo_url": "git@example.org:a/b.git"}, "error wrong-setting", "repo_url"),
        ({**MINIMAL, "repo_url": "https://git.example.org/a"}, "warning missing-setting", "edit_uri"),
        ({**MINIMAL, "edit_uri": "edit/main/"}, "error wrong-setting", "edit_uri"),
        ({**MINIMAL, "edit_uri": "javascript:x"}, "error wrong-setting", "edit_uri"),
        ({**MINIMAL, "edit_uri_template": "https://a.org/{file}"}, "error wrong-setting", "edit_uri_template"),
        ({**MINIMAL, "plugins": "toolkit"}, "error wrong-setting", "plugins"),
        ({**MINIMAL, "plugins": [I18N]}, "error missing-setting", "plugins"),
        ({**MINIMAL, "plugins": [I18N, "toolkit"]}, "error settings-contradict", "plugins"),
        ({**MINIMAL, "plugins": ["toolkit", "toolkit", I18N]}, "error settings-contradict", "plugins.toolkit"),
        ({**MINIMAL, "plugins": ["toolkits", I18N]}, "error unknown-setting", "plugins"),
        ({**MINIMAL, "plugins": ["toolkit", I18N, "search"]}, "warning ignored-setting", "plugins.search"),
        ({**MINIMAL, "plugins": ["toolkit", I18N, "tags"]}, "warning ignored-setting", "plugins.tags"),
        (with_option("enabled", "no"), "error wrong-setting", "plugins.toolkit.enabled"),
        (with_option("fallbacks", {}), "error unknown-setting", "plugins.toolkit"),
        (with_option("fallback", ["de"]), "error wrong-setting", "plugins.toolkit.fallback"),
        (with_option("fallback", {"de": "en"}), "error wrong-setting", "plugins.toolkit.fallback.de"),
        (with_option("fallback", {"de": None}), "error wrong-setting", "plugins.toolkit.fallback.de"),
        (with_option("fallback", {"de": [1]}), "error settings-contradict", "plugins.toolkit.fallback.de"),
        (with_option("fallback", {"fr": ["en"]}), "error settings-contradict", "plugins.toolkit.fallback.fr"),
        (with_option("recheck_months", {"guides": "a year"}), "error wrong-setting", "plugins.toolkit.recheck_months.guides"),
        (with_option("recheck_months", {"guides": True}), "error wrong-setting", "plugins.toolkit.recheck_months.guides"),
        (with_option("time_limit", "ten"), "error wrong-setting", "plugins.toolkit.time_limit"),
        (with_option("time_limit", 0), "error wrong-setting", "plugins.toolkit.time_limit"),
        (with_option("slug", "../elsewhere"), "error wrong-setting", "plugins.toolkit.slug"),
        (with_option("license", "CC BY 4.0"), "error wrong-setting", "plugins.toolkit.license"),
        (with_option("licence", 4), "error wrong-setting", "plugins.toolkit.licence"),
        (with_i18n(docs_structure="folder"), "error wrong-setting", "plugins.i18n.docs_structure"),
        (with_i18n(build_only_locale="de"), "error settings-contradict", "plugins.i18n.build_only_locale"),
        (with_i18n(fallback_to_default=False), "warning ignored-setting", "plugins.i18n.fallback_to_default"),
        (with_i18n(reconfigure_material=False), "warning ignored-setting", "plugins.i18n.reconfigure_material"),
        (with_i18n(languages=[]), "error missing-setting", "plugins.i18n.languages"),
        (with_i18n(languages={"en": "English"}), "error wrong-setting", "plugins.i18n.languages"),
        (with_i18n(languages=[*LANGUAGES, "fr"]), "error wrong-setting", "plugins.i18n.languages.2"),
        (with_i18n(languages=[*LANGUAGES, "en"]), "error wrong-setting", "plugins.i18n.languages.2"),
        (with_i18n(languages=LANGUAGES[1:]), "error missing-setting", "plugins.i18n.languages.0.default"),
        (with_i18n(languages=[LANGUAGES[0], LANGUAGES[0]]), "error settings-contradict", "plugins.i18n.languages.1.locale"),
        (
            with_i18n(languages=[LANGUAGES[0], {**LANGUAGES[1], "default": True}]),
            "error settings-contradict",
            "plugins.i18n.languages.1.default",
        ),
        (
            with_i18n(languages=[{**LANGUAGES[0], "build": False}]),
            "error settings-contradict",
            "plugins.i18n.languages.0.build",
        ),
        (
            with_i18n(languages=[*LANGUAGES, {"locale": "pl"}]),
            "error missing-setting",
            "plugins.i18n.languages.2.name",
        ),
        (
            with_i18n(languages=[*LANGUAGES, {"locale": "fr_CA", "name": "Français"}]),
            "error language-code",
            "plugins.i18n.languages.2.locale",
        ),
    ],
    ids=str,
)
def test_each_mistake_is_told_alone_with_its_setting(tmp_path: Path, data: Any, rule: str, setting: str) -> None:
    assert told(tmp_path, data) == [(rule, setting)]


def test_templates_are_never_looked_for_outside(tmp_path: Path) -> None:
    """Also behind a link: a folder that holds the toolkit may hold all of a disk."""
    (tmp_path / "away").symlink_to(tmp_path.parent)
    for folder in (".", "..", "/", "away"):
        data = {**MINIMAL, "theme": {"name": "material", "custom_dir": folder}}
        assert settings_of(tmp_path, data).overrides is None
    (tmp_path / "own").mkdir()
    (tmp_path / "own/a.html").touch()
    (tmp_path / "own/up").symlink_to("../..")
    settings = settings_of(tmp_path, {**MINIMAL, "theme": {"name": "material", "custom_dir": "own"}})
    assert dict(own_files(settings)) == {"a.html": b""}


@pytest.mark.parametrize("name", ["hook", "pymdownx.snippets", "pymdownx.b64", "pymdownx.snippets:SnippetExtension"])
def test_an_extension_that_reads_files_or_is_any_module_is_refused(tmp_path: Path, name: str) -> None:
    for listed in ([name], [{name: {}}], {name: {}}):
        data = {**MINIMAL, "markdown_extensions": listed}
        assert ("error wrong-setting", f"markdown_extensions.{name}") in told(tmp_path, data)
        trusted = {**data, "plugins": [{"toolkit": {"trusted_config": True}}, I18N]}
        assert told(tmp_path, trusted) == [("warning ignored-setting", "markdown_extensions")]


def test_norwegian_without_quotes_is_false_to_mkdocs(tmp_path: Path) -> None:
    text = yaml.safe_dump(MINIMAL, sort_keys=False) + "    - {locale: no, name: Norsk}\n"
    assert ("error wrong-setting", "plugins.i18n.languages.2.locale") in told(tmp_path, text)
    assert told(tmp_path, text.replace("locale: no", "locale: 'no'")) == [("warning missing-words", "")]


def test_a_missing_file_is_said_with_the_folder(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        read_settings(tmp_path)
    assert str(refused.value) == f"There is no mkdocs.yml in {tmp_path}. Go to the toolkit's folder, or name it with --root."


def test_a_folder_of_that_name_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").mkdir()
    with pytest.raises(SettingsError, match=r"\Amkdocs\.yml cannot be read: .{10}"):
        read_settings(tmp_path)


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"a: [", "broken-yaml"),
        (b"site_name: b: c", "broken-yaml"),
        (b"a: \xff", "encoding"),
        (b"\xff\xfea\x00", "encoding"),
        (b"- a", "header-not-a-map"),
        (b"[" * 100_000, "header-too-long"),
        (b"[" * 10_000, "too-deep"),
        (b"a: &a [*a]\nb: &b [*b, *b]\nsite_url: *b", "wrong-setting"),
        (b"<<: *nothing", "missing-setting"),
        (b"", "missing-setting"),
        (b"\x00", "hidden-character"),
        (b"INHERIT: mkdocs.yml", "wrong-setting"),
        (b"INHERIT: nowhere.yml", "wrong-setting"),
        (b"site_name: !ENV", "missing-setting"),
        (b"theme: !!binary x\nplugins: {toolkit: 5, i18n: [1]}", "wrong-setting"),
    ],
    ids=repr,
)
def test_whatever_stands_there_is_told_and_no_error(tmp_path: Path, data: bytes, rule: str) -> None:
    (tmp_path / "mkdocs.yml").write_bytes(data)
    settings = read_settings(tmp_path)
    assert rule in {one.rule for one in check_settings(settings)}
    assert read_library(settings).records == {}


def test_all_mistakes_are_told_at_once_with_those_of_the_content(small: Path) -> None:
    file = small / "mkdocs.yml"
    file.write_text(
        file.read_text("utf-8").replace("time_limit: 5", "time_limits: 5") + "nav: [a.md]\nsite_dir: content\n", "utf-8"
    )
    (small / "content" / "Tea.md").write_text("x", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "toolkit_builder", "check", "--root", small], capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (2, "")
    for place in ("content/Tea.md:1:1: error", "mkdocs.yml:8:7: error", "mkdocs.yml:16:1: warning", "mkdocs.yml:17:11: error"):
        assert place in done.stdout
    for command in (["build"], ["new", "guides", "x"], ["status"], ["pack"]):
        refused = subprocess.run(
            [sys.executable, "-m", "toolkit_builder", *command, "--root", small],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert refused.returncode == 2
        assert "mkdocs.yml:8:7: error unknown-setting" in refused.stderr
        assert "Traceback" not in refused.stderr


def test_little_is_enough(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, {**MINIMAL, "site_name": "Größe & Maß 2"})
    assert settings.faults == ()
    assert (settings.codes, settings.default_language) == (("en", "de"), "en")
    assert [(one.name, one.fallback, one.direction) for one in settings.languages] == [
        ("English", (), "ltr"),
        ("Deutsch", (), "ltr"),
    ]
    assert (settings.content, settings.site) == (tmp_path / "content", tmp_path / "site")
    assert (settings.address, settings.edit_form, settings.slug) == ("", "", "gr-e-ma-2")
    assert (settings.time_limit, settings.licence, settings.recheck_months) == (10, "CC-BY-4.0", {})


@pytest.mark.parametrize("spelling", ["license", "licence"])
def test_everything_that_can_be_said_is_taken(tmp_path: Path, spelling: str) -> None:
    languages = [
        {"locale": "de", "name": "Deutsch"},
        {"locale": "ar", "name": "العربية", "default": True},
        {"locale": "fr", "name": "Français", "build": False},
    ]
    options = {"slug": "tools", "time_limit": 3, spelling: "MIT", "fallback": {"ar": ["de"]}, "recheck_months": {"default": 6}}
    settings = settings_of(
        tmp_path,
        {
            **MINIMAL, "site_url": "https://example.org/a", "site_dir": "out", "site_description": "B",
            "docs_dir": "texts/", "repo_url": "https://github.com/a/r.git/",
            "plugins": {"toolkit": options, "i18n": {"languages": languages}},
        },
    )  # fmt: skip
    assert settings.faults == ()
    assert settings.codes == ("ar", "de")
    assert settings.language("ar").fallback == ("de",)
    assert settings.language("ar").direction == "rtl"
    assert (settings.content, settings.site) == (tmp_path / "texts", tmp_path / "out")
    assert (settings.address, settings.repository) == ("https://example.org/a/", "https://github.com/a/r")
    assert (settings.slug, settings.time_limit, settings.licence) == ("tools", 3, "MIT")
    assert settings.recheck_months == {"default": 6}
    with pytest.raises(KeyError):
        settings.language("fr")


def test_both_spellings_at_once_are_told(tmp_path: Path) -> None:
    options = {"license": "MIT", "licence": "CC0-1.0"}
    data = {**MINIMAL, "plugins": [{"toolkit": options}, I18N]}
    assert told(tmp_path, data) == [("error settings-contradict", "plugins.toolkit.licence")]


@pytest.mark.parametrize("lines", ["<<: *base\nsite_name: Own", "site_name: Own\n<<: [*base, *other]"])
def test_what_a_map_says_itself_goes_before_what_it_takes_over(tmp_path: Path, lines: str) -> None:
    rest = {name: value for name, value in MINIMAL.items() if name not in ("site_name", "docs_dir")}
    maps = "a: &base {site_name: Base, docs_dir: texts}\nb: &other {docs_dir: others}\n"
    settings = settings_of(tmp_path, f"{maps}{lines}\n{yaml.safe_dump(rest)}")
    assert (settings.name, settings.content) == ("Own", tmp_path / "texts")


def test_a_variable_is_what_it_says_however_its_default_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = f"site_name: !ENV [NAME, '7']\n{yaml.safe_dump(without('site_name'))}"
    assert told(tmp_path, data) == []
    monkeypatch.setenv("NAME", "8")
    assert told(tmp_path, data) == [("error wrong-setting", "site_name")]


@pytest.mark.parametrize(
    ("value", "environment", "address"),
    [
        ("!ENV ADDRESS", {"ADDRESS": "https://a.org"}, "https://a.org/"),
        ("!ENV ADDRESS", {}, ""),
        ("!ENV [OTHER, ADDRESS, 'https://b.org']", {"ADDRESS": "https://a.org"}, "https://a.org/"),
        ("!ENV [OTHER, ADDRESS, 'https://b.org']", {}, "https://b.org/"),
        ("!!python/object/apply:os.getcwd []", {}, ""),
        ("&here https://c.org\nrepo_url: *here", {}, "https://c.org/"),
    ],
)
def test_a_tag_means_what_it_means_to_mkdocs_or_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str, environment: dict[str, str], address: str
) -> None:
    for name, text in environment.items():
        monkeypatch.setenv(name, text)
    assert settings_of(tmp_path, f"site_url: {value}\n{yaml.safe_dump(MINIMAL)}").address == address


def test_settings_are_inherited_as_mkdocs_does_and_told_with_their_file(tmp_path: Path) -> None:
    (tmp_path / "base.yml").write_text(yaml.safe_dump({**MINIMAL, "site_url": "a.org"}, sort_keys=False), "utf-8")
    (tmp_path / "one").mkdir()
    settings = settings_of(tmp_path / "one", "INHERIT: ../base.yml\nsite_name: One\ntheme: {features: [x]}\n")
    assert (settings.name, settings.codes, settings.content) == ("One", ("en", "de"), tmp_path / "one" / "content")
    assert [str(one).splitlines()[0] for one in check_settings(settings)] == [
        "../base.yml:15:11: error wrong-setting: `site_url` must be a web address, such as https://example.org/toolkit/",
        "mkdocs.yml:3:9: warning ignored-setting: `theme.features` has no effect on this site.",
    ]


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ({"repo_url": "https://github.com/a/b"}, "https://github.com/a/b/edit/main/content/guides/tea.en.md"),
        (
            {"repo_url": "https://github.example.org/a/b.git"},
            "https://github.example.org/a/b/edit/main/content/guides/tea.en.md",
        ),
        ({"repo_url": "https://gitlab.com/a/b/"}, "https://gitlab.com/a/b/-/edit/main/content/guides/tea.en.md"),
        (
            {"repo_url": "https://gitlab.uni.example/a/b/c"},
            "https://gitlab.uni.example/a/b/c/-/edit/main/content/guides/tea.en.md",
        ),
        ({"repo_url": "https://codeberg.org/a/b"}, "https://codeberg.org/a/b/_edit/main/content/guides/tea.en.md"),
        ({"repo_url": "https://gitea.example.org/a/b"}, "https://gitea.example.org/a/b/_edit/main/content/guides/tea.en.md"),
        (
            {"repo_url": "https://forgejo.example.org/a/b"},
            "https://forgejo.example.org/a/b/_edit/main/content/guides/tea.en.md",
        ),
        (
            {"repo_url": "https://bitbucket.org/a/b"},
            "https://bitbucket.org/a/b/src/main/content/guides/tea.en.md?mode=edit&at=main",
        ),
        ({"repo_url": "https://example.org/a/b"}, ""),
        ({"repo_url": "https://github.com/a/b", "edit_uri": ""}, ""),
        (
            {"repo_url": "https://github.com/a/b", "edit_uri": "edit/trunk/sub/content"},
            "https://github.com/a/b/edit/trunk/sub/content/guides/tea.en.md",
        ),
        (
            {"repo_url": "https://example.org/b", "edit_uri": "?query=root/content/"},
            "https://example.org/b?query=root/content/guides/tea.en.md",
        ),
        ({"edit_uri": "https://example.org/wiki/"}, "https://example.org/wiki/guides/tea.en.md"),
        (
            {"repo_url": "https://example.org/b", "edit_uri_template": "edit?file={path!q}&name={path_noext}"},
            "https://example.org/b/edit?file=guides%2Ftea.en.md&name=guides/tea.en",
        ),
    ],
    ids=str,
)
def test_a_file_is_edited_where_its_host_does_it(tmp_path: Path, said: dict[str, str], address: str) -> None:
    settings = settings_of(tmp_path, {**MINIMAL, **said})
    assert settings.edit_address("content/guides/tea.en.md") == address


def test_a_toolkit_in_a_folder_of_its_repository_is_edited_there(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "our tools").mkdir()
    settings = settings_of(tmp_path / "our tools", {**MINIMAL, "repo_url": "https://github.com/a/b"})
    assert settings.edit_address("content/x.en.md") == "https://github.com/a/b/edit/main/our%20tools/content/x.en.md"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pt_BR", "pt-BR"), ("pt-br", "pt-BR"), ("PT", "pt"), ("zh_hant_tw", "zh-Hant-TW"), ("sr-latn", "sr-Latn"),
        ("en-x-simple", "en"), ("ca-ES-valencia", "ca-ES"), ("es-419", "es"), ("en-UK", "en-GB"), ("deu", "de"), ("iw", "he"),
        ("cz", "cs"), ("ua", "uk"), ("gr", "el"), ("dk", "da"), ("Polish", "pl"), ("hr_HR.UTF-8", "hr-HR"),
        ("rom", ""), ("xx", ""), ("", ""), ("?", ""), ("e" * 10_000, ""),
    ],
)  # fmt: skip
def test_a_code_that_cannot_be_used_has_a_near_one(typed: str, meant: str) -> None:
    assert not is_usable(typed)
    assert nearest(typed) == meant
    assert not meant or is_usable(meant)


@pytest.mark.parametrize("code", ["en", "ar", "uk", "pt-BR", "zh-Hant", "zh-Hant-TW", "sr-Latn", "sr-Cyrl", "no", "nb"])
def test_codes_that_can_be_used(code: str) -> None:
    assert is_usable(code)


@pytest.mark.parametrize(
    ("code", "way"),
    [
        ("ar", "rtl"), ("he", "rtl"), ("de", "ltr"), ("zh-Hant", "ltr"), ("tlh", "ltr"), ("?", "ltr"),
        ("ku-Arab", "rtl"), ("dv", "rtl"), ("ur", "rtl"), ("yi", "rtl"), ("ff-Adlm", "rtl"),
        ("pa-PK", "rtl"), ("pa", "ltr"), ("ar-Latn", "ltr"),
    ],
)  # fmt: skip
def test_a_language_is_written_in_a_direction(code: str, way: str) -> None:
    assert direction(code) == way


def test_cldr_knows_a_language_by_its_nearest_code() -> None:
    assert str(locale_of("pt-BR")) == "pt_BR"
    assert str(locale_of("de-PL")) == "de"
    assert locale_of("tlh") == locale_of("en")
    assert [name_in_itself(code) for code in ("fr", "pt-BR", "tlh")] == ["Français", "Português (Brasil)", "tlh"]


def test_a_country_speaks_as_its_language_does_if_it_writes_so() -> None:
    assert words("de-AT").gettext("Shelves") == words("de").gettext("Shelves") != "Shelves"
    assert [has_words(code) for code in ("en", "en-GB", "fr-CA", "uk", "zh-TW", "ar-Latn")] == [
        True, True, True, False, False, False,
    ]  # fmt: skip


def test_without_a_content_folder_there_is_a_fault_and_no_error(tmp_path: Path) -> None:
    library: Library = read_library(settings_of(tmp_path, MINIMAL))
    assert [(fault.rule, fault.position.path) for fault in library.faults] == [("no-content", "content")]


def test_the_sites_of_these_tests_have_nothing_wrong_in_their_settings() -> None:
    for name in ("small", "repair-cafe"):
        assert read_settings(SITES / name).faults == ()


def _built(root: Path, *command: str) -> dict[str, bytes]:
    """Build the site of a toolkit; return its files."""
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    assert done.returncode == 0, done.stderr
    site = root / "site"
    files = {file.relative_to(site).as_posix(): file.read_bytes() for file in sorted(site.rglob("*")) if file.is_file()}
    shutil.rmtree(site)
    return files


def test_what_the_site_needs_is_set_whatever_the_file_says(small: Path) -> None:
    (small / "content" / "about.en.md").write_text("---\ntitle: About\nsummary: Us.\n---\nSee [home](index.md).\n", "utf-8")
    as_it_should_be = _built(small, "toolkit_builder", "build")
    assert "about.html" in as_it_should_be
    file = small / "mkdocs.yml"
    text = file.read_text("utf-8").replace(
        "use_directory_urls: false",
        "use_directory_urls: true\nnav: [guides/tea.en.md]\nexclude_docs: 'about*'\nextra_templates: [no.xml]\n",
    )
    text = text.replace("docs_structure", "fallback_to_default: false\n      reconfigure_material: false\n      docs_structure")
    file.write_text(text.replace("name: Deutsch}", "name: Deutsch, nav: [x.md], theme: {language: fr}}"), "utf-8")
    assert _built(small, "toolkit_builder", "build") == as_it_should_be
    assert _built(small, "mkdocs", "build") == as_it_should_be
