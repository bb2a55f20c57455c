"""My data shows everything, delete-me leaves nothing; and what is past its time goes by itself."""

from datetime import datetime
from pathlib import Path

import pytest

from bot.platforms.base import Delivery
from bot.store.database import Database
from bot.store.models import ButtonRow, ChatRow, InquiryRow, OutboxRow, OutboxState, SeenRow, WebLineRow
from bot.store.outbox import Outbox
from bot.store.retention import empty_journal, forget_old
from bot.store.weblines import WebLines
from handlers.base import Button, By, CaseState, Chat, Reply
from tests.conftest import SqliteFiles
from tests.store.scenes import (
    JONAS,
    MARIA,
    NOW,
    STAFF_ROOM,
    cases,
    delivered,
    dump,
    found,
    given_up,
    later,
    open_case,
    rows,
    say,
    turn,
)

PERSON = Chat("web", "geheime-adresse-4711")
SECRETS = ("geheime-adresse-4711", "Knieoperation", "Kniegelenk", "Knieschiene", "Kniesache", "Kniefall", "Knielinie")
RETENTION_DAYS = 90


async def _live(database: Database, person: Chat) -> str:
    """A person who leaves traces in every table; returns the number of their case."""
    about_it = Button("Ja, weitergeben", "inquiry.yes", {"question": "Zahlt das Amt die Knieoperation?"})
    async with turn(database, person, id="m1", text="Zahlt das Amt die Knieoperation?") as stored:
        stored.conversation.wait_for("inquiry.consent", "Zahlt das Amt die Knieoperation?")
        stored.record_line("Meine Knielinie")
        case = await stored.cases.open("Zahlt das Amt die Knieoperation?", "de")
        alert = Reply("Neu: Knieoperation", (Button("Zeigen", "staff.show"),), to=STAFF_ROOM, case=case.number)
        stored.finish([Reply("Soll ich die Knieoperation weitergeben?", (about_it,), case=case.number), alert])
    async with cases(database) as inquiries:
        await inquiries.note(case.number, "anna", "Kniefall, bitte vorsichtig")
        await inquiries.reply(case.number, "anna", "Wegen der Kniesache: ja.")
    async with cases(database, person) as inquiries:
        await inquiries.add_message(case.number, "Und das Kniegelenk?")
    await say(database, "Die Knieschiene auch", to=person, case=case.number)
    return case.number


async def _erase(database: Database, person: Chat, *, now: datetime = NOW) -> str:
    async with turn(database, person, now=now, id="erase") as stored:
        receipt = await stored.people.erase()
        stored.record_line("Ja, alles löschen")
        stored.finish([Reply(f"Gelöscht. Beleg {receipt}", clears=True)])
    return receipt


async def _send_all(database: Database, platform: str) -> list[Delivery]:
    """What the delivery does when all goes well."""
    outbox, sent = Outbox(database, platform), []
    while batch := await delivered(outbox, now=later(days=1)):
        sent += batch
    return sent


async def test_after_erasure_not_one_word_of_the_person_is_in_any_table(database: Database) -> None:
    await _live(database, PERSON)
    before = await dump(database)
    assert all(secret in before for secret in SECRETS)
    receipt = await _erase(database, PERSON)
    (done,) = await _send_all(database, PERSON.platform)
    assert (done.chat, done.text) == (PERSON, f"Gelöscht. Beleg {receipt}")
    after = await dump(database)
    assert [secret for secret in SECRETS if secret in after] == []


async def test_after_erasure_not_one_byte_is_left_in_the_files(tmp_path: Path, sqlite_files: SqliteFiles) -> None:
    database = Database(sqlite_files.migrated())
    await _live(database, PERSON)
    assert _secrets_in_files(tmp_path) == [*SECRETS]
    await _erase(database, PERSON)
    await _send_all(database, PERSON.platform)
    await empty_journal(database)
    assert _secrets_in_files(tmp_path) == []
    await database.dispose()


def _secrets_in_files(folder: Path) -> list[str]:
    written = b"".join(file.read_bytes() for file in folder.iterdir())
    return [secret for secret in SECRETS if secret.encode() in written]


async def test_the_journal_can_be_emptied_on_every_database_and_again(database: Database) -> None:
    await say(database, "eins")
    await empty_journal(database)
    await empty_journal(database)
    assert len(await rows(database, OutboxRow)) == 1


async def test_the_receipt_names_nobody_and_no_two_are_alike(database: Database) -> None:
    receipts = set()
    for number in range(5):
        await _live(database, Chat("web", f"p{number}", f"{number}"))
        async with turn(database, Chat("web", f"p{number}", f"{number}"), id="erase") as stored:
            receipts.add(await stored.people.erase())
    assert len(receipts) == 5
    assert all(len(receipt) == 10 and receipt.startswith("L-") for receipt in receipts)


async def test_an_erased_case_stays_as_a_closed_shell_that_cannot_be_answered_or_opened(database: Database) -> None:
    number = await _live(database, PERSON)
    await _erase(database, PERSON, now=later(hours=1))
    case = await found(database, number)
    assert (case.chat, case.question, case.state, case.closed_at) == (None, "", CaseState.CLOSED, later(hours=1))
    async with cases(database) as inquiries:
        assert not await inquiries.reply(number, "anna", "Hallo?")
        assert not await inquiries.reopen(number, By.STAFF, "anna")
        history = await inquiries.history(number)
    assert [event.what for event in history] == ["opened", "note", "replied", "message", "erased"]
    assert {event.text for event in history} == {""}


async def test_after_erasure_the_next_message_is_a_first_visit(database: Database) -> None:
    await _live(database, PERSON)
    await _erase(database, PERSON)
    async with turn(database, PERSON, id="m9", text="1") as stored:
        assert stored.first_contact
        assert stored.conversation.draft == ""
        assert await stored.pressed() is None
        assert await stored.cases.mine(within_days=1000) == []


