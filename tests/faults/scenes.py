"""The scenes that faults are played in: a shop as it stands before a writing command, and the command."""

from __future__ import annotations

import shlex
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from tests.faults.commands import DONE, HELD, Machine
from tests.faults.history import Effect, History, effect, read_history

if TYPE_CHECKING:
    from pathlib import Path

    from tests.faults.commands import Ended

SHOP = (
    "init share --shop 'Sample Support' --me ann --billing billing@example.ch"
    " --currency CHF --time-zone Europe/Zurich --on-this-machine",
    "team add ben --name 'Ben Huber' --role senior-engineer",
    "client add acme --name 'Acme AG'",
)
OPEN = (*SHOP, "session start acme 'Printer offline' --mode remote --no-walk", "note 'Fuser worn out'")
CLOSED = (*OPEN, "close --solution 'New fuser' --resolved --follow-up 'in 7 days'")
OFFERED = (
    *OPEN,
    "option add 'Repair it' --cost 'CHF 90' --consequence 'It may break again'",
    "option add 'New printer' --cost 'CHF 350' --consequence 'No repair for years'",
)
CHANGED = (
    *SHOP,
    "session start acme 'Printer offline' --mode remote --guide printer --no-walk",
    "guide new 'Printer' --name printer --step 'Ask first'",
)
COMPLAINT = (*SHOP, "procedure start complaint acme")
SETTLED = (*COMPLAINT, "procedure close complaint --result Apologised --override 'They took it back'")
LENT = (*OPEN, "access lent temporary administrator account")


SHARED, AWAY, BACK = "(the share is on a server)", "(the share goes away)", "(the share comes back)"
"""What happens to the share between commands of a scene."""
HAPPENS = {SHARED: Machine.put_share_on_server, AWAY: Machine.take_share_away, BACK: Machine.bring_share_back}
SECRET = "Fuser worn out"
TWO_CLIENTS = (*OPEN[:-2], "client add beta --name 'Beta AG'", *OPEN[-2:])
TWO_OPEN = (*OPEN, "pause", "session start acme 'Mail down' --mode remote --no-walk", "note 'Wrong session'")
BILLED = (*TWO_CLIENTS, "attach photo.jpg", "close --solution 'New fuser' --resolved --bill")
ON_A_SERVER = (*SHOP, SHARED, *OPEN[len(SHOP) :])
OUTSIDE = (*ON_A_SERVER, AWAY)
WAITING = (
    *OUTSIDE,
    "note 'Held one'",
    "part 'Held fuser' --price 9.90",
    "close --solution 'New fuser' --resolved",
    BACK,
)
UNKNOWN_CLIENT = (
    *SHOP, SHARED, "status", AWAY, "session start nobody 'Mail down' --mode phone --no-walk", "note 'Held one'",
    "close --solution 'Reset' --resolved", BACK, "store sync",
)  # fmt: skip


class Scene(NamedTuple):
    """`before` is typed first, then `line`; `rest` is what a person types where `line` was done in part.

    `{note}` and `{unplaced}` in `line` stand for the last characters of the first note and of what has no client yet.
    `erases` is a text that nothing in the share may hold any more once the command has said that it is done.
    """

    line: str
    before: tuple[str, ...]
    rest: str = ""
    erases: str = ""


