"""Mail through the sendmail program of this machine: postfix, msmtp, exim and others bring one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.adapters.mail_message import written
from clientcare.adapters.mail_password import without_password
from clientcare.domain.errors import Failed
from clientcare.domain.mailboxes import address_parts
from clientcare.domain.mails import Dispatch, one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clientcare.domain.mails import Mail, MailSettings

# Where the program lies on systems whose people do not have these folders on their PATH.
SYSTEM_FOLDERS = ("/usr/sbin", "/usr/lib")
# EX_TEMPFAIL of sysexits.h: some programs have queued the mail then, others have not.
PERHAPS_QUEUED = 75


def find_program(settings: MailSettings, environ: Mapping[str, str]) -> str:
    """The path of the program: the one of the settings, else `sendmail` on PATH. Raises Failed."""
    import os
    import shutil

    wanted = settings.sendmail or "sendmail"
    program = shutil.which(wanted, path=os.pathsep.join([*filter(None, [environ.get("PATH")]), *SYSTEM_FOLDERS]))
    if not program:
        raise Failed(
            f"The program '{wanted}', which is to send mail from this machine, was not found.",
            'Install one (msmtp-mta, postfix), name its path as sendmail in [mail], or set way = "outbox".',
        )
    return program


def hand_to_program(settings: MailSettings, mail: Mail, environ: Mapping[str, str]) -> Dispatch:
    """Give the mail to the program, which answers with its exit code; Ctrl-C meanwhile answers unknown.

    Raises Failed where the program cannot be run.
    """
    program = find_program(settings, environ)
    recipients = [address_parts(address)[1] for address in mail.to]
    # No "--": not every such program knows it, and no checked address begins with a hyphen.
    command = [program, "-i", "-f", address_parts(mail.sender)[1], *recipients]
    try:
        code, said = _run(command, without_password(environ), written(mail), settings.patience)
    except KeyboardInterrupt:
        code, said = None, b""
    return _meaning(program, code, said, ", ".join(recipients))


def _run(command: list[str], environ: Mapping[str, str], mail: bytes, seconds: float) -> tuple[int | None, bytes]:
    """The exit code, or None where the program was still running and had to be stopped, and what it said."""
    import subprocess

    try:
        running = subprocess.Popen(
            command, env=environ, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
    except OSError as error:
        raise Failed(f"{command[0]} cannot be run: {error.strerror}.", "Correct sendmail in [mail].") from None
    with running:
        try:
            _, said = running.communicate(mail.replace(b"\r\n", b"\n"), timeout=seconds)
        except subprocess.TimeoutExpired as late:
            # The program may have ended, and what it left running in the background holds our pipe.
            said = late.stderr or b""
        except KeyboardInterrupt:
            running.kill()
            running.wait()
            raise
        code = running.poll()
        if code is None:
            running.kill()
    return code, said


def _meaning(program: str, code: int | None, said: bytes, recipients: str) -> Dispatch:
    if code == 0:
        return Dispatch("sent", "sendmail", f"Handed to {program} on this machine, for {recipients}.")
    words = one_line(said.decode("utf-8", "replace"))[:200]
    said_so = f" It said: {words}" if words else ""
    if code is None:
        ended = "did not end in time and was stopped"
    elif code < 0:
        ended = f"was stopped by signal {-code}"
    else:
        ended = f"ended with code {code}"
    if code is None or code < 0 or code == PERHAPS_QUEUED:
        return Dispatch("unknown", "sendmail", f"{program} {ended}. The mail may or may not be on its way.{said_so}")
    return Dispatch("refused", "sendmail", f"{program} {ended}. Nothing was sent.{said_so}")
