"""What the errors of a share mean: to whoever writes to it, and in words to a person."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from clientcare.domain.errors import ClientcareError, Failed, Unreachable

if TYPE_CHECKING:
    from collections.abc import Iterator

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)
REFUSED = (*_FULL, errno.EROFS, errno.EACCES, errno.ENAMETOOLONG)
"""What a share answers where it certainly made nothing."""


@contextmanager
def answers_for(root: str) -> Iterator[None]:
    """Turns what the operating system says about the share into words that a person can act on."""
    try:
        yield
    except OSError as error:
        raise explained(error, root) from error


def explained(error: OSError, root: str) -> ClientcareError:
    """The error that a person sees: a full share, one that may not be written, or one that does not answer."""
    said = error.strerror or str(error)
    if error.errno in _FULL:
        return Unreachable(f"The share {root} is full: {said}.", "Make room there, then type it again.")
    if error.errno in _READ_ONLY:
        return Unreachable(
            f"The share {root} may not be written by you: {said} ({os.path.basename(error.filename or root)}).",
            "Ask whoever looks after the file server; clientcare doctor shows what else is wrong.",
        )
    if error.errno == errno.ENAMETOOLONG:
        return Failed(f"A name is too long for the share: {said}.", "Use a shorter name.")
    return Unreachable(
        f"The share {root} does not answer as it should: {said}.",
        "Look whether it is mounted; clientcare doctor tells more.",
    )
