"""Searching: decisions, languages, odd texts, and the same engine with and without meaning."""

import threading
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.entries import Language
from knowledge.search import Decision, Item, Searcher, build, read_jsonl
from tests.knowledge.small import small_items


@pytest.fixture(scope="module")
def searcher() -> Searcher:
    return build(small_items(), cache_dir=None)


@pytest.fixture(scope="module")
def by_words() -> Searcher:
    return build(small_items(), cache_dir=None, meaning=False)


def best(searcher: Searcher, text: str) -> str:
    (finding,) = searcher.find([text])
    return finding.matches[0].id


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Ich habe eine kleine Tischlerei und brauche finanzielle Unterstützung vom Staat", "funding"),
        ("Do we need to tell people that a picture was made by a machine?", "transparency"),
        ("wo steht denn der hochleistugsrechner", "supercomputer"),
        ("Mitarbeiter schulen Pflicht", "literacy"),
        ("Art. 50", "transparency"),
        ("Art. 4", "literacy"),
    ],
)
def test_the_right_topic_comes_first(searcher: Searcher, text: str, id: str) -> None:
    assert best(searcher, text) == id


@pytest.mark.parametrize(
    ("text", "id"), [("zuschus für den betrieb", "funding"), ("Hochleistungsrechner", "supercomputer")]
)
def test_words_alone_find_what_is_said_in_like_words(by_words: Searcher, text: str, id: str) -> None:
    assert best(by_words, text) == id
    assert not by_words.knows_meaning


def test_a_phrasing_word_for_word_is_answered_for_certain(searcher: Searcher) -> None:
    (finding,) = searcher.find(["  wo bekommt mein BETRIEB einen zuschuss ?!"])
    assert finding.decision is Decision.ANSWER
    assert [(match.id, match.score) for match in finding.matches] == [("funding", 1.0)]


@pytest.mark.parametrize("text", ["Regnet es morgen in Zwickau?", "how do I bake bread", "asdf qwertz"])
def test_everyday_requests_are_not_answered(searcher: Searcher, text: str) -> None:
    (finding,) = searcher.find([text])
    assert finding.decision is not Decision.ANSWER


def test_the_language_follows_the_message_and_else_the_hint(searcher: Searcher) -> None:
    first, second = searcher.find(["Where can I get a grant for my company?", "Art. 50"], languages=["de", "en"])
    assert (first.language, first.language_sure) == ("en", True)
    assert (second.language, second.language_sure) == ("en", False)


def test_a_phrasing_word_for_word_tells_the_language_unless_it_is_bare_words() -> None:
    questions: tuple[tuple[str, Language], ...] = (
        ("Was ist ScaDS.AI?", "de"),
        ("Data Lab", "de"),
        ("Data Lab Leipzig", "de"),
        ("Data Lab Leipzig", "en"),
    )
    lab = Item("lab", questions)
    asked = build([lab], cache_dir=None, meaning=False).find(["was ist ScaDS.AI", "Data Lab", "Data Lab Leipzig"])
    assert [finding.language_sure for finding in asked] == [True, False, False]
    assert asked[0].language == "de"


def test_two_questions_in_one_message_get_two_answers(searcher: Searcher) -> None:
    both = searcher.ask("Wo bekommt mein Betrieb einen Zuschuss? Welche Supercomputer stehen in Dresden?")
    assert [finding.matches[0].id for finding in both] == ["funding", "supercomputer"]
    assert len(searcher.ask("Wo bekommt mein Betrieb einen Zuschuss?")) == 1


def test_a_batch_finds_what_single_searches_find(searcher: Searcher) -> None:
    texts = ["Geld vom Land", "Art. 4", "", "Rechenleistung gesucht. Wir sind eine kleine Firma. Wer hilft uns da?"]
    together = searcher.find(texts)
    assert [finding.decision for finding in together] == [searcher.find([text])[0].decision for text in texts]


@pytest.mark.parametrize("text", ["", "   ", "?!", "👍🏽", "\x00\x07\u202e", "🤖" * 5_000])
def test_no_words_find_nothing(searcher: Searcher, text: str) -> None:
    (finding,) = searcher.find([text])
    assert (finding.decision, finding.matches) == (Decision.NONE, ())


def test_a_hundred_kilobytes_are_searched_quickly(searcher: Searcher) -> None:
    begin = time.process_time()
    searcher.find(["Lorem ipsum. Dolor sit? " * 4_500, "ü" * 100_000, "<b>{ $x }</b>\n" * 8_000])
    assert time.process_time() - begin < 3


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300))
def test_any_text_gets_a_finding(searcher: Searcher, text: str) -> None:
    for finding in searcher.ask(text):
        assert all(0 <= match.score <= 1 for match in finding.matches)
        assert [match.score for match in finding.matches] == sorted((m.score for m in finding.matches), reverse=True)


def test_threads_may_search_at_once(searcher: Searcher) -> None:
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(best(searcher, "Geld vom Land für KI"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["funding"] * 8


def test_the_encoder_may_come_later(tmp_path: Path) -> None:
    searcher = build(small_items(), cache_dir=tmp_path, background_loading=True)
    assert best(searcher, "Fördermittel für Digitalisierung im Betrieb") == "funding"
    assert searcher.settled.wait(60)
    assert searcher.knows_meaning
    assert best(searcher, "finanzielle Hilfe vom Staat für meine Werkstatt") == "funding"


def test_what_was_learned_is_kept_and_a_broken_file_is_not_trusted(tmp_path: Path) -> None:
    text = "Unterstützung vom Staat für meine Werkstatt"
    first = build(small_items(), cache_dir=tmp_path, meaning=False).find([text])
    assert build(small_items(), cache_dir=tmp_path, meaning=False).find([text]) == first
    files = list(tmp_path.glob("engine-*/*"))
    assert len(files) > 10
    for file in files:
        for broken in (file.read_bytes()[:-1], b"not an array"):
            file.write_bytes(broken)
            assert build(small_items(), cache_dir=tmp_path, meaning=False).find([text]) == first, file.name


def test_other_content_is_kept_apart(tmp_path: Path) -> None:
    build(small_items(), cache_dir=tmp_path, meaning=False)
    build(small_items()[:3], cache_dir=tmp_path, meaning=False)
    assert len(list(tmp_path.glob("engine-*"))) == 2


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("no folder", "ascii")
    text = "Unterstützung vom Staat für meine Werkstatt"
    found = build(small_items(), cache_dir=taken, meaning=False).find([text])
    assert found == build(small_items(), cache_dir=None, meaning=False).find([text])


@pytest.mark.parametrize("meaning", [True, False])
def test_one_item_alone_can_be_searched(meaning: bool) -> None:
    searcher = build([Item("only", (("Was ist das?", "de"),))], cache_dir=None, meaning=meaning)
    assert best(searcher, "Was ist denn das hier?") == "only"


def test_a_json_lines_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "kb.jsonl"
    file.write_text(
        '{"id": "a", "questions": ["Hello?"], "answer": "Hi.", "lang": "en"}\n\n{"id": "b", "questions": ["x"]}\n'
    )
    assert read_jsonl(file) == [Item("a", (("Hello?", "en"),), "Hi."), Item("b", (("x", None),))]
