"""The privacy guard: finds credentials and payment numbers in what a technician writes, before any of it is filed.

Whoever files a text calls `screen`. The rules are in the privacy_* modules beside this one; each is loaded and run only
where a plain string test says that it could find something, because this stands on the way of every note.
"""

from typing import TYPE_CHECKING, NamedTuple

from clientcare.domain.errors import ClientcareError, Exit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clientcare.domain.privacy_text import Reading

# Kinds and their plain words. Where findings overlap, the first of this order gives its kind.
LABELS = {
    "private-key": "private key",
    "token": "access token of a service",
    "recovery-key": "recovery key",
    "card": "card number",
    "iban": "bank account number",
    "card-code": "card security code",
    "pin": "PIN or access code",
    "secret": "key or token",
    "password": "password",
    "random": "long random text",
}
NEVER_BLOCKS = "random"
MOST_SHOWN = 5  # places that a message names
MASKS = {kind: f"[masked: {words}]" for kind, words in LABELS.items()}

# What a field is called that holds a number of a thing: numbers in it are serials, whatever else they could be.
SERIAL_FIELDS = ("serial", "imei")
IN_SERIALS = frozenset({"card", "iban", "random"})  # are not looked for there


class Finding(NamedTuple):
    """Where a secret stands and what it is, never what it says.

    `start` and `end` count characters of the text from 0; `line` and `column` count from 1. `blocks`: the text is held
    back unless a person decides otherwise; the others are masked without a word.
    """

    kind: str
    start: int
    end: int
    line: int
    column: int
    blocks: bool


class Screened(NamedTuple):
    """A text that may be filed. `masked` counts what was made unreadable; `overruled` names what a person let pass."""

    text: str
    masked: int
    overruled: tuple[str, ...]


class HeldBack(ClientcareError):
    """A text was held back. It is kept in memory, so that the person who typed it can mask, edit or overrule."""

    exit = Exit.HELD_BACK

    def __init__(self, field: str, text: str, findings: tuple[Finding, ...]) -> None:
        self.field = field
        self.text = text
        self.findings = findings
        blocking = [finding for finding in findings if finding.blocks]
        places = ", ".join(
            f"{label(finding.kind)} at line {finding.line}, column {finding.column}"
            for finding in blocking[:MOST_SHOWN]
        )
        places += f", and {len(blocking) - MOST_SHOWN} more" if len(blocking) > MOST_SHOWN else ""
        count = "1 secret" if len(blocking) == 1 else f"{len(blocking)} secrets"
        super().__init__(
            f"Held back, nothing was saved: {count} in the {field} ({places}).",
            "Mask it with --mask, leave it out, or let the client type it: secrets stay out of the client's file.",
        )


def label(kind: str) -> str:
    """A kind of finding in plain words."""
    return LABELS[kind]


def screen(field: str, text: str, *, rule: str = "refuse") -> Screened:
    """The text as it may be filed under `field`.

    `rule` is "refuse" (raises HeldBack where something blocks), "mask" (masks all) or "overrule" (what blocks is let
    through, and its kinds are named). What never blocks is masked and counted under every rule.
    """
    findings = find(text)
    if any(word in field for word in SERIAL_FIELDS):
        findings = tuple(finding for finding in findings if finding.kind not in IN_SERIALS)
    overruled: tuple[str, ...] = ()
    if any(finding.blocks for finding in findings):
        if rule == "overrule":
            overruled = tuple(sorted({finding.kind for finding in findings if finding.blocks}))
            findings = tuple(finding for finding in findings if not finding.blocks)
        elif rule != "mask":
            raise HeldBack(field, text, findings)
    return Screened(mask(text, findings), len(findings), overruled)


def mask(text: str, findings: "Iterable[Finding]") -> str:
    """The text with each secret replaced by `[masked: what it was]`; the words around it stay."""
    pieces: list[str] = []
    at = 0
    for finding in findings:
        pieces += text[at : finding.start], MASKS[finding.kind]
        at = finding.end
    return "".join(pieces) + text[at:]


def find(text: str) -> tuple[Finding, ...]:
    """All findings in their order, none overlapping. Masked text has none."""
    return _find(text, thorough=False)


def find_thoroughly(text: str) -> tuple[Finding, ...]:
    """The same as `find`, without asking first which rules could find something."""
    return _find(text, thorough=True)


def _find(text: str, *, thorough: bool) -> tuple[Finding, ...]:
    spans = _spans(text, thorough=thorough)
    while spans:
        # What is masked no longer hides its neighbours: look again, until nothing more is found in the masked text.
        more = _back(spans, _spans(mask(text, _placed(text, spans)), thorough=thorough))
        if (grown := _joined([*spans, *more])) == spans:
            break
        spans = grown
    return _placed(text, spans)


Span = tuple[int, int, str]


def _spans(text: str, *, thorough: bool) -> list[Span]:
    """One look at the text with all rules that could find something; spans in the text as it was written."""
    if text.isascii() and "\0" not in text and "[masked: " not in text:
        plain, low, reading = text, text.lower(), None
    else:
        reading = _reading(text)
        plain, low = reading.plain, reading.low
    found: list[Span] = []
    for may_find, look in RULES:
        if thorough or may_find(plain, low):
            reading = reading or _reading(text)
            found += [(*reading.place(start, end), kind) for start, end, kind in look(reading)]
    return _joined(found)


def _reading(text: str) -> "Reading":
    from clientcare.domain.privacy_text import read

    return read(text, tuple(MASKS.values()))


