"""Learning at the desk: a case becomes a draft, a second person approves, and the bot answers at once."""

import re
from collections.abc import AsyncIterator
from uuid import uuid4

import httpx
import pytest

from bot.store.curation import Curation, State
from bot.store.desk import Role
from bot.store.learning import Proposals
from handlers.base import Chat, Message
from tests.desk.office import Clerk, Office

QUESTION = "Guten Tag, ich heiße Erika Mustermann. Wer eicht Kühlketten in Zittau?"
ANSWER = "Sehr geehrte Frau Mustermann, Kühlketten eicht das Eichamt. Rufen Sie dort an.\nViele Grüße, Anna"
COMPLETE = {
    "question_de": "Wer eicht Kühlketten?", "question_en": "Who calibrates cold chains?",
    "answer_de": "Kühlketten eicht das Eichamt. Rufen Sie dort an.",
    "answer_en": "The calibration office calibrates cold chains. Give them a call.",
    "phrasings_de": "Eichung einer Kühlkette\nKühlkette eichen lassen", "phrasings_en": "cold chain calibration",
    "sources": "https://www.sachsen.de/eichamt | Eichamt | 2026-11", "category": "unternehmen-einstieg",
    "review_by": "2027-05-01", "topic": "kuehlketten-eichen",
}  # fmt: skip
ERIK = Chat("web", "e" * 64)


@pytest.fixture
async def clara(office: Office, chief: Clerk) -> AsyncIterator[Clerk]:
    """A curator."""
    clara = await office.signs_in("clara", Role.CURATOR)
    yield clara
    await clara.client.aclose()


@pytest.fixture
async def chris(office: Office, chief: Clerk) -> AsyncIterator[Clerk]:
    """Another one."""
    chris = await office.signs_in("chris", Role.CURATOR)
    yield chris
    await chris.client.aclose()


async def drafted(office: Office, anna: Clerk) -> int:
    """Anna answers a case and proposes it as knowledge."""
    number = await office.asks(QUESTION)
    await anna.does("reply", number, ANSWER)
    assert "Entwurf angelegt" in await anna.does("learn", number)
    return (await Curation(office.running.database).listed(State.DRAFT))[0].id


async def acts(clerk: Clerk, change: int, action: str, **fields: str) -> httpx.Response:
    """Act on a change as its page stands now."""
    page = await clerk.sees(f"/desk/curation/{change}")
    version = re.search(r'name="version" value="(\d+)"', page)
    form = {"version": version[1] if version else "1"} | fields
    return await clerk.posts(f"/desk/curation/{change}/{action}", **form)


async def asks(office: Office, text: str, chat: Chat = ERIK) -> str:
    """What the bot says to a citizen's question."""
    before = len(await office.heard(chat))
    await office.running.dispatcher.receive([Message(chat, uuid4().hex, text, language="de")])
    return "\n".join((await office.heard(chat))[before:])


async def approved(office: Office, anna: Clerk, clara: Clerk, chris: Clerk, **fields: str) -> int:
    """A draft completed by one curator and approved by another."""
    change = await drafted(office, anna)
    assert (await acts(clara, change, "edit", **COMPLETE | fields)).status_code == 303
    response = await acts(chris, change, "approve")
    assert response.status_code == 303, response.text
    return change


async def test_a_draft_names_nobody(office: Office, anna: Clerk, clara: Clerk) -> None:
    page = await clara.sees(f"/desk/curation/{await drafted(office, anna)}")
    assert "Wer eicht Kühlketten in [Ort]?" in page
    assert "Kühlketten eicht das Eichamt. Rufen Sie dort an." in page
    for word in ("Mustermann", "Erika", "Zittau", "Grüße", "Sehr geehrte"):
        assert word not in page


async def test_the_same_case_proposed_twice_is_one_draft(office: Office, anna: Clerk) -> None:
    change = await drafted(office, anna)
    draft = await Curation(office.running.database).find(change)
    assert draft
    again = await Curation(office.running.database).draft(draft.change, "bernd", now=office.clock.now)
    assert again == change


async def test_what_was_approved_answers_at_once(office: Office, anna: Clerk, clara: Clerk, chris: Clerk) -> None:
    assert "Eichamt. Rufen" not in await asks(office, "Wer eicht Kühlketten?")
    change = await approved(office, anna, clara, chris)
    told = await asks(office, "Wer eicht Kühlketten?")
    assert "Kühlketten eicht das Eichamt. Rufen Sie dort an." in told
    assert "https://www.sachsen.de/eichamt" in told
    assert "Kühlketten eicht das Eichamt" in await asks(office, "Guten Tag, kann ich meine Kühlkette eichen lassen?")
    assert (await acts(clara, change, "withdraw", reason="veraltet")).status_code == 303
    assert "Eichamt. Rufen" not in await asks(office, "Wer eicht Kühlketten?")


