"""What is in flight on one platform: each chat's messages in order, the chats side by side, every end noted."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import groupby

import structlog

from bot.platforms.base import (
    BlockedError,
    Delivery,
    DeliveryError,
    RefusedError,
    Sender,
    SlowDownError,
    UncertainError,
    Wide,
)
from bot.restraint import Restraint
from bot.store.models import OutboxState
from bot.store.outbox import Room, retry_at
from bot.store.settling import Outcome

log = structlog.get_logger()

# Rows taken and not yet marked. Of replies it is what a crash could send twice where sending is not idempotent; of
# announcements, which have room of their own, it is how many readers would be left in doubt.
IN_FLIGHT = 20
FOLLOWS = (OutboxState.SENT, OutboxState.BLOCKED, OutboxState.FAILED)  # then the chat's next message may go


class Flight:
    """The messages between the outbox and one sender; `moved` is set whenever one of them came to an end."""

    def __init__(self, sender: Sender, now: Callable[[], datetime], moved: asyncio.Event) -> None:
        self._sender = sender
        self._now = now
        self._moved = moved
        self._tasks: set[asyncio.Task[None]] = set()
        self._most = Room(IN_FLIGHT, sender.bulk if isinstance(sender, Wide) else IN_FLIGHT)
        self._replies = self._announcements = 0  # on their way
        self._restraint = Restraint(now)
        self._outcomes: list[Outcome] = []
        self._worth_a_commit = asyncio.Event()

    @property
    def room(self) -> Room:
        """How many more may be taken, provided that all outcomes are marked in the same commit."""
        announcements = self._restraint.room(self._most.announcements) - self._announcements
        return Room(self._most.replies - self._replies, announcements)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is on its way and every end is marked."""
        return not self._in_the_air and not self._outcomes

    @property
    def _in_the_air(self) -> int:
        return self._replies + self._announcements

    @property
    def outcomes(self) -> Sequence[Outcome]:
        """The ends that are not marked yet."""
        return tuple(self._outcomes)

    def launch(self, deliveries: Sequence[Delivery]) -> None:
        """Send them, in order per chat, the chats with replies first."""
        bulk = sum(delivery.bulk for delivery in deliveries)
        self._announcements += bulk
        self._replies += len(deliveries) - bulk
        self._look()
        chats = [list(chat) for _, chat in groupby(sorted(deliveries, key=_address), key=_address)]
        for chat in sorted(chats, key=lambda chat: chat[0].bulk):
            task = asyncio.create_task(self._send_in_order(chat))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def marked(self, outcomes: Sequence[Outcome]) -> None:
        """These ends (the oldest) are stored."""
        del self._outcomes[: len(outcomes)]
        self._look()

    async def gathered(self, seconds: float) -> None:
        """Until half of what may fly came down, or all that flies, or `seconds` passed: one commit for many ends."""
        try:
            async with asyncio.timeout(seconds):  # wait_for may swallow a cancellation before Python 3.12
                await self._worth_a_commit.wait()
        except TimeoutError:
            return

    async def landed(self) -> None:
        """Until nothing is on its way any more."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def abandon(self) -> None:
        """Stop waiting for what does not come to an end; the next start finds it in mid-send."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _send_in_order(self, deliveries: Sequence[Delivery]) -> None:
        """One chat's messages; after a failure that may pass, those behind it wait too."""
        for position, delivery in enumerate(deliveries):
            outcome = await self._send(delivery)
            self._note(outcome)
            if outcome.state not in FOLLOWS:
                for behind in deliveries[position + 1 :]:
                    self._note(Outcome(behind, OutboxState.DUE, untried=True))
                return

    def _note(self, outcome: Outcome) -> None:
        if outcome.delivery.bulk:
            self._announcements -= 1
        else:
            self._replies -= 1
        self._outcomes.append(outcome)
        self._look()
        self._moved.set()

    def _look(self) -> None:
        if not self._in_the_air or len(self._outcomes) >= IN_FLIGHT // 2:
            self._worth_a_commit.set()
        else:
            self._worth_a_commit.clear()

    async def _send(self, delivery: Delivery) -> Outcome:
        """Try one message."""
        try:
            refs = await self._sender.send(delivery)
        except BlockedError as error:
            outcome = Outcome(delivery, OutboxState.BLOCKED, error=str(error))
        except RefusedError as error:
            outcome = Outcome(delivery, OutboxState.FAILED, error=str(error))
        except DeliveryError as error:
            log.info("not sent yet", platform=self._sender.platform, outbox=delivery.id, attempt=delivery.attempt)
            return self._to_be_tried_again(delivery, error)
        except Exception as error:  # a fault of the adapter; the other messages must not wait for its repair
            log.exception("sending failed", platform=self._sender.platform, outbox=delivery.id)
            return Outcome(delivery, OutboxState.FAILED, error=type(error).__name__)
        else:
            outcome = Outcome(delivery, OutboxState.SENT, tuple(refs))
        self._restraint.answered()
        return outcome

    def _to_be_tried_again(self, delivery: Delivery, error: DeliveryError) -> Outcome:
        """When, and whether it may have arrived already; where sending is idempotent that does not matter."""
        now, text = self._now(), str(error)
        if isinstance(error, SlowDownError):
            self._look_again(error.seconds)
            if error.for_all:
                self._look_again(self._restraint.slowed(error.seconds))
            until = now + timedelta(seconds=error.seconds)
            return Outcome(delivery, OutboxState.DUE, until=until, error=text, untried=True)
        self._look_again(self._restraint.failed())
        if isinstance(error, UncertainError) and not self._sender.idempotent:
            return Outcome(delivery, OutboxState.UNCERTAIN, until=retry_at(1, now), error=text)
        return Outcome(delivery, OutboxState.DUE, until=retry_at(delivery.attempt, now), error=text)

    def _look_again(self, seconds: float) -> None:
        """Then, and not only when the next look is due."""
        if seconds:
            asyncio.get_running_loop().call_later(seconds, self._moved.set)


def _address(delivery: Delivery) -> tuple[str, str]:
    return delivery.chat.account, delivery.chat.id
