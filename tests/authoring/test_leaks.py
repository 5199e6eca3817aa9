"""No line of a solution, a hidden test or a mistake reaches a release, wherever it may hide."""

from __future__ import annotations

import base64
import bz2
import html
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from tests.support import source
from torchgrade.authoring import read_source, staged
from torchgrade.authoring.leaks import find_leaks
from torchgrade.authoring.secret import messages_of_tests, secret_lines
from torchgrade.course import Course, Lab
from torchgrade.errors import AuthorError

SOLUTION = "    shifted = scores - scores.max(dim=1, keepdim=True).values"
HIDDEN = "out = checks.unchanged(softmax, scores * scale, what='softmax')"
MISTAKE = "    exponentials = scores.exp()"
ANSWER = "The factor $e^{-c}$ stands in the numerator and the denominator and cancels."


@pytest.fixture
def secret(tmp_path: Path) -> dict[str, str]:
    _, lab = source.hello(tmp_path)
    return secret_lines(read_source(lab), lab)


def test_secrets_are_named_by_where_they_come_from(secret: dict[str, str]) -> None:
    assert secret[SOLUTION.strip()] == "the solution of q1_softmax"
    assert secret[MISTAKE.strip()] == "the mistake no_shift.py"
    assert secret[ANSWER] == "the model answer of q2_why"
    assert "a hidden test of q1_softmax" in secret.values()


def test_what_students_are_given_is_no_secret(secret: dict[str, str]) -> None:
    for given in ("def softmax(scores):", '"""Turn scores into probabilities.', "import torch"):
        assert given not in secret
    assert not any("test_rows_add_up_to_one" in line for line in secret)


def notebook(**place: Any) -> bytes:
    cell = nbformat.v4.new_code_cell("x = 1")
    cell.update(place)
    made = nbformat.v4.new_notebook(cells=[cell])
    return json.dumps(made).encode()


def in_attachment(line: str) -> dict[str, bytes]:
    encoded = base64.b64encode(line.encode()).decode()
    cell = nbformat.v4.new_markdown_cell("see below", attachments={"a": {"image/svg+xml": encoded}})
    return {"lab.ipynb": json.dumps(nbformat.v4.new_notebook(cells=[cell])).encode()}


def in_output(line: str) -> dict[str, bytes]:
    output = nbformat.v4.new_output("stream", text=f"before\n{line}\nafter")
    return {"lab.ipynb": notebook(outputs=[output])}


def in_zip(line: str) -> dict[str, bytes]:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("helper.py", f"def f():\n{line}\n")
    return {"data.zip": packed.getvalue()}


def in_tar(line: str) -> dict[str, bytes]:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        content = f"def f():\n{line}\n".encode()
        entry = tarfile.TarInfo("helper.py")
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
    return {"data.tgz": packed.getvalue()}


def in_picture(line: str) -> dict[str, bytes]:
    encoded = base64.b64encode(line.encode()).decode()
    return {"lab.ipynb": notebook(source=f"![](data:image/svg+xml;base64,{encoded})")}


