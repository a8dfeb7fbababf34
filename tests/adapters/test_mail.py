"""The post: the outbox, the sendmail program, and where the password comes from."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import threading
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from clientcare.adapters.mail import Post
from clientcare.adapters.mail_password import find_password
from clientcare.domain.errors import Failed, Unreachable
from clientcare.domain.mails import PASSWORD_VARIABLE, MailSettings, outbox_name
from tests.adapters.mail_examples import MAIL, SOON, no_outbox

if TYPE_CHECKING:
    from pathlib import Path

NAME = outbox_name(MAIL.message_id)
OUTBOX = MailSettings()
LOGIN = MailSettings(way="smtp", host="mail.example.ch", port=587, user="shop")


# The outbox


class Outbox:
    """A folder that takes each name once, and answers with the path that lies there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def lay(self, name: str, data: bytes) -> str:
        path = self.folder / name
        if not path.exists():
            path.write_bytes(data)
        return str(path)


def test_without_a_server_the_mail_lies_in_the_outbox_and_nobody_was_told(tmp_path: Path) -> None:
    dispatch = Post(OUTBOX, Outbox(tmp_path).lay, {}).send(MAIL)
    assert (dispatch.status, dispatch.way) == ("laid", "outbox")
    assert dispatch.where == str(tmp_path / NAME)
    assert "Nobody has been told yet" in dispatch.detail
    data = (tmp_path / NAME).read_bytes()
    assert b"\r\nX-Unsent: 1\r\n" in data
    assert b'To: "Billing" <billing@example.ch>\r\n' in data


def test_the_same_mail_is_laid_once_however_often_it_is_sent(tmp_path: Path) -> None:
    post = Post(OUTBOX, Outbox(tmp_path).lay, {})
    first = post.send(MAIL)
    kept = (tmp_path / NAME).read_bytes()
    assert post.send(MAIL._replace(text="another text")) == first
    assert [path.name for path in tmp_path.iterdir()] == [NAME]
    assert (tmp_path / NAME).read_bytes() == kept


def test_a_mail_that_lies_there_already_is_laid() -> None:
    def lay(name: str, data: bytes) -> str:
        raise FileExistsError(17, "File exists", name)

    dispatch = Post(OUTBOX, lay, {}).send(MAIL)
    assert (dispatch.status, dispatch.where) == ("laid", NAME)


def test_an_outbox_that_takes_nothing_has_refused() -> None:
    def lay(name: str, data: bytes) -> str:
        raise OSError(28, "No space left on device")

    dispatch = Post(OUTBOX, lay, {}).send(MAIL)
    assert dispatch.status == "refused"
    assert "No space left on device" in dispatch.detail


def test_a_share_that_is_not_there_is_said_by_the_share() -> None:
    def lay(name: str, data: bytes) -> str:
        raise Unreachable("The share is not mounted.")

    with pytest.raises(Unreachable):
        Post(OUTBOX, lay, {}).send(MAIL)


def test_doctor_calls_the_outbox_what_it_is() -> None:
    [finding] = Post(OUTBOX, no_outbox, {}).check()
    assert finding.good
    assert "nobody is told until a person opens and sends them" in finding.text


# The sendmail program


def program(folder: Path, *lines: str) -> str:
    path = folder / "sendmail"
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]))
    path.chmod(0o755)
    return str(path)


def by_program(path: str, **settings: object) -> Post:
    environ = {"PATH": os.environ["PATH"], PASSWORD_VARIABLE: "hunter2"}
    return Post(MailSettings(**{"way": "sendmail", "sendmail": path, **settings}), no_outbox, environ)


def test_the_program_gets_the_mail_its_sender_and_its_recipients(tmp_path: Path) -> None:
    path = program(tmp_path, f"cd {tmp_path}", 'printf "%s\\n" "$@" > args', "cat > mail", "env > env")
    dispatch = by_program(path).send(MAIL._replace(to=("a@example.ch", "Ben <b@example.ch>")))
    assert dispatch.status == "sent"
    assert dispatch.detail == f"Handed to {path} on this machine, for a@example.ch, b@example.ch."
    args = (tmp_path / "args").read_text().split("\n")
    assert args == ["-i", "-f", "ann@example.ch", "a@example.ch", "b@example.ch", ""]
    mail = (tmp_path / "mail").read_bytes()
    assert mail.endswith(b"\n\nFuser replaced.\n. and a dot\n")
    assert b"\r" not in mail
    assert b"Message-ID: <bill-0001.7f3a@example.ch>\n" in mail
    assert "hunter2" not in (tmp_path / "env").read_text()


