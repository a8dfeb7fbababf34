"""Secrets in command lines, in addresses (user:password@host), in headers, and in the code of a wireless network."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile, zip_longest
from typing import TYPE_CHECKING

from clientcare.domain import privacy_looks as looks
from clientcare.domain.privacy_text import places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clientcare.domain.privacy_text import Reading

Found = tuple[int, int, str]
Span = tuple[int, int]
WINDOW = 400  # characters behind the name of a program, or of an address, that are read

GLUED, NEXT, EITHER, PAIR, PERCENT = ["glued", "next", "either", "pair", "percent"]
PARTS = {PAIR: ":,", PERCENT: "%"}  # stand between an account and its password
# Programs, and their options that take a password: glued to it, before it, or as account:password or account%password.
PROGRAMS = {
    program: ((option, form),)
    for programs, option, form in (
        ("mysql mariadb 7z 7za unrar", "-p", GLUED),
        ("sshpass", "-p", EITHER),
        ("rar", "-hp", GLUED),
        ("winrs", "-p:", GLUED),
        ("xfreerdp wfreerdp", "/p:", GLUED),
        ("plink pscp psftp putty kitty", "-pw", NEXT),
        ("psexec paexec rdesktop mongo mongosh docker podman", "-p", NEXT),
        ("zip unzip sqlcmd osql bcp isql", "-P", EITHER),
        ("ipmitool mosquitto_pub mosquitto_sub", "-P", NEXT),
        ("redis-cli", "-a", NEXT),
        ("ssh-keygen", "-N", NEXT),
        ("ldapsearch ldapmodify ldapadd", "-w", NEXT),
        ("schtasks", "/rp", NEXT),
        ("lftp", "-u", PAIR),
        ("smbclient rpcclient", "-U", PERCENT),
    )
    for program in programs.split()
} | {"curl": tuple((option, PAIR) for option in ("-u", "-U", "--user", "--proxy-user"))}
LOGIN_ONLY = ("docker", "podman")  # elsewhere their -p names ports
# Commands whose password is an argument by its place, options left out.
BY_PLACE = {"net user": 2, "rasdial": 3, "wpa_passphrase": 2, "htpasswd": 3, "convertto-securestring": 1}
NET_USE = "net use"
NO_SECRETS_OF_SHARES = '/\\*"'  # begin an option, a share, a question for the password, a drive in quotes
OPTION_SIGNS = "/-"
STOPS = ("|", "||", "&&", ";", ">", ">>", "<")
OF_NAMES = "abcdefghijklmnopqrstuvwxyz-_."  # may follow the name of a program: mysqldump, curl.exe
ARGUMENT = r"""(?:"[^"]*"?|'[^']*'?|[^ \t"'])+"""
OPENING = "\"'`("
CLOSING = "\"'`),;"
VARIABLES = "$%<[{*\0"  # begin the name of a variable, a gap to fill, or a mask
PLACEHOLDERS = ("pass", "password", "passwort", "passwd", "pw", "secret", "motdepasse")
# `scheme://account:SECRET@host`.
ADDRESS = r"""://[^\s/?#"'<>:]*:([^\s/?#"'<>]*)@"""
# `IDENTIFIED BY 'SECRET'` of SQL: only in quotes.
IDENTIFIED = r"""(?i)identified by *("[^"\n]*|'[^'\n]*)"""
# What the square code of a wireless network says: `WIFI:T:WPA;S:name;P:SECRET;;`.
NETWORK = r"(?i)wifi:[^\n]{0,400}?;p:([^;\n]*)"
# `Authorization: Bearer SECRET`; without a scheme only with a digit.
_AUTHORIZATION = r"""(?i)authorization["' ]*[:=]["' ]*"""
HEADERS = (
    _AUTHORIZATION + r"""(?:basic|bearer|digest|token|apikey|negotiate|ntlm)["' ]+([^\s"']{8,400})""",
    _AUTHORIZATION + r"""(?=[^\s"']{0,400}[0-9])([^\s"']{8,400})""",
)


def typed_secrets(reading: Reading) -> list[Found]:
    """(start, end, kind) of each secret in a command line, an address, a header or a network's code."""
    plain, low = reading.plain, reading.low
    found = [(*span, "secret") for pattern in HEADERS for span in _in_pattern(plain, pattern)]
    return found + [(*span, "password") for span in dict.fromkeys(_passwords(plain, low))]


