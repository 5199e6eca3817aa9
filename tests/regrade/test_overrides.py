"""Points given by hand: a file is read strictly, and grades keep what tests gave beside them."""

from __future__ import annotations

import contextlib
import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.grades import CONFIG, GRADE, MANIFEST, REJECTED, UNGRADED
from torchgrade.errors import AuthorError
from torchgrade.records import Batch, ForeignSpec, Grade, Mark, Override, Person
from torchgrade.regrade import Overrides, as_graded, overrides_of, read_overrides
from torchgrade.results import feedback, report, to_gradescope
from torchgrade.results.marked import with_marks, without_marks, write_marks
from torchgrade.results.writer import grades_csv

HEAD = "student,question,points,reason,who\n"
ADA = replace(GRADE, student="Ada", sid="a1")


def settled(tmp_path: Path, *rows: str, grades: tuple[Grade, ...] = (ADA,)) -> Overrides:
    path = tmp_path / "overrides.csv"
    path.write_text(HEAD + "\n".join(rows), encoding="utf-8")
    return overrides_of(path, MANIFEST, grades)


@pytest.mark.parametrize("student", ["ada/lab.ipynb", "Ada", "ada", "A1", "'ada/lab.ipynb"])
def test_a_row_changes_the_points_and_keeps_those_of_the_tests(
    tmp_path: Path, student: str
) -> None:
    overrides = settled(tmp_path, f"{student},q1,3,the test was wrong,Kim")
    grade = overrides.on(ADA, MANIFEST)
    [question] = grade.questions
    assert (grade.score, grade.graded) == (3, 0)
    assert (question.score, question.graded, question.cases) == (3, 0, ADA.questions[0].cases)
    assert question.override == Override(0, "the test was wrong", "Kim")
    assert as_graded(grade, MANIFEST) == ADA
    assert overrides.on(REJECTED, MANIFEST) is REJECTED


def test_pending_points_come_back_with_the_row_gone(tmp_path: Path) -> None:
    question = replace(ADA.questions[0], pending=3)
    open_grade = replace(ADA, questions=(question,), pending=3)
    grade = settled(tmp_path, "Ada,q1,2,seen by me,Kim").on(open_grade, MANIFEST)
    assert (grade.score, grade.pending) == (2, 0)
    assert as_graded(grade, MANIFEST) == open_grade


def test_the_total_goes_by_otters_rules_where_there_are_any(tmp_path: Path) -> None:
    foreign = replace(MANIFEST, foreign=ForeignSpec(score_threshold=0.5, points_possible=10))
    overrides = settled(tmp_path, "Ada,q1,3,fair,Kim")
    assert overrides.on(ADA, foreign).score == 10


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["zed,q1,1,r,w"], "row 2, student: nobody is called 'zed'"),
        (["Adaa,q1,1,r,w"], "row 2, student: nobody is called 'Adaa' (did you mean 'ada'?)"),
        (["Ada,q9,1,r,w"], "row 2, question: there is no 'q9': expected one of q1, q2"),
        (["Ada,q2,1,r,w"], "row 2, question: q2 is marked by a person"),
        (["Ada,q1,4.5,r,w"], "row 2, points: expected 0 to 4 for q1, got 4.5"),
        (["Ada,q1,-1,r,w"], "row 2, points: expected 0 to 4 for q1, got -1"),
        (["Ada,q1,many,r,w"], "row 2, points: expected a number such as 2.5, got 'many'"),
        (['Ada,q1,"2,5",r,w'], "row 2, points: expected a number such as 2.5, got '2,5'"),
        (["Ada,q1,nan,r,w"], "row 2, points: expected a number"),
        (["Ada,q1,1e400,r,w"], "row 2, points: expected a number"),
        (["Ada,q1,,r,w"], "row 2, points: is empty"),
        (["Ada,q1,1,,w"], "row 2, reason: is empty: expected a sentence for the student"),
        (["Ada,q1,1, ,w"], "row 2, reason: is empty"),
        (["Ada,q1,1,r,"], "row 2, who: is empty"),
        ([",q1,1,r,w"], "row 2, student: is empty"),
        (["Ada,q1,1,r,w,x"], "row 2: expected 5 cells, got 6"),
        (["Ada,q1"], "row 2, points: is empty"),
        (["Ada,q1,1,r,w", "", "a1,q1,2,r,w"], "row 4: q1 of ada/lab.ipynb is already in row 2"),
        (['Ada,q1,1,"two\nlines",w', "zed,q1,1,r,w"], "row 4, student: nobody"),
        (['Ada,q1,1,"open'], "row 2: unexpected end of data"),
    ],
)
def test_what_is_wrong_is_named_by_row_and_column(
    tmp_path: Path, rows: list[str], said: str
) -> None:
    with pytest.raises(AuthorError) as error:
        settled(tmp_path, *rows)
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty: expected a first row with student, question, points, reason, who"),
        ("student,question,points,reason\n", "row 1: no column who"),
        ("student,question,points,reson,who\n", "unknown column 'reson' (did you mean 'reason'?)"),
        ("student,question,points,reason,who,who\n", "row 1: a column occurs twice"),
        ("Ada,q1,1,r,w\n", "row 1: unknown column 'ada'"),
        ("PK\x03\x04", "is a spreadsheet's own file: save it as CSV"),
    ],
)
def test_another_table_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "overrides.csv"
    path.write_text(text)
    with pytest.raises(AuthorError) as error:
        read_overrides(path)
    assert said in str(error.value)


