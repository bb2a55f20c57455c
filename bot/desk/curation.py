"""The curation page: what people asked in vain, drafts, and what was approved; a second person puts them in force."""

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from bot.desk.curation_forms import change_in, changed, form_of
from bot.desk.guard import Visit, enter, enter_to_change
from bot.desk.pages import Pages
from bot.desk.parts import Parts
from bot.platforms.web.refusals import Refusal
from bot.store.curation import Curated, State
from bot.store.desk import Role
from bot.store.learning import Proposal
from knowledge.curated import REVIEW_AFTER, Change, Texts, effective, new_id
from knowledge.entries import LANGUAGES, Phrasings
from knowledge.grouping import groups_of

MOST_GROUPS = 50
LONGEST_ID = 9  # digits


def curation_routes(parts: Parts, pages: Pages) -> APIRouter:
    """`/curation`, for curators."""
    routes = APIRouter(prefix="/curation")

    @routes.get("")
    async def show_curation(request: Request) -> Response:
        visit = await enter(request, parts, needs=Role.CURATOR)
        changes = {state: await parts.curation.listed(state) for state in State}
        waiting = await parts.proposals.waiting()
        in_files = {one.id for one in changes[State.APPROVED] if not effective(parts.knowing.files, [one.change])}
        return pages.answer(
            visit, "curation.html", changes=changes, states=list(State), in_files=in_files,
            groups=groups_of(waiting, lambda proposal: proposal.text)[:MOST_GROUPS],
            most_meant=_most_meant, topics=parts.library.topics,
        )  # fmt: skip

    @routes.post("/propose")
    async def propose(request: Request) -> Response:
        """A group becomes a draft: phrasings of the topic that was meant, or a topic of its own."""
        visit, form = await enter_to_change(request, parts, needs=Role.CURATOR)
        known = {one.text: one for one in await parts.proposals.waiting()}
        chosen = [known[text] for text in form["texts"].split("\n") if text in known]
        if not chosen:
            raise Refusal(409, "curation-gone")
        change = _change_of(chosen, form["topic"], parts)
        made = await parts.curation.draft(change, visit.user.name, now=parts.now())
        return RedirectResponse(f"/desk/curation/{made}", 303)

    @routes.post("/drop")
    async def drop(request: Request) -> Response:
        visit, form = await enter_to_change(request, parts, needs=Role.CURATOR)
        await parts.proposals.drop(form["texts"].split("\n"))
        await parts.people.note(visit.user, "knowledge-dropped", now=parts.now())
        return RedirectResponse("/desk/curation", 303)

    @routes.get("/{change_id}")
    async def show_change(request: Request, change_id: str) -> Response:
        visit = await enter(request, parts, needs=Role.CURATOR)
        return await _page(parts, pages, visit, await _found(parts, change_id))

    @routes.get("/{change_id}/review")
    async def show_review(request: Request, change_id: str) -> Response:
        visit = await enter(request, parts, needs=Role.CURATOR, noted=False)
        item = await _found(parts, change_id)
        review = await parts.reviews.of(item.change, today=parts.now().date())
        return pages.answer(visit, "curation_review.html", item=item, review=review, topics=parts.library.topics)

    @routes.post("/{change_id}/edit")
    async def edit(request: Request, change_id: str) -> Response:
        visit, form = await enter_to_change(request, parts, needs=Role.CURATOR)
        item = await _found(parts, change_id)
        change = change_in(form, item.change)
        done = await parts.curation.edit(
            item.id, change, visit.user.name, version=_number(form["version"]), now=parts.now()
        )
        return _then(item.id, done)

    @routes.post("/{change_id}/phrasing")
    async def make_phrasings(request: Request, change_id: str) -> Response:
        """A draft topic becomes mere phrasings of one that is there."""
        visit, form = await enter_to_change(request, parts, needs=Role.CURATOR)
        item = await _found(parts, change_id)
        if form["topic"] not in parts.library.topics:
            raise Refusal(422, "curation-topic")
        said = {code: [text for text, spoken in item.change.sayings if spoken == code] for code in LANGUAGES}
        blank = {"question": {}, "answer": {}, "sources": [], "category": ""}
        change = changed(item.change, kind="phrasings", topic=form["topic"], phrasings=said, **blank)
        done = await parts.curation.edit(
            item.id, change, visit.user.name, version=_number(form["version"]), now=parts.now()
        )
        return _then(item.id, done)

    @routes.post("/{change_id}/approve")
    async def approve(request: Request, change_id: str) -> Response:
        """In force at once, on every process; only what passes the review, and never by who wrote it."""
        visit, form = await enter_to_change(request, parts, needs=Role.CURATOR)
        item = await _found(parts, change_id)
        if item.state is State.DRAFT and not item.may_approve(visit.user.name):
            raise Refusal(403, "curation-second")
        review = await parts.reviews.of(item.change, today=parts.now().date())
        if not review.passes:
            return await _page(parts, pages, visit, item, status=409, review=review)
        version = _number(form["version"])
        done = await parts.curation.approve(item.id, visit.user.name, version=version, now=parts.now())
        if done:
            await parts.proposals.drop([text for text, _ in item.change.sayings])
            await parts.knowing.refresh()
        return _then(item.id, done)

    @routes.post("/{change_id}/reject")
    async def reject(request: Request, change_id: str) -> Response:
        visit, form = await enter_to_change(request, parts, needs=Role.CURATOR)
        reason = _reason(form["reason"])
        item = await _found(parts, change_id)
        return _then(item.id, await parts.curation.reject(item.id, visit.user.name, reason, now=parts.now()))

    @routes.post("/{change_id}/withdraw")
    async def withdraw(request: Request, change_id: str) -> Response:
        visit, form = await enter_to_change(request, parts, needs=Role.CURATOR)
        reason = _reason(form["reason"])
        item = await _found(parts, change_id)
        done = await parts.curation.withdraw(item.id, visit.user.name, reason, now=parts.now())
        await parts.knowing.refresh()
        return _then(item.id, done)

    return routes


