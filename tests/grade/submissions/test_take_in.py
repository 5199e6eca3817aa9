"""What a student hands in is taken in safely, or refused with a message for the student."""

from __future__ import annotations

import contextlib
import errno
import io
import json
import os
import shutil
import socket
import stat
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.handed import MANIFEST, notebook
from torchgrade import notebook as nb
from torchgrade.bundle.otter_config import OtterConfig
from torchgrade.engine.supervisor.cells import cells_of
from torchgrade.errors import SubmissionError
from torchgrade.files.hashing import digest_of
from torchgrade.grade import Submission
from torchgrade.grade.submissions.take_in import TakenIn, take_in
from torchgrade.notes import Note


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


def take(tmp_path: Path, name: str, content: bytes) -> TakenIn:
    path = tmp_path / name
    path.write_bytes(content)
    folder = tmp_path / "work"
    folder.mkdir(exist_ok=True)
    for left in folder.iterdir():  # of the one before
        left.unlink() if left.is_file() else shutil.rmtree(left)
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


TEXT = notebook().decode().replace("grader.check", "x = 1\\ngrader.check")
BOOK = TEXT.encode()
MACS = {"__MACOSX/._lab.ipynb": b"x", "._lab.ipynb": b"x", "lab.ipynb": BOOK}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("lab (1).ipynb", BOOK),
        ("lab-Copy1.IPYNB", BOOK),
        ("lab.ipynb.json", BOOK),
        (unicodedata.normalize("NFD", "Zoë.ipynb.txt"), BOOK),
        ("\udceb.ipynb", BOOK),  # a name in Latin-1
        ("lab.ipynb", b"\xef\xbb\xbf" + json.dumps(json.loads(TEXT), indent=1).encode()),
        ("lab.ipynb", json.dumps(json.loads(TEXT), indent=1).replace("\n", "\r\n").encode()),
        ("lab.ipynb", TEXT.replace("\\n", "\\r\\n").encode()),
        ("lab.ipynb", TEXT.encode("utf-16")),
        ("lab.ipynb", b"\xfe\xff" + TEXT.encode("utf-16-be")),
        ("lab.ZIP", zipped(MACS)),
        ("lab.zip", zipped({f"deep/er/{name}": content for name, content in MACS.items()})),
    ],
)
def test_a_notebook_in_other_clothes_is_the_same(tmp_path: Path, name: str, content: bytes) -> None:
    plain = take(tmp_path, "lab.ipynb", BOOK).digest
    assert take(tmp_path, name, content).digest == plain


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.ipynb", b"{broken", "not valid JSON"),
        ("a.ipynb", b" \n", "a.ipynb is empty."),
        ("a.ipynb", b"\xff{}", "not UTF-8"),
        ("a.ipynb", b"\xff\xfe{", "not UTF-16"),
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


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04...", "is a zip, not a notebook"),
        (b"%PDF-1.4\n%\xe2\xe3", "is a PDF, not a notebook"),
        (b"\n<!doctype html><title>lab</title>", "is a web page, not a notebook"),
        (b'{\n<<<<<<< HEAD\n"cells": [],\n=======\n', "conflict markers"),
        (b'{"cells": [', "not valid JSON"),
    ],
)
def test_what_is_no_notebook_is_called_by_its_name(
    tmp_path: Path, content: bytes, said: str
) -> None:
    assert said in refused(tmp_path, "ada.ipynb", content)


def test_a_zip_in_a_zip_is_named(tmp_path: Path) -> None:
    inner = zipped({"lab.ipynb": notebook()})
    assert "a zip in it, x/lab.zip" in refused(tmp_path, "a.zip", zipped({"x/lab.zip": inner}))


def test_what_students_zip_beside_the_notebook_is_no_reason_to_refuse_it(tmp_path: Path) -> None:
    """GNOME's pictures of the screen, what was thrown away, folders as old .NET writes them."""
    beside = ("Screenshot from 2015-03-01 10:12:33.png", ".Trash-0/files/lab.ipynb", "weights\\")
    files = dict.fromkeys((*beside, "weights\\w.safetensors"), b"")
    taken = take(tmp_path, "a.zip", zipped({"lab.ipynb": notebook(), **files}))
    assert (taken.folder / "weights" / "w.safetensors").is_file()


def test_a_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    def link(info: zipfile.ZipInfo) -> None:
        info.external_attr = (stat.S_IFLNK | 0o777) << 16

    assert "link" in refused(tmp_path, "a.zip", zipped({"lab.ipynb": b"/etc/passwd"}, link))


