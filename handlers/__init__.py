"""What we say: one message in, replies out. The handlers are asked from top to bottom; the first taker answers."""

from handlers.actors import Actors
from handlers.announce import Announce
from handlers.banned import Banned
from handlers.base import Handler, Usage
from handlers.browsing import Browsing
from handlers.cancel import Cancel
from handlers.changes import Changes
from handlers.desk import Desk, LinkFor
from handlers.events import EventQuestions, Events, Readers
from handlers.faq import Faq
from handlers.feedback import Feedback
from handlers.inquiry import Inquiry
from handlers.introduction import Introduction
from handlers.introduction_mail import LinkFor as IntroductionLinkFor
from handlers.introduction_staff import StaffIntroductions
from handlers.joining import Awaited, Joining
from handlers.language import ChooseLanguage
from handlers.learning import Learn
from handlers.links import Links
from handlers.media import Media
from handlers.numbers import NumbersOfTheWeek
from handlers.presence import Presence
from handlers.privacy import Privacy
from handlers.refining import Refining
from handlers.safety import Safety
from handlers.smalltalk import Smalltalk
from handlers.staff import Staff
from handlers.subscriptions import Subscribe, Unsubscribe
from handlers.threats import KeptThreats, Threats
from handlers.unknown import Unknown
from handlers.welcome import START, Welcome
from handlers.withdrawing import Withdrawing


def all_handlers(
    *, desk_link: LinkFor | None = None, introduction_link: IntroductionLinkFor | None = None
) -> tuple[Handler, ...]:
    """Every handler in the order in which they are asked.

    `desk_link` makes sign-in links for the web desk, `introduction_link` those by which organisations answer.
    """
    readers = Readers()
    events = Events(readers), Subscribe(readers)
    services: tuple[Handler, ...] = (Actors(), Introduction(), *events, Inquiry(), ChooseLanguage(), Privacy())
    usages = all_usages(services)
    for_staff: tuple[Handler, ...] = (
        Desk(desk_link),
        NumbersOfTheWeek(),
        StaffIntroductions(introduction_link),
        Learn(),
        KeptThreats(),
        Announce(),
    )
    staff = Staff([line for handler in for_staff for line in handler.usage])
    return (
        *for_staff,
        staff,  # a staff room's text never goes anywhere else
        Presence(),
        Changes(),
        Safety(),  # a crisis comes before every dialogue
        Threats(),
        Banned(),
        Unsubscribe(),  # STOP ends a subscription where there is no dialogue to cancel
        Cancel(),
        Links(),
        Welcome(usages),
        *services,
        Browsing(),
        Feedback(),
        Unknown((*usages, *(line for handler in (staff, *for_staff) for line in handler.usage))),
        Withdrawing(),
        Awaited(),
        Refining(),  # what we asked back just now is answered to us
        EventQuestions(readers),
        Media(),
        Smalltalk(),
        Joining(),
        Faq(),  # takes everything
    )


def all_usages(services: tuple[Handler, ...]) -> tuple[Usage, ...]:
    """The commands for people, in the order of the help text."""
    welcome, cancel = Welcome(), Cancel()
    return (START, *(line for handler in services for line in handler.usage), *cancel.usage, *welcome.usage[1:])
