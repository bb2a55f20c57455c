"""An office with Matrix: the bot's account, the staff room, and the service as its own process."""

import itertools
import json
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from knowledge.loading import load
from tests.fixtures_knowledge import learn
from tests.matrix.people import ENCRYPTION, PASSWORD, Person, person
from tests.matrix.synapse import Synapse
from tests.service.process import Service, free_port

_numbers = itertools.count(1)


@dataclass(slots=True)
class Office:
    """Everything of one office; `head` owns the staff room and invites colleagues."""

    synapse: Synapse
    folder: Path
    bot: str
    head: "Head"
    room: str
    settings: dict[str, str] = field(default_factory=dict)
    command: Sequence[str] = ("-m", "bot", "run")
    _service: Service | None = None

    @asynccontextmanager
    async def citizen(self, *, encrypted: bool = True) -> AsyncIterator[Person]:
        """Somebody who has opened a chat with the bot."""
        async with self.newcomer() as one:
            await one.opens_chat(encrypted=encrypted)
            yield one

    @asynccontextmanager
    async def newcomer(self) -> AsyncIterator[Person]:
        """Somebody who has not opened a chat yet."""
        async with person(self.synapse, f"citizen{next(_numbers)}", self._folder_of("people"), bot=self.bot) as one:
            yield one

    @asynccontextmanager
    async def colleague(self, name: str) -> AsyncIterator[Person]:
        """Somebody in the staff room."""
        name = f"{name}{next(_numbers)}"
        async with person(self.synapse, name, self._folder_of("people"), bot=self.bot) as one:
            self.head.invite(one.client.user_id, self.room)
            await one.client.join(self.room)
            one.room = self.room
            await one.until(lambda: self.bot in one.members() and one.client.user_id in one.members())
            yield one

    @contextmanager
    def open(self) -> Iterator[Service]:
        """The bot as it runs in production, always on the same data."""
        self._service = Service(self.data, port=free_port(), **self.settings)
        self._service.command = self.command
        self._service.start()
        try:
            yield self._service
        finally:
            self._service.kill()

    def restart(self) -> None:
        """An orderly stop and a new start."""
        self.service.stop()
        self.service.start()

    def log(self) -> str:
        """Everything the service wrote."""
        return self.service.log()

    def wait_for_log(self, part: str, *, times: int = 1) -> None:
        """Wait until the service has written something so often."""
        for _ in range(300):
            if self.log().count(part) >= times:
                return
            time.sleep(0.1)
        raise AssertionError(f"{part!r} not {times} times in {self.log()}")

    def rooms_of_bot(self) -> list[str]:
        """The rooms the bot is in, by what the homeserver says to its session; none before it has signed in."""
        kept = self.data / "matrix" / "session.json"
        if not kept.exists():
            return []
        session = json.loads(kept.read_text("utf-8"))
        headers = {"Authorization": f"Bearer {session['access_token']}"}
        answer = httpx.get(f"{self.synapse.url}/_matrix/client/v3/joined_rooms", headers=headers)
        return list(answer.json()["joined_rooms"])

    @property
    def service(self) -> Service:
        """The service, which runs while the office is open."""
        assert self._service is not None, "the office is closed"
        return self._service

    @property
    def data(self) -> Path:
        """The service's data folder, in which the search index is learned already."""
        folder = self._folder_of("data")
        if not (folder / "cache").exists():
            (folder / "cache").symlink_to(learn(load(), meaning=False))
        return folder

    def _folder_of(self, name: str) -> Path:
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        return folder


class Head:
    """The account that owns the staff room; needs no keys, since it only invites."""

    def __init__(self, synapse: Synapse) -> None:
        name = f"head{next(_numbers)}"
        user = synapse.register(name, PASSWORD)
        login = {"type": "m.login.password", "identifier": {"type": "m.id.user", "user": user}, "password": PASSWORD}
        token = httpx.post(f"{synapse.url}/_matrix/client/v3/login", json=login).json()["access_token"]
        self.user = user
        self._address = f"{synapse.url}/_matrix/client/v3"
        self._headers = {"Authorization": f"Bearer {token}"}

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Call the homeserver; fails with what it said."""
        answer = httpx.post(f"{self._address}{path}", json=body, headers=self._headers)
        assert answer.status_code == httpx.codes.OK, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def published_keys(self, user: str) -> dict[str, Any]:
        """What the homeserver tells anybody about somebody's keys."""
        return self.post("/keys/query", {"device_keys": {user: []}})

    def make_room(self, *invited: str) -> str:
        """A new encrypted room."""
        return str(self.post("/createRoom", {"invite": invited, "initial_state": [ENCRYPTION]})["room_id"])

    def invite(self, user: str, room: str) -> None:
        """Ask somebody in."""
        self.post(f"/rooms/{room}/invite", {"user_id": user})


def open_office(synapse: Synapse, folder: Path, **settings: str) -> Office:
    """A new bot account and staff room; start the service with `service()`."""
    bot = synapse.register(f"lotse{next(_numbers)}", PASSWORD)
    head = Head(synapse)
    room = head.make_room(bot)
    ours = {
        "LOTSE_MATRIX_HOMESERVER": synapse.url,
        "LOTSE_MATRIX_USER": bot,
        "LOTSE_MATRIX_PASSWORD": PASSWORD,
        "LOTSE_MATRIX_STAFF_ROOM": room,
        "LOTSE_MEANING": "false",  # words suffice for the questions here, and nothing has to be learned
    }
    return Office(synapse, folder, bot, head, room, ours | settings)
