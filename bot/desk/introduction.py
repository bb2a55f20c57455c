"""An introduction at the desk: the prepared mail beside its case, and answers that came by mail or phone."""

from uuid import uuid4

from fastapi import APIRouter, Request, Response

from bot.desk.actions import as_message
from bot.desk.guard import Visit, enter, enter_to_change
from bot.desk.pages import Pages, is_fragment
from bot.desk.parts import Parts
from bot.platforms.web.refusals import Refusal
from handlers.introduction_mail import prepared_mail
from handlers.introduction_staff import INTRODUCED
from handlers.stored import IntroductionState

ANSWERS = {"ja": "answer-accepted", "nein": "answer-declined", "frage": "answer-asked"}  # as the command takes them


STATES = {
    IntroductionState.AGREED: "introduction-state-agreed",
    IntroductionState.SENT: "introduction-state-sent",
    IntroductionState.ASKED: "introduction-state-asked",
    IntroductionState.ACCEPTED: "introduction-state-accepted",
    IntroductionState.DECLINED: "introduction-state-declined",
}


def introduction_routes(parts: Parts, pages: Pages) -> APIRouter:
    """`/cases/{number}/introduction`: a part of the case's page, or a page of its own without scripts."""
    routes = APIRouter(prefix="/cases/{number}/introduction")

    @routes.get("")
    async def show(request: Request, number: str) -> Response:
        visit = await enter(request, parts, noted=not is_fragment(request))
        return await _page(visit, number, fragment=is_fragment(request))

    @routes.post("")
    async def act(request: Request, number: str) -> Response:
        """The same command as in the room; nothing but the handlers changes an introduction."""
        visit, form = await enter_to_change(request, parts)
        answer = form["answer"]
        if answer and answer not in ANSWERS:
            raise Refusal(422, "malformed")
        message = as_message(
            INTRODUCED, number, f"{answer} {form['text']}".strip(), user=visit.user, id_=form["id"] or uuid4().hex,
            language=visit.language,
        )  # fmt: skip
        said = list(await parts.performer.perform(message))
        await parts.people.note(visit.user, "introduced", number, now=parts.now())
        parts.wake.notify("desk")
        return await _page(visit, number, said=said)

    async def _page(visit: Visit, number: str, *, fragment: bool = False, said: list[str] | None = None) -> Response:
        introduction = await parts.introductions.find(number)
        if introduction is None:
            if fragment:
                return Response("", media_type="text/html")
            raise Refusal(404, "no-introduction")
        mail = prepared_mail(
            parts.bot_texts, parts.library, introduction, link_for=parts.introduction_link, now=parts.now()
        )
        template = "introduction_part.html" if fragment else "introduction.html"
        return pages.answer(
            visit, template, introduction=introduction, mail=mail, said=said or [], answers=ANSWERS, states=STATES,
            fresh_id=uuid4().hex,
        )  # fmt: skip

    return routes
