"""The page, its headers and its cookie, the script for other sites, and the health of the service."""

import re
from dataclasses import replace
from hashlib import sha256

import httpx
import pytest

from bot.platforms.web.pages import page_language
from bot.platforms.web.texts import load_speech, preferred_language, text_keys
from bot.store.database import Database
from knowledge.entries import LANGUAGES, Language
from tests.web.conftest import PARTNER
from tests.web.echo import House, build_house, settings_for

OUTSIDE = re.compile(r"""(?:src|href)=["'](https?:|//)""")


def cookie_of(response: httpx.Response) -> str:
    [cookie] = response.headers.get_list("set-cookie")
    return cookie


async def https_page(database: Database, path: str) -> httpx.Response:
    house = build_house(settings_for("https://lotse.example"), database)
    transport = httpx.ASGITransport(house.app)
    async with httpx.AsyncClient(transport=transport, base_url="https://lotse.example") as client:
        return await client.get(path)


@pytest.mark.parametrize("path", ["/", "/embed", "/healthz", "/api/lines", "/embed.js", "/nothing-here"])
async def test_every_response_carries_the_security_headers(client: httpx.AsyncClient, path: str) -> None:
    headers = (await client.get(path)).headers
    policy = headers["content-security-policy"]
    for part in (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
    ):
        assert part in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    expected = f"frame-ancestors {PARTNER}" if path == "/embed" else "frame-ancestors 'none'"
    assert policy.endswith(expected)


async def test_the_page_is_not_kept_by_anybody(client: httpx.AsyncClient) -> None:
    for path in ("/", "/embed", "/api/lines"):
        assert (await client.get(path)).headers["cache-control"] == "no-store"


async def test_without_an_allow_list_nobody_may_frame_the_page(database: Database) -> None:
    response = await https_page(database, "/embed")
    assert response.headers["content-security-policy"].endswith("frame-ancestors 'none'")


async def test_nothing_on_the_page_is_inline_or_from_elsewhere(client: httpx.AsyncClient) -> None:
    page = (await client.get("/")).text
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert not re.search(r"<style|\sstyle=|\son\w+=", page)
    resources = re.findall(r"<(?:script|link|img)\b[^>]*>", page)
    assert resources
    assert not [tag for tag in resources if OUTSIDE.search(tag)]


