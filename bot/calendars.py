"""Calendar files of events as attachments, for messengers that show files."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.platforms.base import RefusedError
from handlers.base import Attachment
from knowledge.calendar import calendar_of
from knowledge.entries import Event, Language
from knowledge.library import Library


@dataclass(frozen=True, slots=True)
class CalendarFiles:
    """A source of files like that of a messenger; `ref` is language and event id, `library` gives the one in force."""

    library: Callable[[], Library]
    public_url: str = ""

    async def fetch(self, attachment: Attachment) -> bytes:
        """The file, made anew with what is known of the event now; raises RefusedError when it is gone."""
        code, _, event_id = attachment.ref.partition("/")
        language: Language = "en" if code == "en" else "de"
        library = self.library()
        event = library.events.get(event_id)
        if event is None:
            raise RefusedError(f"no such event: {event_id}")
        return calendar_of([event], library, language=language, name=event.title.in_(language), url_of=self._page)

    def _page(self, event: Event) -> str:
        return f"{self.public_url.rstrip('/')}/termine/{event.id}" if self.public_url else ""
