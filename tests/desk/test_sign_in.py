"""In and out: links that work once, sessions that end, people who may or may not."""

from bot.store.desk import Role
from bot.store.desk_models import DeskAuditRow, DeskSessionRow, DeskUserRow
from bot.store.desk_work import forget_desk
from tests.desk.office import Clerk, Office
from tests.store.scenes import rows


async def roles(office: Office) -> dict[str, str]:
    """Everybody's role."""
    return {row.name: row.role for row in await rows(office.running.database, DeskUserRow)}


async def test_the_first_to_come_is_admin_and_the_next_is_what_the_link_says(office: Office) -> None:
    for name, role in (("chef", Role.STAFF), ("anna", Role.STAFF), ("rita", Role.CURATOR)):
        clerk = await office.signs_in(name, role)
        await clerk.client.aclose()
    assert await roles(office) == {"chef": "admin", "anna": "staff", "rita": "curator"}


async def test_a_link_is_not_used_up_by_looking_at_it_and_works_once(office: Office) -> None:
    link = office.link("anna")
    async with office.stranger() as preview, office.stranger() as anna, office.stranger() as thief:
        page = await preview.get("/desk/sign-in", params={"link": link})
        assert "Sie melden sich als anna an." in page.text
        assert "set-cookie" not in page.headers
        assert (await anna.post("/desk/sign-in", data={"link": link})).status_code == 303
        refused = await thief.post("/desk/sign-in", data={"link": link})
        assert refused.status_code == 403
        assert "schon benutzt" in refused.text
        assert (await thief.get("/desk/")).status_code == 401


async def test_an_old_a_forged_and_no_link_let_nobody_in(office: Office) -> None:
    old = office.link("anna")
    forged = office.link("anna", Role.ADMIN)[:-1] + "x"
    office.clock.pass_by(minutes=15)
    async with office.stranger() as stranger:
        for link in (old, forged, "nonsense", ".", "a.b.c"):
            assert (await stranger.post("/desk/sign-in", data={"link": link})).status_code == 403
        assert (await stranger.post("/desk/sign-in", data={})).status_code == 401
    assert await roles(office) == {}


async def test_links_are_not_tried_for_ever(office: Office) -> None:
    async with office.stranger() as stranger:
        answers = [(await stranger.post("/desk/sign-in", data={"link": "x.y"})).status_code for _ in range(12)]
    assert answers.count(403) == 10
    assert answers[-1] == 429


async def test_a_session_ends_after_eight_idle_hours_and_not_before(office: Office, anna: Clerk) -> None:
    for _ in range(3):
        office.clock.pass_by(hours=7)
        await anna.sees()
    office.clock.pass_by(hours=8)
    assert (await anna.client.get("/desk/")).status_code == 401


async def test_a_page_that_refreshes_itself_keeps_nobody_signed_in(office: Office, anna: Clerk) -> None:
    await anna.sees()
    for _ in range(2):
        office.clock.pass_by(hours=5)
        response = await anna.client.get("/desk/", headers={"hx-request": "true"})
    assert response.status_code == 401


async def test_signing_out_ends_the_session_for_good(office: Office, anna: Clerk) -> None:
    cookies = dict(anna.client.cookies)
    response = await anna.posts("/desk/sign-out")
    assert response.headers["clear-site-data"] == '"storage"'
    assert (await anna.client.get("/desk/")).status_code == 401
    anna.client.cookies.update(cookies)
    assert (await anna.client.get("/desk/")).status_code == 401


async def test_one_ends_ones_own_other_sessions_but_nobody_elses(office: Office, anna: Clerk, bernd: Clerk) -> None:
    second = await office.signs_in("anna")
    ids = {row.id: row.user_id for row in await rows(office.running.database, DeskSessionRow)}
    for session_id in ids:
        await bernd.posts("/desk/sessions/end", session=session_id) if session_id in await _ids(
            office, "anna"
        ) else None
    assert await _ids(office, "anna") == {id_ for id_ in ids if id_ in await _ids(office, "anna")}
    assert len(await _ids(office, "anna")) == 2
    page = await anna.sees("/desk/sessions")
    other = next(id_ for id_ in await _ids(office, "anna") if f'value="{id_}"' in page)
    assert (await anna.posts("/desk/sessions/end", session=other)).status_code == 303
    assert (await second.client.get("/desk/")).status_code == 401
    await second.client.aclose()


async def _ids(office: Office, name: str) -> set[str]:
    users = {row.id: row.name for row in await rows(office.running.database, DeskUserRow)}
    return {row.id for row in await rows(office.running.database, DeskSessionRow) if users[row.user_id] == name}


async def test_who_is_shut_out_is_out_at_once_and_no_link_helps(office: Office, chief: Clerk, anna: Clerk) -> None:
    assert (await chief.posts("/desk/team/access", name="anna", access="off")).status_code == 303
    assert (await anna.client.get("/desk/")).status_code == 401
    async with office.stranger() as again:
        assert (await again.post("/desk/sign-in", data={"link": office.link("anna")})).status_code == 403
    await chief.posts("/desk/team/access", name="anna", access="on")
    back = await office.signs_in("anna")
    await back.sees()
    await back.client.aclose()


async def test_an_admin_invites_and_cannot_lock_themselves_out(office: Office, chief: Clerk) -> None:
    response = await chief.posts("/desk/team/invite", name=" rita  muster ", role="curator")
    assert "/desk/sign-in?link=" in response.text
    assert (await chief.posts("/desk/team/invite", name="", role="staff")).status_code == 422
    assert (await chief.posts("/desk/team/invite", name="x", role="king")).status_code == 422
    assert (await chief.posts("/desk/team/role", name="chef", role="staff")).status_code == 409
    assert (await chief.posts("/desk/team/access", name="chef", access="off")).status_code == 409
    assert (await roles(office))["chef"] == "admin"


async def test_a_role_is_changed_and_counts_at_once(office: Office, chief: Clerk, anna: Clerk) -> None:
    assert (await anna.client.get("/desk/team")).status_code == 403
    await chief.posts("/desk/team/role", name="anna", role="admin")
    await anna.sees("/desk/team")


async def test_the_log_says_who_did_what_and_never_a_text(office: Office, chief: Clerk, anna: Clerk) -> None:
    number = await office.asks("Wer hilft beim Geheimplan in der Lausitz?")
    await anna.does("reply", number, "Streng vertraulich.")
    page = await chief.sees("/desk/audit")
    assert all(word in page for word in ("anna", "reply", number, "joined"))
    lines = [row.about for row in await rows(office.running.database, DeskAuditRow)]
    assert not any("vertraulich" in line or "Geheimplan" in line for line in lines)


async def test_the_language_is_chosen_once_and_stays(office: Office, anna: Clerk) -> None:
    assert "Vorgänge" in await anna.sees()
    assert (await anna.posts("/desk/language", language="en")).status_code == 303
    assert '<html lang="en">' in await anna.sees()
    assert (await anna.posts("/desk/language", language="fr")).status_code == 422


async def test_what_is_past_its_time_is_forgotten(office: Office, anna: Clerk) -> None:
    number = await office.asks()
    await anna.posts(f"/desk/cases/{number}/draft", text="bald")
    office.clock.pass_by(days=91)
    await forget_desk(office.running.database, retention_days=90, now=office.clock.now)
    assert await rows(office.running.database, DeskSessionRow) == []
    assert await rows(office.running.database, DeskAuditRow) == []
    assert len(await roles(office)) == 2
