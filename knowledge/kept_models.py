"""What was learned from items, kept in the cache: how to score them, and how to read what people type."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge import large_learning, large_storing, storing
from knowledge.cache import Arrays
from knowledge.encoder import Encoder
from knowledge.items import Item, Rows, rows_of
from knowledge.large import LargeModel
from knowledge.mapped import Shelf, arrays_in, write_arrays
from knowledge.model import MOST_TRAINED, Model, extended, learned
from knowledge.phrase_vectors import vectors_of
from knowledge.progress import Progress
from knowledge.reader import Reader, joined, parted
from knowledge.thesaurus import Thesaurus

# Content is edited back and forth; what was learned from one state of ours takes 50 MB.
KEPT_MODELS = 4


@dataclass(frozen=True, slots=True)
class Learned:
    """What is known: all `rows` there were to learn from, the model made of them, and the reader."""

    rows: Rows
    model: Model | LargeModel
    reader: Reader

    @property
    def is_large(self) -> bool:
        """Whether there are too many rows to be compared each with each."""
        return isinstance(self.model, LargeModel)


@dataclass(frozen=True, slots=True)
class KeptModels:
    """Learns from `items` and the everyday requests of `background`, and keeps it in `folder` under `key`."""

    items: Sequence[Item]
    background: Sequence[str]
    thesaurus: Thesaurus
    folder: Path | None
    key: str
    progress: Progress

    @property
    def shelf(self) -> Shelf:
        """Where it is kept."""
        return Shelf(self.folder, "engine", KEPT_MODELS)

    def kept(self) -> Learned | None:
        """What an earlier start left; None if that is nothing, or nothing readable."""
        return self.shelf.taken(self.key, self._read)

    def learned(self, encoder: Encoder | None) -> Learned:
        """Learn by words and by what `encoder` has to say, and keep it."""
        return self._learned(self.shelf, encoder)

    def words_alone(self) -> Learned:
        """For the time until the encoder is loaded; not kept."""
        return self._learned(Shelf(None, "engine"), None)

    def extended(self, known: Learned, encoder: Encoder) -> Learned:
        """`known` with what the second `encoder` makes of its rows, unless it has that already or is too large."""
        if isinstance(known.model, LargeModel) or known.model.by_all:
            return known
        model = extended(known.model, vectors_of(known.model.rows.texts, encoder, folder=self.folder))
        arrays = storing.to_arrays(model) | _reading(known.rows, known.reader)
        return self.shelf.put(self.key, lambda place: write_arrays(place, arrays), self._read)

    def _learned(self, shelf: Shelf, encoder: Encoder | None) -> Learned:
        rows = rows_of(self.items, self.background)

        def write(place: Path) -> None:
            write_arrays(place, _reading(rows, Reader.of(self.items, rows, self.background)))
            if len(rows.texts) > MOST_TRAINED:
                large_learning.learn(place, rows, encoder, self.thesaurus, self.progress)
            else:
                write_arrays(place, storing.to_arrays(learned(rows, encoder, self.thesaurus)))

        return shelf.put(self.key, write, self._read)

    def _read(self, place: Path) -> Learned:
        """From the folder `place`; raises OSError, LookupError or ValueError when it is damaged."""
        arrays = arrays_in(place)
        labels, phrasings = arrays["rows.labels"].astype(np.int64, copy=False), int(arrays["rows.phrasings"])
        rows = Rows(tuple(item.id for item in self.items), tuple(parted(arrays["rows.texts"])), labels, phrasings)
        restored = large_storing.restored if len(rows.texts) > MOST_TRAINED else storing.from_arrays
        model = restored(arrays, rows, self.thesaurus)
        if model is None or len(rows.texts) != len(labels):
            raise ValueError(f"{place.name} does not hold what was learned")
        return Learned(rows, model, Reader.from_arrays(arrays))


def _reading(rows: Rows, reader: Reader) -> Arrays:
    known: Arrays = {"rows.texts": joined(rows.texts), "rows.labels": rows.labels}
    return known | {"rows.phrasings": np.array(rows.phrasings)} | reader.to_arrays()
