"""One case: read it, answer it, act on it."""

from typing import Any
from uuid import uuid4

from fastapi import APIRouter, Request, Response

from bot.desk.actions import as_message
from bot.desk.canned import canned_texts
from bot.desk.guard import Form, Visit, enter, enter_to_change
from bot.desk.pages import Pages, is_fragment
from bot.desk.parts import Parts
from bot.platforms.web.refusals import Refusal
from bot.store.desk_cases import CaseEventLine, CaseInFull, CaseLine
from knowledge.entries import Language

KEEPS_TEXT = {"reply", "note"}  # what is written for these stays in its field until it is through


def case_routes(parts: Parts, pages: Pages) -> APIRouter:
    """`/cases/{number}` with its fragments, its draft and its actions."""
    routes = APIRouter(prefix="/cases/{number}")

    @routes.get("")
    async def show_case(request: Request, number: str) -> Response:
        visit = await enter(request, parts)
        case = await _case(parts, number)
        return pages.answer(visit, "case.html", **await _shown(parts, visit, case))

    @routes.get("/live")
    async def show_live_part(request: Request, number: str) -> Response:
        visit = await enter(request, parts, noted=False)
        case = await _case(parts, number)
        return pages.answer(visit, "case_live.html", **await _shown(parts, visit, case))

    @routes.get("/beside")
    async def show_what_is_near(request: Request, number: str) -> Response:
        visit = await enter(request, parts, noted=False)
        line = await _line(parts, number)
        language: Language = "en" if line.language == "en" else "de"  # what goes into the reply is for the person
        topics = await parts.nearby.topics(line.question, language) if line.question else []
        actors = (
            await parts.nearby.actors(line.question, language, occasion=line.number, today=parts.now().date())
            if line.question
            else []
        )
        return pages.answer(visit, "beside.html", topics=topics, actors=actors, case_language=language)

    @routes.post("/draft")
    async def keep_draft(request: Request, number: str) -> Response:
        visit, form = await enter_to_change(request, parts)
        line = await _line(parts, number)
        await parts.work.keep_draft(visit.user.id, line.id, form["text"], now=parts.now())
        return Response(status_code=204)

    @routes.post("/{action}")
    async def act(request: Request, number: str, action: str) -> Response:
        visit, form = await enter_to_change(request, parts)
        before = await _case(parts, number)
        if action not in parts.actions:
            raise Refusal(404, "not-found")
        if action == "reply" and (overtaken := _answered_meanwhile(before, form, visit)):
            return await _overtaken(parts, pages, visit, before, overtaken, form, request)
        said = await _perform(parts, visit, before.line, action, form)
        case = await _case(parts, number)
        done = any(event.id > before.last_event and event.name == visit.user.name for event in case.events)
        await parts.people.note(visit.user, action if done else f"{action}-refused", case.line.number, now=parts.now())
        if done and action == "reply":
            await parts.work.keep_draft(visit.user.id, case.line.id, "", now=parts.now())
        parts.wake.notify("desk")
        kept = "" if done or action not in KEEPS_TEXT else form["text"]
        shown = await _shown(parts, visit, case, said=said, done=done, action=action, kept=kept)
        headers = {"hx-trigger": f"desk:{action}-done"} if done and action in {"reply", "note"} else {}
        return pages.answer(visit, _template(request), headers=headers, **shown)

    return routes


def _template(request: Request) -> str:
    return "case_after.html" if is_fragment(request) else "case.html"


async def _perform(parts: Parts, visit: Visit, line: CaseLine, action: str, form: Form) -> list[str]:
    """Have the handlers do it; a form sent twice carries the same id and is done once."""
    message = as_message(
        parts.actions[action], line.number, form["text"], user=visit.user, id_=form["id"] or uuid4().hex,
        language=visit.language,
    )  # fmt: skip
    return list(await parts.performer.perform(message))


def _answered_meanwhile(case: CaseInFull, form: Form, visit: Visit) -> CaseEventLine | None:
    """What a colleague answered after this page was loaded; the page names the last line it showed."""
    seen = int(form["seen"]) if form["seen"].isdecimal() and len(form["seen"]) < 19 else 0
    later = [event for event in case.events if event.id > seen and event.what == "replied"]
    return next((event for event in reversed(later) if event.name != visit.user.name), None)


async def _overtaken(
    parts: Parts, pages: Pages, visit: Visit, case: CaseInFull, by: CaseEventLine, form: Form, request: Request
) -> Response:
    """Nothing is sent: the text stays, the colleague's answer is shown, and sending again is a deliberate step."""
    await parts.work.keep_draft(visit.user.id, case.line.id, form["text"], now=parts.now())
    await parts.people.note(visit.user, "reply-overtaken", case.line.number, now=parts.now())
    said = [parts.texts.say(visit.language, "overtaken", name=by.name, text=by.text)]
    shown = await _shown(parts, visit, case, said=said, done=False, action="reply", kept=form["text"])
    return pages.answer(visit, _template(request), **shown)


async def _shown(
    parts: Parts, visit: Visit, case: CaseInFull, *, said: list[str] | None = None, done: bool = True,
    action: str = "", kept: str = "",
) -> dict[str, Any]:  # fmt: skip
    """What the templates of a case need."""
    looking = await parts.work.looking(case.line.id, but=visit.user.id, now=parts.now())
    draft = kept if kept and action == "reply" else await parts.work.draft(visit.user.id, case.line.id)
    note = kept if action == "note" else ""
    return {
        "case": case, "line": case.line, "looking": looking, "draft": draft, "note": note, "said": said or [],
        "done": done, "actions": parts.actions, "ids": [uuid4().hex for _ in range(2)],
        "canned": canned_texts(parts.texts, visit.language, case.line.language),
        "topic": parts.library.topics.get(case.line.topic), "fresh_id": lambda: uuid4().hex,
        "colleagues": [user.name for user in await parts.people.users() if user.name != visit.user.name],
    }  # fmt: skip


async def _case(parts: Parts, number: str) -> CaseInFull:
    case = await parts.cases.in_full(number)
    if case is None:
        raise Refusal(404, "no-case")
    return case


async def _line(parts: Parts, number: str) -> CaseLine:
    line = await parts.cases.find(number)
    if line is None:
        raise Refusal(404, "no-case")
    return line
