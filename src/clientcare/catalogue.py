"""Every top-level name of the command line: where it lives and what it is for. A module loads when it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from clientcare.domain.help_pages import HelpPage


class Entry(NamedTuple):
    """A top-level name: the module below `clientcare.commands`, the panel of `--help`, and one line of summary."""

    module: str
    panel: str
    summary: str


DAY = "Every day"
SESSIONS = "Around a session"
PEOPLE = "Clients, team, guides, billing"
SHOP = "Set-up"

COMMANDS: dict[str, Entry] = {
    "status": Entry("status", DAY, "Where I stand: my running session, its clock, what is due."),
    "session": Entry("session", DAY, "Start a session with a client; list, show, correct, join, cancel."),
    "next": Entry("next", DAY, "Go on with the guide: the next step or question."),
    "note": Entry("note", DAY, "Note something in the running session."),
    "part": Entry("part", DAY, "Put a part on record: quantity, serials, price."),
    "attach": Entry("attach", DAY, "Copy a file into the client's file."),
    "pause": Entry("pause", DAY, "Stop my clock."),
    "resume": Entry("resume", DAY, "Let my clock run again."),
    "switch": Entry("switch", DAY, "Go over to another open session of mine."),
    "close": Entry("close", DAY, "End the session: solution, hours, outcomes, follow-up, billing."),
    "undo": Entry("undo", DAY, "Take my last entry back; it stays on record as taken back."),
    "end-now": Entry("end_now", DAY, "End the session at once and reach management."),
    "step": Entry("step", SESSIONS, "Say that a step of the guide is done, skipped or answered."),
    "estimate": Entry("estimate", SESSIONS, "How long it will take, or what is needed to tell."),
    "option": Entry("option", SESSIONS, "A way to solve it that was offered, and the client's choice."),
    "access": Entry("access", SESSIONS, "Access that the client lent, and that it was given back."),
    "consent": Entry("consent", SESSIONS, "Permission to work, and for a backup."),
    "travel": Entry("travel", SESSIONS, "On the way to the client."),
    "arrive": Entry("arrive", SESSIONS, "Arrived; says whether in time."),
    "depart": Entry("depart", SESSIONS, "Left the client's site."),
    "escalate": Entry("escalate", SESSIONS, "Raise it to a senior or manager; the session goes on."),
    "ask-team": Entry("ask_team", SESSIONS, "Ask the team for help; the session goes on."),
    "follow-up": Entry("follow_up", PEOPLE, "What was promised for later, and whether it was kept."),
    "bill": Entry("bill", PEOPLE, "What billing is told, and whether it knows."),
    "search": Entry("search", PEOPLE, "Find sessions by words in notes, parts, titles, solutions."),
    "client": Entry("client", PEOPLE, "Clients: add, list, show, edit, note, contacts."),
    "team": Entry("team", PEOPLE, "Members of the team: add, list, show, edit, retire."),
    "procedure": Entry("procedure", PEOPLE, "A guide with no clock: a complaint, a brief; start, list, next, close."),
    "guide": Entry("guide", PEOPLE, "Guides: list, show, check, write, print, compare, practise."),
    "export": Entry("export", PEOPLE, "What was done for a client to hand over, or all on file."),
    "erase": Entry("erase", PEOPLE, "Erase a client, an entry or a document for good."),
    "init": Entry("init", SHOP, "Set up a shop in its shared directory, or join one."),
    "whoami": Entry("whoami", SHOP, "Who I am here, and in which shop."),
    "store": Entry("store", SHOP, "What waits on this laptop for the share; entries without a client; the index."),
    "config": Entry("config", SHOP, "Every setting, and where its value comes from."),
    "doctor": Entry("doctor", SHOP, "What is right and wrong with set-up, share, mail, terminal."),
    "verify": Entry("verify", SHOP, "Whether the client files are still what was filed."),
    "shell-setup": Entry("shell_setup", SHOP, "Keep notes out of the shell's history; completion."),
    "help": Entry("help", SHOP, "What there is; with --all, what each command is for."),
    "demo": Entry("demo", SHOP, "Build a sample shop and play a session in it."),
}


def help_page(*, every: bool) -> HelpPage:
    """The catalogue as help shows it."""
    from clientcare.domain.help_pages import CommandLine, HelpPage

    lines = (CommandLine(name, entry.panel, entry.summary) for name, entry in COMMANDS.items())
    return HelpPage(tuple(lines), every)
