"""mkdocs.yml: what is taken from it, and what is said where it cannot be used."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from toolkit_builder.model.library import Library
from toolkit_builder.publishing.site import locale_of
from toolkit_builder.reading.content import read_library
from toolkit_builder.settings import Settings, SettingsError, direction, read_settings

LANGUAGES: list[dict[str, Any]] = [{"locale": "en", "name": "English", "default": True}, {"locale": "de"}]
I18N = {"i18n": {"languages": LANGUAGES}}
MINIMAL: dict[str, Any] = {"docs_dir": "content", "plugins": ["toolkit", I18N]}


def settings_of(root: Path, data: Any) -> Settings:
    (root / "mkdocs.yml").write_text(data if isinstance(data, str) else yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    return read_settings(root)


def with_option(name: str, value: object) -> dict[str, Any]:
    return {"plugins": [{"toolkit": {name: value}}, I18N]}


BOTH = "mkdocs.yml must list the plugins `toolkit` and `i18n`, in this order."
ONE_DEFAULT = "mkdocs.yml: exactly one language of the plugin `i18n` must say `default: true`."
ADDRESS = "mkdocs.yml: site_url must start with https://, or be left out."
OPTIONS = "It has: fallback, slug, licence, time_limit, recheck_months."


def wrong(option: str) -> str:
    return f"mkdocs.yml: the option `{option}` of the plugin `toolkit` has a wrong kind of value."


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("", "mkdocs.yml must hold names and values, such as `site_name: My toolkit`."),
        ("- a", "mkdocs.yml must hold names and values, such as `site_name: My toolkit`."),
        ({"site_name": "A"}, BOTH),
        ({"plugins": ["toolkit"]}, BOTH),
        ({"plugins": "toolkit"}, BOTH),
        ({"plugins": [I18N]}, BOTH),
        ({"plugins": [I18N, "toolkit"]}, "In mkdocs.yml, `toolkit` must stand before `i18n` in the list of plugins."),
        (with_option("fallbacks", {}), f"mkdocs.yml: the plugin `toolkit` has no option `fallbacks`. {OPTIONS}"),
        (with_option("fallback", ["de"]), wrong("fallback")),
        (with_option("fallback", {"de": "en"}), wrong("fallback")),
        (with_option("fallback", {"de": None}), wrong("fallback")),
        (with_option("fallback", {"de": [1]}), wrong("fallback")),
        (with_option("recheck_months", {"guides": "a year"}), wrong("recheck_months")),
        (with_option("time_limit", "ten"), wrong("time_limit")),
        (with_option("time_limit", 0), wrong("time_limit")),
        (with_option("slug", "../elsewhere"), wrong("slug")),
        (with_option("licence", 4), wrong("licence")),
        (
            with_option("fallback", {"de": ["fr", "es"]}),
            "mkdocs.yml: `fallback` names the language `es`, which is not in en, de.",
        ),
        (with_option("fallback", {"fr": ["en"]}), "mkdocs.yml: `fallback` names the language `fr`, which is not in en, de."),
        ({"plugins": ["toolkit", "i18n"]}, ONE_DEFAULT),
        ({"plugins": ["toolkit", {"i18n": [1]}]}, ONE_DEFAULT),
        ({"plugins": ["toolkit", {"i18n": {"languages": ["en"]}}]}, ONE_DEFAULT),
        ({"plugins": ["toolkit", {"i18n": {"languages": [{"locale": "de"}]}}]}, ONE_DEFAULT),
        ({"plugins": ["toolkit", {"i18n": {"languages": [{"locale": code, "default": True} for code in "ab"]}}]}, ONE_DEFAULT),
        ({**MINIMAL, "site_url": "example.org"}, ADDRESS),
        ({**MINIMAL, "site_url": "ftp://example.org"}, ADDRESS),
        ({**MINIMAL, "site_url": "https://["}, ADDRESS),
        ({**MINIMAL, "site_url": 5}, ADDRESS),
        ({**MINIMAL, "docs_dir": "../elsewhere"}, "mkdocs.yml: docs_dir must be a folder beside mkdocs.yml."),
        ({**MINIMAL, "docs_dir": "/elsewhere"}, "mkdocs.yml: docs_dir must be a folder beside mkdocs.yml."),
    ],
    ids=str,
)
def test_settings_that_cannot_be_used_are_refused(tmp_path: Path, data: Any, message: str) -> None:
    with pytest.raises(SettingsError) as refused:
        settings_of(tmp_path, data)
    assert str(refused.value) == message


def test_a_missing_file_is_said_with_the_folder(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        read_settings(tmp_path)
    assert str(refused.value) == f"There is no mkdocs.yml in {tmp_path}. Go to the toolkit's folder, or name it with --root."


@pytest.mark.parametrize("data", [b"a: [", b"a: \xff", b"a: b: c"])
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "mkdocs.yml").write_bytes(data)
    with pytest.raises(SettingsError, match=r"\Amkdocs\.yml cannot be read: .{10}"):
        read_settings(tmp_path)


def test_a_folder_of_that_name_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").mkdir()
    with pytest.raises(SettingsError, match=r"\Amkdocs\.yml cannot be read: .{10}"):
        read_settings(tmp_path)


def test_little_is_enough(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, {**MINIMAL, "site_name": "Größe & Maß 2"})
    assert (settings.codes, settings.default_language) == (("en", "de"), "en")
    assert [(one.name, one.fallback, one.direction) for one in settings.languages] == [
        ("English", (), "ltr"),
        ("de", (), "ltr"),
    ]
    assert (settings.content, settings.site) == (tmp_path / "content", tmp_path / "site")
    assert (settings.address, settings.edit_address, settings.slug) == ("", "", "gr-e-ma-2")
    assert (settings.time_limit, settings.licence, settings.recheck_months) == (10, "CC-BY-4.0", {})


def test_everything_that_can_be_said_is_taken(tmp_path: Path) -> None:
    languages = [{"locale": "de"}, {"locale": "ar", "default": True}, {"locale": "fr", "build": False}]
    options = {"slug": "tools", "time_limit": 3, "licence": "MIT", "fallback": {"ar": ["de"]}, "recheck_months": {"default": 6}}
    settings = settings_of(
        tmp_path,
        {
            "site_name": "A", "site_url": "https://example.org/a", "site_dir": "out", "site_description": "B",
            "docs_dir": "texts/", "repo_url": "https://example.org/r/",
            "plugins": {"toolkit": options, "i18n": {"languages": languages}},
        },
    )  # fmt: skip
    assert settings.codes == ("ar", "de")
    assert settings.language("ar").fallback == ("de",)
    assert settings.language("ar").direction == "rtl"
    assert (settings.content, settings.site) == (tmp_path / "texts", tmp_path / "out")
    assert (settings.address, settings.edit_address) == ("https://example.org/a/", "https://example.org/r/edit/main/")
    assert (settings.slug, settings.time_limit, settings.licence) == ("tools", 3, "MIT")
    assert settings.recheck_months == {"default": 6}
    with pytest.raises(KeyError):
        settings.language("fr")


@pytest.mark.parametrize(
    ("value", "environment", "address"),
    [
        ("!ENV ADDRESS", {"ADDRESS": "https://a.org"}, "https://a.org/"),
        ("!ENV ADDRESS", {}, ""),
        ("!ENV [OTHER, ADDRESS, 'https://b.org']", {"ADDRESS": "https://a.org"}, "https://a.org/"),
        ("!ENV [OTHER, ADDRESS, 'https://b.org']", {}, "https://b.org/"),
        ("!!python/object/apply:os.getcwd []", {}, ""),
    ],
)
def test_a_tag_means_what_it_means_to_mkdocs_or_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str, environment: dict[str, str], address: str
) -> None:
    for name, text in environment.items():
        monkeypatch.setenv(name, text)
    assert settings_of(tmp_path, f"site_url: {value}\n{yaml.safe_dump(MINIMAL)}").address == address


@pytest.mark.parametrize(
    ("code", "way"), [("ar", "rtl"), ("he", "rtl"), ("de", "ltr"), ("zh-Hant", "ltr"), ("tlh", "ltr"), ("?", "ltr")]
)
def test_a_language_is_written_in_a_direction(code: str, way: str) -> None:
    assert direction(code) == way


def test_a_language_that_babel_does_not_know_is_shown_in_the_english_way() -> None:
    assert locale_of("tlh") == locale_of("en")


def test_without_a_content_folder_there_is_a_fault_and_no_error(tmp_path: Path) -> None:
    library: Library = read_library(settings_of(tmp_path, MINIMAL))
    assert [(fault.rule, fault.position.path) for fault in library.faults] == [("no-content", "content")]
