"""What is done during a session, as a technician types it: the exact lines, the exit codes, the three outputs."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.shops import NOON, Shop


def ok(shop: Shop, *words: str, me: str = "ann") -> str:
    done = shop.run(*words, me=me)
    assert (done.code, done.err) == (0, "")
    return done.out


def test_a_part_is_answered_in_one_line(shop: Shop) -> None:
    shop.session()
    shop.wait(27)
    said = ok(shop, "part", "Fuser FK-1150", "--price", "89")
    assert said == "✓ 14:32  part 1 × Fuser FK-1150, CHF 89.00 · Acme AG · Printer offline · 0:27 running\n"


def test_a_part_in_the_three_outputs(shop: Shop) -> None:
    thread = shop.session()
    data = shop.run("part", "Fuser", "FK-1150", "--quantity", "2", "--price", "89", "--json").data
    assert (data["kind"], data["says"], data["thread"]) == ("part", "2 × Fuser FK-1150, CHF 89.00 each", thread)
    row = ok(shop, "part", "Toner", "--plain").rstrip("\n").split("\t")
    assert (row[0], row[3:]) == ("part", ["2", "acme", "Printer offline", "running", "0", thread])
    identifier = ok(shop, "part", "Cable", "--quiet").strip()
    assert shop.read(thread).parts[2].id == identifier


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("part",), 2),
        (("part", "Fuser", "--quantity", "-1"), 2),
        (("part", "Fuser", "--price", "-5"), 2),
        (("part", "Fuser", "--price", "1e9"), 2),
        (("estimate",), 2),
        (("estimate", "0"), 2),
        (("estimate", "1h", "--need", "model"), 2),
        (("option", "add", "New printer"), 2),
        (("option", "choose", "1", "--by", "Ms Frei"), 3),
        (("access", "lent"), 2),
        (("access", "lent", "key", "--to", "zoe"), 3),
        (("access", "returned"), 3),
        (("consent", "backup"), 2),
        (("consent", "backup", "perhaps", "--by", "Ms Frei"), 2),
        (("travel", "--spent", "soon"), 2),
        (("arrive", "--at", "18:00"), 2),
        (("undo",), 5),
        (("attach",), 2),
        (("attach", "missing.txt"), 3),
        (("attach", "/dev/null"), 2),
        (("attach", "/"), 2),
        (("session", "leave"), 5),
        (("session", "take"), 3),
        (("session", "join", "zoe"), 3),
        (("session", "hand-over", "zoe"), 3),
        (("session", "hand-over", "ann"), 2),
        (("escalate", "--to", "zoe"), 3),
        (("part", "Fuser", "-s", "zoe"), 3),
    ],
)
def test_what_cannot_be_done_says_why_on_standard_error_and_leaves_nothing(
    shop: Shop, words: tuple[str, ...], code: int
) -> None:
    thread = shop.session()
    done = shop.run(*words)
    assert (done.code, done.out) == (code, "")
    assert len(done.err.splitlines()) == 2
    assert shop.kinds(thread) == ["start"]


@pytest.mark.parametrize("name", ["part x", "estimate 1h", "option list", "access list", "undo", "escalate", "travel"])
def test_without_a_session_the_answer_says_how_to_start_one(shop: Shop, name: str) -> None:
    done = shop.run(*name.split())
    assert done.code == 3
    assert "clientcare session start" in done.err


def test_an_estimate_and_what_it_still_needs(shop: Shop) -> None:
    shop.session()
    assert "estimate 1:30 in all, if in stock · Acme AG" in ok(shop, "estimate", "1h30", "if", "in", "stock")
    assert "estimate needs the model · Acme AG" in ok(shop, "estimate", "--need", "the model")


def test_an_estimate_that_was_passed_is_told_with_every_entry(shop: Shop) -> None:
    shop.session()
    ok(shop, "estimate", "20m")
    shop.wait(30)
    assert "tell the client" in ok(shop, "part", "Fuser")


def test_options_are_offered_chosen_and_listed(shop: Shop) -> None:
    shop.session()
    ok(shop, "option", "add", "New fuser", "--cost", "CHF 89", "--consequence", "one more year")
    ok(shop, "option", "add", "New printer", "--cost", "CHF 350", "--consequence", "five years")
    said = ok(shop, "option", "choose", "2", "--by", "Ms Frei")
    assert "choice 2 New printer, by Ms Frei · Acme AG" in said
    assert ok(shop, "option", "list").splitlines() == [
        "1  New fuser",
        "   Cost  CHF 89   Consequence  one more year",
        "2  New printer",
        "   Cost  CHF 350   Consequence  five years",
        "   ✓ chosen by Ms Frei",
    ]
    assert [one["chosen"] for one in shop.run("option", "list", "--json").data["options"]] == [False, True]
    assert ok(shop, "option", "list", "--plain").splitlines()[1].endswith("five years\tyes\tMs Frei")
    assert len(ok(shop, "option", "list", "--quiet").splitlines()) == 2


def test_a_session_without_options_says_so(shop: Shop) -> None:
    shop.session()
    assert ok(shop, "option", "list") == "Nothing was offered in 'Printer offline' yet.\n"


def test_access_is_lent_listed_and_given_back(shop: Shop) -> None:
    shop.session()
    assert ok(shop, "access", "list") == "No access was lent in 'Printer offline'.\n"
    assert "access lent admin account, to Ben Sutter · " in ok(shop, "access", "lent", "admin account", "--to", "ben")
    assert ok(shop, "access", "list") == "! admin account, to ben, since Tue 24 Nov 2026, 14:05: open\n"
    shop.wait(5)
    assert "access returned admin account · " in ok(shop, "access", "returned")
    line = "✓ admin account, to ben, since Tue 24 Nov 2026, 14:05: given back Tue 24 Nov 2026, 14:10\n"
    assert ok(shop, "access", "list") == line
    assert shop.run("access", "list", "--json").data["accesses"][0]["returned"] is True
    assert "admin account\tben\t2026-11-24T14:05+01:00\tyes" in ok(shop, "access", "list", "--plain")
    assert len(ok(shop, "access", "list", "--quiet").splitlines()) == 1


def test_the_secret_itself_is_never_lent(shop: Shop) -> None:
    thread = shop.session()
    done = shop.run("access", "lent", "admin, password: Tr0ub4dor&3x")
    assert done.code == 8
    assert "Tr0ub4dor" not in done.err
    assert shop.kinds(thread) == ["start"]


def test_a_consent_names_who_gave_it(shop: Shop) -> None:
    shop.session()
    assert "consent backup declined by Ms Frei · " in ok(shop, "consent", "backup", "declined", "--by", "Ms Frei")
    assert "consent work not applicable · " in ok(shop, "consent", "work", "not-applicable")


def test_the_way_the_arrival_and_the_departure(shop: Shop) -> None:
    shop.session(mode="on-site", planned=NOON + timedelta(minutes=37))
    assert "✓ 14:05  on the way · " in ok(shop, "travel")
    shop.wait(25)
    assert ok(shop, "arrive") == "✓ 14:30  arrived 12 min early · Acme AG · Printer offline · 0:00 running\n"
    shop.wait(30)
    assert "✓ 15:00  left the site · Acme AG · Printer offline · 0:30 paused" in ok(shop, "depart")
    assert "--spent" in shop.run("travel").err
    assert "on the way 0:20 · " in ok(shop, "travel", "--spent", "20m")


def test_an_arrival_in_the_other_outputs(shop: Shop) -> None:
    shop.session(mode="on-site", planned=NOON - timedelta(minutes=4))
    data = shop.run("arrive", "--json").data
    assert (data["punctuality"]["early"], data["punctuality"]["met"], data["entered"]["kind"]) == (-4, False, "arrive")
    assert ok(shop, "arrive", "--plain").rstrip().split("\t")[-2:] == ["2026-11-24T14:01+01:00", "-4"]
    assert ok(shop, "arrive", "--quiet").strip().isalnum()
    other = shop.session("Toner", mode="phone")
    assert "arrived · Acme AG · Toner" in ok(shop, "arrive", "-s", "toner")
    assert ok(shop, "arrive", "-s", "toner", "--plain").rstrip("\n").split("\t")[-3:] == [other, "", ""]


def test_undo_says_what_it_took_back(shop: Shop) -> None:
    shop.session()
    ok(shop, "part", "Fuser")
    assert ok(shop, "undo").startswith("✓ 14:05  taken back part 'Fuser' of 14:05 · Acme AG")
    refused = shop.run("undo")
    assert (refused.code, "the start of the session" in refused.err) == (5, True)


def test_colleagues_join_leave_take_over_and_hand_over(shop: Shop) -> None:
    thread = shop.session()
    mine = shop.session("Toner", me="ben")
    assert ok(shop, "session", "join", "printer", me="ben").splitlines() == [
        "✓ 14:05  joined the session of ann · Acme AG · Printer offline · 0:00 running",
        "  ann leads it; working on it: ann, ben",
        f"  Paused: Acme AG · Toner  clientcare resume {mine[-4:]}",
    ]
    assert "left · Acme AG" in ok(shop, "session", "leave", "-s", "printer", me="ben")
    assert "taken over from ann · " in ok(shop, "session", "take", "printer", me="ben")
    said = ok(shop, "session", "hand-over", "ann", "waiting for the fuser", "-s", "printer", me="ben")
    assert said.splitlines() == [
        "✓ 14:05  handed over to Ann Meier · Acme AG · Printer offline · 0:00 paused",
        "  ann leads it; working on it: ann",
    ]
    data = shop.run("session", "join", "printer", "--json", me="ben").data
    assert (data["lead"], data["people"], data["paused"]) == ("ann", ["ann", "ben"], None)
    row = ok(shop, "session", "leave", "-s", "printer", "--plain", me="ben").rstrip("\n").split("\t")
    assert row[-4:] == [thread, "ann", "ann", ""]
    assert ok(shop, "session", "take", "printer", "--quiet", me="ben").strip().isalnum()


@pytest.mark.parametrize("name", ["session join", "session leave", "session take", "session hand-over"])
def test_the_people_of_a_session_have_their_help(shop: Shop, name: str) -> None:
    assert f"Example: clientcare {name}" in ok(shop, *name.split(), "--help")


@pytest.mark.parametrize(
    "name",
    [
        "part",
        "attach",
        "estimate",
        "option add",
        "option choose",
        "option list",
        "access lent",
        "access returned",
        "access list",
        "consent",
        "travel",
        "arrive",
        "depart",
        "undo",
        "escalate",
        "ask-team",
        "end-now",
    ],
)
def test_every_command_has_an_example(shop: Shop, name: str) -> None:
    assert f"Example: clientcare {name}" in ok(shop, *name.split(), "--help")


def test_a_session_that_was_begun_yesterday_is_told_as_forgotten(shop: Shop) -> None:
    shop.run("session", "start", "acme", "Server slow", "--mode", "on-site", "--at", "yesterday 16:00", "--no-walk")
    shop.run("note", "--at", "yesterday 16:20", "RAID degraded")
    warned = "Nothing was entered since Mon 23 Nov 2026, 16:20."
    assert warned in shop.run("status").out
    assert warned in shop.run("note", "Today something").out


def test_a_session_to_be_cancelled_is_named_like_one_to_be_reopened(shop: Shop) -> None:
    shop.session("No show")
    thread = shop.session("Toner")
    assert shop.run("session", "cancel", thread[-4:], "--reason", "nobody there").code == 0
    assert shop.read(thread).state == "cancelled"


def test_an_amended_note_is_acknowledged_as_amended(shop: Shop) -> None:
    shop.session()
    shop.run("note", "Fuser worn out")
    assert "note 1 amended · Acme AG" in shop.run("note", "--amend", "Fuser worn out at 187k pages").out


def test_a_follow_up_that_was_done_is_not_told_again_at_the_next_close(shop: Shop) -> None:
    thread = shop.session()
    shop.run("close", "--solution", "New fuser", "--resolved", "--follow-up", "next week")
    shop.run("follow-up", "done", thread[-4:], "--happy", "All fine")
    shop.run("session", "reopen", thread[-4:], "--reason", "It came back")
    assert "Follow-up" not in shop.run("close", "--solution", "New fuser again", "--resolved").out


def test_setting_out_in_a_session_by_phone_says_what_may_be_meant(shop: Shop) -> None:
    thread = shop.session(mode="phone")
    short = thread[-4:]
    assert ok(shop, "travel").splitlines()[1] == (
        "! This session is held by phone. "
        f"If you drive out: clientcare session edit {short} --mode on-site. If not: clientcare undo -s {short}"
    )
    assert shop.run("travel", "--spent", "20m", "--json").data["no_way_in"] == "phone"


@pytest.mark.parametrize("mode", ["on-site", "bench"])
def test_setting_out_to_a_client_says_nothing_more(shop: Shop, mode: str) -> None:
    shop.session(mode=mode)
    assert len(ok(shop, "travel").splitlines()) == 1


def test_one_letter_names_a_session_only_where_it_is_a_whole_name(shop: Shop) -> None:
    shop.session("Printer offline")
    refused = shop.run("note", "x", "-s", "p")
    assert (refused.code, refused.err.splitlines()[0]) == (3, "There is no session 'p'.")
    thread = shop.session("P")
    assert shop.run("note", "x", "-s", "p", "--json").data["thread"] == thread
    assert shop.run("note", "x", "-s", "of", "--json").data["title"] == "Printer offline"


def test_one_letter_names_no_client(shop: Shop) -> None:
    refused = shop.run("session", "start", "a", "Printer", "--mode", "phone")
    assert (refused.code, refused.err.splitlines()[0]) == (3, "There is no client 'a'.")
