"""Makes knowledge bases of any size: a catalogue of public services, and phrasings of others moved elsewhere."""

import os
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, product
from pathlib import Path

from knowledge.entries import Language
from knowledge.items import items_of
from knowledge.loading import load
from knowledge.search import Item, read_jsonl
from tests.bench.catalogue import ASPECTS, AUDIENCES, PLACES, SERVICES

SEED = 3
# As many as the smallest public sets have; half of all entries are varied ones.
PHRASINGS = 3
# How the sets call the questions to our own content.
OWN = "lotse"


def grown(entries: int, sources: Sequence[Item]) -> list[Item]:
    """`entries` entries, none like another: half a catalogue of services, half `sources` with places and audiences."""
    catalogued = list(islice(_catalogue(), entries // 2))
    return catalogued + list(islice(_varied(sources), entries - len(catalogued)))


def sources(*, but: tuple[str, ...] = ()) -> list[Item]:
    """Entries to grow from: our own, and of the sets below $LOTSE_EVALS all whose names do not begin with `but`."""
    folder = os.environ.get("LOTSE_EVALS")
    sets = {path.parent.name: read_jsonl(path) for path in sorted(Path(folder).glob("*/kb.jsonl"))} if folder else {}
    sets[OWN] = items_of(load())
    return [
        replace(item, id=f"{name}: {item.id}")
        for name, items in sets.items()
        if not name.startswith(but)
        for item in items
    ]


def _catalogue() -> Iterator[Item]:
    cases = list(product(SERVICES, ASPECTS, PLACES))
    random.Random(SEED).shuffle(cases)
    for (german, english), aspect, place in cases:
        words = {"de": german, "en": english, "place": place}
        asked = [sentence.format(**words) for sentence in ASPECTS[aspect]]
        languages: tuple[Language, ...] = ("de", "de", "en")
        yield Item(f"{english}: {aspect}: {place}", tuple(zip(asked, languages, strict=True)))


def _varied(items: Sequence[Item]) -> Iterator[Item]:
    """Each source once for each pair of place and audience, shuffled."""
    usable = [item for item in items if item.questions]
    pairs = list(product(PLACES, range(len(AUDIENCES["de"]))))
    chance = random.Random(SEED)
    chance.shuffle(pairs)
    for place, audience in pairs:
        chance.shuffle(usable)
        for item in usable:
            yield _moved(item, place, audience, chance)


def _moved(item: Item, place: str, audience: int, chance: random.Random) -> Item:
    asked = chance.sample(item.questions, min(PHRASINGS, len(item.questions)))
    moved = (
        (f"{text.rstrip(' ?.!')} {AUDIENCES[language or 'en'][audience]} in {place}?", language)
        for text, language in asked
    )
    return Item(f"{item.id}: {audience}: {place}", tuple(moved))