SCENES = (
    Scene("session start acme 'Mail down' --mode remote --no-walk", SHOP),
    Scene("session start acme 'Second one' --mode phone --no-walk --alongside --with ben", OPEN),
    Scene("session add acme 'Mail call' --mode phone --spent 20m --solution Reset --resolved", SHOP),
    Scene("session add acme 'Mail call' --mode phone --spent 20m --solution Reset --resolved --bill", SHOP),
    Scene("session edit --title 'Printer on floor 2'", OPEN),
    Scene("session edit acme --mode phone --reason 'It was a call'", CLOSED),
    Scene("session reopen acme --reason 'It came back'", CLOSED),
    Scene("session cancel --reason 'Nobody was there'", OPEN),
    Scene("session join acme --me ben", OPEN),
    Scene("session take acme --me ben", OPEN),
    Scene("session hand-over ben 'Waiting for the fuser'", OPEN),
    Scene("note 'The customer says: ✓ 100 % \"quoted\"'", OPEN),
    Scene("note -s acme 'Rang again, all well'", CLOSED),
    Scene("part 'Fuser FK-1150' --quantity 2 --price 89.90 --serial-in X1", OPEN),
    Scene("attach photo.jpg error.log", OPEN),
    Scene("attach --inbox scan.pdf", OPEN),
    Scene("estimate 1h30 if the fuser is in stock", OPEN),
    Scene("option add 'Repair it' --cost 'CHF 90' --consequence 'It may break again'", OPEN),
    Scene("option choose 2 --by 'Ms Frei'", OFFERED),
    Scene("access lent temporary administrator account", OPEN),
    Scene("access returned administrator", LENT),
    Scene("consent work given --by 'Ms Frei'", OPEN),
    Scene("travel --spent 25m", OPEN),
    Scene("travel", OPEN),
    Scene("arrive", (*OPEN, "travel")),
    Scene("depart", (*OPEN, "travel", "arrive")),
    Scene("step done in-time", OPEN),
    Scene("pause", OPEN),
    Scene("resume", (*OPEN, "pause")),
    Scene("undo", OPEN),
    Scene("escalate The disk fails and there is no backup", OPEN),
    Scene("ask-team Who knows this error", OPEN),
    Scene("end-now", OPEN),
    Scene("close --solution 'New fuser' --resolved --follow-up 'in 7 days'", OPEN),
    Scene("close --solution 'New fuser' --resolved --bill", OPEN, rest="bill send acme"),
    Scene("follow-up done acme --happy 'Prints well since'", CLOSED),
    Scene("bill send acme", CLOSED),
    Scene("bill mark acme --sent", (*CLOSED, "bill send acme")),
    Scene("bill mark acme --invoiced 2026-0815", (*CLOSED, "bill send acme")),
    Scene("procedure start complaint acme 'Nobody rang back'", OPEN),
    Scene(
        "step answer complainant='Ms Frei' received-on='20 Nov 2026 9:00' received-by-way-of='by mail'"
        " complaint='Nobody rang back' -s complaint",
        COMPLAINT,
    ),
    Scene("note -s complaint 'Rang back'", COMPLAINT),
    Scene("procedure hand-over complaint ben", COMPLAINT),
    Scene("procedure cancel complaint --reason 'Begun by mistake'", COMPLAINT),
    Scene("procedure close complaint --result Apologised --override 'They took it back'", COMPLAINT),
    Scene("procedure reopen acme --reason 'They wrote again'", SETTLED),
    Scene("client add muster --name 'Muster AG' --contact 'Ms Frei' --phone '044 555 01 20'", SHOP),
    Scene("client edit acme --agreed 'Answer within 4 hours' --account support-sla", SHOP),
    Scene("client contact acme add 'Ms Frei' --phone '044 555 01 20'", SHOP),
    Scene("client note acme 'Ring before you come'", SHOP),
    Scene("client archive acme", SHOP),
    Scene("client remove acme --yes", SHOP),
    Scene("team add cem --name 'Cem Kaya' --role junior-engineer", SHOP),
    Scene("team edit ben --skill exchange", SHOP),
    Scene("team retire ben --to ann", SHOP),
    Scene("config set billing.address office@example.ch", SHOP),
    Scene(
        "init share --shop 'Other Support' --me ann --billing b@example.ch --currency EUR --time-zone UTC"
        " --on-this-machine --yes",
        (),
    ),
    Scene("session leave --me ben", (*OPEN, "session join acme --me ben")),
    Scene("switch offline", TWO_OPEN),
    Scene("step skip in-time --reason 'Nobody waits'", OPEN),
    Scene("next --move-to-new", CHANGED),
    Scene("undo --move-to offline", TWO_OPEN),
    Scene("session move offline --to beta --yes", (*TWO_CLIENTS, "attach photo.jpg"), rest="session show offline"),
    Scene("session move acme --to beta --yes", BILLED, rest="session show beta"),
    Scene("client rename acme 'Acme Holding AG' --handle acme-holding", CLOSED),
    Scene("client merge acme into beta", BILLED),
    Scene("export acme --for client", CLOSED),
    Scene("export acme --for access-request", (*OPEN, "attach photo.jpg")),
    Scene("erase --entry {note} --yes --reason Mistyped", OPEN, erases=SECRET),
    Scene("erase acme --document photo.jpg --yes --reason Mistaken", (*OPEN, "attach photo.jpg"), erases="photo.jpg"),
    Scene("erase acme --yes --reason 'They asked for it'", BILLED, erases=SECRET),
    Scene("guide new 'Paper jam' --step 'Ask first' --step 'Open the tray'", SHOP),
    Scene("store key rotate", SHOP),
    Scene("store index rebuild", CLOSED),
    Scene("note 'Still worn out'", ON_A_SERVER),
    Scene("close --solution 'New fuser' --resolved --bill", ON_A_SERVER, rest="bill send acme"),
    Scene("session start acme 'Mail down' --mode phone --no-walk --alongside", OUTSIDE),
    Scene("note 'Still worn out'", OUTSIDE),
    Scene("part 'Fuser FK-1150' --price 89.90", OUTSIDE),
    Scene("close --solution 'New fuser' --resolved --bill", OUTSIDE),
    Scene("store sync", WAITING),
    Scene("note -s acme 'One more'", WAITING),
    Scene("store place {unplaced} acme", UNKNOWN_CLIENT),
)


