"""Documents for people: self-contained HTML, with no script and nothing from elsewhere, that prints well.

Every text is escaped, control characters are made visible, and no text can become markup.
"""

from __future__ import annotations

import unicodedata
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from clientcare.domain.times import say_minutes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jinja2 import Environment
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from clientcare.domain.documents import OverviewDocument, SessionDocument
    from clientcare.domain.exports import HandOver
    from clientcare.domain.procedure_documents import ProcedureDocument
    from clientcare.domain.sheets import Sheet

LONGEST_MARKDOWN = 50_000
"""Characters: a longer text is a log or a listing and stays as it was typed."""
_SEEN_ANYWAY = "\n\t\u200c\u200d\u00ad"
_INVISIBLE = ("Cc", "Cf", "Cs", "Zl", "Zp")


class Press:
    """Lays documents out as HTML, UTF-8. The same document always gives the same bytes."""

    def session(self, document: SessionDocument) -> bytes:
        """The page of a session."""
        return self._page("session.html.j2", document)

    def procedure(self, document: ProcedureDocument) -> bytes:
        """The page of a procedure."""
        return self._page("procedure.html.j2", document)

    def overview(self, document: OverviewDocument) -> bytes:
        """The page of a client."""
        return self._page("overview.html.j2", document)

    def handover(self, document: HandOver) -> bytes:
        """The page that a client gets to keep."""
        return self._page("handover.html.j2", document)

    def sheet(self, document: Sheet, *, text: bool = False) -> bytes:
        """A guide on one page of paper; as plain text of at most 80 columns with `text`."""
        if text:
            from clientcare.adapters.sheets import plain_sheet

            return visible(plain_sheet(document)).encode()
        return self._page("sheet.html.j2", document)

    def _page(self, template: str, document: object) -> bytes:
        return self._environment.get_template(template).render(document=document).encode()

    @cached_property
    def _environment(self) -> Environment:
        from jinja2 import Environment, PackageLoader, StrictUndefined

        environment = Environment(
            loader=PackageLoader("clientcare.adapters"),
            autoescape=True,
            finalize=_safe,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        environment.filters.update(markdown=self._markdown, guide=self._guide, minutes=say_minutes, link=quote)
        return environment

    @cached_property
    def _parser(self) -> MarkdownIt:
        """Lists, code and rules only: what else Markdown knows would swallow stars, backslashes and hashes of notes."""
        from markdown_it import MarkdownIt

        rules = ["list", "fence", "code", "backticks", "hr"]
        return MarkdownIt("zero", {"html": False}).enable(rules)

    @cached_property
    def _guides(self) -> MarkdownIt:
        """What authors of guides write: emphasis, headings, quotations and links too; of pictures the words alone."""
        from markdown_it import MarkdownIt

        rules = ["list", "fence", "code", "backticks", "hr", "emphasis", "heading", "blockquote", "link", "image"]
        parser = MarkdownIt("zero", {"html": False}).enable([*rules, "escape"])
        parser.add_render_rule("image", lambda self, tokens, at, options, env: f"[{escape(tokens[at].content)}]")
        return parser

    def _guide(self, text: str) -> str:
        """The HTML of a guide's own text, escaped: like `_markdown` it may be marked as safe."""
        seen = visible(text)
        if len(seen) > LONGEST_MARKDOWN:
            return f"<p>{escape(seen)}</p>"
        return str(self._guides.render(seen)).rstrip()

    def _markdown(self, text: str) -> str:
        """The HTML of a text, escaped, so that a template may mark it as safe."""
        seen = visible(text)
        if len(seen) <= LONGEST_MARKDOWN:
            tokens = self._parser.parse(seen)
            if _signs(seen) == _signs("".join(_content(tokens))):  # else something would be swallowed
                _prepare(tokens)
                return str(self._parser.renderer.render(tokens, self._parser.options, {})).rstrip()
        return f"<p>{escape(seen)}</p>"


def _content(tokens: Sequence[Token]) -> Iterator[str]:
    """What readers will see of a text."""
    for token in tokens:
        if token.type == "list_item_open":
            yield token.info
        yield token.content


def _prepare(tokens: Sequence[Token]) -> None:
    """Tell browsers the numbers of a list, which they would count anew, and keep the line breaks of its items."""
    for token in tokens:
        token.hidden = False
        if token.type == "list_item_open" and token.info:
            token.attrSet("value", token.info)


def _signs(text: str) -> str:
    """All but spaces and what the rules above are written with."""
    return "".join(one for one in text if not (one.isspace() or one in "-*_`~.)"))


def _safe(value: object) -> object:
    """Every text that a template puts out passes here; what the templates themselves made is left alone."""
    return visible(value) if type(value) is str else value


def visible(text: str) -> str:
    """Control and invisible characters as something that can be seen; line breaks and tabs stay."""
    plain = text.replace("\r\n", "\n")
    if plain.isprintable():
        return plain
    return "".join(_shown(one) if _is_hidden(one) else one for one in plain)


def _is_hidden(letter: str) -> bool:
    return letter not in _SEEN_ANYWAY and unicodedata.category(letter) in _INVISIBLE


def _shown(letter: str) -> str:
    code = ord(letter)
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
