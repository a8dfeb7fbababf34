"""The privacy guard as the services call it: what is found, what passes, what is masked, what is held back."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain.errors import ClientcareError, Exit
from clientcare.domain.privacy import (
    LABEL_SIGNS,
    LABELS,
    MASKS,
    TYPED_SIGNS,
    Finding,
    HeldBack,
    Screened,
    find,
    find_thoroughly,
    label,
    mask,
    screen,
)

SAMPLES = tomllib.loads((Path(__file__).parent / "privacy_samples.toml").read_text(encoding="utf-8"))
SECRETS = [(group["kind"], line, secret) for group in SAMPLES["find"] for line, secret in group["lines"]]
ORDINARY = [line for group in SAMPLES["pass"] for line in group["lines"]]
RANDOM = [(line, secret) for group in SAMPLES["random"] for line, secret in group["lines"]]
MARKED = [(group["kinds"], line) for group in SAMPLES["marked"] for line in group["lines"]]
NOTE = "password: Winter2024!"


def found(text: str) -> list[tuple[str, str]]:
    return [(finding.kind, text[finding.start : finding.end]) for finding in find(text)]


def masked(text: str) -> str:
    return mask(text, find(text))


# --- the samples


def test_there_are_at_least_sixty_samples_of_secrets_and_two_hundred_ordinary_ones() -> None:
    assert len(SECRETS) >= 60
    assert len(ORDINARY) >= 200
    assert len({line for _, line, _ in SECRETS}) == len(SECRETS)
    assert len(set(ORDINARY)) == len(ORDINARY)


@pytest.mark.parametrize(("kind", "line", "secret"), SECRETS)
def test_a_secret_is_found_as_what_it_is_and_nothing_beside_it(kind: str, line: str, secret: str) -> None:
    assert found(line) == [(kind, secret)]
    assert all(finding.blocks for finding in find(line))


@pytest.mark.parametrize(("kinds", "line"), MARKED)
def test_exactly_what_is_marked_is_found(kinds: str, line: str) -> None:
    text = line.replace("⟦", "").replace("⟧", "")
    assert [secret for _, secret in found(text)] == line.replace("⟧", "⟦").split("⟦")[1::2]
    assert " ".join(kind for kind, _ in found(text)) == kinds


@pytest.mark.parametrize("line", ORDINARY)
def test_an_ordinary_line_passes(line: str) -> None:
    assert find_thoroughly(line) == ()
    assert screen("text", line) == Screened(line, 0, ())


@pytest.mark.parametrize(("line", "secret"), RANDOM)
def test_long_random_text_is_masked_and_never_blocks(line: str, secret: str) -> None:
    assert found(line) == [("random", secret)]
    assert screen("text", line) == Screened(line.replace(secret, "[masked: long random text]"), 1, ())


def test_all_ordinary_lines_in_one_text_pass_and_all_secrets_in_one_text_are_found() -> None:
    assert find("\n\n".join(ORDINARY)) == ()
    lines = [line for kind, line, _ in SECRETS if kind != "private-key"]
    assert len(find("\n\n".join(lines))) == len(lines)


# --- what the rules promise for every text

WORDS = st.sampled_from([*(line for _, line, _ in SECRETS), *ORDINARY[::7], *(line for line, _ in RANDOM)])
PIECES = st.sampled_from(
    (
        "password|Passwort|mot de passe|pw|PIN|key|login|user|code|token|passphrase|user/password|IBAN |/|:|=|"
        " |\n|\t|\r\n|"
        '"|(|)|[|]|<|*|is|ist|to|auf|als|as|changed|geheim|blue horse|Winter2024!|4711|hunter2|****|123 456|- |, |\0|é|'
        "\u200b|ﬁ|７|4111 1111 1111 1111|CH93 0076 2011 6238 5295 7|AKIAXXXXXXXXXXXXXXXX|Zk3vQ9xT1bLm8RyW2pNs5HdJ|"
        "https://a:b1@c|mysql -u root -px1|net user a b1|[masked: password]|-----BEGIN PRIVATE KEY-----|"
        "Private-Lines: 1"
    ).split("|")
)
TEXTS = st.lists(st.one_of(WORDS, PIECES, st.text(max_size=8)), max_size=12).map("".join)


@given(TEXTS)
def test_asking_first_which_rules_could_find_something_changes_nothing(text: str) -> None:
    assert find(text) == find_thoroughly(text)


@given(TEXTS)
def test_masked_text_has_no_findings(text: str) -> None:
    assert find(masked(text)) == ()


@given(TEXTS)
def test_findings_stand_in_order_inside_the_text_and_do_not_overlap(text: str) -> None:
    end = 0
    for finding in find(text):
        assert end <= finding.start < finding.end <= len(text)
        end = finding.end


@given(TEXTS)
def test_lines_and_columns_lead_to_the_place(text: str) -> None:
    for finding in find(text):
        line = text.split("\n")[finding.line - 1]
        assert finding.column >= 1
        assert text[finding.start] == (line + "\n")[finding.column - 1]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    assert find(text) == find_thoroughly(text)


def test_signs_are_written_as_the_rules_see_a_text() -> None:
    assert all(sign == sign.lower() for sign in (*LABEL_SIGNS, *TYPED_SIGNS))


@pytest.mark.parametrize("piece", ["a", "1", " ", "password ", "authorization:"])
def test_a_megabyte_is_read_to_its_end(piece: str) -> None:
    text = (piece * (1_000_000 // len(piece))) + "\npassword: Winter2024!"
    assert find(text)[-1].line == text.count("\n") + 1


# --- masking


def test_only_the_secret_is_masked_and_its_label_stays() -> None:
    assert masked("the password: Winter2024! works") == "the password: [masked: password] works"
    assert (
        masked("PIN 4711, card 4111 1111 1111 1111.") == "PIN [masked: PIN or access code], card [masked: card number]."
    )


def test_a_mask_says_what_it_hides_in_plain_words() -> None:
    assert label("iban") == "bank account number"
    assert MASKS["secret"] == "[masked: key or token]"
    assert list(LABELS) == [
        "private-key", "token", "recovery-key", "card", "iban", "card-code", "pin", "secret", "password", "random",
    ]  # fmt: skip


def test_findings_that_overlap_are_one_of_the_kind_that_says_most() -> None:
    text = "token: ghp_" + "x" * 36
    assert found(text) == [("token", "ghp_" + "x" * 36)]
    assert found("pin 4111 1111 1111 1111") == [("card", "4111 1111 1111 1111")]


def test_what_only_shows_beside_a_mask_is_found_too() -> None:
    text = "password https://a:b1c2@host/Zk3vQ9xT1bLm8RyW2pNs5HdJ"
    assert found(text)[0] == ("password", "b1c2")
    assert find(masked(text)) == ()


def test_our_own_masks_are_no_secrets_and_other_text_in_brackets_is_none_of_them() -> None:
    assert find("password: [masked: password]") == ()
    assert found("password: [masked: Winter2024!]") == [("password", "Winter2024!")]


# --- findings


def test_a_finding_counts_lines_and_columns_from_one() -> None:
    (finding,) = find(NOTE)
    assert finding == Finding("password", 10, 21, 1, 11, blocks=True)
    first, second = find("Ärger mit dem Drucker\r\n  PIN 4711\r\n\r\nIBAN CH9300762011623852957")
    assert (first.line, first.column) == (2, 7)
    assert (second.line, second.column) == (4, 6)


def test_two_findings_on_one_line_have_columns_of_that_line() -> None:
    first, second = find("x\npw: hunter2, PIN: 4711")
    assert (first.line, first.column) == (2, 5)
    assert (second.line, second.column) == (2, 19)


def test_columns_count_characters_as_they_were_written() -> None:
    (finding,) = find("a\u0308\u200bﬁ pw: hunter2")
    assert (finding.start, finding.end, finding.column) == (9, 16, 10)


def test_a_finding_never_says_what_it_found() -> None:
    assert "Winter" not in repr(find(NOTE))


# --- screening


def test_a_text_with_a_secret_is_held_back_and_says_where_but_not_what() -> None:
    with pytest.raises(HeldBack) as caught:
        screen("solution", NOTE)
    error = caught.value
    assert error.message == "Held back, nothing was saved: 1 secret in the solution (password at line 1, column 11)."
    assert "--mask" in error.hint
    assert "let the client type it" in error.hint
    assert (error.field, error.text, error.findings) == ("solution", NOTE, find(NOTE))
    assert error.exit is Exit.HELD_BACK
    assert isinstance(error, ClientcareError)


def test_the_text_is_in_nothing_that_could_be_printed() -> None:
    error = HeldBack("text", NOTE, find(NOTE))
    assert "Winter" not in f"{error} {error!r} {error.args} {error.message} {error.hint}"


def test_the_message_counts_only_what_blocks_and_names_five_places() -> None:
    text = "Zk3vQ9xT1bLm8RyW2pNs5HdJ PIN 4711\npw: hunter2"
    assert HeldBack("text", text, find(text)).message == (
        "Held back, nothing was saved: 2 secrets in the text "
        "(PIN or access code at line 1, column 30, password at line 2, column 5)."
    )
    five = "\n".join(["PIN 4711"] * 5)
    assert HeldBack("text", five, find(five)).message.endswith(
        "line 4, column 5, PIN or access code at line 5, column 5)."
    )
    seven = "\n".join(["PIN 4711"] * 7)
    assert HeldBack("text", seven, find(seven)).message.endswith("code at line 5, column 5, and 2 more).")


def test_masking_hides_all_and_counts_it() -> None:
    assert screen("text", NOTE, rule="mask") == Screened("password: [masked: password]", 1, ())
    text = f"{NOTE} and PIN 4711"
    assert screen("text", text, rule="mask").masked == 2


def test_overruling_lets_what_blocks_through_and_names_its_kinds_once() -> None:
    text = "PIN 4711, PIN 4712, pw: hunter2, sid Zk3vQ9xT1bLm8RyW2pNs5HdJ"
    seen = screen("text", text, rule="overrule")
    assert seen == Screened("PIN 4711, PIN 4712, pw: hunter2, sid [masked: long random text]", 1, ("password", "pin"))


def test_a_rule_that_nobody_knows_refuses() -> None:
    with pytest.raises(HeldBack):
        screen("text", NOTE, rule="let it be")


def test_a_text_without_secrets_passes_under_every_rule() -> None:
    for rule in ("refuse", "mask", "overrule"):
        assert screen("text", "Fuser worn out", rule=rule) == Screened("Fuser worn out", 0, ())


@pytest.mark.parametrize("field", ["serial_out", "serial-in", "imei"])
def test_in_a_field_for_serial_numbers_a_number_is_a_serial_number(field: str) -> None:
    for text in ("4111111111111111", "CH9300762011623852957", "Zk3vQ9xT1bLm8RyW2pNs5HdJ"):
        assert screen(field, text) == Screened(text, 0, ())
    with pytest.raises(HeldBack):
        screen(field, NOTE)
