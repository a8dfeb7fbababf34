"""How doctor's list looks to people and to scripts."""

from __future__ import annotations

from datetime import UTC, datetime

from clientcare.domain.examinations import Check, examination
from clientcare.views.doctor import DOCTOR
from clientcare.views.view import Look

LOOK = Look(60, False, True, datetime(2026, 11, 24, tzinfo=UTC))
FOUND = examination(
    [
        Check(
            "history", "warn", "Commands typed in bash stay in its history.", "clientcare shell-setup bash --install"
        ),
        Check("set-up", "good", "You are Ann (ann)."),
        Check("share", "bad", "The share /mnt/a-very-long-name-of-a-share does not answer as it should.", "Mount it."),
        Check("mail", "unknown", "Not looked at."),
    ]
)


def test_people_get_a_list_by_area_with_the_advice_below() -> None:
    assert DOCTOR.human(FOUND, LOOK) == [
        "Set-up",
        "  ✓ You are Ann (ann).",
        "Share",
        "  ✗ The share /mnt/a-very-long-name-of-a-share does not",
        "    answer as it should.",
        "    → Mount it.",
        "Mail",
        "  ? Not looked at.",
        "Shell history",
        "  ! Commands typed in bash stay in its history.",
        "    → clientcare shell-setup bash --install",
        "",
        "1 thing to mend, and 1 thing to know.",
    ]


def test_without_symbols_there_is_ascii_alone() -> None:
    lines = DOCTOR.human(FOUND, LOOK._replace(symbols=False))
    assert all(line.isascii() for line in lines)
    assert "  x The share /mnt/a-very-long-name-of-a-share does not" in lines
    assert "    > Mount it." in lines


def test_colour_marks_the_verdict() -> None:
    assert "\x1b[31m✗\x1b[0m" in "\n".join(DOCTOR.human(FOUND, LOOK._replace(colour=True)))


def test_a_narrow_terminal_and_long_advice_still_give_lines() -> None:
    found = examination([Check("mail", "bad", "x" * 50 + " y", "a b " * 20)])
    lines = DOCTOR.human(found, LOOK._replace(width=10))
    assert lines[1] == "  ✗ " + "x" * 50
    assert lines[2] == "    y"
    assert lines[4].startswith("      ")


def test_a_command_to_type_stays_on_one_line_however_narrow_the_terminal_is() -> None:
    advice = "Close the other terminals, then type:\n  history delete --contains clientcare --and-a-long-option"
    found = examination([Check("history", "warn", "7 lines.", advice)])
    lines = DOCTOR.human(found, LOOK._replace(width=40))
    assert lines[2:5] == [
        "    → Close the other terminals, then",
        "      type:",
        "        history delete --contains clientcare --and-a-long-option",
    ]
    ((*_, said),) = DOCTOR.plain(found)
    assert said == "Close the other terminals, then type: history delete --contains clientcare --and-a-long-option"


def test_what_came_from_files_cannot_steer_the_terminal() -> None:
    found = examination([Check("files", "bad", "team/\x1b[2J.toml is wrong")])
    assert not any("\x1b" in line for line in DOCTOR.human(found, LOOK))


def test_the_last_line_sums_up() -> None:
    def last(*verdicts: str) -> str:
        return str(DOCTOR.human(examination([Check("mail", each, "x") for each in verdicts]), LOOK)[-1])  # type: ignore[arg-type]

    assert last("good", "unknown") == "All is well."
    assert last("warn", "warn") == "It works. 2 things to know."
    assert last("bad", "bad") == "2 things to mend."


def test_no_sentence_is_in_a_light_colour_which_a_light_terminal_would_swallow() -> None:
    coloured = LOOK._replace(colour=True)
    assert (
        DOCTOR.human(examination([Check("mail", "warn", "x")]), coloured)[-1]
        == "\x1b[1mIt works. 1 thing to know.\x1b[0m"
    )


def test_scripts_get_one_line_for_each_check_and_the_bad_ones_alone() -> None:
    assert next(iter(DOCTOR.plain(FOUND))) == ("set-up", "good", "You are Ann (ann).", "")
    assert list(DOCTOR.quiet(FOUND)) == [
        "share: The share /mnt/a-very-long-name-of-a-share does not answer as it should."
    ]
