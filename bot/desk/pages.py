"""Renders the desk's pages and fragments in the language of whoever looks."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from fastapi import Request, Response

from bot.desk.guard import Visit
from bot.desk.parts import Parts
from bot.platforms.web.rendering import open_templates
from bot.store.desk import Role
from handlers.times import day, moment
from knowledge.entries import Language

TEMPLATES = Path(__file__).parent / "templates"
STYLES = ("base", "desk", "lists", "case")
SCRIPTS = ("js/trusted.js", "vendor/htmx-2.0.11.min.js", "js/live.js", "js/drafts.js", "js/insert.js", "js/keys.js")


class Pages:
    """The templates, with what every one of them may use."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._environment = open_templates(TEMPLATES)

    def answer(
        self,
        visit: Visit,
        template: str,
        /,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        **shown: Any,
    ) -> Response:
        """A page, or a fragment of one, for somebody signed in."""
        html = self.render(visit.language, template, visit=visit, token=visit.token, **shown)
        return Response(html, status, {"content-language": visit.language, **(headers or {})}, "text/html")

    def for_strangers(self, language: Language, template: str, /, *, status: int = 200, **shown: Any) -> Response:
        """A page for somebody who is not signed in."""
        html = self.render(language, template, visit=None, token="", **shown)
        return Response(html, status, {"content-language": language}, "text/html")

    def render(self, language: Language, template: str, /, **shown: Any) -> str:
        """The template as HTML."""
        parts = self._parts
        return self._environment.get_template(template).render(
            language=language,
            say=partial(parts.texts.say, language),
            say_bot=partial(parts.bot_texts.say, language),
            when=partial(_when, language),
            as_day=partial(_as_day, language),
            asset=lambda name: f"/desk/{parts.assets.url(name)}",
            styles=STYLES,
            scripts=SCRIPTS,
            bot_name=parts.settings.bot_name,
            admin=Role.ADMIN,
            now=parts.now(),
            curator=Role.CURATOR,
            openid=parts.openid is not None,
            **shown,
        )


def _when(language: Language, at: datetime) -> str:
    return moment(at, language)


def _as_day(language: Language, at: date) -> str:
    return day(at, language)


def is_fragment(request: Request) -> bool:
    """Whether the page itself asks, to replace a part of it."""
    return request.headers.get("hx-request") == "true"
