"""Which answer wins? What the engine makes of a text, with scores, zones and reasons."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from bot.desk.guard import enter
from bot.desk.pages import Pages
from bot.desk.parts import Parts
from bot.knowing import Known
from knowledge.explain import Explanation, explained
from knowledge.findings import Finding
from knowledge.searcher import Searcher


@dataclass(frozen=True, slots=True)
class Win:
    """What is decided for each question in a text, and why the engine ranks the whole of it as it does."""

    findings: Sequence[Finding]
    engine: Explanation | None


def wins_routes(parts: Parts, pages: Pages) -> APIRouter:
    """`/wins`."""
    routes = APIRouter(prefix="/wins")

    @routes.get("")
    async def show_win(request: Request, q: Annotated[str, Query(max_length=2_000)] = "") -> Response:
        visit = await enter(request, parts)
        known = parts.knowing.now
        win = await asyncio.to_thread(_win, known, q.strip()) if q.strip() else None
        return pages.answer(visit, "wins.html", q=q.strip(), win=win, topics=known.library.topics)

    return routes


def _win(known: Known, text: str) -> Win:
    engine = known.engine
    return Win(known.searcher.ask(text), explained(engine, text) if isinstance(engine, Searcher) else None)
