"""The real service with one event ahead, which the real content need not have: `python -m tests.delivery.office`."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.app import serve
from bot.logs import set_up_logs
from bot.settings import load_settings
from knowledge.entries import Event
from knowledge.library import Library
from knowledge.loading import load
from tests.invented_events import changed_event, invented_events

AHEAD = timedelta(days=30)


def event_ahead() -> Event:
    """A meetup in a month's time, whenever that is."""
    day = (datetime.now(UTC) + AHEAD).date()
    return changed_event(invented_events()["testtag-leipzig"], {"starts": day.isoformat()})


def library_with_event() -> Library:
    """The real content, and the event."""
    library, event = load(), event_ahead()
    return replace(library, events={**library.events, event.id: event})


def main() -> None:
    """As `python -m bot run`."""
    settings = load_settings()
    set_up_logs(settings.log_level)
    asyncio.run(serve(settings, library=library_with_event()))


if __name__ == "__main__":
    main()
