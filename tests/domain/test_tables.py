"""Tables of files that people edit: what they may hold, and how a fault in them is told."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from clientcare.domain.errors import Exit, InvalidFile
from clientcare.domain.tables import Stored, Table, TableFault, line_of, near

if TYPE_CHECKING:
    from collections.abc import Callable

FILE = """\
# The shop
format = 1

[shop]
name = "Sample Support"
"time-zone" = "Europe/Zurich"
mail.host = "mail.example.ch"

[[contacts]]
name = "Ms Frei"
phone = "044 555 01 20"

[[contacts]]
name = "Mr Zahn"
phone = 5

[ mail.login ]
user = "billing"
"""


def fault(reading: Callable[[Table], object], **content: Any) -> str:
    """What a reading method says about a table called [shop]."""
    with pytest.raises(TableFault) as caught:
        reading(Table(content, "shop"))
    return caught.value.message


@pytest.mark.parametrize(
    ("table", "key", "row", "line"),
    [
        ("", "format", 0, 2),
        ("shop", "name", 0, 5),
        ("shop", "time-zone", 0, 6),
        ("shop.mail", "host", 0, 7),
        ("shop", "mail", 0, 7),
        ("", "shop", 0, 4),
        ("", "contacts", 0, 9),
        ("", "mail", 0, 17),
        ("contacts", "phone", 0, 11),
        ("contacts", "phone", 1, 15),
        ("mail.login", "user", 0, 18),
    ],
)
def test_a_key_is_found_on_its_line(table: str, key: str, row: int, line: int) -> None:
    assert line_of(FILE, table, key, row) == line


@pytest.mark.parametrize(
    ("table", "row", "line"), [("shop", 0, 4), ("contacts", 0, 9), ("contacts", 1, 13), ("mail.login", 0, 17)]
)
def test_a_key_that_is_missing_is_told_where_its_table_begins(table: str, row: int, line: int) -> None:
    assert line_of(FILE, table, "nothing", row) == line


def test_a_key_that_is_missing_in_a_file_without_its_table_has_no_line() -> None:
    assert line_of(FILE, "", "nothing") == 0
    assert line_of(FILE, "billing", "address") == 0


def test_a_table_in_one_line_is_the_place_of_all_its_keys() -> None:
    text = 'format = 1\ncontacts = [{ name = "Ms Frei", phone = 5 }]\n'
    assert line_of(text, "contacts", "phone") == 2


def test_a_key_in_a_list_of_tables_is_found_on_the_line_of_its_own_table() -> None:
    text = """\
