"""The whole service in a real browser: a citizen asks, passes a question on, a clerk answers from another process."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.people import LONGEST_WAIT, PHONE, Visitor, Visitors, violations
from tests.service.process import ROOT, running

TO_PERSON = re.compile("An einen Menschen weitergeben|Keine davon")  # none found, or only unlikely ones

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


class Clerk:
    """Works from a process of their own on the service's database, through JSON Lines."""

    def __init__(self, data: Path, name: str) -> None:
        self._environment = os.environ | {
            "LOTSE_DATA_DIR": str(data),
            "LOTSE_DATABASE_URL": f"sqlite:///{data / 'lotse.db'}",
        }
        self._name = name

    def does(self, *commands: str) -> str:
        """Type commands; returns everything the staff room said to them."""
        lines = "".join(json.dumps({"staff": self._name, "text": command}) + "\n" for command in commands)
        command = [sys.executable, "-m", "bot", "chat", "--jsonl"]
        ended = subprocess.run(
            command,
            input=lines,
            capture_output=True,
            text=True,
            cwd=ROOT,
            env=self._environment,
            timeout=60,
            check=True,
        )
        said = [json.loads(line) for line in ended.stdout.splitlines()]
        return "\n".join(line["text"] for line in said if line.get("to") == "staff")


async def case_number(visitor: Visitor) -> str:
    """The number the page shows."""
    line = visitor.log.get_by_text(re.compile(r"Notiert unter der Nummer KI-\w{5}")).last
    await expect(line).to_be_visible(timeout=LONGEST_WAIT)
    found = re.search(r"KI-\w{5}", await line.inner_text())
    assert found
    return found[0]


async def pass_on(visitor: Visitor, question: str) -> str:
    """Ask something nobody can answer from the knowledge base, agree, and return the case's number."""
    before = await visitor.lines("bot").count()
    await visitor.says(question)
    await expect(visitor.lines("bot")).to_have_count(before + 1, timeout=LONGEST_WAIT)
    to_person = visitor.lines("bot").last.get_by_role("button", name=TO_PERSON)
    await to_person.last.click()
    await visitor.page.get_by_role("button", name="Ja, weitergeben").click()
    return await case_number(visitor)


@pytest.mark.parametrize("size", [(1280, 800), PHONE], ids=["desktop", "phone"])
async def test_ask_pass_on_hear_from_staff_and_reload(
    warm_data: Path, visitors: Visitors, size: tuple[int, int]
) -> None:
    with running(warm_data) as service:
        visitor = await visitors.visit(service.url, size=size, bypass_csp=True)  # for axe, see test_reading
        await visitor.says("Wer leitet die Digitalagentur Sachsen?")
        await expect(visitor.log.get_by_text("Frauke Greven").first).to_be_visible(timeout=LONGEST_WAIT)
        number = await pass_on(visitor, "Mein Toaster von 1987 brummt, wer repariert ihn mir am Sonntag?")
        clerk = Clerk(warm_data, "anna")
        assert "Toaster" in clerk.does("/liste")
        assert "anna" in clerk.does(f"/uebernehmen {number}", f"/notiz {number} <b>Nur für uns</b>")
        clerk.does(f"/antwort {number} Fragen Sie ein Repair-Café.")
        await expect(visitor.log.get_by_text("Fragen Sie ein Repair-Café.")).to_be_visible(timeout=LONGEST_WAIT)
        await visitor.page.reload()
        await expect(visitor.log.get_by_text("Fragen Sie ein Repair-Café.")).to_have_count(1, timeout=LONGEST_WAIT)
        assert await visitor.log.get_by_text("Nur für uns").count() == 0
        await visitor.says("Und hat das Café auch montags offen, so früh am Morgen?")
        await expect(visitor.log.get_by_text(f"{number} ist wieder offen")).to_be_visible(timeout=LONGEST_WAIT)
        assert await violations(visitor) == []


async def test_the_conversation_survives_a_crash_of_the_service(warm_data: Path, visitors: Visitors) -> None:
    with running(warm_data) as service:
        visitor = await visitors.visit(service.url)
        visitor.expects_trouble = True
        await visitor.says("Was ist ScaDS.AI?")
        await expect(visitor.lines("bot")).to_have_count(1, timeout=LONGEST_WAIT)
        service.kill()
        await visitor.says("Was ist die Kompetenzstelle KI?")
        service.start()
        await expect(visitor.lines("bot")).to_have_count(2, timeout=3 * LONGEST_WAIT)
        await visitor.page.reload()
        await expect(visitor.lines("bot")).to_have_count(2, timeout=LONGEST_WAIT)
        await expect(visitor.lines("person")).to_have_count(2)


async def test_delete_me_empties_the_page(warm_data: Path, visitors: Visitors) -> None:
    with running(warm_data) as service:
        visitor = await visitors.visit(service.url)
        number = await pass_on(visitor, "Mein Toaster von 1987 brummt, wer repariert ihn mir am Sonntag?")
        await visitor.says("/loeschen")
        await visitor.page.get_by_role("button", name="Ja, alles löschen").click()
        await expect(visitor.log.get_by_text(re.compile("Quittung L-"))).to_be_visible(timeout=LONGEST_WAIT)
        await expect(visitor.log.get_by_text(re.compile("Toaster"))).to_have_count(0)
        await visitor.page.reload()
        await expect(visitor.log.get_by_text(re.compile("Quittung L-"))).to_have_count(1, timeout=LONGEST_WAIT)
        await expect(visitor.log.get_by_text(re.compile("Toaster"))).to_have_count(0)
        assert "gelöscht" in Clerk(warm_data, "anna").does(f"/antwort {number} Hallo")
