"""Files at the desk: what people sent is opened without being able to do anything, what staff send goes out."""

from dataclasses import dataclass, field

import pytest

from bot.platforms.base import RefusedError
from bot.store.desk_models import DeskFileRow
from bot.store.models import InquiryRow, OutboxRow
from handlers.base import Attachment, Chat, Kind, Message
from tests.desk.office import MARIA, Clerk, Office
from tests.store.scenes import rows

TOM = Chat("telegram", "77")
SVG = b"<svg onload='alert(1)' xmlns='http://www.w3.org/2000/svg'/>"


@dataclass
class Shelf:
    """Where a platform keeps what people sent."""

    contents: dict[str, bytes] = field(default_factory=dict)

    async def fetch(self, attachment: Attachment) -> bytes:
        if attachment.ref not in self.contents:
            raise RefusedError("gone")
        return self.contents[attachment.ref]


@pytest.fixture
def shelf(office: Office) -> Shelf:
    """The shelf of the web page."""
    shelf = Shelf()
    office.sources["web"] = shelf
    return shelf


async def from_telegram(office: Office) -> str:
    """A case that came by a platform that takes files."""
    for id_, text in enumerate(("/mensch", "Wer hilft meinem Betrieb in Zittau bei Kühlketten?", "ja")):
        await office.running.dispatcher.receive([Message(TOM, f"t{id_}", text, language="de")])
    found: list[InquiryRow] = list(await rows(office.running.database, InquiryRow))
    return found[-1].number


async def sends(office: Office, number: str, name: str, media_type: str) -> str:
    """A person adds a file to their case; returns where the desk has it."""
    kind = Kind.PHOTO if media_type.startswith("image/") else Kind.DOCUMENT
    file = Attachment(kind, "web", name, name=name, media_type=media_type, size=3)
    message = Message(MARIA, f"file-{name}", f"Zu {number}: hier ist es", language="de", kind=kind, attachments=(file,))
    await office.running.dispatcher.receive([message])
    async with office.running.database.writing() as session:
        connection = await session.connection()
        found = await connection.exec_driver_sql("SELECT max(id) FROM inquiry_event WHERE attachments != '[]'")
        return f"/desk/cases/{number}/files/{found.scalar_one()}/0"


async def test_a_picture_is_shown_and_nothing_in_it_can_run(office: Office, anna: Clerk, shelf: Shelf) -> None:
    number = await office.asks()
    shelf.contents["foto.png"] = b"png"
    where = await sends(office, number, "foto.png", "image/png")
    assert where in await anna.sees(f"/desk/cases/{number}")
    answer = await anna.client.get(where)
    assert (answer.status_code, answer.content, answer.headers["content-type"]) == (200, b"png", "image/png")
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_whatever_is_no_picture_is_only_saved(office: Office, anna: Clerk, shelf: Shelf) -> None:
    number = await office.asks()
    shelf.contents["böse.svg"] = SVG
    answer = await anna.client.get(await sends(office, number, "böse.svg", "image/svg+xml"))
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''b%C3%B6se.svg"


async def test_a_file_of_another_case_or_one_that_is_gone_is_not_found(
    office: Office, anna: Clerk, shelf: Shelf
) -> None:
    number, other = await office.asks(), await office.asks(chat=Chat("web", "b" * 64))
    where = await sends(office, number, "brief.pdf", "application/pdf")
    for address in (where, where.replace(number, other), where[:-1] + "7"):
        assert (await anna.client.get(address)).status_code == 404


async def test_what_staff_send_goes_out_with_the_answer(office: Office, anna: Clerk) -> None:
    number = await from_telegram(office)
    page = await anna.sees(f"/desk/cases/{number}")
    assert 'type="file"' in page
    answer = await anna.client.post(
        f"/desk/cases/{number}/reply",
        data={"token": await anna.token(), "id": "r1", "text": "Anbei das Formular."},
        files={"file": ("../../Formular.pdf", b"%PDF-1.7", "application/pdf")},
    )
    assert "Antwort geht an die Person" in answer.text
    sent = [row.payload for row in await rows(office.running.database, OutboxRow) if row.address == TOM.id]
    file = next(payload["attachments"][0] for payload in sent if payload.get("attachments"))
    assert (file["platform"], file["name"], file["size"]) == ("desk", "Formular.pdf", 8)
    assert await office.files.fetch(Attachment(**file)) == b"%PDF-1.7"
    await office.running.dispatcher.receive(
        [Message(TOM, "e1", "/loeschen", language="de"), Message(TOM, "e2", "ja", language="de")]
    )
    assert await rows(office.running.database, DeskFileRow) == []


async def test_a_file_that_did_not_go_out_is_not_kept(office: Office, anna: Clerk, bernd: Clerk) -> None:
    number = await from_telegram(office)
    await bernd.does("claim", number)
    answer = await anna.client.post(
        f"/desk/cases/{number}/reply",
        data={"token": await anna.token(), "text": "Anbei."},
        files={"file": ("a.txt", b"text", "text/plain")},
    )
    assert "Nicht gesendet" in answer.text
    assert await rows(office.running.database, DeskFileRow) == []


async def test_the_web_page_takes_no_files_and_says_so(office: Office, anna: Clerk) -> None:
    number = await office.asks()
    assert "nur Worte" in await anna.sees(f"/desk/cases/{number}")
    answer = await anna.client.post(
        f"/desk/cases/{number}/reply",
        data={"token": await anna.token(), "text": "Anbei."},
        files={"file": ("a.txt", b"text", "text/plain")},
    )
    assert answer.status_code == 422


async def test_a_file_that_is_too_large_is_refused(office: Office, anna: Clerk) -> None:
    number = await from_telegram(office)
    answer = await anna.client.post(
        f"/desk/cases/{number}/reply",
        data={"token": await anna.token()},
        files={"file": ("a.bin", bytes(21 * 1024 * 1024), "application/octet-stream")},
    )
    assert answer.status_code == 413
