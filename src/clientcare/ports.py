"""What the services need of the world: the shared directory, the mail, the clock, the guides, the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from clientcare.domain.attachments import LocalFile
    from clientcare.domain.documents import OverviewDocument, SessionDocument
    from clientcare.domain.exports import HandOver
    from clientcare.domain.guides import CheckedFile, DraftedGuide, FoundGuide, Guide, GuidePicture, LibraryListing
    from clientcare.domain.keeping import Keeping, Synced
    from clientcare.domain.mails import Dispatch, Finding, Mail, MailSettings
    from clientcare.domain.procedure_documents import ProcedureDocument
    from clientcare.domain.records import Kept, Receipt, Record, Thread, ThreadPlace
    from clientcare.domain.searches import Asked, Found
    from clientcare.domain.shares import RaceWord, Trial
    from clientcare.domain.sheets import Sheet
    from clientcare.domain.shells import Standing
    from clientcare.domain.summaries import IndexedMonth, Progress, Summary, Wanted
    from clientcare.domain.tables import Stored
    from clientcare.views.view import Look, View


class Store(Protocol):
    """The shared directory, or a server. Takes and returns whole values; every method may raise Unreachable."""

    def read(self, place: ThreadPlace) -> Thread:
        """All records of a thread, in order, with the oddities that lie beside them."""

    def file(self, place: ThreadPlace, record: Record) -> Receipt:
        """File one record. Raises Conflict where it is a step that may happen once and somebody was first."""

    def holds(self, place: ThreadPlace, record: Record) -> bool:
        """Whether the record lies in the thread, or what is left of it where it was erased."""

    def threads(
        self, folder: str = "", sorts: tuple[str, ...] = ("session",), since: datetime | None = None
    ) -> Iterator[ThreadPlace]:
        """The threads of some sorts, of one client's folder or of all, newest first, from the month of `since` on.

        `records.UNPLACED` as the folder gives those that wait for their client; they are not among all.
        """

    def summaries(self, wanted: Wanted) -> Iterator[Summary | Progress]:
        """The sessions that are wanted, in short, the newest first; a long look tells in between how far it has come.

        They are the same as if all records were read, whatever became of any index.
        """

    def search(self, asked: Asked) -> Iterator[Found | Progress]:
        """What a search comes to, at the end; a long look tells before that how far it has come."""

    def index(self) -> tuple[IndexedMonth, ...]:
        """What there is that makes listings and searches fast, the newest month first."""

    def renew_index(self, *, anew: bool = False) -> Iterator[Progress]:
        """Make what is missing or behind of it, or everything `anew`; tells how far that has come."""

    def open_threads(self, handle: str = "") -> tuple[ThreadPlace, ...]:
        """The threads that the hints name as open, for one member or for all."""

    def add_hint(self, handle: str, place: ThreadPlace) -> None:
        """Note that a thread is open for a member; made before its first record."""

    def drop_hint(self, handle: str, place: ThreadPlace) -> None:
        """Forget that hint."""

    def keep_guide(self, data: bytes) -> str:
        """Keep the bytes of a guide once; answers their SHA-256."""

    def add_guide(self, name: str, data: bytes) -> str:
        """Put a new guide among those of the shop; answers its path. Raises Conflict where that name is taken."""

    def kept_guide(self, digest: str) -> bytes:
        """The bytes of a guide that a walk used. Raises NotFound."""

    def folders(self) -> tuple[str, ...]:
        """The folders of all clients."""

    def client(self, folder: str) -> Stored | None:
        """A client's own file, or None."""

    def write_client(self, folder: str, content: Mapping[str, Any], token: str, *, anew: bool = False) -> None:
        """Publish a client's file. `token` is what was read ("" for a new one). Raises Conflict where it changed.

        With `anew` nothing stays of what stood there, no comment of people and no copy that lies beside it.
        """

    def remove_client(self, folder: str) -> None:
        """Remove the folder of a client that holds nothing else. Raises Conflict where it is not empty."""

    def members(self) -> tuple[str, ...]:
        """The handles of all members, retired ones too."""

    def member(self, handle: str) -> Stored | None:
        """A member's own file, or None."""

    def write_member(self, handle: str, content: Mapping[str, Any], token: str) -> None:
        """Publish a member's file, as `write_client`."""

    def shop(self) -> Stored:
        """The settings of the shop."""

    def write_shop(self, content: Mapping[str, Any], token: str) -> None:
        """Publish the settings of the shop, as `write_client`."""

    def add_key(self) -> str:
        """Make a pair of keys to seal entries with: the private one stays in the store, the public one is answered."""

    def keys(self) -> tuple[str, ...]:
        """The private keys, old ones too."""

    def clear_unplaced(self, thread: str, names: Iterable[str]) -> None:
        """Remove entries of a thread that waited for its client and were placed; `names` are those of the records."""

    def keeping(self) -> Keeping:
        """What is kept sealed on this machine, because the share could not take it, or has to show it again."""

    def sync(self, tell: Callable[[int, int], None] | None = None, *, everything: bool = False) -> Synced:
        """File what is kept on this machine, in order, and look whether what was filed is still there.

        `tell` hears how many of how many are done. With `everything` all that was filed is looked for, not a few.
        """

    def add_document(self, folder: str, path: str, data: bytes) -> Kept:
        """Put a new document into a client's file, never replacing one: the name gets a number where it is taken."""

    def document(self, folder: str, path: str) -> bytes | None:
        """The bytes of a document, or None."""

    def measure(self, folder: str, path: str) -> Kept | None:
        """Size and digest of a document of any size, or None."""

    def strays(self, folder: str) -> tuple[str, ...]:
        """The paths of what lies among a client's records and is neither a thread nor the client's own file."""

    def every_thread(self, folder: str = "", since: datetime | None = None) -> Iterator[ThreadPlace]:
        """The threads of all kinds; with `since` those of its month or later, and those whose folder changed since."""

    def set_aside(self, folder: str, path: str) -> None:
        """Move a document that a newer one replaces into `older/` beside it."""

    def erase(self, place: ThreadPlace, tombstone: Record) -> None:
        """Put what stays of a record (`erasures.tombstone`) in its place. Doing it again changes nothing."""

    def drop_from_index(self, threads: Sequence[str]) -> None:
        """Forget what an index may hold of these threads: it is made anew from the records."""

    def drop_mails(self, marks: Sequence[str]) -> int:
        """Remove the mails from the outbox that name one of these threads or entries; answers how many there were."""

    def documents(self, folder: str) -> tuple[str, ...]:
        """The paths of all documents in a client's folder, also of what people put there by hand."""

    def remove_document(self, folder: str, path: str) -> None:
        """Remove a document, and what was set aside under its name in `older/`. One that is gone already is fine."""

    def carry(self, place: ThreadPlace, folder: str) -> Thread:
        """Copy the records of a thread into another client's folder, byte for byte; answers what lies there then."""

    def clear(self, place: ThreadPlace, folder: str) -> None:
        """Remove the records of a thread that `carry` brought into `folder`, but for those that say where it went."""

    def inbox(self) -> tuple[str, ...]:
        """The names of the files that phones and scanners dropped."""

    def from_inbox(self, name: str) -> bytes:
        """The bytes of such a file."""

    def clear_inbox(self, name: str) -> None:
        """Remove such a file after it was attached."""

    def lay_mail(self, name: str, data: bytes) -> str:
        """Lay a mail into the outbox, once: a file of that name that is there already stays. Answers its path."""

    def shown(self, folder: str, path: str = "") -> str:
        """How a path of a client's file is told to people."""

    def probe(self) -> None:
        """Create and remove a file, to see whether the share takes any. Raises Unreachable."""

    def faults(self) -> list[str]:
        """What is wrong with the files that people edit, each with its place."""


