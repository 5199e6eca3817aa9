"""What a student hands in is taken in safely, or refused with a message for the student."""

from __future__ import annotations

import contextlib
import io
import json
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from torchgrade import notebook as nb
from torchgrade.errors import SubmissionError
from torchgrade.grade import Submission
from torchgrade.grade.intake import Intake, take_in
from torchgrade.notes import Note
from torchgrade.records import CaseSpec, Manifest, QuestionSpec

MANIFEST = Manifest(
    lab="lab",
    title="A lab",
    stamp="abc123",
    questions=(QuestionSpec("q1", 2, cases=(CaseSpec("q1 - 1", "test_a", False, 2),)),),
    hand_in=("weights",),
)


def notebook(**metadata: Any) -> bytes:
    cells = [nbformat.v4.new_code_cell('grader.check("q1")')]
    made = nbformat.v4.new_notebook(cells=cells)
    made.metadata.update(
        {"otter": {"assignment_name": "lab"}, "torchgrade": {"lab": "lab", "stamp": "abc123"}}
    )
    made.metadata.update(metadata)
    return json.dumps(made).encode()


def zipped(
    files: dict[str, bytes], change: Callable[[zipfile.ZipInfo], None] | None = None
) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            if change:
                change(info)
            archive.writestr(info, content)
    return buffer.getvalue()


def take(tmp_path: Path, name: str, content: bytes) -> Intake:
    path = tmp_path / name
    path.write_bytes(content)
    folder = tmp_path / "work"
    folder.mkdir(exist_ok=True)
    return take_in(Submission(path, name), MANIFEST, folder)


def refused(tmp_path: Path, name: str, content: bytes) -> str:
    with pytest.raises(SubmissionError) as caught:
        take(tmp_path, name, content)
    return str(caught.value)


def test_a_notebook_is_taken_in_with_its_release(tmp_path: Path) -> None:
    taken = take(tmp_path, "ada.ipynb", notebook())
    assert (taken.release, taken.flags) == ("abc123", ())
    assert [path.name for path in taken.folder.iterdir()] == ["lab.ipynb"]


def test_an_export_is_taken_in_with_what_the_lab_asks_for_and_nothing_else(tmp_path: Path) -> None:
    files = {
        "lab.ipynb": notebook(),
        "weights/w.safetensors": b"w",
        "beside.safetensors": b"b",
        ".OTTER_LOG": b"a pickle",
        "numpy.py": b"evil = True",
        "otter/__init__.py": b"",
        "__zip_filename__": b"x.zip",
    }
    taken = take(tmp_path, "ada.zip", zipped(files))
    found = sorted(
        p.relative_to(taken.folder).as_posix() for p in taken.folder.rglob("*") if p.is_file()
    )
    assert found == ["beside.safetensors", "lab.ipynb", "weights/w.safetensors"]


def test_a_zipped_folder_is_taken_in_as_well(tmp_path: Path) -> None:
    files = {"my work/lab.ipynb": notebook(), "my work/weights/w.safetensors": b"w"}
    taken = take(tmp_path, "ada.zip", zipped(files))
    assert (taken.folder / "weights" / "w.safetensors").read_bytes() == b"w"


def test_an_older_release_is_flagged(tmp_path: Path) -> None:
    older = notebook(torchgrade={"stamp": "000000"})
    taken = take(tmp_path, "ada.ipynb", older)
    assert taken.release == "000000"
    [flag] = taken.flags
    assert "another release" in flag
    assert taken.notes == (Note.ANOTHER_RELEASE.text(),), "the stamp is whatever was handed in"


def test_missing_metadata_is_mended_where_the_questions_tell_the_lab(tmp_path: Path) -> None:
    taken = take(tmp_path, "ada.ipynb", notebook(otter={}, torchgrade={}))
    assert any("recognised by its questions" in flag for flag in taken.flags)
    assert nb.read(taken.folder / "lab.ipynb").metadata["otter"]["assignment_name"] == "lab"


def test_outputs_are_dropped(tmp_path: Path) -> None:
    content = json.loads(notebook())
    content["cells"][0]["outputs"] = [
        {"output_type": "stream", "name": "stdout", "text": "x" * 1000}
    ]
    taken = take(tmp_path, "ada.ipynb", json.dumps(content).encode())
    assert taken.notebook.cells[0].outputs == []


