"""The command line of the knowledge base: check it, search it, match actors, measure and explain the engine."""

import os

# Before numpy is imported: its worker threads would only spin against each other and everything else here.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import json
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from knowledge import explain, measuring, report
from knowledge.entries import Language
from knowledge.evaluate import read_queries
from knowledge.findings import Finding
from knowledge.items import items_of, read_jsonl
from knowledge.loading import CONTENT, load
from knowledge.search import Searcher, build

app = typer.Typer(add_completion=False, no_args_is_help=True, help=__doc__)
# Read and encoded together when a program asks: enough to share the work, few enough to answer soon.
BATCH = 64

KnowledgeBase = Annotated[
    Path | None, typer.Option("--kb", help="Content folder or JSON Lines file; default: our own.")
]
AsJsonLines = Annotated[bool, typer.Option("--jsonl", help="One JSON object per line, in and out.")]
Text = Annotated[str | None, typer.Argument(help="The question; without it, standard input.")]


@app.command()
def check(folder: Annotated[Path, typer.Argument()] = CONTENT) -> None:
    """Report every problem of the content; exit 1 on errors."""
    from knowledge.check import main

    raise typer.Exit(main(folder, date.today()))


@app.command()
def search(text: Text = None, kb: KnowledgeBase = None, jsonl: AsJsonLines = False) -> None:
    """Search the knowledge base: answer, suggest or none, with the reason."""
    searcher = _searcher(kb)
    for batch in _batches(_asked(text, jsonl)):
        texts = [str(entry["text"]) for entry in batch]
        for finding in searcher.find(texts, languages=[entry.get("lang") for entry in batch]):
            typer.echo(json.dumps(_as_json(finding), ensure_ascii=False) if jsonl else _as_text(finding))


@app.command()
def match(text: Text = None, jsonl: AsJsonLines = False) -> None:
    """Match a need to actors."""
    from knowledge.matching import as_json, as_text
    from knowledge.matching import match as matched

    library = load()
    for entry in _asked(text, jsonl):
        need = str(entry["text"])
        fits = matched(library, need)
        language: Language = "en" if entry.get("lang") == "en" else "de"
        typer.echo(
            json.dumps(as_json(library, need, fits, language), ensure_ascii=False) if jsonl else as_text(fits, language)
        )


@app.command()
def evaluate(
    queries: Path,
    kb: KnowledgeBase = None,
    errors: Annotated[bool, typer.Option("--errors", help="List the failures.")] = False,
) -> None:
    """Measure the engine on a file of questions with known answers."""
    begin = time.perf_counter()
    searcher = _searcher(kb)
    build_seconds = time.perf_counter() - begin
    outcomes, cost = measuring.measured(searcher, read_queries(queries), build=build_seconds)
    lines = report.errors_of(outcomes) if errors else report.lines_of(outcomes, cost)
    typer.echo("\n".join(lines))


@app.command()
def why(text: str, kb: KnowledgeBase = None) -> None:
    """Explain how a question is ranked."""
    typer.echo("\n".join(explain.lines_of(explain.explained(_searcher(kb), text))))


@app.command()
def overlaps(kb: KnowledgeBase = None, limit: int = 30) -> None:
    """List entries that take each other's questions."""
    for pair in explain.overlaps(_searcher(kb))[:limit]:
        typer.echo(f"{pair.phrasings:3d} of {pair.owner} -> {pair.taker}: “{pair.example}”")


@app.command()
def learn(kb: KnowledgeBase = None) -> None:
    """Learn the knowledge base and keep what was learned, so that the next start is quick."""
    begin = time.perf_counter()
    _searcher(kb)
    typer.echo(f"learned in {time.perf_counter() - begin:.1f} s")


@app.command()
def quality(page: Annotated[Path, typer.Argument()] = Path("docs/quality.md")) -> None:
    """Measure all question sets below $LOTSE_EVALS and write the quality page."""
    from knowledge import quality as measuring_all

    folder = os.environ.get("LOTSE_EVALS")
    if not folder:
        raise typer.BadParameter("LOTSE_EVALS must name the folder with the question sets")
    library = load()
    lines = measuring_all.page(Path(folder), items_of(library), library.vocabulary.synonyms, _cache_folder())
    text = "\n".join(lines).rstrip() + "\n"
    page.write_text(text, "utf-8")
    typer.echo(text)


def _searcher(kb: Path | None) -> Searcher:
    """The searcher for a content folder or a JSON Lines file, kept in the cache folder."""
    if kb and kb.is_file():
        return build(read_jsonl(kb), cache_dir=_cache_folder())
    library = load(kb or CONTENT)
    return build(items_of(library), cache_dir=_cache_folder(), synonyms=library.vocabulary.synonyms)


def _cache_folder() -> Path:
    """Below the data folder of the service, so that both share what was learned."""
    return Path(os.environ.get("LOTSE_DATA_DIR", "data")) / "cache"


def _asked(text: str | None, jsonl: bool) -> Iterator[dict[str, Any]]:
    if text is not None:
        yield json.loads(text) if jsonl and text.lstrip().startswith("{") else {"text": text}
        return
    for line in filter(str.strip, sys.stdin):
        yield json.loads(line) if jsonl else {"text": line.strip()}


def _batches(entries: Iterator[dict[str, Any]]) -> Iterator[Sequence[dict[str, Any]]]:
    """From a file in batches, from a person or a pipe that waits for its answer one by one."""
    size = BATCH if sys.stdin.seekable() else 1
    batch: list[dict[str, Any]] = []
    for entry in entries:
        batch.append(entry)
        if len(batch) >= size:
            yield batch
            batch = []
    if batch:
        yield batch


def _as_json(finding: Finding) -> dict[str, Any]:
    matches = [{"id": match.id, "score": round(match.score, 4)} for match in finding.matches]
    return {"decision": finding.decision.value, "language": finding.language, "matches": matches}


def _as_text(finding: Finding) -> str:
    ranked = [f"  {match.score:.2f} {match.id} (“{match.phrasing}”)" for match in finding.matches]
    return "\n".join([f"{finding.decision} [{finding.language}] {finding.reason}", *ranked])


if __name__ == "__main__":
    app()
