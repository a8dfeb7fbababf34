"""Money: amounts of one currency, as people type and read them, and what may be computed with them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, NamedTuple

from clientcare.domain.errors import Usage
from clientcare.domain.typed import plain, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

HIGHEST_PRICE = 10_000_000
HIGHEST_QUANTITY = 100_000

# ISO 4217: the currencies in use (without funds, metals and test codes) by the decimals of their amounts.
_DECIMALS = {
    code: decimals
    for decimals, codes in {
        0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF",
        2: """AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP
            CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR
            IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN
            NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP
            STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG""",
        3: "BHD IQD JOD KWD LYD OMR TND",
    }.items()
    for code in codes.split()
}
_SIGNS = {
    "€": {"EUR"},
    "£": {"GBP"},
    "¥": {"JPY", "CNY"},
    "$": {"USD", "AUD", "CAD", "HKD", "NZD", "SGD"},
    "fr": {"CHF"},
    "fr.": {"CHF"},
    "sfr": {"CHF"},
    "sfr.": {"CHF"},
}


class Money(NamedTuple):
    """An amount of a currency (ISO 4217), exact to its smallest unit. Negative where money is given back.

    `+` and `*` are those of tuples: use `total` and `times`.
    """

    amount: Decimal
    currency: str


def valid_currency(code: str) -> bool:
    """Whether `code` is the ISO 4217 code of a currency in use, in capitals."""
    return code in _DECIMALS


def parse_currency(text: str) -> str:
    """Read the code of a currency in any case: "chf" is "CHF". Raises Usage if there is none."""
    code = text.strip().upper()
    if not valid_currency(code):
        raise Usage(f"{quoted(text)} is not the code of a currency.", "Write the three letters, such as CHF or EUR.")
    return code


def parse_money(text: str, currency: str) -> Money:
    """Read a price in `currency`, the shop's: zero to ten million, with no more decimals than the currency has.

    `89`, `89.50`, `89,50`, `1'200.00`, `1’200.-`, `1.200,00`, `1,200.00`, `1 200,00`, with the code or sign of the
    currency before or after it. `1,200` and `1.200` are refused, because they can mean 1200 as well as 1.20; but where
    the currency has three decimals they are 1.2, as `say_money` writes them. Raises Usage, for another currency too.
    """
    amount = _number(_without_currency(plain(text), text, currency), text, _decimals(currency), "a price")
    if amount > HIGHEST_PRICE:
        highest = say_money(Money(Decimal(HIGHEST_PRICE), currency))
        raise Usage(f"{quoted(text)} is more than {highest}.", "Check the separators of the price.")
    return _rounded(amount, currency)


def parse_quantity(text: str) -> Decimal:
    """Read how many: above zero, at most 100'000, with at most two decimals (`2`, `2.5`, `2,5`). Raises Usage."""
    number = _number(plain(text), text, 2, "a quantity")
    if not 0 < number <= HIGHEST_QUANTITY:
        raise Usage(f"{quoted(text)} is not a possible quantity.", "Write a number above zero, such as 1 or 2.5.")
    return number


def parse_number(text: str) -> Decimal:
    """Read a number below or above zero, with at most six decimals (`-2`, `2.5`, `2,5`, `1'200`). Raises Usage."""
    body = plain(text)
    sign = -1 if body.startswith("-") else 1
    return sign * _number(body.removeprefix("-").removeprefix("+").strip(), text, 6, "a number")


def say_money(money: Money) -> str:
    """Say an amount with all of its decimals and apostrophes between thousands: "CHF 1'200.00"."""
    return f"{money.currency} {money.amount:,.{_decimals(money.currency)}f}".replace(",", "'")


def say_quantity(quantity: Decimal) -> str:
    """Say a quantity without needless zeros: "2", "2.5"."""
    return f"{quantity.normalize():f}"


def times(price: Money, quantity: Decimal) -> Money:
    """The price of `quantity` pieces (or hours), rounded to the smallest unit of the currency, half of it up."""
    return _rounded(price.amount * quantity, price.currency)


def total(amounts: Iterable[Money], currency: str) -> Money:
    """The sum, which is zero in `currency` for none. Raises Usage if one is in another currency."""
    amount = _rounded(Decimal(0), currency).amount
    for money in amounts:
        if money.currency != currency:
            raise Usage(f"{say_money(money)} cannot be added to {currency}.", "Bill each currency for itself.")
        amount += money.amount
    return Money(amount, currency)


def _decimals(currency: str) -> int:
    # Two for a code that is not (or no longer) listed: old records must stay readable.
    return _DECIMALS.get(currency, 2)


def _rounded(amount: Decimal, currency: str) -> Money:
    return Money(amount.quantize(Decimal(1).scaleb(-_decimals(currency)), ROUND_HALF_UP), currency)


def _without_currency(body: str, text: str, currency: str) -> str:
    """`body` without the code or sign of a currency at its ends, which must be that of the shop."""
    import re

    name = r"(s?fr\.?|[a-z]{3}|[€£¥$])"
    before, number, after = re.findall(rf"^(?:{name} ?)?(.*?)(?: ?{name})?$", body)[0]
    for found in filter(None, (before, after)):
        meant = _SIGNS.get(found) or {found.upper()}
        if not any(valid_currency(code) for code in meant):
            return body
        if currency not in meant:
            raise Usage(f"{quoted(text)} is not in {currency}, the currency of the shop.", f"Write it in {currency}.")
    return str(number)


def _number(body: str, text: str, places: int, what: str) -> Decimal:
    """Read a number of zero or more with at most `places` decimals, however its thousands are separated."""
    import re

    if body.startswith("-"):
        raise Usage(f"{quoted(text)} is negative, which {what} cannot be.", "Write it without the minus.")
    body = re.sub(r"([.,])[-–—]$", r"\g<1>00", body)  # Swiss and German: 89.- and 89,-
    if simple := re.fullmatch(r"([0-9]{1,12})(?:[.,]([0-9]+))?", body):
        whole, decimals = simple.groups(default="")
        if len(decimals) == 3 != places and re.fullmatch(r"[1-9][0-9]{0,2}", whole):
            raise Usage(
                f"{quoted(text)} can mean {whole}{decimals} or {whole}.{decimals}.",
                f"Write {whole}{decimals} without a separator, or with {places} decimals at most.",
            )
    elif grouped := re.fullmatch(r"([1-9][0-9]{0,2}(['’ .,])[0-9]{3}(?:\2[0-9]{3}){0,2})(?:(?!\2)[.,]([0-9]+))?", body):
        whole, separator, decimals = grouped.groups(default="")
        whole = whole.replace(separator, "")
    else:
        raise Usage(f"{quoted(text)} is not {what}.", "Write a number, such as 89 or 89.50.")
    if len(decimals) > places:
        raise Usage(f"{quoted(text)} has {len(decimals)} decimals, and {places} are possible.", "Round it first.")
    return Decimal(f"{whole}.{decimals or 0}")
