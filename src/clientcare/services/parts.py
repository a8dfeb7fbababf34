"""Parts that are fitted or replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.asks import Ask, Missing
from clientcare.domain.money import say_money
from clientcare.domain.parts import checked_part
from clientcare.services.entries import acknowledged, enter
from clientcare.services.finding import current
from clientcare.services.moments import happened

if TYPE_CHECKING:
    from clientcare.desk import Desk
    from clientcare.domain.entries import Entered


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
    if not name.strip():
        raise Missing([Ask("name", "Which part?", option="NAME")])
    one = checked_part(
        name, desk.shop.currency, quantity=quantity, price=price, serial_out=serial_out, serial_in=serial_in
    )
    found = current(desk, session)
    after, record = enter(desk, found, "part", one.fields, at=happened(desk, found, at))
    says = [f"{record.get('quantity')} × {record.get('name')}"]
    if one.price:
        says.append(say_money(one.price) + ("" if one.quantity == 1 else " each"))
    says += [f"{way} {record.get(f'serial-{way}')}" for way in ("out", "in") if record.get(f"serial-{way}")]
    return acknowledged(desk, after, record, ", ".join(says))