def test_duplicate_cell_ids_and_nbformat_3_are_read(tmp_path: Path) -> None:
    content = json.loads(notebook())
    content["cells"] = [content["cells"][0], dict(content["cells"][0])]
    taken = take(tmp_path, "ada.ipynb", json.dumps(content).encode())
    assert len({cell.id for cell in taken.notebook.cells}) == 2
    old = {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {"name": ""},
        "worksheets": [
            {"cells": [{"cell_type": "code", "input": 'grader.check("q1")', "language": "python",
                        "outputs": [], "metadata": {}}], "metadata": {}}
        ],
    }  # fmt: skip
    taken = take(tmp_path, "old.ipynb", json.dumps(old).encode())
    assert nb.source(taken.notebook.cells[0]) == 'grader.check("q1")'


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.ipynb", b"{broken", "not valid JSON"),
        ("a.ipynb", b"\xff\xfe", "not UTF-8"),
        ("a.ipynb", b"[]", "not a Jupyter notebook"),
        ("a.ipynb", b"{}", "not a Jupyter notebook"),
        ("a.ipynb", b"[" * 100_000, "nested too deeply"),
        ("a.ipynb", b'{"cells": 3, "nbformat": 4, "metadata": {}}', "not a Jupyter notebook"),
        ("a.ipynb", notebook(otter={"assignment_name": "other"}), "expected 'lab'"),
        ("a.zip", b"PK not a zip", "not a zip"),
        ("a.zip", zipped({"a.txt": b""}), "no notebook"),
        ("a.zip", zipped({"a.ipynb": b"{}", "b.ipynb": b"{}"}), "2 notebooks"),
        ("a.zip", zipped({"../lab.ipynb": notebook()}), "outside of its folder"),
        ("a.zip", zipped({"/lab.ipynb": notebook()}), "outside of its folder"),
        ("a.zip", zipped({"..\\lab.ipynb": notebook()}), "outside of its folder"),
        ("a.zip", zipped({"C:\\lab.ipynb": notebook()}), "outside of its folder"),
        ("a.zip", zipped({f"{i}.txt": b"" for i in range(5001)}), "at most 5000"),
    ],
)
def test_bad_input_is_refused_with_the_reason(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    assert words in refused(tmp_path, name, content)
    assert not [path for path in (tmp_path / "work").rglob("*") if path.is_file()]


def test_a_notebook_of_nothing_of_ours_is_refused(tmp_path: Path) -> None:
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 + 1")])
    assert "checks no question" in refused(tmp_path, "a.ipynb", json.dumps(made).encode())


def test_a_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    def link(info: zipfile.ZipInfo) -> None:
        info.external_attr = (stat.S_IFLNK | 0o777) << 16

    assert "link" in refused(tmp_path, "a.zip", zipped({"lab.ipynb": b"/etc/passwd"}, link))


def test_a_huge_notebook_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    with path.open("wb") as file:
        file.truncate(nb.MAX_BYTES + 1)
    (tmp_path / "work").mkdir()
    with pytest.raises(SubmissionError, match="larger than the 64 MB"):
        take_in(Submission(path, "a.ipynb"), MANIFEST, tmp_path / "work")


def test_a_zip_bomb_is_refused_by_what_it_unpacks_to(tmp_path: Path) -> None:
    zeros = bytes(2**20)
    bomb = zipped({"lab.ipynb": notebook(), **{f"weights/{i}": zeros for i in range(513)}})
    assert len(bomb) < 2**20
    assert "unpacks to" in refused(tmp_path, "a.zip", bomb)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=300), st.sampled_from(["a.ipynb", "a.zip"]), st.booleans())
def test_no_bytes_make_anything_but_a_refusal(
    tmp_path: Path, content: bytes, name: str, damage: bool
) -> None:
    if damage:
        good = notebook() if name.endswith("ipynb") else zipped({"lab.ipynb": notebook()})
        middle = len(good) // 2
        content = good[:middle] + content + good[middle + 1 :]
    with contextlib.suppress(SubmissionError):
        take(tmp_path, name, content)
