"""Labs that are broken on purpose, one for each rule: the finding appears, and only that one."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

from tests.support import source
from torchgrade import notebook as nb
from torchgrade.authoring import build, read_source
from torchgrade.bundle import open_bundle
from torchgrade.course import Course, Lab
from torchgrade.engine.engine import Outcome
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.errors import GraderError
from torchgrade.grade import Submission, grade
from torchgrade.verify import (
    RunCache,
    VerifyOptions,
    apply,
    passed,
    read_variants,
    verify,
    write_signatures,
)
from torchgrade.verify.notebook_runner import NotebookRunner, Task
from torchgrade.verify.proof import Run
from torchgrade.verify.report import redundant

RIGHT = """\
import torch


def softmax(scores):
    return torch.softmax(scores, dim=1)
"""
WRONG = """\
def softmax(scores):
    return scores
"""
Break = Callable[[Lab], None]


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[RunCache]:
    cache = RunCache(tmp_path / "verify.sqlite")
    yield cache
    cache.close()


@pytest.fixture
def made(tmp_path: Path) -> tuple[Course, Lab]:
    """The lab of `torchgrade new` in a state in which every gate holds."""
    course, lab = source.hello(tmp_path / "course")
    lab.alternatives.mkdir()
    write(lab, "alternatives", "library", "fails: none", RIGHT)
    source.edit(lab, "points: 1\nhidden: false", "points: 0\nhidden: false")
    source.edit(lab, "points: 7", "points: 8")
    return course, lab


def write(lab: Lab, folder: str, name: str, says: str, code: str) -> None:
    text = f'"""Another way.\n\nquestion: q1_softmax\n{says}\n"""\n{code}'
    (lab.source / folder / f"{name}.py").write_text(text)


def lucky(lab: Lab) -> None:
    source.edit(
        lab,
        "    for scale in (1.0, 1e4):",
        "    import random  # false failures: one in ten\n"
        "    assert random.random() < 0.9, 'no luck'\n    for scale in (1.0, 1e4):",
    )


def counting(lab: Lab) -> None:
    """The hidden test wears the student's function out."""
    source.edit(lab, "import torch\n\n\ndef softmax", "import torch\n\nCALLS = []\n\n\ndef softmax")
    source.edit(lab, "    # BEGIN SOLUTION\n", "    # BEGIN SOLUTION\n    CALLS.append(1)\n")
    source.edit(lab, "    return exponentials /", "    return (len(CALLS) < 9) * exponentials /")
    source.edit(
        lab,
        "    for scale in (1.0, 1e4):",
        "    [softmax(scores) for _ in range(4)]\n    for scale in (1.0, 1e4):",
    )


QUICK = VerifyOptions(quick=True, skip=frozenset({"idle", "mutants"}), jobs=2)
WHOLE = VerifyOptions(
    skip=frozenset({"solution", "idle", "mutants", "order", "noise", "budget"}), jobs=2
)
IDLE = VerifyOptions(quick=True, skip=frozenset({"mutants", "order"}), jobs=2)
NOISE = VerifyOptions(
    skip=frozenset({"solution", "idle", "mistakes", "mutants", "order", "budget"}),
    jobs=2,
    seeds=40,
)


def weak_hidden_test(lab: Lab) -> None:
    source.edit(lab, '    generator = checks.generator("softmax")', "    return\n    generator = 0")
    (lab.mistakes / "no_shift.py").unlink()


def weak_public_test(lab: Lab) -> None:
    source.edit(lab, "points: 0\nhidden: false", "points: 1\nhidden: false")
    source.edit(lab, "points: 8\nhidden", "points: 7\nhidden")
    source.edit(
        lab, "    scores = torch.tensor([[1.0", "    return\n    scores = torch.tensor([[1.0"
    )


def absence_rewarded(lab: Lab) -> None:
    """Asks that a blank answers at all, and then only that the argument stays as it was."""
    source.edit(
        lab,
        '    generator = checks.generator("softmax")',
        "    scores = torch.ones(2, 3)\n    assert softmax(scores) is not None\n    return\n"
        '    generator = checks.generator("softmax")',
    )
    (lab.mistakes / "no_shift.py").unlink()


