"""Fetch third-party files into the theme, as `.ci/vendor.json` lists them: `make vendor` after changing a version there.

Needs npm; fonts are cut with fonttools, scripts made small with esbuild. ``files`` are taken as they are, to their own name
or the one behind them; ``cut`` takes a part of a font, ``minify`` a script without comments and spaces, ``bundle`` puts a
module with all that it imports into one script, under a name that pages can use. What tests alone need goes ``in`` another folder than the theme.
"""

from __future__ import annotations

import json
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from fontTools import subset

HERE = Path(__file__).parent
THEME = "toolkit_builder/theme"
ESBUILD = "esbuild@0.25.12"


def fetch(entry: dict[str, Any], letters: dict[str, str]) -> None:
    """Take the listed files out of one npm package."""
    folder = HERE.parent / entry.get("in", THEME) / entry["to"]
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        name = f"{entry['package']}@{entry['version']}"
        packed = subprocess.run(["npm", "pack", "--silent", name], cwd=temporary, check=True, capture_output=True, text=True)
        with tarfile.open(Path(temporary) / packed.stdout.strip().splitlines()[-1]) as archive:
            archive.extractall(temporary, filter="data")
        package = Path(temporary) / "package"
        for file in entry.get("files", ()):
            (folder / Path(file).name).write_bytes((package / file).read_bytes())
        for file, new in entry.get("minify", {}).items():
            (folder / new).write_bytes(_small(entry, package / file))
        for file, (new, name) in entry.get("bundle", {}).items():
            (folder / new).write_bytes(_small(entry, package / file, "--bundle", "--format=iife", f"--global-name={name}"))
        for file, parts in entry.get("cut", {}).items():
            for new, part in parts.items():
                cut(package / file, folder / new, letters[part])
    print(f"{entry['package']}@{entry['version']}: {entry['licence']}")


def _small(entry: dict[str, Any], file: Path, *how: str) -> bytes:
    head = f"/*! {entry['package']} {entry['version']}, {entry['licence']} */"
    command = [
        "npx",
        "--yes",
        ESBUILD,
        str(file),
        "--minify",
        "--legal-comments=none",
        "--target=es2021",
        f"--banner:js={head}",
        *how,
    ]
    return subprocess.run(command, check=True, capture_output=True).stdout


def cut(source: Path, target: Path, unicodes: str) -> None:
    """Keep some letters of a font, with all that is needed to write with them."""
    wanted = [f"--unicodes={unicodes}", "--flavor=woff2", "--layout-features=*", "--no-hinting", f"--output-file={target}"]
    subset.main([str(source), *wanted])


if __name__ == "__main__":
    listed = json.loads((HERE / "vendor.json").read_text("utf-8"))
    for one in listed["packages"]:
        fetch(one, listed["letters"])
