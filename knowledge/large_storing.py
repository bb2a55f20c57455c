"""Puts a large model together from its arrays, mapped or in memory."""

from dataclasses import fields
from typing import Any, TypeVar

import numpy as np

from knowledge.cache import Arrays
from knowledge.compressed import Vectors
from knowledge.confidence import Confidence
from knowledge.items import Rows
from knowledge.large import LargeModel
from knowledge.model import only
from knowledge.postings import Postings
from knowledge.thesaurus import Thesaurus

Part = TypeVar("Part", Postings, Vectors)
# Before the trials have shown how sure the engine may be: never.
UNSURE = Confidence(*[np.inf for _ in fields(Confidence)])


def restored(arrays: Arrays, rows: Rows, thesaurus: Thesaurus) -> LargeModel | None:
    """The model that `arrays` hold, given all `rows` and the synonyms; None if they do not fit."""
    try:
        model = model_of(arrays, rows, thesaurus)
    except (KeyError, ValueError, IndexError, TypeError):
        return None
    size = len(model.rows.texts)
    return model if model.postings.size == size and (not model.vectors or len(model.vectors.fine) == size) else None


def model_of(arrays: Arrays, rows: Rows, thesaurus: Thesaurus) -> LargeModel:
    """The model; as long as there is no confidence among `arrays`, one that answers nothing."""
    kept = np.asarray(arrays["kept"], np.int64)
    postings, by_words = _part(Postings, "postings", arrays), _confidence(arrays, "by_words")
    model = LargeModel(only(rows, kept), kept, thesaurus, postings, by_words)
    if "vectors.turn" not in arrays:
        return model
    vectors = _part(Vectors, "vectors", arrays)
    return LargeModel(model.rows, kept, thesaurus, postings, by_words, vectors, _confidence(arrays, "by_both"))


def _part(kind: type[Part], prefix: str, arrays: Arrays) -> Part:
    named: dict[str, Any] = {field.name: arrays[f"{prefix}.{field.name}"] for field in fields(kind)}
    return kind(**named)


def _confidence(arrays: Arrays, name: str) -> Confidence:
    return Confidence(*map(float, arrays[name])) if name in arrays else UNSURE