async def test_nobody_approves_what_they_wrote_or_changed(
    office: Office, chief: Clerk, anna: Clerk, clara: Clerk, chris: Clerk
) -> None:
    change = await drafted(office, anna)
    await acts(clara, change, "edit", **COMPLETE)
    refused = await acts(clara, change, "approve")
    assert refused.status_code == 403
    assert "zweite Person" in refused.text
    assert (await chief.posts("/desk/team/role", name="anna", role="curator")).status_code == 303
    assert (await acts(anna, change, "approve")).status_code == 403
    await acts(chris, change, "edit", **COMPLETE | {"question_de": "Wer eicht denn Kühlketten?"})
    assert (await acts(chris, change, "approve")).status_code == 403
    assert (await acts(clara, change, "approve")).status_code == 303


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"answer_en": ""}, "answer.en"),
        ({"answer_de": "Fragen Sie [Name]. Rufen Sie an."}, "still holds the mark"),
        ({"phrasings_de": "Welche Strafen drohen nach der KI-Verordnung?"}, "strafen"),
        (
            {"question_de": "Welche Strafen drohen bei Verstößen gegen die KI-Verordnung?"},
            "wegnehmen",
        ),
        ({"category": "unheard-of"}, "is not among the categories"),
    ],
)  # fmt: skip
async def test_what_breaks_a_rule_or_takes_questions_over_is_not_published(
    office: Office, anna: Clerk, clara: Clerk, chris: Clerk, fields: dict[str, str], says: str
) -> None:
    change = await drafted(office, anna)
    assert (await acts(clara, change, "edit", **COMPLETE | fields)).status_code == 303
    response = await acts(chris, change, "approve")
    assert response.status_code == 409
    assert says in response.text
    assert await Curation(office.running.database).revision() == 0


async def test_what_was_edited_meanwhile_is_not_approved_unread(
    office: Office, anna: Clerk, clara: Clerk, chris: Clerk
) -> None:
    change = await drafted(office, anna)
    await acts(clara, change, "edit", **COMPLETE)
    await acts(clara, change, "edit", **COMPLETE | {"answer_de": "Etwas ganz anderes. Wirklich."})
    stale = await acts(chris, change, "approve", version="2")
    assert stale.status_code == 409
    assert "inzwischen geändert" in stale.text


async def test_a_draft_can_become_a_mere_phrasing(office: Office, anna: Clerk, clara: Clerk, chris: Clerk) -> None:
    change = await drafted(office, anna)
    await acts(clara, change, "edit", **COMPLETE | {"question_de": "Eichamt für Kühlketten", "phrasings_de": ""})
    assert (await acts(clara, change, "phrasing", topic="ki-im-handwerk")).status_code == 303
    response = await acts(chris, change, "approve")
    assert response.status_code == 303, response.text
    topic = office.running.knowing.now.library.topics["ki-im-handwerk"]
    assert "Eichamt für Kühlketten" in topic.phrasings.de
    assert topic.answer.de[:40] in await asks(office, "Eichamt für Kühlketten")


async def test_a_rejection_has_a_reason_that_stays_in_sight(office: Office, anna: Clerk, clara: Clerk) -> None:
    change = await drafted(office, anna)
    assert (await acts(clara, change, "reject", reason=" ")).status_code == 422
    assert (await acts(clara, change, "reject", reason="Einzelfall")).status_code == 303
    assert "Einzelfall" in await clara.sees(f"/desk/curation/{change}")
    assert (await acts(clara, change, "reject", reason="nochmal")).status_code == 409


async def test_questions_nobody_answered_are_grouped_and_become_a_draft(office: Office, clara: Clerk) -> None:
    await asks(office, "Wer eicht Kühlketten?")
    await asks(office, "Wer eicht die Kühlketten?")
    page = await clara.sees("/desk/curation")
    assert page.count('class="group"') == 1
    texts = "\n".join(one.text for one in await Proposals(office.running.database).waiting())
    response = await clara.posts("/desk/curation/propose", texts=texts, topic="")
    assert response.status_code == 303
    draft = (await Curation(office.running.database).listed(State.DRAFT))[0]
    assert {text for text, _ in draft.change.sayings} == set(texts.split("\n"))
    assert (await clara.posts("/desk/curation/drop", texts=texts)).status_code == 303
    assert await Proposals(office.running.database).waiting() == []
    assert "Keine Fragen." in await clara.sees("/desk/curation")


async def test_staff_without_the_role_see_neither_questions_nor_drafts(
    office: Office, anna: Clerk, clara: Clerk
) -> None:
    change = await drafted(office, anna)
    for path in ("", f"/{change}", f"/{change}/review"):
        assert (await anna.client.get(f"/desk/curation{path}")).status_code == 403
    for path in ("/propose", "/drop", *(f"/{change}/{act}" for act in ("edit", "approve", "reject", "withdraw"))):
        assert (await anna.posts(f"/desk/curation{path}", version="1", reason="so")).status_code == 403
    assert "/desk/curation" not in await anna.sees()
    assert "/desk/curation" in await clara.sees()


async def test_every_step_stands_in_the_audit_log_without_a_word_of_it(
    office: Office, chief: Clerk, anna: Clerk, clara: Clerk, chris: Clerk
) -> None:
    await approved(office, anna, clara, chris)
    log = await chief.sees("/desk/audit")
    for step in ("knowledge-drafted", "knowledge-edited", "knowledge-approved"):
        assert step in log
    assert "Kühlketten" not in log


async def test_which_answer_wins_shows_scores_zones_and_reasons(anna: Clerk) -> None:
    page = await anna.sees("/desk/wins", q="Was blüht mir, wenn ich gegen die KI-Verordnung verstoße?")
    assert "strafen-ai-act" in page
    assert "Beantwortet ab" in page
    assert (await anna.client.get("/desk/wins", params={"q": "x" * 3000})).status_code == 422
