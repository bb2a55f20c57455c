"""What is public travels compressed; what holds a secret of somebody does not, or its length would tell (BREACH)."""

import pytest

from tests.desk.office import Clerk
from tests.site.place import Town

GZIP = {"accept-encoding": "gzip"}


async def test_the_directory_travels_at_a_fraction_of_its_size(town: Town) -> None:
    async with town.office.stranger() as visitor:
        response = await visitor.get("/akteure", headers=GZIP)
        assert response.headers["content-encoding"] == "gzip"
        assert int(response.headers["content-length"]) < len(response.content) / 4
        assert {"Accept-Encoding", "Accept-Language"} <= {one.strip() for one in response.headers["vary"].split(",")}
        assert "content-encoding" not in (await visitor.get("/akteure", headers={"accept-encoding": ""})).headers


async def test_the_desks_own_files_are_compressed_too(town: Town) -> None:
    async with town.office.stranger() as visitor:
        page = (await visitor.get("/desk/sign-in", params={"link": town.office.link("anna")})).text
        style = page.split('rel="stylesheet" href="')[1].split('"')[0]
        assert (await visitor.get(style, headers=GZIP)).headers["content-encoding"] == "gzip"


@pytest.mark.parametrize("path", ["/", "/desk/", "/desk/sign-in"])
async def test_pages_of_somebody_stay_as_long_as_they_are(anna: Clerk, path: str) -> None:
    assert "content-encoding" not in (await anna.client.get(path, headers=GZIP)).headers


async def test_a_page_behind_a_personal_link_stays_as_long_as_it_is(town: Town) -> None:
    link = await town.link(await town.agrees())
    async with town.office.stranger() as visitor:
        response = await visitor.get(link, headers=GZIP)
        assert response.status_code == 200
        assert "content-encoding" not in response.headers
