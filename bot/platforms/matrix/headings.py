"""One thread per case in the staff room: its first message is the case's heading, edited when the state changes."""

from bot.platforms.base import Delivery
from bot.platforms.matrix.client import MatrixClient
from bot.platforms.matrix.content import as_edit, text_content
from bot.platforms.matrix.link import send_event
from bot.store.threads import Threads

MESSAGE = "m.room.message"


class Headings:
    """Makes and edits the headings; both may be done again without harm, thanks to their transaction ids."""

    def __init__(self, threads: Threads) -> None:
        self._threads = threads

    async def root(self, client: MatrixClient, room_id: str, delivery: Delivery) -> str:
        """The first message of the thread in which a delivery belongs; nothing where it stands by itself."""
        card = delivery.card
        if card is None or not delivery.case:
            return delivery.thread
        thread = await self._threads.find(delivery.case, delivery.chat)
        if thread is not None and thread.title == card.title:
            return thread.ref
        heading = text_content(card.title)
        if thread is None:
            root = await send_event(client, room_id, MESSAGE, heading, f"{delivery.transaction_id}.head")
        else:
            root = thread.ref
            edit = as_edit(heading, root)
            await send_event(client, room_id, MESSAGE, edit, f"{delivery.transaction_id}.title")
        await self._threads.save(delivery.case, delivery.chat, ref=root, title=card.title, is_open=card.open)
        return root
