"""What people type, brought into comparable forms."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.splitting import questions_in, telling_sentences
from knowledge.text import MAX_CHARACTERS, cleaned, folded, sentences, stem, without_ruled_out, words


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("Förderung", "FOERDERUNG"),
        ("Straße", "strasse"),
        ("Art. 50 KI-VO", "Artikel 50 KI VO"),
        ("article 4", "Art. 4"),
        ("§ 12", "§12"),
        ("café", "cafe"),
        ("ﬁrma", "Firma"),
    ],
)
def test_spellings_of_the_same_fold_alike(typed: str, same: str) -> None:
    assert folded(typed) == folded(same)


def test_different_paragraphs_stay_different() -> None:
    assert folded("Artikel 4") != folded("Artikel 50")


@pytest.mark.parametrize(("word", "stemmed"), [("foerderungen", "foerder"), ("ist", "ist"), ("grants", "grant")])
def test_stems_are_light(word: str, stemmed: str) -> None:
    assert stem(word) == stemmed


def test_abbreviations_do_not_end_a_sentence() -> None:
    assert sentences("Das regelt Art. 50 der Verordnung. Gilt das schon?") == [
        "Das regelt Art. 50 der Verordnung.",
        "Gilt das schon?",
    ]


def test_what_is_ruled_out_is_left_out() -> None:
    assert "Leipzig" not in without_ruled_out("nicht in Leipzig, sondern in Dresden")
    assert "Leipzig" not in without_ruled_out("not in Leipzig but in Dresden")
    assert without_ruled_out("Ich weiß nicht, was ich tun soll.") == "Ich weiß nicht, was ich tun soll."


def test_a_long_text_keeps_both_ends_and_stays_cheap() -> None:
    begin = time.process_time()
    text = cleaned("Anfang " + "wort " * 20_000 + "Was ist das Ende?")
    assert time.process_time() - begin < 0.2
    assert text.startswith("Anfang")
    assert text.endswith("Ende?")
    assert len(text) <= MAX_CHARACTERS


@given(st.text())
def test_any_text_is_cleaned_and_read(text: str) -> None:
    clean = cleaned(text)
    assert not any(ord(char) < 32 and char != "\n" for char in clean)
    assert all(word == word.lower() for word in words(clean))
    assert len(telling_sentences(clean)) != 1
    without_ruled_out(clean)


def test_two_questions_are_told_apart() -> None:
    assert questions_in("Was kostet die Beratung und wo finde ich Fördermittel für KI?") == [
        "Was kostet die Beratung",
        "wo finde ich Fördermittel für KI?",
    ]
    assert questions_in("Was kostet die Beratung? Wo steht der Supercomputer?") == [
        "Was kostet die Beratung?",
        "Wo steht der Supercomputer?",
    ]


def test_one_question_about_two_things_stays_one() -> None:
    assert questions_in("Welche Pflichten und Fristen gelten für mich?") == []
