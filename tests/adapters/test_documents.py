"""Documents for people: self-contained pages in which no text can become anything else than text."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.adapters.documents import Press, visible
from clientcare.domain.clients import Contact
from clientcare.domain.documents import (
    AgreementLine,
    Correction,
    Event,
    Fact,
    FileLink,
    Hours,
    NoteText,
    OptionText,
    OverviewDocument,
    PartLine,
    PromiseLine,
    SessionDocument,
    SessionLine,
    StepLine,
    Work,
)

PRESS = Press()
VOID = {"meta", "br", "hr"}
TAGS = {
    "html", "head", "meta", "title", "style", "body", "header", "footer", "h1", "h2", "p", "div", "span", "a", "br",
    "hr", "dl", "dt", "dd", "table", "thead", "tbody", "tfoot", "tr", "th", "td", "ul", "ol", "li", "pre", "code",
}  # fmt: skip
ATTRIBUTES = {"lang", "charset", "name", "content", "http-equiv", "class", "dir", "colspan", "href", "value", "start"}


class Page(HTMLParser):
    """What a browser makes of a page: its tags, attributes and text; a tag that is not closed is an error."""

    def __init__(self, html: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(html.decode())
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self._open:
            self.text += data

    @property
    def links(self) -> list[str]:
        return [value for name, value in self.attributes if name == "href"]


def session(text: str = "x", **changed: Any) -> SessionDocument:
    """A document in which every text is `text`."""
    fact = Fact(text, text)
    made = SessionDocument(
        thread=text,
        client=text,
        title=text,
        state="closed",
        facts=(fact,),
        problem=text,
        told_first=text,
        scope=text,
        solution=text,
        solved=text,
        resolved=False,
        hours=Hours((Work(text, text, 55), Work(text, text, -5)), text, 50, (Work(text, text, 5), Work("", text, 5))),
        parts=(PartLine(text, text, text, text, text, True), PartLine(text, text, "", text, text, False)),
        parts_total=(text,),
        notes=(NoteText(1, text, text, text, text, (text, text)),),
        options=(OptionText(1, text, text, text, text),),
        estimates=(Event(text, text, text),),
        consents=(fact,),
        accesses=(fact,),
        guide=text,
        steps=(StepLine(text, text, text, text, text, (fact,)), StepLine(text, text, "", "", "", ())),
        outcomes=(fact,),
        override=text,
        follow_ups=(PromiseLine(text, text, text, text, text),),
        billing=(fact,),
        attachments=(FileLink(text, text, text),),
        events=(Event(text, text, text),),
        corrections=(Correction(text, text, text, text, text, text),),
        unread=(text,),
    )
    return made._replace(**changed)


def overview(text: str = "x", **changed: Any) -> OverviewDocument:
    """An overview in which every text is `text`."""
    line = SessionLine(text, text, text, text, 55, text, text)
    made = OverviewDocument(
        client=text,
        folder=text,
        day=text,
        facts=(Fact(text, text),),
        contacts=(Contact(text, text, text, text, True), Contact(text)),
        agreements=(AgreementLine("now", text, text, text, text), AgreementLine("before", text, text, text, text)),
        standing=(text,),
        promises=(PromiseLine(text, text, text, text, text), PromiseLine(text, text, text, text, "")),
        open=(line, line._replace(path="")),
        done=(line,),
        looked_at=200,
        sessions=345,
    )
    return made._replace(**changed)


EMPTY_SESSION: dict[str, Any] = {
    name: () for name, value in session()._asdict().items() if isinstance(value, tuple) and name != "hours"
} | {"told_first": "", "scope": "", "solution": "", "override": "", "guide": ""}
EMPTY_OVERVIEW: dict[str, Any] = {
    name: () for name, value in overview()._asdict().items() if isinstance(value, tuple)
} | {"sessions": 0, "looked_at": 0}


def pages(text: str) -> list[Page]:
    return [Page(PRESS.session(session(text))), Page(PRESS.overview(overview(text)))]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "' onmouseover='x",
        "javascript:alert(1)",
        "</style></title><b>",
        "{{ 7*7 }}{% raw %}",
        "[a](javascript:x) ![b](http://c.example/d.png) <http://e.example>",
        "- <b>\n- `<i>`\n\n```\n<u>\n```\n\n    <s>",
        "&lt;b&gt;",
    ],
)
def test_no_text_becomes_markup(text: str) -> None:
    for page in pages(text):
        assert set(page.tags) <= TAGS
        assert {name for name, _ in page.attributes} <= ATTRIBUTES
    assert text in Page(PRESS.session(session(text))).text


@given(st.text())
def test_whatever_is_written_stays_text(text: str) -> None:
    for page in pages(text):
        assert set(page.tags) <= TAGS
        assert {name for name, _ in page.attributes} <= ATTRIBUTES


def test_a_page_needs_nothing_from_elsewhere_and_runs_nothing() -> None:
    for html in (PRESS.session(session()).decode(), PRESS.overview(overview()).decode()):
        assert "default-src 'none'" in html
        for forbidden in ("http:", "https:", "src=", "url(", "@import", "<script", "<link"):
            assert forbidden not in html


def test_a_page_says_its_language_and_prints_on_a4_black_on_white() -> None:
    html = PRESS.session(session()).decode()
    assert html.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert "size: A4" in html
    assert "prefers-color-scheme: dark" in html
    assert "--paper: #fff; --ink: #000" in html


def test_a_page_says_that_it_is_internal_and_of_which_session() -> None:
    page = Page(PRESS.session(session(thread="session-01m8")))
    assert "Internal" in page.text
    assert "session-01m8" in page.text
    assert "Internal" in Page(PRESS.overview(overview())).text


def test_sections_that_hold_nothing_are_left_out() -> None:
    page = Page(PRESS.session(session(**EMPTY_SESSION, state="running")))
    for title in ("Agreed scope", "Solution", "Attachments", "Corrections", "Guide", "Could not be read"):
        assert title not in page.text
    assert "OPEN: this session goes on (running)" in page.text
    bare = Page(PRESS.overview(overview(**EMPTY_OVERVIEW)))
    assert "Only the last" not in bare.text
    assert "Nothing yet." in bare.text


def test_a_cancelled_session_says_so_at_the_top() -> None:
    page = Page(PRESS.session(session(state="cancelled", solved="Cancelled: no-show", solution="")))
    assert page.text.index("Cancelled: no-show") < page.text.index("Problem")
    assert "Solution" not in page.text


def test_an_attachment_is_linked_from_the_folder_of_the_year() -> None:
    page = Page(PRESS.session(session(attachments=(FileLink("Scan", "documents/Scän #1 50%.pdf", ""),))))
    assert page.links == ["../documents/Sc%C3%A4n%20%231%2050%25.pdf"]


def test_a_session_in_the_overview_is_linked_from_the_folder_of_the_client() -> None:
    line = SessionLine("Tue", "Printer", "remote", "Ann", 55, "billed", "2026/2026-11-24 Printer (Ann, 0h55) 7f3a.html")
    page = Page(PRESS.overview(overview(open=(), done=(line,))))
    assert page.links == ["2026/2026-11-24%20Printer%20%28Ann%2C%200h55%29%207f3a.html"]
    assert "0:55" in page.text


def test_an_overview_says_when_it_tells_only_the_last_sessions() -> None:
    text = Page(PRESS.overview(overview(folder="acme"))).text
    assert "Only the last 200 of 345 sessions are told here" in text
    assert "clientcare session list --client acme" in text


def test_the_same_document_always_gives_the_same_bytes() -> None:
    assert Press().session(session()) == PRESS.session(session())
    assert Press().overview(overview()) == PRESS.overview(overview())


# -- texts that people wrote -------------------------------------------------------------------------------------------


def note(text: str) -> str:
    """A note's text as HTML."""
    html = PRESS.session(session(**EMPTY_SESSION, problem=text)).decode()
    return html.partition('<div class="told" dir="auto">\n')[2].partition("\n</div>")[0]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("one\ntwo", "<p>one\ntwo</p>"),
        ("one\r\n\r\ntwo", "<p>one</p>\n<p>two</p>"),
        ("- a\n- b", "<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>"),
        ("```\nls -l <x>\n```", "<pre><code>ls -l &lt;x&gt;\n</code></pre>"),
        ("run `lpstat`", "<p>run <code>lpstat</code></p>"),
        ("a\n\n---\n\nb", "<p>a</p>\n<hr>\n<p>b</p>"),
        ("", ""),
    ],
)
def test_paragraphs_lists_and_code_are_laid_out(text: str, html: str) -> None:
    assert note(text) == html


