"""Parts as they are typed and told: how many of what, the price of one, and the serial numbers that went out and in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from clientcare.domain.errors import Usage
from clientcare.domain.money import Money, parse_money, parse_quantity, say_money, say_quantity
from clientcare.domain.tables import near
from clientcare.domain.typed import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_NAME = 200
LONGEST_SERIAL = 100
NONE = "none"
"""Answers that no part was used."""
ON_RECORD = "as recorded"
"""Answers that the parts are those that were put on record already."""
FORM = "One part a line: 2 x Fuser FK-1150; price=89; serial-out=A1; serial-in=B2. Or: none, as recorded."
_NO_PART = frozenset(("none", "no", "nothing", "keine", "nein", "aucune", "aucun", "non"))
_KEYS = {
    "quantity": "quantity",
    "price": "price",
    "serial-out": "serial_out",
    "out": "serial_out",
    "serial-in": "serial_in",
    "in": "serial_in",
}


class Part(NamedTuple):
    """A part before it is on record. `price` is that of one piece, None where nobody said it."""

    name: str
    quantity: Decimal = Decimal(1)
    price: Money | None = None
    serial_out: str = ""
    serial_in: str = ""

    @property
    def fields(self) -> dict[str, Any]:
        """The fields of its record."""
        return {
            "name": self.name,
            "quantity": say_quantity(self.quantity),
            "serial-out": self.serial_out,
            "serial-in": self.serial_in,
            "price": f"{self.price.amount:f}" if self.price else "",
            "currency": self.price.currency if self.price else "",
        }

    def __str__(self) -> str:
        """As it can be read again."""
        said = [f"{say_quantity(self.quantity)} × {self.name}", f"price {say_money(self.price)}" if self.price else ""]
        said += [f"out {self.serial_out}" if self.serial_out else "", f"in {self.serial_in}" if self.serial_in else ""]
        return "; ".join(filter(None, said))


def checked_part(
    name: str, currency: str, *, quantity: str = "", price: str = "", serial_out: str = "", serial_in: str = ""
) -> Part:
    """A part from what was typed; one piece where nothing else is said. Raises Usage."""
    called = " ".join(name.split())
    if not called:
        raise Usage("A part has no name.", FORM)
    if len(called) > LONGEST_NAME:
        raise Usage(
            f"The name of the part has {len(called)} characters; {LONGEST_NAME} are the most.",
            "Name the part in a few words and put the rest into a note: clientcare note TEXT",
        )
    many = parse_quantity(quantity or "1")
    each = parse_money(price, currency) if price else None
    return Part(called, many, each, _serial(serial_out), _serial(serial_in))


def read_parts(text: str, currency: str) -> tuple[Part, ...]:
    """The parts that a text names, one a line or with | between them; none for "none". Raises Usage."""
    lines = [line.strip() for line in re.split(r"[\n|]", text) if line.strip()]
    if not lines:
        raise Usage("There is no part in it.", FORM)
    if len(lines) == 1 and lines[0].casefold() in _NO_PART:
        return ()
    return tuple(_read(line, currency) for line in lines)


def say_parts(parts: Iterable[Part]) -> str:
    """The parts in the one spelling that is recorded: one a line, or "none"."""
    return "\n".join(map(str, parts)) or NONE


def parts_text(rows: Iterable[Any]) -> str:
    """The lines that a script's list of parts holds: texts, or tables with a name. Raises Usage."""
    return "\n".join(_line(row) for row in rows) or NONE


def _line(row: Any) -> str:
    if isinstance(row, str):
        return row
    if not isinstance(row, Mapping) or not isinstance(row.get("name"), str):
        raise Usage("A part is a text, or a table with a name.", '{ name = "Fuser FK-1150", quantity = 2, price = 89 }')
    name = row["name"]
    if re.search(r"[;|\n]", name):
        raise Usage(f"{quoted(name)} cannot be the name of a part.", "Leave out ; and | and line breaks.")
    quantity = row.get("quantity", 1)
    rest = (f"; {key}={value}" for key, value in row.items() if key not in ("name", "quantity"))
    return f"{quantity} x {name}{''.join(rest)}"


def _read(line: str, currency: str) -> Part:
    head, *rest = (piece.strip() for piece in line.split(";"))
    counted = re.fullmatch(r"([0-9][0-9'’.,]*)\s*[x×]\s+(.+)", head, re.IGNORECASE)
    said = {"quantity": counted[1]} if counted else {}
    for piece in filter(None, rest):
        word, _, value = piece.partition("=") if "=" in piece else piece.partition(" ")
        key = _KEYS.get(word.strip().casefold())
        if key is None:
            meant = near(word.strip().casefold(), tuple(_KEYS))
            raise Usage(f"{quoted(piece)} says nothing about a part.", f"Did you mean '{meant}'?" if meant else FORM)
        if key in said:
            raise Usage(f"{quoted(line)} says the {word.strip()} twice.", "Once is enough.")
        said[key] = value.strip()
    return checked_part(counted[2] if counted else head, currency, **said)


def _serial(typed: str) -> str:
    serial = " ".join(typed.split())
    if len(serial) > LONGEST_SERIAL or not serial.isprintable():
        raise Usage(
            f"A serial number has at most {LONGEST_SERIAL} printable characters.",
            "Scan or type it again; anything else about the part belongs into a note.",
        )
    return serial
