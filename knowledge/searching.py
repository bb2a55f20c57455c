"""Search for the command line: any knowledge base, results for people and for programs."""

from pathlib import Path
from typing import Any

from knowledge.findings import Finding
from knowledge.loading import CONTENT, load
from knowledge.search import Item, Searcher, build, items_of, read_jsonl


def items_from(kb: Path | None) -> list[Item]:
    """The items of a content folder or of a JSON Lines file; ours by default."""
    if kb is not None and kb.is_file():
        return list(read_jsonl(kb))
    return list(items_of(load(kb or CONTENT)))


def searcher_for(kb: Path | None, cache: Path) -> Searcher:
    """A searcher with all its senses, learned once per content."""
    return build(items_from(kb), cache_dir=cache, background_loading=False)


def as_json(finding: Finding) -> dict[str, Any]:
    """One line of output for programs; `score` is the chance from 0 to 1 that the entry is the right one."""
    matches = [{"id": match.id, "score": round(match.score, 4)} for match in finding.matches]
    return {"decision": str(finding.decision), "language": finding.language, "matches": matches}


def as_text(finding: Finding) -> str:
    """The same for a curator, with the phrasing that came nearest and the reason."""
    lines = [f"{finding.decision} ({finding.language}): {finding.reason}"]
    lines += [f"  {match.score:.2f}  {match.id}  ~ {match.phrasing!r}" for match in finding.matches]
    return "\n".join(lines)
