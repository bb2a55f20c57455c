"""Who may work at the web desk: users, their sessions, and the record of what was done there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, func, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store.database import Database
from bot.store.desk_models import DeskAuditRow, DeskLinkRow, DeskSessionRow, DeskUserRow
from bot.store.lifecycle_models import ColleagueRow
from bot.store.upsert import insert_new

IDLE = timedelta(hours=8)  # a working day's longest break
SEEN_EVERY = timedelta(minutes=1)  # a session's last look is noted no more often than this
AUDIT_PAGE = 100


class Role(StrEnum):
    """What somebody may do; each may do what those before it may."""

    STAFF = "staff"
    CURATOR = "curator"
    ADMIN = "admin"

    def covers(self, needed: "Role") -> bool:
        """Whether this role may do what `needed` may."""
        roles = list(Role)
        return roles.index(self) >= roles.index(needed)


@dataclass(frozen=True, slots=True)
class User:
    """A member of staff at the desk."""

    id: int
    name: str
    role: Role
    language: str
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class DeskSession:
    """A signed-in browser; `id` is the hash of its secret."""

    id: str
    user: User
    browser: str
    created: datetime
    last_seen: datetime


class SignInError(Exception):
    """A link does not let anybody in; `code` is `used` or `disabled`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class DeskPeople:
    """Users, sessions and the audit log, each call a transaction of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def sign_in(
        self, name: str, role: Role, *, once: str, expires: datetime, session_id: str, browser: str, now: datetime
    ) -> User:
        """Use a link once: a newcomer gets its role, the very first user is admin; raises SignInError."""
        async with self._database.writing() as session:
            if not await insert_new(session, DeskLinkRow, once=once, expires=expires):
                raise SignInError("used")
            first = (await session.exec(select(func.count()).select_from(DeskUserRow))).one() == 0
            given = Role.ADMIN if first else role
            new = await insert_new(session, DeskUserRow, name=name, role=given, language="", created=now)
            row = (await session.exec(select(DeskUserRow).where(DeskUserRow.name == name))).one()
            if row.disabled_at:
                raise SignInError("disabled")
            session.add(DeskSessionRow(id=session_id, user_id=row.id or 0, browser=browser, created=now, last_seen=now))
            await insert_new(session, ColleagueRow, name=name, seen=now)  # from now on cases can be handed over to them
            record(session, name, "joined" if new else "signed-in", now=now)
            return as_user(row)

    async def find_session(self, session_id: str, now: datetime, *, noted: bool = True) -> DeskSession | None:
        """A session that is neither ended nor idle for too long; a look that is noted keeps it from being idle."""
        query = (
            select(DeskSessionRow, DeskUserRow)
            .join(DeskUserRow, col(DeskUserRow.id) == DeskSessionRow.user_id)
            .where(DeskSessionRow.id == session_id, col(DeskSessionRow.last_seen) > now - IDLE)
            .where(col(DeskUserRow.disabled_at).is_(None))
        )
        async with self._database.reading() as session:
            found = (await session.exec(query)).first()
        if found is None:
            return None
        if noted and now - found[0].last_seen > SEEN_EVERY:
            await self._note_look(session_id, now)
        return _as_session(*found)

    async def _note_look(self, session_id: str, now: datetime) -> None:
        async with self._database.writing() as session:
            seen = update(DeskSessionRow).where(col(DeskSessionRow.id) == session_id).values(last_seen=now)
            await session.exec(seen)

    async def sessions(self, now: datetime, *, of: User | None = None) -> Sequence[DeskSession]:
        """Living sessions, all or one user's, newest first."""
        query = (
            select(DeskSessionRow, DeskUserRow)
            .join(DeskUserRow, col(DeskUserRow.id) == DeskSessionRow.user_id)
            .where(col(DeskSessionRow.last_seen) > now - IDLE)
            .order_by(col(DeskSessionRow.last_seen).desc(), col(DeskSessionRow.id))
        )
        query = query.where(DeskSessionRow.user_id == of.id) if of else query
        async with self._database.reading() as session:
            return [_as_session(*row) for row in (await session.exec(query)).all()]

    async def end_session(self, session_id: str, *, by: User, now: datetime) -> bool:
        """End a session: one's own, or as admin anybody's."""
        mine = [] if by.role is Role.ADMIN else [col(DeskSessionRow.user_id) == by.id]
        statement = delete(DeskSessionRow).where(col(DeskSessionRow.id) == session_id, *mine)
        async with self._database.writing() as session:
            ended = (await session.exec(statement)).rowcount == 1
            if ended:
                record(session, by.name, "session-ended", now=now)
            return ended

    async def users(self) -> Sequence[User]:
        """Everybody, by name."""
        async with self._database.reading() as session:
            rows = (await session.exec(select(DeskUserRow).order_by(col(DeskUserRow.name)))).all()
        return [as_user(row) for row in rows]

    async def colleagues(self, name: str) -> Sequence[str]:
        """To whom `name` can hand over a case: who worked on cases, at the desk or in a room, and is not shut out."""
        out = select(DeskUserRow.name).where(col(DeskUserRow.disabled_at).is_not(None))
        query = select(ColleagueRow.name).where(ColleagueRow.name != name, col(ColleagueRow.name).not_in(out))
        async with self._database.reading() as session:
            return (await session.exec(query.order_by(col(ColleagueRow.name)))).all()

    async def set_role(self, name: str, role: Role, *, by: User, now: datetime) -> bool:
        """Give somebody a role; nobody changes their own, so that one admin always stays."""
        return await self._set(name, by, f"role-{role}", now, role=role)

    async def set_disabled(self, name: str, disabled: bool, *, by: User, now: datetime) -> bool:
        """Shut somebody out, with all their sessions, or let them back in; nobody shuts out themselves."""
        what = "disabled" if disabled else "enabled"
        return await self._set(name, by, what, now, disabled_at=now if disabled else None)

    async def _set(self, name: str, by: User, what: str, now: datetime, **values: object) -> bool:
        others = (col(DeskUserRow.name) == name) & (col(DeskUserRow.id) != by.id)
        async with self._database.writing() as session:
            done = (await session.exec(update(DeskUserRow).where(others).values(**values))).rowcount == 1
            if done:
                record(session, by.name, what, name, now=now)
            if done and what == "disabled":
                theirs = select(DeskUserRow.id).where(DeskUserRow.name == name).scalar_subquery()
                await session.exec(delete(DeskSessionRow).where(col(DeskSessionRow.user_id) == theirs))
            return done

    async def set_language(self, user: User, language: str) -> None:
        """Remember in which language somebody reads the desk."""
        async with self._database.writing() as session:
            await session.exec(update(DeskUserRow).where(col(DeskUserRow.id) == user.id).values(language=language))

    async def note(self, user: User, what: str, about: str = "", *, now: datetime) -> None:
        """One line of the audit log."""
        async with self._database.writing() as session:
            record(session, user.name, what, about, now=now)

    async def audit(self, *, before: int | None = None) -> Sequence[DeskAuditRow]:
        """A page of the audit log, newest first, older than the line `before`."""
        query = select(DeskAuditRow).order_by(col(DeskAuditRow.id).desc()).limit(AUDIT_PAGE)
        query = query.where(col(DeskAuditRow.id) < before) if before else query
        async with self._database.reading() as session:
            return (await session.exec(query)).all()


def record(session: AsyncSession, name: str, what: str, about: str = "", *, now: datetime) -> None:
    """A line of the audit log, committed with what it tells of."""
    session.add(DeskAuditRow(at=now, name=name, what=what, about=about))


def as_user(row: DeskUserRow) -> User:
    """A user as the pages see them."""
    return User(row.id or 0, row.name, Role(row.role), row.language, row.disabled_at is not None)


def _as_session(row: DeskSessionRow, user: DeskUserRow) -> DeskSession:
    return DeskSession(row.id, as_user(user), row.browser, row.created, row.last_seen)
