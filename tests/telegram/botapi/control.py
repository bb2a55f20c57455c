"""The stand-in by remote control: `POST /control/<action>` with a JSON object does what its Python methods do.

It answers `{"result": …}`, or 400 with `{"error": …}`. People are given as `{"id": 1, "first_name": …}`, groups as
`{"id": -100…, "topics": true, …}`: the fields of `Person` and `Group`.
"""

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from tests.telegram.botapi.people import Group, Person
from tests.telegram.botapi.state import JsonObject
from tests.telegram.botapi.statistics import latencies, progress, reached, statistics
from tests.telegram.botapi.wire import Answer, Request, answered

if TYPE_CHECKING:
    from tests.telegram.botapi.server import BotApi

WORLD_ACTIONS = (
    "gather",
    "promote",
    "say",
    "start",
    "post",
    "edit",
    "press",
    "press_old",
    "expire_presses",
    "react",
    "block",
    "unblock",
    "add_bot",
    "remove_bot",
    "join",
    "leave",
    "open_topic",
    "close_topic",
    "delete_topic",
    "delete_message",
    "migrate",
)


class Control:
    """Actions by name."""

    def __init__(self, api: "BotApi") -> None:
        self._api = api
        self._actions: Mapping[str, Callable[[JsonObject], Any]] = {
            "push": self._push,
            "say_all": self._say_all,
            "meet_all": self._meet_all,
            "sent": self._sent,
            "statistics": lambda _: statistics(api),
            "latencies": lambda _: latencies(api.state),
            "progress": lambda _: progress(api.state),
            "reached": lambda _: reached(api.state),
            "fault": lambda given: asdict(api.faults.add(**given)) | {"methods": []},
            "clear_faults": lambda _: api.faults.clear(),
            "limits": lambda given: api.limits.enforce(**given),
            "trouble": self._trouble,
            "attach": self._attach,
            "forget": lambda _: api.forget(),
        }

    def answer(self, request: Request) -> Answer:
        """What the request asks for, done."""
        action = request.path.removeprefix("/control/")
        try:
            given = json.loads(request.body or b"{}")
            if action == "wait":
                return self._wait(given)
            return _result(self._run(action, given))
        except Exception as error:  # the caller is a test: it must see what it did wrong
            return answered(400, json.dumps({"error": f"{type(error).__name__}: {error}"}).encode())

    def _run(self, action: str, given: JsonObject) -> Any:
        if action in WORLD_ACTIONS:
            people = [Person(**person) for person in given.pop("people", [])]
            return getattr(self._api.world, action)(*people, **_typed(given))
        return self._actions[action](given)

    def _push(self, given: JsonObject) -> list[int]:
        keep = bool(given.get("keep_id"))
        return [self._api.world.push(update, keep_id=keep) for update in given["updates"]]

    def _say_all(self, given: JsonObject) -> int:
        """`lines` are pairs of a person's id and a text."""
        for person, text in given["lines"]:
            self._api.world.say(Person(person), text)
        return len(given["lines"])

    def _meet_all(self, given: JsonObject) -> int:
        """People from `first` to `last` once wrote to the bot, so that it may write to them."""
        for number in range(given["first"], given["last"] + 1):
            self._api.state.meet(Person(number).chat())
        return len(self._api.state.rooms)

    def _sent(self, given: JsonObject) -> list[JsonObject]:
        sent = self._api.state.sent if given.get("edits") else self._api.sent(given.get("chat_id"))
        return [
            {"at": one.at, "method": one.method, "chat_id": one.chat_id, "message": one.message}
            for one in sent[int(given.get("since", 0)) :]
        ]

    def _trouble(self, given: JsonObject) -> None:
        self._api.state.rooms[given["chat_id"]].trouble = given["kind"]

    def _attach(self, given: JsonObject) -> JsonObject:
        """The content of a message with a file, for `post`."""
        kind = given.pop("kind")
        if "content" in given:
            given["content"] = given["content"].encode()
        made: JsonObject = getattr(self._api.attachments, kind)(**given)
        return made

    async def _wait(self, given: JsonObject) -> bytes:
        """Until `count` messages were sent or `seconds` are over; how many there are then."""
        try:
            seconds = float(given.get("seconds", 15.0))
            found = await self._api.wait_sent(int(given["count"]), chat_id=given.get("chat_id"), seconds=seconds)
            return _result(len(found))
        except TimeoutError:
            await asyncio.sleep(0)
            return _result(len(self._api.sent(given.get("chat_id"))))


def _typed(given: JsonObject) -> JsonObject:
    makers: dict[str, Callable[..., Any]] = {"person": Person, "group": Group}
    return {name: makers[name](**value) if name in makers and value else value for name, value in given.items()}


def _result(value: Any) -> bytes:
    if isinstance(value, Person | Group):
        value = asdict(value)
    return answered(200, json.dumps({"result": value}).encode())
