"""The page on which an organisation says whether its entry is right: one tap, or a proposal for the curators."""

from fastapi import APIRouter, Request, Response

from bot.platforms.web.refusals import Refusal
from bot.platforms.web.site import PRIVATE_HEADERS, Site, SitePages, actor_of, granted, read_answer
from bot.tokens import ENTRY_PATH, Purpose
from knowledge.entries import Actor

LONGEST_PROPOSAL, LONGEST_SENDER = 4000, 200
READ = ["GET", "HEAD"]


def entry_routes(site: Site, pages: SitePages) -> APIRouter:
    """`/eintrag/{token}`: GET shows the entry and changes nothing, POST confirms it or proposes changes."""
    routes = APIRouter(prefix=ENTRY_PATH)

    @routes.api_route("/{token}", methods=READ)
    async def show(request: Request, token: str) -> Response:
        async def act() -> Response:
            return await _page(request, token, _granted(site, token))

        return await pages.guarded(request, act)

    @routes.post("/{token}")
    async def answer(request: Request, token: str) -> Response:
        async def act() -> Response:
            actor = _granted(site, token)
            form = await read_answer(request, site, token)
            confirms, text, sender = form.get("verdict") == "confirm", form.get("text", ""), form.get("sender", "")
            if not confirms and (not text or len(text) > LONGEST_PROPOSAL or len(sender) > LONGEST_SENDER):
                return await _page(request, token, actor, problem="long" if text else "empty", text=text, sender=sender)
            if confirms:
                await site.entries.confirm(actor.id, now=site.now())
            else:
                await site.entries.propose(actor.id, text, sender=sender, now=site.now())
            done = "confirmed" if confirms else "proposed"
            return pages.answer(request, "entry_done.html", headers=PRIVATE_HEADERS, done=done, actor=actor)

        return await pages.guarded(request, act)

    async def _page(
        request: Request, token: str, actor: Actor, *, problem: str = "", text: str = "", sender: str = ""
    ) -> Response:
        return pages.answer(
            request, "entry.html", status=422 if problem else 200, headers=PRIVATE_HEADERS, actor=actor,
            entry=await site.entries.of(actor.id), problem=problem, text=text, sender=sender, longest=LONGEST_PROPOSAL,
            longest_sender=LONGEST_SENDER, token=site.tokens.form_token(token),
        )  # fmt: skip

    return routes


def _granted(site: Site, token: str) -> Actor:
    """The actor whose entry the link is about; refuses what is not ours, too old, or no longer in the directory."""
    actor = actor_of(site, granted(site, Purpose.ENTRY, token).subject)
    if actor is None:
        raise Refusal(410, "no-entry")
    return actor
