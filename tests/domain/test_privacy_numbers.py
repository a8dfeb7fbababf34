"""Numbers that prove themselves: card numbers, IBANs, recovery keys, at the edges of each rule."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain.privacy import find, mask
from clientcare.domain.privacy_numbers import IBAN_LENGTHS, ISSUERS, is_card, is_iban, luhn

VISA = "4111111111111111"


def number(prefix: str, length: int, fill: str = "0") -> str:
    """A number with this beginning and length whose check digit is right."""
    body = prefix.ljust(length - 1, fill)
    return next(body + digit for digit in "0123456789" if luhn(body + digit))


def account(country: str, bban: str) -> str:
    """An IBAN whose check digits are right."""
    value = int("".join(str(int(char, 36)) for char in bban + country + "00"))
    return f"{country}{98 - value % 97:02}{bban}"


def masked(text: str) -> str:
    return mask(text, find(text))


# --- Luhn


@pytest.mark.parametrize(
    "digits", ["79927398713", "4111111111111111", "0", "18", "26", "34", "59", "67", "75", "83", "91"]
)
def test_a_number_with_the_right_check_digit_passes_luhn(digits: str) -> None:
    assert luhn(digits)


@given(st.text("0123456789", min_size=1, max_size=20), st.data())
def test_one_wrong_digit_never_passes_luhn(digits: str, data: st.DataObject) -> None:
    right = next(digits + last for last in "0123456789" if luhn(digits + last))
    place = data.draw(st.integers(0, len(right) - 1))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != right[place]]))
    assert not luhn(right[:place] + other + right[place + 1 :])


@given(st.text("0123456789", min_size=1, max_size=20))
def test_exactly_one_check_digit_is_right(digits: str) -> None:
    assert sum(luhn(digits + last) for last in "0123456789") == 1


# --- issuers and lengths


@pytest.mark.parametrize(("low", "high", "lengths"), ISSUERS)
def test_both_ends_of_an_issuers_range_are_cards_in_each_of_its_lengths_and_in_no_other(
    low: str, high: str, lengths: tuple[int, ...]
) -> None:
    for prefix in (low, high):
        others = {length for first, last, more in ISSUERS if first <= prefix[: len(first)] <= last for length in more}
        for length in range(10, 22):
            found = any(is_card(number(prefix, length, fill)) for fill in "0123")
            assert found == (length in others), (prefix, length)
        assert set(lengths) <= others


@pytest.mark.parametrize(
    "prefix",
    """
    0 1 2220 2721 2199 2205 306 3094 3096 33 35279 3590 5017 5021 5039 507 509 5892 6012 6303 635 643 66 6758 6760
    6764 676769 676775 7 8 9791 9793
    """.split(),
)
def test_beyond_an_issuers_range_a_number_is_no_card(prefix: str) -> None:
    assert not any(is_card(number(prefix, length)) for length in range(12, 20))


def test_the_published_test_numbers_are_cards() -> None:
    for digits in ("378282246310005", "5105105105105100", "30569309025904", "6011000990139424", "3530111333300000"):
        assert is_card(digits)


def test_thirteen_digits_that_are_a_valid_ean_are_an_article() -> None:
    assert is_card("4222222222222")
    ean = next(f"4{i:011}{d}" for i in range(1000) for d in range(10) if _is_both(f"4{i:011}{d}"))
    assert luhn(ean)
    assert not is_card(ean)


def _is_both(digits: str) -> bool:
    ean = (sum(int(char) for char in digits[::2]) + 3 * sum(int(char) for char in digits[1::2])) % 10 == 0
    return ean and luhn(digits)


@pytest.mark.parametrize("wrong", ["4111111111111112", "411111111111111", "41111111111111111"])
def test_a_wrong_check_digit_or_length_is_no_card(wrong: str) -> None:
    assert not is_card(wrong)
    assert find(f"card {wrong}") == ()


# --- cards in a text


@pytest.mark.parametrize(
    "text",
    [
        "4111 1111 1111 1111", "4111  1111  1111  1111", "4111-1111-1111-1111", "4111.1111.1111.1111",
        "41111111 11111111",
        "411111 1111111111", "3782 822463 10005", "30569309025904", "4222222222222", "６０１１１１１１１１１１１１１７",
        "4111\u00a01111\u20091111\u202f1111", "4111–1111–1111–1111", "4111\u200b1111\u200b1111\u200b1111",
        "6759 6498 2643 8453", "4000 0000 0000 0000 006", "50180000 0009",
    ],
)  # fmt: skip
def test_a_card_number_is_found_however_it_is_grouped(text: str) -> None:
    for around in ("{}", "card {}.", "({})", "card:{}", "a\n{}\nb", "{}, ok", "\t{}\t"):
        assert masked(around.format(text)) == around.format("[masked: card number]")


@pytest.mark.parametrize(
    "text",
    [
        f"SN{VISA}", f"{VISA}X", f"x{VISA}", f"é{VISA}", f"_{VISA}", f"{VISA}_", f"+{VISA}", f"1.{VISA}", f"0,{VISA}",
        f"{VISA}0",
        "4111 1111 1111 111", "41 1111 1111 1111 11", "4111 1111 1111 1 111", "4111   1111   1111   1111",
        "4111/1111/1111/1111", f"https://shop.example/{VISA}", f"/srv/orders/{VISA}/x", f"C:\\Temp\\{VISA}",
        f"{VISA}.txt", f"({VISA}.txt)", f"{VISA}%",
        "1-4111-1111-1111-1111", "4111-1111-1111-1111-0000-0", "4111\n1111\n1111\n1111", "4111, 1111, 1111, 1111",
        "40000000-0000-0000-0000-000000000000", "{40000000-0000-0000-0000-000000000002}",
    ],
)  # fmt: skip
def test_digits_that_belong_to_something_else_are_no_card_number(text: str) -> None:
    assert not [finding for finding in find(text) if finding.kind == "card"]


def test_the_shortest_cards_have_twelve_digits_and_the_longest_nineteen() -> None:
    assert masked(number("5018", 12)) == "[masked: card number]"
    assert masked(number("5018", 19)) == "[masked: card number]"
    assert find(number("5018", 11)) == ()
    assert find(number("5018", 20)) == ()


def test_numbers_before_and_behind_a_card_stay() -> None:
    assert masked("044 555 01 20 4111 1111 1111 1111 12/27") == "044 555 01 20 [masked: card number] 12/27"
    assert masked("2024 11 4111111111111111 99") == "2024 11 [masked: card number] 99"
    assert masked(f"/srv/a/b {VISA}") == "/srv/a/b [masked: card number]"
    assert masked("A4 4111 1111 1111 1111 123") == "A4 [masked: card number] 123"
    assert masked(f"{VISA} 4242424242424242") == "[masked: card number] [masked: card number]"
    assert masked("4111 1111 1111 1111 4242 4242 4242 4242") == "[masked: card number] [masked: card number]"


def test_a_brand_may_be_glued_to_its_number() -> None:
    assert masked(f"Visa{VISA}") == "Visa[masked: card number]"
    assert masked(f"Kartennr{VISA}") == "Kartennr[masked: card number]"


@pytest.mark.parametrize(
    "before",
    ["SN: ", "S/N ", "serial no. ", "Serial number ", "Seriennummer: ", "Seriennr. ", "n° de série ", "IMEI ",
    "imei: ", "IMEI1=",
     "Auftrag ", "order #", "Bestellung Nr. ", "tracking no: ", "EAN ", "case ", "invoice number: ", "Auftrags-Nr. "],
)  # fmt: skip
def test_beside_a_word_for_another_number_a_number_in_one_piece_passes(before: str) -> None:
    assert find(before + VISA) == ()


@pytest.mark.parametrize(
    "before", ["paid ", "border ", "1, ", "a. ", "-", "serial. A ", "clean ", "isn ", "number ", "", "case, ", "no. "]
)
def test_a_word_that_only_ends_like_such_a_word_is_none(before: str) -> None:
    assert masked(before + VISA) == before + "[masked: card number]"


def test_beside_such_a_word_a_number_in_groups_is_a_card_and_so_is_one_on_the_next_line() -> None:
    assert masked("serial 4111 1111 1111 1111") == "serial [masked: card number]"
    assert masked(f"serial\n{VISA}") == "serial\n[masked: card number]"
    assert masked(f"no serial, card {VISA}") == "no serial, card [masked: card number]"


def test_an_imei_has_fifteen_digits_and_passes_beside_its_word_and_where_no_issuer_fits() -> None:
    assert find("IMEI 371449635398431") == ()
    assert luhn("490154203237518")
    assert find("490154203237518") == ()
    assert masked("371449635398431") == "[masked: card number]"


# --- IBANs


def test_every_countrys_length_is_an_iban_and_one_more_or_less_is_not() -> None:
    assert len(IBAN_LENGTHS) > 80
    for country, length in IBAN_LENGTHS.items():
        assert is_iban(account(country, "1" * (length - 4)))
        assert not is_iban(account(country, "1" * (length - 3)))
        assert not is_iban(account(country, "1" * (length - 5)))


@pytest.mark.parametrize(
    ("country", "length"),
    [
        ("CH", 21),
        ("LI", 21),
        ("DE", 22),
        ("AT", 20),
        ("FR", 27),
        ("GB", 22),
        ("IT", 27),
        ("NL", 18),
        ("BE", 16),
        ("NO", 15),
    ],
)
def test_lengths_are_those_of_the_registry(country: str, length: int) -> None:
    assert IBAN_LENGTHS[country] == length


def test_a_country_that_has_no_ibans_is_none() -> None:
    assert not is_iban(account("US", "1" * 17))
    assert find(account("ZZ", "1" * 17)) == ()


@given(st.integers(0, 10**17 - 1), st.integers(0, 96))
def test_only_the_right_check_digits_pass(bban: int, wrong: int) -> None:
    right = account("CH", f"{bban:017}")
    assert is_iban(right)
    other = f"CH{(int(right[2:4]) + wrong) % 97 + 2:02}{right[4:]}"
    assert is_iban(other) == ((int(right[2:4]) - int(other[2:4])) % 97 == 0)


@pytest.mark.parametrize(
    "text",
    [
        "CH9300762011623852957", "CH93 0076 2011 6238 5295 7", "ch93 0076 2011 6238 5295 7", "CH93 00762 011623852957",
        "CH93-0076-2011-6238-5295-7", "CH93.0076.2011.6238.5295.7", "CH93  0076  2011  6238  5295  7",
        "GB29 NWBK 6016 1331 9268 19", "gb29 nwbk 6016 1331 9268 19", "MT84 MALT 0110 0001 2345 MTLC AST0 01S",
        "LI21 0881 0000 2324 013A A", "LI21088100002324013AA", "ＣＨ９３ ００７６ ２０１１ ６２３８ ５２９５ ７",
    ],
)  # fmt: skip
def test_an_iban_is_found_however_it_is_grouped(text: str) -> None:
    for around in ("{}", "({})", "to {} today", "IBAN:{}", "x\n{}\ny", "{}."):
        assert masked(around.format(text)) == around.format("[masked: bank account number]")


def test_an_iban_may_be_glued_to_its_word_and_stand_apart_from_its_country_behind_it() -> None:
    assert masked("IBANCH9300762011623852957") == "IBAN[masked: bank account number]"
    assert masked("IBAN CH 9300762011623852957") == "IBAN [masked: bank account number]"
    assert find("xCH9300762011623852957") == ()
    assert masked("_CH9300762011623852957") == "_[masked: bank account number]"


@pytest.mark.parametrize(
    "text",
    [
        "CH93 0076 2011 6238 5295 8", "CH93 0076 2011 6238 5295 71", "CH93 0076 2011 6238 5295",
        "CH9300762011623852957X", "CH93   0076 2011 6238 5295 7", "CH93\n0076 2011 6238 5295 7",
        "CH93 0076 word 6238 5295 7",
    ],
)  # fmt: skip
def test_what_only_begins_like_an_iban_is_none(text: str) -> None:
    assert not [finding for finding in find(text) if finding.kind == "iban"]


def test_words_of_a_sentence_are_no_groups_of_an_iban() -> None:
    words = "LT20 printer toner empty"
    assert find(words) == ()
    body = "abcd1234efgh5678"
    text = account("LT", body.upper()).lower()
    assert masked(text) == "[masked: bank account number]"
    assert find(f"{text[:4]} {body[:8]} efgh 5678") == ()
    assert find(f"{text[:4]} {body[:4]} 1234 efgh 5678") == ()  # small letters in a group of their own: a word


def test_two_ibans_are_two() -> None:
    assert masked("CH9300762011623852957 DE89370400440532013000") == " ".join(["[masked: bank account number]"] * 2)


# --- recovery keys

KEY = "-".join(["111111"] * 7)


def test_a_recovery_key_has_eight_groups_of_six_digits() -> None:
    assert masked(f"key {KEY}-222222.") == "key [masked: recovery key]."
    assert masked(f"{KEY}-222222".replace("-", " ")) == "[masked: recovery key]"
    assert find(KEY) == ()
    assert find(f"{KEY}-222222-333333") == ()
    assert find(f"{KEY}-2222222") == ()
    assert find(f"1{KEY}-222222") == ()


def test_each_group_of_a_recovery_key_is_a_multiple_of_eleven_below_720896() -> None:
    assert masked(f"{KEY}-720885") == "[masked: recovery key]"
    assert find(f"{KEY}-720896") == ()
    assert find(f"{KEY}-720907") == ()
    assert find(f"{KEY}-222223") == ()
