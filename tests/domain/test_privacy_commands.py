"""Secrets in command lines, addresses, headers and the codes of wireless networks."""

from __future__ import annotations

import pytest

from clientcare.domain.privacy import TYPED_SIGNS, find
from clientcare.domain.privacy_commands import BY_PLACE, NET_USE, PROGRAMS


def found(line: str) -> list[str]:
    return [line[finding.start : finding.end] for finding in find(line)]


def check(line: str) -> None:
    text = line.replace("⟦", "").replace("⟧", "")
    assert found(text) == line.replace("⟧", "⟦").split("⟦")[1::2]


def test_every_program_and_sign_is_asked_for_first() -> None:
    for name in (*PROGRAMS, *BY_PLACE, NET_USE, "identified by", "authorization", "wifi:"):
        assert any(sign in name for sign in TYPED_SIGNS), name


@pytest.mark.parametrize(
    "line",
    [
        "mysql -u root -p⟦abc⟧ shop", "mysql -p⟦Xabc⟧", "mysql -p⟦abcX⟧", "7z a -p⟦abc⟧ -p⟦def⟧ x",
        "curl -u a:⟦bc⟧ --proxy-user d:⟦ef⟧",
        "curl -u anna:⟦a:c⟧ x", "net user anna ⟦Xabc⟧", "net user Xanna ⟦abc⟧", "net use Z: \\\\s\\d ⟦ab⟧ /user:anna",
        "net use Z: \\\\s\\d ⟦Xab⟧ /user:anna", "net use Z: \\\\s\\d ⟦a:b⟧ /user:anna", "mysqldump -p⟦abc⟧ > a.sql",
        "/usr/bin/mysql -p⟦abc⟧", "mariadb -p'⟦a c⟧' x",
        "MYSQL -p⟦abc⟧",
        "7z a -p⟦abc⟧ x.7z", "unrar x -p⟦abc⟧ a.rar", "rar a -hp⟦abc⟧ x", "winrs -r:srv -p:⟦abc⟧ cmd",
        "xfreerdp /u:x /p:⟦abc⟧ /v:y",
        "sshpass -p ⟦abc⟧ ssh x", "sshpass -p⟦abc⟧ ssh x", "plink -pw ⟦abc⟧ x", "pscp.exe -pw \"⟦abc⟧\" a b:",
        "psexec \\\\pc -p ⟦abc⟧ cmd",
        "mongo -u a -p ⟦abc⟧", "mongodump -p ⟦abc⟧", "docker login -u a -p ⟦abc⟧ reg", "podman login -p ⟦abc⟧",
        "unzip -P ⟦abc⟧ a.zip",
        "zip -P⟦abc⟧ a.zip b", "sqlcmd -U sa -P ⟦abc⟧", "ipmitool -H x -P ⟦abc⟧ sol", "redis-cli -a ⟦abc⟧ ping",
        "ssh-keygen -t rsa -N '⟦a b⟧'",
        "ldapsearch -w ⟦abc⟧ -x", "schtasks /create /ru x /rp ⟦abc⟧", "lftp -u anna,⟦abc⟧ ftp.example.ch",
        "smbclient //s/x -U anna%⟦abc⟧",
        "curl -u anna:⟦abc⟧ x", "curl --user 'anna:⟦a c⟧' x", "curl -U p:⟦abc⟧ -x proxy x",
        "curl --proxy-user p:⟦abc⟧ x",
        "net user anna ⟦abc⟧", "net user anna ⟦abc⟧ /add", "NET USER anna \"⟦a c⟧\" /add", "net user /add anna ⟦abc⟧",
        "rasdial VPN anna ⟦abc⟧", "rasdial.exe VPN anna ⟦abc⟧", "wpa_passphrase net ⟦abcdefgh⟧",
        "ConvertTo-SecureString ⟦abc⟧ -AsPlainText",
        "htpasswd -b f anna ⟦abc⟧",
        "net use Z: \\\\s\\d ⟦abc⟧ /user:anna", "net use \\\\s\\d /user:a\\b ⟦abc⟧", "mysql -p⟦a1⟧ | mysql -p⟦b2⟧",
        "(net user anna ⟦abc⟧)", "x; sshpass -p ⟦abc⟧ ssh y\nsshpass -p ⟦def⟧ ssh z",
        "ALTER USER a IDENTIFIED BY '⟦abc⟧';", "identified by \"⟦abc⟧\"",
    ],
)  # fmt: skip
def test_a_password_in_a_command_is_found_without_what_surrounds_it(line: str) -> None:
    check(line)


