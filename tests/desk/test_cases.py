"""A case at the desk: what is done there goes through the same handlers as in the room."""

import asyncio
import re

import httpx

from bot.store.desk_models import DeskDraftRow
from handlers.base import Chat, Message
from tests.desk.office import MARIA, Clerk, Office
from tests.store.scenes import rows


async def test_a_case_goes_from_claim_to_close_and_the_person_hears_it(office: Office, anna: Clerk) -> None:
    number = await office.asks()
    assert number in await anna.sees(view="new")
    assert f"{number}: anna kümmert sich." in await anna.does("claim", number)
    assert number in await anna.sees(view="mine")
    assert "Antwort geht an die Person" in await anna.does("reply", number, "Rufen Sie uns gern an.")
    assert f"{number} ist geschlossen." in await anna.does("close", number)
    heard = await office.heard()
    assert any("Rufen Sie uns gern an." in text for text in heard)
    assert number in await anna.sees(view="closed")


async def test_a_note_is_never_told_to_the_person(office: Office, anna: Clerk) -> None:
    number = await office.asks()
    page = await anna.does("note", number, "Klingt nach Betrug <b>!</b>")
    assert "Klingt nach Betrug <b>!</b>" in page
    assert not any("Betrug" in text for text in await office.heard())


async def test_whatever_people_write_is_shown_as_text(office: Office, anna: Clerk) -> None:
    number = await office.asks("Wer hilft bei <script>alert(1)</script> in der {{ 7*7 }} Buchhaltung?")
    response = await anna.client.get(f"/desk/cases/{number}")
    assert "<script>alert" not in response.text
    assert "&lt;script&gt;alert(1)" in response.text
    assert "{{ 7*7 }}" in response.text


async def test_a_reply_that_looks_like_a_command_goes_out_as_it_is(office: Office, anna: Clerk) -> None:
    number = await office.asks()
    await anna.does("reply", number, "/schliessen Sie bitte das Fenster")
    assert any("/schliessen Sie bitte das Fenster" in text for text in await office.heard())
    assert number in await anna.sees(view="mine")


async def test_an_empty_reply_sends_nothing(office: Office, anna: Clerk) -> None:
    number = await office.asks()
    before = await office.heard()
    assert "Nichts gesendet" in await anna.does("reply", number, "  ")
    assert await office.heard() == before


async def test_of_many_claims_one_wins_and_the_others_hear_who(office: Office, anna: Clerk, bernd: Clerk) -> None:
    number = await office.asks()
    pages = await asyncio.gather(*(clerk.does("claim", number) for clerk in (anna, bernd) for _ in range(5)))
    owner = re.search(r'id="owner">(\w+)<', await anna.sees(f"/desk/cases/{number}"))
    assert owner
    won = [page for page in pages if f"{number}: {owner[1]} kümmert sich." in page]
    lost = [page for page in pages if f"{number} hat schon {owner[1]}." in page]
    assert len(won) == 1
    assert len(lost) == 5


async def test_what_belongs_to_a_colleague_cannot_be_answered_released_or_closed(
    office: Office, anna: Clerk, bernd: Clerk
) -> None:
    number = await office.asks()
    await anna.does("claim", number)
    before = await office.heard()
    assert "Nicht gesendet" in await bernd.does("reply", number, "Ich war schneller.")
    assert "gehört nicht Ihnen" in await bernd.does("release", number)
    assert "lässt sich nicht schließen" in await bernd.does("close", number)
    assert await office.heard() == before
    assert 'id="owner">anna<' in await bernd.sees(f"/desk/cases/{number}")


async def test_who_writes_while_a_colleague_answers_is_told_and_keeps_the_text(
    office: Office, anna: Clerk, bernd: Clerk
) -> None:
    number = await office.asks()
    await anna.does("reply", number, "Das macht die Handwerkskammer.")
    await anna.does("release", number)
    page = await bernd.does("reply", number, "Das machen wir.", seen="0")
    assert "hat anna inzwischen geantwortet:" in page
    assert page.count("Das macht die Handwerkskammer.") == 2, "in the history, and in the refusal"
    assert "Das machen wir.</textarea>" in page
    assert not any("Das machen wir." in text for text in await office.heard())
    await bernd.does("reply", number, "Das machen wir.")
    assert any("Das machen wir." in text for text in await office.heard())


