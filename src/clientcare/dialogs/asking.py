"""Asks a person exactly what a service found missing, and calls it again; elsewhere the service's error stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from clientcare.domain.asks import Missing
from clientcare.domain.errors import ClientcareError, Exit

if TYPE_CHECKING:
    from collections.abc import Callable

    from clientcare.desk import Desk

T = TypeVar("T")


def complete(desk: Desk, service: Callable[..., T], /, **given: Any) -> T:
    """What `service(desk, **given)` answers.

    On a terminal, missing answers are asked for and a text that the privacy guard holds back is masked, edited or
    overruled by the person; then the service is called again. Nothing that was typed is lost.
    """
    while True:
        try:
            return service(desk, **given)
        except Missing as missing:
            if not desk.screen.interactive:
                raise
            from clientcare.dialogs.prompts import ask_all

            given.update(ask_all(desk, missing.asks))
        except ClientcareError as error:
            if error.exit is not Exit.HELD_BACK:
                raise
            from clientcare.dialogs.guard import refused, settle

            if not desk.screen.interactive:
                raise refused(desk, error) from None
            settle(desk, error)
