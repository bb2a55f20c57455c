"""What Matrix clients are given to show: plain text and clean HTML that say the same, and nothing else."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.base import ButtonView
from bot.platforms.matrix.content import as_edit, as_html, in_thread, split, text_content, text_contents
from bot.platforms.matrix.reactions import button_of, signs, staff_command

BUTTONS = (ButtonView("A", "Ja & Amen"), ButtonView("B", "Nein"))


def test_offers_stand_below_the_text_by_number_in_both_forms() -> None:
    content = text_content("Frage?", BUTTONS)
    assert content["body"] == "Frage?\n\n1. Ja & Amen\n2. Nein"
    assert content["formatted_body"] == "<p>Frage?</p><ol><li>Ja &amp; Amen</li><li>Nein</li></ol>"
    assert content["m.mentions"] == {}


def test_paragraphs_lines_and_links_are_all_the_markup_there_is() -> None:
    shown = as_html('Eins\nzwei <b>\n\nSiehe https://example.org/a?b=1&c="x".')
    assert shown == (
        "<p>Eins<br>zwei &lt;b&gt;</p>"
        '<p>Siehe <a href="https://example.org/a?b=1&amp;c=">https://example.org/a?b=1&amp;c=</a>"x".</p>'
    )


@given(st.text())
def test_no_text_becomes_markup(text: str) -> None:
    shown = as_html(text)
    assert set(re.findall(r"<[^>]*>", re.sub(r'<a href="[^"<>]*">', "", shown))) <= {"<p>", "</p>", "<br>", "</a>"}
    said = html.unescape(re.sub(r"<[^>]*>", "", shown))
    assert re.sub(r"\s", "", said) == re.sub(r"\s", "", html.unescape(html.escape(text)))


@given(st.text(alphabet="ab .\n", max_size=400), st.integers(5, 50))
def test_long_texts_are_split_without_losing_anything(text: str, limit: int) -> None:
    parts = list(split(text, limit))
    assert all(len(part) <= limit for part in parts)
    assert re.sub(r"\s", "", "".join(parts)) == re.sub(r"\s", "", text)


def test_the_offers_of_a_very_long_text_stand_under_its_last_part() -> None:
    contents = text_contents("Satz. " * 4000, BUTTONS)
    assert len(contents) > 1
    assert [("<ol>" in content["formatted_body"]) for content in contents] == [False] * (len(contents) - 1) + [True]


def test_a_thread_and_an_edit_say_what_they_belong_to() -> None:
    content = text_content("x")
    assert in_thread(content, "$0")["m.relates_to"] == {
        "rel_type": "m.thread", "event_id": "$0", "is_falling_back": True, "m.in_reply_to": {"event_id": "$0"},
    }  # fmt: skip
    edit = as_edit(content, "$0")
    assert (edit["body"], edit["m.new_content"]["body"]) == ("* x", "x")
    assert edit["m.relates_to"] == {"rel_type": "m.replace", "event_id": "$0"}


OFFERED = [("A", ["ja", "👍"]), ("B", ["nein", "👎"]), ("C", ["später"])]


def test_an_offer_carries_its_own_sign_or_its_number() -> None:
    assert signs(OFFERED) == ["👍", "👎", "3\N{VARIATION SELECTOR-16}\N{COMBINING ENCLOSING KEYCAP}"]


def test_a_reaction_presses_by_sign_whatever_the_skin_or_by_number_but_never_beyond() -> None:
    keycap = "\N{VARIATION SELECTOR-16}\N{COMBINING ENCLOSING KEYCAP}"
    assert button_of("👍🏽", OFFERED) == "A"
    assert button_of(f"2{keycap}", OFFERED) == "B"
    assert button_of(f"9{keycap}", OFFERED) is None
    assert button_of("🎉", OFFERED) is None


def test_staff_signs_are_commands_and_other_signs_are_none() -> None:
    assert staff_command("✋🏿") == "/uebernehmen"
    assert staff_command("✅") == "/schliessen"
    assert staff_command("👍") is None
