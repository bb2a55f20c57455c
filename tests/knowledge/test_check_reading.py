"""How the content checker reads answers: their sentences and their numbers."""

import pytest

from knowledge.check_numbers import differences, numbers
from knowledge.check_sentences import count
from knowledge.entries import Language


@pytest.mark.parametrize(
    ("language", "text", "sentences"),
    [
        ("de", "Am 25. Mai 2023 begann es. Danach kam mehr.", 2),
        ("de", "Der 14. Aufruf endete am 15. Oktober. Das war 2025. Mehr gibt es nicht.", 3),
        ("de", "Das sind u. a. Tests, z. B. in Dresden, bzw. Art. 50 und Nr. 3 nach Abs. 2.", 1),
        ("de", "Dr. Muster vom Verein e. V. hilft. Prof. Beispiel auch.", 2),
        ("de", "Träger ist ein e. V. Der Sitz ist Dresden.", 2),
        ("de", "Es sind 3,6 Mio. Euro, früher 1.160. Also mehr als 40. Gegenüber 2019 viel.", 3),
        ("de", "Ja. »Was ist das?«, fragte jemand. Wirklich! Oder… doch nicht?", 4),
        ("de", "Telefon: {{phone}}. E-Mail: {{email}}.", 2),
        ("de", "- ein Punkt\n- noch einer", 2),
        ("de", "Ohne Punkt", 1),
        ("de", "27 Personen bekamen ein Votum. futureSAX hilft.", 2),
        ("en", "No. The bot does not. No. 5 is alive, e.g. in May.", 3),
        ("en", "It was 3.5 million in 2025. Dr. Muster paid 20. Then it closed.", 3),
        ("en", "(It is so.) “Really?” Yes.", 3),
    ],
)
def test_sentences_are_counted_as_people_read_them(language: Language, text: str, sentences: int) -> None:
    assert count(text, language) == sentences


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("1.160 Beschwerden", "1,160 complaints"),
        ("3,6 Mio. Euro und 1,037 Milliarden", "3.6 million euros and 1.037 billion"),
        ("20 Prozent, 4,50 %", "20 per cent, 4.5 percent"),
        ("am 3. Mai 2024", "on 3 May 2024, as you may know"),
        ("am 03.05.2024", "on 3 May 2024"),
        ("Seit Mai gilt das", "It has applied since May"),
        ("Platz 3 und Platz 51", "third and 51st place"),
        ("im zwölften Monat, zum ersten Mal", "in month 12, 1 time"),
        ("unter 0351 4910-4910 von 2025/2026", "on 0351 4910-4910 from 2025/2026"),
        ("Man marschiert im März", "They march in March"),
        ("Artikel 50 für Teuken-7B", "Article 50 for Teuken-7B"),
        ("9 bis 17 Uhr, 12 Uhr", "9 am to 5 pm, 12 p.m."),
        ("ohne CO2", "low-carbon"),
    ],
)
def test_the_same_numbers_are_recognised_in_both_languages(german: str, english: str) -> None:
    assert differences(german, english) == (set(), set())


@pytest.mark.parametrize(
    ("german", "english", "found"),
    [
        ("1.160", "1.160", ({"1160"}, {"1.16"})),
        ("2024", "2025", ({"2024"}, {"2025"})),
        ("20 Millionen", "20 billion", ({"20 million"}, {"20 billion"})),
        ("20 Prozent", "20", ({"20 %"}, {"20"})),
        ("im Mai", "in June", ({"May"}, {"June"})),
        ("sieben", "8", (set(), {"8"})),
    ],
)
def test_different_numbers_are_told(german: str, english: str, found: tuple[set[str], set[str]]) -> None:
    assert differences(german, english) == found


def test_numbers_have_one_notation() -> None:
    assert numbers("Am 1. Juni 2025 rund 1.500 von 2,50 Mio.", "de") == {"1", "June", "2025", "1500", "2.5 million"}
