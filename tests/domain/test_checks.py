"""The checks: what a session's record says about the requirements and outcomes of a guide."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from clientcare.domain.checks import CHECKS, Verdict, verify
from clientcare.domain.guides import Outcome, Requirement
from clientcare.domain.weighing import weigh, weigh_requirements

NOW = datetime(2026, 11, 24, 14, 5, tzinfo=UTC)
ANN = SimpleNamespace(roles=("senior-engineer",), skills=("Printers", "Windows"))


def session(**facts: Any) -> Any:
    """A session of which nobody has said anything."""
    nothing: dict[str, Any] = {
        "problem": "",
        "solution": "",
        "started": None,
        "ended": None,
        "resolved": None,
        "satisfied": None,
        "follow_up": None,
        "mode": "",
        "accesses": (),
        "consents": {},
        "answers": {},
        "bill_state": "none",
    }
    return SimpleNamespace(**{**nothing, **facts})


def says(name: str, facts: dict[str, Any], starter: Any = None, **arguments: str) -> Verdict:
    return verify(name, arguments, session(**facts), starter)


def test_every_check_has_a_name_a_doc_and_a_row_under_its_name() -> None:
    assert set(CHECKS) == {
        "documented", "resolved", "billed", "follow-up-scheduled", "satisfied", "mode", "role", "skill", "consent",
        "access-returned", "answered", "said",
    }  # fmt: skip
    for name, check in CHECKS.items():
        assert check.name == name
        assert check.doc.endswith(".")


@pytest.mark.parametrize("name", CHECKS)
def test_every_check_answers_in_one_sentence_about_a_session_of_which_nothing_is_known(name: str) -> None:
    arguments = {argument: words[0] if words else "x" for argument, words in CHECKS[name].arguments.items()}
    verdict = verify(name, arguments, session(), None)
    assert verdict.why.endswith(".")
    assert (verdict.holds is True) == (name == "access-returned")


def test_a_record_is_documented_when_problem_solution_start_and_end_are_there() -> None:
    whole = {"problem": "no paper", "solution": "fuser", "started": NOW, "ended": NOW}
    assert says("documented", whole) == (True, "Problem, solution, start and end are in the record.")
    assert says("documented", {**whole, "solution": "", "ended": None}) == (
        False,
        "The record has no solution and no end yet.",
    )
    for part in whole:
        assert says("documented", {**whole, part: None}).holds is False


@pytest.mark.parametrize(
    ("name", "field", "yes", "no"),
    [
        ("resolved", "resolved", "The problem is solved.", "The problem is not solved."),
        ("satisfied", "satisfied", "The client is happy.", "The client is not happy."),
    ],
)
def test_what_was_said_holds_or_not_and_is_open_before(name: str, field: str, yes: str, no: str) -> None:
    assert says(name, {field: True}) == (True, yes)
    assert says(name, {field: False}) == (False, no)
    assert says(name, {field: None}).holds is None


@pytest.mark.parametrize(
    ("state", "holds", "word"),
    [
        ("sent", True, "sent"),
        ("invoiced", True, "invoiced"),
        ("free", True, "free"),
        ("prepared", False, "not sent"),
        ("laid", False, "outbox"),
        ("refused", False, "could not"),
        ("failed", False, "could not"),
        ("open", False, "not told"),
        ("none", False, "not told"),
        ("unknown", None, "not known"),
    ],
)
def test_billing_knows_only_what_reached_it(state: str, holds: bool | None, word: str) -> None:
    verdict = says("billed", {"bill_state": state})
    assert verdict.holds is holds
    assert word in verdict.why


def test_a_follow_up_is_scheduled_or_not() -> None:
    assert says("follow-up-scheduled", {"follow_up": object()}) == (True, "A follow-up is set.")
    assert says("follow-up-scheduled", {}) == (False, "No follow-up is set.")


def test_the_mode_is_that_of_the_session() -> None:
    assert says("mode", {"mode": "remote"}, mode="remote") == (True, "The session is held remotely.")
    assert says("mode", {"mode": "on-site"}, mode="remote") == (False, "The session is held on site.")
    assert says("mode", {"mode": "by mail"}, mode="remote") == (False, "The session is held by mail.")
    assert says("mode", {}, mode="remote").holds is None


def test_a_role_is_one_of_the_technicians_roles() -> None:
    assert says("role", {}, ANN, role="senior-engineer") == (True, "The technician has the role of senior engineer.")
    assert says("role", {}, ANN, role="account-manager") == (
        False,
        "The technician does not have the role of account manager.",
    )
    assert says("role", {}, None, role="account-manager").holds is None


def test_a_skill_is_one_of_the_technicians_skills_whatever_its_capitals() -> None:
    assert says("skill", {}, ANN, skill="printers") == (True, "The technician has the skill printers.")
    assert says("skill", {}, ANN, skill="Phones") == (False, "The technician does not have the skill Phones.")
    assert says("skill", {}, None, skill="Phones").holds is None


@pytest.mark.parametrize(
    ("answer", "who", "holds", "why"),
    [
        ("given", "Ms Frei", True, "Ms Frei agreed to the backup."),
        ("declined", "", False, "The client declined the backup."),
        ("n/a", "", True, "The client said that there is no need for the backup."),
        ("not-applicable", "", True, "The client said that there is no need for the backup."),
        ("a word of a later version", "", None, "The client was not asked about the backup yet."),
    ],
)
def test_a_consent_holds_when_it_was_given_or_does_not_apply(
    answer: str, who: str, holds: bool | None, why: str
) -> None:
    consents = {"backup": SimpleNamespace(answer=answer, who=who)}
    assert says("consent", {"consents": consents}, to="backup") == (holds, why)
    assert says("consent", {"consents": consents}, to="work").holds is None


def test_access_that_was_lent_must_be_given_back() -> None:
    key = SimpleNamespace(what="office key", lent_to="ann", returned=False)
    login = SimpleNamespace(what="router login", lent_to="ann", returned=True)
    assert says("access-returned", {}) == (True, "No access was lent.")
    assert says("access-returned", {"accesses": (login,)}) == (True, "All access that was lent was given back.")
    assert says("access-returned", {"accesses": (key, login, key)}) == (
        False,
        "Not given back yet: office key, office key.",
    )


def test_a_question_is_answered_when_its_answer_is_not_empty() -> None:
    assert says("answered", {"answers": {"scope": "the printer"}}, field="scope").holds is True
    assert says("answered", {"answers": {"scope": ""}}, field="scope") == (
        False,
        "The question 'scope' was not answered yet.",
    )
    assert says("answered", {}, field="scope").holds is False


@pytest.mark.parametrize(
    ("answer", "holds", "why"),
    [
        ("yes", True, "The question 'tested' was answered with 'yes'."),
        ("Yes", True, "The question 'tested' was answered with 'yes'."),
        ("no", False, "The question 'tested' was not answered with 'yes'."),
        ("", False, "The question 'tested' was not answered yet."),
    ],
)
def test_a_question_can_be_wanted_answered_in_one_way(answer: str, holds: bool, why: str) -> None:
    assert says("said", {"answers": {"tested": answer}}, **{"field": "tested", "is": "yes"}) == (holds, why)


def test_an_outcome_without_a_check_is_for_the_technician_to_answer() -> None:
    weighed = weigh(Outcome("Client at ease", "at-ease", gate=True), session(), None)
    assert weighed.verdict == Verdict(None, "Not asked yet.")
    assert (weighed.id, weighed.names, weighed.check) == ("at-ease", ("Client at ease",), "")
    assert not weighed.blocks


def test_only_a_gate_that_the_record_contradicts_blocks() -> None:
    gate = Outcome("Solved", "solved", check="resolved", gate=True)
    assert weigh(gate, session(resolved=False), None).blocks
    assert not weigh(gate, session(resolved=True), None).blocks
    assert not weigh(gate, session(), None).blocks
    assert not weigh(gate._replace(gate=False), session(resolved=False), None).blocks


REMOTE = Requirement("A remote session", "remote", check="mode", check_args={"mode": "remote"})
VISIT = Requirement("A visit", "visit", check="mode", check_args={"mode": "on-site"}, gate=True)
EXPERT = Requirement("Somebody who knows", "expert")
TRAINED = Requirement("Trained", "trained")


def test_requirements_with_the_same_check_are_alternatives() -> None:
    remote, expert, trained = weigh_requirements((REMOTE, EXPERT, VISIT, TRAINED), session(mode="on-site"), ANN)
    assert remote.verdict.holds is True
    assert remote.names == ("A visit",)
    assert (remote.id, remote.check, remote.gate) == ("remote", "mode", True)
    assert expert.names == ("Somebody who knows",)
    assert trained.names == ("Trained",)


def test_alternatives_none_of_which_holds_are_named_together() -> None:
    (group,) = weigh_requirements((REMOTE, VISIT), session(mode="phone"), ANN)
    assert group.verdict == Verdict(False, "The session is held by phone.")
    assert group.names == ("A remote session", "A visit")
    assert group.blocks


def test_alternatives_are_open_while_nothing_is_known() -> None:
    (group,) = weigh_requirements((REMOTE, VISIT), session(), ANN)
    assert group.verdict.holds is None
    assert not group.blocks


def test_alternatives_of_which_one_is_open_are_open() -> None:
    work = Requirement("Permission", "work", check="consent", check_args={"to": "work"})
    backup = Requirement("Backup", "backup", check="consent", check_args={"to": "backup"})
    consents = {"work": SimpleNamespace(answer="declined", who="")}
    (group,) = weigh_requirements((work, backup), session(consents=consents), ANN)
    assert group.verdict.holds is None
    assert group.names == ("Permission", "Backup")
