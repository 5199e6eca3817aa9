"""Runs put together: nothing of them is lost, and what contradicts itself is named."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.support.grades import BATCH, GRADE, MANIFEST
from torchgrade.errors import AuthorError
from torchgrade.records import NotTaken, SimilarWeights
from torchgrade.results import write_batch, write_grade
from torchgrade.results.merging import (
    Part,
    RunFile,
    Shard,
    merge,
    open_part,
    write_merged,
    write_run,
)

HANDS_IN = replace(MANIFEST, hand_in=("weights",))


def part(out: Path, *names: str, mark: str = "mark", shards: Any = (), **changes: Any) -> Part:
    """A run that has graded these submissions, as it lies on the disk."""
    grades = tuple(replace(GRADE, submission=name, **changes) for name in names)
    pairs = tuple(
        SimilarWeights(one, other, "w", "w", identical=True, cosine=1.0)
        for one, other in itertools.pairwise(names)
    )
    others = (NotTaken("notes.txt", "it is no notebook"), NotTaken("zed", "a folder"))
    batch = replace(BATCH, grades=grades, similar=pairs, not_taken=others)
    for grade in grades:
        write_grade(grade, mark, out)
    write_batch(batch, HANDS_IN, out)
    write_run(out, RunFile(mark, HANDS_IN, shards, ended=True))
    return open_part(out)


def test_all_grades_pairs_and_leftovers_are_there_once(tmp_path: Path) -> None:
    one = part(tmp_path / "1", "ada", "cyd")
    two = part(tmp_path / "2", "bob", "zed")
    merged = merge([two, one])
    assert [grade.submission for grade in merged.batch.grades] == ["ada", "bob", "cyd", "zed"]
    assert [thing.name for thing in merged.batch.not_taken] == ["notes.txt"], "zed is graded"
    assert [(pair.first, pair.second) for pair in merged.batch.similar] == [
        ("ada", "cyd"), ("bob", "zed"),
    ]  # fmt: skip
    [sentence] = merged.batch.unknown
    assert "Weights were compared within each of the runs" in sentence
    out = tmp_path / "all"
    write_merged(merged, "mark", out)
    for name, folder in (("ada", "1"), ("bob", "2")):
        path = Path("submissions") / name / "grade.json"
        assert (out / path).read_bytes() == (tmp_path / folder / path).read_bytes()
    assert sentence in (out / "report.html").read_text()
    assert len((out / "grades.csv").read_text().splitlines()) == 5
    assert len((out / "similar_weights.csv").read_text().splitlines()) == 3
    assert merge([open_part(out)]).batch == merged.batch, "what was merged can be merged"
    with pytest.raises(AuthorError, match="is not empty"):
        write_merged(merged, "mark", out)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"digest": "other"}, "graded different files"),
        ({"score": 1.0}, "say 4 and 1"),
        ({"status": "ungraded", "score": None}, "say 4 and ungraded"),
        ({"questions": ()}, "by other cases"),
    ],
)
def test_a_submission_that_was_graded_twice_and_not_alike_is_named(
    tmp_path: Path, changes: dict[str, Any], said: str
) -> None:
    base = {"score": 4.0, "digest": "one"}
    one = part(tmp_path / "1", "ada", "bob", **base)
    two = part(tmp_path / "2", "bob", "cyd", **{**base, **changes})
    with pytest.raises(AuthorError, match=rf"--prefer DIR(.|\n)*  bob: .*{said}") as error:
        merge([one, two])
    assert "ada" not in str(error.value)
    for wanted in (one, two):
        merged = merge([one, two], wanted.folder)
        [bob] = [grade for grade in merged.batch.grades if grade.submission == "bob"]
        [meant] = [grade for grade in wanted.batch.grades if grade.submission == "bob"]
        assert bob == meant
        pairs = {(pair.first, pair.second) for pair in merged.batch.similar}
        assert pairs == {(p.first, p.second) for p in wanted.batch.similar}, "of another bob"


def test_the_same_grade_twice_is_no_conflict_whatever_time_it_took(tmp_path: Path) -> None:
    one = part(tmp_path / "1", "ada", seconds=1.0)
    two = part(tmp_path / "2", "ada", seconds=2.0, isolation=("uid 5",))
    assert [grade.seconds for grade in merge([one, two]).batch.grades] == [1.0]


def test_who_prefers_a_run_that_has_it_not_is_told_of_the_conflict(tmp_path: Path) -> None:
    runs = [part(tmp_path / str(n), name, score=n) for n, name in enumerate(["ada", "ada", "bob"])]
    with pytest.raises(AuthorError, match="ada"):
        merge(runs, tmp_path / "2")


def test_no_link_of_a_run_leads_out_of_it(tmp_path: Path) -> None:
    """A run may come from another machine: what it links to here is not for students."""
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "feedback.html").write_text("a secret")
    one = part(tmp_path / "one", "ada", "bob")
    ada, bob = (one.folder / "submissions" / name for name in ("ada", "bob"))
    (ada / "feedback.html").symlink_to(tmp_path / "home" / "feedback.html")
    bob.rename(tmp_path / "gone")
    bob.symlink_to(tmp_path / "home")
    write_merged(merge([one]), "mark", tmp_path / "out")
    assert (tmp_path / "out" / "submissions" / "ada" / "grade.json").is_file()
    assert "a secret" not in [path.read_text() for path in (tmp_path / "out").rglob("*.html")]


def test_a_pair_of_which_one_is_not_there_is_left_out(tmp_path: Path) -> None:
    one = part(tmp_path / "one", "ada", "bob")
    pair = replace(one.batch.similar[0], second="nobody")
    lying = replace(one, batch=replace(one.batch, similar=(pair, *one.batch.similar)))
    assert merge([lying]).batch.similar == one.batch.similar


def test_other_autograders_are_not_put_together(tmp_path: Path) -> None:
    runs = [part(tmp_path / mark, mark, mark=mark) for mark in ("one", "other")]
    with pytest.raises(AuthorError, match=r"was graded by 'one', .* by 'other'"):
        merge(runs)


def test_shards_that_are_missing_or_of_another_class_are_named(tmp_path: Path) -> None:
    def shard(number: int, names: str = "x") -> Part:
        shards = (Shard(number, 3, names),)
        return part(tmp_path / f"{number}{names}", f"s{number}{names}", shards=shards)

    assert merge([shard(1), shard(2), shard(3)]).problems == ()
    assert merge([shard(1), shard(3)]).problems == ("not among these runs: shard 2/3",)
    problems = merge([shard(1), shard(3), shard(2, "y")]).problems
    assert any("different lists of submissions" in problem for problem in problems)


def test_a_run_that_has_not_ended_or_is_none_is_refused(tmp_path: Path) -> None:
    part(tmp_path / "1", "ada")
    path = tmp_path / "1" / "run.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "ended": False}))
    with pytest.raises(AuthorError, match=r"has not come to its end.*--resume"):
        open_part(tmp_path / "1")
    path.write_text("{}")
    with pytest.raises(AuthorError, match=r"run\.json: .*another torchgrade's"):
        open_part(tmp_path / "1")
    with pytest.raises(AuthorError, match="has no run"):
        open_part(tmp_path)
