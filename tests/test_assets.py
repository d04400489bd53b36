"""What a site has as it is: scripts are made small, and licences stay in them."""

from __future__ import annotations

import gzip
from dataclasses import replace
from pathlib import Path

from tests.conftest import ROOT
from toolkit_builder.publishing.assets import CATALOGUE_SCRIPT, STYLESHEET, assets
from toolkit_builder.reading.settings import read_settings


def test_scripts_have_no_remarks_but_those_of_licences() -> None:
    scripts = {name: data().decode() for name, data in assets(read_settings(ROOT)).items() if name.endswith(".js")}
    assert len(scripts) > 15
    assert [name for name, text in scripts.items() if "@param" in text or "\n//" in text] == []
    assert scripts["assets/toolkit/minisearch/minisearch.js"].startswith("/*! minisearch ")


def test_the_style_sheet_is_light() -> None:
    """A bar that we hold: what every page waits for."""
    assert len(gzip.compress(assets(read_settings(ROOT))[STYLESHEET](), 9)) <= 20 * 1024


def test_the_script_of_lists_is_one_file(tmp_path: Path) -> None:
    """Its pieces are no files of their own, and a toolkit may have its own instead of one of them."""
    settings = read_settings(ROOT)
    script = assets(settings)[CATALOGUE_SCRIPT]().decode()
    assert script.index("toolkit.cards=") < script.index("toolkit.table=") < script.index("[data-catalogue] .facets")
    assert "assets/toolkit/catalogue-cards.js" not in assets(settings)
    own = tmp_path / "assets/toolkit/catalogue-cards.js"
    own.parent.mkdir(parents=True)
    own.write_text("// mine", "utf-8")
    mixed = assets(replace(settings, overrides=tmp_path))[CATALOGUE_SCRIPT]().decode()
    assert mixed.startswith("// mine\n")
    assert "toolkit.table=" in mixed
