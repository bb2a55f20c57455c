"""Large knowledge bases: the parts say what the exact ones say, and the whole finds a topic among thousands."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from knowledge.compressed import Vectors, codes_of, packed
from knowledge.items import everyday_requests, rows_of
from knowledge.large import LargeModel, scored
from knowledge.large_learning import learn
from knowledge.large_storing import model_of, restored
from knowledge.lexical import Lexicon
from knowledge.mapped import Shelf, arrays_in
from knowledge.postings import Floats
from knowledge.progress import Told, silent
from knowledge.scoring import Reading
from knowledge.search import Decision, Item, Searcher, build, is_learned
from knowledge.thesaurus import Thesaurus
from knowledge.vicinity import nearest_items, nearest_of_each
from tests.bench.growth import grown
from tests.knowledge.small import small_items

SYNONYMS = [["Zuschuss", "Kohle"], ["KI", "künstliche Intelligenz"]]
TEXTS = ["Gibt es Kohle für meinen Betrieb?", "Hochleistungsrechner in Dresden", "AI images", "xyz"]


class LetterEncoder:
    """Meaning as the letters of a text: enough to see that vectors are used."""

    name = "letters"

    def encode(self, texts: Sequence[str]) -> Floats:
        counts = np.array([[text.lower().count(chr(97 + at)) + 0.1 for at in range(26)] for text in texts], np.float32)
        scaled: Floats = counts / np.linalg.norm(counts, axis=1, keepdims=True)
        return scaled


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> LargeModel:
    """The four small topics, learned as if they were many."""
    rows, thesaurus = rows_of(small_items(), everyday_requests()), Thesaurus.of(SYNONYMS)
    folder = tmp_path_factory.mktemp("cache")
    shelf = Shelf(folder, "large")
    arrays = shelf.put("key", lambda place: learn(place, rows, LetterEncoder(), thesaurus, silent), arrays_in)
    return model_of(arrays, rows, thesaurus)


@pytest.fixture(scope="module")
def lexicon(model: LargeModel) -> Lexicon:
    return Lexicon.of(model.rows.texts, model.thesaurus)


@pytest.mark.parametrize("text", TEXTS)
def test_words_are_as_alike_as_in_the_exact_index(model: LargeModel, lexicon: Lexicon, text: str) -> None:
    everything = np.arange(len(model.rows.texts))
    alike = model.postings.likeness(model.postings.asked(text, model.thesaurus), everything)
    assert alike == pytest.approx(lexicon.similarities(text), abs=2e-3)


@pytest.mark.parametrize("text", TEXTS[:3])
def test_the_rarest_words_find_the_nearest_rows(model: LargeModel, lexicon: Lexicon, text: str) -> None:
    exact = lexicon.similarities(text)
    found = model.postings.nearest(model.postings.asked(text, model.thesaurus), 10)
    assert int(exact.argmax()) in found.tolist()
    assert len(model.postings.nearest(model.postings.asked("", model.thesaurus), 10)) == 0


def test_sketches_estimate_how_alike_rows_are(model: LargeModel, lexicon: Lexicon) -> None:
    rows = np.arange(24)
    sketches = model.postings.sketches(rows)
    errors = sketches @ sketches.T - np.stack([lexicon.similarities(model.rows.texts[row])[:24] for row in rows])
    assert float(np.sqrt((errors**2).mean())) < 0.06
    assert abs(float(errors.mean())) < 0.02


def test_signs_find_the_nearest_of_many_vectors_and_bytes_keep_their_products() -> None:
    numbers = np.random.default_rng(1)
    many = numbers.normal(size=(5_000, 512)).astype(np.float32)
    many /= np.linalg.norm(many, axis=1, keepdims=True)
    asked = many[:20] + 0.03 * numbers.normal(size=(20, 512)).astype(np.float32)
    mean, (fine, scale) = np.zeros(512, np.float32), packed(many)
    vectors = Vectors(np.eye(512, dtype=np.float32), mean, codes_of(many, mean), fine, scale)
    assert vectors.unlike_signs(asked).argmin(axis=1).tolist() == list(range(20))
    assert vectors.of_rows(np.arange(50)) @ asked.T == pytest.approx(many[:50] @ asked.T, abs=5e-3)


def test_only_the_nearest_items_and_their_nearest_rows_decide() -> None:
    labels, likeness = np.array([0, 0, 0, 1, 2, 2]), np.array([0.1, 0.9, 0.8, 0.2, 0.7, 0.6], np.float32)
    assert nearest_items(labels, likeness, 2).tolist() == [0, 2]
    assert sorted(nearest_of_each(labels, likeness, 2).tolist()) == [1, 2, 3, 4, 5]


def test_the_right_item_wins_and_an_everyday_request_is_nobodys(model: LargeModel) -> None:
    asked, strange = scored(
        model, LetterEncoder(), [Reading(("Hochleistungsrechner gesucht",)), Reading((everyday_requests()[0],))]
    )
    assert model.rows.ids[int(asked.scores[:-1].argmax())] == "supercomputer"
    assert int(strange.scores.argmax()) == model.rows.nobody
    assert asked.with_meaning


def test_files_that_do_not_fit_are_not_trusted(tmp_path: Path) -> None:
    rows = rows_of(small_items(), [])
    shelf = Shelf(tmp_path, "large")
    shelf.put("key", lambda place: learn(place, rows, None, Thesaurus(), silent), arrays_in)
    arrays = shelf.taken("key", arrays_in)
    assert arrays is not None
    assert restored(arrays, rows, Thesaurus()) is not None
    assert restored(arrays, rows_of(small_items()[:2], []), Thesaurus()) is None
    file = next(tmp_path.glob("large-*/postings.terms.npy"))
    file.write_bytes(file.read_bytes()[:90])
    assert shelf.taken("key", arrays_in) is None
    assert not shelf.holds("another")


def test_long_work_says_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    times = iter([0.0, 1.0, 3.0, 4.0, 9.0])
    told = Told(clock=lambda: next(times))
    for done in (10, 30, 40, 90):
        told("encoding texts", done, 100)
    assert capsys.readouterr().err.splitlines() == [
        "encoding texts: 30 of 100 (30 %)",
        "encoding texts: 90 of 100 (90 %)",
    ]


@pytest.fixture(scope="module")
def many() -> list[Item]:
    """Enough to be large: our four topics buried among public services."""
    return [*grown(4_200, small_items()), *small_items()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("large")


@pytest.fixture(scope="module")
def searcher(many: list[Item], folder: Path) -> Searcher:
    return build(many, cache_dir=folder, meaning=False)


@pytest.mark.parametrize("number", [0, 700, 1_400, 2_099])
def test_a_service_is_found_among_thousands_that_share_its_words(
    searcher: Searcher, many: list[Item], number: int
) -> None:
    phrasing = many[number].questions[0][0]
    (finding,) = searcher.find([f"Guten Tag, ich wüsste gern: {phrasing}"])
    assert finding.matches[0].id == many[number].id
    assert finding.matches[0].phrasing == phrasing
    assert isinstance(searcher.model, LargeModel)


def test_a_topic_is_found_among_thousands_despite_a_slip(searcher: Searcher) -> None:
    (finding,) = searcher.find(["wo finde ich den hochleistugsrechner"])
    assert finding.matches[0].id == "supercomputer"


def test_among_thousands_too_nonsense_is_not_answered(searcher: Searcher) -> None:
    for finding in searcher.find(["asdf qwertz", "Bring bitte Brötchen mit", "👍🏽", ""]):
        assert finding.decision is not Decision.ANSWER


def test_a_story_and_a_batch_are_read_as_by_a_small_one(searcher: Searcher) -> None:
    story = "Ich bin neu hier. Welche Supercomputer stehen denn in Dresden? Danke schon mal für die Mühe."
    together = searcher.find([story, "Angelschein Zittau Gebühr", story])
    assert together[0] == together[2]
    assert together[0].matches[0].id == "supercomputer"


def test_the_next_start_maps_what_was_learned(searcher: Searcher, many: list[Item], folder: Path) -> None:
    assert is_learned(many, cache_dir=folder, meaning=False, synonyms=())
    assert not is_learned(many[1:], cache_dir=folder, meaning=False, synonyms=())
    again = build(many, cache_dir=folder, meaning=False)
    text = "Wer hilft beim Angelschein in Zittau?"
    assert again.find([text]) == searcher.find([text])
