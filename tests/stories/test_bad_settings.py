"""A slip of the fingers in a file that people edit: told with file, line and the nearest key; nothing is touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from clientcare.bootstrap import RealMakers
from clientcare.desk import Desk
from clientcare.domain.errors import InvalidFile
from clientcare.domain.options import Options
from tests.stories.shares import refused, tree

if TYPE_CHECKING:
    from pathlib import Path

    from tests.shops import Shop

START = ("session", "start", "acme", "Printer", "--mode", "remote")
CLIENT = "clients/acme/_clientcare/client.toml"


def edit(path: Path, old: str, new: str) -> int:
    """What somebody did with an editor; answers the line on which it was done."""
    before, _, behind = path.read_text("utf-8").partition(old)
    assert behind
    assert old not in behind
    path.write_text(before + new + behind, "utf-8")
    return before.count("\n") + 1


# -- the user's file -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("share =", "shaer =", "{}:1: unknown key 'shaer'\n  Did you mean 'share'?\n"),
        ('me = "ann"', "me = ann", "{}:3:6: invalid value\n  Correct that line; values are texts in quotes.\n"),
        ('me = "ann"', "me = 5", "{}:3: 'me' must be a text\n"),
        ('me = "ann"', '[mail]\nhots = "x"', "{}:4: unknown key 'hots' in [mail]\n  Did you mean 'host'?\n"),
        ('share = "', 'share = "relative', "{}: 'share' must be a full path\n  Run: clientcare init DIRECTORY\n"),
    ],
)
def test_the_users_file(shop: Shop, old: str, new: str, told: str) -> None:
    path = shop.config("ann")
    edit(path, old, new)
    assert refused(shop, *START) == (7, "", told.format(path))


def test_the_users_file_in_another_encoding(shop: Shop) -> None:
    path = shop.config("ann")
    path.write_bytes(b'# Z\xfcrich\nme = "ann"\n')
    assert refused(shop, *START) == (7, "", f"{path}:1: the file is not UTF-8 text\n  Save it as UTF-8.\n")


# -- the shop's file -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("currency", "curency", "clientcare.toml:LINE: unknown key 'curency' in [shop]\n  Did you mean 'currency'?\n"),
        ("[billing]", "[biling]", "clientcare.toml:LINE: unknown key 'biling'\n  Did you mean 'billing'?\n"),
        ("mask = false", 'mask = "no"', "clientcare.toml:LINE: 'mask' in [privacy] must be true or false\n"),
        ("format = 1", "format = 2", "clientcare.toml:LINE: this shop uses format 2"),
        (
            'name = "Sample Support"',
            'name = "Sample',
            "clientcare.toml:LINE:15: illegal character '\\n'\n  Correct that line; values are texts in quotes.\n",
        ),
    ],
)
def test_the_shops_file(shop: Shop, old: str, new: str, told: str) -> None:
    line = edit(shop.share / "clientcare.toml", old, new)
    code, _, err = refused(shop, *START)
    assert code == 7
    assert err.startswith(told.replace("LINE", str(line)))


@pytest.mark.parametrize(
    ("zone", "hint"),
    [("Europe/Zurch", "Did you mean 'Europe/Zurich'?"), ("somewhere", "Write one such as Europe/Zurich.")],
)
def test_a_time_zone_that_does_not_exist(shop: Shop, zone: str, hint: str) -> None:
    line = edit(shop.share / "clientcare.toml", 'time-zone = "Europe/Zurich"', f'time-zone = "{zone}"')
    desk = Desk(Options(config=str(shop.config("ann"))), RealMakers())
    with pytest.raises(InvalidFile) as caught:
        desk.now()
    assert caught.value.message == f"clientcare.toml:{line}: there is no time zone '{zone}'"
    assert caught.value.hint == hint


def test_an_empty_file_is_no_shop(shop: Shop) -> None:
    (shop.share / "clientcare.toml").write_text("")
    assert refused(shop, *START) == (7, "", "clientcare.toml: 'store' must be there, as a text\n")


# -- a way to send that cannot be ----------------------------------------------------------------------------


def test_a_slip_in_the_shops_mail_settings_is_told_when_billing_would_be(shop: Shop) -> None:
    line = edit(shop.share / "clientcare.toml", 'way = "outbox"', 'way = "smpt"')
    shop.session()
    said = shop.run("close", "--solution", "x", "--resolved", "--bill")
    assert said.code == 1
    assert (
        f"Billing NOT told: clientcare.toml:{line}: 'way' in [mail] cannot be 'smpt' Did you mean 'smtp'?" in said.out
    )
    edit(shop.share / "clientcare.toml", 'way = "smpt"', 'way = "outbox"')
    assert shop.run("bill", "send", "acme").code == 0
    assert len(shop.outbox()) == 1


def test_a_slip_in_the_users_mail_settings_names_the_users_file(shop: Shop) -> None:
    path = shop.config("ann")
    path.write_text(f'{path.read_text()}\n[mail]\nway = "smtp"\nhost = "mail.example.ch"\nport = 99999\n')
    shop.session()
    said = shop.run("close", "--solution", "x", "--resolved", "--bill")
    assert said.code == 1
    assert f"Billing NOT told: {path}:9: 'port' in [mail] must be from 1 to 65535, not 99999" in said.out


# -- members and clients -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("roles =", "rolse =", "team/ann.toml:4: unknown key 'rolse'\n  Did you mean 'roles'?\n"),
        (
            '"account-manager"',
            '"acount-manager"',
            "team/ann.toml:4: there is no role 'acount-manager'\n  Did you mean 'account-manager'?\n",
        ),
        ('name = "Ann Meier"', "name = 5", "team/ann.toml:1: 'name' must be a text\n"),
    ],
)
def test_a_members_file(shop: Shop, old: str, new: str, told: str) -> None:
    edit(shop.share / "team" / "ann.toml", old, new)
    assert refused(shop, *START) == (7, "", told)
    assert shop.run("status", me="ben").code == 0
    assert told.splitlines()[0] in shop.run("team", "list", me="ben").out


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("phone =", "phon =", f"{CLIENT}:LINE: unknown key 'phon' in [contacts]\n  Did you mean 'phone'?\n"),
        ('phone = "044 555 01 20"', "phone = 44", f"{CLIENT}:LINE: 'phone' in [contacts] must be a text\n"),
        ('name = "Acme AG"', 'nmae = "Acme AG"', f"{CLIENT}:LINE: unknown key 'nmae'\n  Did you mean 'name'?\n"),
    ],
)
def test_a_clients_file(shop: Shop, old: str, new: str, told: str) -> None:
    assert shop.run("client", "add", "zoo", "--name", "Zoo").code == 0
    line = edit(shop.share / CLIENT, old, new)
    assert refused(shop, *START) == (7, "", told.replace("LINE", str(line)))
    assert shop.run("session", "start", "zoo", "x", "--mode", "phone").code == 0


def test_a_client_whose_file_broke_in_the_middle_of_a_session_keeps_every_entry(shop: Shop) -> None:
    thread = shop.session()
    edit(shop.share / CLIENT, "phone =", "phon =")
    assert shop.run("note", "x").code == 0
    said = shop.run("close", "--solution", "x", "--resolved")
    assert (said.code, shop.read(thread).state) == (0, "closed")
    before = tree(shop)
    assert shop.run("session", "show", "acme").code == 0
    assert tree(shop) == before
