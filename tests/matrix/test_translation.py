"""From events to messages: every shape there is, and thousands that should not be."""

import json
import random
from typing import Any

import pytest

from bot.platforms.matrix.content import keycap, number_of
from bot.platforms.matrix.translation import RoomView, staff_words, to_message, to_reaction, without_fallback
from handlers.base import Chat, Kind, Message

BOT, ANNA = "@lotse:example.org", "@anna:example.org"
DIRECT = RoomView(Chat("matrix", "!a", BOT), BOT, "KI-Lotse")
GROUP = RoomView(Chat("matrix", "!g", BOT), BOT, "KI-Lotse", is_group=True)
STAFF = RoomView(Chat("matrix", "!s", BOT), BOT, "KI-Lotse", is_staff=True, names={ANNA: "Anna"})


def event(content: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"type": "m.room.message", "event_id": "$1", "sender": ANNA, "content": content, **fields}


def said(text: str, **content: Any) -> dict[str, Any]:
    return event({"msgtype": "m.text", "body": text} | content)


def taken(given: dict[str, Any], room: RoomView = DIRECT) -> Message:
    message = to_message(given, room)
    assert message is not None
    return message


def test_a_text_becomes_a_message_with_the_event_as_its_id() -> None:
    assert taken(said("Hallo")) == Message(Chat("matrix", "!a", BOT), "$1", text="Hallo", ref="$1")


@pytest.mark.parametrize(
    "unanswered",
    [
        said("x") | {"sender": BOT},
        said("x") | {"state_key": ""},
        said("x") | {"event_id": "no id"},
        said("x") | {"event_id": "$" + "x" * 300},
        event({}),  # redacted
        event({"msgtype": "m.notice", "body": "I am a bot"}),
        event({"msgtype": "m.key.verification.request", "body": "…", "to": BOT}),
        event({"question": {}}, type="m.poll.start"),
        event({"membership": "join"}, type="m.room.member", state_key=ANNA),
    ],
)
def test_what_wants_no_answer_is_no_message(unanswered: dict[str, Any]) -> None:
    assert to_message(unanswered, DIRECT) is None


def test_an_edit_says_what_it_edits_and_carries_the_new_wording() -> None:
    new = {"msgtype": "m.text", "body": "neu"}
    edit = said("* neu", **{"m.new_content": new, "m.relates_to": {"rel_type": "m.replace", "event_id": "$0"}})
    message = taken(edit)
    assert (message.text, message.edits) == ("neu", "$0")


def test_a_reply_says_what_it_answers_without_the_quotation() -> None:
    relation = {"m.in_reply_to": {"event_id": "$0"}}
    message = taken(said("> <@bob:example.org> geheim\n> noch geheimer\n\nmeine Antwort", **{"m.relates_to": relation}))
    assert (message.text, message.reply_to) == ("meine Antwort", "$0")


@pytest.mark.parametrize(("is_fallback", "answered"), [(True, ""), (False, "$9")])
def test_in_a_thread_only_a_real_reply_counts_as_one(*, is_fallback: bool, answered: str) -> None:
    thread = {
        "rel_type": "m.thread",
        "event_id": "$0",
        "is_falling_back": is_fallback,
        "m.in_reply_to": {"event_id": "$9"},
    }
    message = taken(said("x", **{"m.relates_to": thread}))
    assert (message.thread, message.reply_to) == ("$0", answered)


@pytest.mark.parametrize("redaction", [{"redacts": "$0", "content": {}}, {"content": {"redacts": "$0"}}])
def test_a_redaction_deletes_whatever_the_room_version(redaction: dict[str, Any]) -> None:
    assert taken(event({}, type="m.room.redaction") | redaction).deletes == "$0"


def test_an_encrypted_picture_is_an_attachment_with_what_opens_it() -> None:
    file = {"url": "mxc://example.org/abc", "key": {"k": "K"}, "iv": "I", "hashes": {"sha256": "H"}}
    content = {"msgtype": "m.image", "body": "Katze", "filename": "katze.png", "file": file}
    message = taken(event(content | {"info": {"mimetype": "image/png", "size": 12}}))
    [attachment] = message.attachments
    assert (message.kind, message.text, attachment.name, attachment.size) == (Kind.PHOTO, "Katze", "katze.png", 12)
    assert json.loads(attachment.ref) == {"url": "mxc://example.org/abc", "key": "K", "iv": "I", "sha256": "H"}


