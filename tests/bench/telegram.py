"""Telegram: answered questions a second beside a bare echo bot on the same stand-in, the added latency, and chaos.

`python -m tests.bench.telegram` measures; with `profile` behind it, it shows where the service's time goes;
with `chaos`, only what becomes of 600 people's questions in a long storm.
"""

import asyncio
import pstats
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median, quantiles

from bot.house import open_searcher
from knowledge.loading import load
from tests.bench.pipeline import shares_of
from tests.bench.questions import common_questions, new_questions
from tests.postgres import running_postgres
from tests.service.process import ROOT, Service, free_port
from tests.telegram.botapi import RemoteBotApi, botapi_process
from tests.telegram.storm import killed, stumbling

Row = tuple[str, str]
PEOPLE = 600  # each asks one question; all of them are waiting when the first batch is taken
ROUNDS = 3
SETTLING_SECONDS = 6.0  # until the encoder is loaded
PACE_SECONDS, PACE_MESSAGES = 1 / 20, 400  # twenty messages a second, for twenty seconds
NETWORK_SECONDS = 0.02  # how long a call to Telegram takes from a data centre nearby
KILLS, HANG = 20, 30.0


async def questions_a_second(api: RemoteBotApi, texts: Sequence[str]) -> float:
    """Everybody asks at once; until the last has an answer."""
    await api.do("forget")
    loop = asyncio.get_running_loop()
    began = loop.time()
    await api.do("say_all", lines=[[number, text] for number, text in enumerate(texts, start=1)])
    answered = await api.do("wait", count=len(texts), seconds=120)
    took = loop.time() - began
    if answered < len(texts):
        raise RuntimeError(f"only {answered} of {len(texts)} were answered")
    return len(texts) / took


@asynccontextmanager
async def echo_bot(api: RemoteBotApi, *more: str) -> AsyncIterator[None]:
    """The bot we compare with, in a process of its own."""
    command = (sys.executable, "-m", "tests.telegram.echo", api.url, api.token, *more)
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stderr=asyncio.subprocess.DEVNULL)
    try:
        await questions_a_second(api, ["Hallo"] * 20)  # it has started
        yield
    finally:
        process.terminate()
        await process.wait()


@asynccontextmanager
async def our_bot(
    api: RemoteBotApi, folder: Path, *, url: str = "", profile: Path | None = None
) -> AsyncIterator[Service]:
    """The service, which knows everybody already and has loaded everything."""
    service = Service(
        folder, port=free_port(), LOTSE_TELEGRAM_TOKEN=api.token, LOTSE_TELEGRAM_API_URL=api.url,
        LOTSE_TELEGRAM_RATE="1000", LOTSE_LOG_LEVEL="warning", LOTSE_DATABASE_URL=url,
    )  # fmt: skip
    if profile:
        service.command = ("-m", "cProfile", "-o", str(profile), *service.command)
    await asyncio.to_thread(service.start)
    try:
        await questions_a_second(api, ["/hilfe"] * PEOPLE)
        await asyncio.sleep(SETTLING_SECONDS)
        yield service
    finally:
        service.stop()


async def throughput(folder: Path) -> list[Row]:
    """Echo and service by turns, on SQLite; medians."""
    found: dict[str, list[float]] = {}
    common, new = common_questions(PEOPLE), new_questions(PEOPLE)

    async def note(what: str, texts: Sequence[str]) -> None:
        found.setdefault(what, []).append(await questions_a_second(api, texts))

    async with botapi_process() as api:
        await api.do("limits", overall=1_000_000)
        for _ in range(ROUNDS):
            async with echo_bot(api):
                await note("echo bot", common)
            async with echo_bot(api, "concurrent"):
                await note("echo bot with concurrent_updates", common)
            async with our_bot(api, folder):
                await note("common questions", common)
                await asyncio.sleep(4)  # each chat may have a message a second
                await note("different questions", new)
            for what, bot in (("echo bot", echo_bot(api)), ("common questions", our_bot(api, folder))):
                async with bot:
                    await api.do("fault", kind="hang_after", seconds=NETWORK_SECONDS, methods=["sendMessage"])
                    await note(f"{what}, calls taking 20 ms", common)
                    await api.do("clear_faults")
    return _compared({what: median(rates) for what, rates in found.items()})


