"""When we say no: a status, a short code for the page, and a sentence in plain words."""

import math

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from bot.platforms.web.headers import security_headers
from bot.platforms.web.settings import WebSettings
from bot.platforms.web.texts import preferred_language
from bot.store.database import StoreUnavailableError
from handlers.speech import Speech

STORE_RETRY_SECONDS = 5


class Refusal(Exception):
    """A request we do not serve; `code` names the text `error-<code>`, `retry_after` is in seconds."""

    def __init__(self, status: int, code: str, *, retry_after: float = 0) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.retry_after = math.ceil(retry_after)


def answer_errors(app: FastAPI, speech: Speech, settings: WebSettings) -> None:
    """Every refusal and every fault answers in the same shape, without a word about our insides."""

    def answer(request: Request, refusal: Refusal) -> JSONResponse:
        language = preferred_language(request.headers.get("accept-language", ""))
        content = {"error": refusal.code, "text": speech.say(language, f"error-{refusal.code}")}
        headers = security_headers(request.url.path, settings) | {"content-language": language}
        headers["cache-control"] = "no-store"
        if refusal.retry_after:
            headers["retry-after"] = str(refusal.retry_after)
        return JSONResponse(content, refusal.status, headers)

    async def on_error(request: Request, error: Exception) -> Response:
        return answer(request, as_refusal(error))

    for kind in (Refusal, StoreUnavailableError, RequestValidationError, HTTPException, Exception):
        app.add_exception_handler(kind, on_error)


def as_refusal(error: Exception) -> Refusal:
    """What an exception means to the visitor."""
    match error:
        case Refusal():
            return error
        case StoreUnavailableError():
            return Refusal(503, "unavailable", retry_after=STORE_RETRY_SECONDS)
        case RequestValidationError():
            return Refusal(422, "malformed")
        case HTTPException(status_code=404 | 405 as status):
            return Refusal(status, "not-found")
        case _:
            return Refusal(500, "fault")
