"""Answers that earn nothing: by heart, by a lie to a probe, by a hidden call, by doing nothing."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import nbformat
import pytest
from torch import nn

from torchgrade import notebook as nb
from torchgrade import weights
from torchgrade.bundle import open_bundle
from torchgrade.course import Course
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.grade import Submission, grade

COURSE = Course(Path(__file__).parents[2])


def answered(name: str, answers: dict[str, str]) -> Any:
    """Return a release with a cell before the check of each of these questions."""
    notebook = copy.deepcopy(nb.read(COURSE.lab(name).release / f"{name}.ipynb"))
    cells = []
    for cell in notebook.cells:
        for question, code in answers.items():
            if cell.cell_type == "code" and f'grader.check("{question}")' in nb.source(cell):
                cells.append(nbformat.v4.new_code_cell(code))
        cells.append(cell)
    assert len(cells) == len(notebook.cells) + len(answers)
    notebook.cells = cells
    return notebook


def passed(engine: IsolatedEngine, name: str, folder: Path, notebook: Any) -> list[str]:
    """Grade a notebook, and list the hidden cases with points that it passes."""
    folder.mkdir(exist_ok=True)
    nb.write(notebook, folder / f"{name}.ipynb")
    with open_bundle(COURSE.lab(name).autograder) as bundle:
        result = grade(bundle, Submission(folder, name), engine)
    assert result.status == "graded", result.message
    return [
        case.name
        for question in result.questions
        for case in question.cases
        if case.hidden and case.status == "passed" and case.max_score
    ]


DROPOUT = """
import torch, torch.nn.functional as F
from torch import nn
{lib}
def dropout_forward(x, dropout_param):
    p = dropout_param["p"]
    if dropout_param["mode"] == "test":
        return x.clone(), None
    if "seed" in dropout_param:
        torch.manual_seed(dropout_param["seed"])
    mask = lib(torch.ones_like(x), 1 - p)
    return x * mask, mask
class InvertedDropout(nn.Module):
    def __init__(self, p_drop):
        super().__init__()
        if not 0 <= p_drop <= 1: raise ValueError
        self.p_drop = p_drop
    def forward(self, x):
        return x * lib(torch.ones_like(x), float(self.p_drop)) if self.training else x.clone()
"""
HIDES = {
    "thread": """
import concurrent.futures
def lib(x, p):
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        return pool.submit(F.dropout, x, p).result()
""",
    "kept_thread": """
import queue, threading
asked, given = queue.Queue(), queue.Queue()
def serve():
    while True:
        given.put(F.dropout(*asked.get()))
def lib(x, p):
    threading.Thread(target=serve, daemon=True).start()
    asked.put((x, p))
    return given.get()
""",
    "disabled": """
def lib(x, p):
    with torch._C.DisableTorchFunction():
        return torch.native_dropout(x, p, True)[0]
""",
    "scripted": """
import pathlib, sys, warnings
pathlib.Path("lib_.py").write_text('''
import torch
@torch.jit.script
def lib(x: torch.Tensor, p: float) -> torch.Tensor:
    return torch.dropout(x, p, True)
''')
warnings.simplefilter("ignore")
from lib_ import lib
""",
    "told": """
import sys
import torchgrade.engine.player.operations as operations
import torchgrade.checks.probes as probes
import torchgrade.checks.probes.tracing.calls as calls
def nothing(fn, *a, **k): return fn(*a, **k), []
operations.OPERATIONS = {**operations.OPERATIONS, "probe": lambda name, *a, **k: nothing(*a, **k)}
operations.PROBES = {"library_calls": nothing}
probes.library_calls = calls.library_calls = nothing
calls._Tracer.__torch_function__ = lambda self, func, types, args=(), kwargs=None: func(
    *args, **(kwargs or {})
)
calls._unseen = lambda events: []
for module in list(sys.modules.values()):
    if "library_calls" in vars(module):
        module.library_calls = nothing
