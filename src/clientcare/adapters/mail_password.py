"""Where the password of the mail server comes from: the environment, a command, or the system's keyring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.errors import Failed
from clientcare.domain.mails import PASSWORD_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clientcare.domain.mails import MailSettings


def find_password(settings: MailSettings, environ: Mapping[str, str]) -> str:
    """The password of `settings.user`, or nothing where nobody logs in.

    The environment goes before the command, the command before the keyring. No error that is raised here holds the
    password, what the command printed, or the command's arguments. Raises Failed.
    """
    if not settings.user:
        return ""
    if password := environ.get(PASSWORD_VARIABLE, ""):
        return password
    if settings.password_command:
        return _from_command(settings, without_password(environ))
    if settings.keyring:
        return _from_keyring(settings)
    raise Failed(
        f"There is no password to log in to {settings.host} as {settings.user}.",
        f"Set password-command or keyring in [mail] of clientcare.toml, or {PASSWORD_VARIABLE} in the environment.",
    )


def without_password(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment for other programs, which need not know the password."""
    return {name: value for name, value in environ.items() if name != PASSWORD_VARIABLE}


def _from_command(settings: MailSettings, environ: Mapping[str, str]) -> str:
    import shlex
    import subprocess

    command = shlex.split(settings.password_command)
    program = command[0]
    try:
        answer = subprocess.run(
            command,
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=settings.patience,
            check=False,
        )
    except subprocess.TimeoutExpired:
        # What the program has printed so far sits in the error: it must not travel on as its cause.
        raise Failed(
            f"The password command '{program}' did not end within {settings.patience:g} seconds.",
            "Run it yourself once: it may be waiting for an answer.",
        ) from None
    except OSError as error:
        raise Failed(
            f"The password command '{program}' cannot be run: {error.strerror}.",
            "Correct password-command in [mail] of clientcare.toml.",
        ) from None
    if answer.returncode:
        raise Failed(
            f"The password command '{program}' ended with code {answer.returncode}.",
            "Run it yourself to see why: it must print the password in its first line.",
        )
    password = answer.stdout.decode("utf-8-sig", "replace").partition("\n")[0].rstrip("\r")
    if not password:
        raise Failed(
            f"The password command '{program}' printed nothing.", "It must print the password in its first line."
        )
    return password


def _from_keyring(settings: MailSettings) -> str:
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        raise Failed(
            "The password lies in the keyring, and the part of clientcare that reads keyrings is not installed.",
            "Install it: uv tool install 'clientcare[keyring]'. Or use password-command.",
        ) from None
    try:
        password = keyring.get_password(settings.keyring, settings.user)
    except KeyringError as error:
        raise Failed(
            f"The keyring of this machine cannot be read ({type(error).__name__}).",
            f"Unlock it, or use password-command or {PASSWORD_VARIABLE}.",
        ) from None
    if not password:
        raise Failed(
            f"The keyring holds no password of {settings.user} under '{settings.keyring}'.",
            f"Put it there: keyring set {settings.keyring} {settings.user}",
        )
    return str(password)