async def test_the_first_look_gives_one_cookie_that_scripts_cannot_read(client: httpx.AsyncClient) -> None:
    cookie = cookie_of(await client.get("/"))
    assert cookie.startswith("lotse=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


async def test_over_https_the_cookie_is_bound_to_host_and_tls(database: Database) -> None:
    cookie = cookie_of(await https_page(database, "/"))
    assert cookie.startswith("__Host-lotse=")
    assert cookie.endswith("Secure; SameSite=Lax")
    embedded = cookie_of(await https_page(database, "/embed"))
    assert embedded.endswith("Secure; SameSite=None; Partitioned")


async def test_a_second_look_keeps_the_session(client: httpx.AsyncClient) -> None:
    assert cookie_of(await client.get("/")) == cookie_of(await client.get("/"))


async def test_the_store_sees_only_a_hash_of_the_secret(house: House, visitor: httpx.AsyncClient) -> None:
    message = {"id": "7d9f0c9e-0f5d-4f0e-9a3a-0d2b8f8f1c11", "text": "Hallo"}
    await visitor.post("/api/messages", json=message)
    secret = visitor.cookies["lotse"].split(".")[0]
    assert house.bot.received[0].chat.id == sha256(secret.encode()).hexdigest()


@pytest.mark.parametrize("cookie", ["", "x", "A" * 43, "A" * 43 + "." + "0" * 32, "ä.ö"])
async def test_a_cookie_that_we_did_not_issue_is_no_session(client: httpx.AsyncClient, cookie: str) -> None:
    response = await client.get("/api/lines", headers=[(b"cookie", f"lotse={cookie}".encode())])
    assert response.status_code == 401


@pytest.mark.parametrize(
    ("accept", "language"),
    [("en-GB,en;q=0.9,de;q=0.5", "en"), ("de", "de"), ("fr, it", "de"), ("", "de"), ("en;q=x", "de"), ("EN", "en")],
)
def test_the_browser_chooses_the_language(accept: str, language: Language) -> None:
    assert preferred_language(accept) == language


def test_a_choice_goes_before_the_hint_of_a_site_and_that_before_the_browser() -> None:
    assert page_language({"lang": "en", "hint": "de"}, "de") == "en"
    assert page_language({"hint": "en"}, "de") == "en"
    assert page_language({"lang": "xx"}, "en") == "en"


async def test_the_page_speaks_both_languages(client: httpx.AsyncClient) -> None:
    assert '<html lang="de">' in (await client.get("/")).text
    english = (await client.get("/?lang=en")).text
    assert '<html lang="en">' in english
    assert "Automatic assistant" in english


def test_both_text_files_have_the_same_keys() -> None:
    assert text_keys("de") == text_keys("en")


async def test_without_scripts_the_page_says_how_else_to_reach_us(client: httpx.AsyncClient) -> None:
    [noscript] = re.findall(r"<noscript>(.*?)</noscript>", (await client.get("/")).text, re.DOTALL)
    assert "0351 000000" in noscript
    assert "mailto:lotse@example.org" in noscript


async def test_missing_addresses_are_left_out_and_privacy_is_asked_for_instead(database: Database) -> None:
    bare = replace(settings_for("http://lotse.test"), privacy_url="", imprint_url="", accessibility_url="", email="")
    transport = httpx.ASGITransport(build_house(replace(bare, phone=""), database).app)
    async with httpx.AsyncClient(transport=transport, base_url="http://lotse.test") as client:
        page = (await client.get("/")).text
    assert 'data-say="/datenschutz"' in page
    assert 'href=""' not in page
    assert "Impressum</a>" not in page


async def test_static_files_are_kept_for_ever_under_their_version_only(client: httpx.AsyncClient) -> None:
    page = (await client.get("/")).text
    for name in re.findall(r'(?:src|href)="(static/[^"]+)"', page):
        response = await client.get(f"/{name}")
        assert response.status_code == 200, name
        assert "immutable" in response.headers["cache-control"]
    old = await client.get("/static/000000000000/js/main.js")
    assert (old.status_code, old.headers["cache-control"]) == (200, "no-store")


@pytest.mark.parametrize("path", ["../app.py", "..%2fapp.py", "js/../../app.py", "js", ""])
async def test_no_path_leads_out_of_the_static_files(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(f"/static/x/{path}")).status_code == 404


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json"])
async def test_the_interface_is_not_advertised(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(path)).status_code == 404


async def test_the_script_for_other_sites_knows_its_allow_list_and_texts(client: httpx.AsyncClient) -> None:
    response = await client.get("/embed.js?lang=en")
    assert response.headers["content-type"].startswith("text/javascript")
    assert response.headers["cross-origin-resource-policy"] == "cross-origin"
    assert f'"origins": ["{PARTNER}"]' in response.text
    assert "Questions to KI-Lotse Sachsen" in response.text


async def test_health_and_readiness(house: House, client: httpx.AsyncClient) -> None:
    assert (await client.get("/healthz")).json() == {"status": "ok"}
    assert (await client.head("/healthz")).status_code == 200
    assert (await client.get("/readyz")).status_code == 200
    house.ready["search"] = False
    response = await client.get("/readyz")
    assert (response.status_code, response.json()) == (503, {"store": True, "search": False})


def test_every_text_of_the_page_can_be_said() -> None:
    speech = load_speech()
    names: dict[str, str | int] = {
        "bot": "B",
        "operator": "O",
        "phone": "P",
        "email": "E",
        "seconds": 1,
        "number": "N",
        "label": "L",
    }
    for language in LANGUAGES:
        for key in text_keys(language):
            assert speech.say(language, key, **names).strip()
