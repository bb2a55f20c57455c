"""Signing in with the office's own account: the whole way, and every way to cheat."""

import time
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc.jwk import RSAKey

from bot.desk.identity import OpenIdSettings
from bot.desk.openid import OpenId
from bot.settings import SettingsError, load_settings
from bot.store.database import Database
from bot.store.desk import Role
from bot.store.desk_models import DeskUserRow
from knowledge.library import Library
from knowledge.search import Searcher
from tests.conftest import SqliteFiles
from tests.desk.issuer import CLIENT_ID, CLIENT_SECRET, Issuer, running_issuer, shared_secret
from tests.desk.office import BASE_URL, Clerk, Clock, Office, open_office
from tests.store.scenes import rows

BACK = f"{BASE_URL}/desk/openid/back"


@pytest.fixture
async def issuer() -> AsyncIterator[Issuer]:
    """A sign-in service."""
    async with running_issuer() as issuer:
        yield issuer


@pytest.fixture
def role_claim() -> str:
    """The claim that decides about roles; none unless a test says so."""
    return ""


@pytest.fixture
async def office(
    sqlite_files: SqliteFiles, library: Library, searcher: Searcher, issuer: Issuer, role_claim: str
) -> AsyncIterator[Office]:
    """An office that has a sign-in service."""
    database = Database(sqlite_files.migrated(), busy_seconds=2.0)
    clock = Clock()
    settings = OpenIdSettings(issuer.url, CLIENT_ID, CLIENT_SECRET, BACK, role_claim)
    yield await open_office(database, library, searcher, clock=clock, openid=OpenId(settings, clock))
    await database.dispose()


async def departs(browser: httpx.AsyncClient) -> str:
    """Set out; returns the address the browser comes back to."""
    out = await browser.get("/desk/openid/start")
    assert out.status_code == 303, out.text
    async with httpx.AsyncClient() as elsewhere:
        answer = await elsewhere.get(out.headers["location"])
    assert answer.status_code == 302
    return str(answer.headers["location"])


async def travels(office: Office) -> tuple[httpx.AsyncClient, httpx.Response]:
    """There and back."""
    browser = office.stranger()
    return browser, await browser.get(await departs(browser))


async def names(office: Office) -> dict[str, str]:
    """Everybody at the desk, and as what."""
    return {row.name: row.role for row in await rows(office.running.database, DeskUserRow)}


async def test_who_the_service_vouches_for_comes_in_as_staff(office: Office, chief: Clerk) -> None:
    browser, answer = await travels(office)
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/")
    assert "anna.beispiel" in (await browser.get("/desk/")).text
    assert (await names(office))["anna.beispiel"] == Role.STAFF


async def test_the_first_of_all_does_not_become_admin_by_an_account(office: Office) -> None:
    await travels(office)
    assert await names(office) == {"anna.beispiel": Role.STAFF}


async def test_the_second_time_it_is_the_same_person_even_under_another_name(office: Office, issuer: Issuer) -> None:
    await travels(office)
    issuer.person["preferred_username"] = "anna.neu"
    await travels(office)
    assert list(await names(office)) == ["anna.beispiel"]


async def test_nobody_becomes_somebody_else_by_taking_their_name(office: Office, chief: Clerk, issuer: Issuer) -> None:
    issuer.person["preferred_username"] = "chef"
    browser, answer = await travels(office)
    assert answer.status_code == 403
    assert "gehört hier schon zu jemandem" in answer.text
    assert (await browser.get("/desk/")).status_code == 401


async def test_who_came_by_a_link_connects_the_account_and_stays_who_they_are(office: Office, chief: Clerk) -> None:
    out = await chief.posts("/desk/openid/connect")
    async with httpx.AsyncClient() as elsewhere:
        back = (await elsewhere.get(out.headers["location"])).headers["location"]
    assert (await chief.client.get(back)).status_code == 303
    browser, answer = await travels(office)
    assert answer.status_code == 303
    assert "chef" in (await browser.get("/desk/")).text
    assert await names(office) == {"chef": Role.ADMIN}


async def test_who_is_shut_out_does_not_come_in_by_the_account(office: Office, chief: Clerk) -> None:
    await travels(office)
    await chief.posts("/desk/team/access", name="anna.beispiel", access="off")
    _, answer = await travels(office)
    assert answer.status_code == 403