def _passwords(plain: str, low: str) -> Iterator[Span]:
    yield from _in_pattern(plain, ADDRESS)
    yield from _in_pattern(plain, NETWORK)
    yield from _in_pattern(plain, IDENTIFIED)
    for program in (*PROGRAMS, *BY_PLACE, NET_USE):
        for at in _calls(low, program):
            for start, end in _in_call(program, plain[at : at + WINDOW].partition("\n")[0]):
                yield at + start, at + end


def _calls(low: str, program: str) -> Iterator[int]:
    """Where what is said to a program begins, behind its name."""
    for at in places(low, program):
        if not low[at - 1 : at].isalnum():
            end = at + len(program)
            behind = low[end : end + WINDOW]
            yield end + len(behind) - len(behind.lstrip(OF_NAMES))


@lru_cache(1000)
def _in_call(program: str, line: str) -> tuple[Span, ...]:
    """The secrets on the rest of a line behind the name of a program."""
    arguments = _arguments(line)
    if program in BY_PLACE:
        return tuple(_by_place(line, arguments, BY_PLACE[program]))
    if program == NET_USE:
        return tuple(_for_share(line, arguments))
    if program in LOGIN_ONLY and "login" not in [line[start:end] for start, end in arguments[:1]]:
        return ()
    return tuple(_by_option(line, arguments, PROGRAMS[program]))


def _arguments(line: str) -> list[Span]:
    """Words up to the end of the line or of the command; quotes keep spaces together."""
    spans = (word.span() for word in re.finditer(ARGUMENT, line))
    return list(takewhile(lambda span: line[slice(*span)] not in STOPS, spans))


def _bare(plain: str, start: int, end: int) -> list[Span]:
    """The secret itself, without quotes around it; nothing for what asks for it, hides it or names where it is."""
    text = plain[start:end].lstrip(OPENING)
    start = end - len(text)
    text = text.rstrip(CLOSING)
    if not text or text[0] in VARIABLES or text.lower() in PLACEHOLDERS or looks.is_masked(text):
        return []
    return [(start, start + len(text))]


def _by_option(plain: str, arguments: list[Span], options: tuple[tuple[str, str], ...]) -> list[Span]:
    found: list[Span] = []
    for (start, end), then in zip_longest(arguments, arguments[1:]):
        for option, form in options:
            if plain[start:end] == option:
                found += _half(plain, then, form) if then and form != GLUED else []
            elif plain.startswith(option, start) and form in (GLUED, EITHER):
                found += _bare(plain, start + len(option), end)
    return found


def _half(plain: str, argument: Span, form: str) -> list[Span]:
    """The whole argument, or what stands behind its colon or percent sign."""
    start, end = argument
    if form not in PARTS:
        return _bare(plain, start, end)
    cuts = [at for sign in PARTS[form] if (at := plain.find(sign, start, end)) >= 0]
    return _bare(plain, min(cuts) + 1, end) if cuts else []


def _by_place(plain: str, arguments: list[Span], place: int) -> list[Span]:
    given = [span for span in arguments if plain[span[0]] not in OPTION_SIGNS]
    if len(given) < place:
        return []
    span = given[place - 1]
    then = arguments[arguments.index(span) + 1 :]
    if then and plain[then[0][0]] not in OPTION_SIGNS and not looks.looks_secret(plain[slice(*span)]):
        return []  # a sentence about the command
    return _bare(plain, *span)


def _for_share(plain: str, arguments: list[Span]) -> list[Span]:
    """`net use Z: \\\\server\\share SECRET /user:x`: what is no drive, no share and no option."""
    if not any(plain[start:end].lower().startswith("/user:") for start, end in arguments):
        return []
    return [
        span
        for start, end in arguments
        if plain[start] not in NO_SECRETS_OF_SHARES and plain[start + 1 : end] != ":"
        for span in _bare(plain, start, end)
    ]


def _in_pattern(plain: str, pattern: str) -> list[Span]:
    """The secret in each place where the pattern fits: its only group."""
    return [span for match in re.finditer(pattern, plain) for span in _bare(plain, *match.span(1))]
