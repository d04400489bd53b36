"""Where sentences begin and end, in scripts with and without spaces, and what two of them have in common."""

from __future__ import annotations

import pytest

from toolkit_builder.model.sentences import Sentence, sentences
from toolkit_builder.reading.markdown import read_markdown


def read(text: str, least: int = 1) -> list[Sentence]:
    return [*sentences(read_markdown(text, 5), least)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two? “Three.” Four!", ["One.", "Two?", "“Three.”", "Four!"]),
        ("Version 1.5 of a.b.c came, e.g. in z. B. Graz.", ["Version 1.5 of a.b.c came, e.g. in z. B. Graz."]),
        ("It takes approx. five weeks. Not more.", ["It takes approx. five weeks.", "Not more."]),
        ("今天很好。明天也好！", ["今天很好。", "明天也好！"]),
        ("पहले।फिर। अंत", ["पहले।", "फिर।", "अंत"]),
        ("هل تسمع؟ نعم۔ لا", ["هل تسمع؟", "نعم۔", "لا"]),
        ("สวัสดี ครับ one two", ["สวัสดี", "ครับ one two"]),
        ("# One\n\nTwo\nthree\\\nfour\n\n- five\n- six\n  - seven\n\n| a | b |\n|---|---|\n| Cats. Dogs | e |",
         ["One", "Two three four", "five", "six", "seven", "a", "b", "Cats.", "Dogs", "e"]),
        ("A [link](x.md \"title\") and <b>mark</b> un**like** `code`, https://example.org/a.b ![alt](a.png) end.",
         ["A link and mark unlike code,   end."]),
        ("<p>In <i>tags</i>.</p>\n\n```\nNo. Words.\n```", ["In    tags    ."]),
        ("  \n\n...\n\n---", ["..."]),
    ],
)  # fmt: skip
def test_a_text_is_cut_where_sentences_end(text: str, expected: list[str]) -> None:
    assert [one.typed for one in read(text)] == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Men**tors** listen, and ask!", "mentors listen and ask"),
        ("Caf\u00e9 &mdash; now", "Cafe\u0301 now."),
        ("می\u200cخواهد co\u00adpy", "میخواهد copy"),
        ("今天很好，明天也好。", "今天很好 明天也好"),
    ],
)
def test_marks_and_punctuation_say_nothing(one: str, other: str) -> None:
    (first,), (second,) = read(one), read(other)
    assert first.said == second.said != ""


def test_other_words_are_another_sentence() -> None:
    assert len({read(text)[0].said for text in ("Mentors ask.", "Mentors asked.", "Mentor sask.", "Ask mentors.")}) == 4


def test_so_many_words_are_counted_in_any_script() -> None:
    assert [one.typed for one in read("One two three. Four five. Six seven eight nine.", 3)] == [
        "One two three.", "Six seven eight nine.",
    ]  # fmt: skip
    # Three letters are two words.
    assert read("今天很好吗", 5) == []
    assert len(read("今天很好明天", 5)) == 1


def test_a_label_is_no_part_of_a_sentence_that_is_long_enough_without_it() -> None:
    (plain,), (labelled,) = read("Listen first, then ask.", 4), read("*Two* words: listen first, then ask.", 4)
    assert plain.said == labelled.said
    assert labelled.start == len("*Two* words: ")
    assert [one.typed for one in read("Two words: listen.", 3)] == ["Two words: listen."]


def test_a_sentence_stands_where_its_first_word_does() -> None:
    text = "One.  **Two** three.\n\n> - Four. [Five](a.md)\n>   six."
    assert [(one.typed, text[one.start]) for one in read(text)] == [
        ("One.", "O"), ("Two three.", "T"), ("Four.", "F"), ("Five six.", "F"),
    ]  # fmt: skip
