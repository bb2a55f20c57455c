"""What became of an announcement, by platform and outcome: counts and no addresses, for the page and as CSV."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.desk.announcements_live import Standing
from handlers.announce_shown import OUTCOMES, still_open
from handlers.events_stored import Counts

OPEN = "open"
COLUMNS = (*OUTCOMES, OPEN)
Say = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Row:
    """One platform; without its name all of them."""

    platform: str
    counts: Sequence[int]

    @property
    def total(self) -> int:
        """All its messages."""
        return sum(self.counts)


def outcome_table(standing: Standing) -> Sequence[Row]:
    """A row for each platform, and the sums."""
    rows = [Row(platform, _counted(counts)) for platform, counts in sorted(standing.report.items())]
    return [*rows, Row("", _counted(standing.counts))]


def as_csv(standing: Standing, say: Say, say_bot: Say) -> str:
    """With a byte order mark and semicolons, as spreadsheets in Germany expect."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    heads = [say(f"announcement-outcome-{name}") for name in COLUMNS]
    writer.writerow([say("announcement-platform"), *heads, say("announcement-total")])
    for row in outcome_table(standing):
        name = say_bot(f"channel-{row.platform}") if row.platform else say("announcement-total")
        writer.writerow([name, *row.counts, row.total])
    return "\N{BYTE ORDER MARK}" + out.getvalue()


def _counted(counts: Counts) -> Sequence[int]:
    return [*(counts.get(outcome, 0) for outcome in OUTCOMES), still_open(counts)]
