"""Which mount holds a path, from the tables of Linux, macOS and Windows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain.mounts import Mount, holds, mount_of, parts, plain_windows, read_mount_output, read_mountinfo

LINUX = r"""22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda2 rw
30 27 0:40 /shop /mnt/Client\040Care rw,nosuid shared:9 master:2 - nfs4 nas:/export/shop rw,vers=4.2
31 27 0:41 / /mnt/back\134slash rw - cifs //nas/a\011b rw
"""


def point_of(path: str, *mounts: Mount, platform: str = "linux") -> str | None:
    mount = mount_of(path, mounts, platform)  # type: ignore[arg-type]
    return mount.point if mount else None


def test_the_kernels_table_gives_place_type_source_and_options_of_each_mount() -> None:
    mounts = read_mountinfo(LINUX)
    assert mounts[1] == Mount("/", "ext4", "/dev/vda2", "rw", 27, 1)
    assert mounts[2] == Mount("/mnt/Client Care", "nfs4", "nas:/export/shop", "rw,vers=4.2", 30, 27)


def test_octal_escapes_stand_for_spaces_tabs_and_backslashes() -> None:
    assert read_mountinfo(LINUX)[3][:3] == ("/mnt/back\\slash", "cifs", "//nas/a\tb")


def test_a_place_whose_name_is_no_utf_8_reads_as_python_reads_file_names() -> None:
    (mount,) = read_mountinfo("30 27 0:40 / /mnt/\\377 rw - nfs nas:/x rw")
    assert mount.point == b"/mnt/\xff".decode("utf-8", "surrogateescape")


def test_lines_that_are_no_mounts_are_passed_over() -> None:
    assert read_mountinfo("\nnonsense\na b 0:1 / /x rw - ext4 /dev/a rw\n1 2 3 - nfs\n30 27 0:1 / /x rw - nfs\n") == ()


def test_a_mount_without_options_of_its_own_is_still_a_mount() -> None:
    assert read_mountinfo("30 27 0:1 / /x rw - nfs nas:/x")[0].options == ""


def test_the_deepest_mount_holds_a_path_by_whole_components() -> None:
    mounts = read_mountinfo(LINUX)
    assert point_of("/mnt/Client Care/clients/acme", *mounts) == "/mnt/Client Care"
    assert point_of("/mnt/Client Caretaker", *mounts) == "/"
    assert point_of("/", *mounts) == "/"


def test_a_later_mount_on_the_same_place_covers_the_earlier() -> None:
    table = "1 0 0:1 / / rw - ext4 a rw\n2 1 0:2 / /mnt rw - autofs auto rw\n3 2 0:3 / /mnt rw - nfs4 nas:/x rw\n"
    mount = mount_of("/mnt/x", read_mountinfo(table), "linux")
    assert mount is not None
    assert mount.filesystem == "nfs4"


def test_the_covering_mount_is_found_in_whatever_order_the_table_comes() -> None:
    table = "3 2 0:3 / /mnt rw - nfs4 nas:/x rw\n1 0 0:1 / / rw - ext4 a rw\n2 1 0:2 / /mnt rw - autofs auto rw\n"
    mount = mount_of("/mnt/x", read_mountinfo(table), "linux")
    assert mount is not None
    assert mount.filesystem == "nfs4"


def test_a_mount_over_a_parent_folder_hides_what_was_mounted_below_it_before() -> None:
    table = "1 0 0:1 / / rw - ext4 a rw\n2 1 0:2 / /mnt/nas rw - nfs4 nas:/x rw\n3 1 0:3 / /mnt rw - tmpfs t rw\n"
    assert point_of("/mnt/nas/shop", *read_mountinfo(table)) == "/mnt"


def test_a_root_that_is_its_own_parent_is_a_root() -> None:
    assert point_of("/srv", *read_mountinfo("1 1 0:1 / / rw - ext4 a rw\n2 1 0:2 / /srv rw - nfs n:/ rw")) == "/srv"


def test_without_a_root_in_the_table_what_is_there_counts() -> None:
    mounts = read_mountinfo("7 5 0:1 / /srv rw - nfs n:/ rw")
    assert point_of("/srv/x", *mounts) == "/srv"
    assert point_of("/other", *mounts) is None
    assert point_of("/other") is None


MACOS = """/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
devfs on /dev (devfs, local, nobrowse)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
//ann@nas._smb._tcp.local/Client%20Care on /Volumes/Client Care (smbfs, nodev, nosuid, mounted by ann)
nas:/export on /Volumes/on /off (2) (nfs, nodev)
odd line
also on /odd
"""


def test_the_mount_program_of_macos_gives_the_same_facts() -> None:
    mounts = read_mount_output(MACOS)
    assert mounts[0] == Mount("/", "apfs", "/dev/disk3s1s1", "sealed, local, read-only, journaled")
    assert mounts[3][:3] == ("/Volumes/Client Care", "smbfs", "//ann@nas._smb._tcp.local/Client%20Care")
    assert mounts[4][:3] == ("/Volumes/on /off (2)", "nfs", "nas:/export")
    assert len(mounts) == 5


def test_macos_tells_neither_capitals_nor_composed_accents_apart() -> None:
    assert holds("/Volumes/Büro", "/volumes/Bu\u0308ro/x", "macos")
    assert not holds("/Volumes/Büro", "/volumes/Büro/x", "linux")


def test_without_the_kernels_numbers_the_deepest_and_then_the_last_wins() -> None:
    mounts = (Mount("/", "apfs"), Mount("/Volumes/a", "smbfs", "first"), Mount("/Volumes/a", "nfs", "second"))
    assert mount_of("/Volumes/A/x", mounts, "macos") == mounts[2]
    assert mount_of("/Users/ann", mounts, "macos") == mounts[0]


def test_windows_paths_compare_by_drive_and_folder_without_regard_to_capitals() -> None:
    assert parts("C:/Users\\Ann", "windows") == ("c:", "users", "ann")
    assert parts("Users\\Ann", "windows") == ("users", "ann")
    assert holds("S:\\", "s:\\shop", "windows")
    assert point_of("s:/shop", Mount("C:\\", "NTFS"), Mount("S:\\", "", "", "remote"), platform="windows") == "S:\\"


def test_the_prefix_for_long_windows_paths_is_taken_off() -> None:
    assert plain_windows("\\\\?\\C:\\shop") == "C:\\shop"
    assert plain_windows("\\\\?\\UNC\\nas\\shop") == "\\\\nas\\shop"
    assert plain_windows("//nas/shop") == "\\\\nas\\shop"


NAMES = st.lists(st.sampled_from(["a", "b", "a b", "ab", "ä"]), max_size=4)


@given(st.lists(NAMES, max_size=6), NAMES)
def test_the_deepest_mount_that_holds_a_path_is_found(tables: list[list[str]], below: list[str]) -> None:
    mounts = [Mount("/" + "/".join(names), "ext4") for names in tables]
    path = "/" + "/".join(below)
    found = mount_of(path, mounts, "linux")
    holding = [mount for mount in mounts if (path + "/").startswith(mount.point.rstrip("/") + "/")]
    assert (found is None) == (not holding)
    if found is not None:
        assert len(found.point.rstrip("/")) == max(len(mount.point.rstrip("/")) for mount in holding)
