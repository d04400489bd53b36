"""Make `toolkit_builder/letters/`: each language's order of letters, from CLDR as ICU holds it. Part of `make vendor`.

Needs pyicu-wheels. `letters/__init__.py` reads the files; each holds only what that could not find out without it.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import icu

sys.path.insert(0, str(Path(__file__).parent.parent))
from toolkit_builder.letters import COMMON, FOLDER, LANGUAGES, MARKER, ROOT, Letters

Data = dict[str, Any]

# Of the letters beyond the first 65,536: Osage, Chakma, Adlam, and signs such as emoji.
OUTSIDE = (*range(0x104B0, 0x10500), *range(0x11100, 0x11150), *range(0x1E900, 0x1E960), *range(0x1F000, 0x1FB00))
# Latin, Greek, Cyrillic, Hebrew and Arabic: where each letter may be a heading.
ALPHABETS = (*range(0x41, 0x250), *range(0x370, 0x530), *range(0x5D0, 0x5EB), *range(0x620, 0x6D6), *range(0x1E00, 0x1F00))
CAPITALS = tuple(one for one in map(chr, ALPHABETS) if unicodedata.category(one) in ("Lu", "Lo"))
IDEOGRAPHIC = "f9"
"""The weights of all other letters are smaller."""

KANA = frozenset(map(chr, (*range(0x3041, 0x3097), *range(0x30A1, 0x30FB), *range(0x31F0, 0x3200), *range(0xFF66, 0xFF9E))))


def told(collator: Any, text: str) -> str:
    """Return what a text weighs, as the files write it."""
    found: list[tuple[int, int, int]] = []
    for value in collator.createCollationElementIterator(text):
        first, mark, case = value >> 16 & 0xFFFF, value >> 8 & 0xFF, value & 0xFF
        if case & 0xC0 == 0xC0 and found:  # the second half of a longer weight
            found[-1] = found[-1][0] | first, found[-1][1] | mark, found[-1][2] | case & 0x3F
        else:
            found.append((first << 16, mark << 8, case << 8))
    return " ".join(_written(*one) for one in found if any(one))


def _written(first: int, mark: int, case: int) -> str:
    parts = _short(first, 8), "" if mark == COMMON else _short(mark, 4) or "0", "" if case == COMMON else _short(case, 4)
    return ".".join(parts).rstrip(".")


def _short(weight: int, digits: int) -> str:
    return re.sub("(00)+$", "", f"{weight:0{digits}x}")


def follows(letters: Letters, piece: str) -> str:
    """Return what a text weighs as far as it is known, likewise."""
    weights = letters.weights(piece)
    return " ".join(_written(int.from_bytes(first.ljust(4, b"\0"), "big"), mark, case) for first, mark, case in weights)


def nfkd(text: str) -> str:
    return unicodedata.normalize("NFKD", text)


def is_ideograph(one: str) -> bool:
    return len(one) == 1 and unicodedata.name(one, "").startswith("CJK ")


def alphabet() -> Iterator[str]:
    """Yield all letters and signs but those whose order is told otherwise, and scripts that nobody writes any longer."""
    for number in (*range(0x10000), *OUTSIDE):
        one = chr(number)
        is_assigned = unicodedata.category(one) not in ("Cn", "Co", "Cs")
        if is_assigned and not one.isdecimal() and not is_ideograph(one) and not "가" <= one <= "힣":
            yield one


def groups(letters: Sequence[str]) -> Iterator[str]:
    """Yield the groups of letters of the root."""
    yield from ("l·", "L·", "l·", "L·")
    yield from (one for letter in letters if len(one := unicodedata.normalize("NFC", letter)) > 1)
    scripts: dict[str, list[str]] = {}
    for one in letters:
        if unicodedata.category(one) == "Lo":
            scripts.setdefault(icu.Script.getScript(one).getName(), []).append(one)
    for one in letters:
        # Vowels that are written before the letter behind which they are spoken.
        if icu.Char.hasBinaryProperty(one, icu.UProperty.LOGICAL_ORDER_EXCEPTION):
            yield from (one + other for other in scripts[icu.Script.getScript(one).getName()])


def needed(collator: Any, pieces: Iterable[str], root: Data, own: Data) -> dict[str, str]:
    """Return what these weigh where it does not follow from the root and from those before them."""
    found: dict[str, str] = {}
    told_of = {piece: told(collator, piece) for piece in pieces}
    # What is sorted like an ideograph, such as one in a circle, follows from that.
    pieces = [piece for piece, weight in told_of.items() if all(one < IDEOGRAPHIC for one in weight.split())]
    # First what is in one piece, then what is made of it.
    for _, group in groupby(sorted(sorted(pieces), key=_parts), key=_parts):
        letters = Letters(root, {**own, "elements": found})
        found.update({piece: told_of[piece] for piece in group if told_of[piece] != follows(letters, piece)})
    return found


def _parts(piece: str) -> tuple[int, bool]:
    return len(piece), unicodedata.normalize("NFD", piece) != piece


def root_data() -> Data:
    """Return the order that all languages start from."""
    collator = icu.Collator.createInstance(icu.Locale("root"))
    letters = list(alphabet())
    elements = {"0": told(collator, "0")}
    elements |= needed(collator, [*letters, *groups(letters)], {"elements": elements}, {})
    return {"elements": elements}


def own_data(collator: Any, root: Data) -> Data:
    """Return what a language does differently."""
    tailored = {unicodedata.normalize("NFC", one) for one in collator.getTailoredSet(icu.UnicodeSet())}
    own: Data = {}
    if collator.getAttribute(icu.UCollAttribute.CASE_FIRST) == icu.UCollAttributeValue.UPPER_FIRST:
        own["capitals_first"] = True
    if collator.getAttribute(icu.UCollAttribute.FRENCH_COLLATION) == icu.UCollAttributeValue.ON:
        own["marks_backwards"] = True
    if collator.getAttribute(icu.UCollAttribute.ALTERNATE_HANDLING) == icu.UCollAttributeValue.SHIFTED:
        own["ignored_until"] = f"{collator.getVariableTop():04x}"
    if listed := sorted((one for one in tailored if is_listed(one, collator)), key=collator.getSortKey):
        own["ideographs"] = "".join(listed)
    pieces = {one for one in tailored if not (one[0] == MARKER or one.isdecimal() or any(map(is_ideograph, nfkd(one))))}
    # How long a syllable is, and that it is said again, hangs on the one before.
    pieces |= {one + sign for one in tailored if one in KANA for sign in "ーヽヾゝゞ"}
    if elements := needed(collator, pieces, root, own):
        own["elements"] = elements
    if len(blocks := blocks_of(collator, Letters(root, own))) > 1:
        own["blocks"] = blocks
    return own


def is_listed(one: str, collator: Any) -> bool:
    # Korean sorts ideographs by how they are read, among the syllables; they are too few in titles for a table of thousands.
    return bool(re.fullmatch(f"[\u4e00-\u9fff]|{MARKER}[A-Z\u2801-\u28ff]", one)) and " " not in told(collator, one)


def blocks_of(collator: Any, letters: Letters) -> list[str]:
    """Return the first weights of the parts that a language puts in an order of its own, in that order: its script first."""
    collator.setStrength(icu.Collator.PRIMARY)
    collator.setAttribute(icu.UCollAttribute.ALTERNATE_HANDLING, icu.UCollAttributeValue.NON_IGNORABLE)
    having: dict[bytes, str] = {}
    for piece in letters.told:
        weights = [first for first, _, _ in letters.read(piece) if first]
        if len(weights) == 1 and piece != "0":
            having.setdefault(weights[0], piece)
    after = dict(pairwise(sorted(having)))
    order = sorted(having, key=lambda first: collator.getSortKey(having[first]))
    return ["", *(other.hex() for one, other in pairwise(order) if after.get(one) != other)]


def headings_of(locales: Sequence[str], letters: Letters, more: Iterable[str]) -> list[str]:
    """Return the letters of an index for some languages, and those of `more` that would stand under another."""
    index = icu.AlphabeticIndex(icu.Locale(locales[0]))
    index.maxLabelCount = 10_000
    for name in locales[1:]:
        index.addLabels(icu.Locale(name))
    labels = [label for label, kind in index if kind == icu.UAlphabeticIndexLabelType.NORMAL and is_heading(label)]
    by_place: dict[bytes, str] = {}
    letters_too = [one for one in more if one in CAPITALS and [mark for _, mark, _ in letters.weights(one)] == [COMMON]]
    for one in (*labels, *letters_too):
        if len(weights := [first for first, _, _ in letters.weights(one) if first]) == 1:
            by_place.setdefault(weights[0], one)
    return list(by_place.values())


def is_heading(label: str) -> bool:
    # Of syllabaries each sign would be one; those of ideographs are in their list.
    apart = ("Vaii", "Cans", "Hani")
    return icu.Script.getScript(label[0]).getShortName() not in apart and unicodedata.category(label[0])[0] == "L"


def languages(root: Data) -> tuple[dict[str, Data], dict[str, Data]]:
    """Return the orders there are by name, and for each language the name of its order and its headings."""
    orders: dict[str, Data] = {ROOT: root}
    names = {json.dumps({}): ROOT}
    locales = list(icu.Locale.getAvailableLocales())
    headings = headings_of(["root", *locales], Letters(root, {}), CAPITALS)
    found: dict[str, Data] = {ROOT: {"order": ROOT, "headings": headings}}
    codes = {*locales, *icu.Collator.getAvailableLocales(), "zh_TW", "zh_HK", "zh_MO", "sr_ME"}
    codes.discard("en_US_POSIX")  # an order of computers, and not of people
    seen: dict[str, Data] = {}
    for code in sorted(codes, key=lambda code: (code.count("_"), code)):
        collator = icu.Collator.createInstance(icu.Locale(code))
        actual = collator.getLocale(0).getName()
        own = seen[actual] = seen[actual] if actual in seen else own_data(collator, root)
        tag = code.replace("_", "-")
        name = names.setdefault(json.dumps(own), tag)
        orders.setdefault(name, own)
        entry = {"order": name, "headings": headings_of([code], Letters(root, own), own.get("elements", ()))}
        if entry != found.get(tag.rpartition("-")[0] or ROOT):
            found[tag] = entry
    return orders, found


def as_json(data: Data) -> str:
    """Write letters as such only where there are many: those that run from right to left, or are not seen, garble a file."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    text = text.replace('","', '",\n"').replace('},"', '},\n"')
    return re.sub("[^ -~\\n\u4e00-\u9fff]", lambda one: json.dumps(one[0])[1:-1], text) + "\n"


if __name__ == "__main__":
    orders, found = languages(root_data())
    for old in FOLDER.glob("*.json"):
        old.unlink()
    for name, data in {**orders, LANGUAGES: found}.items():
        (FOLDER / f"{name}.json").write_text(as_json(data), "utf-8")
    print(f"CLDR collation of ICU {icu.ICU_VERSION} (Unicode {icu.UNICODE_VERSION}): Unicode-3.0")
