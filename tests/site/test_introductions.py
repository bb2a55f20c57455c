"""An introduction from the person's consent to the organisation's answer; links that are forged, old or used."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.store.introduction_models import IntroductionRow
from bot.tokens import INTRODUCTION_PATH, Purpose
from handlers.base import Chat
from tests.desk.office import MARIA, Clerk
from tests.site.place import ACTOR, NEED, Town, path_of, words
from tests.store.scenes import dump, rows

JONAS = Chat("web", "b" * 64)


async def test_nothing_is_kept_as_an_introduction_before_the_person_agrees(town: Town) -> None:
    for said in (f"/start {ACTOR}", "Kontakt herstellen", NEED):
        await town.says(said)
    shown = await town.says("maria@example.org")
    assert NEED in shown
    assert "maria@example.org" in shown
    assert "Einverstanden?" in shown
    assert await rows(town.office.running.database, IntroductionRow) == []
    await town.says("abbrechen")
    kept = [line for line in (await dump(town.office.running.database)).splitlines() if line.startswith("chat: ")]
    assert kept
    assert "maria@example.org" not in "\n".join(kept)


async def test_consent_makes_a_case_that_staff_send_and_the_person_hears_of_it(town: Town) -> None:
    number = await town.agrees()
    prepared = "\n".join(await town.staff(f"/zeige {number}"))
    assert NEED in prepared
    assert "maria@example.org" in prepared
    assert INTRODUCTION_PATH in prepared
    await town.staff(f"/vermittelt {number}")
    assert f"{number}: Ihre Anfrage ist an" in (await town.office.heard())[-1]
    assert "schon geschehen" in (await town.staff(f"/vermittelt {number}"))[0]


async def test_looking_at_the_page_changes_nothing(town: Town) -> None:
    number = await town.agrees()
    link = await town.link(number)
    before = await dump(town.office.running.database)
    async with town.browser() as scanner:
        for method in ("GET", "HEAD", "GET"):
            response = await scanner.request(method, link)
            assert response.status_code == 200
            assert response.headers["x-robots-tag"] == "noindex"
    assert await dump(town.office.running.database) == before


@pytest.mark.parametrize(
    ("verdict", "text", "told"),
    [
        ("accept", "Rufen Sie gern an.", "will Ihnen helfen"),
        ("decline", "", "kann hier leider nicht helfen"),
        ("ask", "Um welche Sensoren geht es?", "möchte vorher noch etwas wissen"),
    ],
)
async def test_the_person_is_told_whatever_the_organisation_answers(
    town: Town, verdict: str, text: str, told: str
) -> None:
    number = await town.agrees()
    response = await town.answers(await town.link(number), verdict, text)
    assert response.status_code == 200
    assert "Danke, Ihre Antwort ist angekommen" in words(response)
    last = (await town.office.heard())[-1]
    assert told in last
    assert text in last
    history = "\n".join(await town.staff(f"/zeige {number}"))
    assert text in history
    assert "ScaDS.AI" in history


async def test_the_staff_room_hears_of_the_answer_without_a_word_of_it(town: Town) -> None:
    number = await town.agrees()
    link = await town.link(number)
    town.office.room.clear()
    await town.answers(link, "accept", "Rufen Sie Herrn Geheim an.")
    await town.office.running.drain()
    room = [delivery.text for delivery in town.office.room]
    assert any("hat zugesagt" in text for text in room)
    assert not any("Geheim" in text for text in room)


async def test_a_used_link_is_refused_and_changes_nothing(town: Town) -> None:
    link = await town.link(await town.agrees())
    await town.answers(link, "accept")
    heard = await town.office.heard()
    async with town.browser() as client:
        page = await client.get(link)
    assert page.status_code == 410
    assert "schon benutzt" in words(page)
    token = town.tokens.form_token(link.removeprefix(f"{INTRODUCTION_PATH}/"))
    assert (await town.answers(link, "decline", token=token)).status_code == 410
    assert await town.office.heard() == heard


async def test_an_expired_link_is_refused_in_clear_words(town: Town) -> None:
    link = await town.link(await town.agrees())
    town.office.clock.pass_by(days=31)
    async with town.browser() as client:
        page = await client.get(link)
    assert page.status_code == 410
    assert "abgelaufen" in words(page)


async def test_a_forged_link_is_refused(town: Town) -> None:
    number = await town.agrees()
    link = await town.link(number)
    body, _, signature = link.partition(".")
    until = town.office.clock.now + timedelta(days=1)
    entry = town.tokens.issue(Purpose.ENTRY, number, 1, until)
    flipped = ("0" if signature[0] != "0" else "1") + signature[1:]
    async with town.browser() as client:
        for forged in (f"{body}.{flipped}", f"{body}.", f"{INTRODUCTION_PATH}/x", f"{INTRODUCTION_PATH}/{entry}"):
            page = await client.get(forged)
            assert page.status_code == 404, forged
            assert "nicht gültig" in words(page)


async def test_a_form_from_elsewhere_is_refused(town: Town) -> None:
    link = await town.link(await town.agrees())
    assert (await town.answers(link, "accept", token="0" * 64)).status_code == 403
    async with town.browser() as client:
        fields = {"verdict": "accept", "token": town.tokens.form_token(link.removeprefix(f"{INTRODUCTION_PATH}/"))}
        refused = await client.post(link, data=fields, headers={"origin": "https://evil.example"})
        assert refused.status_code == 403
        assert (await client.post(link, data=fields)).status_code == 200


async def test_a_question_without_words_is_asked_for_them(town: Town) -> None:
    link = await town.link(await town.agrees())
    response = await town.answers(link, "ask")
    assert response.status_code == 422
    assert "Bitte schreiben Sie, was Sie wissen möchten" in words(response)
    assert (await town.answers(link, "maybe")).status_code == 422
    assert (await town.answers(link, "accept", "x" * 2001)).status_code == 422
    assert (await town.answers(link, "ask", "Welche Sensoren?")).status_code == 200


async def test_an_answer_to_a_question_goes_out_only_after_a_second_consent(town: Town) -> None:
    number = await town.agrees()
    first = await town.link(number)
    await town.answers(first, "ask", "Welche Sensoren?")
    assert "Ich hänge es an Ihren Text an" in await town.says("Darauf antworten")
    shown = await town.says("Temperatursensoren an zwei Maschinen")
    assert NEED in shown
    assert "Temperatursensoren" in shown
    assert "Temperatursensoren" not in "\n".join(await town.staff(f"/zeige {number}"))
    assert "gibt Ihre Ergänzung" in await town.says("ja")
    second = await town.link(number)
    assert second != first
    async with town.browser() as client:
        assert (await client.get(first)).status_code == 410
        assert "Temperatursensoren" in words(await client.get(second))
    assert (await town.answers(second, "accept")).status_code == 200


async def test_who_is_erased_leaves_nothing_and_their_link_says_so(town: Town) -> None:
    number = await town.agrees()
    link = await town.link(number)
    data = await town.says("/daten")
    assert "maria@example.org" in data
    assert NEED in data
    await town.says("/loeschen")
    await town.says("ja")
    left = await dump(town.office.running.database)
    assert "Sensordaten" not in left
    assert "maria@example.org" not in left
    async with town.browser() as client:
        page = await client.get(link)
    assert page.status_code == 410
    assert "gibt es nicht mehr" in words(page)


async def test_after_thirty_days_the_person_is_asked_once_and_only_counted(town: Town) -> None:
    number = await town.agrees()
    await town.staff(f"/vermittelt {number}")
    for days, asked in ((29, 0), (2, 1)):
        await _pass_by(town, days)
        heard = await town.office.heard()
        assert sum("Hat der Kontakt geholfen?" in text for text in heard) == asked
    assert "Danke für die Rückmeldung" in await town.says("Noch nicht")
    counts = [line for line in (await dump(town.office.running.database)).splitlines() if "introduction-helped" in line]
    assert len(counts) == 1
    assert counts[0].startswith("tally:")
    await _pass_by(town, 40)
    assert sum("Hat der Kontakt geholfen?" in text for text in await town.office.heard()) == 1


async def _pass_by(town: Town, days: int) -> None:
    town.office.clock.pass_by(days=days)
    await town.office.running.clock.tick()


async def test_who_was_declined_is_not_asked_whether_it_helped(town: Town) -> None:
    number = await town.agrees()
    await town.staff(f"/vermittelt {number}")
    await town.answers(await town.link(number), "decline")
    town.office.clock.pass_by(days=31)
    await town.office.running.clock.tick()
    assert not any("geholfen" in text for text in await town.office.heard())


async def test_another_persons_case_cannot_be_amended(town: Town) -> None:
    number = await town.agrees()
    await town.answers(await town.link(number), "ask", "Welche Sensoren?")
    async with town.office.running.database.reading() as session:
        from bot.store.introductions import StoredIntroductions

        theirs = StoredIntroductions(session, 4711, town.office.clock.now)
        assert await theirs.amend(number, text="x", contact="") is None


async def test_the_desk_shows_the_mail_and_marks_it_as_sent(town: Town, anna: Clerk) -> None:
    number = await town.agrees()
    page = await anna.sees(f"/desk/cases/{number}/introduction")
    assert NEED in page
    mailto = re.search(r'href="(mailto:[^"]+)"', page)
    assert mailto
    fields = parse_qs(urlsplit(mailto[1]).query)
    assert number in fields["subject"][0]
    assert "maria@example.org" in fields["body"][0]
    response = await anna.posts(f"/desk/cases/{number}/introduction", id="sent-once")
    assert "gesendet vermerkt" in words(response)
    assert "Ihre Anfrage ist an" in (await town.office.heard())[-1]


async def test_at_the_desk_an_answer_by_phone_is_told_too(town: Town, anna: Clerk) -> None:
    number = await town.agrees()
    response = await anna.posts(f"/desk/cases/{number}/introduction", answer="nein", text="Keine freien Stunden.")
    assert response.status_code == 200
    assert "Keine freien Stunden." in (await town.office.heard())[-1]
    assert (await anna.client.get("/desk/cases/KI-AAAAA/introduction")).status_code == 404
    without_token = await anna.client.post(f"/desk/cases/{number}/introduction", data={"answer": "ja"})
    assert without_token.status_code == 403


async def test_the_link_of_a_service_leads_to_its_public_address(town: Town) -> None:
    link = town.tokens.introduction_link("KI-ACDEF", 1, town.office.clock.now)
    assert link.startswith("http://lotse.test/vermittlung/")
    assert path_of(link).count("/") == 2
    assert MARIA.id not in link
