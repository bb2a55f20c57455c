"""The terminal as a platform: JSON Lines for programs, and the wire format both share."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from bot.platforms.base import Delivery
from handlers.base import Chat, Message
from handlers.cleaning import clean
from knowledge.entries import Language

CONSOLE, STAFF_PLATFORM = "console", "staffroom"
STAFF_ROOM = Chat(STAFF_PLATFORM, "terminal")
STAFF = "staff"
_SEPARATOR = "\n"  # cannot occur in a name: tells people's own ids apart


class Line(BaseModel):
    """One line of input: a person or a member of staff writes or presses."""

    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True)

    person: str = Field(default="", max_length=200, pattern=r"^[^\n]*$")
    staff: str = Field(default="", max_length=200, pattern=r"^[^\n]*$")
    text: str = ""
    press: str = ""
    id: str = Field(default="", max_length=400)  # a key of the store, where PostgreSQL's limit is 2,700 bytes
    language: str | None = None
    name: str | None = None

    @field_validator("person", "staff", "id")
    @classmethod
    def _storable(cls, key: str) -> str:
        """A key is refused rather than mended: two different ones must not become the same."""
        if clean(key) != key:
            raise ValueError("must not hold control characters or lone surrogates")
        return key

    @model_validator(mode="after")
    def _one_sender(self) -> "Line":
        if bool(self.person) == bool(self.staff):
            raise ValueError('needs either "person" or "staff"')
        if self.person == STAFF:
            raise ValueError('no person can be called "staff": answers to the team go there')
        return self


class LineError(Exception):
    """A line of input is not what the interface takes; the text says why."""


def parse_line(raw: str) -> Line:
    """A line of input; raises LineError with the reason."""
    try:
        return Line.model_validate(json.loads(raw))
    except json.JSONDecodeError as error:
        raise LineError(f"not JSON: {error.msg} at column {error.colno}") from error
    except RecursionError as error:
        raise LineError("not JSON: nested too deeply") from error
    except ValidationError as error:
        raise LineError("; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())) from error
    except ValueError as error:  # Python reads no number of more than 4,300 digits
        raise LineError("not JSON: a number is too long") from error


def to_message(line: Line) -> Message:
    """The message a line stands for; without an id it is a new one each time."""
    who = line.staff or line.person
    return Message(
        chat=STAFF_ROOM if line.staff else Chat(CONSOLE, line.person),
        id=f"{who}{_SEPARATOR}{line.id or uuid4().hex}",
        text=line.text,
        press=line.press,
        language=_language(line.language),
        staff=line.staff,
    )


def _language(code: str | None) -> Language | None:
    short = (code or "").casefold()[:2]
    return "de" if short == "de" else "en" if short else None


def own_id(message_id: str) -> str:
    """The id as the sender wrote it."""
    return message_id.partition(_SEPARATOR)[2] or message_id


def to_json(delivery: Delivery) -> dict[str, Any]:
    """One line of output."""
    return {
        "to": STAFF if delivery.chat.platform == STAFF_PLATFORM else delivery.chat.id,
        "text": delivery.text,
        "buttons": [{"id": button.id, "label": button.label} for button in delivery.buttons],
        "case": delivery.case or None,
        "in_reply_to": own_id(delivery.in_reply_to),
    }


@dataclass(slots=True)
class ConsoleSender:
    """Hands each delivery to `show`; the terminal takes everything at once."""

    platform: str
    show: Callable[[Delivery], None]
    idempotent: bool = False

    async def send(self, delivery: Delivery) -> Sequence[str]:
        self.show(delivery)
        return ()
