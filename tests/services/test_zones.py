"""Time zones as people type them."""

from __future__ import annotations

import pytest

from clientcare.domain.errors import Usage
from clientcare.services.zones import checked_zone


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Europe/Zurich", "Europe/Zurich"),
        ("europe/zurich", "Europe/Zurich"),
        ("Zurich", "Europe/Zurich"),
        ("new york", "America/New_York"),
        ("UTC", "UTC"),
    ],
)
def test_a_zone_is_found_by_its_name_or_city(typed: str, name: str) -> None:
    found, zone = checked_zone(typed)
    assert (found, zone.key) == (name, name)


@pytest.mark.parametrize(
    ("typed", "hint"),
    [("Europe/Zurch", "Did you mean Europe/Zurich?"), ("Zürich", "Did you mean Europe/Zurich?"), ("xyzzy", "such as")],
)
def test_a_zone_that_there_is_not_offers_the_nearest(typed: str, hint: str) -> None:
    with pytest.raises(Usage) as refused:
        checked_zone(typed)
    assert hint in refused.value.hint
