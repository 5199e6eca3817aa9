"""What Jupyter opens is read, whatever its schema says, within bounds and in no time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest

from torchgrade import notebook as nb
from torchgrade.notebook import mending


def code(**keys: Any) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": {}, "source": "1", **keys}


def of(*cells: Any, minor: int = 5, **keys: Any) -> dict[str, Any]:
    return {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": minor, **keys}


def read(content: Any) -> Any:
    text = content if isinstance(content, str) else json.dumps(content)
    return nb.loads(text.encode(), "a.ipynb")


def refused(content: Any) -> str:
    with pytest.raises(nb.NotebookError) as caught:
        read(content)
    return str(caught.value)


@pytest.mark.parametrize(
    "content",
    [
        of(code(id="a"), code(id="a"), code(id="no spaces here"), code()),
        of(code(id="in 4.4"), minor=4),
        of({"cell_type": "markdown", "source": ["a", "b"], "outputs": [], "execution_count": 3}),
        of(code(outputs=[{"output_type": "stream", "text": 1, "z": 1}] * 3, execution_count="*")),
        of(code(outputs="none", collapsed=True, prompt_number=1)),
        of(code(metadata={"tags": ["a,b", "a", "a", 1, "b" * 300], "collapsed": "yes", "x": [1]})),
        of(code(metadata={"name": "", "jupyter": 1, "scrolled": 2, "execution": {"a": 1}})),
        of(code(metadata=[]), metadata=7),
        of(code(), metadata={"kernelspec": {}, "language_info": {"name": 3}, "orig_nbformat": "x"}),
        of(
            code(), metadata={"language_info": {"name": "python", "codemirror_mode": 3}, "title": 3}
        ),
        of({"cell_type": "raw", "metadata": {"format": 3}, "attachments": {"a": {"b": 1}}}),
        of(code(), {"cell_type": "heading", "source": "a"}, {"cell_type": "x" * 10**6}, minor=99),
    ],
)
def test_what_is_wrong_with_what_nobody_grades_is_mended(content: dict[str, Any]) -> None:
    notebook = read(content)
    nbformat.validate(notebook)
    assert [cell.source for cell in notebook.cells if cell.cell_type == "code"] == [
        "1" for cell in content["cells"] if cell["cell_type"] == "code"
    ]
    assert read(content) == notebook, "always in the same way"


def test_what_is_right_stays_as_it_is() -> None:
    """Tags, metadata of others, ids and pictures, to the byte."""
    right = of(
        code(id="a-1", outputs=[], execution_count=None, metadata={"tags": ["x"], "k": {"v": [1]}}),
        {"cell_type": "markdown", "id": "b", "metadata": {"name": "n"}, "source": "é",
         "attachments": {"a.png": {"image/png": "aGk="}}},
        metadata={"otter": {"assignment_name": "lab"}, "language_info": {"name": "python"}},
    )  # fmt: skip
    assert read(right) == right


def test_lone_surrogates_anywhere_are_replaced(tmp_path: Path) -> None:
    lone = "\ud800"
    notebook = read(
        of(
            code(source=f"x = '{lone}'", outputs=[{"output_type": "stream", "text": lone}]),
            {"cell_type": "markdown", "source": lone, "metadata": {lone: [lone]}},
            metadata={"torchgrade": {"stamp": lone}},
        )
    )
    nb.write(notebook, tmp_path / "a.ipynb")
    assert notebook.cells[0].source == "x = '\ufffd'"


def test_numbers_marks_and_line_ends_that_json_has_nothing_against_are_read() -> None:
    big = "9" * 5000
    text = json.dumps(of(code(metadata={"n": "BIG"}, execution_count="BIG"))).replace('"BIG"', big)
    nbformat.validate(read(text))
    notebook = read(json.dumps(of(code(metadata={"n": float("nan")}))))
    assert notebook.cells[0].metadata["n"] is None
    assert read("\ufeff" + json.dumps(of(code()), indent=1).replace("\n", "\r\n")).cells
    assert read('{"nbformat": 3, ' + json.dumps(of(code()))[1:]).cells, "the last key counts"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (of(code(), nbformat=5), "nbformat 4"),
        (of(code(), nbformat=True), "nbformat 4"),
        (of(3), "cell 1 is not one"),
        (of(code(source=7)), "source of cell 1"),
        (of(code(cell_type=["x" * 10**6])), "no type"),
        (of(*[code()] * 10_001), "more than 10,000 cells"),
        (of(code(metadata={"a": [0] * 200_001})), "too many parts"),
        (of(code(metadata=json.loads('{"a":' * 40 + "1" + "}" * 40))), "too deeply"),
        (of(code(source="x" * (mending.MOST_TEXT + 1))), "more than 32 MB"),
        ("[" + "{}," * 2_000_001 + "{}]", "too many parts"),
        ('{"a":' * 50_000 + "1" + "}" * 50_000, "too deeply"),
        ("[" * 10**5, "too deeply"),
        (f'{{"n": {"9" * 5000}, "cells": {"[" * 10**5}', "too deeply"),  # parsed a second time
        ('["\\"", "\\\\",' + "{}," * 500_001 + '"', "too many parts"),
    ],
)
def test_what_is_too_much_is_refused_in_a_sentence(content: Any, words: str) -> None:
    said = refused(content)
    assert words in said
    assert len(said) < 300


def test_what_is_printed_has_no_parts() -> None:
    """Logs and tensors are full of commas and brackets."""
    most = mending.Parts(opened=20, commas=20)
    printed = 'a\\", [{' * 1000 + "\\"
    outputs = [{"output_type": "stream", "name": "stdout", "text": [printed]}]
    fits = of(code(outputs=outputs))
    assert mending.parsed(json.dumps(fits), most) == fits
    for more in (
        of(code(outputs=outputs), code(metadata={"a": [1] * 20})),
        of(code(outputs=[*outputs, *[{}] * 20])),
    ):
        with pytest.raises(mending.NotebookFormError, match="too many parts"):
            mending.parsed(json.dumps(more), most)


def test_many_faults_cost_no_more_than_their_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """A validator compares each fault with all others: none is asked."""
    asked: list[object] = []
    monkeypatch.setattr(nbformat, "validate", asked.append)
    outputs = [{"output_type": "stream", "name": "stdout", "text": "", "z": 1}] * 50_000
    bad_tag = code(metadata={"tags": ["a" * 5_000_000 + ","]})
    assert len(read(of(code(outputs=outputs), bad_tag)).cells) == 2
    assert not asked


def test_notebooks_of_old_formats_keep_their_cells() -> None:
    cells = [
        {"cell_type": "heading", "level": 2, "source": "T"},
        {"cell_type": "code", "input": ["a\n", "b"], "outputs": [{}] * 3, "language": "python"},
        {"cell_type": "html", "source": "<b>"},
    ]
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells}]}
    notebook = read(old)
    nbformat.validate(notebook)
    assert [(c.cell_type, c.source) for c in notebook.cells] == [
        ("markdown", "## T"), ("code", "a\nb"), ("markdown", "<b>"),
    ]  # fmt: skip
