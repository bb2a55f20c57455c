"""Starting the stand-in: in this process, or in one of its own."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from tests.telegram.botapi.server import BotApi

ROOT = Path(__file__).parents[3]
START_TIMEOUT = 20.0  # seconds
STOP_TIMEOUT = 5.0


@asynccontextmanager
async def running_botapi(*, port: int = 0) -> AsyncIterator[BotApi]:
    """A stand-in in this process, on a free port."""
    api = BotApi()
    await api.start(port)
    try:
        yield api
    finally:
        await api.stop()


@dataclass(frozen=True, slots=True)
class RemoteBotApi:
    """A stand-in in another process, worked by its control interface."""

    url: str
    token: str
    session: aiohttp.ClientSession

    async def do(self, action: str, **given: Any) -> Any:
        """Have it act; raises RuntimeError with what it found wrong."""
        async with self.session.post(f"{self.url}/control/{action}", json=given) as answer:
            body = await answer.json()
        if answer.status != 200:
            raise RuntimeError(body["error"])
        return body["result"]


@asynccontextmanager
async def botapi_process() -> AsyncIterator[RemoteBotApi]:
    """A stand-in in a process of its own, ended afterwards, and by itself should this process be killed."""
    command = (sys.executable, "-m", "tests.telegram.botapi", "--with-parent")
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, cwd=ROOT)
    try:
        assert process.stdout is not None
        told = json.loads(await asyncio.wait_for(process.stdout.readline(), START_TIMEOUT))
        timeout = aiohttp.ClientTimeout(total=None)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            yield RemoteBotApi(told["url"], told["token"], session)
    finally:
        if process.returncode is None:
            process.terminate()
        await asyncio.wait_for(process.wait(), STOP_TIMEOUT)
