"""The form of an event: whatever is typed is read or named as a fault, and every event of ours survives the way."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.desk.app import FOLDER
from bot.desk.events_form import FIELDS, blank, differences, fields_of, read, typed
from handlers.speech import Speech
from knowledge.calendar import calendar_of
from knowledge.entries import Event
from knowledge.library import Library
from tests.desk.test_events import WRITTEN

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
# What people and programs really put into such fields, beside any text at all.
ODD = st.sampled_from((
    "", "0", "2026-02-30", "0001-01-01", "9999-12-31", "2027-03-28", "02:30", "25:00", "1730", "20261203", "1e9",
    "https://", "http://[::1", "javascript:alert(1)", "| | ", "https://a.de | b | c | d", "Europe/../Berlin", "/etc",
    "planned", "cancelled", "recurring", "past", "{{ 7 }}", "%s", "\u202e", "😀" * 50,
))  # fmt: skip


def test_every_event_of_ours_survives_the_way_through_the_form(library: Library) -> None:
    for event in library.events.values():
        again = read(fields_of(event), event.id, library, now=NOW, before=event)
        assert isinstance(again, Event), (event.id, again)
        assert again == event.model_copy(update={"reviewed": NOW.date()}), event.id


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.dictionaries(st.sampled_from(FIELDS), st.one_of(ODD, st.text(max_size=400)), max_size=6))
def test_whatever_is_typed_is_an_event_or_faults_with_words_for_them(library: Library, changes: dict[str, Any]) -> None:
    fields = {**blank(NOW.date()), **typed(WRITTEN), **changes}
    made = read(fields, "robotiktag", library, now=NOW)
    if isinstance(made, Event):  # then everything else can be made of it
        assert calendar_of([made], library, language="de", name="x", url_of=lambda _: "") or made.starts is None
        assert fields_of(made).keys() == set(FIELDS)
        return
    assert made
    words = Speech.load(FOLDER / "texts")
    for fault in made:
        assert fault.field in FIELDS, fault
        told = words.say("de", f"event-fault-{fault.kind}", detail=fault.detail)
        assert told != f"event-fault-{fault.kind}"


@pytest.mark.parametrize("status", ["planned", "cancelled"])
def test_a_fault_of_each_field_is_named_at_once(library: Library, status: str) -> None:
    fields = {**blank(NOW.date()), "status": status, "title_en": "x", "starts": "morgen", "url": "sachsen.de"}
    faults = read(fields, "x", library, now=NOW)
    assert not isinstance(faults, Event)
    assert [fault.field for fault in faults] == [
        "title_de", "summary_de", "summary_en", "starts", "url", "organiser",
    ]  # fmt: skip


def test_differences_come_in_the_order_of_the_form() -> None:
    one = blank(NOW.date())
    other = {**one, "city": "Zittau", "title_de": "Neu"}
    assert differences(one, other) == [("title_de", "", "Neu"), ("city", "", "Zittau")]
    assert differences(one, one) == []
