"""A submission of one cell, and the manifest of its lab."""

from __future__ import annotations

import json
from typing import Any

import nbformat

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
