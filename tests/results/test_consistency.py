"""What a run's files say is refused where it can't be true; every writer can write the rest."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from tests.support.grades import BATCH, CONFIG, GRADE, MANIFEST
from torchgrade.errors import AuthorError
from torchgrade.exports import lines_of
from torchgrade.files.decoding import FormError, decoded
from torchgrade.records import (
    AnswerCell,
    Batch,
    Cause,
    CellOutput,
    Grade,
    Lateness,
    LikelyMistake,
    Manifest,
    Mark,
    Measured,
    Missing,
    Override,
    Person,
    Receipt,
)
from torchgrade.regrade import compare, open_run
from torchgrade.results import write_grade, write_submission
from torchgrade.results.consistency import check_batch, check_grade
from torchgrade.results.ledger import read_files
from torchgrade.results.marked import read_marks, write_marks
from torchgrade.results.merging import RunFile, Shard, merge, open_part, write_merged, write_run

QUESTION = replace(GRADE.questions[0], override=Override(0.0, "because", "me"))
RICH = replace(
    GRADE,
    score=1.0,
    max_score=9.0,
    unmarked=0.0,
    graded=1.0,
    questions=(QUESTION,),
    outputs=(CellOutput(1, "shown"),),
    members=(Person("Ada", "1", "ada@x.org", "A"),),
    late=True,
    attempt=1,
    submitted_at="2026-01-01T00:00:00+00:00",
    measured=(Measured("q1", 3, 5, "", 0.5),),
    answers=(AnswerCell("q1", 1, "x = 1", 1),),
    causes=(Cause(1, "it stopped", "x", ("x",), (2,), ("q1",)),),
    mistakes=(LikelyMistake("q1", ("a",), ("b",), True, "h", "g"),),
    marks=(Mark("q2", 1.0, 5.0, ("good",), "yes", "me"),),
    receipts=(
        Receipt("lab", "isolated", "b", "f", "s", "s", {"q1": "t"}, versions={"torch": "2"}),
    ),
    lateness=Lateness("2026-01-01", 60.0, 1, 0.1),
)
VALUES: tuple[Any, ...] = (
    *(
        None,
        "",
        "x",
        "\ud800",
        "ada",
        "q1",
        "graded",
        "rejected",
        "a\x1b[31m<b>\u202e=cmd()",
        "é" * 9_000,
    ),
    *(-1, 0, 1, 0.5, 9e14, -9e14, 5e-324, True, [], {}),
)


def mutants(data: Any) -> Iterator[Any]:
    """Yield copies of plain data in each of which one thing is another, gone or there twice."""
    for path in _paths(data):
        old = _at(data, path)
        for value in VALUES:
            yield _changed(data, path, value)
        if isinstance(old, list) and old:
            yield _changed(data, path, [*old, copy.deepcopy(old[0])])


def _paths(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in items if isinstance(data, (dict, list)) else ():
        yield from (
            _paths(value, (*path, key)) if isinstance(value, (dict, list)) else [(*path, key)]
        )


def _at(data: Any, path: tuple[Any, ...]) -> Any:
    for part in path:
        data = data[part]
    return data


def _changed(data: Any, path: tuple[Any, ...], value: Any) -> Any:
    made = copy.deepcopy(data)
    _at(made, path[:-1])[path[-1]] = value
    return made


def plain(record: Any) -> Any:
    return json.loads(json.dumps(asdict(record)))


def run(out: Path, batch: Batch, manifest: Manifest = MANIFEST) -> Path:
    """Write a run without looking at what it says."""
    out.mkdir()
    (out / "grades.json").write_text(json.dumps(asdict(batch)))
    write_run(out, RunFile("mark", manifest, ended=True, config=CONFIG))
    return out


def test_what_is_taken_every_writer_can_write(tmp_path: Path) -> None:
    taken, told = [], []
    for data in mutants(plain(RICH)):
        try:
            grade = decoded(data, Grade)
            check_grade(grade)
        except FormError as error:
            told.append(str(error))
            continue
        taken.append(replace(grade, submission=f"s{len(taken)}/{grade.submission[:9]}"))
    assert len(taken) > 300
    assert max(map(len, told)) < 500, "a file's text is quoted as a whole"
    assert all("expected" in text for text in told)
    # Two at a time are alike in all else, so a page of many shows what one of each would.
    batch = replace(BATCH, grades=tuple(taken), missing=(Missing("Dan"),))
    part = open_part(run(tmp_path / "run", batch))
    write_merged(merge([part]), "mark", tmp_path / "merged")
    assert (tmp_path / "merged" / "report.html").stat().st_size > 1_000
    lines_of(part.batch, 9)
    compare(open_run(tmp_path / "run"), open_run(tmp_path / "merged"))
    for grade in taken[::7]:
        write_submission(grade, MANIFEST, CONFIG, tmp_path / "each")


LIES: list[tuple[dict[str, Any], str]] = [
    ({"score": None}, r"grades\[0\]\.score: expected a number, since the status is graded, got"),
    ({"status": "rejected"}, "score: expected nothing, since the status is rejected, got 1.0"),
    ({"score": 99.0}, r"score: expected a number from 1 to 5, got 99\.0"),
    ({"score": -1.0}, "score: expected a number from 1 to 5, got -1"),
    ({"graded": 99.0}, "graded: expected a number from 1 to 5, got 99"),
    ({"max_score": -1.0}, "max_score: expected a number of at least 5, got -1"),
    ({"unmarked": -1.0}, "unmarked: expected"),
    ({"pending": -1.0}, "pending: expected"),
    ({"seconds": -1.0}, "seconds: expected"),
    ({"submission": "é" * 300}, "submission: expected parts of up to 255 bytes"),
    ({"lateness": Lateness("", 1.0, 1, 1.5)}, r"lateness\.share: expected a number from 0 to 1"),
    ({"lateness": Lateness("", 1.0, -1, 0.5)}, r"lateness\.days: expected"),
    ({"lateness": Lateness("", None, 1, 0.5)}, r"lateness\.seconds: expected a number, since"),
    ({"measured": (Measured("q1", 0, 0),)}, r"measured\[0\]\.images: expected a number from 1"),
    ({"measured": (Measured("q1", 6, 5),)}, r"measured\[0\]\.right: expected a number from 0 to 5"),
    ({"questions": (QUESTION, QUESTION)}, r"questions\[1\]\.name: expected another than that of"),
    ({"questions": (replace(QUESTION, score=5.0),)}, r"questions\[0\]\.score: expected a number"),
    ({"marks": (*RICH.marks, *RICH.marks)}, r"marks\[1\]\.question: expected another"),
    ({"marks": (replace(RICH.marks[0], max_score=-5.0),)}, r"marks\[0\]\.max_score: expected"),
]


@pytest.mark.parametrize(("changes", "said"), LIES)
def test_a_lie_is_named_with_its_file_and_field(
    tmp_path: Path, changes: dict[str, Any], said: str
) -> None:
    lie = replace(RICH, **changes)
    folder = run(tmp_path / "run", replace(BATCH, grades=(lie,)))
    for reader in (open_part, open_run):
        with pytest.raises(AuthorError, match=rf"grades\.json: .*{said}"):
            reader(folder)
    if "submission" not in changes:  # no file can have that name
        path = tmp_path / "one" / "submissions" / "x" / "grade.json"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps({"mark": "mark", **plain(lie)}))
        with pytest.raises(AuthorError, match=r"grade\.json: .*--resume` grades it again"):
            read_files(tmp_path / "one")


def test_two_grades_of_one_submission_are_named(tmp_path: Path) -> None:
    folder = run(tmp_path / "run", replace(BATCH, grades=(RICH, RICH)))
    with pytest.raises(AuthorError, match=r"grades\[1\]\.submission: expected another than that"):
        open_part(folder)
    write_grade(GRADE, "mark", tmp_path)
    [path] = (tmp_path / "submissions").rglob("grade.json")
    other = tmp_path / "submissions" / "bob" / "grade.json"
    other.parent.mkdir()
    other.write_bytes(path.read_bytes())
    with pytest.raises(AuthorError, match=r"two grade\.json in .* have the same submission"):
        read_files(tmp_path)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"questions": MANIFEST.questions[:1] * 2}, r"manifest\.questions\[1\]\.name: expected"),
        ({"leaderboard": {"Best": "q9"}}, r"manifest\.leaderboard\.Best: expected score, seconds"),
        ({"seconds": 0}, r"manifest\.seconds: expected a number from 1"),
        ({"memory_mb": -1}, r"manifest\.memory_mb: expected a number from 1"),
    ],
)
def test_a_manifest_that_nothing_could_be_graded_by_is_named(
    tmp_path: Path, changes: dict[str, Any], said: str
) -> None:
    folder = run(tmp_path / "run", BATCH, replace(MANIFEST, **changes))
    with pytest.raises(AuthorError, match=rf"run\.json: {said}"):
        open_part(folder)


@pytest.mark.parametrize("shard", [Shard(0, 1, ""), Shard(2, 1, ""), Shard(1, 10**12, "")])
def test_a_shard_that_there_is_not_is_named(tmp_path: Path, shard: Shard) -> None:
    folder = run(tmp_path / "run", BATCH)
    write_run(folder, RunFile("mark", MANIFEST, (shard,), ended=True))
    with pytest.raises(AuthorError, match=r"run\.json: shards\[0\]: expected a number from 1"):
        open_part(folder)


def test_what_people_and_plain_otter_may_do_is_no_lie() -> None:
    """People give more than a question has, and a case of plain otter's may cost points."""
    costs = replace(
        QUESTION,
        score=-1.0,
        override=None,
        cases=(replace(QUESTION.cases[0], status="passed", score=-1.0, max_score=-1.0),),
    )
    check_grade(replace(RICH, score=0.0, graded=None, questions=(costs,)))
    more, less = (replace(RICH.marks[0], points=points) for points in (5.5, -1.0))
    check_grade(replace(RICH, score=9.5, graded=9.5, marks=(more,)))
    check_grade(replace(RICH, score=-1.0, graded=-1.0, marks=(less,)))
    check_batch(BATCH)


def test_marks_that_contradict_themselves_are_named(tmp_path: Path) -> None:
    write_marks(GRADE, RICH.marks, tmp_path)
    assert read_marks(GRADE, tmp_path) == RICH.marks
    write_marks(GRADE, RICH.marks * 2, tmp_path)
    with pytest.raises(AuthorError, match=r"marks\.json: marks\[1\]\.question"):
        read_marks(GRADE, tmp_path)
