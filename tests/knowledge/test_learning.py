"""The parts that learn: n-grams, the regression, its closed forms, synonyms and spelling."""

import numpy as np
import pytest

from knowledge.classifier import train
from knowledge.items import everyday_requests, rows_of
from knowledge.lexical import Lexicon
from knowledge.spelling import Speller
from knowledge.thesaurus import Thesaurus
from tests.knowledge.small import small_items


def test_the_same_words_are_alike_and_others_are_not() -> None:
    lexicon = Lexicon.of(["Fördermittel beantragen", "Supercomputer in Dresden"])
    assert lexicon.similarities("foerdermittel beantragen") == pytest.approx([1, 0], abs=0.02)
    assert lexicon.similarities("") == pytest.approx([0, 0])


def test_the_gram_matrix_holds_the_similarities_of_the_rows() -> None:
    texts = ["Fördermittel beantragen", "Fördermittel für Firmen", "Supercomputer in Dresden"]
    lexicon = Lexicon.of(texts)
    expected = np.stack([lexicon.similarities(text) for text in texts])
    assert lexicon.gram_matrix() == pytest.approx(expected, abs=1e-5)


def test_synonyms_count_as_words_in_common() -> None:
    thesaurus = Thesaurus.of([["KI", "künstliche Intelligenz"], ["Zuschuss", "Kohle"]])
    lexicon = Lexicon.of(["Zuschuss beantragen", "Termin beantragen"], thesaurus)
    with_group, without = lexicon.similarities("kohle")
    assert with_group > without
    assert thesaurus.groups_in(["was", "ist", "kuenstliche", "intelligenz"]) == [0]


def test_left_out_scores_equal_those_of_training_without() -> None:
    numbers = np.random.default_rng(1)
    points = numbers.normal(size=(150, 5)).astype(np.float32)
    labels = numbers.integers(0, 4, 150)
    kernel = np.exp(-((points[:, None] - points[None]) ** 2).sum(axis=2)).astype(np.float32)
    trained = train(kernel.copy(), labels, 4)
    others = np.arange(150) != 7
    again = train(kernel[np.ix_(others, others)].copy(), labels[others], 4)
    assert kernel[7, others] @ again.dual == pytest.approx(trained.without_row[7], abs=1e-3)
    strangers = labels != labels[7]
    apart = train(kernel[np.ix_(strangers, strangers)].copy(), labels[strangers], 4)
    assert kernel[7, strangers] @ apart.dual == pytest.approx(trained.without_class[7], abs=1e-3)


def test_rows_keep_items_together_and_the_background_last() -> None:
    rows = rows_of(small_items(), ["Wie wird das Wetter?"])
    assert rows.labels[-1] == rows.nobody == 4
    assert rows.texts[rows.background] == "Wie wird das Wetter?"
    assert list(rows.begins) == [0, 6, 12, 18]


def test_the_background_is_large_and_free_of_repetition() -> None:
    requests = everyday_requests()
    assert len(requests) >= 600
    assert len(set(requests)) == len(requests)


def test_slips_are_mended_with_the_words_of_the_knowledge_base() -> None:
    speller = Speller.of(["Welche Fördermittel gibt es in Dresden?"], also_known=["Wetter morgen"])
    assert speller.mended("föredrmittel in Dersden?") == "Fördermittel in Dresden?"
    for right in ("Fördermitteln", "Wetters", "kurz", "Бот", ""):
        assert speller.mended(right) is right
