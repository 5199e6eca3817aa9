"""What notebooks do works in a player, a DataLoader's workers included."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap

import pytest

from tests.sandbox.players import (
    UID,
    Players,
    needs_root,
)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox's layers are Linux's")


SCRIPT = """
import os, sys, pathlib, traceback, multiprocessing
import numpy, torch, matplotlib, IPython.core.interactiveshell
from torchgrade.sandbox import landlock, isolate, seccomp

folder, uid, own = pathlib.Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "True"
isolate.prepare()
child = os.fork()
if child:
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
isolate.enter(isolate.Plan(folder, uid if own else None), keep={1, 2})
try:
    print("begin")
    import numpy, torch, torch.nn as nn
    torch.set_num_threads(2)
    x = torch.randn(512, 512, requires_grad=True)
    for _ in range(20):
        nn.Linear(512, 512)(x).sum().backward()
    print("torch", torch.get_num_threads())

    import matplotlib.pyplot as plt
    plt.plot([1, 2]); plt.savefig("figure.png")
    print("matplotlib", os.path.getsize("figure.png") > 1000)

    import subprocess
    command = ["python", "-c", "import sys; print(sys.prefix)"]  # not another Python of the system
    answer = subprocess.run(command, capture_output=True, text=True)
    print("subprocess", answer.stdout.strip() == sys.prefix, answer.stderr)

    import sqlite3
    with sqlite3.connect("a.db") as base:
        base.execute("create table t (a)"); base.execute("insert into t values (1)")
        print("sqlite3", base.execute("select a from t").fetchone())
        other = sqlite3.connect("a.db")  # while a transaction is under way
        print("sqlite3", other.execute("select count(*) from t").fetchone())

    torch.save(nn.Linear(2, 2).state_dict(), "w.pt"); torch.load("w.pt")
    print("save")

    import sklearn.linear_model, threading, concurrent.futures
    sklearn.linear_model.LogisticRegression().fit([[0.0], [1.0]], [0, 1])
    import sklearn.ensemble, sklearn.model_selection
    forest = sklearn.ensemble.RandomForestClassifier(4, n_jobs=2)
    x, y = [[float(n)] for n in range(20)], [0, 1] * 10
    forest.fit(x, y)
    print("jobs", len(sklearn.model_selection.cross_val_score(forest, x, y, n_jobs=2, cv=2)))
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        print("threads", list(pool.map(abs, [-1, -2])))

    import getpass
    print("user", getpass.getuser())

    if own:
        from torch.utils.data import DataLoader, TensorDataset
        data = TensorDataset(torch.arange(8.0))
        print("loader", sum(float(b.sum()) for (b,) in DataLoader(data, 2, num_workers=2)))
        kept = DataLoader(data, 2, num_workers=2, persistent_workers=True, pin_memory=False)
        print("kept", [sum(float(b.sum()) for (b,) in kept) for _ in range(2)])
        with multiprocessing.Pool(2) as pool:
            print("pool", pool.map(abs, [-1, -2]), pool.map(torch.sum, [torch.ones(3)]))
        with concurrent.futures.ProcessPoolExecutor(2) as pool:
            print("executor", list(pool.map(torch.neg, [torch.ones(1)])))
        shared = torch.zeros(2).share_memory_()
        child = multiprocessing.Process(target=shared.add_, args=(1,))
        child.start(), child.join()
        print("shared", shared)
        import asyncio
        print("asyncio", asyncio.run(asyncio.sleep(0.01, "done")))
    print("end")
except BaseException:
    traceback.print_exc()
finally:
    sys.stdout.flush()
    os._exit(0)
"""


def notebook(players: Players) -> list[str]:
    """Run what notebooks do in a player of a fresh process that has imported torch."""
    command = [sys.executable, "-c", textwrap.dedent(SCRIPT), players.folder, UID]
    command.append(players.uid is not None)
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, timeout=180, check=True
    )
    assert not done.stderr, done.stderr
    return done.stdout.splitlines()


EXPECTED = [
    "begin",
    "torch 2",
    "matplotlib True",
    "subprocess True ",
    "sqlite3 (1,)",
    "sqlite3 (0,)",
    "save",
    "jobs 2",
    "threads [1, 2]",
    "user student",
]


@needs_root
def test_what_notebooks_do_works_with_a_uid_of_its_own(own_uid: Players) -> None:
    with_workers = [
        "loader 28.0",
        "kept [28.0, 28.0]",
        "pool [1, 2] [tensor(3.)]",
        "executor [tensor([-1.])]",
        "shared tensor([1., 1.])",
        "asyncio done",
    ]
    assert notebook(own_uid) == [*EXPECTED, *with_workers, "end"]


@pytest.mark.skipif(os.getuid() == 0, reason="root's own player would be no ordinary user's")
def test_what_notebooks_do_works_for_an_ordinary_user(ordinary: Players) -> None:
    assert notebook(ordinary) == [*EXPECTED, "end"]
