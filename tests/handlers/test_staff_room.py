"""A staff room with a thread per case: what reaches the person, what stays inside, and what everybody sees."""

from collections.abc import AsyncIterator, Sequence

import pytest

from bot.platforms.base import Delivery
from handlers.base import Attachment, Kind
from knowledge.library import Library
from knowledge.search import Searcher
from tests.handlers.rooms import MARIA, TEAM, Stage, open_stage

Sent = Sequence[tuple[str, Delivery]]
PICTURE = Attachment(Kind.PHOTO, "telegram", "photo:abc", size=1000)


@pytest.fixture
async def stage(library: Library, searcher: Searcher) -> AsyncIterator[Stage]:
    async with open_stage(library, searcher) as stage:
        yield stage


@pytest.fixture
async def open_room(library: Library, searcher: Searcher) -> AsyncIterator[Stage]:
    """A room whose operator lets alerts show what people write."""
    async with open_stage(library, searcher, show_words=True) as stage:
        yield stage


def to_maria(sent: Sent) -> list[str]:
    return [delivery.text for _, delivery in sent if delivery.chat == MARIA]


def to_team(sent: Sent) -> list[str]:
    return [delivery.text for _, delivery in sent if delivery.chat == TEAM]


def ref_of(sent: Sent, part: str) -> str:
    return next(ref for ref, delivery in sent if part in delivery.text and delivery.chat == TEAM)


async def test_the_thread_of_a_case_is_headed_by_its_state_and_owner(stage: Stage) -> None:
    number = await stage.open_case()
    titles = [stage.messenger.sent[-1][1].card]
    for text in ("/uebernehmen", "/antwort Wie alt ist er?", "/schliessen"):
        sent = await stage.anna(text, thread=f"t-{number}")
        titles.append(next(delivery.card for _, delivery in sent if delivery.chat == TEAM))
    assert [card.title for card in titles if card] == [
        f"🔔 {number} · neu",
        f"👤 {number} · in Arbeit · anna",
        f"⏳ {number} · wartet auf die Person · anna",
        f"📁 {number} · geschlossen · anna",
    ]
    assert [card.open for card in titles if card] == [True, True, True, False]


async def test_an_alert_names_number_time_and_channel_but_not_what_the_person_wrote(stage: Stage) -> None:
    await stage.open_case()
    alert = stage.messenger.sent[-1][1]
    assert "Telegram" in alert.text
    assert "Uhr" in alert.text
    assert "Dackel" not in alert.text
    assert [button.label for button in alert.buttons] == ["Übernehmen", "Antworten", "Notiz", "Schließen", "Zeigen"]


async def test_an_operator_may_let_alerts_show_the_words(open_room: Stage) -> None:
    await open_room.open_case()
    assert "Dackel" in open_room.messenger.sent[-1][1].text


async def test_what_is_written_in_the_thread_is_a_note_and_never_reaches_the_person(stage: Stage) -> None:
    number = await stage.open_case()
    first = await stage.anna("Klingt nach einem Futterproblem.", thread=f"t-{number}")
    second = await stage.anna("Finde ich auch.", thread=f"t-{number}")
    assert to_maria(first) == to_maria(second) == []
    assert "interne Notiz" in to_team(first)[0]
    assert to_team(second) == []
    shown = to_team(await stage.anna("/zeige", thread=f"t-{number}"))[0]
    assert "Klingt nach einem Futterproblem." in shown
    assert "Finde ich auch." in shown


async def test_a_reply_to_the_persons_words_goes_to_the_person_and_the_room_hears_that_it_arrived(
    stage: Stage,
) -> None:
    number = await stage.open_case()
    shown = await stage.anna("/zeige", thread=f"t-{number}")
    sent = await stage.anna("Nassfutter hilft.", thread=f"t-{number}", reply_to=ref_of(shown, "Dackel"))
    assert "Nassfutter hilft." in to_maria(sent)[0]
    assert to_team(sent)[-1] == f"{number}: zugestellt."


