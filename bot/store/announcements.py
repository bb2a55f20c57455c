"""Announcements: from the draft to the report, one outbox row per reader, resumed at the exact place."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Integer, String, case, exists, func, insert, literal, select, update
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store import announcements_models  # noqa: F401 - importing it declares the table
from bot.store.announcements_outbox import STOPPED, outcomes, payload_of, withdraw
from bot.store.models import OutboxState
from bot.store.outgoing import ANNOUNCEMENT_PRIORITY
from bot.store.signals import tell_others
from bot.store.subscriptions import CHOICE, SUBSCRIPTION, TOLD
from bot.store.tables import CHAT, OUTBOX
from bot.store.times import UtcDateTime
from bot.store.upsert import insert_for
from handlers.events_stored import Announcement, Audience, Rhythm, Stage
from handlers.times import LOCAL_ZONE

ANNOUNCEMENT = SQLModel.metadata.tables["announcement"]
STEP = 250  # readers in one statement: about 50 ms on SQLite, and nobody who writes meanwhile waits longer
NEWS = "news"
OPEN = (OutboxState.DUE.value, OutboxState.SENDING.value, OutboxState.UNCERTAIN.value)
COLUMNS = (
    "platform", "account", "address", "payload", "state", "priority", "attempts", "doubts", "not_before",
    "not_after", "transaction_id", "created", "changed", "error",
)  # fmt: skip


class StoredAnnouncements:
    """Within one transaction."""

    def __init__(self, session: AsyncSession, now: datetime) -> None:
        self._session = session
        self._now = now

    async def readers(self, audience: Audience) -> Mapping[str, int]:
        """How many would get it at once, by platform."""
        who = _wanting(audience, after=0, since=self._now).subquery()
        query = select(who.c.platform, func.count()).group_by(who.c.platform).order_by(who.c.platform)
        connection = await self._session.connection()
        return {row[0]: row[1] for row in await connection.execute(query)}

    async def draft(
        self, audience: Audience, *, text_de: str, text_en: str, author: str, readers: int, expires_at: datetime
    ) -> Announcement:
        """Keep what is to be announced; nothing is sent yet."""
        values = {
            "event": audience.event, "text_de": text_de, "text_en": text_en, "state": Stage.DRAFT.value,
            "author": author, "approver": "", "readers": readers, "written": 0, "position": 0, "created": self._now,
            "expires_at": expires_at,
        }  # fmt: skip
        connection = await self._session.connection()
        row = (await connection.execute(insert(ANNOUNCEMENT).values(**values).returning(ANNOUNCEMENT))).one()
        return _announcement(row)

    async def find(self, number: int) -> Announcement | None:
        """By its number."""
        found = await self._where(ANNOUNCEMENT.c.id == number)
        return found[0] if found else None

    async def of_event(self, event: str) -> Sequence[Announcement]:
        """Those of an event that were sent or are being sent, the latest first."""
        stages = [Stage.RUNNING.value, Stage.SENDING.value, Stage.DONE.value, Stage.STOPPED.value]
        return await self._where((ANNOUNCEMENT.c.event == event) & ANNOUNCEMENT.c.state.in_(stages))

    async def running(self) -> Sequence[Announcement]:
        """Those under way."""
        return await self._where(ANNOUNCEMENT.c.state.in_([Stage.RUNNING.value, Stage.SENDING.value]))

    async def approve(self, number: int, by: str) -> bool:
        """Begin it; False when it is no draft any more."""
        values = {"approver": by, "approved_at": self._now}
        return await self._moved(number, [Stage.DRAFT], Stage.RUNNING, values)

    async def discard(self, number: int) -> bool:
        """Give up a draft."""
        return await self._moved(number, [Stage.DRAFT], Stage.DISCARDED, {"finished_at": self._now})

    async def stop(self, number: int) -> int | None:
        """Send nothing more of it; returns how many were spared, None when it was not under way."""
        if not await self._moved(number, [Stage.RUNNING, Stage.SENDING], Stage.STOPPED, {"finished_at": self._now}):
            return None
        return await withdraw(self._session, about(number), self._now, reason=STOPPED)

    async def write(self, announcement: Announcement, audience: Audience) -> int:
        """The next readers into the outbox, in one statement; returns how many. At the end the stage is SENDING."""
        connection = await self._session.connection()
        mine = ANNOUNCEMENT.c.id == announcement.id
        locked = select(ANNOUNCEMENT.c.position, ANNOUNCEMENT.c.approved_at).where(
            mine, ANNOUNCEMENT.c.state == Stage.RUNNING.value
        )
        found = (await connection.execute(locked.with_for_update())).first()
        if found is None:
            return 0
        wanting = _wanting(audience, after=found.position, since=found.approved_at)
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

    async def report(self, number: int) -> Mapping[str, int]:
        """What became of its messages, by state or reason."""
        return await outcomes(self._session, about(number))

    async def close_list(self, number: int) -> bool:
        """Write to nobody further."""
        return await self._moved(number, [Stage.RUNNING], Stage.SENDING, {})

    async def finish(self, number: int) -> bool:
        """Done once nothing is on its way any more; False until then, and for whoever comes second."""
        open_rows = await outcomes(self._session, about(number))
        if any(open_rows.get(state) for state in OPEN[:2]):
            return False
        return await self._moved(number, [Stage.SENDING], Stage.DONE, {"finished_at": self._now})

    def _into_outbox(self, announcement: Announcement, rows: Any) -> Any:
        texts = {"de": announcement.text_de, "en": announcement.text_en}
        payloads = {language: literal(payload_of(text), JSON) for language, text in texts.items()}
        identity = literal(f"{about(announcement.id)}.").op("||")(rows.c.id.cast(String))
        now = _moment(self._now)
        fields = select(
            rows.c.platform, rows.c.account, rows.c.address,
            case((rows.c.language == "en", payloads["en"]), else_=payloads["de"]),
            literal(OutboxState.DUE.value), literal(ANNOUNCEMENT_PRIORITY, Integer), literal(0, Integer),
            literal(0, Integer), _after_quiet(rows, self._now), _moment(announcement.expires_at),
            identity, now, now, literal(""),
        )  # fmt: skip
        return insert(OUTBOX).from_select(list(COLUMNS), fields, include_defaults=False)

    async def _where(self, condition: Any) -> list[Announcement]:
        connection = await self._session.connection()
        query = select(ANNOUNCEMENT).where(condition).order_by(ANNOUNCEMENT.c.id.desc())
        return [_announcement(row) for row in await connection.execute(query)]

    async def _moved(self, number: int, origin: Sequence[Stage], to: Stage, values: Mapping[str, Any]) -> bool:
        from_here = (ANNOUNCEMENT.c.id == number) & ANNOUNCEMENT.c.state.in_([stage.value for stage in origin])
        connection = await self._session.connection()
        statement = update(ANNOUNCEMENT).where(from_here).values(state=to.value, **values)
        return bool((await connection.execute(statement)).rowcount)


def about(number: int) -> str:
    """By what the outbox knows the messages of an announcement."""
    return f"a.{number}"


def _announcement(row: Any) -> Announcement:
    return Announcement(
        row.id, row.event, row.text_de, row.text_en, Stage(row.state), row.author, row.approver, row.readers,
        row.written, row.created, row.expires_at,
    )  # fmt: skip


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


def _after_quiet(rows: Any, now: datetime) -> Any:
    """Now, or when the reader's quiet hours are over."""
    hour = now.astimezone(LOCAL_ZONE).hour
    begins, ends = rows.c.quiet_from, rows.c.quiet_to
    within = (begins <= ends) & (begins <= hour) & (ends > hour)
    over_midnight = (begins > ends) & ((begins <= hour) | (ends > hour))
    waits = [((within | over_midnight) & (ends == at), _moment(_next(at, now))) for at in range(24)]
    return case(*waits, else_=_moment(now))


def _next(hour: int, now: datetime) -> datetime:
    """The next time the clock on the wall shows this hour."""
    local = now.astimezone(LOCAL_ZONE).replace(minute=0, second=0, microsecond=0)
    return (local.replace(hour=hour) + timedelta(days=hour <= local.hour)).astimezone(now.tzinfo)


def _moment(value: datetime) -> Any:
    return literal(value, UtcDateTime)
