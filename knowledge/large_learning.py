"""Learns a large knowledge base piece by piece, within bounded memory, straight into the folder it is kept in."""

from dataclasses import astuple, replace
from pathlib import Path

import numpy as np
from numpy.lib.format import open_memmap
from numpy.typing import NDArray

from knowledge.cache import Arrays
from knowledge.calibration import calibrated
from knowledge.compressed import BITS_OF_WORD, codes_of, packed, turn_of, turned
from knowledge.encoder import Encoder
from knowledge.items import Rows
from knowledge.large_storing import model_of
from knowledge.large_trials import trials_of
from knowledge.lexical import FEW_ROWS, MOST_COMMON
from knowledge.model import only, too_near
from knowledge.postings import BITS, Halves, Terms, chunks, counted, rarity_of
from knowledge.progress import Progress
from knowledge.thesaurus import Thesaurus

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

# Texts encoded at once, and rows worked on at once: tens of megabytes.
ENCODED, WORKED_ON = 256, 8_192
# Phrasings that show how vectors differ: more change nothing.
SAMPLED = 20_000
# N-grams sorted at once, a few hundred megabytes.
SORTED = 8_000_000


def learn(folder: Path, rows: Rows, encoder: Encoder | None, thesaurus: Thesaurus, progress: Progress) -> None:
    """Fill `folder` with what `large_storing.model_of` needs."""
    kept = np.arange(rows.background, len(rows.texts))
    if encoder:
        raw = _encoded(folder / "raw.npy", rows.texts, encoder, progress)
        kept = _kept_strangers(rows, raw)
        _write_vectors(folder, only(rows, kept), raw, np.concatenate([np.arange(rows.background), kept]))
        (folder / "raw.npy").unlink()
    np.save(folder / "kept.npy", kept)
    _write_postings(folder, only(rows, kept).texts, thesaurus, progress)
    _calibrate(folder, rows, thesaurus, progress)


def _encoded(file: Path, texts: tuple[str, ...], encoder: Encoder, progress: Progress) -> NDArray[np.float16]:
    raw: NDArray[np.float16] | None = None
    for part in chunks(len(texts), ENCODED):
        progress("encoding texts", part.start, len(texts))
        vectors = encoder.encode(texts[part])
        if raw is None:
            raw = open_memmap(file, "w+", np.float16, (len(texts), vectors.shape[1]))
        raw[part] = vectors
    assert raw is not None, "there is at least one row"
    return raw