def test_the_items_of_a_list_keep_the_numbers_that_were_typed() -> None:
    assert '<li value="3">' in note("3. toner\n7. drum")
    assert '<li value="7">' in note("3. toner\n7. drum")


@pytest.mark.parametrize(
    "text",
    [
        r"\\server\share C:\_temp",
        "*.log and 5*3*2",
        "# systemctl restart cups",
        "__init__ <b> &amp; [x](y)",
        "+ 41 44 555 01 20",
        "> quoted",
        "```powershell\nGet-Printer\n```",
        "- " * 40 + "deep",
    ],
)
def test_nothing_that_was_typed_is_swallowed(text: str) -> None:
    page = Page(PRESS.session(session(**EMPTY_SESSION, problem=text)))
    assert text in page.text


def test_a_very_long_text_stays_as_it_was_typed() -> None:
    text = "- line of a log\n" * 5000
    assert note(text).startswith("<p>- line of a log\n- line")


@given(st.text(alphabet="ab1 -+*`~.\n\t#>_\\[]()", max_size=60))
def test_every_letter_and_number_that_was_typed_can_be_read(text: str) -> None:
    html = note(text)
    page = Page(f"<div>{html}</div>".encode())
    shown = page.text + "".join(value for name, value in page.attributes if name == "value")
    assert sorted(filter(str.isalnum, shown)) == sorted(filter(str.isalnum, text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\r\nb\tc", "a\nb\tc"),
        ("a\x00\x1b[31m\x7f\x85", "a␀␛[31m␡\\u0085"),
        ("abc\u202egpj.exe", "abc\\u202egpj.exe"),
        ("a\rb\u2028c", "a␍b\\u2028c"),
        ("\U000e0041", "\\U000e0041"),
        ("👩\u200d🔧 naïve\u00ad", "👩\u200d🔧 naïve\u00ad"),
        ("\ud800", "\\ud800"),
    ],
)
def test_characters_that_hide_or_steer_are_made_visible(text: str, shown: str) -> None:
    assert visible(text) == shown
    assert shown.strip() in Page(PRESS.session(session(title=text))).text


def test_what_was_solved_is_marked_as_good_and_what_was_not_as_open() -> None:
    solved = PRESS.session(session(solved="Solved", resolved=True)).decode()
    assert '<p class="good">Solved</p>' in solved
    assert "--good: #1b6b36" in solved
    assert '<p class="mark">NOT solved</p>' in PRESS.session(session(solved="NOT solved")).decode()
