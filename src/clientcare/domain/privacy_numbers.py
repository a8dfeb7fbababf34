"""Card numbers, IBANs and recovery keys of disks: numbers that prove themselves by their check digits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clientcare.domain.privacy_looks import is_identifier

if TYPE_CHECKING:
    from clientcare.domain.privacy_text import Reading

Found = tuple[int, int, str]

_LONG = (16, 17, 18, 19)
# First and last prefix of a range, and the lengths in it (ISO/IEC 7812 and the networks' published ranges).
ISSUERS = (
    ("4", "4", (13, 16, 19)),  # Visa
    ("51", "55", (16,)),  # Mastercard
    ("2221", "2720", (16,)),  # Mastercard
    ("34", "34", (15,)),  # American Express
    ("37", "37", (15,)),
    ("300", "305", (14, *_LONG)),  # Diners Club
    ("3095", "3095", (14, *_LONG)),
    ("36", "36", (14, *_LONG)),
    ("38", "39", (14, *_LONG)),
    ("6011", "6011", _LONG),  # Discover
    ("644", "649", _LONG),
    ("65", "65", _LONG),
    ("3528", "3589", _LONG),  # JCB
    ("62", "62", _LONG),  # UnionPay
    ("5018", "5018", (12, 13, 14, 15, *_LONG)),  # Maestro
    ("5020", "5020", (12, 13, 14, 15, *_LONG)),
    ("5038", "5038", (12, 13, 14, 15, *_LONG)),
    ("5893", "5893", (12, 13, 14, 15, *_LONG)),
    ("6304", "6304", (12, 13, 14, 15, *_LONG)),
    ("6759", "6759", (12, 13, 14, 15, *_LONG)),
    ("6761", "6763", (12, 13, 14, 15, *_LONG)),
    ("676770", "676774", (12, 13, 14, 15, *_LONG)),
    ("5019", "5019", (16,)),  # Dankort
    ("2200", "2204", _LONG),  # Mir
    ("508", "508", (16,)),  # RuPay
    ("636", "639", _LONG),  # InterPayment, InstaPayment
    ("9792", "9792", (16,)),  # Troy
)
SHORTEST_CARD, LONGEST_CARD = 12, 19
AROUND = 40  # characters on both sides that can belong to the same word
GROUP = 4  # digits: no group of a printed card number has fewer, but the last

# A number behind one of these is what the word says, unless it is printed in groups as cards are.
NOT_A_CARD = frozenset(
    """
    serial serie serien seriennummer s/n sn imei imei1 imei2 iccid eid meid auftrag auftrags order bestellung bestell
    commande tracking sendung sendungs suivi colis ean gtin barcode artikel article asset inventar ticket case invoice
    rechnung rechnungs facture referenz reference id
    """.split()
)
SPACED = str.maketrans(":=#.°(", "      ")
BLANK, GOES_ON, GOES_BEFORE = r"\s", r"\w", r"(?:[\w+]|[0-9][.,])\Z"  # around digits that belong to more
PUNCTUATION = ".,;:()[]\"'"
NUMBER_WORDS = ("number", "nummer", "numero", "num", "nr", "no")
CARD_WORDS = ("visa", "mastercard", "maestro", "amex", "card", "karte", "carte", "kartennummer", "nr", "no")

# Lengths by country: the IBAN registry of ISO 13616.
IBAN_LENGTHS = {
    word[:2]: int(word[2:])
    for word in """
    AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20
    EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30
    KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23
    PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26
    UA29 VA22 VG24 XK20 YE30
    """.split()
}


# At the beginning of a word, or glued to "IBAN"; a space after the country only directly behind "IBAN".
IBAN = r"(?:[A-Za-z0-9](?:  ?|[-.])?){{{}}}[A-Za-z0-9](?![^\W_])"
IBAN_OPENING = r"(?:(?<![^\W_])|(?<=[Ii][Bb][Aa][Nn]))[A-Za-z]{2}[0-9]{2}|(?<=[Ii][Bb][Aa][Nn][ :])[A-Za-z]{2} [0-9]{2}"


def payment_numbers(reading: Reading) -> list[Found]:
    """(start, end, kind) of each card number, IBAN and recovery key."""
    return [*_recovery_keys(reading.plain), *_cards(reading.plain, reading.low), *_ibans(reading.plain)]


def is_card(digits: str) -> bool:
    """Issuer's range, length and Luhn's check digit all fit. 13 digits that make a valid EAN are taken for one."""
    fits = any(low <= digits[: len(low)] <= high and len(digits) in lengths for low, high, lengths in ISSUERS)
    return fits and luhn(digits) and not (len(digits) == 13 and _is_ean(digits))


def luhn(digits: str) -> bool:
    """ISO/IEC 7812: from the right, every second digit doubled, the sum of all digits is a multiple of ten."""
    doubled = (int(char) * (1 + place % 2) for place, char in enumerate(reversed(digits)))
    return sum(sum(divmod(number, 10)) for number in doubled) % 10 == 0


def _is_ean(digits: str) -> bool:
    return sum(int(char) * (1 + 2 * (place % 2)) for place, char in enumerate(digits)) % 10 == 0


def is_iban(letters: str) -> bool:
    """The country's length, and the remainder by 97 is 1 (ISO 13616, ISO/IEC 7064). `letters` without spaces."""
    whole = letters.upper()
    if IBAN_LENGTHS.get(whole[:2]) != len(whole):
        return False
    return int("".join(str(int(char, 36)) for char in whole[4:] + whole[:4])) % 97 == 1


