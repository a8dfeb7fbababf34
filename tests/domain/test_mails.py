"""What a mail consists of, and the `[mail]` table."""

from __future__ import annotations

import os
import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain.errors import InvalidFile, Usage
from clientcare.domain.mails import (
    Mail,
    MailSettings,
    check_address,
    check_mail,
    is_loopback,
    one_line,
    outbox_name,
)
from clientcare.domain.shop import MAIL_KEYS
from clientcare.domain.tables import TableFault

MAIL = Mail(
    sender="Ann Example <ann@example.ch>",
    to=("billing@example.ch",),
    subject="Acme AG: Printer offline",
    text="Fuser replaced.\n",
    message_id="<bill-0001.7f3a@example.ch>",
    at=datetime(2026, 11, 24, 15, 0, tzinfo=UTC),
)
SMTP = {"way": "smtp", "host": "mail.example.ch"}


def test_a_checked_mail_holds_checked_addresses() -> None:
    mail = check_mail(MAIL._replace(sender=" <ann@example.ch> ", reply_to="<ben@example.ch>"))
    assert (mail.sender, mail.reply_to) == ("ann@example.ch", "ben@example.ch")
    assert check_mail(MAIL) == MAIL


def test_each_recipient_gets_the_mail_once() -> None:
    mail = check_mail(MAIL._replace(to=("a@example.ch", "b@example.ch", "Ann <a@example.ch>")))
    assert mail.to == ("Ann <a@example.ch>", "b@example.ch")


def test_a_mail_without_a_recipient_is_refused() -> None:
    with pytest.raises(Usage, match="no recipient"):
        check_mail(MAIL._replace(to=()))


@pytest.mark.parametrize(
    "field", [{"sender": "ann"}, {"to": ("a@example.ch", "nobody")}, {"reply_to": "a@example.ch\nBcc: b@example.ch"}]
)
def test_a_wrong_address_anywhere_in_a_mail_is_refused(field: dict[str, object]) -> None:
    with pytest.raises(Usage):
        check_mail(MAIL._replace(**field))


def test_a_title_with_line_breaks_stays_one_line_of_the_mail() -> None:
    mail = check_mail(MAIL._replace(subject="Printer\r\nBcc: all@example.ch\u2028\x00\tend "))
    assert mail.subject == "Printer Bcc: all@example.ch end"


def test_a_time_without_a_zone_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="aware"):
        check_mail(MAIL._replace(at=datetime(2026, 11, 24)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<>",
        "a@example.ch",
        "<a>",
        "<@b>",
        "<a@>",
        "<a b@c>",
        "<a@b",
        "a@b>",
        "<a@b>\n",
        "<ä@b>",
        f"<{'a' * 200}@b>",
    ],
)
def test_a_message_id_of_another_form_is_a_mistake_of_the_program(text: str) -> None:
    with pytest.raises(ValueError, match="Message-ID"):
        check_mail(MAIL._replace(message_id=text))


@given(st.text())
def test_one_line_is_one_line_that_can_be_written(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert line.encode().decode() == line == one_line(line)


def test_emoji_and_accents_survive_in_one_line() -> None:
    assert one_line("Réparation 👩‍🔧 \x7f fertig") == "Réparation 👩‍🔧 fertig"


def test_the_file_in_the_outbox_always_has_the_same_name() -> None:
    assert outbox_name("<bill-0001.7F3A@example.ch>") == "bill-0001-7f3a-e48f5f41aa5d.eml"


def test_message_ids_that_differ_in_anything_have_different_files() -> None:
    ids = ["<a@b>", "<A@b>", "<a@c>", "<a.@b>", "<a-@b>", "<!@b>"]
    assert len({outbox_name(each) for each in ids}) == len(ids)


@given(st.text(st.characters(codec="utf-8")))
def test_a_file_in_the_outbox_has_a_name_that_every_system_takes(text: str) -> None:
    name = outbox_name(text)
    assert len(name) <= 70
    assert name.removesuffix(".eml").replace("-", "").isalnum()
    assert name.isascii()
    assert name == name.lower()


def test_without_a_table_mail_is_laid_into_the_outbox() -> None:
    settings = MailSettings.from_table({})
    assert settings == MailSettings(port=587)
    assert settings.way == "outbox"


def test_all_keys_are_read() -> None:
    settings = MailSettings.from_table(
        {
            "way": "smtp",
            "from": "Shop <shop@example.ch>",
            "host": "mail.example.ch",
            "port": 2525,
            "security": "tls",
            "user": "shop",
            "password-command": "pass show 'mail shop'",
            "keyring": "shop-mail",
            "sendmail": "/opt/sendmail",
            "timeout": 5,
            "ca-file": "ca.pem",
        },
        folder="/mnt/shop",
    )
    assert settings == MailSettings(
        way="smtp",
        sender="Shop <shop@example.ch>",
        host="mail.example.ch",
        port=2525,
        security="tls",
        user="shop",
        password_command="pass show 'mail shop'",
        keyring="shop-mail",
        sendmail="/opt/sendmail",
        timeout=5,
        ca_file=os.path.join("/mnt/shop", "ca.pem"),
    )
    assert settings.server == "mail.example.ch:2525"
    assert settings.patience == 15


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465)])
def test_the_port_follows_from_the_security(security: str, port: int) -> None:
    assert MailSettings.from_table({**SMTP, "security": security}).port == port


def test_encryption_is_the_default() -> None:
    assert MailSettings.from_table(SMTP).security == "starttls"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.0.255", "::1"])
def test_a_server_on_this_machine_may_go_without_encryption(host: str) -> None:
    assert MailSettings.from_table({"way": "smtp", "host": host, "security": "none"}).port == 25


