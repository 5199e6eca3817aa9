"""No line of a solution, a hidden test or a mistake reaches a release, wherever it may hide."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from tests.support import source
from torchgrade.build import read_source
from torchgrade.build.leaks import find_leaks, secret_lines
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


PLACES: dict[str, Callable[[str], dict[str, bytes]]] = {
    "cell 1": lambda line: {"lab.ipynb": notebook(source=f"def f():\n{line}\n")},
    "metadata": lambda line: {"lab.ipynb": notebook(metadata={"note": line})},
    "outputs": in_output,
    "attachments": in_attachment,
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