async def test_a_reply_to_anything_else_stays_inside(stage: Stage) -> None:
    number = await stage.open_case()
    alert = ref_of(stage.messenger.sent, "Neue Anfrage")
    assert to_maria(await stage.anna("Wer nimmt das?", thread=f"t-{number}", reply_to=alert)) == []
    noted = await stage.anna("Interne Vermutung", thread=f"t-{number}")
    for ref, _ in noted:
        assert to_maria(await stage.anna("Sehe ich auch so", thread=f"t-{number}", reply_to=ref)) == []


async def test_the_reply_button_asks_for_a_reply_to_itself(stage: Stage) -> None:
    await stage.open_case()
    alert = stage.messenger.sent[-1][1]
    press = next(button.id for button in alert.buttons if button.label == "Antworten")
    asked = await stage.anna(press=press)
    sent = await stage.anna("Nassfutter hilft.", reply_to=ref_of(asked, "Antworten Sie auf diese Nachricht"))
    assert "Nassfutter hilft." in to_maria(sent)[0]


@pytest.mark.parametrize("mistyped", ["/notitz Das ist intern.", "/antwrot Das ist intern.", "/ notiz Das ist intern."])
async def test_a_mistyped_command_never_reaches_the_person_even_as_a_reply(stage: Stage, mistyped: str) -> None:
    number = await stage.open_case()
    shown = await stage.anna("/zeige", thread=f"t-{number}")
    sent = await stage.anna(mistyped, thread=f"t-{number}", reply_to=ref_of(shown, "Dackel"))
    assert to_maria(sent) == []


async def test_a_number_that_is_none_is_not_taken_for_a_text_to_the_person(stage: Stage) -> None:
    number = await stage.open_case()
    sent = await stage.anna("/antwort KI-22222 Nassfutter.", thread=f"t-{number}")
    assert to_maria(sent) == []
    assert "KI-22222 gibt es nicht" in to_team(sent)[0]


async def test_talk_among_the_team_is_left_alone(stage: Stage) -> None:
    assert await stage.anna("Wer holt Kaffee?", addressed=False) == []
    assert "Nicht gesendet" in to_team(await stage.anna("Wer holt Kaffee?"))[0]


async def test_what_a_person_who_blocked_us_missed_goes_out_once_when_they_are_back(stage: Stage) -> None:
    number = await stage.open_case()
    stage.messenger.blocked.add(MARIA.id)
    lost = await stage.anna("/antwort Nassfutter hilft.", thread=f"t-{number}")
    assert f"{number}: nicht zugestellt" in to_team(lost)[-1]
    assert "nicht zugestellt: 1" in to_team(await stage.anna("/zeige", thread=f"t-{number}"))[0]
    stage.messenger.blocked.clear()
    back = await stage.maria(kind=Kind.RETURNED)
    assert [text for text in to_maria(back) if "Nassfutter hilft." in text] == to_maria(back)
    assert len(to_maria(back)) == 1
    assert to_team(back)[-1] == f"{number}: zugestellt."
    assert to_maria(await stage.maria("/status"))[0].count("Nassfutter") == 0


async def test_a_persons_new_wording_replaces_the_old_one_wherever_staff_see_it(open_room: Stage) -> None:
    number = await open_room.open_case()
    copy = ref_of(open_room.messenger.sent, "Dackel")
    whole = ref_of(await open_room.anna("/zeige", thread=f"t-{number}"), "Dackel")
    sent = await open_room.maria("Meine Katze mag kein Trockenfutter.", edits="question")
    assert number in to_maria(sent)[0]
    for ref in (copy, whole):
        assert "Katze" in open_room.messenger.shown[ref]
        assert "Dackel" not in open_room.messenger.shown[ref]


async def test_a_wording_that_was_answered_stays_beside_the_new_one(stage: Stage) -> None:
    number = await stage.open_case()
    await stage.anna("/antwort Nassfutter hilft.", thread=f"t-{number}")
    await stage.maria("Meine Katze mag kein Trockenfutter.", edits="question")
    shown = to_team(await stage.anna("/zeige", thread=f"t-{number}"))[0]
    assert "Dackel" in shown
    assert "Katze" in shown


