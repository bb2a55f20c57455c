"""What only one process may do: a lease in the store, taken over when its holder falls silent."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import col

from bot.store.database import Database
from bot.store.models import LeaseRow
from bot.store.upsert import insert_for

LEASE_SECONDS = 6.0  # a takeover is to come within seconds; renewed at a third of it, so two renewals may fail


class Leases:
    """Leases of one process, told apart from others by `holder`."""

    def __init__(self, database: Database, holder: str) -> None:
        self._database = database
        self._holder = holder

    async def hold(self, name: str, now: datetime) -> bool:
        """Take or renew the lease for `LEASE_SECONDS`; False while another process has it."""
        values = {"holder": self._holder, "until": now + timedelta(seconds=LEASE_SECONDS)}
        free = (col(LeaseRow.until) < now) | (col(LeaseRow.holder) == self._holder)
        async with self._database.writing() as session:
            statement = insert_for(session, LeaseRow).values(name=name, **values)
            taken = statement.on_conflict_do_update(index_elements=["name"], set_=values, where=free)
            return bool((await session.exec(taken)).rowcount)

    async def let_go(self, name: str) -> None:
        """Give it back, so that the next process need not wait."""
        mine = (col(LeaseRow.name) == name) & (col(LeaseRow.holder) == self._holder)
        async with self._database.writing() as session:
            await session.exec(delete(LeaseRow).where(mine))
