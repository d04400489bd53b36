"""The folder `.toolkit` beside mkdocs.yml: for what can be made again. It is nobody's work, and git never takes it in."""

from __future__ import annotations

import contextlib
from pathlib import Path

OWN_FOLDER = ".toolkit"


def make_own_folder(folder: Path) -> None:
    """Make the folder, with a file that tells git to pass over all of it. Raises OSError where nothing can be written."""
    folder.mkdir(parents=True, exist_ok=True)
    # One that was made before, or that somebody emptied, gets it as well.
    with contextlib.suppress(FileExistsError), (folder / ".gitignore").open("x", encoding="utf-8") as file:
        file.write("*\n")
