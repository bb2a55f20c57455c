"""Puts the desk together as an application of its own, to be mounted below `/desk` of the web page."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from bot.desk.actions import Performer, ThroughOutbox, case_actions
from bot.desk.case_routes import case_routes
from bot.desk.guard import language_of
from bot.desk.headers import DeskHeaders
from bot.desk.links import Links
from bot.desk.list_routes import list_routes
from bot.desk.live import live_routes
from bot.desk.nearby import Asker, Nearby
from bot.desk.pages import Pages
from bot.desk.parts import Parts
from bot.desk.sessions import Cookies
from bot.desk.sign_in import sign_in_routes
from bot.desk.team import team_routes
from bot.platforms.base import Receiver
from bot.platforms.web.assets import Assets
from bot.platforms.web.limits import Buckets
from bot.platforms.web.refusals import Refusal, as_refusal
from bot.platforms.web.settings import WebSettings
from bot.platforms.web.wake import Wake
from bot.store.database import Database, StoreUnavailableError
from bot.store.desk import DeskPeople
from bot.store.desk_cases import DeskCases
from bot.store.desk_work import DeskWork
from handlers.speech import Speech
from knowledge.library import Library

FOLDER = Path(__file__).parent
SIGN_INS_PER_MINUTE, SIGN_INS_AT_ONCE = 10, 10


def build_desk(
    *,
    database: Database,
    receiver: Receiver,
    library: Library,
    searcher: Asker,
    wake: Wake,
    settings: WebSettings,
    links: Links,
    now: Callable[[], datetime],
    performer: Performer | None = None,
) -> FastAPI:
    """The desk; `wake` is the web page's, which ends the live streams when the server stops."""
    work = DeskWork(database)
    parts = Parts(
        people=DeskPeople(database),
        cases=DeskCases(database),
        work=work,
        performer=performer or ThroughOutbox(receiver, work),
        nearby=Nearby(library, searcher, retention_days=settings.session_days),
        library=library,
        links=links,
        cookies=Cookies(settings),
        settings=settings,
        texts=Speech.load(FOLDER / "texts"),
        bot_texts=Speech.load(),
        assets=Assets.load(FOLDER / "static"),
        wake=wake,
        actions=case_actions(),
        sign_ins=Buckets(SIGN_INS_PER_MINUTE, SIGN_INS_AT_ONCE),
        now=now,
    )
    desk = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    desk.add_middleware(DeskHeaders)
    pages = Pages(parts)
    _answer_errors(desk, pages)
    for routes in (sign_in_routes, list_routes, case_routes, live_routes, team_routes):
        desk.include_router(routes(parts, pages))

    @desk.get("/static/{version}/{name:path}")
    async def get_file(version: str, name: str) -> Response:
        return parts.assets.response(version, name)

    return desk


def mount_desk(web: FastAPI, desk: FastAPI) -> None:
    """Put the desk below `/desk` of the web page."""

    async def lead_in(_: Request) -> Response:
        return RedirectResponse("/desk/", 307)

    web.add_route("/desk", lead_in, methods=["GET", "HEAD"])
    web.mount("/desk", desk)


def _answer_errors(desk: FastAPI, pages: Pages) -> None:
    """Every refusal and every fault is a page, or a sentence for the page that asked."""

    async def on_error(request: Request, error: Exception) -> Response:
        refusal = as_refusal(error)
        answer = pages.for_strangers(language_of(request), "refused.html", status=refusal.status, code=refusal.code)
        if refusal.retry_after:
            answer.headers["retry-after"] = str(refusal.retry_after)
        return answer

    for kind in (Refusal, StoreUnavailableError, RequestValidationError, HTTPException, Exception):
        desk.add_exception_handler(kind, on_error)
