"""How a shop that was set up is shown."""

from __future__ import annotations

from clientcare.views.setup import _NEXT


def test_what_to_do_next_fits_into_80_columns() -> None:
    widest = max(len(command) for command, _ in _NEXT)
    assert all(2 + widest + 2 + len(why) <= 80 for _, why in _NEXT)
