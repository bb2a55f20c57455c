"""How single days, weeks, months and the like are said in German and English: one pattern and its reading each."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.dates import MONTHS_OF_YEAR, Period, coming, day_of, month_after

LONGEST_MONTH = 31
_MONTH_NAMES = (
    "januar|jaenner|january|jan", "februar|february|feb", "maerz|marz|mrz|march|mar", "april|apr",
    r"mai|(?<=\bin )may|(?<=\bof )may|(?<=\bto )may|(?<=\bby )may|(?<=\bon )may|(?<=\band )may|(?<=\bor )may"
    r"|(?<=\bthis )may|(?<=\bnext )may|(?<=\blast )may|(?<=\blate )may|(?<=\bearly )may|(?<=\bmid )may"
    r"|(?<=\bfrom )may|(?<=\bafter )may|(?<=\bbefore )may|(?<=\bsince )may|(?<=\buntil )may|(?<=\d )may|(?<=\dth )may"
    r"|(?<=\dst )may|(?<=\dnd )may|(?<=\drd )may|may(?= \d)",
    "juni|june|jun", "juli|july|jul", "august|aug", "september|sept|sep", "oktober|october|okt|oct",
    "november|nov", "dezember|december|dez|dec",
)  # fmt: skip
_WEEKDAYS = (
    "montag|monday", "dienstag|tuesday", "mittwoch|wednesday", "donnerstag|thursday", "freitag|friday",
    "samstag|sonnabend|saturday", "sonntag|sunday",
)  # fmt: skip
_SEASONS = {"fruehling|fruehjahr|spring": 3, "sommer|summer(?! school)": 6, "herbst|autumn|fall": 9, "winter": 12}
_NUMBERS = ("ein(?:e[mnr]?)?|one|a|erste[ns]?|first", "zwei(?:te[ns]?)?|two|second", "drei|dritte[ns]?|three|third",
            "vier(?:te[ns]?)?|four(?:th)?", "fuenf|five", "sechs|six")  # fmt: skip
_THIS, _NEXT, _LAST = (
    r"(?:diese[mnrs]?|this|laufende[mnrs]?|aktuelle[mnrs]?)",
    r"(?:(?:ue|u)bernaechste[mnrs]?|naechste[mnrs]?|kommende[mnrs]?|next|coming|following|folgende[mnrs]?)",
    r"(?:letzte[mnrs]?|vergangene[mnrs]?|vorige[mnrs]?|last|previous|past)",
)
_WHICH = rf"(?:(?P<this>{_THIS})|(?P<next>{_NEXT})|(?P<last>{_LAST}))"
_MONTH = "|".join(f"(?P<m{number}>{names})" for number, names in enumerate(_MONTH_NAMES, start=1))
_YEAR = r"(?: (?P<year>20\d\d))?"
_COUNT = r"(?P<count>\d{1,2}|paar|few|couple of|" + "|".join(_NUMBERS) + ")"
_UNIT = r"(?P<unit>tage?n?|days?|wochen?|weeks?|monate?n?|months?|jahre?n?|years?)"


@dataclass(frozen=True, slots=True)
class Reading:
    """What days are counted from; in a question about the past a month without a year is the latest one."""

    today: date
    past: bool

    def year_of(self, month: int, day: int = 0) -> int:
        """Of a day or month without a year: the next one, this month and day included; for the past the latest."""
        now = (self.today.month, self.today.day if day else 0)
        if self.past:
            return self.today.year - ((month, day) > now)
        return self.today.year + ((month, day) < now)


Rule = tuple[re.Pattern[str], Callable[[re.Match[str], Reading], Period | None]]


def _month(match: re.Match[str], name: str = "m") -> int:
    return next(number for number in range(1, MONTHS_OF_YEAR + 1) if match[f"{name}{number}"])


def _given_year(match: re.Match[str], reader: Reading, month: int, day: int = 0) -> int:
    return int(match["year"]) if match["year"] else reader.year_of(month, day)


def _in_figures(match: re.Match[str], reader: Reading) -> Period | None:
    year, month, day = (int(part) for part in match.groups())
    found = day_of(year or reader.year_of(month, day), month, day) if month <= MONTHS_OF_YEAR else None
    return Period.of_day(found) if found else None


def _day_of_month(match: re.Match[str], reader: Reading) -> Period | None:
    month, first = _month(match), int(match["day"])
    last = int(match["to"] or first)
    year = _given_year(match, reader, month, last)
    begins, ends = day_of(year, month, first), day_of(year, month, last)
    return Period(begins, ends) if begins and ends else None


def _whole_month(match: re.Match[str], reader: Reading) -> Period:
    month = _month(match)
    year = _given_year(match, reader, month)
    if match["which"] and not match["year"]:
        is_last = re.fullmatch(_LAST, match["which"])
        year = reader.today.year + (-(month >= reader.today.month) if is_last else month <= reader.today.month)
    whole = Period.of_months(year, month)
    return _part(whole, match["part"]) if match["part"] else whole


def _month_half(match: re.Match[str], reader: Reading) -> Period:
    month = _month(match)
    first = date(_given_year(match, reader, month), month, 1)
    middle = first + timedelta(days=15)
    if match["part"][0] == "e":
        return Period(first, middle - timedelta(days=1))
    return Period(middle, month_after(first, 1) - timedelta(days=1))


def _whole_year(match: re.Match[str], _: Reading) -> Period:
    whole = Period.of_year(int(match["year"]))
    return _part(whole, match["part"]) if match["part"] else whole


def _part_of_unit(match: re.Match[str], reader: Reading) -> Period:
    """ "Ende des Monats", "beginning of the year"."""
    today, unit = reader.today, match["unit"]
    whole = Period.of_months(today.year, today.month) if unit.startswith("mo") else Period.of_year(today.year)
    return _part(whole, match["part"] or "ende")


def _part_of_relative(match: re.Match[str], reader: Reading) -> Period:
    """ "Anfang nächsten Monats"."""
    return _part(_relative(match, reader), match["part"])


def _part(whole: Period, part: str) -> Period:
    """ "Anfang", "Mitte", "Ende": a third of a month each; of a year a quarter, the half between, a quarter."""
    first, last = whole.first, whole.last
    if first is None or last is None:
        return whole
    edge = (last - first) / (3 if last - first < timedelta(days=LONGEST_MONTH) else 4)
    if part.startswith(("anfang", "early", "beg", "start")):
        return Period(first, first + edge)
    if part.startswith(("ende", "late", "end")):
        return Period(last - edge, last)
    return Period(first + edge, last - edge)


def _step(match: re.Match[str]) -> int:
    """-1, 0, 1 or 2 for last, this, next and the one after."""
    if match["last"]:
        return -1
    return 0 if not match["next"] else 2 if match["next"].startswith(("uebern", "ubern")) else 1


def _relative(match: re.Match[str], reader: Reading) -> Period:
    step, unit, today = _step(match), match["unit"], reader.today
    if unit.startswith(("wochenende", "weekend")):
        is_ahead = (match["next"] or "").startswith(("kommende", "coming")) and today.weekday() < 5
        return Period.of_weekend(today + timedelta(weeks=0 if is_ahead else step))
    if unit.startswith(("wo", "we")):
        return Period.of_week(today + timedelta(weeks=step))
    if unit.startswith("quar"):
        first = month_after(date(today.year, (today.month - 1) // 3 * 3 + 1, 1), 3 * step)
        return Period.of_months(first.year, first.month, 3)
    if unit.startswith("mo"):
        first = month_after(today, step)
        return Period.of_months(first.year, first.month)
    return Period.of_year(today.year + step)


def _number(word: str) -> int:
    if word.isdigit():
        return int(word)
    known = (at for at, names in enumerate(_NUMBERS, start=1) if re.fullmatch(names, word))
    return next(known, 3)  # "ein paar", "a few"


def _within(match: re.Match[str], reader: Reading) -> Period:
    """ "in den nächsten drei Wochen", "over the last two months": from or until today."""
    days = {"t": 1, "d": 1, "w": 7, "m": 30, "j": 365, "y": 365}[match["unit"][0]]
    vague = not match["count"] or match["count"] in ("paar", "few")
    count = {1: 7, 7: 4, 30: 3, 365: 2}[days] if vague else _number(match["count"])
    span = timedelta(days=days * count)
    return Period(reader.today - span, reader.today) if match["last"] else Period(reader.today, reader.today + span)


def _in_units(match: re.Match[str], reader: Reading) -> Period:
    """ "in zwei Wochen": the week that is two weeks away."""
    count, unit = _number(match["count"]), match["unit"]
    if unit[0] in "td":
        return Period.of_day(reader.today + timedelta(days=count))
    if unit[0] == "w":
        return Period.of_week(reader.today + timedelta(weeks=count))
    if unit[0] == "m":
        first = month_after(reader.today, count)
        return Period.of_months(first.year, first.month)
    return Period.of_year(reader.today.year + count)


def _quarter(match: re.Match[str], reader: Reading) -> Period | None:
    number = int(match["figure"] or 0) or _number(match["word"])
    if not 1 <= number <= 4:
        return None
    year = int(match["year"]) if match["year"] else reader.year_of(3 * number)
    return Period.of_months(year, 3 * number - 2, 3)


def _half(match: re.Match[str], reader: Reading) -> Period | None:
    number = int(match["figure"] or 0) or _number(match["word"])
    year = int(match["year"]) if match["year"] else reader.year_of(6 * number)
    return Period.of_months(year, 6 * number - 5, 6) if number in (1, 2) else None


def _season(match: re.Match[str], reader: Reading) -> Period:
    month = next(month for names, month in _SEASONS.items() if re.fullmatch(names, match["season"]))
    last = (month + 1) % MONTHS_OF_YEAR + 1
    year = int(match["year"]) if match["year"] else reader.year_of(last)
    return Period.of_months(year - (last < month and not match["year"]), month, 3)


def _weekday(match: re.Match[str], reader: Reading) -> Period:
    weekday = next(at for at, names in enumerate(_WEEKDAYS) if re.fullmatch(names, match["weekday"]))
    if match["last"]:
        return Period.of_day(coming(reader.today, weekday) - timedelta(days=7))
    if match["week"]:
        monday = reader.today - timedelta(days=reader.today.weekday())
        return Period.of_day(monday + timedelta(days=weekday, weeks=0 if re.match(_THIS, match["week"]) else 1))
    return Period.of_day(coming(reader.today, weekday, today_counts=not match["next"]))


def _calendar_week(match: re.Match[str], reader: Reading) -> Period | None:
    number = int(match["number"])
    year = int(match["year"]) if match["year"] else reader.today.year
    if not match["year"] and number < reader.today.isocalendar().week and not reader.past:
        year += 1
    try:
        return Period.of_week(date.fromisocalendar(year, number, 1))
    except ValueError:
        return None


def _day(offset: int) -> Callable[[re.Match[str], Reading], Period]:
    return lambda _, reader: Period.of_day(reader.today + timedelta(days=offset))


def _feast(month: int, first: int, last: int) -> Callable[[re.Match[str], Reading], Period]:
    def found(_: re.Match[str], reader: Reading) -> Period:
        year = reader.year_of(month, last)
        return Period(date(year, month, first), date(year, month, last))

    return found


def _turn_of_year(_: re.Match[str], reader: Reading) -> Period:
    year = reader.year_of(1, 1)
    return Period(date(year - 1, 12, 24), date(year, 1, 1))


def _rules(rules: Sequence[tuple[str, Callable[[re.Match[str], Reading], Period | None]]]) -> tuple[Rule, ...]:
    return tuple((re.compile(rf"\b(?:{pattern})\b"), rule) for pattern, rule in rules)


_PART = r"(?:the )?(?P<part>anfang|mitte|ende|early|mid|late|(?:beginning|start|middle|end) of)"
RULES = _rules(
    (
        (r"heute|heut|today|tonight", _day(0)),
        (r"(?<!uebermorgen )(?<!am )(?<!heute )morgen(?! frueh\b)|tomorrow|morgen frueh", _day(1)),
        (r"uebermorgen|(?:the )?day after tomorrow", _day(2)),
        (r"gestern|yesterday", _day(-1)),
        (r"y(\d+)m(\d+)d(\d+)", _in_figures),
        (
            rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: (?:bis(?: zum)?|und|to|until|and) | )?"
            rf"(?P<to>(?<= )\d{{1,2}})?(?:st|nd|rd|th)? (?:of )?(?:{_MONTH}){_YEAR}",
            _day_of_month,
        ),
        (
            rf"(?:{_MONTH}) (?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?"
            rf"(?: (?:to|until|and) (?P<to>\d{{1,2}})(?:st|nd|rd|th)?)?{_YEAR}",
            _day_of_month,
        ),
        (rf"(?P<part>erste[nr]?|zweite[nr]?) (?:{_MONTH})haelfte{_YEAR}", _month_half),
        (rf"(?:{_PART} )?(?:(?P<which>{_NEXT}|{_LAST}) )?(?:{_MONTH}){_YEAR}", _whole_month),
        (
            rf"{_WHICH} (?:kalender)?"
            r"(?P<unit>wochenende|weekend|woche|week|quartals?|quarter|monats?|month|jahr(?:es)?|year)",
            _relative,
        ),
        (
            r"(?P<this>)(?P<next>)(?P<last>)(?P<unit>wochenendes?|weekends?)",
            _relative,
        ),
        (rf"(?:(?P<next>{_NEXT})|(?P<last>{_LAST})) (?:{_COUNT} )?{_UNIT}(?<=[ns])", _within),
        (rf"(?:innerhalb von|within|im laufe von) (?P<last>)(?:{_COUNT} ){_UNIT}", _within),
        (rf"in {_COUNT} {_UNIT}", _in_units),
        (rf"(?:q(?P<figure>[1-4])|(?P<word>\d|{'|'.join(_NUMBERS)}) (?:quartals?|quarter)){_YEAR}", _quarter),
        (
            rf"(?:h(?P<figure>[12])|(?P<word>\d|{'|'.join(_NUMBERS)}) "
            rf"(?:halbjahre?s?|jahreshaelfte|half(?: of)?)){_YEAR}",
            _half,
        ),
        (rf"(?P<season>{'|'.join(_SEASONS)}){_YEAR}", _season),
        (
            rf"(?:{_WHICH} )?(?:(?P<week>{_THIS}|{_NEXT}) (?:woche|week) (?:am |on )?)?"
            rf"(?P<weekday>{'|'.join(_WEEKDAYS)})",
            _weekday,
        ),
        (rf"(?:kw|kalenderwoche|calendar week|week) (?P<number>\d{{1,2}}){_YEAR}", _calendar_week),
        (rf"(?:{_PART} )?(?:the year |des jahres )?(?P<year>20[1-9]\d)", _whole_year),
        (rf"{_PART} (?:des |dieses |the |this )?(?P<unit>jahre?s|year|monats?|month)", _part_of_unit),
        (r"(?P<part>)(?P<unit>jahres|monats)ende", _part_of_unit),
        (rf"{_PART} {_WHICH} (?P<unit>jahre?s|year|monats?|month)", _part_of_relative),
        (r"the week after next", lambda _, r: Period.of_week(r.today + timedelta(weeks=2))),
        (r"weihnachten|christmas|xmas", _feast(12, 24, 26)),
        (r"silvester|new year s eve", _feast(12, 31, 31)),
        (r"neujahr|new year s day", _feast(1, 1, 1)),
        (r"zwischen (?:den jahren|weihnachten und neujahr)|between christmas and new year(?: s)?", _turn_of_year),
        (r"im neuen jahr|in the new year", lambda _, r: Period.of_year(r.today.year + (r.today.month > 6))),
    )
)  # fmt: skip
