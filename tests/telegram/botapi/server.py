"""The stand-in itself: takes HTTP requests, answers as Telegram would, and goes wrong as it is told."""

import asyncio
import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from tests.telegram.botapi.attachments import Attachments
from tests.telegram.botapi.bodies import Params, read_params
from tests.telegram.botapi.control import Control
from tests.telegram.botapi.faults import Fault, Faults, Kind
from tests.telegram.botapi.limits import Limits
from tests.telegram.botapi.methods import all_methods
from tests.telegram.botapi.receiving import Receiving
from tests.telegram.botapi.refusals import Refusal, flood, violation
from tests.telegram.botapi.state import JsonObject, Sent, State
from tests.telegram.botapi.updates import UpdateQueue
from tests.telegram.botapi.webhook import Webhook
from tests.telegram.botapi.wire import CUT, Answer, Request, Server, answered
from tests.telegram.botapi.world import World

TOKEN = "7000000001:stand-in"
BOT = {
    "id": 7_000_000_001,
    "is_bot": True,
    "first_name": "KI-Lotse",
    "username": "ki_lotse_test_bot",
}
LIMITED = {
    "sendmessage",
    "senddocument",
    "sendphoto",
    "sendvoice",
    "copymessage",
    "forwardmessage",
    "editmessagetext",
    "editmessagereplymarkup",
}
EDITS = {"editMessageText", "editMessageReplyMarkup"}