def test_the_program_is_found_on_the_path(tmp_path: Path) -> None:
    path = program(tmp_path, "exit 0")
    post = Post(MailSettings(way="sendmail"), no_outbox, {"PATH": str(tmp_path)})
    assert post.send(MAIL).detail.startswith(f"Handed to {path} ")
    [finding] = post.check()
    assert finding.good
    assert path in finding.text


@pytest.mark.parametrize("code", [1, 64, 67, 69, 78])
def test_an_exit_code_is_a_refusal_with_what_the_program_said(tmp_path: Path, code: int) -> None:
    path = program(tmp_path, "cat >/dev/null", 'printf "no route\\033[2J\\nat all" >&2', f"exit {code}")
    dispatch = by_program(path).send(MAIL)
    assert dispatch.status == "refused"
    assert dispatch.detail == f"{path} ended with code {code}. Nothing was sent. It said: no route [2J at all"


def test_a_program_that_says_later_may_have_kept_the_mail(tmp_path: Path) -> None:
    dispatch = by_program(program(tmp_path, "cat >/dev/null", "exit 75")).send(MAIL)
    assert dispatch.status == "unknown"
    assert "ended with code 75. The mail may or may not be on its way." in dispatch.detail


def test_a_program_that_was_killed_may_have_sent_the_mail(tmp_path: Path) -> None:
    dispatch = by_program(program(tmp_path, "cat >/dev/null", "kill -9 $$")).send(MAIL)
    assert dispatch.status == "unknown"
    assert "was stopped by signal 9" in dispatch.detail


def test_a_program_that_does_not_end_is_stopped_and_nobody_knows(tmp_path: Path) -> None:
    dispatch = by_program(program(tmp_path, "exec tail -f /dev/null"), timeout=SOON / 3).send(MAIL)
    assert dispatch.status == "unknown"
    assert "did not end in time and was stopped" in dispatch.detail


def test_a_program_that_left_something_running_is_believed_its_exit_code(tmp_path: Path) -> None:
    path = program(tmp_path, "cat >/dev/null", f"tail -f /dev/null & echo $! > {tmp_path}/pid", "exit 0")
    dispatch = by_program(path, timeout=SOON).send(MAIL)
    os.kill(int((tmp_path / "pid").read_text()), signal.SIGKILL)
    assert dispatch.status == "sent"


def test_ctrl_c_while_the_program_runs_leaves_it_unknown(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "started")
    path = program(tmp_path, "read begun", f"echo > {tmp_path}/started", "exec tail -f /dev/null")

    def press_ctrl_c() -> None:
        (tmp_path / "started").read_text()
        signal.pthread_kill(main, signal.SIGINT)

    main = threading.main_thread().ident
    assert main
    beside = threading.Thread(target=press_ctrl_c)
    beside.start()
    assert by_program(path).send(MAIL).status == "unknown"
    beside.join()


def test_a_mail_is_sent_where_the_program_does_not_read_it_to_its_end(tmp_path: Path) -> None:
    assert by_program(program(tmp_path, "exit 0")).send(MAIL._replace(text="x\n" * 100_000)).status == "sent"


def test_a_missing_program_is_named(tmp_path: Path) -> None:
    post = by_program(str(tmp_path / "missing"))
    with pytest.raises(Failed, match="was not found") as failure:
        post.send(MAIL)
    assert str(tmp_path / "missing") in failure.value.message
    assert 'way = "outbox"' in failure.value.hint
    [finding] = post.check()
    assert not finding.good
    assert (finding.text, finding.hint) == (failure.value.message, failure.value.hint)


def test_a_program_that_is_none_is_named(tmp_path: Path) -> None:
    path = tmp_path / "sendmail"
    path.write_bytes(b"\x7fELF")
    path.chmod(0o755)
    with pytest.raises(Failed, match="cannot be run: Exec format error"):
        by_program(str(path)).send(MAIL)


# The password


def command(source: str) -> str:
    return shlex.join([sys.executable, "-c", source])


def test_the_password_comes_from_the_first_line_of_a_command() -> None:
    settings = LOGIN._replace(password_command=command(r"print('pässword 1 \nuser: shop')"))
    environ = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    assert find_password(settings, environ) == "pässword 1 "
    settings = LOGIN._replace(password_command=command(r"import sys; sys.stdout.buffer.write(b'\xef\xbb\xbfab\r\n')"))
    assert find_password(settings, environ) == "ab"


