"""Secrets in command lines, in addresses (user:password@host), in headers, and in the code of a wireless network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain import privacy_looks as looks

if TYPE_CHECKING:
    from clientcare.domain.privacy_text import Reading

Found = tuple[int, int, str]
Span = tuple[int, int]
WINDOW = 400  # characters behind the name of a program, or of an address, that are read
LEAST_HEADER = 8  # characters of what an Authorization header carries

GLUED, NEXT, EITHER, PAIR, PERCENT = ["glued", "next", "either", "pair", "percent"]
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
QUOTED = "identified by"  # of SQL: only what stands in quotes behind it
NET_USE = "net use"
STOPS = ("|", "||", "&&", ";", ">", ">>", "<")
PLACEHOLDERS = ("pass", "password", "passwort", "passwd", "pw", "secret", "motdepasse")
AUTHORIZATION = "authorization"
SCHEMES = ("basic", "bearer", "digest", "token", "apikey", "negotiate", "ntlm")
WIFI = "wifi:"


def typed_secrets(reading: Reading) -> list[Found]:
    """(start, end, kind) of each secret in a command line, an address, a header or a network's code."""
    plain, low = reading.plain, reading.low
    found = [(*span, "password") for span in _in_addresses(plain)]
    found += [(*span, "password") for span in _in_networks(plain, low)]
    found += [(*span, "secret") for span in _in_headers(plain, low)]
    for program, options in PROGRAMS.items():
        for arguments in _calls(plain, low, program):
            if program not in LOGIN_ONLY or "login" in [plain[start:end] for start, end in arguments[:1]]:
                found += [(*span, "password") for span in _by_option(plain, arguments, options)]
    for command, place in BY_PLACE.items():
        for arguments in _calls(plain, low, command):
            found += [(*span, "password") for span in _by_place(plain, arguments, place)]
    for arguments in _calls(plain, low, QUOTED):
        if arguments and plain[arguments[0][0]] in "\"'":
            found += [(*span, "password") for span in _bare(plain, *arguments[0])]
    for arguments in _calls(plain, low, NET_USE):
        found += [(*span, "password") for span in _for_share(plain, arguments)]
    return found


def _calls(plain: str, low: str, program: str) -> list[list[Span]]:
    """The arguments of each call of a program: what follows its name on the line."""
    calls = []
    at = low.find(program)
    while at >= 0:
        end = at + len(program)
        if not low[at - 1 : at].isalnum():
            while end < len(low) and (low[end].isalpha() or low[end] in "-_."):  # mysqldump, curl.exe
                end += 1
            calls.append(_arguments(plain, end, min(len(plain), end + WINDOW)))
            end = calls[-1][-1][1] if calls[-1] else end
        at = low.find(program, end)
    return calls


def _arguments(plain: str, at: int, stop: int) -> list[Span]:
    """Words up to the end of the line or of the command; quotes keep spaces together."""
    found = []
    while at < stop and plain[at] != "\n":
        if plain[at] in " \t":
            at += 1
            continue
        start, quote = at, ""
        while at < stop and plain[at] != "\n" and (quote or plain[at] not in " \t"):
            if plain[at] in "\"'":
                quote = "" if quote == plain[at] else quote or plain[at]
            at += 1
        if plain[start:at] in STOPS:
            break
        found.append((start, at))
    return found


def _bare(plain: str, start: int, end: int) -> list[Span]:
    """The secret itself, without quotes around it; nothing for what asks for it, hides it or names where it is."""
    while start < end and plain[start] in "\"'`(":
        start += 1
    while start < end and plain[end - 1] in "\"'`),;":
        end -= 1
    text = plain[start:end]
    if not text or text[0] in "$%<[{*\0" or text.lower() in PLACEHOLDERS or looks.is_masked(text):
        return []
    return [(start, end)]