@pytest.mark.parametrize(
    "host", ["mail.example.ch", "127.evil.example.ch", "127.0.0", "128.0.0.1", "127.0.0.256", "localhost.example.ch"]
)
def test_no_mail_leaves_the_machine_without_encryption(host: str) -> None:
    assert not is_loopback(host)
    with pytest.raises(TableFault, match="travel readable") as fault:
        MailSettings.from_table({"way": "smtp", "host": host, "security": "none"})
    assert fault.value.key == "security"


@pytest.mark.parametrize("host", ["10.0.0.5", "2001:db8::25", "mailserver", "mail-1.example.ch"])
def test_a_server_is_named_by_name_or_by_number(host: str) -> None:
    assert MailSettings.from_table({"way": "smtp", "host": host}).host == host


@pytest.mark.parametrize(
    "host", ["smtp://mail.example.ch", "mail example", "mail..ch", "bücher.example", "a:b", "-a.ch"]
)
def test_what_is_no_servers_name_is_refused(host: str) -> None:
    with pytest.raises(TableFault, match="no name of a server"):
        MailSettings.from_table({"way": "smtp", "host": host})


def test_a_port_inside_the_host_is_pulled_apart_in_the_hint() -> None:
    with pytest.raises(TableFault) as fault:
        MailSettings.from_table({"way": "smtp", "host": "mail.example.ch:465"})
    assert fault.value.hint == 'Write host = "mail.example.ch" and port = 465.'


@pytest.mark.parametrize(
    ("table", "key", "words"),
    [
        ({"way": "smpt"}, "way", "cannot be 'smpt'"),
        ({"way": "smtp"}, "host", "missing"),
        ({"security": "ssl"}, "security", "cannot be 'ssl'"),
        ({"port": 0}, "port", "from 1 to 65535"),
        ({"port": 65536}, "port", "from 1 to 65535"),
        ({"port": "587"}, "port", "whole number"),
        ({"timeout": 0}, "timeout", "from 1 to 300"),
        ({"timeout": 301}, "timeout", "from 1 to 300"),
        ({"timeout": True}, "timeout", "whole number"),
        ({"from": "nobody"}, "from", "is no mail address"),
        ({"from": 1}, "from", "a text"),
        ({"user": "a\nb"}, "user", "line break"),
        ({"keyring": 1}, "keyring", "true or false"),
        ({"keyring": "a\0"}, "keyring", "control character"),
        ({"password-command": "pass 'show"}, "password-command", "not closed"),
        ({"sendmail": "a\nb"}, "sendmail", "line break"),
        ({"hots": "mail.example.ch"}, "hots", "unknown key 'hots'"),
        ({**SMTP, "keyring": True}, "user", "nobody to log in as"),
        ({**SMTP, "password-command": "pass mail"}, "user", "nobody to log in as"),
    ],
)
def test_a_mistake_in_the_table_names_its_key(table: dict[str, object], key: str, words: str) -> None:
    with pytest.raises(InvalidFile, match=words) as fault:
        MailSettings.from_table(table)
    assert isinstance(fault.value, TableFault)
    assert (fault.value.table, fault.value.key) == ("mail", key)


@pytest.mark.parametrize("key", ["password", "Passwort", "pass", "secret"])
def test_a_password_in_the_table_is_refused_and_not_repeated(key: str) -> None:
    with pytest.raises(TableFault, match=r"never stands|unknown key") as fault:
        MailSettings.from_table({**SMTP, "user": "shop", key: "hunter2"})
    assert "hunter2" not in f"{fault.value.message} {fault.value.hint}"


@pytest.mark.parametrize(("value", "service"), [(True, "clientcare"), (False, ""), ("shop", "shop"), ("", "")])
def test_the_keyring_is_switched_on_or_named(value: object, service: str) -> None:
    assert MailSettings.from_table({"keyring": value}).keyring == service


def test_a_full_path_of_certificates_stays_as_it_is() -> None:
    path = os.path.abspath("ca.pem")
    assert MailSettings.from_table({"ca-file": path}, folder="/mnt/shop").ca_file == path
    assert MailSettings.from_table({}, folder="/mnt/shop").ca_file == ""


def test_the_shops_sender_goes_first_and_answers_go_to_the_member() -> None:
    settings = MailSettings(sender="Shop <shop@example.ch>")
    assert settings.signed_by("ann@example.ch") == ("Shop <shop@example.ch>", "ann@example.ch")
    assert settings.signed_by("Shop <shop@example.ch>") == ("Shop <shop@example.ch>", "")
    assert settings.signed_by("") == ("Shop <shop@example.ch>", "")


def test_without_a_sender_of_the_shop_the_member_sends() -> None:
    assert MailSettings().signed_by("ann@example.ch") == ("ann@example.ch", "")
    with pytest.raises(Usage, match="needs a sender"):
        MailSettings().signed_by("")


def test_every_key_that_the_file_knows_has_a_field() -> None:
    assert len(MAIL_KEYS) == len(MailSettings._fields)


def test_addresses_are_checked_here_too() -> None:
    assert check_address("a@example.ch") == "a@example.ch"


def test_the_examples_of_the_how_to_are_right() -> None:
    text = (Path(__file__).parents[2] / "docs/how-to/send-billing-mail.md").read_text(encoding="utf-8")
    examples = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    commands = [line.strip() for line in text.splitlines() if line.startswith("    password-command = ")]
    tables = [tomllib.loads(example) for example in examples if example.count("password-command") < 2]
    tables += [tomllib.loads(line) for line in commands]
    ways = {MailSettings.from_table(table.get("mail", {} if "billing" in table else table)).way for table in tables}
    assert ways == {"outbox", "smtp", "sendmail"}
    assert len(tables) > len(commands) > 3
