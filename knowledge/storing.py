"""Turns what was learned into plain arrays and back, so that a start need not learn again."""

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.cache import Arrays
from knowledge.confidence import Confidence
from knowledge.items import Rows
from knowledge.lexical import Lexicon
from knowledge.meaning import Meaning
from knowledge.model import Learned, Model, only
from knowledge.thesaurus import Thesaurus

Floats = NDArray[np.float32]


def to_arrays(model: Model) -> Arrays:
    """`model` as named arrays; texts are not among them, which of the background was kept is."""
    arrays: Arrays = {"kept": model.kept}
    arrays |= dict(_named("lexicon", model.lexicon)) | dict(_learned_arrays("by_words", model.by_words))
    if model.meaning and model.by_both:
        arrays |= dict(_named("meaning", model.meaning)) | dict(_learned_arrays("by_both", model.by_both))
    return arrays


def from_arrays(arrays: Arrays, rows: Rows, thesaurus: Thesaurus) -> Model | None:
    """The model that `arrays` came from, given all `rows` and the synonyms; None if they do not fit."""
    try:
        model = _restored(arrays, rows, thesaurus)
    except (KeyError, ValueError, IndexError, TypeError):
        return None
    return model if _fits(model) else None


def _restored(arrays: Arrays, rows: Rows, thesaurus: Thesaurus) -> Model:
    kept = arrays["kept"].astype(np.int64)
    model = Model(only(rows, kept), kept, _lexicon(arrays, thesaurus), _learned(arrays, "by_words"))
    if "meaning.vectors" not in arrays:
        return model
    meaning = Meaning(_floats(arrays, "meaning.vectors"), _floats(arrays, "meaning.turn"))
    return replace(model, meaning=meaning, by_both=_learned(arrays, "by_both"))


def _lexicon(arrays: Arrays, thesaurus: Thesaurus) -> Lexicon:
    kept = [field.name for field in fields(Lexicon) if field.name != "thesaurus"]
    named: dict[str, Any] = {name: arrays[f"lexicon.{name}"] for name in kept}
    return Lexicon(**named | {"size": int(named["size"]), "thesaurus": thesaurus})


def _named(prefix: str, part: Lexicon | Meaning) -> Iterator[tuple[str, NDArray[np.generic]]]:
    kept = (field.name for field in fields(part) if field.name != "thesaurus")
    return ((f"{prefix}.{name}", np.asarray(getattr(part, name))) for name in kept)


def _learned_arrays(prefix: str, part: Learned) -> Iterator[tuple[str, NDArray[np.generic]]]:
    yield f"{prefix}.dual", part.dual
    yield f"{prefix}.confidence", np.array([getattr(part.confidence, field.name) for field in fields(Confidence)])


def _learned(arrays: Arrays, prefix: str) -> Learned:
    return Learned(_floats(arrays, f"{prefix}.dual"), Confidence(*map(float, arrays[f"{prefix}.confidence"])))


def _floats(arrays: Arrays, name: str) -> Floats:
    return arrays[name].astype(np.float32, copy=False)


def _fits(model: Model) -> bool:
    shape = (len(model.rows.texts), model.rows.nobody + 1)
    both = model.by_both is None or (model.by_both.dual.shape == shape)
    return model.by_words.dual.shape == shape and both and model.lexicon.size == shape[0]
