"""Put a finished folder in the place of an old one: whoever looks sees the old one whole or the new one whole."""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from filelock import FileLock, Timeout

from toolkit_builder.addresses import DATA_FILE
from toolkit_builder.own_folder import OWN_FOLDER, make_own_folder

_RENAME_EXCHANGE = 2  # linux/fs.h, since Linux 3.15
_RENAME_SWAP = 2  # sys/stdio.h, macOS 10.12
_INSIDE = ".toolkit-new"
"""Where a new site waits within the folder of the old one, which cannot be moved itself."""
_LOCK_INSIDE = ".toolkit-lock"
_AT_FDCWD = {"linux": -100, "darwin": -2}


class SwapError(Exception):
    """The folder cannot be replaced; the message says why and what to do."""


@contextlib.contextmanager
def new_folder(final: Path) -> Iterator[Path]:
    """Give an empty folder beside ``final``, and put it in ``final``'s place when the block ends without an error.

    Raises SwapError where ``final`` is not ours, or another build is at work on it.
    """
    if final.exists() and not _is_ours(final):
        raise SwapError(f"{final} exists and was not made by toolkit build. Move it away, or choose another folder with --out.")
    final.parent.mkdir(parents=True, exist_ok=True)
    new, old = _beside(final)
    with alone_at(final):
        _tidy(final, new, old)
        try:
            new.mkdir()
            yield new
            _swap(new, final, old)
        except BaseException:
            shutil.rmtree(new, ignore_errors=True)
            raise


def clear_leftovers(final: Path) -> None:
    """Clear away what a killed build left, where nothing else is to be done; not while somebody is at work there."""
    new, old = _beside(final)
    if any(leftover.exists() for leftover in _leftovers(final, new, old)):
        with contextlib.suppress(SwapError, OSError), alone_at(final):
            _tidy(final, new, old)


def _beside(final: Path) -> tuple[Path, Path]:
    """Return where a new site grows, and where the old one waits while they change places."""
    new = final.with_name(f"{final.name}.new") if _is_beside(final) else final / _INSIDE
    return new, final.with_name(f"{final.name}.old")


def _leftovers(final: Path, new: Path, old: Path) -> tuple[Path, ...]:
    return new, old, final / _INSIDE


