"""Real guides: every file of the site that the source guide comes from loads as its content says."""

from __future__ import annotations

import csv
import re
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from clientcare.adapters.library import Library
from clientcare.domain.walks import walk

pytestmark = pytest.mark.corpus

EXPECTED: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "expected_guides.toml").read_text("utf-8"))
QUOTE = "'"
NONE = Path("there-is-no-such-folder")


def sources(corpus: Path) -> list[dict[str, str]]:
    with (corpus / "guides" / "SOURCES.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


@pytest.mark.parametrize("name", EXPECTED)
def test_a_real_guide_loads_as_its_content_says(name: str, corpus: Path) -> None:
    expected = EXPECTED[name]
    file = corpus / "guides" / name
    found, content = Library(None, NONE).find(str(file))
    assert found.title == expected["title"]
    assert len(found.steps) == expected["steps"]
    assert len(found.outcomes) == expected["outcomes"]
    assert len(found.requirements) == expected["requirements"]
    told = [f"{one.line}: {one.text.split(QUOTE)[1]}" for one in found.warnings]
    assert told == expected["warnings"]
    assert content == file.read_bytes()
    assert content.decode().endswith(found.body)


def test_every_file_is_expected_and_none_has_a_fault(corpus: Path) -> None:
    names = {row["file"] for row in sources(corpus)}
    assert names == set(EXPECTED)
    checked = {Path(one.source).name: one.faults for one in Library(None, NONE).check(str(corpus / "guides"))}
    assert checked == dict.fromkeys(names, ())


def test_the_quirks_of_the_list_are_what_the_guides_show(corpus: Path) -> None:
    for row in sources(corpus):
        found, content = Library(None, NONE).find(str(corpus / "guides" / row["file"]))
        quirks = row["quirks"]
        assert ("steps=[]" in quirks) <= (found.steps == ())
        assert ("no-final-newline" in quirks) == (not content.endswith(b"\n"))
        assert (">=10 steps" in quirks) == (len(found.steps) >= 10)
        weights: list[float | None] = [*range(1, len(found.steps) + 1)]
        unweighed = "missing-weight" in quirks
        assert [step.weight for step in found.steps] == ([None] * len(weights) if unweighed else weights)
        unshown = any(one.text.startswith("'imgsrc'") and "is not shown" in one.text for one in found.warnings)
        assert ("imgsrc set but enableimg false" in quirks) == unshown
        letters = re.findall(r"non-ascii:([^']+)", quirks)
        text = content.decode()
        assert all(letter in text for letter in "".join(letters))


def test_broken_guides_never_stop_the_others(corpus: Path, tmp_path: Path) -> None:
    shutil.copytree(corpus / "guides", tmp_path / "guides", ignore=shutil.ignore_patterns("*.tsv"))
    (tmp_path / "guides" / "half.md").write_text("---\ntitle: [\n---\n")
    listing = Library(tmp_path / "guides", NONE).listing()
    assert len(listing.guides) == len(EXPECTED)
    assert [Path(one.source).name for one in listing.broken] == ["half.md"]


def test_the_source_guide_loads_and_is_walked_in_its_order(corpus: Path, tmp_path: Path) -> None:
    seed = next((corpus.parent / "seeds").glob("000_*.txt"), None)
    if seed is None:
        pytest.skip("the source guide does not lie beside the corpus")
    shutil.copy(seed, tmp_path / "source.md")
    found, _ = Library(tmp_path, NONE).find("source")
    assert (len(found.steps), len(found.outcomes), len(found.requirements)) == (8, 5, 3)
    assert found.warnings == ()
    plain = tomllib.loads(seed.read_text("utf-8").split("+++")[1])
    rows = sorted(plain["steps"], key=lambda row: int(row["weight"]))
    assert [step.name for step in found.steps] == [row["name"] for row in rows]
    assert [step.directions for step in found.steps] == [row["directions"] for row in rows]
    assert {step.phase for step in found.steps} == {"start"}
    assert [one.name for one in found.outcomes] == [row["name"] for row in plain["outcomes"]]
    assert [one.name for one in found.requirements] == [row["name"] for row in plain["requirements"]]
    assert [one.icon for one in found.outcomes] == [row["icon"] for row in plain["outcomes"]]
    here = walk(found, [])
    assert [one.id for one in here.open_steps] == [step.id for step in found.steps]
    assert here.closing_steps == ()
