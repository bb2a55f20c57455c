"""The stand-in's updates as the real python-telegram-bot gets them; and the stand-in as a process of its own."""

import asyncio
import json

import pytest
from aiohttp import web
from telegram import Bot, Update
from telegram.error import BadRequest, Conflict, Forbidden

from tests.telegram.botapi import BotApi, Group, Person, botapi_process
from tests.telegram.botapi.client import connected_bot

ANNA = Person(1, "Anna")
BERND = Person(2, "Bernd")
STAFF = Group(-1001, "Team", topics=True)


def texts(updates: tuple[Update, ...]) -> list[str]:
    return [update.message.text or "" for update in updates if update.message is not None]


async def test_updates_wait_until_they_are_confirmed(api: BotApi, bot: Bot) -> None:
    for text in ("eins", "zwei", "drei"):
        api.world.say(ANNA, text)
    first = await bot.get_updates(limit=2)
    assert texts(first) == ["eins", "zwei"]
    assert texts(await bot.get_updates()) == ["eins", "zwei", "drei"]
    assert texts(await bot.get_updates(offset=first[-1].update_id + 1)) == ["drei"]
    assert texts(await bot.get_updates()) == ["drei"]


async def test_a_negative_offset_keeps_only_the_end(api: BotApi, bot: Bot) -> None:
    for text in ("eins", "zwei", "drei"):
        api.world.say(ANNA, text)
    assert texts(await bot.get_updates(offset=-1)) == ["drei"]
    assert texts(await bot.get_updates()) == ["drei"]


async def test_a_long_poll_ends_with_what_comes(api: BotApi, bot: Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=10))
    await asyncio.sleep(0.1)
    api.world.say(ANNA, "eins")
    assert texts(await asyncio.wait_for(poll, 2)) == ["eins"]


async def test_kinds_that_were_not_asked_for_do_not_come(api: BotApi, bot: Bot) -> None:
    await bot.get_updates(allowed_updates=["message_reaction"])
    said = api.world.say(ANNA, "eins")
    api.world.react(ANNA, said, "👍")
    (update,) = await bot.get_updates()
    assert update.message_reaction is not None


async def test_two_pollers_at_once_are_a_conflict_for_the_first(api: BotApi, bot: Bot) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=10))
    await asyncio.sleep(0.1)
    second = asyncio.create_task(bot.get_updates(timeout=10))
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await first
    api.world.say(ANNA, "eins")
    assert texts(await second) == ["eins"]


