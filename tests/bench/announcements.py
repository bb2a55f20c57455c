"""Announcements to many readers: the rate kept, memory, the answers to people meanwhile, and who is reached how often.

`python -m tests.bench.announcements telegram`: 100,000 readers at 1,000 a second; `kills`: the same, killed five times;
`default`: five minutes at 30 a second; `room`, `direct`, `encrypted`: 1,000 readers on a real Synapse, in a public
room or in rooms of their own; `limited`: twenty such rooms within Synapse's limit, which the others have lifted;
`outage`: faults, blocks and an hour's outage in simulated time. A number behind it is another number of readers.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from statistics import quantiles
from typing import Any

from bot.logs import set_up_logs
from bot.store.database import Database
from bot.store.schema import upgrade
from knowledge.loading import load
from tests.bench.announcements_matrix import matrix
from tests.bench.questions import common_questions
from tests.delivery.campaign import Campaign, Span, Toll, opened, resident_kilobytes
from tests.delivery.senders import Clock
from tests.delivery.weather import event_on, open_office
from tests.fixtures_knowledge import learn

Row = tuple[str, str]
READERS, RATE, KILLS = 100_000, 1_000, 5
DEFAULT_READERS, DEFAULT_RATE = 9_000, 30  # five minutes
OUTAGE_READERS = 5_000
MATRIX = ("room", "direct", "encrypted", "limited")
SETTLING_SECONDS = 10.0  # until everything is loaded
MARGIN = 6.0  # times as long as it should take, then it is given up
TICK_SECONDS = 40.0  # until the clock of the service has begun
RESTART_SECONDS = 30.0  # the lease of a killed process runs out after six; the rest is starting on a busy machine


def processor_seconds(process_id: int) -> float:
    """What a process has used so far."""
    fields = Path(f"/proc/{process_id}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


async def undisturbed(campaign: Campaign, *, rate: int) -> list[Row]:
    """One run to its end, with people who write meanwhile."""
    questions, service, readers = common_questions(100), campaign.service, campaign.readers
    await settled(campaign, questions)
    before, used = resident_kilobytes(service.process_id), processor_seconds(service.process_id)
    watching = asyncio.create_task(campaign.watch_memory())
    await campaign.announce()
    asking = asyncio.create_task(campaign.keep_asking(questions))
    span = await campaign.reached(readers, seconds=TICK_SECONDS + MARGIN * readers / rate)
    used = processor_seconds(service.process_id) - used
    asking.cancel()
    await campaign.over(seconds=TICK_SECONDS)
    watching.cancel()
    return [
        *sent_rows(span, rate=rate),
        ("processor time of the service, a message", f"{1000 * used / span.sent:.2f} ms"),
        ("memory of the service before and the most meanwhile", grown(before, campaign.memory)),
        *toll_rows(await campaign.toll(), readers),
        await answered(campaign),
        await limits_kept(campaign),
    ]


async def settled(campaign: Campaign, questions: Sequence[str]) -> None:
    """Everything is loaded and has been used once."""
    await asyncio.sleep(SETTLING_SECONDS)
    asking = asyncio.create_task(campaign.keep_asking(questions, pause=0.1))
    await campaign.reached(20, seconds=60)
    asking.cancel()
    await asyncio.sleep(2)
    await campaign.api.do("forget")


async def killed(campaign: Campaign, *, rate: int) -> list[Row]:
    """The same, and the service is killed again and again."""
    await asyncio.sleep(SETTLING_SECONDS)
    seconds = TICK_SECONDS + MARGIN * campaign.readers / rate + KILLS * RESTART_SECONDS
    began = time.monotonic()
    await campaign.announce()
    await campaign.die_now_and_then(KILLS, seconds=seconds)
    await campaign.over(seconds=seconds)
    rows = toll_rows(await campaign.toll(), campaign.readers)
    return [(f"killed {KILLS} times, restarts included", f"{time.monotonic() - began:.0f} s"), *rows]


def sent_rows(span: Span, *, rate: int) -> list[Row]:
    """How fast."""
    share = f"{span.rate:.1f} a second, {span.rate / rate:.1%} of the allowed {rate}"
    return [("messages, from the first to the last", f"{span.sent}, {span.seconds:.0f} s"), ("rate", share)]


def toll_rows(toll: Toll, readers: int) -> list[Row]:
    """Who was reached, and whether anybody twice."""
    return [
        ("readers; reached; reached twice", f"{readers}; {toll.reached}; {toll.twice}"),
        ("in flight at a kill and marked uncertain; neither reached nor marked", f"{toll.marked}; {toll.lost}"),
    ]


def grown(before: int, looks: Sequence[int]) -> str:
    """In megabytes."""
    most = max(looks, default=before)
    return f"{before / 1024:.0f} and {most / 1024:.0f} MB, {(most - before) / 1024:+.1f} MB"


async def answered(campaign: Campaign) -> Row:
    """From a person's message to the call that sends the answer."""
    found = [1000 * one for one in await campaign.api.do("latencies")]
    cuts = quantiles(found, n=20)
    return f"{len(found)} people answered meanwhile, p50 / p95", f"{cuts[9]:.0f} / {cuts[18]:.0f} ms"


