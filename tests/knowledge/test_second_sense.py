"""The second sense of meaning: whom it is asked about, what it costs once only, and the texts it must survive."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from knowledge.building import built
from knowledge.encoder import Encoder, UniversalEncoder, Vectors
from knowledge.items import everyday_requests, items_of, rows_of
from knowledge.library import Library
from knowledge.phrase_vectors import SHIPPED, PhraseVectors, encoded, vectors_of
from knowledge.scoring import MOST_SENTENCES
from knowledge.search import Decision, Searcher
from knowledge.second_encoder import MOST_TOKENS, SmallE5, second_encoder
from knowledge.senses import Senses
from tests.knowledge.small import small_items
from tests.turns import CACHE

SURE, UNSURE = "Welche Förderung gibt es denn für KI im Unternehmen?", "Hinweis bei KI?"


class WrittenDown:
    """An encoder that remembers what it was asked."""

    name = "written down"

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked.extend(texts)
        return self._encoder.encode(texts)


@pytest.fixture(scope="module")
def second() -> WrittenDown:
    return WrittenDown(SmallE5(CACHE))


def searcher_with(encoder: Encoder | None, folder: Path | None = None) -> Searcher:
    return built(
        small_items(),
        cache_dir=folder,
        background_loading=False,
        meaning=True,
        synonyms=(),
        senses=Senses(lambda: UniversalEncoder(CACHE), lambda: encoder),
    )


def test_the_second_encoder_is_asked_only_about_what_the_first_leaves_unsure(second: WrittenDown) -> None:
    searcher = searcher_with(second)
    second.asked.clear()
    searcher.find([SURE, "Wo bekommt mein Betrieb einen Zuschuss?", "Regnet es morgen in Zwickau?"])
    assert second.asked == []
    assert searcher.find([UNSURE, SURE])[0].decision is not Decision.NONE
    assert second.asked == [UNSURE]


def test_of_a_story_the_whole_and_its_three_strongest_sentences_are_looked_at_again(second: WrittenDown) -> None:
    searcher = searcher_with(second)
    told = ["Da ist ein Hinweis bei KI?", "Es gibt Regeln für KI?", "Was muss ich bei KI beachten?"]
    story = " ".join([*told, "Gibt es Pflichten bei KI?", "Wer liest das Gesetz?"])
    second.asked.clear()
    searcher.find([story])
    assert second.asked[0] == story
    assert len(second.asked) == 1 + MOST_SENTENCES
    assert "Wer liest das Gesetz?" not in second.asked


def test_what_was_found_alone_is_found_in_company(second: WrittenDown) -> None:
    searcher = searcher_with(second)
    texts = [UNSURE, SURE, "Muss da ein Hinweis hin? Das Bild hat eine KI gemalt.", "label pictures of an AI"]
    alone = [searcher.find([text])[0] for text in texts]
    together = searcher.find(texts)
    assert [[match.id for match in finding.matches] for finding in together] == [
        [match.id for match in finding.matches] for finding in alone
    ]
    assert [finding.decision for finding in together] == [finding.decision for finding in alone]


def test_a_machine_without_the_second_encoder_finds_things_too() -> None:
    searcher = searcher_with(None)
    assert searcher.knows_meaning
    assert searcher.find(["Geld vom Staat für meinen Betrieb"])[0].matches[0].id == "funding"


def test_what_the_second_sense_learned_is_kept(second: WrittenDown, tmp_path: Path) -> None:
    first = searcher_with(second, tmp_path).find([UNSURE])
    second.asked.clear()
    assert searcher_with(second, tmp_path).find([UNSURE]) == first
    assert second.asked == [UNSURE]


def test_a_phrasing_that_was_encoded_before_is_not_encoded_again(second: WrittenDown, tmp_path: Path) -> None:
    first = vectors_of(["Wo ist das?", "Was kostet es?"], second, folder=tmp_path)
    second.asked.clear()
    again = vectors_of(["Was kostet es?", "Wer hilft?"], second, folder=tmp_path)
    assert [text for text in second.asked if text.strip()] == ["Wer hilft?"]
    assert again[0] == pytest.approx(first[1])
    assert first @ first.T == pytest.approx(np.clip(first @ first.T, -1, 1.01), abs=1e-3)
    assert (again[:1] @ SmallE5(CACHE).encode(["Was kostet es?"]).T).item() == pytest.approx(1, abs=2e-3)


def test_kept_vectors_of_another_encoder_or_none_are_not_trusted(tmp_path: Path) -> None:
    file = tmp_path / "second.npz"
    vectors = np.eye(3, dtype=np.float32)
    PhraseVectors.of(["a", "b", "c"], vectors).write(file, encoder="one")
    assert PhraseVectors.read(file, encoder="another") is None
    kept = PhraseVectors.read(file, encoder="one")
    assert kept is not None
    found, known = kept.vectors(["c", "x"])
    assert known.tolist() == [True, False]
    assert found[0] == pytest.approx(vectors[2])
    file.write_bytes(file.read_bytes()[:100])
    assert PhraseVectors.read(file, encoder="one") is None
    assert encoded(["d"], SmallE5(CACHE), [kept])[1] == 1  # three numbers a text are not what this encoder makes


def test_nearly_all_of_our_phrasings_are_shipped_with_their_vectors(library: Library) -> None:
    shipped = PhraseVectors.read(SHIPPED, encoder=SmallE5.name)
    assert shipped is not None
    _, known = shipped.vectors(rows_of(items_of(library), everyday_requests()).texts)
    assert known.mean() > 0.9, "many phrasings are new: run `python -m knowledge vectors`"


@pytest.mark.parametrize("text", ["", "\0\0", "\ud800 lone", "🙂" * 400, "漢字" * 900, "x" * 5_000, "ä" * MOST_TOKENS])
def test_odd_texts_have_a_meaning_of_length_one(text: str) -> None:
    encoder = second_encoder(CACHE)
    assert encoder is not None
    assert np.linalg.norm(encoder.encode([text])) == pytest.approx(1, abs=1e-3)
    assert encoder.encode([]).shape == (0, 384)
