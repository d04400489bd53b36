"""The LIX: words per sentence, and of 100 words how many are long."""

from __future__ import annotations

import pytest

from toolkit_builder.model.readability import lix
from toolkit_builder.reading.markdown import read_markdown


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("", None),
        ("1. 2. `code`", None),
        ("The cat sat on the mat.", 6),
        ("The cat sat. On the mat.", 3),
        ("Meaningful conversation.", 102),
        ("One two three four five six seven eight nine tomorrow.", 20),
        # Headings and items of lists are sentences; code, addresses and numbers are no words.
        ("## The cat\n\n- on the\n- red mat\n\n1. it sat", 2),
        ("The cat [sat on](https://example.org/a-long-address) `something` 2026.", 4),
        ("Der Hund geht heim. Er schläft.", 20),
        ("قط على سجادة. جلس هنا؟", 2),
        # Vowel signs are parts of words, and no letters; nobody knows how many words a text without spaces has.
        ("हिन्दी में बातचीत। विद्यार्थी मिलते हैं।", 3),
        ("我们每周在图书馆见面。一起学习。", None),
        ("ครูพี่เลี้ยงพบกับผู้เรียน", None),
    ],
)
def test_lix(text: str, figure: int | None) -> None:
    assert lix(read_markdown(text)) == figure
