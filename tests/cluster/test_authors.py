"""`verify` and `calibrate` on a cluster find what they find on one machine, and keep the same."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("distributed", reason="the extra `cluster` is missing")

from tests.support import calibrated, simulated, source
from tests.support.command import torchgrade
from tests.support.machines import MACHINE, Machines
from tests.support.waiting import until
from torchgrade.calibration import Evidence
from torchgrade.cluster import Where
from torchgrade.cluster.authors import proving_on, training_on
from torchgrade.course import Course, Lab
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.errors import AuthorError, GraderError
from torchgrade.verify import Finding, RunCache, VerifyOptions, verify
from torchgrade.verify.calibrate import read_recipe
from torchgrade.verify.notebook_runner import Engine

PARTS = VerifyOptions(skip=frozenset({"lint", "order", "budget"}))
QUICK = replace(PARTS, quick=True)
SOLUTION = VerifyOptions(quick=True, select=frozenset({"solution-fails"}))
HARMLESS = '''\
"""No mistake at all, so that no test catches it.

question: q1_softmax
fails: test_rows_add_up_to_one
"""
import torch


def softmax(scores):
    return torch.softmax(scores, dim=1)
'''


@pytest.fixture
def lab(tmp_path: Path) -> tuple[Course, Lab]:
    """A lab with something to find: a mistake that none is, and a test that needs luck."""
    course, lab = source.hello(tmp_path / "course")
    (lab.mistakes / "harmless.py").write_text(HARMLESS)
    source.edit(
        lab,
        "    for scale in (1.0, 1e4):",
        "    import random\n    assert random.random() < 0.9, 'no luck'\n"
        "    for scale in (1.0, 1e4):",
    )
    return course, lab


def found(
    lab: tuple[Course, Lab], engine: Engine, options: VerifyOptions, path: Path
) -> tuple[list[Finding], dict[str, dict[str, Any]]]:
    """Return what verify finds, and what it keeps, but for seconds."""
    with contextlib.closing(RunCache(path)) as cache:
        _, findings = verify(*lab, engine, cache, options)
        with contextlib.closing(sqlite3.connect(path)) as base:
            keys = [key for (key,) in base.execute("select key from runs")]
        runs = {key: asdict(run) for key in keys if (run := cache.get(key))}
    for run in runs.values():
        del run["seconds"], run["slowest"]
    return findings, runs


def same_limits(folder: Path) -> None:
    """Have both know how long the solution takes: wrong ones may take ten times that."""
    shutil.copy(folder / "there", folder / "here")


def nothing(text: str) -> None:
    """Hear what a person would be told."""


@pytest.mark.slow(reason="each gate twice; test_grading.py compares grades with every commit")
@pytest.mark.usefixtures("warm")
def test_verify_finds_and_keeps_the_same(
    lab: tuple[Course, Lab], cluster: Any, engine: IsolatedEngine, tmp_path: Path
) -> None:
    where = Where("address", address=cluster.scheduler_address)
    far = {"jobs": 16, "elsewhere": True}
    with proving_on(where, 1, nothing) as notebooks:
        first = found(lab, notebooks, replace(SOLUTION, **far), tmp_path / "there")
        same_limits(tmp_path)
        there = found(lab, notebooks, replace(QUICK, **far), tmp_path / "there")
        notebooks.check()
    assert first == found(lab, engine, SOLUTION, tmp_path / "first")
    here = found(lab, engine, QUICK, tmp_path / "here")
    assert there == here
    assert [one.slug for one in there[0]] == ["mistake-not-caught"]
    assert len(there[1]) > len(first[1]) + 10


@pytest.mark.slow(reason="runs each of many mutants and seeds twice, with a worker killed")
def test_a_worker_that_is_killed_takes_nothing_along(
    lab: tuple[Course, Lab], engine: IsolatedEngine, tmp_path: Path
) -> None:
    told: list[str] = []
    with Machines(tmp_path / "machines", 2, simulated=False) as machines:

        def step(gate: str, done: int, total: int) -> None:
            if (gate, done) in {("mutants", 1), ("noise", 30)}:
                machines.kill(done % 2)

        where = Where("address", address=machines.address)
        options = replace(PARTS, jobs=16, elsewhere=True, step=step)
        with proving_on(where, 1, told.append) as notebooks:
            found(lab, notebooks, replace(SOLUTION, elsewhere=True), tmp_path / "there")
            same_limits(tmp_path)
            there = found(lab, notebooks, options, tmp_path / "there")
            notebooks.check()
    here = found(lab, engine, PARTS, tmp_path / "here")
    assert there == here
    assert "noise" in {one.gate for one in there[0]}
    assert sum("is gone" in text for text in told) == 2


def test_no_notebook_goes_to_a_worker_with_another_torch(
    lab: tuple[Course, Lab], tmp_path: Path
) -> None:
    """What verify would say of the lab means nothing then, and is not said."""
    older = {simulated.OLDER: "1.9.0"}
    with Machines(tmp_path / "machines", 1, environment=older) as machines:
        where = Where("address", address=machines.address)
        with proving_on(where, 1, nothing) as notebooks:
            found(lab, notebooks, replace(QUICK, jobs=4, elsewhere=True), tmp_path / "kept")
            with pytest.raises(AuthorError, match=r"torch 1\.9\.0 \(here "):
                notebooks.check()
        assert machines.times_tried() == {}


def test_to_watch_is_for_one_machine(lab: tuple[Course, Lab]) -> None:
    """Else a change would wait for all that is under way on others."""
    run = torchgrade("verify", "hello", "--watch", "--cluster", "local", cwd=lab[0].root)
    assert run.returncode == 2
    assert "--watch can't be combined with --cluster" in run.stderr


def calibrated_on(where: Where, course: Course, lab: Lab, **options: Any) -> Evidence:
    with training_on(where, 1, "digits", nothing) as pool:
        return calibrated.run(course, lab, pool=pool, jobs=64, **options)


def plain(evidence: Evidence) -> Evidence:
    """Return evidence without seconds, and without the hash of a recipe with a path in it."""
    variants = {name: replace(one, seconds=0.0) for name, one in evidence.variants.items()}
    return replace(evidence, variants=variants, made_from="")


@pytest.mark.slow(reason="trains nineteen times; verify/calibrate has it on one machine")
def test_calibrate_trains_each_seed_once_and_gets_the_same(cluster: Any, tmp_path: Path) -> None:
    where = Where("address", address=cluster.scheduler_address)
    here = calibrated.run(*calibrated.make(tmp_path / "here"), seeds=3, variant_seeds=3)
    course, lab = calibrated.make(tmp_path / "there")
    there = calibrated_on(where, course, lab, seeds=3, variant_seeds=3)
    assert plain(there) == plain(here)
    trained = calibrated.trained(lab)
    assert len(trained) == len(set(trained)) == 3 + 3 + 3
    calibrated_on(where, course, lab, seeds=4, variant_seeds=3)
    assert calibrated.trained(lab)[9:] == ["reference 3"]


def test_what_a_recipe_raises_is_its_authors(cluster: Any, tmp_path: Path) -> None:
    recipe = calibrated.RECIPE.replace("    step(1, 1)", "    raise ValueError('not so')")
    where = Where("address", address=cluster.scheduler_address)
    with pytest.raises(AuthorError, match=r"(?s)raised.*not so"):
        calibrated_on(where, *calibrated.make(tmp_path, recipe=recipe))


def test_a_data_set_that_no_worker_has_is_said_to_be_missing(cluster: Any) -> None:
    where = Where("address", address=cluster.scheduler_address)
    with training_on(where, 1, "no_such_set", nothing) as pool:
        future = pool.submit(print, task("digits"))
        with pytest.raises(GraderError, match="it has no no_such_set"):
            future.result()


def task(dataset: str, code: str = "") -> Any:
    from torchgrade.verify.calibrate.work import Task

    return Task("calibrate.py", code, "", (), dataset, "reference", 0)


@pytest.mark.slow(reason="starts a network of processes, which import torch")
def test_a_training_whose_worker_is_killed_is_done_by_another(tmp_path: Path) -> None:
    killing = (
        "    import os, pathlib, signal\n"
        f"    if seed == 1 and not pathlib.Path({str(tmp_path / 'killed')!r}).exists():\n"
        f"        pathlib.Path({str(tmp_path / 'killed')!r}).touch()\n"
        "        os.kill(os.getppid(), signal.SIGKILL)\n"
        "        import time; time.sleep(600)\n"
        "    step(1, 1)"
    )
    recipe = calibrated.RECIPE.replace("    step(1, 1)", killing)
    course, lab = calibrated.make(tmp_path, recipe=recipe)
    with Machines(tmp_path / "machines", 2) as machines:
        where = Where("address", address=machines.address)
        evidence = calibrated_on(where, course, lab, seeds=3, variant_seeds=0)
    assert (tmp_path / "killed").exists()
    assert evidence.variants["reference"].seeds == (0, 1, 2)
    assert sorted(calibrated.trained(lab)) == [f"reference {seed}" for seed in (0, 1, 1, 2)]


@pytest.mark.slow(reason="starts a network of processes, which import torch")
def test_trainings_that_need_a_gpu_go_where_one_is_announced(tmp_path: Path) -> None:
    asking = f"""\
    with open({str(tmp_path / "where")!r}, "a") as log:
        import os
        log.write(dataset + os.environ[{MACHINE!r}] + "\\n")
    step(1, 1)"""
    recipe = calibrated.RECIPE.replace("    step(1, 1)", asking)
    course, lab = calibrated.make(tmp_path, recipe='GPU = ("digits",)\n' + recipe)
    with Machines(tmp_path / "machines", 2, gpus=1) as machines:
        where = Where("address", address=machines.address)
        calibrated_on(where, course, lab, seeds=4, variant_seeds=0)
    assert (tmp_path / "where").read_text().split() == ["digits0"] * 4


@pytest.mark.slow(reason="waits for a process on a worker that imports torch")
def test_trainings_end_with_the_command(cluster: Any, tmp_path: Path) -> None:
    code = (
        "import os, time\n"
        "def train(solution, dataset, seed, variant, device, step):\n"
        f"    open({str(tmp_path / 'pid')!r}, 'w').write(f'{{os.getpid()}} ')\n"
        "    time.sleep(600)\n"
    )
    where = Where("address", address=cluster.scheduler_address)
    with training_on(where, 1, "digits", nothing) as pool:
        future = pool.submit(print, task("digits", code))
        pid = int(until(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text(), 60))
    with pytest.raises(GraderError, match="it was stopped"):
        future.result()
    assert until(lambda: not Path(f"/proc/{pid}").exists(), 60)


def test_where_trainings_need_a_gpu_is_no_part_of_the_recipe(tmp_path: Path) -> None:
    from torchgrade.authoring import read_source

    _, lab = calibrated.make(tmp_path)
    before = read_recipe(lab, read_source(lab))
    calibrated.put(lab, 'GPU = (\n    "mnist",\n)\n' + calibrated.RECIPE)
    after = read_recipe(lab, read_source(lab))
    assert (before.gpu, after.gpu) == ((), ("mnist",))
    assert after.digest == before.digest
    calibrated.put(lab, 'GPU = "mnist"\n' + calibrated.RECIPE)
    with pytest.raises(AuthorError, match="expected GPU, a literal tuple"):
        read_recipe(lab, read_source(lab))
