"""Mail servers on loopback: a real one, and one that says and does what a script tells it."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

if TYPE_CHECKING:
    from ssl import SSLContext

    from aiosmtpd.smtp import SMTP, Envelope, LoginPassword, Session


class Received(NamedTuple):
    """A mail as the server got it."""

    sender: str
    to: tuple[str, ...]
    data: bytes
    encrypted: bool


class RealServer(Controller):
    """aiosmtpd on a free port. It knows one user, takes mail for everybody but nobody@, and keeps what it received."""

    def __init__(self, *, user: str = "", password: str = "", implicit_tls: SSLContext | None = None, **more: Any):
        self.received: list[Received] = []
        self._login = (user.encode(), password.encode())
        super().__init__(
            self,
            hostname="127.0.0.1",
            port=0,
            ssl_context=implicit_tls,
            authenticator=self._knows,
            # This server does not count encryption from the start as such.
            auth_required=bool(user) and not implicit_tls,
            auth_require_tls=not implicit_tls,
            **more,
        )

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()

    def _knows(self, server: SMTP, session: Session, envelope: Envelope, way: str, login: LoginPassword) -> AuthResult:
        return AuthResult(success=(login.login, login.password) == self._login, handled=False)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith("nobody@"):
            return "550 5.1.1 No such person here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        encrypted = server.transport.get_extra_info("sslcontext") is not None
        self.received.append(Received(envelope.mail_from, tuple(envelope.rcpt_tos), envelope.content, encrypted))
        return "250 2.0.0 taken"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


Deed = Callable[[socket.socket], None]


def die(wire: socket.socket) -> None:
    """Hang up."""
    wire.shutdown(socket.SHUT_RDWR)


def hang(wire: socket.socket) -> None:
    """Say nothing, until the other side hangs up."""
    while wire.recv(4096):
        pass


def babble(wire: socket.socket) -> None:
    """Talk without an end, so that no single word is late; stop when nobody takes it any more."""
    wire.settimeout(1)
    while True:
        wire.sendall(b"250-and another thing\r\n" * 50)


def reset_in_the_middle(wire: socket.socket) -> None:
    """Ask for the mail, read its beginning and break the connection off."""
    wire.sendall(b"354 go on\r\n")
    wire.recv(10)
    wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    wire.close()


KINDLY = {"CONNECT": "220 hello", "EHLO": "250 hello", "DATA": "354 go on", "AUTH": "235 welcome", "QUIT": die}


class ScriptedServer:
    """A server for one connection. `script` maps a step to its answer: a line, or a deed after which it is over.

    The steps are CONNECT, the verbs of the commands, BASE64 for an answer at the login, and END for the end of a mail;
    a list is used up entry by entry. What is not in the script is answered kindly.
    """

    def __init__(self, **script: str | Deed | list[str | Deed]):
        self.heard: list[str] = []
        self.mail = b""
        self._script = {**KINDLY, **{step.upper(): answer for step, answer in script.items()}}
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(10)
        assert not self._thread.is_alive()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            wire, _ = self._listening.accept()
            with wire, wire.makefile("rb") as lines:
                if self._answer("CONNECT", wire):
                    self._talk(wire, lines)

    def _talk(self, wire: socket.socket, lines: Any) -> None:
        for line in lines:
            words = line.decode("latin-1").strip()
            self.heard.append(words)
            verb = words.partition(" ")[0].upper()
            if verb not in ("EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "QUIT"):
                verb = "BASE64"
            answer = self._answer(verb, wire)
            if verb == "DATA" and answer.startswith("354"):
                answer = self._take_mail(wire, lines)
            if not answer:
                return

    def _take_mail(self, wire: socket.socket, lines: Any) -> str:
        for line in lines:
            if line == b".\r\n":
                self.heard.append("END")
                return self._answer("END", wire)
            self.mail += line
        return ""

    def _answer(self, step: str, wire: socket.socket) -> str:
        """Say what the script wants; nothing where it was a deed that ends the conversation."""
        answer = self._script.get(step, "250 fine")
        if isinstance(answer, list):
            answer = answer.pop(0)
        if callable(answer):
            answer(wire)
            return ""
        wire.sendall(answer.encode("latin-1") + b"\r\n")
        return answer
