"""A warm introduction: the person sees exactly what goes to which organisation, changes it, and agrees or drops it."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Self

from handlers.base import Answer, Button, Reply, Turn, Usage
from handlers.inquiry import OTHER_WISHES
from handlers.promises import expectation, promised
from handlers.speech import quoted
from handlers.stored import Introduction as Agreed
from handlers.stored import IntroductionState
from knowledge.entries import Actor, Language
from knowledge.search import Decision

TEXT, ADDITION, CONTACT = "introduction.text", "introduction.addition", "introduction.contact"
CONSENT = "introduction.consent"
STEPS = (TEXT, ADDITION, CONTACT, CONSENT)
LONGEST_TEXT = 1500  # with what we add, a mail program still takes it from a `mailto:` link (about 2,000 characters)
_MAIL = re.compile(r"[^\s@<>()\",;:]+@[^\s@<>()\",;:]+\.[^\s@<>()\",;:.]{2,}")
_PHONE = re.compile(r"\+?[\d\s()/.-]{6,30}")
FEWEST_DIGITS = 6
STATES = {
    IntroductionState.AGREED: "introduction-state-agreed",
    IntroductionState.SENT: "introduction-state-sent",
    IntroductionState.ASKED: "introduction-state-asked",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """An introduction as far as it was put together; with `case` it changes one that was agreed to before."""

    id: str
    text: str = ""
    contact: str = ""
    case: str = ""
    chosen: str = ""  # "yes" once the way to reach the person was decided, be it none
    language: str = ""  # what the person speaks: an address says nothing about it, nor does a "yes"

    @classmethod
    def of(cls, stored: Mapping[str, str]) -> Self:
        """From the arguments of a button or the state of the conversation."""
        known = ("id", "text", "contact", "case", "chosen", "language")
        return cls(**{name: stored[name] for name in known if name in stored})

    @property
    def args(self) -> dict[str, str]:
        """For buttons and for the conversation."""
        return {name: value for name, value in asdict(self).items() if value}


def introduce_button(turn: Turn, actor: str, *, need: str = "", named: bool = False) -> Button:
    """The way into the dialogue, from an actor's details; in a list `named` tells one such button from the others."""
    short_name = _actor(turn, actor).short_name
    label = turn.say("button-introduce-me-to", actor=short_name) if named else turn.say("button-introduce-me")
    words = () if named else tuple(turn.say("words-introduce-me").split(", "))
    return Button(label, "introduce.ask", {"id": actor, "need": need}, words)


class Introduction:
    """The dialogue from "introduce me" to the case that staff pass on; "did it help?" at the end."""

    usage: tuple[Usage, ...] = ()

    async def answer(self, turn: Turn) -> Answer:
        action = turn.pressed("introduce")
        if action is None:
            return _next_step(turn)
        if action in ("helped", "reply"):
            return await _about_a_case(turn, action)
        draft = Draft.of({"text": turn.args.get("need", ""), "language": turn.language, **turn.args})
        if draft.id not in turn.library.actors:
            return [Reply(turn.say("gone"))]
        return await _put_together(turn, action, draft)


async def _put_together(turn: Turn, action: str, draft: Draft) -> Answer:
    """A pressed button of the dialogue."""
    if action == "agree":
        return await _agreed(turn, draft)
    if action == "text":
        return [_ask_for_text(turn, draft)]
    if action == "contact":
        return [_ask_for_contact(turn, draft)]
    if action == "through-us":
        return [_shown(turn, replace(draft, contact="", chosen="yes"))]
    known = await turn.introductions.running(draft.id) if action == "ask" else None
    return [_known(turn, known)] if known else [_next_question(turn, draft)]


def _next_question(turn: Turn, draft: Draft) -> Reply:
    """What is still missing, else everything for consent."""
    if not draft.text.strip():
        return _ask_for_text(turn, draft)
    if len(draft.text) > LONGEST_TEXT:
        return _ask_for_text(turn, draft, too_long=True)
    return _shown(turn, draft) if draft.chosen else _ask_for_contact(turn, draft)


def _ask_for_text(turn: Turn, draft: Draft, *, too_long: bool = False) -> Reply:
    _wait_for(turn, TEXT, draft)
    asked = turn.say("introduction-ask-text", actor=_actor(turn, draft.id).name)
    if too_long:
        asked = f"{turn.say('introduction-too-long', most=LONGEST_TEXT)}\n{asked}"
    return Reply(asked, (_cancel(turn),))


def _ask_for_contact(turn: Turn, draft: Draft, *, unclear: bool = False) -> Reply:
    _wait_for(turn, CONTACT, draft)
    asked = turn.say("introduction-ask-contact", actor=_actor(turn, draft.id).name)
    if unclear:
        asked = f"{turn.say('introduction-contact-unclear')}\n{asked}"
    through_us = turn.button("button-through-us", "introduce.through-us", words="words-through-us", **draft.args)
    return Reply(asked, (through_us, _cancel(turn)))


def _shown(turn: Turn, draft: Draft) -> Reply:
    """Everything that goes out, word for word; nothing is stored as an introduction before the button is pressed."""
    _wait_for(turn, CONSENT, draft)
    text = turn.say(
        "introduction-consent", actor=_actor(turn, draft.id).name, text=quoted(draft.text),
        contact=quoted(draft.contact) if draft.contact else turn.say("introduction-through-us"),
        operator=turn.library.operator.name.in_(turn.language), days=turn.retention_days,
    )  # fmt: skip
    buttons = (
        turn.button("button-introduce", "introduce.agree", words="words-consent", **draft.args),
        turn.button("button-edit", "introduce.text", words="words-edit", **draft.args),
        turn.button("button-edit-contact", "introduce.contact", words="words-edit-contact", **draft.args),
        _cancel(turn),
    )
    return Reply(text, buttons)


