"""A shop in a temporary folder with real parts and a clock that stands still; commands run as a person types them."""

from __future__ import annotations

import io
import json
import sys
import tomllib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

import tomli_w

from clientcare.adapters.apart import Apart
from clientcare.adapters.stores.directory import DirectoryStore
from clientcare.bootstrap import RealMakers
from clientcare.cli import main
from clientcare.desk import Desk
from clientcare.domain.clients import Client, Contact, write_client
from clientcare.domain.identifiers import identifier
from clientcare.domain.options import Options
from clientcare.domain.records import WALKED
from clientcare.domain.sessions import fold
from clientcare.domain.shop import Management, UserSettings, read_shop, write_shop, write_user_settings
from clientcare.domain.shop import Shop as ShopSettings
from clientcare.domain.team import Member, write_member
from clientcare.services.entries import draft, empty_session, enter, file
from clientcare.services.keeping import new_key

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from clientcare.domain.sessions import Session
    from clientcare.ports import Clock

T = TypeVar("T")
ZONE = ZoneInfo("Europe/Zurich")
NOON = datetime(2026, 11, 24, 14, 5, tzinfo=ZONE)  # a Tuesday
STORE_ID = "0199b2c4-7f3a"
MANAGEMENT = Management("Ms Keller", "044 555 01 00", "keller@example.ch")
ANN = Member("ann", "Ann Meier", "ann@example.ch", "079 555 01 01", ("account-manager",))
BEN = Member("ben", "Ben Sutter", "ben@example.ch", "", ("senior-engineer",))
FREI = Contact("Ms Frei", "office", "044 555 01 20", "frei@acme.example")
ACME = Client(identifier(1_700_000_000_000, bytes(10)), "acme", "Acme AG", (FREI,))


class Result(NamedTuple):
    """What a command left: its exit code, standard output and standard error."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The data in the envelope of `--json`."""
        return json.loads(self.out)["data"]


class StandingClock(NamedTuple):
    """A clock that shows what the shop's clock shows."""

    shop: Shop

    def now(self) -> datetime:
        return self.shop.now


class Here(Apart):
    """What otherwise runs apart runs in the test's own process, so that a test can reach it."""

    def part(self, called: str, make: Callable[..., T], *made_of: Any) -> T:
        return make(*made_of)

    def run(self, called: str, function: Callable[..., T], *arguments: Any) -> T:
        return function(*arguments)