class BotApi:
    """A Bot API for one bot, with the people who write to it."""

    def __init__(self, *, token: str = TOKEN) -> None:
        self.state = State(token, dict(BOT))
        self.updates = UpdateQueue()
        self.webhook = Webhook(self.updates)
        self.world = World(self.state, self.updates)
        self.attachments = Attachments(self.state)
        self.faults = Faults()
        self.limits = Limits()
        self._methods = all_methods()
        self._receiving = Receiving(self.updates, self.webhook)
        self._control = Control(self)
        self._server = Server(self._handle)
        self._prefix = f"/bot{token}/"
        self._files = f"/file/bot{token}/"

    @property
    def url(self) -> str:
        """The root: calls go to `<url>/bot<token>/<method>`."""
        return f"http://127.0.0.1:{self._server.port}"

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._server.port

    @property
    def token(self) -> str:
        """The only token it knows."""
        return self.state.token

    @property
    def violations(self) -> list[str]:
        """What the bot did that a careful bot never does."""
        return self.state.violations

    async def start(self, port: int = 0) -> None:
        """Listen on loopback."""
        await self._server.start(port)

    async def stop(self) -> None:
        """Deliver nothing more and listen no longer."""
        await self.webhook.stop()
        await self._server.stop()

    def sent(self, chat_id: int | None = None) -> list[Sent]:
        """New messages of the bot, to all chats or to one, in order."""
        return [sent for sent in self.state.sent if sent.method not in EDITS and chat_id in (None, sent.chat_id)]

    def texts(self, chat_id: int) -> list[str]:
        """What the bot wrote to one chat."""
        return [sent.text for sent in self.sent(chat_id)]

    def copies(self) -> dict[tuple[int, str], int]:
        """How often a chat got a text, where it got it more than once."""
        counted = Counter((sent.chat_id, sent.text) for sent in self.sent())
        return {key: times for key, times in counted.items() if times > 1}

    async def wait_sent(self, number: int, *, chat_id: int | None = None, seconds: float = 15.0) -> Sequence[Sent]:
        """Wait until the bot has sent so many messages; raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while len(self.state.sent) < number or len(found := self.sent(chat_id)) < number:
                await self._next_change()
        return found

    async def wait_answered(self, query: str, *, seconds: float = 15.0) -> JsonObject:
        """Wait until the bot has answered a press; what it said."""
        async with asyncio.timeout(seconds):
            while (answer := self.state.callbacks.get(query)) is None:
                await self._next_change()
        return answer

    def forget(self) -> None:
        """Start counting anew; chats, messages and waiting updates stay."""
        self.state.forget()
        self.limits.refused = self.limits.impatient = 0
        self.limits.per_second.clear()
        self.updates.confirmed = self.updates.polls = self.updates.conflicts = 0
        self.webhook.delivered = self.webhook.failed = 0

    async def _next_change(self) -> None:
        self.state.changed.clear()
        await self.state.changed.wait()

    def _handle(self, request: Request) -> Answer:
        if request.path.startswith(self._prefix):
            return self._call(request.path[len(self._prefix) :], request)
        if request.path.startswith(self._files):
            return self._download(request.path[len(self._files) :])
        if request.path.startswith("/control/"):
            return self._control.answer(request)
        wrong_token = request.path.startswith(("/bot", "/file/bot"))
        return _refused(Refusal(401, "Unauthorized") if wrong_token else Refusal(404, "Not Found"))

    def _call(self, name: str, request: Request) -> Answer:
        self.state.calls[name] += 1
        try:
            params = read_params(request)
            chat_id = params.number("chat_id") if "chat_id" in params.raw else 0
        except Refusal as refusal:
            self.state.note_refusal(name, refusal)
            return _refused(refusal)
        fault = self.faults.pick(name.lower(), chat_id) if self.faults.rules else None
        if fault is not None:
            return self._go_wrong(fault, name, params, chat_id)
        return self._perform(name, params, chat_id)

    def _perform(self, name: str, params: Params, chat_id: int) -> Answer:
        lower = name.lower()
        if lower in self._receiving.methods:
            return self._receive(lower, params)
        try:
            if lower in LIMITED and (seconds := self.limits.admit(chat_id)):
                raise flood(seconds)
            method = self._methods.get(lower)
            if method is None:
                raise Refusal(404, "Not Found: method not found", violation=True)
            return _accepted(method(self.state, params))
        except Refusal as refusal:
            self.state.note_refusal(name, refusal)
            return _refused(refusal)
        except (AttributeError, KeyError, TypeError, ValueError) as error:  # a parameter of the wrong type
            wrong = violation(f"can't parse request: {type(error).__name__}: {error}")
            self.state.note_refusal(name, wrong)
            return _refused(wrong)

    async def _receive(self, name: str, params: Params) -> bytes:
        try:
            return _accepted(await self._receiving.methods[name](params))
        except Refusal as refusal:
            self.state.note_refusal(name, refusal)
            return _refused(refusal)

    def _go_wrong(self, fault: Fault, name: str, params: Params, chat_id: int) -> Answer:
        if fault.kind is Kind.CUT:
            return CUT
        if fault.kind in (Kind.CUT_AFTER, Kind.HANG_AFTER, Kind.HANG):
            return self._stumble(fault, name, params, chat_id)
        if fault.kind is Kind.FLOOD:
            self.limits.promise(chat_id, fault.retry_after)
        refusal = fault.refusal()
        self.state.note_refusal(name, refusal)
        return _refused(refusal)

    async def _stumble(self, fault: Fault, name: str, params: Params, chat_id: int) -> bytes:
        """Late, or done without an answer; a hanging call is not done when the bot has gone by then."""
        if fault.kind is Kind.HANG:
            await asyncio.sleep(fault.seconds)
        answer = self._perform(name, params, chat_id)
        data = answer if isinstance(answer, bytes) else await answer
        if fault.kind is Kind.HANG_AFTER:
            await asyncio.sleep(fault.seconds)
        return CUT if fault.kind is Kind.CUT_AFTER else data

    def _download(self, path: str) -> bytes:
        file = next((file for file in self.state.files.values() if file.path == path), None)
        if file is None:
            return _refused(Refusal(404, "Not Found"))
        content = file.content + bytes(file.size - len(file.content))
        return answered(200, content, kind=b"application/octet-stream")


def _accepted(result: Any) -> bytes:
    return answered(200, b'{"ok":true,"result":' + json.dumps(result).encode() + b"}")


def _refused(refusal: Refusal) -> bytes:
    return answered(refusal.code, json.dumps(refusal.body()).encode())
