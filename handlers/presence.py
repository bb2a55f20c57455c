"""A person blocks us, leaves or comes back: nothing is said; who leaves has no subscription any more."""

from handlers.base import Answer, Kind, Turn, Usage


class Presence:
    """Takes comings and goings; what is due to somebody who is back goes out by itself."""

    usage: tuple[Usage, ...] = ()

    async def answer(self, turn: Turn) -> Answer:
        if turn.message.kind is Kind.LEFT:
            await turn.subscriptions.end()
        return [] if turn.message.kind in (Kind.LEFT, Kind.RETURNED) else None
