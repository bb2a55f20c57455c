"""The stand-in in a process of its own: prints where it listens as one JSON line and runs until it is terminated."""

import argparse
import asyncio
import json
import signal
import sys

from tests.telegram.botapi.running import running_botapi


async def serve(port: int, *, with_parent: bool) -> None:
    """Until SIGTERM or SIGINT, or until whoever holds the other end of standard input is gone."""
    ended, loop = asyncio.Event(), asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, ended.set)
    if with_parent:
        loop.add_reader(sys.stdin.fileno(), ended.set)
    async with running_botapi(port=port) as api:
        print(json.dumps({"port": api.port, "url": api.url, "token": api.token}), flush=True)
        await ended.wait()


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.telegram.botapi", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--with-parent", action="store_true", help="end when standard input is closed")
    given = parser.parse_args()
    asyncio.run(serve(given.port, with_parent=given.with_parent))


if __name__ == "__main__":
    main()
