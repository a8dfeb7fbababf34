"""Conflict copies are known by their names, and nothing of ours is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain.copies import Copy, conflict_copy, is_litter
from clientcare.domain.identifiers import CROCKFORD

NOTE = "000002-note-ann-01m86w2hk0fcbb3qtkhegjvgzs"


@pytest.mark.parametrize(
    ("name", "of", "by"),
    [
        (f"{NOTE}.sync-conflict-20261124-143141-ABCDEF7.toml", f"{NOTE}.toml", "Syncthing"),
        ("client.sync-conflict-20261124-143141.toml", "client.toml", "Syncthing"),
        ("session-01m8.sync-conflict-20261124-143141-ABCDEF7", "session-01m8", "Syncthing"),
        ("clientcare (Ann's conflicted copy 2026-11-24).toml", "clientcare.toml", "Dropbox"),
        ("clientcare (ANN-PC’s conflicted copy 2026-11-24 (1)).toml", "clientcare.toml", "Dropbox"),
        ("close-0001 (conflicted copy 2026-11-24).toml", "close-0001.toml", "Dropbox"),
        ("Acme (Case Conflict).toml", "Acme.toml", "Dropbox"),
        ("Acme (Selective Sync Conflict 2).toml", "Acme.toml", "Dropbox"),
        ("close-0001 (conflicted copy 2026-11-24 143141).toml", "close-0001.toml", "Nextcloud"),
        ("close-0001 (conflicted copy ann 2026-11-24 143141).toml", "close-0001.toml", "Nextcloud"),
        ("ann_conflict-20261124-143141.toml", "ann.toml", "Nextcloud"),
        (f"{NOTE}-LAPTOP-7QK2.toml", f"{NOTE}.toml", "OneDrive"),
        ("close-0001-DESKTOP.toml", "close-0001.toml", "OneDrive"),
        ("client-PC-2.toml", "client.toml", "OneDrive"),
        ("Scan (in Konflikt stehende Kopie von Ann 2026-11-24).pdf", "Scan.pdf", "Dropbox"),
        ("scan (SFConflict ann@example.ch 2026-11-24-14-05-12).pdf", "scan.pdf", "Seafile"),
        ("scan-DESKTOP-7F3A9BC.pdf", "scan.pdf", "OneDrive"),
        ("close-0001 (1).toml", "close-0001.toml", "Google Drive"),
        ("client 2.toml", "client.toml", "iCloud Drive"),
    ],
)
def test_the_names_that_sync_programs_give_are_known(name: str, of: str, by: str) -> None:
    assert conflict_copy(name) == Copy(of, by)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "notes.txt",
        "client.toml",
        "ann-b.toml",
        "photo-HDR.jpg",
        "Report (2).pdf",
        "holiday 2.jpg",
        "2026-11-24.toml",
    ],
)
def test_other_names_are_no_copies(name: str) -> None:
    assert conflict_copy(name) is None


@given(
    st.integers(1, 999_999),
    st.sampled_from(["note", "close"]),
    st.from_regex(r"[a-z0-9][a-z0-9-]{0,14}", fullmatch=True),
    st.text(CROCKFORD, min_size=26, max_size=26),
)
def test_no_name_of_a_record_is_a_copy(n: int, kind: str, by: str, identifier: str) -> None:
    for name in (f"{n:06d}-{kind}-{by}-{identifier}", f"{kind}-{n % 10_000:04d}", f"{kind}-{n:04d}-{identifier}"):
        assert conflict_copy(f"{name}.toml") is None


@given(st.text())
def test_any_name_is_judged_at_once(name: str) -> None:
    conflict_copy(name * 20)


def test_what_systems_lay_down_everywhere_is_litter() -> None:
    litter = [is_litter(name) for name in (".DS_Store", "Thumbs.db", "._scan.pdf", "scan.pdf")]
    assert litter == [True, True, True, False]
