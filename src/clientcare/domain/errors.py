"""Everything that can go wrong on purpose: each error owns its exit code and carries a hint."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """The exit codes of every command; scripts rely on them and they never change meaning."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    NOT_FOUND = 3
    NOT_ALLOWED = 4
    CONFLICT = 5
    UNREACHABLE = 6
    INVALID_FILE = 7
    HELD_BACK = 8
    GATE = 9
    HELD = 10
    UNKNOWN = 11
    BUG = 70
    INTERRUPTED = 130


class ClientcareError(Exception):
    """An error that a person can act on.

    `message` says what is wrong and where, in one sentence; `hint` says what would be right or the next
    command to type. Both are plain text without markup.
    """

    exit = Exit.FAILED

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Failed(ClientcareError):
    """Something outside refused: a mail server, a file, a program."""


class Unwritten(Failed):
    """The answer could not be written to standard output; what the command did is done."""


class Usage(ClientcareError):
    """The command was typed in a way that cannot be meant."""

    exit = Exit.USAGE


class NotFound(ClientcareError):
    """No such client, session, guide or member."""

    exit = Exit.NOT_FOUND


class NotAllowed(ClientcareError):
    """The rules of the shop do not permit this act to this member."""

    exit = Exit.NOT_ALLOWED


class Conflict(ClientcareError):
    """Somebody was first, or the state does not permit this step any more."""

    exit = Exit.CONFLICT


class ChangedMeanwhile(Conflict):
    """A file that people edit is no longer what was read; nothing was written."""


class Unreachable(ClientcareError):
    """The shared directory cannot be reached or written, and nothing was kept."""

    exit = Exit.UNREACHABLE


class Overdue(Unreachable):
    """The share did not answer in time; what was being written may or may not be there."""


class InvalidFile(ClientcareError):
    """A file that people edit has a mistake; `place` is 'file:line:column' as far as it is known."""

    exit = Exit.INVALID_FILE

    def __init__(self, message: str, hint: str = "", *, place: str = "") -> None:
        super().__init__(f"{place}: {message}" if place else message, hint)
        self.place = place


class GateNotMet(ClientcareError):
    """A session cannot be closed as it stands."""

    exit = Exit.GATE


class Interrupted(ClientcareError):
    """A person pressed Ctrl-C or Ctrl-D, or the terminal went away."""

    exit = Exit.INTERRUPTED

    def __init__(self, message: str = "Stopped. Nothing was changed by this command.", hint: str = "") -> None:
        super().__init__(message, hint)
