"""What an outbox row holds of a reply, and the delivery it becomes."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from pydantic import TypeAdapter

from bot.platforms.base import ButtonView, Delivery
from bot.store.buttons import Offer
from handlers.base import Attachment, Card, Chat, Kind, Message, Reply

Payload = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Origin:
    """The message that caused a reply: its chat and event, its own id on the platform, and the thread around it."""

    chat: Chat
    event: str = ""
    ref: str = ""
    thread: str = ""

    @classmethod
    def of(cls, message: Message) -> "Origin":
        """That of a message taken in."""
        return cls(message.chat, message.id, message.ref, message.thread)


@dataclass(frozen=True, slots=True)
class Sequel:
    """What is said once it is clear what became of a reply; `parts` are the transaction ids of all its rows."""

    origin: Origin
    parts: tuple[str, ...]
    when_sent: tuple[Reply, ...] = ()
    when_lost: tuple[Reply, ...] = ()


_SEQUEL = TypeAdapter(Sequel)


def payload_of(reply: Reply, text: str, origin: Origin, *, offers: Sequence[Offer], last: bool) -> Payload:
    """One part of a reply; buttons and files come with the last."""
    payload: Payload = {
        "text": text,
        "buttons": [{"id": offer.id, "label": offer.label} for offer in offers] if last else [],
        "case": reply.case,
        "in_reply_to": origin.event,
    }
    if reply.to in (None, origin.chat):
        payload |= _given(answers=origin.ref, thread=origin.thread)
    payload |= _given(clears=reply.clears, is_person=reply.is_person, copy_of=reply.copy_of, again=reply.again)
    if reply.card:
        payload["card"] = asdict(reply.card)
    if reply.attachments and last:
        payload["attachments"] = [asdict(attachment) for attachment in reply.attachments]
    return payload


def with_sequel(payload: Payload, sequel: Sequel) -> Payload:
    """The payload of a row whose fate is told."""
    return payload | {"sequel": _SEQUEL.dump_python(sequel, mode="json")}


def sequel_of(payload: Mapping[str, Any]) -> Sequel | None:
    """What is to be told about a row; None for most."""
    return _SEQUEL.validate_python(payload["sequel"]) if "sequel" in payload else None


def delivery_of(row: Any) -> Delivery:
    """A row of the outbox on its way; after a doubt its text says first that it may have arrived already."""
    payload: Payload = row.payload
    doubtful = row.doubts > 0
    text = payload["text"]
    if doubtful and (again := payload.get("again")):
        text = f"{again}\n\n{text}"
    card = payload.get("card")
    return Delivery(
        id=row.id,
        chat=Chat(row.platform, row.address, row.account),
        text=text,
        buttons=tuple(ButtonView(button["id"], button["label"]) for button in payload["buttons"]),
        case=payload["case"],
        in_reply_to=payload["in_reply_to"],
        transaction_id=row.transaction_id,
        clears=payload.get("clears", False),
        attempt=row.attempts,
        answers=payload.get("answers", ""),
        thread=payload.get("thread", ""),
        replaces=payload.get("replaces", ""),
        card=Card(**card) if card else None,
        attachments=tuple(attachment_of(stored) for stored in payload.get("attachments", ())),
        doubtful=doubtful,
        watched=row.inquiry_id is not None or "sequel" in payload,
        bulk=row.bulk,
    )


def attachment_of(stored: Mapping[str, Any]) -> Attachment:
    """A file as it was stored."""
    return Attachment(**{**stored, "kind": Kind(stored["kind"])})


def _given(**values: object) -> Payload:
    return {name: value for name, value in values.items() if value}
