"""Each rule that reads the source finds its own fault, alone, and is silent once it is mended."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import source
from tests.verify.linted import ANSWER, HIDDEN, PUBLIC, findings, hidden, put
from torchgrade.authoring import read_source
from torchgrade.course import Course
from torchgrade.verify import written

ROOT = Path(__file__).parents[2]


X = "x = torch.ones(2, 3)\n"
OUT = X + "out = softmax(x)\n"
GOOD = 'assert softmax(x).sum() == 2, "the rows do not add up to 1"'
TRY = X + "try:\n    checks.close(softmax(x), x)\n"
NP = "import numpy as np\nx = np.random."

TESTS = [
    # what the hidden test is, the rule that finds it, its words, and the same mended
    ("softmax(torch.ones(2, 3))", "V701", "asserts nothing", X + GOOD),
    (X + "assert True", "V701", "asserts a constant", X + GOOD),
    (X + 'assert (softmax(x).sum() == 3, "wrong")', "V701", "a tuple", X + GOOD),
    (OUT + "assert out is out", "V701", "compares out with itself", OUT + "assert out is not x"),
    (TRY + "except:\n    pass", "V701", "swallows it", TRY + "except TypeError:\n    pass"),
    (TRY + "except Exception:\n    return", "V701", "swallows it",
     TRY + "except Exception:\n    return\nraise AssertionError('close')"),
    (OUT + "checks.close(out, x / 3, atol=3e-3)", "V705", "atol is 0.003",
     OUT + "# lets bfloat16 pass\nchecks.close(out, x / 3, atol=3e-3)"),
    (OUT + "checks.close(\n    out,\n    x,\n    rtol=0.1,\n    atol=0.2,\n)", "V705",
     "rtol is 0.1 and atol is 0.2",
     '"""The tolerance is that of a table."""\nchecks.close(softmax(3), 1.0, atol=0.2)'),
    (OUT + "checks.close(out, x / 3, atol=2e-6)", "V705", "atol is 2e-06",
     OUT + "checks.close(out, x / 3, rtol=0, atol=1e-6)\nchecks.close(3, 0, atol=1e9)"),
    ("x = torch.rand(2, 3)\n" + GOOD, "V707", "torch.rand",
     "x = torch.rand(2, 3, generator=checks.generator('q1'))\n" + GOOD),
    (NP + "rand(2)\n" + GOOD, "V707", "numpy.random.rand",
     NP + "default_rng(1).random(2)\n" + GOOD),
    ("import random\nx = random.random()\n" + GOOD, "V707", "random.random",
     "import random\n# false failures: none\nx = random.random()\n" + GOOD),
    ("from torch import randn\nx = randn(2, 3)\n" + GOOD, "V707", "torch.randn",
     "from torch import randn\ntorch.manual_seed(0)\nx = randn(2, 3)\n" + GOOD),
]  # fmt: skip


@pytest.mark.parametrize(("broken", "code", "words", "mended"), TESTS)
def test_a_fault_of_one_test(
    tmp_path: Path, broken: str, code: str, words: str, mended: str
) -> None:
    _, lab = source.hello(tmp_path)
    put(lab, HIDDEN, hidden(broken))
    found = findings(lab)
    assert [f.code for f in found] == [code]
    assert words in found[0].message
    assert (found[0].place, found[0].question) == ("cell 10 (test_it)", "q1_softmax")
    put(lab, HIDDEN, hidden(mended))
    assert findings(lab) == []


def test_the_lab_of_new_has_no_findings(tmp_path: Path) -> None:
    _, lab = source.hello(tmp_path)
    assert findings(lab) == []


@pytest.mark.slow(reason="`make verify` lints them with every commit")
def test_our_labs_have_no_errors_and_settle_their_conventions() -> None:
    course = Course(ROOT)
    found = [f for name in course.lab_names for f in findings(course.lab(name))]
    assert {f.code for f in found} <= {"V705", "V706", "V713"}


def test_an_assert_that_cannot_fail_is_found_among_others(tmp_path: Path) -> None:
    _, lab = source.hello(tmp_path)
    put(lab, HIDDEN, hidden(X + GOOD + "\nassert (x > 0, 'positive')"))
    assert [(f.code, f.severity) for f in findings(lab)] == [("V701", "error")]


@pytest.mark.parametrize(
    "body",
    [
        "from helpers import look_at\nlook_at(softmax)",
        "from torchgrade import weights\nweights.load_handed_in(softmax, 'hello')",
        "import numpy.testing as npt\nnpt.assert_allclose(softmax(torch.ones(1, 1)), 1)",
        "def look(out):\n    assert out is None, 'no'\nlook(softmax(None))",
        "if softmax(None):\n    raise AssertionError('no')",
        TRY + "    x = None\nexcept AssertionError:\n    pass\nassert x is not None",
        TRY + "except AssertionError:\n    x = None\nassert x is None",
        TRY + "except AssertionError:\n    checks.close(softmax(x), 2 * x)",
        X + "assert softmax(x).sum() == softmax(x).sum(), 'not the same twice'",
    ],
)
def test_what_can_fail_is_let_be(tmp_path: Path, body: str) -> None:
    _, lab = source.hello(tmp_path)
    put(lab, HIDDEN, hidden(body))
    assert findings(lab) == []


def test_a_hidden_test_that_repeats_a_public_one(tmp_path: Path) -> None:
    _, lab = source.hello(tmp_path)
    public = source.cells(lab)[PUBLIC].source
    twin = public.replace("hidden: false", "hidden: true").replace("Every row", "Each row")
    twin = twin.replace("test_rows_add_up_to_one", "test_rows_again")
    twin = twin.replace("    import torch\n", '    """Sums."""\n    import torch  # again\n', 1)
    put(lab, HIDDEN, twin)
    found = findings(lab)
    assert [(f.code, f.severity) for f in found] == [("V702", "error")]
    assert found[0].message.endswith("repeats the public test_rows_add_up_to_one")
    put(lab, HIDDEN, twin.replace("[1.0, 2.0, 3.0]", "[-1.0, 2.5, 7.0]"))
    found = findings(lab)
    assert [(f.code, f.severity) for f in found] == [("V702", "warning")]
    assert "but for its numbers" in found[0].message
    put(lab, HIDDEN, twin.replace("[1.0, 2.0, 3.0]", "[1.0, float('inf'), 3.0]"))
    assert findings(lab) == []


def test_a_repeated_doctest(tmp_path: Path) -> None:
    _, lab = source.hello(tmp_path)
    source.edit(lab, "ok_format: false", "ok_format: true")
    put(lab, PUBLIC, "softmax(x)[0] < 1")
    put(lab, HIDDEN, "# HIDDEN\nsoftmax(x)[0]  <  1")
    assert [f.code for f in findings(lab)] == ["V702"]
    put(lab, HIDDEN, "# HIDDEN\nsoftmax(x)[0] > 0")
    read = written.written_tests(read_source(lab))
    assert [(t.name, t.hidden, t.points, t.function) for t in read] == [
        ("q1_softmax - 1", False, None, None),
        ("q1_softmax - 2", True, None, None),
    ]
    # A hidden doctest says nothing, but a public one stands beside it.
    assert findings(lab) == []


def test_a_question_with_silent_hidden_tests_only(tmp_path: Path) -> None:
    _, lab = source.hello(tmp_path)
    cells = source.cells(lab)
    del cells[PUBLIC]
    cells[HIDDEN - 1].source = hidden(X + GOOD, hint="")
    source.rewrite(lab, cells)
    found = findings(lab)
    assert [(f.code, f.place) for f in found] == [("V703", "cell 3")]
    put(lab, HIDDEN - 1, hidden(X + GOOD))
    assert findings(lab) == []


def test_a_hidden_test_that_says_nothing(tmp_path: Path) -> None:
    _, lab = source.hello(tmp_path)
    body = X + GOOD + "\nassert softmax(x).min() > 0"
    put(lab, HIDDEN, hidden(body, hint=""))
    found = findings(lab)
    assert [(f.code, f.severity) for f in found] == [("V708", "warning")]
    assert "staff nothing if it does in its line 6" in found[0].message
    put(lab, HIDDEN, hidden(X + GOOD, hint=""))
    assert [(f.code, "staff" in f.message) for f in findings(lab)] == [("V708", False)]
    put(lab, HIDDEN, hidden(body))
    assert findings(lab) == []
    put(lab, HIDDEN, hidden(X + "checks.accuracy(softmax, x, x, at_least=0.9)", hint=""))
    assert findings(lab) == []


@pytest.mark.parametrize(
    ("hint", "shown"),
    [
        ("The sum is not 4,096.", ["4,096"]),
        ("The mean should be near 0.125.", ["0.125"]),
        ("Look at all 3 classes, the 300 rows and q1.", []),  # small, in the text, part of a name
        ("Look at row 77.", []),  # nobody compares with it
    ],
)
def test_a_message_with_a_hidden_value(tmp_path: Path, hint: str, shown: list[str]) -> None:
    _, lab = source.hello(tmp_path)
    source.edit(lab, "scores of any size.", "scores of any size, with 300 rows say.")
    body = X + "assert softmax(x).sum() == 300, 77\nassert softmax(x).sum() != 4096, 'no'\n"
    body += "checks.close(softmax(x).mean(), 0.125)"
    put(lab, HIDDEN, hidden(body, hint=f"failure_message: {hint}\n"))
    found = findings(lab)
    assert [f.code for f in found] == ["V711"] * len(shown)
    assert all(number in f.message for number, f in zip(shown, found, strict=True))


ASKED = "def softmax(scores, temperature=1.0, *, base=2):"
DICT = '    history = {"sums": 1}\n    shifted = '


@pytest.mark.parametrize(
    ("text", "test", "unseen"),
    [
        ("with `temperature`", GOOD, ["temperature"]),
        ("with `temperature`", "assert softmax(x, 2.0) is not None, 'none'", []),
        ("with `temperature=2`", "checks.unchanged(softmax, x, 2.0)", []),
        ("with `temperature=2`", "checks.unchanged(softmax, x)", ["temperature"]),
        ("with `base`", "assert softmax(x, **{'base': 3}) is not None, 'none'", []),
        ('with the key `"sums"`', GOOD, ["sums"]),
        ('with the key `"sums"`', "assert softmax(x)['sums'], 'no sums'", []),
        ("with `torch.exp` and `rows`", GOOD, []),  # nothing that the solution makes
        ("`softmax(scores)` of `scores`", GOOD, []),
    ],
)
def test_what_the_text_asks_for_and_no_test_looks_at(
    tmp_path: Path, text: str, test: str, unseen: list[str]
) -> None:
    _, lab = source.hello(tmp_path)
    source.edit(lab, "scores of any size.", f"scores of any size, {text}.")
    source.edit(lab, "def softmax(scores):\n", f"{ASKED}\n")
    source.edit(lab, "    shifted = ", DICT)
    put(lab, HIDDEN, hidden(X + test))
    found = findings(lab)
    assert [f.code for f in found] == ["V712"] * len(unseen)
    assert all(f"`{name}`" in f.message for name, f in zip(unseen, found, strict=True))


ORDER = 'checks.layer_order(softmax, x, ["Linear"])'


def test_structure_is_no_judge_beside_values(tmp_path: Path) -> None:
    _, lab = source.hello(tmp_path)
    put(lab, HIDDEN, hidden(X + ORDER))
    [found] = findings(lab)
    assert (found.code, found.severity) == ("V713", "warning")
    assert "test_rows_add_up_to_one" in found.message
    near = "\nassert (softmax(x) - x).abs().max() < 1e-4, 'off'"
    # values too, or no structure
    for body in (ORDER + "\nchecks.close(softmax(x), x)", ORDER + near, GOOD):
        put(lab, HIDDEN, hidden(X + body))
        assert findings(lab) == []


def test_structure_may_judge_where_nobody_looks_at_values(tmp_path: Path) -> None:
    _, lab = source.hello(tmp_path)
    put(lab, HIDDEN, hidden(X + ORDER))
    put(lab, PUBLIC, hidden(X + "checks.shape(softmax(x), (2, 3))").replace("true", "false"))
    assert [f.code for f in findings(lab) if f.code == "V713"] == []


def test_a_hint_that_stands_twice(tmp_path: Path) -> None:
    _, lab = source.hello(tmp_path)
    hint = "failure_message: every row of the result must add up to  1.\n"
    put(lab, HIDDEN, hidden(X + GOOD, hint=hint))
    found = findings(lab)
    assert [f.code for f in found] == ["V709"]
    assert "test_rows_add_up_to_one" in found[0].message
    put(lab, HIDDEN, hidden(X + GOOD))
    assert findings(lab) == []


@pytest.mark.parametrize(
    ("answer", "codes"),
    [
        ("The factor cancels.", ["V704"]),
        ("The factor cancels, 2 in 3 times.", ["V704"]),
        ("The factor cancels.\n\n- -2: no reason", []),
        ("The factor cancels.\n\n| -2 | no reason |", []),
        ("The factor cancels (1 point), above and below (1 point).", []),
        ("The factor cancels.\n\n## RUBRIC\n\nA reason is asked for.", []),
    ],
)
def test_a_written_question_needs_a_rubric(tmp_path: Path, answer: str, codes: list[str]) -> None:
    _, lab = source.hello(tmp_path)
    put(lab, ANSWER, answer)
    found = findings(lab)
    assert [f.code for f in found] == codes
    assert all((f.place, f.question) == ("cell 16", "q2_why") for f in found)


def test_a_rubric_in_the_text_of_the_question_does(tmp_path: Path) -> None:
    _, lab = source.hello(tmp_path)
    put(lab, ANSWER, "The factor cancels.")
    source.edit(lab, "a row change nothing?", "a row change nothing?\n\nRubric: 2 for a reason.")
    assert findings(lab) == []


def test_a_tolerance_that_the_question_states(tmp_path: Path) -> None:
    _, lab = source.hello(tmp_path)
    put(lab, HIDDEN, hidden("checks.close(softmax, 3.142, rtol=0, atol=1e-3)"))
    assert [f.code for f in findings(lab)] == ["V705"]
    source.edit(lab, "for scores of any size", "to three decimals")
    assert findings(lab) == []
    source.edit(lab, "to three decimals", "for scores of any size")
    source.edit(lab, "change nothing?", "change nothing? In all questions: to three decimals.")
    assert findings(lab) == []
    put(lab, HIDDEN, hidden("checks.close(softmax(torch.ones(1)), 1.0, rtol=0, atol=1e-3)"))
    assert [f.code for f in findings(lab)] == ["V705"]  # it is no number that a student wrote
