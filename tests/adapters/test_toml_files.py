"""TOML files that people edit: read with bounds, and with the place of every mistake."""

from __future__ import annotations

import time

import pytest

from clientcare.adapters.toml_files import SIZE_LIMIT, parse
from clientcare.domain.errors import InvalidFile


def fault(data: bytes | str) -> tuple[str, str]:
    """Message and hint of the fault in such a file."""
    with pytest.raises(InvalidFile) as caught:
        parse(data if isinstance(data, bytes) else data.encode(), "clientcare.toml")
    return caught.value.message, caught.value.hint


@pytest.mark.parametrize(
    "data",
    [
        b'name = "Z\xc3\xbcrich"\n[shop]\nopen = true\n',
        b'\xef\xbb\xbfname = "Z\xc3\xbcrich"\r\n[shop]\r\nopen = true\r\n',
    ],
)
def test_a_file_is_read_whatever_editor_wrote_it(data: bytes) -> None:
    assert parse(data, "x.toml") == {"name": "Zürich", "shop": {"open": True}}


def test_an_empty_file_says_nothing() -> None:
    assert parse(b"", "x.toml") == {}


def test_a_slip_is_told_with_file_line_and_column() -> None:
    message, hint = fault('name = "A"\ncurrency = CHF\n')
    assert message == "clientcare.toml:2:12: invalid value"
    assert hint == "Correct that line; values are texts in quotes."


def test_a_slip_at_the_end_of_a_file_is_told_with_its_last_line() -> None:
    assert fault('name = "A"\nnote = """\nabc\n')[0].startswith("clientcare.toml:4: ")


def test_a_key_that_stands_there_twice_is_told() -> None:
    assert fault('name = "A"\nname = "B"\n')[0].startswith("clientcare.toml:2:")


def test_a_number_of_thousands_of_digits_is_told_and_not_computed() -> None:
    message, _ = fault(f"port = {'9' * 5000}\n")
    assert message.startswith("clientcare.toml: exceeds the limit")


def test_a_file_in_another_encoding_is_told_with_the_line() -> None:
    assert fault(b'name = "A"\ntown = "Z\xfcrich"\n') == (
        "clientcare.toml:2: the file is not UTF-8 text",
        "Save it as UTF-8.",
    )


def test_a_file_that_is_too_large_is_not_read() -> None:
    assert fault(b"#" * (SIZE_LIMIT + 1))[0] == "clientcare.toml: the file has 1,000,001 bytes; 1,000,000 are the most"
    assert parse(b"#########\n" * (SIZE_LIMIT // 10), "x.toml") == {}
    assert fault(b"#" * SIZE_LIMIT)[0] == "clientcare.toml:1:100001: a line has 1,000,000 characters"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("\na" + ".a" * 20_000 + " = 1\n", "clientcare.toml:2:64: a key has too many parts"),
        ("x = " + "[" * 5_000 + "]" * 5_000, "clientcare.toml:1:37: lists are nested too deeply"),
        ("x = " + "{a=" * 5_000 + "1" + "}" * 5_000, "clientcare.toml:1:101: lists are nested too deeply"),
    ],
)
def test_what_would_take_forever_to_parse_is_refused_at_once(text: str, message: str) -> None:
    begun = time.perf_counter()
    assert fault(text)[0] == message
    assert time.perf_counter() - begun < 2


@pytest.mark.parametrize(
    "text",
    [
        "# " + "." * 200 + "\nname = 1\n",
        'name = "' + "." * 200 + '"\n',
        'text = """\n' + "...." * 20 + ' = all\n"""\n',
        "".join(f"[[contacts]]\nname = {number}\n" for number in range(100)),
    ],
)
def test_dots_and_brackets_that_are_no_deep_keys_are_fine(text: str) -> None:
    assert parse(text.encode(), "x.toml")