SPOILT: dict[str, dict[str, Any]] = {
    "another nonce": {"nonce": "another"},
    "no nonce": {"nonce": None},
    "for another client": {"aud": "another"},
    "for several, meant for another": {"aud": [CLIENT_ID, "another"], "azp": "another"},
    "expired": {"exp": int(time.time()) - 3600, "iat": int(time.time()) - 7200},
    "without an end": {"exp": None},
    "from the future": {"nbf": int(time.time()) + 3600},
    "from another issuer": {"iss": "https://evil.example"},
    "about nobody": {"sub": None},
}


@pytest.mark.parametrize("spoilt", SPOILT)
async def test_a_token_that_is_not_right_lets_nobody_in(office: Office, issuer: Issuer, spoilt: str) -> None:
    issuer.spoilt = SPOILT[spoilt]
    browser, answer = await travels(office)
    assert answer.status_code == 403
    assert "passt nicht zu diesem Browser" in answer.text
    assert await names(office) == {}
    assert (await browser.get("/desk/")).status_code == 401


async def test_a_token_signed_by_somebody_else_lets_nobody_in(office: Office, issuer: Issuer) -> None:
    issuer.signs_with = RSAKey.generate_key(2048, {"kid": "k1"})
    assert (await travels(office))[1].status_code == 403


async def test_a_token_signed_with_the_shared_secret_lets_nobody_in(office: Office, issuer: Issuer) -> None:
    issuer.signs_with, issuer.algorithm = shared_secret(), "HS256"
    assert (await travels(office))[1].status_code == 403


async def test_only_the_browser_that_set_out_comes_back(office: Office) -> None:
    victim, attacker = office.stranger(), office.stranger()
    back = await departs(attacker)
    assert (await victim.get(back)).status_code == 403
    await departs(victim)
    assert (await victim.get(back)).status_code == 403


async def test_a_code_is_good_once(office: Office) -> None:
    browser = office.stranger()
    back = await departs(browser)
    cookie = browser.cookies["lotse-openid"]
    assert (await browser.get(back)).status_code == 303
    browser.cookies.set("lotse-openid", cookie, domain="lotse.test", path="/")
    assert (await browser.get(back)).status_code == 403


async def test_who_declines_over_there_is_told_so(office: Office) -> None:
    browser = office.stranger()
    state = parse_qs(urlsplit(await departs(browser)).query)["state"][0]
    answer = await browser.get("/desk/openid/back", params={"state": state, "error": "access_denied"})
    assert (answer.status_code, "hat Sie nicht angemeldet" in answer.text) == (403, True)


async def test_a_service_that_calls_itself_otherwise_is_not_believed(office: Office, issuer: Issuer) -> None:
    issuer.calls_itself = "https://evil.example"
    answer = await office.stranger().get("/desk/openid/start")
    assert answer.status_code == 503


@pytest.mark.parametrize("role_claim", ["groups"])
@pytest.mark.parametrize(
    ("groups", "role"), [(["x", "curator", "staff"], Role.CURATOR), ("admin", Role.ADMIN), (["x"], None), (None, None)]
)
async def test_a_claim_decides_who_may_do_what(
    office: Office, issuer: Issuer, role_claim: str, groups: object, role: Role | None
) -> None:
    issuer.person["groups"] = groups
    _, answer = await travels(office)
    assert answer.status_code == (303 if role else 403)
    assert await names(office) == ({"anna.beispiel": role} if role else {})


@pytest.mark.parametrize("role_claim", ["groups"])
async def test_a_role_taken_away_over_there_is_taken_away_here(office: Office, issuer: Issuer, role_claim: str) -> None:
    issuer.person["groups"] = "admin"
    await travels(office)
    issuer.person["groups"] = "staff"
    await travels(office)
    assert await names(office) == {"anna.beispiel": Role.STAFF}


async def test_the_way_in_is_offered_where_there_is_one(office: Office) -> None:
    assert 'href="/desk/openid/start"' in (await office.stranger().get("/desk/")).text


@pytest.mark.parametrize("issuer_url", ["http://login.example.org", "login.example.org"])
def test_an_issuer_without_tls_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Any, issuer_url: str) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOTSE_OIDC_ISSUER", issuer_url)
    with pytest.raises(SettingsError, match="LOTSE_OIDC_ISSUER"):
        load_settings()


def test_an_issuer_needs_a_client(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOTSE_OIDC_ISSUER", "https://login.example.org")
    with pytest.raises(SettingsError, match="LOTSE_OIDC_CLIENT_ID"):
        load_settings()
