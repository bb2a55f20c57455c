"""Dates and times as people in Saxony read them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from knowledge.entries import Language

LOCAL_ZONE = ZoneInfo("Europe/Berlin")
_MONTHS = {
    "de": "Januar,Februar,März,April,Mai,Juni,Juli,August,September,Oktober,November,Dezember",
    "en": "January,February,March,April,May,June,July,August,September,October,November,December",
}
_DAYS = {
    "de": "Montag,Dienstag,Mittwoch,Donnerstag,Freitag,Samstag,Sonntag",
    "en": "Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday",
}


def day(value: date, language: Language) -> str:
    """A day in figures: 25.05.2023 or 25 May 2023."""
    if language == "en":
        return f"{value.day} {_month(value.month, 'en')} {value.year}"
    return f"{value:%d.%m.%Y}"


def local_day(value: datetime, language: Language) -> str:
    """The day of a moment in local time."""
    return day(value.astimezone(LOCAL_ZONE).date(), language)


def moment(value: datetime, language: Language) -> str:
    """A moment in local time, to the minute."""
    local = value.astimezone(LOCAL_ZONE)
    return f"{day(local.date(), language)}, {local:%H:%M}" + (" Uhr" if language == "de" else "")


def source_date(as_of: str, language: Language) -> str:
    """The date of a source as precise as it is known; empty when it is not."""
    parts = as_of.split("-")
    if as_of == "unknown":
        return ""
    if len(parts) == 3:
        return day(date.fromisoformat(as_of), language)
    if len(parts) == 2:
        return f"{_month(int(parts[1]), language)} {parts[0]}"
    return as_of


def _month(number: int, language: Language) -> str:
    return _MONTHS[language].split(",")[number - 1]


def by_when(value: datetime, now: datetime, language: Language) -> str:
    """A coming moment as people say it: "Dienstag, 12 Uhr"; with the day's date once a week would be unclear."""
    local = value.astimezone(LOCAL_ZONE)
    far = local.date() - now.astimezone(LOCAL_ZONE).date() >= timedelta(days=7)
    name = _DAYS[language].split(",")[local.weekday()]
    date_ = f", {day(local.date(), language)}" if far else ""
    if language == "en":
        return f"{name}{date_}, {local:%H:%M}"
    clock = f"{local.hour}" if local.minute == 0 else f"{local:%H:%M}"
    return f"{name}{date_}, {clock} Uhr"
