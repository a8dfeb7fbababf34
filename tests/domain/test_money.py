"""Prices, quantities and what is computed with them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain.errors import Usage
from clientcare.domain.money import (
    Money,
    parse_currency,
    parse_money,
    parse_quantity,
    say_money,
    say_quantity,
    times,
    total,
    valid_currency,
)


def chf(amount: str) -> Money:
    return Money(Decimal(amount), "CHF")


def refusal(text: str, currency: str = "CHF") -> Usage:
    with pytest.raises(Usage) as refused:
        parse_money(text, currency)
    assert refused.value.hint
    return refused.value


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        *(("89", "89.00"), ("89.5", "89.50"), ("89.50", "89.50"), ("89,50", "89.50"), ("0", "0.00"), ("0.05", "0.05")),
        *(("1'200.00", "1200.00"), ("1’200.-", "1200.00"), ("1'200", "1200.00"), ("1.200,00", "1200.00")),
        *(("1,200.00", "1200.00"), ("1 200,00", "1200.00"), ("1\u202f200.5", "1200.50"), ("1.200,-", "1200.00")),
        *(("1,200,000", "1200000.00"), ("1.200.000,55", "1200000.55"), ("1200", "1200.00"), ("89.–", "89.00")),
        *(("CHF 89", "89.00"), ("89 CHF", "89.00"), ("chf89.50", "89.50"), ("Fr. 89.-", "89.00"), ("89 sFr.", "89.00")),
        *(("fr 89", "89.00"), (" 89 ", "89.00"), ("CHF 1'200.00", "1200.00"), ("10000000", "10000000.00")),
    ],
)
def test_a_price_is_read_with_any_separators_that_can_only_mean_one_thing(text: str, amount: str) -> None:
    money = parse_money(text, "CHF")
    assert money == chf(amount)
    assert str(money.amount) == amount


@pytest.mark.parametrize("text", ["1,200", "1.200", "12.500", "999,999", "CHF 1.200"])
def test_one_separator_before_three_digits_is_refused_because_it_can_mean_two_prices(text: str) -> None:
    assert "can mean" in refusal(text).message


def test_the_refusal_of_an_ambiguous_price_names_both_and_what_to_write() -> None:
    error = refusal("1.200")
    assert error.message == '"1.200" can mean 1200 or 1.200.'
    assert error.hint == "Write 1200 without a separator, or with 2 decimals at most."


def test_in_a_currency_with_three_decimals_three_digits_are_decimals() -> None:
    assert parse_money("1.200", "KWD") == parse_money("1,200", "KWD") == Money(Decimal("1.200"), "KWD")
    assert parse_money("1'200", "KWD") == Money(Decimal(1200), "KWD")


@pytest.mark.parametrize("text", ["-5", "-0", "CHF -5", "-CHF 5", "\N{MINUS SIGN}5", "-1e9"])
def test_a_negative_price_is_refused(text: str) -> None:
    assert refusal(text).message == f'"{text}" is negative, which a price cannot be.'


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "nan", "inf", "Infinity", "1e9", "0x10", "1_000", "free", "89.", ".5", "89..5", "1.2.3", "89 50"),
        *(
            "12,00.00",
            "1'20",
            "1'2000",
            "0'200",
            "1,200,00",
            "1.200.00",
            "1 200'000",
            "१२",
            "89 --",
            "+5",
            "CHF",
            "--5-",
        ),
        *("1000000000000000000000", "1'200'000'000'000", "89²", "89\x00", "5%", "89 francs"),
    ],
)
def test_what_is_no_price_is_refused(text: str) -> None:
    assert refusal(text).message.endswith(("is not a price.", "cannot be."))


@pytest.mark.parametrize(
    ("text", "currency", "decimals"), [("89.505", "USD", 2), ("0.500", "CHF", 2), ("8.9", "JPY", 0)]
)
def test_more_decimals_than_the_currency_has_are_refused_and_never_rounded(
    text: str, currency: str, decimals: int
) -> None:
    message = refusal(text, currency).message
    assert f"and {decimals} are possible" in message or "can mean" in message


def test_a_price_with_four_decimals_is_refused_in_every_currency() -> None:
    assert refusal("1.2000").message == '"1.2000" has 4 decimals, and 2 are possible.'
    assert refusal("1.2000", "KWD").message == '"1.2000" has 4 decimals, and 3 are possible.'


def test_a_price_above_ten_million_is_refused() -> None:
    assert refusal("10000000.01").message == "\"10000000.01\" is more than CHF 10'000'000.00."
    assert refusal("999,999,999.00").message.endswith("is more than CHF 10'000'000.00.")


@pytest.mark.parametrize("text", ["89 EUR", "EUR 89", "€89", "89€", "$5", "£ 3", "usd", "CHF 89 EUR"])
def test_another_currency_than_the_one_of_the_shop_is_refused(text: str) -> None:
    assert refusal(text).message == f'"{text}" is not in CHF, the currency of the shop.'


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("€ 89", "EUR"),
        ("89 €", "EUR"),
        ("£89", "GBP"),
        ("$89", "USD"),
        ("$89", "CAD"),
        ("¥89", "JPY"),
        ("89 jpy", "JPY"),
    ],
)
def test_the_sign_of_the_currency_of_the_shop_is_welcome(text: str, currency: str) -> None:
    assert parse_money(text, currency) == Money(Decimal(89), currency)


def test_money_is_said_with_its_currency_all_decimals_and_apostrophes() -> None:
    said = [
        say_money(Money(Decimal(amount), code)) for amount, code in (("89", "CHF"), ("1200", "JPY"), ("1.2", "KWD"))
    ]
    assert said == ["CHF 89.00", "JPY 1'200", "KWD 1.200"]
    assert say_money(chf("1234567.8")) == "CHF 1'234'567.80"
    assert say_money(chf("-1200")) == "CHF -1'200.00"


def test_money_of_a_currency_that_is_no_longer_in_use_stays_readable() -> None:
    assert say_money(Money(Decimal("12.5"), "BGN")) == "BGN 12.50"


@pytest.mark.parametrize(
    ("code", "valid"), [("CHF", True), ("EUR", True), ("JPY", True), ("TND", True), ("chf", False)]
)
def test_a_currency_is_known_by_its_code(code: str, valid: bool) -> None:
    assert valid_currency(code) is valid


@pytest.mark.parametrize("code", ["", "XXX", "XAU", "DEM", "EURO", "€"])
def test_what_is_no_currency_in_use_is_unknown(code: str) -> None:
    assert not valid_currency(code)
    with pytest.raises(Usage, match="is not the code of a currency"):
        parse_currency(code)


def test_the_code_of_a_currency_may_be_typed_in_any_case() -> None:
    assert parse_currency(" chf ") == "CHF"


@pytest.mark.parametrize(
    ("text", "quantity"), [("1", "1"), ("2.5", "2.5"), ("2,50", "2.5"), ("0.01", "0.01"), ("1'000", "1000")]
)
def test_a_quantity_is_a_number_above_zero(text: str, quantity: str) -> None:
    assert parse_quantity(text) == Decimal(quantity)


def test_a_hundred_thousand_is_the_highest_quantity() -> None:
    assert parse_quantity("100000") == 100_000


@pytest.mark.parametrize(
    "text", ["0", "0.00", "-1", "-2.5", "nan", "1e3", "x", "", "100000.01", "0.001", "1.125", "2 pieces"]
)
def test_an_impossible_quantity_is_refused(text: str) -> None:
    with pytest.raises(Usage) as refused:
        parse_quantity(text)
    assert f'"{text}"' in refused.value.message
    assert refused.value.hint


def test_a_quantity_is_said_without_needless_zeros() -> None:
    assert [say_quantity(Decimal(text)) for text in ("1", "2.50", "100", "0.25", "1E+2")] == [
        "1",
        "2.5",
        "100",
        "0.25",
        "100",
    ]


@pytest.mark.parametrize(
    ("price", "quantity", "product"),
    [
        ("89", "1", "89.00"),
        ("0.05", "0.5", "0.03"),
        ("0.05", "0.49", "0.02"),
        ("33.33", "3", "99.99"),
        ("-0.05", "0.5", "-0.03"),
    ],
)
def test_a_price_times_a_quantity_is_rounded_with_half_a_unit_up(price: str, quantity: str, product: str) -> None:
    assert str(times(chf(price), Decimal(quantity)).amount) == product


def test_rounding_is_to_the_smallest_unit_of_the_currency() -> None:
    assert times(Money(Decimal(101), "JPY"), Decimal("0.5")) == Money(Decimal(51), "JPY")
    assert times(Money(Decimal("0.001"), "KWD"), Decimal("0.5")) == Money(Decimal("0.001"), "KWD")


def test_a_total_of_nothing_is_zero_in_the_currency() -> None:
    assert say_money(total([], "CHF")) == "CHF 0.00"


def test_a_total_is_exact() -> None:
    assert say_money(total([chf("0.10")] * 3 + [chf("89")], "CHF")) == "CHF 89.30"


def test_two_currencies_are_never_added() -> None:
    with pytest.raises(Usage, match=r"EUR 2\.00 cannot be added to CHF"):
        total([chf("1"), Money(Decimal(2), "EUR")], "CHF")


@st.composite
def prices(draw: st.DrawFn) -> Money:
    currency, decimals = draw(st.sampled_from([("CHF", 2), ("EUR", 2), ("JPY", 0), ("KWD", 3)]))
    return Money(Decimal(draw(st.integers(0, 10_000_000 * 10**decimals))).scaleb(-decimals), currency)


@given(prices())
def test_what_is_said_is_read_back(price: Money) -> None:
    assert parse_money(say_money(price), price.currency) == price


@given(st.integers(1, 10_000_000))
def test_a_quantity_that_is_said_is_read_back(hundredths: int) -> None:
    quantity = Decimal(hundredths) / 100
    assert parse_quantity(say_quantity(quantity)) == quantity


@given(st.text(alphabet="0123456789.,'’ -", max_size=14))
def test_a_price_is_never_read_as_other_digits_than_were_typed(text: str) -> None:
    try:
        money = parse_money(text, "CHF")
    except Usage:
        return
    typed = "".join(character for character in text if character.isdigit())
    cents = int(money.amount * 100)
    assert cents in {int(typed) * factor for factor in (1, 10, 100)}


@given(st.lists(st.integers(-(10**9), 10**9), max_size=8), st.data())
def test_a_total_does_not_depend_on_the_order(cents: list[int], data: st.DataObject) -> None:
    amounts = [Money(Decimal(each) / 100, "CHF") for each in cents]
    assert total(amounts, "CHF") == total(data.draw(st.permutations(amounts)), "CHF")
    assert total(amounts, "CHF").amount * 100 == sum(cents)
