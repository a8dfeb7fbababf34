"""Looking at a machine: links, shares that may not answer, drives, marks; with this machine and with made-up ones."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from clientcare.adapters import places
from clientcare.adapters.places import System, examine_place
from clientcare.domain.errors import Failed, Usage
from clientcare.domain.mounts import Mount, Platform

ROOT = Mount("/", "ext4", "/dev/vda2")
NAS = Mount("/mnt/nas", "nfs4", "nas:/export")


class Machine(System):
    """A made-up machine. Reading anything below a share fails the test: the share may not answer."""

    def __init__(self, platform: Platform = "linux", mounts: tuple[Mount, ...] = (ROOT, NAS), **facts: object) -> None:
        super().__init__()
        self.platform = platform
        self._mounts = mounts
        self.links: dict[str, str] = {}
        self.links_on_share: dict[str, str] = {}
        self.files: dict[str, list[str]] = {}
        self.__dict__.update(facts)

    def working_directory(self) -> str:
        return "C:\\Work" if self.platform == "windows" else "/srv"

    def home(self) -> str:
        return "C:\\Users\\Ann" if self.platform == "windows" else "/home/ann"

    def temporary(self) -> tuple[str, ...]:
        return ("/tmp",)

    def names(self) -> tuple[str, ...]:
        return ("bench-3",)

    def synced(self) -> dict[str, str]:
        return {"C:\\Users\\Ann\\Cloud": "OneDrive"} if self.platform == "windows" else {"/home/ann/Cloud": "Dropbox"}

    def mounts(self, path: str) -> tuple[Mount, ...]:
        if self.platform == "windows":
            return tuple(mount for mount in self._mounts if path[:2].casefold() == mount.point[:2].casefold())
        return self._mounts

    def read_link(self, path: str) -> str | None:
        assert not path.startswith(("/mnt/nas", "S:", "\\\\")), f"{path} was touched"
        return self.links.get(path)

    def real_path_on_share(self, path: str) -> str:
        return self.links_on_share.get(path, path)

    def names_in(self, directory: str) -> list[str]:
        assert not directory.startswith(("/mnt/nas", "S:", "\\\\")), f"{directory} was touched"
        return self.files.get(directory, [])

    def exists(self, path: str) -> bool:
        return path in self.files


def test_links_on_this_machine_are_followed_to_the_share() -> None:
    machine = Machine()
    machine.links = {"/home/ann/shop": "../../mnt/nas/shop"}
    place = examine_place("~/shop/clients", machine)
    assert (place.kind, place.path) == ("network", "/mnt/nas/shop/clients")


def test_links_that_lead_from_a_share_to_this_machine_are_seen() -> None:
    machine = Machine()
    machine.links_on_share = {"/mnt/nas/shop": "/srv/shop"}
    assert examine_place("/mnt/nas/shop", machine).kind == "local"


def test_two_dots_go_up_from_where_a_link_leads() -> None:
    machine = Machine()
    machine.links = {"/srv/link": "/mnt/nas/deep/shop"}
    assert examine_place("/srv/link/../other", machine).path == "/mnt/nas/deep/other"


def test_a_directory_that_does_not_exist_yet_is_where_its_parents_are() -> None:
    machine = Machine()
    machine.links = {"/srv/shares": "/mnt/nas"}
    assert examine_place("/srv/shares/./new/shop", machine).kind == "network"
    assert examine_place("shop", machine).path == "/srv/shop"


def test_links_that_go_round_in_a_circle_are_named() -> None:
    machine = Machine()
    machine.links = {"/srv/a": "/srv/b", "/srv/b": "/srv/a"}
    with pytest.raises(Failed, match="circle"):
        examine_place("/srv/a/shop", machine)


def test_a_share_that_is_mounted_when_it_is_used_is_looked_at_again() -> None:
    class Automatic(Machine):
        def real_path_on_share(self, path: str) -> str:
            self._mounts = (*self._mounts, NAS)
            return path

    place = examine_place("/mnt/nas/shop", Automatic(mounts=(ROOT, Mount("/mnt/nas", "autofs", "auto.nas"))))
    assert (place.kind, place.filesystem) == ("network", "nfs4")


def test_a_file_system_that_nobody_knows_may_be_a_share_and_is_touched_last() -> None:
    machine = Machine(mounts=(ROOT, Mount("/mnt/odd", "fuse.something", "something")))
    machine.links_on_share = {"/mnt/odd/shop": "/mnt/odd/real"}
    place = examine_place("/mnt/odd/shop", machine)
    assert (place.kind, place.path) == ("local", "/mnt/odd/real")


def test_a_mark_in_a_folder_above_counts_for_what_lies_below() -> None:
    machine = Machine()
    machine.files = {"/srv/team": [".stfolder"]}
    place = examine_place("/srv/team/shop/new", machine)
    assert (place.kind, place.why) == ("synced", "in the folder that Syncthing synchronises (/srv/team)")
    assert examine_place("/srv/other", machine).kind == "local"


def test_folders_that_a_program_names_in_its_settings_are_synchronised() -> None:
    machine = Machine()
    machine.links = {"/home/ann/Cloud": "/data/cloud"}
    assert examine_place("/data/cloud/shop", machine).kind == "synced"


def test_an_address_is_answered_with_how_to_mount_it() -> None:
    for typed in ("smb://nas/shop", "\\\\nas\\shop", "//nas/shop", "nas:/export"):
        with pytest.raises(Usage, match="address of a share"):
            examine_place(typed, Machine())


def test_what_looks_like_an_address_and_exists_is_a_directory() -> None:
    machine = Machine(files={"/srv": [], "nas:": []})
    assert examine_place("//srv/shop", machine).path == "/srv/shop"
    assert examine_place("nas:/export", machine).path == "/srv/nas:/export"


@pytest.mark.parametrize("typed", ["", "  ", "a\0b"])
def test_what_is_no_name_is_refused(typed: str) -> None:
    with pytest.raises(Usage, match="no directory"):
        examine_place(typed, Machine())


def test_without_a_table_of_mounts_a_place_is_local() -> None:
    assert examine_place("/srv/shop", Machine(mounts=())).kind == "local"


WINDOWS = (
    Mount("C:\\", "NTFS", "", "fixed"),
    Mount("S:\\", "", "\\\\nas\\shop", "remote"),
    Mount("V:\\", "", "", "subst C:\\Shares\\shop"),
    Mount("U:\\", "", "", "subst \\\\nas\\shop"),
    Mount("G:\\", "FAT32", "Google Drive", "fixed"),
)


def test_windows_drives_shares_and_substitutes_are_followed() -> None:
    machine = Machine("windows", WINDOWS)
    assert examine_place("S:\\clients", machine).kind == "network"
    assert examine_place("s:/clients", machine).kind == "network"
    assert examine_place("V:\\clients", machine).path == "C:\\Shares\\shop\\clients"
    assert examine_place("U:\\clients", machine).path == "\\\\nas\\shop\\clients"
    assert examine_place("U:\\clients", machine).kind == "network"
    assert examine_place("\\\\nas\\shop\\x", machine).kind == "network"
    assert examine_place("//nas/shop/x", machine).kind == "network"
    assert examine_place("\\\\?\\C:\\shop", machine).path == "C:\\shop"
    assert examine_place("\\shop", machine).path == "C:\\shop"
    assert examine_place("~\\shop", machine).why.startswith("in your home directory")
    assert examine_place("~/Cloud/shop", machine).kind == "synced"
    assert examine_place("G:\\My Drive", machine).kind == "synced"


def test_a_windows_junction_is_followed() -> None:
    machine = Machine("windows", WINDOWS)
    machine.links = {"C:\\shop": "\\\\?\\UNC\\nas\\shop", "C:\\local": "\\\\?\\C:\\data"}
    assert examine_place("C:\\shop\\x", machine).path == "\\\\nas\\shop\\x"
    assert examine_place("C:\\local\\x", machine).path == "C:\\data\\x"


def test_a_windows_server_without_a_share_is_asked_for_one() -> None:
    with pytest.raises(Usage, match="is a server"):
        examine_place("\\\\nas", Machine("windows", WINDOWS))


def test_macos_takes_its_table_from_the_mount_program() -> None:
    mounts = (Mount("/", "apfs"), Mount("/Volumes/Shop", "smbfs", "//ann@nas/Shop"))
    assert examine_place("/Volumes/shop/x", Machine("macos", mounts)).kind == "network"


def test_on_this_machine_links_are_followed_and_temporary_files_known(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "real")
    place = examine_place(str(tmp_path / "link" / "shop"))
    assert place.path == str((tmp_path / "real" / "shop").resolve())
    assert place.kind == "local"


def test_on_this_machine_marks_are_read(tmp_path: Path) -> None:
    (tmp_path / ".stfolder").mkdir()
    assert examine_place(str(tmp_path / "shop")).kind == "synced"


def test_one_drive_and_dropbox_say_where_their_folders_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OneDriveCommercial", "/data/OneDrive - Firm")
    settings = Path(os.environ["HOME"]) / ".dropbox"
    settings.mkdir()
    (settings / "info.json").write_text('{"business": {"path": "/data/Dropbox (Firm)"}}')
    found = System().synced()
    assert found["/data/OneDrive - Firm"] == "OneDrive"
    assert found["/data/Dropbox (Firm)"] == "Dropbox"
    (settings / "info.json").write_text("[1]")
    assert "/data/Dropbox (Firm)" not in System().synced()


def test_a_directory_that_went_away_under_the_terminal_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(Failed, match="does not exist any more"):
        examine_place("shop")


def test_what_cannot_be_read_is_empty(tmp_path: Path) -> None:
    system = System()
    assert system.names_in(str(tmp_path / "none")) == []
    assert system.read_link("a\0b") is None
    assert not system.exists(str(tmp_path / "none"))


def test_links_inside_a_share_are_followed_only_by_who_may_ask_it(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "ä real")
    assert System().real_path_on_share(str(tmp_path / "link")) == str((tmp_path / "ä real").resolve())
    assert System(asks_shares=False).real_path_on_share(str(tmp_path / "link")) == str(tmp_path / "link")
    assert System(asks_shares=False).names_in(str(tmp_path)) == []


def test_a_program_that_takes_too_long_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_SECONDS", 0.05)
    assert places._output_of([sys.executable, "-c", "import time; time.sleep(30); print('late')"]) == ""


def test_a_program_that_fails_or_is_not_there_says_nothing() -> None:
    assert places._output_of([sys.executable, "-c", "raise SystemExit(3)"]) == ""
    assert places._output_of(["/no/such/program"]) == ""


def test_another_unix_is_asked_through_its_mount_program(monkeypatch: pytest.MonkeyPatch) -> None:
    system = System()
    system.platform = "other"
    monkeypatch.setattr(places, "_output_of", lambda command: "nas:/export on /mnt (nfs)\n" if command else "")
    assert system.mounts("/mnt/x") == (Mount("/mnt", "nfs", "nas:/export"),)


class _Kernel:
    """The four functions of Windows that are asked about a drive."""

    def __init__(self, kind: int, share: str = "", device: str = "", label: str = "") -> None:
        self.kind, self.share, self.device, self.label = kind, share, device, label
        self.kernel32 = self.mpr = self

    def GetDriveTypeW(self, root: str) -> int:
        return self.kind

    def WNetGetConnectionW(self, drive: str, text: object, size: object) -> int:
        text.value = self.share  # type: ignore[attr-defined]
        return 0 if self.share else 1

    def QueryDosDeviceW(self, drive: str, text: object, size: int) -> int:
        text.value = self.device  # type: ignore[attr-defined]
        return len(self.device)

    def GetVolumeInformationW(self, root: str, label: object, size: int, *rest: object) -> int:
        label.value = self.label  # type: ignore[attr-defined]
        rest[-2].value = "NTFS"  # type: ignore[attr-defined]
        return 1


@pytest.mark.parametrize(
    ("kernel", "mount"),
    [
        (_Kernel(4, "\\\\nas\\shop"), Mount("S:\\", "", "\\\\nas\\shop", "remote")),
        (_Kernel(1, "\\\\nas\\shop"), Mount("S:\\", "", "\\\\nas\\shop", "missing")),
        (_Kernel(4), Mount("S:\\", "", "", "remote")),
        (_Kernel(3, device="\\??\\C:\\Shares"), Mount("S:\\", "", "", "subst C:\\Shares")),
        (_Kernel(3, device="\\??\\UNC\\nas\\shop"), Mount("S:\\", "", "", "subst \\\\nas\\shop")),
        (_Kernel(3, device="\\Device\\HarddiskVolume3", label="Data"), Mount("S:\\", "NTFS", "", "fixed")),
        (_Kernel(3, label="Google Drive"), Mount("S:\\", "NTFS", "Google Drive", "fixed")),
        (_Kernel(9), Mount("S:\\", "NTFS", "", "fixed")),
    ],
)
def test_what_windows_says_about_a_drive(kernel: _Kernel, mount: Mount, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ctypes.windll", kernel, raising=False)
    assert places.windows_drive("S:") == mount


def test_without_windows_a_drive_is_a_disk() -> None:
    system = System()
    system.platform = "windows"
    assert system.mounts("C:\\x") == (Mount("C:\\", "", "", "fixed"),)
    assert system.mounts("\\\\nas\\shop") == ()
    assert system.temporary()[0] == "C:\\Windows\\Temp"


def test_this_machine_knows_its_own_name() -> None:
    import platform

    assert platform.node() in System().names()
