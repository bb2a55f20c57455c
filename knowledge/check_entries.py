"""Rules about the entries themselves: what they refer to, where they stand, and whether they can be trusted."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from knowledge.check_base import Content, warning
from knowledge.entries import Actor, Event, Topic
from knowledge.problems import Problem


def topic_references(content: Content) -> Iterator[Problem]:
    """Category, actors and related topics exist, each once, and no topic is related to itself."""
    for file, topic in content.topics():
        yield from _unknown(content, file, "category", "categories", [topic.category])
        for actor in topic.actors:
            if not content.has(Actor, actor):
                yield Problem(file, "actors", f"{actor!r} is not an actor")
        for related in topic.related:
            if related == topic.id:
                yield Problem(file, "related", "names the topic itself")
            elif not content.has(Topic, related):
                yield Problem(file, "related", f"{related!r} is not a topic")
        yield from _twice(file, "actors", topic.actors)
        yield from _twice(file, "related", topic.related)


def actor_references(content: Content) -> Iterator[Problem]:
    """Actors are described with words of the vocabulary."""
    for actor in content.library.actors.values():
        file = content.file(actor)
        yield from _unknown(content, file, "sector", "sectors", [actor.sector])
        yield from _unknown(content, file, "kind", "kinds", [actor.kind])
        yield from _unknown(content, file, "region", "regions", [actor.region])
        for field in ("topics", "offers"):
            yield from _unknown(content, file, field, field, getattr(actor, field))
            yield from _twice(file, field, getattr(actor, field))


def event_references(content: Content) -> Iterator[Problem]:
    """Events are held by an actor we know, about topics of the vocabulary."""
    for event in content.library.events.values():
        file = content.file(event)
        if not content.has(Actor, event.organiser):
            yield Problem(file, "organiser", f"{event.organiser!r} is not an actor")
        yield from _unknown(content, file, "topics", "topics", event.topics)
        yield from _twice(file, "topics", event.topics)
        if event.region:
            yield from _unknown(content, file, "region", "regions", [event.region])


def event_dates(content: Content) -> Iterator[Problem]:
    """Events end after they start, and what is planned lies ahead."""
    for event in content.library.events.values():
        file = content.file(event)
        if event.ends and (event.starts is None or event.ends < event.starts):
            yield Problem(file, "ends", f"{event.ends} is before the start" if event.starts else "has no start")
        elif event.status == "planned" and (last := event.ends or event.starts) and last < content.today:
            yield warning(file, "status", f"is 'planned', but the date ({last}) has passed")
        yield from _event_times(file, event)


def _event_times(file: str, event: Event) -> Iterator[Problem]:
    """Times belong to days; what is announced says when, and what was moved or called off counts its changes."""
    if event.starts_at and not event.starts:
        yield Problem(file, "starts_at", "has no day: `starts` is empty")
    if event.ends_at and not event.starts_at:
        yield Problem(file, "ends_at", "has no beginning: `starts_at` is empty")
    begins = event.begins
    if begins and event.starts_at and event.ends_at and event.over is not None and event.over <= begins:
        yield Problem(file, "ends_at", f"{event.ends_at:%H:%M} is not after the beginning; name the day in `ends`")
    if event.status in ("planned", "moved", "cancelled") and not event.starts:
        yield Problem(file, "starts", f"is empty, but the status is {event.status!r}")
    if event.status in ("moved", "cancelled") and not event.sequence:
        yield Problem(file, "sequence", f"is 0, but the status is {event.status!r}: calendars would not notice")


def placement(content: Content) -> Iterator[Problem]:
    """A topic stands in the folder of its category."""
    for file, topic in content.topics():
        folder = PurePosixPath(file).parent.name
        if "/" in file and folder != topic.category:
            yield Problem(file, "category", f"is {topic.category!r}, but the file stands in the folder {folder!r}")


def reviews(content: Content) -> Iterator[Problem]:
    """Entries are looked at again in time."""
    for entry in content.reviewed():
        file = content.file(entry)
        if entry.review_by < entry.reviewed:
            yield Problem(file, "review_by", f"{entry.review_by} is before the review itself ({entry.reviewed})")
        elif entry.overdue(content.today):
            yield warning(file, "review_by", f"has passed: {entry.review_by}")


def trust(content: Content) -> Iterator[Problem]:
    """What is called sourced has a source; what nobody has verified is offered to a person to clarify."""
    for entry in content.reviewed():
        if entry.confidence == "sourced" and not entry.sources:
            yield Problem(content.file(entry), "sources", "is empty, but the confidence is 'sourced'")
    for file, topic in content.topics():
        if topic.confidence == "unverified" and not (topic.open or topic.product):
            yield Problem(file, "confidence", "is 'unverified', which needs `open: true` or `product: true`")


def _unknown(content: Content, file: str, field: str, group: str, slugs: Iterable[str]) -> Iterator[Problem]:
    known = getattr(content.library.vocabulary, group)
    for slug in slugs:
        if slug not in known:
            yield Problem(file, field, f"{slug!r} is not among the {group} of vocabulary.yaml")


def _twice(file: str, field: str, slugs: tuple[str, ...]) -> Iterator[Problem]:
    for slug in sorted({slug for slug in slugs if slugs.count(slug) > 1}):
        yield warning(file, field, f"names {slug!r} twice")
