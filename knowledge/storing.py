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
from knowledge.model import Model, View, only
from knowledge.thesaurus import Thesaurus

Floats = NDArray[np.float32]


def to_arrays(model: Model) -> Arrays:
    """`model` as named arrays; texts are not among them, which of the background was kept is."""
    arrays: Arrays = {"kept": model.kept}
    arrays |= dict(_named("lexicon", model.lexicon)) | dict(_view_arrays("by_words", model.by_words))
    if model.meaning and model.by_both:
        arrays |= dict(_named("meaning", model.meaning)) | dict(_view_arrays("by_both", model.by_both))
    if model.second and model.by_all:
        arrays |= dict(_named("second", model.second)) | dict(_view_arrays("by_all", model.by_all))
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
    model = Model(only(rows, kept), kept, _lexicon(arrays, thesaurus), _view(arrays, "by_words"))
    if "meaning.vectors" not in arrays:
        return model
    model = replace(model, meaning=_meaning(arrays, "meaning"), by_both=_view(arrays, "by_both"))
    if "second.vectors" not in arrays:
        return model
    return replace(model, second=_meaning(arrays, "second"), by_all=_view(arrays, "by_all"))


def _meaning(arrays: Arrays, prefix: str) -> Meaning:
    vectors, turn = _floats(arrays, f"{prefix}.vectors"), _floats(arrays, f"{prefix}.turn")
    return Meaning(vectors, turn, float(arrays[f"{prefix}.sharpness"]))


def _lexicon(arrays: Arrays, thesaurus: Thesaurus) -> Lexicon:
    kept = [field.name for field in fields(Lexicon) if field.name != "thesaurus"]
    named: dict[str, Any] = {name: arrays[f"lexicon.{name}"] for name in kept}
    return Lexicon(**named | {"size": int(named["size"]), "thesaurus": thesaurus})


def _named(prefix: str, part: Lexicon | Meaning) -> Iterator[tuple[str, NDArray[np.generic]]]:
    kept = (field.name for field in fields(part) if field.name != "thesaurus")
    return ((f"{prefix}.{name}", np.asarray(getattr(part, name))) for name in kept)


def _view_arrays(prefix: str, view: View) -> Iterator[tuple[str, NDArray[np.generic]]]:
    yield f"{prefix}.confidence", np.array([getattr(view.confidence, field.name) for field in fields(Confidence)])
    if view.dual is not None:
        yield f"{prefix}.dual", view.dual


def _view(arrays: Arrays, prefix: str) -> View:
    confidence = Confidence(*map(float, arrays[f"{prefix}.confidence"]))
    return View(confidence, _floats(arrays, f"{prefix}.dual") if f"{prefix}.dual" in arrays else None)


def _floats(arrays: Arrays, name: str) -> Floats:
    return arrays[name].astype(np.float32, copy=False)


def _fits(model: Model) -> bool:
    size = len(model.rows.texts)
    duals = [view.dual for view in (model.by_both, model.by_all) if view and view.dual is not None]
    senses = [sense for sense in (model.meaning, model.second) if sense]
    return (
        model.lexicon.size == size
        and all(dual.shape == (size, model.rows.nobody + 1) for dual in duals)
        and all(len(sense.vectors) == size for sense in senses)
    )