def _sample(rows: Rows) -> tuple[Ints, Rows]:
    """Phrasings of whole items, evenly thinned, and what `rows` would be of those alone."""
    every = max(1, rows.phrasings // SAMPLED)
    places = np.flatnonzero(rows.labels[: rows.phrasings] % every == 0)
    return places, replace(rows, texts=(), labels=rows.labels[places], phrasings=len(places))


def _kept_strangers(rows: Rows, raw: NDArray[np.float16]) -> Ints:
    """As in `model`: everyday requests that no phrasing is near to, by their place among all rows."""
    strange = raw[rows.background :].astype(np.float32)
    nearest = np.full(len(strange), -1, np.float32)
    for part in chunks(rows.phrasings, WORKED_ON):
        nearest = np.maximum(nearest, (strange @ raw[part].astype(np.float32).T).max(axis=1))
    places, sample = _sample(rows)
    return rows.background + np.flatnonzero(nearest <= too_near(raw[places].astype(np.float32), sample))


def _write_vectors(folder: Path, rows: Rows, raw: NDArray[np.float16], places: Ints) -> None:
    sampled, sample = _sample(rows)
    turn, mean = turn_of(raw[sampled].astype(np.float32), sample.labels, sample.phrasings)
    np.save(folder / "vectors.turn.npy", turn)
    np.save(folder / "vectors.mean.npy", mean)
    size, dimensions = len(places), raw.shape[1]
    codes = open_memmap(folder / "vectors.codes.npy", "w+", np.uint64, (-(-dimensions // BITS_OF_WORD), size))
    fine = open_memmap(folder / "vectors.fine.npy", "w+", np.int8, (size, dimensions))
    scale = open_memmap(folder / "vectors.scale.npy", "w+", np.float32, (size,))
    for part in chunks(size, WORKED_ON):
        vectors = turned(raw[places[part]].astype(np.float32), turn)
        codes[:, part], (fine[part], scale[part]) = codes_of(vectors, mean), packed(vectors)


def _write_postings(folder: Path, texts: tuple[str, ...], thesaurus: Thesaurus, progress: Progress) -> None:
    lengths = _count(folder, texts, thesaurus, progress)
    terms = np.memmap(folder / "terms.raw", np.uint32, "r")
    often = np.memmap(folder / "often.raw", np.float16, "r")
    spread = sum((np.bincount(terms[part], minlength=1 << BITS) for part in chunks(len(terms), SORTED)), np.int64(0))
    rarity = rarity_of(np.asarray(spread), len(texts), max(FEW_ROWS, MOST_COMMON * len(texts)))
    np.save(folder / "postings.rarity.npy", rarity)
    _write_rows(folder, lengths, terms, often, rarity)
    _turn_round(folder, np.where(rarity > 0, spread, 0), progress)
    for name in ("terms.raw", "often.raw"):
        (folder / name).unlink()


def _count(folder: Path, texts: tuple[str, ...], thesaurus: Thesaurus, progress: Progress) -> Ints:
    """Count all n-grams into two files without a header; the number of different ones in each text."""
    lengths = np.zeros(len(texts), np.int64)
    with (folder / "terms.raw").open("wb") as terms_file, (folder / "often.raw").open("wb") as often_file:
        for row, text in enumerate(texts):
            progress("counting n-grams", row, len(texts))
            terms, often = counted(text, thesaurus)
            lengths[row] = len(terms)
            terms_file.write(terms.astype(np.uint32).tobytes())
            often_file.write(often.astype(np.float16).tobytes())
    return lengths


def _write_rows(folder: Path, lengths: Ints, terms: Terms, often: Halves, rarity: Floats) -> None:
    """The n-grams that say something, row by row, with weights of length one."""
    begins = np.concatenate([[0], np.cumsum(lengths)])
    told = np.concatenate([rarity[terms[part]] > 0 for part in chunks(len(terms), SORTED)])
    bounds = np.concatenate([[0], np.cumsum(told)])[begins]
    np.save(folder / "postings.bounds.npy", bounds)
    kept = open_memmap(folder / "postings.terms.npy", "w+", np.uint32, (int(bounds[-1]),))
    weights = open_memmap(folder / "postings.weights.npy", "w+", np.float16, (int(bounds[-1]),))
    for part in chunks(len(lengths), WORKED_ON):
        raw, place = slice(begins[part.start], begins[part.stop]), slice(bounds[part.start], bounds[part.stop])
        mine = terms[raw]
        heavy = (1 + np.log(often[raw].astype(np.float32))) * rarity[mine]
        row = np.repeat(np.arange(part.stop - part.start), lengths[part])
        norms = np.sqrt(np.bincount(row, heavy**2, part.stop - part.start))
        kept[place] = mine[told[raw]]
        weights[place] = (heavy / np.maximum(norms[row], 1e-9))[told[raw]]


def _turn_round(folder: Path, spread: Ints, progress: Progress) -> None:
    """The same by n-gram: sorted one range of n-grams after the other, since all at once would need gigabytes."""
    bounds = np.load(folder / "postings.bounds.npy")
    terms = np.load(folder / "postings.terms.npy", mmap_mode="r")
    weights = np.load(folder / "postings.weights.npy", mmap_mode="r")
    starts = np.concatenate([[0], np.cumsum(spread)])
    np.save(folder / "postings.starts.npy", starts)
    rows = open_memmap(folder / "postings.rows.npy", "w+", np.int32, terms.shape)
    row_weights = open_memmap(folder / "postings.row_weights.npy", "w+", np.float16, terms.shape)
    for part in chunks(len(terms), SORTED):
        progress("sorting n-grams", part.start, len(terms))
        low, high = np.searchsorted(starts, [part.start, part.stop])
        inside = np.flatnonzero((terms >= low) & (terms < high))
        order = inside[np.argsort(terms[inside], kind="stable")]
        place = slice(int(starts[low]), int(starts[high]))
        rows[place] = np.searchsorted(bounds, order, side="right") - 1
        row_weights[place] = weights[order]


def _calibrate(folder: Path, rows: Rows, thesaurus: Thesaurus, progress: Progress) -> None:
    arrays: Arrays = {file.stem: np.load(file, mmap_mode="r") for file in folder.glob("*.npy")}
    model = model_of(arrays, rows, thesaurus)
    for name, with_meaning in (("by_words", False), ("by_both", True)):
        if model.vectors or not with_meaning:
            confidence = calibrated(trials_of(model, with_meaning=with_meaning, progress=progress))
            np.save(folder / f"{name}.npy", np.array(astuple(confidence)))
