"""Which modules a command imports: the usual reason for it being slow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.shop import MODULE

if TYPE_CHECKING:
    from benchmarks.shop import Shop


def modules_of(shop: Shop, *command: str) -> set[str]:
    """Full names of all modules that `clientcare COMMAND…` imports in this shop, the interpreter's own included.

    Raises RuntimeError if the command fails: then it has not imported all that it needs.
    """
    python, *rest = MODULE
    said = shop.run(python, "-X", "importtime", *rest, *command).stderr
    rows = (
        line.removeprefix("import time:").split("|") for line in said.splitlines() if line.startswith("import time:")
    )
    return {row[-1].strip() for row in rows} - {"imported package"}
