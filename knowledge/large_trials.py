"""Tries a large knowledge base on a sample of its own rows: what would it say, had it not known them?"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.calibration import Trials
from knowledge.large import LargeModel, Near, Question, nearby
from knowledge.progress import Progress
from knowledge.vicinity import NEAREST_ITEMS, Nearby

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

# Enough of each kind for two thresholds and a sigmoid: on public sets, twice as many move a threshold by a hundredth.
TRIED_PHRASINGS, TRIED_STRANGERS = 800, 400
# The label of phrasings whose item was not even near.
LOST = NEAREST_ITEMS + 1


def trials_of(model: LargeModel, *, with_meaning: bool, progress: Progress) -> Trials:
    """The trials of a sample; unlike those of `Model`, scores are only of the items near each text."""
    rows = model.rows
    phrasings = _thinned(np.arange(rows.phrasings), TRIED_PHRASINGS)
    known, left_out, labels = [], [], []
    for number, row in enumerate(phrasings.tolist()):
        progress("trying own phrasings", number, len(phrasings))
        question, own = _question(model, row, with_meaning), np.array([rows.labels[row]])
        near, family = model.near(question), model.rows_of(own)
        left_out.append(_wide(nearby(model, question, near, without=family)))
        if np.count_nonzero(family < rows.phrasings) > 1:
            alone = nearby(model, question, near, without=np.array([row]))
            known.append(_wide(alone))
            labels.append(_place(alone, int(own[0])))
    strangers = _thinned(np.arange(rows.background, len(rows.labels)), TRIED_STRANGERS)
    strange = [_wide(_alone(model, row, with_meaning)) for row in strangers.tolist()]
    return Trials(_stacked(known), np.array(labels, np.int64), _stacked(left_out), _stacked(strange))


def _alone(model: LargeModel, row: int, with_meaning: bool) -> Nearby:
    question = _question(model, row, with_meaning)
    near: Near = model.near(question)
    return nearby(model, question, near, without=np.array([row]))


def _question(model: LargeModel, row: int, with_meaning: bool) -> Question:
    asked = model.postings.asked(model.rows.texts[row], model.thesaurus)
    if not with_meaning or model.vectors is None:
        return Question(asked)
    vector = model.vectors.of_rows(np.array([row]))
    return Question(asked, vector[0], model.vectors.unlike_signs(vector)[0])


def _wide(found: Nearby) -> Floats:
    """Scores of always as many items, the missing ones zero, nobody's last."""
    scores = np.zeros(NEAREST_ITEMS + 1, np.float32)
    scores[: len(found.items)] = found.scores[:-1]
    scores[-1] = found.scores[-1]
    return scores


def _place(found: Nearby, item: int) -> int:
    places = np.flatnonzero(found.items == item)
    return int(places[0]) if len(places) else LOST


def _thinned(places: Ints, number: int) -> Ints:
    return places[:: max(1, len(places) // number)]


def _stacked(scores: Sequence[Floats]) -> Floats:
    return np.stack(scores) if scores else np.zeros((0, NEAREST_ITEMS + 1), np.float32)
