"""The privacy guard against its samples, its own algebra, and the limits of each rule. All secrets are invented."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from clientcare.domain.errors import Exit
from clientcare.domain.privacy import LABELS, MASKS, Finding, HeldBack, find, find_thoroughly, label, mask, screen

SAMPLES = tomllib.loads(Path(__file__).with_name("privacy_samples.toml").read_text("utf-8"))
SECRETS = [(group["kind"], line, secret) for group in SAMPLES["find"] for line, secret in group["lines"]]
RANDOM = [(line, secret) for group in SAMPLES["random"] for line, secret in group["lines"]]
ORDINARY = [line for group in SAMPLES["pass"] for line in group["lines"]]
LINES = [line for _, line, _ in SECRETS] + [line for line, _ in RANDOM] + ORDINARY

VISA = "4111 1111 1111 1111"
IBAN = "CH93 0076 2011 6238 5295 7"


def shown(text: str) -> list[tuple[str, str]]:
    """Kind and place of all that is found, as the text says it."""
    return [(finding.kind, text[finding.start : finding.end]) for finding in find(text)]


# -- the samples ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "line", "secret"), SECRETS)
def test_every_secret_of_the_samples_is_found_and_masked_exactly(kind: str, line: str, secret: str) -> None:
    assert shown(line) == [(kind, secret)]
    assert all(finding.blocks for finding in find(line))
    before, _, behind = line.rpartition(secret)
    assert mask(line, find(line)) == f"{before}{MASKS[kind]}{behind}"


@pytest.mark.parametrize("line", ORDINARY)
def test_an_ordinary_line_of_a_technician_is_left_alone(line: str) -> None:
    assert shown(line) == []
    assert mask(line, find(line)) == line


@pytest.mark.parametrize(("line", "secret"), RANDOM)
def test_long_random_text_is_masked_and_counted_and_never_held_back(line: str, secret: str) -> None:
    assert [(finding.kind, finding.blocks) for finding in find(line)] == [("random", False)]
    for rule in ("refuse", "mask", "overrule"):
        screened = screen("note", line, rule=rule)
        assert screened == (line.replace(secret, "[masked: long random text]"), 1, ())


@pytest.mark.parametrize("line", LINES)
def test_masked_text_finds_nothing_more(line: str) -> None:
    masked = mask(line, find(line))
    assert find(masked) == ()
    assert mask(masked, find(masked)) == masked


@pytest.mark.parametrize("line", LINES)
def test_the_tests_before_the_rules_hide_nothing(line: str) -> None:
    assert find(line) == find_thoroughly(line)


# -- places --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind", "line", "column", "words"),
    [
        ("password: Winter2024!", "password", 1, 11, "password"),
        ("Password:\nWinter2024!", "password", 2, 1, "password"),
        ("Kennwort:\r\n  Sommer24!", "password", 2, 3, "password"),
        ("SIM-PIN ist 1234", "pin", 1, 13, "PIN or access code"),
        ("one\ntwo\n\nAPI key: abcdef1234567890", "secret", 4, 10, "key or token"),
        ("found\n ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "token", 2, 2, "access token of a service"),
        (f"first\nthe card {VISA}", "card", 2, 10, "card number"),
        (f"\n\n{IBAN}", "iban", 3, 1, "bank account number"),
        ("CVV 123", "card-code", 1, 5, "card security code"),
        ("🖨️ pass\u200bword: Winter\u200b2024!", "password", 1, 15, "password"),
        ("\tq7Rt2Vb9Lx4Kp1Zs8Wd3Fg6Hj0", "random", 1, 2, "long random text"),
        (
            "log\nBitlocker 111111-222222-333333-444444-555555-666666-111111-222222",
            "recovery-key",
            2,
            11,
            "recovery key",
        ),
        ("key:\n-----BEGIN RSA PRIVATE KEY-----\nxxxx", "private-key", 2, 1, "private key"),
    ],
)
def test_a_finding_says_its_kind_and_line_and_column(text: str, kind: str, line: int, column: int, words: str) -> None:
    [finding] = find(text)
    assert (finding.kind, finding.line, finding.column) == (kind, line, column)
    assert label(kind) == words
    assert mask(text, [finding])[finding.start :].startswith(f"[masked: {words}]")


def test_findings_come_in_order_with_the_lines_they_stand_on() -> None:
    text = f"PIN 4711, card {VISA}\nnothing here\npassword: Winter2024!\nIBAN {IBAN}, PIN 0815"
    assert [(one.kind, one.line, one.column) for one in find(text)] == [
        ("pin", 1, 5),
        ("card", 1, 16),
        ("password", 3, 11),
        ("iban", 4, 6),
        ("pin", 4, 38),
    ]


def test_every_kind_has_words_and_a_mask() -> None:
    assert {kind for kind, _, _ in SECRETS} | {"random"} == set(LABELS)
    assert MASKS == {kind: f"[masked: {label(kind)}]" for kind in LABELS}


def test_where_two_rules_find_one_place_the_more_certain_kind_names_it() -> None:
    assert shown(f"password: {VISA.replace(' ', '')}") == [("card", "4111111111111111")]
    token = "ghp_" + "x" * 36
    assert shown(f"token: {token}") == [("token", token)]


def test_what_is_masked_no_longer_hides_its_neighbour() -> None:
    for line in ("password: Winter2024! pw hunter2 PIN 4711", "login admin/Passw0rd, mdp toto1234; CVC 737"):
        masked = mask(line, find(line))
        assert find(masked) == ()
        assert masked.count("[masked: ") == 3 if "PIN" in line else masked.count("[masked: ") >= 2


# -- what is held back ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "line", "secret"), SECRETS)
def test_a_refusal_never_says_the_secret(kind: str, line: str, secret: str) -> None:
    text = f"before\nand {line}"
    with pytest.raises(HeldBack) as caught:
        screen("solution of the session", text)
    error = caught.value
    said = (str(error), repr(error), repr(error.args), error.message, error.hint, repr(error.findings))
    # A secret that is also a word for secrets ("geheim" is none) may stand in the message as that word.
    assert not any(secret in one for one in said)
    assert error.exit == Exit.HELD_BACK
    assert (error.field, error.text) == ("solution of the session", text)
    [finding] = error.findings
    assert f"{label(kind)} at line {finding.line}, column {finding.column}" in error.message
    assert "in the solution of the session" in error.message


def test_a_refusal_counts_what_it_found_and_names_the_first_five_places() -> None:
    with pytest.raises(HeldBack, match=r"^Held back, nothing was saved: 1 secret in the note \(PIN or access code at"):
        screen("note", "PIN 4711")
    with pytest.raises(HeldBack) as caught:
        screen("note", "\n".join(["PIN 4711"] * 5))
    assert "5 secrets" in caught.value.message
    assert "more" not in caught.value.message
    with pytest.raises(HeldBack) as caught:
        screen("note", "\n".join(["PIN 4711"] * 7))
    assert "7 secrets" in caught.value.message
    assert "line 5, column 5, and 2 more)" in caught.value.message
    assert "line 6" not in caught.value.message


def test_a_refusal_does_not_count_what_never_blocks() -> None:
    with pytest.raises(HeldBack, match="1 secret in the note") as caught:
        screen("note", f"PIN 4711 and {RANDOM[0][0]}")
    assert [finding.kind for finding in caught.value.findings] == ["pin", "random"]
    assert "random" not in caught.value.message


def test_an_ordinary_text_passes_as_it_is() -> None:
    assert screen("note", "Fuser replaced, 187k pages") == ("Fuser replaced, 187k pages", 0, ())


def test_a_text_can_be_masked_and_then_says_how_much_was() -> None:
    text = f"PIN 4711 and {RANDOM[0][0]}"
    screened = screen("note", text, rule="mask")
    assert screened.text.startswith("PIN [masked: PIN or access code] and log shows [masked: long random text]")
    assert (screened.masked, screened.overruled) == (2, ())


def test_who_overrules_lets_pass_what_blocks_and_its_kinds_are_named_once() -> None:
    text = f"PIN 4711, PIN 0815, card {VISA} and {RANDOM[0][0]}"
    screened = screen("note", text, rule="overrule")
    assert screened.text == text.replace(RANDOM[0][1], "[masked: long random text]")
    assert (screened.masked, screened.overruled) == (1, ("card", "pin"))


@pytest.mark.parametrize("field", ["serial-in", "serial number", "imei of the phone"])
def test_numbers_in_a_field_for_serials_are_serials(field: str) -> None:
    for text in ("4111111111111111", "DE89370400440532013000", RANDOM[1][1]):
        assert screen(field, text) == (text, 0, ())
        with_secret = f"{text} PIN 4711"
        with pytest.raises(HeldBack, match="1 secret"):
            screen(field, with_secret)


def test_the_same_numbers_in_another_field_are_none() -> None:
    with pytest.raises(HeldBack, match="card number"):
        screen("note", "4111111111111111")


# -- the algebra ---------------------------------------------------------------------------------------------

JOINTS = st.sampled_from(["\n", "\n\n", "\r\n", ". ", ", ", " ", "; ", " / ", " - ", "\u00a0", "\u200b"])
WORDS = st.sampled_from(
    [*" ".join(LINES).split(), "password", "Passwort", "ist", ":", "=", "->", "PIN", "4711", "Winter2024!", "[masked: "]
    + ["[masked: password]", "login", "user/", "als", "code", "key", "\0", "-p", "net use", "authorization:", "(", "'"]
)


@st.composite
def compositions(draw: st.DrawFn, parts: st.SearchStrategy[str]) -> str:
    text = draw(parts)
    for part in draw(st.lists(parts, max_size=5)):
        text += draw(JOINTS) + part
    return text


TEXTS = st.one_of(compositions(st.sampled_from(LINES)), compositions(WORDS), st.text(max_size=200))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_looking_where_it_could_be_finds_as_much_as_looking_everywhere(text: str) -> None:
    assert find(text) == find_thoroughly(text)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example("password: [masked: password] Winter2024!")
@example("login admin/Passw0rd admin/geheim password: x")
def test_masking_twice_is_masking_once_and_findings_never_overlap(text: str) -> None:
    found = find(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in zip(found, found[1:], strict=False))
    masked = mask(text, found)
    assert find(masked) == ()
    assert screen("note", text, rule="mask") == (masked, len(found), ())


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_lines_and_columns_lead_back_to_the_place(text: str) -> None:
    for finding in find(text):
        starts = [0, *(place + 1 for place, char in enumerate(text) if char == "\n")]
        assert starts[finding.line - 1] + finding.column - 1 == finding.start


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(SECRETS), min_size=2, max_size=5))
def test_every_secret_is_found_wherever_its_line_stands(samples: list[tuple[str, str, str]]) -> None:
    text = "\n\nFuser replaced.\n\n".join(line for _, line, _ in samples)
    found = [text[one.start : one.end] for one in find(text)]
    assert all(any(secret in one for one in found) for _, _, secret in samples)


def test_masks_take_the_place_of_what_they_hide() -> None:
    text = "ab cd"
    one = Finding("pin", 0, 2, 1, 1, True)
    assert mask(text, [one]) == "[masked: PIN or access code] cd"
    assert mask(text, []) == text
