"""Findings of verify in formats that continuous integration reads: JUnit's XML, and SARIF."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import get_args
from xml.etree import ElementTree

from torchgrade.verify.finding import Finding, Gate
from torchgrade.version import __version__

__all__ = ["junit", "sarif"]

_LEVELS = {"error": "error", "warning": "warning"}


def junit(labs: Sequence[str], findings: Sequence[Finding], skipped: Collection[str] = ()) -> str:
    """Return JUnit XML: a test suite for each lab, with a test case for each gate.

    A failed gate is a failure that lists its errors; warnings are in the test case's output.

    Args:
        labs: the verified labs.
        findings: the findings in all labs.
        skipped: gates that were skipped.
    """
    suites = ElementTree.Element("testsuites", name="torchgrade verify")
    for lab in labs:
        mine = [found for found in findings if found.lab == lab]
        suite = ElementTree.SubElement(suites, "testsuite", name=lab)
        gates = get_args(Gate)
        closed = 0
        for gate in gates:
            case = ElementTree.SubElement(suite, "testcase", classname=lab, name=gate)
            closing = [found for found in mine if found.gate == gate and found.closes]
            others = [found for found in mine if found.gate == gate and not found.closes]
            if closing:
                closed += 1
                first = f"{len(closing)} to mend: {_line(closing[0])}"
                failure = ElementTree.SubElement(case, "failure", message=_fit(first))
                failure.text = _fit("\n\n".join(map(_text, closing)))
            elif gate in skipped:
                ElementTree.SubElement(case, "skipped")
            if others:
                out = ElementTree.SubElement(case, "system-out")
                out.text = _fit("\n\n".join(map(_text, others)))
        suite.set("tests", str(len(gates)))
        suite.set("failures", str(closed))
        suite.set("skipped", str(len(suite.findall("testcase/skipped"))))
    ElementTree.indent(suites)
    return ElementTree.tostring(suites, encoding="unicode", xml_declaration=True) + "\n"


def sarif(findings: Sequence[Finding]) -> str:
    """Return SARIF 2.1.0 (OASIS, 2020): a result for each finding, at the lab's notebook."""
    rules = {
        found.code: {
            "id": found.code,
            "name": found.slug,
            "shortDescription": {"text": found.slug.replace("-", " ")},
            "help": {"text": found.advice},
        }
        for found in findings
    }
    codes = sorted(rules)
    driver = {
        "name": "torchgrade verify",
        "version": __version__,
        "rules": [rules[code] for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "results": [_result(found, codes.index(found.code)) for found in findings],
    }
    content = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _result(found: Finding, rule: int) -> dict[str, object]:
    notebook = f"source/{found.lab}/{found.lab}.ipynb"
    where = f"{found.question}: {found.place}" if found.question else found.place
    result: dict[str, object] = {
        "ruleId": found.code,
        "ruleIndex": rule,
        "level": _LEVELS[found.severity],
        "message": {"text": f"{found.message}\n{found.advice}".strip()},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": {"uri": notebook}},
                "logicalLocations": [{"fullyQualifiedName": where}],
            }
        ],
    }
    if found.silenced:
        accepted = {"kind": "external", "justification": found.silenced}
        result["suppressions"] = [accepted]
    return result


def _line(found: Finding) -> str:
    return f"{found.code} {found.slug}, {found.question or found.place}"


def _text(found: Finding) -> str:
    last = f"silenced: {found.silenced}" if found.silenced else found.advice
    return f"{_line(found)} ({found.place})\n{found.message}\n{last}"


def _fit(text: str) -> str:
    """Remove control characters, which XML can't contain but a traceback may."""
    return "".join(char for char in text if char.isprintable() or char in "\n\t")
