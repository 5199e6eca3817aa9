"""How a fork server imports what all start with, and what a supervisor does not import."""

from __future__ import annotations

import subprocess
import sys

from tests.support.tiny import Play


def test_the_supervisor_which_decodes_nothing_does_without_torch():
    code = "import sys, torchgrade.container, torchgrade.cli.batch, torchgrade.grade; "
    subprocess.check_call([sys.executable, "-c", code + "sys.exit('torch' in sys.modules)"])


def test_garbage_is_looked_for_in_what_is_forked(play: Play):
    """Not while a fork server imports what stays; in a cell and in a hidden test as ever."""
    test = "def test_looked(looked):\n    import gc\n    assert looked and gc.isenabled()"
    assert play(["import gc\nlooked = gc.isenabled()"], test).passed == {"q1": [True]}


def test_a_seed_keeps_no_stack_for_accelerators_that_are_not_in_use(play: Play):
    cell = "import torch\ntorch.manual_seed(1)\n"
    cell += "_, stack = torch.cuda._lazy_seed_tracker.manual_seed_all_cb"
    test = "def test_kept(stack):\n    assert stack == []"
    assert play([cell], test).passed == {"q1": [True]}
