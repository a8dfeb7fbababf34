"""Setting up a shop: what must be said, where it may lie, and what is there afterwards."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from clientcare.adapters.ground import Ground
from clientcare.desk import Desk
from clientcare.domain.asks import Missing
from clientcare.domain.errors import Interrupted, Unreachable, Usage
from clientcare.domain.options import Options
from clientcare.domain.places import Place
from clientcare.services.setup import set_up, who_am_i
from tests.shops import Makers, Shop

if TYPE_CHECKING:
    from pathlib import Path

ALL = {
    "shop": "Sample Support",
    "me": "ann",
    "billing": "billing@example.ch",
    "currency": "chf",
    "time_zone": "zurich",
    "on_this_machine": True,
}


class Machine(Makers):
    """A machine where a share is what a test says it is, with its own clock zone."""

    kind = "local"
    copies = False

    def place(self, path: str) -> Place:
        found = super().place(path)
        if self.kind == "local":
            return found
        return Place(self.kind, "on a share", "nfs", "", self.copies, found.path)  # type: ignore[arg-type]

    def ground(self, options: Options) -> Ground:
        return Ground({"TZ": "Europe/Vienna"}, options.config)


def new_desk(
    folder: Path, *, terminal: bool = False, kind: str = "local", copies: bool = False, **options: Any
) -> Desk:
    made = Machine(Shop(folder))
    made.kind, made.copies = kind, copies
    desk = Desk(Options(config=str(folder / "settings.toml"), **options), made)
    desk.screen.interactive = terminal
    return desk


def test_a_shop_is_set_up_with_what_the_line_says(tmp_path: Path) -> None:
    done = set_up(new_desk(tmp_path), directory=str(tmp_path / "share"), **ALL)
    assert (done.how, done.shop, done.share) == ("founded", "Sample Support", str(tmp_path / "share"))
    assert (done.member.handle, done.member.name, done.member.roles) == ("ann", "Ann", ("account-manager",))
    share = tmp_path / "share"
    assert sorted(one.name for one in share.iterdir()) == [
        "_clientcare",
        "clientcare.toml",
        "clients",
        "guides",
        "inbox",
        "outbox",
        "team",
    ]
    shop = tomllib.loads((share / "clientcare.toml").read_text("utf-8"))
    assert shop["shop"] == {
        "name": "Sample Support",
        "currency": "CHF",
        "time-zone": "Europe/Zurich",
        "guide": "working-with-clients",
    }
    assert shop["store"] == done.store
    mine = tomllib.loads((tmp_path / "settings.toml").read_text("utf-8"))
    assert (mine["share"], mine["store"], mine["me"], mine["on-this-machine"]) == (str(share), done.store, "ann", True)
    assert shop["storage"] == {"on-this-machine": mine["machine"]}


def test_people_can_read_the_settings_of_the_shop(tmp_path: Path) -> None:
    set_up(new_desk(tmp_path), directory=str(tmp_path / "share"), **ALL)
    text = (tmp_path / "share" / "clientcare.toml").read_text("utf-8")
    assert text.startswith("# The settings of this shop.")
    assert "# Who is told what to bill.\n[billing]\n" in text


def test_what_was_taken_for_granted_is_told(tmp_path: Path) -> None:
    told = "\n".join(set_up(new_desk(tmp_path), directory=str(tmp_path / "share"), **ALL).told)
    for words in ("yours is account-manager", "No mail address", "this machine", "needed at once", "outbox/"):
        assert words in told


def test_what_was_said_is_not_told_again(tmp_path: Path) -> None:
    done = set_up(
        new_desk(tmp_path, kind="network"),
        directory=str(tmp_path / "share"),
        **{**ALL, "on_this_machine": False},
        name="Ann Müller",
        mail="ann@example.ch",
        phone="079  1",
        role=("Senior", "account manager"),
        management="Ms Keller",
        management_phone="044 1",
        management_mail="k@example.ch",
    )
    assert len(done.told) == 2  # about the share and the outbox
    assert done.member.roles == ("senior-engineer", "account-manager")
    assert (done.member.name, done.member.mail, done.member.phone) == ("Ann Müller", "ann@example.ch", "079 1")
    shop = tomllib.loads((tmp_path / "share" / "clientcare.toml").read_text("utf-8"))
    assert shop["management"] == {"name": "Ms Keller", "phone": "044 1", "mail": "k@example.ch"}
    assert "storage" not in shop


def test_a_mount_that_keeps_readable_copies_is_told_of(tmp_path: Path) -> None:
    done = set_up(new_desk(tmp_path, kind="synced", copies=True), directory=str(tmp_path / "share"), **ALL)
    assert any("readable copies" in one for one in done.told)


def test_the_handle_is_made_of_the_name_where_none_is_given(tmp_path: Path) -> None:
    done = set_up(new_desk(tmp_path), directory=str(tmp_path / "s"), **{**ALL, "me": ""}, name="Ann Müller")
    assert done.member.handle == "ann"


def test_without_a_directory_it_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(Missing, match="DIRECTORY"):
        set_up(new_desk(tmp_path), directory=" ")


def test_without_a_terminal_only_what_must_be_known_is_missing(tmp_path: Path) -> None:
    with pytest.raises(Missing) as missing:
        set_up(new_desk(tmp_path), directory=str(tmp_path / "share"), on_this_machine=True)
    assert missing.value.message.endswith("give --shop, --billing, --currency, --time-zone, --me.")
    assert not (tmp_path / "share").exists()


def test_on_a_terminal_the_rest_is_asked_along_and_skipping_it_is_an_answer(tmp_path: Path) -> None:
    desk = new_desk(tmp_path, terminal=True)
    given: dict[str, Any] = {"directory": str(tmp_path / "share"), "on_this_machine": True}
    with pytest.raises(Missing) as first:
        set_up(desk, **given)
    asks = {one.field: one for one in first.value.asks}
    assert [*asks] == [
        *("shop", "billing", "currency", "time_zone", "name", "role", "mail"),
        *("management", "management_phone", "management_mail"),
    ]
    assert asks["shop"].prompt.startswith("There is no shop in ")
    assert (asks["time_zone"].default, asks["currency"].default) == ("Europe/Vienna", "EUR")
    given |= {
        "shop": "S",
        "billing": "b@example.ch",
        "currency": "EUR",
        "time_zone": "Europe/Vienna",
        "name": "Ann Müller",
    }
    given |= {"role": "account-manager", "mail": "", "management": "", "management_phone": "", "management_mail": ""}
    with pytest.raises(Missing) as second:
        set_up(desk, **given)
    assert [(one.field, one.default) for one in second.value.asks] == [("me", "ann")]
    assert set_up(desk, **given, me="ann").how == "founded"


def test_on_a_terminal_the_first_members_name_and_role_are_asked_even_if_all_else_was_said(tmp_path: Path) -> None:
    with pytest.raises(Missing) as missing:
        set_up(new_desk(tmp_path, terminal=True), directory=str(tmp_path / "share"), **ALL)
    asks = {one.field: one for one in missing.value.asks}
    assert (asks["name"].default, asks["role"].kind) == ("Ann", "choice")


@pytest.mark.parametrize(
    ("zone", "currency"),
    [("Europe/Zurich", "CHF"), ("Europe/London", "GBP"), ("Europe/Berlin", "EUR"), ("Asia/Tokyo", "")],
)
def test_the_usual_currency_of_the_machines_zone_is_proposed(zone: str, currency: str, tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    desk.ground = Ground({"TZ": zone})
    with pytest.raises(Missing) as missing:
        set_up(desk, directory=str(tmp_path / "share"), on_this_machine=True)
    assert next(one.default for one in missing.value.asks if one.field == "currency") == currency


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("billing", "billing"),
        ("currency", "XYZ"),
        ("time_zone", "Mars/Base"),
        ("me", "../ann"),
        ("role", "boss"),
        ("mail", "ann"),
        ("management_mail", "x"),
        ("shop", "x" * 200),
        ("management", "a\x1bb"),
    ],
)
def test_nothing_is_written_where_one_answer_is_wrong(field: str, value: str, tmp_path: Path) -> None:
    with pytest.raises(Usage):
        set_up(new_desk(tmp_path), directory=str(tmp_path / "share"), **{**ALL, field: value})
    assert not (tmp_path / "share").exists()
    assert not (tmp_path / "settings.toml").exists()


def test_local_storage_is_refused_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(Usage, match="no place for a shop: it is") as refused:
        set_up(new_desk(tmp_path), directory=str(tmp_path / "share"), **{**ALL, "on_this_machine": False})
    assert "--on-this-machine" in refused.value.hint


def test_a_share_that_is_not_mounted_is_never_an_empty_shop(tmp_path: Path) -> None:
    share = tmp_path / "mnt" / "shop"
    (tmp_path / "mnt").mkdir()
    set_up(new_desk(tmp_path), directory=str(share), **ALL)
    share.rename(tmp_path / "away")
    for directory in (share, tmp_path / "mnt"):
        with pytest.raises(Unreachable, match="not mounted"):
            set_up(new_desk(tmp_path), directory=str(directory), **ALL)
    share.mkdir()
    with pytest.raises(Unreachable, match="not mounted"):
        set_up(new_desk(tmp_path), directory=str(share), **ALL)


def test_a_shop_that_lost_its_marker_is_no_new_shop(tmp_path: Path) -> None:
    (tmp_path / "share" / "clients").mkdir(parents=True)
    with pytest.raises(Unreachable, match=r"clientcare\.toml is missing"):
        set_up(new_desk(tmp_path), directory=str(tmp_path / "share"), **ALL)


def test_a_shop_is_never_set_up_inside_of_another(tmp_path: Path) -> None:
    set_up(new_desk(tmp_path), directory=str(tmp_path / "share"), **ALL)
    (tmp_path / "settings.toml").unlink()
    with pytest.raises(Usage, match="inside of the shop"):
        set_up(new_desk(tmp_path), directory=str(tmp_path / "share" / "guides" / "new"), **ALL)


def test_a_directory_above_that_may_not_be_read_is_none_of_our_business(tmp_path: Path) -> None:
    class Closed(Ground):
        def names(self, path: str) -> tuple[str, ...] | None:
            if path == str(tmp_path):
                raise Unreachable("no")
            return super().names(path)

    desk = new_desk(tmp_path)
    desk.ground = Closed({}, desk.options.config)
    assert set_up(desk, directory=str(tmp_path / "share"), **ALL).how == "founded"


def test_a_directory_with_other_files_becomes_a_shop_only_on_request(tmp_path: Path) -> None:
    share = tmp_path / "share"
    share.mkdir()
    for name in ("photos", "tax", "a", "b", "c", ".DS_Store", "Thumbs.db"):
        (share / name).touch()
    with pytest.raises(Missing, match="holds a, b, c, photos and 1 more") as missing:
        set_up(new_desk(tmp_path), directory=str(share), **ALL)
    assert missing.value.asks[0].option == "--yes"
    with pytest.raises(Interrupted):
        set_up(new_desk(tmp_path), directory=str(share), **ALL, beside=False)
    assert set_up(new_desk(tmp_path), directory=str(share), **ALL, beside=True).how == "founded"


def test_what_a_server_leaves_in_a_share_is_no_content(tmp_path: Path) -> None:
    share = tmp_path / "share"
    (share / "lost+found").mkdir(parents=True)
    (share / "@eaDir").mkdir()
    assert set_up(new_desk(tmp_path), directory=str(share), **ALL).how == "founded"


@pytest.mark.parametrize(
    ("options", "environment", "source"),
    [
        ({}, "", "user"),
        ({"me": "ann"}, "", "flag"),
        ({"me": "ann"}, "ann", "environment"),
        ({"me": "ann"}, "ben", "flag"),
    ],
)
def test_who_i_am_says_where_that_was_said(
    options: dict[str, str], environment: str, source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(new_desk(tmp_path), directory=str(tmp_path / "share"), **ALL)
    monkeypatch.setenv("CLIENTCARE_ME", environment)
    who = who_am_i(new_desk(tmp_path, **options))
    assert (who.member.handle, who.source, who.shop) == ("ann", source, "Sample Support")


def test_where_a_share_is_mounted_is_kept_and_joining_again_makes_up_for_what_an_older_version_left_out(
    tmp_path: Path,
) -> None:
    desk = new_desk(tmp_path, kind="network")
    set_up(desk, directory=str(tmp_path / "share"), **{**ALL, "on_this_machine": False})
    assert (desk.settings.mount, desk.settings.own_disk) == ("", False)
    desk.save_settings(desk.settings._replace(own_disk=True))
    again = set_up(new_desk(tmp_path, kind="network"), directory=str(tmp_path / "share"))
    assert again.how == "already"
    assert "own-disk" not in (tmp_path / "settings.toml").read_text()
