"""Fingerprints of translations follow what is mended in their originals: that says the same, so nothing is to be translated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from toolkit_builder.model.record import Record
from toolkit_builder.model.values import Scalar, Sequence, child
from toolkit_builder.model.versions import Translation
from toolkit_builder.writing.fix.mends import Bench, Edit

# YAML would read these as numbers.
_NUMBER = re.compile(r"[0-9]+(?:e[0-9]+)?")


def followed(bench: Bench, before: Record, after: Record) -> Iterator[Edit]:
    """Yield the edits after which translations follow an original as well as before, or as little."""
    changed = _changed(before, after)
    for translation in after.translations.values() if changed else ():
        for digest in _digests(translation):
            if new := changed.get(digest.text):
                typed = new if digest.quoted or not _NUMBER.fullmatch(new) else f'"{new}"'
                edit = bench.replace(translation.path, (digest.line, digest.column + digest.quoted), digest.text, typed)
                yield from (sure for sure in [edit] if sure)


def _changed(before: Record, after: Record) -> Mapping[str, str]:
    """Return what each passage was known by, and is now; nothing where that cannot be told."""
    was, now = map(_known_by, (before, after))
    pairs = {(old, new) for old, new in zip(was, now, strict=True) if old != new} if len(was) == len(now) else set()
    changed = dict(pairs)
    return changed if len(changed) == len(pairs) and changed.keys().isdisjoint(now) else {}


def _known_by(record: Record) -> list[str]:
    """Return the digests of all passages, and those that they had until version 0.1."""
    return [*map(str, record.fingerprint), *(passage.old_hash for passage in record.passages)]


def _digests(translation: Translation) -> Iterator[Scalar]:
    block = child(translation.header, "translation")
    typed = child(block, "fingerprint")
    for item in typed.items if isinstance(typed, Sequence) else ():
        if isinstance(item, Scalar):
            yield item
