"""What an original said when it was translated: older states of its file, as git keeps them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from toolkit_builder.git import git
from toolkit_builder.model.passages import Digest, Passage

_STATES = 200
"""How many older states of a file are looked at, newest first."""


def passages_of_then(
    file: Path, wanted: Sequence[Digest], passages_in: Callable[[bytes], Sequence[Passage]]
) -> dict[Digest, Passage]:
    """Find the passages that a fingerprint stands for. Returns those that were found; none where there is no git.

    ``passages_in`` reads an older state of the file.
    """
    missing = {*wanted}
    found: dict[Digest, Passage] = {}
    for data in _older_states(file):
        for passage in passages_in(data):
            for digest in (passage.digest, Digest("", "", "", old=passage.old_hash)):
                if digest in missing:
                    missing.discard(digest)
                    found[digest] = passage
        if not missing:
            break
    return found


def _older_states(file: Path) -> Iterator[bytes]:
    """Yield what git has of a file, newest first, also under the names that it had before."""
    # A merge by hand is a state of its own; without the option, git lists it under no name.
    asked = (f"-{_STATES}", "--follow", "--diff-merges=first-parent", "--format=%H", "--name-only", "-z")
    listed = git(file.parent, "log", *asked, "--", file.name) or b""
    # With -z: the commit, a line end, then the name from the root of the repository.
    parts = [part.strip(b"\n") for part in listed.split(b"\0") if part.strip(b"\n")]
    for commit, name in zip(parts[::2], parts[1::2], strict=False):
        if data := git(file.parent, "cat-file", "blob", f"{commit.decode()}:{name.decode('utf-8', 'surrogateescape')}"):
            yield data