async def test_a_message_taken_before_the_erasure_is_still_known_as_taken(database: Database) -> None:
    await _live(database, PERSON)
    await _erase(database, PERSON)
    with pytest.raises(AssertionError, match="taken before"):
        async with turn(database, PERSON, id="m1"):
            pass


@pytest.mark.parametrize("other", [JONAS, Chat("telegram", PERSON.id), Chat("web", PERSON.id, "second-bot")])
async def test_erasing_one_chat_leaves_all_others_alone(database: Database, other: Chat) -> None:
    await _live(database, PERSON)
    async with turn(database, other, id="other") as stored:
        stored.conversation.draft = "bleibt"
        stored.finish([Reply("bleibt auch", (Button("Ja", "x.y"),))])
    kept = await open_case(database, other)
    await _erase(database, PERSON)
    async with turn(database, other, id="later", text="1") as stored:
        assert (stored.conversation.draft, stored.first_contact) == ("bleibt", False)
        assert await stored.pressed()
        assert [case.number for case in await stored.cases.mine(within_days=0)] == [kept.number]
    assert "bleibt auch" in await dump(database)


async def test_the_export_shows_everything_the_person_may_see_and_no_note(database: Database) -> None:
    number = await _live(database, PERSON)
    async with turn(database, PERSON, now=later(hours=1), id="m2") as stored:
        export = await stored.people.export()
    shown = repr(export)
    assert [secret for secret in SECRETS if secret not in shown] == ["Kniefall"]  # that one is in the note
    remembered = {"step": "inquiry.consent", "draft": "Zahlt das Amt die Knieoperation?"}
    assert remembered.items() <= export["state"].items()  # type: ignore[attr-defined]
    (case,) = export["cases"]  # type: ignore[misc]
    assert (case["number"], case["notes"]) == (number, 1)  # type: ignore[has-type]
    assert [event["what"] for event in case["history"]] == ["opened", "replied", "message"]  # type: ignore[has-type]
    assert (export["first_seen"], export["address"]) == (NOW, PERSON.id)


async def test_the_export_shows_nothing_of_others(database: Database) -> None:
    await _live(database, PERSON)
    async with turn(database, Chat("telegram", PERSON.id), id="m2") as stored:
        export = await stored.people.export()
    assert [secret for secret in SECRETS[1:] if secret in repr(export)] == []


async def test_what_is_past_its_time_is_deleted(database: Database) -> None:
    number = await _live(database, PERSON)
    await _send_all(database, PERSON.platform)
    await _send_all(database, STAFF_ROOM.platform)
    async with cases(database, now=later(days=1)) as inquiries:
        assert await inquiries.close(number, "anna")
    gone = await forget_old(database, retention_days=RETENTION_DAYS, now=later(days=RETENTION_DAYS + 2))
    assert gone > 0
    for model in (ChatRow, InquiryRow, OutboxRow, WebLineRow, ButtonRow, SeenRow):
        assert await rows(database, model) == []
    after = await dump(database)
    assert [secret for secret in SECRETS if secret in after] == []


async def test_what_is_not_past_its_time_stays(database: Database) -> None:
    number = await _live(database, PERSON)
    async with cases(database) as inquiries:
        await inquiries.close(number, "anna")
    before = await dump(database)
    assert await forget_old(database, retention_days=RETENTION_DAYS, now=later(days=29)) == 0
    assert await dump(database) == before


async def test_an_open_case_and_its_person_stay_however_old(database: Database) -> None:
    number = await _live(database, PERSON)
    async with cases(database, PERSON) as inquiries:
        await inquiries.reopen(number, By.PERSON, "")
    await forget_old(database, retention_days=RETENTION_DAYS, now=later(days=1000))
    case = await found(database, number)
    assert (case.chat, case.question) == (PERSON, "Zahlt das Amt die Knieoperation?")
    async with cases(database) as inquiries:
        assert len(await inquiries.history(number)) == 5


async def test_an_answered_case_nobody_wrote_to_again_is_over_although_never_closed(database: Database) -> None:
    number = await _live(database, PERSON)
    await forget_old(database, retention_days=RETENTION_DAYS, now=later(days=RETENTION_DAYS - 1))
    assert (await found(database, number)).chat == PERSON
    await forget_old(database, retention_days=RETENTION_DAYS, now=later(days=RETENTION_DAYS + 1))
    async with cases(database) as inquiries:
        assert await inquiries.find(number) is None


async def test_a_case_closed_lately_keeps_its_silent_person(database: Database) -> None:
    case = await open_case(database, MARIA)
    async with cases(database, now=later(days=RETENTION_DAYS)) as inquiries:
        await inquiries.close(case.number, "anna")
    await forget_old(database, retention_days=RETENTION_DAYS, now=later(days=RETENTION_DAYS + 1))
    assert (await found(database, case.number)).chat == MARIA


@pytest.mark.parametrize(
    ("state", "stays"), [(OutboxState.DUE, True), (OutboxState.BLOCKED, False), (OutboxState.FAILED, False)]
)
async def test_what_still_waits_to_be_sent_stays(database: Database, state: OutboxState, stays: bool) -> None:
    await say(database, "eins")
    if state is not OutboxState.DUE:
        await given_up(Outbox(database, "web"), state)
    await forget_old(database, retention_days=RETENTION_DAYS, now=later(days=RETENTION_DAYS + 1))
    assert len(await rows(database, OutboxRow)) == stays


async def test_lines_of_one_person_are_not_another_ones(database: Database) -> None:
    await _live(database, PERSON)
    assert await WebLines(database).after(MARIA.id, 0) == []
