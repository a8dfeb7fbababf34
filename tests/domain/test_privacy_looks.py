"""What a word looks like: an identifier, a product, a name of a thing, a mask, a secret, long random text."""

from __future__ import annotations

import pytest

from clientcare.domain.privacy import find
from clientcare.domain.privacy_looks import (
    has_digit,
    has_hard,
    has_large,
    has_small,
    is_account,
    is_brand,
    is_identifier,
    is_masked,
    is_name,
    looks_secret,
    looks_strong,
)
from clientcare.domain.privacy_random import random_run


def test_letters_digits_and_symbols_are_told_apart() -> None:
    assert [has_digit("a0"), has_digit("ab"), has_small("Ab"), has_small("A1"), has_large("aB"), has_large("a1")] == [
        True, False, True, False, True, False,
    ]  # fmt: skip
    assert all(has_hard(f"a{char}b") for char in "!#$%&*+=?@^|~<>§€£°{}")
    assert not any(has_hard(f"a{char}b") for char in "-_./\\:,;'\"()[]")


@pytest.mark.parametrize(
    "word",
    """
    24.11.2026 24.11. 24/11/26 2026-11-24 2026-11-24T14:05:00+01:00 24/7 14:05 14h05 14:05:00 v2.3.1 2.3.1-r3
    10.0.0.1 10.0.0.0/24 1.2_beta2 3f2504e0-4f89-11d3-9a0c-0305e82c3301 {3F2504E0-4F89-11D3-9A0C-0305E82C3301}
    S-1-5-21-111-222-1001 00:1A:2B:3C:4D:5E 00-1a-2b-3c-4d-5e 001a.2b3c.4d5e fe80::1a2b:3c4d ::1 fe80::1%eth0
    2001:db8::/32 0x80070005 KB5034441 d41d8cd98f00b204e9800998ecf8427e da39a3ee5e6b4b0d3255bfef95601890afd80709
    #d41d8cd98f00b204e9800998ecf8427e e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 3x 90d 2nd
    1st 3rd 4th 12% 12+ 64GB 1,5h 16er 14-digit 8-character 90-Tage 12-stellig 3fach 12-month-plan
    a.frei+x@example.ch C:\\Temp\\a1 c:/a \\\\srv\\x /etc/x1 ~/a1 ./a1 ../a1 HKLM\\Software HKCU:x HKEY_USERS\\x
    https://a1 mailto:a1 www.a1 notes2024.txt a(1).xlsx setup-x64.7z pc12.acme.local ABCDE-12345-FGHIJ
    11111-22222-33333-44444-55555 SHA256:abc md5=abc sha512-abc AAAAC3NzaC1lZDI1NTE5AAAA ssh-ed25519
    """.split(),
)
def test_what_shops_note_daily_is_an_identifier(word: str) -> None:
    assert is_identifier(word)


@pytest.mark.parametrize(
    "word",
    """
    Winter2024! hunter2 abc123 4711 12345678 Sommer-24 Sommer_24 admin admin1 a1b2c3d4
    d41d8cd98f00b204e9800998ecf842 x.y1 3f2504e0-4f89-11d3-9a0c-0305e82c330 S-2-5 0xZZ KB12345 KB123456789
    12345-ABCD a@b ab.c12 g1d8cd98f00b204e9800998ecf8427e
    """.split(),
)  # fmt: skip
def test_other_words_are_no_identifiers(word: str) -> None:
    assert not is_identifier(word)


def test_a_word_of_more_than_four_hundred_characters_is_no_identifier() -> None:
    assert is_identifier("/" + "a" * 399)
    assert not is_identifier("/" + "a" * 400)


@pytest.mark.parametrize(
    "word", "iPhone iPads WiFi Wi-Fi Office365 Windows11 O365 2FA OneDrive PC-12 NAS1 Server2019! 3CX".split()
)
def test_products_and_kinds_of_machines_are_brands(word: str) -> None:
    assert is_brand(word)
    assert not looks_secret(word)


@pytest.mark.parametrize("word", "Winter2024 Filiale23 myiPhone hunTer SRV01".split())
def test_other_words_are_no_brands(word: str) -> None:
    assert not is_brand(word)


@pytest.mark.parametrize(
    "word", "PC-014 SRV01 INC0012345 svc_backup2 max.muster2 acme\\meier AD/Entra ABC srv-1 a-b1".split()
)
def test_names_of_machines_accounts_and_tickets_are_names(word: str) -> None:
    assert is_name(word)


@pytest.mark.parametrize("word", "PC-014! Winter24 hunter2 hunXter2 -x1 x1- A+B".split())
def test_words_with_a_symbol_or_without_a_joint_are_no_names(word: str) -> None:
    assert not is_name(word)


