"""Attachments: what is checked before the first byte is copied, and what becomes of the original."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from clientcare.domain.asks import Missing
from clientcare.domain.attachments import LARGEST, READ_UP_TO, LocalFile
from clientcare.domain.errors import Conflict, Exit, Failed, NotFound, Unreachable, Usage
from clientcare.domain.options import Ruling
from clientcare.domain.privacy import HeldBack
from clientcare.domain.records import Kept
from clientcare.services.attachments import NO_TEXT, TOO_LONG, attach
from tests.shops import NOON, Shop

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "Tr0ub4dor&3x"
LOG = f"14:01 login failed\npassword: {SECRET}\n".encode()
ORDINARY = b"14:01 E-2041 fuser too hot\n"


def file_of(folder: Path, name: str = "error.log", data: bytes = ORDINARY) -> str:
    path = folder / "desk" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return str(path)


def documents(shop: Shop) -> dict[str, bytes]:
    folder = shop.share / "clients" / "acme" / "documents"
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*"))}


def test_a_file_is_copied_verified_and_entered(shop: Shop) -> None:
    thread = shop.session()
    path = file_of(shop.folder)
    (one,) = attach(shop.desk(), files=[path], at="14:05").files
    assert documents(shop) == {"error.log": ORDINARY}
    assert (one.path, one.shown) == ("documents/error.log", "clients/acme/documents/error.log")
    assert (one.size, one.sha256, one.unread) == (len(ORDINARY), sha256(ORDINARY).hexdigest(), "")
    assert (one.original, one.removed, one.kept, one.from_inbox) == (path, False, "", False)
    assert (one.entered.says, one.entered.at) == ("error.log, 27 bytes", NOON)
    (kept,) = shop.read(thread).attachments
    assert (kept.name, kept.path, kept.sha256, kept.size, kept.was_read) == (
        "error.log",
        one.path,
        one.sha256,
        one.size,
        True,
    )


def test_several_files_are_attached_at_once(shop: Shop) -> None:
    thread = shop.session()
    attach(shop.desk(), files=[file_of(shop.folder, "a.txt"), file_of(shop.folder, "b.txt")])
    assert [one.name for one in shop.read(thread).attachments] == ["a.txt", "b.txt"]


def test_a_name_that_is_taken_gets_a_number(shop: Shop) -> None:
    thread = shop.session()
    for data in (b"1", b"2"):
        attach(shop.desk(), files=file_of(shop.folder, "a.txt", data))
    assert documents(shop) == {"a (2).txt": b"2", "a.txt": b"1"}
    assert [one.name for one in shop.read(thread).attachments] == ["a.txt", "a (2).txt"]


def test_the_original_goes_only_if_that_is_said(shop: Shop) -> None:
    shop.session()
    path = shop.folder / "desk" / "error.log"
    assert not attach(shop.desk(), files=file_of(shop.folder)).files[0].removed
    assert path.exists()
    assert attach(shop.desk(), files=str(path), move=True).files[0].removed
    assert not path.exists()


def test_an_original_that_cannot_go_is_named_with_the_reason(shop: Shop) -> None:
    shop.session()
    link = shop.folder / "link.log"
    link.symlink_to(file_of(shop.folder))
    (one,) = attach(shop.desk(), files=str(link), move=True).files
    assert (one.removed, one.kept) == (False, "it is a link to a file elsewhere")


@pytest.mark.parametrize(
    ("name", "data", "unread"),
    [
        ("photo.jpg", b"\xff\xd8\xff", NO_TEXT),
        ("tool", b"\x7fELF\x00", NO_TEXT),
        ("big.log", b"x" * READ_UP_TO, ""),
        ("bigger.log", b"x" * (READ_UP_TO + 1), TOO_LONG),
    ],
)
def test_what_the_guard_did_not_read_is_told(shop: Shop, name: str, data: bytes, unread: str) -> None:
    thread = shop.session()
    (one,) = attach(shop.desk(), files=file_of(shop.folder, name, data)).files
    assert one.unread == unread
    assert shop.read(thread).attachments[0].was_read is not bool(unread)
    assert documents(shop) == {name: data}


def test_a_secret_in_one_file_holds_all_of_them_back(shop: Shop) -> None:
    thread = shop.session()
    with pytest.raises(HeldBack) as held:
        attach(shop.desk(), files=[file_of(shop.folder, "a.txt"), file_of(shop.folder, "b.txt", LOG)])
    assert held.value.exit is Exit.HELD_BACK
    assert SECRET not in str(held.value)
    assert "in the file b.txt (" in held.value.message
    assert (documents(shop), shop.kinds(thread)) == ({}, ["start"])


def test_a_masked_copy_says_so_and_the_original_stays(shop: Shop) -> None:
    thread = shop.session()
    path = file_of(shop.folder, "error.log", LOG)
    (one,) = attach(shop.desk(mask=True), files=path, move=True).files
    assert SECRET.encode() not in documents(shop)["error.log"]
    assert documents(shop)["error.log"].startswith(b"14:01 login failed\n")
    assert (one.entered.masked, one.removed) == (1, False)
    assert "masked" in one.kept
    assert shop.folder.joinpath("desk", "error.log").read_bytes() == LOG
    assert one.sha256 == sha256(documents(shop)["error.log"]).hexdigest()
    assert shop.read(thread).of_kind("attach")[0].get("masked") == 1


def test_who_overrules_the_guard_gets_the_whole_file_and_it_is_on_record_without_the_text(shop: Shop) -> None:
    thread = shop.session()
    desk = shop.desk()
    desk.rulings[LOG.decode()] = Ruling(LOG.decode(), overrule=True)
    attach(desk, files=file_of(shop.folder, "error.log", LOG), move=True)
    assert documents(shop) == {"error.log": LOG}
    (record,) = shop.read(thread).of_kind("attach")
    assert record.get("overruled")
    assert SECRET not in str(record)
    assert not shop.folder.joinpath("desk", "error.log").exists()


def test_a_secret_in_a_file_name_is_held_back_or_masked(shop: Shop) -> None:
    shop.session()
    path = file_of(shop.folder, f"password {SECRET}.txt")
    with pytest.raises(HeldBack) as held:
        attach(shop.desk(), files=path)
    assert held.value.exit is Exit.HELD_BACK
    (one,) = attach(shop.desk(mask=True), files=path).files
    assert SECRET not in one.path
    (one,) = attach(shop.desk(), files=path, name="login.txt").files
    assert one.path == "documents/login.txt"


def test_a_hostile_name_becomes_a_plain_one(shop: Shop) -> None:
    shop.session()
    path = file_of(shop.folder, "con:\u202e gpj.")
    (one,) = attach(shop.desk(), files=path).files
    assert one.path == "documents/con- gpj"


def test_one_name_does_not_serve_two_files(shop: Shop) -> None:
    with pytest.raises(Usage, match="several files"):
        attach(shop.desk(), files=["a", "b"], name="x")


@pytest.mark.parametrize(("name", "error"), [("missing", NotFound), ("", Usage)])
def test_one_wrong_file_and_none_is_attached(shop: Shop, name: str, error: type[Exception]) -> None:
    thread = shop.session()
    good = file_of(shop.folder)
    with pytest.raises(error):
        attach(shop.desk(), files=[good, str(shop.folder / "desk" / name)])
    assert (documents(shop), shop.kinds(thread)) == ({}, ["start"])


def test_a_file_that_is_too_large_is_refused_before_it_is_read(shop: Shop) -> None:
    class Huge:
        def look(self, path: str) -> LocalFile:
            return LocalFile(path, "film.mov", LARGEST + 1)

    shop.session()
    desk = shop.desk()
    desk.local = Huge()  # type: ignore[assignment]
    with pytest.raises(Usage, match=r"200\.0 MB"):
        attach(desk, files="film.mov")


def test_a_copy_that_the_share_shows_otherwise_is_not_entered(shop: Shop) -> None:
    thread = shop.session()
    path = file_of(shop.folder)
    desk = shop.desk()
    desk.store.document = lambda folder, path: b"something else"  # type: ignore[method-assign]
    with pytest.raises(Failed, match="not what was read"):
        attach(desk, files=path, move=True)
    desk.store.document = lambda folder, path: None  # type: ignore[method-assign]
    with pytest.raises(Failed, match="not what was read"):
        attach(desk, files=path, move=True)
    desk.store.add_document = lambda folder, path, data: Kept(path, 1, "0" * 64)  # type: ignore[method-assign]
    with pytest.raises(Failed, match="not what was read"):
        attach(desk, files=path, move=True)
    assert shop.kinds(thread) == ["start"]
    assert shop.folder.joinpath("desk", "error.log").exists()


def test_a_share_that_goes_away_in_between_leaves_word_of_what_was_attached(shop: Shop) -> None:
    thread = shop.session()
    desk = shop.desk()
    add = desk.store.add_document

    def add_once(folder: str, path: str, data: bytes) -> Kept:
        if path.endswith("a.txt"):
            return add(folder, path, data)
        raise Unreachable("The share is gone.", "Mount it.")

    desk.store.add_document = add_once  # type: ignore[method-assign]
    with pytest.raises(Unreachable) as gone:
        attach(desk, files=[file_of(shop.folder, "a.txt"), file_of(shop.folder, "b.txt")])
    assert gone.value.hint == "Attached before that: documents/a.txt. Mount it."
    assert shop.kinds(thread) == ["start", "attach"]
    with pytest.raises(Unreachable) as first:
        attach(desk, files=file_of(shop.folder, "b.txt"))
    assert first.value.hint == "Mount it."


def test_the_inbox_is_listed(shop: Shop) -> None:
    assert attach(shop.desk(), inbox=True, offer=True) == ((), ())
    shop.drop("photo 1.jpg", b"\xff\xd8")
    assert attach(shop.desk(), inbox=True) == ((), ("photo 1.jpg",))


def test_a_person_is_asked_which_file_of_the_inbox(shop: Shop) -> None:
    shop.drop("photo 1.jpg", b"\xff\xd8")
    with pytest.raises(Missing) as missing:
        attach(shop.desk(), inbox=True, offer=True)
    (ask,) = missing.value.asks
    assert (ask.field, ask.kind, ask.choices) == ("files", "choice", ("photo 1.jpg",))


def test_a_file_that_is_not_named_is_asked_for_and_the_inbox_is_offered(shop: Shop) -> None:
    with pytest.raises(Missing, match=r"No file is named\.$"):
        attach(shop.desk())
    shop.drop("photo 1.jpg", b"\xff\xd8")
    with pytest.raises(Missing, match=r"photo 1\.jpg"):
        attach(shop.desk())


def test_what_is_attached_from_the_inbox_is_taken_out_of_it(shop: Shop) -> None:
    shop.session()
    for name in ("photo 1.jpg", "photo 2.jpg"):
        shop.drop(name, b"\xff\xd8")
    attached = attach(shop.desk(), files="1", inbox=True)
    assert (attached.files[0].removed, attached.files[0].from_inbox, attached.inbox) == (True, True, ("photo 2.jpg",))
    assert documents(shop) == {"photo 1.jpg": b"\xff\xd8"}


def test_a_file_of_the_inbox_whose_copy_was_masked_stays_there(shop: Shop) -> None:
    shop.session()
    shop.drop("error.log", LOG)
    (one,) = attach(shop.desk(mask=True), files="error.log", inbox=True).files
    assert (one.removed, bool(one.kept)) == (False, True)
    assert shop.store.inbox() == ("error.log",)


def test_a_name_that_fits_no_file_of_the_inbox_or_several_is_refused(shop: Shop) -> None:
    shop.session()
    for name in ("photo", "photo 2.jpg"):
        shop.drop(name, b"\xff\xd8")
    assert attach(shop.desk(), files="photo", inbox=True).inbox == ("photo 2.jpg",)
    shop.drop("photo 3.jpg", b"\xff\xd8")
    with pytest.raises(NotFound):
        attach(shop.desk(), files="scan", inbox=True)
    with pytest.raises(Conflict):
        attach(shop.desk(), files="photo", inbox=True)


def test_a_file_of_the_inbox_that_is_asked_for_as_one_of_this_machine_is_pointed_to(shop: Shop) -> None:
    shop.session()
    shop.drop("scan1.txt", b"x")
    with pytest.raises(NotFound) as refused:
        attach(shop.desk(), files="scan1.txt")
    assert refused.value.hint == "It lies in the share's inbox: clientcare attach --inbox 'scan1.txt'"