def answered_by_an_experiment(lab: Lab) -> None:
    """A given cell whose function does what the question asks for, in other words."""
    cells = source.cells(lab)
    code = "import torch\n\n\ndef shares(x):\n    return torch.softmax(x, 1)"
    source.rewrite(lab, [*cells, nbformat.v4.new_code_cell(code)])


def hint_with_the_answer(lab: Lab) -> None:
    """A message that is put together when the test runs: a build reads only what stands there."""
    source.edit(
        lab,
        "    out = checks.tensor(softmax(scores)",
        '    line = "shifted = scores - scores" + ".max(dim=1, keepdim=True).values"\n'
        "    assert softmax(1e4 * scores).isfinite().all(), line\n"
        "    out = checks.tensor(softmax(scores)",
    )


def mistake_of_another_question(lab: Lab, folder: str) -> None:
    """As one is left behind where a question was renamed."""
    write(lab, folder, "odd", "fails: test_of_nothing", WRONG)
    path = lab.source / folder / "odd.py"
    path.write_text(path.read_text("utf-8").replace("question: q1_softmax", "question: q1_gone"))


BROKEN: list[tuple[str, Break, VerifyOptions]] = [
    ("V100", lambda lab: source.edit(lab, "name: q1_softmax", "name: q1 softmax"), QUICK),
    ("V101", lambda lab: source.edit(lab, "shifted.exp()", "shifted.exp() + 1"), QUICK),
    ("V102", weak_hidden_test, QUICK),
    ("V103", weak_public_test, QUICK),
    ("V105", absence_rewarded, IDLE),
    ("V106", answered_by_an_experiment, IDLE),
    (
        "V201",
        lambda lab: write(lab, "mistakes", "none", "fails: test_values_and_large_scores", RIGHT),
        QUICK,
    ),
    ("V203", lambda lab: write(lab, "mistakes", "odd", "fails: test_of_nothing", WRONG), QUICK),
    ("V203", lambda lab: mistake_of_another_question(lab, "mistakes"), QUICK),
    ("V203", lambda lab: mistake_of_another_question(lab, "alternatives"), WHOLE),
    ("V205", hint_with_the_answer, QUICK),
    ("V301", lambda lab: write(lab, "alternatives", "odd", "fails: none", WRONG), QUICK),
    (
        "V302",
        lambda lab: write(
            lab, "alternatives", "odd", "fails: none\nexcept: test_rows_add_up_to_one", RIGHT
        ),
        QUICK,
    ),
    ("V501", lucky, NOISE),
    ("V601", counting, QUICK),
]


@pytest.mark.parametrize(("code", "broken", "options"), BROKEN, ids=[code for code, *_ in BROKEN])
def test_a_lab_broken_on_purpose_has_that_finding_and_no_other(
    made: tuple[Course, Lab],
    engine: IsolatedEngine,
    cache: RunCache,
    code: str,
    broken: Break,
    options: VerifyOptions,
) -> None:
    course, lab = made
    broken(lab)
    _, findings = verify(course, lab, engine, cache, options)
    assert {found.code for found in findings} == {code}, findings


def test_right_work_is_graded_under_as_many_seeds_as_asked_for(
    made: tuple[Course, Lab], engine: IsolatedEngine, cache: RunCache
) -> None:
    proof, findings = verify(*made, engine, cache, dataclasses.replace(NOISE, seeds=3))
    assert findings == []
    assert proof is not None
    found = [(one.name, one.threads, one.seeds) for one in proof.noise]
    assert found == [("solution", 1, 2), ("solution", 2, 1), ("library", 1, 2), ("library", 2, 1)]


def test_every_gate_of_a_sound_lab_holds_and_has_evidence(
    made: tuple[Course, Lab], engine: IsolatedEngine, cache: RunCache
) -> None:
    """All gates but noise, which has a test of its own."""
    course, lab = made
    options = VerifyOptions(skip=frozenset({"noise"}), jobs=2)
    proof, findings = verify(course, lab, engine, cache, options)
    assert passed(findings), findings
    assert proof is not None
    assert set(proof.solution) == {"isolated", "otter"}
    assert [dict(found.run.failed) != {} for found in proof.idle] == [True] * 12
    assert [bool(tried.run.failed) for tried in proof.mistakes] == [True]
    assert [dict(tried.run.failed) for tried in proof.alternatives] == [{}]
    assert len(proof.mutants) > 5
    assert {order.how for order in proof.orders} == {"alone", "reverse", "twice"}
    assert proof.budget is not None
    assert proof.budget.memory > 100 * 2**20


