"""A complaint, from the session in which it was heard to the outcome that was told, by three members."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from clientcare.domain.team import Member
from tests.complaints import with_complaints
from tests.shops import ZONE

if TYPE_CHECKING:
    from tests.shops import Shop

CAT = Member("cat", "Cat Roth", "cat@example.ch", "", ("account-manager", "project-manager"))


def on(shop: Shop, day: int, hour: int, minute: int = 0) -> None:
    shop.now = datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


def test_a_complaint_is_heard_answered_and_told(shop: Shop) -> None:
    with_complaints(shop)
    shop.set_member(CAT)
    # Tuesday: Ben repairs a printer, and the client complains.
    repair = ("session", "start", "acme", "Printer offline", "--mode", "remote", "--no-walk")
    assert shop.run(*repair, me="ben").code == 0
    shop.wait(10)
    started = shop.run("procedure", "start", "complaint", "acme", "Nobody", "rang", "back", me="ben")
    assert started.code == 0
    assert "From             the session 'Printer offline'" in started.out
    assert "due Fri 27 Nov 2026, 14:15 · account manager (ann, cat)" in " ".join(started.out.split())
    thread = shop.run("procedure", "list", "--quiet").out.strip()
    short = thread[-4:]
    heard = "story=Rang on Monday, nobody rang back"
    assert shop.run("step", "answer", heard, "-s", short, me="ben").code == 0
    noted = shop.run("note", "Fuser replaced", me="ben")
    assert "Printer offline · 0:10 running" in noted.out  # a note that names nothing goes to the session
    refused = shop.run("step", "done", "answer", "-s", short, me="ben")
    assert (refused.code, "--instructed-by" in refused.err) == (4, True)
    shop.wait(20)
    assert shop.run("close", "--solution", "New fuser fitted", "--resolved", me="ben").code == 0

    # Friday evening: nobody has answered. Ann and Cat are told, Ben is not.
    on(shop, 27, 17)
    assert "! Answer in writing · Acme AG · Nobody rang back · 2 hours" in shop.run("status", me="cat").out
    assert "Overdue" not in shop.run("status", me="ben").out
    [late] = shop.run("procedure", "list", "--overdue", "--json").data
    assert [(one["id"], one["owner"], one["late"]) for one in late["pending"]] == [("answer", "account-manager", 165)]

    # On Monday Cat answers at her machine; Ann attaches the letter, and learns from it at hers.
    on(shop, 30, 9)
    answered = shop.run("step", "done", "-s", short, me="cat")
    assert f"Next, 3 of 3: Learn from it  clientcare procedure next {short}" in answered.out
    letter = shop.folder / "letter.txt"
    letter.write_text("Dear Ms Frei, we are sorry.", "utf-8")
    assert shop.run("attach", str(letter), "-s", short).code == 0
    assert shop.run("step", "done", "learn", "-s", short).code == 0
    wrong = shop.run("note", "Told Ms Frei on Tuesday", "-s", short)
    assert wrong.code == 0
    assert shop.run("undo", "-s", short).code == 0
    assert shop.run("note", "Told Ms Frei on the phone", "-s", short).code == 0
    unmet = shop.run("procedure", "close", short, "--outcome", "told=no")
    assert (unmet.code, "The client was told: as answered" in unmet.err) == (9, True)
    words = ("--outcome", "told=yes", "--result", "Apologised, two numbers to ring", "--follow-up", "in 2 weeks")
    closed = shop.run("procedure", "close", short, *words)
    assert (closed.code, "Follow-up Mon 14 Dec 2026" in closed.out) == (0, True), closed.out + closed.err

    # Whoever looks it up finds all of it.
    page = next((shop.share / "clients" / "acme" / "2026").glob(f"*Nobody rang back (Ben) {short}.html"))
    text = page.read_text("utf-8")
    for said in (
        "Rang on Monday, nobody rang back",
        "due Fri 27 Nov 2026, 14:15, done later",
        "Mon 30 Nov 2026, 09:00, Cat Roth",
        "Apologised, two numbers to ring",
        "letter.txt",
        "taken back",
    ):
        assert said in text
    client = shop.run("client", "show", "acme")
    assert f"■ Tue 24 Nov 2026 · Nobody rang back · closed · ben  {short}" in client.out
    assert shop.run("search", "two numbers", "--quiet").out == f"{thread}\n"
    session = shop.run("session", "show", "Printer", "--json", me="ben")
    told = session.data if session.code == 0 else shop.run("session", "show", "acme", "--json").data
    assert [(one["title"], one["thread"]) for one in told["procedures"]] == [("Nobody rang back", thread)]
    assert told["worked"] == 30
    assert shop.outbox() == []
    assert shop.run("verify").code == 0