def test_an_account_has_small_letters_and_one_or_two_digits() -> None:
    assert [word for word in ("mmeier2", "mmeier12", "mmeier123", "mmeier", "Mmeier2", "mmeierX2", "m.meier2",
    "2") if is_account(word)] == [
        "mmeier2", "mmeier12",
    ]  # fmt: skip


def test_one_character_repeated_is_a_mask() -> None:
    assert [
        word for word in ("***", "....", "xxx", "XXXX", "---", "???", "###", "___", "\0\0", "*") if not is_masked(word)
    ] == []
    assert [word for word in ("000", "111", "aaa", "x*x", "*x") if is_masked(word)] == []


@pytest.mark.parametrize(
    "word",
    """
    Winter2024! hunter2 abc1 1abc 4711 12345 Blue42Sky Xk9#mm2 Tr0ub4dor&3 geh!eim hunTer BlueSky Haus-Nr5
    P@ssword p@ss pa@x SRV01 a1b2-c3d4 X!reif reif!X geh&eim GEH!EIM aB
    """.split(),
)
def test_digits_symbols_or_a_capital_within_look_like_a_secret(word: str) -> None:
    assert looks_secret(word)


@pytest.mark.parametrize(
    "word",
    """
    geheim Geheim GEHEIM 471 12 R&D AT&T C++ C# what? Stop! <b> **fett** user@host PCs VMs AD-Konto E-Mail 14:05
    24.11.2026 v2.3 KB5034441 10.0.0.1 **** xxxx ab1 $PATH %TEMP% {name} ACME\\meier iPhone O365 --- !!!!
    Haus/Garten Anna.Frei Auf_Zu
    """.split(),
)
def test_words_of_a_sentence_and_identifiers_do_not(word: str) -> None:
    assert not looks_secret(word)


def test_several_words_never_look_like_one_secret() -> None:
    assert not looks_secret("Winter 2024!")


def test_beyond_doubt_is_what_has_eight_characters_a_small_letter_a_digit_and_a_symbol() -> None:
    words = ("Winter24!", "inter24!", "nter24!", "WINTER24!", "Winterrr!", "Winter242", "anna@pc-014", "Windows11!")
    assert [word for word in words if looks_strong(word)] == ["Winter24!", "inter24!"]


# --- long random text

RUN = "Zk3vQ9xT1bLm8RyW2pNs"


def test_a_run_of_twenty_letters_and_digits_without_order_is_random() -> None:
    assert random_run(RUN) == (0, 20)
    assert random_run(RUN[:-1]) is None
    assert random_run(f"sid.{RUN}.x") == (4, 24)
    assert random_run(f"a+{RUN}/b=") == (0, 25)
    assert random_run(f".{RUN}==") == (1, 23)


@pytest.mark.parametrize(
    "word",
    [
        RUN.lower(), RUN.upper(), "".join(c for c in RUN if c.isalpha()) * 2, f"https://{RUN}", f"C:\\{RUN}",
        f"src=https://{RUN}", f"%TEMP%\\{RUN}",
        f"/usr/{RUN}", f"{RUN}.txt",
        "EnglishInternationalX64v2Long", "ReplayCacheTestProcWithMD5Aa", "PHNbmXx12345678901234567890",
        "é" + RUN[1:10] + "ü" + RUN[11:],
        "aBcDeFgHiJkLmNoPqRsT1uVwXyZ", "12345678901234567890aB",
    ],
)  # fmt: skip
def test_names_numbers_paths_and_addresses_are_not_random(word: str) -> None:
    assert random_run(word) is None


def test_two_digits_apart_and_two_changes_in_five_characters_make_a_run_random() -> None:
    assert random_run("aB1aB1aaaaBaaaaaaaaa") is not None  # eight changes in twenty characters
    assert random_run("aB1aB1aaaaaaaaaaaaaB") is None  # seven
    assert random_run("aBcDeFgHiJkLmNoPq1rS") is None
    assert random_run("1BcDeFgHiJkLmNoPq1rS") is not None


@pytest.mark.parametrize("border", list(" \t\n\r\"'`()[]{}<>,;|"))
def test_random_text_is_found_between_borders(border: str) -> None:
    text = f"x{border}{RUN}{border}y"
    (finding,) = find(text)
    assert (finding.kind, finding.start, finding.end, finding.blocks) == ("random", 2, 22, False)


def test_random_text_is_found_at_both_ends_of_a_text() -> None:
    assert [(finding.start, finding.end) for finding in find(f"{RUN} und {RUN}")] == [(0, 20), (25, 45)]
    assert [(finding.start, finding.end) for finding in find(f"see .{RUN}")] == [(5, 25)]