class ShareTrial(Protocol):
    """Tries out what a share can do."""

    def run(self) -> Trial:
        """What was seen. Raises Unreachable."""

    def clear(self) -> None:
        """Remove what the trial left. Raises Unreachable."""


class ShareRace(Protocol):
    """One of two machines that race for names on a share."""

    def run(self) -> Iterator[RaceWord]:
        """The race as it goes on; its last word is "done", "alone" or "lost". Raises Unreachable."""

    def clear(self) -> None:
        """Remove what this machine left. Raises Unreachable."""


class Clock(Protocol):
    """The time."""

    def now(self) -> datetime:
        """This moment, aware, in the shop's time zone."""


class Post(Protocol):
    """A way to send mail."""

    settings: MailSettings

    def check(self) -> list[Finding]:
        """What is right and wrong with it; nothing is sent."""

    def send(self, mail: Mail) -> Dispatch:
        """Send one mail and say truthfully what became of it."""


class Library(Protocol):
    """The guides of the shop and those shipped."""

    def find(self, name: str) -> tuple[Guide, bytes]:
        """A guide by its name, a unique part of it, or a path. Raises NotFound with near names."""

    def locate(self, name: str) -> tuple[FoundGuide, bytes]:
        """As `find`, with where the guide lies and what it hides."""

    def listing(self) -> LibraryListing:
        """Every guide, and the files that cannot be read."""

    def check(self, path: str) -> tuple[CheckedFile, ...]:
        """What is wrong with a file, or with all files of a folder. Raises NotFound."""

    def drafted(self, title: str, description: str, steps: Sequence[str]) -> DraftedGuide:
        """A new guide, with a comment above what most guides need."""

    def converted(self, data: bytes, source: str) -> DraftedGuide:
        """The guide that a file with YAML front matter, or a runbook in Markdown, is. Raises InvalidFile."""

    def schema(self) -> Mapping[str, Any]:
        """The guide format as a JSON Schema, for editors."""

    def pinned(self, data: bytes, name: str) -> Guide:
        """The guide that kept bytes hold."""


