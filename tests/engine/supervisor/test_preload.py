"""What a fork server imports, and what it leaves out where there is one submission."""

from __future__ import annotations

import subprocess
import sys

_LOOK = """
import sys
from torchgrade.engine.supervisor import preload
preload.everything(single=True)
assert "pandas" not in sys.modules
import otter
from otter.test_files import test_case
assert "otter.api" not in sys.modules
print(otter.Notebook.__module__, otter.__version__, otter.test_files.test_case is test_case)
"""


def test_otter_is_imported_as_far_as_it_is_used():
    import otter

    said = subprocess.check_output([sys.executable, "-c", _LOOK], text=True)
    assert said.split() == [otter.Notebook.__module__, otter.__version__, "True"]


def test_the_supervisor_which_decodes_nothing_does_without_torch():
    code = "import sys, torchgrade.container, torchgrade.cli.batch, torchgrade.grade; "
    subprocess.check_call([sys.executable, "-c", code + "sys.exit('torch' in sys.modules)"])