@pytest.mark.parametrize(
    ("msgtype", "kind"),
    [
        ("m.audio", Kind.VOICE),
        ("m.file", Kind.DOCUMENT),
        ("m.video", Kind.DOCUMENT),
        ("m.location", Kind.LOCATION),
        ("org.example.new", Kind.OTHER),
    ],
)
def test_other_content_says_what_it_is(msgtype: str, kind: Kind) -> None:
    message = taken(event({"msgtype": msgtype, "body": "x", "url": "mxc://example.org/x"}))
    assert (message.kind, message.text) == (kind, "")


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        ("Kuchen?", {}, None),
        ("KI-Lotse: Was ist KI?", {}, "Was ist KI?"),
        (f"{BOT} Was ist KI?", {}, "Was ist KI?"),
        ("lotse, bitte", {"m.mentions": {"user_ids": [BOT]}}, "lotse, bitte"),
        ("KI-Lotse sagt", {"m.mentions": {}}, "sagt"),
        ("!hilfe", {}, "/hilfe"),
        ("Der KI-Lotsengang", {}, None),
    ],
)
def test_in_a_group_only_mentions_and_commands_count(text: str, content: dict[str, Any], expected: str | None) -> None:
    message = to_message(said(text, **content), GROUP)
    assert (message.text if message else None) == expected


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("> Guten Tag", "/antwort Guten Tag"),
        ("> Guten Tag,\n> gern.", "/antwort Guten Tag,\ngern."),
        ("> Guten Tag,\ngern.", "/antwort Guten Tag,\ngern."),
        ("> interne Notiz\n\nDas sehe ich auch so", "Das sehe ich auch so"),
        ("Ja\n> interne Notiz\n\nund mehr", "Ja\n\nund mehr"),
        ("/antwort Guten Tag\n> interne Notiz", "/antwort Guten Tag"),
        ("nur unter uns", "nur unter uns"),
        ("", ""),
    ],
)
def test_what_staff_quote_is_never_what_they_say(written: str, meant: str) -> None:
    assert staff_words(written) == meant


def test_staff_have_names_and_talk_among_themselves_is_told_apart() -> None:
    talk, command = taken(said("Mahlzeit"), STAFF), taken(said("!liste"), STAFF)
    assert (talk.staff, talk.addressed) == ("Anna", False)
    assert (command.text, command.addressed) == ("/liste", True)


def test_a_reaction_names_its_target_and_key() -> None:
    relation = {"m.relates_to": {"rel_type": "m.annotation", "event_id": "$0", "key": "👍"}}
    found = to_reaction(event(relation, type="m.reaction"), DIRECT)
    assert found
    assert (found.target, found.key) == ("$0", "👍")
    assert to_reaction(event(relation, type="m.reaction", sender=BOT), DIRECT) is None


@pytest.mark.parametrize("number", range(1, 11))
def test_every_number_has_a_keycap_and_is_read_from_it_in_any_client(number: int) -> None:
    assert number_of(keycap(number)) == number
    assert number_of(keycap(number).replace("\N{VARIATION SELECTOR-16}", "")) == number


@pytest.mark.parametrize("key", ["👍", "0", "10", "", "²", "x", "12\N{COMBINING ENCLOSING KEYCAP}"])
def test_other_reactions_are_no_number(key: str) -> None:
    assert number_of(key) == 0


def test_a_quotation_that_is_none_stays() -> None:
    assert without_fallback("> 3 ist größer\n\nals 2") == "> 3 ist größer\n\nals 2"


KEYS = [
    "type", "event_id", "sender", "content", "state_key", "msgtype", "body", "formatted_body", "m.relates_to",
    "rel_type", "m.in_reply_to", "redacts", "key", "m.new_content", "url", "file", "info", "size", "mimetype",
    "filename", "hashes", "sha256", "iv", "k", "m.mentions", "user_ids", "is_falling_back", "unsigned",
    "origin_server_ts", "membership",
]  # fmt: skip
VALUES: list[Any] = [
    "m.room.message", "m.room.redaction", "m.reaction", "m.sticker", "m.text", "m.image", "m.file", "m.replace",
    "m.thread", "m.annotation", "$1", "$" + "é" * 300, ANNA, BOT, "mxc://a/b", "> <@a:b> c\n\nd", "> x", "!x", "/x",
    "KI-Lotse: ", "\ud800", "\0", "👍", "", None, True, False, -1, 2**80, 1.5, float("nan"), [], {}, [None], [[]],
]  # fmt: skip


def odd(chance: random.Random, depth: int = 4) -> dict[str, Any]:
    """An object with the keys events have, and anything at all behind them."""
    found: dict[str, Any] = {}
    for key in chance.sample(KEYS, chance.randint(0, 12)):
        nested = depth and key in ("content", "m.relates_to", "m.in_reply_to", "m.new_content", "file", "info", "key")
        found[key] = odd(chance, depth - 1) if nested and chance.random() < 0.8 else chance.choice(VALUES)
    return found


def nearly_right(chance: random.Random) -> dict[str, Any]:
    """An event as it should be but for its content."""
    kind = chance.choice(["m.room.message", "m.room.redaction", "m.reaction", "m.sticker", "m.room.encrypted"])
    content = odd(chance) | {"msgtype": chance.choice(VALUES[:10])}
    return event(content, type=kind) | {
        key: value for key, value in odd(chance).items() if key in ("redacts", "unsigned")
    }


def test_five_thousand_odd_events_do_no_harm() -> None:
    chance = random.Random(20261122)
    taken = 0
    for number in range(5000):
        room = (DIRECT, GROUP, STAFF)[number % 3]
        strange = nearly_right(chance) if number % 2 else odd(chance)
        message = to_message(strange, room)
        to_reaction(strange, room)
        if message is not None:
            taken += 1
            assert message.id == "$1"
            assert all(f"{one.name}{one.media_type}".encode() is not None for one in message.attachments)
    assert taken > 500  # enough of them get past the first look
