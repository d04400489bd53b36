"""What other programs leave in a folder: most is passed over; a second copy of a file holds somebody's work, and is told."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import PurePosixPath

# Compared in small letters. Explorer, Finder, NAS boxes, archives, vim, FreeFileSync.
_FILES = frozenset({"desktop.ini", "thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", "icon\r", "4913", "sync.ffs_db"})
_FOLDERS = frozenset({
    "__macosx", "@eadir", "@tmp", "#recycle", "#snapshot", "$recycle.bin", "system volume information", "lost+found",
    "network trash folder", "temporary items",
})  # fmt: skip
# What is half written or half loaded, and what stood in a file before.
_ENDINGS = (
    "~", ".tmp", ".temp", ".bak", ".orig", ".rej", ".swp", ".swo", ".crdownload", ".part", ".partial", ".ffs_tmp",
    "zone.identifier",
)  # fmt: skip

# Names that no program made up, so most; that they stand beside others says nothing.
_PLAIN = re.compile(r"[a-z0-9_-]+(\.[a-z]{2,3}(-[A-Za-z]{2,4})*)?\.[a-z]+")
# Behind the name of a text: a part of a language, such as `_US`.
_SUBTAG = re.compile(r"[-_.][A-Za-z]{2,4}")
_TEXTS = (".md", ".yml")
_COPY = re.compile(
    r"conflict|konflikt|conflit|conflitto|copy|kopie|kopia|copie|copia|cópia|تعارض|نسخة|\bconf\(\d+\)|\A[ _]?\(\d+\)",
    re.IGNORECASE,
)

_SORTS = {
    "renamed": "markdown mkd mkdn mdown mdx txt text",
    "text": "doc docx docm dotx odt rtf pages gdoc wps tex adoc rst org htm html xhtml mht mhtml",
    "picture": "heic heif gif bmp tif tiff avif jxl jfif ico raw cr2 nef dng psd ai eps emf wmf",
    "table": "xls xlsx xlsm ods numbers csv tsv gsheet json",
    "document": "pdf epub ppt pptx odp key gslides xps",
    "film": "mp4 m4v mov avi mkv webm wmv mpg mpeg mp3 m4a ogg oga opus wav flac aac",
    "archive": "zip rar 7z gz tar tgz bz2 xz",
    "shortcut": "lnk url webloc desktop",
    "yaml": "yaml",
}
_SORT_OF = {f".{ending}": sort for sort, endings in _SORTS.items() for ending in endings.split()}


def sort_of(name: str) -> str:
    """Return what sort of file has no place in a content folder, by its ending: 'text' for what a word processor writes."""
    suffix = PurePosixPath(name).suffix
    return "renamed" if suffix != ".md" and suffix.lower() == ".md" else _SORT_OF.get(suffix.lower(), "")


def is_ending(word: str) -> bool:
    """Whether it says what sort of file something is, behind the last full stop of a name."""
    return word.lower() == "md" or f".{word.lower()}" in _SORT_OF


def is_left_over(name: str, is_folder: bool) -> bool:
    """Whether another program left it behind, so that it is nobody's work. All names that begin with a full stop are hidden."""
    folded = name.lower()
    if name.startswith("."):
        return True
    if is_folder:
        return folded in _FOLDERS
    is_autosave = len(name) > 2 and name[0] == name[-1] == "#"
    return folded in _FILES or folded.startswith("~$") or folded.endswith(_ENDINGS) or is_autosave


def is_left_over_path(path: str) -> bool:
    """Whether a file of a finished site or a theme, named with ``/``, is left over, or lies in a folder that is."""
    *folders, name = path.split("/")
    return is_left_over(name, is_folder=False) or any(is_left_over(folder, is_folder=True) for folder in folders)


def copied_from(name: str, beside: Collection[str]) -> str:
    """Return the file beside it that a program copied: `duo.en.md` for `duo.en (Ada's conflicted copy).md`; '' if none."""
    if _PLAIN.fullmatch(name):
        return ""
    for number, letter in enumerate(name):
        # "Copy of duo.en.md"
        if letter == " " and name[number + 1 :] in beside:
            return name[number + 1 :]
    path = PurePosixPath(name)
    for end in range(len(path.stem) - 1, 0, -1):
        rest = path.stem[end:]
        own = path.stem[:end] + path.suffix
        if own in beside and not rest[0].isalnum() and (_COPY.search(rest) or _is_more(rest, path.suffix)):
            return own
    return ""


def _is_more(rest: str, suffix: str) -> bool:
    """Whether it can only come from a program: OneDrive puts the name of the computer behind the language of a text."""
    return suffix in _TEXTS and not _SUBTAG.fullmatch(rest)
