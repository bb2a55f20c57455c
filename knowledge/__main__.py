"""The command line of the knowledge base: check it, search it, match actors, measure and explain the engine."""

import os

# Before numpy is imported: its worker threads would only spin against each other and everything else here.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import json
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer

from knowledge import check_golden, event_commands, explain, exporting, matching, measuring, report
from knowledge.encoder import RememberingEncoder, UniversalEncoder
from knowledge.evaluate import read_queries
from knowledge.evaluate_needs import failures, figures, measured, read_needs
from knowledge.findings import Finding
from knowledge.items import Item, items_of, read_jsonl
from knowledge.jsonlines import Line, LineError, questions
from knowledge.library import Library
from knowledge.loading import CONTENT, load
from knowledge.problems import Problem
from knowledge.progress import Told
from knowledge.search import Searcher, build, is_learned

app = typer.Typer(add_completion=False, no_args_is_help=True, help=__doc__)
app.add_typer(event_commands.app, name="events")
# Read and encoded together when a program asks: enough to share the work, few enough to answer soon.
BATCH = 64

KnowledgeBase = Annotated[
    Path | None, typer.Option("--kb", help="Content folder or JSON Lines file; default: our own.")
]
AsJsonLines = Annotated[bool, typer.Option("--jsonl", help="One JSON object per line, in and out.")]
Text = Annotated[str | None, typer.Argument(help="The question; without it, standard input.")]


@app.command()
def check(
    folder: Annotated[Path, typer.Argument()] = CONTENT,
    golden: Annotated[bool, typer.Option(help="Ask the golden questions too.")] = True,
) -> None:
    """Report every problem of the content and every golden question that flipped; exit 1 on errors."""
    from knowledge.check import main

    code = main(folder, date.today())
    if golden and (folder / check_golden.FOLDER).is_dir():
        code = _check_golden(folder) if not code else _not_asked()
    raise typer.Exit(code)


def _check_golden(folder: Path) -> int:
    library = load(folder)
    problems: list[Problem] = []
    questions = list(check_golden.read(folder, tuple(library.topics), problems.append))
    answers = list(check_golden.asked(questions, _searcher(folder)))
    typer.echo("\n".join(check_golden.lines_of(answers, problems)))
    return 1 if problems or check_golden.flips(answers) else 0


def _not_asked() -> int:
    typer.echo("The golden questions were not asked, since the content has errors.")
    return 1


@app.command()
def search(text: Text = None, kb: KnowledgeBase = None, jsonl: AsJsonLines = False) -> None:
    """Search the knowledge base: answer, suggest or none, with the reason and both thresholds."""
    searcher = _searcher(kb)
    for batch in _batches(_asked(text, jsonl)):
        if jsonl:
            _echo(_searched(searcher, batch))
        else:
            for line in batch:
                explanation = explain.explained(searcher, _text_of(line))
                typer.echo("\n".join([*explain.summary_of(explanation), ""]))


def _searched(searcher: Searcher, batch: Sequence[Line | LineError]) -> Iterator[dict[str, Any]]:
    """One object for each line: what was found, or what is wrong with the line."""
    good = [line.fields for line in batch if isinstance(line, Line)]
    texts, languages = [entry["text"] for entry in good], [entry.get("lang") for entry in good]
    findings = iter(searcher.find(texts, languages=languages))
    return (_fault(line) if isinstance(line, LineError) else _as_json(next(findings)) for line in batch)


@app.command()
def match(text: Text = None, jsonl: AsJsonLines = False) -> None:
    """Match a need to actors, with reasons."""
    library = load()
    matcher = _matcher(library)
    for line in _asked(text, jsonl):
        if isinstance(line, LineError):
            _echo([_fault(line)])
            continue
        found = matcher.match(matcher.need_in(line.fields["text"], language=line.fields.get("lang")))
        if jsonl:
            _echo([matching.as_json(library, found)])
        else:
            typer.echo(matching.as_text(library, found))


@app.command()
def evaluate_needs(
    needs: Path,
    part: Annotated[str | None, typer.Option(help="Only the needs of this part: dev or held-out.")] = None,
    errors: Annotated[bool, typer.Option("--errors", help="List the failures.")] = False,
) -> None:
    """Measure the matching on a file of needs with known actors."""
    results = measured(_matcher(load()), read_needs(needs, part=part))
    rows = [f"{what}: {figure}" for what, figure in figures(results)]
    typer.echo("\n".join(failures(results) if errors else rows))


@app.command()
def evaluate_routing(needs: Path, questions: Path) -> None:
    """Measure whether needs are matched and questions answered: two files of JSON Lines with `text`."""
    from knowledge.directory import open_directory
    from knowledge.evaluate_routing import lines_of, routed
    from knowledge.routing import Route

    searcher = _searcher(None)
    directory = open_directory(load(), searcher, background=False)
    asked = {
        route: [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines() if line.strip()]
        for route, path in ((Route.MATCH, needs), (Route.ANSWER, questions))
    }
    met = {route: routed(directory, searcher, texts, route) for route, texts in asked.items()}
    typer.echo("\n".join(lines_of(met[Route.MATCH], met[Route.ANSWER])))