contacts = [
    { name = "Ms Frei", phone = 5 },
    { name = "Mr Zahn", phone-2 = 1, phone = 6 },
    { name = "Ms None" },
]
[shop]
phone = 7
"""
    assert [line_of(text, "contacts", "phone", row) for row in range(3)] == [2, 3, 1]
    assert line_of(text, "contacts", "name", 2) == 4
    assert line_of('contacts = [\n{ name = "Ms Frei" },\n]\n', "contacts", "phone") == 1


def test_a_table_that_is_given_by_dotted_keys_begins_with_the_first_of_them() -> None:
    text = 'format = 1\nshop.name = "A"\nshop.currency = 5\n'
    assert line_of(text, "shop", "currency") == 3
    assert line_of(text, "", "shop") == 2


@pytest.mark.parametrize(("word", "meant"), [("nmae", "name"), ("NAME", "name"), ("xyz", ""), ("", "")])
def test_the_nearest_word_is_offered_if_it_is_near_enough(word: str, meant: str) -> None:
    assert near(word, ("name", "currency")) == meant


def test_a_slip_in_a_key_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(TableFault) as caught:
        Table({"curency": "CHF"}, "shop", known=("name", "currency"))
    assert caught.value.message == "unknown key 'curency' in [shop]"
    assert caught.value.hint == "Did you mean 'currency'?"
    assert caught.value.exit == Exit.INVALID_FILE


def test_a_key_that_is_near_to_none_is_somebodys_own_and_is_kept() -> None:
    table = Table({"our-own-key": 1, "name": "A"}, known=("name", "currency"))
    assert "our-own-key" in table
    assert "currency" not in table
    assert table.raw() == {"our-own-key": 1, "name": "A"}


def test_where_no_keys_are_known_every_key_is_fine() -> None:
    assert "nmae" in Table({"nmae": 1})


def test_a_value_of_the_right_type_is_read() -> None:
    table = Table({"name": " Acme ", "on": True, "port": 25, "roles": ["a", "b"], "way": "smtp", "in": {"x": 1}})
    assert table.text("name", None) == "Acme"
    assert table.flag("on") is True
    assert table.whole("port") == 25
    assert table.texts("roles") == ("a", "b")
    assert table.one_of("way", ("smtp", "outbox"), "outbox") == "smtp"
    assert table.table("in").raw() == {"x": 1}


def test_a_value_that_is_not_there_is_the_default() -> None:
    table = Table({})
    assert table.text("name") == ""
    assert table.text("name", "x") == "x"
    assert table.flag("on") is False
    assert table.flag("on", True) is True
    assert table.whole("port", 25) == 25
    assert table.texts("roles") == ()
    assert table.one_of("way", ("smtp", "outbox"), "outbox") == "outbox"
    assert table.table("in").raw() == {}
    assert table.tables("rows") == []


@pytest.mark.parametrize(
    ("reading", "value", "wanted"),
    [
        (lambda table: table.text("key"), 5, "a text"),
        (lambda table: table.text("key", None), 5, "a text"),
        (lambda table: table.text("key", None), "  ", "more than an empty text"),
        (lambda table: table.flag("key"), "yes", "true or false"),
        (lambda table: table.whole("key"), "25", "a whole number"),
        (lambda table: table.whole("key"), True, "a whole number"),
        (lambda table: table.texts("key"), "a", "a list of texts"),
        (lambda table: table.texts("key"), [1], "a list of texts"),
        (lambda table: table.table("key"), "a", "a table"),
        (lambda table: table.tables("key"), {}, "a list of tables"),
        (lambda table: table.tables("key"), ["a"], "a list of tables"),
    ],
)
def test_a_value_of_another_type_is_refused_with_what_it_must_be(
    reading: Callable[[Table], object], value: object, wanted: str
) -> None:
    assert fault(reading, key=value) == f"'key' in [shop] must be {wanted}"


def test_a_text_that_must_be_there_is_missed() -> None:
    assert fault(lambda table: table.text("key", None)) == "'key' in [shop] must be there, as a text"


def test_a_fault_outside_of_every_table_names_none() -> None:
    with pytest.raises(TableFault, match=r"^'key' must be true or false$"):
        Table({"key": 1}).flag("key")


def test_one_of_a_few_words_is_refused_with_the_nearest_or_with_all() -> None:
    for value, hint in (("smpt", "Did you mean 'smtp'?"), ("x", "It is one of: smtp, outbox.")):
        with pytest.raises(TableFault) as caught:
            Table({"way": value}, "mail").one_of("way", ("smtp", "outbox"), "outbox")
        assert (caught.value.message, caught.value.hint) == (f"'way' in [mail] cannot be '{value}'", hint)


def test_a_table_inside_a_table_is_named_by_its_whole_path() -> None:
    inner = Table({"login": {"user": 5}}, "mail").table("login", ("user",))
    with pytest.raises(TableFault, match=r"^'user' in \[mail\.login\] must be a text$"):
        inner.text("user")
    assert Table({"mail": {}}).table("mail").name == "mail"


def read_contacts(content: Any) -> list[str]:
    return [row.text("phone") for row in Table(content).tables("contacts", ("name", "phone"))]


def test_a_fault_in_a_stored_file_is_told_with_file_and_line() -> None:
    stored = Stored(tomllib.loads(FILE), "token", FILE, "clients/acme/client.toml")
    with pytest.raises(InvalidFile) as caught:
        stored.read(read_contacts)
    assert caught.value.message == "clients/acme/client.toml:15: 'phone' in [contacts] must be a text"
    assert caught.value.place == "clients/acme/client.toml:15"


def test_a_slip_in_the_second_of_several_tables_is_told_on_its_own_line() -> None:
    text = '[[contacts]]\nphone = "1"\n\n[[contacts]]\nphon = "2"\n'
    stored = Stored(tomllib.loads(text), "token", text, "client.toml")
    with pytest.raises(InvalidFile) as caught:
        stored.read(read_contacts)
    assert caught.value.message == "client.toml:5: unknown key 'phon' in [contacts]"
    assert caught.value.hint == "Did you mean 'phone'?"


def test_a_fault_that_stands_on_no_line_is_told_with_the_file() -> None:
    stored = Stored({}, "token", "", "clientcare.toml")
    with pytest.raises(InvalidFile, match=r"^clientcare\.toml: 'name' must be there, as a text$"):
        stored.read(lambda content: Table(content).text("name", None))


def test_a_stored_file_without_a_fault_is_what_its_reader_makes_of_it() -> None:
    stored = Stored({"contacts": [{"phone": "1"}]}, "token", "", "client.toml")
    assert stored.read(read_contacts) == ["1"]
