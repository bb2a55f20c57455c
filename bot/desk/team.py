"""For admins: who works here, invitations, roles, and the record of what was done."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from bot.desk.guard import Visit, enter, enter_to_change
from bot.desk.links import INVITATION_VALID, LONGEST_NAME
from bot.desk.pages import Pages
from bot.desk.parts import Parts
from bot.platforms.web.refusals import Refusal
from bot.store.desk import AUDIT_PAGE, Role

BIGGEST_ID = 2**63 - 1


def team_routes(parts: Parts, pages: Pages) -> APIRouter:
    """`/team` and `/audit`."""
    routes = APIRouter()

    async def team(visit: Visit, *, link: str = "", invited: str = "") -> Response:
        return pages.answer(
            visit, "team.html", users=await parts.people.users(), roles=list(Role), link=link, invited=invited,
            sessions=await parts.people.sessions(parts.now()), hours=int(INVITATION_VALID.total_seconds() // 3600),
        )  # fmt: skip

    @routes.get("/team")
    async def show_team(request: Request) -> Response:
        return await team(await enter(request, parts, needs=Role.ADMIN))

    @routes.post("/team/invite")
    async def invite(request: Request) -> Response:
        """A link for a newcomer, or a new one for somebody known; it is shown once and sent by the admin."""
        visit, form = await enter_to_change(request, parts, needs=Role.ADMIN)
        name, role = " ".join(form["name"].split()), _role(form["role"])
        if not name or len(name) > LONGEST_NAME:
            raise Refusal(422, "malformed")
        link = parts.links.issue(name, now=parts.now(), role=role, valid=INVITATION_VALID)
        await parts.people.note(visit.user, "invited", name, now=parts.now())
        return await team(visit, link=link, invited=name)

    @routes.post("/team/role")
    async def change_role(request: Request) -> Response:
        visit, form = await enter_to_change(request, parts, needs=Role.ADMIN)
        if not await parts.people.set_role(form["name"], _role(form["role"]), by=visit.user, now=parts.now()):
            raise Refusal(409, "not-yourself")
        return RedirectResponse("/desk/team", 303)

    @routes.post("/team/access")
    async def change_access(request: Request) -> Response:
        visit, form = await enter_to_change(request, parts, needs=Role.ADMIN)
        disabled = form["access"] == "off"
        if not await parts.people.set_disabled(form["name"], disabled, by=visit.user, now=parts.now()):
            raise Refusal(409, "not-yourself")
        return RedirectResponse("/desk/team", 303)

    @routes.get("/audit")
    async def show_audit(
        request: Request, before: Annotated[int | None, Query(ge=1, le=BIGGEST_ID)] = None
    ) -> Response:
        visit = await enter(request, parts, needs=Role.ADMIN)
        lines = await parts.people.audit(before=before)
        older = lines[-1].id if len(lines) == AUDIT_PAGE else None
        return pages.answer(visit, "audit.html", lines=lines, older=older)

    return routes


def _role(written: str) -> Role:
    try:
        return Role(written)
    except ValueError:
        raise Refusal(422, "malformed") from None
