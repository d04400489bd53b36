"""What tests share: small toolkits on disk, and the switch that rewrites golden files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from toolkit_builder.settings import Settings, read_settings

ROOT = Path(__file__).parent.parent
SITES = Path(__file__).parent / "sites"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens", action="store_true", help="write what comes out into the golden files; then read the diff"
    )


@pytest.fixture
def update_goldens(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-goldens"))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the small toolkit `tests/sites/small`: two types, three languages."""
    return Path(shutil.copytree(SITES / "small", tmp_path / "small"))


@pytest.fixture
def small_settings(small: Path) -> Settings:
    return read_settings(small)
