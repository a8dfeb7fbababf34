"""What a client's overview says."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from clientcare.domain.briefings import Promise
from clientcare.domain.clients import Agreement, Client, Contact
from clientcare.domain.documents import AgreementLine, Fact, OverviewDocument, PromiseLine, SessionLine
from clientcare.domain.overviews import overview_document
from clientcare.domain.summaries import summary
from tests.domain.story import Story, at, closed

if TYPE_CHECKING:
    from clientcare.domain.sessions import Session

ACME = Client("client-id", "acme", "Acme AG", (Contact("Ms Frei", "office"),))


def told(*sessions: Session, client: Client = ACME, **given: Any) -> OverviewDocument:
    arguments: dict[str, Any] = {"facts": (), "promises": (), "total": len(sessions), **given}
    short = [summary(one) for one in sessions]
    return overview_document(client, sessions=short, names={"ann": "Ann"}, at=at("1d 12:00"), **arguments)


def started(title: str = "Printer offline", clock: str = "14:05") -> Story:
    story = Story()
    story.tell(clock, "start", title=title, client_name="Acme AG", mode="remote")
    return story


def test_it_says_who_the_client_is() -> None:
    client = ACME._replace(
        aliases=("Acme", "ACME"), billing_address="Road 1\n8000 Zurich", billing_mail="b@acme.example", archived=True
    )
    found = told(client=client)
    assert (found.client, found.folder, found.day) == ("Acme AG", "acme", "Wed 25 Nov 2026")
    assert found.facts == (
        Fact("Also called", "Acme, ACME"),
        Fact("Billing address", "Road 1\n8000 Zurich"),
        Fact("Billing mail", "b@acme.example"),
        Fact("Archived", "yes: no new work without asking"),
    )
    assert found.contacts == (Contact("Ms Frei", "office"),)
    assert told().facts == ()


def test_agreements_are_told_newest_first_with_the_one_that_holds_now() -> None:
    agreements = (
        Agreement("project", date(2024, 1, 1)),
        Agreement("support-sla", date(2027, 1, 1), "from the new year"),
        Agreement("retainer", date(2026, 11, 25)),
        Agreement("house", date(2023, 1, 1)),
    )
    found = told(client=ACME._replace(agreements=agreements)).agreements
    assert [(one.standing, one.account) for one in found] == [
        ("to come", "support-sla"),
        ("now", "retainer"),
        ("before", "project"),
        ("before", "house"),
    ]
    assert found[0].note == "from the new year"
    assert found[3] == AgreementLine("before", "house", "", "Sun 1 Jan 2023", "")


def test_standing_facts_are_told() -> None:
    assert told(facts=["Ring before you come"]).standing == ("Ring before you come",)


def test_promises_say_which_are_overdue() -> None:
    promise = Promise("session-x", "acme", "Acme AG", "Printer offline", at("9:00"), "ann", "ring")
    later = promise._replace(due=at("2d 9:00"), who="zoe", text="")
    assert told(promises=[promise, later]).promises == (
        PromiseLine("Tue 24 Nov 2026, 09:00", "Ann", "Printer offline", "ring", "overdue"),
        PromiseLine("Thu 26 Nov 2026, 09:00", "zoe", "Printer offline", "", ""),
    )


def test_what_was_done_is_listed_newest_first_with_who_how_long_and_billing() -> None:
    first, second = started("Toner"), started("Printer offline", "14:30")
    for story in (first, second):
        story.tell("14:40", "join", "ben")
        closed(story)
    second.tell("15:01", "document", what="session", path="2026/old.html", close=1)
    second.tell("15:02", "document", what="session", path="2026/new.html", close=1)
    found = told(first.session, second.session)
    assert found.done == (
        SessionLine("Tue 24 Nov 2026", "Printer offline", "remote", "Ann, ben", 50, "not billed", "2026/new.html"),
        SessionLine("Tue 24 Nov 2026", "Toner", "remote", "Ann, ben", 75, "not billed", ""),
    )
    assert (found.looked_at, found.sessions, found.open) == (2, 2, ())


def test_open_sessions_are_told_up_to_their_last_entry() -> None:
    story = started()
    story.tell("14:20", "note", text="Found it")
    found = told(story.session, total=345)
    assert found.open == (SessionLine("Tue 24 Nov 2026", "Printer offline", "remote", "Ann", 15, "", ""),)
    assert (found.done, found.sessions) == ((), 345)


def test_a_cancelled_session_is_listed_as_such() -> None:
    story = started()
    closed(story, cancelled=True, reason="no-show")
    assert told(story.session).done[0].billing == "cancelled"
