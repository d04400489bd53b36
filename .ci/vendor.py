"""Fetch third-party files into the theme, as `.ci/vendor.json` lists them: `make vendor` after changing a version there."""

from __future__ import annotations

import json
import subprocess
import tarfile
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
TARGET = HERE.parent / "toolkit_builder" / "theme" / "templates" / "assets" / "toolkit"


def fetch(entry: dict[str, object]) -> None:
    """Take the listed files out of one npm package."""
    folder = TARGET / str(entry["to"])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        name = f"{entry['package']}@{entry['version']}"
        packed = subprocess.run(["npm", "pack", "--silent", name], cwd=temporary, check=True, capture_output=True, text=True)
        with tarfile.open(Path(temporary) / packed.stdout.strip().splitlines()[-1]) as archive:
            files = entry["files"]
            assert isinstance(files, list)
            for file in files:
                source = archive.extractfile(f"package/{file}")
                assert source is not None
                (folder / Path(str(file)).name).write_bytes(source.read())
    print(f"{name}: {len(files)} files, {entry['licence']}")


if __name__ == "__main__":
    for one in json.loads((HERE / "vendor.json").read_text("utf-8")):
        fetch(one)
