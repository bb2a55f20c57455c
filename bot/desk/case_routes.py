"""One case: read it, answer it, act on it."""

from typing import Any
from uuid import uuid4

from fastapi import APIRouter, Request, Response

from bot.desk.actions import as_message
from bot.desk.canned import canned_texts
from bot.desk.forms import Form
from bot.desk.guard import Visit, enter, enter_to_change
from bot.desk.pages import Pages, is_fragment
from bot.desk.parts import Parts
from bot.platforms.web.refusals import Refusal
from bot.store.desk_cases import CaseInFull, CaseLine
from handlers.base import Attachment
from knowledge.entries import Language

SENDS_FILES = ("telegram", "matrix")  # the web page shows words only
LONGEST_NUMBER = 19  # digits; ids are at most 2**63
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
        return pages.answer(visit, "case_refreshed.html", **await _shown(parts, visit, case))

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
        said = await _perform(parts, visit, before.line, action, form)
        case = await _case(parts, number)
        done = any(event.id > before.last_event and event.name == visit.user.name for event in case.events)
        await parts.people.note(visit.user, action if done else f"{action}-refused", case.line.number, now=parts.now())
        if action == "reply":  # refused, for instance since a colleague was faster, it stays
            left = "" if done else form["text"]
            await parts.work.keep_draft(visit.user.id, case.line.id, left, now=parts.now())
        parts.wake.notify("desk")
        kept = "" if done or action not in KEEPS_TEXT else form["text"]
        shown = await _shown(parts, visit, case, said=said, done=done, action=action, kept=kept)
        headers = {"hx-trigger": f"desk:{action}-done"} if done and action in KEEPS_TEXT else {}
        return pages.answer(visit, _template(request), headers=headers, **shown)

    return routes


def _template(request: Request) -> str:
    return "case_after.html" if is_fragment(request) else "case.html"


async def _perform(parts: Parts, visit: Visit, line: CaseLine, action: str, form: Form) -> list[str]:
    """Have the handlers do it; a form sent twice carries the same id and is done once."""
    files = await _kept_files(parts, line, form) if action == "reply" else ()
    message = as_message(
        parts.actions[action], line.number, form["text"], user=visit.user, id_=form["id"] or uuid4().hex,
        language=visit.language, seen=_number(form["seen"]), attachments=files,
    )  # fmt: skip
    said = list(await parts.performer.perform(message))
    for file in files:
        if not await parts.files.is_used(file, line.id):
            await parts.files.drop(file)
    return said


async def _kept_files(parts: Parts, line: CaseLine, form: Form) -> tuple[Attachment, ...]:
    """What is to go out with a reply, kept until the person's platform has fetched it."""
    if form.uploads and line.channel not in SENDS_FILES:
        raise Refusal(422, "no-files-there")
    kept = [
        await parts.files.keep(
            line.id, name=upload.name, media_type=upload.media_type, content=upload.content, now=parts.now()
        )
        for upload in form.uploads
    ]
    return tuple(file for file in kept if file)


def _number(written: str) -> int | None:
    """The newest line of the history that a page showed."""
    return int(written) if written.isdecimal() and written.isascii() and len(written) < LONGEST_NUMBER else None


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
        "sends_files": case.line.channel in SENDS_FILES, "sources": parts.sources,
        "colleagues": await parts.people.colleagues(visit.user.name),
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
