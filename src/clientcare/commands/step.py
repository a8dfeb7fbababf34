"""`clientcare step …`: a step of the guide is done, left out or answered."""

from __future__ import annotations

from typing import Annotated

from clientcare.commands.common import Argument, Context, OnSession, Option, desk_of, group
from clientcare.dialogs.steps import recorded
from clientcare.domain.answer_files import read_pairs
from clientcare.services import walking
from clientcare.views.walks import WALKED

app = group()

Instructor = Annotated[
    str, Option("--instructed-by", metavar="MEMBER", help="Who told me to, where the step is for another role.")
]

Which = Annotated[
    str, Argument(metavar="STEP", help="Its id, its number or a part of its name; the next one if left out.")
]


@app.command(epilog="Example: clientcare step done in-time")
def done(context: Context, step: Which = "", instructed_by: Instructor = "", session: OnSession = "") -> None:
    """Say that a step is done."""
    desk = desk_of(context)
    desk.screen.show(WALKED, recorded(desk, walking.step_done, step=step, instructed_by=instructed_by, session=session))


@app.command(epilog='Example: clientcare step skip options --reason "Only one way"')
def skip(
    context: Context,
    step: Which = "",
    reason: Annotated[str, Option("--reason", metavar="TEXT", help="Why it is left out.")] = "",
    instructed_by: Instructor = "",
    session: OnSession = "",
) -> None:
    """Leave a step out."""
    desk = desk_of(context)
    given = {"step": step, "reason": reason, "instructed_by": instructed_by, "session": session}
    desk.screen.show(WALKED, recorded(desk, walking.step_skip, **given))


@app.command(epilog="Example: clientcare step answer backup=done work=yes")
def answer(
    context: Context,
    answers: Annotated[list[str], Argument(metavar="FIELD=VALUE...", help="An answer to a question of the guide.")],
    step: Annotated[str, Option("--step", metavar="STEP", help="The step, where several ask for the same field.")] = "",
    inbox: Annotated[bool, Option("--inbox", help="Files are named as they lie in the share's inbox.")] = False,
    instructed_by: Instructor = "",
    session: OnSession = "",
) -> None:
    """Answer questions of the guide; an empty value leaves one open."""
    desk = desk_of(context)
    values = read_pairs(answers, "Such as: clientcare step answer backup=done")
    given = {"values": values, "step": step, "inbox": inbox, "instructed_by": instructed_by, "session": session}
    desk.screen.show(WALKED, recorded(desk, walking.step_answer, **given))
