"""How long the service takes: from start to the first answer, per turn through the whole pipeline, and its memory."""

import asyncio
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

from bot.house import open_house, open_searcher
from bot.platforms.base import Delivery
from bot.platforms.console import CONSOLE, ConsoleSender
from bot.store.database import Database
from handlers.base import Chat, Message
from knowledge.loading import load

Row = tuple[str, str]
STARTS = 5
TURNS = 300
QUESTION = "Was ist die Kompetenzstelle KI?"


def first_answer_seconds(folder: Path) -> float:
    """From starting the process to the first answer on its standard output."""
    environment = os.environ | {"LOTSE_DATA_DIR": str(folder)}
    began = time.perf_counter()
    command = [sys.executable, "-m", "bot", "chat", "--jsonl"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(json.dumps({"person": "p", "text": QUESTION}) + "\n")
        process.stdin.flush()
        process.stdout.readline()
        taken = time.perf_counter() - began
        process.stdin.close()
        process.wait(30)
    return taken


def starts() -> list[Row]:
    """Cold (indexes built) and warm (indexes cached) starts."""
    with tempfile.TemporaryDirectory() as folder:
        cold = first_answer_seconds(Path(folder))
        warm = median(first_answer_seconds(Path(folder)) for _ in range(STARTS))
    return [
        ("first start to first answer, building the index", f"{cold:.1f} s"),
        (f"second start to first answer (median of {STARTS})", f"{warm:.2f} s"),
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
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        (f"message to delivered answer, {len(took)} questions, p50 / p99", f"{cuts[49]:.1f} / {cuts[98]:.1f} ms"),
        ("memory of the whole service with the encoder, at its highest", f"{memory:.0f} MB"),
    ]


def rows() -> list[Row]:
    """All figures of the service."""
    with tempfile.TemporaryDirectory() as folder:
        return [*starts(), *asyncio.run(turns(Path(folder)))]
