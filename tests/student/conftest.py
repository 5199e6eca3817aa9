"""The notebook that tests of this folder have open: in a shell, or in JupyterLab."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import otter
import pytest
from IPython.core.interactiveshell import InteractiveShell

from tests.support.notebook_shell import Lab
from tools.browser import end_kernels, jupyterlab


@pytest.fixture
def lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lab]:
    monkeypatch.setattr(otter.Notebook, "export", otter.Notebook.export)  # and back again
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    monkeypatch.chdir(tmp_path)  # otter writes its log there
    yield Lab(tmp_path / "two.ipynb")
    InteractiveShell.clear_instance()


@pytest.fixture(scope="session")
def _jupyterlab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    folder = tmp_path_factory.mktemp("desk")
    with jupyterlab(folder) as address:
        yield folder, address


@pytest.fixture
def served(_jupyterlab: tuple[Path, str]) -> Iterator[tuple[Path, str]]:
    """An empty folder that JupyterLab serves, and its address; it has no kernels afterwards."""
    yield _jupyterlab
    folder, address = _jupyterlab
    end_kernels(address)
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
