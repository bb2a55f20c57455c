"""The pages beside the chat: what they share, how they are rendered, and how their forms are checked."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from fastapi import Request, Response

from bot.introducing import Introducing
from bot.platforms.web.assets import Assets
from bot.platforms.web.incoming import read_body
from bot.platforms.web.limits import Buckets, client_address
from bot.platforms.web.pages import TEMPLATES, page_language
from bot.platforms.web.refusals import Refusal, as_refusal
from bot.platforms.web.rendering import open_templates
from bot.platforms.web.settings import WebSettings
from bot.store.database import StoreUnavailableError
from bot.store.entries import Entries
from bot.tokens import Grant, Purpose, Tokens
from handlers.cleaning import clean
from handlers.speech import Speech
from handlers.times import day, local_day
from knowledge.entries import Actor, Language
from knowledge.library import Library

TEXTS = Path(__file__).parent / "texts"
LONGEST_FORM = 64 * 1024
ANSWERS_PER_MINUTE, ANSWERS_AT_ONCE = 10, 10
# With `no-referrer` browsers hide the origin of our own forms too; the link's token still goes to nobody else.
HEADERS = {"referrer-policy": "same-origin"}
PRIVATE_HEADERS = HEADERS | {"x-robots-tag": "noindex"}


@dataclass(frozen=True)
class Site:
    """Built once and handed to every group of routes; `now` is the clock."""

    settings: WebSettings
    library: Library
    entries: Entries
    introducing: Introducing
    tokens: Tokens
    now: Callable[[], datetime]
    assets: Assets = field(default_factory=Assets.load)
    speech: Speech = field(default_factory=lambda: Speech.load(TEXTS))
    answers: Buckets = field(default_factory=lambda: Buckets(ANSWERS_PER_MINUTE, ANSWERS_AT_ONCE))


class SitePages:
    """Renders the pages in the visitor's language."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._environment = open_templates(TEMPLATES)

    def answer(
        self,
        request: Request,
        template: str,
        /,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        **shown: Any,
    ) -> Response:
        """A page as the response to a request."""
        site, language = self._site, language_of(request)
        html = self._environment.get_template(template).render(
            language=language,
            say=partial(self.say, language),
            label=partial(_label, site.library, language),
            day=partial(_day, language),
            asset=lambda name: f"/{site.assets.url(name)}",
            settings=site.settings,
            bot=site.settings.bot_name,
            operator=site.settings.operator_name.in_(language),
            **({"path": request.url.path, "others": ""} | shown),
        )
        fixed = {"content-language": language, "vary": "Accept-Language"} | HEADERS
        return Response(html, status, fixed | dict(headers or {}), "text/html")

    def say(self, language: Language, key: str, /, **args: str | int) -> str:
        """A text of these pages."""
        return self._site.speech.say(language, key, **args)

    def refused(self, request: Request, status: int, code: str) -> Response:
        """A page that says why not, in plain words."""
        return self.answer(request, "site_refused.html", status=status, headers=PRIVATE_HEADERS, code=code)

    async def guarded(self, request: Request, act: Callable[[], Awaitable[Response]]) -> Response:
        """What `act` answers; a refusal becomes a page."""
        try:
            return await act()
        except (Refusal, StoreUnavailableError) as error:
            refusal = as_refusal(error)
            return self.refused(request, refusal.status, refusal.code)


def language_of(request: Request) -> Language:
    """The language asked for, else the browser's."""
    return page_language(request.query_params, request.headers.get("accept-language", ""))


async def read_answer(request: Request, site: Site, token: str) -> dict[str, str]:
    """The fields of the form on the page of `token`; refuses what did not come from that page, and too much of it."""
    host = request.headers.get("host", "")
    if request.headers.get("origin", "") not in {site.settings.public_origin, f"http://{host}", f"https://{host}"}:
        raise Refusal(403, "foreign")
    if site.answers.take(client_address(request, site.settings.trusted_proxies)):
        raise Refusal(429, "too-many")
    body = await read_body(request, LONGEST_FORM)
    try:
        fields = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=20, errors="strict")
    except ValueError:
        raise Refusal(422, "malformed") from None
    form = {name: clean(value).strip() for name, value in fields}
    if not site.tokens.form_fits(token, form.get("token", "")):
        raise Refusal(403, "foreign")
    return form


def _label(library: Library, language: Language, group: str, slug: str) -> str:
    return library.label(group, slug, language)


def _day(language: Language, at: datetime | date) -> str:
    return local_day(at, language) if isinstance(at, datetime) else day(at, language)


def actor_of(site: Site, id_: str) -> Actor | None:
    """The actor with this id, while it is in the directory."""
    return site.library.actors.get(id_)


def granted(site: Site, purpose: Purpose, token: str) -> Grant:
    """What a link is about; refuses what is not ours, and what is too old."""
    grant = site.tokens.read(purpose, token)
    if grant is None:
        raise Refusal(404, "forged")
    if grant.until <= site.now():
        raise Refusal(410, "expired")
    return grant
