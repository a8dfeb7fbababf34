"""The scenes that faults are played in: a shop as it stands before a writing command, and the command."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, NamedTuple

from tests.faults.commands import Machine
from tests.faults.history import Effect, History, effect, read_history

if TYPE_CHECKING:
    from pathlib import Path

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
LENT = (*OPEN, "access lent temporary administrator account")


class Scene(NamedTuple):
    """`before` is typed first, then `line`; `rest` is what a person types where `line` was done in part."""

    line: str
    before: tuple[str, ...]
    rest: str = ""

    @property
    def words(self) -> list[str]:
        """The command as a shell hands it over, with an answer that a script can read."""
        return [*shlex.split(self.line), "--json"]


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
)


class Stage(NamedTuple):
    """A scene that is ready to be played, again and again, on one machine."""

    scene: Scene
    machine: Machine
    kept: Path
    before: History
    whole: Effect
    """What the command adds to the share if nothing goes wrong."""

    def reset(self) -> None:
        """As it stood before the command."""
        self.machine.restore(self.kept)

    def effect(self) -> tuple[History, Effect]:
        """The share as it lies now, and what was added to it."""
        after = read_history(self.machine.share)
        return after, effect(self.before, after)


def set_up(scene: Scene, folder: Path) -> Stage:
    """Type what goes before, and see what the command does when nothing goes wrong."""
    machine = Machine(folder / "machine")
    machine.home.mkdir(parents=True)
    for line in scene.before:
        machine.line(line)
    (machine.folder / "photo.jpg").write_bytes(bytes(range(256)) * 300)
    (machine.folder / "error.log").write_text("E-2041 at boot\n")
    (machine.share / "inbox" / "scan.pdf").write_bytes(b"%PDF-1.4 sample\n")
    kept = folder / "kept"
    Machine(kept).restore(machine.folder)
    before = read_history(machine.share)
    if before.wrong:
        raise RuntimeError(f"{scene.line}: {before.wrong}")
    ended = machine.run(*scene.words)
    if ended.code:
        raise RuntimeError(f"clientcare {scene.line} ended with {ended.code}:\n{ended.out}{ended.err}")
    after = read_history(machine.share)
    if after.wrong or after.parts:
        raise RuntimeError(f"{scene.line}: {after.wrong}, {after.parts}")
    return Stage(scene, machine, kept, before, effect(before, after))
