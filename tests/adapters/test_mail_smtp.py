"""Mail to a mail server: a real one with encryption and login, and servers that fail at every step."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING

import pytest
import trustme

from clientcare.domain.errors import Failed
from clientcare.domain.mails import Dispatch
from tests.adapters.mail_examples import MAIL, PASSWORD, SOON, post, send
from tests.adapters.mail_servers import RealServer, ScriptedServer, die, hang

if TYPE_CHECKING:
    from pathlib import Path

    from tests.adapters.mail_servers import Deed


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="session")
def ca_file(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    authority.cert_pem.write_to_path(path)
    return str(path)


@pytest.fixture(scope="session")
def certificate(authority: trustme.CA) -> ssl.SSLContext:
    return identity(authority, "127.0.0.1", "localhost")


def identity(authority: trustme.CA, *names: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    return context


# A real server


def test_a_mail_arrives_whole_over_starttls_with_login(certificate: ssl.SSLContext, ca_file: str) -> None:
    with RealServer(user="shop", password=PASSWORD, tls_context=certificate, require_starttls=True) as server:
        dispatch = send(server, PASSWORD, security="starttls", user="shop", ca_file=ca_file)
    assert dispatch == Dispatch("sent", "smtp", f"127.0.0.1:{server.port} accepted the mail for billing@example.ch.")
    [mail] = server.received
    assert (mail.sender, mail.to, mail.encrypted) == ("ann@example.ch", ("billing@example.ch",), True)
    assert b"\r\nMessage-ID: <bill-0001.7f3a@example.ch>\r\n" in mail.data
    assert mail.data.endswith(b"\r\n\r\nFuser replaced.\r\n. and a dot\r\n")


def test_a_mail_arrives_over_tls_from_the_start(certificate: ssl.SSLContext, ca_file: str) -> None:
    with RealServer(user="shop", password=PASSWORD, implicit_tls=certificate) as server:
        dispatch = send(server, PASSWORD, host="localhost", security="tls", user="shop", ca_file=ca_file)
    assert dispatch.status == "sent"
    assert server.received[0].encrypted


def test_a_server_that_knows_only_the_older_login_is_logged_in_at(certificate: ssl.SSLContext, ca_file: str) -> None:
    with RealServer(
        user="shop", password=PASSWORD, tls_context=certificate, auth_exclude_mechanism=["PLAIN"]
    ) as server:
        dispatch = send(server, PASSWORD, security="starttls", user="shop", ca_file=ca_file)
    assert dispatch.status == "sent"


def test_a_wrong_password_is_refused_and_never_shown(certificate: ssl.SSLContext, ca_file: str) -> None:
    with RealServer(user="shop", password="another", tls_context=certificate) as server:
        dispatch = send(server, PASSWORD, security="starttls", user="shop", ca_file=ca_file)
    assert dispatch.status == "refused"
    assert "refused the login of shop: 535" in dispatch.detail
    assert PASSWORD not in dispatch.detail
    assert not server.received


def test_who_was_turned_down_is_named_while_the_others_get_the_mail() -> None:
    with RealServer() as server:
        dispatch = post(server).send(MAIL._replace(to=("nobody@example.ch", "billing@example.ch")))
    assert dispatch.status == "sent"
    assert "for billing@example.ch. It refused nobody@example.ch: 550 5.1.1 No such person here." in dispatch.detail
    assert server.received[0].to == ("billing@example.ch",)


def test_where_everybody_is_turned_down_the_mail_is_refused() -> None:
    with RealServer() as server:
        dispatch = post(server).send(MAIL._replace(to=("nobody@example.ch", "nobody@example.org")))
    assert dispatch.status == "refused"
    assert "nobody@example.org: 550 5.1.1 No such person here. Nothing was sent." in dispatch.detail
    assert not server.received


def test_a_certificate_of_an_unknown_authority_is_not_trusted(certificate: ssl.SSLContext) -> None:
    for security, server in (
        ("starttls", RealServer(tls_context=certificate)),
        ("tls", RealServer(implicit_tls=certificate)),
    ):
        with server:
            dispatch = send(server, security=security)
        assert dispatch.status == "refused"
        assert "certificate" in dispatch.detail
        assert "ca-file" in dispatch.detail
        assert not server.received


def test_a_certificate_for_another_name_is_not_trusted(authority: trustme.CA, ca_file: str) -> None:
    with RealServer(tls_context=identity(authority, "mail.example.ch")) as server:
        dispatch = send(server, security="starttls", ca_file=ca_file)
    assert dispatch.status == "refused"
    assert "cannot be trusted" in dispatch.detail
    assert "127.0.0.1" in dispatch.detail


def test_a_file_of_certificates_that_is_none_is_a_mistake_of_the_settings(tmp_path: Path) -> None:
    empty = tmp_path / "empty.pem"
    empty.write_text("nothing")
    for path in (tmp_path / "missing.pem", empty):
        with pytest.raises(Failed, match="cannot be read") as failure:
            send(1, security="tls", ca_file=str(path))
        assert str(path) in failure.value.message


# Encryption is never given up


def test_a_server_without_encryption_gets_nothing() -> None:
    with ScriptedServer() as server:
        dispatch = send(server, PASSWORD, security="starttls", user="shop")
    assert dispatch.status == "refused"
    assert "offers no encryption" in dispatch.detail
    assert [words.split()[0].upper() for words in server.heard] == ["EHLO", "QUIT"]


def test_a_server_that_refuses_to_encrypt_gets_nothing() -> None:
    with ScriptedServer(ehlo="250-hello\r\n250 STARTTLS", starttls="454 not now") as server:
        dispatch = send(server, PASSWORD, security="starttls", user="shop")
    assert dispatch.status == "refused"
    assert "said no when encryption was asked for: 454 not now." in dispatch.detail
    assert [words.split()[0].upper() for words in server.heard] == ["EHLO", "STARTTLS", "QUIT"]


@pytest.mark.parametrize("after", [lambda wire: wire.sendall(b"220 go\r\n250 slipped in\r\n") or die(wire), die])
def test_a_server_that_goes_away_while_encryption_is_set_up_gets_nothing(after: Deed) -> None:
    with ScriptedServer(ehlo="250-hello\r\n250 STARTTLS", starttls=after) as server:
        dispatch = send(server, security="starttls")
    assert dispatch.status == "refused"
    assert "Nothing was sent." in dispatch.detail


def test_a_server_that_speaks_readably_on_an_encrypted_port_is_named() -> None:
    with ScriptedServer() as server:
        dispatch = send(server, security="tls")
    assert dispatch.status == "refused"
    assert 'needs security = "starttls"' in dispatch.detail


def test_a_server_that_waits_for_encryption_on_a_readable_port_is_named() -> None:
    with ScriptedServer(connect=hang) as server:
        dispatch = send(server, security="starttls", timeout=SOON)
    assert dispatch.status == "refused"
    assert "did not answer within 0.2 seconds, at its greeting" in dispatch.detail
    assert 'needs security = "tls"' in dispatch.detail


def test_client_data_never_goes_unencrypted_to_another_machine() -> None:
    dispatch = send(25, host="mail.example.ch")
    assert dispatch == Dispatch(
        "refused",
        "smtp",
        "Mail to mail.example.ch:25 would travel unencrypted, which is refused. Nothing was sent.",
    )


# The login


def test_a_server_that_asks_for_name_and_password_singly_gets_both() -> None:
    with ScriptedServer(
        ehlo="250-hello\r\n250 AUTH LOGIN", auth="334 VXNlcm5hbWU6", base64=["334 UGFzc3dvcmQ6", "235 welcome"]
    ) as server:
        assert send(server, "a", user="u").status == "sent"
    assert server.heard[1:4] == ["AUTH LOGIN", "dQ==", "YQ=="]


def test_a_server_that_stops_asking_is_not_told_the_password() -> None:
    with ScriptedServer(ehlo="250-hello\r\n250 AUTH LOGIN", auth="504 no") as server:
        assert send(server, "a", user="u").status == "refused"
    assert server.heard[1:] == ["AUTH LOGIN", "QUIT"]


def test_ways_to_log_in_that_are_not_known_are_named() -> None:
    with ScriptedServer(ehlo="250-hello\r\n250 AUTH XOAUTH2 GSSAPI") as server:
        dispatch = send(server, "a", user="u")
    assert dispatch.status == "refused"
    assert "does not know: XOAUTH2, GSSAPI." in dispatch.detail


def test_a_server_without_a_login_says_so() -> None:
    with ScriptedServer() as server:
        dispatch = send(server, "a", user="u")
    assert dispatch.status == "refused"
    assert "offers no login" in dispatch.detail


def test_a_server_that_repeats_the_login_does_not_make_it_visible() -> None:
    import base64

    told = base64.b64encode(f"\0shop\0{PASSWORD}".encode()).decode()
    own = base64.b64encode(PASSWORD.encode()).decode()
    for echo in (f"bad: AUTH PLAIN {told}", f"bad: {told[:20]}", f"bad: {told[8:]}", f"bad: {own}", PASSWORD):
        answer = f"535 {echo}".encode().decode("latin-1")
        with ScriptedServer(ehlo="250-hello\r\n250 AUTH PLAIN", auth=answer) as server:
            dispatch = send(server, PASSWORD, user="shop")
        assert "535" in dispatch.detail
        assert "…" in dispatch.detail
        for secret in (told[:20], told[8:30], own[:8], PASSWORD):
            assert secret not in dispatch.detail


def test_without_a_user_nobody_logs_in() -> None:
    with ScriptedServer(ehlo="250-hello\r\n250 AUTH PLAIN") as server:
        assert send(server, PASSWORD).status == "sent"
    assert not any(words.startswith("AUTH") for words in server.heard)


def test_the_name_of_this_machine_is_not_told() -> None:
    with ScriptedServer() as server:
        send(server)
    assert server.heard[0].lower() == "ehlo [127.0.0.1]"


# What doctor says


def test_doctor_logs_in_and_sends_nothing(certificate: ssl.SSLContext, ca_file: str) -> None:
    with RealServer(user="shop", password=PASSWORD, tls_context=certificate) as server:
        [finding] = post(server, PASSWORD, security="starttls", user="shop", ca_file=ca_file).check()
    assert finding.good
    assert finding.text == f"Mail: 127.0.0.1:{server.port} answers, encrypted; the login as shop works."
    assert not server.received


def test_doctor_names_no_sender_and_no_recipient() -> None:
    with ScriptedServer() as server:
        [finding] = post(server).check()
    assert finding.good
    assert finding.text.endswith("answers, on this machine, without encryption; no login is set.")
    assert [words.split()[0].upper() for words in server.heard] == ["EHLO", "QUIT"]


@pytest.mark.parametrize("trouble", [{"connect": hang}, {"connect": die}, {"connect": "554 no"}])
def test_doctor_says_what_is_wrong_with_the_server(trouble: dict[str, str | Deed]) -> None:
    with ScriptedServer(**trouble) as server:
        [finding] = post(server, timeout=SOON).check()
    assert not finding.good
    assert f"127.0.0.1:{server.port}" in finding.text
