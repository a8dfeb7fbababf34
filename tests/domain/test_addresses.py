"""Addresses of shares, where a directory was wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from clientcare.domain.addresses import Address, address, mount_first

if TYPE_CHECKING:
    from clientcare.domain.mounts import Platform


def hint(text: str, platform: Platform) -> str:
    typed = address(text, platform)
    assert typed is not None
    return mount_first(typed, platform).hint


@pytest.mark.parametrize(
    "path",
    ["/srv/shop", "shop", "./shop", "~/shop", "C:\\shop", "C:/shop", "/mnt/a:b", "//nas", "a:b", "/x//y", "", "x:"],
)
def test_a_path_is_no_address(path: str) -> None:
    assert address(path, "linux") is None


@pytest.mark.parametrize("path", ["\\\\nas\\shop", "//nas/shop", "S:\\shop", "\\\\?\\UNC\\nas\\shop"])
def test_on_windows_the_name_of_a_share_is_a_path(path: str) -> None:
    assert address(path, "windows") is None


def test_an_address_has_a_protocol_a_host_and_a_path() -> None:
    assert address("smb://nas/Client%20Care/", "linux") == Address(
        "smb", "nas", "Client Care", "smb://nas/Client%20Care/"
    )
    assert address("gopher://nas", "linux") == Address("gopher", "nas", "", "gopher://nas")


def test_forms_that_could_be_names_of_directories_are_not_certain() -> None:
    assert address("//nas/shop", "linux") == Address("smb", "nas", "shop", "//nas/shop", certain=False)
    assert address("nas:/volume1/shop", "linux") == Address("nfs", "nas", "volume1/shop", "nas:/volume1/shop", False)
    assert address("ann@nas:/srv/shop", "linux") == Address("sftp", "ann@nas", "srv/shop", "ann@nas:/srv/shop", False)


def test_a_windows_share_on_another_system_is_certainly_an_address() -> None:
    assert address("\\\\nas\\shop\\it", "macos") == Address("smb", "nas", "shop/it", "\\\\nas\\shop\\it")


def test_no_password_is_repeated() -> None:
    typed = address("smb://ann:p@ss@nas/shop", "linux")
    assert typed is not None
    error = mount_first(typed, "linux")
    assert "p@ss" not in error.message + error.hint
    assert "ss@" not in error.message + error.hint
    assert "smb://ann@nas/shop" in error.message


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("smb://nas/shop", "mount -t cifs '//nas/shop' /mnt/shop"),
        ("nfs://nas/export/shop", "mount -t nfs 'nas:/export/shop' /mnt/shop"),
        ("sftp://nas/srv/shop", "sshfs 'nas:/srv/shop' /mnt/shop"),
        ("davs://cloud.example.ch/dav/shop", "mount -t davfs 'https://cloud.example.ch/dav/shop' /mnt/shop"),
        ("http://nas/My Shop", "mount -t davfs 'http://nas/My Shop' /mnt/My-Shop"),
        ("smb://nas", "mount -t cifs '//nas/' /mnt/nas"),
    ],
)
def test_on_linux_the_command_that_mounts_it_is_named(text: str, command: str) -> None:
    assert command in hint(text, "linux")


def test_on_linux_a_kind_without_a_command_goes_by_the_file_manager() -> None:
    assert "file manager" in hint("afp://nas/shop", "linux")


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("smb://nas/shop", "smb://nas/shop. The share is then /Volumes/shop"),
        ("\\\\nas\\shop", "smb://nas/shop. The share is then /Volumes/shop"),
        ("nas:/export", "nfs://nas/export. The share is then /Volumes/export"),
        ("davs://nas/", "https://nas/. The share is then /Volumes/nas"),
    ],
)
def test_on_macos_the_finder_connects(text: str, url: str) -> None:
    assert url in hint(text, "macos")


def test_on_macos_some_kinds_need_a_program() -> None:
    assert "sshfs" in hint("sftp://nas/x", "macos")


def test_on_windows_the_shares_own_name_is_told() -> None:
    assert "net use S: \\\\nas\\shop\\it /persistent:yes" in hint("smb://nas/shop/it", "windows")
    assert "\\\\server\\share" in hint("sftp://nas/shop", "windows")


def test_the_address_of_a_file_is_answered_with_its_path() -> None:
    assert hint("file:///srv/My%20Shop", "linux") == "Type: /srv/My Shop"
    assert hint("file:///C:/shop", "windows") == "Type: C:/shop"
