"""Beginning and closing a procedure at the terminal, as a session is begun and closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clientcare.dialogs.asking import complete
from clientcare.dialogs.close import (
    ask_one,
    closed_all_the_same,
    nothing_lost,
    outcomes_as_typed,
    say,
    show_what_is_kept_for_the_end,
)
from clientcare.dialogs.start import asked_for, begun_with
from clientcare.services import closing_questions, procedure_closing, procedures

if TYPE_CHECKING:
    from clientcare.desk import Desk
    from clientcare.domain.procedures import ProcedureClosed, ProcedureStarted


def begin_procedure(desk: Desk, **given: Any) -> ProcedureStarted:
    """Start the procedure."""
    if desk.screen.interactive and not given["guide"].strip():
        given["guide"] = asked_for(desk, procedures.WHICH_GUIDE)
    return begun_with(desk, procedures.start, given)


def end_procedure(desk: Desk, *, procedure: str, outcome: tuple[str, ...], **given: Any) -> ProcedureClosed:
    """Close a procedure as `procedure_closing.close` does; `outcome` and what is asked are as at a session's close."""
    found = procedures.open_one(desk, procedure)
    given |= {"procedure": found.thread, "outcomes": outcomes_as_typed(desk, found, outcome)}
    if not desk.screen.interactive:
        return complete(desk, procedure_closing.close, **given)

    def asked() -> ProcedureClosed:
        show_what_is_kept_for_the_end(desk, found)
        say(desk, f"Closing {found.client_name}, {found.title}")
        for one in closing_questions.about_procedure(desk, procedures.open_one(desk, found.thread), given):
            ask_one(desk, one, given)
        return closed_all_the_same(desk, procedure_closing.close, given)

    return nothing_lost(desk, found, asked, lambda: ("", given["result"]))
