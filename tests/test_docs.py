"""The documents say what is so: links lead somewhere, examples can be typed, and tables are those of the code."""

from __future__ import annotations

import ast
import json
import re
import shlex
import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest

from clientcare.adapters.codec import decode, encode
from clientcare.domain.clients import ACCOUNTS, AGREEMENT_KEYS, CONTACT_KEYS, read_client
from clientcare.domain.clients import KEYS as CLIENT_KEYS
from clientcare.domain.errors import ClientcareError, Exit
from clientcare.domain.kinds import GUARD_FIELDS, KINDS
from clientcare.domain.mails import PASSWORD_VARIABLE
from clientcare.domain.options import Options
from clientcare.domain.settings import MAIL, SHOP, USER
from clientcare.domain.shop import MAIL_KEYS, read_shop
from clientcare.domain.team import KEYS as MEMBER_KEYS
from clientcare.domain.team import ROLES
from scripts import answers, docs_check, picture, reference
from tests.shops import Shop, open_shop

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "docs" / "reference"
PAGES = docs_check.pages()
BY_PAGE = pytest.mark.parametrize("page", PAGES, ids=[page.relative_to(ROOT).as_posix() for page in PAGES])


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return open_shop(tmp_path)


def text(page: str) -> str:
    return (REFERENCE / page).read_text("utf-8")


def rows(page: str) -> Iterator[list[str]]:
    """The cells of every row of every table of a page."""
    for line in text(page).splitlines():
        if line.startswith("| "):
            yield [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text(page), re.DOTALL | re.MULTILINE)


# -- all pages -----------------------------------------------------------------------------------------------


@BY_PAGE
def test_every_link_leads_somewhere(page: Path) -> None:
    assert list(docs_check.wrong_links(page)) == []


@BY_PAGE
def test_every_command_that_a_page_types_exists_with_its_options(page: Path) -> None:
    assert list(docs_check.wrong_commands(page)) == []


def test_the_front_page_of_the_documents_names_every_page() -> None:
    index = ROOT / "docs" / "index.md"
    named = {
        (index.parent / token.attrs["href"]).resolve()
        for token in docs_check.tokens(index)
        if token.type == "link_open"
    }
    assert {page for page in PAGES if page.parent.parent == index.parent} == named


# -- what is made from the code ------------------------------------------------------------------------------


def test_the_reference_pages_are_what_the_code_gives() -> None:
    assert reference.differences() == []


def test_every_command_shows_an_example_that_a_shell_can_read() -> None:
    wrong = []
    for line in text("commands.md").splitlines():
        if line.startswith("clientcare "):
            try:
                shlex.split(line)
            except ValueError as error:
                wrong.append(f"{line}: {error}")
    assert wrong == []


def test_every_view_has_a_shape_and_a_command_and_an_envelope_of_its_own() -> None:
    found = answers.answers()
    envelopes = [one.envelope for one in found]
    assert sorted(set(envelopes)) == envelopes
    assert [one.envelope for one in found if not one.commands] == []
    assert all(re.fullmatch(r"[a-z-]+/[0-9]+", envelope) for envelope in envelopes)


DAY = (
    "whoami",
    "config show",
    "guide list",
    "guide show working-with-clients",
    "client add bakery --name Bakery",
    "client note acme Ring at the back door",
    "client list",
    "session start acme 'Printer offline' --mode on-site --no-walk --planned +5m",
    "next",
    "step answer backup=done work=yes",
    "note Fuser worn out",
    "part Fuser --price 89 --serial-in X1",
    "estimate 1h",
    "option add New printer --cost 'CHF 350' --consequence 'No repair for years'",
    "option list",
    "access lent key of the server room",
    "access list",
    "access returned key",
    "travel",
    "arrive",
    "ask-team Who knows this code?",
    "session list",
    "status",
    "status --short",
    "close --solution 'New fuser' --resolved --follow-up 'next week' --bill --at +0m",
    "session show acme",
    "client show acme",
    "follow-up list",
    "bill preview acme",
    "bill list",
    "team list",
    "team show ben",
    "team retire ben",
    "doctor",
)


def test_what_a_day_of_commands_answers_has_the_fields_that_the_page_names(shop: Shop) -> None:
    wanted = {one.envelope: one.data for one in answers.answers()}
    seen = set()
    for line in DAY:
        result = shop.run(*shlex.split(line), "--json")
        assert result.out, (line, result.err)
        said = json.loads(result.out)
        check_shape(said["data"], wanted[said["clientcare"]], line)
        seen.add(said["clientcare"])
    assert len(seen) > 25


def check_shape(data: Any, kind: answers.Kind, where: str) -> None:
    """What was answered has the fields of its type, all the way down."""
    found = answers.results_in(kind)
    if data is None or not found:
        return
    [shape] = found
    if isinstance(data, list):
        for one in data:
            check_shape(one, kind, where)
    elif "Mapping" in ast.unparse(kind.annotation):
        for one in data.values():
            check_shape(one, answers.Kind(ast.Name(shape.__name__), kind.module), where)
    else:
        fields = answers.fields(shape)
        assert list(data) == list(fields), (where, shape.__name__)
        for name, one in fields.items():
            check_shape(data[name], one, f"{where}, {name}")


