"""`clientcare store …`: what the share keeps beside the records."""

from __future__ import annotations

from clientcare.commands import store_index
from clientcare.commands.common import group

app = group()
store_index.register(app)


@app.callback()
def store() -> None:
    """What the share keeps beside the records."""
