"""What a site has as it is: scripts are made small, and licences stay in them."""

from __future__ import annotations

import gzip

from tests.conftest import ROOT
from toolkit_builder.publishing.assets import STYLESHEET, assets
from toolkit_builder.reading.settings import read_settings


def test_scripts_have_no_remarks_but_those_of_licences() -> None:
    scripts = {name: data().decode() for name, data in assets(read_settings(ROOT)).items() if name.endswith(".js")}
    assert len(scripts) > 15
    assert [name for name, text in scripts.items() if "@param" in text or "\n//" in text] == []
    assert scripts["assets/toolkit/minisearch/minisearch.js"].startswith("/*! minisearch ")


def test_the_style_sheet_is_light() -> None:
    """A bar that we hold: what every page waits for."""
    assert len(gzip.compress(assets(read_settings(ROOT))[STYLESHEET](), 9)) <= 20 * 1024
