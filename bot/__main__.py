"""The command line: run the service, talk to it, work as staff."""

import os

# Questions are small: numpy's worker threads would only spin against each other and everything else here. Said before
# anything imports numpy, which reads it once.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from bot.collecting import collect_seldom

collect_seldom()  # before the imports, which are half of a start

import asyncio
import getpass
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bot.logs import set_up_logs
from bot.platforms.matrix import commands as matrix
from bot.settings import Settings, SettingsError, load_settings
from bot.store.database import MEMORY_URL, Database, StoreUnavailableError
from bot.store.schema import SchemaError
from knowledge.problems import ContentError

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, help="KI-Lotse Sachsen")
app.add_typer(matrix.app, name="matrix")
actors_app = typer.Typer(no_args_is_help=True, help="the directory of organisations")
app.add_typer(actors_app, name="actors")
knowledge_app = typer.Typer(no_args_is_help=True, help="what was approved at the desk")
app.add_typer(knowledge_app, name="knowledge")


@app.callback()
def prepare() -> None:
    """KI-Lotse Sachsen: run the service, talk to it, work as staff."""
    os.umask(0o077)  # what we write (database, secret, index) is nobody else's business


@app.command()
def run() -> None:
    """Start every platform that is configured, and the web page."""
    from bot.app import serve

    _guarded(lambda settings: asyncio.run(serve(settings)))


@app.command()
def chat(
    jsonl: Annotated[bool, typer.Option(help="JSON Lines on standard input and output, for programs")] = False,
    language: Annotated[str, typer.Option(help="what the platform says about the person: de or en")] = "de",
) -> None:
    """Talk to the bot here; without LOTSE_DATABASE_URL nothing is kept."""

    def start(settings: Settings) -> None:
        database = Database(settings.database_url or MEMORY_URL)
        if jsonl:
            from bot.house import PatientSearcher, open_searcher
            from bot.jsonlines import converse
            from knowledge.directory import open_directory
            from knowledge.loading import load

            library = load()
            searcher = open_searcher(library, cache_dir=settings.cache_dir, background=True, meaning=settings.meaning)
            asyncio.run(
                converse(
                    database,
                    library=library,
                    searcher=PatientSearcher(searcher),
                    directory=open_directory(
                        library, searcher, background=True, patient=True, cache_dir=settings.cache_dir
                    ),
                    retention_days=settings.retention_days,
                    hours=settings.hours(),
                )
            )
            return
        from bot.terminal import talk

        asyncio.run(talk(settings, database, language=language))

    _guarded(start)


@app.command()
def staff(name: Annotated[str, typer.Option(help="your name as colleagues see it")] = "") -> None:
    """Work on inquiries in this terminal, on the database of the running service."""
    from bot.terminal import work

    _guarded(lambda settings: asyncio.run(work(settings, Database(settings.database), name or getpass.getuser())))


@knowledge_app.command("export")
def export_knowledge(
    folder: Annotated[Path | None, typer.Argument(help="content folder; default: our own")] = None,
    jsonl: Annotated[bool, typer.Option(help="one change a line on standard output instead, as --from reads")] = False,
) -> None:
    """Write what was approved at the desk into the content files, for review in git."""
    from bot.exporting import approved
    from knowledge.exporting import export, lines_of
    from knowledge.loading import CONTENT

    def write(settings: Settings) -> None:
        changes = asyncio.run(approved(Database(settings.database)))
        lines = lines_of(changes) if jsonl else map(str, export(changes, folder or CONTENT))
        typer.echo("\n".join(lines) or ("" if jsonl else "nichts Neues / nothing new"))

    _guarded(write)


@actors_app.command("ask")
def ask_actors(
    file: Annotated[Path, typer.Argument(help="where the table (CSV) goes")],
    days: Annotated[int, typer.Option(min=1, max=365, help="how long the links are good")] = 60,
    everybody: Annotated[bool, typer.Option("--all", help="also who was asked within half a year")] = False,
) -> None:
    """Write links and texts for the half-yearly question whether an entry is still right; notes who is asked."""
    from bot.actors import as_csv, ask_actors
    from bot.store.times import utc_now
    from knowledge.loading import load

    def start(settings: Settings) -> None:
        letters = asyncio.run(ask_actors(settings, load(), days=days, everybody=everybody, now=utc_now()))
        file.write_text(as_csv(letters), "utf-8", newline="")
        typer.echo(f"{file}: {len(letters)}")

    _guarded(start)


def _guarded(start: Callable[[Settings], None]) -> None:
    """Run with settings; what the operator can mend is said in words, not as a traceback."""
    try:
        settings = load_settings()
        set_up_logs(settings.log_level)
        start(settings)
    except (SettingsError, ContentError, SchemaError, StoreUnavailableError) as error:
        _stop(f"{type(error).__name__.removesuffix('Error')}: {error}")
    except (KeyboardInterrupt, EOFError):
        sys.stderr.write("\n")


def _stop(message: str) -> NoReturn:
    typer.secho(message, fg=typer.colors.RED, err=True)
    raise typer.Exit(1)


if __name__ == "__main__":
    app()
