"""A machine that says it has a GPU, and a lab with a question that needs one."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.source import cells, code, raw, rewrite, text
from torchgrade.course import Lab
from torchgrade.engine.supervisor.host import Host

_SERVER = """\
#!{python}
import runpy, sys
from types import SimpleNamespace
from torchgrade.checks import gpu
gpu.torch = SimpleNamespace(cuda=SimpleNamespace(is_available=lambda: True))
sys.argv = sys.argv[2:]
sys.path[0] = ""
runpy.run_module("torchgrade.engine.supervisor.forkserver", run_name="__main__", alter_sys=True)
"""

NAME = "q3_retrained"

_QUESTION = (
    raw(f"# BEGIN QUESTION\nname: {NAME}\npoints: 4"),
    text("## Question 3: train it\n\nWrite `build_model` and `train`."),
    raw("# BEGIN SOLUTION"),
    code(
        """\
from torch import nn


def build_model():
    # BEGIN SOLUTION
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    # END SOLUTION


def train(model, images, labels):
    # BEGIN SOLUTION
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(60):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(images), labels).backward()
        optimizer.step()
    # END SOLUTION"""
    ),
    raw("# END SOLUTION"),
    raw("# BEGIN TESTS"),
    code(
        '''\
""" # BEGIN TEST CONFIG
points: 1
hidden: false
""" # END TEST CONFIG
def test_ten_scores(build_model):
    from torchgrade import checks
    import torch
    checks.tensor(build_model()(torch.zeros(2, 1, 28, 28)), shape=(2, 10), what="the scores")'''
    ),
    code(
        '''\
""" # BEGIN TEST CONFIG
points: 3
hidden: true
failure_message: A model that your train trains from scratch must read digits.
""" # END TEST CONFIG
def test_retrained_from_scratch(build_model, train):
    from torchgrade import checks
    checks.needs_gpu()
    import torch
    from torchgrade import datasets
    torch.manual_seed(checks.generator("retrain").initial_seed() % 2**31)
    model = build_model()
    train(model, *datasets.tensors("digits", train=True))
    checks.accuracy(model, *datasets.tensors("digits", train=False), at_least=0.7)'''
    ),
    raw("# END TESTS"),
    raw("# END QUESTION"),
)


def add_question(lab: Lab) -> None:
    """Give a lab of `torchgrade new` a third question, with a test that trains anew."""
    rewrite(lab, [*cells(lab), *_QUESTION])
    settings = lab.source / "lab.toml"
    settings.write_text(settings.read_text().replace("points = 10", "points = 14"))


@contextlib.contextmanager
def pretended(folder: Path) -> Iterator[Host]:
    """Yield what engines run on that believe in a GPU.

    `checks.needs_gpu` alone is told so (torch itself would try to use one); all else is as ever.
    """
    server = folder / "python-with-a-gpu"
    server.write_text(_SERVER.format(python=sys.executable))
    server.chmod(0o755)
    host = Host()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sys, "executable", str(server))
        host.serve()
    try:
        yield host
    finally:
        host.close()
