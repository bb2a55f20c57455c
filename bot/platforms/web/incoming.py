"""A message as the page posts it, checked and turned into ours."""

from typing import Self
from uuid import UUID

from fastapi import Request
from pydantic import BaseModel, Field, ValidationError, model_validator

from bot.platforms.web.parts import Parts
from bot.platforms.web.refusals import Refusal
from bot.platforms.web.sessions import Session
from bot.platforms.web.texts import preferred_language
from handlers.base import Chat, Message
from knowledge.entries import LANGUAGES, Language

PLATFORM = "web"
DRAINED = 4  # an oversized body is read to this multiple of the limit, so that the browser hears our answer
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


class Incoming(BaseModel):
    """Either words or a press; `id` is made by the page and stays the same when it tries again."""

    id: UUID
    text: str | None = None
    press: str | None = Field(default=None, min_length=1, max_length=64)
    language: str | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.text is None) == (self.press is None):
            raise ValueError("text or press")
        return self

    def to_message(self, session: Session, spoken: Language) -> Message:
        """Our message; a NUL, which PostgreSQL cannot store, shows as a replacement character."""
        language = next((known for known in LANGUAGES if known == self.language), spoken)
        text = (self.text or "").replace("\0", _REPLACEMENT)
        press = (self.press or "").replace("\0", _REPLACEMENT)
        return Message(Chat(PLATFORM, session.address), str(self.id), text=text, press=press, language=language)


async def read_message(request: Request, parts: Parts) -> Message:
    """The message of a request, after all the reasons not to take it."""
    refuse_foreign_origin(request, parts)
    session = parts.session(request)
    if wait := parts.limits.writing_wait(session.address, parts.client(request)):
        raise Refusal(429, "too-many", retry_after=wait)
    body = await read_body(request, parts.settings.max_body)
    try:
        incoming = Incoming.model_validate_json(body)
    except ValidationError:
        raise Refusal(422, "malformed") from None  # the original quotes what the person wrote
    return incoming.to_message(session, preferred_language(request.headers.get("accept-language", "")))


def refuse_foreign_origin(request: Request, parts: Parts) -> None:
    """Browsers name the origin of every POST; only our own page may write in somebody's name."""
    origin = request.headers.get("origin", "")
    host = request.headers.get("host", "")
    own = {parts.settings.public_origin, f"http://{host}", f"https://{host}"}
    if origin not in own:
        raise Refusal(403, "foreign-origin")


async def read_body(request: Request, limit: int) -> bytes:
    """The body, of at most `limit` bytes."""
    body = bytearray()
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= limit:
            body += chunk
        if size > DRAINED * limit:
            break
    if size > limit:
        raise Refusal(413, "too-large")
    return bytes(body)