class Stage(NamedTuple):
    """A scene that is ready to be played, again and again, on one machine."""

    scene: Scene
    words: tuple[str, ...]
    """The command as a shell hands it over, with an answer that a script can read."""
    machine: Machine
    kept: Path
    away: bool
    """Whether the share cannot be reached while the command runs."""
    before: History
    whole: Effect
    """What the command does to the share if nothing goes wrong, with what waited until the share was back."""
    waiting: Counter[str]
    """Of which kinds entries waited on this machine before: they may be filed by the way, and must be in the end."""

    @property
    def title(self) -> str:
        """What tells this scene from others."""
        return f"{self.scene.line}{' (without the share)' if self.away else ''}"

    @property
    def seals(self) -> bool:
        """Whether the share is on a server, so that entries are kept sealed on this machine."""
        return SHARED in self.scene.before

    @property
    def asks_apart(self) -> bool:
        """Whether a process of its own asks the share for the command, or reads a file for it."""
        return self.seals or not self.scene.before or self.scene.line.startswith("attach ")

    def reset(self) -> None:
        """As it stood before the command."""
        self.machine.restore(self.kept)
        if self.away:
            self.machine.take_share_away()

    def come_back(self) -> Ended | None:
        """Let the share be there again, and file what waited for it; how that ended, if anything can wait."""
        if self.away:
            self.machine.bring_share_back()
        return self.machine.run("store", "sync") if self.seals else None


def set_up(scene: Scene, folder: Path) -> Stage:
    """Type what goes before, and see what the command does when nothing goes wrong."""
    machine = Machine(folder / "machine")
    machine.home.mkdir(parents=True)
    (machine.folder / "photo.jpg").write_bytes(bytes(range(256)) * 300)
    (machine.folder / "error.log").write_text("E-2041 at boot\n")
    for line in scene.before:
        if line in HAPPENS:
            HAPPENS[line](machine)
        else:
            machine.line(line)
    away = scene.before[-1:] == (AWAY,)
    if away:
        machine.bring_share_back()
    (machine.share / "inbox").mkdir(parents=True, exist_ok=True)
    (machine.share / "inbox" / "scan.pdf").write_bytes(b"%PDF-1.4 sample\n")
    kept = folder / "kept"
    Machine(kept).restore(machine.folder)
    before = read_history(machine.share)
    if before.wrong:
        raise RuntimeError(f"{scene.line}: {before.wrong}")
    words = (*shlex.split(scene.line.format_map(_named(before))), "--json")
    stage = Stage(scene, words, machine, kept, away, before, Effect((), {}, frozenset()), Counter())
    stage.reset()
    stage.come_back()
    waiting = effect(before, read_history(machine.share)).kinds
    stage.reset()
    ended = machine.run(*words)
    if ended.code != (HELD if away else DONE):
        raise RuntimeError(f"clientcare {scene.line} ended with {ended.code}:\n{ended.out}{ended.err}")
    stage.come_back()
    after = read_history(machine.share)
    if after.wrong or after.parts:
        raise RuntimeError(f"{scene.line}: {after.wrong}, {after.parts}")
    return stage._replace(whole=effect(before, after), waiting=waiting)


def _named(history: History) -> dict[str, str]:
    """What the names in braces stand for."""
    note = next((one.id for one in history.entries if one.kind == "note"), "")
    unplaced = next((one.thread for one in history.entries if one.waits), "")
    return {"note": note[-8:], "unplaced": unplaced[-4:]}
