"""Checks what the documentation promises: its links lead somewhere, and every command in it exists with its options.

Looks at README.md, the other Markdown files beside it, and docs/. Ends with 1 and a line for each slip.
"""

from __future__ import annotations

import re
import shlex
import sys
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
PROMPTS = ("$ clientcare ", "clientcare ")


def pages() -> list[Path]:
    """Every page that people read."""
    return [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


@cache
def tokens(page: Path) -> list[Any]:
    """The page as Markdown sees it, so that links in code are no links."""
    from markdown_it import MarkdownIt

    flat: list[Any] = []
    for token in MarkdownIt("commonmark").enable("table").parse(page.read_text("utf-8")):
        flat += [token, *(token.children or [])]
    return flat


@cache
def anchors(page: Path) -> set[str]:
    """The names that headings of this page can be linked by, as code hosts make them."""
    found: dict[str, int] = {}
    names = set()
    flat = tokens(page)
    for token, following in pairwise(flat):
        if token.type == "heading_open":
            slug = re.sub(r"[^\w\- ]", "", following.content.lower()).replace(" ", "-")
            names.add(f"{slug}-{found[slug]}" if slug in found else slug)
            found[slug] = found.get(slug, 0) + 1
    return names


def wrong_links(page: Path) -> Iterator[str]:
    """Links and pictures of this repository that lead nowhere. Addresses outside of it are not asked."""
    for token in tokens(page):
        target = token.attrs.get("href") or token.attrs.get("src") if token.type in ("link_open", "image") else None
        if not target or re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = unquote(target).partition("#")
        aim = (page.parent / path).resolve() if path else page
        if not aim.exists():
            yield f"links to {target}, which does not exist"
        elif anchor and aim.suffix == ".md" and anchor not in anchors(aim):
            yield f"links to {target}, but {aim.name} has no such heading"


def typed_commands(page: Path) -> Iterator[list[str]]:
    """The words of every clientcare line in the code blocks of this page, up to the first sign of the shell."""
    for token in tokens(page):
        if token.type not in ("fence", "code_block") or token.info.strip() not in ("", "sh", "bash", "console"):
            continue
        for line in token.content.replace("\\\n", " ").splitlines():
            for prompt in PROMPTS:
                if line.startswith(prompt):
                    yield words_of(line.removeprefix("$ "))[1:]
                    break


def words_of(line: str) -> list[str]:
    """The words of a line as a shell takes them, without comments and what follows a pipe or a redirection."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.commenters = "#"
    try:
        words = list(lexer)
    except ValueError:  # text with a single apostrophe in it
        words = line.split()
    return words[: next((n for n, word in enumerate(words) if word and set(word) <= set("|&;<>()")), len(words))]


def wrong_commands(page: Path) -> Iterator[str]:
    """Lines of this page that name a command or an option which does not exist."""
    for words in typed_commands(page):
        if not words or words[0].startswith("-"):
            continue
        command = top_level(words[0])
        path = ["clientcare", words.pop(0)]
        while words and hasattr(command, "commands") and not words[0].startswith("-"):
            command = command.commands.get(words[0])
            path.append(words.pop(0))
        if command is None:
            yield f"types `{' '.join(path)}`, which is no command"
            continue
        known = {"--help"}.union(*(parameter.opts + parameter.secondary_opts for parameter in command.params))
        options = words[: words.index("--")] if "--" in words else words
        for word in options:
            if word.startswith("--") and word.partition("=")[0] not in known:
                yield f"types `{' '.join(path)} {word}`, but this command has no such option"


@cache
def top_level(name: str) -> Any:
    """The command or group behind a name, None if there is none."""
    from clientcare.catalogue import COMMANDS
    from clientcare.cli import load

    return load(name) if name in COMMANDS else None


def main() -> int:
    """Check all pages."""
    slips = [
        f"{page.relative_to(ROOT).as_posix()} {slip}"
        for page in pages()
        for slip in (*wrong_links(page), *wrong_commands(page))
    ]
    print(*slips, sep="\n", end="\n" if slips else "")
    print(f"{len(pages())} pages, {len(slips)} slips")
    return 1 if slips else 0


if __name__ == "__main__":
    sys.exit(main())
