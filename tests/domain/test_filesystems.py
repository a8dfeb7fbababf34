"""Which file systems are shares, and which keep readable copies on this machine."""

from __future__ import annotations

import pytest

from clientcare.domain.filesystems import file_system, layered_on
from clientcare.domain.mounts import Mount


@pytest.mark.parametrize(
    ("filesystem", "source", "name", "copies"),
    [
        ("nfs", "nas:/export", "NFS", False),
        ("nfs4", "[fd00::1]:/export", "NFS", False),
        ("cifs", "//nas/shop", "SMB", False),
        ("smb3", "//nas/shop", "SMB", False),
        ("smbfs", "//ann@nas/shop", "SMB", False),
        ("afpfs", "//ann@nas/shop", "AFP", False),
        ("fuse.sshfs", "ann@nas:/srv", "SSHFS", False),
        ("ceph", "10.0.0.1:6789:/", "Ceph", False),
        ("fuse.glusterfs", "nas:/volume", "GlusterFS", False),
        ("lustre", "10.0.0.1@tcp:/x", "Lustre", False),
        ("afs", "#root.cell", "AFS", True),
        ("fuse.rclone", "remote:shop", "rclone", True),
        ("fuse.davfs", "https://nas/dav", "WebDAV", True),
        ("davfs", "https://nas/dav", "WebDAV", True),
        ("fuse", "https://nas/dav", "WebDAV", True),
        ("webdav", "https://nas/dav/", "WebDAV", True),
        ("macfuse", "ann@nas:/srv", "macfuse", False),
        ("fuse.newnetfs", "nas:/x", "fuse.newnetfs", False),
        ("newnetfs", "//nas/x", "newnetfs", False),
        ("9p", "10.0.0.1", "9P", False),
        ("9p", "\\\\nas\\shop", "SMB", False),
        ("drvfs", "\\\\nas\\shop", "SMB", False),
    ],
)
def test_a_share_is_known_by_its_type_or_by_the_form_of_its_source(
    filesystem: str, source: str, name: str, copies: bool
) -> None:
    options = "rw,aname=drvfs,trans=fd" if source.startswith("\\") else "rw"
    assert file_system(Mount("/mnt/x", filesystem, source, options))[:3] == ("network", name, copies)


@pytest.mark.parametrize(
    ("filesystem", "source", "options", "reach"),
    [
        ("ext4", "/dev/sda1", "", "disk"),
        ("zfs", "tank:1/data", "", "disk"),
        ("fuseblk", "/dev/sdb1", "", "disk"),
        ("overlay", "overlay", "", "disk"),
        ("tmpfs", "tmpfs", "", "memory"),
        ("9p", "share", "trans=virtio", "host"),
        ("9p", "C:\\", "aname=drvfs;path=C:\\", "host"),
        ("drvfs", "C:\\", "", "host"),
        ("virtiofs", "share", "", "host"),
        ("vboxsf", "share", "", "host"),
        ("autofs", "systemd-1", "", "automatic"),
        ("proc", "proc", "", "unknown"),
        ("fuse.portal", "portal", "", "unknown"),
        ("fuse", "/dev/fuse", "", "unknown"),
    ],
)
def test_everything_else_is_this_machines_own(filesystem: str, source: str, options: str, reach: str) -> None:
    found = file_system(Mount("/x", filesystem, source, options))
    assert (found.reach, found.copies) == (reach, False)


@pytest.mark.parametrize(
    ("filesystem", "source", "below", "decides"),
    [
        ("nfs4", "nas:/export", "", True),
        ("cifs", "//nas/shop", "", True),
        ("fuse.sshfs", "nas:/srv", "", True),
        ("afs", "#root.cell", "", True),
        ("fuse.rclone", "remote:shop", "", False),
        ("fuse", "https://nas/dav", "", False),
        ("fuse.s3fs", "bucket", "", False),
        ("curlftpfs", "ftp://nas", "", False),
        ("fuse.gvfsd-fuse", "gvfsd-fuse", "smb-share:server=nas,share=shop", True),
        ("fuse.gvfsd-fuse", "gvfsd-fuse", "dav:host=nas", False),
    ],
)
def test_mounts_that_cannot_decide_who_was_first_are_known_by_their_kind(
    filesystem: str, source: str, below: str, decides: bool
) -> None:
    assert file_system(Mount("/mnt/x", filesystem, source), below).decides is decides


def test_a_share_with_the_kernels_disk_cache_keeps_copies() -> None:
    assert file_system(Mount("/mnt/x", "nfs4", "nas:/x", "rw,fsc,vers=4.2")).copies
    assert not file_system(Mount("/mnt/x", "ext4", "/dev/a", "rw,fsc")).copies


@pytest.mark.parametrize(
    ("below", "name"),
    [
        ("smb-share:server=nas,share=shop/clients", "SMB"),
        ("sftp:host=nas", "SFTP"),
        ("dav:host=nas,ssl=true", "WebDAV"),
        ("google-drive:host=example.org", "Google Drive"),
        ("shop on nas", "GVFS"),
    ],
)
def test_what_the_file_manager_of_gnome_has_opened_is_a_share(below: str, name: str) -> None:
    assert file_system(Mount("/run/user/1000/gvfs", "fuse.gvfsd-fuse", "gvfsd-fuse"), below)[:3] == (
        "network",
        name,
        False,
    )


@pytest.mark.parametrize("below", ["", "mtp:host=Phone", "archive:host=x.zip", "gphoto2:host=Camera"])
def test_phones_cameras_and_archives_in_the_file_manager_are_no_shares(below: str) -> None:
    mount = Mount("/run/user/1000/gvfs", "fuse.gvfsd-fuse", "gvfsd-fuse")
    assert file_system(mount, below).reach == "unknown"


def test_what_the_file_manager_of_kde_has_opened_is_a_share_that_keeps_copies() -> None:
    mount = Mount("/run/user/1000/kio-fuse-x", "fuse.kio-fuse", "kio-fuse")
    assert file_system(mount, "smb/ann@nas/shop")[:3] == ("network", "SMB", True)
    assert file_system(mount, "file/x").reach == "unknown"


def test_a_layer_is_judged_by_the_directory_below_it() -> None:
    assert layered_on(Mount("/mnt/plain", "fuse.gocryptfs", "/mnt/nas/sealed")) == "/mnt/nas/sealed"
    assert layered_on(Mount("/mnt/all", "fuse.mergerfs", "/mnt/a:/mnt/b")) == "/mnt/a"
    assert layered_on(Mount("/mnt/plain", "fuse.encfs", "encfs")) == ""
    assert layered_on(Mount("/mnt/x", "ext4", "/dev/sda1")) == ""
    assert layered_on(Mount("/x", "ecryptfs", "/x")) == ""
