"""How often a message may be sent of which nobody knows whether it arrived."""

from typing import Any

from sqlalchemy import case

from bot.store.outgoing import ANNOUNCEMENT_PRIORITY
from bot.store.tables import OUTBOX

MOST_DOUBTS = 2  # after so many sendings of unknown end a message is left alone
# A crash says less: most of what it finds in mid-send has not left yet. Nobody is to stay unanswered because of several
# in a row; only what is there every time may be what brings the process down.
MOST_CRASHES = 5


def doubt(most: int = MOST_DOUBTS) -> Any:
    """How much a sending of unknown end counts, of `most`; an announcement is not worth a second one."""
    return case((OUTBOX.c.priority < ANNOUNCEMENT_PRIORITY, 1), else_=most)
