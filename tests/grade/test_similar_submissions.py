"""Weights that are alike within a class are found, however they were handed in."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
import torch
from torch import nn

import torchgrade
from tests.support.handed import MANIFEST, notebook
from torchgrade.grade import Intake, Submission, WeightsOfClass
from torchgrade.records import SimilarWeights


def handed_in(folder: Path, student: str, seed: int, change: float = 0.0) -> Submission:
    """A submission with the weights that a seed gives, a little changed."""
    own = folder / student
    (own / "weights").mkdir(parents=True)
    (own / "lab.ipynb").write_bytes(notebook())
    torch.manual_seed(seed)
    model = nn.Sequential(nn.Linear(50, 40), nn.BatchNorm1d(40), nn.Linear(40, 10))
    with torch.no_grad():
        model[0].weight += change * model[0].weight.std() * torch.randn(40, 50)
    torchgrade.save_weights(model, own / "weights/net.safetensors", dataset=student)
    return Submission(own, student, student=student)


def pairs(students: Sequence[Submission]) -> tuple[SimilarWeights, ...]:
    weights = WeightsOfClass()
    with Intake(MANIFEST) as intake:
        for student in students:
            with intake.taken(student) as taken:
                weights.note(taken)
    return weights.pairs(student.name for student in students)


@pytest.fixture
def students(tmp_path: Path) -> list[Submission]:
    """Ada, whose weights Bob and Cyd have; Dee, Eve and Fay, who have others."""
    cyd = handed_in(tmp_path, "cyd", 1, change=0.01)
    with zipfile.ZipFile(tmp_path / "cyd.zip", "w") as archive:
        archive.write(cyd.path / "lab.ipynb", "lab.ipynb")
        archive.write(cyd.path / "weights/net.safetensors", "weights/net.safetensors")
    fay = handed_in(tmp_path, "fay", 1)
    (fay.path / "weights/net.safetensors").write_bytes(b"\x80no weights")
    return [
        handed_in(tmp_path, "ada", 1),
        handed_in(tmp_path, "bob", 1),
        Submission(tmp_path / "cyd.zip", "cyd"),
        handed_in(tmp_path, "dee", 1, change=0.2),
        handed_in(tmp_path, "eve", 2),
        fay,
    ]


def test_the_same_and_nearly_the_same_weights_are_paired(students: list[Submission]) -> None:
    """Identical ones first; the metadata, which names the student, does not tell them apart."""
    found = pairs(students)
    assert [(pair.first, pair.second, pair.identical) for pair in found] == [
        ("ada", "bob", True),
        ("ada", "cyd", False),
        ("bob", "cyd", False),
    ]
    assert {pair.file for pair in found} == {"weights/net.safetensors"}
    assert found[0].cosine == 1.0
    assert 0.9999 <= found[1].cosine < 1.0


def test_a_student_who_hands_in_a_file_twice_is_no_pair(students: list[Submission]) -> None:
    [ada] = students[:1]
    weights = ada.path / "weights"
    (weights / "again.safetensors").write_bytes((weights / "net.safetensors").read_bytes())
    assert not pairs([ada, students[4]])


def test_submissions_that_cannot_be_taken_in_are_left_out(
    students: list[Submission], tmp_path: Path
) -> None:
    (tmp_path / "bad.zip").write_bytes(b"PK no zip")
    bad = Submission(tmp_path / "bad.zip", "bad")
    assert len(pairs([bad, *students[:2]])) == 1
    assert not pairs(students[:1])


def test_a_header_that_nobody_thought_of_is_left_out(students: list[Submission]) -> None:
    """A name of more digits than Python reads, say; the pairs of others are found all the same."""
    name = "9" * 5000
    header = json.dumps({name: {"dtype": "U8", "shape": [1], "data_offsets": [0, 1]}}).encode()
    path = next(students[0].path.rglob("*.safetensors"))
    path.write_bytes(len(header).to_bytes(8, "little") + header + b"x")
    assert all(pair.first != students[0].name for pair in pairs(students))
