"""A guide for complaints in a shop, and a procedure that is begun with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.shops import Shop

COMPLAINT = """+++
title = "Complaint"
runs = "procedure"
[[steps]]
id = "hear"
name = "Hear the client out"
weight = 1
[[steps.asks]]
field = "story"
prompt = "What happened?"
kind = "text"
required = true
[[steps]]
id = "answer"
name = "Answer in writing"
weight = 2
owner = "account-manager"
needs = ["hear"]
due = { within = "3 working days" }
skippable = false
[[steps]]
id = "learn"
name = "Learn from it"
weight = 3
due = { within = "2 weeks", from = "answer" }
[[outcomes]]
name = "The client was told"
id = "told"
gate = true
+++
"""


def with_complaints(shop: Shop) -> Shop:
    """The shop with the guide."""
    (shop.share / "guides").mkdir(exist_ok=True)
    (shop.share / "guides" / "complaint.md").write_text(COMPLAINT, "utf-8")
    return shop


def begun(shop: Shop, *words: str, me: str = "ann") -> str:
    """The identifier of a procedure that was started."""
    done = shop.run("procedure", "start", "complaint", "acme", *words, "--quiet", me=me)
    assert done.code == 0, done.err
    return done.out.strip()
