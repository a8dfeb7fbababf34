"""Which files are text that can be read, and that nothing is lost by reading them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain.attachments import Readable, readable, say_size, written


@pytest.mark.parametrize(
    ("name", "data", "encoding"),
    [
        ("error.log", "Büro".encode(), "utf-8"),
        ("no suffix", b"plain", "utf-8"),
        ("marked.txt", b"\xef\xbb\xbfB\xc3\xbcro", "utf-8"),
        ("export.reg", b"\xff\xfe" + "Büro".encode("utf-16-le"), "utf-16-le"),
        ("anything", b"\xfe\xff" + "Büro".encode("utf-16-be"), "utf-16-be"),
        ("export.csv", "Büro".encode("utf-16-le"), "utf-16-le"),
        ("export.csv", "Büro".encode("utf-16-be"), "utf-16-be"),
        ("old.txt", "Büro".encode("cp1252"), "cp1252"),
        ("odd.txt", b"B\xfcro \x81", "latin-1"),
        ("terminal.log", b"bell\x07", "utf-8"),
        ("empty.txt", b"", "utf-8"),
    ],
)
def test_a_text_is_read_in_the_encoding_that_it_is_in(name: str, data: bytes, encoding: str) -> None:
    found = readable(name, data)
    assert found is not None
    assert found.encoding == encoding
    assert not found.text.startswith("\ufeff")
    assert written(found.text, found) == data


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("photo.jpg", b"plain letters under the name of a picture"),
        ("letter.docx", b"PK"),
        ("no suffix", b"B\xfcro"),
        ("no suffix", b"bell\x07"),
        ("no suffix", b"\xff\xfeodd"),
        ("broken.txt", b"\xff\xfeodd"),
        ("broken.txt", b"odd\0s"),
    ],
)
def test_what_promises_something_else_or_cannot_be_decoded_is_no_text(name: str, data: bytes) -> None:
    assert readable(name, data) is None


@given(st.binary(max_size=60), st.sampled_from(["a.txt", "a.log", "a", "a.bin"]))
def test_what_was_read_can_be_written_again_byte_for_byte(data: bytes, name: str) -> None:
    found = readable(name, data)
    if isinstance(found, Readable):
        assert written(found.text, found) == data


def test_a_letter_that_the_encoding_lacks_makes_the_copy_utf_8() -> None:
    assert written("••••", Readable("", "cp1252")) == "••••".encode("cp1252")
    assert written("████", Readable("", "cp1252")) == "████".encode()


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1000, "1.0 KB"),
        (999_949, "999.9 KB"),
        (999_950, "1.0 MB"),
        (2_100_000, "2.1 MB"),
        (200_000_000, "200.0 MB"),
    ],
)
def test_sizes_are_said_in_the_unit_that_people_read(size: int, said: str) -> None:
    assert say_size(size) == said
