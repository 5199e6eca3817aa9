"""The test part that an autograder carries: the same pictures, for the referee alone."""

from __future__ import annotations

from pathlib import Path

import numpy
import pytest
import torch

from tests.support import source
from torchgrade import datasets
from torchgrade.authoring.evaluation import evaluation_set
from torchgrade.datasets import evaluation_files, files
from torchgrade.datasets.known import VARIABLE

GREY = numpy.arange(10_000 * 28 * 28, dtype=numpy.uint8).reshape(10_000, 28, 28)
COLOUR = numpy.arange(10_000 * 32 * 32 * 3, dtype=numpy.uint8).reshape(10_000, 32, 32, 3)
LABELS = numpy.arange(10_000) % 10


@pytest.fixture
def given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A referee's folder with two test parts, on a machine that has no data set."""
    for name, pixels in (("mnist", GREY), ("cifar10", COLOUR)):
        for file, content in evaluation_files(name, pixels, LABELS).items():
            (tmp_path / file).write_bytes(content)
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "no cache"))
    monkeypatch.delenv("TORCHGRADE_DATA", raising=False)
    return tmp_path


@pytest.mark.parametrize(("name", "channels", "size"), [("mnist", 1, 28), ("cifar10", 3, 32)])
def test_it_is_the_test_part_in_torchvisions_interface(
    given: Path, name: str, channels: int, size: int
) -> None:
    images, labels = datasets.tensors(name, train=False)
    assert images.shape == (10_000, channels, size, size)
    assert labels.tolist() == LABELS.tolist()
    assert images.max() == 1
    part = datasets.load(name, train=False, transform=lambda image: image.size)
    assert part[3] == ((size, size), 3)
    pixels = GREY[5] if name == "mnist" else COLOUR[5].transpose(2, 0, 1)
    assert torch.equal((images[5] * 255).round().to(torch.uint8).squeeze(), torch.tensor(pixels))


def test_a_lab_takes_it_and_the_training_part_stays_missing(given: Path) -> None:
    settings = given / "lab.toml"
    settings.write_text('[data]\ndataset = "mnist"\noffline = "digits"\n')
    assert datasets.for_lab(settings, quiet=True).name == "mnist"
    with pytest.raises(datasets.DatasetNotFoundError):
        datasets.load("mnist", train=True)


def test_damage_is_a_fault_of_ours(given: Path) -> None:
    (given / "mnist_images.npy").write_bytes(b"\x93NUMPY")
    with pytest.raises(datasets.DatasetError, match="can't be read"):
        datasets.load("mnist", train=False)
    numpy.save(given / "mnist_images.npy", GREY[:10])
    with pytest.raises(datasets.DatasetError, match="expected images"):
        datasets.load("mnist", train=False)


def test_the_same_data_gives_the_same_bytes() -> None:
    assert evaluation_files("mnist", torch.from_numpy(GREY), LABELS.tolist()) == evaluation_files(
        "mnist", GREY, LABELS
    )


def test_a_build_puts_the_real_test_part_into_the_zip_alone(tmp_path: Path) -> None:
    try:
        files.find("mnist")
    except datasets.DatasetNotFoundError:
        pytest.skip("MNIST is not on this machine: TORCHGRADE_DATA names a folder with it")
    course, lab = source.hello(tmp_path)
    assert evaluation_set(lab) == {}
    (lab.source / "lab.toml").write_text(
        'title = "hello"\npoints = 10\n[data]\ndataset = "mnist"\noffline = "digits"\n'
    )
    found = evaluation_set(course.lab("hello"))
    folder = tmp_path / "evaluation"
    folder.mkdir()
    for name, content in found.items():
        (tmp_path / name).write_bytes(content)
    part = datasets.load("mnist", train=False)
    brought = datasets.evaluation.Evaluation("mnist", folder)
    assert torch.equal(brought.data, part.data)
    assert torch.equal(brought.targets, part.targets)