@contextlib.contextmanager
def alone_at(folder: Path) -> Iterator[None]:
    """Let nobody else of us change a folder meanwhile. Raises SwapError where somebody is at it already."""
    lock = FileLock(_lock_file(folder), timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise SwapError(f"Another build is at work on {folder}. Wait until it is done, then try again.") from None
    except (NotImplementedError, OSError):
        # Some network drives have no locks; where nothing can be written, the build will say so.
        pass
    try:
        yield
    finally:
        if Path(lock.lock_file).parent == folder:
            # It would be published.
            Path(lock.lock_file).unlink(missing_ok=True)
        lock.release()


def _lock_file(folder: Path) -> Path:
    """Return where the lock of a folder lies: the same for all who build there, and nowhere where git or a web server looks.

    It is in `.toolkit` of the toolkit that the folder is in, or among the temporary files of the system; in the folder itself
    where that alone can be written to, for as long as the build lasts.
    """
    if not _is_beside(folder):
        return folder / _LOCK_INSIDE
    place = folder.resolve()
    name = f"{place.name}-{hashlib.sha256(os.fsencode(place)).hexdigest()[:16]}.lock"
    above = next((parent for parent in place.parents if (parent / "mkdocs.yml").is_file()), None)
    if above is not None:
        with contextlib.suppress(OSError):
            make_own_folder(above / OWN_FOLDER)
            if os.access(above / OWN_FOLDER, os.W_OK):
                return above / OWN_FOLDER / name
    return Path(tempfile.gettempdir()) / f"toolkit-{name}"


def _is_beside(final: Path) -> bool:
    """Whether a new site grows beside the old one. In a container, the site may be the only folder that can be written to."""
    return os.access(final.parent, os.W_OK) or not final.exists()


def _is_ours(final: Path) -> bool:
    """Whether a folder may be replaced: every site of ours holds the data file; one without it is somebody else's.

    A volume that was mounted a moment ago holds nothing but what its file system needs.
    """
    if not final.is_dir():
        return False
    return (final / DATA_FILE).is_file() or all(_stays(file) for file in final.iterdir())


def _stays(path: Path) -> bool:
    """Whether something in the folder of a site belongs to a build at work, or to the file system."""
    return path.name in (_INSIDE, _LOCK_INSIDE) or (path.is_dir() and path.name == "lost+found")


def _tidy(final: Path, new: Path, old: Path) -> None:
    """Clear away what a killed build left behind."""
    if old.exists() and not final.exists():
        old.rename(final)
    for leftover in _leftovers(final, new, old):
        if leftover.exists():
            shutil.rmtree(leftover)


def _swap(new: Path, final: Path, old: Path) -> None:
    if not final.exists():
        new.rename(final)
    elif new.parent != final and _exchange(new, final):
        _clear(new, final)
    elif new.parent != final and _rename_both(new, final, old):
        _clear(old, final)
    else:
        _replace_files(new, final)


def _rename_both(new: Path, final: Path, old: Path) -> bool:
    """Exchange two folders in two steps; False where they cannot be moved.

    Killed in between, the next build brings the old one back.
    """
    try:
        final.rename(old)
    except OSError:
        return False
    try:
        new.rename(final)
    except OSError:
        old.rename(final)
        return False
    return True


def _replace_files(new: Path, final: Path) -> None:
    """Put new files in the place of old ones, one by one, where the folder itself cannot be moved.

    It is a mounted volume, or lies in a lower layer of a container. All that may fail for want of room is done before the
    first file is replaced; each is whole at any moment, and pages come after what they need.
    """
    inside = final / _INSIDE
    before = {path for path in final.rglob("*") if path.is_dir()}
    try:
        names = sorted((file.relative_to(new) for file in new.rglob("*") if file.is_file()), key=_pages_last)
        for folder in sorted({name.parent for name in names}):
            (inside / folder).mkdir(parents=True, exist_ok=True)
            _make_folder(final / folder, final)
        for name in names if new != inside else ():
            # With its time, by which the next build knows it.
            shutil.copy2(new / name, inside / name)
    except BaseException as error:
        shutil.rmtree(inside, ignore_errors=True)
        _remove_made(final, before)
        if isinstance(error, OSError):
            raise OSError(error.errno, error.strerror, str(final)) from None
        raise
    for name in names:
        if (final / name).is_dir():
            shutil.rmtree(final / name)
        (inside / name).replace(final / name)
    _remove_others(final, names)
    shutil.rmtree(inside)
    shutil.rmtree(new, ignore_errors=True)


def _remove_made(final: Path, before: set[Path]) -> None:
    """Take away the empty folders that were not there before."""
    for folder in sorted((path for path in final.rglob("*") if path.is_dir() and path not in before), reverse=True):
        with contextlib.suppress(OSError):
            folder.rmdir()


def _pages_last(name: Path) -> tuple[bool, str]:
    return name.suffix == ".html", name.as_posix()


def _make_folder(folder: Path, final: Path) -> None:
    for folder_within in (*reversed(folder.relative_to(final).parents), folder.relative_to(final)):
        if (final / folder_within).is_file():
            (final / folder_within).unlink()
        (final / folder_within).mkdir(exist_ok=True)


def _remove_others(final: Path, names: Sequence[Path]) -> None:
    """Take out what the old site had and the new one has not."""
    kept = {final / name for name in names} | {final / above for name in names for above in name.parents}
    for file in final.iterdir():
        if _stays(file):
            continue
        for path in sorted((file, *(file.rglob("*") if file.is_dir() and not file.is_symlink() else ())), reverse=True):
            if path in kept:
                continue
            if path.is_dir() and not path.is_symlink():
                path.rmdir()
            else:
                path.unlink()


def _clear(old: Path, final: Path) -> None:
    try:
        shutil.rmtree(old)
    except OSError as error:
        raise SwapError(
            f"{final} is the new site, but the one before could not be taken away ({error.strerror}). Remove {old}."
        ) from None


def _exchange(path: Path, other: Path) -> bool:
    """Exchange two folders in one step, where the system can; False where it cannot."""
    names = {"linux": "renameat2", "darwin": "renameatx_np"}
    if sys.platform not in names:
        return False
    try:
        function = getattr(ctypes.CDLL(None, use_errno=True), names[sys.platform])
    except (AttributeError, OSError):
        return False
    here = _AT_FDCWD[sys.platform]
    flag = _RENAME_EXCHANGE if sys.platform == "linux" else _RENAME_SWAP
    return bool(function(here, os.fsencode(path), here, os.fsencode(other), flag) == 0)
