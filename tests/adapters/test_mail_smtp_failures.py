"""Mail to a mail server that fails: at every step it must be known whether the mail can have arrived."""

from __future__ import annotations

import signal
import socket
import ssl
import threading
from typing import TYPE_CHECKING

import pytest

from clientcare.adapters.mail_conversation import Conversation, NotAccepted, in_words
from clientcare.domain.errors import Interrupted, Usage
from clientcare.domain.mails import MailSettings
from tests.adapters.mail_examples import MAIL, PASSWORD, SOON, post, send
from tests.adapters.mail_servers import ScriptedServer, babble, die, hang, reset_in_the_middle

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.adapters.mail_servers import Deed

NO_TRUST = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)

# Before the end of the mail: certainly not sent


def test_a_port_where_nobody_listens_refuses() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        dispatch = send(taken.getsockname()[1])
    assert dispatch.status == "refused"
    assert "Nothing answers at 127.0.0.1:" in dispatch.detail


def test_a_server_whose_name_is_unknown_refuses() -> None:
    dispatch = send(587, host="mail.invalid", security="starttls")
    assert dispatch.status == "refused"
    assert "mail.invalid was not found" in dispatch.detail


STEPS_BEFORE_THE_END = ("connect", "ehlo", "auth", "mail", "rcpt", "data")
LOGIN = {"ehlo": "250-hello\r\n250 AUTH PLAIN"}


@pytest.mark.parametrize("step", STEPS_BEFORE_THE_END)
@pytest.mark.parametrize("answer", ["421 closing", "454 later", "554 5.7.1 never"])
def test_a_no_at_any_step_before_the_end_is_refused(step: str, answer: str) -> None:
    with ScriptedServer(**{**LOGIN, step: answer}) as server:
        dispatch = send(server, PASSWORD, user="shop")
    assert dispatch.status == "refused"
    assert answer in dispatch.detail
    assert dispatch.detail.endswith("Nothing was sent.")


@pytest.mark.parametrize("step", STEPS_BEFORE_THE_END)
def test_a_server_that_dies_at_any_step_before_the_end_has_refused(step: str) -> None:
    with ScriptedServer(**{**LOGIN, step: die}) as server:
        dispatch = send(server, PASSWORD, user="shop")
    assert dispatch.status == "refused"
    assert "ended the connection" in dispatch.detail


@pytest.mark.parametrize("step", STEPS_BEFORE_THE_END)
def test_a_server_that_hangs_at_any_step_before_the_end_has_refused(step: str) -> None:
    with ScriptedServer(**{**LOGIN, step: hang}) as server:
        dispatch = send(server, PASSWORD, user="shop", timeout=SOON)
    assert dispatch.status == "refused"
    assert "did not answer within 0.2 seconds" in dispatch.detail


@pytest.mark.parametrize("step", STEPS_BEFORE_THE_END)
@pytest.mark.parametrize("noise", ["HTTP/1.1 400 Bad Request", "250" + "x" * 9000, "\x00\x1b[2J"])
def test_noise_at_any_step_before_the_end_is_refused_and_safe_to_show(step: str, noise: str) -> None:
    if step == "ehlo":
        noise = noise.replace("250", "500")
    with ScriptedServer(**{**LOGIN, step: noise}) as server:
        dispatch = send(server, PASSWORD, user="shop")
    assert dispatch.status == "refused"
    assert dispatch.detail.isprintable()
    assert len(dispatch.detail) < 500


def test_a_connection_that_breaks_in_the_middle_of_the_mail_has_refused() -> None:
    with ScriptedServer(data=reset_in_the_middle) as server:
        dispatch = post(server).send(MAIL._replace(text="a long story\n" * 1_000_000))
    assert dispatch.status == "refused"
    assert "in the text of the mail" in dispatch.detail


def test_an_attempt_ends_even_where_no_single_word_is_late() -> None:
    with ScriptedServer(ehlo=babble) as server:
        dispatch = send(server, timeout=2 * SOON)
    assert dispatch.status == "refused"
    assert "did not come to an end within 1.2 seconds" in dispatch.detail


# At the end of the mail


@pytest.mark.parametrize("answer", ["250 taken", "250-taken\r\n250 as 4711", "251 forwarded"])
def test_a_yes_to_the_whole_mail_is_sent(answer: str) -> None:
    with ScriptedServer(end=answer) as server:
        assert send(server).status == "sent"


