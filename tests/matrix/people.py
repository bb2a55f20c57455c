"""The other side of a conversation: real nio clients with their own encrypted stores, as people use them."""

import asyncio
import contextlib
import io
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from nio import AsyncClient, AsyncClientConfig, Event, MegolmEvent, RedactionEvent, SyncResponse
from nio.crypto.attachments import decrypt_attachment

from tests.matrix.synapse import Synapse

PASSWORD = "correct horse battery staple"
LONGEST_WAIT = 60.0  # a second on a quiet machine
STEP = "m.key.verification."
SYNC_MILLISECONDS = 10_000
ENCRYPTION = {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}


@dataclass(slots=True)
class Person:
    """Somebody with a Matrix client; `heard` is everything others wrote, decrypted, in order."""

    client: Any
    bot: str
    heard: list[dict[str, Any]] = field(default_factory=list)
    edits: dict[str, dict[str, Any]] = field(default_factory=dict)
    redacted: set[str] = field(default_factory=set)
    files: list[dict[str, Any]] = field(default_factory=list)
    steps: dict[str, dict[str, Any]] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)
    room: str = ""
    _news: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def opens_chat(self, *, encrypted: bool = True, with_bot: bool = True) -> str:
        """A new direct room with the bot, which is waited for; encrypted unless told otherwise."""
        state = [ENCRYPTION] if encrypted else []
        made = await self.client.room_create(is_direct=True, invite=[self.bot] if with_bot else [], initial_state=state)
        self.room = made.room_id
        if with_bot:
            await self.until(lambda: self.bot in self.members())
        return self.room

    def members(self) -> set[str]:
        """Who has joined the room."""
        room = self.client.rooms.get(self.room)
        return {user for user, member in room.users.items() if not member.invited} if room else set()

    def members_and_invited(self) -> set[str]:
        """Who is in the room or asked in."""
        room = self.client.rooms.get(self.room)
        return set(room.users) if room else {self.bot}

    async def says(self, text: str, **content: Any) -> str:
        """Write a text (or any content); returns the event's id."""
        return await self.sends({"msgtype": "m.text", "body": text} | content)

    async def sends(self, content: dict[str, Any], kind: str = "m.room.message", *, transaction: str = "") -> str:
        """Send any event; tried again until the homeserver has it."""
        transaction = transaction or str(uuid4())
        while True:
            with contextlib.suppress(OSError, TimeoutError):
                sent = await self.client.room_send(
                    self.room, kind, content, tx_id=transaction, ignore_unverified_devices=True
                )
                if hasattr(sent, "event_id"):
                    return str(sent.event_id)
            await asyncio.sleep(0.2)

    async def reacts(self, event_id: str, key: str) -> str:
        """Put an emoji under a message."""
        relation = {"rel_type": "m.annotation", "event_id": event_id, "key": key}
        return await self.sends({"m.relates_to": relation}, "m.reaction")

    async def hears(self, count: int = 1, *, within: float = LONGEST_WAIT) -> list[dict[str, Any]]:
        """Wait for so many messages that were not heard before; returns them."""
        await self.until(lambda: len(self.heard) >= count, within=within)
        new, self.heard[:] = self.heard[:count], self.heard[count:]
        return new

    async def hears_text(self, part: str, *, within: float = LONGEST_WAIT) -> dict[str, Any]:
        """Wait for a message with these words, and forget what came before it."""
        await self.until(lambda: any(part in body(event) for event in self.heard), within=within)
        at = next(at for at, event in enumerate(self.heard) if part in body(event))
        found = self.heard[at]
        del self.heard[: at + 1]
        return found

    async def until(self, condition: Callable[[], bool], *, within: float = LONGEST_WAIT) -> None:
        """Wait until something holds; fails with what was heard."""
        try:
            async with asyncio.timeout(within), self._news:
                await self._news.wait_for(condition)
        except TimeoutError:
            heard = [body(event) for event in self.heard]
            raise AssertionError(f"waited {within:g} s; heard {heard}, unreadable {self.unreadable}") from None

    async def until_true(self, look: Callable[[], Awaitable[bool]], *, within: float = LONGEST_WAIT) -> None:
        """Wait until something elsewhere holds."""
        for _ in range(int(within * 10)):
            if await look():
                return
            await asyncio.sleep(0.1)
        raise AssertionError(f"waited {within:g} s in vain")

    async def until_edited(self, event_id: str) -> str:
        """Wait for a new wording of a message; returns it."""
        await self.until(lambda: event_id in self.edits)
        return str(self.edits[event_id]["content"]["m.new_content"]["body"])

    async def sends_file(self, name: str, content: bytes, **relation: Any) -> str:
        """Upload and send an encrypted file."""
        uploaded, secret = await self.client.upload(
            io.BytesIO(content), content_type="text/plain", filename=name, encrypt=True, filesize=len(content)
        )
        file = secret | {"url": uploaded.content_uri}
        info = {"mimetype": "text/plain", "size": len(content)}
        return await self.sends({"msgtype": "m.file", "body": name, "file": file, "info": info} | relation)

    async def hears_step(self, name: str) -> dict[str, Any]:
        """Wait for a step of a verification in a room; returns its content."""
        await self.until(lambda: name in self.steps)
        return self.steps.pop(name)

    async def hears_file(self) -> bytes:
        """Wait for an encrypted file and open it."""
        await self.until(lambda: bool(self.files))
        file = self.files.pop(0)["content"]["file"]
        stored = await self.client.download(mxc=file["url"])
        return bytes(decrypt_attachment(stored.body, file["key"]["k"], file["hashes"]["sha256"], file["iv"]))

    async def listen(self) -> None:
        """Take what comes, for as long as it runs."""
        while True:
            try:
                response = await self.client.sync(SYNC_MILLISECONDS, full_state=not self.client.next_batch)
                if isinstance(response, SyncResponse):
                    await self._tend()
                    await self._take(response)
                    continue
            except (OSError, TimeoutError):
                pass
            await asyncio.sleep(0.2)

    async def _tend(self) -> None:
        if self.client.should_upload_keys:
            await self.client.keys_upload()
        if self.client.should_query_keys:
            await self.client.keys_query()
        if self.client.should_claim_keys:
            await self.client.keys_claim(self.client.get_users_for_key_claiming())
        await self.client.send_to_device_messages()

    async def _take(self, response: Any) -> None:
        for room_id, info in response.rooms.join.items():
            for event in info.timeline.events:
                self._hear(room_id, event)
        async with self._news:
            self._news.notify_all()

    def _hear(self, room_id: str, event: Any) -> None:
        if getattr(event, "sender", self.client.user_id) == self.client.user_id:
            return
        if isinstance(event, MegolmEvent):
            self.unreadable.append(event.event_id)
        elif isinstance(event, RedactionEvent):
            self.redacted.add(event.redacts)
        elif isinstance(event, Event) and event.source["type"].startswith(STEP):
            self.steps[event.source["type"].removeprefix(STEP)] = event.source["content"]
        elif isinstance(event, Event) and event.source["type"] == "m.room.message":
            self._note(event.source | {"room_id": room_id, "decrypted": event.decrypted})

    def _note(self, event: dict[str, Any]) -> None:
        relation = event["content"].get("m.relates_to", {})
        if relation.get("rel_type") == "m.replace":
            self.edits[relation["event_id"]] = event
        elif event["content"]["msgtype"] == "m.text":
            self.heard.append(event)
        else:
            self.files.append(event)


def body(event: dict[str, Any]) -> str:
    """What a message says."""
    return str(event["content"].get("body", ""))


@asynccontextmanager
async def person(synapse: Synapse, name: str, folder: Path, *, bot: str) -> AsyncIterator[Person]:
    """A new user with a client that listens."""
    user_id = synapse.register(name, PASSWORD)
    (folder / name).mkdir()
    config = AsyncClientConfig(store_sync_tokens=False, max_limit_exceeded=0, max_timeouts=0)
    client = AsyncClient(synapse.url, user_id, store_path=str(folder / name), config=config)
    await client.login(PASSWORD, device_name=f"{name}'s telephone")
    one = Person(client, bot)
    listening = asyncio.create_task(one.listen())
    try:
        yield one
    finally:
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        await client.close()
        client.store.database.close()