async def test_polling_beside_a_webhook_is_a_conflict(api: BotApi, bot: Bot) -> None:
    await bot.set_webhook("https://127.0.0.1:9/hook")
    with pytest.raises(Conflict, match="while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


async def test_a_killed_poller_leaves_no_poll_behind(api: BotApi) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", api.port)
    writer.write(f"GET /bot{api.token}/getUpdates?timeout=20 HTTP/1.1\r\n\r\n".encode())
    await asyncio.sleep(0.1)
    writer.transport.abort()
    await asyncio.sleep(0.1)
    async with connected_bot(api) as bot:
        await bot.get_updates()
    assert api.updates.conflicts == 0


class Hook:
    """A webhook that refuses its first calls."""

    def __init__(self, *, refusals: int = 0) -> None:
        self.refusals = refusals
        self.took: list[Update] = []
        self.secrets: set[str] = set()
        self.all_there = asyncio.Event()
        self.expected = 0

    async def take(self, request: web.Request) -> web.Response:
        if self.refusals:
            self.refusals -= 1
            return web.Response(status=500)
        self.secrets.add(request.headers["X-Telegram-Bot-Api-Secret-Token"])
        self.took.append(Update.de_json(await request.json(), None))
        if len(self.took) == self.expected:
            self.all_there.set()
        return web.Response()


async def test_the_webhook_gets_everything_in_order_per_chat_with_the_secret(api: BotApi, bot: Bot) -> None:
    hook = Hook(refusals=3)
    hook.expected = 40
    app = web.Application()
    app.router.add_post("/hook", hook.take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    for number in range(20):
        api.world.say(ANNA, f"a{number}")
        api.world.say(BERND, f"b{number}")
    await bot.set_webhook(f"http://127.0.0.1:{port}/hook", secret_token="s3cret", max_connections=4)
    await asyncio.wait_for(hook.all_there.wait(), 10)
    assert hook.secrets == {"s3cret"}
    said = texts(tuple(hook.took))
    assert [text for text in said if text[0] == "a"] == [f"a{number}" for number in range(20)]
    assert [text for text in said if text[0] == "b"] == [f"b{number}" for number in range(20)]
    info = await bot.get_webhook_info()
    assert (info.pending_update_count, info.max_connections) == (0, 4)
    assert info.last_error_message == "Wrong response from the webhook: 500 Internal Server Error"
    await bot.delete_webhook()
    await runner.cleanup()


async def test_a_webhook_needs_https_and_a_clean_secret(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="must be provided for webhook"):
        await bot.set_webhook("http://example.org/hook")
    with pytest.raises(BadRequest, match="unallowed characters"):
        await bot.set_webhook("https://example.org/hook", secret_token="ä")


async def test_people_do_all_kinds_of_things(api: BotApi, bot: Bot) -> None:
    world, attach = api.world, api.attachments
    world.gather(STAFF, ANNA)
    said = world.start(ANNA, "akteure")
    world.edit(said, "anders")
    for content in (attach.photo(caption="Bild", album="7"), attach.voice(), attach.sticker(), attach.location()):
        world.post(ANNA, content)
    world.post(ANNA, attach.contact())
    thread = world.open_topic(ANNA, STAFF, "Neu")
    world.say(ANNA, "/liste@ki_lotse_test_bot", group=STAFF, thread=thread)
    world.close_topic(ANNA, STAFF, thread)
    world.join(BERND, STAFF)
    world.leave(BERND, STAFF)
    world.block(ANNA)
    world.unblock(ANNA)
    world.press_old(ANNA, "x1")
    updates = await bot.get_updates()
    assert len(updates) == 15
    in_topic = updates[8].message
    assert in_topic is not None
    assert (in_topic.message_thread_id, in_topic.is_topic_message) == (thread, True)
    assert [entity.length for entity in in_topic.entities] == [24]
    assert in_topic.reply_to_message is not None
    assert in_topic.reply_to_message.forum_topic_created is not None
    assert updates[-1].callback_query is not None


async def test_json_form_query_and_chunks_are_all_understood(api: BotApi) -> None:
    api.world.start(ANNA)
    call = f"/bot{api.token}/sendMessage"
    typed = "Content-Type: application/json\r\n"
    body = json.dumps({"chat_id": 1, "text": "json"})
    chunk = json.dumps({"chat_id": 1, "text": "stückweise"})
    requests = [
        f"GET {call}?chat_id=1&text=query HTTP/1.1\r\n\r\n",
        f"POST {call} HTTP/1.1\r\n{typed}Content-Length: {len(body)}\r\n\r\n{body}",
        f"POST {call} HTTP/1.1\r\n{typed}Transfer-Encoding: chunked\r\n\r\n{len(chunk):x}\r\n{chunk}\r\n0\r\n\r\n",
    ]
    _, writer = await asyncio.open_connection("127.0.0.1", api.port)
    writer.write("".join(requests).encode())
    await api.wait_sent(3)
    assert api.texts(1) == ["query", "json", "stückweise"]
    writer.close()


async def test_a_parameter_of_the_wrong_type_is_a_violation(api: BotApi, bot: Bot) -> None:
    api.world.start(ANNA)
    with pytest.raises(BadRequest, match="Can't parse request"):
        await bot.do_api_request("sendmessage", {"chat_id": 1, "text": "x", "reply_parameters": {"message_id": [1]}})
    assert len(api.violations) == 1


async def test_a_process_of_its_own_is_worked_by_remote_control() -> None:
    async with botapi_process() as remote:
        await remote.do("say_all", lines=[[1, "eins"], [2, "zwei"]])
        (pushed,) = await remote.do("push", updates=[{"telepathy": {"strength": 9}}])
        async with Bot(remote.token, base_url=f"{remote.url}/bot") as bot:
            updates = await bot.get_updates()
            assert updates[-1].update_id == pushed
            await remote.do("trouble", chat_id=2, kind="blocked")
            await bot.send_message(1, "Antwort")
            with pytest.raises(Forbidden):
                await bot.send_message(2, "Antwort")
        assert await remote.do("wait", count=1) == 1
        (sent,) = await remote.do("sent")
        assert sent["message"]["text"] == "Antwort"
        figures = await remote.do("statistics")
        assert (figures["calls"]["sendMessage"], figures["sent"], figures["violations"]) == (2, 1, [])
        assert len(await remote.do("latencies")) == 1
        with pytest.raises(RuntimeError, match="telepathy"):
            await remote.do("telepathy")
