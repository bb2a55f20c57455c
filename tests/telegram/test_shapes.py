"""The recorded shapes are sound: python-telegram-bot reads each, and no kind of update is missing."""

from typing import Any

import pytest
from telegram import Update

from tests.telegram.botapi.html import utf16_length
from tests.telegram.shapes import load_shape, shape_names

FUTURE = {"unknown_kind", "unknown_empty"}


@pytest.mark.parametrize("name", shape_names())
def test_python_telegram_bot_reads_every_shape(name: str) -> None:
    shape = load_shape(name)
    update = Update.de_json(shape, None)
    kinds = {kind for kind in Update.ALL_TYPES if getattr(update, kind) is not None}
    assert kinds == (set() if name in FUTURE else shape.keys() - {"update_id"})


def test_every_kind_of_update_has_a_shape() -> None:
    shown = {kind for name in shape_names() for kind in load_shape(name)}
    assert set(Update.ALL_TYPES) <= shown


def test_update_ids_differ() -> None:
    ids = [load_shape(name)["update_id"] for name in shape_names()]
    assert len(set(ids)) == len(ids)


def texts_in(value: Any) -> list[dict[str, Any]]:
    """All objects in a shape that mark a text or a caption."""
    if isinstance(value, list):
        return [found for inner in value for found in texts_in(inner)]
    if not isinstance(value, dict):
        return []
    marked = [value] if "entities" in value or "caption_entities" in value else []
    return marked + texts_in(list(value.values()))


@pytest.mark.parametrize("name", [name for name in shape_names() if texts_in(load_shape(name))])
def test_entities_lie_within_their_text(name: str) -> None:
    for marked in texts_in(load_shape(name)):
        length = utf16_length(marked.get("text") or marked["caption"])
        for entity in marked.get("entities") or marked["caption_entities"]:
            assert 0 <= entity["offset"] < entity["offset"] + entity["length"] <= length
