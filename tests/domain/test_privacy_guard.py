"""The rules of the privacy guard at their limits, one after another. All secrets are invented or published examples."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientcare.domain import privacy_looks as looks
from clientcare.domain.privacy import LABELS, MASKS, Finding, HeldBack, find, find_thoroughly, label, mask, screen
from clientcare.domain.privacy_random import LONG_RUN, random_run
from clientcare.domain.privacy_text import read
from clientcare.domain.privacy_verdicts import COLON, FIELD, IS, LINE, LOOK, NOT, OWNED, TO, Spot, is_secret
from clientcare.domain.privacy_words import is_ordinary

SAMPLES = tomllib.loads(Path(__file__).with_name("privacy_samples.toml").read_text("utf-8"))
SECRETS = [(group["kind"], line, secret) for group in SAMPLES["find"] for line, secret in group["lines"]]
RANDOM = [line for group in SAMPLES["random"] for line, _ in group["lines"]]
ORDINARY = [line for group in SAMPLES["pass"] for line in group["lines"]]
LINES = [line for _, line, _ in SECRETS] + RANDOM + ORDINARY
RANDOM_TEXT = "Zk3vQ9xT1bLm8RyW2pNs5HdJ"


def found(text: str) -> list[tuple[str, str]]:
    """Kind and place of all that is found, as the text says it."""
    return [(finding.kind, text[finding.start : finding.end]) for finding in find(text)]


def secrets(text: str) -> list[str]:
    return [secret for _, secret in found(text)]


# -- what is said of a finding -------------------------------------------------------------------------------


def test_a_sample_is_masked_exactly_and_the_words_around_it_stay() -> None:
    for kind, line, secret in SECRETS:
        before, _, behind = line.rpartition(secret)
        masked = mask(line, find(line))
        assert masked == f"{before}{MASKS[kind]}{behind}"
        assert find(masked) == ()


def test_a_refusal_never_says_the_secret_and_says_where_it_stands() -> None:
    for kind, line, secret in SECRETS:
        text = f"before\nand {line}"
        with pytest.raises(HeldBack) as caught:
            screen("solution", text)
        error = caught.value
        [finding] = error.findings
        said = f"{error} {error!r} {error.args!r} {error.message} {error.hint} {error.findings!r}"
        assert secret not in said.replace("'s file", "")
        assert f"1 secret in the solution ({label(kind)} at line {finding.line}, column {finding.column})" in said


@pytest.mark.parametrize(
    ("text", "kind", "line", "column"),
    [
        ("Password:\nWinter2024!", "password", 2, 1),
        ("Kennwort:\r\n  Sommer24!", "password", 2, 3),
        ("one\ntwo\n\nAPI key: abcdef1234567890", "secret", 4, 10),
        ("found\n ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "token", 2, 2),
        ("first\nthe card 4111 1111 1111 1111", "card", 2, 10),
        ("\n\nCH93 0076 2011 6238 5295 7", "iban", 3, 1),
        ("a\nCVV 123", "card-code", 2, 5),
        ("🔑 pass\u200bword: Winter\u200b2024!", "password", 1, 14),
        (f"\t{RANDOM_TEXT}", "random", 1, 2),
        ("key:\n-----BEGIN RSA PRIVATE KEY-----\nxxxx", "private-key", 2, 1),
    ],
)
def test_a_finding_says_its_kind_and_line_and_column(text: str, kind: str, line: int, column: int) -> None:
    [finding] = find(text)
    assert (finding.kind, finding.line, finding.column) == (kind, line, column)
    assert finding.blocks == (kind != "random")


def test_findings_on_many_lines_each_say_their_own() -> None:
    text = (
        "PIN 4711, card 4111 1111 1111 1111\nnothing here\npassword: Winter2024!\nIBAN DE89370400440532013000, PIN 0815"
    )
    assert [(one.kind, one.line, one.column) for one in find(text)] == [
        ("pin", 1, 5),
        ("card", 1, 16),
        ("password", 3, 11),
        ("iban", 4, 6),
        ("pin", 4, 34),
    ]


def test_every_kind_is_among_the_samples_and_has_words_of_its_own() -> None:
    assert {kind for kind, _, _ in SECRETS} | {"random"} == set(LABELS)
    assert len(set(LABELS.values())) == len(LABELS)


def test_long_random_text_is_counted_under_every_rule_and_blocks_under_none() -> None:
    for line in RANDOM:
        assert {screen("note", line, rule=rule) for rule in ("refuse", "mask", "overrule")} == {
            screen("note", line)._replace(masked=1, overruled=())
        }


def test_masks_take_the_place_of_what_they_hide() -> None:
    assert mask("ab cd", [Finding("pin", 0, 2, 1, 1, True)]) == "[masked: PIN or access code] cd"
    assert mask("ab cd", []) == "ab cd"


# -- what holds for every text -------------------------------------------------------------------------------

JOINTS = st.sampled_from(["\n", "\n\n", "\r\n", ". ", ", ", " ", "; ", " / ", " - ", "\u00a0", "\u200b"])
WORDS = st.sampled_from(
    " ".join([*LINES, "[masked: password] [masked: PIN or access code] : = -> ist als ( ' \"", "\0"]).split()
)


@st.composite
def compositions(draw: st.DrawFn, parts: st.SearchStrategy[str]) -> str:
    text = draw(parts)
    for part in draw(st.lists(parts, max_size=5)):
        text += draw(JOINTS) + part
    return text


@settings(deadline=None)
@given(st.one_of(compositions(st.sampled_from(LINES)), compositions(WORDS)))
def test_looking_everywhere_finds_no_more_and_masked_text_has_nothing_to_find(text: str) -> None:
    findings = find(text)
    assert findings == find_thoroughly(text)
    assert all(one.end <= other.start for one, other in pairwise(findings))
    assert find(mask(text, findings)) == ()


@settings(deadline=None)
@given(st.lists(st.sampled_from(SECRETS), min_size=2, max_size=5))
def test_every_secret_is_found_wherever_its_line_stands(samples: list[tuple[str, str, str]]) -> None:
    text = "\n\nFuser replaced.\n\n".join(line for _, line, _ in samples)
    assert all(any(secret in one for one in secrets(text)) for _, _, secret in samples)


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("expired source, used Password: 3M02 700000 (admin):\n  Frei,, ", "[masked: password]"),
        ("password https://a:b1c2@host/Zk3vQ9xT1bLm8RyW2pNs5HdJ", "a:[masked: password]@host"),
    ],
)
def test_what_only_shows_beside_a_mask_is_masked_too(text: str, hidden: str) -> None:
    masked = mask(text, find(text))
    assert hidden in masked
    assert find(masked) == ()


def test_a_million_characters_are_read_and_a_secret_at_their_end_is_found() -> None:
    for filler in ("Fuser replaced, 187k pages.\n", "x", "password ", "4111 ", "CH93 0076 "):
        text = (filler * (1_000_000 // len(filler) + 1))[:1_000_000] + "\n\nPIN: 4711"
        assert find(text)[-1].end == len(text)


# -- private keys, tokens -------------------------------------------------------------------------------------


def test_a_private_key_ends_where_its_last_line_or_what_was_pasted_of_it_ends() -> None:
    begin, end = "-----BEGIN PRIVATE KEY-----", "-----END PRIVATE KEY-----"
    assert secrets(f"a\n{begin}\nxxxx\n{end}\nb") == [f"{begin}\nxxxx\n{end}"]
    assert secrets(f"{begin}\nxxxx\nand then she rang") == [f"{begin}\nxxxx"]
    assert secrets(f"{begin}\nxxxx") == [f"{begin}\nxxxx"]
    assert secrets(f"{begin}\nxxxx\n{begin}\nyyyy\n{end}") == [f"{begin}\nxxxx", f"{begin}\nyyyy\n{end}"]
    assert found("-----BEGIN PUBLIC KEY-----\nxxxx\n-----END PUBLIC KEY-----") == []


def test_a_putty_key_without_its_private_lines_is_none() -> None:
    assert found("PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none") == []


def test_a_token_begins_a_word_and_has_its_length() -> None:
    assert secrets("AKIA" + "X" * 16) == ["AKIA" + "X" * 16]
    assert found("AKIA" + "X" * 15) == []
    assert found("xAKIA" + "X" * 16) == []
    # One inside of another is one.
    assert len(find("ghp_" + "x" * 36 + "-ghp_" + "x" * 36)) == 1


# -- commands, addresses, headers ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("docker login -u anna -p S3cret9 registry.example", "S3cret9"),
        ("ALTER USER x IDENTIFIED BY 'S3cret'", "S3cret"),
        ("plink -pw S3cret | more", "S3cret"),
        ("net user anna S3cret now works", "S3cret"),
        ("rasdial VPN anna S3cret9", "S3cret9"),
        ("mysql -p'S3 cret' shop", "S3 cret"),
        ("mysqldump.exe -pS3cret shop", "S3cret"),
        ("sqlcmd -S srv -P S3cret", "S3cret"),
        ("lftp -u anna,S3cret host", "S3cret"),
        ("smbclient //srv/x -U anna%S3cret", "S3cret"),
        ("curl --user anna:S3cret http://x", "S3cret"),
        ("sshpass -pS3cret ssh", "S3cret"),
        ("7z a -pS3cret x.7z", "S3cret"),
        ("redis-cli -a S3cret", "S3cret"),
        ("htpasswd -b f anna S3cret", "S3cret"),
        ("WIFI:T:WPA;S:x;P:sunshine99", "sunshine99"),
        ("authorization: S3cret77x", "S3cret77x"),
        ("http://a:b1c2@host", "b1c2"),
    ],
)
def test_what_is_typed_as_a_password_is_one(text: str, secret: str) -> None:
    assert secrets(text) == [secret]


@pytest.mark.parametrize(
    "text",
    [
        "docker run -p 8080:80 x",
        "docker",
        "identified by anna",
        "identified by",
        "plink -pw",
        "net user anna password /add",
        "net user anna = S3cret",
        "net user anna",
        "net user anna was removed",
        "net use Z: \\\\srv\\data",
        "mysql -p",
        "mysql -p<password> x",
        "mysql -p --user=x",
        "lftp -u anna host",
        "curl -u anna http://x",
        "curl -u admin\n-u anna:S3cret",
        "sshpass -p $PW ssh",
        "sshpass -p '' ssh",
        "xcurl -u a:b1c2",
        "WIFI:T:WPA;S:x\n;P:a",
        "WIFI:S:x;;",
        "authorization: sometext",
        "authorization: Bearer short",
        "authorization required",
        "authorization:",
        "http://host:80/x@y",
        "http://a:@host",
        "http://a@host",
    ],
)
def test_what_asks_for_a_password_or_names_none_is_none(text: str) -> None:
    assert found(text) == []


# -- labels --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("MyPassword: hunter2", "hunter2"),
        ("rootpw: toor", "toor"),
        ("password(s): hunter2", "hunter2"),
        ("password's hunter2", "hunter2"),
        ("password2: hunter2", "hunter2"),
        ("password_new=hunter2", "hunter2"),
        ("/etc/app/password=hunter2", "hunter2"),
        ("password. : hunter2", "hunter2"),
        ("password. = hunter2", "hunter2"),
        ("pw. hunter2", "hunter2"),
        ("door codes: 4711", "4711"),
        ("Hauptschlüssel: Xk29fj77aabb", "Xk29fj77aabb"),
    ],
)
def test_a_label_may_have_an_ending_or_letters_before_it(text: str, secret: str) -> None:
    assert secrets(text) == [secret]


@pytest.mark.parametrize(
    "text",
    [
        "3PIN 4711",
        "C:\\pw hunter2x",
        "user@pw hunter2x",
        "rootpw hunter2",
        "Spinne 4711",
        "xtoken: abc123def456",
        "password2 hunter2",
        "password-policy: hunter2",
        "password-new hunter2",
        "/etc/app/password hunter2",
        "a.password hunter2",
        "password.hunter2",
        "encle: tournesol99",
        "clé usb: tournesol99",
    ],
)
def test_a_part_of_a_word_a_path_or_an_address_is_no_label(text: str) -> None:
    assert found(text) == []


# -- verdicts ------------------------------------------------------------------------------------------------


def spot(asks: str, level: int, word: str, following: str = "", *, closes: bool = True, **how: bool) -> Spot:
    said = {"quoted": False, "done": False, **how}
    return Spot(asks, level, word, tuple(following.split()), closes=closes, **said)


@pytest.mark.parametrize(
    "one",
    [
        spot("open", NOT, "Xk9#mm2abc"),
        spot("card", LOOK, "123"),
        spot("card", LOOK, "1234"),
        spot("pin", LOOK, "4711"),
        spot("pin", COLON, "471"),
        spot("code", LOOK, "471"),
        spot("code", LOOK, "45A12"),
        spot("pin", COLON, "4711/08154711"),
        spot("token", COLON, "abc123"),
        spot("token", LOOK, "xxxx1111yyyy"),
        spot("token", COLON, "1" * 31),
        spot("weak", COLON, "Xk29fj77"),
        spot("pass", LOOK, "hunter2"),
        spot("pass", COLON, "geheim"),
        spot("open", COLON, "blue horse", quoted=True),
        spot("open", COLON, "123"),
        spot("open", COLON, "123", "- then"),
        spot("open", COLON, "1234", "users"),
        spot("open", IS, "123"),
        spot("open", IS, "4711", closes=False),
        spot("open", IS, "maus"),
        spot("open", LOOK, "BlueSky"),
        spot("open", LOOK, "Winter2024"),
        spot("open", LOOK, "maus", quoted=True),
        spot("open", LINE, "Winter2024"),
        spot("open", OWNED, "Winter2024!"),
        spot("open", TO, "Winter2024"),
        spot("open", FIELD, "Winter2024"),
    ],
    ids=lambda one: f"{one.asks}-{one.level}-{one.word}",
)
def test_it_is_a_secret(one: Spot) -> None:
    assert is_secret(one)


@pytest.mark.parametrize(
    "one",
    [
        spot("open", NOT, "Winter2024"),
        spot("pin", NOT, "Xk9#mm2abc"),
        spot("open", COLON, "****"),
        spot("card", LOOK, "12"),
        spot("card", LOOK, "12345"),
        spot("pin", OWNED, "4711"),
        spot("pin", LOOK, "471"),
        spot("pin", LOOK, "45A12"),
        spot("pin", COLON, "4711", "times"),
        spot("pin", COLON, "1" * 13),
        spot("code", LOOK, "12st"),
        spot("token", COLON, "abc12"),
        spot("token", LOOK, "abc123"),
        spot("token", COLON, "abcdefghij"),
        spot("token", COLON, "123456"),
        spot("weak", LOOK, "Xk29fj77"),
        spot("weak", COLON, "Xk29fj7"),
        spot("pass", LOOK, "12345678"),
        spot("open", COLON, "the horse", quoted=True),
        spot("open", COLON, "ab"),
        spot("open", COLON, "https://a.example"),
        spot("open", COLON, "/etc/app/file"),
        spot("open", COLON, "ssh-ed25519"),
        spot("open", COLON, "unknown"),
        spot("open", COLON, "<here>"),
        spot("open", COLON, "12", "users"),
        spot("open", COLON, "24.11.2026", "by", closes=False),
        spot("open", COLON, "Office365", "done", closes=False),
        spot("open", COLON, "anna", "typed it"),
        spot("open", COLON, "anna", "at the desk"),
        spot("open", IS, "12"),
        spot("open", LOOK, "maus"),
        spot("open", LOOK, "unknown", quoted=True),
        spot("open", LINE, "BlueSky"),
        spot("open", OWNED, "SRV01-XY"),
        spot("open", OWNED, "Ab12!"),
        spot("open", FIELD, "BlueSky"),
        spot("open", TO, "BlueSky"),
        spot("open", LOOK, "BlueSky", "reset", closes=False),
        spot("open", LOOK, "2024"),
        spot("open", LOOK, "4711", "the"),
    ],
    ids=lambda one: f"{one.asks}-{one.level}-{one.word}",
)
def test_it_is_none(one: Spot) -> None:
    assert not is_secret(one)


# -- looks of words ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "word",
    ["Winter2024", "hunter2", "4711", "BlueSky", "hunTer", "p@ssword", "geh#eim", "a@b#c"],
)
def test_it_looks_like_a_secret(word: str) -> None:
    assert looks.looks_secret(word)


@pytest.mark.parametrize(
    "word",
    [
        "maus",
        "471",
        "a b1",
        "****",
        "iPhone",
        "Office365",
        "10.0.0.5",
        "AT&T",
        "$HOME",
        "x@y",
        "PC-Ab",
        "2024-11-24",
        "---",
    ],
)
def test_it_looks_like_none(word: str) -> None:
    assert not looks.looks_secret(word)


def test_a_participle_is_an_ordinary_word_by_its_form() -> None:
    assert all(is_ordinary(word) for word in ("unknown", "rotated", "resetting", "deaktiviert", "vertippt", "geklickt"))
    assert not any(is_ordinary(word) for word in ("maus", "sommer", "red", "winter2024ed"))


def test_random_text_is_long_and_mixed_and_no_address() -> None:
    assert random_run(RANDOM_TEXT) == (0, len(RANDOM_TEXT))
    assert random_run(RANDOM_TEXT[:LONG_RUN]) == (0, LONG_RUN)
    assert random_run(RANDOM_TEXT[: LONG_RUN - 1]) is None
    assert random_run(f"é.{RANDOM_TEXT}==.x") == (2, len(RANDOM_TEXT) + 4)
    for word in (f"https://x/{RANDOM_TEXT}", f"\\\\x\\{RANDOM_TEXT}", RANDOM_TEXT.lower(), RANDOM_TEXT.upper()):
        assert random_run(word) is None
    assert random_run("a" * 10 + "A" * 10 + "1" * 10) is None


# -- the text as it is read ----------------------------------------------------------------------------------


def test_what_cannot_be_seen_is_left_out_and_places_lead_back() -> None:
    reading = read("a\u200bbﬁ\u00a0７", ())
    assert reading.plain == "abfi 7"
    assert [reading.place(at, at + 1) for at in range(6)] == [(0, 2), (2, 3), (3, 4), (3, 4), (4, 5), (5, 6)]
    assert reading.place(0, 6) == (0, 6)


def test_quotes_dashes_breaks_and_digits_become_the_plain_ones() -> None:
    assert read("«a» ‘b’ – → \u2028 ٣ é\0", ()).plain == "\"a\" 'b' - = \n 3 e "
    assert read("a\r\nb\rc", ()).plain == "a \nb\nc"


def test_masks_of_ours_are_opaque() -> None:
    assert read("x [masked: y] z", ("[masked: y]",)).plain == "x " + "\0" * 11 + " z"
