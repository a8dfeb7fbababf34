"""Durations as people type them."""

from __future__ import annotations

from datetime import timedelta

from clientcare.domain.errors import Usage
from clientcare.domain.typed import plain, quoted

FORMS = "Write 45m, 1h30, 0:45 or 1.5h."
LONGEST = 60  # of a text that is worth reading: "1 heure 30 minutes 15 secondes" has 30
HOURS_IF_BARE = 12

_HOUR, _MINUTE, _SECOND = 3600, 60, 1
_UNITS = {
    word: seconds
    for seconds, words in {
        _HOUR: "h hr hrs hour hours std stunde stunden heure heures",
        _MINUTE: "m min mins minute minutes minuten",
        _SECOND: "s sec secs second seconds sek sekunde sekunden seconde secondes",
    }.items()
    for word in words.split()
}


def parse_duration(text: str, *, empty: timedelta | None = None) -> timedelta:
    """Read a duration in whole seconds (half a second counts as one); it may be negative or zero.

    `45m`, `90 min`, `1h30`, `2h38m17s`, `1.5h`, `1,5 h`, `0:45`, `13:27:54`, ISO 8601 `PT1H30M`, with a sign before it,
    in English, German or French. Minutes and seconds may pass 59 (`90m`, `0:90`). A bare number is hours, `1.5` or `1`;
    a bare whole number above 12 is refused, because `45` is as likely minutes. Days are refused: of 24 hours, or of
    work? An empty text is `empty` where the caller gives one, otherwise it is refused like all that cannot be read
    (Usage). The readings agree with those that Kimai's tests publish, except for that empty text.
    """
    body = plain(text)
    if not body:
        if empty is None:
            raise Usage("A duration is missing.", FORMS)
        return empty
    negative = body.startswith("-")
    body = body[1:].lstrip() if body[0] in "+-" else body
    seconds = _seconds(body, text) if len(body) <= LONGEST else None
    if seconds is None:
        raise Usage(f"{quoted(text)} is not a duration.", FORMS)
    return timedelta(seconds=-seconds if negative else seconds)


def parse_minutes(text: str) -> int:
    """Read a duration of work or of a pause in whole minutes, half a minute counting as one: 0 or more.

    Forms as in parse_duration. Raises Usage for a negative one, and for one that is not 0 and would become 0.
    """
    seconds = round(parse_duration(text).total_seconds())
    if seconds < 0:
        raise Usage(f"{quoted(text)} is negative.", FORMS)
    minutes = (seconds + 30) // 60
    if seconds and not minutes:
        raise Usage(f"{quoted(text)} is less than a minute.", "Time is counted in whole minutes: write 1m or 0.")
    return minutes


def _seconds(body: str, text: str) -> int | None:
    """The seconds that `body` says, or None for what is no duration."""
    import re  # Typer has loaded it by then; nothing is compiled for commands that are given no duration

    if bare := re.fullmatch(r"([0-9]{1,6})(?:[.,]([0-9]{1,4}))?", body):
        whole, fraction = bare.groups(default="")
        if not fraction and int(whole) > HOURS_IF_BARE:
            raise Usage(f"{quoted(text)} can be minutes or hours.", f"{whole}m or {whole}h?")
        return _of(_HOUR, whole, fraction)
    if colon := re.fullmatch(r"([0-9]{1,6}):([0-9]{2})(?::([0-9]{2}))?", body):
        hours, minutes, seconds = (int(digits) for digits in colon.groups(default="0"))
        return hours * _HOUR + minutes * _MINUTE + seconds
    if re.fullmatch(r"pt[0-9][0-9.,hms]*[hms]", body):
        body = body[2:]
    body = re.sub(r"([a-z]\.? ?)([0-5][0-9])$", r"\1\2m", body)
    piece = r"([0-9]{1,6})(?:[.,]([0-9]{1,4}))? ?([a-z]+)\.? ?"
    return _sum(re.findall(piece, body)) if re.fullmatch(f"(?:{piece})+", body) else None


def _sum(pieces: list[tuple[str, str, str]]) -> int | None:
    """Numbers with their units: the larger unit first, each once, and a fraction only in the last."""
    units = [_UNITS.get(word, 0) for _, _, word in pieces]
    fractions = [fraction for _, fraction, _ in pieces[:-1]]
    if 0 in units or any(fractions) or units != sorted(set(units), reverse=True):
        return None
    return sum(_of(unit, whole, fraction) for unit, (whole, fraction, _) in zip(units, pieces, strict=True))


def _of(unit: int, whole: str, fraction: str) -> int:
    """Whole seconds, half a second up; in integers, because 4.35 hours in floating point are a second short."""
    scale: int = 10 ** len(fraction)
    return (2 * int(whole + fraction) * unit + scale) // (2 * scale)
