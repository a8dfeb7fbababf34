"""What a word looks like: an identifier that shops note daily, a secret, or an ordinary word."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from re import Pattern

HARD = frozenset("!#$%&*+=?@^|~<>§€£°{}")  # what passwords have and names of things rarely do
FEW_DIGITS = 3  # "password 12", "pin 2", "90 days": counts, not secrets

# Full forms in small letters; the order does not matter. Each is linear: no part can match what its neighbour can.
_IDENTIFIERS = r"""
    \d{1,4}[-./]\d{1,2}(?:[-./]\d{1,4})?\.?(?:t[\d:.+z-]+)?         # dates, 24/7, 3/4
  | \d{1,2}(?::|h|\.)\d{2}(?::\d{2})?h?                             # times
  | v?\d+(?:\.\d+)+(?:[-+_]?[a-z]+\d*)?(?:/\d+)?                    # versions, IPv4, amounts
  | \{?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}?               # GUID
  | s-1(?:-\d+)+                                                    # SID
  | (?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2} | (?:[0-9a-f]{4}\.){2}[0-9a-f]{4}   # MAC
  | [0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?:%\w+|/\d+)?              # IPv6
  | (?:0x|\#)?[0-9a-f]*(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})   # digests
  | 0x[0-9a-f]+
  | kb\d{6,8}
  | \d+(?:[.,]\d+)?(?:x|%|\+|st|nd|rd|th|d|h|m|s|t|j|k|min|std|kb|mb|gb|tb|mo|go|to|ghz|mhz|mm|cm|v|w|a|er)
  | \d+[-.]?(?:digit|char|day|tage|jours|zeichen|bit|pin|stellig|fach|fa[ck]tor)[a-z-]*
  | \d{1,3}-[a-z]+(?:-[a-z]+)*
  | [\w.+=$-]+@[\w-]+(?:\.[\w-]+)+                                    # mail
  | [a-z]:[\\/].* | \\\\.* | ~?/[\w.-]+(?:/.*)? | \.{1,2}[\\/].*    # paths
  | hk(?:lm|cu|cr|u|ey_\w+)[\\:].*
  | [a-z][\w+.-]*://.* | www\..* | mailto:.*
  | [\w()-]+(?:\.[\w()-]+)*\.(?:[a-z]{2,4}|7z|mp[34]|xlsx|docx|pptx|html|json|local)   # files, hosts
  | (?:[a-z0-9]{5}-){2,5}[a-z0-9]{5}                                # product keys
  | (?:sha(?:1|256|384|512)|md5)[:=-].* | aaaa[a-z0-9+/=]{20,} | ssh-\w+
"""
_BRANDS = frozenset(
    """2fa 3cx 365 3d android anydesk app aps audio azure bitlocker bitwarden bluetooth chrome debian dhcp docusign
    edge entra esxi excel exchange facetime firefox fortigate fritzbox github gitlab gmail hyperv icloud
    ipad ipados iphone ios itunes keepass lan lastpass linkedin linux mac macbook macos mfa mysql netflix
    nextcloud o365 m365 office onedrive onenote onepassword onprem openvpn outlook owncloud paypal pihole
    postfinance postgresql powerpoint powershell proxmox qnap quickbooks rdp samba server sharepoint skype
    smtp sonicwall sql ssid swissid swisspass synology teams teamviewer telegram ubuntu unifi veeam
    virtualbox vmware voip vpn w10 w11 webmail whatsapp wifi win windows wireguard wlan wordpress xbox
    notebook laptop pc nas router drucker printer switch youtube yubikey zoom adguard docuware memtest f1 f2
    f5 f8 f10 f12""".split()
)


def has_digit(word: str) -> bool:
    """Whether a digit is in it."""
    return any(char in "0123456789" for char in word)


def has_small(word: str) -> bool:
    """Whether a small letter is in it, of any script."""
    return word.upper() != word


def has_large(word: str) -> bool:
    """Whether a capital letter is in it, of any script."""
    return word.lower() != word


def has_hard(word: str) -> bool:
    """Whether a character is in it that passwords have and names of things rarely do."""
    return not HARD.isdisjoint(word)


@cache
def _identifiers() -> Pattern[str]:
    import re

    return re.compile(_IDENTIFIERS, re.VERBOSE)


def is_identifier(word: str) -> bool:
    """Dates, versions, addresses, paths, GUIDs, SIDs, MACs, digests, counts with their unit: what shops note daily."""
    return len(word) <= 400 and _identifiers().fullmatch(word.lower()) is not None


def is_brand(word: str) -> bool:
    """A product whose name has digits or capitals within: iPhone, Office365, Windows11, WiFi."""
    bare = word.lower().replace("-", "").replace("!", "")
    return bare in _BRANDS or bare.rstrip("0123456789.") in _BRANDS or bare.removesuffix("s") in _BRANDS


def is_name(word: str) -> bool:
    """Looks like the name of a machine, an account or a ticket: PC-014, SRV01, svc_backup2, INC0012345, acme\\meier."""
    if has_hard(word):
        return False
    return not has_small(word) or any(joint in word[1:-1] for joint in "-_./\\")


def is_account(word: str) -> bool:
    """Small letters and one or two digits behind them: mmeier2."""
    letters = word.rstrip("0123456789")
    return letters.isalpha() and letters.islower() and len(word) - len(letters) in (1, 2)


def is_masked(word: str) -> bool:
    """Stars, dots, xxx, ???: what people write instead of a secret."""
    return len(set(word.lower())) == 1 and word[0].lower() in "*.x_-?#0\0" and not word.startswith("0")


def looks_secret(word: str) -> bool:
    """A word that nobody writes as one of a sentence: digits among letters, a symbol, a capital after a small letter,
    or a number of four and more digits; and that is no identifier and no product.
    """
    if word.isdecimal():
        return len(word) > FEW_DIGITS
    if " " in word or is_masked(word) or is_brand(word) or not any(char.isalpha() for char in word):
        return False
    if has_digit(word):
        return len(word) > FEW_DIGITS and not is_identifier(word)
    if has_hard(word):
        return _is_odd(word)
    return _turns_large(word)


def looks_strong(word: str) -> bool:
    """Beyond doubt: eight or more characters, a small letter, a digit and a symbol, and no identifier."""
    return (
        len(word) >= 8
        and has_small(word)
        and has_digit(word)
        and has_hard(word.replace("@", ""))
        and looks_secret(word)
    )


def _is_odd(word: str) -> bool:
    """Letters with a symbol within: R&D, AT&T, C++, user@host and <b> are none."""
    if "@" in word:
        return word.lower().startswith(("p@", "pa@")) or has_hard(word.replace("@", ""))
    inner = word.strip("!?*+#<>&=|")
    return has_hard(inner) and not (inner.isupper() and "&" in inner) and not inner.startswith(("$", "%", "{"))


def _turns_large(word: str) -> bool:
    """A capital directly after a small letter: BlueSky, hunTer; not PCs, VMs, AD-Konto."""
    return any(left.islower() and right.isupper() for left, right in pairwise(word))
