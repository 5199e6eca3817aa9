"""What verify found, as continuous integration reads it."""

from __future__ import annotations

import json
from xml.etree import ElementTree

from torchgrade.verify import Finding, junit, sarif

WRONG = Finding(
    "V201", "mistake-not-caught", "mistakes", "error", "hello", "q1", "late.py", "passes \x1b", "do"
)
SOFT = Finding("V705", "magic-tolerance", "lint", "warning", "hello", "q2", "test_a", "1e-3", "say")
LEFT = Finding("V301", "alternative-fails", "alternatives", "error", "hello", "q1", "a", "m", "do", "old")  # fmt: skip  # noqa: E501


def test_a_gate_that_is_closed_is_a_test_that_failed() -> None:
    suites = ElementTree.fromstring(junit(["hello", "other"], [WRONG, SOFT, LEFT]))
    hello, other = suites.findall("testsuite")
    assert (hello.get("name"), hello.get("failures")) == ("hello", "1")
    assert (other.get("failures"), other.get("tests")) == ("0", "10")
    cases = {case.get("name"): case for case in hello.findall("testcase")}
    [failure] = cases["mistakes"].findall("failure")
    assert failure.get("message") == "1 to mend: V201 mistake-not-caught, q1"
    assert failure.text == "V201 mistake-not-caught, q1 (late.py)\npasses \ndo"
    assert "1e-3" in str(cases["lint"].findtext("system-out"))
    assert cases["lint"].find("failure") is None
    assert "silenced: old" in str(cases["alternatives"].findtext("system-out"))


def test_a_gate_that_was_not_looked_at_is_skipped_and_has_not_passed() -> None:
    [suite] = ElementTree.fromstring(junit(["hello"], [WRONG], ["noise", "mistakes"]))
    cases = {case.get("name"): case for case in suite.findall("testcase")}
    assert {name for name, case in cases.items() if case.find("skipped") is not None} == {"noise"}
    assert (suite.get("skipped"), suite.get("failures")) == ("1", "1")


def test_a_finding_is_a_result_at_its_notebook() -> None:
    content = json.loads(sarif([WRONG, SOFT, LEFT]))
    assert content["version"] == "2.1.0"
    [run] = content["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == ["V201", "V301", "V705"]
    wrong, soft, left = run["results"]
    assert [rules[one["ruleIndex"]] for one in run["results"]] == ["V201", "V705", "V301"]
    assert (wrong["level"], soft["level"]) == ("error", "warning")
    assert left["suppressions"] == [{"kind": "external", "justification": "old"}]
    [place] = wrong["locations"]
    uri = place["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "source/hello/hello.ipynb"
    assert place["logicalLocations"] == [{"fullyQualifiedName": "q1: late.py"}]
