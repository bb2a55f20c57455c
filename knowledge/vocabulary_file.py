"""Reads the synonyms that the vocabulary of a content folder names."""

from pathlib import Path

import yaml


def synonyms_in(folder: Path) -> list[list[str]]:
    """The groups of synonyms of the content in `folder`, from its vocabulary; none if it has none."""
    file = folder / "vocabulary.yaml"
    content = yaml.safe_load(file.read_text("utf-8")) if file.exists() else {}
    return [[str(word) for word in group] for group in (content or {}).get("synonyms") or ()]
