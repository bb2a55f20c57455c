"""A stand-in for the Telegram Bot API on loopback, for tests and benchmarks.

In the process of a test:

    async with running_botapi() as api:
        # the bot is told: LOTSE_TELEGRAM_API_URL=api.url, LOTSE_TELEGRAM_TOKEN=api.token
        anna = Person(1, "Anna")
        api.world.say(anna, "Was kostet das?")            # people act; the update waits until it is confirmed
        sent = await api.wait_sent(1, chat_id=anna.id)    # what the bot sent
        query = api.world.press(anna, "Ja")               # a button of a message the bot sent
        await api.wait_answered(query)
        assert api.texts(anna.id) == ["…"]
        assert not api.violations                         # nothing that a careful bot never does

    Groups:   staff = api.world.gather(Group(-1001, topics=True), anna)   the bot may manage topics there
              api.world.say(anna, "/liste", group=staff, thread=7, reply_to=12)
    Files:    api.world.post(anna, api.attachments.document(b"%PDF", caption="Antrag"))
    Chats:    api.world.block(anna); api.state.rooms[1].trouble = "deactivated" (names: refusals.CHAT_TROUBLES)
    Faults:   api.faults.add("error", every=10, code=502); "flood", "cut", "cut_after", "hang", "hang_after", "refuse"
              with methods=["sendMessage"], chat_id=1, times=3, seconds=30, retry_after=2; api.faults.clear()
    Limits:   api.limits.enforce(overall=30)   then api.limits.refused, .impatient (called before a 429 was over), .peak
    Away:     port = api.port; await api.stop(); await api.start(port)      what waited still waits
    Updates:  api.world.push({"message": {…}}) for any shape; keep_id=True for a redelivered one

In a process of its own, as the benchmarks need it (`python -m tests.telegram.botapi --port 0` prints
`{"port": …, "url": …, "token": …}` on one line and runs until it is terminated):

    async with botapi_process() as remote:
        await remote.do("say_all", lines=[[1, "Was kostet das?"], [2, "…"]])
        await remote.do("wait", count=2, seconds=30)
        await remote.do("statistics"); await remote.do("latencies"); await remote.do("sent", since=0)
        await remote.do("fault", kind="error", every=10); await remote.do("limits", overall=1000)
        await remote.do("say", person={"id": 1}, text="…"); await remote.do("trouble", chat_id=1, kind="blocked")

Times of sent messages are `time.monotonic()`, which all processes of a machine share. It reads HTML, not Markdown.
"""

from tests.telegram.botapi.people import Group, Person
from tests.telegram.botapi.running import RemoteBotApi, botapi_process, running_botapi
from tests.telegram.botapi.server import BotApi

__all__ = ["BotApi", "Group", "Person", "RemoteBotApi", "botapi_process", "running_botapi"]
