"""Long texts in pieces: nothing lost, nothing longer than the platform takes, no word, link or emoji broken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.splitting import split_text, utf16_length

FAMILY = "👩‍👩‍👧‍👦"  # seven characters, eleven UTF-16 code units, one sign
LINK = "https://www.ki.sachsen.de/foerderung?thema=digitalisierung&ort=leipzig#antrag"
MIXED = ["Ein Satz.", "wort", "\n\n", "\n", " ", LINK, FAMILY, "ü", "🇩🇪", "é"]
pieces_of_text = st.lists(st.sampled_from(MIXED), max_size=80)


def _without_blanks(text: str) -> str:
    return "".join(text.split())


@given(text=st.text() | pieces_of_text.map("".join), limit=st.integers(2, 60))
def test_nothing_is_lost_and_no_piece_is_too_long(text: str, limit: int) -> None:
    pieces = split_text(text, limit)
    assert _without_blanks("".join(pieces)) == _without_blanks(text)
    assert all(utf16_length(piece) <= limit for piece in pieces)


@given(text=st.text())
def test_lengths_are_those_of_utf16(text: str) -> None:
    assert utf16_length(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2


@given(pieces_of_text.map(" ".join), st.integers(100, 200))
def test_words_links_and_emoji_that_fit_stay_whole(text: str, limit: int) -> None:
    assert " ".join(split_text(text, limit)).split() == text.split()


def test_a_text_without_limit_or_within_it_stays_as_it_is() -> None:
    assert split_text("  lang \n", None) == ["  lang \n"]
    assert split_text("  kurz \n", 8) == ["  kurz \n"]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Erster Absatz.\n\nZweiter Absatz mit Satz. Und noch einer.", "Erster Absatz."),
        ("Erster langer Satz hier. Zweiter Satz der nicht passt.", "Erster langer Satz hier."),
        ("Er sagte: „Das ist gut.“ Danach schwieg er sehr lange.", "Er sagte: „Das ist gut.“"),
        ("Das Amt öffnet z. B. am 3. Mai wieder, sonst eher nicht.", "Das Amt öffnet z. B. am 3."),
        ("eins zwei drei vier fünf sechs sieben acht", "eins zwei drei vier fünf"),
    ],
)
def test_the_cut_is_at_the_best_place(text: str, first: str) -> None:
    assert split_text(text, 28)[0] == first


@pytest.mark.parametrize("limit", [11, 12, 21])
def test_what_has_no_blanks_is_cut_between_its_signs(limit: int) -> None:
    assert set(split_text(FAMILY * 5, limit)) == {FAMILY}
