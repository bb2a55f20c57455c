"""What the office needs to know of its work: `/zahlen` in a staff room, and the same as a weekly digest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.base import Answer, Reply, Turn, Usage
from handlers.commands import command_of
from handlers.small_groups import Line, protect
from handlers.speech import Speech
from handlers.stored import Figures
from handlers.times import LOCAL_ZONE, day
from knowledge.entries import Language
from knowledge.library import Library

NUMBERS = Usage("zahlen", "numbers", "usage-numbers", staff=True)
WEEK = timedelta(days=7)
MOST_NAMED = 3  # topics a digest names: who wants all of them opens the page
HELPS = ("yes", "no", "silent")
KINDS = ("answered", "asked-back", "unanswered")


class NumbersOfTheWeek:
    """The last seven days, for staff."""

    usage = (NUMBERS,)

    async def answer(self, turn: Turn) -> Answer:
        command = None if turn.press or not turn.is_staff else command_of(turn.message.text)
        if command is None or not command.is_one_of(NUMBERS):
            return None
        if turn.numbers is None:
            return [Reply(turn.say("numbers-none"))]
        today = turn.now.astimezone(LOCAL_ZONE).date()
        figures = await turn.numbers.between(today - WEEK + timedelta(days=1), today)
        return [Reply(week_in_words(figures, turn.library, turn.speech, turn.language, today=today))]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the questions of some days ended; None stands for a group too small to show."""

    questions: int | None
    ended: dict[str, int | None]
    passed_on: int | None
    helped: dict[str, int | None]


def outcome_of(figures: Figures) -> Outcome:
    """Sums over all days and channels. `silent` are answers that nobody called helpful or not."""
    ended = questions_by_kind(figures)
    answers = sum(count for (_, _, what), count in figures.by_day.items() if what == "answer")
    yes, no = (_sum(figures, f"helpful-{verdict}") for verdict in ("yes", "no"))
    cells = ended | {"questions": sum(ended.values())}
    cells |= {"yes": yes, "no": no, "silent": max(0, answers - yes - no), "answers": answers}
    shown = protect(cells, [Line(KINDS, "questions"), Line(HELPS, "answers")])
    passed_on = protect({"passed-on": _sum(figures, "passed-on")}, [])["passed-on"]
    return Outcome(
        shown["questions"], {kind: shown[kind] for kind in KINDS}, passed_on, {one: shown[one] for one in HELPS}
    )


def questions_by_kind(figures: Figures, on: date | None = None) -> dict[str, int]:
    """Every question once, by what came of it at first; of one day or of all."""
    what = {name: _sum(figures, name, on) for name in ("answer", "confirmed", "suggest", "none")}
    # An answer to a suggestion that was taken belongs to the question that was asked back about.
    answered = max(0, what["answer"] - what["confirmed"])
    return {"answered": answered, "asked-back": what["suggest"], "unanswered": what["none"]}


def _sum(figures: Figures, what: str, on: date | None = None) -> int:
    return sum(
        count for (day_, _, name), count in figures.by_day.items() if name == what and (on is None or day_ == on)
    )


def waiting_times(figures: Figures) -> tuple[int, int] | None:
    """Median and 90th percentile of the seconds until a person's first answer; None for a group too small."""
    waits = figures.waits
    if protect({"": len(waits)}, [])[""] in (None, 0):
        return None
    return waits[(len(waits) - 1) // 2], waits[(len(waits) * 9 - 1) // 10]


def past_review(library: Library, today: date) -> Sequence[str]:
    """Topics whose day of review has passed, longest overdue first."""
    late = [topic for topic in library.topics.values() if topic.overdue(today)]
    return [topic.id for topic in sorted(late, key=lambda topic: (topic.review_by, topic.id))]


def gaps(figures: Figures) -> dict[str, int | None]:
    """Per topic, how often it came near and did not help: asked back and not taken, called unhelpful, passed on."""
    counts: dict[str, int] = {}
    for (topic, what), count in figures.by_topic.items():
        sign = {"suggest": 1, "helpful-no": 1, "passed-on": 1, "confirmed": -1}.get(what, 0)
        if topic and sign:
            counts[topic] = counts.get(topic, 0) + sign * count
    shown = protect({topic: max(0, count) for topic, count in counts.items()}, [])
    return dict(sorted(((topic, count) for topic, count in shown.items() if count != 0), key=_biggest_first))


def _biggest_first(item: tuple[str, int | None]) -> tuple[int, str]:
    return -(item[1] or 0), item[0]


def week_in_words(figures: Figures, library: Library, speech: Speech, language: Language, *, today: date) -> str:
    """Some lines for a room: what was asked, how it ended, how long people waited, and what is to be done."""
    found = outcome_of(figures)
    few = speech.say(language, "numbers-few")

    def shown(count: int | None) -> str:
        return few if count is None else str(count)

    lines = [
        speech.say(language, "numbers-head", first=day(figures.first, language), last=day(figures.last, language)),
        speech.say(
            language, "numbers-questions", questions=shown(found.questions), answered=shown(found.ended["answered"]),
            back=shown(found.ended["asked-back"]), none=shown(found.ended["unanswered"]), passed=shown(found.passed_on),
        ),
        speech.say(
            language, "numbers-helped", yes=shown(found.helped["yes"]), no=shown(found.helped["no"]),
            silent=shown(found.helped["silent"]),
        ),
    ]  # fmt: skip
    if times := waiting_times(figures):
        half, most = (duration(seconds, speech, language) for seconds in times)
        lines.append(speech.say(language, "numbers-waits", half=half, most=most))
    named = [library.topics[id_].question.in_(language) for id_, count in gaps(figures).items()
             if count and id_ in library.topics][:MOST_NAMED]  # fmt: skip
    lines += [speech.say(language, "numbers-gaps", topics=" · ".join(named))] if named else []
    if late := past_review(library, today):
        lines.append(speech.say(language, "numbers-review", count=len(late)))
    return "\n".join([*lines, speech.say(language, "numbers-more")])


def duration(seconds: int, speech: Speech, language: Language) -> str:
    """A length of time as people say it, in its two largest units at most."""
    minutes = round(seconds / 60)
    if minutes < 60:
        return speech.say(language, "numbers-minutes", count=minutes)
    hours = round(minutes / 60)
    if hours < 48:
        return speech.say(language, "numbers-hours", count=hours)
    return speech.say(language, "numbers-days", count=round(hours / 24))
