"""What doctor says about the nature of a share: what was seen now, against what the shop's settings keep of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.examinations import Check
from clientcare.domain.shares import LONG_ENOUGH, SKEW, differences, is_old

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from clientcare.domain.places import Place
    from clientcare.domain.shares import ShareNature, Trial

TO_KEEP = "To keep what was seen now in the shop's settings:\n  clientcare doctor --keep"
TO_RACE = "To see it, type this on two machines at once:\n  clientcare doctor --race"
NAMES_A_SEAT = "config set share.billing-seat MACHINE"


def share_checks(
    trial: Trial, place: Place, kept: ShareNature, now: ShareNature, today: date, *, keeps: bool
) -> list[Check]:
    """The checks of the area "share". `keeps` says that what was seen has just been written into the settings."""
    return [*_who_is_first(trial, place, now), *_files(trial), *_clock(trial), *_kept(kept, now, today, keeps)]


def way_note(place: Place, nature: ShareNature) -> str:
    """What is told where a machine reaches a share that decides by a way that does not; nothing elsewhere."""
    if place.decides or not nature.decides:
        return ""
    return (
        "This machine reaches the share in a way that cannot decide which of two machines was first. "
        "So that all machines take care of that: clientcare doctor --keep"
    )


def share_note(nature: ShareNature) -> str:
    """What a new shop is told about its share, as a sentence with what to type."""
    if nature.decides:
        return (
            "Two machines cannot both close a session here: yes, as far as one machine can tell. "
            "To see it, type on two machines at once: clientcare doctor --race"
        )
    return (
        "Two machines can both close a session here, since this share cannot decide who was first. Tell billing from "
        f"one machine only: clientcare {NAMES_A_SEAT}"
    )


def _who_is_first(trial: Trial, place: Place, now: ShareNature) -> Iterator[Check]:
    says = "Two machines cannot both close a session here"
    if now.decides and now.machines > 1:
        yield Check("share", "good", f"{says}: yes. Two machines raced for it, and one of them always won.")
    elif now.decides and place.kind == "local":
        yield Check("share", "good", f"{says}: yes, as on every disk.")
    elif now.decides:
        yield Check("share", "good", f"{says}: yes, as far as one machine can tell.", TO_RACE)
    else:
        advice = "" if now.billing_seat else f"Tell billing from one machine only:\n  clientcare {NAMES_A_SEAT}"
        if not place.decides:
            why = "Mounts of this kind cannot decide who was first."
        elif now.machines > 1:
            why = "Two machines raced, and both believed to have won."
        elif not trial.decides:
            why = "Two writers on this machine both believed to have won."
        else:
            why, advice = "That was seen before, though not now.", f"{advice}\n{TO_RACE}".strip()
        after = "If two do, the first of the two counts, and both are shown."
        yield Check("share", "warn", f"{says}: no. {why} {after}", advice)
    if not now.decides and now.billing_seat:
        yield Check("share", "good", f"Billing is told from one machine only: {now.billing_seat}.")


def _files(trial: Trial) -> Iterator[Check]:
    if not trial.flushes:
        says = "It does not take the order to make a file durable: what was just saved may be gone after a power cut."
        yield Check(
            "share", "warn", says, "Look at the server's settings (sync, strict sync), or choose another share."
        )
    if trial.longest_name < LONG_ENOUGH:
        says = f"Names may have {trial.longest_name} bytes only: documents with long titles cannot be filed."
        yield Check("share", "warn", says, "Choose a share without encrypted names.")
    missing = [
        text
        for has, text in (
            (trial.links, "files get no second name"),
            (trial.case, "capitals and small letters are the same in names"),
            (trial.accents, "accented names are written otherwise"),
        )
        if not has
    ]
    if missing:
        yield Check("share", "good", f"It is used as it is: {', '.join(missing)}.")


def _clock(trial: Trial) -> Iterator[Check]:
    if abs(trial.clock) > SKEW:
        way = "ahead of" if trial.clock > 0 else "behind"
        says = f"The share's clock is {_rough(abs(trial.clock))} {way} this machine's. Entries keep their order."
        yield Check("share", "warn", says, "Set the one that is wrong by a time server.")


def _kept(kept: ShareNature, now: ShareNature, today: date, keeps: bool) -> Iterator[Check]:
    if keeps:
        yield Check("share", "good", "The shop's settings keep this now.")
    elif not kept.probed:
        yield Check("share", "warn", "What kind of share this is does not stand in the shop's settings yet.", TO_KEEP)
    elif differs := differences(kept, now):
        says = f"It is otherwise than on {kept.probed}: {'; '.join(differs)}."
        yield Check("share", "warn", says, TO_KEEP)
    elif is_old(kept, today):
        yield Check("share", "warn", f"That was last kept on {kept.probed}; servers are replaced.", TO_KEEP)


def _rough(seconds: float) -> str:
    for name, length in (("day", 86_400), ("hour", 3_600)):
        if seconds >= length:
            number = round(seconds / length)
            return f"{number} {name}{'s' if number > 1 else ''}"
    return f"{round(seconds / 60)} minutes"
