"""In and out: a link is looked at first and used by a button, so that no preview of a messenger can use it up."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from bot.desk.forms import read_form
from bot.desk.guard import enter, enter_to_change, language_of, refuse_foreign_origin
from bot.desk.links import Invitation
from bot.desk.pages import Pages
from bot.desk.parts import Parts
from bot.desk.sessions import session_id
from bot.platforms.web.limits import client_address
from bot.platforms.web.refusals import Refusal
from bot.store.desk import SignInError
from knowledge.entries import LANGUAGES

LONGEST_BROWSER = 200


def sign_in_routes(parts: Parts, pages: Pages) -> APIRouter:
    """`/sign-in`, `/sign-out`, `/sessions` and `/language`."""
    routes = APIRouter()

    @routes.get("/sign-in")
    async def show_link(request: Request, link: str = "") -> Response:
        invitation = _read(parts, link)
        return pages.for_strangers(language_of(request), "sign_in.html", link=link, name=invitation.name)

    @routes.post("/sign-in")
    async def use_link(request: Request) -> Response:
        """Changes nothing for who is already signed in but the session: the new one counts."""
        refuse_foreign_origin(request, parts)
        if wait := parts.sign_ins.take(client_address(request, parts.settings.trusted_proxies)):
            raise Refusal(429, "too-many", retry_after=wait)
        invitation = _read(parts, (await read_form(request))["link"])
        secret = parts.cookies.new_secret()
        browser = request.headers.get("user-agent", "")[:LONGEST_BROWSER]
        try:
            await parts.people.sign_in(
                invitation.name, invitation.role, once=invitation.once, expires=invitation.expires,
                session_id=session_id(secret), browser=browser, now=parts.now(),
            )  # fmt: skip
        except SignInError as error:
            raise Refusal(403, f"link-{error.code}") from error
        return RedirectResponse("/desk/", 303, {"set-cookie": parts.cookies.header(secret)})

    @routes.post("/sign-out")
    async def sign_out(request: Request) -> Response:
        visit, _ = await enter_to_change(request, parts)
        await parts.people.end_session(visit.session.id, by=visit.user, now=parts.now())
        page = pages.for_strangers(visit.language, "signed_out.html")
        page.headers["set-cookie"] = parts.cookies.header("")
        page.headers["clear-site-data"] = '"storage"'  # drafts must not lie about in a shared browser
        return page

    @routes.get("/sessions")
    async def show_sessions(request: Request) -> Response:
        visit = await enter(request, parts)
        sessions = await parts.people.sessions(parts.now(), of=visit.user)
        return pages.answer(visit, "sessions.html", sessions=sessions)

    @routes.post("/sessions/end")
    async def end_session(request: Request) -> Response:
        visit, form = await enter_to_change(request, parts)
        if not await parts.people.end_session(form["session"], by=visit.user, now=parts.now()):
            raise Refusal(404, "not-found")
        return RedirectResponse("/desk/sessions", 303)

    @routes.post("/language")
    async def choose_language(request: Request) -> Response:
        visit, form = await enter_to_change(request, parts)
        if form["language"] not in LANGUAGES:
            raise Refusal(422, "malformed")
        await parts.people.set_language(visit.user, form["language"])
        return RedirectResponse("/desk/", 303)

    return routes


def _read(parts: Parts, link: str) -> Invitation:
    if not link:
        raise Refusal(401, "signed-out")
    invitation = parts.links.read(link, now=parts.now())
    if invitation is None:
        raise Refusal(403, "link-old")
    return invitation
