"""The notebook that tests of this folder have open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import otter
import pytest
from IPython.core.interactiveshell import InteractiveShell

from tests.support.notebook_shell import Lab


@pytest.fixture
def lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lab]:
    monkeypatch.setattr(otter.Notebook, "export", otter.Notebook.export)  # and back again
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    monkeypatch.chdir(tmp_path)  # otter writes its log there
    yield Lab(tmp_path / "two.ipynb")
    InteractiveShell.clear_instance()
