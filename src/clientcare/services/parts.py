"""Parts that are fitted or replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.asks import Ask, Missing
from clientcare.domain.errors import Usage
from clientcare.domain.money import parse_money, parse_quantity, say_money, say_quantity
from clientcare.services.entries import acknowledged, enter
from clientcare.services.finding import current
from clientcare.services.moments import happened

if TYPE_CHECKING:
    from clientcare.desk import Desk
    from clientcare.domain.entries import Entered

LONGEST_NAME = 200
LONGEST_SERIAL = 100


def part(
    desk: Desk,
    *,
    name: str,
    quantity: str = "",
    serial_out: str = "",
    serial_in: str = "",
    price: str = "",
    at: str = "",
    session: str = "",
) -> Entered:
    """Enter a part; `price` is that of one piece, in the shop's currency.

    Raises Missing for the name, Usage for a quantity or a price that cannot be.
    """
    called = " ".join(name.split())
    if not called:
        raise Missing([Ask("name", "Which part?", option="NAME")])
    if len(called) > LONGEST_NAME:
        raise Usage(
            f"The name of the part has {len(called)} characters; {LONGEST_NAME} are the most.",
            "Name the part in a few words and put the rest into a note: clientcare note TEXT",
        )
    many = parse_quantity(quantity or "1")
    each = parse_money(price, desk.shop.currency) if price else None
    found = current(desk, session)
    fields = {
        "name": called,
        "quantity": say_quantity(many),
        "serial-out": _serial(serial_out),
        "serial-in": _serial(serial_in),
        "price": f"{each.amount:f}" if each else "",
        "currency": each.currency if each else "",
    }
    after, record = enter(desk, found, "part", fields, at=happened(desk, found, at))
    says = [f"{record.get('quantity')} × {record.get('name')}"]
    if each:
        says.append(say_money(each) + ("" if many == 1 else " each"))
    says += [f"{way} {record.get(f'serial-{way}')}" for way in ("out", "in") if record.get(f"serial-{way}")]
    return acknowledged(desk, after, record, ", ".join(says))


def _serial(typed: str) -> str:
    serial = " ".join(typed.split())
    if len(serial) > LONGEST_SERIAL or not serial.isprintable():
        raise Usage(
            f"A serial number has at most {LONGEST_SERIAL} printable characters.",
            "Scan or type it again; anything else about the part belongs into a note.",
        )
    return serial
