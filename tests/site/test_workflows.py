"""Workflows, issue forms and the citation have the forms that GitHub and CFF ask for."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from torchgrade import __version__

ROOT = Path(__file__).parents[2]
GITHUB = ROOT / ".github"
FORMS = [
    *((path, "github-workflows") for path in sorted(GITHUB.glob("workflows/*.yml"))),
    *((path, "github-issue-forms") for path in sorted(GITHUB.glob("ISSUE_TEMPLATE/[!c]*.yml"))),
    (GITHUB / "ISSUE_TEMPLATE" / "config.yml", "github-issue-config"),
    (ROOT / "CITATION.cff", "citation-file-format"),
]
needs_schemas = pytest.mark.skipif(
    importlib.util.find_spec("check_jsonschema") is None,
    reason="check-jsonschema not installed: `make setup`",
)


def checked(path: Path, schema: str) -> str:
    """What is wrong with a file by a schema that check-jsonschema carries; empty if nothing."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}"]
    done = subprocess.run([*command, path], capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stdout + done.stderr


@needs_schemas
@pytest.mark.parametrize(("path", "schema"), FORMS, ids=[path.name for path, _ in FORMS])
def test_a_file_has_its_form(path: Path, schema: str) -> None:
    assert checked(path, schema) == ""


@needs_schemas
def test_the_workflow_for_a_course_is_one(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "ci.md").read_text("utf-8")
    [text] = re.findall(r'```yaml title="\.github/[^"]+"\n(.*?)^```', page, re.M | re.S)
    path = tmp_path / "labs.yml"
    path.write_text(text)
    assert checked(path, "github-workflows") == ""
    path.write_text(text.replace("runs-on", "run-on"))
    assert "runs-on" in checked(path, "github-workflows"), "the schema finds faults"


def test_the_citation_is_of_this_version() -> None:
    assert yaml.safe_load((ROOT / "CITATION.cff").read_text())["version"] == __version__


def test_a_hook_runs_a_command_that_there_is() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    for hook in hooks:
        program, command, *options = hook["entry"].split()
        done = subprocess.run(
            [sys.executable, "-m", program, command, "--help"], capture_output=True, text=True
        )
        assert done.returncode == 0
        assert [one for one in options if one.startswith("--") and one not in done.stdout] == []
