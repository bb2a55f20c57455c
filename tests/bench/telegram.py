"""Telegram: answered questions a second beside a bare echo bot on the same stand-in, the added latency, and chaos.

`python -m tests.bench.telegram` measures; with `throughput`, `latency` or `chaos` behind it, only that: the last is
what becomes of 600 people's questions in a long storm. With `profile` it shows where the service's time goes.
"""

import asyncio
import os
import pstats
import sys
import tempfile
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from bot.house import open_searcher
from knowledge.directory import open_directory
from knowledge.loading import load
from tests.bench.pipeline import shares_of
from tests.bench.questions import common_questions, new_questions
from tests.postgres import running_postgres
from tests.service.process import ROOT, Service, free_port
from tests.telegram.botapi import RemoteBotApi, botapi_process
from tests.telegram.storm import Toll, killed, stumbling

Row = tuple[str, str]
PEOPLE = 600  # each asks one question; all of them are waiting when the first batch is taken
ROUNDS = 3
SETTLING_SECONDS = 6.0  # until the encoder is loaded
PACE_SECONDS, PACE_MESSAGES = 1 / 20, 400  # twenty messages a second, for twenty seconds
DELAYS = (0.0, 0.02, 0.05)  # seconds a call takes: on loopback, from a data centre nearby, from elsewhere in Germany
FEW = 150  # questions to the echo bot where each takes that long
PAUSE_SECONDS = 1.2  # each chat may have a message a second
ECHO, CONCURRENT = "echo bot", "echo bot with concurrent_updates"
KILLS, HANG = 20, 30.0


@dataclass(frozen=True, slots=True)
class Speed:
    """Answers a second, and what each took of the processors' time: on a busy machine only the latter compares."""

    rate: float
    milliseconds: float


Speeds = dict[tuple[str, float], list[Speed]]  # by who and by how long calls take


def processor_seconds(process: int) -> float:
    """What a process has used so far, all its threads together (proc(5): fields 14 and 15)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


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
async def echo_bot(api: RemoteBotApi, *more: str) -> AsyncIterator[int]:
    """The bot we compare with, in a process of its own; its number."""
    command = (sys.executable, "-m", "tests.telegram.echo", api.url, api.token, *more)
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stderr=asyncio.subprocess.DEVNULL)
    try:
        await questions_a_second(api, ["Hallo"] * 20)  # it has started
        yield process.pid
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


async def throughput(folder: Path, url: str) -> list[Row]:
    """Both echo bots and the service on both databases by turns, at every delay; medians. `url` is PostgreSQL's."""
    speeds: Speeds = defaultdict(list)
    common, new = common_questions(PEOPLE), new_questions(PEOPLE)
    async with botapi_process() as api:
        await api.do("limits", overall=1_000_000)
        for _ in range(ROUNDS):
            for name, more in ((ECHO, ()), (CONCURRENT, ("concurrent",))):
                async with echo_bot(api, *more) as process:
                    await note(api, speeds, name, common, process)
            for database, at in (("SQLite", ""), ("PostgreSQL", url)):
                async with our_bot(api, folder, url=at) as service:
                    await note(api, speeds, f"common questions, {database}", common, service.process_id)
                    await note(api, speeds, f"different questions, {database}", new, service.process_id)
    return compared({key: median_of(found) for key, found in speeds.items()})


async def note(api: RemoteBotApi, speeds: Speeds, what: str, texts: Sequence[str], process: int) -> None:
    """Ask at every delay; the echo bot, which takes one after the other, is asked less where calls take their time."""
    for delay in DELAYS:
        if delay:
            await api.do("fault", kind="hang_after", seconds=delay, methods=["sendMessage"])
        asked = texts[:FEW] if delay and what == ECHO else texts
        before = processor_seconds(process)
        rate = await questions_a_second(api, asked)
        used = processor_seconds(process) - before
        speeds[what, delay].append(Speed(rate, 1000 * used / len(asked)))
        await api.do("clear_faults")
        await asyncio.sleep(PAUSE_SECONDS)


def median_of(found: Sequence[Speed]) -> Speed:
    """Both figures, each by itself."""
    return Speed(median(one.rate for one in found), median(one.milliseconds for one in found))


def compared(speeds: dict[tuple[str, float], Speed]) -> list[Row]:
    """Each beside both echo bots under the same conditions."""
    rows = []
    for (what, delay), speed in sorted(speeds.items(), key=lambda pair: pair[0][1]):
        times = [f"{speed.rate / speeds[echo, delay].rate:.2f}" for echo in (ECHO, CONCURRENT)]
        under = f", calls taking {1000 * delay:.0f} ms" if delay else ""
        beside = f"{times[0]} x the echo bot, {times[1]} x the concurrent one"
        each = f"{speed.milliseconds:.2f} ms of processor time each"
        rows.append((what + under, f"{speed.rate:.0f} a second, {beside}; {each}"))
    return rows


async def latency(folder: Path) -> list[Row]:
    """Twenty people a second, none at the same moment: from the update to the call that sends the answer."""
    async with botapi_process() as api, our_bot(api, folder):
        await api.do("forget")
        for number, text in enumerate(common_questions(PACE_MESSAGES), start=1):
            await api.do("say", person={"id": number}, text=text)
            await asyncio.sleep(PACE_SECONDS)
        await api.do("wait", count=PACE_MESSAGES, seconds=30)
        cuts = quantiles([1000 * one for one in await api.do("latencies")], n=100)
    return [("update to sendMessage at 20 a second, p50 / p99", f"{cuts[49]:.1f} / {cuts[98]:.1f} ms")]


async def chaos(folder: Path) -> list[Row]:
    """A long storm, by polling and by webhook, one after the other."""
    rows = []
    for way, webhook in (("polling", False), ("webhook", True)):
        places = [folder / f"{way}-{what}" for what in ("kills", "faults")]
        for place in places:
            place.mkdir()
        died = await killed(places[0], folder / "cache", webhook=webhook, kills=KILLS)
        rows += [said(f"{PEOPLE} people, {died.kills} kills, {way}", died)]
        fell = await stumbling(places[1], folder / "cache", webhook=webhook, hang=HANG)
        rows += [said(f"{PEOPLE} people, every tenth call fails, {way}", fell)]
    return rows


def said(what: str, toll: Toll) -> Row:
    """The figure, shown at once as well: the next one takes minutes."""
    row = what, f"{toll.unanswered} unanswered, {toll.copies} copies too many"
    sys.stderr.write(f"{': '.join(row)}\n")
    return row


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
        library, cache = load(), folder / "cache"
        searcher = open_searcher(library, cache_dir=cache, background=False)
        open_directory(library, searcher, background=False, cache_dir=cache)
        alone = {"latency": latency, "chaos": chaos, "profile": profile}
        if only in alone:
            return asyncio.run(alone[only](folder))
        with running_postgres() as server:
            for command in ("ALTER SYSTEM SET fsync = on", "SELECT pg_reload_conf()"):  # here commits have to last
                server.run(command)
            found = asyncio.run(throughput(folder, server.url(server.create())))
        if only == "throughput":
            return found
        return [*found, *asyncio.run(latency(folder)), *asyncio.run(chaos(folder))]


if __name__ == "__main__":
    for what, figure in rows(*sys.argv[1:2]):
        sys.stdout.write(f"{what}: {figure}\n")