def test_where_memory_is_short_each_question_is_measured_alone(
    made: tuple[Course, Lab],
    engine: IsolatedEngine,
    cache: RunCache,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    course, lab = made
    for module in ("gather", "rules.evidence.budget"):
        monkeypatch.setattr(f"torchgrade.verify.{module}.CONTAINER_MEMORY", 2**20)
    options = VerifyOptions(select=frozenset({"too-much-memory"}))
    proof, findings = verify(course, lab, engine, cache, options)
    assert proof is not None
    assert proof.budget is not None
    assert proof.budget.memory >= max(proof.budget.alone.values()) > 100 * 2**20
    assert list(proof.budget.alone) == ["q1_softmax"]
    assert [found.code for found in findings] == ["V802"]


def test_the_budget_is_measured_in_an_engine_as_a_container_has_it(
    made: tuple[Course, Lab],
    engine: IsolatedEngine,
    cache: RunCache,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One that has not moved its memory to large pages, which pays for many submissions only."""
    asked: list[dict[str, object]] = []

    def lent(**named: object) -> contextlib.AbstractContextManager[IsolatedEngine]:
        asked.append(named)
        return contextlib.nullcontext(engine)

    course, lab = made
    monkeypatch.setattr("torchgrade.verify.gather.IsolatedEngine", lent)
    options = VerifyOptions(select=frozenset({"too-much-memory"}))
    proof, _ = verify(course, lab, engine, cache, options)
    assert proof is not None
    assert proof.budget is not None
    assert asked == [{"walls": "unneeded", "single": True}]


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel does not say who stood in line")
def test_a_budget_leaves_out_what_other_work_took(
    made: tuple[Course, Lab],
    engine: IsolatedEngine,
    cache: RunCache,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Twelve others share its core: by the clock on the wall it takes many times as long."""
    walls: list[float] = []
    play = NotebookRunner.play

    def timed(runner: NotebookRunner, task: Task) -> Run:
        start = time.monotonic()
        run = play(runner, task)
        walls.append(time.monotonic() - start)
        return run

    course, lab = made
    monkeypatch.setattr(NotebookRunner, "play", timed)
    monkeypatch.setattr(
        "torchgrade.verify.gather.IsolatedEngine", lambda **_: contextlib.nullcontext(engine)
    )
    cores = os.sched_getaffinity(0)
    core = {min(cores)}
    others = [subprocess.Popen(["sh", "-c", "while :; do :; done"]) for _ in range(12)]
    try:
        for pid in (*(other.pid for other in others), *engine.processes(), os.getpid()):
            os.sched_setaffinity(pid, core)
        options = VerifyOptions(select=frozenset({"too-slow"}))
        proof, _ = verify(course, lab, engine, cache, options)
    finally:
        for other in others:
            other.kill()
            other.wait()
        for pid in (*engine.processes(), os.getpid()):
            os.sched_setaffinity(pid, cores)
    assert proof is not None
    assert proof.budget is not None
    assert proof.budget.seconds < 0.7 * walls[-1]


def test_ctrl_c_while_the_budget_is_measured_leaves_nobody_looking(
    made: tuple[Course, Lab],
    engine: IsolatedEngine,
    cache: RunCache,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupted(runner: NotebookRunner, task: Task) -> Run:
        raise KeyboardInterrupt

    course, lab = made
    gates = ("solution", "mistakes", "alternatives", "mutants", "order", "noise")
    verify(course, lab, engine, cache, VerifyOptions(skip=frozenset({*gates, "budget"})))
    engine.settle()
    before = threading.active_count()
    monkeypatch.setattr(NotebookRunner, "play", interrupted)
    with pytest.raises(KeyboardInterrupt):
        verify(course, lab, engine, cache, VerifyOptions(skip=frozenset(gates)))
    assert threading.active_count() == before


def test_ctrl_c_ends_what_runs_at_once(
    made: tuple[Course, Lab],
    engine: IsolatedEngine,
    cache: RunCache,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stopped = threading.Event()
    seen: list[bool] = []

    def fails(*_: object, **__: object) -> Outcome:
        raise GraderError("it was stopped")

    def running(*_: object, **__: object) -> list[Outcome]:
        monkeypatch.setattr(engine, "run", fails)
        time.sleep(0.2)  # until it is waited for
        os.kill(os.getpid(), signal.SIGINT)
        seen.append(stopped.wait(60))
        raise GraderError("it was stopped")

    course, lab = made
    monkeypatch.setattr(engine, "run_variants", running)
    monkeypatch.setattr(engine, "stop", stopped.set)
    select = frozenset({"mutant-survives"})
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's & ignores it
    try:
        with pytest.raises(KeyboardInterrupt):
            verify(course, lab, engine, cache, VerifyOptions(quick=True, select=select))
    finally:
        signal.signal(signal.SIGINT, before)
    assert seen == [True], "it waited for what ran"


def test_only_what_changed_runs_again(
    made: tuple[Course, Lab],
    engine: IsolatedEngine,
    cache: RunCache,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    course, lab = made
    played: list[str] = []
    run, run_variants = engine.run, engine.run_variants

    def counted(*given: Any, **more: Any) -> Outcome:
        played.append("alone")
        return run(*given, **more)

    def counted_together(bundle: Any, folder: Any, cell: int, codes: Any, **more: Any) -> Any:
        played.extend("with others" for _ in codes)
        return run_variants(bundle, folder, cell, codes, **more)

    monkeypatch.setattr(engine, "run", counted)
    monkeypatch.setattr(engine, "run_variants", counted_together)
    options = dataclasses.replace(QUICK, skip=frozenset({"idle", "order", "mutants"}))
    verify(course, lab, engine, cache, options)
    assert len(played) == 4  # solution, blank, mistake, alternative
    verify(course, lab, engine, cache, options)
    assert len(played) == 4
    write(lab, "mistakes", "another", "fails: test_values_and_large_scores", WRONG)
    verify(course, lab, engine, cache, options)
    assert len(played) == 5
    source.edit(lab, "Large scores must not overflow", "Large scores must stay finite")
    verify(course, lab, engine, cache, options)
    assert len(played) == 10, "a changed test runs again, with everything"


def test_a_sample_of_the_mistakes_is_told_from_all(
    made: tuple[Course, Lab], engine: IsolatedEngine, cache: RunCache
) -> None:
    course, lab = made
    write(lab, "mistakes", "another", "fails: test_values_and_large_scores", WRONG)
    options = dataclasses.replace(QUICK, sample=1, skip=frozenset({"idle", "order", "mutants"}))
    proof, _ = verify(course, lab, engine, cache, options)
    assert proof is not None
    assert len(proof.mistakes) == 1
    assert proof.left_out == {"mistakes": 1, "alternatives": 0}
    assert redundant(proof) == [], "nothing is known of a test whose mistake was left out"
    proof, _ = verify(course, lab, engine, cache, dataclasses.replace(options, sample=2))
    assert proof is not None
    assert len(proof.mistakes) == 2
    assert not proof.left_out.total()


def test_several_questions_are_looked_at_and_no_others(
    engine: IsolatedEngine, cache: RunCache
) -> None:
    asked = ("q4_forward", "q5_backward")
    options = dataclasses.replace(
        QUICK, questions=asked, sample=1, skip=frozenset({"idle", "order", "noise", "budget"})
    )
    course = Course(Path())
    proof, findings = verify(course, course.lab("dropout_scaling"), engine, cache, options)
    assert proof is not None
    assert {tried.variant.question for tried in proof.mistakes} == {*asked}
    assert {tried.variant.question for tried in proof.alternatives} == {*asked}
    assert {found.mutant.question for found in proof.mutants} == {*asked}
    assert proof.left_out["mutants"] > 100  # so that no share is taken for the whole lab's
    assert [found.question for found in findings if found.question not in asked] == []


def test_a_sample_has_an_answer_that_does_nothing(
    made: tuple[Course, Lab], engine: IsolatedEngine, cache: RunCache
) -> None:
    course, lab = made
    options = dataclasses.replace(QUICK, sample=1, skip=frozenset({"order", "mutants"}))
    proof, _ = verify(course, lab, engine, cache, options)
    assert proof is not None
    assert len(proof.idle) == 1
    assert proof.left_out["idle"] > 1


@pytest.mark.usefixtures("warm")
def test_how_mistakes_show_is_written_down_and_a_grade_names_them(
    made: tuple[Course, Lab], engine: IsolatedEngine, cache: RunCache, tmp_path: Path
) -> None:
    course, lab = made
    hint = "fails: test_values_and_large_scores\nhint: Along which axis is the sum taken?"
    write(lab, "mistakes", "another", hint, WRONG)
    options = dataclasses.replace(QUICK, signatures=True, skip=QUICK.skip | {"order"})
    proof, _ = verify(course, lab, engine, cache, options)
    assert proof is not None
    assert proof.signatures is not None
    write_signatures(lab, proof.signatures)
    assert [built.status for built in build(course, [lab])] == ["built"]
    [wrong] = [v for v in read_variants(lab.mistakes) if v.name == "another"]
    handed = tmp_path / "handed" / lab.notebook.name
    handed.parent.mkdir()
    nb.write(apply(wrong, read_source(lab), nb.read(lab.solutions / handed.name)), handed)
    with open_bundle(lab.autograder) as bundle:
        result = grade(bundle, Submission(handed.parent, "ada"), engine)
    [likely] = result.mistakes
    assert likely.question == "q1_softmax"
    assert "another" in likely.names
    assert not (lab.release / "signatures.json").exists()
    source.edit(lab, "Large scores must not overflow", "Large scores must stay finite")
    [built] = build(course, [lab])
    assert "the tests of q1_softmax have changed since" in built.warnings[0]
    again = dataclasses.replace(options, questions=("q1_softmax",))
    proof, _ = verify(course, lab, engine, cache, again)
    assert proof is not None
    assert proof.signatures is not None
    write_signatures(lab, proof.signatures)
    [built] = build(course, [lab])
    assert built.warnings == ()
    lab.signatures.write_text("{}[")
    [built] = build(course, [lab])
    assert "signatures.json" in built.message


FILE = '''"""Weights that were not handed in.

question: q1_softmax
fails: test_values_and_large_scores
file: weights/w.txt
"""
from pathlib import Path
Path("weights/w.txt").{how}
'''


def with_weights(lab: Lab) -> Lab:
    """Give the lab a file that is handed in, which its hidden test reads."""
    (lab.source / "weights").mkdir()
    (lab.source / "weights" / "w.txt").write_text("trained")
    text = (lab.source / "lab.toml").read_text()
    (lab.source / "lab.toml").write_text(text + 'hand_in = ["weights"]\n')
    source.edit(
        lab,
        '    generator = checks.generator("softmax")',
        '    with open("weights/w.txt") as file:\n'
        '        assert file.read() == "trained", "these weights were never trained"\n'
        '    generator = checks.generator("softmax")',
    )
    return Course(lab.course).lab(lab.name)


@pytest.mark.parametrize("how", ["unlink()", "write_text('random')"])
def test_a_mistake_in_a_file_is_caught(
    made: tuple[Course, Lab], engine: IsolatedEngine, cache: RunCache, how: str
) -> None:
    course, lab = made
    lab = with_weights(lab)
    (lab.mistakes / "no_weights.py").write_text(FILE.format(how=how))
    proof, findings = verify(course, lab, engine, cache, QUICK)
    assert findings == []
    assert proof is not None
    assert len(proof.mistakes) == 2


def test_a_mistake_that_leaves_its_file_as_it_was_is_refused(
    made: tuple[Course, Lab], engine: IsolatedEngine, cache: RunCache
) -> None:
    course, lab = made
    lab = with_weights(lab)
    (lab.mistakes / "no_weights.py").write_text(FILE.format(how="exists()"))
    _, findings = verify(course, lab, engine, cache, QUICK)
    assert [found.code for found in findings] == ["V100"]
    assert "expected its code to change weights/w.txt" in findings[0].message
