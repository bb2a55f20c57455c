"""Puts the desk together as an application of its own, to be mounted below `/desk` of the web page."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from bot.desk.actions import Performer, ThroughOutbox, case_actions
from bot.desk.announcements import announcement_routes
from bot.desk.case_routes import case_routes
from bot.desk.curation import curation_routes
from bot.desk.curation_review import Reviews
from bot.desk.directory import directory_routes
from bot.desk.events import event_routes
from bot.desk.events_import import event_import_routes
from bot.desk.events_preview import event_preview_routes
from bot.desk.file_routes import file_routes
from bot.desk.guard import language_of
from bot.desk.headers import DeskHeaders
from bot.desk.identity import IdentityProvider
from bot.desk.introduction import introduction_routes
from bot.desk.links import Links
from bot.desk.list_routes import list_routes
from bot.desk.live import live_routes
from bot.desk.nearby import Nearby
from bot.desk.numbers import number_routes
from bot.desk.openid_routes import openid_routes
from bot.desk.pages import Pages
from bot.desk.parts import Parts
from bot.desk.sessions import Cookies
from bot.desk.sign_in import sign_in_routes
from bot.desk.team import team_routes
from bot.desk.wins import wins_routes
from bot.house import TEXT_LIMITS
from bot.knowing import Asker, Knowing
from bot.platforms.base import FileSource, Receiver
from bot.platforms.web.assets import Assets
from bot.platforms.web.limits import Buckets
from bot.platforms.web.refusals import Refusal, as_refusal
from bot.platforms.web.settings import WebSettings
from bot.platforms.web.wake import Wake
from bot.store.announcements_desk import DeskAnnouncements
from bot.store.curation import Curation
from bot.store.database import Database, StoreUnavailableError
from bot.store.desk import DeskPeople
from bot.store.desk_cases import DeskCases
from bot.store.desk_files import DeskFiles
from bot.store.desk_identities import DeskIdentities
from bot.store.desk_work import DeskWork
from bot.store.entries import Entries
from bot.store.events import EditedEvents
from bot.store.figures import RecentFigures
from bot.store.introductions import IntroductionsSeen
from bot.store.learning import Proposals
from handlers.base import Chat
from handlers.introduction_mail import LinkFor
from handlers.speech import Speech
from knowledge.library import Library

FOLDER = Path(__file__).parent
SHARED = ("css/base.css", "logo.svg")  # of the web page
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
    knowing: Knowing | None = None,
    performer: Performer | None = None,
    introduction_link: LinkFor | None = None,
    openid: IdentityProvider | None = None,
    sources: Mapping[str, FileSource] | None = None,
    staff_rooms: Sequence[Chat] = (),
    public_url: str = "",
) -> FastAPI:
    """The desk; `wake` is the web page's, which ends the live streams when the server stops."""
    files = DeskFiles(database)
    work, known = DeskWork(database), knowing or Knowing(library, searcher, database)
    parts = Parts(
        people=DeskPeople(database),
        cases=DeskCases(database),
        work=work,
        performer=performer or ThroughOutbox(receiver, work),
        nearby=Nearby(known, retention_days=settings.session_days),
        knowing=known,
        curation=Curation(database),
        proposals=Proposals(database),
        reviews=Reviews(known),
        links=links,
        cookies=Cookies(settings),
        settings=settings,
        texts=Speech.load(FOLDER / "texts"),
        bot_texts=Speech.load(),
        assets=Assets.load(FOLDER / "static", shared=SHARED),
        wake=wake,
        actions=case_actions(),
        sign_ins=Buckets(SIGN_INS_PER_MINUTE, SIGN_INS_AT_ONCE),
        figures=RecentFigures(database),
        files=files,
        sources=sources if sources is not None else {},
        identities=DeskIdentities(database),
        openid=openid,
        now=now,
        entries=Entries(database),
        events=EditedEvents(database),
        introductions=IntroductionsSeen(database),
        introduction_link=introduction_link,
        announcements=DeskAnnouncements(database, limits=TEXT_LIMITS),
        staff_rooms=staff_rooms,
        public_url=public_url,
    )
    desk = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    desk.add_middleware(DeskHeaders)
    pages = Pages(parts)
    _answer_errors(desk, pages)
    for routes in (
        introduction_routes,
        directory_routes,
        sign_in_routes,
        list_routes,
        case_routes,
        file_routes,
        live_routes,
        number_routes,
        openid_routes,
        team_routes,
        curation_routes,
        event_import_routes,
        event_routes,
        event_preview_routes,
        wins_routes,
        announcement_routes,
    ):
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
