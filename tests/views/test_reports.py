"""How one whole session is shown."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from clientcare.domain.casework import Access, Attachment, Consent, Estimate, Note, Option, Part
from clientcare.domain.claims import Doubled
from clientcare.domain.follow_ups import FollowUp
from clientcare.domain.hours import Span
from clientcare.domain.records import Oddity
from clientcare.domain.reports import BillReport, SessionReport
from clientcare.domain.walk_steps import StepEntry
from clientcare.views.reports import REPORT
from clientcare.views.view import Look

NOON = datetime(2026, 11, 24, 14, 5, tzinfo=ZoneInfo("Europe/Zurich"))
END = NOON + timedelta(minutes=55)
LOOK = Look(80, False, True, NOON)
OPEN = SessionReport(
    thread="session-00000000000000000000007f3a",
    folder="acme",
    client="id-1",
    client_name="Acme AG",
    title="Printer offline",
    mode="remote",
    state="running",
    lead="ann",
    people=("ann",),
    problem="Printer offline",
    scope="",
    planned=None,
    started=NOON,
    ended=None,
    spans={"ann": (Span(NOON, None),)},
    worked=26,
    paused=0,
    travel=0,
    billable=None,
    no_charge="",
    solution="",
    resolved=None,
    requirements={},
    outcomes={},
    override="",
    guide="care",
    guide_digest="abc",
    steps=(),
    notes=(),
    parts=(),
    attachments=(),
    options=(),
    accesses=(),
    consents={},
    estimate=None,
    follow_ups=(),
    bill=BillReport("none", "", "", ()),
    documents=(),
    oddities=(),
    entries=1,
)
NOTE = Note("id", 1, NOON, "ann", "Fuser worn out", "other", False, False, False, False)
PART = Part("id", NOON, "ann", "Fuser", "1", "", "", "", "", False)


def shown(look: Look = LOOK, **changed: Any) -> list[str]:
    """What people see of a session, without what an open session always shows."""
    usual = REPORT.human(OPEN, look)
    return [line for line in REPORT.human(OPEN._replace(**changed), look) if line not in usual]


def test_a_session_that_just_began_is_short() -> None:
    assert REPORT.human(OPEN, LOOK) == [
        "▶ Acme AG · Printer offline · remote · running  7f3a",
        "Problem      Printer offline",
        "Start        Tue 24 Nov 2026, 14:05",
        "Worked       0:26 = ann 14:05 – now",
        "Billing      none",
    ]


def test_a_closed_session_shows_its_whole_documentation() -> None:
    assert shown(
        state="closed",
        problem="It says offline",
        scope="The printer only",
        planned=NOON + timedelta(minutes=5),
        ended=END,
        spans={"ann": (Span(NOON, END),), "ben": (Span(NOON + timedelta(minutes=10), END),)},
        worked=100,
        paused=10,
        travel=20,
        solution="New fuser\nTest page fine",
        resolved=True,
        requirements={"expert": "yes"},
        outcomes={"happy": "yes", "backup": "not asked"},
        override="She had to leave",
        bill=BillReport("invoiced", "7F3A-1", "R-2026-17", ()),
        documents=("2026/a.html",),
    ) == [
        "■ Acme AG · Printer offline · remote · closed  7f3a",
        "Problem      It says offline",
        "Scope        The printer only",
        "Planned      Tue 24 Nov 2026, 14:10",
        "Solution     New fuser",
        "             Test page fine",
        "Solved       yes",
        "End          Tue 24 Nov 2026, 15:00",
        "Worked       1:40 = ann 14:05 – 15:00, ben 14:15 – 15:00; paused 0:10, on the",
        "             way 0:20",
        "Needed       expert: yes",
        "Outcome      happy: yes",
        "Outcome      backup: not asked",
        "Override     She had to leave",
        "Billing      invoiced 7F3A-1 R-2026-17",
        "Document     clients/acme/2026/a.html",
    ]


def test_what_is_not_solved_says_so() -> None:
    assert "Solved       no" in shown(state="closed", resolved=False)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"billable": 45}, "Billable     0:45"),
        ({"billable": 0}, "Billable     0:00"),
        ({"no_charge": "goodwill", "billable": 45}, "Billable     nothing: goodwill"),
    ],
)
def test_what_is_billed_is_told_where_it_is_not_the_hours(changed: dict[str, Any], said: str) -> None:
    assert shown(**changed) == [said]


def test_a_cancelled_session_shows_no_hours_and_solves_nothing() -> None:
    lines = shown(state="cancelled", worked=0, ended=END, spans={"ann": (Span(NOON, END),)}, resolved=False)
    assert "Worked       0:00" in lines
    assert not any("Solved" in line for line in lines)


def test_a_session_whose_start_has_not_arrived_shows_what_there_is() -> None:
    assert "Worked       0:00" in shown(started=None, spans={}, worked=0)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"estimate": Estimate(60, "", NOON, "ann")}, "Estimate     1:00"),
        ({"estimate": Estimate(0, "Needs the manual", NOON, "ann")}, "Estimate     not yet possible Needs the manual"),
        ({"consents": {"work": Consent("work", "given", "Ms Frei", NOON, "ann")}}, "Work         given (Ms Frei)"),
        ({"consents": {"backup": Consent("backup", "declined", "", NOON, "ann")}}, "Backup       declined"),
        (
            {"options": (Option("id", 1, "New fuser", "CHF 89", "an hour", True, "Ms Frei"),)},
            "Option 1     New fuser (CHF 89) an hour  chosen by Ms Frei",
        ),
        ({"options": (Option("id", 1, "Wait", "", "", True, ""),)}, "Option 1     Wait   chosen by the client"),
        ({"options": (Option("id", 2, "Wait", "", "", False, ""),)}, "Option 2     Wait"),
        ({"accesses": (Access("id", NOON, "VPN", "ann", False, None),)}, "Access       VPN to ann: STILL LENT"),
        ({"accesses": (Access("id", NOON, "VPN", "ann", True, END),)}, "Access       VPN to ann: given back"),
        ({"parts": (PART,)}, "Part         1 × Fuser"),
        (
            {"parts": (PART._replace(price="89.00", currency="CHF", serial_out="A1", serial_in="B2"),)},
            "Part         1 × Fuser, CHF 89.00 each, out A1, in B2",
        ),
        ({"notes": (NOTE,)}, "14:05 ann    Fuser worn out"),
        (
            {"notes": (NOTE._replace(sort="finding", visible=True, out_of_scope=True, was=("x",)),)},
            "14:05 ann    [finding, client-visible, out of scope, amended] Fuser worn out",
        ),
        ({"notes": (NOTE._replace(late=True, addendum=True),)}, "14:05 ann    [addendum, late] Fuser worn out"),
        (
            {"attachments": (Attachment("id", NOON, "ann", "a.pdf", "documents/a.pdf", "0", 3, True),)},
            "Attached     documents/a.pdf",
        ),
        (
            {"steps": (StepEntry("story", "answered", {"problem": "offline"}, "", "ann", NOON),)},
            "Step         story: answered (problem: offline)",
        ),
        (
            {"steps": (StepEntry("story", "skipped", {}, "no time", "ann", NOON),)},
            "Step         story: skipped (no time)",
        ),
        ({"steps": (StepEntry("story", "done", {}, "", "ann", NOON),)}, "Step         story: done"),
        ({"oddities": (Oddity("000002-note-ben.toml", "torn"),)}, "! 000002-note-ben.toml: torn"),
    ],
)  # fmt: skip
def test_everything_in_a_session_has_its_line(changed: dict[str, Any], said: str) -> None:
    assert shown(**changed) == [said]


@pytest.mark.parametrize(
    ("promise", "said"),
    [
        (FollowUp("id", END, "ann", "", False, None, "", None, ""), "ann: open"),
        (FollowUp("id", END, "ann", "Ring", False, None, "", None, ""), "ann, Ring: open"),
        (
            FollowUp("id", END, "ann", "", True, True, "All fine", END, "ann"),
            "ann: done, the client is happy, All fine",
        ),
        (FollowUp("id", END, "ann", "", True, False, "", END, "ann"), "ann: done, the client is unhappy"),
        (FollowUp("id", END, "ann", "", True, None, "", END, "ann"), "ann: done"),
    ],
)
def test_a_promise_says_whether_it_was_kept(promise: FollowUp, said: str) -> None:
    assert " ".join(" ".join(shown(follow_ups=(promise,))).split()) == f"Follow-up Tue 24 Nov 2026, 15:00, {said}"


def test_long_texts_are_wrapped_and_their_lines_stay_apart() -> None:
    assert shown(notes=(NOTE._replace(text="one\n\n  two " + "words " * 20),)) == [
        "14:05 ann    one",
        "             ",
        "               two words words words words words words words words words words",
        "             words words words words words words words words words words",
    ]


def test_control_characters_from_a_record_never_reach_the_screen() -> None:
    lines = shown(notes=(NOTE._replace(text="\x1b[2J"),), oddities=(Oddity("\x1b[2J", "foreign"),))
    assert lines == ["14:05 ann    ␛[2J", "! ␛[2J: foreign"]


def test_scripts_get_a_field_a_line_and_then_notes_and_parts() -> None:
    rows = list(REPORT.plain(OPEN._replace(notes=(NOTE,), parts=(PART,))))
    assert ("title", "Printer offline") in rows
    assert ("started", NOON) in rows
    assert ("ended", None) in rows
    assert rows[-2:] == [
        ("note", 1, NOON, "ann", "other", "Fuser worn out"),
        ("part", "1", "Fuser", "", "", "", ""),
    ]
    assert "spans" not in [row[0] for row in rows]
    assert REPORT.quiet(OPEN) == [OPEN.thread]
    assert REPORT.name == "session/1"


def test_what_was_done_twice_stands_at_the_top_and_is_told_loudly() -> None:
    twice = OPEN._replace(
        doubled=(Doubled("close", "ben", NOON, "ann", "New fuser"), Doubled("take", "eve", NOON, "ben", ""))
    )
    lines = REPORT.human(twice, LOOK)
    assert " ".join(line.strip() for line in lines[1:5]) == (
        "! Closed twice at the same moment: by ann, which counts, and by ben, Tue 24 Nov 2026, 14:05 (New fuser), "
        "which does not. Agree on what is right. ! Taken over twice at the same moment: by ben, which counts, and by "
        "eve, Tue 24 Nov 2026, 14:05, which does not. Agree on what is right."
    )
    assert all(len(line) <= 80 for line in lines)
