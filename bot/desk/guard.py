"""Who may come in: a living session, the role a page needs, and for changes our own origin and the session's token."""

from dataclasses import dataclass

from fastapi import Request

from bot.desk.forms import Form, read_form
from bot.desk.parts import Parts
from bot.desk.sessions import session_id
from bot.platforms.web.refusals import Refusal
from bot.platforms.web.texts import preferred_language
from bot.store.desk import DeskSession, Role, User
from knowledge.entries import LANGUAGES, Language


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of somebody signed in; `token` is what their forms must carry."""

    session: DeskSession
    token: str
    language: Language

    @property
    def user(self) -> User:
        """Who it is."""
        return self.session.user


async def enter(request: Request, parts: Parts, *, needs: Role = Role.STAFF, noted: bool = True) -> Visit:
    """Let somebody look; refuses who is not signed in (401) or may not (403).

    A page that refreshes itself does so without being `noted`: an empty chair is idle.
    """
    secret = parts.cookies.secret(request)
    session = await parts.people.find_session(session_id(secret), parts.now(), noted=noted) if secret else None
    if session is None:
        raise Refusal(401, "signed-out")
    if not session.user.role.covers(needs):
        raise Refusal(403, "role")
    return Visit(session, parts.cookies.token(secret), language_of(request, session.user))


async def enter_to_change(request: Request, parts: Parts, *, needs: Role = Role.STAFF) -> tuple[Visit, Form]:
    """Let somebody change something; refuses besides what another site may have sent in their name (403)."""
    refuse_foreign_origin(request, parts)
    visit = await enter(request, parts, needs=needs)
    form = await read_form(request)
    if not parts.cookies.token_fits(parts.cookies.secret(request), form["token"]):
        raise Refusal(403, "token")
    return visit, form


def refuse_foreign_origin(request: Request, parts: Parts) -> None:
    """Browsers name the origin of every POST, `null` where a page hides it."""
    host = request.headers.get("host", "")
    own = {parts.settings.public_origin, f"http://{host}", f"https://{host}"}
    if request.headers.get("origin", "") not in own:
        raise Refusal(403, "foreign-origin")


def language_of(request: Request, user: User | None = None) -> Language:
    """The language somebody chose, else the browser's."""
    chosen = user.language if user else request.query_params.get("lang", "")
    known = next((language for language in LANGUAGES if language == chosen), None)
    return known or preferred_language(request.headers.get("accept-language", ""))
