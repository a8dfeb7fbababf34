"""What doctor says about a set-up: each rule with a made-up desk."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from clientcare.domain.errors import Exit, Failed, InvalidFile, NotFound, Unreachable
from clientcare.domain.examinations import Check, Examination, Surroundings, Terminal
from clientcare.domain.keeping import Keeping
from clientcare.domain.mails import Finding
from clientcare.domain.places import Place
from clientcare.domain.shares import Race, ShareNature, Trial, write_nature
from clientcare.domain.shells import History
from clientcare.domain.shop import Management, Shop, UserSettings
from clientcare.domain.tables import Stored
from clientcare.domain.team import Member
from clientcare.services.doctor import examine

SHARE = "/mnt/shop"
SETTINGS = UserSettings(share=SHARE, store="s1", me="ann", machine="bench-3")
SHOP = Shop("s1", "Anna Support", "CHF", "Europe/Zurich", "billing@example.ch", Management("Ann", "", ""))
ANN = Member("ann", "Ann Meier", roles=("senior-engineer", "account-manager"))
NETWORK = Place("network", "on the network share nas:/shop (NFS), mounted at /mnt/shop", "nfs4", SHARE)
LOCAL = Place("local", "on a disk of this machine (ext4)", "ext4", "/")
AROUND = Surroundings(
    platform="linux",
    settings_file="/home/ann/.config/clientcare/settings.toml",
    settings_file_there=True,
    place=NETWORK,
    place_problem="",
    terminal=Terminal(True, 100, True, "UTF-8", "xterm"),
    utc_offset=60,
    clock_is_set=True,
    histories=(History("bash", True, "/home/ann/.bash_history", 0),),
    recorders=(),
    editor="nano",
    editor_found=True,
    memory="/dev/shm",
)
KEPT = ShareNature(machines=1, probed="2026-11-01", probed_on="bench-3")
NOW = datetime(2026, 11, 24, 14, 5, tzinfo=timezone(timedelta(hours=1)))


class Desk:
    """A desk whose parts are values, or errors that they raise."""

    def __init__(self, **parts: Any) -> None:
        self._parts = {
            "settings": SETTINGS,
            "shop": SHOP,
            "me": ANN,
            "surroundings": AROUND,
            "now": NOW,
            "probe": None,
            "faults": [],
            "check": [Finding(True, "Mail: smtp.example.ch answers.")],
            "run": Trial(True, True, True, True, True, 255, 0.0),
            "marker": Stored({"share": write_nature(KEPT)}, "token", "", "clientcare.toml"),
            **parts,
        }
        self.store = self.post = self.makers = self
        self.cleared = 0
        self.written: dict[str, Any] = {}

    def _part(self, name: str) -> Any:
        part = self._parts[name]
        if isinstance(part, Exception):
            raise part
        return part

    @property
    def settings(self) -> Any:
        return self._part("settings")

    def keeping(self) -> Keeping:
        return Keeping()

    @property
    def shop(self) -> Any:
        return self._part("shop")

    @property
    def me(self) -> Any:
        return self._part("me")

    @property
    def surroundings(self) -> Any:
        return self._part("surroundings")

    def now(self) -> Any:
        return self._part("now")

    def probe(self) -> None:
        self._part("probe")

    def faults(self) -> Any:
        return self._part("faults")

    def check(self) -> Any:
        return self._part("check")

    @property
    def marker(self) -> Any:
        return self._part("marker")

    def random_name(self) -> str:
        return "one"

    def trial(self, *_: object) -> Desk:
        return self

    def run(self) -> Any:
        return self._part("run")

    def clear(self) -> None:
        self.cleared += 1

    def write_shop(self, content: dict[str, Any], token: str) -> None:
        assert token == "token"
        self.written = content


def look(**parts: Any) -> Examination:
    return examine(Desk(**parts))  # type: ignore[arg-type]


def around(**facts: Any) -> dict[str, Surroundings]:
    return {"surroundings": AROUND._replace(**facts)}


def of(found: Examination, area: str, verdict: str = "") -> list[Check]:
    return [check for check in found.checks if check.area == area and verdict in ("", check.verdict)]


def test_where_all_is_well_everything_is_good() -> None:
    found = look()
    assert {check.verdict for check in found.checks} == {"good"}
    assert found.exit == Exit.DONE
    says = "\n".join(check.says for check in found.checks)
    assert "You are Ann Meier (ann), senior engineer, account manager." in says
    assert "It is Tue 24 Nov 2026, 14:05 in Europe/Zurich, the shop's time zone, set by a time server." in says
    assert "It is the share of Anna Support, the shop that you joined." in says
    assert "Files can be written there." in says


def test_before_set_up_the_command_that_sets_up_is_named_and_the_machine_is_looked_at() -> None:
    found = look(settings=UserSettings(), **around(place=None))
    assert [check.advice for check in of(found, "set-up", "bad")] == [
        "Set up a shop, or join one, in the directory that the shop shares:\n  clientcare init DIRECTORY"
    ]
    assert {check.area for check in found.checks} == {"set-up", "terminal", "history", "editor"}
    assert found.exit == Exit.FAILED


def test_settings_with_a_mistake_are_named_by_file_and_line() -> None:
    found = look(settings=InvalidFile("unknown key 'shar'", "Did you mean 'share'?", place="settings.toml:2"))
    assert of(found, "files", "bad") == [
        Check("files", "bad", "settings.toml:2: unknown key 'shar'", "Did you mean 'share'?")
    ]
    assert of(found, "share", "unknown")


def test_settings_that_cannot_be_read_are_bad() -> None:
    assert of(look(settings=Failed("Your settings cannot be read.")), "set-up", "bad")


def test_a_share_that_does_not_answer_leaves_the_rest_unknown() -> None:
    found = look(shop=Unreachable("The shop's directory is not there.", "Mount the share."), **around(place=LOCAL))
    assert [check.verdict for check in of(found, "share")] == ["bad", "bad"]
    assert of(found, "share")[1].says == (
        "The shop's directory /mnt/shop is on a disk of this machine (ext4). Client files would stay on this machine."
    )
    assert [check.area for check in found.checks if check.verdict == "unknown"] == ["set-up", "files", "mail"]


def test_a_mistake_in_the_shops_settings_leaves_only_what_needs_them_unknown() -> None:
    found = look(shop=InvalidFile("'currency' must be a text", place="clientcare.toml:7"))
    assert of(found, "files", "bad")[0].says == "clientcare.toml:7: 'currency' must be a text"
    assert not of(found, "files", "good")
    assert of(found, "mail")[0].verdict == "unknown"
    assert any(check.says.startswith("You are Ann") for check in of(found, "set-up", "good"))


def test_an_error_of_the_system_is_a_line_too() -> None:
    found = look(probe=OSError(5, "Input/output error"))
    assert of(found, "share", "bad")[0].says == "The system refused: [Errno 5] Input/output error."


def test_a_share_that_takes_no_file_is_bad() -> None:
    found = look(probe=Unreachable("The share /mnt/shop is full.", "Make room."))
    assert of(found, "share", "bad") == [Check("share", "bad", "The share /mnt/shop is full.", "Make room.")]


def test_settings_that_do_not_name_the_shop_are_told() -> None:
    found = look(settings=SETTINGS._replace(store=""))
    assert of(found, "share", "warn")[0].advice == "To join it:\n  clientcare init /mnt/shop"


def test_somebody_unknown_is_bad_and_somebody_without_a_role_is_told() -> None:
    assert of(look(me=NotFound("There is nobody called 'ann' in the team.")), "set-up", "bad")
    assert of(look(me=ANN._replace(roles=())), "set-up", "warn")[0].advice.endswith(
        "  clientcare team edit ann --role ROLE"
    )


def test_a_place_that_cannot_be_told_is_bad() -> None:
    assert of(look(**around(place=None, place_problem="Links go round.")), "share", "bad")[0].says == "Links go round."
    assert "cannot be told" in of(look(**around(place=None)), "share", "bad")[0].says


def test_a_local_place_is_bad_unless_it_was_chosen() -> None:
    assert "--on-this-machine" in of(look(**around(place=LOCAL)), "share", "bad")[0].advice
    chosen = SETTINGS._replace(on_this_machine=True)
    said = of(look(settings=chosen, **around(place=LOCAL)), "share", "good")[0].says
    assert said.endswith("That was chosen: this machine is the file server.")
    named = look(settings=chosen, shop=SHOP._replace(file_server="bench-3"), **around(place=LOCAL))
    assert not of(named, "share", "warn")


def test_a_file_server_of_another_name_is_told() -> None:
    chosen = SETTINGS._replace(on_this_machine=True)
    found = look(settings=chosen, shop=SHOP._replace(file_server="server-1"), **around(place=LOCAL))
    assert "call server-1 its file server, and this machine is bench-3" in of(found, "share", "warn")[0].says


def test_a_local_place_is_judged_even_where_the_shops_settings_cannot_be_read() -> None:
    chosen = SETTINGS._replace(on_this_machine=True)
    found = look(settings=chosen, shop=InvalidFile("a mistake"), **around(place=LOCAL))
    assert of(found, "share", "good")


def test_copies_on_this_machine_are_said_with_what_to_do() -> None:
    synced = Place("synced", "in the folder that Nextcloud synchronises (/home/ann/Nextcloud)", "ext4", "/", True)
    (check,) = of(look(**around(place=synced)), "share", "warn")
    assert check.says == "Synchronised folders keep readable copies of client files on this machine's own disk."
    assert "encrypted" in check.advice


def test_a_file_server_on_somebody_elses_share_is_told() -> None:
    found = look(settings=SETTINGS._replace(on_this_machine=True))
    assert of(found, "share", "warn")[0].advice == "To join again:\n  clientcare init /mnt/shop"


def test_each_file_with_a_mistake_is_a_line() -> None:
    found = look(faults=["team/ben.toml:3: there is no role 'boss'"])
    assert of(found, "files")[0].says == "team/ben.toml:3: there is no role 'boss'"
    assert not of(found, "files", "good")


def test_files_that_cannot_be_listed_are_not_said_to_be_right() -> None:
    found = look(faults=Unreachable("The share does not answer."))
    assert [check.verdict for check in of(found, "files")] == ["bad"]


def test_a_clock_that_was_never_set_is_bad() -> None:
    found = look(now=datetime(1970, 1, 1, tzinfo=UTC))
    assert of(found, "set-up", "bad")[0].says.startswith("This machine's clock says Thu 1 Jan 1970, 00:00")


def test_a_machine_in_another_zone_is_told_that_it_does_not_matter() -> None:
    said = of(look(**around(utc_offset=-210, clock_is_set=None)), "set-up", "good")[-1].says
    assert said.endswith("This machine itself is set to UTC-3:30; entries are not.")
    assert "time server" not in said
    assert "UTC+0:00" in of(look(**around(utc_offset=0)), "set-up", "good")[-1].says


def test_a_time_zone_that_does_not_exist_is_a_mistake_in_a_file() -> None:
    found = look(now=InvalidFile("there is no time zone 'Zurich'", place="clientcare.toml"))
    assert of(found, "files", "bad")[0].says == "clientcare.toml: there is no time zone 'Zurich'"


def test_mail_says_what_works_what_to_know_and_what_does_not() -> None:
    outbox = Finding(True, "Mail: no server is set.", 'way = "smtp"')
    assert of(look(check=[outbox]), "mail") == [Check("mail", "warn", outbox.text, outbox.hint)]
    assert of(look(check=[outbox], shop=SHOP._replace(collects_outbox=True)), "mail") == [
        Check("mail", "good", outbox.text)
    ]
    assert of(look(check=[Finding(False, "Refused.", "Set it.")]), "mail") == [
        Check("mail", "bad", "Refused.", "Set it.")
    ]
    assert of(look(check=Failed("No password.")), "mail", "bad")


@pytest.mark.parametrize(
    ("terminal", "verdicts"),
    [
        (Terminal(True, 80, False, "UTF-8", "xterm"), ["good"]),
        (Terminal(True, 40, True, "UTF-8", "xterm"), ["warn"]),
        (Terminal(True, 80, True, "ISO-8859-1", "xterm"), ["warn"]),
        (Terminal(False, 80, False, "UTF-8", ""), ["unknown"]),
        (Terminal(False, 80, False, "", ""), ["warn", "unknown"]),
        (Terminal(True, 30, True, "ANSI_X3.4-1968", "xterm"), ["warn", "warn"]),
    ],
)
def test_the_terminal_is_judged_by_width_and_letters(terminal: Terminal, verdicts: list[str]) -> None:
    assert [check.verdict for check in of(look(**around(terminal=terminal)), "terminal")] == verdicts


def test_the_advice_about_letters_fits_the_system() -> None:
    terminal = Terminal(True, 80, True, "CP850", "")
    assert "chcp 65001" in of(look(**around(terminal=terminal, platform="windows")), "terminal")[0].advice
    assert "LANG" in of(look(**around(terminal=terminal)), "terminal")[0].advice


def test_a_shell_that_keeps_notes_is_told_with_the_command_that_ends_it() -> None:
    found = look(**around(histories=(History("zsh", False, "/home/ann/.zsh_history", 1),)))
    first, second = of(found, "history")
    assert (first.verdict, first.advice) == ("warn", "To keep them out:\n  clientcare shell-setup zsh --install")
    assert second.says == "1 line in /home/ann/.zsh_history may hold client data."
    assert "fc -p /home/ann/.zsh_history" in second.advice
    assert found.exit == Exit.DONE


def test_older_lines_are_counted_after_set_up_too() -> None:
    found = look(**around(histories=(History("fish", True, "/h/fish_history", 7),)))
    assert [check.says for check in of(found, "history")] == ["7 lines in /h/fish_history may hold client data."]


def test_other_recorders_and_unknown_shells_are_told() -> None:
    assert of(look(**around(recorders=("atuin",))), "history", "warn")[0].says.startswith("atuin keeps a history")
    assert of(look(**around(histories=())), "history", "unknown")


def test_the_editor_must_be_there_and_its_file_lies_in_memory_or_in_the_share() -> None:
    assert of(look(**around(editor="vi -q", editor_found=False)), "editor", "warn")[0].says.endswith("vi -q.")
    assert "in memory (/dev/shm)" in of(look(), "editor")[0].says
    said = of(look(**around(editor="", memory="")), "editor", "good")[0].says
    assert said.startswith("No editor is named")
    assert "in the share" in said


def test_what_kind_of_share_it_is_is_tried_out_and_nothing_is_left_of_that() -> None:
    desk = Desk()
    found = examine(desk)  # type: ignore[arg-type]
    assert any("Two machines cannot both close a session here: yes" in check.says for check in of(found, "share"))
    assert desk.cleared == 1
    assert desk.written == {}


def test_what_was_found_out_is_kept_when_that_is_wished_for_and_the_rest_of_the_settings_stays() -> None:
    marker = Stored({"store": "s1", "share": {"billing-seat": "office", "own": 1}}, "token", "", "clientcare.toml")
    desk = Desk(marker=marker)
    examine(desk, keep=True, race=Race("bench-2", 200, 0, 2.0))  # type: ignore[arg-type]
    assert desk.written["store"] == "s1"
    assert desk.written["share"]["own"] == 1
    assert desk.written["share"]["billing-seat"] == "office"
    assert (desk.written["share"]["machines"], desk.written["share"]["probed"]) == (2, "2026-11-24")


def test_a_trial_that_fails_or_is_stopped_leaves_nothing_either() -> None:
    desk = Desk(run=Unreachable("The share is full.", "Make room."))
    found = examine(desk)  # type: ignore[arg-type]
    assert of(found, "share", "bad") == [Check("share", "bad", "The share is full.", "Make room.")]
    assert desk.cleared == 1


def test_a_place_that_cannot_be_told_is_not_tried_out() -> None:
    desk = Desk(**around(place=None))
    examine(desk)  # type: ignore[arg-type]
    assert desk.cleared == 0
