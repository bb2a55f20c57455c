"""What a visitor sees first: the page, the embeddable page, the script for other sites, and our own files."""

import json
from collections.abc import Mapping
from pathlib import Path

from fastapi import APIRouter, Request, Response

from bot.platforms.web.parts import Parts
from bot.platforms.web.rendering import open_templates
from bot.platforms.web.texts import live_texts, preferred_language
from knowledge.entries import LANGUAGES, Language

TEMPLATES = Path(__file__).parent / "templates"
EXAMPLES = ("one", "two", "three", "four")
EMBED_TEXTS = ("open", "close", "frame")
READ = ["GET", "HEAD"]


class Pages:
    """Renders the page in the visitor's language."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._settings = parts.settings
        self._template = open_templates(TEMPLATES).get_template("page.html")

    def names(self, language: Language) -> dict[str, str]:
        """What every text may mention."""
        settings = self._settings
        return {
            "bot": settings.bot_name,
            "operator": settings.operator_name.in_(language),
            "phone": settings.phone,
            "email": settings.email,
        }

    def render(self, language: Language, *, embedded: bool) -> str:
        """The page as HTML."""
        names = self.names(language)

        def say(key: str) -> str:
            return self._parts.speech.say(language, key, **names)

        live = json.dumps(live_texts(self._parts.speech, language, **names), ensure_ascii=False)
        return self._template.render(
            say=say,
            language=language,
            embedded=embedded,
            settings=self._settings,
            assets=self._parts.assets,
            examples=[say(f"example-{name}") for name in EXAMPLES],
            live_texts=live,
            **names,
        )

    def embed_script(self) -> str:
        """The launcher, called with the sites that may show it and its texts."""
        say = self._parts.speech.say
        texts = {
            language: {name: say(language, f"embed-{name}", bot=self._settings.bot_name) for name in EMBED_TEXTS}
            for language in LANGUAGES
        }
        config = json.dumps({"origins": self._settings.embed_origins, "texts": texts}, ensure_ascii=False)
        return f"{self._parts.assets.files['embed.js'].decode()}({config});\n"


def page_language(query: Mapping[str, str], accept: str) -> Language:
    """`lang` is the visitor's choice, `hint` that of the surrounding site, then comes what the browser says."""
    asked = (query.get("lang", ""), query.get("hint", ""))
    return next((known for wish in asked for known in LANGUAGES if known == wish), preferred_language(accept))


def page_routes(parts: Parts) -> APIRouter:
    """`/`, `/embed` and `/embed.js`."""
    routes = APIRouter()
    pages = Pages(parts)

    def page(request: Request, *, embedded: bool) -> Response:
        language = page_language(request.query_params, request.headers.get("accept-language", ""))
        session = parts.sessions.find(request) or parts.sessions.issue()
        headers = {
            "set-cookie": parts.sessions.cookie(session, embedded=embedded),
            "content-language": language,
            "vary": "Accept-Language, Cookie",
        }
        return Response(pages.render(language, embedded=embedded), media_type="text/html", headers=headers)

    @routes.api_route("/", methods=READ)
    async def get_page(request: Request) -> Response:
        return page(request, embedded=False)

    @routes.api_route("/embed", methods=READ)
    async def get_embedded_page(request: Request) -> Response:
        return page(request, embedded=True)

    @routes.api_route("/embed.js", methods=READ)
    async def get_embed_script() -> Response:
        headers = {"cache-control": "public, max-age=300"}
        return Response(pages.embed_script(), media_type="text/javascript", headers=headers)

    return routes


def file_routes(parts: Parts) -> APIRouter:
    """The files under `/static`, and the icon where browsers look for it unasked."""
    routes = APIRouter()

    @routes.api_route("/favicon.ico", methods=READ)
    async def get_favicon() -> Response:
        return parts.assets.response("", "logo.svg")

    @routes.api_route("/static/{version}/{name:path}", methods=READ)
    async def get_file(version: str, name: str) -> Response:
        return parts.assets.response(version, name)

    return routes
