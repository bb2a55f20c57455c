"""The lists: which cases there are, in a stable order, page by page."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response

from bot.desk.guard import enter
from bot.desk.pages import Pages, is_fragment
from bot.desk.parts import Parts
from bot.platforms.web.refusals import Refusal
from bot.store.desk_cases import MOST_COUNTED, VIEWS, Spot, Wanted

CHANNELS = ("web", "telegram", "matrix")


def list_routes(parts: Parts, pages: Pages) -> APIRouter:
    """`/`: the page, and the list alone when the page refreshes itself."""
    routes = APIRouter()

    @routes.get("/")
    async def show_list(
        request: Request,
        view: str = "new",
        channel: str = "",
        topic: str = "",
        tag: Annotated[str, Query(max_length=40)] = "",
        q: Annotated[str, Query(max_length=200)] = "",
        after: str = "",
    ) -> Response:
        visit = await enter(request, parts, noted=not is_fragment(request))
        spot = Spot.parse(after) if after else None
        if view not in VIEWS or (after and spot is None):
            raise Refusal(422, "malformed")
        label = tag.strip().removeprefix("#").casefold()
        wanted = Wanted(view, visit.user.name, channel, topic, q.strip(), label)
        page = await parts.cases.page(wanted, after=spot, now=parts.now())
        chosen = {"view": view, "channel": channel, "topic": topic, "tag": label, "q": q.strip()}
        return pages.answer(
            visit, "list_part.html" if is_fragment(request) else "list.html",
            page=page, wanted=wanted, after=after, here=_address(**chosen, after=after),
            first=_address(**chosen), next=_address(**chosen, after=str(page.next or "")),
            counts=await parts.cases.counts(visit.user.name, parts.now()), most=MOST_COUNTED, views=VIEWS,
            channels=CHANNELS, topics=_topic_names(parts, visit.language),
        )  # fmt: skip

    return routes


def _address(**chosen: str) -> str:
    return "/desk/?" + urlencode({name: value for name, value in chosen.items() if value})


def _topic_names(parts: Parts, language: str) -> dict[str, str]:
    """The topics a case may be about, by id."""
    topics = parts.library.topics.values()
    return {topic.id: topic.question.in_("en" if language == "en" else "de") for topic in topics}
