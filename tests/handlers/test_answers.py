"""Answers that quote the operator: what nobody provided leaves no gap."""

import pytest

from handlers.answers import without


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Wir helfen. Telefon: {{phone}}. Bis bald.", "Wir helfen. Bis bald."),
        ("Telefon: {{phone}}. Bis bald.", "Bis bald."),
        ("Wir helfen. Telefon: {{phone}}.", "Wir helfen."),
        ("Fragen Sie; Telefon: {{phone}}; E-Mail: {{email}}.", "Fragen Sie; E-Mail: {{email}}."),
        ("Fragen Sie; Telefon: {{phone}}. Bis bald.", "Fragen Sie. Bis bald."),
        ("Hello. Call {{phone}}; or write: {{email}}.", "Hello. Or write: {{email}}."),
        ("Hello. E-mail: {{email}}.", "Hello. E-mail: {{email}}."),
    ],
)
def test_a_clause_about_a_missing_detail_is_left_out_whole(text: str, rest: str) -> None:
    assert without(text, "phone") == rest