async def test_a_form_sent_twice_answers_once(office: Office, anna: Clerk) -> None:
    number = await office.asks()
    for _ in range(2):
        await anna.does("reply", number, "Einmal genügt.", id="the-same")
    assert sum("Einmal genügt." in text for text in await office.heard()) == 1


async def test_a_draft_waits_for_its_writer_alone_and_goes_with_the_reply(
    office: Office, anna: Clerk, bernd: Clerk
) -> None:
    number = await office.asks()
    response = await anna.posts(f"/desk/cases/{number}/draft", text="Sehr geehrte Frau")
    assert response.status_code == 204
    assert "Sehr geehrte Frau</textarea>" in await anna.sees(f"/desk/cases/{number}")
    assert "Sehr geehrte Frau" not in await bernd.sees(f"/desk/cases/{number}")
    await anna.does("reply", number, "Sehr geehrte Frau Muster, ja.")
    assert await rows(office.running.database, DeskDraftRow) == []


async def test_with_an_erasure_the_draft_goes_at_once_and_the_case_takes_no_reply(office: Office, anna: Clerk) -> None:
    number = await office.asks()
    await anna.posts(f"/desk/cases/{number}/draft", text="Liebe Frau Muster")
    for id_, text in (("e1", "/loeschen"), ("e2", "ja")):
        await office.running.dispatcher.receive([Message(MARIA, id_, text, language="de")])
    assert await rows(office.running.database, DeskDraftRow) == []
    page = await anna.sees(f"/desk/cases/{number}")
    assert "keinen Rückweg" in page
    assert 'id="reply"' not in page
    assert "Zittau" not in page


async def test_a_refused_reply_stays_in_its_field(office: Office, anna: Clerk, bernd: Clerk) -> None:
    number = await office.asks()
    await anna.does("claim", number)
    assert "Mein langer Text</textarea>" in await bernd.does("reply", number, "Mein langer Text")


async def test_an_answer_that_did_not_arrive_is_in_plain_sight(office: Office, anna: Clerk) -> None:
    number = await office.asks(chat=MARIA)
    async with office.running.database.writing() as session:
        connection = await session.connection()
        await connection.exec_driver_sql("UPDATE outbox SET state = 'blocked' WHERE inquiry_id IS NOT NULL")
    assert "nicht zugestellt: " in await anna.sees(view="new")
    assert number in await anna.sees(view="undelivered")
    assert "die Person ist nicht erreichbar" in await anna.sees(f"/desk/cases/{number}")


async def test_the_nearest_topics_and_actors_stand_beside_the_case(office: Office, anna: Clerk) -> None:
    number = await office.asks("Welche Förderung gibt es für KI in meinem Handwerksbetrieb in Leipzig?")
    page = await anna.sees(f"/desk/cases/{number}/beside")
    assert page.count("data-insert=") >= 2
    assert "{{" not in page


async def test_canned_texts_are_in_the_language_of_the_person(office: Office, anna: Clerk) -> None:
    chat = Chat("web", "b" * 64)
    for id_, text in enumerate(("/human", "Who helps my company in Görlitz with chillers?", "yes")):
        await office.running.dispatcher.receive([Message(chat, f"e{id_}", text, language="en")])
    number = re.search(r"KI-[A-Z0-9]{5}", await anna.sees(view="new"))
    assert number
    page = await anna.sees(f"/desk/cases/{number[0]}")
    assert 'data-insert="Thank you for your message.' in page
    assert "Eingang bestätigen" in page


async def test_a_case_that_is_not_there_is_said_to_be_so(anna: Clerk) -> None:
    for path in ("", "/live", "/beside"):
        response = await anna.client.get(f"/desk/cases/KI-ZZZZZ{path}")
        assert response.status_code == 404
        assert "Diesen Vorgang gibt es nicht." in response.text


async def test_an_action_that_is_none_is_not_found(office: Office, anna: Clerk) -> None:
    number = await office.asks()
    response: httpx.Response = await anna.posts(f"/desk/cases/{number}/liste", text="x")
    assert response.status_code == 404
