"""What tells who somebody is does not get into what we learn from, in German and English; our own words do."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.entries import Language
from knowledge.library import Library
from knowledge.masking import LABELS, Masker, without_courtesies

GIVEN_AWAY: list[tuple[Language, str, str]] = [
    ("de", "Guten Tag, ich heiße Erika Mustermann. Wer fördert KI?", "Mustermann"),
    ("de", "mein Name ist jürgen schröder und ich suche Geld", "schröder"),
    ("de", "Ich bin Ayşe Öztürk-Klein. Wer hilft?", "Öztürk"),
    ("de", "Darf Herr Dr. Krautwurst das?", "Krautwurst"),
    ("de", "Darf Frau von Zitzewitz das?", "Zitzewitz"),
    ("de", "Wer hilft?\nMit freundlichen Grüßen\nKarl-Heinz Bömmel", "Bömmel"),
    ("de", "Wer hilft? LG Kevin", "Kevin"),
    ("de", "Meine Frau Sabine Krause fragt, wer hilft", "Krause"),
    ("de", "Schreiben Sie an erika.m@example.org oder erika (at) example (dot) org", "example"),
    ("de", "Rufen Sie mich an: 0351 / 123 45-67", "123"),
    ("de", "Tel. +49 (0)351 1234567, wer hilft?", "1234567"),
    ("de", "Handy 01701234567", "0170"),
    ("de", "Konto DE89 3704 0044 0532 0130 00", "3704"),
    ("de", "Konto de89370400440532013000", "3704"),
    ("de", "Mein Auto DD-AB 1234 wurde gefilmt", "1234"),
    ("de", "geboren am 12.05.1980 in Leipzig", "1980"),
    ("de", "Ich bin am 3. Mai 1971 geboren", "1971"),
    ("de", "Ich bin 83 Jahre alt", "83"),
    ("de", "Ich wohne in der Alten Dorfstraße 12a", "12a"),
    ("de", "Anschrift: Am Anger 7, 01067 Dresden", "Anger"),
    ("de", "Wir sitzen in 02763 Zittau", "Zittau"),
    ("de", "Wer hilft einem Betrieb in Görlitz?", "Görlitz"),
    ("de", "Wer hilft einem Betrieb aus Hintertupfingen?", "Hintertupfingen"),
    ("de", "Es geht um KI-AB3CD", "AB3CD"),
    ("de", "Aktenzeichen: 12-3456/26", "3456"),
    ("de", "Meine Kundennummer ist 4711-0815", "0815"),
    ("de", "siehe https://example.org/nutzer?id=4711", "4711"),
    ("de", "Auf Telegram bin ich @erika_m", "erika_m"),
    ("de", "Ich habe Diabetes und will KI nutzen", "Diabetes"),
    ("de", "Seit meiner Krebserkrankung arbeite ich weniger", "Krebserkrankung"),
    ("de", "Mein Sohn Torben ist Autist", "Torben"),
    ("en", "Hello, my name is John Appleseed. Who funds AI?", "Appleseed"),
    ("en", "I'm Mary Poppins from Zwickau", "Poppins"),
    ("en", "Could Mr. Darcy do this?", "Darcy"),
    ("en", "Who helps?\nKind regards,\nJonathan Strange", "Strange"),
    ("en", "I was born on May 12th, 1980", "1980"),
    ("en", "I live at 12 Long Market Street", "Market"),
    ("en", "I was diagnosed with depression", "depression"),
    ("en", "My passport number: C01X00T47", "C01X00T47"),
]
OUR_OWN: list[tuple[Language, str]] = [
    ("de", "Welche Förderung gibt es für KI in Sachsen?"),
    ("de", "Was verlangt Artikel 50 der KI-Verordnung 2024/1689 ab dem Jahr 2026?"),
    ("de", "Wie nutze ich ChatGPT mit GPT-4o in einem Betrieb mit 12 Leuten und 50000 Euro Umsatz?"),
    ("de", "Was ist KI-Kompetenz und wie weise ich sie nach?"),
    ("de", "Wer hilft bei der Steuerung von Kühlketten?"),
    ("en", "Which funding is there for AI in Saxony?"),
    ("en", "What does article 4 of the AI Act ask for?"),
]


@pytest.fixture(scope="session")
def masker(library: Library) -> Masker:
    """For our own library."""
    return Masker.of(library)


@pytest.mark.parametrize(("language", "text", "secret"), GIVEN_AWAY, ids=[text[:40] for _, text, _ in GIVEN_AWAY])
def test_what_gives_somebody_away_is_masked(masker: Masker, language: Language, text: str, secret: str) -> None:
    for told in (masker.masked(text, language), masker.question(text, language)):
        assert secret.casefold() not in told.text.casefold()


@pytest.mark.parametrize(("language", "text"), OUR_OWN)
def test_a_question_about_nobody_stays_as_it_is(masker: Masker, language: Language, text: str) -> None:
    told = masker.question(text, language)
    assert told.text == text
    assert told.taken == frozenset()


def test_a_name_known_from_elsewhere_is_masked_wherever_it_stands(masker: Masker) -> None:
    told = masker.masked("Krauses Antrag, so krause gesagt.", "de", names=["Krause"])
    assert told.text == "[Name] Antrag, so [Name] gesagt."


def test_courtesies_go_and_the_matter_stays() -> None:
    letter = "Sehr geehrte Frau Müller,\nbitte rufen Sie die SAB an.\n\nViele Grüße\nAnna Beispiel\nReferat 4"
    assert without_courtesies(letter) == "Bitte rufen Sie die SAB an."
    assert without_courtesies("Hallo! Wer hilft mir? Vielen Dank und viele Grüße, Max") == "Wer hilft mir?"


WORDS = st.text(st.sampled_from(string.ascii_letters + "äöüß "), max_size=40)
LOCAL = st.text(st.sampled_from(string.ascii_lowercase + string.digits), min_size=3, max_size=12)


@settings(deadline=None, max_examples=150)
@given(before=WORDS, after=WORDS, user=LOCAL, host=LOCAL)
def test_no_e_mail_address_survives(masker: Masker, before: str, after: str, user: str, host: str) -> None:
    told = masker.masked(f"{before} {user}@{host}.example.de {after}", "de").text
    assert f"{user}@" not in told
    assert f"@{host}" not in told


@settings(deadline=None, max_examples=150)
@given(
    before=WORDS, digits=st.text(st.sampled_from(string.digits), min_size=7, max_size=13), gap=st.sampled_from(" -/")
)
def test_no_long_number_survives(masker: Masker, before: str, digits: str, gap: str) -> None:
    told = masker.masked(f"{before}: 0{digits[:3]}{gap}{digits[3:]}.", "de").text
    assert digits[3:] not in told


@settings(deadline=None, max_examples=100)
@given(name=st.sampled_from(["Öztürk", "Nguyen", "Zitzewitz", "O’Brien", "Meyer-Lansky", "Krautwurst"]), rest=WORDS)
def test_who_says_their_name_is_masked_in_every_sentence(masker: Masker, name: str, rest: str) -> None:
    told = masker.masked(f"Ich heiße {name}. {rest}. Darf {name} das?", "de").text
    assert name.casefold() not in told.casefold()


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=300))
def test_any_text_can_be_masked_and_a_second_time_changes_no_mark(masker: Masker, text: str) -> None:
    told = masker.masked(text, "en")
    assert "\ue000" not in told.text
    again = masker.masked(told.text, "en").text
    assert all(again.count(mark) >= told.text.count(mark) for mark in LABELS["en"].values())