@app.command()
def evaluate(
    queries: Path,
    kb: KnowledgeBase = None,
    errors: Annotated[bool, typer.Option("--errors", help="List the failures.")] = False,
) -> None:
    """Measure the engine on a file of questions with known answers; exit 1 if a line could not be used."""
    faults: list[LineError] = []
    asked = read_queries(queries, faults.append)
    for fault in faults:
        _fault(fault, where=f"{queries}: ")
    begin = time.perf_counter()
    searcher = _searcher(kb)
    build_seconds = time.perf_counter() - begin
    outcomes, cost = measuring.measured(searcher, asked, build=build_seconds)
    lines = report.errors_of(outcomes) if errors else report.lines_of(outcomes, cost)
    typer.echo("\n".join(lines))
    raise typer.Exit(1 if faults else 0)


@app.command()
def why(text: str, kb: KnowledgeBase = None) -> None:
    """Explain how a question is ranked."""
    typer.echo("\n".join(explain.lines_of(explain.explained(_searcher(kb), text))))


@app.command()
def overlaps(kb: KnowledgeBase = None, limit: int = 30) -> None:
    """List entries that take each other's questions."""
    typer.echo("\n".join(explain.lines_of_overlaps(explain.overlaps(_searcher(kb)), limit)))


@app.command()
def learn(kb: KnowledgeBase = None) -> None:
    """Learn the knowledge base and keep what was learned, so that the next start is quick."""
    begin = time.perf_counter()
    _searcher(kb)
    typer.echo(f"learned in {time.perf_counter() - begin:.1f} s")


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="The content folder to bring up to date.")] = CONTENT,
    source: Annotated[Path | None, typer.Option("--from", help="JSON Lines; default: ask the service's store.")] = None,
) -> None:
    """Write what was approved at the desk as Markdown files, for review in git."""
    try:
        changes = exporting.read_changes((source.read_text("utf-8") if source else _stored()).splitlines())
    except ValueError as error:
        raise typer.BadParameter(f"holds a line that is no change: {error}", param_hint="--from") from error
    typer.echo("\n".join(map(str, exporting.export(changes, folder))) or "nothing new")


def _stored() -> str:
    """What the service's own program says is approved; this part of the house knows no database."""
    command = [sys.executable, "-m", "bot", "knowledge", "export", "--jsonl"]
    told = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)  # noqa: S603 - our own program
    if told.returncode:
        raise typer.Exit(told.returncode)
    return told.stdout


@app.command()
def vectors() -> None:
    """Encode the phrasings of our own content and keep the vectors beside it, so that the first start is quick."""
    from knowledge import phrase_vectors

    encoded = phrase_vectors.write_shipped(items_of(load()))
    typer.echo(f"{encoded:,} phrasings encoded" if encoded else "nothing new")


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


def _matcher(library: Library) -> matching.Matcher:
    """The matcher with all its senses."""
    return matching.Matcher(library, RememberingEncoder(UniversalEncoder()))


def _searcher(kb: Path | None) -> Searcher:
    """The searcher for a content folder or a JSON Lines file, kept in the cache folder."""
    items, synonyms = _content(kb or CONTENT)
    if not is_learned(items, cache_dir=_cache_folder(), meaning=True, synonyms=synonyms):
        typer.echo(f"learning {len(items):,} entries, once per content: half a minute or, if many, longer …", err=True)
    return build(items, cache_dir=_cache_folder(), synonyms=synonyms, progress=Told())


def _content(kb: Path) -> tuple[list[Item], Sequence[Sequence[str]]]:
    if not kb.is_file():
        library = load(kb)
        return items_of(library), library.vocabulary.synonyms
    try:
        return read_jsonl(kb), ()
    except LineError as error:
        raise typer.BadParameter(f"{kb}: {error}", param_hint="--kb") from error


def _cache_folder() -> Path:
    """Below the data folder of the service, so that both share what was learned."""
    return Path(os.environ.get("LOTSE_DATA_DIR", "data")) / "cache"


def _asked(text: str | None, jsonl: bool) -> Iterator[Line | LineError]:
    """What is asked, from the command line or from standard input."""
    if jsonl and (text is None or text.lstrip().startswith("{")):
        # What is not UTF-8 is a fault of its line, not the end of the run.
        return questions((raw.decode("utf-8", "replace") for raw in sys.stdin.buffer) if text is None else [text])
    plain = [text] if text is not None else (line.strip() for line in sys.stdin)
    return (Line(number, {"text": line}) for number, line in enumerate(plain, 1) if line or text is not None)


def _batches(lines: Iterator[Line | LineError]) -> Iterator[Sequence[Line | LineError]]:
    """From a file in batches, from a person or a pipe that waits for its answer one by one."""
    size = BATCH if sys.stdin.seekable() else 1
    while batch := list(islice(lines, size)):
        yield batch


def _text_of(line: Line | LineError) -> str:
    return "" if isinstance(line, LineError) else str(line.fields["text"])


def _fault(error: LineError, where: str = "") -> dict[str, Any]:
    """Tell people on standard error, and programs in the place of an answer."""
    typer.echo(f"{where}{error}", err=True)
    return {"error": str(error), "line": error.number}


def _echo(objects: Iterable[dict[str, Any]]) -> None:
    for one in objects:
        typer.echo(json.dumps(one, ensure_ascii=False))


def _as_json(finding: Finding) -> dict[str, Any]:
    matches = [{"id": match.id, "score": round(match.score, 4)} for match in finding.matches]
    return {"decision": finding.decision.value, "language": finding.language, "matches": matches}


if __name__ == "__main__":
    app()
