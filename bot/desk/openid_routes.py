"""Signing in with the office's own account: out to its sign-in service, and back with proof."""

import hmac
import secrets
from dataclasses import astuple

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from bot.desk.guard import enter_to_change
from bot.desk.identity import Departure, Identity, IdentityProvider, OpenIdError
from bot.desk.pages import Pages
from bot.desk.parts import Parts
from bot.desk.sessions import session_id
from bot.desk.sign_in import LONGEST_BROWSER
from bot.platforms.web.limits import client_address
from bot.platforms.web.refusals import Refusal
from bot.store.desk import SignInError, User

JOURNEY_SECONDS = 600  # time for a password and a second factor
STATUS = {"unreachable": 503, "denied": 403, "forged": 403, "no-role": 403}


def openid_routes(parts: Parts, pages: Pages) -> APIRouter:  # noqa: ARG001 - as all groups of routes
    """`/openid/start`, `/openid/back` and, for who came by a link before, `/openid/connect`."""
    routes = APIRouter(prefix="/openid")

    @routes.get("/start")
    async def set_out(request: Request) -> Response:
        if wait := parts.sign_ins.take(client_address(request, parts.settings.trusted_proxies)):
            raise Refusal(429, "too-many", retry_after=wait)
        return await _sent_out(parts, "")

    @routes.post("/connect")
    async def connect(request: Request) -> Response:
        """From then on the office's account signs in as this user, whatever its name."""
        visit, _ = await enter_to_change(request, parts)
        return await _sent_out(parts, visit.session.id)

    @routes.get("/back")
    async def come_back(request: Request, state: str = "", code: str = "") -> Response:
        provider = _provider(parts)
        departure, joining = _departure(parts, request)
        if departure is None or not hmac.compare_digest(departure.state.encode(), state.encode()):
            raise Refusal(403, "openid-forged")
        if not code:
            raise Refusal(403, "openid-denied")
        try:
            identity = await provider.identify(code, departure)
        except OpenIdError as error:
            raise Refusal(STATUS[error.code], f"openid-{error.code}") from error
        return await _signed_in(parts, request, identity, joining)

    return routes


def _provider(parts: Parts) -> IdentityProvider:
    if parts.openid is None:
        raise Refusal(404, "not-found")
    return parts.openid


async def _sent_out(parts: Parts, joining: str) -> Response:
    provider = _provider(parts)
    departure = Departure(*(secrets.token_urlsafe(32) for _ in range(3)))
    try:
        address = await provider.address(departure)
    except OpenIdError as error:
        raise Refusal(STATUS[error.code], f"openid-{error.code}") from error
    kept = ".".join((*astuple(departure), joining))
    cookie = f"{kept}.{_sign(parts, kept)}"
    return RedirectResponse(address, 303, {"set-cookie": _cookie(parts, cookie, JOURNEY_SECONDS)})


def _departure(parts: Parts, request: Request) -> tuple[Departure | None, str]:
    """What this browser set out with, and the session it wants to connect, if any."""
    kept, _, signature = request.cookies.get(_name(parts), "").rpartition(".")
    if not kept or not hmac.compare_digest(signature.encode(), _sign(parts, kept).encode()):
        return None, ""
    state, nonce, verifier, joining = kept.split(".")
    return Departure(state, nonce, verifier), joining


async def _signed_in(parts: Parts, request: Request, identity: Identity, joining: str) -> Response:
    current = await _joining_user(parts, request, joining) if joining else None
    secret = parts.cookies.new_secret()
    browser = request.headers.get("user-agent", "")[:LONGEST_BROWSER]
    try:
        await parts.identities.sign_in(
            identity.issuer, identity.subject, name=identity.name, role=identity.role, joining=current,
            session_id=session_id(secret), browser=browser, now=parts.now(),
        )  # fmt: skip
    except SignInError as error:
        raise Refusal(403, f"link-{error.code}") from error
    answer = RedirectResponse("/desk/", 303)
    answer.headers.append("set-cookie", parts.cookies.header(secret))
    answer.headers.append("set-cookie", _cookie(parts, "", 0))
    return answer


async def _joining_user(parts: Parts, request: Request, joining: str) -> User:
    """The user whose session asked to be connected; it must still be this browser's."""
    secret = parts.cookies.secret(request)
    session = await parts.people.find_session(joining, parts.now()) if secret else None
    if session is None or session_id(secret) != joining:
        raise Refusal(401, "signed-out")
    return session.user


def _sign(parts: Parts, kept: str) -> str:
    return hmac.new(parts.settings.secret_key.encode(), b"desk openid " + kept.encode(), "sha256").hexdigest()


def _name(parts: Parts) -> str:
    return "__Host-lotse-openid" if parts.settings.is_https else "lotse-openid"


def _cookie(parts: Parts, value: str, seconds: int) -> str:
    secure = "; Secure" if parts.settings.is_https else ""
    return f"{_name(parts)}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}"
