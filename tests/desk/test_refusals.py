"""Who may not: every route of the desk without a session, in another role, with a forged token, from another site."""

import re

import pytest

from bot.store.desk import Role
from bot.store.desk_models import DeskUserRow
from tests.desk.office import Clerk, Office
from tests.store.scenes import rows

OPEN = {"/sign-in", "/openid/start", "/openid/back", "/static/{version}/{name}"}
NEEDS = {"/team": Role.ADMIN, "/audit": Role.ADMIN, "/curation": Role.CURATOR}  # by how a path begins; else staff


def guarded(office: Office) -> list[tuple[str, str]]:
    """Every method and path of the desk but the way in."""
    paths = office.desk.openapi()["paths"]
    found = [(method.upper(), path) for path, methods in paths.items() for method in methods if path not in OPEN]
    assert len(found) > 15, "the desk's routes were not found"
    return found


def address(path: str, number: str) -> str:
    """A path with its blanks filled in."""
    filled = path.replace("{number}", number).replace("{action}", "close").replace("{name}", "questions")
    return "/desk" + re.sub(r"\{\w+\}", "1", filled)


def needed(path: str) -> Role:
    """The role a path is for."""
    return next((role for start, role in NEEDS.items() if path.startswith(start)), Role.STAFF)


async def test_without_a_session_every_route_refuses(office: Office) -> None:
    number = await office.asks()
    async with office.stranger() as stranger:
        for method, path in guarded(office):
            data = {"token": "0" * 64} if method == "POST" else None
            response = await stranger.request(method, address(path, number), data=data)
            assert response.status_code == 401, (method, path)
            assert number not in response.text


async def test_every_change_with_a_forged_or_missing_token_is_refused(office: Office, chief: Clerk) -> None:
    number = await office.asks()
    for method, path in guarded(office):
        if method == "POST":
            for forged in ({"token": "0" * 64}, {"token": ""}, {}):
                response = await chief.client.post(address(path, number), data=forged)
                assert response.status_code == 403, path
    assert "chef" not in (await chief.sees(f"/desk/cases/{number}")).split('id="live"')[1]


async def test_the_token_of_somebody_else_is_forged_too(office: Office, anna: Clerk, bernd: Clerk) -> None:
    number = await office.asks()
    response = await bernd.client.post(f"/desk/cases/{number}/claim", data={"token": await anna.token()})
    assert response.status_code == 403


@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
async def test_every_change_from_another_site_is_refused(office: Office, chief: Clerk, origin: str) -> None:
    number, token = await office.asks(), await chief.token()
    for method, path in [*guarded(office), ("POST", "/sign-in")]:
        if method == "POST":
            data = {"token": token, "link": office.link("eve")}
            response = await chief.client.post(address(path, number), data=data, headers={"origin": origin})
            assert response.status_code == 403, path


@pytest.mark.parametrize("role", [Role.STAFF, Role.CURATOR])
async def test_what_needs_more_is_refused_and_what_does_not_is_not(office: Office, chief: Clerk, role: Role) -> None:
    number, clerk = await office.asks(), await office.signs_in("clara", role)
    token = await clerk.token()
    data = {"token": token, "name": "clara", "role": "admin", "access": "on"}
    for method, path in guarded(office):
        if not role.covers(needed(path)):
            sent = data if method == "POST" else None
            response = await clerk.client.request(method, address(path, number), data=sent)
            assert response.status_code == 403, path
        elif method == "GET" and not path.endswith("/stream"):
            assert (await clerk.client.get(address(path, number))).status_code in (200, 404), path
    assert {row.name: row.role for row in await rows(office.running.database, DeskUserRow)}["clara"] == role
    await clerk.client.aclose()


async def test_no_page_may_be_framed_or_run_foreign_scripts(anna: Clerk) -> None:
    response = await anna.client.get("/desk/")
    policy = response.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert response.headers["cache-control"] == "no-store"
    assert " style=" not in response.text
    assert " onclick=" not in response.text


async def test_nonsense_is_refused_in_words(office: Office, anna: Clerk) -> None:
    for query in ({"view": "everything"}, {"after": "yesterday"}, {"after": "2026-01-01T00:00:00_5"}, {"q": "x" * 300}):
        response = await anna.client.get("/desk/", params=query)
        assert response.status_code == 422, query
        assert "Nichts wurde geändert" in response.text


async def test_what_is_not_there_is_a_page_too(anna: Clerk) -> None:
    response = await anna.client.get("/desk/nowhere")
    assert response.status_code == 404
    assert "Diese Seite gibt es nicht." in response.text
