"""The numbers page: charts with the table behind each, and every table as CSV."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime

from fastapi import APIRouter, Request, Response

from bot.desk.guard import Visit, enter
from bot.desk.number_tables import Table, answers_per_topic, gap_table, outcomes, questions_per_day
from bot.desk.pages import Pages
from bot.desk.parts import Parts
from bot.platforms.web.refusals import Refusal
from handlers.numbers import duration, past_review, waiting_times
from handlers.stored import Figures
from handlers.times import LOCAL_ZONE

OUTCOMES = ("helped-yes", "helped-no", "helped-silent", "closed-staff", "closed-person", "closed-system", "reopened")


def number_routes(parts: Parts, pages: Pages) -> APIRouter:
    """`/numbers`, and each table as `/numbers/{name}.csv`."""
    routes = APIRouter(prefix="/numbers")

    @routes.get("")
    async def show_numbers(request: Request) -> Response:
        visit = await enter(request, parts)
        figures = await parts.figures.latest(parts.now())
        times = waiting_times(figures)
        late = past_review(parts.library, _today(parts.now()))
        return pages.answer(
            visit, "numbers.html", figures=figures, tables=_tables(parts, visit, figures),
            times=[duration(seconds, parts.bot_texts, visit.language) for seconds in times] if times else [],
            late=[parts.library.topics[id_] for id_ in late],
        )  # fmt: skip

    @routes.get("/{name}.csv")
    async def give_table(request: Request, name: str) -> Response:
        visit = await enter(request, parts)
        tables = _tables(parts, visit, await parts.figures.latest(parts.now()))
        if name not in tables:
            raise Refusal(404, "not-found")
        headers = {"content-disposition": f'attachment; filename="{name}.csv"'}
        return Response(_as_csv(tables[name], parts, visit), headers=headers, media_type="text/csv")

    return routes


def _tables(parts: Parts, visit: Visit, figures: Figures) -> dict[str, Table]:
    names = {name: parts.texts.say(visit.language, f"numbers-{name}") for name in OUTCOMES}
    found: Sequence[Table] = (
        questions_per_day(figures, visit.language),
        answers_per_topic(figures, parts.library, visit.language),
        outcomes(figures, names),
        gap_table(figures, parts.library, visit.language),
    )
    return {table.name: table for table in found}


def _as_csv(table: Table, parts: Parts, visit: Visit) -> str:
    """With a byte order mark and semicolons, as spreadsheets in Germany expect; small groups are `<5`."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(["", *(_head(name, parts, visit) for name in table.columns)])
    for row in table.lines():
        label = row.label or parts.texts.say(visit.language, "numbers-total")
        writer.writerow([_harmless(label), *("<5" if count is None else count for count in row.counts)])
    return "\N{BYTE ORDER MARK}" + out.getvalue()


def _head(name: str, parts: Parts, visit: Visit) -> str:
    """What a column is called."""
    return parts.texts.say(visit.language, f"numbers-{name}")


def _harmless(text: str) -> str:
    """Spreadsheets take what begins like this for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def _today(now: datetime) -> date:
    return now.astimezone(LOCAL_ZONE).date()
