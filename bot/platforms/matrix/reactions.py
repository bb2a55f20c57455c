"""Buttons as reactions: under an offer stand 1️⃣, 2️⃣ …, and one tap presses the button of that number."""

import asyncio
import contextlib
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

import structlog

from bot.platforms.base import Delivery, DeliveryError
from bot.platforms.matrix.client import MatrixClient
from bot.platforms.matrix.content import keycap, number_of, reaction
from bot.platforms.matrix.link import send_event
from bot.platforms.matrix.translation import Reaction
from bot.store.matrix import MatrixStore

log = structlog.get_logger()

NOTING_SECONDS = 5.0  # how long a reaction waits for what is just being sent into its room
HAND, CHECK = "✋", "✅"
# What staff may say with one tap on a case's thread, as the commands they would type.
STAFF_SIGNS = {HAND: "/uebernehmen", CHECK: "/schliessen"}
_SHADES = str.maketrans(dict.fromkeys([*range(0x1F3FB, 0x1F400), 0xFE0F]))  # skin tones: a hand is a hand


class Reactions:
    """Remembers which buttons stand where, and finds the one a reaction presses."""

    def __init__(self, store: MatrixStore, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now
        self._seeding: set[asyncio.Task[None]] = set()
        self._under_way: dict[asyncio.Event, str] = {}

    @contextlib.contextmanager
    def noting(self, room_id: str) -> Iterator[None]:
        """Around sending and noting what was offered: a reaction may come before the homeserver's answer to us."""
        noted = asyncio.Event()
        self._under_way[noted] = room_id
        try:
            yield
        finally:
            del self._under_way[noted]
            noted.set()

    async def offer(self, client: MatrixClient, room_id: str, event_id: str, delivery: Delivery) -> None:
        """Remember the buttons under a message, then put the reactions there, without keeping anybody waiting."""
        await self._store.remember_offer(event_id, [button.id for button in delivery.buttons], self._now())
        task = asyncio.create_task(self._seed(client, room_id, event_id, delivery))
        self._seeding.add(task)
        task.add_done_callback(self._seeding.discard)

    async def _seed(self, client: MatrixClient, room_id: str, event_id: str, delivery: Delivery) -> None:
        """A convenience: the options stand in the message too, so a refusal is only noted."""
        try:
            for number, sign in enumerate(signs(await self._store.offered(event_id)), start=1):
                transaction = f"{delivery.transaction_id}.r{number}"
                await send_event(client, room_id, "m.reaction", reaction(event_id, sign), transaction)
        except (DeliveryError, KeyError) as error:
            log.info("reactions not offered", outbox=delivery.id, error=type(error).__name__)

    async def button(self, found: Reaction, room_id: str) -> str | None:
        """The id of the button a reaction presses; None when the message it is under offered nothing of the kind."""
        offered = await self._store.offered(found.target)
        if not offered and await self._noted(room_id):
            offered = await self._store.offered(found.target)
        return button_of(found.key, offered)

    async def _noted(self, room_id: str) -> bool:
        """Whether something was being sent into the room; waits until it is noted what that offers."""
        sending = [noted.wait() for noted, room in self._under_way.items() if room == room_id]
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(NOTING_SECONDS):
                await asyncio.gather(*sending)
        return bool(sending)

    async def close(self) -> None:
        """Leave off; what is missing is only convenience."""
        for task in self._seeding:
            task.cancel()
        await asyncio.gather(*self._seeding, return_exceptions=True)


def signs(offered: Sequence[tuple[str, Sequence[str]]]) -> list[str]:
    """The reaction for each button: its own emoji if it has one (👍), else its number."""
    return [
        sign
        for number, (_, words) in enumerate(offered, start=1)
        if (sign := next(filter(is_emoji, words), "") or keycap(number))
    ]


def button_of(key: str, offered: Sequence[tuple[str, Sequence[str]]]) -> str | None:
    """The id of the button that a reaction presses."""
    number = number_of(key)
    if number:
        return offered[number - 1][0] if number <= len(offered) else None
    plain = key.translate(_SHADES)
    return next((button for button, words in offered if plain in words), None)


def staff_command(key: str) -> str | None:
    """The command that a reaction in a staff room stands for."""
    return STAFF_SIGNS.get(key.translate(_SHADES))


def is_emoji(word: str) -> bool:
    """Whether a button's word is a sign rather than a word."""
    return bool(word) and all(ord(sign) > 0x2000 for sign in word)
