"""torch._dynamo and otter are loaded when something has a use for them, and then work as always."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

_START = """
import json, os, sys, traceback
from torchgrade.engine.supervisor import preload
preload.everything(single=True)
import torch
net = torch.nn.Linear(2, 1)
def loaded():
    return "torch._dynamo.config" in sys.modules
for line in sys.stdin:
    reading, writing = os.pipe()
    if os.fork() == 0:
        os.dup2(writing, 1)
        os.close(writing)
        try:
            exec(json.loads(line), globals())
        except BaseException:
            traceback.print_exc()
        sys.stdout.flush()
        os._exit(0)
    os.close(writing)
    with open(reading) as said:
        print(json.dumps(said.read()), flush=True)
    os.wait()
"""

Printed = Callable[[str], str]


@pytest.fixture(scope="module")
def printed() -> Iterator[Printed]:
    """Run code in a fork of a process that has preloaded all, and return what it prints."""
    command = [sys.executable, "-c", _START]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as server:
        assert server.stdin is not None
        assert server.stdout is not None

        def ask(code: str) -> str:
            print(json.dumps(code), file=server.stdin, flush=True)
            return str(json.loads(server.stdout.readline())).strip()

        yield ask
        server.stdin.close()


def test_tensors_on_the_device_meta_do_without_it_and_import_nothing(printed):
    code = """
before = set(sys.modules)
net = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 3), torch.nn.BatchNorm2d(2)).to("meta")
net(torch.empty(2, 1, 8, 8, device="meta")).sum()
print(loaded(), set(sys.modules) - before)
"""
    assert printed(code) == "False set()"


def test_training_does_without_it(printed):
    code = """
for make in (torch.optim.SGD, torch.optim.AdamW, torch.optim.RMSprop):
    optimizer = make(net.parameters(), lr=0.1)
    torch.optim.lr_scheduler.StepLR(optimizer, 1)
    before = net.weight.clone()
    net(torch.ones(3, 2)).sum().backward()
    optimizer.step()
    optimizer.zero_grad()
    optimizer.load_state_dict(optimizer.state_dict())
    assert not torch.equal(before, net.weight)
print(loaded())
"""
    assert printed(code) == "False"


@pytest.mark.parametrize(
    "code",
    [
        "import torch._dynamo.utils; print(torch._dynamo.utils.is_compile_supported('mps'))",
        "from torch._dynamo import config; print(not config.recompile_limit)",
        "print(not torch.compile(lambda x: 2 * x, backend='eager')(torch.ones(1)).item() == 2)",
        "print(bool(torch.func.grad(lambda x: x * x)(torch.zeros(()))))",
        "print(torch._dynamo.disable(lambda: loaded() and torch._dynamo.config is None)())",
        "import torchvision; roi = torch.tensor([[0.0, 0, 1, 1]]);"
        "out = torchvision.ops.roi_align(torch.rand(1, 1, 5, 5), [roi], 2);"
        "print(out.shape != (1, 1, 2, 2))",
    ],
)
def test_what_needs_it_finds_it(printed, code):
    assert printed(f"{code}; assert loaded() or 'roi' in globals()") == "False"


def test_an_optimizer_whose_step_ran_before_can_be_compiled(printed):
    code = """
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
def step():
    optimizer.zero_grad()
    net(torch.ones(3, 2)).sum().backward()
    optimizer.step()
step()
before = net.weight.clone()
torch.compile(step, backend="eager")()
print(torch.allclose(net.weight, before - 0.3), loaded())
"""
    assert printed(code) == "True True"


def test_otter_is_imported_as_far_as_it_is_used(printed):
    import otter

    code = """
assert "pandas" not in sys.modules
import otter
from otter.test_files import test_case
assert "otter.api" not in sys.modules
print(otter.Notebook.__module__, otter.__version__, otter.test_files.test_case is test_case)
"""
    assert printed(code).split() == [otter.Notebook.__module__, otter.__version__, "True"]


def test_a_grade_uses_otter_without_pandas_and_who_asks_for_more_gets_it():
    code = """
import sys
from torchgrade.engine.supervisor.deferred_imports import defer_otter
defer_otter()
from otter.execute.preprocessor import GradingPreprocessor
from otter.run.run_autograder.autograder_config import AutograderConfig
from otter.test_files import GradingResults
print("pandas" in sys.modules)
import otter
from otter.run import main
print(otter.Notebook.__name__, main.__module__, "pandas" in sys.modules)
"""
    said = subprocess.check_output([sys.executable, "-c", code], text=True)
    assert said.split() == ["False", "Notebook", "otter.run", "True"]