async def test_a_withdrawn_message_disappears_from_the_case_and_the_room(open_room: Stage) -> None:
    number = await open_room.open_case()
    await open_room.maria("Er heißt Waldi.", ref="name")
    copy = ref_of(open_room.messenger.sent, "Waldi")
    await open_room.maria(deletes="name")
    assert "Waldi" not in open_room.messenger.shown[copy]
    assert "Waldi" not in to_team(await open_room.anna("/zeige", thread=f"t-{number}"))[0]


async def test_erased_words_do_not_stay_in_the_room(open_room: Stage) -> None:
    await open_room.open_case()
    copy = ref_of(open_room.messenger.sent, "Dackel")
    await open_room.maria("/loeschen")
    await open_room.maria("1")
    assert "Dackel" not in open_room.messenger.shown[copy]


async def test_the_new_wording_of_a_question_just_asked_is_answered(stage: Stage) -> None:
    await stage.maria("Was ist ein Dackel für ein Hund?", ref="asked")
    sent = await stage.maria("Was ist Künstliche Intelligenz?", edits="asked")
    assert "Quelle:" in to_maria(sent)[0]
    await stage.maria("Danke", ref="thanks")
    assert await stage.maria("Was ist ScaDS.AI?", edits="asked") == []


async def test_a_new_wording_of_what_is_to_be_passed_on_takes_its_place(stage: Stage) -> None:
    await stage.maria("/mensch Mein Dackel mag kein Futter.", ref="asked")
    sent = await stage.maria("Meine Katze mag kein Futter.", edits="asked")
    assert "Katze" in to_maria(sent)[0]
    assert "Dackel" not in to_maria(sent)[0]


async def test_a_picture_goes_to_the_open_case_and_staff_get_it_with_the_case(stage: Stage) -> None:
    number = await stage.open_case()
    sent = await stage.maria(kind=Kind.PHOTO, attachments=(PICTURE,))
    assert number in to_maria(sent)[0]
    shown = await stage.anna("/zeige", thread=f"t-{number}")
    assert [delivery.attachments for _, delivery in shown if delivery.chat == TEAM] == [(PICTURE,)]


async def test_a_caption_taken_away_leaves_its_picture_on_the_case(open_room: Stage) -> None:
    number = await open_room.open_case()
    await open_room.maria("Er heißt Waldi.", ref="photo", kind=Kind.PHOTO, attachments=(PICTURE,))
    copy = ref_of(open_room.messenger.sent, "Waldi")
    sent = await open_room.maria(edits="photo", kind=Kind.PHOTO, attachments=(PICTURE,))
    assert "Änderung" in to_maria(sent)[0]
    assert "Waldi" not in open_room.messenger.shown[copy]
    shown = await open_room.anna("/zeige", thread=f"t-{number}")
    assert "Waldi" not in to_team(shown)[0]
    assert [delivery.attachments for _, delivery in shown if delivery.chat == TEAM] == [(PICTURE,)]


async def test_without_a_case_a_picture_gets_a_helpful_word(stage: Stage) -> None:
    assert "Bilder kann ich nicht lesen" in to_maria(await stage.maria(kind=Kind.PHOTO, attachments=(PICTURE,)))[0]


async def test_a_picture_of_staff_reaches_the_person_as_a_reply(stage: Stage) -> None:
    number = await stage.open_case()
    shown = await stage.anna("/zeige", thread=f"t-{number}")
    reply = {"thread": f"t-{number}", "reply_to": ref_of(shown, "Dackel")}
    sent = await stage.anna(kind=Kind.PHOTO, attachments=(PICTURE,), **reply)
    assert [delivery.attachments for _, delivery in sent if delivery.chat == MARIA] == [(PICTURE,)]


async def test_comings_and_goings_are_taken_in_silence(stage: Stage) -> None:
    assert await stage.maria(kind=Kind.LEFT) == []
    assert await stage.maria(kind=Kind.RETURNED) == []