def _joined(spans: list[Span]) -> list[Span]:
    """In order; those that overlap become one, of the kind that stands first in LABELS."""
    order = list(LABELS)
    joined: list[Span] = []
    for start, end, kind in sorted(spans):
        if joined and start < joined[-1][1]:
            first, last, other = joined[-1]
            joined[-1] = (first, max(last, end), min(kind, other, key=order.index))
        else:
            joined.append((start, end, kind))
    return joined


def _back(spans: list[Span], more: list[Span]) -> list[Span]:
    """Spans of the masked text as spans of the text; one that reaches into a mask takes in all that it hides."""
    if not more:
        return []
    from bisect import bisect_left, bisect_right

    begins, ends, shift = [], [], 0
    for start, end, kind in spans:
        begins.append(start + shift)
        shift += len(MASKS[kind]) - (end - start)
        ends.append(end + shift)
    moved = []
    for start, end, kind in more:
        after, before = bisect_right(ends, start), bisect_left(begins, end)  # masks that end before, and begin before
        first = spans[after][0] if after < before and begins[after] <= start else start - _shift(spans, ends, after)
        last = spans[before - 1][1] if after < before and ends[before - 1] >= end else end - _shift(spans, ends, before)
        moved.append((first, last, kind))
    return moved


def _shift(spans: list[Span], ends: list[int], count: int) -> int:
    """By how much the first `count` masks are longer than what they hide."""
    return ends[count - 1] - spans[count - 1][1] if count else 0


def _placed(text: str, spans: list[Span]) -> tuple[Finding, ...]:
    findings = []
    line, line_start, seen = 1, 0, 0
    for start, end, kind in spans:
        line += text.count("\n", seen, start)
        line_start = text.rfind("\n", seen, start) + 1 or line_start
        seen = start
        findings.append(Finding(kind, start, end, line, start - line_start + 1, kind != NEVER_BLOCKS))
    return tuple(findings)


# Each rule: whether it could find something, by tests that cost next to nothing; and what it finds.

LABEL_SIGNS = (
    "pass", "pasw", "kennw", "mdp", "pw", "psw", "phrase", "geheim", "secret", "psk", "key", "schl", "token", "jeton",
    "bearer", "login", "logon", "cred", "zugangsdaten", "anmeldedaten", "identifiants", "cle", "community",
)  # fmt: skip
NUMBER_LABEL_SIGNS = ("pin", "puk", "nip", "otp", "tan", "code", "cvv", "cvc", "cvn", "prufz", "prufn", "pruefn")
USER_SIGNS = ("user", "benutzer", "utilisateur")
# Programs, and what stands in addresses and headers; as in privacy_commands.
TYPED_SIGNS = (
    "mysql", "mariadb", "7z", "rar", "sshpass", "winrs", "freerdp", "plink", "pscp", "psftp", "putty", "kitty",
    "psexec", "paexec", "rdesktop", "mongo", "docker", "podman", "zip", "sqlcmd", "osql", "bcp", "isql", "ipmitool",
    "mosquitto_", "redis-cli", "ssh-keygen", "ldap", "schtasks", "lftp", "smbclient", "rpcclient", "curl", "net use",
    "rasdial", "htpasswd", "wpa_passphrase", "convertto-securestring", "identified by", "authorization", "wifi:", "://",
)  # fmt: skip
LONG_WORD = 20  # the shortest token of a service, and the shortest random text
CARD_DIGITS = 12
_SHAPES = b"/" * 32 + b" ////////////  /0000000000///////" + b"A" * 26 + b"//////" + b"A" * 26 + b"/" * 133


def _may_label(plain: str, low: str) -> bool:
    if any(sign in low for sign in LABEL_SIGNS):
        return True
    if "/" in low and any(sign in low for sign in USER_SIGNS):
        return True
    return any(sign in low for sign in NUMBER_LABEL_SIGNS) and any(digit in plain for digit in "0123456789")


def _labelled(reading: "Reading") -> list[Span]:
    from clientcare.domain.privacy_keywords import secrets_beside_words

    return secrets_beside_words(reading)


def _may_number(plain: str, low: str) -> bool:
    """Twelve digits in groups, or the beginning of an IBAN."""
    shapes = plain.encode("ascii", "replace").translate(_SHAPES)
    if b"0" * CARD_DIGITS in shapes.replace(b" ", b""):
        return True
    return b" AA00" in shapes or b"/AA00" in shapes or shapes.startswith(b"AA00") or "iban" in low


def _numbers(reading: "Reading") -> list[Span]:
    from clientcare.domain.privacy_numbers import payment_numbers

    return payment_numbers(reading)


def _may_key(plain: str, low: str) -> bool:
    return "PRIVATE KEY" in plain or "PuTTY-User-Key-File-" in plain or "age-secret-key-" in low


def _keys(reading: "Reading") -> list[Span]:
    from clientcare.domain.privacy_tokens import private_keys

    return private_keys(reading)


def _may_be_long(plain: str, _: str) -> bool:
    return any(len(word) >= LONG_WORD for word in plain.split())


def _long(reading: "Reading") -> list[Span]:
    from clientcare.domain.privacy_random import random_texts
    from clientcare.domain.privacy_tokens import service_tokens

    return service_tokens(reading) + random_texts(reading)


def _may_be_typed(_: str, low: str) -> bool:
    return any(sign in low for sign in TYPED_SIGNS)


def _typed(reading: "Reading") -> list[Span]:
    from clientcare.domain.privacy_commands import typed_secrets

    return typed_secrets(reading)


RULES = (
    (_may_label, _labelled),
    (_may_number, _numbers),
    (_may_key, _keys),
    (_may_be_long, _long),
    (_may_be_typed, _typed),
)
