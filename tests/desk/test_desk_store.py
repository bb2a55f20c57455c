"""How the desk reads the store, on both databases: lists by keyset, filters, counts, drafts, gazes, answers."""

import asyncio

from sqlmodel import col, update

from bot.store.database import Database
from bot.store.desk import DeskPeople, Role, SignInError
from bot.store.desk_cases import PAGE, SCAN, DeskCases, Spot, Wanted
from bot.store.desk_work import DeskWork, forget_desk
from bot.store.models import ChatRow, InquiryRow, OutboxRow, OutboxState
from handlers.base import DESK, Chat
from tests.store.scenes import JONAS, MARIA, NOW, cases, found, later, open_case, rows, say

ANNA = "anna"


async def many(database: Database, count: int, *, question: str = "Frage", state: str = "new") -> None:
    """Cases straight into the table, ten of each moment."""
    async with database.writing() as session:
        chat = ChatRow(platform="web", address=f"many-{question}", first_seen=NOW, last_seen=NOW)
        session.add(chat)
        await session.flush()
        session.add_all(
            InquiryRow(
                number=f"KI-{question[:1]}{number:04}",
                chat_id=chat.id,
                state=state,
                language="de",
                question=f"{question} {number}",
                consent_at=NOW,
                opened_at=NOW,
                changed_at=later(minutes=number // 10),
            )
            for number in range(count)
        )


async def walked(database: Database, wanted: Wanted, *, disturb: bool = False) -> list[str]:
    """All numbers of a list, page by page; meanwhile new cases may come."""
    desk, after, numbers = DeskCases(database), None, []
    while True:
        page = await desk.page(wanted, after=after, now=later(hours=1))
        numbers += [line.number for line in page.lines]
        if page.next is None:
            return numbers
        assert after is None or str(page.next) != str(after)
        after = Spot.parse(str(page.next))
        if disturb:
            await open_case(database, JONAS, now=later(minutes=-5))


async def test_every_case_of_a_list_is_shown_once_and_in_order_however_many_come_meanwhile(database: Database) -> None:
    await many(database, 3 * PAGE + 7)
    expected = [row.number for row in await rows(database, InquiryRow)]
    assert await walked(database, Wanted("new"), disturb=True) == expected


async def test_closed_cases_come_newest_first(database: Database) -> None:
    await many(database, PAGE + 5, state="closed")
    expected = [row.number for row in await rows(database, InquiryRow)][::-1]
    assert await walked(database, Wanted("closed")) == expected
    assert await walked(database, Wanted("open")) == []


async def test_a_filter_goes_on_where_it_stopped_and_finds_everything(database: Database) -> None:
    await many(database, SCAN + 20)
    await many(database, 3, question="Kühlkette 100%")
    assert await walked(database, Wanted("new", text="kühlkette 100%")) == ["KI-K0000", "KI-K0001", "KI-K0002"]
    assert await walked(database, Wanted("new", text="frage _")) == []
    assert await walked(database, Wanted("new", text="ki-k0001")) == ["KI-K0001"]
    assert await walked(database, Wanted("new", text=f"Frage {SCAN + 19}")) == [f"KI-F{SCAN + 19:04}"]
    assert await walked(database, Wanted("new", channel="matrix")) == []


async def test_views_show_what_they_say(database: Database) -> None:
    mine, free = await open_case(database, MARIA), await open_case(database, JONAS)
    async with cases(database) as inquiries:
        await inquiries.claim(mine.number, ANNA)
    desk = DeskCases(database)

    async def shown(view: str, staff: str = ANNA, days: float = 0) -> set[str]:
        page = await desk.page(Wanted(view, staff), after=None, now=later(days=days))
        return {line.number for line in page.lines}

    assert await shown("new") == {free.number}
    assert await shown("mine") == {mine.number}
    assert await shown("mine", "bernd") == set()
    assert await shown("open") == {mine.number, free.number}
    assert await shown("overdue") == set()
    assert await shown("overdue", days=3) == {mine.number, free.number}
    counts = await desk.counts(ANNA, later(days=3))
    assert (counts["new"], counts["mine"], counts["overdue"], counts["closed"]) == (1, 1, 2, 0)


async def test_what_did_not_arrive_is_a_list_and_stands_on_its_case(database: Database) -> None:
    case = await open_case(database)
    await open_case(database, JONAS)
    await say(database, "Guten Tag", case=case.number)
    desk = DeskCases(database)
    before = await desk.newest_change()
    async with database.writing() as session:
        await session.exec(
            update(OutboxRow).where(col(OutboxRow.address) == MARIA.id).values(state=OutboxState.BLOCKED)
        )
    page = await desk.page(Wanted("undelivered"), after=None, now=NOW)
    assert [(line.number, line.undelivered) for line in page.lines] == [(case.number, 1)]
    full = await desk.in_full(case.number.lower())
    assert full is not None
    assert [(message.state, message.text) for message in full.lost] == [("blocked", "Guten Tag")]
    assert await desk.newest_change() != before


async def test_a_spot_that_is_none_is_refused() -> None:
    for written in ("", "_", "5", "2026-01-01_1", "2026-01-01T00:00:00+00:00_-1", f"2026-01-01T00:00:00+00:00_{2**70}"):
        assert Spot.parse(written) is None
    assert Spot.parse(str(Spot(1, NOW, 5))) == Spot(1, NOW, 5)


async def user(database: Database, name: str, once: str) -> int:
    """Somebody signed in; returns their id."""
    signed_in = await DeskPeople(database).sign_in(
        name, Role.STAFF, once=once, expires=later(hours=1), session_id=once, browser="", now=NOW
    )
    return signed_in.id


async def test_of_many_who_use_one_link_at_once_one_gets_in(database: Database) -> None:
    people = DeskPeople(database)

    async def attempt(number: int) -> str:
        try:
            await people.sign_in(
                ANNA, Role.STAFF, once="same", expires=later(hours=1), session_id=f"s{number}", browser="", now=NOW
            )
        except SignInError as error:
            return error.code
        return "in"

    assert sorted(await asyncio.gather(*(attempt(number) for number in range(8)))) == ["in", *["used"] * 7]
    assert len(await people.sessions(NOW)) == 1


async def test_one_sees_who_else_is_looking_until_they_fall_silent(database: Database) -> None:
    work, case = DeskWork(database), await open_case(database)
    anna, bernd = await user(database, ANNA, "1"), await user(database, "bernd", "2")
    inquiry_id = (await rows(database, InquiryRow))[0].id
    assert case
    for who in (anna, bernd, bernd):
        await work.look(who, inquiry_id, now=NOW)
    assert await work.looking(inquiry_id, but=anna, now=later(seconds=30)) == ["bernd"]
    assert await work.looking(inquiry_id, but=anna, now=later(seconds=60)) == []
    await work.look_away(bernd, inquiry_id)
    assert await work.looking(inquiry_id, but=anna, now=NOW) == []


async def test_a_draft_to_somebody_who_is_gone_is_neither_kept_nor_taken(database: Database) -> None:
    work, case = DeskWork(database), await open_case(database)
    anna = await user(database, ANNA, "1")
    inquiry_id = (await rows(database, InquiryRow))[0].id
    await work.keep_draft(anna, inquiry_id, "Liebe Maria", now=NOW)
    await work.keep_draft(anna, inquiry_id, "Liebe Maria,", now=NOW)
    assert await work.draft(anna, inquiry_id) == "Liebe Maria,"
    async with database.writing() as session:
        await session.exec(update(InquiryRow).where(col(InquiryRow.number) == case.number).values(chat_id=None))
    await forget_desk(database, retention_days=90, now=NOW)
    assert await work.draft(anna, inquiry_id) == ""
    await work.keep_draft(anna, inquiry_id, "Liebe Maria", now=NOW)
    assert await work.draft(anna, inquiry_id) == ""


async def test_answers_to_the_desk_are_taken_once_and_by_whom_they_are_for(database: Database) -> None:
    work = DeskWork(database)
    await say(database, "Für Anna", to=Chat(DESK, ANNA))
    assert await work.take_answers("bernd", "") == []
    assert await work.take_notices(ANNA, now=NOW) == []
    assert await work.take_answers(ANNA, "") == ["Für Anna"]
    await say(database, "zugestellt", to=Chat(DESK, ANNA))
    assert await work.take_notices(ANNA, now=later(seconds=4)) == ["zugestellt"]
    assert await work.take_notices(ANNA, now=later(seconds=4)) == []
    await say(database, "ungelesen", to=Chat(DESK, ANNA))
    await forget_desk(database, retention_days=90, now=later(days=2))
    assert await rows(database, OutboxRow) == []


async def test_a_case_that_is_not_there_is_none(database: Database) -> None:
    assert await DeskCases(database).in_full("KI-ZZZZZ") is None
    case = await open_case(database)
    assert (await found(database, case.number)).number == case.number