def test_the_picture_needs_nothing_from_elsewhere_and_shows_the_commands_that_the_script_types() -> None:
    drawn = picture.TARGET.read_text("utf-8")
    root = ElementTree.fromstring(drawn)
    shown = ["".join(one.itertext()) for one in root.iter("{http://www.w3.org/2000/svg}text")]
    assert re.findall(r"https?://[^\"' ]+", drawn) == ["http://www.w3.org/2000/svg"]
    assert [typed.line for typed in picture.SHOWN if f"clientcare {typed.line}" not in shown] == []


# -- the client file -----------------------------------------------------------------------------------------


def test_the_record_in_the_specification_is_one() -> None:
    page = text("client-file-format.md")
    [example] = [block for block in blocks("client-file-format.md", "toml") if "# sha256" in block]
    [name] = re.findall(r"[0-9]{6}-note-[a-z]+-[a-z0-9]{26}\.toml", page)
    record = decode(example.encode(), name)
    assert (record.name, encode(record)) == (name, example.encode())


TYPES = {"minutes": "whole", "whole number": "whole"}


def test_the_specification_names_every_kind_of_record_with_its_fields_and_no_other() -> None:
    told = {}
    for kind, fields, *_ in rows("client-file-format.md"):
        found = re.fullmatch(r"`([a-z]+)`(?: \((once|undo)\))?", kind)
        if found and not fields.startswith("`session-"):
            named = [re.fullmatch(r"`([a-z0-9-]+)` (.+)", one) for one in fields.split(", ") if one]
            typed = {one[1]: TYPES.get(one[2], one[2]) for one in named if one}
            told[found[1]] = (typed, found[2] == "once", found[2] == "undo")
    own = {"format", "thread", "client", "n", "id", "salt", "after", "at", "filed", "by", "machine", "kind", "app"}
    heads = own | GUARD_FIELDS.keys()
    told = {kind: row for kind, row in told.items() if kind not in heads}
    assert told == {name: (dict(kind.fields), kind.once, kind.undoable) for name, kind in KINDS.items()}
    assert heads <= {row[0].strip("`") for row in rows("client-file-format.md")}


def test_the_reader_in_the_specification_reads_what_the_store_wrote(shop: Shop) -> None:
    thread = shop.session()
    shop.run("note", "Fuser worn out")
    known: dict[str, Any] = {}
    [reader] = blocks("client-file-format.md", "python")
    exec(reader, known)
    [folder] = shop.share.glob(f"clients/acme/_clientcare/records/*/*/{thread}")
    (folder / "torn.toml").write_text("format = 1\n")
    assert [record["kind"] for record in known["read_thread"](folder)] == shop.kinds(thread)


# -- settings and exit codes ---------------------------------------------------------------------------------


def test_the_table_of_exit_codes_is_that_of_the_code() -> None:
    told = {int(row[0]): row[1] for row in rows("exit-codes.md") if row[0].isdecimal()}
    assert told == {one.value: one.name.lower().replace("_", " ") for one in Exit}


def test_every_error_of_ours_ends_with_a_code_of_the_table() -> None:
    def kinds(error: type[ClientcareError]) -> Iterator[type[ClientcareError]]:
        yield error
        for kind in error.__subclasses__():
            yield from kinds(kind)

    assert {error.exit for error in kinds(ClientcareError)} <= set(Exit)


def test_the_page_on_settings_names_every_key_of_every_file() -> None:
    named = {key for row in rows("settings.md") for key in re.findall(r"`\[*([a-z.-]+)\]*`", row[0])}
    tables = {setting.name for setting in (*SHOP, *USER) if not setting.name.startswith("mail.")}
    mail = {*MAIL_KEYS, *(setting.name.removeprefix("mail.") for setting in MAIL)}
    assert tables | mail | set(MEMBER_KEYS) | set(CLIENT_KEYS) <= named
    page = text("settings.md")
    assert [key for key in (*CONTACT_KEYS, *AGREEMENT_KEYS, *ACCOUNTS, *ROLES) if f"`{key}`" not in page] == []


def test_the_page_on_settings_names_every_variable_of_the_environment() -> None:
    named = set(re.findall(r"CLIENTCARE_[A-Z_]+", text("settings.md")))
    assert named == {PASSWORD_VARIABLE, *(f"CLIENTCARE_{field.upper()}" for field in Options._fields)}


def test_the_settings_that_the_page_shows_can_be_read() -> None:
    shop, client = (tomllib.loads(block) for block in blocks("settings.md", "toml"))
    assert read_shop(shop).name == "Sample Support"
    assert read_client("acme", client).account(date(2026, 11, 24)) == "support-sla"
