"""Finding words in the texts of a snapshot, with the full-text search of SQLite (FTS5)."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, NamedTuple

from clientcare.domain.errors import Failed
from clientcare.domain.searches import FIELDS, WEIGHTS, Context, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from clientcare.domain.searches import Term

TOKENIZER = "tokenize = 'unicode61 remove_diacritics 2'"
TABLE = f"create virtual table texts using fts5({', '.join(FIELDS)}, {TOKENIZER})"
_BEGIN, _END = "\ue000", "\ue001"  # for private use: no text of ours has a meaning for them
_WORDS = 16  # of a piece of text around a hit
_KINDS = {"notes": "note", "parts": "part", "documents": "document"}


class Query(NamedTuple):
    """What is looked for, as the tables understand it: each term in its words, in some fields."""

    terms: tuple[Term, ...]
    words: tuple[tuple[str, ...], ...]
    fields: tuple[str, ...]

    @property
    def match(self) -> str:
        """For sessions that hold all terms. Every term is quoted, so that nothing that was typed has a meaning."""
        return f"{{{' '.join(self.fields)}}} : ({' AND '.join(_quoted(term) for term in self.terms)})"


def _quoted(term: Term) -> str:
    text = term.text.replace('"', '""')
    return f'"{text}"{" *" if term.prefix else ""}'


def query(terms: Iterable[Term], fields: tuple[str, ...]) -> Query:
    """The query for what was typed; terms in which there is no word, such as a dash, are left out. Raises Failed."""
    base = sqlite3.connect(":memory:")
    try:
        base.execute(f"create virtual table typed using fts5(text, {TOKENIZER})")
        base.execute("create virtual table words using fts5vocab(typed, instance)")
        known = []
        for number, term in enumerate(terms, 1):
            base.execute("insert into typed (rowid, text) values (?, ?)", (number, term.text))
            rows = base.execute("select term from words where doc = ? order by offset", (number,))
            if words := tuple(str(word) for (word,) in rows):
                known.append((term, words))
        return Query(tuple(term for term, _ in known), tuple(words for _, words in known), fields)
    except sqlite3.Error as error:
        raise Failed(
            f"Nothing can be searched here: {error}.",
            "Use a Python whose SQLite has FTS5, such as the one of python.org.",
        ) from error
    finally:
        base.close()


def open_words(base: sqlite3.Connection) -> None:
    """Let the words of a snapshot be counted; nothing is written into it."""
    base.execute("create virtual table temp.words using fts5vocab(main, texts, instance)")
    base.execute("create virtual table temp.known using fts5vocab(main, texts, row)")


def counts(base: sqlite3.Connection, asked: Query) -> list[dict[int, float]]:
    """For each term, how often it stands in each row, weighed by the field. A phrase counts as its rarest word."""
    found = []
    for term, words in zip(asked.terms, asked.words, strict=True):
        each = [
            _count(base, word, asked.fields, term.prefix and place == len(words) - 1)
            for place, word in enumerate(words)
        ]
        rows = set(each[0]).intersection(*each[1:])
        if len(words) > 1:
            rows.intersection_update(_rows(base, asked._replace(terms=(term,), words=(words,))))
        found.append({row: min(one[row] for one in each) for row in rows})
    return found


def _rows(base: sqlite3.Connection, asked: Query) -> set[int]:
    return {row for (row,) in base.execute("select rowid from texts where texts match ?", (asked.match,))}


def _count(base: sqlite3.Connection, word: str, fields: Sequence[str], prefix: bool) -> dict[int, float]:
    found: dict[int, float] = {}
    where, values = ("term >= ? and term < ?", (word, word + "\U0010ffff")) if prefix else ("term = ?", (word,))
    for row, field, many in base.execute(
        f"select doc, col, count(*) from words where {where} group by doc, col", values
    ):
        if field in fields:
            found[row] = found.get(row, 0.0) + many * float(getattr(WEIGHTS, field))
    return found


def contexts(base: sqlite3.Connection, asked: Query, row: int) -> tuple[Context, ...]:
    """Where the words stand in a session, the field that tells most first."""
    cut = ", ".join(f"snippet(texts, {place}, ?1, ?2, '…', {_WORDS})" for place in range(len(FIELDS)))
    found = base.execute(
        f"select {cut} from texts where texts match ?3 and rowid = ?4", (_BEGIN, _END, asked.match, row)
    ).fetchone()
    marked = dict(zip(FIELDS, found or (), strict=False))
    order = ("notes", "solution", "problem", "parts", "documents", "title", "client")
    return tuple(
        Context(_KINDS.get(field, field), pieces(marked[field], _BEGIN, _END))
        for field in order
        if _BEGIN in (marked.get(field) or "")
    )


def vocabulary(base: sqlite3.Connection) -> Iterable[str]:
    """Every word that stands in the texts."""
    return (word for (word,) in base.execute("select term from known"))
