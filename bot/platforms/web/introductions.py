"""The page on which an organisation accepts an introduction, declines it or asks back: once, and never by looking."""

from fastapi import APIRouter, Request, Response

from bot.platforms.web.refusals import Refusal
from bot.platforms.web.site import PRIVATE_HEADERS, Site, SitePages, actor_of, granted, read_answer
from bot.store.introductions import AWAITING
from bot.tokens import INTRODUCTION_PATH, Grant, Purpose
from handlers.stored import Introduction, IntroductionState

LONGEST_ANSWER = 2000
VERDICTS = {
    "accept": IntroductionState.ACCEPTED,
    "decline": IntroductionState.DECLINED,
    "ask": IntroductionState.ASKED,
}
READ = ["GET", "HEAD"]


def introduction_routes(site: Site, pages: SitePages) -> APIRouter:
    """`/vermittlung/{token}`: GET shows and changes nothing (mail scanners follow links), POST answers."""
    routes = APIRouter(prefix=INTRODUCTION_PATH)

    @routes.api_route("/{token}", methods=READ)
    async def show(request: Request, token: str) -> Response:
        async def act() -> Response:
            introduction = await _open(site, granted(site, Purpose.INTRODUCTION, token))
            return _page(request, token, introduction)

        return await pages.guarded(request, act)

    @routes.post("/{token}")
    async def answer(request: Request, token: str) -> Response:
        async def act() -> Response:
            grant = granted(site, Purpose.INTRODUCTION, token)
            form = await read_answer(request, site, token)
            introduction = await _open(site, grant)
            verdict, text = VERDICTS.get(form.get("verdict", "")), form.get("text", "")
            problem = _problem(verdict, text)
            if verdict is None or problem:
                return _page(request, token, introduction, problem=problem, text=text, status=422)
            if not await site.introducing.take_answer(grant.subject, verdict, text, round_=grant.round, now=site.now()):
                raise Refusal(410, "used")
            return pages.answer(request, "introduction_done.html", headers=PRIVATE_HEADERS, verdict=verdict.value)

        return await pages.guarded(request, act)

    def _page(
        request: Request,
        token: str,
        introduction: Introduction,
        *,
        status: int = 200,
        problem: str = "",
        text: str = "",
    ) -> Response:
        actor = actor_of(site, introduction.actor)
        return pages.answer(
            request, "introduction.html", status=status, headers=PRIVATE_HEADERS, introduction=introduction,
            name=actor.name if actor else introduction.actor, problem=problem, text=text, longest=LONGEST_ANSWER,
            token=site.tokens.form_token(token),
        )  # fmt: skip

    return routes


async def _open(site: Site, grant: Grant) -> Introduction:
    """The introduction while it awaits the answer of this very link."""
    introduction = await site.introducing.find(grant.subject)
    if introduction is None:
        raise Refusal(410, "withdrawn")
    if introduction.round != grant.round or introduction.state not in AWAITING:
        raise Refusal(410, "used")
    return introduction


def _problem(verdict: IntroductionState | None, text: str) -> str:
    if verdict is None:
        return "which"
    if len(text) > LONGEST_ANSWER:
        return "long"
    return "question" if verdict is IntroductionState.ASKED and not text else ""
