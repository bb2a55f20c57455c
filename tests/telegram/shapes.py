"""Updates as Telegram sends them, one JSON file each: written from the documentation, with invented people."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "fixtures"


def shape_names() -> list[str]:
    """The names of all shapes, such as `message_text`."""
    return sorted(path.stem for path in FOLDER.glob("*.json"))


def load_shape(name: str) -> dict[str, Any]:
    """One update."""
    update: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    return update
