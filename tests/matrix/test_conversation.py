"""Citizens in encrypted rooms: questions, offers by number and reaction, passing on, edits, threads, odd things."""

import asyncio
from typing import Any

from knowledge.search import Decision, Searcher
from tests.matrix.office import Office
from tests.matrix.people import Person, body

QUESTION = "Was ist ScaDS.AI?"
VAGUE = ("Förderung", "Schule", "Forschung", "Rechner", "Zuschuss", "Polizei")  # each fits several topics
NOBODY_KNOWS = "Mein Toaster von 1987 brummt, wer repariert ihn mir am Sonntag?"


async def _passes_on(citizen: Person) -> str:
    """Ask what nobody knows and agree; returns what was confirmed."""
    await citizen.says("/mensch " + NOBODY_KNOWS)
    [asked] = await citizen.hears()
    assert "Toaster" in body(asked)
    await citizen.says("1")
    [noted] = await citizen.hears()
    return body(noted)


async def test_a_question_in_an_encrypted_room_is_answered_encrypted_and_readable(office: Office) -> None:
    async with office.citizen() as citizen:
        await citizen.says(QUESTION)
        [answer] = await citizen.hears()
        assert answer["decrypted"]
        assert "ScaDS.AI" in body(answer)
        assert "Automat" in body(answer)  # said at first contact
        content = answer["content"]
        assert content["format"] == "org.matrix.custom.html"
        assert "<ol><li>" in content["formatted_body"]
        assert citizen.unreadable == []


async def test_a_room_without_encryption_is_answered_too(office: Office) -> None:
    async with office.citizen(encrypted=False) as citizen:
        await citizen.says(QUESTION)
        [answer] = await citizen.hears()
        assert not answer["decrypted"]
        assert "ScaDS.AI" in body(answer)


async def test_an_offer_is_taken_by_its_number(office: Office) -> None:
    async with office.citizen() as citizen:
        assert "KI-" in await _passes_on(citizen)


async def test_an_offer_is_taken_by_a_reaction_to_the_very_message(office: Office) -> None:
    async with office.citizen() as citizen:
        await citizen.says("/mensch " + NOBODY_KNOWS)
        [asked] = await citizen.hears()
        await citizen.says(QUESTION)  # another offer in between: the reaction still means the first
        await citizen.hears()
        await citizen.reacts(asked["event_id"], "1\N{VARIATION SELECTOR-16}\N{COMBINING ENCLOSING KEYCAP}")
        assert "KI-" in body(await citizen.hears_text("Nummer"))


async def _asked_back(citizen: Person, searcher: Searcher) -> dict[str, Any]:
    """Ask something that fits several topics; returns what is asked back."""
    unsure = next(text for text in VAGUE if searcher.ask(text)[0].decision is Decision.SUGGEST)
    await citizen.says(unsure)
    return await citizen.hears_text("Meinten Sie")


async def test_did_you_mean_is_answered_by_its_number(office: Office, searcher: Searcher) -> None:
    async with office.citizen() as citizen:
        await _asked_back(citizen, searcher)
        await citizen.says("1")
        assert "Zuletzt geprüft" in body(await citizen.hears_text("Quelle"))


async def test_did_you_mean_is_answered_by_a_reaction(office: Office, searcher: Searcher) -> None:
    async with office.citizen() as citizen:
        asked = await _asked_back(citizen, searcher)
        await citizen.reacts(asked["event_id"], "1\N{VARIATION SELECTOR-16}\N{COMBINING ENCLOSING KEYCAP}")
        assert "Zuletzt geprüft" in body(await citizen.hears_text("Quelle"))


async def test_a_thumb_up_under_an_answer_says_that_it_helped(office: Office) -> None:
    async with office.citizen() as citizen:
        await citizen.says(QUESTION)
        [answer] = await citizen.hears()
        await citizen.reacts(answer["event_id"], "\N{THUMBS UP SIGN}\N{EMOJI MODIFIER FITZPATRICK TYPE-4}")
        assert await citizen.hears_text("freut")


async def test_an_answer_to_a_message_in_a_thread_stays_in_the_thread(office: Office) -> None:
    async with office.citizen() as citizen:
        root = await citizen.says("Hallo")
        await citizen.hears()
        thread = {"rel_type": "m.thread", "event_id": root, "is_falling_back": True}
        await citizen.says(QUESTION, **{"m.relates_to": thread | {"m.in_reply_to": {"event_id": root}}})
        [answer] = await citizen.hears()
        assert answer["content"]["m.relates_to"]["rel_type"] == "m.thread"
        assert answer["content"]["m.relates_to"]["event_id"] == root


async def test_the_new_wording_of_an_edited_question_is_answered(office: Office) -> None:
    async with office.citizen() as citizen:
        asked = await citizen.says("Hm")
        await citizen.hears()
        new = {"msgtype": "m.text", "body": QUESTION}
        relation = {"rel_type": "m.replace", "event_id": asked}
        await citizen.says(f"* {QUESTION}", **{"m.new_content": new, "m.relates_to": relation})
        [answer] = await citizen.hears()
        assert "ScaDS.AI" in body(answer)


async def test_a_notice_is_never_answered_and_a_command_works_with_an_exclamation_mark(office: Office) -> None:
    async with office.citizen() as citizen:
        await citizen.sends({"msgtype": "m.notice", "body": "I am a bot"})
        await citizen.says("!hilfe")
        [answer] = await citizen.hears()
        assert "/akteure" in body(answer)


async def test_in_a_group_only_what_is_meant_for_the_bot_is_answered(office: Office) -> None:
    async with office.citizen() as citizen, office.citizen() as other:
        citizen.room = str((await citizen.client.room_create(invite=[office.bot, other.client.user_id])).room_id)
        await other.client.join(citizen.room)
        await citizen.until(lambda: len(citizen.members()) == 3)
        await citizen.says("Hat jemand Kuchen?")
        await citizen.says(f"{office.bot}: {QUESTION}", **{"m.mentions": {"user_ids": [office.bot]}})
        [answer] = await citizen.hears()
        assert "ScaDS.AI" in body(answer)
        assert answer["content"]["m.relates_to"]["m.in_reply_to"]


async def test_the_bot_leaves_a_room_in_which_nobody_else_is_left(office: Office) -> None:
    async with office.citizen() as citizen:
        assert citizen.room in office.rooms_of_bot()
        await citizen.client.room_leave(citizen.room)
        for _ in range(100):
            if citizen.room not in office.rooms_of_bot():
                break
            await asyncio.sleep(0.1)
        assert citizen.room not in office.rooms_of_bot()
        assert office.room in office.rooms_of_bot()


async def test_a_replaced_room_is_followed_and_the_conversation_goes_on_there(office: Office) -> None:
    async with office.citizen() as citizen:
        noted = await _passes_on(citizen)
        upgraded = await citizen.client.send(
            "POST",
            f"/_matrix/client/v3/rooms/{citizen.room}/upgrade",
            '{"new_version": "10"}',
            {"Authorization": f"Bearer {citizen.client.access_token}"},
        )
        citizen.room = (await upgraded.json())["replacement_room"]
        upgraded.close()
        await citizen.client.room_invite(citizen.room, office.bot)
        await citizen.until(lambda: office.bot in citizen.members())
        await citizen.says("/status")
        [answer] = await citizen.hears()
        number = next(word for word in noted.split() if word.startswith("KI-"))
        assert number.strip(".,") in body(answer)
