"""The page of verify: who catches what, on proofs made by hand."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import nbformat

from tests.support import source
from tests.support.looking import faults_of, in_a_browser
from torchgrade.authoring.outline import Outline
from torchgrade.course import Lab
from torchgrade.records import CaseSpec, Manifest, QuestionSpec
from torchgrade.verify.finding import Finding, Gate, Severity
from torchgrade.verify.mutation.mutants import Mutant
from torchgrade.verify.proof import Budget, Case, Noise, Proof, Run, TriedMutant, TriedVariant
from torchgrade.verify.report import catchers, gates, mutation_score, redundant, write_report
from torchgrade.verify.variant import Variant

CODE = "def f(x):\n    if x < 2:\n        return x + 1\n    return x"
EVIL = "<script>alert('&')</script>"
TESTS = {"test_a": "q1", "test_b": "q1", "test_c": "q1", "test_d": "q2"}


def run(*failed: str, message: str = "", fault: str = "") -> Run:
    cases = tuple(
        Case(test, question, test == "test_c", test not in failed, 1.0, message)
        for test, question in TESTS.items()
    )
    return Run(() if fault else cases, fault=fault)


def mistake(
    name: str, *failed: str, fails: str = "", why: str = "Why.", fault: str = ""
) -> TriedVariant:
    named = tuple(fails.split())
    variant = Variant(Path(f"mistakes/{name}.py"), why, "q1", named, f"{EVIL} = 1")
    return TriedVariant(variant, run(*failed, fault=fault))


def alternative(name: str, *failed: str, excepted: str = "", fault: str = "") -> TriedVariant:
    variant = Variant(
        Path(f"alternatives/{name}.py"), "Why.", "q1", (), "y", excepted=tuple(excepted.split())
    )
    return TriedVariant(variant, run(*failed, message=f"got \x1b[31m{EVIL}", fault=fault))


def mutant(
    name: str, *failed: str, reason: str = "", fault: str = "", to: str = "<="
) -> TriedMutant:
    made = Mutant("q1", 1, "comparison", 2, f"line 2: < becomes {to}", CODE.replace("<", to), name)
    return TriedMutant(made, run(*failed, fault=fault), reason)


def proof(tmp_path: Path, name: str = "demo") -> Proof:
    questions = tuple(
        QuestionSpec(
            question,
            1.0,
            cases=tuple(
                CaseSpec(f"{question} - {test}", test, test == "test_c", 1.0)
                for test, owner in TESTS.items()
                if owner == question
            ),
        )
        for question in ("q1", "q2")
    )
    notebook = nbformat.v4.new_notebook(cells=[source.code(CODE)])
    manifest = Manifest(name, name.title(), "x", questions)
    return Proof(Lab(name, tmp_path), Outline(notebook, "demo.ipynb"), manifest)


def finding(
    message: str,
    severity: Severity = "error",
    lab: str = "demo",
    gate: Gate = "mutants",
    silenced: str = "",
) -> Finding:
    given = ("T001", "odd-test", gate, severity, lab)
    return Finding(*given, "q1", "cell 1", message, "Mend it.", silenced)


def row(page: str, name: str) -> str:
    """Return the line of the matrix that is about ``name``."""
    return page.split(f'<th scope="row"><code>{name}</code>', 1)[1].split("</tr>", 1)[0]


def page_of(tmp_path: Path, *proofs: Proof, findings: tuple[Finding, ...] = ()) -> str:
    path = tmp_path / "out" / "report.html"
    write_report(path, proofs, findings)
    assert [p.name for p in path.parent.iterdir()] == ["report.html"]
    return path.read_text(encoding="utf-8")


class Strict(HTMLParser):
    """Notes what is opened, and that each end closes what was opened last."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        self.ids += [value or "" for key, value in attrs if key == "id"]
        self.links += [value or "" for key, value in attrs if key in ("href", "src")]
        if tag == "th":
            assert "scope" in dict(attrs), "a table header without a scope"
        if tag not in ("meta", "br", "wbr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, (tag, self.getpos())


def parsed(page: str) -> Strict:
    parser = Strict()
    parser.feed(page)
    parser.close()
    assert parser.open == []
    return parser


def test_a_mistake_is_caught_if_all_named_tests_fail() -> None:
    assert mistake("m", "test_a", "test_b", fails="test_a").caught
    assert not mistake("m", "test_b", fails="test_a").caught
    assert not mistake("m", "test_b", fails="test_a test_b").caught
    assert not mistake("m").caught
    assert not mistake("m", fails="test_a", fault="stopped").caught


def test_an_alternative_is_accepted_if_only_its_exceptions_fail() -> None:
    assert alternative("a").accepted
    assert alternative("a", "test_a", excepted="test_a").accepted
    assert not alternative("a", "test_a", "test_b", excepted="test_a").accepted
    assert not alternative("a", fault="stopped").accepted


def test_each_test_has_the_mistakes_and_mutants_that_it_catches(tmp_path: Path) -> None:
    given = proof(tmp_path)
    given.mistakes = [mistake("x1", "test_a", "test_d")]
    given.mutants = [mutant("m1", "test_a"), mutant("m2"), mutant("m3", fault="stopped")]
    assert catchers(given) == {
        "test_a": {"x1", "m1"},
        "test_b": set(),
        "test_c": set(),
        "test_d": {"x1"},
    }


def test_a_test_is_redundant_if_others_of_its_question_catch_the_same(tmp_path: Path) -> None:
    given = proof(tmp_path)
    given.mistakes = [mistake("x1", "test_a", "test_b"), mistake("x2", "test_a", "test_c")]
    given.mutants = [mutant("m1", "test_b"), mutant("m2", "test_c", "test_d")]
    # test_a's are shared by two others together; m2 is test_c's alone, as test_d is of q2.
    assert redundant(given) == ["test_a"]
    given.mutants = []
    assert redundant(given) == ["test_a", "test_b", "test_c"]  # any one of them, not all
    given.mistakes = []
    assert redundant(given) == []


def test_the_score_leaves_out_what_is_justified(tmp_path: Path) -> None:
    given = proof(tmp_path)
    assert mutation_score(given) is None
    given.mutants = [
        mutant("m1", "test_a"),
        mutant("m2", fault="stopped"),
        mutant("m3"),
        mutant("m4", reason="The same."),
        mutant("m5", "test_a", reason="The same."),
    ]
    assert mutation_score(given) == 2 / 3
    assert mutation_score(given, "q1") == 2 / 3
    assert mutation_score(given, "q2") is None


def test_a_gate_is_closed_by_its_errors_and_unknown_without_evidence(tmp_path: Path) -> None:
    given = proof(tmp_path)
    assert gates(given, []) == {
        **dict.fromkeys(
            ("solution", "idle", "mistakes", "alternatives", "mutants", "noise", "order", "budget")
        ),
        "lint": 0,
        "threshold": None,
    }
    given.skipped = frozenset({"lint"})
    assert gates(given, [])["lint"] is None
    given.noise = [Noise("solution", 10, 1, {})]
    given.budget = Budget(1.0, 1)
    given.mutants = [mutant("m1")]
    found = [
        finding("x"),
        finding("y"),
        finding("z", severity="warning"),
        finding("w", lab="other"),
        finding("v", silenced="it is meant to be so"),
    ]
    closed = gates(given, found)
    assert (closed["noise"], closed["budget"], closed["mutants"]) == (0, 0, 2)
    assert gates(proof(tmp_path), found[:1])["mutants"] == 1


def test_the_page_is_whole_and_escapes_what_others_wrote(tmp_path: Path) -> None:
    given = proof(tmp_path)
    given.mistakes = [mistake("x1", fails="test_a", why=EVIL, fault=EVIL)]
    given.mutants = [mutant("m1", to=EVIL), mutant("m2", reason=EVIL), mutant(EVIL, fault=EVIL)]
    given.alternatives = [alternative("a1", "test_a")]
    given.unknown = {EVIL: EVIL}
    page = page_of(tmp_path, given, findings=(finding(f"\x1b[1m{EVIL}"),))
    seen = parsed(page)
    assert "script" not in seen.seen
    assert page.count("&lt;script&gt;") >= 8
    assert "\x1b" not in page
    assert {link.removeprefix("#") for link in seen.links} <= set(seen.ids)
    assert all(link.startswith("#") for link in seen.links)


def test_every_survivor_is_there_with_its_diff(tmp_path: Path) -> None:
    given = proof(tmp_path)
    given.mutants = [
        mutant("m1", to="<="),
        mutant("m2", to=">"),
        mutant("m3", "test_a", to="=="),
        mutant("m4", to="!=", reason="Nobody asks."),
    ]
    page = page_of(tmp_path, given)
    survivors = page.split("Survivors: faults", 1)[1].split("Mutants justified", 1)[0]
    for name, to in (("m1", "&lt;="), ("m2", "&gt;")):
        assert f"<code>{name}</code>" in survivors
        assert f"<ins>+    if x {to} 2:</ins>" in survivors
    assert survivors.count("<del>-    if x &lt; 2:</del>") == 2
    assert page.count("line 2: ") == page.count("&lt; becomes"), "a line is named once"
    assert "m3" not in survivors
    assert "m4" not in survivors
    assert "Its author says: Nobody asks." in page
    assert "survivors: 2 of 3 mutants" in page


def test_the_matrix_says_who_caught_what(tmp_path: Path) -> None:
    given = proof(tmp_path)
    given.mistakes = [
        mistake("x1", "test_a", "test_b", fails="test_a"),
        mistake("x2", "test_d", fails="test_c"),
    ]
    given.mutants = [
        mutant("m1", "test_d"),
        mutant("m2", fault="took too long"),
        mutant("m3", "test_c"),
        mutant("m4"),
        mutant("m5", reason="The same."),
    ]
    page = page_of(tmp_path, given)

    def marks(name: str) -> list[str]:
        cells = row(page, name).split('<td class="mark ')[1:]
        return [cell.split('"', 1)[0].split()[0] for cell in cells]

    assert marks("x1") == ["named", "hit", "none", "soft"]
    assert marks("x2") == ["none", "none", "absent", "soft"]
    assert marks("m3") == ["none", "none", "hit", "soft"]
    assert 'title="test_d"' in row(page, "x2")
    assert "title=" not in row(page, "x1")
    assert "●" not in row(page, "m4")
    for name, state in {
        "x1": "✓ caught",
        "x2": "✗ missed",
        "m1": "! caught elsewhere alone",
        "m2": "! no test caught it, but grading stopped",
        "m3": "✓ caught<",
        "m4": "✗ survived",
        "m5": "= equivalent",
    }.items():
        assert state in row(page, name), name
    assert "took too long" in row(page, "m2")
    assert page.index("Mistakes <span") < page.index("Mutants: comparison")
    assert "It names test_c; failed: test_d." in page
    parsed(page)


def test_what_was_not_run_says_so(tmp_path: Path) -> None:
    page = page_of(tmp_path, proof(tmp_path), proof(tmp_path, "other"))
    parsed(page)
    summary = page.split("<tbody>", 1)[1].split("</tbody>", 1)[0]
    assert summary.count("not run") == 2 * (9 + 3)
    assert summary.count("✓") == 2  # lint
    assert "No mistake and no mutant of this question was tried." in page


def test_errors_come_first_with_place_and_advice(tmp_path: Path) -> None:
    found = (finding("mild", severity="warning"), finding("grave"))
    page = page_of(tmp_path, proof(tmp_path), findings=found)
    assert page.index("grave") < page.index("mild")
    for words in ("T001", "cell 1", "Mend it.", "✗ 1"):
        assert words in page
    assert "✓ None." in page_of(tmp_path, proof(tmp_path))


def test_what_is_silenced_stands_apart_with_its_reason(tmp_path: Path) -> None:
    found = (finding("loud"), finding("quiet", silenced=f"it is meant {EVIL}"))
    page = page_of(tmp_path, proof(tmp_path), findings=found)
    parsed(page)
    above, below = page.split("Silenced by the author")
    assert "loud" in above
    assert "quiet" not in above
    assert "Its author says: it is meant &lt;script&gt;" in below
    assert below.count("odd-test") == 1


def test_refused_alternatives_show_the_message_and_redundant_tests_the_hint(
    tmp_path: Path,
) -> None:
    given = proof(tmp_path)
    given.mistakes = [mistake("x1", "test_a", "test_b")]
    given.alternatives = [
        alternative("a1", "test_c"),
        alternative("a2", "test_b", excepted="test_b"),
    ]
    page = page_of(tmp_path, given)
    refused = page.split("Alternatives that were refused", 1)[1].split("Redundant tests", 1)[0]
    assert "<code>test_c</code> (hidden)" in refused
    assert "got &lt;script&gt;" in refused
    assert "a2" not in refused
    assert "This is a hint" in page
    assert "<code>test_c</code> catches nothing" in page
    assert "<code>test_a</code> catches 1, and other tests" in page
    summary = page.split("<tbody>", 1)[1].split("</tbody>", 1)[0]
    assert '<span class="bad">1/2</span>' in summary  # alternatives
    assert '<span class="good">1/1</span>' in summary  # mistakes


@in_a_browser
def test_axe_core_finds_nothing_in_the_page(tmp_path: Path) -> None:
    given = proof(tmp_path)
    given.mistakes = [mistake("x1", "test_a", fails="test_a"), mistake("x2", fails="test_a")]
    given.mutants = [mutant("m1", "test_a"), mutant("m2"), mutant("m3", reason="The same.")]
    given.alternatives = [alternative("a1", "test_c"), alternative("a2")]
    found = (finding("grave"), finding("mild", severity="warning"), finding("x", silenced="so"))
    assert faults_of(page_of(tmp_path, given, findings=found), tmp_path) == []
