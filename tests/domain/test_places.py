"""Where a directory really is, for Linux, macOS and Windows, from facts alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain.errors import Exit, Usage
from clientcare.domain.mounts import Mount
from clientcare.domain.places import (
    Machine,
    Place,
    copies_note,
    is_own_disk,
    judge,
    marked_by,
    mount_to_require,
    require_shared,
    without_password,
)

LINUX = Machine(
    "linux",
    (
        Mount("/", "ext4", "/dev/vda2"),
        Mount("/dev/shm", "tmpfs", "tmpfs"),
        Mount("/mnt/shop", "nfs4", "nas:/export/shop"),
        Mount("/mnt/dav", "fuse", "https://nas/dav"),
        Mount("/mnt/auto", "autofs", "auto.shop"),
        Mount("/mnt/odd", "fuse.portal", "portal"),
        Mount("/mnt/lent", "vboxsf", "lent"),
        Mount("/mnt/opened", "fuse.gocryptfs", "/mnt/shop/sealed"),
        Mount("/mnt/nothing", "nfs"),
        Mount("/home/ann/nas", "fuse.sshfs", "ann@nas:/srv"),
        Mount("/run/user/1000/gvfs", "fuse.gvfsd-fuse", "gvfsd-fuse"),
        Mount("/tmp/t/mounted", "fuse.sshfs", "nas:/srv"),
    ),
    home="/home/ann",
    temporary=("/tmp", "/var/tmp", "/mnt/shop/tmp"),
    synced={"/srv/synced": "Syncthing", "/srv/synced/deep": "Nextcloud", "/tmp/t/kept": "Syncthing"},
    names=("bench-3",),
)
MACOS = Machine(
    "macos",
    (Mount("/", "apfs", "/dev/disk3"), Mount("/Volumes/Shop", "smbfs", "//ann@nas/Shop")),
    home="/Users/ann",
    temporary=("/private/tmp", "/private/var/folders/x"),
)
WINDOWS = Machine(
    "windows",
    (
        Mount("C:\\", "NTFS", "", "fixed"),
        Mount("S:\\", "", "\\\\nas\\shop", "remote"),
        Mount("W:\\", "", "\\\\nas@SSL\\DavWWWRoot\\shop", "remote"),
        Mount("X:\\", "", "", "missing"),
        Mount("M:\\", "FAT", "", "memory"),
        Mount("G:\\", "FAT32", "Google Drive", "fixed"),
    ),
    home="C:\\Users\\Ann",
    temporary=("C:\\Users\\Ann\\AppData\\Local\\Temp",),
    synced={"C:\\Users\\Ann\\OneDrive - Firm": "OneDrive", "G:\\": "Google Drive"},
    names=("BENCH-3",),
)


def kind_and_why(path: str, machine: Machine = LINUX) -> tuple[str, str]:
    place = judge(path, machine)
    assert place.path == path
    return place.kind, place.why


def test_a_share_of_the_network_is_named_with_its_place() -> None:
    assert judge("/mnt/shop/clientcare", LINUX) == Place(
        "network",
        "on the network share nas:/export/shop (NFS), mounted at /mnt/shop",
        "nfs4",
        "/mnt/shop",
        False,
        "/mnt/shop/clientcare",
    )


def test_a_share_without_a_source_is_still_a_share() -> None:
    assert kind_and_why("/mnt/nothing/x") == ("network", "on a network share (NFS), mounted at /mnt/nothing")


def test_a_share_that_is_mounted_in_the_home_directory_is_a_share() -> None:
    assert kind_and_why("/home/ann/nas/shop")[0] == "network"


def test_a_share_that_is_mounted_below_a_temporary_directory_is_a_share() -> None:
    assert kind_and_why("/tmp/t/mounted/shop")[0] == "network"


def test_a_temporary_directory_on_a_share_is_no_place_for_a_shop() -> None:
    kind, why = kind_and_why("/mnt/shop/tmp/x")
    assert kind == "local"
    assert why == "in a directory for temporary files (/mnt/shop/tmp), whose content may be removed at any time"


def test_a_share_of_the_file_manager_is_a_share_and_the_folder_above_it_is_not() -> None:
    kind, why = kind_and_why("/run/user/1000/gvfs/smb-share:server=nas,share=shop/clientcare")
    assert kind == "network"
    assert "SMB" in why
    assert kind_and_why("/run/user/1000/gvfs")[0] == "local"


def test_web_dav_keeps_readable_copies() -> None:
    assert judge("/mnt/dav/shop", LINUX).local_copies


def test_a_layer_over_a_share_is_on_the_share() -> None:
    place = judge("/mnt/opened/shop", LINUX)
    assert (place.kind, place.filesystem, place.mount_point) == ("network", "fuse.gocryptfs", "/mnt/opened")
    assert place.path == "/mnt/opened/shop"


def test_a_home_directory_on_a_share_is_said_to_be_one() -> None:
    machine = LINUX._replace(mounts=(Mount("/home", "nfs4", "nas:/home"),))
    assert kind_and_why("/home/ann/shop", machine) == (
        "network",
        "on the network share nas:/home (NFS), in your home directory",
    )
    assert kind_and_why("/home/ben/shop", machine)[1].endswith("mounted at /home")


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/srv/shop", "on a disk of this machine (ext4)"),
        ("/home/ann/shop", "in your home directory, on a disk of this machine (ext4)"),
        ("/home/anna/shop", "on a disk of this machine (ext4)"),
        ("/mnt/elsewhere/shop", "on a disk of this machine (ext4): no share is mounted there now"),
        ("/tmp/x", "in a directory for temporary files (/tmp), whose content may be removed at any time"),
        ("/dev/shm/x", "in this machine's memory (tmpfs), and gone after a restart"),
        ("/mnt/auto/x", "at /mnt/auto, where a share would be mounted when it is used, but none is mounted now"),
        ("/mnt/odd/x", "on a file system that is not known as a network share (fuse.portal)"),
        (
            "/mnt/lent/x",
            "in a folder that the host of this virtual machine lends to it (vboxsf), on the same computer",
        ),
    ],
)
def test_a_local_place_says_what_kind_of_local(path: str, why: str) -> None:
    assert kind_and_why(path) == ("local", why)


def test_a_home_at_the_root_of_everything_says_nothing_about_a_path() -> None:
    assert kind_and_why("/srv/x", LINUX._replace(home="/"))[1] == "on a disk of this machine (ext4)"


def test_where_the_system_says_nothing_a_place_counts_as_local() -> None:
    assert kind_and_why("/srv/x", Machine("linux")) == ("local", "on this machine, as far as can be told")


def test_a_synchronised_folder_is_named_with_its_program_and_keeps_copies() -> None:
    place = judge("/srv/synced/shop", LINUX)
    assert place.kind == "synced"
    assert place.why == "in the folder that Syncthing synchronises (/srv/synced)"
    assert place.local_copies
    assert judge("/srv/synced/deep/shop", LINUX).why.startswith("in the folder that Nextcloud")


def test_the_deeper_of_a_synchronised_and_a_temporary_folder_decides() -> None:
    assert kind_and_why("/tmp/t/kept/x")[0] == "synced"
    assert (
        kind_and_why("/srv/tmp/x", LINUX._replace(temporary=("/srv/tmp",), synced={"/srv": "Syncthing"}))[0] == "local"
    )


@pytest.mark.parametrize(
    ("path", "folder", "program"),
    [
        ("/home/ann/Nextcloud/shop", "/home/ann/Nextcloud", "Nextcloud"),
        ("/home/ann/Dropbox (Firm)/shop", "/home/ann/Dropbox (Firm)", "Dropbox"),
        ("/home/ann/OneDrive", "/home/ann/OneDrive", "OneDrive"),
        ("/home/ann/kDrive/a/b", "/home/ann/kDrive", "kDrive"),
    ],
)
def test_some_programs_are_known_by_the_name_of_their_folder(path: str, folder: str, program: str) -> None:
    assert kind_and_why(path) == ("synced", f"in the folder that {program} synchronises ({folder})")


@pytest.mark.parametrize("path", ["/home/ann", "/home/ann/docs/Nextcloud/x", "/srv/Nextcloud/x", "/home/ann/Dropboxes"])
def test_such_a_name_elsewhere_means_nothing(path: str) -> None:
    assert kind_and_why(path)[0] == "local"


def test_without_a_home_no_name_means_anything() -> None:
    assert kind_and_why("/home/ann/Nextcloud/x", LINUX._replace(home=""))[0] == "local"


def test_on_macos_shares_clouds_and_the_rest_are_told_apart() -> None:
    assert kind_and_why("/Volumes/Shop/x", MACOS)[0] == "network"
    assert kind_and_why("/Volumes/Other/x", MACOS)[1].endswith("no share is mounted there now")
    assert kind_and_why("/Users/Ann/Shop", MACOS)[1].startswith("in your home directory")
    cloud = "/Users/ann/Library/CloudStorage"
    assert kind_and_why(f"{cloud}/OneDrive-Firm/x", MACOS)[1] == (
        f"in the folder that OneDrive synchronises ({cloud}/OneDrive-Firm)"
    )
    assert kind_and_why(f"{cloud}/LucidLink-Firm/x", MACOS)[1].startswith("in the folder that LucidLink synchronises")
    assert kind_and_why(cloud, MACOS)[0] == "local"
    assert "iCloud" in kind_and_why("/Users/ann/Library/Mobile Documents/com~apple~CloudDocs/x", MACOS)[1]


def test_on_windows_a_mapped_drive_is_the_share_behind_it() -> None:
    assert kind_and_why("s:\\clientcare", WINDOWS) == (
        "network",
        "on the network share \\\\nas\\shop (SMB), mounted at S:\\",
    )
    assert not judge("S:\\clientcare", WINDOWS).local_copies
    assert judge("W:\\clientcare", WINDOWS).local_copies


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("C:\\shop", "on a disk of this machine (NTFS)"),
        ("c:\\users\\ann\\shop", "in your home directory, on a disk of this machine (NTFS)"),
        (
            "C:\\Users\\Ann\\AppData\\Local\\Temp\\x",
            "in a directory for temporary files (C:\\Users\\Ann\\AppData\\Local",
        ),
        ("X:\\shop", "on drive X:, which is not connected now"),
        ("M:\\shop", "in this machine's memory (FAT), and gone after a restart"),
        ("\\\\BENCH-3\\shop", "on a disk of this machine, which \\\\BENCH-3\\shop is another name for"),
        ("\\\\bench-3.shop.local\\shop", "on a disk of this machine, which"),
        ("\\\\localhost\\c$\\shop", "on a disk of this machine, which"),
        ("\\\\127.0.0.1\\c$", "on a disk of this machine, which"),
        ("\\\\.\\C:\\shop", "on a disk of this machine, which"),
        ("\\\\wsl$\\Debian\\home", "on the disk of the computer that you sit at, by way of \\\\wsl$\\Debian"),
        ("\\\\tsclient\\C\\shop", "on the disk of the computer that you sit at"),
    ],
)
def test_on_windows_what_is_this_machine_is_local(path: str, why: str) -> None:
    kind, said = kind_and_why(path, WINDOWS)
    assert kind == "local"
    assert said.startswith(why)


@pytest.mark.parametrize(
    ("path", "point", "filesystem"),
    [
        ("\\\\nas\\shop\\clientcare", "\\\\nas\\shop", "smb"),
        ("//nas/shop/clientcare", "\\\\nas\\shop", "smb"),
        ("\\\\?\\UNC\\nas\\shop\\x", "\\\\nas\\shop", "smb"),
        ("\\\\nas@SSL\\shop", "\\\\nas@SSL\\shop", "webdav"),
        ("\\\\nas\\DavWWWRoot\\shop", "\\\\nas\\DavWWWRoot", "webdav"),
        ("\\\\nas", "\\\\nas", "smb"),
    ],
)
def test_on_windows_the_name_of_a_share_is_a_share(path: str, point: str, filesystem: str) -> None:
    place = judge(path, WINDOWS)
    assert (place.kind, place.mount_point, place.filesystem) == ("network", point, filesystem)
    assert place.local_copies == (filesystem == "webdav")


def test_on_windows_synchronised_folders_are_known_by_setting_drive_and_name() -> None:
    assert "OneDrive" in kind_and_why("C:\\Users\\Ann\\OneDrive - Firm\\Shop", WINDOWS)[1]
    assert kind_and_why("G:\\My Drive\\Shop", WINDOWS)[0] == "synced"
    assert "(C:\\Users\\Ann\\iCloudDrive)" in kind_and_why("C:\\Users\\Ann\\iCloudDrive\\Shop", WINDOWS)[1]


def test_the_marks_of_synchronising_programs_are_known() -> None:
    assert marked_by([".bashrc", ".stfolder"]) == "Syncthing"
    assert marked_by([".sync_0a1b2c3d4e5f.db", "docs"]) == "Nextcloud"
    assert marked_by(["._sync_0a1b2c3d4e5f.db"]) == "Nextcloud"
    assert marked_by([".849C9593-D756-4E56-8D6E-42412F2A707B"]) == "OneDrive"
    assert marked_by(["sync.db", "stfolder"]) == ""


def test_a_local_place_is_refused_with_the_reason_and_what_to_do() -> None:
    with pytest.raises(Usage) as refused:
        require_shared("/srv/shop", judge("/srv/shop", LINUX), on_this_machine=False)
    assert refused.value.message == "/srv/shop is no place for a shop: it is on a disk of this machine (ext4)."
    assert "--on-this-machine" in refused.value.hint
    assert refused.value.exit == Exit.USAGE


def test_the_file_server_itself_may_use_its_disk() -> None:
    require_shared("/srv/shop", judge("/srv/shop", LINUX), on_this_machine=True)


@pytest.mark.parametrize("path", ["/mnt/shop/x", "/srv/synced/x"])
def test_shares_and_synchronised_folders_are_accepted(path: str) -> None:
    require_shared(path, judge(path, LINUX), on_this_machine=False)


def test_copies_on_this_machine_are_said_plainly() -> None:
    assert copies_note(judge("/mnt/shop/x", LINUX)) == ""
    assert copies_note(judge("/mnt/dav/x", LINUX)) == (
        "Mounts of this kind keep readable copies of client files on this machine's own disk."
    )
    assert copies_note(judge("/srv/synced/x", LINUX)) == (
        "Synchronised folders keep readable copies of client files on this machine's own disk."
    )


def test_an_address_is_shown_without_its_password() -> None:
    assert without_password("//ann:se@cret@nas/shop") == "//ann@nas/shop"
    assert without_password("https://ann:secret@nas/dav") == "https://ann@nas/dav"
    assert without_password("nas:/export/a@b") == "nas:/export/a@b"
    assert without_password("ann@nas:/srv") == "ann@nas:/srv"


NAMES = st.lists(st.sampled_from(["a", "shop", "tmp", "Nextcloud"]), min_size=1, max_size=4)


@given(NAMES)
def test_below_a_share_everything_is_on_the_share(names: list[str]) -> None:
    path = "/mnt/dav/" + "/".join(names)
    assert judge(path, LINUX).mount_point == "/mnt/dav"
    assert judge(path, LINUX).kind == "network"


@given(NAMES)
def test_without_a_share_and_a_synchronised_folder_every_place_is_local(names: list[str]) -> None:
    machine = Machine("linux", (Mount("/", "ext4", "/dev/vda2"),), home="/home/ann")
    assert judge("/srv/" + "/".join(names), machine).kind == "local"


def test_a_share_must_be_mounted_where_it_was_but_a_folder_or_a_windows_path_leads_nowhere_else() -> None:
    share = Place("network", "on a share", "nfs4", "/mnt/nas")
    assert mount_to_require(share) == "/mnt/nas"
    assert mount_to_require(share._replace(mount_point="\\\\nas\\shop")) == ""
    assert mount_to_require(share._replace(kind="synced")) == ""


def test_a_disk_and_memory_are_this_machines_own_and_what_nobody_knows_is_not() -> None:
    here = Place("local", "on a disk", "ext4", "/")
    assert is_own_disk(here)
    assert is_own_disk(here._replace(filesystem="tmpfs"))
    assert not is_own_disk(here._replace(filesystem="fuse.something"))
    assert not is_own_disk(here._replace(kind="synced"))