class Screen(Protocol):
    """The terminal, or the script that called."""

    terminal: bool
    """Whether a person types and reads here."""
    interactive: bool
    """Whether that person may be asked."""
    look: Look
    receipts: Sequence[Receipt]

    def show(self, view: View, result: Any) -> None:
        """Show a result in the form that was asked for: for people, `--json`, `--plain` or `--quiet`."""

    def tell(self, text: str) -> None:
        """A line of conversation, on standard error."""

    def passing(self, text: str) -> None:
        """A line on standard error that the next one replaces, on a terminal only; an empty one takes it away."""

    def warn(self, text: str) -> None:
        """A line on standard error that is shown even with `--quiet`."""

    def clean(self, text: str) -> str:
        """Text from elsewhere with its control characters made visible."""


class Shells(Protocol):
    """The start-up files of the user's shells."""

    def mine(self) -> str:
        """The shell that the user works in; empty where it is none of those that are known."""

    def text(self, shell: str, completion: str) -> str:
        """What goes into the start-up file of a shell."""

    def file(self, shell: str) -> str:
        """The start-up file of a shell."""

    def standing(self, shell: str, text: str) -> Standing:
        """Whether that text stands in the file."""

    def add(self, shell: str, text: str) -> Literal["added", "updated", "already"]:
        """Put the text into the file, once."""


class Press(Protocol):
    """Makes the documents that people read."""

    def session(self, document: SessionDocument) -> bytes:
        """A session as a page of HTML that needs nothing else."""

    def procedure(self, document: ProcedureDocument) -> bytes:
        """A procedure, likewise."""

    def overview(self, document: OverviewDocument) -> bytes:
        """A client's overview, likewise."""

    def sheet(self, document: Sheet, *, text: bool = False) -> bytes:
        """A guide to be printed on one page; as plain text with `text`."""

    def handover(self, document: HandOver) -> bytes:
        """What a client gets to keep, likewise."""


class LocalFiles(Protocol):
    """Files on this machine that are to become documents of a client."""

    def look(self, path: str) -> LocalFile:
        """The file behind a path as it was typed. Raises NotFound, Usage, Failed."""

    def read(self, path: str) -> bytes:
        """The whole content. Raises NotFound, Usage, Failed."""

    def remove(self, path: str) -> None:
        """Remove the file. Raises Usage, Failed."""

    def picture(self, folder: str, image: str, most: int) -> GuidePicture | None:
        """The picture of a guide in `folder`, read where it has at most `most` bytes; None where there is none."""

    def save(self, path: str, data: bytes, *, overwrite: bool = False) -> str:
        """A file, new unless `overwrite`; answers its path. Raises NotFound, Conflict, Usage, Failed."""

    def write(self, folder: str, path: str, data: bytes) -> str:
        """A new file below a directory, which must be there; answers its path. Raises NotFound, Conflict, Failed."""


class Ground(Protocol):
    """The directories of this machine before they are a shop's, and its file browser."""

    def names(self, path: str) -> tuple[str, ...] | None:
        """What lies in a directory, sorted; None where there is none. Raises Usage for a file."""

    def make(self, path: str) -> None:
        """Make a directory in one that is there. Raises NotFound where that is missing."""

    def zone_name(self) -> str:
        """The time zone that this machine is set to, or nothing where it does not tell."""

    def settings_file(self) -> str:
        """The path of the user's own settings."""

    def browse(self, path: str) -> bool:
        """Show a directory in the file browser; False where there is no display or no browser that takes it."""
