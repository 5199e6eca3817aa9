"""`grader.export`: the zip holds what stands on the page, and its gaps are named before."""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
import zipfile
from pathlib import Path

import nbformat
import numpy as np
import pytest
from nbformat import NotebookNode, v4
from safetensors.numpy import save_file

from tests.support.notebook_shell import Lab
from tests.support.two_questions import save
from torchgrade.student.export.report import Report
from torchgrade.student.export.zips import Packed
from torchgrade.student.saved import read_saved

DOUBLE = "def double(x):\n    return 2 * x"
TOTAL = "total = 3"


def answer_all(lab: Lab) -> None:
    """Answer and run everything, and save."""
    save(lab.path, DOUBLE, TOTAL, "It is twice.\n\nAlways.")
    for code in (nbformat.read(lab.path, 4).cells[0].source, DOUBLE, TOTAL):
        lab.run(code)
    saved_later(lab.path)


def saved_later(path: Path) -> None:
    os.utime(path, (time.time() + 60,) * 2)


def edit(lab: Lab, cell: int, **parts: object) -> None:
    book = nbformat.read(lab.path, 4)
    for name, value in parts.items():
        book.cells[cell][name] = value
    nbformat.write(book, lab.path)
    saved_later(lab.path)


def exported(folder: Path = Path()) -> list[Path]:
    return sorted(folder.glob("*.zip"))


def notebook_in(path: Path) -> NotebookNode:
    with zipfile.ZipFile(path) as archive:
        (name,) = (one for one in archive.namelist() if one.endswith(".ipynb"))
        return nbformat.reads(archive.read(name).decode(), 4)


def test_what_is_complete_is_exported_with_its_sizes_and_hash(lab: Lab) -> None:
    answer_all(lab)
    report = lab.export()
    (path,) = exported()
    assert report.startswith(f"Exported: {path} (")
    assert f"SHA-256: {hashlib.sha256(path.read_bytes()).hexdigest()}" in report
    assert re.search(r"^  two\.ipynb, \d\.\d kB$", report, re.MULTILINE)
    assert "although" not in report
    assert f'<a href="./{path}" download="{path}">' in lab.on_page[-1]["text/html"]


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("javascript:alert(1)<!--.zip", "./javascript%3Aalert%281%29%3C%21--.zip"),
        ("my #1?.zip", "./my%20%231%3F.zip"),
        ("//example.org/a.zip", "/example.org/a.zip"),
    ],
)
def test_a_link_to_the_zip_leads_to_a_file_whatever_it_is_called(name: str, address: str) -> None:
    report = Report("grader.export()", zip=Packed(name, 1, "", ()))
    assert f'<a href="{address}"' in report.shown()["text/html"]


@pytest.mark.parametrize(
    "book",
    [
        '{"cells": ' + "[" * 10**5,
        json.dumps({"cells": [{"cell_type": "markdown", "source": "# " + "`" * 10**5 + "a"}]}),
        json.dumps({"cells": [{"cell_type": "markdown", "source": "# a" + " " * 10**6 + "b"}]}),
    ],
)
def test_a_notebook_of_somebody_who_means_harm_is_soon_read(tmp_path: Path, book: str) -> None:
    (tmp_path / "lab.ipynb").write_text(book)
    saved = read_saved(tmp_path / "lab.ipynb")
    assert all(len(question.title) <= 300 for question in saved.questions)


def test_a_file_older_than_the_last_run_is_not_exported(lab: Lab) -> None:
    answer_all(lab)
    os.utime(lab.path, (time.time() - 500,) * 2)
    report = lab.export()
    assert "Nothing was exported yet of two.ipynb." in report
    assert "before the last cells ran. Save it (Ctrl+S, or Cmd+S on a Mac)" in report
    assert exported() == []