def lib(x, p): return F.dropout(x, p)
""",
}


@pytest.mark.parametrize("how", HIDES)
def test_a_call_of_the_library_is_heard_however_it_is_made(
    how: str, engine: IsolatedEngine, tmp_path: Path
) -> None:
    code = DROPOUT.format(lib=HIDES[how])
    notebook = answered("dropout_scaling", {"q4_forward": code, "q10_module": code})
    found = passed(engine, "dropout_scaling", tmp_path / "in", notebook)
    assert "q4_forward - 3" in found, "what it computes is right"
    assert "q4_forward - 11" not in found
    assert "q10_module - 13" not in found


LIES = """
import torch, torchgrade.engine.player.operations as operations
from torch import nn
class ConvBNReLU(nn.Module):
    def __init__(self, i, o, stride=1):
        super().__init__(); self.i, self.o, self.s = i, o, stride
    def forward(self, x):
        return torch.zeros(x.shape[0], self.o, -(-x.shape[2] // self.s), -(-x.shape[3] // self.s))
def evaluate(model, loader): return 0.75
def fit(model, train_loader, val_loader, optimizer, criterion, epochs):
    return {k: [0.5] * epochs for k in ("train_loss", "train_accuracy", "val_accuracy")}
def state(m): return {k: v.clone() for k, v in m.state_dict().items()}
def watch(fn, model, *args, **kw):
    if fn is evaluate:
        return (0.75, [("eval", False, 4)] * len(args[0]), state(model), [])
    t, v, n = args[0], args[1], args[4]
    seen = ([("train", True, 4)] * len(t) + [("eval", False, 3)] * len(v)) * n
    return (fn(model, *args), seen, state(model), [])
LIES = {
    "executed_layers": lambda model, x: ["Conv2d", "BatchNorm2d", "ReLU"],
    "parameter_sizes": lambda model: {"w": 9 * model.i * model.o + 2 * model.o},
    "moved_buffers": lambda model, x, training: {"running_mean": training},
    "state": lambda model: {"conv.weight": torch.zeros(model.o, model.i, 3, 3)},
    "watch": watch,
}
"""
# Through the garbage collector the table itself is found, which no import leads to.
DEEP = """
import gc
for table in gc.get_objects():
    if type(table) is dict and "executed_layers" in table and "written_to" in table:
        table.update(LIES)
"""


def test_constants_and_lies_to_probes_earn_nothing(engine: IsolatedEngine, tmp_path: Path) -> None:
    """Behaviour decides: not even who replaces the probes themselves gets points for zeros."""
    code = LIES + DEEP
    notebook = answered(
        "bn_placement", dict.fromkeys(("q2_block", "q10_evaluate", "q11_fit"), code)
    )
    assert passed(engine, "bn_placement", tmp_path / "in", notebook) == []


BY_HEART = """
import torch, zlib
from torch import nn
from torchgrade import datasets
mean, std = datasets.MEAN_STD["digits"]
table = {}
for train in (True, False):
    for image, label in zip(*datasets.pixels("digits", train=train)):
        table[zlib.crc32(image.numpy().tobytes())] = int(label)
class ByHeart(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(2, 2)
    def forward(self, x):
        px = ((x * std[0] + mean[0]) * 255).round().clamp(0, 255).to(torch.uint8)
        out = torch.zeros(len(x), 10)
        for i in range(len(x)):
            out[i, table.get(zlib.crc32(px[i].numpy().tobytes()), 0)] = 9.0
        return out
def build_model(p_drop): return ByHeart()
ResNet20 = ByHeart
final_rate = 0.5
"""
TOLD = """
import gc, torch
said = {"steps": [["torch.zeros", [["plain", 25], ["plain", 10]], {}]], "output": ["step", [0, 0]]}
for table in gc.get_objects():
    if type(table) is dict and "recording" in table and "written_to" in table:
        table["recording"] = lambda model, x: said
        table["batch_outputs"] = lambda model, batches: [torch.zeros(len(b), 10) for b in batches]
"""


class Untrained(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.a = nn.Linear(2, 2)


@pytest.mark.parametrize(("name", "question"), [("mnist_cnn", "q11"), ("resnet", "q12")])
@pytest.mark.parametrize("more", ["", TOLD], ids=["honest probes", "probes that lie"])
def test_test_images_that_are_known_by_heart_are_worth_nothing(
    name: str, question: str, more: str, engine: IsolatedEngine, tmp_path: Path
) -> None:
    file = tmp_path / "in" / "weights" / f"{name}_digits.safetensors"
    weights.save_weights(Untrained(), file, dataset="digits")
    notebook = answered(name, {f"{question}_weights": BY_HEART + more})
    found = passed(engine, name, tmp_path / "in", notebook)
    assert [case for case in found if case.startswith(question)] == []


NOTHING = {
    "dropout_scaling": """
import torch
from torch import nn
def dropout_forward(x, dropout_param): return x.clone(), None
def dropout_backward(dout, cache): return dout.clone()
class InvertedDropout(nn.Module):
    def __init__(self, p_drop): super().__init__()
    def forward(self, x): return x.clone()
def build_net(p_drop):
    hidden = [nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 256), nn.ReLU()]
    return nn.Sequential(nn.Flatten(), *hidden, nn.Linear(256, 10))
def propagate(x, layers, p, mode, scaled):
    means = []
    for w, b in layers[:-1]:
        x = torch.relu(x @ w + b); means.append(x.mean().item())
    w, b = layers[-1]
    return means, x @ w + b
""",
    "mnist_cnn": """
import torch
from torch import nn
def build_model(p_drop): return nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
def accuracy(model, images, labels, batch_size=500): return 0.75
def train(model, train_set, val_set, *, epochs, batch_size=128, lr=1e-3, report=None):
    h = {k: [] for k in ("loss", "train_accuracy", "val_accuracy")}
    for _ in range(epochs):
        for k in h: h[k].append(0.5)
        if report: report(h)
    return h
def sweep(build, fit, rates, train_set, val_set, epochs=1): return {p: 0.5 for p in rates}
def best_rate(sweeps): return list(sweeps[0])[0]
dropout_rates = [0.5]
""",
}
QUESTIONS = {
    "dropout_scaling": ("q4_forward", "q5_backward", "q6_propagate", "q10_module", "q11_network"),
    "mnist_cnn": ("q2_model", "q5_accuracy", "q6_train", "q7_rates", "q8_sweep", "q9_best"),
}


@pytest.mark.parametrize("name", NOTHING)
def test_answers_that_do_nothing_earn_no_hidden_point(
    name: str, engine: IsolatedEngine, tmp_path: Path
) -> None:
    notebook = answered(name, dict.fromkeys(QUESTIONS[name], NOTHING[name]))
    assert passed(engine, name, tmp_path / "in", notebook) == []
