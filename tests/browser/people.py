"""Somebody in front of the page: what they do and what they see, in the words of a test."""

import re
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlsplit

from axe_core_python.async_playwright import Axe
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request, expect

DESKTOP, PHONE = (1280, 800), (390, 844)
LONGEST_WAIT = 10_000  # ms

# A browser reports every failed request on the console, and so does htmx, at times only when the test is over; where
# a test takes the connection away, that is expected.
CONNECTION_ERRORS = re.compile(r"net::ERR_|Failed to load resource|^htmx:(afterRequest|sendError|sendAbort|timeout)\b")


@dataclass
class Visitor:
    """One person with their own cookie jar."""

    context: BrowserContext
    page: Page
    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)
    expects_trouble: bool = False

    def watch(self) -> None:
        """Note every console error, script error and host asked."""
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._on_request)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _on_request(self, request: Request) -> None:
        self.hosts.add(urlsplit(request.url).netloc)

    async def says(self, text: str) -> None:
        """Type and press Enter."""
        await self.input.fill(text)
        await self.input.press("Enter")

    @property
    def input(self) -> Locator:
        """Where one writes."""
        return self.page.locator("#message")

    @property
    def log(self) -> Locator:
        """The conversation."""
        return self.page.get_by_role("log")

    def lines(self, author: Literal["person", "bot"]) -> Locator:
        """All lines of one side."""
        return self.log.locator(f".line.{author}")

    def state(self, text: str) -> Locator:
        """The words under a message that say how its sending stands."""
        return self.log.locator(".state").get_by_text(text)

    async def sees(self, text: str, *, times: int = 1) -> None:
        """Wait until a line says this, so many times and no more."""
        bubbles = self.log.locator(".bubble").get_by_text(text, exact=True)
        await expect(bubbles).to_have_count(times, timeout=LONGEST_WAIT)

    async def heard_by_server(self) -> None:
        """Wait until nothing is left unsent."""
        unsent = "() => Object.keys(localStorage).filter((key) => key.startsWith('lotse:unsent:')).length === 0"
        await self.page.wait_for_function(unsent, timeout=LONGEST_WAIT)

    def problems(self) -> list[str]:
        """Complaints that the test did not bring about itself."""
        return [text for text in self.complaints if not (self.expects_trouble and CONNECTION_ERRORS.search(text))]


class Visitors:
    """Opens pages and keeps watch over them."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._all: list[Visitor] = []

    async def visit(self, url: str, *, size: tuple[int, int] = DESKTOP, locale: str = "de-DE", **more: Any) -> Visitor:
        """Somebody opens `url`."""
        viewport = {"width": size[0], "height": size[1]}
        context = await self._browser.new_context(viewport=viewport, locale=locale, **more)  # type: ignore[arg-type]
        visitor = Visitor(context, await context.new_page())
        visitor.watch()
        self._all.append(visitor)
        await visitor.page.goto(url)
        return visitor

    async def leave(self) -> None:
        """Close everything; nobody may have seen an error."""
        problems = [problem for visitor in self._all for problem in visitor.problems()]
        for visitor in self._all:
            await visitor.context.close()
        assert not problems, "\n".join(problems)


async def violations(visitor: Visitor) -> list[str]:
    """What axe-core has to say, one line per element."""
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    found = await Axe().run(visitor.page, options=options)
    return [f"{rule['id']}: {node['html']}" for rule in found["violations"] for node in rule["nodes"]]
