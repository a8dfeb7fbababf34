"""Days as people type them: "tomorrow", "next mon", "24.11.", "in 3 business days", "übermorgen", "demain"."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, NamedTuple

from clientcare.domain.errors import Usage
from clientcare.domain.times import DAYS, MONTHS, say_day
from clientcare.domain.typed import quoted

Sense = Literal["past", "future"]  # something that happened, or something that is planned
YEARS = range(2000, 2100)  # what a shop's file can speak of; other years are slips of the fingers
DATES = "Write 24 Nov 2026, 24.11.2026 or 2026-11-24."


class TypedDay(NamedTuple):
    """The dates that may be meant; the first whose moment fits is. `yearless`: the year was not typed."""

    dates: tuple[date, ...]
    yearless: bool = False


def _table(*rows: str) -> dict[str, int]:
    return {word: number for number, words in enumerate(rows) for word in words.split()}


_WEEKDAYS = _table(
    "mon monday mo montag lundi",
    "tue tues tuesday di dienstag mardi",
    "wed weds wednesday mi mittwoch mercredi",
    "thu thur thurs thursday do donnerstag jeudi",
    "fri friday fr freitag vendredi",
    "sat saturday sa samstag sonnabend samedi",
    "sun sunday so sonntag dimanche",
)
_MONTHS = _table(
    "",
    "jan january januar jänner janvier",
    "feb february februar février fevrier",
    "mar march mär märz maerz mrz mars",
    "apr april avril",
    "may mai",
    "jun june juni juin",
    "jul july juli juillet",
    "aug august août aout",
    "sep sept september septembre",
    "oct october okt oktober octobre",
    "nov november novembre",
    "dec december dez dezember décembre decembre",
)
_NEAR = {
    "today": 0, "heute": 0, "aujourd'hui": 0,
    "tomorrow": 1, "morgen": 1, "demain": 1,
    "yesterday": -1, "gestern": -1, "hier": -1,
    "übermorgen": 2, "uebermorgen": 2, "après-demain": 2,
    "vorgestern": -2, "avant-hier": -2,
}  # fmt: skip
_MONTH_ENDS = {"end of month", "end of the month", "month end", "ende monat", "fin du mois"}
_NEXT_OR_LAST = {
    "next": 1, "nächste": 1, "nächsten": 1, "nächster": 1, "nächstes": 1,
    "last": -1, "letzte": -1, "letzten": -1, "letzter": -1, "letztes": -1,
}  # fmt: skip
_STEPS = {
    word: step
    for step, words in {
        "day": ("d", "day", "days", "tag", "tage", "tagen", "jour", "jours"),
        "week": ("w", "week", "weeks", "woche", "wochen", "semaine", "semaines"),
        "month": ("month", "months", "monat", "monate", "monaten", "mois"),
        "year": ("year", "years", "jahr", "jahre", "jahren", "an", "ans"),
        "business day": (
            *("business day", "business days", "working day", "working days", "workday", "workdays"),
            *("arbeitstag", "arbeitstage", "arbeitstagen"),
        ),
    }.items()
    for word in words
}
_ONE = {"a", "an", "one"}


def read_day(typed: str, today: date, sense: Sense, *, timed: bool) -> TypedDay | None:
    """The day that `typed` (made plain, without commas) names, seen from `today`; None if it names none.

    A weekday is the next or the latest one that fits: today too, but only where a time was typed with it (`timed`).
    Business days are Monday to Friday; holidays are not known here. "Next week", "next month" and "next year" mean a
    working day: on a weekend the one after it, or the one before where the one after is in another week or month. What
    is counted ("in 2 weeks") is meant as it is typed. Raises Usage for days that do not exist and for
    those that can be two.
    """
    words = [word.rstrip(".") if word[0].isalpha() else word for word in typed.split()]
    typed = " ".join(words)
    if typed in _NEAR:
        return TypedDay((today + timedelta(days=_NEAR[typed]),))
    if typed in _MONTH_ENDS:
        return TypedDay((_months_on(today.replace(day=1), 1) - timedelta(days=1),))
    if words[0] in _WEEKDAYS:
        return _from_weekday(_WEEKDAYS[words[0]], typed, words[1:], today, sense, timed)
    if words[0] in _NEXT_OR_LAST:
        return _next_or_last(_NEXT_OR_LAST[words[0]], typed, " ".join(words[1:]), today)
    return _steps_away(typed, today) or _date(typed, today, sense)


def _from_weekday(weekday: int, typed: str, rest: list[str], today: date, sense: Sense, timed: bool) -> TypedDay | None:
    if rest:
        day = _date(" ".join(rest), today, sense)
        if day is None:
            return None
        fitting = tuple(one for one in day.dates if one.weekday() == weekday)
        if not fitting:
            real = ", ".join(say_day(one) for one in day.dates)
            raise Usage(f"The day of the week in {quoted(typed)} is wrong: the calendar has {real}.", DATES)
        return day._replace(dates=fitting)
    sign = 1 if sense == "future" else -1
    away = sign * (weekday - today.weekday()) % 7
    near = away if timed else away or 7
    return TypedDay((today + timedelta(days=sign * near), today + timedelta(days=sign * (near + 7))))


def _next_or_last(sign: int, typed: str, what: str, today: date) -> TypedDay | None:
    if what in _STEPS:
        day = _step(today, sign, _STEPS[what])
        return TypedDay((day if sign < 0 or _STEPS[what] == "day" else _working_day(day, _STEPS[what]),))
    if what not in _WEEKDAYS:
        return None
    ahead = _WEEKDAYS[what] - today.weekday()
    nearest = today + timedelta(days=sign * ((sign * ahead) % 7 or 7))
    in_that_week = today + timedelta(days=ahead + 7 * sign)
    if nearest != in_that_week:
        raise Usage(
            f"{quoted(typed)} can be {say_day(nearest)} or {say_day(in_that_week)}.",
            f'Write "{DAYS[nearest.weekday()].lower()}" or "{nearest.day} {MONTHS[nearest.month - 1]}" for the first, '
            f'"{in_that_week.day} {MONTHS[in_that_week.month - 1]}" for the second.',
        )
    return TypedDay((nearest,))


def _steps_away(typed: str, today: date) -> TypedDay | None:
    import re

    found = re.fullmatch(r"(in |dans |vor |il y a |\+ ?|- ?|)([0-9]{1,3}|an?|one) ?([a-z][a-z ]*?)( ago)?", typed)
    if found is None:
        return None
    before, count, unit, ago = found.groups(default="")
    if unit not in _STEPS or bool(before) == bool(ago):
        return None
    number = 1 if count in _ONE else int(count)
    back = ago or before.strip() in ("-", "vor", "il y a")
    return TypedDay((_step(today, -number if back else number, _STEPS[unit]),))


def _step(today: date, count: int, step: str) -> date:
    if step == "day":
        return today + timedelta(days=count)
    if step == "week":
        return today + timedelta(weeks=count)
    if step == "business day":
        return _business_days_on(today, count)
    return _months_on(today, count * (12 if step == "year" else 1))


def _months_on(day: date, months: int) -> date:
    """The same day `months` later, or the last one of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    last = (date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return first.replace(day=min(day.day, last))


def _business_days_on(day: date, count: int) -> date:
    sign = 1 if count > 0 else -1
    for _ in range(abs(count)):
        day += timedelta(days=sign)
        while day.weekday() > 4:
            day += timedelta(days=sign)
    return day


def _working_day(day: date, within: str) -> date:
    if day.weekday() < 5:
        return day
    after = _business_days_on(day, 1)
    return _business_days_on(day, -1) if within == "week" or after.month != day.month else after


def _date(typed: str, today: date, sense: Sense) -> TypedDay | None:
    """A date of the calendar, with its year or without."""
    import re

    if re.fullmatch(r"[0-9]{1,4}/[0-9]{1,2}(?:/[0-9]{2,4})?", typed):
        raise Usage(f"{quoted(typed)} can be read with the day or with the month first.", DATES)
    if iso := re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", typed):
        year, month, day = iso.groups()
    elif dotted := re.fullmatch(r"([0-9]{1,2})\. ?([0-9]{1,2})(?:\. ?([0-9]{4})|\.([0-9]{2})|\.)?", typed):
        day, month, year, short = dotted.groups(default="")
        year = year or (short and f"20{short}")
        if int(month) > 12 and not year:
            return None  # 14.30 is a time
    elif named := re.fullmatch(r"([0-9]{1,2})(?:st|nd|rd|th|er|\.)? ?([^\W0-9]+)(?: ([0-9]{4}))?", typed):
        day, month, year = named.groups(default="")
    elif american := re.fullmatch(r"([^\W0-9]+) ([0-9]{1,2})(?:st|nd|rd|th)?(?: ([0-9]{4}))?", typed):
        month, day, year = american.groups(default="")
    else:
        return None
    number = int(month) if month.isdecimal() else _MONTHS.get(month)
    if number is None:
        return None
    if year and int(year) not in YEARS:
        raise Usage(f"The year {year} cannot be meant.", DATES)
    around = (today.year - 1, today.year, today.year + 1)
    years = (int(year),) if year else around if sense == "future" else around[::-1]
    dates = tuple(one for one in (_exact(year, number, int(day)) for year in years) if one)
    if not dates:
        raise Usage(f"There is no such day as {quoted(typed)}{'' if year else ' near this year'}.", DATES)
    return TypedDay(dates, yearless=not year)


def _exact(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
