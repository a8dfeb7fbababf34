"""Searching through the index: each month's snapshot, and beside them what was read from the records just now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.adapters.stores import matching
from clientcare.adapters.stores.index import Index, floor_of
from clientcare.adapters.stores.snapshots import Matches, NoSnapshot, Row, Snapshot, row_of
from clientcare.domain.searches import Asked, Found, Hit, Term, nothing_found, ranked, texts
from clientcare.domain.summaries import Progress, Wanted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clientcare.adapters.stores.matching import Query
    from clientcare.domain.records import ThreadPlace


class SearchIndex(Index):
    """Answers one search."""

    def search(self, asked: Asked) -> Iterator[Found | Progress]:
        """How far a long look has come, and at last what was found."""
        query = matching.query(asked.terms, asked.fields)
        wanted = asked.wanted
        if not query.terms:
            yield Found(0, ())
            return
        months = [month for month in self._months_for(wanted) if month >= floor_of(wanted)]
        if not wanted.folders and not all(self._look.snapshot(month) for month in months):
            yield from (one for one in self.summaries(Wanted(month=wanted.month)) if isinstance(one, Progress))
            self._look = self._look.again()
        sources: list[Snapshot] = []
        matches, passed, unread = [], [], []
        for month in months:
            snapshot = self._look.snapshot(month)
            try:
                if snapshot is None:
                    raise NoSnapshot(month)
                restless = self._look.restless(month, snapshot)
                places = self._look.places(restless)
                part = snapshot.matches(query, wanted, frozenset(restless), len(sources))
                self._look.check_folders(snapshot, (one.session for one in part.candidates), wanted)
                sources.append(snapshot)
                passed.append(frozenset(restless))
                matches.append(part)
                unread += places
            except NoSnapshot:
                unread += self._look.walked(month, wanted.folders or self._look.folders)
        fresh = Snapshot("", [row for row in map(self._row, unread) if row])
        sources.append(fresh)
        passed.append(frozenset())
        matches.append(fresh.matches(query, wanted, frozenset(), len(sources) - 1))
        found = _found(asked, query, sources, matches)

        def leads_somewhere(word: str) -> bool:
            one = matching.query((Term(word),), asked.fields)
            looks = zip(sources, passed, strict=True)
            return any(source.matches(one, wanted, but, 0).candidates for source, but in looks)

        yield found._replace(near=tuple(word for word in found.near if leads_somewhere(word)))

    def _row(self, place: ThreadPlace) -> Row | None:
        one = self._read(place)
        return row_of(one.short, texts(one.session)) if one.short else None


def _found(asked: Asked, query: Query, sources: list[Snapshot], matches: list[Matches]) -> Found:
    """The page of hits that was asked for, or what may have been meant where there is none."""
    holding = [sum(one.holding[place] for one in matches) for place in range(len(query.terms))]
    candidates = [one for part in matches for one in part.candidates]
    best = ranked(candidates, holding, sum(one.sessions for one in matches), sum(one.size for one in matches))
    hits = tuple(
        Hit(one.session, score, sources[one.source].contexts(query, one.row))
        for score, one in best[asked.skip : asked.skip + asked.most]
    )
    if best:
        return Found(len(best), hits)
    known = {word for source in sources for word in source.words()}
    return nothing_found(query.terms, holding, query.words, known)
