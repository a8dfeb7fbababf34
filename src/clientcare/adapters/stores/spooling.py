"""A store around the one in the share: what the share cannot take is sealed on this machine, and filed when it can.

While the share is away, what is open for this user is known by its outlines, and the shop by its own files as they were
read last. Nothing above this store knows of any of it but by its answers: filed, held, unknown.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from clientcare.adapters import codec, toml_files
from clientcare.adapters.sealing import is_public_key, seal
from clientcare.adapters.spool import ASIDE, FILED, HELD, Outline
from clientcare.adapters.stores.around import Around
from clientcare.domain.errors import ClientcareError, Overdue, Unreachable
from clientcare.domain.identifiers import is_identifier
from clientcare.domain.keeping import Keeping, Synced
from clientcare.domain.outlines import outline
from clientcare.domain.records import Receipt, Record, Thread, ThreadPlace, in_order
from clientcare.domain.tables import Stored

if TYPE_CHECKING:
    from collections.abc import Callable

    from clientcare.adapters.spool import Spool
    from clientcare.ports import Store

MARKER = "clientcare.toml"
PROOF_AFTER = 900.0
"""Seconds after which a record that is still there counts as kept by the share."""
LOOKUPS = 3
"""So many records are looked for in one command; the rest by the next ones, or by `store sync`."""
_KEEP_THE_TEXT = "Nothing was saved. Keep the text, and type it again when the share is back."


class SpoolingStore(Around):
    """The store of a user whose share may be away. `store` is the id of the shop that was joined."""

    def __init__(self, inner: Store, spool: Spool, store: str) -> None:
        super().__init__(inner)
        self.spool = spool
        self.store = store
        self._key = ""

    # -- the shop's own files ----------------------------------------------------------------------------------

    def shop(self) -> Stored:
        """The settings; as they were read last where the share is away or another shop's lies at its place.

        A shop that has no key to seal with gets one now.
        """
        try:
            found = self.ask(self.inner.shop)
            if found.content.get("store", self.store) != self.store:
                raise self._gone(Unreachable("Another shop's share lies there, not that of the one you joined."))
        except Unreachable:
            found = self._remembered(MARKER)
        else:
            if found.content.get("store") == self.store and not self._has_key(found):
                found = self._with_key(found)
            self.spool.remember(MARKER, found.text.encode())
        self._key = _key_of(found)
        return found

    def _gone(self, why: Unreachable) -> Unreachable:
        self.away = why
        return why

    def _has_key(self, settings: Stored) -> bool:
        """A key that was read before is not looked at again: that takes a library."""
        known = self.spool.remembered(MARKER)
        key = _key_of(settings)
        return bool(key) and ((known is not None and key.encode() in known) or is_public_key(key))

    def _with_key(self, settings: Stored) -> Stored:
        try:
            key = self.inner.add_key()
            sealing = {**settings.content.get("sealing", {}), "key": key}
            self.inner.write_shop({**settings.content, "sealing": sealing}, settings.token)
            return self.inner.shop()
        except ClientcareError:  # somebody else makes one, or nothing may be written: the next command tries again
            return settings

    def _remembered(self, name: str) -> Stored:
        data = self.spool.remembered(name)
        if data is None or self.away is None:
            raise self.away or Unreachable("The share cannot be reached.")
        return Stored(toml_files.parse(data, name), "", data.decode("utf-8-sig"), name)

    def member(self, handle: str) -> Stored | None:
        """As it was read last where the share is away."""
        name = f"team/{handle}.toml"
        try:
            found = self.ask(lambda: self.inner.member(handle))
        except Unreachable:
            return self._remembered(name)
        if found:
            self.spool.remember(name, found.text.encode())
        return found

    def keep_guide(self, data: bytes) -> str:
        """Kept here too, so that a walk goes on without the share."""
        digest = sha256(data).hexdigest()
        self.spool.remember(f"kept-guides/{digest}", data)
        try:
            return self.ask(lambda: self.inner.keep_guide(data))
        except Unreachable:
            return digest

    def kept_guide(self, digest: str) -> bytes:
        """As it is kept here where the share is away and that is what the digest says."""
        try:
            data = self.ask(lambda: self.inner.kept_guide(digest))
        except Unreachable:
            known = self.spool.remembered(f"kept-guides/{digest}")
            if known is None or sha256(known).hexdigest() != digest:
                raise
            return known
        self.spool.remember(f"kept-guides/{digest}", data)
        return data

    # -- threads -------------------------------------------------------------------------------------------------

    def read(self, place: ThreadPlace) -> Thread:
        """The thread as the share has it, with what is still held here; by its outline where the share is away."""
        known = self.spool.outline(place.thread)
        try:
            found = self.ask(lambda: self.inner.read(place))
        except Unreachable:
            if known is None:
                raise
            return Thread(place, known.records, whole=False)
        if known is None:
            return found
        held = self._held(known, found)
        if not held:
            if len(known.records) != len(found.records):
                self.spool.save_outline(place.thread, Outline(known.members, tuple(map(outline, found.records))))
            return found
        return Thread(place, in_order((*found.records, *held)), found.oddities, whole=False)

    def _held(self, known: Outline, found: Thread) -> tuple[Record, ...]:
        there = {record.id for record in found.records}
        waiting = set(self.spool.names(HELD))
        return tuple(record for record in known.records if record.id in waiting and record.id not in there)

    def open_threads(self, handle: str = "") -> tuple[ThreadPlace, ...]:
        """As the share says, and what is open here and held; without the share what is known here."""
        try:
            found = self.ask(lambda: self.inner.open_threads(handle))
        except Unreachable:
            return tuple(ThreadPlace("", thread) for thread in self._open_here(handle))
        if not handle:
            return found
        there = {place.thread for place in found}
        for place in found:
            self._mark(handle, place.thread)
        held = []
        for thread in self._open_here(handle):
            if thread not in there:
                known = self.spool.outline(thread)
                if known and self._held(known, Thread(ThreadPlace("", thread), ())):
                    held.append(ThreadPlace("", thread))
                else:
                    self._unmark(handle, thread)
        return (*found, *held)

    def _open_here(self, handle: str) -> list[str]:
        known = ((thread, self.spool.outline(thread)) for thread in self.spool.threads())
        return [thread for thread, one in known if one and (not handle or handle in one.members)]

    def add_hint(self, handle: str, place: ThreadPlace) -> None:
        """Noted here too."""
        self._mark(handle, place.thread)
        try:
            self.ask(lambda: self.inner.add_hint(handle, place))
        except Unreachable:
            return

    def drop_hint(self, handle: str, place: ThreadPlace) -> None:
        """Forgotten here too."""
        self._unmark(handle, place.thread)
        try:
            self.ask(lambda: self.inner.drop_hint(handle, place))
        except Unreachable:
            return

    def _mark(self, handle: str, thread: str) -> None:
        known = self.spool.outline(thread) or Outline((), ())
        if handle not in known.members:
            self.spool.save_outline(thread, Outline((*known.members, handle), known.records))

    def _unmark(self, handle: str, thread: str) -> None:
        known = self.spool.outline(thread)
        if known is None or handle not in known.members:
            return
        left = tuple(one for one in known.members if one != handle)
        if left or {record.id for record in known.records}.intersection(self.spool.names(HELD)):
            self.spool.save_outline(thread, Outline(left, known.records))
        else:
            self.spool.forget(thread)

    def _add(self, thread: str, record: Record) -> None:
        known = self.spool.outline(thread)
        if known is not None:
            self.spool.save_outline(thread, Outline(known.members, in_order((*known.records, outline(record)))))

    def shown(self, folder: str, path: str = "") -> str:
        """It needs no share for it."""
        return self.inner.shown(folder, path)

    # -- entries -------------------------------------------------------------------------------------------------

    def file(self, place: ThreadPlace, record: Record) -> Receipt:
        """Filed, or sealed here: held where the share surely does not have it, unknown where it may."""
        if not place.folder or any(is_identifier(one) for one in record.after):
            why = self.away.message if self.away else "Entries before it wait here too."
            return self._kept(place, record, "held", why)
        was_away = self.away is not None
        try:
            receipt = self.ask(lambda: self.inner.file(place, record))
        except Unreachable as error:
            answer = "unknown" if isinstance(error, Overdue) and not was_away else "held"
            return self._kept(place, record, answer, error.message, error)
        if receipt.answer != "filed":
            return self._kept(place, record, "unknown", "The share could not show it again.")
        self._add(place.thread, receipt.record)
        self._keep_until_proven(place, receipt.record)
        return receipt

    def _kept(
        self, place: ThreadPlace, record: Record, answer: str, why: str, error: Unreachable | None = None
    ) -> Receipt:
        """Raises Unreachable where it is surely nowhere: it cannot be sealed or written here either."""
        data = codec.encode(record)
        known = record._replace(digest=record.id if answer == "held" else data[-65:-1].decode())
        try:
            self.spool.keep(HELD, record.id, seal(packed(place.folder, record, data), self._key))
        except (OSError, ValueError) as trouble:
            if record.id not in self.spool.names(HELD):
                said = trouble.strerror if isinstance(trouble, OSError) else "no key to seal it with is known here"
                why = f"{error.message if error else why} It could not be kept on this machine either: {said}."
                if answer == "held":
                    raise Unreachable(why, _KEEP_THE_TEXT) from None
                return Receipt(answer, known, why=why)
            answer = "unknown"  # it is there, and this disk does not say that it stays
        self._add(place.thread, known)
        return Receipt(answer, known, waiting=self.spool.count(HELD), why=why)

    def _keep_until_proven(self, place: ThreadPlace, record: Record) -> None:
        """A server may lie about its disk: what was filed stays sealed here until it was found again."""
        try:
            data = codec.encode(record._replace(digest=""))
            self.spool.keep(FILED, record.id, seal(packed(place.folder, record, data), self._key))
        except (OSError, ValueError):  # it is filed: a full disk here is no concern of it
            return

    def keeping(self) -> Keeping:
        """As it stands now."""
        held, unproven, aside = (self.spool.count(where) for where in (HELD, FILED, ASIDE))
        why = self.away.message if self.away else ""
        return Keeping(held, unproven, aside, why, self.spool.folder, len(self.due(LOOKUPS)))

    def due(self, most: int) -> list[str]:
        """Of the oldest entries that were filed, those that it is time to look for again; at most `most` (0: all)."""
        oldest = self.spool.names(FILED)[: most or None]
        return [name for name in oldest if self.spool.age(FILED, name) >= PROOF_AFTER]

    def sync(self, tell: Callable[[int, int], None] | None = None, *, everything: bool = False) -> Synced:
        """As ports.Store says. Where another process of this user is at it, nothing is done."""
        due = self.due(0 if everything else LOOKUPS)
        if everything:
            self.spool.sweep()
        if not (due or self.spool.count(HELD) or (everything and self.spool.count(ASIDE))):
            return Synced(keeping=self.keeping())
        from clientcare.adapters.stores.unspooling import Unspooling

        return Unspooling(self, tell).run(due, everything=everything)._replace(keeping=self.keeping())


def _key_of(settings: Stored) -> str:
    """The public key that the shop's settings name, or nothing."""
    sealing = settings.content.get("sealing")
    return str(sealing.get("key", "")) if isinstance(sealing, dict) else ""


def packed(folder: str, record: Record, data: bytes) -> bytes:
    """What is sealed: the client's folder as far as it is known, the record's name, and the record."""
    return f"{folder}\n{record.name}\n".encode() + data


def unpacked(data: bytes) -> tuple[ThreadPlace, Record]:
    """The place and the record that were sealed. Raises records.WrongRecord, ValueError."""
    folder, name, body = data.split(b"\n", 2)
    record = codec.decode(body, name.decode())
    return ThreadPlace(folder.decode(), record.thread), record
