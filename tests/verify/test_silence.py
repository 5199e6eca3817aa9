"""A lab silences a finding with a reason; without a reason or a finding, a silence is a fault."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.support import source
from tests.verify.linted import HIDDEN, findings, hidden, put
from torchgrade.cli import app
from torchgrade.course import Lab
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.errors import AuthorError
from torchgrade.verify import RunCache, VerifyOptions, passed, verify
from torchgrade.verify.rules import all_rules
from torchgrade.verify.silence import Silence, read_silences, silenced

ODD = "x = torch.ones(2, 3)\nchecks.close(softmax(x), x / 3, atol=3e-3)"
WHY = "three digits are in the table"


def write(lab: Lab, *silences: dict[str, str]) -> None:
    lines: list[str] = []
    for silence in silences:
        lines += ["[[finding]]", *(f"{key} = {json.dumps(text)}" for key, text in silence.items())]
    lab.silenced.write_text("\n".join(lines))


@pytest.mark.parametrize(
    ("where", "covers"),
    [
        ({}, True),
        ({"question": "q1_softmax"}, True),
        ({"question": "q1_softmax", "place": "test_it"}, True),
        ({"place": "cell 10 (test_it)"}, True),
        ({"question": "q2_why"}, False),
        ({"place": "it"}, False),
        ({"place": "cell 10"}, False),
    ],
)
def test_a_silence_covers_what_it_names(
    tmp_path: Path, where: dict[str, str], covers: bool
) -> None:
    _, lab = source.hello(tmp_path)
    put(lab, HIDDEN, hidden(ODD))
    write(lab, {"rule": "V705", "reason": WHY, **where})
    silences = read_silences(lab, all_rules())
    found, unused = silenced(findings(lab), silences)
    assert [(f.slug, f.silenced) for f in found] == [("magic-tolerance", WHY if covers else "")]
    assert [silence.rule for silence in unused] == ([] if covers else ["magic-tolerance"])


def test_a_silence_of_another_rule_covers_nothing(tmp_path: Path) -> None:
    _, lab = source.hello(tmp_path)
    put(lab, HIDDEN, hidden(ODD))
    silence = Silence(rule="no-message", reason=WHY)
    assert silenced(findings(lab), [silence]) == (findings(lab), [silence])


@pytest.mark.parametrize(
    ("silence", "words"),
    [
        ({"rule": "V705"}, r"finding\[0\]\.reason: expected .*got nothing"),
        ({"rule": "V705", "reason": "because"}, "a reason of a few words for magic-tolerance"),
        ({"reason": WHY}, r"finding\[0\]\.rule"),
        ({"rule": "magic-tolerence", "reason": WHY}, "did you mean magic-tolerance"),
        ({"rule": "V101", "reason": WHY}, "solution-fails can't be silenced"),
        ({"rule": "unused-silence", "reason": WHY}, "unused-silence can't be silenced"),
        ({"rule": "V705", "reason": WHY, "test": "x"}, "unknown key 'test'"),
    ],
)
def test_a_silence_that_is_wrong_is_refused(
    tmp_path: Path, silence: dict[str, str], words: str
) -> None:
    _, lab = source.hello(tmp_path)
    write(lab, silence)
    with pytest.raises(AuthorError, match=words) as error:
        read_silences(lab, all_rules())
    assert str(lab.silenced) in str(error.value)


def test_what_is_silenced_closes_no_gate_and_what_is_not_there_is_a_finding(
    tmp_path: Path, engine: IsolatedEngine
) -> None:
    course, lab = source.hello(tmp_path)
    put(lab, HIDDEN, hidden("x = torch.ones(2, 3)\nsoftmax(x)\nassert True"))  # V701, an error
    write(
        lab,
        {"rule": "asserts-nothing", "question": "q1_softmax", "reason": WHY},
        {"rule": "magic-tolerance", "question": "q1_softmax", "place": "test_it", "reason": WHY},
        {"rule": "noise-costs", "reason": WHY},  # of a gate that a quick run leaves out
    )
    cache = RunCache(tmp_path / "verify.sqlite")
    rules = frozenset({"asserts-nothing", "V705", "noise-costs", "unused-silence"})
    _, found = verify(course, lab, engine, cache, VerifyOptions(quick=True, select=rules))
    assert [(f.code, f.silenced) for f in found] == [("V710", ""), ("V701", WHY)]
    assert found[0].place == "silenced.toml"
    assert "magic-tolerance in q1_softmax at test_it to silence (three digits" in found[0].message
    assert passed(found)
    lab.silenced.unlink()
    _, found = verify(course, lab, engine, cache, VerifyOptions(quick=True, select=rules))
    assert [(f.code, f.silenced) for f in found] == [("V701", "")]
    assert not passed(found)
    cache.close()


def test_the_command_shows_the_reason_and_takes_rules_by_name(warm: None, tmp_path: Path) -> None:
    _, lab = source.hello(tmp_path)
    put(lab, HIDDEN, hidden(ODD))
    write(lab, {"rule": "magic-tolerance", "reason": WHY})
    command = ["verify", "hello", "--course", str(tmp_path), "--quick", "--skip", "solution"]
    shown = CliRunner().invoke(app, [*command, "--select", "magic-tolerance"])
    assert shown.exit_code == 0, shown.output
    for words in ("V705", "(magic-tolerance)", f"silenced: {WHY}"):
        assert words in shown.output
    ignored = CliRunner().invoke(
        app, [*command, "--select", "V705", "--ignore", "magic-tolerance", "--json"]
    )
    assert json.loads(ignored.stdout) == []


def test_a_quick_run_says_what_it_can_not_see(warm: None, tmp_path: Path) -> None:
    source.hello(tmp_path)
    command = ["verify", "hello", "--course", str(tmp_path), "--quick", "--skip", "solution"]
    shown = CliRunner().invoke(app, [*command, "--select", "V705", "--select", "V802"])
    assert "--quick can't see V802 too-much-memory;" in shown.output
    assert "V801" not in shown.output
