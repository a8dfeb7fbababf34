"""Searching sessions: what of a session can be found, what was typed to find it, and how well a session fits."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, NamedTuple

from clientcare.domain.errors import Usage
from clientcare.domain.summaries import Summary, Wanted
from clientcare.domain.tables import near

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from clientcare.domain.briefings import SessionLine
    from clientcare.domain.sessions import Session


class Texts(NamedTuple):
    """The texts of a session that a search looks at, each of them one field."""

    title: str
    client: str
    problem: str
    solution: str
    notes: str
    parts: str
    documents: str


FIELDS = Texts._fields
KINDS: Mapping[str, str] = {
    "title": "title",
    "client": "client",
    "problem": "problem",
    "solution": "solution",
    "note": "notes",
    "part": "parts",
    "document": "documents",
}
"""What --kind takes, and the field that it stands for."""
WEIGHTS = Texts(4, 4, 2, 2, 1, 2, 2)  # type: ignore[arg-type]
"""How much a word counts in each field: a title tells more than one of many notes."""
SATURATION, LENGTH = 1.2, 0.75  # k1 and b of Okapi BM25 (Robertson and Zaragoza, 2009)


def texts(session: Session) -> Texts:
    """What can be found of a session: its entries that stand, with their newest texts, and nothing that was undone."""
    problem = session.problem
    return Texts(
        session.title,
        session.client_name,
        "" if problem == session.title else problem,
        session.solution,
        "\n".join(str(note.text) for note in session.notes),
        "\n".join(" ".join(filter(None, (part.name, part.serial_out, part.serial_in))) for part in session.parts),
        "\n".join(str(attached.name or attached.path) for attached in session.attachments),
    )


class Term(NamedTuple):
    """A word or phrase that must be there; with `prefix`, its last word may go on."""

    text: str
    prefix: bool = False


def terms(words: Iterable[str]) -> tuple[Term, ...]:
    """What was typed, taken apart. Quotes make a phrase, so does a word of the shell with spaces in it; a star at the
    end takes all words that begin so. Nothing else has a meaning, and nothing that can be typed is an error.
    """
    found = []
    for typed in words:
        for number, piece in enumerate(_piece(typed).split('"')):
            whole = number % 2 == 1 or '"' not in typed
            for text in (piece,) if whole else piece.split():
                plain = text.strip().rstrip("*").strip()
                if plain:
                    found.append(Term(plain, text.strip().endswith("*")))
    return tuple(found)


def _piece(typed: str) -> str:
    """Without what no text can hold: a NUL, and bytes that are no character."""
    return typed.replace("\0", " ").encode("utf-8", "replace").decode()


class Asked(NamedTuple):
    """A search: all `terms` must stand in `fields`, together; `skip` and `most` choose a page of the hits."""

    terms: tuple[Term, ...]
    wanted: Wanted = Wanted()
    fields: tuple[str, ...] = FIELDS
    most: int = 20
    skip: int = 0


def fields_of(kinds: Sequence[str]) -> tuple[str, ...]:
    """The fields that --kind names; all where none is named. Raises Usage with the nearest."""
    for kind in kinds:
        if kind not in KINDS:
            meant = near(kind, tuple(KINDS))
            raise Usage(
                f"There is no kind '{kind}' to search.",
                f"Did you mean {meant}?" if meant else f"It is one of: {', '.join(KINDS)}.",
            )
    return tuple(KINDS[kind] for kind in kinds) or FIELDS


class Piece(NamedTuple):
    """A piece of text around a hit; `hit` marks the words that were looked for."""

    text: str
    hit: bool


class Context(NamedTuple):
    """Where in a session something was found: the kind of text, and the pieces around it."""

    kind: str
    pieces: tuple[Piece, ...]


class Hit(NamedTuple):
    """A session that fits, how well, and where the words stand."""

    session: Summary
    score: float
    contexts: tuple[Context, ...]


class Count(NamedTuple):
    """A word that was typed, and how many sessions hold it."""

    word: str
    sessions: int


class Found(NamedTuple):
    """What a search came to: a page of the hits, the best first, of `total`.

    Where nothing was found, `counts` tells how many sessions hold each word, and `near` which words come close.
    """

    total: int
    hits: tuple[Hit, ...]
    counts: tuple[Count, ...] = ()
    near: tuple[str, ...] = ()


class HitLine(NamedTuple):
    """A hit as it is listed."""

    session: SessionLine
    score: float
    contexts: tuple[Context, ...]


class SearchReport(NamedTuple):
    """A page of hits as it is shown; `first` is the number of the first one, from 1."""

    total: int
    first: int
    hits: tuple[HitLine, ...]
    counts: tuple[Count, ...]
    near: tuple[str, ...]


class Candidate(NamedTuple):
    """A session that holds all words. `counts` says how often each of them stands there, weighed by the field."""

    session: Summary
    counts: tuple[float, ...]
    size: int
    source: int
    row: int


def ranked(
    found: Iterable[Candidate], holding: Sequence[int], sessions: int, size: int
) -> list[tuple[float, Candidate]]:
    """The candidates with their scores, the best first, by Okapi BM25; among equals the latest.

    `holding` says how many of all `sessions` hold each word; `size` is that of all their texts together.
    """
    usual = size / sessions if sessions else 1.0
    rare = [log(1 + (sessions - many + 0.5) / (many + 0.5)) for many in holding]
    scored = []
    for one in found:
        long = SATURATION * (1 - LENGTH + LENGTH * one.size / usual)
        score = sum(
            weight * count * (SATURATION + 1) / (count + long) for weight, count in zip(rare, one.counts, strict=True)
        )
        scored.append((round(score, 6), one))
    return sorted(
        scored, key=lambda each: (each[0], each[1].session.thread, each[1].session.place.folder), reverse=True
    )


def pieces(marked: str, begin: str, end: str) -> tuple[Piece, ...]:
    """A text in which hits stand between two signs, in pieces."""
    found = []
    for number, part in enumerate(marked.split(begin)):
        hit, sign, rest = part.partition(end)
        if number and sign:
            found += [Piece(hit, True), Piece(rest, False)]
        else:
            found.append(Piece(part, False))
    return tuple(one for one in found if one.text)


def nothing_found(
    asked: Sequence[Term], holding: Sequence[int], words: Sequence[Sequence[str]], known: Iterable[str]
) -> Found:
    """How many sessions hold each word, and the words of the sessions that come close to those that none holds."""
    from difflib import get_close_matches

    vocabulary = sorted(known)
    close: dict[str, None] = {}
    for many, each in zip(holding, words, strict=True):
        for word in each if not many else ():
            if word not in vocabulary:
                alike = [one for one in vocabulary if abs(len(one) - len(word)) <= 2 and one[:1] == word[:1]]
                close.update(dict.fromkeys(get_close_matches(word, alike, 3, 0.7)))
    return Found(0, (), tuple(Count(term.text, many) for term, many in zip(asked, holding, strict=True)), tuple(close))