def _compared(rates: dict[str, float]) -> list[Row]:
    """Each beside the echo bot under the same conditions."""
    rows = []
    for what, rate in rates.items():
        base = rates["echo bot, calls taking 20 ms" if what.endswith("20 ms") else "echo bot"]
        rows.append((what, f"{rate:.0f} a second, {rate / base:.2f} x the echo bot"))
    return rows


async def latency(folder: Path) -> Row:
    """Twenty people a second, none at the same moment: from the update to the call that sends the answer."""
    async with botapi_process() as api, our_bot(api, folder):
        await api.do("forget")
        for number, text in enumerate(common_questions(PACE_MESSAGES), start=1):
            await api.do("say", person={"id": number}, text=text)
            await asyncio.sleep(PACE_SECONDS)
        await api.do("wait", count=PACE_MESSAGES, seconds=30)
        cuts = quantiles([1000 * one for one in await api.do("latencies")], n=100)
    return "update to sendMessage at 20 a second, p50 / p99", f"{cuts[49]:.1f} / {cuts[98]:.1f} ms"


async def on_postgres(folder: Path, url: str) -> list[Row]:
    """The same service on PostgreSQL."""
    async with botapi_process() as api, our_bot(api, folder, url=url):
        await api.do("limits", overall=1_000_000)
        common = await questions_a_second(api, common_questions(PEOPLE))
        await asyncio.sleep(4)
        new = await questions_a_second(api, new_questions(PEOPLE))
    return [
        ("common questions, PostgreSQL", f"{common:.0f} a second"),
        ("different questions, PostgreSQL", f"{new:.0f} a second"),
    ]


async def chaos(folder: Path) -> list[Row]:
    """A long storm, by polling and by webhook, one after the other."""
    rows = []
    for way, webhook in (("polling", False), ("webhook", True)):
        died = await killed(folder / f"{way}-kills", folder / "cache", webhook=webhook, kills=KILLS)
        fell = await stumbling(folder / f"{way}-faults", folder / "cache", webhook=webhook, hang=HANG)
        rows += [
            (f"{PEOPLE} people, {KILLS} kills, {way}", f"{died.unanswered} unanswered, {died.copies} copies too many"),
            (f"{PEOPLE} people, every tenth call fails, {way}", f"{fell.unanswered} unanswered, {fell.copies} copies"),
        ]
    return rows


async def profile(folder: Path) -> list[Row]:
    """Where the time of the event loop's thread goes, start included, when everybody asks three times."""
    async with botapi_process() as api:
        await api.do("limits", overall=1_000_000)
        async with our_bot(api, folder, profile=folder / "profile"):
            for _ in range(3):
                await questions_a_second(api, common_questions(PEOPLE))
                await asyncio.sleep(4)
    return [(f"share of {name}", f"{share:.0%}") for name, share in shares_of(pstats.Stats(str(folder / "profile")))]


def rows(only: str = "") -> list[Row]:
    """All figures, or those of `only`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        open_searcher(load(), cache_dir=folder / "cache", background=False)
        if only:
            return asyncio.run({"chaos": chaos, "profile": profile, "throughput": throughput}[only](folder))
        found = [*asyncio.run(throughput(folder)), asyncio.run(latency(folder))]
        with running_postgres() as server:
            for command in ("ALTER SYSTEM SET fsync = on", "SELECT pg_reload_conf()"):  # here commits have to last
                server.run(command)
            found += asyncio.run(on_postgres(folder, server.url(server.create())))
        return [*found, *asyncio.run(chaos(folder))]


if __name__ == "__main__":
    for what, figure in rows(*sys.argv[1:2]):
        sys.stdout.write(f"{what}: {figure}\n")