def _cards(plain: str, low: str) -> list[Found]:
    """Digits in one piece, or in groups that a space, two, a dash or a point joins."""
    found = []
    for chain in re.finditer(r"[0-9]+(?:(?:  ?|-|\.)[0-9]+)*", plain):
        groups = [(chain.start() + one.start(), chain.start() + one.end()) for one in re.finditer("[0-9]+", chain[0])]
        first = 0
        while first < len(groups):
            last = _card_from(plain, low, groups, first)
            if last is not None:
                found.append((groups[first][0], groups[last][1], "card"))
                first = last
            first += 1
    return found


def _card_from(plain: str, low: str, groups: list[tuple[int, int]], first: int) -> int | None:
    """The last group of the card number that begins with group `first`, or None."""
    start = groups[first][0]
    if first and plain[start - 1] != " ":
        return None  # in the middle of a number with dashes or points
    digits = ""
    for last in range(first, len(groups)):
        begin, end = groups[last]
        digits += plain[begin:end]
        if len(digits) > LONGEST_CARD:
            return None
        ends = last + 1 == len(groups) or plain[end] == " "
        if ends and len(digits) >= SHORTEST_CARD and is_card(digits) and _stands_alone(plain, start, end):
            return None if first == last and _is_named(low, start) else last
        if end - begin < GROUP:
            return None
    return None


def _stands_alone(plain: str, start: int, end: int) -> bool:
    """Whether the digits are no part of a word, a telephone number with "+", or an identifier such as a path."""
    front = re.split(BLANK, plain[max(0, start - AROUND) : start])[-1]
    back = re.split(BLANK, plain[end : end + AROUND])[0]
    if front.lower().endswith(CARD_WORDS):
        front = ""
    if re.search(GOES_BEFORE, front) or re.match(GOES_ON, back):
        return False
    return not is_identifier((front + "0" * (end - start) + back).strip(PUNCTUATION))


def _is_named(low: str, start: int) -> bool:
    """Whether the word before says that this is another number: "S/N", "Auftrags-Nr.", "tracking no:"."""
    words = low[max(0, start - AROUND) : start].rpartition("\n")[2].translate(SPACED).split()
    while words and words[-1] in NUMBER_WORDS:
        words.pop()
    if not words:
        return False
    last = words[-1]
    for ending in NUMBER_WORDS:
        last = last.removesuffix(ending)
    return last.removesuffix("-") in NOT_A_CARD


def _ibans(plain: str) -> list[Found]:
    found = []
    for opening in re.finditer(IBAN_OPENING, plain):
        length = IBAN_LENGTHS.get(opening[0][:2].upper())
        whole = length and re.compile(IBAN.format(length - 1)).match(plain, opening.start())
        if whole and is_iban("".join(groups := re.split("[ .-]+", whole[0]))) and not _are_words(groups[2:]):
            found.append((*whole.span(), "iban"))
    return found


def _are_words(groups: list[str]) -> bool:
    """Whether any is small letters alone, as only a bank's name behind the check digits can be."""
    return any(group.isalpha() and group.islower() for group in groups)


def _recovery_keys(plain: str) -> list[Found]:
    """BitLocker's 48 digits: eight groups of six, each a multiple of 11 below 720,896 (Microsoft's documentation)."""
    return [
        (match.start(), match.end(), "recovery-key")
        for match in re.finditer(r"(?<![0-9-])[0-9]{6}(?:[- ][0-9]{6}){7}(?![0-9-])", plain)
        if all(int(group) % 11 == 0 and int(group) < 720_896 for group in re.findall("[0-9]+", match[0]))
    ]