@pytest.mark.parametrize(
    "line",
    [
        "mysql -u root -p shop", "mysql -p", "mysql -p$PW", "mysql -p%PW%", "mysql -p<pw>", "mysql -p***",
        "mysql -h p -P 3306", "xmysql -pabc",
        "mysql | grep -pabc", "mysql\n-pabc", "docker run -p 80:80 x", "docker run login -p 8080",
        "docker -p 8080:80 login", "sshpass -p",
        "plink -pwabc x",
        "curl -u anna x", "curl -u", "lftp -u anna x", "smbclient -U anna x", "net user anna", "net user anna *",
        "net user anna /add",
        "net user anna /add x", "net user", "net users anna was disabled", "net user anna was disabled",
        "net user anna maus Xaver", "net user name = value",
        "net use Z: \\\\s\\d abc", "net use Z: \\\\s\\d * /user:anna", "net use Z: \\\\s\\d /user:anna",
        "net use \"Z:\" /user:anna",
        "rasdial VPN anna", "wpa_passphrase net", "ConvertTo-SecureString -AsPlainText",
        "ConvertTo-SecureString $x -AsPlainText",
        "htpasswd -c file anna", "device identified by serial 5CG1234ABC", "identified by",
    ],
)  # fmt: skip
def test_a_command_without_a_password_passes(line: str) -> None:
    assert found(line) == []


def test_a_command_is_read_for_four_hundred_characters() -> None:
    assert found("mysql " + "x" * 380 + " -pabc") == ["abc"]
    assert found("mysql " + "x" * 400 + " -pabc") == []


@pytest.mark.parametrize(
    "line",
    [
        "https://anna:⟦abc⟧@x.example/a", "smb://anna:⟦a:c⟧@nas", "redis://:⟦abc⟧@h:1", "x=ftp://a:⟦b@c⟧@h",
        "postgres://a:⟦abc⟧@h?x=1",
        "<https://anna:⟦abc⟧@h>", "\"http://a:⟦abc⟧@h\"", "http://a:⟦b⟧@h http://c:⟦d⟧@h",
    ],
)  # fmt: skip
def test_a_password_in_an_address_is_found(line: str) -> None:
    check(line)


@pytest.mark.parametrize(
    "line",
    [
        "https://x.example:8080/a@b", "https://anna@x.example", "https://anna:@x.example", "ssh://git@h:22/x",
        "http://a:***@h", "http://a:$PW@h",
        "http://a:<pw>@h", "http://user:pass@h", "http://user:password@h", "http://h/?a:b@c", "http://h#a:b@c", "://",
        "http:// a:b@c",
    ],
)  # fmt: skip
def test_an_address_without_a_password_passes(line: str) -> None:
    assert found(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "Authorization: Basic ⟦YWJjOmRlZg==⟧", "authorization: bearer ⟦abcdefgh⟧",
        "Proxy-Authorization: Basic ⟦abcdefgh⟧",
        "'Authorization': 'Bearer ⟦abcdefgh⟧'", "Authorization=⟦abcdefg1⟧", "Authorization: ⟦abcdefg1⟧, x",
        "Authorization: Token \"⟦abcdefgh⟧\"",
    ],
)  # fmt: skip
def test_what_an_authorization_header_carries_is_found(line: str) -> None:
    check(line)
    assert [finding.kind for finding in find(line.replace("⟦", "").replace("⟧", ""))] == ["secret"]


@pytest.mark.parametrize(
    "line",
    [
        "Authorization: Basic abcdefg", "Authorization: requested",
        "Authorization: Bearer", "Authorization:",
        "authorization by phone 12345678", "Authorization: Bearer $TOKEN1234", "Authorization: a1b2c3d",
    ],
)  # fmt: skip
def test_an_authorization_that_is_no_header_passes(line: str) -> None:
    assert found(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "WIFI:T:WPA;S:net;P:⟦abc⟧;;", "wifi:S:net;P:⟦abc⟧;T:WPA;;", "WIFI:S:n;P:⟦abc⟧", "WIFI:S:n;P:⟦a b⟧; x",
        "WIFI:S:n;P:⟦a⟧;; WIFI:S:m;P:⟦b⟧;;",
    ],
)  # fmt: skip
def test_the_key_in_the_code_of_a_wireless_network_is_found(line: str) -> None:
    check(line)


@pytest.mark.parametrize(
    "line", ["WIFI:T:nopass;S:net;;", "WIFI:S:net\n;P:abc;", "wifi: off;P", "WIFI:S:n;P:;;", "WIFI:S:n;P:***;;"]
)
def test_a_code_without_a_key_passes(line: str) -> None:
    assert found(line) == []