async def limits_kept(campaign: Campaign) -> Row:
    """What the stand-in found."""
    found = await campaign.api.do("statistics")
    figures = f"{found['flooded']}, {found['peak']}, {len(found['violations'])}"
    return "refused as too fast, the most in one second, violations", figures


async def on_telegram(
    index: Path, work: Callable[..., Coroutine[Any, Any, list[Row]]], *, readers: int, rate: int
) -> list[Row]:
    """`work` on a fresh service with so many readers."""
    with tempfile.TemporaryDirectory() as name:
        async with opened(Path(name), index, readers=readers, rate=rate) as campaign:
            return await work(campaign, rate=rate)


async def outage(readers: int) -> list[Row]:
    """Two hours of simulated time."""
    set_up_logs("warning")
    clock, began = Clock(), time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        database = Database(f"sqlite:///{Path(name) / 'lotse.db'}")
        await upgrade(database)
        office = await open_office(database, load(), clock, event_on(clock, days=10), readers=readers)
        await office.live(hours=2)
        report, left = await office.report(), await office.subscribers()
        await database.dispose()
    weather = office.weather
    twice = sum(times > 1 for times in weather.arrived.values())
    return [
        (f"{readers} readers, two hours simulated", f"{time.monotonic() - began:.0f} s"),
        ("report", ", ".join(f"{count} {what}" for what, count in sorted(report.items()))),
        ("blocked or gone; lost their subscription", f"{len(weather.gone)}; {readers - len(left)}"),
        ("lost it although they are there", str(sum(one not in left for one in weather.arrived))),
        ("heard twice; calls during the hour's outage", f"{twice}; {weather.calls_while_away}"),
    ]


def rows(part: str, size: int = 0) -> list[Row]:
    """The figures of one part; `size` is another number of readers."""
    if part == "outage":
        return asyncio.run(outage(size or OUTAGE_READERS))
    if part in MATRIX:
        return matrix(part, size)
    work, readers, rate = TELEGRAM[part]
    return asyncio.run(on_telegram(learn(load()), work, readers=size or readers, rate=rate))


TELEGRAM: dict[str, tuple[Callable[..., Coroutine[Any, Any, list[Row]]], int, int]] = {
    "telegram": (undisturbed, READERS, RATE),
    "kills": (killed, READERS, RATE),
    "default": (undisturbed, DEFAULT_READERS, DEFAULT_RATE),
}


def all_rows() -> list[Row]:
    """Every part, one after the other."""
    return [(f"{part}: {what}", figure) for part in (*TELEGRAM, *MATRIX, "outage") for what, figure in rows(part)]


if __name__ == "__main__":
    for what, figure in rows(sys.argv[1], *map(int, sys.argv[2:3])):
        sys.stdout.write(f"{what}: {figure}\n")
