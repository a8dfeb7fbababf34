"""What is kept in the start-up file of a shell, and what lines of clientcare its history holds."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

SHELLS = ("bash", "zsh", "fish", "powershell")
BEGIN, END = "# >>> clientcare >>>", "# <<< clientcare <<<"

Standing = Literal["absent", "other", "same"]


class ShellSetup(NamedTuple):
    """What became of the lines for a shell's start-up file.

    `done`: shown (nothing was asked for), added, updated (an older version was there), already (nothing to do),
    left (the person said no).
    """

    shell: str
    done: Literal["shown", "added", "updated", "already", "left"]
    file: str
    text: str


class History(NamedTuple):
    """One shell of this user: whether it keeps clientcare out of its history, and how many lines it holds already."""

    shell: str
    set_up: bool
    file: str
    lines: int


def block(history: str, completion: str) -> str:
    """The lines for a start-up file, between the marks by which they are found again."""
    return "\n".join((BEGIN, history.strip("\n"), "", completion.strip("\n"), END, ""))


def standing(content: str, text: str) -> Standing:
    """Whether a start-up file holds the lines: just these, other ones (an older version, or its own way), or none."""
    found = _marked(content)
    if found:
        return "same" if found[0].splitlines() == text.splitlines() else "other"
    calls = re.search(r"^(?!\s*#).*\bclientcare(\.exe)?\s+shell-setup\b", content, re.MULTILINE)
    return "other" if calls else "absent"


def with_block(content: str, text: str) -> str:
    """A start-up file with the lines in it once: in the place of older ones, else at the end. Keeps its line ends."""
    if "\r\n" in content:
        text = text.replace("\n", "\r\n")
    found = _marked(content)
    if found:
        return content[: found.start()] + text + content[found.end() :]
    end = "\r\n" if "\r\n" in content else "\n"
    gap = "" if not content else end if content.endswith("\n") else end * 2
    return content + gap + text


def _marked(content: str) -> re.Match[str] | None:
    pattern = rf"^{re.escape(BEGIN)}[ \t]*\r?\n.*?^{re.escape(END)}[ \t]*(\r?\n|\Z)"
    return re.search(pattern, content, re.MULTILINE | re.DOTALL)


# These commands carry no word about a client.
_HARMLESS = (
    "", "config", "demo", "doctor", "guide", "help", "init", "shell-setup", "status", "verify", "whoami",
)  # fmt: skip


def lines_about_clients(history: str) -> int:
    """How many lines of a shell's history run clientcare with words that may be about a client."""
    found = re.finditer(r"(?m)(?<![\w.-])clientcare(?:\.exe)?(?![\w./-])['\"]?[ \t]*([^\n]*)", history)
    return sum(_first_word(match[1]) not in _HARMLESS for match in found)


def _first_word(rest: str) -> str:
    words = [word for word in rest.split() if not word.startswith("-")]
    return words[0].rstrip(";") if words and not words[0].startswith(("|", ">", "&", "#")) else ""


def how_to_forget(shell: str, file: str) -> str:
    """How a person takes lines of clientcare out of a shell's history: a sentence, then the command on its own line."""
    if shell == "fish":
        return "In fish type:\n  history delete --contains clientcare"
    if shell == "powershell":
        return (
            "Close the other terminals, then in PowerShell type:\n"
            "  $f = (Get-PSReadLineOption).HistorySavePath; (Get-Content $f) -notmatch 'clientcare' | Set-Content $f"
        )
    again = f"fc -p {file}" if shell == "zsh" else "history -c; history -r"
    take_out = f"LC_ALL=C sed -i.old /clientcare/d {file} && rm {file}.old; {again}"
    return f"Close the other terminals, then in {shell} type:\n  {take_out}"
