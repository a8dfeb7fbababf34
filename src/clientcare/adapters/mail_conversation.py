"""The conversation with a mail server, step by step, so that it is always known how far it came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.mails import is_loopback, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from smtplib import SMTP
    from socket import socket
    from ssl import SSLContext

    from clientcare.domain.mails import MailSettings

Reply = tuple[int, bytes]


class NotAccepted(Exception):
    """The server, or the way to it, said no, in words for people: the mail was certainly not taken."""


class Conversation:
    """One conversation. `step` says where it stands, as the end of a sentence.

    Every method but `finish` raises NotAccepted or OSError (smtplib's errors are some), and none of these can come too
    late: the end of the mail is sent by `finish` alone.
    """

    def __init__(self, settings: MailSettings, trust: SSLContext) -> None:
        self.step = ""
        self._settings = settings
        self._trust = trust
        self._smtp: SMTP | None = None
        self._wire: socket | None = None
        self._was_cut = False

    def open(self, password: str) -> None:
        """Connect, encrypt as the settings demand, and log in where they name a user. Never goes on unencrypted."""
        import smtplib
        import socket

        settings = self._settings
        if settings.security == "none" and not is_loopback(settings.host):
            raise NotAccepted(f"Mail to {settings.server} would travel unencrypted, which is refused.")
        self.step = "while connecting"
        wire = self._wire = socket.create_connection((settings.host, settings.port), settings.timeout)
        # An address for a name: looking up our own name can take long, and tells more than is needed.
        own = wire.getsockname()[0].partition("%")[0]
        smtp = self._smtp = smtplib.SMTP(local_hostname=f"[IPv6:{own}]" if ":" in own else f"[{own}]")
        smtp.sock = wire
        if self._was_cut:
            raise NotAccepted("Stopped.")
        if settings.security == "tls":
            self._encrypt(smtp, wire)
        self.step = "at its greeting"
        self._expect(smtp.getreply(), 220)
        self._hello(smtp)
        if settings.security == "starttls":
            if not smtp.has_extn("starttls"):
                raise NotAccepted(
                    f"{settings.server} offers no encryption (STARTTLS), and client data does not travel without. "
                    'A port that is encrypted from the start (often 465) needs security = "tls".'
                )
            self.step = "when encryption was asked for"
            self._expect(smtp.docmd("STARTTLS"), 220)
            self._encrypt(smtp, wire)
            self._hello(smtp)
        if settings.user:
            self._log_in(smtp, password)

    def address(self, sender: str, recipients: Sequence[str]) -> dict[str, str]:
        """Name sender and recipients. Answers which recipients were turned down, and why; all of them raises."""
        smtp = self._open_smtp()
        self.step = f"at the sender {sender}"
        self._expect(smtp.mail(sender), 250)
        turned_down: dict[str, str] = {}
        for recipient in recipients:
            self.step = f"at the recipient {recipient}"
            code, text = smtp.rcpt(recipient)
            if code == 421:
                self._expect((code, text), 250)
            if code not in (250, 251, 252):
                turned_down[recipient] = said(code, text)
        if len(turned_down) == len(recipients):
            reasons = "; ".join(f"{recipient}: {reason}" for recipient, reason in turned_down.items())
            raise NotAccepted(f"{self._settings.server} takes no mail for {reasons}.")
        return turned_down

    def give_text(self, data: bytes) -> None:
        """Send the mail, but for its end: without that a server accepts nothing."""
        import re

        smtp = self._open_smtp()
        self.step = "before the text of the mail"
        self._expect(smtp.docmd("DATA"), 354)
        self.step = "in the text of the mail"
        smtp.send(re.sub(rb"(?m)^\.", b"..", data))

    def finish(self) -> bool:
        """Send the end of the mail. True: the server took responsibility. False: that cannot be known any more.

        Raises NotAccepted where the server clearly said no.
        """
        smtp = self._open_smtp()
        self.step = "at the end of the mail"
        try:
            smtp.send(b".\r\n")
            code, text = smtp.getreply()
        except OSError:
            return False
        if 400 <= code < 600:
            self._expect((code, text), 250)
        return 200 <= code < 300

    def close(self) -> None:
        """Say goodbye without waiting for an answer, and hang up."""
        import contextlib

        if self._smtp is not None:
            with contextlib.suppress(OSError):
                self._smtp.putcmd("QUIT")
            self._smtp.close()

    def cut(self) -> None:
        """Hang up from beside, whatever the conversation is waiting for."""
        import contextlib
        import socket

        self._was_cut = True
        if self._wire is not None:
            with contextlib.suppress(OSError):
                # Not the method of an encrypted socket, which takes apart what the other thread is reading from.
                socket.socket.shutdown(self._wire, socket.SHUT_RDWR)

    def _open_smtp(self) -> SMTP:
        if self._smtp is None:
            raise NotAccepted("There is no connection.")
        return self._smtp

    def _encrypt(self, smtp: SMTP, wire: socket) -> None:
        self.step = "while encryption was set up"
        encrypted = self._trust.wrap_socket(wire, server_hostname=self._settings.host, do_handshake_on_connect=False)
        smtp.sock = self._wire = encrypted
        # What was received readable and not yet read could have been slipped in: it is forgotten.
        smtp.file = None
        encrypted.do_handshake()

    def _hello(self, smtp: SMTP) -> None:
        self.step = "at our greeting"
        self._expect(smtp.ehlo(), 250)

    def _log_in(self, smtp: SMTP, password: str) -> None:
        settings = self._settings
        self.step = "at the login"
        offered = smtp.esmtp_features.get("auth", "").upper().split()
        plain = _base64(f"\0{settings.user}\0{password}")
        if "PLAIN" in offered:
            code, text = smtp.docmd("AUTH", f"PLAIN {plain}")
        elif "LOGIN" in offered:
            code, text = smtp.docmd("AUTH", "LOGIN")
            for answer in (settings.user, password):
                if code == 334:
                    code, text = smtp.docmd(_base64(answer))
        elif offered:
            raise NotAccepted(
                f"{settings.server} offers only ways to log in that clientcare does not know: {', '.join(offered)}."
            )
        else:
            raise NotAccepted(f'{settings.server} offers no login. Leave "user" out of [mail] if it needs none.')
        if code != 235:
            reason = said(code, text, [password, plain, _base64(password)])
            raise NotAccepted(f"{settings.server} refused the login of {settings.user}: {reason}.")

    def _expect(self, reply: Reply, wanted: int) -> None:
        if reply[0] != wanted:
            raise NotAccepted(f"{self._settings.server} said no {self.step}: {said(*reply)}.")


def said(code: int, text: bytes, secrets: Sequence[str] = ()) -> str:
    """A server's reply as one short line that is safe to show, without the secrets that some servers repeat."""
    words = _without(one_line(text.decode("utf-8", "replace")), secrets).rstrip(".")[:200]
    return f"{code} {words}".strip() if code > 0 else "an answer that no mail server gives"


def in_words(error: BaseException, step: str, settings: MailSettings) -> str:
    """What went wrong on the way to a server, for people. An error that is none of the network's is raised again."""
    import smtplib
    import socket
    import ssl

    server = settings.server
    # smtplib says "closed" for whatever ended a connection, and keeps the reason behind it.
    cause = error.__context__ if isinstance(error, smtplib.SMTPServerDisconnected) else None
    match cause or error:
        case NotAccepted() as no:
            return str(no)
        case socket.gaierror():
            return f"The mail server {settings.host} was not found: its name is misspelt, or there is no network."
        case TimeoutError():
            hint = ""
            if step == "at its greeting" and settings.security == "starttls":
                hint = ' A port that is encrypted from the start (often 465) needs security = "tls".'
            return f"{server} did not answer within {settings.timeout:g} seconds, {step}.{hint}"
        case ConnectionRefusedError():
            return f"Nothing answers at {server}: the mail server is down, or its port is another."
        case ssl.SSLCertVerificationError() as distrust:
            return (
                f"The certificate of {server} cannot be trusted: {distrust.verify_message.rstrip('.')}. "
                "For a certificate of your own, set ca-file in [mail]."
            )
        case ssl.SSLError():
            hint = ' A port that begins readable (often 587) needs security = "starttls".'
            return f"No encryption could be agreed with {server}.{hint if settings.security == 'tls' else ''}"
        case smtplib.SMTPServerDisconnected() | ConnectionError():
            return f"{server} ended the connection {step}."
        case smtplib.SMTPException():
            return f"{server} gave an answer {step} that no mail server gives."
        case OSError() as trouble:
            return f"{server} cannot be reached: {trouble.strerror or trouble}."
    raise error


def _base64(text: str) -> str:
    import base64

    return base64.b64encode(text.encode()).decode()


def _without(words: str, secrets: Sequence[str]) -> str:
    import re

    for secret in secrets:
        words = words.replace(secret, "…")
    # A part of an encoded secret says as much as the whole: servers cut what they repeat.
    return re.sub(
        r"[A-Za-z0-9+/=]{6,}", lambda run: "…" if any(run[0] in secret for secret in secrets) else run[0], words
    )
