"""What goes out around an introduction: the mail staff send, and what the person and the team hear of the answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

from handlers.base import Button, Chat, Reply
from handlers.speech import Speech, quoted
from handlers.stored import Introduction, IntroductionState
from handlers.times import local_day
from knowledge.library import Library

LINK_DAYS = 30  # as long as buttons live; who answers later than that reaches the team by mail all the same
HELPED_AFTER = timedelta(days=30)

LinkFor = Callable[[str, int, datetime], str]  # case number, round, now: the page on which the organisation answers

TOLD = {
    IntroductionState.ACCEPTED: "introduction-accepted",
    IntroductionState.DECLINED: "introduction-declined",
    IntroductionState.ASKED: "introduction-asked",
}
ALERTS = {
    IntroductionState.ACCEPTED: "staff-introduction-accepted",
    IntroductionState.DECLINED: "staff-introduction-declined",
    IntroductionState.ASKED: "staff-introduction-asked",
}
HELPED = {"yes": "button-helped-yes", "no": "button-helped-no", "not-yet": "button-helped-not-yet"}


@dataclass(frozen=True, slots=True)
class Mail:
    """A prepared mail; whom it goes to stands on the website, since the directory holds no addresses."""

    organisation: str
    website: str
    subject: str
    body: str

    @property
    def mailto(self) -> str:
        """The address that opens it in a mail program (RFC 6068); the recipient is filled in there."""
        body = self.body.replace("\n", "\r\n")
        return f"mailto:?subject={quote(self.subject, safe='')}&body={quote(body, safe='')}"


def prepared_mail(
    speech: Speech, library: Library, introduction: Introduction, *, link_for: LinkFor | None, now: datetime
) -> Mail:
    """The mail in the person's language: what they agreed to, word for word, and the link to answer."""
    language, actor = introduction.language, library.actors.get(introduction.actor)
    name = actor.name if actor else introduction.actor
    names = {"bot": library.operator.bot_name, "operator": library.operator.name.in_(language)}
    contact = introduction.contact
    parts = [
        speech.say(language, "introduction-mail-opening", actor=name, **names),
        f"»{introduction.text}«",
        speech.say(language, "introduction-mail-contact", contact=contact)
        if contact
        else speech.say(language, "introduction-mail-through-us"),
    ]
    if link_for:
        until = local_day(now + timedelta(days=LINK_DAYS), language)
        link = link_for(introduction.number, introduction.round, now)
        parts.append(speech.say(language, "introduction-mail-link", link=link, date=until))
    parts.append(speech.say(language, "introduction-mail-close", number=introduction.number, **names))
    subject = speech.say(language, "introduction-mail-subject", number=introduction.number, **names)
    return Mail(name, actor.url if actor else "", subject, "\n\n".join(parts))


def answered(
    speech: Speech, library: Library, introduction: Introduction, text: str, *, rooms: Sequence[Chat]
) -> list[Reply]:
    """What the person and the staff rooms hear once the organisation has accepted, declined or asked back."""
    actor = library.actors.get(introduction.actor)
    name = actor.name if actor else introduction.actor
    alert = speech.say("de", ALERTS[introduction.state], number=introduction.number, actor=name)
    show = Button(speech.say("de", "button-show"), "staff.show", {"number": introduction.number})
    told = [Reply(alert, (show,), to=room, case=introduction.number) for room in rooms]
    return [_to_person(speech, introduction, name, text), *told]


def _to_person(speech: Speech, introduction: Introduction, name: str, text: str) -> Reply:
    language, number = introduction.language, introduction.number
    words = speech.say(language, "introduction-words", text=quoted(text)) if text else ""
    said = speech.say(language, TOLD[introduction.state], actor=name, number=number)
    if introduction.state is IntroductionState.ACCEPTED:
        key = "introduction-accepted-contact" if introduction.contact else "introduction-accepted-through-us"
        said = f"{said} {speech.say(language, key, contact=quoted(introduction.contact))}"
    buttons: tuple[Button, ...] = ()
    if introduction.state is IntroductionState.ASKED:
        label, words_for = speech.say(language, "button-introduction-reply"), speech.say(language, "words-yes")
        buttons = (Button(label, "introduce.reply", {"number": number}, tuple(words_for.split(", "))),)
    again = speech.say(language, "may-arrive-twice")
    return Reply("\n\n".join(filter(None, (said, words))), buttons, to=introduction.chat, case=number, again=again)


def asked_whether_it_helped(speech: Speech, library: Library, introduction: Introduction) -> Reply:
    """The one question a month later; the answer is only counted."""
    language, actor = introduction.language, library.actors.get(introduction.actor)
    name = actor.name if actor else introduction.actor
    args = {"id": introduction.actor, "number": introduction.number}
    buttons = [
        Button(speech.say(language, key), "introduce.helped", args | {"verdict": verdict})
        for verdict, key in HELPED.items()
    ]
    text = speech.say(language, "introduction-helped-ask", actor=name, number=introduction.number)
    return Reply(text, tuple(buttons), to=introduction.chat, case=introduction.number)
