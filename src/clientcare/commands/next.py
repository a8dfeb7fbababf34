"""`clientcare next`."""

from __future__ import annotations

from typing import Annotated

from clientcare.commands.common import Context, OnSession, Option, desk_of, group
from clientcare.dialogs.answers import text_from
from clientcare.dialogs.asking import complete
from clientcare.dialogs.walk import can_walk, go_on
from clientcare.services import guide_moves, walking
from clientcare.views.guide_moves import MOVED
from clientcare.views.walks import WALK, WALKED

app = group()


@app.command("next", epilog="Example: clientcare next")
def next_step(
    context: Context,
    answers: Annotated[
        str,
        Option("--answers", metavar="FILE|-", help="File the answers of a script: TOML, a step's id to its fields."),
    ] = "",
    all_steps: Annotated[bool, Option("--all-steps", help="Show reminders that I know singly too.")] = False,
    instructed_by: Annotated[
        str,
        Option("--instructed-by", metavar="MEMBER", help="With --answers: who told me to, for another role's step."),
    ] = "",
    move: Annotated[
        bool, Option("--move-to-new", help="Move to the guide as it is now, if it was changed since; answers go along.")
    ] = False,
    session: OnSession = "",
) -> None:
    """Go on with the guide: on a terminal walk it, elsewhere show the next step or question."""
    desk = desk_of(context)
    if move:
        desk.screen.show(MOVED, guide_moves.move_to_new(desk, session=session))
    elif answers:
        text = text_from(desk, answers)
        given = {"text": text, "shown": answers, "instructed_by": instructed_by, "session": session}
        desk.screen.show(WALKED, complete(desk, walking.apply_answers, **given))
    elif can_walk(desk):
        go_on(desk, session=session, all_steps=all_steps)
    else:
        desk.screen.show(WALK, walking.where(desk, session=session))
