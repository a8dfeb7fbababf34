"""The privacy guard's frame, whatever its rules are: places stay true while masks hide and uncover neighbours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain import privacy, privacy_commands, privacy_keywords, privacy_labels
from clientcare.domain.privacy import MASKS, HeldBack, find, find_thoroughly, mask, screen
from clientcare.domain.privacy_numbers import is_card
from clientcare.domain.privacy_text import read

if TYPE_CHECKING:
    from clientcare.domain.privacy_text import Reading

# Rules of one letter each, so that a test shows what happens around them. A mask reads as zeros.
S = ("pin", "S+")  # its mask is longer than what it hides
L = ("card", "L{40}")  # its mask is shorter
BEHIND = ("password", "(?<=\0)x")  # one letter, and only behind a mask
BEFORE = ("password", "b(?=\0)")
BETWEEN = ("password", "(?<=\0)-(?=\0)")
LONG = "L" * 40


def rule(kind: str, pattern: str) -> Any:
    """A rule that finds what the pattern matches."""

    def look(reading: Reading) -> list[tuple[int, int, str]]:
        return [(one.start(), one.end(), kind) for one in re.finditer(pattern, reading.plain)]

    return (lambda plain, low: True), look


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> Any:
    """What rules find in a text: kinds, and what stands there."""

    def look(text: str, *rules: tuple[str, str]) -> list[tuple[str, str]]:
        monkeypatch.setattr(privacy, "RULES", tuple(rule(*one) for one in rules))
        findings = find(text)
        assert find(mask(text, findings)) == ()
        return [(one.kind, text[one.start : one.end]) for one in findings]

    return look


# -- what shows beside a mask --------------------------------------------------------------------------------


@pytest.mark.parametrize("hidden", ["S", "SSSS", LONG])
def test_what_shows_only_behind_a_mask_is_found_where_it_stands(found: Any, hidden: str) -> None:
    kind = "card" if hidden == LONG else "pin"
    assert found(f"a {hidden}x b", S, L, BEHIND) == [(kind, hidden), ("password", "x")]


def test_what_shows_only_before_a_mask_is_found_where_it_stands(found: Any) -> None:
    assert found(f"a bS c b{LONG}", S, L, BEFORE) == [
        ("password", "b"), ("pin", "S"), ("password", "b"), ("card", LONG),
    ]  # fmt: skip


def test_what_stands_between_two_masks_is_neither_of_them(found: Any) -> None:
    assert found(f"S-{LONG}-SS", S, L, BETWEEN) == [
        ("pin", "S"), ("password", "-"), ("card", LONG), ("password", "-"), ("pin", "SS"),
    ]  # fmt: skip


def test_every_mask_before_a_place_is_counted_once(found: Any) -> None:
    assert found(f"S {LONG} SSS\n{LONG} SSx S, x", S, L, BEHIND) == [
        ("pin", "S"), ("card", LONG), ("pin", "SSS"), ("card", LONG), ("pin", "SS"), ("password", "x"), ("pin", "S"),
    ]  # fmt: skip


def test_the_text_is_looked_at_until_nothing_more_shows(found: Any) -> None:
    assert found("Sxxx x", S, BEHIND) == [("pin", "S"), *[("password", "x")] * 3]


def test_what_stands_far_from_any_mask_keeps_its_place(found: Any) -> None:
    seldom = ("password", "(?<=e)x(?=.*\0)|(?<=\0 e)x")
    assert found("ex S ex", S, seldom) == [("password", "x"), ("pin", "S"), ("password", "x")]


# -- what reaches into a mask --------------------------------------------------------------------------------


@pytest.mark.parametrize("hidden", ["S", "SSSS", LONG])
@pytest.mark.parametrize("reach", ["y\0{3}", "y\0+"])
def test_what_begins_before_a_mask_and_reaches_into_it_takes_in_all_that_it_hides(
    found: Any, hidden: str, reach: str
) -> None:
    assert found(f"S y{hidden} S", S, L, ("token", reach)) == [("pin", "S"), ("token", f"y{hidden}"), ("pin", "S")]


@pytest.mark.parametrize("hidden", ["S", "SSSS", LONG])
@pytest.mark.parametrize("reach", ["\0{3}z", "\0+z"])
def test_what_begins_in_a_mask_and_ends_behind_it_takes_in_all_that_it_hides(
    found: Any, hidden: str, reach: str
) -> None:
    assert found(f"S {hidden}z S", S, L, ("token", reach)) == [("pin", "S"), ("token", f"{hidden}z"), ("pin", "S")]


def test_what_begins_in_one_mask_and_ends_in_another_takes_in_both(found: Any) -> None:
    assert found(f"S, SSS+{LONG} S", S, L, ("token", "\0[+]\0")) == [
        ("pin", "S"), ("token", f"SSS+{LONG}"), ("pin", "S"),
    ]  # fmt: skip


def test_what_holds_a_mask_is_found_from_its_beginning_to_its_end(found: Any) -> None:
    assert found(f"S, (SSS {LONG}) S", S, L, ("token", "[(]\0+ \0+[)]")) == [
        ("pin", "S"), ("token", f"(SSS {LONG})"), ("pin", "S"),
    ]  # fmt: skip


def test_what_holds_a_mask_and_says_less_is_of_the_mask_s_kind(found: Any) -> None:
    assert found("(SSS)", S, ("password", "[(]\0+[)]")) == [("pin", "(SSS)")]


# -- overlaps and places -------------------------------------------------------------------------------------


def test_findings_that_touch_are_two_and_those_that_share_a_letter_are_one(found: Any) -> None:
    assert found("abc", ("pin", "a"), ("password", "bc")) == [("pin", "a"), ("password", "bc")]
    assert found("abc", ("pin", "ab"), ("password", "bc")) == [("pin", "abc")]
    assert found("abcd", ("pin", "bc"), ("card", "abcd")) == [("card", "abcd")]
    assert found("abcd", ("card", "bc"), ("pin", "abcd")) == [("card", "abcd")]


def test_lines_and_columns_go_on_from_finding_to_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(privacy, "RULES", (rule(*S),))
    places = [(one.line, one.column) for one in find("S S\n\n S\nS")]
    assert places == [(1, 1), (1, 3), (3, 2), (4, 1)]


def test_a_rule_that_could_find_nothing_is_not_asked_unless_all_are(monkeypatch: pytest.MonkeyPatch) -> None:
    _, look = rule(*S)
    monkeypatch.setattr(privacy, "RULES", (((lambda plain, low: "!" in plain), look),))
    assert find("S") == ()
    assert [one.kind for one in find_thoroughly("S")] == ["pin"]
    assert [one.kind for one in find("S!")] == ["pin"]


def test_the_question_before_a_rule_is_asked_of_the_plain_text_and_in_lower_case(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []

    def may(plain: str, low: str) -> bool:
        asked.append((plain, low))
        return False

    monkeypatch.setattr(privacy, "RULES", ((may, rule(*S)[1]),))
    find("Ab")
    find("Äb\u200b")
    find("A\0b")
    find(f"A{MASKS['pin']}")
    assert asked == [
        ("Ab", "ab"), ("Ab", "ab"), ("A b", "a b"), ("A" + "\0" * len(MASKS["pin"]), "a" + "\0" * len(MASKS["pin"])),
    ]  # fmt: skip


# -- which rules are asked -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("", ""),
        ("Printer works again, all well.", ""),
        ("mot de passe", "label"),
        ("a/b", ""),
        ("user Meier", ""),
        ("user/x", "label"),
        ("code", ""),
        ("code X", ""),
        ("room 4711", ""),
        ("code 4711", "label"),
        ("12345 67890 1", ""),
        ("12345 67890 12", "number"),
        ("CH93", "number"),
        ("to CH93", "number"),
        ("(CH93", "number"),
        ("XCH93", ""),
        ("iban", "number"),
        ("-BEGIN PRIVATE KEY-", "label key"),
        ("PuTTY-User-Key-File-", "label key long typed"),
        ("age-secret-key-", "label key"),
        ("x" * 19, ""),
        ("x" * 20, "long"),
        ("curl", "typed"),
    ],
)
def test_only_the_rules_that_could_find_something_are_asked(
    monkeypatch: pytest.MonkeyPatch, text: str, asked: str
) -> None:
    called = []

    def recording(name: str) -> Any:
        return lambda reading: called.append(name) or []

    names = ("label", "number", "key", "long", "typed")
    rules = tuple((may, recording(name)) for name, (may, _) in zip(names, privacy.RULES, strict=True))
    monkeypatch.setattr(privacy, "RULES", rules)
    assert find(text) == ()
    assert " ".join(called) == asked


# -- several in one text ------------------------------------------------------------------------------------

GITHUB = "ghp_" + "x1" * 18
PUTTY = "PuTTY-User-Key-File-2: ssh-rsa\nComment: mine\nPrivate-Lines: 1\nAAAA\nPrivate-MAC: 00ff"
OPEN_BLOCK = "-----BEGIN PRIVATE KEY-----\nMIIEvQ"
BLOCK = f"{OPEN_BLOCK}\n-----END PRIVATE KEY-----"
PROSE = "\nand then it worked again\n"


def secrets(text: str) -> list[str]:
    return [text[one.start : one.end] for one in find(text)]


def test_each_token_of_a_text_is_found_and_one_inside_of_a_word_hides_none_behind_it() -> None:
    assert secrets(f"{GITHUB} and {GITHUB}") == [GITHUB] * 2
    assert secrets(f"xghp_1 and {GITHUB}") == [GITHUB]


@pytest.mark.parametrize("key", [BLOCK, PUTTY])
def test_each_private_key_ends_where_it_ends_whatever_stands_before_and_behind_it(key: str) -> None:
    assert secrets(f"first some words\nand some more{PROSE}{key}{PROSE}{key}{PROSE}") == [key] * 2


def test_a_block_without_an_end_does_not_take_in_what_is_written_before_the_next_ones() -> None:
    text = f"{OPEN_BLOCK}{PROSE}{BLOCK}{PROSE}{OPEN_BLOCK}{PROSE}"
    assert secrets(text) == [OPEN_BLOCK, BLOCK, OPEN_BLOCK]


def test_a_number_with_the_check_digit_of_an_article_is_no_card() -> None:
    for number in range(1000):
        digits = f"4{number * 7919:011d}"
        check = -sum(int(digit) * (1 + 2 * (place % 2)) for place, digit in enumerate(digits)) % 10
        assert not is_card(f"{digits}{check}")


# -- what is said --------------------------------------------------------------------------------------------


def test_a_refusal_says_what_can_be_done() -> None:
    with pytest.raises(HeldBack) as caught:
        screen("text", "PIN 4711")
    assert caught.value.hint == (
        "Mask it with --mask, leave it out, or let the client type it: secrets stay out of the client's file."
    )


# -- what many labels side by side cost ------------------------------------------------------------------------

BESIDE = (
    "pw= password: Passwort PIN pin: 4711 1234,5678 / , ; = -> ( ) [ ] \" ' ` < </b> \n is ist the of for to user/ "
    "login anna Sommer2024! hunter2x reset changed key token secret as als neues wlan geheim correct horse battery "
    "staple"
).split(" ")


@given(st.lists(st.sampled_from(BESIDE), max_size=60), st.sampled_from(["", " "]))
def test_where_labels_stand_together_the_same_is_found_as_by_a_look_at_the_whole_text(
    said: list[str], between: str
) -> None:
    plain = between.join(said)
    known = privacy_labels.labels(plain, plain.lower())
    limits = [label.start for label in (*known, privacy_labels.Label(len(plain), len(plain), "", ""))[1:]]
    spans = [privacy_keywords._beside(plain, label, limit) for label, limit in zip(known, limits, strict=True)]
    found = privacy_keywords.secrets_beside_words(read(plain, ()))
    assert found[len(found) - sum(map(bool, spans)) :] == [
        (*span, label.kind) for label, span in zip(known, spans, strict=True) if span
    ]


@pytest.mark.parametrize("said", ["pw=", "password: ", "PIN 1234 ", "ｐｗ："])
def test_a_text_that_repeats_one_label_is_decided_a_few_times(said: str) -> None:
    before = privacy_keywords._again.cache_info().misses
    find(said * 3000)
    assert privacy_keywords._again.cache_info().misses - before < 1000


def test_a_line_that_calls_one_program_again_and_again_is_decided_a_few_times() -> None:
    before = privacy_commands._in_call.cache_info().misses
    assert len(find("curl -u anna:S3cret7 " * 1000)) == 1000
    assert privacy_commands._in_call.cache_info().misses - before < 200


def test_what_stands_beside_a_word_is_found_however_much_follows_it() -> None:
    text = f"The password is Xk7!pQz93 and {'then we went on with the printer ' * 20}"
    assert "Xk7!pQz93" in [text[one.start : one.end] for one in find(text)]
