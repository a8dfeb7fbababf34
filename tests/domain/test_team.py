"""Members of the team, as their files say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain.tables import TableFault
from clientcare.domain.team import ROLES, Member, amended_member, read_member, write_member

TEXT = st.text(st.characters(codec="utf-8")).map(str.strip)
WORDS = st.lists(TEXT).map(tuple)
MEMBERS = st.builds(
    Member,
    handle=st.just("ann"),
    name=TEXT.filter(bool),
    mail=TEXT,
    phone=TEXT,
    roles=st.lists(st.sampled_from(ROLES)).map(tuple),
    skills=WORDS,
    retired=st.booleans(),
)


@given(MEMBERS)
def test_a_member_who_was_written_is_read_back_the_same(member: Member) -> None:
    assert read_member("ann", write_member(member)) == member


def test_a_member_needs_nothing_but_a_name() -> None:
    assert read_member("ann", {"name": "Ann Meier"}) == Member("ann", "Ann Meier")


def test_a_member_who_is_there_is_not_written_as_one_who_left() -> None:
    assert "retired" not in write_member(Member("ann", "Ann"))
    assert write_member(Member("ann", "Ann", retired=True))["retired"] is True


@pytest.mark.parametrize(
    ("role", "hint"),
    [
        ("senior-enginer", "Did you mean 'senior-engineer'?"),
        ("boss", "Roles are: account-manager, project-manager, senior-engineer, junior-engineer."),
    ],
)
def test_a_role_that_does_not_exist_is_refused(role: str, hint: str) -> None:
    with pytest.raises(TableFault) as caught:
        read_member("ann", {"name": "Ann", "roles": [role]})
    assert (caught.value.message, caught.value.hint) == (f"there is no role '{role}'", hint)
    assert (caught.value.table, caught.value.key) == ("", "roles")


def test_a_slip_in_a_key_is_refused() -> None:
    with pytest.raises(TableFault, match="unknown key 'skils'"):
        read_member("ann", {"name": "Ann", "skils": []})


def test_keys_that_nobody_here_knows_are_kept_when_a_member_changes() -> None:
    before = {"name": "Ann", "retired": True, "badge": 17, "mail": "old@example.ch"}
    after = amended_member(before, Member("ann", "Ann Meier", "ann@example.ch"))
    assert after == {
        "name": "Ann Meier",
        "mail": "ann@example.ch",
        "phone": "",
        "roles": [],
        "skills": [],
        "badge": 17,
    }
