"""What a fork server imports, and what it leaves out where there is one submission."""

from __future__ import annotations

import subprocess
import sys

_LOOK = """
import sys
from torchgrade.grade import preload
preload.everything(single={single})
print("pandas" in sys.modules)
import otter
from otter.test_files import test_case
assert "otter.api" not in sys.modules
print(otter.Notebook.__module__, otter.__version__, otter.test_files.test_case is test_case)
"""


def _said(single: bool) -> list[str]:
    look = [sys.executable, "-c", _LOOK.format(single=single)]
    return subprocess.check_output(look, text=True).splitlines()


def test_otter_is_imported_as_far_as_it_is_used():
    import otter

    notebook = f"{otter.Notebook.__module__} {otter.__version__} True"
    assert _said(single=False) == ["True", notebook]
    assert _said(single=True) == ["False", notebook]
