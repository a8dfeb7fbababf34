"""The sample shop and the session that `clientcare demo` plays in it, as data."""

from __future__ import annotations

import shlex
from typing import NamedTuple


class Act(NamedTuple):
    """One command line, without its first word. `aside` says before it what a technician thinks; `me` is who types."""

    line: str
    aside: str = ""
    me: str = ""


def building(share: str) -> tuple[Act, ...]:
    """The commands that make the shop: a team with every role, and four clients of different account types."""
    return (
        Act(
            f"init {shlex.quote(share)} --on-this-machine --shop 'Sample Support' --billing billing@example.ch"
            " --currency CHF --time-zone Europe/Zurich"
            " --me ann --name 'Ann Example' --mail ann@example.ch --role account-manager"
            " --management 'Mia Sample' --management-phone '044 555 01 00' --management-mail mia@example.ch",
        ),
        Act("team add pia --name 'Pia Example' --mail pia@example.ch --role project-manager"),
        Act("team add ben --name 'Ben Example' --mail ben@example.ch --role senior-engineer"),
        Act("team add joe --name 'Joe Example' --mail joe@example.ch --role junior-engineer"),
        Act(
            "client add acme --name 'Acme AG' --account support-sla --contact 'Eva Frei' --phone '044 555 01 20'"
            " --billing-address 'Acme AG, Musterweg 1, 8000 Zürich'",
        ),
        Act("client add dentist --name 'Dr. Zahn' --account retainer --contact 'Max Zahn'"),
        Act("client add bakery --name 'Bakery Korn' --account hosting --contact 'Rita Korn'"),
        Act("client add chess-club --name 'Chess Club' --account project --contact 'Ivo Turm'"),
        Act("client note acme 'The key of the server room is at the front desk'"),
        Act(
            "session add acme 'Toner replaced' --mode on-site --spent 25m --resolved"
            " --solution 'New toner in the copier on floor 2'",
            me="ben",
        ),
    )


PLAYING: tuple[Act, ...] = (
    Act("whoami", "Who am I here?"),
    Act("guide list", "Which guides are there?"),
    Act(
        "session start acme 'Printer offline' --mode remote --no-walk --at -55m",
        "Ms Frei of Acme rang 55 minutes ago: the printer is offline. A session begins.",
    ),
    Act("next", "What does the guide want next?"),
    Act("consent work given --by 'Eva Frei' --at -54m", "She agrees that I start; a backup she declines."),
    Act("consent backup declined --by 'Eva Frei' --at -53m"),
    Act("estimate 1h --at -45m", "I tell her how long it will take."),
    Act("note --kind finding --at -29m Fuser worn out at 187k pages", "What I find and do is noted as I go."),
    Act("note --kind action --at -9m Replaced the fuser, printed two test pages"),
    Act("part 'Fuser FK-1150' --price 89 --serial-in FK7781203 --at -8m"),
    Act("note 'login admin, password: Summer2026!'", "A password never gets into the file. This one is held back:"),
    Act("status", "Where do I stand?"),
    Act(
        "close --solution 'New fuser fitted, test page fine' --resolved --follow-up 'next week'"
        " --outcome happy=yes --bill",
        "The printer prints. I close, set the follow-up, and billing gets its mail.",
    ),
    Act("follow-up list", "What did I promise?"),
    Act("session show acme", "And this is what the client's file holds now:"),
)
