"""Puts the Matrix platform together: what the application starts, and nothing else it needs to know."""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bot.platforms.base import FileSource, Receiver
from bot.platforms.matrix.client import MatrixClient
from bot.platforms.matrix.errors import FAULTS
from bot.platforms.matrix.files import MatrixFiles
from bot.platforms.matrix.headings import Headings
from bot.platforms.matrix.identity import ensure_identity
from bot.platforms.matrix.link import Link
from bot.platforms.matrix.manners import Manners
from bot.platforms.matrix.reactions import Reactions
from bot.platforms.matrix.receiving import Receiving
from bot.platforms.matrix.rooms import Rooms
from bot.platforms.matrix.sending import MatrixSender
from bot.platforms.matrix.session import Session, open_client, read_session
from bot.platforms.matrix.settings import PLATFORM, MatrixSettings
from bot.platforms.matrix.unread import Unread
from bot.platforms.matrix.verification import Verifications
from bot.store.database import Database, StoreUnavailableError
from bot.store.leases import Leases
from bot.store.matrix import MatrixStore, position_name
from bot.store.positions import last_position
from bot.store.threads import Threads
from bot.tenure import Tenure
from handlers.base import Chat

log = structlog.get_logger()

CHORES_SECONDS = 0.5  # invitations wait at most this long
IDENTITY_SECONDS = 60.0  # between tries to publish what could not be published
HOUSEKEEPING = timedelta(hours=1)
PAUSE_SECONDS = 2.0


class LeaseLostError(Exception):
    """Another process does what this one did."""


@dataclass(slots=True)
class MatrixPlatform:
    """One account: `sender` goes to the house, `staff_rooms` to the dispatcher, `run` is the service."""

    settings: MatrixSettings
    database: Database
    now: Callable[[], datetime]
    sender: MatrixSender
    staff_rooms: tuple[Chat, ...]
    public_room: Chat | None
    link: Link
    store: MatrixStore
    reactions: Reactions
    _cleaned: datetime | None = field(default=None)

    async def run(self, receiver: Receiver, leases: Leases) -> None:
        """Receive for as long as this process holds the lease of the platform's delivery, which needs the same keys.

        Raises SessionError when the operator must act.
        """
        tenure = Tenure(leases, f"delivery:{PLATFORM}", self.now)
        async with tenure.sought(gives_back=False):  # the delivery does, once what is in flight came through
            while True:
                await tenure.wait()
                with contextlib.suppress(LeaseLostError):
                    await side_by_side(self._receive(receiver), _leave_off(tenure))
                await asyncio.sleep(PAUSE_SECONDS)

    async def _receive(self, receiver: Receiver) -> None:
        client, session, since = await self._connect()
        rooms = Rooms(client, session, self.settings, self.link, self.store, self.now)
        unread = Unread(client, rooms, self.store, hint_after=self.settings.hint_after, now=self.now)
        manners = Manners(client, self.link)
        verifications = Verifications(client, self.settings, rooms.is_colleague)
        receiving = Receiving(
            client, session, link=self.link, rooms=rooms, reactions=self.reactions, unread=unread, manners=manners,
            verifications=verifications, receiver=receiver, now=self.now,
        )  # fmt: skip
        try:
            chores = self._do_chores(rooms, unread, receiver)
            await side_by_side(receiving.run(since), chores, self._keep_identity(client))
        finally:
            self.link.down()
            await self.reactions.close()
            await manners.close()
            await client.close()
            client.store.database.close()

    async def _connect(self) -> tuple[MatrixClient, Session, str | None]:
        """Logged in, however long the homeserver takes to answer; never logged out again."""
        while True:
            try:
                since = await last_position(self.database, position_name(self.settings.user))
                moves = await self.store.moves()
                client, session = await open_client(self.settings, ran_before=since is not None)
            except (*FAULTS, StoreUnavailableError) as error:
                log.warning("Matrix is not there yet", error=str(error) or type(error).__name__)
                await asyncio.sleep(PAUSE_SECONDS)
            else:
                self.link.connect(client, moves)
                return client, session, since

    async def _do_chores(self, rooms: Rooms, unread: Unread, receiver: Receiver) -> None:
        """What must not hold up the stream: joining, leaving, telling people that we cannot read them."""
        while True:
            await self.link.wait()
            try:
                await rooms.answer_invitations()
                await rooms.leave_empty()
                if hints := await unread.hints():
                    await receiver.receive(hints)
                    await unread.hinted()
                await self._clean()
            except StoreUnavailableError as error:
                log.warning("store unavailable, chores wait", error=str(error))
            await asyncio.sleep(CHORES_SECONDS)

    async def _clean(self) -> None:
        if self._cleaned is None or self.now() - self._cleaned > HOUSEKEEPING:
            await self.store.forget_old(self.now())
            self._cleaned = self.now()

    async def _keep_identity(self, client: MatrixClient) -> None:
        """Once, when the homeserver can do it."""
        while True:
            await self.link.wait()
            try:
                log.info("identity", standing=str(await ensure_identity(client, self.settings)))
            except FAULTS as error:
                log.warning("identity not published yet", error=str(error) or type(error).__name__)
                await asyncio.sleep(IDENTITY_SECONDS)
            else:
                return


async def _leave_off(tenure: Tenure) -> None:
    """Two processes with one device would break each other's keys: without the lease, leave off at once."""
    await tenure.lost()
    log.warning("another process took over Matrix")
    raise LeaseLostError


async def side_by_side(*jobs: Coroutine[None, None, None]) -> None:
    """Run jobs together; the first fault ends them all and comes out as itself."""
    try:
        async with asyncio.TaskGroup() as tasks:
            for job in jobs:
                tasks.create_task(job)
    except BaseExceptionGroup as group:
        raise group.exceptions[0] from group


def open_matrix(
    settings: MatrixSettings,
    *,
    database: Database,
    files: dict[str, FileSource],
    now: Callable[[], datetime],
) -> MatrixPlatform:
    """The platform, not yet connected; raises SessionError when what is stored cannot be used.

    `files` is shared by all platforms, each of which adds its own source.
    """
    read_session(settings, ran_before=False)
    link = Link()
    store = MatrixStore(database, settings.user)
    reactions = Reactions(store, now)
    sender = MatrixSender(link, reactions, Headings(Threads(database)), files)
    staff_rooms = (Chat(PLATFORM, settings.staff_room, settings.user),) if settings.staff_room else ()
    public_room = Chat(PLATFORM, settings.public_room, settings.user) if settings.public_room else None
    files[PLATFORM] = MatrixFiles(link, limit=settings.max_file)
    return MatrixPlatform(settings, database, now, sender, staff_rooms, public_room, link, store, reactions)
