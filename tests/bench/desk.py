"""How fast the desk's lists and cases are on SQLite and PostgreSQL: `python -m tests.bench.desk`."""

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles
from typing import Any

from sqlalchemy import insert, text

from bot.store.database import Database
from bot.store.desk_cases import VIEWS, DeskCases, Wanted
from bot.store.figures import StoredFigures
from bot.store.models import ChatRow, InquiryEventRow, InquiryRow, OutboxRow
from bot.store.schema import upgrade
from handlers.stored import Figures
from tests.postgres import running_postgres

Row = tuple[str, str]
SIZES = (10_000, 1_000_000)
CHUNK = 5_000
LOOKS = 100
SEED = 7
NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
STATES = ("new", "claimed", "waiting", "answered", "closed")
SHARES = (2, 3, 3, 12, 80)  # of a hundred cases; what an office leaves open is little, but here it is 200,000
STAFF = tuple(f"staff{number}" for number in range(20))
CHANNELS = ("web",) * 60 + ("telegram",) * 39 + ("matrix",)
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def number_of(case: int) -> str:
    """A case number like ours, one per case."""
    return "KI-" + "".join(ALPHABET[case // 32**place % 32] for place in range(5))


def made(first: int, count: int, chance: random.Random) -> dict[type[Any], list[dict[str, Any]]]:
    """Some cases with their chat, four lines of history and, one in fifty, a message that did not arrive."""
    rows: dict[type[Any], list[dict[str, Any]]] = {ChatRow: [], InquiryRow: [], InquiryEventRow: [], OutboxRow: []}
    for case in range(first, first + count):
        at = NOW - timedelta(minutes=chance.randrange(1_000_000))
        state = chance.choices(STATES, SHARES)[0]
        owner = "" if state == "new" else chance.choice(STAFF)
        rows[ChatRow].append({
            "id": case, "platform": chance.choice(CHANNELS), "account": "", "address": str(case), "state": {},
            "first_seen": at, "last_seen": at,
        })  # fmt: skip
        rows[InquiryRow].append({
            "id": case, "number": number_of(case), "chat_id": case, "state": state, "language": "de",
            "question": f"Wer hilft in Ort {case % 997} bei Maschine {case}?", "topic": "", "owner": owner, "flag": "",
            "consent_at": at, "opened_at": at, "changed_at": at, "closed_at": at if state == "closed" else None,
        })  # fmt: skip
        for what, by in (("opened", "person"), ("claimed", "staff"), ("note", "staff"), ("replied", "staff")):
            rows[InquiryEventRow].append({
                "inquiry_id": case, "at": at, "by": by, "name": owner, "what": what, "text": "Text " * 20, "ref": "",
                "attachments": [],
            })  # fmt: skip
        if case % 50 == 0:
            rows[OutboxRow].append({
                "platform": "web", "account": "", "address": str(case), "payload": {"text": "Antwort"},
                "state": "failed", "priority": 0, "attempts": 5, "doubts": 0, "not_before": at,
                "transaction_id": f"t{case}", "inquiry_id": case, "created": at, "changed": at, "error": "",
            })  # fmt: skip
    return rows


async def fill(database: Database, size: int) -> None:
    """An office with `size` cases."""
    await upgrade(database)
    chance = random.Random(SEED)
    for first in range(1, size + 1, CHUNK):
        async with database.writing() as session:
            connection = await session.connection()
            for model, rows in made(first, min(CHUNK, size + 1 - first), chance).items():
                await connection.execute(insert(model), rows)
    async with database.writing() as session:
        await (await session.connection()).execute(text("ANALYZE"))


async def timed(look: Callable[[], Awaitable[object]]) -> str:
    """Median and 95th percentile of many looks, in milliseconds."""
    took = []
    for _ in range(LOOKS):
        began = time.perf_counter()
        await look()
        took.append((time.perf_counter() - began) * 1000)
    cuts = quantiles(took, n=20)
    return f"{cuts[9]:.1f} / {cuts[18]:.1f} ms"


async def measure(database: Database, size: int) -> list[Row]:
    """Each list, a page deep inside, filters, counts, and one case."""
    desk, chance = DeskCases(database), random.Random(SEED)
    rows: list[Row] = []

    async def note(what: str, look: Callable[[], Awaitable[object]]) -> None:
        rows.append((what, await timed(look)))

    for view in VIEWS:
        wanted = Wanted(view, STAFF[0])
        await note(f"list: {view}", lambda wanted=wanted: desk.page(wanted, after=None, now=NOW))  # type: ignore[misc]
    spot = (await desk.page(Wanted("closed"), after=None, now=NOW)).next
    for _ in range(20):
        spot = (await desk.page(Wanted("closed"), after=spot, now=NOW)).next
    await note("list: closed, page 22", lambda: desk.page(Wanted("closed"), after=spot, now=NOW))
    for name, wanted in (
        ("channel with 1 % of the cases", Wanted("closed", channel="matrix")),
        ("words nobody wrote", Wanted("open", text="gibt es nicht")),
    ):
        await note(f"filter: {name}", lambda wanted=wanted: desk.page(wanted, after=None, now=NOW))  # type: ignore[misc]
    await note("counts of all lists", lambda: desk.counts(STAFF[0], NOW))
    await note("one case", lambda: desk.in_full(number_of(chance.randrange(1, size + 1))))
    await note("anything new?", desk.newest_change)

    async def numbers() -> Figures:
        async with database.reading() as session:
            return await StoredFigures(session).between((NOW - timedelta(days=27)).date(), NOW.date())

    await note("numbers of four weeks, counted once a minute", numbers)
    return rows


async def on_sqlite(size: int) -> list[Row]:
    """A file, as in the embedded default."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'desk.db'}")
        await fill(database, size)
        rows = await measure(database, size)
        await database.dispose()
    return rows


async def on_postgres(size: int) -> list[Row]:
    """A real server."""
    with running_postgres() as server:
        database = Database(server.url(server.create()))
        await fill(database, size)
        rows = await measure(database, size)
        await database.dispose()
    return rows


def rows(sizes: Sequence[int] = SIZES) -> list[Row]:
    """Median and 95th percentile per look, for each size and database."""
    found: list[Row] = []
    for size in sizes:
        for name, measured in (("SQLite", on_sqlite), ("PostgreSQL", on_postgres)):
            found += [(f"{name}, {size:,} cases: {what}", took) for what, took in asyncio.run(measured(size))]
    return found


if __name__ == "__main__":
    chosen = [int(size) for size in sys.argv[1:]] or SIZES
    for what, took in rows(chosen):
        sys.stdout.write(f"{what}: {took}\n")
