"""What is typed wrong: a clear message, a fitting exit code, and nothing in the share is touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from clientcare.domain.clients import Client
from tests.stories.shares import half_written, refused

if TYPE_CHECKING:
    from tests.shops import Shop

CLOSE = ("close", "--solution", "New fuser", "--resolved")
ADD = ("session", "add", "acme", "Toner", "--mode", "phone", "--solution", "New toner", "--resolved")
PAST = "Write 14:00, yesterday 17:40, -45m, mon 14:00, 24 Nov 14:05 or 2026-11-24 14:05."
GAP = (
    "02:30 does not exist on Sun 29 Mar 2026: write 2026-03-29T01:30+01:00 or 2026-03-29T03:30+02:00.",
    "The clocks go forward then: the first of the two is before the change, the second after it.",
)
TWICE = (
    "02:30 exists twice on Sun 25 Oct 2026: write 2026-10-25T02:30+02:00 or 2026-10-25T02:30+01:00.",
    "The clocks go back then: the first of the two is before the change, the second after it.",
)


# -- who and what is meant -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "code", "message", "hint"),
    [
        (("session", "start", "acne", "x", "--mode", "phone"), 3, "There is no client 'acne'.", "Did you mean acme?"),
        (("client", "show", "acne"), 3, "There is no client 'acne'.", "Did you mean acme?"),
        (
            ("session", "start", "Zoo", "x", "--mode", "phone"),
            3,
            "There is no client 'Zoo'.",
            'Add one: clientcare client add "Zoo"',
        ),
        (
            ("session", "start", "acme", "x", "--mode", "phone", "--guide", "workin-with-client"),
            3,
            "There is no guide 'workin-with-client'.",
            "Did you mean 'working-with-clients'?",
        ),
        (
            ("session", "start", "acme", "x", "--mode", "phone", "--with", "benn"),
            3,
            "There is nobody called 'benn' in the team.",
            "Did you mean 'ben'?",
        ),
        (("session", "start", "acme", "x", "--mode", "phon"), 2, "There is no mode 'phon'.", "Did you mean phone?"),
        (("session", "show", "acne"), 3, "There is no session 'acne'.", "Did you mean acme?"),
        (("note", "x", "-s", "zzz"), 3, "There is no session 'zzz'.", "See: clientcare session list"),
    ],
)
def test_a_name_that_there_is_not_offers_the_near_ones(
    shop: Shop, words: tuple[str, ...], code: int, message: str, hint: str
) -> None:
    assert refused(shop, *words) == (code, "", f"{message}\n  {hint}\n")


def test_a_slip_in_the_name_of_an_open_session_offers_it(shop: Shop) -> None:
    thread = shop.session()
    assert refused(shop, "note", "x", "-s", "pritner") == (
        3,
        "",
        f"There is no session 'pritner'.\n  Did you mean {thread[-4:]} (Acme AG 'Printer offline')?\n",
    )


def test_a_name_that_fits_several_clients_is_told_with_all_of_them(shop: Shop) -> None:
    shop.set_client(Client("id-2", "acme-bern", "Acme AG Bern"))
    assert refused(shop, "session", "start", "acm", "x", "--mode", "phone") == (
        5,
        "",
        "'acm' fits several clients: acme (Acme AG), acme-bern (Acme AG Bern).\n"
        "  Type more of the name, or the handle.\n",
    )


def test_a_name_that_fits_several_sessions_is_told_with_all_of_them(shop: Shop) -> None:
    one = shop.session("Printer offline")
    shop.wait(1)
    two = shop.session("Printer jam")
    assert refused(shop, "note", "x", "-s", "printer") == (
        5,
        "",
        f"'printer' fits several sessions: Acme AG 'Printer offline' ({one[-4:]}), "
        f"Acme AG 'Printer jam' ({two[-4:]}).\n  Name one by its last characters.\n",
    )


def test_a_name_that_fits_several_guides_is_told_with_all_of_them(shop: Shop) -> None:
    (shop.share / "guides").mkdir()
    for name in ("lift-a", "lift-b"):
        (shop.share / "guides" / f"{name}.md").write_text(f'+++\ntitle = "{name}"\n[[steps]]\nname = "x"\n+++\n')
    assert refused(shop, "session", "start", "acme", "x", "--mode", "phone", "--guide", "lift") == (
        3,
        "",
        "'lift' fits several guides.\n  Which one? lift-a, lift-b\n",
    )


@pytest.mark.parametrize("words", [("note", "x"), ("part", "Fuser"), ("pause",), CLOSE, ("step", "done")])
def test_what_belongs_into_a_session_needs_one(shop: Shop, words: tuple[str, ...]) -> None:
    assert refused(shop, *words) == (
        3,
        "",
        'No session of yours is running.\n  Start one: clientcare session start CLIENT "TITLE"\n',
    )


def test_a_guide_without_steps_leads_nowhere_and_stops_nothing(shop: Shop) -> None:
    (shop.share / "guides").mkdir()
    (shop.share / "guides" / "empty.md").write_text('+++\ntitle = "Nothing to do"\n+++\n')
    begun = shop.run("session", "start", "acme", "Printer", "--mode", "phone", "--guide", "empty")
    assert begun.code == 0
    assert begun.out.splitlines()[-1] == "  Guide       Nothing to do: no steps"
    assert shop.run("next").code == 0
    missing = refused(shop, "step", "done")
    close = f"clientcare close -s {shop.hinted('ann')[0][-4:]}"
    assert (missing.code, missing.err) == (
        5,
        f"You are through with the guide as far as the close.\n  Close: {close}\n",
    )
    assert shop.run(*CLOSE).code == 0
    assert half_written(shop) == []


# -- times ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (
            (*CLOSE, "--at", "13:00"),
            '"13:00" is Tue 24 Nov 2026, 13:00, and it cannot be before Tue 24 Nov 2026, 14:05.',
            PAST,
        ),
        (
            ("note", "x", "--at", "13:00"),
            '"13:00" is Tue 24 Nov 2026, 13:00, and it cannot be before Tue 24 Nov 2026, 14:05.',
            PAST,
        ),
        (
            (*ADD, "--start", "2026-11-24 13:00", "--end", "2026-11-24 12:00"),
            "The end, Tue 24 Nov 2026, 12:00, lies before the start, Tue 24 Nov 2026, 13:00.",
            "",
        ),
        (
            ("note", "x", "--at", "tomorrow 9:00"),
            '"tomorrow 9:00" is Wed 25 Nov 2026, 09:00, which is still to come: now it is Tue 24 Nov 2026, 14:05.',
            PAST,
        ),
        (
            ("session", "start", "acme", "x", "--mode", "phone", "--at", "+5m"),
            '"+5m" is Tue 24 Nov 2026, 14:10, which is still to come: now it is Tue 24 Nov 2026, 14:05.',
            PAST,
        ),
        (("note", "x", "--at", "2026-03-29 02:30"), *GAP),
        (("session", "start", "acme", "x", "--mode", "phone", "--at", "29 Mar 2026 02:30"), *GAP),
        ((*ADD, "--start", "2026-03-29 01:30", "--end", "2026-03-29 02:30"), *GAP),
        (("note", "x", "--at", "2026-10-25 02:30"), *TWICE),
        (("session", "edit", "--start", "25 Oct 2026 2:30"), *TWICE),
        (("note", "x", "--at", "25:00"), '"25:00" is not a time that can be read.', PAST),
        (("note", "x", "--at", "31 Feb 2026 10:00"), 'There is no such day as "31 feb 2026".', ""),
        ((*CLOSE, "--at", "soon"), '"soon" is not a time that can be read.', PAST),
    ],
)
def test_a_time_that_cannot_be_is_refused_with_what_would_do(
    shop: Shop, words: tuple[str, ...], message: str, hint: str
) -> None:
    shop.session()
    code, _, err = refused(shop, *words)
    assert (code, err.splitlines()[0]) == (2, message)
    assert not hint or err.splitlines()[1] == f"  {hint}"


def test_a_correction_that_ends_before_it_starts_is_refused_with_both(shop: Shop) -> None:
    thread = shop.session()
    shop.wait(55)
    assert shop.run(*CLOSE).code == 0
    assert refused(shop, "session", "edit", thread[-4:], "--end", "13:00") == (
        2,
        "",
        "The end, Tue 24 Nov 2026, 13:00, would lie before the start, Tue 24 Nov 2026, 14:05.\n"
        "  Write the day too, such as: --end '24 Nov 17:40'\n",
    )


def test_an_hour_that_the_clocks_show_twice_can_be_told_by_its_offset(shop: Shop) -> None:
    said = shop.run(*ADD, "--start", "2026-10-25T02:30+02:00", "--end", "2026-10-25T02:30+01:00", "--json")
    assert said.code == 0
    assert said.data["worked"] == 60


# -- quantities and prices -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (("--quantity", "-1"), '"-1" is negative, which a quantity cannot be.', "Write it without the minus."),
        (("--quantity", "0"), '"0" is not a possible quantity.', "Write a number above zero, such as 1 or 2.5."),
        (("--quantity", "two"), '"two" is not a quantity.', "Write a number, such as 89 or 89.50."),
        (("--price", "-5"), '"-5" is negative, which a price cannot be.', "Write it without the minus."),
        (("--price", "1e400"), '"1e400" is not a price.', "Write a number, such as 89 or 89.50."),
        (("--price", "NaN"), '"NaN" is not a price.', "Write a number, such as 89 or 89.50."),
        (("--price", "EUR 5"), '"EUR 5" is not in CHF, the currency of the shop.', "Write it in CHF."),
        (
            ("--price", "89.999"),
            '"89.999" can mean 89999 or 89.999.',
            "Write 89999 without a separator, or with 2 decimals at most.",
        ),
    ],
)
def test_a_quantity_or_a_price_that_cannot_be_is_refused(
    shop: Shop, words: tuple[str, ...], message: str, hint: str
) -> None:
    shop.session()
    assert refused(shop, "part", "Fuser", *words) == (2, "", f"{message}\n  {hint}\n")


def test_a_negative_length_is_refused(shop: Shop) -> None:
    shop.session()
    for words in ((*CLOSE, "--billable", "-5m"), ("estimate", "--", "-1h")):
        code, _, err = refused(shop, *words)
        assert (code, err.splitlines()[0]) == (2, f'"{words[-1]}" is negative.')


# -- notes ---------------------------------------------------------------------------------------------------

EMPTY = 'The note is empty.\n  Write it behind the command: clientcare note "Fuser replaced"\n'


@pytest.mark.parametrize(("words", "given"), [(("note", ""), ""), (("note", " "), ""), (("note", "-"), "\n \n")])
def test_an_empty_note_is_refused(shop: Shop, words: tuple[str, ...], given: str) -> None:
    shop.session()
    assert refused(shop, *words, input=given) == (2, "", EMPTY)


def test_a_note_of_a_megabyte_is_kept_whole(shop: Shop) -> None:
    thread = shop.session()
    text = "0123456789abcde\n" * 65_536
    assert shop.run("note", "-", input=text).code == 0
    assert shop.read(thread).notes[0].text == text.rstrip("\n")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x" * 1_500_001, "The text has 1,500,001 characters; 1,500,000 are the most that one entry keeps."),
        ("\U0001f600" * 1_200_000, "This takes 4,800,"),
        ("x" * 8_000_001, "Standard input has more than 8,000,000 bytes."),
    ],
)
def test_a_note_that_is_larger_than_an_entry_is_a_file(shop: Shop, text: str, message: str) -> None:
    shop.session()
    code, _, err = refused(shop, "note", "-", input=text)
    assert code == 2
    assert err.startswith(message)
    assert err.endswith("clientcare attach FILE\n")
    assert half_written(shop) == []


def test_control_characters_are_kept_and_never_reach_a_screen(shop: Shop) -> None:
    thread = shop.session()
    text = "red \x1b[31m, bell \x07, nul \0, csi \x9b2J, left \u202e"
    assert shop.run("note", "-", input=text).code == 0
    assert shop.read(thread).notes[0].text == text
    for words in (("session", "show"), ("session", "show", "--plain"), ("session", "show", "--json")):
        said = shop.run(*words)
        assert said.code == 0
        assert said.out.replace("\n", "").replace("\t", "").isprintable()
    assert shop.run("session", "show", "--json").data["notes"][0]["text"] == text


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-16", "Read as UTF-16.\n"),
        ("utf-16-le", "Read as UTF-16 without a mark.\n"),
        ("cp1252", "Read as code page cp1252.\n"),
        ("utf-8-sig", ""),
    ],
)
def test_a_note_is_read_in_whatever_a_console_writes_and_it_is_told(shop: Shop, encoding: str, told: str) -> None:
    thread = shop.session()
    said = shop.run("note", "-", input="Grüezi, Züri\r\n".encode(encoding))
    assert (said.code, said.err) == (0, told)
    assert shop.read(thread).notes[0].text == "Grüezi, Züri"


def test_what_is_no_text_is_told(shop: Shop) -> None:
    shop.session()
    code, _, err = refused(shop, "note", "-", input=b"\xff\xfea")
    assert code == 1
    assert err.startswith("Standard input is no text that can be read (")
    code, _, err = refused(shop, "note", "a\ud800")
    assert (code, err.splitlines()[0]) == (
        2,
        "The text is no valid text: character 2 cannot be written as Unicode.",
    )