PLACES: dict[str, Callable[[str], dict[str, bytes]]] = {
    "cell 1": lambda line: {"lab.ipynb": notebook(source=f"def f():\n{line}\n")},
    "metadata": lambda line: {"lab.ipynb": notebook(metadata={"note": line})},
    "outputs": in_output,
    "attachments": in_attachment,
    "data.zip/helper.py": in_zip,
    "data.tgz": in_tar,
    "notes.bz2": lambda line: {"notes.bz2": bz2.compress(f"a\n{line}\n".encode())},
    "notes.xz": lambda line: {"notes.xz": lzma.compress(f"a\n{line}\n".encode())},
    "lab.ipynb": in_picture,
    "broken.ipynb": lambda line: {"broken.ipynb": f"{{\n{line}\n".encode()},
    "utf16.py": lambda line: {"utf16.py": f"\n{line}\n".encode("utf-16-le")},
    "helper.py": lambda line: {"helper.py": f"def f():\n    {line}  # a comment\n".encode()},
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("line", [SOLUTION, MISTAKE, ANSWER, HIDDEN.replace("'", '"')])
def test_a_secret_line_is_found_in_every_place(
    secret: dict[str, str], place: str, line: str
) -> None:
    [leak] = find_leaks(PLACES[place](line), secret)
    assert place in leak
    assert "comes from" in leak


@pytest.mark.parametrize(
    "written",
    [
        "# {}",
        "    # {}",
        "#{}",
        ">>> {}",
        "- `{}`",
        "$ {} $",
        "    {}  # remember",
        "print(1)  # {}",
        "x = '{}'",
        "&nbsp; {}",
    ],
)
def test_a_secret_line_is_found_however_it_stands_there(
    secret: dict[str, str], written: str
) -> None:
    text = written.format(SOLUTION.strip())
    assert find_leaks({"a.py": text.encode()}, secret)


def test_spaces_and_quotes_make_no_other_line(secret: dict[str, str]) -> None:
    tight = SOLUTION.replace(" ", "").replace("keep", " keep")
    quoted = HIDDEN.replace("'", '"')
    assert len(find_leaks({"a.py": tight.encode(), "b.py": quoted.encode()}, secret)) == 2
    escaped = html.escape(SOLUTION.replace("scores -", "scores & 1 < 2 -"))
    assert not find_leaks({"a.html": escaped.encode()}, secret)
    assert find_leaks({"a.html": html.escape(quoted).encode()}, secret)


def _answer(tmp_path: Path, *lines: str) -> tuple[Course, Lab]:
    """The lab with another answer to its first question."""
    course, lab = source.hello(tmp_path)
    for line in (SOLUTION, "    exponentials = shifted.exp()"):
        source.edit(lab, f"{line}\n", "")
    (lab.mistakes / "no_shift.py").unlink()
    source.edit(
        lab,
        "    return exponentials / exponentials.sum(dim=1, keepdim=True)",
        "\n".join(f"    {line}" for line in lines),
    )
    return course, lab


SHORT = ("a = scores", "m = a.max()", "b = a - m", "return b")


def test_short_lines_are_a_secret_together(tmp_path: Path) -> None:
    course, lab = _answer(tmp_path, *SHORT)
    secret = secret_lines(read_source(lab), lab)
    assert secret["\n".join(SHORT)] == "the solution of q1_softmax"
    for text in ("\n".join(SHORT), "\n\n".join(f"#   {line}  # so" for line in SHORT)):
        [leak] = find_leaks({"a.py": f"x = 1\n{text}\ny = 2".encode()}, secret)
        assert "the solution of q1_softmax" in leak
    assert not find_leaks({"a.py": "\n".join(reversed(SHORT)).encode()}, secret)
    (lab.source / "lab.toml").write_text('points = 10\ngiven = ["m = a.max()"]\n')
    lab = course.lab("hello")
    assert "\n".join(SHORT) not in secret_lines(read_source(lab), lab)


def test_a_long_line_of_a_solution_is_no_less_secret_for_a_public_test(tmp_path: Path) -> None:
    long, short = "return torch.softmax(scores, dim=1)", "scores = 1 * scores"
    _, lab = _answer(tmp_path, short, long)
    start = "    scores = torch.tensor("
    source.edit(lab, start, f"    {short}\n    {long}\n{start}")
    secret = secret_lines(read_source(lab), lab)
    assert long in secret
    assert short not in secret


def test_a_message_of_a_hidden_test_is_searched(tmp_path: Path) -> None:
    _, lab = source.hello(tmp_path)
    source.edit(lab, "What may be subtracted from a row?", f"Try {SOLUTION.strip()}.")
    outline = read_source(lab)
    [leak] = find_leaks(messages_of_tests(outline), secret_lines(outline, lab))
    assert "hello.ipynb, cell 10, its message" in leak


def test_what_belongs_to_an_answer_alone_is_found_by_a_build(tmp_path: Path) -> None:
    """A picture in a file, one in the notebook, and weights that students are to make."""
    course, lab = source.hello(tmp_path)
    cells = source.cells(lab)
    picture = base64.b64encode(b"\x89PNG\r\n" + bytes(range(90))).decode()
    attached = {"a.png": {"image/png": picture}}
    files = ["weights/README.md", "extra/plot.png", "extra/model.bin", "extra/seen.png"]
    cells[0].source += f"\nfiles: {files}"
    cells[1].source += "\n![](extra/seen.png)"
    cells[1].attachments = cells[15].attachments = attached
    cells[15].source += "\n![](extra/plot.png) ![](./extra/seen.png) ![](attachment:a.png)"
    source.rewrite(lab, cells)
    for name in (*files[1:], "weights/model.bin"):
        (lab.source / name).parent.mkdir(exist_ok=True)
        (lab.source / name).write_bytes(b"\xff" + name[-5:].encode())
    (lab.source / "weights" / "README.md").write_text("Put your weights here.")
    (lab.source / "lab.toml").write_text('points = 10\nhand_in = ["weights"]\n')
    with pytest.raises(AuthorError) as caught, staged(course, course.lab("hello")):
        pass
    said = str(caught.value).splitlines()[1:]
    assert [line.partition(": ")[0].strip() for line in said] == [
        "hello.ipynb, cell 2, attachments",
        "extra/plot.png",
        "extra/model.bin",
    ]


def test_leftovers_in_a_support_folder_are_not_handed_out(tmp_path: Path) -> None:
    course, lab = source.hello(tmp_path)
    source.edit(lab, "init_cell: true", "init_cell: true\nfiles: [extra]")
    for name in ("extra/a.py", "extra/.ipynb_checkpoints/b.py", "extra/__pycache__/c.pyc"):
        (lab.source / name).parent.mkdir(exist_ok=True, parents=True)
        (lab.source / name).write_text("x = 1\n")
    with staged(course, lab) as trees:
        found = {path.name for path in trees.release.rglob("*") if path.is_file()}
    assert "a.py" in found
    assert not found & {"b.py", "c.pyc"}


def test_a_long_secret_is_found_inside_of_a_sentence(secret: dict[str, str]) -> None:
    words = f"Hint: use `{SOLUTION.strip()}` here."
    assert find_leaks({"lab.ipynb": notebook(source=words)}, secret)


@pytest.mark.parametrize("path", ["/home/ada/course", "/Users/ada/x", "C:\\Users\\ada\\x"])
def test_a_path_of_somebodys_machine_is_found(secret: dict[str, str], path: str) -> None:
    [leak] = find_leaks({"lab.ipynb": notebook(source=f"root = {path!r}")}, secret)
    assert "machine" in leak


def test_the_course_folder_is_found(secret: dict[str, str]) -> None:
    files = {"notes.txt": b"see /srv/courses/dl/source"}
    [leak] = find_leaks(files, secret, [Path("/srv/courses/dl")])
    assert "/srv/courses/dl" in leak


def test_a_line_that_is_given_on_purpose_is_no_leak(tmp_path: Path) -> None:
    course, lab = source.hello(tmp_path)
    settings = lab.source / "lab.toml"
    settings.write_text(f"points = 10\ngiven = [{MISTAKE.strip()!r}]\n")
    lab = course.lab("hello")
    assert MISTAKE.strip() not in secret_lines(read_source(lab), lab)
    settings.write_text("points = 10\ngiven = ['no secret at all = 1']\n")
    lab = course.lab("hello")
    with pytest.raises(AuthorError, match="no secret at all"):
        secret_lines(read_source(lab), lab)


def test_a_clean_release_has_no_leak(secret: dict[str, str]) -> None:
    clean = {"lab.ipynb": notebook(source="def softmax(scores):\n    ...\n"), "a.txt": b"hello"}
    assert find_leaks(clean, secret, [Path("/srv/courses/dl")]) == []
