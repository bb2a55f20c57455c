"""Announcements on their way: one outbox row per reader, resumed at the exact place, and what became of them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Integer, String, case, delete, exists, func, insert, literal, select, tuple_, update

from bot.store.announcements_outbox import STOPPED, is_open, of_matter, outcomes, payload_of, withdraw
from bot.store.announcements_records import ANNOUNCEMENT, AnnouncementRecords
from bot.store.models import OutboxState
from bot.store.outgoing import ANNOUNCEMENT_PRIORITY, LATER_PRIORITY
from bot.store.public_room import in_both
from bot.store.signals import tell_others
from bot.store.subscriptions import BOTH, CHOICE, SUBSCRIPTION, TOLD
from bot.store.tables import CHAT, OUTBOX
from bot.store.times import UtcDateTime
from bot.store.upsert import insert_for
from handlers.events_stored import Announcement, Audience, Counts, Rhythm, Stage, Wording
from handlers.times import LOCAL_ZONE

STEP = 250  # readers in one statement: about 50 ms on SQLite, and nobody who writes meanwhile waits longer
NEWS = "news"
UNREACHED = (OutboxState.BLOCKED.value, OutboxState.FAILED.value)  # withdrawn ones are FAILED too
COLUMNS = (
    "platform", "account", "address", "payload", "state", "priority", "attempts", "doubts", "not_before",
    "not_after", "transaction_id", "created", "changed", "error",
)  # fmt: skip


class StoredAnnouncements(AnnouncementRecords):
    """Within one transaction."""

    async def readers(self, audience: Audience) -> Mapping[str, int]:
        """How many would get it at once, by platform."""
        who = _wanting(audience, after=0, since=self._now).subquery()
        query = select(who.c.platform, func.count()).group_by(who.c.platform).order_by(who.c.platform)
        connection = await self._session.connection()
        return {row[0]: row[1] for row in await connection.execute(query)}

    async def stop(self, number: int, *, by: str) -> int | None:
        """Send nothing more of it; returns how many were spared, None when it was not under way."""
        if not await self._moved(number, [Stage.RUNNING, Stage.SENDING], Stage.STOPPED, {}):
            return None
        await self._note(number, by, "stopped")
        spared = await withdraw(self._session, about(number), self._now, reason=STOPPED)
        await self._untell(number, OUTBOX.c.error == STOPPED)
        return spared

    async def write(self, announcement: Announcement, audience: Audience) -> int:
        """The next readers into the outbox, in one statement; returns how many. At the end the stage is SENDING."""
        connection = await self._session.connection()
        mine = ANNOUNCEMENT.c.id == announcement.id
        locked = select(ANNOUNCEMENT.c.position, ANNOUNCEMENT.c.started_at).where(
            mine, ANNOUNCEMENT.c.state == Stage.RUNNING.value
        )
        found = (await connection.execute(locked.with_for_update())).first()
        if found is None:
            return 0
        wanting = _wanting(audience, after=found.position, since=found.started_at)
        page = wanting.order_by(SUBSCRIPTION.c.chat_id).limit(STEP).subquery()
        last = (await connection.execute(select(func.max(page.c.id)))).scalar()
        if last is None:
            await self._moved(announcement.id, [Stage.RUNNING], Stage.SENDING, {})
            return 0
        rows = wanting.where(SUBSCRIPTION.c.chat_id <= last).subquery()
        written = (await connection.execute(self._into_outbox(announcement, rows))).rowcount
        # What counts as known by whom is read from NEWS, so that comes last.
        for what in (*([f"change-{audience.sequence}"] if audience.sequence else []), NEWS):
            told = select(rows.c.id, literal(audience.event), literal(what), _moment(self._now)).where(literal(True))
            new = insert_for(self._session, TOLD).from_select(["chat_id", "event", "what", "at"], told)
            await connection.execute(new.on_conflict_do_nothing())
        progress = {"position": last, "written": ANNOUNCEMENT.c.written + written}
        await connection.execute(update(ANNOUNCEMENT).where(mine).values(**progress))
        await tell_others(self._session)
        return int(written)

    async def take_back(self, one: Announcement, wording: Wording) -> int:
        """What is not on its way yet is written anew in the new wording: its event changed; returns how many."""
        connection = await self._session.connection()
        unsent = of_matter(about(one.id)) & (OUTBOX.c.state == OutboxState.DUE)
        await self._untell(one.id, unsent)
        taken = (await connection.execute(delete(OUTBOX).where(unsent))).rowcount
        values = {
            "text_de": wording.text_de, "text_en": wording.text_en, "expires_at": wording.expires_at,
            "sequence": wording.sequence, "position": 0, "written": ANNOUNCEMENT.c.written - taken,
        }  # fmt: skip
        await self._moved(one.id, [Stage.RUNNING, Stage.SENDING], Stage.RUNNING, values)
        return int(taken)

    async def report(self, number: int) -> Mapping[str, Counts]:
        """What became of its messages, by platform and outcome; kept once it is over."""
        connection = await self._session.connection()
        kept = (await connection.execute(select(ANNOUNCEMENT.c.report).where(ANNOUNCEMENT.c.id == number))).scalar()
        return kept if kept is not None else await outcomes(self._session, about(number))

    async def close_list(self, number: int) -> bool:
        """Write to nobody further."""
        return await self._moved(number, [Stage.RUNNING], Stage.SENDING, {})

    async def finish(self, number: int) -> bool:
        """Done once nothing is on its way any more; False until then, and for whoever comes second.

        Whom it did not reach was not told: a later announcement may try again, a cancellation is no news to them.
        """
        if await is_open(self._session, about(number)):
            return False
        values = {"finished_at": self._now, "report": await outcomes(self._session, about(number))}
        unfinished = ANNOUNCEMENT.c.finished_at.is_(None)
        if not await self._moved(number, [Stage.SENDING], Stage.DONE, values) and not await self._moved(
            number, [Stage.STOPPED], Stage.STOPPED, values, unfinished
        ):
            return False
        await self._untell(number, OUTBOX.c.state.in_(UNREACHED))
        return True

    async def passed(self, number: int, progress: int) -> bool:
        """Staff are told that it came so far (in per cent); False for whoever comes second."""
        news = ANNOUNCEMENT.c.progress < progress
        return await self._moved(number, [Stage.RUNNING], Stage.RUNNING, {"progress": progress}, news) or (
            await self._moved(number, [Stage.SENDING], Stage.SENDING, {"progress": progress}, news)
        )

    async def _untell(self, number: int, unreached: Any) -> None:
        """Those of its readers whose messages are `unreached` do not know of the event after all."""
        prefix = f"{about(number)}."
        reader = func.substr(OUTBOX.c.transaction_id, len(prefix) + 1).cast(Integer)
        written = select(reader, OUTBOX.c.created).where(of_matter(about(number)), unreached)
        event = select(ANNOUNCEMENT.c.event).where(ANNOUNCEMENT.c.id == number).scalar_subquery()
        told_then = tuple_(TOLD.c.chat_id, TOLD.c.at).in_(written)  # not what they know from elsewhere
        connection = await self._session.connection()
        await connection.execute(delete(TOLD).where(TOLD.c.event == event, told_then))

    def _into_outbox(self, announcement: Announcement, rows: Any) -> Any:
        texts = {"de": announcement.text_de, "en": announcement.text_en}
        texts[BOTH] = in_both(announcement.text_de, announcement.text_en)
        payloads = {language: literal(payload_of(text), JSON) for language, text in texts.items()}
        worded = [(rows.c.language == language, payloads[language]) for language in ("en", BOTH)]
        identity = literal(f"{about(announcement.id)}.").op("||")(rows.c.id.cast(String))
        now = _moment(self._now)
        urgent, later = literal(ANNOUNCEMENT_PRIORITY, Integer), literal(LATER_PRIORITY, Integer)
        priority = case((_is_quiet(rows, self._now), later), else_=urgent)
        fields = select(
            rows.c.platform, rows.c.account, rows.c.address,
            case(*worded, else_=payloads["de"]),
            literal(OutboxState.DUE.value), priority, literal(0, Integer),
            literal(0, Integer), _after_quiet(rows, self._now), _moment(announcement.expires_at),
            identity, now, now, literal(""),
        )  # fmt: skip
        return insert(OUTBOX).from_select(list(COLUMNS), fields, include_defaults=False)


def about(number: int) -> str:
    """By what the outbox knows the messages of an announcement."""
    return f"a.{number}"


def _wanting(audience: Audience, *, after: int, since: datetime) -> Any:
    """Who had subscribed by `since`, hears at once, asked for events of this kind, and does not know of it yet."""
    columns = CHAT.c.id, CHAT.c.platform, CHAT.c.account, CHAT.c.address
    query = select(*columns, SUBSCRIPTION.c.language, SUBSCRIPTION.c.quiet_from, SUBSCRIPTION.c.quiet_to)
    query = query.join(SUBSCRIPTION, SUBSCRIPTION.c.chat_id == CHAT.c.id)
    query = query.where(
        CHAT.c.id > after, SUBSCRIPTION.c.rhythm == Rhythm.AT_ONCE.value, SUBSCRIPTION.c.agreed_at <= since
    )
    wished = {"topics": audience.topics, "regions": (audience.region,), "formats": (audience.format,)}
    for kind, slugs in wished.items():
        of_kind = (CHOICE.c.chat_id == CHAT.c.id) & (CHOICE.c.kind == kind)
        query = query.where(~exists().where(of_kind) | exists().where(of_kind, CHOICE.c.slug.in_(slugs)))
    known = (TOLD.c.chat_id == CHAT.c.id) & (TOLD.c.event == audience.event) & (TOLD.c.what == NEWS)
    return query.where(~exists().where(known))


def _is_quiet(rows: Any, now: datetime) -> Any:
    """Whether these are quiet hours of the reader."""
    hour = now.astimezone(LOCAL_ZONE).hour
    begins, ends = rows.c.quiet_from, rows.c.quiet_to
    within = (begins <= ends) & (begins <= hour) & (ends > hour)
    return within | ((begins > ends) & ((begins <= hour) | (ends > hour)))


def _after_quiet(rows: Any, now: datetime) -> Any:
    """Now, or when the reader's quiet hours are over."""
    waits = [(rows.c.quiet_to == at, _moment(_next(at, now))) for at in range(24)]
    return case((~_is_quiet(rows, now), _moment(now)), *waits, else_=_moment(now))


def _next(hour: int, now: datetime) -> datetime:
    """The next time the clock on the wall shows this hour."""
    local = now.astimezone(LOCAL_ZONE).replace(minute=0, second=0, microsecond=0)
    return (local.replace(hour=hour) + timedelta(days=hour <= local.hour)).astimezone(now.tzinfo)


def _moment(value: datetime) -> Any:
    return literal(value, UtcDateTime)
