"""A uvicorn server that lets go of the open streams first, so that stopping takes no longer than a moment."""

import socket

import uvicorn
from fastapi import FastAPI

from bot.platforms.web.wake import Wake


class WebServer(uvicorn.Server):
    """Serves the page. `Wake` is closed before uvicorn waits for its connections, which would never end otherwise."""

    def __init__(self, app: FastAPI, wake: Wake, *, host: str, port: int, log_level: str = "warning") -> None:
        config = uvicorn.Config(
            app,
            host=host,
            port=port,
            log_level=log_level,
            access_log=False,  # addresses and paths of visitors are nobody's business
            proxy_headers=False,  # limits.py believes only the configured proxies
            server_header=False,
            lifespan="off",
            timeout_graceful_shutdown=10,
        )
        super().__init__(config)
        self._wake = wake

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams, then stop as uvicorn does."""
        self._wake.close()
        await super().shutdown(sockets)
