"""The usual ways to match a question to an FAQ, to be measured beside the engine: one function per method."""

import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from knowledge.encoder import Encoder
from knowledge.items import Item
from knowledge.lexical import Lexicon
from knowledge.text import folded, words

Floats = NDArray[np.float32]
# Given items and texts, the score of every item for every text, shape (texts, items).
Method = Callable[[Sequence[Item], Sequence[str]], Floats]

# Okapi BM25 with the constants every search engine starts from.
K1, B = 1.2, 0.75


def peers(encoder: Encoder) -> dict[str, Method]:
    """The methods by name."""
    return {
        "rapidfuzz WRatio, best phrasing": lambda items, texts: _fuzzy(items, texts, fuzz.WRatio),
        "rapidfuzz token_set_ratio, best phrasing": lambda items, texts: _fuzzy(items, texts, fuzz.token_set_ratio),
        "SQLite FTS5 (bm25)": _full_text,
        "BM25": _bm25,
        "character n-grams, nearest phrasing": _grams,
        "sentence encoder alone, nearest phrasing": lambda items, texts: _encoded(items, texts, encoder),
    }


def _phrasings(items: Sequence[Item]) -> tuple[list[str], NDArray[np.int64]]:
    pairs = [(text, at) for at, item in enumerate(items) for text, _ in item.questions]
    return [text for text, _ in pairs], np.array([at for _, at in pairs], np.int64)


def _best_of_item(scores: Floats, labels: NDArray[np.int64], items: int) -> Floats:
    """From scores per phrasing to scores per item: the best phrasing's."""
    best = np.full((items, len(scores)), -np.inf, np.float32)
    np.maximum.at(best, labels, scores.T)
    return best.T


def _fuzzy(items: Sequence[Item], texts: Sequence[str], scorer: Callable[..., Any]) -> Floats:
    phrasings, labels = _phrasings(items)
    plain = [folded(text) for text in texts]
    scores = process.cdist(plain, [folded(text) for text in phrasings], scorer=scorer, dtype=np.float32)
    return _best_of_item(scores, labels, len(items))


def _full_text(items: Sequence[Item], texts: Sequence[str]) -> Floats:
    base = sqlite3.connect(":memory:")
    base.execute(
        "CREATE VIRTUAL TABLE faq USING fts5(item UNINDEXED, phrasing, tokenize='unicode61 remove_diacritics 2')"
    )
    phrasings, labels = _phrasings(items)
    base.executemany("INSERT INTO faq VALUES (?, ?)", list(zip(labels.tolist(), phrasings, strict=True)))
    scores = np.zeros((len(texts), len(items)), np.float32)
    for row, text in enumerate(texts):
        terms = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", text)[:64])
        found = base.execute("SELECT item, bm25(faq) FROM faq WHERE faq MATCH ?", (terms,)) if terms else ()
        for item, negative in found:
            scores[row, item] = max(scores[row, item], -negative)
    base.close()
    return scores


def _bm25(items: Sequence[Item], texts: Sequence[str]) -> Floats:
    documents = [Counter(word for text, _ in item.questions for word in words(text)) for item in items]
    lengths = np.array([document.total() for document in documents], np.float32)
    spread = Counter(word for document in documents for word in document)
    scores = np.zeros((len(texts), len(items)), np.float32)
    for row, text in enumerate(texts):
        for word in set(words(text)) & spread.keys():
            often = np.array([document[word] for document in documents], np.float32)
            rarity = np.log(1 + (len(items) - spread[word] + 0.5) / (spread[word] + 0.5))
            scores[row] += rarity * often * (K1 + 1) / (often + K1 * (1 - B + B * lengths / lengths.mean()))
    return scores


def _grams(items: Sequence[Item], texts: Sequence[str]) -> Floats:
    phrasings, labels = _phrasings(items)
    lexicon = Lexicon.of(phrasings)
    return _best_of_item(np.stack([lexicon.similarities(text) for text in texts]), labels, len(items))


def _encoded(items: Sequence[Item], texts: Sequence[str], encoder: Encoder) -> Floats:
    phrasings, labels = _phrasings(items)
    return _best_of_item(encoder.encode(texts) @ encoder.encode(phrasings).T, labels, len(items))
