"""The models of topics, actors, events and the operator: what they accept and what they answer."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from knowledge.entries import Event, Language, Localised, Operator, Phrasings, Source, Topic

TOPIC: dict[str, Any] = {
    "id": "what-is-ai",
    "category": "basics",
    "question": {"de": "Was ist KI?", "en": "What is AI?"},
    "answer": {"de": "Ein Satz.", "en": "A sentence."},
    "phrasings": {"de": ["KI erklärt"], "en": ["AI explained"]},
    "reviewed": "2026-11-01",
    "review_by": "2027-11-01",
    "owner": "redaktion",
}


def topic(**changes: Any) -> Topic:
    return Topic.model_validate({**TOPIC, **changes})


def source(as_of: str, title: str = "Page") -> Source:
    return Source(title=title, as_of=as_of)


@pytest.mark.parametrize(
    ("language", "questions"), [("de", ("Was ist KI?", "KI erklärt")), ("en", ("What is AI?", "AI explained"))]
)
def test_a_topic_is_asked_for_by_its_question_first(language: Language, questions: tuple[str, ...]) -> None:
    assert topic().questions(language) == questions


def test_a_topic_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        topic().category = "other"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"id": "What Is"}, "id"),
        ({"id": "what--is"}, "id"),
        ({"category": "Basics"}, "category"),
        ({"confidence": "guessed"}, "confidence"),
        ({"reviewed": "yesterday"}, "reviewed"),
        ({"owner": " "}, "owner"),
        ({"answer": {"de": "Ja.", "en": "  "}}, "answer.en"),
        ({"flavour": "sweet"}, "flavour"),
    ],
)
def test_a_topic_with_a_fault_is_refused_naming_the_field(changes: dict[str, Any], fault: str) -> None:
    with pytest.raises(ValidationError) as refused:
        topic(**changes)
    assert [".".join(map(str, error["loc"])) for error in refused.value.errors()] == [fault]


@pytest.mark.parametrize(("today", "overdue"), [(date(2027, 11, 1), False), (date(2027, 11, 2), True)])
def test_a_topic_is_overdue_the_day_after_its_review_date(today: date, overdue: bool) -> None:
    assert topic().overdue(today) is overdue


def test_sources_stand_newest_first_and_undated_last() -> None:
    first, second, undated = source("2022-05"), source("2024"), source("unknown")
    assert topic(sources=[undated, first, second]).sources_in_order == [second, first, undated]


def test_a_public_body_comes_before_newer_pages_of_others() -> None:
    office = Source(url="https://www.medienservice.sachsen.de/news/1", as_of="2022")
    paper = Source(url="https://paper.example/sachsen.de", as_of="2026")
    assert topic(sources=[paper, office]).sources_in_order == [office, paper]
    assert topic().sources_in_order == []


def test_who_only_repeats_others_comes_after_older_pages() -> None:
    mirror = Source(url="http://direktbroker.de:9001/news/1", as_of="2026")
    paper = Source(url="https://paper.example/1", as_of="unknown")
    assert topic(sources=[mirror, paper]).sources_in_order == [paper, mirror]
    assert mirror.name == "direktbroker.de"


@pytest.mark.parametrize("as_of", ["2024", "2024-05", "2024-05-06", "unknown"])
def test_a_source_is_as_exact_as_its_page(as_of: str) -> None:
    assert source(as_of).as_of == as_of


@pytest.mark.parametrize("as_of", ["", "May 2024", "24-05-06", "2024-5"])
def test_a_source_without_a_readable_date_is_refused(as_of: str) -> None:
    with pytest.raises(ValidationError):
        source(as_of)


def test_a_source_says_where_to_look() -> None:
    with pytest.raises(ValidationError, match="needs a url or a title"):
        Source(as_of="2024")
    with pytest.raises(ValidationError):
        Source(url="ftp://example.org", as_of="2024")


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"title": "Annual report", "url": "https://example.org/x"}, "Annual report"),
        ({"url": "https://www.example.org/report/2024"}, "example.org"),
        ({"url": "http://example.org"}, "example.org"),
    ],
)
def test_a_source_is_called_by_its_title_or_its_host(fields: dict[str, str], name: str) -> None:
    assert Source(as_of="2024", **fields).name == name


@pytest.mark.parametrize(("language", "text"), [("de", "Hallo"), ("en", "Hello")])
def test_texts_are_chosen_by_language(language: Language, text: str) -> None:
    assert Localised(de=" Hallo ", en="Hello").in_(language) == text
    assert Phrasings(de=("Hallo",), en=("Hello",)).in_(language) == (text,)


def test_an_event_may_have_a_rhythm_instead_of_a_date() -> None:
    both = {"de": "jährlich", "en": "every year"}
    review = {name: TOPIC[name] for name in ("reviewed", "review_by", "owner")}
    fields = {"id": "fair", "title": both, "organiser": "lab", "city": "Dresden", "recurrence": both, "summary": both}
    event = Event.model_validate({**fields, **review, "status": "recurring"})
    assert event.starts is None
    with pytest.raises(ValidationError):
        Event.model_validate({**fields, **review, "status": "maybe"})


@pytest.mark.parametrize(("language", "name", "hours"), [("de", "Amt", "Mo bis Fr"), ("en", "Office", "")])
def test_the_operator_tells_what_is_provided_and_leaves_the_rest_empty(
    language: Language, name: str, hours: str
) -> None:
    operator = Operator.model_validate(
        {"name": {"de": "Amt", "en": "Office"}, "bot_name": "Lotse", "opening_hours": {"de": "Mo bis Fr"}, "phone": "1"}
    )
    details = operator.details(language)
    assert details["operator"] == name
    assert details["phone"] == "1"
    assert details["email"] == ""
    assert details["opening_hours"] == hours


@pytest.mark.parametrize("hours", [{"de": ["Mo", "Di"]}, {"fr": "lundi"}, "always"])
def test_opening_hours_that_nobody_would_see_are_refused(hours: object) -> None:
    with pytest.raises(ValidationError):
        Operator.model_validate({"name": {"de": "Amt", "en": "Office"}, "bot_name": "Lotse", "opening_hours": hours})
