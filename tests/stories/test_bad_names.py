"""Names that are hostile as names of files: they are kept as they were typed, and no file system ever sees them."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from tests.stories.shares import half_written, refused, tree

if TYPE_CHECKING:
    from pathlib import Path

    from tests.shops import Shop

RESERVED = {"con", "prn", "aux", "nul", "com1", "lpt1"}
HOSTILE = [
    "../x",
    "..",
    "CON",
    "aux.html",
    "ends with a dot.",
    " . ",
    "a:b",
    'a"b|c?*<d>',
    "a/b\\c",
    "\x1b[2J\x07",
    "😀",
]


def plain_names(shop: Shop) -> bool:
    """Whether every name in the share can be one on every system, and stays below what mounts allow."""
    for path in tree(shop):
        assert len(path) <= 260
        for name in path.split("/"):
            assert name.split(".")[0].strip().casefold() not in RESERVED
            assert name == name.strip()
            assert not name.endswith(".")
            assert not set(name) & set('\\:*?"<>|')
            assert name.isprintable()
            assert unicodedata.is_normalized("NFC", name)
            assert len(name.encode()) <= 255
    return True


@pytest.mark.parametrize("title", [*HOSTILE, "x" * 300, "ü" * 300, "😀" * 300, "e\u0301tage"])
def test_a_title_is_kept_as_it_was_typed_and_its_document_has_a_name_for_every_system(shop: Shop, title: str) -> None:
    kept = " ".join(title.split())
    begun = shop.run("session", "start", "acme", title, "--mode", "remote", "--json")
    if not kept:
        assert begun.code == 2
        return
    assert begun.code == 0
    assert shop.run("close", "--solution", "x", "--resolved").code == 0
    assert shop.run("session", "show", "acme", "--json").data["title"] == kept
    assert plain_names(shop)
    assert half_written(shop) == []


def test_a_title_without_an_end_is_refused(shop: Shop) -> None:
    assert refused(shop, "session", "start", "acme", "x" * 301, "--mode", "remote") == (
        2,
        "",
        "The title has 301 characters; 300 are the most.\n"
        "  Say it in a few words, and the rest as the problem: --problem TEXT\n",
    )


@pytest.mark.parametrize(
    ("name", "handle"), [("../x", "x"), ("CON", "con-1"), ("Ends with a dot.", "ends-with-a-dot"), ("a:b", "a-b")]
)
def test_a_client_is_called_as_they_like_and_filed_under_a_plain_handle(shop: Shop, name: str, handle: str) -> None:
    said = shop.run("client", "add", name, "--json")
    assert (said.code, said.data["name"], said.data["folder"]) == (0, name, handle)
    assert shop.run("session", "start", name, "x", "--mode", "phone").code == 0
    assert plain_names(shop)


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("client", "add", "😀"), 2, 'No handle can be made of "😀", which has no letter from a to z and no digit.'),
        (("client", "add", "n" * 300), 2, "The name has 300 characters; 120 are the most."),
        (("client", "add", "x.", "--name", "X"), 2, '"x." cannot be a handle:'),
        (("client", "add", "../y", "--name", "Y"), 2, '"../y" cannot be a handle:'),
        (("client", "add", "con", "--name", "C"), 2, '"con" cannot be a handle:'),
        (("client", "add", "ACME"), 5, "There is a client 'acme' already: Acme AG."),
        (("client", "add", "Acme Ag"), 5, "There is a client called Acme AG already (acme)."),
        (("client", "show", "../acme"), 3, "There is no client '../acme'."),
        (("client", "show", "x" * 300), 3, f"There is no client '{'x' * 300}'."),
        (("status", "--me", "../ann"), 3, "There is nobody called '../ann' in the team."),
        (("session", "show", "../../x"), 3, "There is no session '../../x'."),
        (("session", "start", "acme", "x", "--mode", "phone", "--guide", "../none"), 3, "There is no file '../none'."),
    ],
)
def test_a_name_that_cannot_be_one_is_refused(shop: Shop, words: tuple[str, ...], code: int, message: str) -> None:
    said = refused(shop, *words)
    assert (said.code, said.err[: len(message)]) == (code, message)


@pytest.mark.parametrize("other", ["Mu\u0308ller", "MÜLLER", "Mueller", "Müller "])
def test_names_that_differ_only_by_case_or_unicode_form_are_one_name(shop: Shop, other: str) -> None:
    assert shop.run("client", "add", "M\u00fcller").code == 0
    said = refused(shop, "client", "add", other)
    assert said.code == 5
    assert said.err.startswith("There is a client ")
    assert shop.run("client", "show", other.strip(), "--json").data["name"] == "Müller"


@pytest.mark.parametrize(
    "name", ["CON.txt", "a:b.txt", "ends with a dot.", "😀.txt", "n" * 250 + ".txt", "-rf", "\x07.txt"]
)
def test_an_attachment_gets_a_name_for_every_system(shop: Shop, tmp_path: Path, name: str) -> None:
    thread = shop.session()
    file = tmp_path / name
    file.write_text("Fuser")
    assert shop.run("attach", str(file)).code == 0
    (attached,) = shop.read(thread).attachments
    assert shop.store.document("acme", attached.path) == b"Fuser"
    assert plain_names(shop)
