"""A setting of otter's is honoured, or refused by name, or the build says that it does nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import source
from torchgrade.authoring import read_source
from torchgrade.authoring.assignment_config import unhonoured, without_effect
from torchgrade.authoring.lint import lint
from torchgrade.errors import AuthorError


def configured(root: Path, config: str) -> source.Lab:
    """The lab of `new` with settings more in its first cell."""
    _, lab = source.hello(root)
    source.edit(lab, "init_cell: true", f"init_cell: true\n{config}")
    return lab


def refused(lab: source.Lab) -> str:
    with pytest.raises(AuthorError) as caught:
        lint(read_source(lab), lab)
    return str(caught.value)


@pytest.mark.parametrize(
    ("setting", "why"),
    [
        ("points_possible: 100", "a lab is worth what its questions are"),
        ("score_threshold: 0.5", "a lab is worth what its questions are"),
        ("grade_from_log: true", "unpickles what a student wrote"),
        ("plugins: [a.b]", "run inside of otter"),
        ("debug: true", "ends grading at a student's first error"),
        ("token: secret\n  course_id: 1", "uploads PDFs"),
    ],
)
@pytest.mark.parametrize("in_file", [False, True], ids=["in the cell", "in a file"])
def test_what_would_give_another_score_is_refused(
    tmp_path: Path, setting: str, why: str, in_file: bool
) -> None:
    _, lab = source.hello(tmp_path)
    if in_file:
        (lab.source / "more.yml").write_text(f"generate:\n  {setting}\n")
        source.edit(lab, "init_cell: true", "init_cell: true\nconfig_file: more.yml")
    else:
        source.edit(lab, "generate:\n", f"generate:\n  {setting}\n")
    said = refused(lab)
    assert "cell 1" in said
    assert setting.partition(":")[0] in said
    assert why in said
    assert "secret" not in said


def test_an_assignment_without_an_autograder_is_refused(tmp_path: Path) -> None:
    _, lab = source.hello(tmp_path)
    cells = source.cells(lab)
    before, _, after = cells[0].source.partition("generate:\n")
    kept = [line for line in after.split("\n") if not line.startswith(" ")]
    cells[0].source = before + "\n".join(["generate: false", *kept])
    source.rewrite(lab, cells)
    assert "otter makes no autograder then" in refused(lab)


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ("runs_on: colab\n", "'colab'"),
        ("plugins: [a.b]\n", "expected no plugins"),
        ("files: [lost.csv]\n", "lost.csv"),
        ("requirements: lost.txt\n", "lost.txt of `requirements`"),
        ("environment: lost.yml\n", "lost.yml of `environment`"),
        ("nothing: 1\n", "'nothing'"),
        ("- a\n", "`key: value`"),
        ("a: b: c\n", "expected YAML"),
    ],
)
def test_a_file_of_settings_counts_as_the_cell_does(
    tmp_path: Path, config: str, words: str
) -> None:
    lab = configured(tmp_path, "config_file: more.yml")
    (lab.source / "more.yml").write_text(config)
    assert words in refused(lab)


def test_a_file_of_settings_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert "config_file lost.yml" in refused(configured(tmp_path, "config_file: lost.yml"))


def test_the_cell_counts_more_than_the_file_key_by_key(tmp_path: Path) -> None:
    lab = configured(tmp_path, "config_file: more.yml")
    (lab.source / "more.yml").write_text("name: other\ntests: {files: false, ok_format: true}\n")
    outline = read_source(lab)
    lint(outline, lab)
    assert outline.config["name"] == "hello"
    assert not outline.doctests
    assert outline.config["tests"]["files"] is False


def test_a_second_configuration_is_refused(tmp_path: Path) -> None:
    _, lab = source.hello(tmp_path)
    more = source.raw("# ASSIGNMENT CONFIG\nshow_question_points: true")
    source.rewrite(lab, [*source.cells(lab), more])
    assert "expected one configuration, that of cell 1" in refused(lab)


def test_a_configuration_in_any_letters_is_one(tmp_path: Path) -> None:
    _, lab = source.hello(tmp_path)
    source.edit(lab, "# ASSIGNMENT CONFIG", "#  Assignment  Config")
    lint(read_source(lab), lab)


@pytest.mark.parametrize(
    ("config", "key"),
    [
        ("solutions_pdf: true", "solutions_pdf"),
        ("template_pdf: true", "template_pdf"),
        ("python_version: 3.12", "python_version"),
    ],
)
def test_what_does_nothing_is_said(tmp_path: Path, config: str, key: str) -> None:
    lab = configured(tmp_path, config)
    outline = read_source(lab)
    lint(outline, lab)
    [said] = without_effect(outline)
    assert f"cell 1: {key} has no effect" in said


def test_nothing_is_said_of_the_lab_of_new(tmp_path: Path) -> None:
    _, lab = source.hello(tmp_path)
    outline = read_source(lab)
    assert not without_effect(outline)
    assert not unhonoured(outline.config)
