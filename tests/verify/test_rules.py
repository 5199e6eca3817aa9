"""Rules that look at what was run, on evidence made by hand: that finding, and no other."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from tests.support import source
from tests.verify.linted import HIDDEN, hidden, put
from torchgrade.authoring import read_source
from torchgrade.records import CaseSpec, Manifest, QuestionSpec
from torchgrade.verify import Proof
from torchgrade.verify.mutation.given import GivenAnswer
from torchgrade.verify.mutation.idle import IdleAnswer
from torchgrade.verify.mutation.mutants import Mutant
from torchgrade.verify.proof import (
    Budget,
    Case,
    Run,
    TriedGivenAnswer,
    TriedIdleAnswer,
    TriedMutant,
    TriedVariant,
)
from torchgrade.verify.rules import all_rules
from torchgrade.verify.rules.evidence.budget import TooMuchMemory
from torchgrade.verify.rules.evidence.idle import IdleEarnsHiddenPoint
from torchgrade.verify.rules.evidence.mutants import MutantSurvives, TooManyEquivalent
from torchgrade.verify.variant import Variant

PASSED = Case("test_values", "q1_softmax", True, True, 8)
FAILED = dataclasses.replace(PASSED, passed=False)
MANIFEST = Manifest(
    "hello",
    "Hello",
    "",
    (QuestionSpec("q1_softmax", 8, cases=(CaseSpec("q1 - 1", "test_values", True, 8),)),),
)
OTHER = QuestionSpec("q3_other", 1, cases=(CaseSpec("q3 - 1", "test_other", True, 1),))


def within(seconds: int, cell: int = 300) -> Manifest:
    return dataclasses.replace(MANIFEST, seconds=seconds, cell_seconds=cell)


def mistake(run: Run, name: str = "wrong") -> TriedVariant:
    path = Path("mistakes") / f"{name}.py"
    return TriedVariant(Variant(path, "It is wrong.", "q1_softmax", ("test_values",), "pass"), run)


def mutants(
    caught: int, missed: int, reasons: int = 0, reason: str = "no change"
) -> list[TriedMutant]:
    made = []
    for index in range(caught + missed):
        mutant = Mutant("q1_softmax", 5, "sign", 1, "x becomes -x", "x", f"q1_softmax-{index}")
        run = Run((FAILED if index < caught else PASSED,))
        excused = index >= caught + missed - reasons
        made.append(TriedMutant(mutant, run, reason if excused else ""))
    return made


def sound(tmp_path: Path, **evidence: Any) -> Proof:
    _, lab = source.hello(tmp_path)
    proof = Proof(lab, read_source(lab), MANIFEST)
    proof.solution["isolated"] = Run((PASSED,))
    proof.blank = Run((FAILED,))
    proof.mistakes = [mistake(Run((FAILED,)))]
    proof.mutants = mutants(40, 0)
    proof.budget = Budget(1.0, 2**29)
    return dataclasses.replace(proof, **evidence)


def codes(proof: Proof) -> set[str]:
    return {
        found.code for rule in all_rules() if rule.gate != "lint" for found in rule.check(proof)
    }


def test_sound_evidence_has_no_finding(tmp_path: Path) -> None:
    assert codes(sound(tmp_path)) == set()


def idle(*runs: Run) -> list[TriedIdleAnswer]:
    answers = [IdleAnswer("q1_softmax", 5, "softmax", f"returns {n}", "") for n in range(len(runs))]
    return [TriedIdleAnswer(answer, run) for answer, run in zip(answers, runs, strict=True)]


def test_a_test_that_lets_idle_answers_pass_is_named_once_with_a_few_of_them(
    tmp_path: Path,
) -> None:
    proof = sound(tmp_path, idle=idle(*[Run((PASSED,))] * 5, Run((FAILED,))))
    [found] = IdleEarnsHiddenPoint().check(proof)
    assert found.place == "test_values"
    assert found.message.startswith("its 8 points go to softmax that returns 0, softmax that")
    assert found.message.endswith("returns 2 and 2 more")


def given(*runs: Run) -> list[TriedGivenAnswer]:
    answer = GivenAnswer("q1_softmax", 5, "softmax", "torch.softmax", 3, "")
    return [TriedGivenAnswer(answer, run) for run in runs]


@pytest.mark.parametrize(
    ("body", "name", "used"),
    [
        ("assert softmax(1)", "softmax", True),  # a parameter
        ("assert shares(1)", "shares", True),  # a global of the notebook
        ("assert [softmax(row) for row in rows]", "rows", True),
        ("assert softmax(1), 'the shares are off'", "shares", False),
        ("shares = softmax(1)\nassert shares", "shares", False),
        ("assert softmax(1).shares()", "shares", False),
        ("from torch import shares\nassert shares", "shares", False),
    ],
)
def test_a_test_asks_for_what_it_uses_and_not_for_a_word_in_it(
    tmp_path: Path, body: str, name: str, used: bool
) -> None:
    _, lab = source.hello(tmp_path)
    put(lab, HIDDEN, hidden(body))
    proof = Proof(lab, read_source(lab), MANIFEST)
    assert proof.asks_for("test_it", ["another", name]) is used


def test_a_doctest_asks_for_the_names_in_it(tmp_path: Path) -> None:
    _, lab = source.hello(tmp_path)
    source.edit(lab, "ok_format: false", "ok_format: true")
    put(lab, HIDDEN, "rows = softmax(x)\nrows[0] > 0")
    proof = Proof(lab, read_source(lab), MANIFEST)
    asked = [name for name in ("softmax", "x", "rows") if proof.asks_for("q1_softmax - 2", [name])]
    assert asked == ["softmax", "x"]
    put(lab, HIDDEN, "rows = softmax(x")  # what a build refuses
    assert Proof(lab, read_source(lab), MANIFEST).asks_for("q1_softmax - 2", ["rows"])


def test_a_survivor_is_named_with_the_check_that_tells_it(tmp_path: Path) -> None:
    [one] = mutants(0, 1)
    seen = dataclasses.replace(one.mutant, caught_by=("stateless", "separate"))
    proof = sound(tmp_path, mutants=[*mutants(60, 1), TriedMutant(seen, Run((PASSED,)))])
    plain, with_check = [found.message for found in MutantSurvives().check(proof)]
    assert plain.endswith(": x becomes -x")
    assert with_check.endswith("(checks.stateless or checks.separate tells such a fault)")


ELSEWHERE = Case("test_other", "q3_other", True, False, 1)
WITHOUT_POINTS = dataclasses.replace(PASSED, points=0)
PUBLIC = dataclasses.replace(PASSED, hidden=False)
OF_ANOTHER = dataclasses.replace(PASSED, question="q3_other")
WITH_OTHER = dataclasses.replace(MANIFEST, questions=(*MANIFEST.questions, OTHER))


def of_other(run: Run) -> TriedVariant:
    tried = mistake(run, "other")
    variant = dataclasses.replace(tried.variant, question="q3_other", fails=("test_other",))
    return TriedVariant(variant, run)


@pytest.mark.parametrize(
    ("expected", "evidence"),
    [
        ({"V105"}, {"idle": idle(Run((FAILED,)), Run((PASSED,)))}),
        (set(), {"idle": idle(Run((FAILED,)), Run((WITHOUT_POINTS, PUBLIC, OF_ANOTHER)))}),
        ({"V106"}, {"given": given(Run((PASSED,)))}),
        (set(), {"given": given(Run((FAILED,)), Run((PUBLIC, OF_ANOTHER, WITHOUT_POINTS)))}),
        (set(), {"given": given(Run((PASSED, dataclasses.replace(FAILED, points=3))))}),
        ({"V104"}, {"solution": {"isolated": Run(pending=(PASSED,))}}),
        (
            {"V202"},
            {
                "manifest": WITH_OTHER,
                "mistakes": [mistake(Run((FAILED, ELSEWHERE))), of_other(Run((ELSEWHERE,)))],
            },
        ),
        ({"V204"}, {"mistakes": [mistake(Run(fault="it could not be read"))]}),
        ({"V206"}, {"manifest": WITH_OTHER}),
        ({"V401", "V402"}, {"mutants": mutants(37, 3)}),
        ({"V402"}, {"mutants": mutants(39, 1)}),
        ({"V403"}, {"mutants": mutants(37, 3, reasons=3)}),
        (set(), {"mutants": mutants(38, 2, reasons=2)}),
        ({"V404"}, {"mutants": mutants(40, 0, reasons=1)}),
        ({"V404"}, {"unknown": {"q1_softmax-gone": "no change"}}),
        ({"V801"}, {"budget": Budget(150.0, 0), "manifest": within(600)}),
        ({"V802"}, {"budget": Budget(1.0, 2**30)}),
        ({"V803"}, {"budget": Budget(70.0, 0), "manifest": within(200)}),
        ({"V804"}, {"budget": Budget(20.0, 0, (3, 11.0)), "manifest": within(600, cell=30)}),
    ],
)
def test_evidence_against_a_lab_has_its_finding_and_no_other(
    tmp_path: Path, expected: set[str], evidence: dict[str, Any]
) -> None:
    assert codes(sound(tmp_path, **evidence)) == expected


def test_every_rule_has_a_test_of_its_own() -> None:
    """By its code, in one of the files beside this one."""
    texts = "".join(path.read_text() for path in Path(__file__).parent.rglob("test_*.py"))
    assert [rule.code for rule in all_rules() if f'"{rule.code}"' not in texts] == []


@pytest.mark.parametrize(
    ("alone", "words", "question"),
    [
        ({"q1": 900, "q2": 600}, "the tests of q1 take most, 900 MiB with the cells", "q1"),
        ({"q1": 900, "q2": 890}, "the notebook's own cells take most of it", ""),
        ({}, "found 900 MiB", ""),
    ],
)
def test_too_much_memory_names_what_took_it(
    tmp_path: Path, alone: dict[str, int], words: str, question: str
) -> None:
    measured = {name: size * 2**20 for name, size in alone.items()}
    budget = Budget(1.0, 900 * 2**20, (0, 0.0), measured)
    [found] = TooMuchMemory().check(sound(tmp_path, budget=budget))
    assert words in found.message
    assert found.question == question


def test_a_caught_mutant_is_not_counted_as_excused(tmp_path: Path) -> None:
    proof = sound(tmp_path, mutants=mutants(33, 0, reasons=3))
    assert list(TooManyEquivalent().check(proof)) == []
    proof.mutants = mutants(30, 3, reasons=3)
    [found] = TooManyEquivalent().check(proof)
    assert found.message.endswith("of 33 mutants to be called equivalent, found 3")
