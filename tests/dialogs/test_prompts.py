"""Questions at the terminal: read as the domain reads them, explained where they are wrong, stopped at any time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from clientcare.dialogs.prompts import ask, ask_all, ask_lines, choose, confirm, offered
from clientcare.domain.asks import Ask
from clientcare.domain.errors import Interrupted

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.shops import Shop

ENTER, ALT_ENTER, CTRL_C, CTRL_D = "\r", "\x1b\r", "\x03", "\x04"


@pytest.mark.parametrize(
    ("kind", "keys", "answer"),
    [
        ("text", "  New  fuser ", "New fuser"),
        ("person", "Ms  Frei", "Ms Frei"),
        ("yesno", "ja", True),
        ("yesno", "n", False),
        ("duration", "1h30", "1h30"),
        ("time", "14:00", "14:00"),
        ("date", "1 Dec", "1 Dec"),
        ("money", "89", "89"),
        ("address", " a@example.ch ", "a@example.ch"),
        ("currency", "chf", "CHF"),
        ("zone", "zurich", "Europe/Zurich"),
        ("handle", "Ann Müller the Second", "ann-mueller-the"),
        ("slug", "Müller & Söhne", "mueller-soehne"),
    ],
)
def test_an_answer_is_read_by_its_kind(
    kind: str, keys: str, answer: Any, shop: Shop, typed: Callable[[str], None]
) -> None:
    typed(keys + ENTER)
    assert ask(shop.desk(), Ask("x", "What?", kind=kind)) == answer


@pytest.mark.parametrize(
    ("one", "keys", "echo"),
    [
        (Ask("x", "?", "duration"), "1h30", "1:30"),
        (Ask("at", "?", "time"), "14:00", "Tue 24 Nov 2026, 14:00"),
        (Ask("follow_up", "?", "time"), "14:00", "Wed 25 Nov 2026, 14:00"),
        (Ask("x", "?", "date"), "1 Dec", "Tue 1 Dec 2026"),
        (Ask("x", "?", "money"), "1200", "CHF 1'200.00"),
        (Ask("x", "?", "choice", choices=("done", "declined")), "do", "done"),
    ],
)
def test_what_was_understood_is_echoed_in_full(
    one: Ask, keys: str, echo: str, shop: Shop, typed: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    typed(keys + ENTER)
    ask(shop.desk(), one)
    assert echo in capsys.readouterr().err


@pytest.mark.parametrize(
    ("kind", "wrong", "right", "says"),
    [
        ("duration", "soon", "45m", "is not a duration"),
        ("time", "tomorrow 9:00", "14:00", "still to come"),
        ("date", "soon", "today", "not a day"),
        ("money", "much", "5", "is not a price"),
        ("address", "x", "a@example.ch", "no mail address"),
        ("currency", "XYZ", "EUR", "not the code"),
        ("zone", "Mars", "UTC", "no time zone"),
        ("handle", "🎉", "ann", "letters from a to z"),
        ("yesno", "perhaps", "y", "yes or no"),
        ("text", "", "x", "needs an answer"),
    ],
)
def test_a_wrong_answer_is_explained_and_asked_again(
    kind: str,
    wrong: str,
    right: str,
    says: str,
    shop: Shop,
    typed: Callable[[str], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    typed(wrong + ENTER + right + ENTER)
    ask(shop.desk(), Ask("x", "What?", kind=kind))
    assert says in capsys.readouterr().err


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [("2", "declined"), ("decl", "declined"), ("DONE", "done"), ("not applicable", "not-applicable")],
)
def test_a_choice_is_named_by_number_beginning_or_name(
    keys: str, chosen: str, shop: Shop, typed: Callable[[str], None]
) -> None:
    typed(keys + ENTER)
    assert ask(shop.desk(), Ask("x", "?", "choice", choices=("done", "declined", "not-applicable"))) == chosen


def test_a_beginning_that_two_choices_have_says_nothing(
    shop: Shop, typed: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    typed("d" + ENTER + "1" + ENTER)
    assert ask(shop.desk(), Ask("x", "?", "choice", choices=("done", "declined"))) == "done"
    assert "cannot be 'd'" in capsys.readouterr().err


def test_enter_keeps_the_default_as_it_is(
    shop: Shop, typed: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    typed(ENTER * 3)
    answers = ask_all(
        shop.desk(),
        [
            Ask("problem", "Problem", default="Printer offline"),
            Ask("follow_up", "Follow-up", "time", required=False, default="none"),
            Ask("yes", "Sure?", "yesno", default="yes"),
        ],
    )
    assert answers == {"problem": "Printer offline", "follow_up": "none", "yes": True}
    assert "Enter keeps: Printer offline" in capsys.readouterr().err


def test_enter_leaves_out_what_need_not_be_said(shop: Shop, typed: Callable[[str], None]) -> None:
    typed(ENTER * 2)
    asks = [Ask("mail", "Mail", "address", required=False), Ask("happy", "Happy?", "yesno", required=False)]
    assert ask_all(shop.desk(), asks) == {"mail": "", "happy": None}


def test_a_long_default_is_shown_by_its_beginning(
    shop: Shop, typed: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    typed(ENTER)
    assert ask(shop.desk(), Ask("x", "?", "lines", default="first\nsecond")) == "first\nsecond"
    assert "Enter keeps: first…" in capsys.readouterr().err


def test_enter_ends_a_text_and_alt_enter_begins_another_line(shop: Shop, typed: Callable[[str], None]) -> None:
    typed(f"first{ALT_ENTER}second{ENTER}")
    assert ask(shop.desk(), Ask("x", "Solution", "lines")) == "first\nsecond"


def test_many_choices_are_listed_with_numbers(
    shop: Shop, typed: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    typed("6" + ENTER)
    assert choose(shop.desk(), "There is no client 'acne'.", ["a", "b", "c", "d", "e", "stop"]) == "stop"
    shown = capsys.readouterr().err
    assert "There is no client 'acne'." in shown
    assert "6  stop" in shown


def test_tab_offers_the_team_where_a_person_is_asked_for(shop: Shop) -> None:
    assert offered(shop.desk(), Ask("who", "Who?", "person", choices=("Ms Frei",))) == (
        "Ms Frei",
        "Ann Meier",
        "Ben Sutter",
    )
    assert "Europe/Zurich" in offered(shop.desk(), Ask("x", "?", "zone"))


def test_where_there_is_no_shop_yet_tab_offers_what_is_known(shop: Shop) -> None:
    desk = shop.desk()
    desk.settings = desk.settings._replace(share="")
    assert offered(desk, Ask("who", "Who?", "person", choices=("ann",))) == ("ann",)


@pytest.mark.parametrize(("keys", "default", "answer"), [("y", False, True), ("", True, True), ("", False, False)])
def test_a_question_of_yes_or_no_has_a_default(
    keys: str, default: bool, answer: bool, shop: Shop, typed: Callable[[str], None]
) -> None:
    typed(keys + ENTER)
    assert confirm(shop.desk(), "Sure?", default) is answer


@pytest.mark.parametrize("end", [f"{ENTER}{CTRL_D}", ALT_ENTER])
def test_several_lines_end_as_their_prompt_says(
    end: str, shop: Shop, typed: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    typed(f"first{ENTER}{ENTER}third{end}")
    assert ask_lines(shop.desk(), "Note") == "first\n\nthird"
    assert "Note  (Esc then Enter ends" in capsys.readouterr().err


def test_ctrl_d_within_a_line_deletes_as_everywhere(shop: Shop, typed: Callable[[str], None]) -> None:
    typed(f"abc\x01{CTRL_D}{ALT_ENTER}")
    assert ask_lines(shop.desk(), "Note") == "bc"


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D])
@pytest.mark.parametrize("kind", ["text", "lines", "yesno", "choice", "time"])
def test_every_question_can_be_stopped(key: str, kind: str, shop: Shop, typed: Callable[[str], None]) -> None:
    typed(key)
    with pytest.raises(Interrupted):
        ask(shop.desk(), Ask("x", "?", kind, choices=("a", "b")))


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D])
def test_several_lines_can_be_stopped(key: str, shop: Shop, typed: Callable[[str], None]) -> None:
    typed(key)
    with pytest.raises(Interrupted):
        ask_lines(shop.desk(), "Note")


def test_control_characters_of_a_question_never_reach_the_terminal(
    shop: Shop, typed: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    typed("x" + ENTER)
    ask(shop.desk(), Ask("x", "Say\x1b]0;bad\x07\nWhat\x1b[2J?"))
    shown = capsys.readouterr().err
    assert "\x1b]0;bad" not in shown
    assert "\x1b[2J" not in shown


def test_a_terminal_that_cannot_move_its_cursor_is_asked_line_by_line(
    shop: Shop, typed_plainly: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    typed_plainly("perhaps\ny\n\nfirst\nsecond\n")
    desk = shop.desk()
    assert ask_all(desk, [Ask("yes", "Sure?", "yesno"), Ask("mail", "Mail", required=False)]) == {
        "yes": True,
        "mail": "",
    }
    assert ask_lines(desk, "Note") == "first\nsecond"
    shown = capsys.readouterr().err
    assert "Note  (Ctrl-D on an empty line ends; Ctrl-C stops)" in shown
    assert "\x1b" not in shown


def test_a_terminal_that_went_away_stops_the_question(shop: Shop, typed_plainly: Callable[[str], None]) -> None:
    typed_plainly("")
    with pytest.raises(Interrupted):
        ask(shop.desk(), Ask("x", "?"))
    assert ask_lines(shop.desk(), "Note") == ""


def test_a_wrong_answer_is_explained_without_the_name_of_its_field(
    shop: Shop, typed: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    typed(f"perhaps{ENTER}y{ENTER}")
    assert confirm(shop.desk(), "Send it?")
    assert "    The answer cannot be 'perhaps'. It is yes or no.\n" in capsys.readouterr().err


def test_an_explanation_is_broken_between_words_where_the_terminal_is_narrower(
    shop: Shop,
    typed: Callable[[str], None],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    typed(f"billing{ENTER}a@example.ch{ENTER}")
    assert ask(shop.desk(), Ask("billing", "Who?", kind="address")) == "a@example.ch"
    assert "    'billing' is no mail address. It\n      must look like" in capsys.readouterr().err


def test_a_long_question_stands_on_lines_of_its_own(
    shop: Shop,
    typed: Callable[[str], None],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    typed(ENTER)
    assert ask(shop.desk(), Ask("at", "Nothing was entered since 16:20. When did it end?", default="16:20")) == "16:20"
    assert "  Nothing was entered since 16:20. When\n    did it end? (Enter keeps: 16:20)\n" in capsys.readouterr().err


def test_a_key_that_the_terminal_does_not_know_is_not_offered(
    shop: Shop, typed_plainly: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    typed_plainly("New fuser\n")
    assert ask(shop.desk(), Ask("solution", "Solution", kind="lines")) == "New fuser"
    assert capsys.readouterr().err == "  Solution > "
