"""Signing in with an account of the office's sign-in service, by its subject: a name proves nothing."""

from datetime import datetime

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store.database import Database
from bot.store.desk import Role, SignInError, User, as_user, record
from bot.store.desk_models import DeskIdentityRow, DeskSessionRow, DeskUserRow
from bot.store.lifecycle_models import ColleagueRow
from bot.store.upsert import insert_new


class DeskIdentities:
    """Who at the desk an outside account is, each call a transaction of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def sign_in(
        self, issuer: str, subject: str, *, name: str, role: Role | None, joining: User | None, session_id: str,
        browser: str, now: datetime,
    ) -> User:  # fmt: skip
        """Let somebody in whom the service vouches for, as `joining` if they are here already.

        A newcomer becomes staff unless `role` says otherwise; a known account gets the `role` of today. Raises
        SignInError: `taken` when the name, or the account, is somebody else's here; `disabled`.
        """
        async with self._database.writing() as session:
            row = await _known(session, issuer, subject)
            if row and joining and row.id != joining.id:
                raise SignInError("taken")
            row = row or await _made_known(session, issuer, subject, name=name, role=role, joining=joining, now=now)
            if row.disabled_at:
                raise SignInError("disabled")
            if role and role != row.role:
                await session.exec(update(DeskUserRow).where(col(DeskUserRow.id) == row.id).values(role=role))
                record(session, row.name, f"role-{role}", row.name, now=now)
            session.add(DeskSessionRow(id=session_id, user_id=row.id or 0, browser=browser, created=now, last_seen=now))
            record(session, row.name, "signed-in", now=now)
            return as_user(row)


async def _known(session: AsyncSession, issuer: str, subject: str) -> DeskUserRow | None:
    query = (
        select(DeskUserRow)
        .join(DeskIdentityRow, col(DeskIdentityRow.user_id) == DeskUserRow.id)
        .where(DeskIdentityRow.issuer == issuer, DeskIdentityRow.subject == subject)
    )
    return (await session.exec(query)).first()


async def _made_known(
    session: AsyncSession, issuer: str, subject: str, *, name: str, role: Role | None, joining: User | None,
    now: datetime,
) -> DeskUserRow:  # fmt: skip
    """A new user for a newcomer; never somebody who is here already, unless they asked for it themselves."""
    if joining is None:
        given = role or Role.STAFF
        if not await insert_new(session, DeskUserRow, name=name, role=given, language="", created=now):
            raise SignInError("taken")
        await insert_new(session, ColleagueRow, name=name, seen=now)
        record(session, name, "joined", now=now)
    else:
        record(session, joining.name, "connected", now=now)
    who = DeskUserRow.name == (joining.name if joining else name)
    row = (await session.exec(select(DeskUserRow).where(who))).one()
    session.add(DeskIdentityRow(issuer=issuer, subject=subject, user_id=row.id or 0))
    return row