def test_a_yes_stands_whatever_happens_at_the_goodbye() -> None:
    for goodbye in (hang, die, "500 what?"):
        with ScriptedServer(quit=goodbye) as server:
            assert send(server).status == "sent"


@pytest.mark.parametrize("answer", ["421 shutting down", "452 disk full", "554 5.6.0 spam"])
def test_a_no_to_the_whole_mail_is_refused(answer: str) -> None:
    with ScriptedServer(end=answer) as server:
        dispatch = send(server)
    assert dispatch.status == "refused"
    assert f"said no at the end of the mail: {answer}." in dispatch.detail


@pytest.mark.parametrize("end", [die, "", "354 more?", "yes", "250" + "x" * 9000])
def test_without_a_clear_answer_to_the_whole_mail_nobody_knows(end: str | Deed) -> None:
    with ScriptedServer(end=end) as server:
        dispatch = send(server)
    assert dispatch.status == "unknown"
    assert "may or may not have arrived" in dispatch.detail
    assert server.mail.endswith(b"and a dot\r\n")


@pytest.mark.parametrize("end", [hang, babble])
def test_without_an_end_of_the_answer_to_the_whole_mail_nobody_knows(end: Deed) -> None:
    with ScriptedServer(end=end) as server:
        assert send(server, timeout=2 * SOON).status == "unknown"


def test_a_server_that_dies_before_it_reads_the_end_leaves_it_unknown() -> None:
    with ScriptedServer(data=lambda wire: wire.sendall(b"354 go on\r\n") or die(wire)) as server:
        assert send(server).status in ("refused", "unknown")


def test_lines_that_begin_with_a_dot_are_doubled_on_the_wire() -> None:
    with ScriptedServer() as server:
        send(server)
    assert server.mail.endswith(b"\r\n.. and a dot\r\n")


# Ctrl-C


def press_ctrl_c() -> None:
    signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)


def at_step(deed: Callable[[], None]) -> Deed:
    def then(wire: socket.socket) -> None:
        deed()
        hang(wire)

    return then


def test_ctrl_c_before_the_end_of_the_mail_stops_it() -> None:
    with (
        ScriptedServer(rcpt=at_step(press_ctrl_c)) as server,
        pytest.raises(Interrupted, match="was not sent"),
    ):
        send(server)
    assert not server.mail


def test_ctrl_c_while_the_answer_is_awaited_leaves_it_unknown() -> None:
    with ScriptedServer(end=at_step(press_ctrl_c)) as server:
        assert send(server).status == "unknown"


def test_a_mail_that_was_given_up_is_not_sent_later(monkeypatch: pytest.MonkeyPatch) -> None:
    class Late(Conversation):
        def give_text(self, data: bytes) -> None:
            super().give_text(data)
            press_ctrl_c()
            given_up.wait(10)

        def cut(self) -> None:
            given_up.set()

    given_up = threading.Event()
    monkeypatch.setattr("clientcare.adapters.mail_smtp.Conversation", Late)
    with ScriptedServer() as server, pytest.raises(Interrupted):
        send(server)
    assert server.mail
    assert "END" not in server.heard


# Ours to get right


def test_a_conversation_must_be_opened_first() -> None:
    conversation = Conversation(MailSettings(), NO_TRUST)
    conversation.close()
    conversation.cut()
    with pytest.raises(NotAccepted, match="no connection"):
        conversation.address("a@example.ch", ["b@example.ch"])


def test_a_wrong_address_is_found_before_anybody_is_called() -> None:
    with ScriptedServer() as server, pytest.raises(Usage):
        post(server).send(MAIL._replace(to=("nobody",)))
    assert not server.heard


def test_a_conversation_that_was_cut_before_it_began_ends_at_once() -> None:
    with ScriptedServer() as server:
        conversation = Conversation(MailSettings(host="127.0.0.1", port=server.port, security="none"), NO_TRUST)
        conversation.cut()
        with pytest.raises(NotAccepted, match="Stopped"):
            conversation.open("")
        conversation.close()
    assert set(server.heard) <= {"QUIT"}


def test_a_network_that_is_down_is_named() -> None:
    words = in_words(OSError(101, "Network is unreachable"), "while connecting", MailSettings(host="m", port=25))
    assert words == "m:25 cannot be reached: Network is unreachable."


def test_a_mistake_of_the_program_is_no_failure_of_the_network() -> None:
    with pytest.raises(KeyError):
        in_words(KeyError("x"), "", MailSettings())
