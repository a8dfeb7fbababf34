"""How the time of the privacy guard grows with the text: eight times the text should take about eight times as long."""

from __future__ import annotations

from time import process_time

from clientcare.domain.privacy import find

SHORT, LONG = 10_000, 80_000
SQUARE = (LONG / SHORT) ** 2
PIECES = (
    *(
        "a",
        "\n",
        "-",
        ".",
        "1 ",
        "1-",
        "password",
        "password: ",
        "password: x1y2z3 ",
        "Passwort ist ",
        "pin 12 ",
        "key ",
    ),
    *(
        "code ",
        "clé ",
        "user/",
        "login a/",
        "http://a:b@c ",
        "AA00",
        "CH93 ",
        "4111 ",
        "eyJ",
        "ghp_",
        "AGE-SECRET-KEY-1",
    ),
    *(
        "-----BEGIN PRIVATE KEY-----\n",
        "PuTTY-User-Key-File-",
        "mysql -px ",
        "net user ",
        "authorization: ",
        "wifi:;P:",
    ),
    *('password "', "password (", "１", "a\u200b", "111111-", "pw=a&", "[masked: password]", "x1y2 als passwort "),
    *("user/password ", "identified by "),
)
"""What a text may be made of, over and over: whatever a rule looks for, so that none of them looks twice."""


def spent(piece: str, size: int) -> float:
    """Seconds of processor time for a text of this size; the least of two runs."""
    text = (piece * (size // len(piece) + 1))[:size]
    return min(_once(text), _once(text))


def _once(text: str) -> float:
    began = process_time()
    find(text)
    return process_time() - began


def growths() -> dict[str, float]:
    """By piece, how many times as long the long text takes; very short times count as a millisecond."""
    return {piece: spent(piece, LONG) / max(spent(piece, SHORT), 0.001) for piece in PIECES}


def main() -> None:
    """Print the worst growths; the square would be 64."""
    worst = sorted(growths().items(), key=lambda one: -one[1])[:5]
    print(f"privacy guard, {LONG // SHORT} times the text (the square would be {SQUARE:.0f}):")
    for piece, growth in worst:
        print(f"  {growth:5.1f} times as long for {piece!r}")


if __name__ == "__main__":
    main()
