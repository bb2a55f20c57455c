"""What we say: one message in, replies out. The handlers are asked from top to bottom; the first taker answers."""

from handlers.actors import Actors
from handlers.base import Handler, Usage
from handlers.cancel import Cancel
from handlers.changes import Changes
from handlers.desk import Desk, LinkFor
from handlers.events import Events
from handlers.faq import Faq
from handlers.feedback import Feedback
from handlers.inquiry import Inquiry
from handlers.joining import Awaited, Joining
from handlers.language import ChooseLanguage
from handlers.links import Links
from handlers.media import Media
from handlers.presence import Presence
from handlers.privacy import Privacy
from handlers.safety import Safety
from handlers.smalltalk import Smalltalk
from handlers.staff import Staff
from handlers.unknown import Unknown
from handlers.welcome import START, Welcome


def all_handlers(*, desk_link: LinkFor | None = None) -> tuple[Handler, ...]:
    """Every handler in the order in which they are asked; `desk_link` makes sign-in links for the web desk."""
    services: tuple[Handler, ...] = (Actors(), Events(), Inquiry(), ChooseLanguage(), Privacy())
    usages = all_usages(services)
    staff, desk = Staff(), Desk(desk_link)
    return (
        desk,
        staff,  # a staff room's text never goes anywhere else
        Presence(),
        Changes(),
        Safety(),  # a crisis comes before every dialogue
        Cancel(),
        Links(),
        Welcome(usages),
        *services,
        Feedback(),
        Unknown((*usages, *staff.usage, *desk.usage)),
        Awaited(),
        Media(),
        Smalltalk(),
        Joining(),
        Faq(),  # takes everything
    )


def all_usages(services: tuple[Handler, ...]) -> tuple[Usage, ...]:
    """The commands for people, in the order of the help text."""
    welcome, cancel = Welcome(), Cancel()
    return (START, *(line for handler in services for line in handler.usage), *cancel.usage, *welcome.usage[1:])
