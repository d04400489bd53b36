"""`python -m toolkit_builder` is `toolkit`, for where the command is not on the path."""

from __future__ import annotations

from toolkit_builder.cli import main

if __name__ == "__main__":
    main(prog_name="toolkit")
