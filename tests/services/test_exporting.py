"""Exports: the client sees the work and nothing else, an access request gets everything, nobody another's data."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from clientcare.domain.asks import Missing
from clientcare.domain.clients import Client
from clientcare.domain.errors import Conflict, Interrupted, NotFound, Usage
from clientcare.services import facts
from clientcare.services.attachments import attach
from clientcare.services.billing import tell
from clientcare.services.client_merges import merge
from clientcare.services.exporting import export
from clientcare.services.moving import move
from tests.shops import ACME, Shop

if TYPE_CHECKING:
    from pathlib import Path

ZETA = Client("01m6dgxjc0fsytr0x9a1xe4sfc", "zeta", "Zeta GmbH")


@pytest.fixture
def worked(shop: Shop, tmp_path: Path) -> Shop:
    """A closed session with all sorts of notes, one in October and one that goes on; and another client."""
    shop.set_client(ZETA)
    facts.note(shop.desk(), client="acme", text="Pays late")
    shop.now = shop.now.replace(month=10)
    shop.enter(shop.session("October work"), "close", ordinal=1, end=shop.wait(10), resolved=True, solution="Old")
    shop.now = shop.now.replace(month=11)
    thread = shop.session("Printer offline", problem="No print since Monday")
    shop.enter(thread, "note", text="Client is difficult")
    shop.enter(thread, "note", text="We ordered a fuser", visible=True)
    shop.enter(thread, "part", name="Fuser FK-1150", price="89.00", currency="CHF", quantity="1")
    (tmp_path / "error.log").write_text("E-17", "utf-8")
    attach(shop.desk(), files=[str(tmp_path / "error.log")], session=thread)
    shop.enter(thread, "followup", due=shop.wait(60), who="ann", text="Ask about toner")
    shop.enter(thread, "close", ordinal=1, end=shop.wait(55), resolved=True, solution="New fuser")
    tell(shop.desk(), shop.read(thread))
    shop.session("Scanner slow")
    secret = shop.session("Zeta secret", client="zeta")
    shop.enter(secret, "note", text="Zeta only")
    return shop


def exported(shop: Shop, folder: str = "acme") -> dict[str, bytes]:
    top = shop.share / "clients" / folder / "exports"
    return {
        path.relative_to(top).as_posix().partition("/")[2] or path.name: path.read_bytes()
        for path in sorted(top.rglob("*"))
        if path.is_file()
    }


def test_the_client_gets_one_page_with_the_work_and_no_internal_word(worked: Shop) -> None:
    done = export(worked.desk(), client="acme", purpose="client")
    ((name, page),) = exported(worked).items()
    text = page.decode()
    assert name == "2026-11-24 Acme AG - work done.html"
    assert (done.path, done.files, done.sessions) == (f"clients/acme/exports/{name}", 1, 2)
    assert done.sha256 == sha256(page).hexdigest()
    for said in ("No print since Monday", "New fuser", "Fuser FK-1150", "CHF 89.00", "We ordered a fuser", "1:55"):
        assert said in text, said
    for hidden in ("difficult", "Pays late", "Ask about toner", "Scanner slow", "Zeta", "error.log", "Internal", "ill"):
        assert hidden not in text.replace("fill", "").replace("still", ""), hidden
    assert "http:" not in text
    assert "https:" not in text


def test_only_the_sessions_of_a_period_are_told(worked: Shop) -> None:
    done = export(worked.desk(), client="acme", purpose="client", since="1 Oct 2026", until="31 Oct 2026")
    text = next(iter(exported(worked).values())).decode()
    assert done.sessions == 1
    assert "Old" in text
    assert "New fuser" not in text
    export(worked.desk(), client="acme", purpose="client", until="1 Jan 2026")
    assert "No session ended in this time" in exported(worked)["2026-11-24 Acme AG - work done (2).html"].decode()


def test_an_access_request_gets_everything_for_people_and_for_machines(worked: Shop) -> None:
    (worked.share / "clients" / "acme" / "documents" / "by-hand.txt").write_text("put here by hand", "utf-8")
    export(worked.desk(), client="acme", purpose="client")
    done = export(worked.desk(), client="acme", purpose="access-request")
    files = {name: data for name, data in exported(worked).items() if "work done" not in name}
    assert len(files) == done.files + 0
    everything = b"".join(files.values()).decode()
    for said in ("difficult", "Pays late", "Ask about toner", "Scanner slow", "E-17", "put here by hand", "frei@acme"):
        assert said in everything, said
    assert "Zeta" not in everything
    page = next(name for name in files if name.startswith("sessions/") and "Printer" in name)
    assert quote(page) in files["overview.html"].decode()
    records: list[dict[str, Any]] = json.loads(next(data for name, data in files.items() if "records/session" in name))
    assert {"id", "kind", "at", "by", "fields"} <= set(records[0])
    manifest = json.loads(files["manifest.json"])
    listed = {one["path"].partition("/")[2]: one["sha256"] for one in manifest["files"]}
    assert listed == {name: sha256(data).hexdigest() for name, data in files.items() if name != "manifest.json"}
    assert done.sha256 == sha256(files["manifest.json"]).hexdigest()


def test_of_a_period_only_its_own_attachments_are_given(worked: Shop) -> None:
    export(worked.desk(), client="acme", purpose="access-request", until="31 Oct 2026")
    names = exported(worked)
    assert not any(name.startswith("documents/") for name in names)
    assert sum(name.startswith("sessions/") for name in names) == 1


def test_a_client_that_was_merged_is_exported_with_the_other_one(worked: Shop) -> None:
    worked.enter(next(worked.store.threads("zeta")).thread, "close", ordinal=1, end=worked.now, resolved=True)
    worked.store.drop_hint("ann", next(worked.store.threads("zeta")))
    merge(worked.desk(), client="zeta", into=("acme",))
    export(worked.desk(), client="acme", purpose="access-request")
    assert {"clients/acme.json", "clients/zeta.json"} <= set(exported(worked))
    assert b"Zeta only" in b"".join(exported(worked).values())


def test_a_session_that_came_from_another_client_tells_nothing_of_that_one(worked: Shop) -> None:
    threads = [place.thread for place in worked.store.threads("acme")]
    (thread,) = [one for one in threads if worked.read(one).title == "Printer offline"]
    move(worked.desk(), session=thread, to="zeta", yes=True)
    for purpose in ("client", "access-request"):
        export(worked.desk(), client="zeta", purpose=purpose)
    everything = b"".join(exported(worked, "zeta").values()).decode()
    assert "New fuser" in everything
    assert "Acme" not in everything
    assert "acme" not in everything
    export(worked.desk(), client="acme", purpose="access-request")
    assert b"Zeta" not in b"".join(exported(worked).values())


def test_that_it_was_exported_is_on_record(worked: Shop) -> None:
    done = export(worked.desk(), client="acme", purpose="client")
    (entry,) = facts.thread_of(worked.desk(), ACME).of_kind("export")
    assert (entry.get("for"), entry.get("sha256"), entry.get("files")) == ("client", done.sha256, 1)


def test_readable_data_on_this_machine_is_agreed_to_first_and_replaces_nothing(worked: Shop, tmp_path: Path) -> None:
    into = tmp_path / "usb"
    into.mkdir()
    desk = worked.desk()
    with pytest.raises(Missing, match="readable data of Acme AG"):
        export(desk, client="acme", purpose="client", into=str(into))
    with pytest.raises(Interrupted):
        export(desk, client="acme", purpose="client", into=str(into), yes=False)
    done = export(desk, client="acme", purpose="client", into=str(into), yes=True)
    (page,) = into.iterdir()
    assert (done.path, done.local) == (str(page), True)
    assert page.stat().st_mode & 0o777 == 0o600
    with pytest.raises(Conflict, match="there already"):
        export(desk, client="acme", purpose="client", into=str(into), yes=True)
    with pytest.raises(NotFound, match="no directory"):
        export(desk, client="acme", purpose="client", into=str(tmp_path / "nowhere"), yes=True)
    assert not (worked.share / "clients" / "acme" / "exports").exists()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"purpose": ""}, "--for client"),
        ({"purpose": "acces-request"}, "Did you mean access-request"),
        ({"purpose": "client", "since": "2026-11-02", "until": "2026-11-01"}, "not after --to"),
    ],
)
def test_what_cannot_be_exported_says_what_is_wanted(given: dict[str, str], says: str, shop: Shop) -> None:
    with pytest.raises(Usage) as caught:
        export(shop.desk(), client="acme", **given)
    assert says in caught.value.hint
