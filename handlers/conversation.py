"""What a conversation remembers between two messages."""

from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from knowledge.entries import Language


@dataclass(slots=True)
class Conversation:
    """The state of one chat, as little as the dialogue needs; stored as JSON.

    `step` names the question we asked and wait an answer for, `draft` the text it is about, `latest` is the platform's
    id of the person's latest message, `asked` says that our latest words had buttons, so that "ja" means one of them.
    """

    chosen: Language | None = None
    spoken: Language | None = None
    greeted: bool = False
    step: str = ""
    draft: str = ""
    question: str = ""
    topic: str = ""
    told_joining: str = ""
    latest: str = ""
    asked: bool = False

    def wait_for(self, step: str, draft: str = "") -> None:
        """Remember that the next message answers `step`."""
        self.step, self.draft = step, draft

    def stop_waiting(self) -> None:
        """Forget what we were asking for."""
        self.step, self.draft = "", ""

    def to_json(self) -> dict[str, Any]:
        """Only what differs from a fresh conversation."""
        fresh = Conversation()
        return {key: value for key, value in asdict(self).items() if value != getattr(fresh, key)}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """Unknown keys of an older or newer version are left out."""
        known = {field.name for field in fields(cls)}
        return cls(**{key: value for key, value in stored.items() if key in known})
