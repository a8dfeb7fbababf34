"""The text that a command needs, wherever it comes from and however it is encoded."""

from __future__ import annotations

import io
import sys
from contextlib import suppress
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.dialogs import prompts
from clientcare.dialogs.texts import INPUT_LIMIT, contents, decoded, text_of
from clientcare.domain.errors import ClientcareError, Failed, Usage

if TYPE_CHECKING:
    from collections.abc import Sequence

TEXT = "Zürich, größer – 5 €\nsecond line"


class Desk:
    """A screen that keeps what it was told."""

    def __init__(self, *, interactive: bool = False) -> None:
        self.told: list[str] = []
        self.screen = SimpleNamespace(interactive=interactive, tell=self.told.append)


def text(words: Sequence[str] | None, desk: Any = None) -> str:
    return text_of(desk or Desk(), words, "Note")


def read(monkeypatch: pytest.MonkeyPatch, data: bytes, desk: Any = None) -> str:
    """What comes in on standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
    return text(["-"], desk)


# -- where it comes from -------------------------------------------------------------------------------------


def test_words_need_no_quotes() -> None:
    assert text(["Fuser", "worn out"]) == "Fuser worn out"
    assert text(["-", "and", "more"]) == "- and more"


def test_without_a_terminal_a_missing_text_is_told() -> None:
    for words in (None, []):
        with pytest.raises(Usage) as caught:
            text(words)
        assert caught.value.message == "Note: there is no text."
        assert caught.value.hint == "Write it behind the command, or give - to read standard input."


def test_on_a_terminal_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prompts, "ask_lines", lambda desk, what: f"typed for {what}")
    assert text(None, Desk(interactive=True)) == "typed for Note"


def test_a_closed_input_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(Usage, match=r"^There is no standard input to read\.$"):
        text(["-"])


def test_line_ends_of_every_system_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch, b"one\r\ntwo\n\n") == "one\ntwo"


def test_an_ordinary_encoding_is_nothing_to_talk_about(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk()
    assert read(monkeypatch, TEXT.encode(), desk) == TEXT
    assert desk.told == []


def test_another_encoding_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk()
    assert read(monkeypatch, TEXT.encode("utf-16"), desk) == TEXT
    assert desk.told == ["Read as UTF-16."]


def test_input_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(read(monkeypatch, b"x" * INPUT_LIMIT)) == INPUT_LIMIT
    with pytest.raises(Usage) as caught:
        read(monkeypatch, b"x" * (INPUT_LIMIT + 1))
    assert caught.value.message == "Standard input has more than 8,000,000 bytes."
    assert caught.value.hint == "Add it as a file: clientcare attach FILE"


# -- encodings -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoding", "called"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16 without a mark"),
        ("utf-16-be", "UTF-16 without a mark"),
        ("cp1252", "code page cp1252"),
    ],
)
def test_a_text_is_read_in_whatever_a_console_writes(encoding: str, called: str) -> None:
    assert decoded(TEXT.encode(encoding)) == (TEXT, called)


def test_utf_16_of_either_byte_order_has_its_mark_taken_off() -> None:
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        assert decoded(mark + TEXT.encode(encoding)) == (TEXT, "UTF-16")


def test_the_code_page_of_the_console_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("locale.getpreferredencoding", lambda do_setlocale: "cp850")
    assert decoded("größer".encode("cp850")) == ("größer", "code page cp850")


@pytest.mark.parametrize("data", [b"", b"a", b"\n", b"ok"])
def test_short_texts_are_no_puzzle(data: bytes) -> None:
    assert decoded(data) == (data.decode(), "UTF-8")


@pytest.mark.parametrize("data", [b"\xff\xfea", b"\xff\xfe\x00\xd8", b"\x81\x8d"])
def test_what_is_no_text_is_told(data: bytes) -> None:
    with pytest.raises(Failed) as caught:
        decoded(data)
    assert caught.value.message.startswith("Standard input is no text that can be read (")
    assert caught.value.hint == "Save it as UTF-8 and try again."


def test_a_code_page_that_nobody_knows_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("locale.getpreferredencoding", lambda do_setlocale: "cp-unknown")
    with pytest.raises(Failed, match="unknown encoding"):
        decoded(b"gr\xf6sser")


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00\ufeff")))
def test_every_text_in_utf_8_is_read_as_it_is(given: str) -> None:
    assert decoded(given.encode()) == (given, "UTF-8")


@given(st.binary(max_size=40))
def test_any_bytes_are_a_text_or_an_error_that_can_be_told(data: bytes) -> None:
    with suppress(ClientcareError):
        assert isinstance(decoded(data)[0], str)


def test_files_are_read_as_they_are_and_a_hyphen_reads_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"typed"), encoding="utf-8"))
    desk = SimpleNamespace(local=SimpleNamespace(read=lambda path: path.encode()))
    assert list(contents(desk, ["a.eml", "-"])) == [("a.eml", b"a.eml"), ("standard input", b"typed")]  # type: ignore[arg-type]