def test_an_environment_in_a_zip_is_not_looked_at(tmp_path: Path) -> None:
    """Its links are nothing that could be taken, and its size is nobody's affair."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("hw/lab.ipynb", notebook())
        link = zipfile.ZipInfo("hw/.venv/bin/python")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, b"/usr/bin/python3")
    assert take(tmp_path, "a.zip", made.getvalue()).notebook.cells


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


def test_what_the_file_system_refuses_is_the_students_to_mend(tmp_path: Path) -> None:
    """A name too long, a file where a folder is needed, a name twice, a folder as notebook."""
    mine = {"lab.ipynb": notebook()}
    for number, files in enumerate((
        {"weights/" + "a" * 300: b"x"},
        {"weights": b"x", "weights/a": b"x"},
        {"weights/a": b"x", "weights/a/b": b"x"},
        {"weights/" + "a/" * 2500 + "b": b"x"},
    )):  # fmt: skip
        (tmp_path / str(number)).mkdir()
        assert "can't be laid out" in refused(tmp_path / str(number), "a.zip", zipped(mine | files))
    buffer = io.BytesIO(zipped(mine))
    with zipfile.ZipFile(buffer, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("lab.ipynb", notebook())
    (tmp_path / "twice").mkdir()
    assert "twice" in refused(tmp_path / "twice", "a.zip", buffer.getvalue())


def test_a_full_disk_is_no_fault_of_the_student(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(nb, "write_valid", full)
    with pytest.raises(OSError, match="No space left"):
        take(tmp_path, "a.ipynb", notebook())


@pytest.mark.parametrize("kind", ["pipe", "link", "folders", "many", "socket"])
def test_what_is_no_file_is_never_opened(tmp_path: Path, kind: str) -> None:
    """A pipe would let the grader wait for ever; folders in folders end its stack."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "lab.ipynb").write_bytes(notebook())
    (folder / "weights").mkdir()
    (tmp_path / "work").mkdir()
    odd = folder / "weights" / "w.safetensors"
    if kind == "pipe":
        os.mkfifo(odd)
    elif kind == "link":
        odd.symlink_to("/etc/passwd")
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(os.path.relpath(odd))
    elif kind == "folders":
        (folder / ("d/" * 40)).mkdir(parents=True)
    else:
        for i in range(5001):
            (folder / str(i)).touch()
    submission = Submission(folder, "in")
    if kind in ("folders", "many"):
        with pytest.raises(SubmissionError, match="can't be taken"):
            take_in(submission, MANIFEST, tmp_path / "work")
    else:
        taken = take_in(submission, MANIFEST, tmp_path / "work")
        assert [path.name for path in taken.folder.rglob("*")] == ["lab.ipynb"]
    assert len(digest_of(folder)) == 64
    if kind == "pipe":
        odd = odd.rename(tmp_path / "odd.ipynb")
        with pytest.raises(SubmissionError, match="a pipe"):
            take_in(Submission(odd, "x.ipynb"), MANIFEST, tmp_path / "work")
        assert len(digest_of(odd)) == 64


def test_files_of_holes_are_not_copied_one_after_the_other(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "weights").mkdir(parents=True)
    (folder / "lab.ipynb").write_bytes(notebook())
    for i in range(3):
        with (folder / "weights" / str(i)).open("wb") as file:
            file.truncate(600 * 2**20)
    (tmp_path / "work").mkdir()
    with pytest.raises(SubmissionError, match="larger than the 512 MB"):
        take_in(Submission(folder, "in"), MANIFEST, tmp_path / "work")


def test_the_notebook_that_is_meant_comes_with_what_the_lab_asks_for(tmp_path: Path) -> None:
    """Others' folders beside it are not looked into."""
    for name in ("weights/w.safetensors", "bob/lab.ipynb", "weights/._w.safetensors", "b.ipynb"):
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_bytes(b"x")
    (tmp_path / "in" / "eve.ipynb").write_bytes(notebook())
    (tmp_path / "work").mkdir()
    meant = Submission(tmp_path / "in", "eve.ipynb", notebook="eve.ipynb")
    taken = take_in(meant, MANIFEST, tmp_path / "work")
    found = sorted(p.name for p in taken.folder.rglob("*") if p.is_file())
    assert found == ["lab.ipynb", "w.safetensors"]


def test_a_zip_may_not_lie_about_how_much_it_lists(tmp_path: Path) -> None:
    """What it says of 100,000 files is not read before it is refused."""
    assert "more than 5000 files" in refused(
        tmp_path, "a.zip", zipped({f"{'n' * 60}{i}": b"" for i in range(40_000)})
    )


def test_what_is_compressed_in_a_rare_way_is_refused(tmp_path: Path) -> None:
    """LZMA may ask for four gigabytes before it gives a byte."""

    def rare(info: zipfile.ZipInfo) -> None:
        info.compress_type = zipfile.ZIP_LZMA

    assert "way that is not read" in refused(
        tmp_path, "a.zip", zipped({"lab.ipynb": notebook()}, rare)
    )


def test_endings_in_capitals_and_added_ones_are_taken(tmp_path: Path) -> None:
    for name in ("a.IPYNB", "a.ipynb.json", "a.ipynb.txt"):
        assert take(tmp_path, name, notebook()).release == "abc123"
    assert take(tmp_path, "a.ZIP", zipped({"LAB.IPYNB": notebook()})).release == "abc123"


def test_metadata_of_cells_cannot_make_otter_fail(tmp_path: Path) -> None:
    """otter reads `ignore` and `tests` from any type of thing, and would raise."""
    content = json.loads(notebook())
    odd: list[Any] = [
        "x",
        3,
        {"tests": 5},
        {"tests": [{}]},
        {"ignore": [], "tests": ["q1", "q1.2", "2-b", "a;b", "a\nb"]},
    ]
    for number, value in enumerate(odd):
        cell = {
            "cell_type": "code",
            "id": f"c{number}",
            "source": "1",
            "metadata": {"otter": value},
        }
        content["cells"].append(cell)
    taken = take(tmp_path, "a.ipynb", json.dumps(content).encode())
    assert len(cells_of(taken.folder / "lab.ipynb", OtterConfig())) == 1 + 1 + len(odd) + 1
    assert taken.notebook.cells[-1].metadata["otter"] == {
        "ignore": False,
        "tests": ["q1", "q1.2", "2-b"],
    }


@pytest.mark.parametrize("stamp", ["\x1b[2J", "x;=1+2", 7, "\ud800", "a" * 65])
def test_a_stamp_that_is_none_of_ours_is_not_quoted(tmp_path: Path, stamp: object) -> None:
    taken = take(tmp_path, "a.ipynb", notebook(torchgrade={"stamp": stamp}))
    assert taken.release == ""
    assert "(unknown," in taken.flags[0]


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
