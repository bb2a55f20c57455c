"""One store, two windows: what the desk says names buttons of its page, where the room is told commands."""

import re
from collections.abc import Sequence

import pytest

from handlers.speech import texts_in
from knowledge.entries import LANGUAGES, Language
from tests.desk.office import Clerk, Office
from tests.desk.test_room import says

COMMAND = re.compile(r"(?<![\w/])/[a-z]{3,}\b")
# Each fails in its own way; the case is anna's unless it is closed first.
REFUSED: Sequence[tuple[Sequence[tuple[str, str]], str, str, str]] = (
    ([("close", "")], "claim", "", "Erst »Wieder öffnen«"),
    ([("close", "")], "reply", "Gern.", "Ihr Text bleibt stehen"),
    ([("close", "")], "close", "", "schon geschlossen"),
    ([], "reply", "", "Es fehlt der Text"),
    ([], "note", "", "Es fehlt der Text"),
    ([], "handover", "", "stehen alle zur Wahl"),
    ([], "handover", "niemand", "kenne ich nicht"),
    ([], "merge", "", "Tragen Sie die Nummer"),
    ([], "merge", "KI-00000", "Einen Vorgang KI-00000 gibt es nicht"),
    ([], "tag", "zwei Wörter", "ein einzelnes Wort"),
    ([], "ban", "", "»Person entsperren« hebt es auf"),
    ([("ban", "")], "unban", "", "die Person weiß es"),
    ([], "reopen", "", "nicht geschlossen"),
)


def said(page: str) -> str:
    """What the page answers to the last action."""
    found = re.search(r'<div id="said".*?</div>', page, re.DOTALL)
    assert found
    return re.sub(r"<[^>]+>", "", found[0]).strip()


@pytest.mark.parametrize(("before", "action", "text", "expected"), REFUSED)
async def test_the_desk_never_answers_with_a_command(
    office: Office, anna: Clerk, before: Sequence[tuple[str, str]], action: str, text: str, expected: str
) -> None:
    number = await office.asks()
    for step, words in before:
        await anna.does(step, number, words)
    answer = said(await anna.does(action, number, text))
    assert expected in answer
    assert not COMMAND.search(answer)


async def test_the_desk_frees_what_a_silent_colleague_has_by_a_button(
    office: Office, anna: Clerk, bernd: Clerk
) -> None:
    number = await office.asks()
    await bernd.does("claim", number)
    for _ in range(4):  # a session ends after eight idle hours
        office.clock.pass_by(hours=7)
        await anna.sees()
    answer = said(await anna.does("reply", number, "Gern."))
    assert f"unter »Mehr tun« lässt sich {number} freigeben" in answer
    assert not COMMAND.search(answer)


async def test_beside_the_reply_stands_why_it_would_not_go_out(office: Office, anna: Clerk, bernd: Clerk) -> None:
    number = await office.asks()
    hint = 'id="reply-hint" class="hint"'
    assert f"{hint}></p>" in await anna.sees(f"/desk/cases/{number}")
    await bernd.does("claim", number)
    assert f"{hint}>bernd hat diesen Vorgang." in await anna.sees(f"/desk/cases/{number}")
    assert f'{hint} hx-swap-oob="true">bernd hat' in await anna.sees(f"/desk/cases/{number}/live")
    assert f"{hint}></p>" in await bernd.sees(f"/desk/cases/{number}")
    await bernd.does("close", number)
    assert f"{hint}>Geschlossen: Erst »Wieder öffnen«" in await bernd.sees(f"/desk/cases/{number}")


async def test_the_room_still_names_the_command(office: Office) -> None:
    number = await office.asks()
    await says(office, f"/schliessen {number}")
    assert await says(office, f"/uebernehmen {number}") == [f"{number} ist geschlossen. Erst /oeffnen {number}."]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_desk_stands_for_one_of_the_room_and_names_no_command(language: Language) -> None:
    texts = dict(re.findall(r"^([a-z][a-z0-9-]*) =(.*)", texts_in(language), re.MULTILINE))
    at_desk = {key.removeprefix("desk-"): text for key, text in texts.items() if key.startswith("desk-")}
    assert at_desk.keys() <= texts.keys()
    assert not [text for text in at_desk.values() if COMMAND.search(text)]
