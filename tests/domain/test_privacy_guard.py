"""The rules of the privacy guard at their limits, one after another. All secrets are invented or published examples."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientcare.domain.privacy import LABELS, MASKS, Finding, HeldBack, find, find_thoroughly, label, mask, screen
from clientcare.domain.privacy_verdicts import COLON, FIELD, IS, LINE, LOOK, NOT, OWNED, TO, Spot, is_secret
from clientcare.domain.privacy_words import is_ordinary

SAMPLES = tomllib.loads(Path(__file__).with_name("privacy_samples.toml").read_text("utf-8"))
SECRETS = [(group["kind"], line, secret) for group in SAMPLES["find"] for line, secret in group["lines"]]
RANDOM = [line for group in SAMPLES["random"] for line, _ in group["lines"]]
ORDINARY = [line for group in SAMPLES["pass"] for line in group["lines"]]
LINES = [line for _, line, _ in SECRETS] + RANDOM + ORDINARY
RANDOM_TEXT = "Zk3vQ9xT1bLm8RyW2pNs5HdJ"


def found(text: str) -> list[tuple[str, str]]:
    """Kind and place of all that is found, as the text says it."""
    return [(finding.kind, text[finding.start : finding.end]) for finding in find(text)]


def secrets(text: str) -> list[str]:
    return [secret for _, secret in found(text)]


# -- what is said of a finding -------------------------------------------------------------------------------


def test_a_sample_is_masked_exactly_and_the_words_around_it_stay() -> None:
    for kind, line, secret in SECRETS:
        before, _, behind = line.rpartition(secret)
        masked = mask(line, find(line))
        assert masked == f"{before}{MASKS[kind]}{behind}"
        assert find(masked) == ()


def test_a_refusal_never_says_the_secret_and_says_where_it_stands() -> None:
    for kind, line, secret in SECRETS:
        text = f"before\nand {line}"
        with pytest.raises(HeldBack) as caught:
            screen("solution", text)
        error = caught.value
        [finding] = error.findings
        said = f"{error} {error!r} {error.args!r} {error.message} {error.hint} {error.findings!r}"
        assert secret not in said.replace("'s file", "")
        assert f"1 secret in the solution ({label(kind)} at line {finding.line}, column {finding.column})" in said


@pytest.mark.parametrize(
    ("text", "kind", "line", "column"),
    [
        ("Password:\nWinter2024!", "password", 2, 1),
        ("Kennwort:\r\n  Sommer24!", "password", 2, 3),
        ("one\ntwo\n\nAPI key: abcdef1234567890", "secret", 4, 10),
        ("found\n ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "token", 2, 2),
        ("first\nthe card 4111 1111 1111 1111", "card", 2, 10),
        ("\n\nCH93 0076 2011 6238 5295 7", "iban", 3, 1),
        ("a\nCVV 123", "card-code", 2, 5),
        ("🔑 pass\u200bword: Winter\u200b2024!", "password", 1, 14),
        (f"\t{RANDOM_TEXT}", "random", 1, 2),
        ("key:\n-----BEGIN RSA PRIVATE KEY-----\nxxxx", "private-key", 2, 1),
    ],
)
def test_a_finding_says_its_kind_and_line_and_column(text: str, kind: str, line: int, column: int) -> None:
    [finding] = find(text)
    assert (finding.kind, finding.line, finding.column) == (kind, line, column)
    assert finding.blocks == (kind != "random")


def test_findings_on_many_lines_each_say_their_own() -> None:
    text = (
        "PIN 4711, card 4111 1111 1111 1111\nnothing here\npassword: Winter2024!\nIBAN DE89370400440532013000, PIN 0815"
    )
    assert [(one.kind, one.line, one.column) for one in find(text)] == [
        ("pin", 1, 5),
        ("card", 1, 16),
        ("password", 3, 11),
        ("iban", 4, 6),
        ("pin", 4, 34),
    ]


def test_every_kind_is_among_the_samples_and_has_words_of_its_own() -> None:
    assert {kind for kind, _, _ in SECRETS} | {"random"} == set(LABELS)
    assert len(set(LABELS.values())) == len(LABELS)


def test_long_random_text_is_counted_under_every_rule_and_blocks_under_none() -> None:
    for line in RANDOM:
        assert {screen("note", line, rule=rule) for rule in ("refuse", "mask", "overrule")} == {
            screen("note", line)._replace(masked=1, overruled=())
        }


def test_masks_take_the_place_of_what_they_hide() -> None:
    assert mask("ab cd", [Finding("pin", 0, 2, 1, 1, True)]) == "[masked: PIN or access code] cd"
    assert mask("ab cd", []) == "ab cd"


# -- what holds for every text -------------------------------------------------------------------------------

JOINTS = st.sampled_from(["\n", "\n\n", "\r\n", ". ", ", ", " ", "; ", " / ", " - ", "\u00a0", "\u200b"])
WORDS = st.sampled_from(
    " ".join([*LINES, "[masked: password] [masked: PIN or access code] : = -> ist als ( ' \"", "\0"]).split()
)


@st.composite
def compositions(draw: st.DrawFn, parts: st.SearchStrategy[str]) -> str:
    text = draw(parts)
    for part in draw(st.lists(parts, max_size=5)):
        text += draw(JOINTS) + part
    return text


@settings(deadline=None)
@given(st.one_of(compositions(st.sampled_from(LINES)), compositions(WORDS)))
def test_looking_everywhere_finds_no_more_and_masked_text_has_nothing_to_find(text: str) -> None:
    findings = find(text)
    assert findings == find_thoroughly(text)
    assert all(one.end <= other.start for one, other in pairwise(findings))
    assert find(mask(text, findings)) == ()


@settings(deadline=None)
@given(st.lists(st.sampled_from(SECRETS), min_size=2, max_size=5))
def test_every_secret_is_found_wherever_its_line_stands(samples: list[tuple[str, str, str]]) -> None:
    text = "\n\nFuser replaced.\n\n".join(line for _, line, _ in samples)
    assert all(any(secret in one for one in secrets(text)) for _, _, secret in samples)


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("expired source, used Password: 3M02 700000 (admin):\n  Frei,, ", "[masked: password]"),
        ("password https://a:b1c2@host/Zk3vQ9xT1bLm8RyW2pNs5HdJ", "a:[masked: password]@host"),
    ],
)
def test_what_only_shows_beside_a_mask_is_masked_too(text: str, hidden: str) -> None:
    masked = mask(text, find(text))
    assert hidden in masked
    assert find(masked) == ()


# -- labels --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("MyPassword: hunter2", "hunter2"),
        ("rootpw: toor", "toor"),
        ("password(s): hunter2", "hunter2"),
        ("password's hunter2", "hunter2"),
        ("password2: hunter2", "hunter2"),
        ("password_new=hunter2", "hunter2"),
        ("/etc/app/password=hunter2", "hunter2"),
        ("password. : hunter2", "hunter2"),
        ("password. = hunter2", "hunter2"),
        ("pw. hunter2", "hunter2"),
        ("door codes: 4711", "4711"),
        ("Hauptschlüssel: Xk29fj77aabb", "Xk29fj77aabb"),
    ],
)
def test_a_label_may_have_an_ending_or_letters_before_it(text: str, secret: str) -> None:
    assert secrets(text) == [secret]


@pytest.mark.parametrize(
    "text",
    [
        "3PIN 4711",
        "C:\\pw hunter2x",
        "user@pw hunter2x",
        "rootpw hunter2",
        "Spinne 4711",
        "xtoken: abc123def456",
        "password2 hunter2",
        "password-policy: hunter2",
        "password-new hunter2",
        "/etc/app/password hunter2",
        "a.password hunter2",
        "password.hunter2",
        "encle: tournesol99",
        "clé usb: tournesol99",
    ],
)
def test_a_part_of_a_word_a_path_or_an_address_is_no_label(text: str) -> None:
    assert found(text) == []


# -- verdicts ------------------------------------------------------------------------------------------------


def spot(asks: str, level: int, word: str, following: str = "", *, closes: bool = True, **how: bool) -> Spot:
    said = {"quoted": False, "done": False, **how}
    return Spot(asks, level, word, tuple(following.split()), closes=closes, **said)


@pytest.mark.parametrize(
    "one",
    [
        spot("open", NOT, "Xk9#mm2abc"),
        spot("card", LOOK, "123"),
        spot("card", LOOK, "1234"),
        spot("pin", LOOK, "4711"),
        spot("pin", COLON, "471"),
        spot("code", LOOK, "471"),
        spot("code", LOOK, "45A12"),
        spot("token", COLON, "abc123"),
        spot("token", LOOK, "xxxx1111yyyy"),
        spot("token", COLON, "1" * 31),
        spot("weak", COLON, "Xk29fj77"),
        spot("pass", LOOK, "hunter2"),
        spot("pass", COLON, "geheim"),
        spot("open", COLON, "blue horse", quoted=True),
        spot("open", COLON, "123"),
        spot("open", COLON, "123", "- then"),
        spot("open", COLON, "1234", "users"),
        spot("open", IS, "123"),
        spot("open", IS, "4711", closes=False),
        spot("open", IS, "maus"),
        spot("open", LOOK, "BlueSky"),
        spot("open", LOOK, "Winter2024"),
        spot("open", LOOK, "maus", quoted=True),
        spot("open", LINE, "Winter2024"),
        spot("open", OWNED, "Winter2024!"),
        spot("open", TO, "Winter2024"),
        spot("open", FIELD, "Winter2024"),
    ],
    ids=lambda one: f"{one.asks}-{one.level}-{one.word}",
)
def test_it_is_a_secret(one: Spot) -> None:
    assert is_secret(one)


@pytest.mark.parametrize(
    "one",
    [
        spot("open", NOT, "Winter2024"),
        spot("pin", NOT, "Xk9#mm2abc"),
        spot("open", COLON, "****"),
        spot("card", LOOK, "12"),
        spot("card", LOOK, "12345"),
        spot("pin", OWNED, "4711"),
        spot("pin", LOOK, "471"),
        spot("pin", LOOK, "45A12"),
        spot("pin", COLON, "4711", "times"),
        spot("pin", COLON, "1" * 13),
        spot("code", LOOK, "12st"),
        spot("token", COLON, "abc12"),
        spot("token", LOOK, "abc123"),
        spot("token", COLON, "abcdefghij"),
        spot("token", COLON, "123456"),
        spot("weak", LOOK, "Xk29fj77"),
        spot("weak", COLON, "Xk29fj7"),
        spot("pass", LOOK, "12345678"),
        spot("open", COLON, "the horse", quoted=True),
        spot("open", COLON, "ab"),
        spot("open", COLON, "https://a.example"),
        spot("open", COLON, "/etc/app/file"),
        spot("open", COLON, "ssh-ed25519"),
        spot("open", COLON, "unknown"),
        spot("open", COLON, "<here>"),
        spot("open", COLON, "12", "users"),
        spot("open", COLON, "24.11.2026", "by", closes=False),
        spot("open", COLON, "Office365", "done", closes=False),
        spot("open", COLON, "anna", "typed it"),
        spot("open", COLON, "anna", "at the desk"),
        spot("open", IS, "12"),
        spot("open", LOOK, "maus"),
        spot("open", LOOK, "unknown", quoted=True),
        spot("open", LINE, "BlueSky"),
        spot("open", OWNED, "SRV01-XY"),
        spot("open", OWNED, "Ab12!"),
        spot("open", FIELD, "BlueSky"),
        spot("open", TO, "BlueSky"),
        spot("open", LOOK, "BlueSky", "reset", closes=False),
        spot("open", LOOK, "2024"),
        spot("open", LOOK, "4711", "users"),
    ],
    ids=lambda one: f"{one.asks}-{one.level}-{one.word}",
)
def test_it_is_none(one: Spot) -> None:
    assert not is_secret(one)


# -- phrases, groups, pairs ----------------------------------------------------------------------------------


def test_a_participle_is_an_ordinary_word_by_its_form() -> None:
    assert all(
        is_ordinary(word)
        for word in (
            "unknown",
            "rotated",
            "resetting",
            "deaktiviert",
            "vertippt",
            "geklickt",
            "mailed",
            "kopiert",
            "kopierte",
            "kopiertes",
        )
    )
    assert not any(is_ordinary(word) for word in ("maus", "sommer", "red", "winter2024ed"))


def test_behind_a_colon_no_word_of_a_phrase_stays_readable_however_many_it_has() -> None:
    for many in range(2, 12):
        phrase = " ".join("blue horse tulip tiger table chair river candle cloud oven roof".split()[:many])
        for joint in (" ", ", ", " and ", " / ", "-"):
            text = phrase.replace(" ", joint)
            assert secrets(f"password: {text}") == [text]
            assert secrets(f"password: {text}. The printer works again.") == [text]


def test_groups_of_a_code_end_at_punctuation() -> None:
    assert secrets("PIN: 123 456, then 789") == ["123 456"]
    assert secrets("PIN: 123 456 789.") == ["123 456 789"]
    assert secrets("PIN 123 456,789") == ["123 456,789"]


def test_a_pair_of_two_accounts_has_no_password_and_an_account_twice_has() -> None:
    assert secrets("login anna/admin") == []
    assert secrets("login: anna / administrator") == []
    assert secrets("login admin/admin") == ["admin"]