def _by_option(plain: str, arguments: list[Span], options: tuple[tuple[str, str], ...]) -> list[Span]:
    found: list[Span] = []
    for place, (start, end) in enumerate(arguments):
        for option, form in options:
            if not plain.startswith(option, start, end):
                continue
            glued = end - start > len(option)
            if glued and form in (GLUED, EITHER):
                found += _bare(plain, start + len(option), end)
            elif not glued and form != GLUED and place + 1 < len(arguments):
                found += _half(plain, *arguments[place + 1], form)
    return found


def _half(plain: str, start: int, end: int, form: str) -> list[Span]:
    """The whole argument, or what stands behind its colon or percent sign."""
    if form not in (PAIR, PERCENT):
        return _bare(plain, start, end)
    for sign in ("%",) if form == PERCENT else (":", ","):
        cut = plain.find(sign, start, end)
        if cut >= 0:
            return _bare(plain, cut + 1, end)
    return []


def _by_place(plain: str, arguments: list[Span], place: int) -> list[Span]:
    given = [span for span in arguments if plain[span[0]] not in "/-"]
    if len(given) < place or plain[given[place - 1][0]] == "=":
        return []
    start, end = given[place - 1]
    last = arguments[-1] == (start, end) or plain[arguments[arguments.index((start, end)) + 1][0]] in "/-"
    if not last and not looks.looks_secret(plain[start:end].strip("\"'")):
        return []  # a sentence about the command
    return _bare(plain, start, end)


def _for_share(plain: str, arguments: list[Span]) -> list[Span]:
    """`net use Z: \\\\server\\share SECRET /user:x`: what is no drive, no share and no option."""
    if not any(plain[start : start + 6].lower() == "/user:" for start, _ in arguments):
        return []
    found: list[Span] = []
    for start, end in arguments:
        if plain[start] not in '/\\*"' and not (end - start == 2 and plain[start + 1] == ":"):
            found += _bare(plain, start, end)
    return found


def _in_addresses(plain: str) -> list[Span]:
    """`scheme://account:SECRET@host`."""
    found: list[Span] = []
    at = plain.find("://")
    while at >= 0:
        begin = end = at + 3
        while end < min(len(plain), begin + WINDOW) and plain[end] not in " \t\n/?#\"'<>":
            end += 1
        sign = plain.rfind("@", begin, end)
        colon = plain.find(":", begin, max(sign, begin))
        if colon >= 0:
            found += _bare(plain, colon + 1, sign)
        at = plain.find("://", begin)
    return found


def _in_headers(plain: str, low: str) -> list[Span]:
    """`Authorization: Bearer SECRET`; also without a scheme."""
    found: list[Span] = []
    at = low.find(AUTHORIZATION)
    while at >= 0:
        end = at + len(AUTHORIZATION)
        while plain[end : end + 1] in ("'", '"', " "):
            end += 1
        if plain[end : end + 1] in (":", "="):
            line = plain[end + 1 : end + WINDOW].split("\n", 1)[0].replace('"', " ").replace("'", " ")
            words = line.split(None, 2)[:2]
            schemed = bool(words) and words[0].lower() in SCHEMES
            for word in words[1:] if schemed else words[:1]:
                if len(word) >= LEAST_HEADER and (schemed or looks.has_digit(word)):
                    begin = plain.index(word, end)
                    found += _bare(plain, begin, begin + len(word))
        at = low.find(AUTHORIZATION, end)
    return found


def _in_networks(plain: str, low: str) -> list[Span]:
    """What the square code of a wireless network says: `WIFI:T:WPA;S:name;P:SECRET;;`."""
    found: list[Span] = []
    at = low.find(WIFI)
    while at >= 0:
        key = plain.find(";P:", at, at + WINDOW)
        if key >= 0 and "\n" not in plain[at:key]:
            end = plain.find(";", key + 3, key + WINDOW)
            found += _bare(plain, key + 3, end if end >= 0 else len(plain[: key + WINDOW].rstrip()))
        at = low.find(WIFI, at + len(WIFI))
    return found