def _next_step(turn: Turn) -> Answer:
    """The person's words while we wait for a text, a contact or their consent."""
    step = turn.conversation.step
    if step not in STEPS or turn.press or not turn.text or turn.text.startswith("/"):
        return None
    if any(turn.words.means(wish, turn.text) for wish in ("person", *OTHER_WISHES)):
        return None
    draft = Draft.of(turn.conversation.introducing)
    contact = contact_in(turn.text)
    if step in (CONTACT, CONSENT) and contact:
        _speak(turn, draft)
        return [_shown(turn, replace(draft, contact=contact, chosen="yes"))]
    if _is_question(turn) and step != ADDITION:
        return None  # a question of its own; what was put together stays
    if step == CONTACT:
        return [_ask_for_contact(turn, draft, unclear=True)]
    if step == CONSENT:
        return [_shown(turn, draft)]
    said = f"{draft.text}\n\n{turn.text}" if step == ADDITION else turn.text
    return [_next_question(turn, replace(draft, text=said))]


def _is_question(turn: Turn) -> bool:
    """Whether this is a question we can answer, rather than a part of the introduction."""
    answered = any(found.decision is Decision.ANSWER for found in turn.findings)
    return turn.text.endswith("?") and answered


def contact_in(text: str) -> str:
    """The mail address or telephone number that `text` is; empty when it is neither."""
    bare = text.strip().removeprefix("mailto:").removeprefix("tel:").strip()
    if _MAIL.fullmatch(bare):
        return bare
    digits = sum(char.isdigit() for char in bare)
    return bare if _PHONE.fullmatch(bare) and digits >= FEWEST_DIGITS else ""


async def _agreed(turn: Turn, draft: Draft) -> list[Reply]:
    """Consent was given: only now it is kept, as a case with an introduction."""
    turn.conversation.stop_waiting()
    if draft.case:
        return await _agreed_anew(turn, draft)
    if known := await turn.introductions.running(draft.id):
        return [_known(turn, known)]
    language: Language = "en" if draft.language == "en" else "de"
    promise = promised(turn)
    case = await turn.cases.open(draft.text, language, topic=turn.conversation.topic, promise=promise)
    await turn.introductions.open(case.number, actor=draft.id, text=draft.text, contact=draft.contact)
    await turn.tally.count("introduction", draft.id)
    actor = _actor(turn, draft.id)
    told = turn.say("introduction-opened", number=case.number, actor=actor.name, expectation=expectation(turn, promise))
    first = Reply(told, case=case.number, again=turn.say("may-arrive-twice"))
    return [first, *_alert(turn.for_staff, case.number, actor, "staff-introduction")]


async def _agreed_anew(turn: Turn, draft: Draft) -> list[Reply]:
    """The same introduction again, with the answer to what the organisation asked back."""
    done = await turn.introductions.amend(draft.case, text=draft.text, contact=draft.contact)
    if done is None:
        return [Reply(turn.say("introduction-over", number=draft.case))]
    actor = _actor(turn, done.actor)
    told = Reply(turn.say("introduction-amended", number=done.number, actor=actor.name), case=done.number)
    return [told, *_alert(turn.for_staff, done.number, actor, "staff-introduction-amended")]


async def _about_a_case(turn: Turn, action: str) -> Answer:
    """The buttons under what we told later: answer a question back, or say whether it helped."""
    number = turn.args["number"]
    if action == "helped":
        return await _helped(turn, turn.args["verdict"])
    found = await turn.introductions.find(number)
    if found is None or found.chat != turn.message.chat or found.state is not IntroductionState.ASKED:
        return [Reply(turn.say("introduction-over", number=number))]
    draft = Draft(found.actor, found.text, found.contact, found.number, "yes", turn.language)
    _wait_for(turn, ADDITION, draft)
    return [Reply(turn.say("introduction-ask-addition", actor=_actor(turn, found.actor).name), (_cancel(turn),))]


async def _helped(turn: Turn, verdict: str) -> list[Reply]:
    """Counted, once for each press that means something, and nothing but counted."""
    if turn.press and turn.press.again:
        return [Reply(turn.say("already-noted"))]
    await turn.tally.count(f"introduction-helped-{verdict}", turn.args["id"])
    return [Reply(turn.say("introduction-helped-thanks"))]


def _alert(turn: Turn, number: str, actor: Actor, key: str) -> list[Reply]:
    """Staff hear that there is something to send; the person's words only when they ask to see them."""
    show = turn.button("button-show", "staff.show", number=number)
    return turn.alert(turn.say(key, number=number, actor=actor.name), case=number, buttons=(show,))


def _known(turn: Turn, known: Agreed) -> Reply:
    state = turn.say(STATES[known.state])
    actor = _actor(turn, known.actor).name
    return Reply(turn.say("introduction-already", number=known.number, actor=actor, state=state), case=known.number)


def _wait_for(turn: Turn, step: str, draft: Draft) -> None:
    turn.conversation.wait_for(step)
    turn.conversation.introducing = draft.args


def _speak(turn: Turn, draft: Draft) -> None:
    """Go on in the language of the dialogue, whatever language an address looks like."""
    turn.language = turn.conversation.spoken = "en" if draft.language == "en" else "de"


def _actor(turn: Turn, id_: str) -> Actor:
    return turn.library.actors[id_]


def _cancel(turn: Turn) -> Button:
    return turn.button("button-cancel", "cancel.now", words="words-cancel")
