"""The page that explains a question to staff: its failed tests beside the student's cell."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.grades import BATCH, EVIL, GRADE, MANIFEST
from torchgrade.records import AnswerCell
from torchgrade.results import explain_question, explanation, report

TESTS = """\
from otter.test_files import test_case

def helper():
    return "shared"

@test_case(points=1)
def test_a(x):
    assert x == 1

@test_case(points=3, hidden=True)
def test_b(x):
    assert x == 2
"""


def page(folder: Path, source: str) -> str:
    (folder / "tests").mkdir()
    (folder / "tests" / "q1.py").write_text(source)
    cells = (AnswerCell("q1", 7, f"x = '{EVIL}'", 1), AnswerCell("q2", 9, "OTHER", 1))
    right = replace(GRADE.questions[0].cases[0], status="passed")
    question = replace(GRADE.questions[0], cases=(right, GRADE.questions[0].cases[1]))
    grade = replace(GRADE, answers=cells, questions=(question,))
    explain_question(grade, {("q1", 1): "wanted = 2"}, "q1", folder, folder)
    return explanation(folder, grade, "q1").read_text()


def test_each_failed_test_has_its_own_source_and_the_cell_is_beside_it(tmp_path: Path) -> None:
    text = page(tmp_path, TESTS)
    failed = text.split("q1 - 2")[1].split("</section>")[0]
    assert "def test_b" in failed
    assert "def test_a" not in failed
    assert "wanted = 2" in failed
    assert "1 of 2 tests passed" in text
    assert "Cell 7" in text
    assert "OTHER" not in text
    assert EVIL not in text
    assert "shared" in text.split("All tests of the question")[1]


def test_where_it_differs_is_open_and_the_frames_are_folded(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "q1.py").write_text(TESTS)
    said = "Of 4, 1 differ; the most:\n\nIn the test:\nwanted = tensor([1, 2, 3, 4])"
    explain_question(GRADE, {("q1", 1): said}, "q1", tmp_path, tmp_path)
    text = explanation(tmp_path, GRADE, "q1").read_text()
    folded = [part.split("</details>")[0] for part in text.split("<details>")[1:]]
    assert "Of 4, 1 differ" in text
    assert not any("Of 4, 1 differ" in part for part in folded)
    assert any("wanted = tensor" in part for part in folded)


@pytest.mark.parametrize("source", ["", "not python:", "test = {'suites': []}"])
def test_where_tests_can_not_be_told_apart_the_file_is_shown_whole(
    source: str, tmp_path: Path
) -> None:
    text = page(tmp_path, source)
    assert "<summary>The test</summary>" not in text
    assert "wanted = 2" in text


def test_the_report_links_the_pages_that_there_are() -> None:
    text = report(BATCH, MANIFEST, [(GRADE.submission, "q1")])
    assert f'href="submissions/{GRADE.submission}/explain-q1.html"' in text
    assert "explain" not in report(BATCH, MANIFEST).split("<tbody>")[1]