def test_a_command_is_no_line_of_a_shell(tmp_path: Path) -> None:
    settings = LOGIN._replace(password_command="echo a;b $HOME > c")
    assert find_password(settings, dict(os.environ)) == "a;b $HOME > c"


def test_the_environment_goes_before_the_command() -> None:
    settings = LOGIN._replace(password_command="false", keyring="clientcare")
    assert find_password(settings, {PASSWORD_VARIABLE: "now"}) == "now"


def test_without_a_user_no_password_is_looked_for() -> None:
    assert find_password(LOGIN._replace(user="", password_command="false"), {PASSWORD_VARIABLE: "now"}) == ""


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("print('hunter2'); raise SystemExit(3)", "ended with code 3"),
        ("import sys; print('hunter2', file=sys.stderr)", "printed nothing"),
        (r"print('\nhunter2')", "printed nothing"),
        ("print('hunter2', flush=True); import signal; signal.pause()", "did not end within 0.6 seconds"),
    ],
)
def test_a_command_that_fails_is_named_without_what_it_printed(source: str, words: str) -> None:
    with pytest.raises(Failed, match=words) as failure:
        find_password(LOGIN._replace(password_command=command(source), timeout=SOON), dict(os.environ))
    shown = "".join([failure.value.message, failure.value.hint, repr(failure.value.__cause__)])
    assert "hunter2" not in shown
    assert failure.value.__suppress_context__ or failure.value.__context__ is None


def test_a_missing_command_is_named() -> None:
    with pytest.raises(Failed, match="'no-such-program' cannot be run: No such file"):
        find_password(LOGIN._replace(password_command="no-such-program show hunter2"), dict(os.environ))


def test_without_any_source_the_ways_are_named_and_nothing_is_sent() -> None:
    with pytest.raises(Failed, match="no password to log in to mail") as failure:
        Post(LOGIN, no_outbox, {}).send(MAIL)
    assert PASSWORD_VARIABLE in failure.value.hint
    [finding] = Post(LOGIN, no_outbox, {}).check()
    assert not finding.good


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A keyring as the library offers it, that this machine need not have."""
    errors, library = ModuleType("keyring.errors"), ModuleType("keyring")
    errors.KeyringError = type("KeyringError", (Exception,), {})  # type: ignore[attr-defined]
    known = {("clientcare", "shop"): "from the ring"}
    library.get_password = lambda service, user: known.get((service, user))  # type: ignore[attr-defined]
    library.errors = errors  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", library)
    monkeypatch.setitem(sys.modules, "keyring.errors", errors)
    return library


def test_the_password_comes_from_the_keyring(keyring: ModuleType) -> None:
    assert find_password(LOGIN._replace(keyring="clientcare"), {}) == "from the ring"


def test_a_keyring_that_holds_nothing_says_how_to_fill_it(keyring: ModuleType) -> None:
    with pytest.raises(Failed, match="holds no password of shop under 'other'") as failure:
        find_password(LOGIN._replace(keyring="other"), {})
    assert failure.value.hint == "Put it there: keyring set other shop"


def test_a_keyring_that_is_locked_says_so(keyring: ModuleType) -> None:
    def locked(service: str, user: str) -> str:
        raise keyring.errors.KeyringError("hunter2")

    keyring.get_password = locked  # type: ignore[attr-defined]
    with pytest.raises(Failed, match="cannot be read") as failure:
        find_password(LOGIN._replace(keyring="clientcare"), {})
    assert "hunter2" not in failure.value.message


def test_a_keyring_that_is_not_installed_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(Failed, match="not installed") as failure:
        find_password(LOGIN._replace(keyring="clientcare"), {})
    assert "clientcare[keyring]" in failure.value.hint


# What importing costs


def test_the_post_can_be_had_without_the_libraries_of_mail() -> None:
    source = (
        "import sys, clientcare.adapters.mail, clientcare.domain.mails\n"
        "heavy = {'email', 'smtplib', 'ssl', 'socket', 'subprocess', 'keyring', 'difflib', 'hashlib'}\n"
        "print(*heavy & set(sys.modules))"
    )
    assert subprocess.check_output([sys.executable, "-c", source], text=True) == "\n"
