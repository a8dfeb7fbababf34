"""What is known about file systems: which are shares of a network, and which keep copies on this machine."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from clientcare.domain.mounts import Mount

Reach = Literal["network", "disk", "memory", "host", "automatic", "unknown"]


class FileSystem(NamedTuple):
    """`name` is what people call it. `copies`: readable copies of what is on the share lie on this machine's disk.
    `decides` is False where two machines may both get a name that only one can have: measured on rclone, davfs2 and
    synchronised folders, and so for whatever talks to a web store or a server that has no such step.

    `reach`: `network`; `disk` or `memory` of this machine; `host`, a folder that a virtual machine gets from the
    computer it runs on; `automatic`, mounted when it is used; `unknown`.
    """

    reach: Reach
    name: str
    copies: bool = False
    decides: bool = True


_NETWORK = {
    "NFS": "nfs nfs3 nfs4 oncrpc_nfs",
    "SMB": "cifs smb smb2 smb3 smbfs smbnetfs fusesmb usmb",
    "SSHFS": "sshfs",
    "AFP": "afpfs afpfs-ng afp",
    "FTP": "curlftpfs ftp ftpfs",
    "NetWare": "ncpfs ncp novfs",
    "9P": "9p v9fs",
    "Ceph": "ceph ceph-fuse",
    "GlusterFS": "glusterfs",
    "Lustre": "lustre lustre_lite",
    "BeeGFS": "beegfs fhgfs",
    "OrangeFS": "pvfs2 orangefs",
    "Spectrum Scale": "gpfs mmfs",
    "Panasas": "panfs",
    "Quobyte": "quobyte",
    "MooseFS": "mfs moosefs lizardfs saunafs",
    "SeaweedFS": "seaweedfs",
    "a cluster's disk": "ocfs2 gfs gfs2",
    "S3": "goofys mountpoint-s3",
    "HTTP": "httpfs httpdirfs",
    "GVFS": "gvfsd-fuse gvfs-fuse-daemon",
    "KDE": "kio-fuse kio_fuse",
}
# Each of these keeps what was read or written as ordinary files: a cache folder of its own, or the system's.
_NETWORK_WITH_COPIES = {
    "AFS": "afs yfs auristorfs",
    "Coda": "coda",
    "WebDAV": "davfs davfs2 webdav wdfs",
    "rclone": "rclone cmount rclonefs",
    "S3": "s3fs",
    "Google Cloud": "gcsfuse",
    "Google Drive": "google-drive-ocamlfuse gdfuse googledrive drivefs dfsfuse_dfs",
    "OneDrive": "onedriver onedrive",
    "SeaDrive": "seadrive seadrive-fuse",
    "JuiceFS": "juicefs",
    "pCloud": "pcloud pcloudfs",
    "MEGA": "mega megafs",
}
_DECIDE_WITH_COPIES = ("AFS", "Coda", "JuiceFS")
_UNDECIDED = ("FTP", "HTTP", "S3")
_DISK = (
    "ext2 ext3 ext4 xfs btrfs zfs f2fs jfs reiserfs reiser4 bcachefs nilfs2 minix ufs ffs ffs2 hammer hammer2 apfs hfs "
    "hfsplus vfat msdos fat exfat exfat-fuse ntfs ntfs3 ntfs-3g fuseblk refs iso9660 cd9660 udf squashfs erofs "
    "cramfs overlay overlayfs aufs unionfs unionfs-fuse mergerfs ecryptfs nullfs fuse-overlayfs ubifs jffs2 romfs"
)
_MEMORY = "tmpfs ramfs devtmpfs devfs tmpmfs hugetlbfs"
_HOST = "vboxsf prl_fs prlfs vmhgfs vmhgfs-fuse virtiofs drvfs wslfs lxfs hgfs"
_LAYERS = "bindfs encfs gocryptfs cryfs securefs ecryptfs nullfs mergerfs unionfs-fuse"

_KNOWN: dict[str, FileSystem] = {
    **{
        word: FileSystem("network", name, decides=name not in _UNDECIDED)
        for name, words in _NETWORK.items()
        for word in words.split()
    },
    **{
        word: FileSystem("network", name, True, name in _DECIDE_WITH_COPIES)
        for name, words in _NETWORK_WITH_COPIES.items()
        for word in words.split()
    },
    **{word: FileSystem("disk", word) for word in _DISK.split()},
    **{word: FileSystem("memory", word) for word in _MEMORY.split()},
    **{word: FileSystem("host", word) for word in _HOST.split()},
    "autofs": FileSystem("automatic", "autofs"),
}
_PIPES_TO_THE_HOST = ("trans=virtio", "trans=fd", "trans=xen", "aname=drvfs")
# What stands first below a mount of GNOME (smb-share:server=nas,…) or KDE (smb/nas/…); all else there is a device.
_DESKTOP = {
    "afp": "AFP", "nfs": "NFS", "smb": "SMB", "sftp": "SFTP", "fish": "SSH", "ftp": "FTP", "ftps": "FTP",
    "dav": "WebDAV", "davs": "WebDAV", "webdav": "WebDAV", "webdavs": "WebDAV",
    "gdrive": "Google Drive", "google": "Google Drive", "onedrive": "OneDrive",
}  # fmt: skip
_UNDECIDED_ON_A_DESKTOP = ("FTP", "WebDAV", "Google Drive", "OneDrive")
_REMOTE_SOURCE = re.compile(r"//|\\\\|[a-z][a-z0-9+.-]*://|[^/\\]{2,}:", re.IGNORECASE)


def file_system(mount: Mount, below: str = "") -> FileSystem:
    """What a mount is; `below` is the path under its mount point, which tells GVFS and KDE mounts apart.

    A type that is not known counts as a network's where its source has the form of a server's address.
    """
    kind = mount.filesystem.removeprefix("fuse.").casefold()
    if kind in ("fuse", "macfuse", "osxfuse", "fusefs", "fuse4x") and re.match(r"https?://", mount.source):
        return FileSystem("network", "WebDAV", True, False)  # davfs2 calls itself plain "fuse"
    found = _KNOWN.get(kind)
    if found is None:
        remote = _REMOTE_SOURCE.match(mount.source) is not None
        return FileSystem("network" if remote else "unknown", mount.filesystem)
    if found.name == "9P" and any(word in mount.options for word in _PIPES_TO_THE_HOST):
        return FileSystem("network", "SMB") if mount.source.startswith("\\\\") else FileSystem("host", "9p")
    if kind == "drvfs" and mount.source.startswith("\\\\"):
        return FileSystem("network", "SMB")
    if found.name in ("GVFS", "KDE"):
        return _of_the_desktop(below.partition("/")[0], found)
    keeps = found.reach == "network" and "fsc" in mount.options.split(",")
    return found._replace(copies=True) if keeps else found


def _of_the_desktop(first: str, found: FileSystem) -> FileSystem:
    name = _DESKTOP.get(re.split("[:-]", first)[0].casefold())
    if name is None and " on " in first:  # as older desktops named a share: "support on nas"
        name = found.name
    if not name:
        return FileSystem("unknown", found.name)
    return FileSystem("network", name, found.name == "KDE", name not in _UNDECIDED_ON_A_DESKTOP)


def layered_on(mount: Mount) -> str:
    """The directory that a mount only shows in another way (encrypted, joined, bound), or nothing."""
    kind = mount.filesystem.removeprefix("fuse.").casefold()
    source = mount.source.split(":")[0]
    return source if kind in _LAYERS.split() and source.startswith("/") and source != mount.point else ""
