"""`python -m knowledge events`: the list of a partner, looked at line by line before anything is written."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from knowledge.event_import import Verdict, as_markdown, judged, read_list
from knowledge.loading import CONTENT, load

app = typer.Typer(add_completion=False, no_args_is_help=True, help=__doc__)


@app.callback()
def events() -> None:
    """Events: lists of partners."""


@app.command("import")
def import_events(
    file: Path,
    write: Annotated[bool, typer.Option("--write", help="Write the files; without it nothing is changed.")] = False,
    organiser: Annotated[str, typer.Option(help="The actor who holds them, where the list names none.")] = "",
    source: Annotated[str, typer.Option(help="Where the list comes from, as a web address.")] = "",
    folder: Annotated[Path, typer.Option(help="The content folder.")] = CONTENT,
) -> None:
    """Show what is new, changed, the same or broken in an .ics or .csv list; exit 1 when a line is broken."""
    try:
        entries = read_list(file)
    except (ValueError, OSError, UnicodeDecodeError) as error:
        typer.echo(f"{file}: cannot be read: {error}", err=True)
        raise typer.Exit(2) from error
    lines = list(judged(entries, load(folder), organiser=organiser, source=source, today=date.today()))
    for line in lines:
        typer.echo(f"{line.number:>4}  {line.verdict:<8} {line.what}")
        if write and line.event:
            (folder / "events" / f"{line.event.id}.md").write_text(as_markdown(line.event), "utf-8")
    counts = ", ".join(f"{sum(line.verdict is one for line in lines)} {one}" for one in Verdict)
    typer.echo(f"{counts}. {'Written.' if write else 'Nothing was written; --write does it.'}")
    raise typer.Exit(1 if any(line.verdict is Verdict.BROKEN for line in lines) else 0)
