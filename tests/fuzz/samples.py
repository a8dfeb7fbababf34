"""Files of chance, each made from its number alone: the same number gives the same file on every machine."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from tests.fuzz.damage import damaged, damaged_bytes
from tests.fuzz.guides import random_guide
from tests.fuzz.writing import in_toml, in_yaml

_BODIES = (
    "",
    "\n",
    "Body.\n",
    "no final newline",
    "```toml\n+++\ntitle = 'inside'\n+++\n```\n",
    "```yaml\n---\ntitle: inside\n---\n```\n",
    "# Heading\n\n+++\n\n1. one\n2. two\n\x1b[31mred\n",
    "{{< shortcode >}}\n<!--more-->\n" + "word " * 2_000,
)


class Sample(NamedTuple):
    """A file that could be a guide: its bytes, and how its name ends."""

    number: int
    content: bytes
    suffix: str


def sample(number: int) -> Sample:
    """The file of a number."""
    chance = Random(number)
    if chance.random() < 0.005:
        return _huge(number, chance)
    form = chance.choice(("toml", "toml", "toml", "yaml", "plain"))
    data = random_guide(chance, chance.choice((0, 0, 0, 0.01, 0.1)))
    keys = in_yaml(data, chance) if form == "yaml" else in_toml(data, chance)
    for _ in range(chance.choice((0, 0, 0, 1, 1, 2, 5))):
        keys = damaged(keys, chance)
    text = keys if form == "plain" else _framed(keys, "---" if form == "yaml" else "+++", chance)
    if chance.random() < 0.15:
        text = damaged(text, chance)
    if chance.random() < 0.2:
        text = text.replace("\n", "\r\n")
    content = text.encode("utf-8", "surrogatepass")
    if chance.random() < 0.05:
        content = damaged_bytes(content, chance)
    if chance.random() < 0.1:
        content = b"\xef\xbb\xbf" + content
    return Sample(number, content, ".toml" if form == "plain" else chance.choice((".md", ".md", ".md", ".markdown")))


def _framed(keys: str, mark: str, chance: Random) -> str:
    first = mark + chance.choice(("", "", "", "", " ", "\t"))
    last = chance.choice((mark, mark, mark, mark, mark + "  "))
    if chance.random() < 0.03:
        first, last = chance.choice((first, "+++ x", "----")), chance.choice(("+++", "---", "...", "+++x"))
    text = f"{first}\n{keys}{last}\n{chance.choice(_BODIES)}"
    form = chance.random()
    if form < 0.03:
        return f"<!--\n{text.replace(_BODIES[2], '')}-->\nBody.\n"
    if form < 0.08:
        return chance.choice(("\n\n", " ", "words\n", "<!-- x\n", "\ufeff\n")) + text
    return text


def _huge(number: int, chance: Random) -> Sample:
    """What is too much: of steps, of bytes, of tables in one line, of aliases."""
    keys = chance.choice(
        (
            "[[steps]]\nname = 'x'\nweight = 1\n" * chance.choice((1_025, 4_999, 5_001, 20_000)),
            "steps = [" + "{},\n" * chance.choice((1_000, 5_001, 300_000)) + "]\n",
            "[[a.b.c]]\n" * 100_000,
            "x = '''\n" + "[[steps]]\n" * 6_000 + "'''\n",
            "x = 1 # " + "y" * 2_100_000 + "\n",
            "".join(f"k{n} = {n}\n" for n in range(100_000)),
            "a.b = {}\n" * 1_000,
        )
    )
    return Sample(number, f"+++\n{keys}+++\n".encode(), ".md")
