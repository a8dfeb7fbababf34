"""clientcare in a process of its own, with the clock of a test: python -m tests.terminal.desk FOLDER ME NOW …"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from clientcare.cli import main
from tests.shops import ZONE, Shop

if __name__ == "__main__":
    folder, me, now, *words = sys.argv[1:]
    shop = Shop(Path(folder))
    shop.now = datetime.fromisoformat(now).astimezone(ZONE)
    sys.argv = ["clientcare", *words]
    sys.exit(main(["--config", str(shop.config(me)), *words], build=shop.build))
