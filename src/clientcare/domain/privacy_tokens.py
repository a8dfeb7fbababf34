"""Private keys, and tokens of the common services by the prefixes that their makers document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clientcare.domain.privacy_text import end_of, places

if TYPE_CHECKING:
    from clientcare.domain.privacy_text import Reading

Found = tuple[int, int, str]

# Prefix, fewest characters behind it; "." where points belong to the token. Capitals count.
_TABLE = """
AKIA 16, ASIA 16, ABIA 16, ACCA 16, ghp_ 36, gho_ 36, ghu_ 36, ghs_ 36, ghr_ 36, github_pat_ 50, glpat- 20 ., gldt- 20,
glrt- 20 ., glcbt- 20, glptt- 40, glft- 20, glimt- 25, glagent- 50, gloas- 64, glsoat- 20, glffct- 20, GR1348941 20,
xoxb- 16, xoxp- 16, xoxa- 16, xoxr- 16, xoxs- 16, xoxe- 16, xoxe. 16 ., xoxc- 16, xoxd- 16, xapp- 20, sk_live_ 12,
sk_test_ 12, rk_live_ 12, rk_test_ 12, whsec_ 20, AIza 35, ya29. 20 ., GOCSPX- 20, SG. 40 ., npm_ 36, pypi-AgE 50,
shpat_ 32, shpca_ 32, shppa_ 32, shpss_ 32, dop_v1_ 64, doo_v1_ 64, dor_v1_ 64, sk-ant- 20, sk-proj- 20, sk-svcacct- 20,
hf_ 34, hvs. 24 ., hvb. 24 ., dckr_pat_ 20, dp.pt. 40, lin_api_ 40, ntn_ 40, ATATT3 50, ATCTT3 50, PMAK- 50, NRAK- 27,
rubygems_ 48, glsa_ 32, glc_ 32, sntrys_ 40, sntryu_ 40, HRKU- 30, tskey- 20, sq0atp- 22, sq0csp- 40, dapi 32, figd_ 40,
pscale_tkn_ 32, pscale_pw_ 32, ops_eyJ 50, AccountKey= 20 =, SharedAccessKey= 20 =, SharedSecretValue= 20 =, sig= 20 %,
hooks.slack.com/services/ 20 /, discord.com/api/webhooks/ 40 /, webhook.office.com/webhookb2/ 40 @
"""
PREFIXES = {prefix: (int(least), "".join(more)) for prefix, least, *more in (row.split() for row in _TABLE.split(","))}
_ALPHABETS = {"": "", ".": ".", "=": "+/=", "%": "%+/=", "/": "/", "@": "/@"}
KEPT = ("AccountKey=", "SharedAccessKey=", "SharedSecretValue=", "sig=", "hooks.slack.com/services/",
        "discord.com/api/webhooks/", "webhook.office.com/webhookb2/")  # fmt: skip

# What has a form but no prefix; the string that must be there, and the form.
FORMS = (
    ("eyJ", r"(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*"),  # JSON web token
    ("Q~", r"(?<![A-Za-z0-9_~.-])[A-Za-z0-9_~.-]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34}(?![A-Za-z0-9_~-])"),  # Entra secret
    (":AA", r"(?<![A-Za-z0-9])[0-9]{8,10}:AA[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])"),  # Telegram bot
    ("key-", r"(?<![A-Za-z0-9-])key-[0-9a-f]{32}(?![0-9A-Za-z])"),  # Mailgun
    ("A3-", r"(?<![A-Z0-9-])A3-[A-Z0-9]{6}-(?:[A-Z0-9]{6}-[A-Z0-9]{5}|[A-Z0-9]{11})(?:-[A-Z0-9]{5}){3}(?![A-Z0-9-])"),
)  # fmt: skip
PEM = r"-{{4,5}} ?{} [A-Z0-9 ]{{0,40}}PRIVATE KEY(?: BLOCK)? ?-{{4,5}}"
PASTED = r"[^\n]*(?:\n(?:[^\n]*: [^\n]*|[^\S\n]*\S*[^\S\n]*)(?![^\n]))*"
LONGEST_KEY = 20_000  # characters
PUTTY = "PuTTY-User-Key-File-"
AGE = "AGE-SECRET-KEY-1"
AGE_LENGTH = 58  # characters behind the prefix


def private_keys(reading: Reading) -> list[Found]:
    """Each private key from its first line to its last, or as far as it was pasted."""
    plain = reading.plain
    found = [(head.start(), _pem_end(plain, head.end())) for head in re.finditer(PEM.format("BEGIN"), plain)]
    for start in places(plain, PUTTY):
        lines = plain.find("Private-Lines:", start, start + LONGEST_KEY)
        if lines >= 0:
            found.append((start, _pasted_end(plain, lines)))
    return [(start, end, "private-key") for start, end in found + _runs(plain.upper(), AGE, AGE_LENGTH, "")]


def service_tokens(reading: Reading) -> list[Found]:
    """Each token of a service whose prefix or form is documented."""
    plain = reading.plain
    found = []
    for prefix, (least, more) in PREFIXES.items():
        for start, end in _runs(plain, prefix, least, _ALPHABETS[more]):
            found.append((start + len(prefix) if prefix in KEPT else start, end, "token"))
    for sign, form in FORMS:
        if sign in plain:
            found += [(match.start(), match.end(), "token") for match in re.finditer(form, plain)]
    return found


def _pem_end(plain: str, begin: int) -> int:
    """Behind the line that ends the block; without one, behind the lines that look like a part of it."""
    other = plain.find("BEGIN", begin, begin + LONGEST_KEY)
    closing = re.compile(PEM.format("END")).search(plain, begin, other if other >= 0 else begin + LONGEST_KEY)
    return closing.end() if closing else _pasted_end(plain, begin)


def _pasted_end(plain: str, at: int) -> int:
    """Behind the last line, from the one at `at` on, that is a part of a key: one without a space, or "Name: value"."""
    return end_of(PASTED, plain, at)


def _runs(text: str, prefix: str, least: int, more: str) -> list[tuple[int, int]]:
    """Where the prefix begins a word and `least` letters, digits, "_", "-" or characters of `more` follow it."""
    if prefix not in text:
        return []
    form = rf"(?<![^\W_]){re.escape(prefix)}[A-Za-z0-9_\-{more}]{{{least},}}"
    spans = [(run.start(), run.start() + len(run[0].rstrip("."))) for run in re.finditer(form, text)]
    return [(start, end) for start, end in spans if end - start >= len(prefix) + least]