async def _found(parts: Parts, change_id: str) -> Curated:
    known = change_id.isascii() and change_id.isdecimal() and len(change_id) <= LONGEST_ID
    item = await parts.curation.find(int(change_id)) if known else None
    if item is None:
        raise Refusal(404, "not-found")
    return item


async def _page(
    parts: Parts, pages: Pages, visit: Visit, item: Curated, *, status: int = 200, **shown: Any
) -> Response:
    """A change with its form, and what can be done with it."""
    return pages.answer(
        visit, "curated.html", status=status, item=item, form=form_of(item.change), topics=parts.library.topics,
        history=await parts.curation.history(item.id), categories=parts.library.vocabulary.categories,
        in_files=item.state is State.APPROVED and not effective(parts.knowing.files, [item.change]),
        **({"review": None} | shown),
    )  # fmt: skip


def _then(change_id: int, done: bool) -> Response:
    if not done:
        raise Refusal(409, "curation-changed")
    return RedirectResponse(f"/desk/curation/{change_id}", 303)


def _reason(written: str) -> str:
    if not written:
        raise Refusal(422, "curation-reason")
    return written


def _number(written: str) -> int:
    if not (written.isascii() and written.isdecimal() and len(written) <= LONGEST_ID):
        raise Refusal(422, "malformed")
    return int(written)


def _most_meant(group: list[Proposal]) -> str:
    """The topic that most people who asked so had in mind; empty when nobody chose one."""
    votes: dict[str, int] = {}
    for proposal in group:
        if proposal.topic:
            votes[proposal.topic] = votes.get(proposal.topic, 0) + proposal.count
    return max(votes, key=lambda topic: votes[topic], default="")


def _change_of(chosen: list[Proposal], topic: str, parts: Parts) -> Change:
    """A draft of a group of questions."""
    today, library = parts.now().date(), parts.library
    days = {"reviewed": today, "review_by": today + REVIEW_AFTER}
    texts = {code: tuple(dict.fromkeys(one.text for one in chosen if one.language == code)) for code in LANGUAGES}
    if topic in library.topics:
        return Change(kind="phrasings", topic=topic, phrasings=Phrasings(de=texts["de"], en=texts["en"]), **days)
    first = {code: said[0] if said else "" for code, said in texts.items()}
    rest = Phrasings(de=texts["de"][1:], en=texts["en"][1:])
    category = next(iter(library.vocabulary.categories))
    return Change(
        kind="topic", topic=new_id(chosen[0].text, library.topics), category=category,
        question=Texts(de=first["de"], en=first["en"]), phrasings=rest, **days,
    )  # fmt: skip