class Makers(RealMakers):
    """The real parts in one process, with the shop's own clock."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.apart = Here()

    def clock(self, desk: Desk) -> Clock:
        return StandingClock(self.shop)


class Shop:
    """A shop with Ann (account manager), Ben (senior engineer) and the client Acme. `now` is moved by hand."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.share = folder / "share"
        self.now = NOON
        self.store = DirectoryStore(str(self.share), lambda: self.now.timestamp())

    # -- the person at the desk ------------------------------------------------------------------------------

    def run(self, *words: str, input: str | bytes = "", me: str = "ann") -> Result:  # noqa: A002
        """Type a command; without a terminal, as from a script."""
        typed = input if isinstance(input, bytes) else input.encode()
        streams = sys.stdin, sys.stdout, sys.stderr
        out, err = io.BytesIO(), io.BytesIO()
        wrapped = [io.TextIOWrapper(one, encoding="utf-8", write_through=True) for one in (io.BytesIO(typed), out, err)]
        sys.stdin, sys.stdout, sys.stderr = wrapped
        try:
            code = main(["--config", str(self.config(me)), *words], build=self.build)
        finally:
            sys.stdin, sys.stdout, sys.stderr = streams
        return Result(code, out.getvalue().decode(), err.getvalue().decode())

    def build(self, options: Options) -> Desk:
        """The Desk of a command."""
        return Desk(options, Makers(self))

    def desk(self, me: str = "ann", **options: Any) -> Desk:
        """A Desk, for services that are called without a command."""
        return self.build(Options(config=str(self.config(me)), **options))

    def config(self, me: str) -> Path:
        """The settings file of a member's machine."""
        path = self.folder / f"{me}.toml"
        if not path.exists():
            settings = UserSettings(str(self.share), STORE_ID, me, f"{me}-laptop")
            path.write_text(tomli_w.dumps(write_user_settings(settings)), "utf-8")
        return path

    def sits_at_the_file_server(self, me: str = "ann") -> None:
        """The share is a disk of this member's machine, so nothing is ever kept outside of it."""
        settings = UserSettings(str(self.share), STORE_ID, me, f"{me}-laptop", on_this_machine=True)
        self.config(me).write_text(tomli_w.dumps(write_user_settings(settings)), "utf-8")

    def wait(self, minutes: float) -> datetime:
        """Let time pass; answers what the clock shows then."""
        self.now += timedelta(minutes=minutes)
        return self.now

    def take_share_away(self) -> None:
        """The share is not mounted any more: nothing lies at its place."""
        self.share.rename(self.folder / "elsewhere")

    def bring_share_back(self) -> None:
        """The share is mounted again."""
        (self.folder / "elsewhere").rename(self.share)

    # -- what lies in the shared directory -------------------------------------------------------------------

    def session(
        self,
        title: str = "Printer offline",
        *,
        client: str = "acme",
        mode: str = "remote",
        me: str = "ann",
        at: datetime | None = None,
        **fields: Any,
    ) -> str:
        """A session that `me` started, at `at` or now, with the shipped guide; answers its identifier."""
        desk = self.desk(me)
        found = tomllib.loads((self.share / "clients" / client / "_clientcare" / "client.toml").read_text("utf-8"))
        guide, content = desk.library.find("working-with-clients")
        session = empty_session(client, f"session-{desk.fresh_id()}")
        start = {
            "client-name": found["name"],
            "title": title,
            "mode": mode,
            "guide": guide.name,
            "guide-digest": desk.store.keep_guide(content),
            "zone": ZONE.key,
            **{name.replace("_", "-"): value for name, value in fields.items()},
        }
        for handle in (me, *fields.get("with", ())):
            desk.store.add_hint(handle, session.place)
        file(desk, session, draft(desk, session, "start", start, at=at), found["id"])
        return session.thread

    def enter(self, thread: str, kind: str, me: str = "ann", ordinal: int = 0, **fields: Any) -> str:
        """An entry beside all services, now; answers its id."""
        named = {name.replace("_", "-"): value for name, value in fields.items()}
        return enter(self.desk(me), self.read(thread), kind, named, at=self.now, ordinal=ordinal)[1].id

    def read(self, thread: str) -> Session:
        """A session or procedure by the end of its identifier, as its records say."""
        place = next(one for one in self.store.threads("", WALKED) if one.thread.endswith(thread))
        return fold(self.store.read(place))

    def kinds(self, thread: str) -> list[str]:
        """The kinds of a session's records, in order."""
        return [record.kind for record in self.read(thread).records]

    def hinted(self, handle: str) -> list[str]:
        """The threads that are noted as open for a member."""
        return [place.thread for place in self.store.open_threads(handle)]

    def outbox(self) -> list[Path]:
        """The mails that were laid down."""
        return sorted((self.share / "outbox").glob("*.eml"))

    def drop(self, name: str, data: bytes) -> None:
        """A file that a phone or a scanner dropped into the inbox."""
        (self.share / "inbox").mkdir(exist_ok=True)
        (self.share / "inbox" / name).write_bytes(data)

    # -- settings that a test may need otherwise -------------------------------------------------------------

    def set_shop(self, **changed: Any) -> None:
        """Other settings of the shop: any field of domain.shop.Shop."""
        stored = self.store.shop()
        self.store.write_shop(write_shop(stored.read(read_shop)._replace(**changed)), stored.token)

    def set_member(self, member: Member) -> None:
        """A member, new or changed."""
        stored = self.store.member(member.handle)
        self.store.write_member(member.handle, write_member(member), stored.token if stored else "")

    def set_client(self, client: Client) -> None:
        """A client, new or changed."""
        stored = self.store.client(client.folder)
        self.store.write_client(client.folder, write_client(client), stored.token if stored else "")


def _settings() -> ShopSettings:
    return ShopSettings(STORE_ID, "Sample Support", "CHF", ZONE.key, "billing@example.ch", MANAGEMENT)


def open_shop(folder: Path) -> Shop:
    """Lay the shop down in an empty folder."""
    shop = Shop(folder)
    shop.share.mkdir(parents=True)
    shop.store.write_shop(write_shop(_settings()), "")
    new_key(shop.store)
    for member in (ANN, BEN):
        shop.set_member(member)
    shop.set_client(ACME)
    return shop
