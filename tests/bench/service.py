"""How long the service takes: from start to the first answer, per turn through the whole pipeline, and its memory."""

import asyncio
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles
from uuid import uuid4

import httpx

from bot.house import open_house, open_searcher
from bot.platforms.base import Delivery
from bot.platforms.console import CONSOLE, ConsoleSender
from bot.store.database import Database
from handlers.base import Chat, Message
from knowledge.loading import load
from tests.service.process import Service, free_port

Row = tuple[str, str]
STARTS = 5
TURNS = 300
SETTLING_SECONDS = 8  # until the encoder is loaded
QUESTION = "Was ist die Kompetenzstelle KI?"


def first_answer(service: Service) -> float:
    """Seconds from starting the service's process to the first answer on its page."""
    began = time.perf_counter()
    service.start()
    with httpx.Client(base_url=service.url, headers={"Origin": service.url}, timeout=60) as client:
        client.get("/")
        client.post("/api/messages", json={"id": uuid4().hex, "text": QUESTION, "language": "de"})
        while not [line for line in client.get("/api/lines?after=0").json()["lines"] if line["author"] == "bot"]:
            time.sleep(0.01)
        return time.perf_counter() - began


def resident_megabytes(service: Service) -> float:
    """What the service's process holds after everything is loaded and some questions were searched by meaning."""
    time.sleep(SETTLING_SECONDS)
    with httpx.Client(base_url=service.url, headers={"Origin": service.url}, timeout=60) as client:
        client.get("/")
        for number in range(8):
            client.post("/api/messages", json={"id": uuid4().hex, "text": f"Wer hilft bei {number} Robotern?"})
    status = Path(f"/proc/{service.process_id}/status").read_text("ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


def starts() -> list[Row]:
    """A cold start, which learns the index, warm starts, and what the service then holds."""
    with tempfile.TemporaryDirectory() as folder:
        service = Service(Path(folder), port=free_port(), LOTSE_LOG_LEVEL="warning")
        cold, warm = first_answer(service), []
        for _ in range(STARTS):
            service.stop()
            warm.append(first_answer(service))
        memory = resident_megabytes(service)
        service.stop()
    return [
        ("first start to first answer on the page, learning included", f"{cold:.1f} s"),
        (f"second start to first answer on the page (median of {STARTS})", f"{median(warm):.2f} s"),
        ("memory the service holds with everything loaded", f"{memory:.0f} MB"),
    ]


async def turns(folder: Path) -> list[Row]:
    """Turns through dispatcher, engine, store and delivery, on SQLite with durable commits, one after the other."""
    library = load()
    searcher = await asyncio.to_thread(open_searcher, library, cache_dir=folder, background=False)
    took: list[float] = []
    sent: list[Delivery] = []
    database = Database(f"sqlite:///{folder / 'bench.db'}")
    sender = ConsoleSender(CONSOLE, sent.append)
    running = await open_house(database, library=library, searcher=searcher, senders=[(sender, None)])
    questions = [text for topic in library.topics.values() for text in topic.phrasings.de][:TURNS]
    for number, question in enumerate(questions):
        began = time.perf_counter()
        await running.dispatcher.receive([Message(Chat(CONSOLE, f"p{number % 50}"), f"m{number}", question)])
        await running.drain()
        took.append((time.perf_counter() - began) * 1000)
    await database.dispose()
    cuts = quantiles(took, n=100)
    return [
        (f"message to delivered answer, {len(took)} questions, p50 / p99", f"{cuts[49]:.1f} / {cuts[98]:.1f} ms"),
    ]


def rows() -> list[Row]:
    """All figures of the service."""
    with tempfile.TemporaryDirectory() as folder:
        return [*starts(), *asyncio.run(turns(Path(folder)))]
