"""Reading a guide from parsed TOML: what counts, in which order, and what is told about it."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain.asks import Ask, When
from clientcare.domain.dues import FORMS, Due
from clientcare.domain.errors import Exit
from clientcare.domain.guide_limits import STEP_LIMIT
from clientcare.domain.guide_reading import read_guide
from clientcare.domain.guide_tables import MOST_TOLD, BrokenGuide, Path, Remark, Spot
from clientcare.domain.guides import CheckedFile, Checkup, Guide, Outcome, Requirement, Step, in_walk_order


def read(toml: str, **others: Any) -> Guide:
    return read_guide(tomllib.loads(toml), **{"name": "guide", **others})


def steps(*tables: str) -> Guide:
    return read('title = "T"\n' + "".join(f"[[steps]]\n{table}\n" for table in tables))


def told(guide: Guide) -> list[str]:
    return [f"{one.text} | {one.expected}" for one in guide.warnings]


def faults(toml: str, **others: Any) -> list[str]:
    with pytest.raises(BrokenGuide) as caught:
        read(toml, **others)
    return [f"{one.text} | {one.expected}" for one in caught.value.faults]


# -- the whole -----------------------------------------------------------------------------------------------


def test_a_guide_has_the_keys_of_its_file() -> None:
    guide = read(
        """
        title = "Adding a printer"
        type = "Office"
        layout = "guide"
        icon = "print"
        header = "/printer.svg"
        description = "For one machine."
        custom = true
        [[outcomes]]
        name = "Prints"
        icon = "print"
        [[requirements]]
        name = "A printer"
        icon = "print"
        [[steps]]
        name = "Switch it on"
        directions = "At the back."
        weight = "1"
        enableimg = true
        imgsrc = "/back.png"
        """,
        name="printer",
        body="# Body",
        digest="00ff",
        source="printer.md",
    )
    assert guide == Guide(
        name="printer",
        title="Adding a printer",
        type="Office",
        layout="guide",
        icon="print",
        header="/printer.svg",
        description="For one machine.",
        custom=True,
        outcomes=(Outcome("Prints", "prints", "print"),),
        requirements=(Requirement("A printer", "a-printer", "print"),),
        steps=(Step("Switch it on", "switch-it-on", "At the back.", 1, "/back.png"),),
        body="# Body",
        digest="00ff",
        source="printer.md",
    )


def test_a_guide_without_steps_is_its_body() -> None:
    guide = read('title = "Text"\nsteps = []', body="Words.")
    assert guide.steps == guide.outcomes == guide.requirements == ()
    assert guide.body == "Words."
    assert guide.warnings == ()


@pytest.mark.parametrize(
    ("key", "handle"),
    [
        ('name = "complaint"', "complaint"),
        ('name = "A Complaint!"', "a-complaint"),
        ('name = "?"', "file"),
        ("", "file"),
    ],
)
def test_the_handle_is_the_name_in_small_letters_or_else_that_of_the_file(key: str, handle: str) -> None:
    assert read(f'title = "T"\n{key}', name="file").name == handle


def test_a_guide_without_a_title_is_shown_by_its_handle() -> None:
    guide = read('name = "complaint"')
    assert guide.title == "complaint"
    assert told(guide) == ["the guide has no title | It is shown as 'complaint'."]


def test_keys_are_found_whatever_their_capitals_as_on_a_hugo_site() -> None:
    guide = read('Title = "T"\n[[Steps]]\nName = "One"\nWEIGHT = 1')
    assert guide.title == "T"
    assert guide.steps[0].name == "One"
    assert guide.warnings == ()


def test_of_keys_that_differ_by_their_capitals_the_last_one_counts() -> None:
    guide = read('title = "T"\nTitle = "U"')
    assert guide.title == "U"
    assert told(guide) == ["keys differ only by their capitals | Of such keys the last one counts."]


def test_keys_of_hugo_mean_nothing_here_and_cause_no_warning() -> None:
    assert (
        read('title = "T"\ndate = 2020-07-01\nweight = 3\nkeywords = ["a"]\nlinkTitle = "L"\ndraft = true').warnings
        == ()
    )


def test_keys_of_a_guide_that_stand_among_those_of_the_page_are_told() -> None:
    guide = read('title = "T"\n[params]\nmine = 1\nType = "x"\n[[params.steps]]\nname = "s"')
    assert told(guide) == [
        "'Type' stands in 'params', and is not read there | Put it above, outside of 'params'.",
        "'steps' stands in 'params', and is not read there | Put it above, outside of 'params'.",
    ]
    assert read('title = "T"\nparams = 3').warnings == ()


def test_an_unknown_key_is_a_warning_with_the_near_one() -> None:
    guide = read('titel = "T"\ntitle = "T"\nNextLesson = "x"')
    assert told(guide) == [
        "'titel' is not a known key | Did you mean 'title'?",
        "'NextLesson' is not a known key | It has no effect.",
    ]


def test_whose_a_step_is_and_when_it_is_due_is_read() -> None:
    guide = read(
        """
        title = "T"
        runs = "procedure"
        version = "2026-11"
        [[steps]]
        id = "hear"
        name = "Hear them out"
        weight = 1
        [[steps]]
        name = "Answer"
        weight = 2
        owner = "account-manager"
        needs = ["hear"]
        due = { within = "3 working days", from = "hear" }
        skippable = false
        reason = true
        repeatable = true
        """
    )
    hear, answer = guide.steps
    assert (guide.runs, guide.version, told(guide)) == ("procedure", "2026-11", [])
    assert (hear.owner, hear.needs, hear.due, hear.skippable, hear.reason, hear.repeatable) == (
        ("", (), None, True, False, False)
    )
    assert (answer.owner, answer.needs, answer.due) == (
        "account-manager",
        ("hear",),
        Due(3, "working days", "hear"),
    )
    assert (answer.skippable, answer.reason, answer.repeatable) == (False, True, True)
    assert read('title = "T"').runs == "session"


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (
            'owner = "account manager"',
            "'owner' of step 1 's' cannot be 'account manager' | Did you mean 'account-manager'?",
        ),
        ('needs = ["two"]', "'needs' of step 1 's' name 'two', which is no step | There is no other step."),
        ('needs = ["s"]', "'needs' of step 1 's' go in a circle: s needs s | Leave one of them out."),
        ('needs = "s"', "'needs' of step 1 's' is no list of texts | A list: needs = [\"done\", \"declined\"]"),
        ('due = "soon"', "'due' of step 1 's' is a text | due = { within = \"3 working days\", from = \"opened\" }"),
        ("due = {}", f"'within' of 'due' of step 1 's' is missing | {FORMS}"),
        ('due = { within = "soon" }', f"'within' of 'due' of step 1 's' cannot be 'soon' | {FORMS}"),
        (
            'due = { within = "1 day", from = "opend" }',
            "'due' of step 1 's' counts from 'opend', which is no other step | Did you mean 'opened'?",
        ),
        (
            'due = { within = "1 day", from = "s" }',
            "'due' of step 1 's' counts from 's', which is no other step | It is one of: opened.",
        ),
        ("skippable = 1", "'skippable' of step 1 's' is a number or a date | skippable = true or skippable = false"),
    ],
)
def test_what_cannot_be_of_a_step_is_told_with_what_would_be_right(line: str, fault: str) -> None:
    assert faults(f'title = "T"\n[[steps]]\nname = "s"\nweight = 1\n{line}') == [fault]


def test_an_unknown_key_of_a_table_in_braces_is_a_warning() -> None:
    guide = read('title = "T"\n[[steps]]\nname = "s"\nweight = 1\ndue = { within = "1 day", form = "opened" }')
    assert told(guide) == ["'form' of 'due' of step 1 's' is not a known key | Did you mean 'from'?"]


def steps_needing(*needs: str, phases: str = "") -> str:
    """One step for each text: the ids that it needs, named a, b, c, …"""
    lines = ['title = "T"']
    for n, need in enumerate(needs):
        listed = ", ".join(f'"{one}"' for one in need)
        phase = {"s": "start", "w": "work", "c": "close"}[phases[n]] if phases else "start"
        lines.append(f'[[steps]]\nname = "{chr(97 + n)}"\nweight = {n + 1}\nneeds = [{listed}]\nphase = "{phase}"')
    return "\n".join(lines)


def test_a_circle_of_needs_is_told_whole() -> None:
    (fault,) = faults(steps_needing("b", "c", "a"))
    assert fault.startswith("'needs' of step 1 'a' go in a circle: a needs b needs c needs a")


def test_a_circle_is_told_beside_an_id_that_stands_twice() -> None:
    one = '[[steps]]\nid = "a"\nweight = 1\nname = "x"\n'
    double, circle = faults(f'title = "T"\n{one}needs = []\n{one}needs = ["a"]')
    assert double.startswith("'id' of step 2 'x' is 'a'")
    assert circle.startswith("'needs' of step 2 'x' go in a circle: a needs a")


def test_what_comes_up_at_the_close_cannot_be_needed_before() -> None:
    (fault,) = faults(steps_needing("b", "", phases="sc"))
    assert fault.startswith("'needs' of step 1 'a' name 'b', which comes up only at the close")
    assert read(steps_needing("", "a", phases="sc")).steps[1].needs == ("a",)


def test_a_step_that_is_needed_comes_first_whatever_its_weight() -> None:
    assert [step.id for step in read(steps_needing("c", "", "d", "")).steps] == ["d", "c", "a", "b"]
    assert [step.id for step in read(steps_needing("b", "", phases="sw")).steps] == ["b", "a"]


def test_a_chain_of_needs_may_be_as_long_as_a_guide() -> None:
    count = 2_000
    rows = [
        f'[[steps]]\nid = "s{n}"\nname = "s"\nweight = {n + 1}\n' + (f'needs = ["s{n + 1}"]' if n + 1 < count else "")
        for n in range(count)
    ]
    assert [step.id for step in read('title = "T"\n' + "\n".join(rows)).steps] == [
        f"s{n}" for n in reversed(range(count))
    ]


@given(st.lists(st.sets(st.sampled_from("abcdef")), min_size=6, max_size=6))
def test_any_needs_give_an_order_that_keeps_them_or_a_fault(needs: list[set[str]]) -> None:
    try:
        steps = read(steps_needing(*("".join(sorted(one)) for one in needs))).steps
    except BrokenGuide as error:
        circle = error.faults[0].text.partition("circle: ")[2].split(" needs ")
    else:
        circle = []
    if circle:
        assert circle[0] == circle[-1]
        assert all(need in needs["abcdef".index(one)] for one, need in pairwise(circle))
        return
    ids = [step.id for step in steps]
    assert sorted(ids) == list("abcdef")
    assert all(ids.index(need) < ids.index(step.id) for step in steps for need in step.needs)


def test_a_key_that_the_last_step_swallowed_is_told_as_that_slip() -> None:
    guide = read(
        'title = "T"\n[[outcomes]]\nname = "o"\ntype = "x"\n[[steps]]\nname = "One"\nweight = 1\nicon = "print"'
    )
    expected = "belongs to the top of the file, but stands inside of this table"
    assert told(guide) == [
        f"'type' of outcome 1 'o' {expected} | Move it above the first [[…]].",
        f"'icon' of step 1 'One' {expected} | Move it above the first [[…]].",
    ]


def test_numbers_and_dates_are_taken_as_text_with_a_warning() -> None:
    guide = read("title = 2020\ndescription = 2020-07-01\ntype = 1.5\nicon = 10:00:00")
    assert (guide.title, guide.description, guide.type, guide.icon) == ("2020", "2020-07-01", "1.5", "10:00:00")
    assert told(guide)[0] == "'title' is no text; it is read as one | In quotation marks: title = \"2020\""
    assert len(guide.warnings) == 4


@pytest.mark.parametrize(
    ("value", "kind"),
    [("true", "true or false"), ("[1]", "a list"), ("{ a = 1 }", "a table")],
)
def test_another_value_is_no_text(value: str, kind: str) -> None:
    assert faults(f"title = {value}") == [f"'title' is {kind} | A text in quotation marks: title = \"…\""]


@pytest.mark.parametrize(
    ("value", "flag"), [("true", True), ("false", False), ('"True"', True), ('" false"', False), ('""', False)]
)
def test_true_and_false_are_also_taken_in_quotation_marks(value: str, flag: bool) -> None:
    guide = read(f'title = "T"\ncustom = {value}')
    assert guide.custom is flag
    quoted = value not in ("true", "false")
    word = "true" if flag else "false"
    expected = [f"'custom' is a text; it is read as the word says | Without quotation marks: custom = {word}"]
    if value == '""':
        expected = ["'custom' is empty | Leave it out, or custom = true, or custom = false."]
    assert told(guide) == (expected if quoted else [])


@pytest.mark.parametrize(("value", "kind"), [('"yes"', "a text"), ("1", "a number or a date"), ("[]", "a list")])
def test_what_is_neither_true_nor_false_is_a_fault(value: str, kind: str) -> None:
    assert faults(f"custom = {value}") == [f"'custom' is {kind} | custom = true or custom = false"]


@pytest.mark.parametrize("key", ["steps", "outcomes", "requirements"])
def test_what_must_be_tables_is_a_fault_where_it_is_not(key: str) -> None:
    what = key.removesuffix("s")
    header = f"Each {what} begins with a line [[{key}]]"
    assert faults(f'{key} = "x"') == [f"'{key}' is a text | {header}"]
    assert faults(f"[{key}]\nname = 1") == [f"'{key}' is a table | {header}"]
    assert faults(f'{key} = ["x", 2]') == [
        f"{what} 1 is a text | {header}",
        f"{what} 2 is a number or a date | {header}",
    ]


def test_all_faults_of_a_guide_are_told_at_once_in_the_order_of_their_lines() -> None:
    def spot(path: Path, *, of_key: bool = False) -> Spot:
        return {"title": Spot(2, 1), "custom": Spot(1, 4)}[str(path[-1])]

    with pytest.raises(BrokenGuide) as caught:
        read("custom = 1\ntitle = []", source="a.md", spot_of=spot)
    error = caught.value
    assert error.exit == Exit.INVALID_FILE
    assert error.source == "a.md"
    assert [one.text for one in error.faults] == ["'custom' is a number or a date", "'title' is a list"]
    assert error.place == "a.md:1:4"
    assert error.message == "a.md:1:4: 'custom' is a number or a date\na.md:2:1: 'title' is a list"
    assert error.hint == "2 faults. All, with what was expected: clientcare guide check a.md"


def test_one_fault_is_told_with_its_place_and_what_was_expected() -> None:
    with pytest.raises(BrokenGuide) as caught:
        read("custom = 1", source="a.md", spot_of=lambda path, of_key=False: Spot(7))
    assert caught.value.message == "a.md:7: 'custom' is a number or a date"
    assert caught.value.hint == "custom = true or custom = false"
    with pytest.raises(BrokenGuide) as caught:
        read("custom = 1")
    assert caught.value.place == ""
    assert caught.value.message == "'custom' is a number or a date"


def test_warnings_are_told_in_the_order_of_their_lines() -> None:
    def spot(path: Path, *, of_key: bool = False) -> Spot:
        return Spot({"b": 1, "a": 2}[str(path[-1])])

    guide = read('title = "T"\nb = 1\na = 1', spot_of=spot)
    assert [one.line for one in guide.warnings] == [1, 2]


def test_of_a_file_full_of_slips_so_many_are_told_that_a_person_can_read_them() -> None:
    keys = "\n".join(f"key{n} = 1" for n in range(MOST_TOLD + 500))
    guide = read(f'title = "T"\n{keys}')
    assert len(guide.warnings) == MOST_TOLD + 1
    assert guide.warnings[-1].text == "more is wrong, and not told"
    assert len(faults("\n".join(f"[[steps]]\nphase = {n}" for n in range(MOST_TOLD + 5)))) == MOST_TOLD + 1


def test_a_word_that_is_empty_is_as_none_and_told() -> None:
    guide = read('title = "T"\nruns = ""\n[[steps]]\nname = "s"\nweight = 1\nowner = " "')
    assert (guide.runs, guide.steps[0].owner) == ("session", "")
    assert [one.text for one in guide.warnings] == ["'runs' is empty", "'owner' of step 1 's' is empty"]


def test_blanks_around_a_name_are_told() -> None:
    guide = read('title = " T "\nruns = " session "\n[[steps]]\nname = "s"\nid = " s"\nweight = 1')
    assert told(guide) == [
        "'runs' has blanks around it | runs = \"session\"",
        "'id' of step 1 's' has blanks around it | id = \"s\"",
    ]


# -- steps ---------------------------------------------------------------------------------------------------


def test_steps_go_by_weight_as_a_number_lower_first() -> None:
    guide = steps(*(f'name = "s{weight}"\nweight = "{weight}"' for weight in ("10", "9", "1.5", "-1", " 2 ")))
    assert [step.name for step in guide.steps] == ["s-1", "s1.5", "s 2", "s9", "s10"]
    assert guide.warnings == ()


@pytest.mark.parametrize(
    ("weight", "text"),
    [
        ("", "is missing"),
        ('weight = ""', "is missing"),
        ("weight = 0", "is zero, which counts as none"),
        ('weight = "0.0"', "is zero, which counts as none"),
        ('weight = "first"', "is no number"),
        ("weight = nan", "is no number"),
        ('weight = "inf"', "is no number"),
        ("weight = true", "is no number"),
        ("weight = []", "is no number"),
        (f"weight = 1{'0' * 400}", "is no number"),
    ],
)
def test_a_step_without_a_usable_weight_comes_after_those_that_have_one(weight: str, text: str) -> None:
    guide = steps(f'name = "none"\n{weight}', 'name = "late"\nweight = 900', 'name = "early"\nweight = 1')
    assert [step.name for step in guide.steps] == ["early", "late", "none"]
    assert guide.steps[2].weight is None
    assert told(guide) == [f"'weight' of step 1 'none' {text} | The step comes after those that have a weight."]


def test_steps_of_one_weight_keep_the_files_order_with_a_warning() -> None:
    guide = steps(
        'name = "b"\nweight = "2"', 'name = "a"\nweight = 2.0', 'name = "c"\nweight = 1', 'name = "d"\nweight = 2'
    )
    assert [step.name for step in guide.steps] == ["c", "b", "a", "d"]
    assert told(guide) == [
        "'weight' of step 2 'a' 2 is also that of 'b' | Steps of the same weight keep the file's order.",
        "'weight' of step 4 'd' 2 is also that of 'b' | Steps of the same weight keep the file's order.",
    ]


def test_steps_without_weights_keep_the_files_order() -> None:
    assert [step.name for step in steps('name = "b"', 'name = "a"').steps] == ["b", "a"]


def test_phases_come_one_after_the_other_whatever_the_weights() -> None:
    guide = steps(
        'name = "end"\nweight = 1\nphase = "close"',
        'name = "middle"\nweight = 2\nphase = "work"',
        'name = "begin"\nweight = 3\nphase = "start"',
        'name = "too"\nweight = 4',
    )
    assert [step.name for step in guide.steps] == ["begin", "too", "middle", "end"]


def test_an_unknown_phase_is_a_fault_with_the_near_one() -> None:
    assert faults('[[steps]]\nphase = "begin"') == [
        "'phase' of step 1 cannot be 'begin' | It is one of: start, work, close."
    ]
    assert faults('[[steps]]\nphase = "closed"') == ["'phase' of step 1 cannot be 'closed' | Did you mean 'close'?"]


def test_ids_are_slugs_of_the_names_with_numbers_for_repeats_in_the_files_order() -> None:
    guide = steps(
        'name = "Be kind!"\nweight = 3',
        'name = "Be kind"\nweight = 2',
        'name = "be-kind"\nweight = 1',
        'name = "⌘"\nweight = 4',
        'name = "日本"\nweight = 5',
    )
    assert {step.name: step.id for step in guide.steps} == {
        "Be kind!": "be-kind",
        "Be kind": "be-kind-2",
        "be-kind": "be-kind-3",
        "⌘": "step",
        "日本": "step-2",
    }


def test_an_id_that_is_given_is_never_taken_by_another_step() -> None:
    guide = steps('name = "Story"\nweight = 1', 'name = "x"\nid = "story"\nweight = 2', 'name = "Story 2"\nweight = 3')
    assert [step.id for step in guide.steps] == ["story-2", "story", "story-2-2"]


def test_a_doubled_or_impossible_id_is_a_fault() -> None:
    toml = '[[steps]]\nid = "a"\n[[steps]]\nid = "a"\n[[steps]]\nid = "A b"\n[[steps]]\nid = "?"'
    assert faults(toml) == [
        "'id' of step 2 is 'a', as at another step | Each id stands once.",
        "'id' of step 3 cannot be 'A b' | Small letters, digits and hyphens: a-b",
        "'id' of step 4 cannot be '?' | Small letters, digits and hyphens: step",
    ]


def test_a_step_or_outcome_without_a_name_is_called_by_its_number() -> None:
    guide = read('title = "T"\n[[steps]]\nweight = 1\n[[outcomes]]\n[[requirements]]\nname = "r"\n[[requirements]]')
    assert [one.name for one in (*guide.steps, *guide.outcomes, *guide.requirements)] == [
        "Step 1",
        "Outcome 1",
        "r",
        "Requirement 2",
    ]
    assert "'name' of step 1 is missing | It is shown as 'Step 1'." in told(guide)
    assert [one.id for one in guide.requirements] == ["r", "requirement-2"]


@pytest.mark.parametrize(
    ("keys", "image", "warnings"),
    [
        ('imgsrc = "/a.png"\nenableimg = true', "/a.png", []),
        ('image = "/a.png"\nenableimg = true', "/a.png", []),
        ('imgsrc = ""\nimage = "/a.png"\nenableimg = true', "/a.png", []),
        ('imgsrc = "/a.png"\nimage = "/b.png"\nenableimg = true', "/a.png", []),
        ('imgsrc = ""\nenableimg = false', "", []),
        (
            'imgsrc = "/a.png"\nenableimg = false',
            "",
            ["'imgsrc' of step 1 'x' is not shown | enableimg = true shows it."],
        ),
        ('image = "/a.png"', "", ["'image' of step 1 'x' is not shown | enableimg = true shows it."]),
        (
            "enableimg = true",
            "",
            ["'enableimg' of step 1 'x' is true, but there is no image | imgsrc = \"/picture.png\" names one."],
        ),
    ],
)
def test_an_image_is_shown_only_where_it_is_enabled(keys: str, image: str, warnings: list[str]) -> None:
    guide = steps(f'name = "x"\nweight = 1\n{keys}')
    assert guide.steps[0].image == image
    assert told(guide) == warnings


def test_a_guide_has_a_bounded_number_of_steps() -> None:
    most: dict[str, Any] = {"title": "T", "steps": [{"weight": n} for n in range(1, STEP_LIMIT + 1)]}
    assert len(read_guide(most, name="g").steps) == STEP_LIMIT
    most["steps"].append({})
    with pytest.raises(BrokenGuide) as caught:
        read_guide(most, name="g")
    assert [one.text for one in caught.value.faults] == ["the guide has more than 5,000 steps"]


@given(st.lists(st.tuples(st.sampled_from(["start", "work", "close"]), st.one_of(st.none(), st.floats(-9, 9)))))
def test_the_walking_order_is_the_same_whatever_order_it_is_sorted_from(rows: list[tuple[str, float | None]]) -> None:
    made = [Step(str(n), str(n), weight=weight or None, phase=phase) for n, (phase, weight) in enumerate(rows)]
    order = in_walk_order(made)
    assert in_walk_order(order) == order
    assert sorted(step.id for step in order) == sorted(step.id for step in made)


def test_directions_may_begin_with_a_line_of_code() -> None:
    step = read('[[steps]]\nname = "s"\nweight = 1\ndirections = """\n\n    ping ADDRESS\n\nThen look. \n"""').steps[0]
    assert step.directions == "    ping ADDRESS\n\nThen look."
    assert read('[[steps]]\nname = "s"\nweight = 1\ndirections = " \\n "').steps[0].directions == ""


# -- questions -----------------------------------------------------------------------------------------------


def asking(*tables: str) -> str:
    kinds = ["" if "kind =" in table else '\nkind = "text"' for table in tables]
    rows = [f"[[steps.asks]]\n{table}{kind}\n" for table, kind in zip(tables, kinds, strict=True)]
    return '[[steps]]\nname = "s"\nweight = 1\n' + "".join(rows)


def test_a_step_asks_what_its_tables_say() -> None:
    guide = read(
        'title = "T"\n'
        + asking(
            'field = "problem"\nprompt = "What happened?"\nkind = "text"\nrequired = true',
            'field = "backup"\nkind = "choice"\nchoices = ["done", " declined "]',
            'field = "work"\nkind = "yesno"',
            'field = "who_2"\nkind = "person"',
            'field = "plain"',
        )
    )
    assert guide.steps[0].asks == (
        Ask("problem", "What happened?", "text", True, option="problem=ANSWER"),
        Ask("backup", "backup", "choice", False, ("done", "declined"), option="backup=ANSWER"),
        Ask("work", "work", "yesno", False, option="work=ANSWER"),
        Ask("who_2", "who_2", "person", False, option="who_2=ANSWER"),
        Ask("plain", "plain", "text", False, option="plain=ANSWER"),
    )
    assert guide.warnings == ()


def test_a_question_needs_a_field_of_letters_that_is_asked_once_in_its_step() -> None:
    assert faults(asking('prompt = "?"', 'field = "a b"', 'field = "a=b"', 'field = "c"', 'field = "c"')) == [
        "'field' of question 1 of step 1 's' is missing | The name under which the answer is kept: field = \"backup\"",
        "'field' of question 2 of step 1 's' cannot be 'a b' | Letters, digits, '-' and '_'.",
        "'field' of question 3 of step 1 's' cannot be 'a=b' | Letters, digits, '-' and '_'.",
        "'field' of question 5 of step 1 's' is 'c', as of another question of this step | Each field once in a step.",
    ]


def test_a_question_says_what_kind_of_an_answer_it_takes() -> None:
    (fault,) = faults('[[steps]]\nname = "s"\n[[steps.asks]]\nfield = "a"')
    assert fault.startswith("'kind' of question 1 of step 1 's' is missing | kind = \"text\", or another one: text, ")


def test_an_unknown_kind_of_question_is_a_fault() -> None:
    assert faults(asking('field = "a"\nkind = "txt"', 'field = "b"\nkind = "colour"')) == [
        "'kind' of question 1 of step 1 's' cannot be 'txt' | Did you mean 'text'?",
        "'kind' of question 2 of step 1 's' cannot be 'colour' | It is one of: text, lines, number, money, duration, "
        "date, time, choice, yesno, person, parts, document.",
    ]


def test_what_a_question_depends_on_and_what_enter_answers_is_read() -> None:
    guide = read(
        asking(
            'field = "arrived"\nkind = "yesno"\ndefault = true\nwhen = { field = "mode", is = "on-site" }',
            'field = "why"\nwhen = { field = "arrived", is = false }\nsensitive = true\ndefault = 3',
            'field = "how"\nkind = "choice"\nchoices = ["By car", "On foot"]\ndefault = "by-car"',
        )
    )
    arrived, why, how = guide.steps[0].asks
    assert (arrived.default, arrived.when, arrived.sensitive) == ("yes", When("mode", "on-site"), False)
    assert (why.default, why.when, why.sensitive) == ("3", When("arrived", "no"), True)
    assert (how.default, how.when) == ("By car", None)


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (
            "when = 1",
            "'when' of question 1 of step 1 's' is a number or a date | when = { field = \"mode\", is = \"on-site\" }",
        ),
        (
            'when = { field = "mode" }',
            "'is' of 'when' of question 1 of step 1 's' is missing | when = { field = \"mode\", is = \"on-site\" }",
        ),
        (
            'when = { is = "x" }',
            "'field' of 'when' of question 1 of step 1 's' is missing | when = { field = \"mode\", is = \"on-site\" }",
        ),
        (
            'when = { field = "a", is = "x" }',
            "'when' of question 1 of step 1 's' depends on 'a', which nothing else asks for | It is one of: mode.",
        ),
        (
            'kind = "yesno"\ndefault = "perhaps"',
            "'default' of question 1 of step 1 's' cannot be 'perhaps' | It is yes or no.",
        ),
        (
            'kind = "choice"\nchoices = ["one", "two"]\ndefault = "three"',
            "'default' of question 1 of step 1 's' cannot be 'three' | It is one of: one, two.",
        ),
    ],
)
def test_what_cannot_be_of_a_question_is_told_with_what_would_be_right(lines: str, fault: str) -> None:
    assert faults(asking(f'field = "a"\n{lines}')) == [fault]


def test_what_depends_on_words_that_anybody_may_say_may_wait_for_any() -> None:
    guide = read('title = "T"\n' + asking('field = "a"', 'field = "b"\nwhen = { field = "a", is = "anything" }'))
    assert guide.steps[0].asks[1].when == When("a", "anything")
    (fault,) = faults(asking('field = "a"\nkind = "yesno"', 'field = "b"\nwhen = { field = "a", is = "maybe" }'))
    assert fault.endswith("waits for 'maybe', which 'a' is never | It is one of: yes, no.")


def test_nothing_depends_on_an_answer_that_is_not_to_be_shown() -> None:
    (fault,) = faults(asking('field = "a"\nsensitive = true', 'field = "b"\nwhen = { field = "a", is = "x" }'))
    assert fault.startswith("'when' of question 2 of step 1 's' depends on 'a', which is sensitive")


@pytest.mark.parametrize("kind", ["parts", "document"])
def test_what_is_filed_beside_a_step_is_for_everybody_and_not_known_before(kind: str) -> None:
    hint = "Leave it out: what is filed is no secret."
    assert faults(asking(f'field = "a"\nkind = "{kind}"\nsensitive = true\ndefault = "none"')) == [
        f"'default' of question 1 of step 1 's' cannot stand with kind = \"{kind}\" | {hint}",
        f"'sensitive' of question 1 of step 1 's' cannot stand with kind = \"{kind}\" | {hint}",
    ]


def test_a_procedure_has_no_parts() -> None:
    asks = 'field = "used"\nkind = "parts"'
    assert read(f'runs = "session"\n{asking(asks)}').steps[0].asks[0].kind == "parts"
    assert faults(f'runs = "procedure"\n{asking(asks)}') == [
        "'kind' of question 1 of step 1 's' cannot be 'parts': a procedure has none | kind = \"lines\"",
    ]


@pytest.mark.parametrize("choices", ["", "choices = []", 'choices = ["done"]', 'choices = ["done", "Done"]'])
def test_a_choice_needs_two_different_answers(choices: str) -> None:
    assert faults(asking(f'field = "a"\nkind = "choice"\n{choices}')) == [
        "'choices' of question 1 of step 1 's' must name two or more different answers "
        '| choices = ["done", "declined"]'
    ]


def test_choices_without_letters_are_different_where_they_look_different() -> None:
    guide = read('title = "T"\n' + asking('field = "a"\nkind = "choice"\nchoices = ["★", "★★"]'))
    assert guide.steps[0].asks[0].choices == ("★", "★★")


@pytest.mark.parametrize("choices", ['"done"', "[1]", '["done", ""]', '[["done"]]'])
def test_choices_are_a_list_of_texts(choices: str) -> None:
    assert faults(asking(f'field = "a"\nchoices = {choices}')) == [
        "'choices' of question 1 of step 1 's' is no list of texts | A list: choices = [\"done\", \"declined\"]"
    ]


def test_choices_of_another_kind_of_question_have_no_effect() -> None:
    guide = read('title = "T"\n' + asking('field = "a"\nchoices = ["x", "y"]'))
    assert told(guide) == [
        "'choices' of question 1 of step 1 's' has no effect on a question of the kind 'text' | kind = \"choice\""
    ]


def test_a_field_that_two_steps_ask_for_is_a_warning() -> None:
    one = '[[steps]]\nname = "{0}"\nweight = {1}\n[[steps.asks]]\nfield = "scope"\nkind = "text"\n'
    guide = read('title = "T"\n' + one.format("a", 1) + one.format("b", 2) + one.format("c", 3))
    assert told(guide) == [
        "'field' of question 1 of step 2 'b' is 'scope', which 'a' asks for too | The latest answer counts.",
        "'field' of question 1 of step 3 'c' is 'scope', which 'a' asks for too | The latest answer counts.",
    ]


def test_questions_that_are_no_tables_are_faults() -> None:
    assert faults('[[steps]]\nname = "s"\nasks = "backup"') == [
        "'asks' of step 1 's' is a text | Each question begins with a line [[steps.asks]]"
    ]
    assert faults('[[steps]]\nname = "s"\nasks = ["backup"]') == [
        "question 1 of step 1 's' is a text | Each question begins with a line [[steps.asks]]"
    ]


# -- outcomes and requirements -------------------------------------------------------------------------------


def test_outcomes_and_requirements_name_checks_with_their_arguments() -> None:
    guide = read(
        """
        title = "T"
        [[outcomes]]
        id = "file"
        name = "Documented"
        icon = "document"
        check = "documented"
        gate = true
        [[requirements]]
        name = "Remote"
        check = "mode"
        mode = "remote"
        [[requirements]]
        name = "Printers"
        check = "skill"
        skill = "printers"
        gate = true
        """
    )
    assert guide.outcomes == (Outcome("Documented", "file", "document", "documented", {}, True),)
    assert guide.requirements == (
        Requirement("Remote", "remote", "", "mode", {"mode": "remote"}),
        Requirement("Printers", "printers", "", "skill", {"skill": "printers"}, True),
    )
    assert guide.warnings == ()


def test_a_gate_that_wants_an_answer_is_told_of_where_nothing_asks_for_it() -> None:
    goal = '[[outcomes]]\nname = "Tried"\ncheck = "said"\nfield = "tested"\nis = true\n'
    asked = read(goal + asking('field = "tested"\nkind = "yesno"'))
    assert asked.outcomes[0].check_args == {"field": "tested", "is": "yes"}
    assert asked.warnings == read(goal.replace("true", "false") + asking('field = "tested"\nkind = "yesno"')).warnings
    never = "'field' of outcome 1 'Tried' is 'tested', which no question asks for"
    assert f"{never} | Did you mean 'test'?" in told(read(goal + asking('field = "test"\nkind = "yesno"')))
    assert f"{never} | Ask for it in a step." in told(read(goal))


def test_an_unknown_check_is_a_fault_with_the_near_one() -> None:
    assert faults('[[outcomes]]\nname = "o"\ncheck = "documentd"') == [
        "'check' of outcome 1 'o' cannot be 'documentd' | Did you mean 'documented'?"
    ]
    (fault,) = faults('[[outcomes]]\nname = "o"\ncheck = "x"')
    assert fault.startswith("'check' of outcome 1 'o' cannot be 'x' | It is one of: documented, resolved, ")


def test_billing_comes_after_the_close_so_it_cannot_be_a_gate() -> None:
    assert faults('[[outcomes]]\nname = "o"\ncheck = "billed"\ngate = true') == [
        "'gate' of outcome 1 'o' cannot stand with check = \"billed\" "
        "| Billing comes after the close and cannot block it."
    ]
    assert read('title = "T"\n[[outcomes]]\nname = "o"\ncheck = "billed"').outcomes[0].check == "billed"


@pytest.mark.parametrize("argument", ["", 'mode = ""'])
def test_a_check_needs_its_arguments(argument: str) -> None:
    assert faults(f'[[requirements]]\nname = "r"\ncheck = "mode"\n{argument}') == [
        "'mode' of requirement 1 'r' is missing: the check 'mode' needs it "
        '| mode = "remote | on-site | phone | bench"'
    ]
    assert faults('[[requirements]]\nname = "r"\ncheck = "skill"') == [
        "'skill' of requirement 1 'r' is missing: the check 'skill' needs it | skill = \"…\""
    ]


def test_an_argument_is_one_of_its_words() -> None:
    assert faults('[[requirements]]\nname = "r"\ncheck = "mode"\nmode = "remotely"') == [
        "'mode' of requirement 1 'r' cannot be 'remotely' | Did you mean 'remote'?"
    ]
    assert faults('[[requirements]]\nname = "r"\ncheck = "skill"\nskill = []') == [
        "'skill' of requirement 1 'r' is a list | A text in quotation marks: skill = \"…\""
    ]


def test_an_argument_without_its_check_is_an_unknown_key() -> None:
    guide = read('title = "T"\n[[requirements]]\nname = "r"\nmode = "remote"')
    assert told(guide) == ["'mode' of requirement 1 'r' is not a known key | It has no effect."]


# -- what a check of files adds up to ------------------------------------------------------------------------


def test_a_checkup_knows_the_files_that_have_faults() -> None:
    sound, broken = CheckedFile("a.md", "a"), CheckedFile("b.md", faults=(Remark("no front matter"),))
    assert Checkup((sound, broken)).broken == (broken,)


# -- any data ------------------------------------------------------------------------------------------------

_SCALARS = st.one_of(
    st.booleans(), st.integers(-5, 5), st.floats(), st.sampled_from(["", "x", "start", "mode", "choice", "billed", "1"])
)
_KEYS = st.sampled_from(
    ["name", "id", "weight", "phase", "asks", "field", "kind", "choices", "check", "gate", "mode", "title", "steps",
     "outcomes", "Requirements", "enableimg", "image", "imgsrc", "x"]
)  # fmt: skip
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(_KEYS, inner, max_size=5)),
    max_leaves=25,
)


@given(st.dictionaries(_KEYS, _VALUES, max_size=6))
def test_any_parsed_toml_is_a_guide_or_a_broken_guide(data: dict[str, Any]) -> None:
    try:
        guide = read_guide(data, name="any")
    except BrokenGuide:
        return
    assert len({step.id for step in guide.steps}) == len(guide.steps)
    assert in_walk_order(guide.steps) == guide.steps
    assert read_guide(data, name="any") == guide
