"""What a conversation remembers between two messages."""

from dataclasses import dataclass, field, fields
from typing import Any, Self

from knowledge.entries import Language


@dataclass(slots=True)
class Conversation:
    """The state of one chat, as little as the dialogue needs; stored as JSON.

    `step` names the question we asked and wait an answer for, `draft` the text it is about, `latest` is the platform's
    id of the person's latest message, `asked` says that our latest words had buttons, so that "ja" means one of them.
    `search` is what the person looks for in the directory, see `handlers/seeking.py`, `introducing` an introduction as
    far as it was put together, not agreed to yet.
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
    unheard: bool = False  # their questions are not to be learned from
    introducing: dict[str, str] = field(default_factory=dict)
    search: dict[str, Any] = field(default_factory=dict)

    @property
    def is_busy(self) -> bool:
        """Whether a dialogue is under way that could be cancelled."""
        return bool(self.step or self.search)

    def wait_for(self, step: str, draft: str = "") -> None:
        """Remember that the next message answers `step`."""
        self.step, self.draft = step, draft

    def stop_waiting(self) -> None:
        """Forget what we were asking for."""
        self.step, self.draft = "", ""
        self.introducing, self.search = {}, {}

    def to_json(self) -> dict[str, Any]:
        """Only what differs from a fresh conversation."""
        return {name: value for name in FIELDS if (value := getattr(self, name)) != getattr(FRESH, name)}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """Unknown keys of an older or newer version are left out."""
        return cls(**{key: value for key, value in stored.items() if key in FIELDS})


FRESH = Conversation()  # what all are compared with; nobody writes in it
FIELDS = tuple(one.name for one in fields(Conversation))
