"""Private keys and the tokens of services, by their documented beginnings and lengths."""

from __future__ import annotations

import pytest

from clientcare.domain.privacy import find, mask
from clientcare.domain.privacy_tokens import AGE, AGE_LENGTH, KEPT, PREFIXES


def masked(text: str) -> str:
    return mask(text, find(text))


def blocking(text: str) -> list[tuple[str, str]]:
    return [(finding.kind, text[finding.start : finding.end]) for finding in find(text) if finding.blocks]


@pytest.mark.parametrize(("prefix", "least"), [(prefix, least) for prefix, (least, _) in PREFIXES.items()])
def test_a_token_is_its_prefix_and_no_less_than_its_documented_length(prefix: str, least: int) -> None:
    token = prefix + "X" * least
    hidden = "X" * least if prefix in KEPT else token
    for text in (token, f"here: {token}.", f'"{token}"', f"a={token};b=c"):
        assert ("token", hidden) in blocking(text)
    assert blocking(f"here {token[:-1]} it is") == []
    assert blocking(f"1{token}") == []
    assert blocking(f"a{token}") == []


def test_every_token_is_long_enough_to_be_looked_for() -> None:
    assert all(len(prefix) + least >= 20 for prefix, (least, _) in PREFIXES.items())


def test_of_a_connection_string_only_the_key_is_masked() -> None:
    assert masked("AccountName=acme;AccountKey=" + "x" * 40 + "+/==;Suffix=x") == (
        "AccountName=acme;AccountKey=[masked: access token of a service];Suffix=x"
    )
    assert masked("https://x.example/a?sig=" + "x" * 20 + "%3D&se=1") == (
        "https://x.example/a?sig=[masked: access token of a service]&se=1"
    )
    assert masked("https://hooks.slack.com/services/T0/B0/" + "x" * 20) == (
        "https://hooks.slack.com/services/[masked: access token of a service]"
    )
    assert masked("https://a.webhook.office.com/webhookb2/" + "0" * 36 + "@1/x") == (
        "https://a.webhook.office.com/webhookb2/[masked: access token of a service]"
    )


def test_a_point_belongs_to_some_tokens_and_ends_others() -> None:
    assert masked("ya29." + "x" * 10 + "." + "y" * 10) == "[masked: access token of a service]"
    assert blocking("and SG." + "x" * 39 + ". Then") == []
    assert masked("ghp_" + "x" * 36 + ".y") == "[masked: access token of a service].y"


def test_two_tokens_of_one_service_are_two() -> None:
    token = "glpat-" + "x" * 20
    assert masked(f"{token} {token}") == " ".join(["[masked: access token of a service]"] * 2)


@pytest.mark.parametrize(
    "token",
    [
        "eyJ" + "a" * 8 + "." + "b" * 8 + ".",
        "eyJ" + "a" * 8 + "." + "b" * 8 + "." + "c" * 43,
        "abc8Q~" + "x" * 31,
        "abc8Q~" + "x" * 34,
        "12345678:AA" + "x" * 33,
        "1234567890:AA" + "x" * 33,
        "key-" + "0" * 32,
        "A3-ABCDEF-ABCDEF-12345-12345-12345-12345",
        "A3-ABCDEF-ABCDEF12345-12345-12345-12345",
    ],
)
def test_tokens_without_a_prefix_are_known_by_their_form(token: str) -> None:
    assert masked(f"x {token} y") == "x [masked: access token of a service] y"
    assert blocking(f"x Z{token} y") == []


@pytest.mark.parametrize(
    "word",
    [
        "eyJ" + "a" * 7 + "." + "b" * 8 + ".c", "eyJ" + "a" * 8 + "." + "b" * 7 + ".c",
        "abc8Q~" + "x" * 30, "abcdQ~" + "x" * 31,
        "1234567:AA" + "x" * 33, "12345678:AA" + "x" * 32, "12345678:AA" + "x" * 34, "key-" + "0" * 31,
        "key-" + "0" * 33,
        "key-" + "g" * 32, "A3-ABCDEF-ABCDEF-12345-12345-12345", "pk_live_" + "x" * 24,
    ],
)  # fmt: skip
def test_what_only_looks_like_such_a_token_is_none(word: str) -> None:
    assert blocking(f"x {word} y") == []


# --- private keys


@pytest.mark.parametrize("name", ["", "RSA ", "EC ", "DSA ", "OPENSSH ", "ENCRYPTED "])
def test_a_private_key_is_masked_from_its_first_line_to_its_last(name: str) -> None:
    key = f"-----BEGIN {name}PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nxxxx\n-----END {name}PRIVATE KEY-----"
    assert masked(f"before\n{key}\nbehind it") == "before\n[masked: private key]\nbehind it"


def test_keys_of_other_programs_are_private_keys_too() -> None:
    pgp = "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nxxxx\n-----END PGP PRIVATE KEY BLOCK-----"
    ssh = "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nxxxx\n---- END SSH2 ENCRYPTED PRIVATE KEY ----"
    one_line = "-----BEGIN PRIVATE KEY-----\\nxxxx\\n-----END PRIVATE KEY-----\\n"
    assert masked(f"a {pgp} b") == "a [masked: private key] b"
    assert masked(f"a {ssh} b") == "a [masked: private key] b"
    assert masked(f'"{one_line}"') == '"[masked: private key]\\n"'


def test_public_keys_and_certificates_are_none() -> None:
    assert find("-----BEGIN PUBLIC KEY-----\nxxxx\n-----END PUBLIC KEY-----") == ()
    assert find("-----BEGIN CERTIFICATE-----\nxxxx\n-----END CERTIFICATE-----") == ()
    assert find("PuTTY-User-Key-File-3: ssh-rsa\nPublic-Lines: 1\nAAAA") == ()


def test_a_private_key_without_its_last_line_ends_where_a_sentence_begins() -> None:
    key = "-----BEGIN PRIVATE KEY-----\nxxxx\nyyyy"
    assert masked(key) == "[masked: private key]"
    assert masked(f"{key}\n") == "[masked: private key]"
    assert masked(f"{key}\nthen we went on") == "[masked: private key]\nthen we went on"
    assert masked("-----BEGIN PRIVATE KEY-----\nthen we went on") == "[masked: private key]\nthen we went on"
    assert masked(f"{key}\n-----BEGIN PRIVATE KEY-----\nz\n-----END PRIVATE KEY-----") == "\n".join(
        ["[masked: private key]"] * 2
    )


def test_two_private_keys_with_text_between_are_two() -> None:
    key = "-----BEGIN PRIVATE KEY-----\nxx\n-----END PRIVATE KEY-----"
    assert masked(f"{key}\nand this one\n{key}") == "[masked: private key]\nand this one\n[masked: private key]"


def test_a_putty_key_is_masked_with_its_head() -> None:
    key = "PuTTY-User-Key-File-3: ssh-rsa\nComment: ann\nPublic-Lines: 1\nAAAA\nPrivate-Lines: 1\nBBBB\nPrivate-MAC: 00"
    assert masked(f"a\n{key}\nthe end of it") == "a\n[masked: private key]\nthe end of it"
    assert masked(key) == "[masked: private key]"


def test_an_age_key_has_58_characters_behind_its_beginning_in_either_case() -> None:
    key = AGE + "Q" * AGE_LENGTH
    assert AGE_LENGTH == 58
    for text in (key, key.lower()):
        assert masked(f"x {text} y") == "x [masked: private key] y"
        assert "private-key" not in [kind for kind, _ in blocking(f"x {text[:-1]} y x{text}")]
