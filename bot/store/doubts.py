"""How often a message may be sent of which nobody knows whether it arrived."""

from typing import Any

from sqlalchemy import case

from bot.store.outgoing import ANNOUNCEMENT_PRIORITY
from bot.store.tables import OUTBOX

MOST_DOUBTS = 2  # after so many sendings of unknown end a message is left alone


def doubt() -> Any:
    """How much a sending of unknown end counts; an announcement is not worth a second one."""
    return case((OUTBOX.c.priority < ANNOUNCEMENT_PRIORITY, 1), else_=MOST_DOUBTS)
