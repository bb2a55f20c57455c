"""Fits the weights of the ranking on our own needs: `python -m tests.knowledge.fit_needs` prints them."""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.encoder import Encoder, UniversalEncoder
from knowledge.evidence import Column, collected, distances, ruled_out, within_reach
from knowledge.library import Library
from knowledge.loading import load
from knowledge.profiles import Profiles
from knowledge.understanding import Understanding

NEEDS = Path(__file__).parent / "needs.jsonl"
Doubles = NDArray[np.float64]
RIDGE, STEPS, RATE = 0.05, 1500, 0.03
# What is plain without data, and what the ridge pulls towards; all others towards nothing.
PLAIN = {
    Column.NAMED: 3.0,
    Column.SOUGHT: 2.5,
    Column.COMPANY: -1.0,
    Column.MUNICIPALITY: -1.0,
    Column.NEAR_STATEWIDE: 0.3,
}
Example = tuple[Doubles, NDArray[np.bool_]]


def needs(part: str | None = None) -> list[dict[str, Any]]:
    """Our own needs, all or one half ("dev", "held-out")."""
    entries = [json.loads(line) for line in NEEDS.read_text("utf-8").splitlines()]
    return [entry for entry in entries if part is None or entry["part"] == part]


def examples(library: Library, encoder: Encoder, entries: list[dict[str, Any]]) -> list[Example]:
    """Per need the evidence of the actors that are in the running, and which of them fit."""
    understanding = Understanding.of(library)
    profiles = Profiles.of(library, understanding.gazetteer, encoder)
    return [_example(library, profiles, understanding, encoder, entry) for entry in entries]


def _example(
    library: Library, profiles: Profiles, understanding: Understanding, encoder: Encoder, entry: dict[str, Any]
) -> Example:
    need = understanding.need_in(entry["text"], language=entry["lang"])
    kilometres = distances(profiles, need.places)
    evidence = collected(profiles, library.vocabulary, need, kilometres).astype(np.float64)
    vector, everybody = encoder.encode([need.matter])[0], np.arange(len(profiles.actors))
    evidence[:, list(Column).index(Column.KEYWORDS)] = profiles.keywords.likeness(vector, everybody)
    evidence[:, list(Column).index(Column.SAYING)] = profiles.sayings.likeness(vector, everybody)
    evidence[:, list(Column).index(Column.CURATED)] = profiles.answers.likeness(vector, len(profiles.actors))
    running = within_reach(profiles, need, kilometres) & ~ruled_out(profiles, library.vocabulary, need)
    gold = np.array([actor.id in entry["gold_any"] for actor in profiles.actors])
    return evidence[running], gold[running]


def fitted(data: list[Example]) -> Doubles:
    """Weights under which the chance of a draw hitting any fitting actor is highest (Adam, ridge on scaled columns)."""
    data = [(evidence, gold) for evidence, gold in data if gold.any()]
    scale = np.maximum(np.concatenate([evidence for evidence, _ in data]).std(axis=0), 0.02)
    plain = np.array([PLAIN.get(column, 0.0) for column in Column]) * scale
    weights, first, second = plain.copy(), np.zeros(len(scale)), np.zeros(len(scale))
    for _ in range(STEPS):
        slope = RIDGE * (plain - weights)
        for evidence, gold in data:
            merits = evidence / scale @ weights
            chance = np.exp(merits - merits.max())
            chance /= chance.sum()
            hit = chance * gold
            slope += (evidence / scale).T @ (hit / hit.sum() - chance) / len(data)
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        weights += RATE * first / (np.sqrt(second) + 1e-6)
    return np.asarray(weights / scale)


def chances(data: list[Example], weights: Doubles) -> tuple[float, float]:
    """Offset and steepness of the logistic curve that turns merits into chances (Newton's method)."""
    merits = np.concatenate([evidence @ weights for evidence, _ in data])
    gold = np.concatenate([gold for _, gold in data]).astype(np.float64)
    design, curve = np.stack([np.ones(len(merits)), merits], axis=1), np.zeros(2)
    for _ in range(50):
        guess = 1 / (1 + np.exp(-np.clip(design @ curve, -30, 30)))
        spread = np.maximum(guess * (1 - guess), 1e-9)
        curve += np.linalg.solve((design.T * spread) @ design + 1e-6 * np.eye(2), design.T @ (gold - guess))
    return float(curve[0]), float(curve[1])


def main() -> None:
    """Print what knowledge/ranking.py holds as constants."""
    data = examples(load(), UniversalEncoder(), needs(sys.argv[1] if len(sys.argv) > 1 else "dev"))
    weights = fitted(data)
    for column, weight in zip(Column, weights, strict=True):
        sys.stdout.write(f"    Column.{column.name}: {weight:.2f},\n")
    offset, steepness = chances(data, weights)
    sys.stdout.write(f"OFFSET, STEEPNESS = {offset:.2f}, {steepness:.2f}\n")


if __name__ == "__main__":
    main()
