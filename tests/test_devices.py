"""torchgrade.device, and the public names that are imported when they are first used."""

import subprocess
import sys

import pytest
import torch

import torchgrade


@pytest.mark.parametrize(
    ("cuda", "mps", "expected"),
    [(True, True, "cuda"), (True, False, "cuda"), (False, True, "mps"), (False, False, "cpu")],
)
def test_device_prefers_cuda_then_mps_then_cpu(monkeypatch, cuda, mps, expected):
    """The fastest kind of device that there is gets chosen, without an index."""
    monkeypatch.setattr(torch.cuda, "is_available", lambda: cuda)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: mps)
    assert torchgrade.device() == torch.device(expected)


def test_a_tensor_can_be_made_on_the_device_of_this_machine():
    """What device() returns really works here."""
    assert torch.ones(2, device=torchgrade.device()).sum().item() == 2


def test_import_torchgrade_does_not_import_torch():
    """The package costs nothing until a name is used, and dir() shows the names beforehand."""
    code = (
        "import sys, torchgrade; torchgrade.__version__\n"
        "assert set(torchgrade.__all__) <= set(dir(torchgrade))\n"
        "assert not {'torch', 'numpy', 'torchvision'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_submodules_can_be_reached_after_a_plain_import():
    """A notebook that says only `import torchgrade` can write torchgrade.datasets.for_lab()."""
    code = (
        "import torchgrade\n"
        "torchgrade.datasets.for_lab, torchgrade.weights.missing, torchgrade.checks"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_importing_datasets_and_weights_does_not_import_torchvision():
    """torchvision, slow to import and not always there, waits until a picture is asked for."""
    code = (
        "import sys, torchgrade.datasets, torchgrade.weights, torchgrade.devices\n"
        "assert not {'torchvision', 'sklearn', 'safetensors'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("name", torchgrade.__all__)
def test_every_public_name_is_there(name):
    """All names that __all__ promises resolve."""
    assert getattr(torchgrade, name) is not None


def test_an_unknown_name_is_an_attribute_error():
    """A misspelt name fails as it does for any module."""
    with pytest.raises(AttributeError, match="no attribute 'save_wieghts'"):
        torchgrade.save_wieghts  # noqa: B018