def test_the_page_saves_and_its_outputs_are_in_the_zip(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_all(lab)
    os.utime(lab.path, (time.time() - 500,) * 2)
    monkeypatch.setenv("JPY_SESSION_NAME", str(lab.path))
    lab.page = lab.path
    assert lab.export().startswith("Exported")
    shown = notebook_in(exported()[0]).cells[-1].outputs[0].data["text/plain"]
    assert shown.startswith("Saving the notebook; if this")


def test_a_copy_that_was_renamed_meanwhile_exports_itself(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_all(lab)
    copy = lab.path.with_name("my work.ipynb")
    save(copy, DOUBLE, TOTAL, "My own words.")
    monkeypatch.setenv("JPY_SESSION_NAME", str(lab.path.with_name("two-Copy1.ipynb")))
    lab.page = copy
    report = lab.export()
    (path,) = exported()
    assert path.name.startswith("my work_20")
    assert "This is my work.ipynb, the notebook that you ran, and not two.ipynb." in report
    assert "My own words." in [cell.source for cell in notebook_in(path).cells]


def test_vscode_says_which_notebook_it_is_and_asks_for_a_save(lab: Lab) -> None:
    answer_all(lab)
    copy = lab.path.parent / "elsewhere" / "copy.ipynb"
    copy.parent.mkdir()
    save(copy, DOUBLE, TOTAL, "My own words.")
    lab.run(f"__vsc_ipynb_file__ = {str(copy)!r}")
    lab.page = copy
    report = lab.export()
    assert "Exported: copy_20" in report
    assert "This is copy.ipynb" in report
    (path,) = exported(copy.parent)
    asked = notebook_in(path).cells[-1].outputs[0].data["text/plain"]
    assert asked.startswith("Save the notebook now (Ctrl+S, or Cmd+S on a Mac)")


def test_what_is_not_answered_is_named_before_a_zip_is_made(lab: Lab) -> None:
    saved_later(lab.path)
    report = lab.export()
    assert "- Not answered yet: Question 2. Twice; Question 10. The sum." in report
    assert "- The text is still empty: Question 11. In words." in report
    assert "(Question 2. Twice)" not in report, "nobody asks for a run of what is not there"
    assert report.endswith("new cell:\n  grader.export(pdf=False, anyway=True)")
    assert exported() == []


def test_it_is_exported_anyway_and_says_so(lab: Lab) -> None:
    saved_later(lab.path)
    report = lab.export(", anyway=True")
    assert "It was exported although:\n- Not answered yet" in report
    assert len(exported()) == 1


def test_a_cell_in_error_is_named(lab: Lab) -> None:
    answer_all(lab)
    failed = v4.new_output("error", ename="ValueError", evalue="no", traceback=[])
    edit(lab, 2, outputs=[failed], execution_count=7)
    assert "- In[7] (Question 2. Twice) ended in an error: ValueError: no" in lab.export()


def test_a_cell_that_is_not_what_was_run_is_named(lab: Lab) -> None:
    answer_all(lab)
    edit(lab, 2, source="def double(x):\n    return x + x", execution_count=3)
    report = lab.export()
    assert "since the kernel started: In[3] (Question 2. Twice). Run > Run All Cells" in report


def test_an_answer_whose_cell_is_gone_is_named_though_the_kernel_knows_it(lab: Lab) -> None:
    answer_all(lab)
    edit(lab, 2, source="print(double(3))")
    lab.run("print(double(3))")
    saved_later(lab.path)
    said = "- No cell defines double, which Question 2. Twice asks for."
    assert said in lab.export()
    for other in (
        "%time\nfor double in 3: 4",
        "if 1:\n    import os as double",
        "from os import *",
    ):
        edit(lab, 2, source=other)
        assert said not in lab.export()


def test_a_cell_that_is_what_was_run_before_the_last_time_is_named(lab: Lab) -> None:
    answer_all(lab)
    cell = nbformat.read(lab.path, 4).cells[2].id
    lab.run(DOUBLE, cell=cell)
    saved_later(lab.path)
    assert "Changed since" not in lab.export()
    lab.run("def double(x):\n    return x + x", cell=cell)
    saved_later(lab.path)
    assert "since the kernel started: a cell that was not run (Question 2. Twice)" in lab.export()


def test_cells_that_need_not_run_are_not_named(lab: Lab) -> None:
    answer_all(lab)
    book = nbformat.read(lab.path, 4)
    book.cells += [
        v4.new_code_cell("train_for_hours()", metadata={"tags": ["otter_ignore"]}),
        v4.new_code_cell("# nothing\n\n"),
    ]
    nbformat.write(book, lab.path)
    saved_later(lab.path)
    assert lab.export().startswith("Exported")


def test_earlier_zips_of_this_notebook_are_put_away(lab: Lab) -> None:
    answer_all(lab)
    earlier = [f"two_2026_01_0{day}T10_00_00_000000.zip" for day in range(1, 8)]
    others = ["two_data.zip", "two_more_2026_01_01T10_00_00_000000.zip"]
    for name in earlier + others:
        Path(name).write_bytes(b"")
    report = lab.export()
    assert "Earlier zips of this notebook are in earlier_exports." in report
    assert [path.name for path in exported(Path("earlier_exports"))] == earlier[-5:]
    (latest,) = (path for path in exported() if path.name not in others)
    assert zipfile.is_zipfile(latest)
    assert all(Path(name).exists() for name in others)


def with_weights(lab: Lab) -> None:
    """Make it a lab whose second question loads weights."""
    answer_all(lab)
    Path("lab.toml").write_text(
        'hand_in = ["weights"]\n[data]\ndataset = "mnist"\noffline = "digits"\n'
    )
    book = nbformat.read(lab.path, 4)
    book.metadata["otter"]["tests"]["q10_total"] = """
from otter.test_files import test_case
OK_FORMAT = False
name = "q10_total"
points = 2

@test_case(points=0, hidden=False)
def test_weights_fit(total):
    class weights:
        def load_handed_in(model, name, choice):
            assert total == 3, "weights/two_mnist.safetensors does not fit the model"
    weights.load_handed_in(None, "two", None)
"""
    nbformat.write(book, lab.path)
    saved_later(lab.path)
    lab.run(f"grader = otter.Notebook({str(lab.path)!r})")
    Path("weights").mkdir()


def store(dataset: str = "mnist", **tensors: np.ndarray) -> None:
    save_file(tensors, "weights/two_mnist.safetensors", {"dataset": dataset})


WEIGHTS = ', files=["weights"]'


def test_weights_that_are_missing_are_named(lab: Lab) -> None:
    with_weights(lab)
    report = lab.export(WEIGHTS)
    assert "- The folder weights is empty." in report
    assert "- weights/two_mnist.safetensors is missing: Question 10. The sum asks for it." in report
    assert "grader.export(pdf=False, files=['weights'], anyway=True)" in report


def test_weights_that_fit_are_exported(lab: Lab) -> None:
    with_weights(lab)
    store(a=np.ones(3))
    report = lab.export(WEIGHTS)
    assert report.startswith("Exported")
    assert "  weights/two_mnist.safetensors, " in report


def test_weights_that_do_not_fit_are_named(lab: Lab) -> None:
    with_weights(lab)
    store(a=np.ones(3))
    lab.run("total = 4")
    saved_later(lab.path)
    said = "weights/two_mnist.safetensors: weights/two_mnist.safetensors does not fit the model"
    assert said in lab.export(WEIGHTS)
    lab.run("del total")
    assert "whether it fits was not tried, since total is not defined" in lab.export(WEIGHTS)


@pytest.mark.parametrize(
    ("write", "said"),
    [
        (lambda path: path.write_bytes(b"PK\x03\x04"), "is damaged, or no file that torchgrade"),
        (lambda path: store(), "has no weights in it."),
        (lambda path: store("digits", a=np.ones(1)), "was trained on digits, not on mnist."),
    ],
)
def test_files_that_are_no_weights_are_named(lab: Lab, write: object, said: str) -> None:
    with_weights(lab)
    write(Path("weights/two_mnist.safetensors"))  # type: ignore[operator]
    report = lab.export(WEIGHTS)
    assert said in report
    assert exported() == []


def test_files_that_no_system_takes_are_named(lab: Lab) -> None:
    with_weights(lab)
    store(a=np.ones(3))
    with open("weights/more", "wb") as file:
        file.truncate(200 * 2**20)
    assert "The files have 200 MB together." in lab.export(WEIGHTS)


def test_a_file_of_the_call_that_is_not_there_is_named(lab: Lab) -> None:
    answer_all(lab)
    assert "- notes.md is not there." in lab.export(', files=["notes.md"]')


def test_settings_that_are_damaged_are_named(lab: Lab) -> None:
    with_weights(lab)
    Path("lab.toml").write_text("data = 3")
    assert "lab.toml: data: expected a table [data], got 3. Unpack this file" in lab.export(WEIGHTS)
