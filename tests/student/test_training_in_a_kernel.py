"""A training in a real kernel: what reaches the notebook, and a real interrupt."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import v4

from tests.support.kernel import Kernel, kernel

ROOT = Path(__file__).parents[2]
SETUP = f"""
import sys, time
sys.path.insert(0, {str(ROOT)!r})
import torch
from tests.support.trained import BATCHES, accuracy, make, state, train
from torchgrade.student import ProgressBar, Training, progress, save_best
from torchgrade.weights import load_weights

def slowly(epoch, step):
    time.sleep(0.05)
"""
CELL = """
torch.manual_seed(5)
net = make()
named = {"path": "weights/net.safetensors", "dataset": "points", "checkpoint": "net.pt"}
with Training(net, 6, BATCHES, accuracy, **named) as training:
    left = training.epochs_left
    train(net, left, training.after_epoch, slowly)
"""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    with kernel(tmp_path_factory.mktemp("kernel")) as started:
        assert "error" not in kinds(started.run(SETUP))
        yield started


def kinds(messages: list[dict[str, Any]]) -> list[str]:
    return [message["msg_type"] for message in messages]


def looks(messages: list[dict[str, Any]], kind: str = "text/plain") -> list[str]:
    types = ("display_data", "update_display_data")
    return [m["content"]["data"][kind] for m in messages if m["msg_type"] in types]


def in_epoch(number: int) -> Any:
    def reached(message: dict[str, Any]) -> bool:
        text = message["content"].get("data", {}).get("text/plain", "")
        return text.startswith(f"Epoch {number} ")

    return reached


def asked(running: Kernel, expression: str) -> str:
    messages = running.run(expression)
    assert "error" not in kinds(messages), messages[-1]["content"]
    return str(messages[-1]["content"]["data"]["text/plain"])


def test_an_interrupt_and_the_same_cell_again(running: Kernel) -> None:
    through = running.run(f"{CELL}\nreference = state(net)")
    assert "error" not in kinds(through)
    running.run("import pathlib; pathlib.Path('weights/net.safetensors').unlink()")

    stopped = running.run(CELL, stop_when=in_epoch(3))
    error = stopped[-1]["content"]
    assert error["ename"] == "TrainingStopped"
    assert len(error["traceback"]) == 1, "a line, and no traceback of anybody's code"
    assert error["traceback"][0].startswith("You stopped the training in epoch ")
    assert looks(stopped)[-1].startswith("Stopped in epoch ")
    assert looks(stopped, "text/html")[-1].count("<polyline") >= 2, "the curves so far"
    good = asked(running, "(accuracy(net.eval()), training.best_accuracy)").strip("()").split(", ")
    assert good[0] == good[1], "the network has the weights of its best epoch"
    assert asked(running, "load_weights(make(7), 'weights/net.safetensors')['val_accuracy']") == (
        f"'{good[1]}'"
    )

    gone_on = running.run(CELL)
    assert looks(gone_on)[-1].startswith("Trained for 6 epochs")
    assert int(asked(running, "left")) in (3, 4), "only the epochs that were left"
    assert asked(running, "all(torch.equal(v, state(net)[k]) for k, v in reference.items())") == (
        "True"
    )


def test_it_is_one_output_from_the_first_step_on(running: Kernel) -> None:
    cell = """
from types import SimpleNamespace
from torchgrade.student.training import shown

net, shown.time = make(), SimpleNamespace(monotonic=lambda: 0.0)  # no moment passes
try:
    with Training(net, 2, BATCHES, accuracy) as training:
        train(net, 2, training.after_epoch)
finally:
    shown.time = time
"""
    seen = running.run(cell)
    types = [kind for kind in kinds(seen) if kind not in ("status", "execute_input")]
    assert types == ["display_data", "update_display_data", "update_display_data"]
    ids = {m["content"]["transient"]["display_id"] for m in seen if "data" in m["content"]}
    assert len(ids) == 1
    pages = looks(seen, "text/html")
    shares = [page.split('aria-valuenow="')[1].split('"')[0] for page in pages]
    assert shares == ["0", "6", "100"], "before, after a step of sixteen, and at the end"
    assert ["loss now" in page for page in pages] == [False, True, True]
    assert "<circle" in pages[1]


def test_looks_are_few_however_many_steps_there_are(running: Kernel) -> None:
    cell = """
begin = time.monotonic()
for item in progress(range(20_000), "items"):
    pass
with ProgressBar("runs", 20_000) as bar:
    for _ in range(20_000):
        bar.step()
passed = time.monotonic() - begin
"""
    seen = running.run(cell)
    passed = float(asked(running, "passed"))
    assert len(looks(seen)) <= 2 * 3 + passed / 0.2
    assert looks(seen)[-1].startswith("runs ━━━━━━━━━━━━━━━━━━━━━━━━ 20000 of 20000, ")


def test_a_saved_notebook_has_one_short_output(tmp_path: Path) -> None:
    book = v4.new_notebook(cells=[v4.new_code_cell(SETUP), v4.new_code_cell(CELL)])
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    client = NotebookClient(
        book, timeout=600, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    )
    client.execute(env={**os.environ, "PATH": path})
    nbformat.validate(book)
    (output,) = book.cells[1].outputs
    assert output.data["text/plain"].startswith("Trained for 6 epochs")
    assert len(output.data["text/plain"].splitlines()) == 3
    assert len(output.data["text/html"]) < 20_000
