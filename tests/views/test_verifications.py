"""What verify says: words and what to do for people, one line each for scripts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from clientcare.domain.verifications import GRADES, Finding, Verified
from clientcare.views.verifications import VERIFIED
from clientcare.views.view import Look

NOW = datetime(2026, 11, 24, 14, 5, tzinfo=UTC)
LOOK = Look(80, False, True, NOW)
THREAD = "session-01m86tj2t0egxb31vmrnsb7f3a"
FOLDER = f"_clientcare/records/2026/11/{THREAD}"
NOTE = "000003-note-ann-01m86w2hk0fcbb3qtkhegjvgzs.toml"
CHANGED = Finding("changed", "acme", THREAD, "Printer offline", f"{FOLDER}/{NOTE}")
MISSING = Finding("missing", "acme", THREAD, "Printer offline", "", 4, "note", "ann", NOW)
ADDED = Finding("added", "acme", path="documents/rack.jpg")


def verified(*findings: Finding, partly: bool = False) -> Verified:
    grades = [one.grade for one in findings]
    return Verified(1, 11, 4, 1, grades.count("damage"), grades.count("look"), findings, partly)


def lines(found: Verified, look: Look = LOOK) -> list[str]:
    return list(VERIFIED.human(found, look))


def test_where_all_is_well_it_says_what_was_looked_at() -> None:
    assert lines(verified()) == ["✓ All as it was filed: 1 session, 11 entries, 4 documents, 1 guide."]
    [said] = lines(verified(partly=True), LOOK._replace(symbols=False))
    assert said == "+ All as it was filed (of what was looked at): 1 session, 11 entries, 4 documents, 1 guide."


def test_what_is_wrong_stands_under_its_session_with_what_to_do_once() -> None:
    said = lines(verified(CHANGED, MISSING))
    assert said[:5] == [
        "acme · Printer offline · 7f3a",
        f"  clients/acme/{FOLDER}",
        f"  ✗ {NOTE}: changed after it was saved",
        "  ✗ An entry before note (4) by ann, Tue 24 Nov 2026, 14:05 is missing",
        "",
    ]
    assert " ".join(said).count("from the last backup") == 1
    assert said[-1] == "2 things not as filed. Looked at: 1 session, 11 entries, 4 documents, 1 guide."


def test_what_people_added_is_named_as_far_as_it_fits() -> None:
    said = lines(verified(*(ADDED._replace(path=f"documents/{number}.jpg") for number in range(12))))
    assert said[0] == "acme: 12 files that people added"
    assert said[10:12] == ["  · documents/9.jpg", "    and 2 more: clientcare verify --plain"]


def test_what_only_wants_a_look_is_no_damage() -> None:
    stray = Finding("foreign", "acme", path="_clientcare/notes.txt")
    said = lines(verified(stray, CHANGED))
    assert "  ! _clientcare/notes.txt: no entry of ours" in said
    assert said[-1].startswith("1 thing not as filed, and 1 to look at.")
    assert lines(verified(stray))[-1].startswith("All that was filed is as it was; 1 to look at.")


def test_a_session_without_a_title_is_named_by_its_identifier() -> None:
    said = lines(verified(Finding("session-missing", "", THREAD)))
    assert said[0] == THREAD
    assert said[1].startswith("  ✗ The mail to billing tells of this session")


@pytest.mark.parametrize("state", sorted(GRADES))
def test_every_state_has_words_and_what_is_wrong_has_advice(state: str) -> None:
    said = lines(verified(MISSING._replace(state=state, path=f"{FOLDER}/{NOTE}", about="Syncthing")))
    assert "{" not in "".join(said)
    assert len(said) > (3 if GRADES[state] == "fine" else 5)


def test_scripts_get_a_line_each_and_quiet_only_what_somebody_must_see() -> None:
    found = verified(CHANGED, MISSING, ADDED)
    rows = [list(row) for row in VERIFIED.plain(found)]
    assert rows[0] == ["damage", "changed", "acme", THREAD, f"{FOLDER}/{NOTE}", "", "", "", None, ""]
    assert rows[2][:5] == ["fine", "added", "acme", "", "documents/rack.jpg"]
    assert list(VERIFIED.quiet(found)) == [f"acme/{FOLDER}/{NOTE}", f"acme/{THREAD}"]
