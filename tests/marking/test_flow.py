"""Marks reach grades, feedback, report and a table, and stay when anything is graded again."""

from __future__ import annotations

import csv
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import torchgrade_here
from tools.written_class import COURSE
from torchgrade import results
from torchgrade.errors import AuthorError
from torchgrade.marking.adopt import adopt
from torchgrade.marking.collected import Collected, collect
from torchgrade.marking.flow import apply
from torchgrade.marking.rubric import Guide, Line
from torchgrade.marking.store import Store, Wanted
from torchgrade.marking.tables import Database
from torchgrade.records import WrittenAnswer, WrittenCell

Q = "q12_strategies"


def grades(out: Path) -> dict[str, Any]:
    found = json.loads((out / "grades.json").read_text("utf-8"))["grades"]
    return {grade["submission"]: grade for grade in found}


def give(store: Store, number: int, points_off: float = 1.0, marker: str = "Ada") -> None:
    store.put(number, marker, Wanted(0, True, (), -points_off, "See the gap."))


def test_equal_answers_are_one_and_their_mark_reaches_all_who_gave_it(
    out: Path, collected: Collected, store: Store
) -> None:
    group = max(
        (one for one in collected.groups.values() if one.question == Q and one.content != "empty"),
        key=lambda one: len(one.holders),
    )
    assert len(group.holders) > 1
    before = grades(out)
    give(store, store.ids()[group.key])
    applied = apply(collected, store)
    assert applied.changed == len(group.holders)
    assert applied.states["marked"] == len(group.holders)
    for holder in group.holders:
        now, then = grades(out)[holder.submission], before[holder.submission]
        assert now["score"] == then["score"] + 7
        assert now["max_score"] == then["max_score"] + 8
        assert now["unmarked"] == then["unmarked"] - 8
        page = (collected.folder(holder) / "feedback.html").read_text("utf-8")
        assert "7 / 8" in page
        assert "See the gap." in page
        assert "Ada" not in page, "who marked is for staff"
    others = set(before) - {holder.submission for holder in group.holders}
    assert all(grades(out)[name] == before[name] for name in others)


def test_written_again_nothing_changes_and_a_mark_taken_back_goes(
    out: Path, collected: Collected, store: Store
) -> None:
    before = grades(out)
    number = next(iter(store.ids().values()))
    give(store, number)
    assert apply(collected, store).changed
    once = grades(out)
    assert apply(collect(out), store).changed == 0, "also of grades that have marks already"
    assert grades(out) == once
    store.put(number, "Ada", Wanted(1, False))
    assert apply(collect(out), store).changed
    assert grades(out) == before


def test_the_table_has_all_of_it(out: Path, collected: Collected, store: Store) -> None:
    number = next(iter(store.ids().values()))
    give(store, number)
    apply(collected, store)
    rows = list(csv.DictReader((out / "marks.csv").read_text("utf-8").splitlines()))
    assert len(rows) == 9 * 2
    marked = [row for row in rows if row["state"] == "marked"]
    assert marked
    assert {row["marker"] for row in marked} == {"Ada"}
    assert all(row["comment"] == "See the gap." and row["points"] for row in marked)
    assert all(not row["points"] for row in rows if row["state"] != "marked")


def test_a_mark_is_that_of_an_answer_whatever_run_it_comes_in(
    out: Path, tmp_path: Path, database: Database, collected: Collected, store: Store
) -> None:
    """Another run of the same class, in which one student has handed in something else."""
    for number in store.ids().values():
        give(store, number)
    apply(collected, store)
    new = tmp_path / "new"
    shutil.copytree(out, new)
    for file in new.rglob("marks.json"):
        file.unlink()
    later = collect(new)
    changed = next(
        grade for grade in later.grades if later.contents[grade.submission][Q] != "empty"
    )
    answers = results.read_written(changed, later.folder(changed))
    other = WrittenAnswer(Q, (WrittenCell(74, "markdown", "Now I think otherwise."),))
    results.write_written(changed, (other, answers[1]), later.folder(changed))
    later = collect(new)
    again = Store(database, "mnist_cnn")
    again.enter(later.questions, {}, later.groups)
    assert apply(later, again).states == {"marked": 17, "open": 1}
    assert len(grades(new)[changed.submission]["marks"]) == 1


