"""The library: which guide a name leads to, and what a file that cannot be read does to the others."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Any

import pytest

from clientcare.adapters import frontmatter
from clientcare.adapters.library import Library, guide_from_bytes, shipped_folder
from clientcare.domain.errors import NotFound
from clientcare.domain.guide_tables import BrokenGuide

NONE = Path("there-is-no-such-folder")


def guide(title: str, **keys: str) -> str:
    lines = [f'title = "{title}"', *(f'{key} = "{value}"' for key, value in keys.items())]
    return "+++\n" + "\n".join(lines) + '\n[[steps]]\nname = "One"\nweight = 1\n+++\nBody.\n'


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    folder = tmp_path / "shop" / "guides"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    folder = tmp_path / "shipped"
    folder.mkdir()
    (folder / "working-with-clients.md").write_text(guide("Working with clients"))
    return folder


# -- finding -------------------------------------------------------------------------------------------------


def test_a_guide_is_found_by_its_name_with_the_bytes_of_its_file(shop: Path, shipped: Path) -> None:
    file = shop / "Printer Jam.md"
    file.write_bytes(b"\xef\xbb\xbf" + guide("Paper").encode())
    found, content = Library(shop, shipped).find("printer-jam")
    assert found.name == "printer-jam"
    assert found.source == str(file)
    assert found.body == "Body.\n"
    assert content == file.read_bytes()
    assert found.digest == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("word", ["printer-jam", "Printer Jam", "jam", "PAPER", "printer jam.md", " jam "])
def test_a_name_any_part_of_it_and_a_part_of_the_title_lead_to_a_guide(word: str, shop: Path, shipped: Path) -> None:
    (shop / "Printer Jam.md").write_text(guide("Paper in the way"))
    assert Library(str(shop), str(shipped)).find(word)[0].name == "printer-jam"


def test_the_name_in_the_file_counts_and_not_that_of_the_file(shop: Path, shipped: Path) -> None:
    (shop / "one.md").write_text(guide("T", name="two"))
    assert Library(shop, shipped).find("two")[0].title == "T"
    with pytest.raises(NotFound):
        Library(shop, shipped).find("one")


def test_a_bundle_of_a_hugo_site_is_called_like_its_folder(shop: Path, shipped: Path) -> None:
    for folder, name in (("complaint", "index.md"), ("windows", "_index.md")):
        (shop / folder).mkdir()
        (shop / folder / name).write_text(guide(folder))
    assert {one.guide.name for one in Library(shop, NONE).listing().guides} == {"complaint", "windows"}


def test_a_file_whose_name_has_no_letter_is_still_a_guide(shop: Path) -> None:
    (shop / "⌘.md").write_text(guide("T"))
    assert Library(shop, NONE).find("guide")[0].title == "T"


def test_a_toml_file_is_a_guide_without_a_body(shop: Path) -> None:
    (shop / "plain.toml").write_text('title = "Plain"\n')
    found = Library(shop, NONE).find("plain")[0]
    assert (found.title, found.body) == ("Plain", "")


def test_the_shops_guide_comes_before_the_one_that_is_shipped(shop: Path, shipped: Path) -> None:
    (shop / "working-with-clients.md").write_text(guide("Our way"))
    found, _ = Library(shop, shipped).locate("working-with-clients")
    assert found.guide.title == "Our way"
    assert found.place == "shop"
    assert found.hides == (str(shipped / "working-with-clients.md"),)
    found, _ = Library(None, shipped).locate("working-with-clients")
    assert (found.place, found.hides) == ("shipped", ())


def test_a_whole_name_comes_before_a_part_of_another(shop: Path) -> None:
    (shop / "a.md").write_text(guide("Printer"))
    (shop / "b.md").write_text(guide("x", name="printer"))
    assert Library(shop, NONE).find("printer")[0].title == "x"


def test_a_part_that_fits_several_guides_names_them(shop: Path) -> None:
    for name in ("printer-jam", "printer-offline"):
        (shop / f"{name}.md").write_text(guide(name))
    with pytest.raises(NotFound) as caught:
        Library(shop, NONE).find("printer")
    assert caught.value.message == "'printer' fits several guides."
    assert caught.value.hint == "Which one? printer-jam, printer-offline"


def test_a_part_that_fits_one_name_in_both_places_leads_to_the_shops(shop: Path, shipped: Path) -> None:
    (shop / "working-with-clients.md").write_text(guide("Our way with clients"))
    assert Library(shop, shipped).find("clients")[0].title == "Our way with clients"


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("workingwith-client", "Did you mean 'working-with-clients'?"),
        ("zzz", "See: clientcare guide list"),
        ("", "See: clientcare guide list"),
        (" ", "See: clientcare guide list"),
    ],
)
def test_a_guide_that_is_not_there_offers_the_nearest(word: str, hint: str, shipped: Path) -> None:
    with pytest.raises(NotFound) as caught:
        Library(None, shipped).find(word)
    assert caught.value.message == f"There is no guide '{word}'."
    assert caught.value.hint == hint


def test_a_path_leads_to_its_file(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (shop / "jam.md").write_text(guide("By path"))
    found, _ = Library(None, NONE).locate(str(shop / "jam.md"))
    assert (found.guide.title, found.guide.name, found.place, found.hides) == ("By path", "jam", "path", ())
    monkeypatch.chdir(shop)
    assert Library(None, NONE).locate("jam.md")[0].place == "path"
    (shop / "seed.txt").write_text(guide("Any suffix"))
    assert Library(None, NONE).find("./seed.txt")[0].title == "Any suffix"


def test_a_path_that_is_not_there_is_not_taken_for_a_name(shipped: Path) -> None:
    with pytest.raises(NotFound) as caught:
        Library(None, shipped).find("./working-with-clients")
    assert caught.value.message == "There is no file './working-with-clients'."


# -- what cannot be read -------------------------------------------------------------------------------------


def test_a_broken_guide_stops_no_other_and_is_listed_with_its_fault(shop: Path, shipped: Path) -> None:
    (shop / "a.md").write_text("+++\ntitle = x\n+++\n")
    (shop / "b.md").write_text(guide("B"))
    listing = Library(shop, shipped).listing()
    assert [one.guide.name for one in listing.guides] == ["b", "working-with-clients"]
    (broken,) = listing.broken
    assert (broken.source, broken.place) == (str(shop / "a.md"), "shop")
    assert [(one.line, one.column) for one in broken.faults] == [(2, 9)]


def test_a_broken_guide_that_is_named_tells_its_fault(shop: Path, shipped: Path) -> None:
    (shop / "a.md").write_text("+++\ntitle = x\n+++\n")
    with pytest.raises(BrokenGuide) as caught:
        Library(shop, shipped).find("a")
    assert caught.value.message == f"{shop / 'a.md'}:2:9: this is no value"
    with pytest.raises(BrokenGuide):
        Library(shop, shipped).find(str(shop / "a.md"))


def test_a_broken_guide_of_the_shop_is_told_and_the_shipped_one_not_taken_in_its_place(
    shop: Path, shipped: Path
) -> None:
    (shop / "working-with-clients.md").write_text("+++\ntitle = x\n+++\n")
    with pytest.raises(BrokenGuide):
        Library(shop, shipped).find("working-with-clients")


def test_a_broken_shipped_guide_does_not_stop_the_shops(shop: Path, shipped: Path) -> None:
    (shop / "working-with-clients.md").write_text(guide("Our way"))
    (shipped / "working-with-clients.md").write_text("+++\ntitle = x\n+++\n")
    assert Library(shop, shipped).find("working-with-clients")[0].title == "Our way"


def test_a_shop_without_a_folder_of_guides_has_those_that_are_shipped(tmp_path: Path, shipped: Path) -> None:
    listing = Library(tmp_path / "no such folder", shipped).listing()
    assert [one.place for one in listing.guides] == ["shipped"]
    assert listing.broken == ()


def test_what_is_no_guide_is_left_out(shop: Path) -> None:
    for name in ("README.md", "notes.txt", ".hidden.md", "picture.png"):
        (shop / name).write_text("Words.")
    for name in ("decks", ".git"):
        (shop / name).mkdir()
        (shop / name / "card.md").write_text("Words.")
    assert Library(shop, NONE).listing() == ((), ())


def test_of_two_guides_of_one_name_the_second_is_listed_as_hidden(shop: Path, shipped: Path) -> None:
    (shop / "a.md").write_text(guide("A"))
    (shop / "b.md").write_text(guide("B", name="a"))
    (shop / "c.md").write_text(guide("C", name="working-with-clients"))
    rows = [(one.guide.title, one.place, one.hidden_by) for one in Library(shop, shipped).listing().guides]
    assert rows == [
        ("A", "shop", ""),
        ("B", "shop", str(shop / "a.md")),
        ("C", "shop", ""),
        ("Working with clients", "shipped", str(shop / "c.md")),
    ]


# -- kept bytes ----------------------------------------------------------------------------------------------


def test_a_guide_is_made_again_from_its_kept_bytes_whatever_became_of_its_file(shop: Path) -> None:
    (shop / "jam.md").write_text(guide("Paper"))
    before, content = Library(shop, NONE).find("jam")
    shutil.rmtree(shop)
    again = Library(shop, NONE).pinned(content, "jam")
    assert again == before._replace(source="the kept guide 'jam'")


@pytest.mark.parametrize(
    "content",
    [
        b'title = "T"',
        b'\xef\xbb\xbf\n title = "T"',
        b'+++\ntitle = "T"\n+++',
        b"\n+++\ntitle='T'\n+++",
        b"---\ntitle: T\n---\n",
    ],
)
def test_kept_bytes_are_read_whatever_the_suffix_of_their_file_was(content: bytes) -> None:
    kept = guide_from_bytes(content, "kept", "kept guide")
    assert (kept.title, kept.name, kept.source) == ("T", "kept", "kept guide")
    assert kept.digest == hashlib.sha256(content).hexdigest()


def test_kept_bytes_that_are_no_guide_tell_so() -> None:
    with pytest.raises(BrokenGuide, match="the kept guide 'x':1:1: the front matter is not closed"):
        Library(None, NONE).pinned(b"---\ntitle: x\n", "x")


def test_a_line_of_plus_signs_inside_a_text_is_among_the_warnings() -> None:
    made = guide_from_bytes(b'+++\ntitle = "T"\ndescription = """\n+++\n"""\n+++\n', "x", "x.md")
    assert [one.text for one in made.warnings] == ["a line of +++ inside a text"]


# -- checking ------------------------------------------------------------------------------------------------


def test_a_folder_is_checked_file_by_file(shop: Path) -> None:
    (shop / "a.md").write_text(guide("A"))
    (shop / "b.toml").write_text("title = x")
    (shop / "sub").mkdir()
    (shop / "sub" / "c.md").write_text("+++\n+++\n")
    first, second, third = Library(None, NONE).check(str(shop))
    assert (first.source, first.name, first.title, first.steps) == (str(shop / "a.md"), "a", "A", 1)
    assert (first.faults, first.warnings) == ((), ())
    assert [one.text for one in second.faults] == ["this is no value"]
    assert [one.text for one in third.warnings] == ["the guide has no title"]


def test_a_file_is_checked_whatever_its_suffix(tmp_path: Path) -> None:
    file = tmp_path / "guide.txt"
    file.write_text(guide("Text"))
    (checked,) = Library(None, NONE).check(str(file))
    assert checked.title == "Text"


def test_a_path_that_is_not_there_cannot_be_checked() -> None:
    with pytest.raises(NotFound) as caught:
        Library(None, NONE).check("no-such.md")
    assert caught.value.message == "There is no file or folder 'no-such.md'."


def test_a_check_follows_no_link_out_of_its_folder_and_reports_one_to_nothing(shop: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text(guide("Secret"))
    (shop / "out.md").symlink_to(tmp_path / "secret.md")
    (checked,) = Library(None, NONE).check(str(shop))
    assert [one.text for one in checked.faults] == ["this link leads out of the folder of guides"]
    (shop / "out.md").unlink()
    (shop / "nothing.md").symlink_to(shop / "gone.md")
    (checked,) = Library(None, NONE).check(str(shop / "nothing.md"))
    assert [one.text for one in checked.faults] == ["the file cannot be read (No such file or directory)"]


WRONG = """+++
title = "T"
runs = "forever"
version = 3
[[steps]]
name = "One"
weight = 1
owner = 3
skippable = "no"
needs = "two"
due = { within = 3, after = "x" }
phase = "begin"
[[steps.asks]]
field = "a"
kind = "text"
sensitive = 1
when = { field = "b" }
+++
"""


def test_a_check_tells_all_faults_of_a_file_in_one_go_each_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "wrong.md"
    file.write_text(WRONG)
    (checked,) = Library(None, NONE).check(str(file))
    assert {(one.line, one.text) for one in checked.warnings} >= {
        (4, "'version' is no text; it is read as one"),
        (11, "'after' of 'due' of step 1 'One' is not a known key"),
    }
    assert [(one.line, one.text) for one in checked.faults] == [
        (3, "'runs' cannot be 'forever'"),
        (8, "'owner' of step 1 'One' cannot be '3'"),
        (9, "'skippable' of step 1 'One' is a text"),
        (10, "'needs' of step 1 'One' is no list of texts"),
        (11, "'within' of 'due' of step 1 'One' cannot be '3'"),
        (12, "'phase' of step 1 'One' cannot be 'begin'"),
        (16, "'sensitive' of question 1 of step 1 'One' is a number or a date"),
        (17, "'is' of 'when' of question 1 of step 1 'One' is missing"),
    ]


# -- what is shipped -----------------------------------------------------------------------------------------


def test_a_guide_is_found_by_its_name_without_reading_all_others(tmp_path: Path) -> None:
    """Naming a guide must not cost more with every guide that there is."""
    for n in range(40):
        (tmp_path / f"guide-{n}.md").write_text(f'+++\ntitle = "{n}"\n[[steps]]\nname = "One"\n+++\n', "utf-8")
    (tmp_path / "told.md").write_text('+++\nname = "Another Name"\n+++\n', "utf-8")
    (tmp_path / "escaped.md").write_text('+++\nname = "\\u0061n-escaped-name"\n+++\n', "utf-8")
    (tmp_path / "yaml.md").write_text("---\nname: in yaml\n---\n", "utf-8")
    names = []
    parse = frontmatter.parse

    def counted(content: bytes, source: str, **given: Any) -> Any:
        names.append(Path(source).name)
        return parse(content, source, **given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frontmatter, "parse", counted)
        for wanted in ("guide-7", "another-name", "an-escaped-name", "in-yaml"):
            assert Library(tmp_path, NONE).find(wanted)[0].name == wanted
            assert len(names) <= 3, names
            names.clear()


def test_the_shipped_guide_asks_four_questions_at_the_start_and_demands_none() -> None:
    found, _ = Library(None, shipped_folder()).find("working-with-clients")
    asks = [(step.phase, ask.field, ask.required) for step in found.steps for ask in step.asks]
    assert asks == [("start", field, False) for field in ("backup", "work", "problem", "scope")]
    assert next(ask.prompt for step in found.steps for ask in step.asks) == "Backup?"
    assert {step.phase for step in found.steps} == {"start", "work", "close"}
    weights = [step.weight for step in found.steps]
    assert weights == sorted(weight for weight in weights if weight)


def test_the_shipped_guide_verifies_all_its_outcomes_and_two_of_them_are_gates() -> None:
    found, _ = Library(None, shipped_folder()).find("working-with-clients")
    assert [(one.check, one.gate) for one in found.outcomes] == [
        ("satisfied", False),
        ("resolved", False),
        ("follow-up-scheduled", False),
        ("documented", True),
        ("access-returned", True),
        ("billed", False),
    ]
    assert {one.check for one in found.requirements} == {"mode"}
    assert [one.check_args["mode"] for one in found.requirements] == ["remote", "on-site", "phone", "bench"]


def test_the_packaged_guides_come_before_those_of_a_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (shipped_folder() / "working-with-clients.md").is_file()
    (tmp_path / "shipped" / "guides").mkdir(parents=True)
    monkeypatch.setattr("importlib.resources.files", lambda package: tmp_path)
    assert shipped_folder() == tmp_path / "shipped" / "guides"
