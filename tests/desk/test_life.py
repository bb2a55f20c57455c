"""The life of a case at the desk: handed over, waiting, raised, tagged, merged, banned, opened again."""

from handlers.base import Chat
from tests.desk.office import Clerk, Office
from tests.desk.test_room import says


async def test_a_case_is_handed_over_and_the_colleague_finds_it_among_theirs(
    office: Office, anna: Clerk, bernd: Clerk
) -> None:
    number = await office.asks()
    await anna.does("claim", number)
    assert "<option>bernd</option>" in await anna.sees(f"/desk/cases/{number}")
    page = await anna.does("handover", number, "bernd")
    assert "anna übergibt an bernd" in page, page.split('id="said"')[1][:600]
    assert number in await bernd.sees(view="mine")
    assert "Nicht gesendet" in await anna.does("reply", number, "Das war noch von mir.")


async def test_a_case_is_handed_over_to_somebody_who_works_only_in_the_room(
    office: Office, anna: Clerk, bernd: Clerk, chief: Clerk
) -> None:
    number = await office.asks()
    await says(office, f"/notiz {number} Ich kenne den Fall.", name="carla")
    await chief.posts("/desk/team/access", name="bernd", access="off")
    page = await anna.sees(f"/desk/cases/{number}")
    assert "<option>carla</option>" in page
    assert "<option>bernd</option>" not in page
    await anna.does("handover", number, "carla")
    assert 'id="owner">carla<' in await anna.sees(f"/desk/cases/{number}")


async def test_a_raised_case_stands_on_top_and_goes_down_again(office: Office, anna: Clerk) -> None:
    first, second = await office.asks(), await office.asks(chat=Chat("web", "b" * 64))
    await anna.does("urgent", second)
    page = await anna.sees(view="open")
    assert page.index(second) < page.index(first)
    assert "dringend" in page
    await anna.does("urgent", second, "aus")
    page = await anna.sees(view="open")
    assert page.index(first) < page.index(second)


async def test_tags_are_set_filtered_by_and_taken_off(office: Office, anna: Clerk) -> None:
    number, other = await office.asks(), await office.asks(chat=Chat("web", "b" * 64))
    assert "#förderung" in await anna.does("tag", number, "Förderung")
    page = await anna.sees(view="open", tag="#Förderung")
    assert number in page
    assert other not in page
    head = (await anna.does("tag", number, "-förderung")).split('class="history"')[0]
    assert "#förderung" not in head.split("</dl>")[1]


async def test_a_case_waits_closes_and_opens_again(office: Office, anna: Clerk) -> None:
    number = await office.asks()
    await anna.does("claim", number)
    assert "wartet auf die Person" in await anna.does("wait", number)
    assert number in await anna.sees(view="waiting")
    await anna.does("close", number)
    assert number in await anna.sees(view="closed")
    page = await anna.does("reopen", number)
    assert 'id="owner">anna<' in page


async def test_two_cases_of_one_person_become_one(office: Office, anna: Clerk) -> None:
    first = await office.asks()
    second = await office.asks("Und wer hilft dabei in Löbau?")
    assert first != second
    page = await anna.does("merge", second, first)
    assert f"läuft weiter unter {first}" in page
    assert f'href="/desk/cases/{first}"' in page


async def test_a_banned_person_is_marked_and_let_in_again(office: Office, anna: Clerk) -> None:
    number = await office.asks()
    assert "Person gesperrt" in await anna.does("ban", number)
    assert 'id="do-unban"' in await anna.does("note", number, "Gesperrt, weil …")
    assert 'id="do-ban"' in await anna.does("unban", number)
