"""The content checker: each rule is broken once, and the real content breaks none."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from knowledge.check import inspect, main
from knowledge.entries import Language
from knowledge.loading import CONTENT
from knowledge.problems import Severity
from tests.knowledge.tree import ANSWER, TODAY, Tree, phrasings

ALPHA, BETA, LAB, FAIR = "faq/basics/alpha.md", "faq/basics/beta.md", "actors/lab.md", "events/fair.md"


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return Tree(tmp_path)


def test_faultless_content_has_no_problem(tree: Tree, capsys: pytest.CaptureFixture[str]) -> None:
    assert tree.check() == 0
    assert capsys.readouterr().out == "2 topics, 1 actor, 1 event: 0 errors, 0 warnings\n"


def test_the_real_content_is_clean() -> None:
    library, problems = inspect(CONTENT, TODAY)
    assert library is not None
    assert [str(problem) for problem in problems if problem.severity is Severity.ERROR] == []
    assert len(library.topics) >= 145


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"category": "gossip"}, "category: 'gossip' is not among the categories of vocabulary.yaml"),
        ({"actors": ["nobody"]}, "actors: 'nobody' is not an actor"),
        ({"related": ["gamma"]}, "related: 'gamma' is not a topic"),
        ({"related": ["beta"]}, "related: names the topic itself"),
        ({"review_by": date(2026, 10, 1)}, "review_by: 2026-10-01 is before the review itself (2026-11-01)"),
        ({"sources": []}, "sources: is empty, but the confidence is 'sourced'"),
        ({"sources": [{"url": "https://example.org"}]}, "sources.0.as_of: is missing"),
        (
            {"confidence": "unverified"},
            "confidence: is 'unverified', which needs `open: true` or `product: true`",
        ),
        ({"phrasings": phrasings("beta", german=15)}, "phrasings.de: has 15 phrasings, at least 16 are needed"),
        ({"phrasings": phrasings("beta", english=8)}, "phrasings.en: has 8 phrasings, at least 9 are needed"),
        ({"phrasings": None}, "phrasings.en: has 0 phrasings, at least 9 are needed"),
        ({"question": {"de": "Beta Frage?"}}, "question.en: is missing"),
        ({"question": {"de": "", "en": "Beta?"}}, "question.de: string should have at least 1 character"),
        ({"answer": {"de": ANSWER["de"]}}, "answer.en: is missing"),
        ({"answer": ANSWER | {"de": "{{fax}} hilft. Nicht?"}}, "answer.de: has an unknown placeholder {{fax}}"),
        ({"answer": ANSWER | {"en": "Call {phone}. Or not."}}, "answer.en: has a brace outside of a {{placeholder}}"),
        ({"answer": {"de": "So ist es. " * 9, "en": ANSWER["en"]}}, "answer.de: has 9 sentences instead of 2 to 6"),
        ({"flavour": "sweet"}, "flavour: is not a known field"),
    ],
)  # fmt: skip
def test_a_broken_topic_is_an_error(tree: Tree, changes: dict[str, Any], error: str) -> None:
    tree.topic("beta", **changes)
    assert f"{BETA}: {error}" in tree.errors()


@pytest.mark.parametrize(
    ("field", "slug", "error"),
    [
        ("sector", "sports", "'sports' is not among the sectors of vocabulary.yaml"),
        ("kind", "circus", "'circus' is not among the kinds of vocabulary.yaml"),
        ("region", "Mars", "'Mars' is not among the regions of vocabulary.yaml"),
        ("topics", ["magic"], "'magic' is not among the topics of vocabulary.yaml"),
        ("offers", ["cake"], "'cake' is not among the offers of vocabulary.yaml"),
    ],
)
def test_actors_use_only_words_of_the_vocabulary(tree: Tree, field: str, slug: object, error: str) -> None:
    tree.actor(**{field: slug})
    assert tree.errors() == [f"{LAB}: {field}: {error}"]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"organiser": "nobody"}, "organiser: 'nobody' is not an actor"),
        ({"topics": ["magic"]}, "topics: 'magic' is not among the topics of vocabulary.yaml"),
        ({"title": {"de": "Messe"}}, "title.en: is missing"),
        ({"ends": date(2027, 1, 1)}, "ends: has no start"),
        ({"starts": date(2027, 2, 1), "ends": date(2027, 1, 1)}, "ends: 2027-01-01 is before the start"),
    ],
)
def test_a_broken_event_is_an_error(tree: Tree, changes: dict[str, Any], error: str) -> None:
    tree.event(**changes)
    assert tree.errors() == [f"{FAIR}: {error}"]


@pytest.mark.parametrize("way_out", ["open", "product"])
def test_an_unverified_topic_with_a_way_to_a_person_is_fine(tree: Tree, way_out: str) -> None:
    changes: dict[str, Any] = {way_out: True}
    tree.topic("beta", confidence="unverified", sources=[], **changes)
    assert tree.errors() == []


def test_a_topic_in_the_folder_of_another_category_is_an_error(tree: Tree) -> None:
    tree.text("faq/other/beta.md", tree.read(BETA))
    (tree.root / BETA).unlink()
    assert tree.errors() == ["faq/other/beta.md: category: is 'basics', but the file stands in the folder 'other'"]


def with_phrasing(topic: str, text: str, language: Language = "de") -> dict[str, list[str]]:
    found = phrasings(topic)
    found[language].append(text)
    return found


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("Beta deutsch3!", "“Beta deutsch3!” stands here twice"),
        ("alpha Deutsch3", "“alpha Deutsch3” is also a phrasing of 'alpha'"),
        ("alpha english3", "“alpha english3” is also a phrasing of 'alpha'"),
        ("Alpha Frage", "“Alpha Frage” is the question of 'alpha'"),
        ("beta frage", "“beta frage” repeats the question"),
        ("", "has an empty phrasing"),
        ("x" * 501, "“" + "x" * 39 + "…” has 501 characters, more than 500"),
    ],
)
def test_a_phrasing_that_helps_nobody_is_an_error(tree: Tree, text: str, error: str) -> None:
    tree.topic("beta", phrasings=with_phrasing("beta", text))
    assert tree.errors() == [f"{BETA}: phrasings.de: {error}"]


def test_the_same_word_in_both_languages_of_one_topic_is_fine(tree: Tree) -> None:
    both = phrasings("beta")
    tree.topic("beta", phrasings={"de": [*both["de"], "ScaDS.AI"], "en": [*both["en"], "ScaDS.AI"]})
    assert tree.errors() == []
    assert tree.warnings() == []


def test_every_detail_of_the_operator_may_be_quoted(tree: Tree) -> None:
    library, _ = inspect(tree.root, TODAY)
    assert library is not None
    quoted = " ".join(f"{{{{{name}}}}}" for name in [*library.operator.details("de"), "retention_days"])
    tree.topic("beta", answer={"de": f"Ja. {quoted}.", "en": f"Yes. {quoted}."})
    assert tree.errors() == []


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("Was kostet die Beratung für Betriebe?", "Was kostet die Beratung für Betrieb?", True),
        ("Wo finde ich heute Hilfe?", "Wo finde ich Hilfe heute?", True),
        ("Wo finde ich heute Hilfe?", "Wann öffnet das Amt?", False),
        ("Was sagt Artikel 4 der KI-Verordnung dazu?", "Was sagt Artikel 5 der KI-Verordnung dazu?", False),
        ("KI Beratungen", "KI Beratung", False),
    ],
)
def test_two_topics_asked_for_in_nearly_the_same_words_are_a_warning(
    tree: Tree, one: str, other: str, near: bool
) -> None:
    tree.topic("alpha", phrasings=with_phrasing("alpha", one))
    tree.topic("beta", phrasings=with_phrasing("beta", other))
    assert tree.errors() == []
    found = [warning.rsplit(" (", 1)[0] for warning in tree.warnings()]
    assert found == ([f"{BETA}: phrasings.de: “{other}” is nearly “{one}” of 'alpha'"] if near else [])


def test_near_duplicates_within_one_topic_are_fine(tree: Tree) -> None:
    more = [*phrasings("beta")["de"], "Wo finde ich heute Hilfe?", "Wo finde ich Hilfe heute?"]
    tree.topic("beta", phrasings={"de": more, "en": phrasings("beta")["en"]})
    assert tree.warnings() == []


@pytest.mark.parametrize(
    ("language", "text", "warning"),
    [
        ("de", "Where can I find the office?", "English"),
        ("en", "Wo finde ich das Amt?", "German"),
        ("de", "Smart Systems Hub", ""),
        ("en", "Kompetenzstelle KI", ""),
        ("en", "What is the Kompetenzstelle für KI?", ""),
    ],
)
def test_a_phrasing_in_the_wrong_list_is_a_warning(tree: Tree, language: Language, text: str, warning: str) -> None:
    tree.topic("beta", phrasings=with_phrasing("beta", text, language))
    expected = [f"{BETA}: phrasings.{language}: “{text}” seems to be {warning}"] if warning else []
    assert tree.warnings() == expected


@pytest.mark.parametrize(
    ("changes", "warning"),
    [
        ({"review_by": date(2026, 11, 21)}, "review_by: has passed: 2026-11-21"),
        ({"actors": ["lab", "lab"]}, "actors: names 'lab' twice"),
        ({"answer": {"de": "Nur einer.", "en": ANSWER["en"]}}, "answer.de: has 1 sentence instead of 2 to 6"),
        ({"answer": {"de": ANSWER["de"], "en": "So. " * 7}}, "answer.en: has 7 sentences instead of 2 to 6"),
        (
            {"answer": {"de": "Siehe https://example.org dazu. Ja.", "en": ANSWER["en"]}},
            "answer.de: contains the address https://example.org; name it as a source",
        ),
        ({"answer": {"de": "Das ist **wichtig**. Ja.", "en": ANSWER["en"]}}, "answer.de: contains markup: **"),
        (
            {"answer": {"de": "Nein, so nicht. Anders.", "en": ANSWER["en"]}},
            "answer.de: begins with 'Nein', which is wrong when people ask the other way round",
        ),
        ({"answer": {"de": "- Eins.\n- Zwei.", "en": ANSWER["en"]}}, "answer.de: contains markup: -"),
        ({"answer": {"de": "Das _hilft_. Ja.", "en": ANSWER["en"]}}, "answer.de: contains markup: _hilft_"),
        ({"answer": {"de": ANSWER["de"], "en": "See [this](that). Yes."}}, "answer.en: contains markup: ]("),
        (
            {"answer": {"de": "Ruf {{phone}} an. Ja.", "en": ANSWER["en"]}},
            "answer: has the placeholder {{phone}} in one language only",
        ),
        (
            {"answer": {"de": "Am 3. Mai 2024. Ja.", "en": "On 3 June 2024. Yes, 20 per cent."}},
            "answer: names different numbers (only in German: May; only in English: 20 %, June)",
        ),
    ],
)
def test_what_a_curator_should_look_at_is_a_warning(tree: Tree, changes: dict[str, Any], warning: str) -> None:
    tree.topic("beta", **changes)
    assert tree.errors() == []
    assert tree.warnings() == [f"{BETA}: {warning}"]


def test_summaries_are_plain_text_with_the_same_numbers_too(tree: Tree) -> None:
    tree.text(LAB, tree.read(LAB).replace("Ein Satz.", "Seit 2024."))
    tree.text(FAIR, tree.read(FAIR).replace("One sentence.", "See `fair`."))
    assert tree.warnings() == [
        f"{LAB}: summary: names different numbers (only in German: 2024)",
        f"{FAIR}: summary.en: contains markup: `",
    ]


def test_an_entry_is_not_overdue_on_the_last_day(tree: Tree) -> None:
    tree.topic("beta", review_by=TODAY)
    assert tree.warnings() == []


def test_a_planned_event_of_yesterday_is_a_warning(tree: Tree) -> None:
    tree.event(status="planned", starts=date(2026, 11, 21))
    assert tree.warnings() == [f"{FAIR}: status: is 'planned', but the date (2026-11-21) has passed"]
    tree.event(status="planned", starts=date(2026, 11, 21), ends=TODAY)
    assert tree.warnings() == []


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"starts_at": "17:00"}, "starts_at: has no day: `starts` is empty"),
        ({"starts": TODAY, "ends_at": "17:00"}, "ends_at: has no beginning: `starts_at` is empty"),
        ({"starts": TODAY, "starts_at": "17:00", "ends_at": "09:00"},
         "ends_at: 09:00 is not after the beginning; name the day in `ends`"),
        ({"status": "planned"}, "starts: is empty, but the status is 'planned'"),
        ({"status": "cancelled", "starts": TODAY},
         "sequence: is 0, but the status is 'cancelled': calendars would not notice"),
        ({"region": "Atlantis"}, "region: 'Atlantis' is not among the regions of vocabulary.yaml"),
        ({"timezone": "Mars/Base"}, "timezone: value error, 'Mars/Base' is not a time zone such as Europe/Berlin"),
    ],
)  # fmt: skip
def test_event_times_and_changes_must_fit_together(tree: Tree, fields: dict[str, object], problem: str) -> None:
    tree.event(**fields)
    assert tree.errors() == [f"{FAIR}: {problem}"]


def test_all_problems_are_reported_at_once_errors_first(tree: Tree, capsys: pytest.CaptureFixture[str]) -> None:
    tree.topic("alpha", review_by=date(2026, 11, 2), related=["beta"])
    tree.topic("beta", actors=["nobody"], related=["gamma"])
    tree.actor(kind="circus")
    tree.text("events/fair.md", "no front matter")
    assert tree.check() == 1
    assert capsys.readouterr().out.splitlines() == [
        f"{LAB}: kind: 'circus' is not among the kinds of vocabulary.yaml",
        f"{FAIR}: front matter: must begin with a line --- and end with a line ---",
        f"{BETA}: actors: 'nobody' is not an actor",
        f"{BETA}: related: 'gamma' is not a topic",
        f"{ALPHA}: review_by: warning: has passed: 2026-11-02",
        "2 topics, 1 actor, 0 events: 4 errors, 1 warning",
    ]


def test_warnings_alone_do_not_stop_a_release(tree: Tree, capsys: pytest.CaptureFixture[str]) -> None:
    tree.topic("alpha", review_by=date(2026, 11, 2))
    assert tree.check() == 0
    assert capsys.readouterr().out.endswith("2 topics, 1 actor, 1 event: 0 errors, 1 warning\n")


def test_a_topic_that_cannot_be_read_is_not_a_dead_reference_as_well(tree: Tree) -> None:
    tree.topic("beta", question=None)
    assert tree.errors() == [f"{BETA}: question: is missing"]


def test_a_folder_without_any_content_says_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(tmp_path / "nowhere", TODAY) == 1
    assert capsys.readouterr().out.splitlines() == [
        "faq: folder: is missing",
        "operator.yaml: file: is missing",
        "vocabulary.yaml: file: is missing",
        "actors: folder: warning: is missing",
        "events: folder: warning: is missing",
        "the content could not be read: 3 errors, 2 warnings",
    ]