def test_marks_in_grades_are_taken_over_where_a_database_has_none(
    collected: Collected, store: Store, tmp_path: Path
) -> None:
    """With the lines of the rubric that there are, and all else as text; once, and not for ever."""
    item = store.add_item(Q, "Ada", "no plot", -2)
    for number in store.ids().values():
        store.put(number, "Ada", Wanted(0, True, (item.id,), -0.5, "See the gap."))
    apply(collected, store)
    other = Database.of_file(tmp_path / "other.db")
    new = Store(other, "mnist_cnn", double=1.0)
    new.enter(collected.questions, {Q: Guide("", "", (Line("no plot", -2),))}, collected.groups)
    assert adopt(collected, new) == len(collected.groups)
    assert adopt(collected, new) == 0
    assert apply(collected, new).states == {"marked": 18}
    key = next(key for key in collected.groups if key[0] == Q)
    given = new.marks()[new.ids()[key]].settled
    assert given is not None
    assert (len(given.items), given.adjustment, given.comment) == (1, -0.5, "See the gap.")
    new.put(new.ids()[key], "Bea", Wanted(1, False))
    assert adopt(collected, new) == 0, "it was taken back"
    other.close()


def test_what_is_graded_anew_keeps_its_marks_and_what_is_handed_in_anew_does_not(
    collected: Collected, store: Store
) -> None:
    for number in store.ids().values():
        give(store, number)
    apply(collected, store)
    grade = collected.grades[0]
    folder = collected.folder(grade)
    regraded = replace(grade, score=1.0, questions=grade.questions[:1])
    marked = results.with_marks(regraded, folder)
    assert (marked.score or 0) == 1.0 + sum(mark.points for mark in marked.marks) > 1
    assert results.with_marks(replace(grade, digest="another"), folder).marks == ()


def test_a_folder_that_is_no_run_or_has_nothing_to_mark_is_refused(
    tmp_path: Path, out: Path
) -> None:
    with pytest.raises(AuthorError, match="has no run"):
        collect(tmp_path)
    run = json.loads((out / "run.json").read_text("utf-8"))
    run["manifest"]["questions"] = [q for q in run["manifest"]["questions"] if not q["manual"]]
    (out / "run.json").write_text(json.dumps(run))
    with pytest.raises(AuthorError, match="no written questions"):
        collect(out)
    (next(out.rglob("written.json"))).write_text("{}")


def test_a_damaged_answer_is_named(out: Path) -> None:
    (next(out.rglob("written.json"))).write_text('{"digest": 3}')
    with pytest.raises(AuthorError, match=r"written\.json.*--resume"):
        collect(out)


def test_the_command_applies_without_a_page(out: Path) -> None:
    collected = collect(out)
    database = Database.of_file(out / "marks.db")
    store = Store(database, "mnist_cnn")
    store.enter(collected.questions, {}, collected.groups)
    give(store, store.ids()[Q, "empty"]) if (Q, "empty") in store.ids() else give(
        store, next(iter(store.ids().values()))
    )
    database.close()
    done = torchgrade_here("mark", out, "--apply", cwd=COURSE)
    assert done.returncode == 0, done.stderr
    assert "answers of students are marked" in done.stdout
    assert any(grade["marks"] for grade in grades(out).values())


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--double", "many"], "--double many: expected a share"),
        (["--double", "120%"], "--double 120%: expected a share"),
        (["--database", "sqlite:////nowhere/marks.db"], "can't be opened"),
        (["--source", "/nowhere.ipynb"], "nowhere.ipynb"),
    ],
)
def test_options_that_can_not_be(out: Path, options: list[str], said: str) -> None:
    done = torchgrade_here("mark", out, "--apply", *options, cwd=COURSE)
    assert done.returncode == 2
    assert said in done.stderr


def test_without_the_lab_there_is_no_rubric_and_it_says_so(out: Path, tmp_path: Path) -> None:
    done = torchgrade_here("mark", out, "--apply", cwd=tmp_path)
    assert done.returncode == 0
    assert "no rubric" in done.stderr
