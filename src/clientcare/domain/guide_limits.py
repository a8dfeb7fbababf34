"""How much one guide may be, so that reading any file ends soon."""

from __future__ import annotations

from clientcare.domain.guide_tables import Remark

SIZE_LIMIT = 2_000_000
"""Bytes of a file."""
STEP_LIMIT = 5_000
"""Steps of a guide."""
TOO_BIG = Remark("the file is too big", "At most 2 MB. Pictures lie beside it; a long text makes several guides.")
TOO_MANY_STEPS = Remark(f"the guide has more than {STEP_LIMIT:,} steps", "Make several guides of it.")