def test_all_problems_are_told_at_once_and_no_file_is_one(tmp_path: Path) -> None:
    with pytest.raises(AuthorError) as error:
        settled(tmp_path, "zed,q9,9,r,w", "Ada,q1,9,r,w", *["x,q1,1,r,w"] * 30)
    text = str(error.value)
    assert text.index("row 2, question") < text.index("row 2, student") < text.index("row 3")
    assert text.endswith("and 13 more")
    with pytest.raises(AuthorError, match="can't be read: No such file"):
        read_overrides(tmp_path / "none.csv")


@pytest.mark.parametrize(
    "content",
    [
        "\ufeffWho;Reason;Points;Question;Student\r\nKim;ü, fair;2.5;q1;Ada\r\n".encode(),
        "sep=;\r\nwho;reason;points;question;student;;\r\nKim;ü, fair;2.5;q1;Ada;;\r\n".encode(),
        "student\tquestion\tpoints\treason\twho\nAda\tq1\t2.5\tü, fair\tKim\n".encode("utf-16"),
        b'student,question,points,reason,who\n\nAda,q1,2.5,"\xfc, fair",Kim\n',
    ],
)
def test_spreadsheets_write_it_as_they_like(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "overrides.csv"
    path.write_bytes(content)
    [row] = read_overrides(path)
    assert (row.student, row.question, row.points) == ("Ada", "q1", 2.5)
    assert (row.reason, row.who) == ("ü, fair", "Kim")


@given(content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_bytes_end_in_another_error(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / "overrides.csv"
    for text in (content, HEAD.encode() + content):
        path.write_bytes(text)
        with contextlib.suppress(AuthorError):
            overrides_of(path, MANIFEST, (ADA,))


def test_all_attempts_of_a_student_are_meant_and_of_two_students_none(tmp_path: Path) -> None:
    first, second = (replace(ADA, submission=name) for name in ("1.ipynb", "2.ipynb"))
    overrides = settled(tmp_path, "Ada,q1,3,r,w", grades=(first, second))
    assert [overrides.on(one, MANIFEST).score for one in (first, second)] == [3, 3]
    other = replace(second, sid="b2")
    with pytest.raises(AuthorError, match=r"'Ada' may be 1\.ipynb, 2\.ipynb: name the submission"):
        settled(tmp_path, "Ada,q1,3,r,w", grades=(first, other))
    nobody = [replace(one, sid="") for one in (first, second)]
    with pytest.raises(AuthorError, match="may be"):
        settled(tmp_path, "Ada,q1,3,r,w", grades=tuple(nobody))
    group = replace(first, members=(Person("Ada", "a1"), Person("Bob", "b1", "bob@x.edu")))
    overrides = settled(tmp_path, "BOB@x.edu,q1,3,r,w", grades=(group,))
    assert overrides.on(group, MANIFEST).score == 3


def test_what_has_no_scores_is_told(tmp_path: Path) -> None:
    rows = [f"{one.submission},q1,3,r,w" for one in (ADA, REJECTED, UNGRADED)]
    overrides = settled(tmp_path, *rows, grades=(ADA, REJECTED, UNGRADED))
    one, other = overrides.not_on((ADA, REJECTED, UNGRADED))
    assert "row 3 of the overrides changes nothing: bob.zip was rejected" in one
    assert "row 4 of the overrides changes nothing: cy.ipynb is ungraded" in other


@pytest.fixture
def changed(tmp_path: Path) -> Grade:
    return settled(tmp_path, "Ada,q1,3,<b>the test</b> was wrong,Kim").on(ADA, MANIFEST)


def test_a_student_reads_why_and_not_by_whom(changed: Grade) -> None:
    page = feedback(changed, MANIFEST)
    said = "Changed by hand: 3 of 4 points in place of 0. &lt;b&gt;the test&lt;/b&gt; was wrong"
    assert said in page
    assert "Kim" not in page
    result = to_gradescope(changed, CONFIG)
    assert result is not None
    [entry] = [test for test in result["tests"] if test["name"] == "q1"]
    assert (entry["score"], entry["max_score"]) == (3, 4)
    assert entry["output"].startswith("Changed by hand: 3 of 4 points in place of 0. <b>the")
    assert entry["output_format"] == "text"
    shown = [test for test in result["tests"] if test["visibility"] == "visible"]
    assert not any("by hand" in test.get("output", "") for test in shown), "as the score itself"


def test_who_has_all_points_by_hand_reads_no_reproach_of_the_test(tmp_path: Path) -> None:
    fair = settled(tmp_path, "Ada,q1,4,the test was wrong,Kim").on(ADA, MANIFEST)
    partly = settled(tmp_path, "Ada,q1,2,half right,Kim").on(ADA, MANIFEST)
    assert "look at b" not in feedback(fair, MANIFEST)
    assert "look at b" in feedback(partly, MANIFEST)


def test_points_that_were_taken_show_though_all_tests_passed() -> None:
    question = GRADE.questions[0]
    passed = tuple(replace(case, status="passed", score=case.max_score) for case in question.cases)
    override = Override(4, "copied", "Kim")
    question = replace(question, score=1, cases=passed, override=override)
    page = feedback(replace(GRADE, score=1, graded=4, questions=(question,)), MANIFEST)
    assert "Changed by hand: 1 of 4 points in place of 4. copied" in page
    assert "All points in" not in page


def test_staff_sees_both_and_by_whom(changed: Grade) -> None:
    batch = Batch("lab", "isolated", "", {}, (changed, replace(ADA, submission="bob")))
    ada, bob = csv.DictReader(io.StringIO(grades_csv(batch, MANIFEST), newline=""))
    assert (ada["score"], ada["graded_score"], ada["q1"]) == ("3", "0", "3")
    assert ada["changed_by_hand"] == "q1: 3 in place of 0 (Kim: <b>the test</b> was wrong)"
    assert (bob["score"], bob["graded_score"], bob["changed_by_hand"]) == ("0", "0", "")
    page = report(batch, MANIFEST)
    assert "✎ q1: 3 in place of 0 (Kim: &lt;b&gt;the test&lt;/b&gt; was wrong)" in page
    assert "1 of them have points that a person gave" in page
    assert 'data-state="graded changed-by-hand"' in page


def test_marks_of_written_answers_are_in_both_scores(changed: Grade, tmp_path: Path) -> None:
    write_marks(changed, [Mark("q2", 2, 5)], tmp_path)
    marked = with_marks(changed, tmp_path)
    assert (marked.score, marked.graded) == (5, 2)
    assert without_marks(marked) == changed
