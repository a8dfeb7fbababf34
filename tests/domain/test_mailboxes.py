"""What a mail address is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain.errors import Usage
from clientcare.domain.mailboxes import address_parts, check_address


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("billing@example.ch", "billing@example.ch"),
        ("  billing@example.ch ", "billing@example.ch"),
        ("<billing@example.ch>", "billing@example.ch"),
        ("Anna Müller <anna.mueller+it@mail.example.ch>", "Anna Müller <anna.mueller+it@mail.example.ch>"),
        ('"Müller, Anna" <anna@example.ch>', "Müller, Anna <anna@example.ch>"),
        ('""Anna"" <anna@example.ch>', "Anna <anna@example.ch>"),
        ("Anna\u00a0Müller <anna@example.ch>", "Anna Müller <anna@example.ch>"),
        ("root@mailserver", "root@mailserver"),
        ("o'neill@xn--mller-kva.ch", "o'neill@xn--mller-kva.ch"),
        ("a@4you.example", "a@4you.example"),
    ],
)
def test_an_address_has_one_form(typed: str, kept: str) -> None:
    assert check_address(typed) == kept
    assert check_address(kept) == kept


@pytest.mark.parametrize(
    "text",
    [
        "",
        "billing",
        "@example.ch",
        "billing@",
        "billing@@example.ch",
        "bil ling@example.ch",
        "billing@example..ch",
        ".billing@example.ch",
        "billing.@example.ch",
        "billing@-example.ch",
        "billing@example-.ch",
        "billing@exam_ple.ch",
        "billing@192.168.1.20",
        "billing@[192.168.1.20]",
        '"bil ling"@example.ch',
        "-oQ/tmp@example.ch",
        "bücher@example.ch",
        "billing@bücher.example",
        "billing@example.ch>",
        "Ann a@example.ch",
        "Ann <a@example.ch> Ben <b@example.ch>",
        "a@example.ch, b@example.ch",
        "a@example.ch;b@example.ch",
        f"{'a' * 65}@example.ch",
        f"a@{'b' * 64}.ch",
        f"a@{'.'.join(['b' * 60] * 5)}.ch",
    ],
)
def test_what_is_no_address_is_refused_with_a_hint(text: str) -> None:
    with pytest.raises(Usage, match="is no mail address") as refusal:
        check_address(text)
    assert refusal.value.hint


@pytest.mark.parametrize(
    "text",
    [
        "billing@example.ch\n",
        "billing@example.ch\r\nBcc: all@example.ch",
        "Ann\nBcc: x@example.ch <a@example.ch>",
        "Ann\u2028 <a@example.ch>",
        "Ann\x85 <a@example.ch>",
        "a@example.ch\0",
        "Ann\ud800 <a@example.ch>",
        "A\u202enn <a@example.ch>",
    ],
)
def test_no_header_can_be_smuggled_in_by_an_address(text: str) -> None:
    with pytest.raises(Usage, match="line break or a control character") as refusal:
        check_address(text)
    assert refusal.value.message.isprintable()


def test_the_hint_names_the_slip() -> None:
    hints = {}
    for text in ("a@example.ch,b@example.ch", "a@bücher.example", "a"):
        with pytest.raises(Usage) as refusal:
            check_address(text)
        hints[text] = refusal.value.hint
    assert "one address at a time" in hints["a@example.ch,b@example.ch"]
    assert "xn--" in hints["a@bücher.example"]
    assert "must look like" in hints["a"]


def test_a_name_that_goes_on_and_on_is_refused() -> None:
    assert check_address(f"{'n' * 200} <a@example.ch>")
    with pytest.raises(Usage, match="longer than 200"):
        check_address(f"{'n' * 201} <a@example.ch>")


def test_an_address_comes_apart_into_name_and_bare_address() -> None:
    assert address_parts("Anna Müller <anna@example.ch>") == ("Anna Müller", "anna@example.ch")
    assert address_parts("anna@example.ch") == ("", "anna@example.ch")


@given(st.text(st.characters(codec="utf-8")), st.from_regex(r"\A[a-z0-9]+(\.[a-z0-9+-]*[a-z0-9])*\Z"))
def test_checking_twice_is_checking_once(name: str, local: str) -> None:
    try:
        once = check_address(f"{name} <{local}@example.ch>")
    except Usage:
        return
    assert check_address(once) == once
    assert once.isprintable()
    assert address_parts(once)[1] == f"{local}@example.ch"
