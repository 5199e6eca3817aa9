"""Submissions are found in every tree that graders really have, each under a name of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from torchgrade.errors import AuthorError
from torchgrade.grade import discover


def touch(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}")


def test_a_file_is_named_by_itself(tmp_path: Path) -> None:
    touch(tmp_path, "ada.ipynb")
    [found] = discover([tmp_path / "ada.ipynb"], "lab")
    assert (found.name, found.student) == ("ada.ipynb", "ada")


def test_a_folder_means_all_in_it(tmp_path: Path) -> None:
    touch(tmp_path, "ada.ipynb", "bob.zip", "more/cy.ipynb", "notes.txt", ".x/hidden.ipynb")
    found = discover([tmp_path], "lab")
    assert [s.name for s in found] == ["ada.ipynb", "bob.zip", "more"]
    assert found[2].path == tmp_path / "more", "a lone notebook's folder holds what belongs to it"


def test_600_files_of_one_name_stay_600(tmp_path: Path) -> None:
    touch(tmp_path, *(f"s{i:03d}/lab.ipynb" for i in range(600)))
    found = discover([tmp_path], "lab")
    assert len({s.name for s in found}) == 600
    assert len({s.student for s in found}) == 600


def test_files_of_one_name_named_one_by_one_stay_apart(tmp_path: Path) -> None:
    touch(tmp_path, "a/lab.ipynb", "b/lab.ipynb")
    found = discover([tmp_path / "a/lab.ipynb", tmp_path / "b/lab.ipynb"], "lab")
    assert len({s.name for s in found}) == 2
    assert all(s.name.endswith("lab.ipynb") for s in found)
    assert not any(s.name.startswith("/") for s in found)


def test_one_file_named_twice_is_graded_once(tmp_path: Path) -> None:
    touch(tmp_path, "a.ipynb")
    assert len(discover([tmp_path / "a.ipynb", tmp_path / "a.ipynb"], "lab")) == 1


def test_nbgraders_tree_gives_student_and_time(tmp_path: Path) -> None:
    touch(tmp_path, "ada/lab/lab.ipynb", "bob/lab/lab.ipynb", "ada/other/other.ipynb")
    (tmp_path / "ada/lab/timestamp.txt").write_text("2026-11-21 10:00:00 UTC\n")
    found = discover([tmp_path], "lab")
    assert [(s.name, s.student, s.sid) for s in found] == [
        ("ada/lab", "ada", "ada"),
        ("bob/lab", "bob", "bob"),
    ]
    assert found[0].submitted_at == "2026-11-21 10:00:00 UTC"


EXPORT = """\
submission_12:
  :submitters:
  - :name: Ada Lovelace
    :sid: 1815
    :email: ada@example.org
  - :name: Charles Babbage
    :sid: '1791'
  :created_at: 2026-11-20 23:59:01.000000000 Z
  :score: 3.0
submission_13:
  :submitters:
  - :email: eve@example.org
  :created_at: !ruby/object:ActiveSupport::TimeWithZone 2026-11-21
submission_14:
  :submitters: []
"""


def test_a_gradescope_export_gives_names_ids_and_times(tmp_path: Path) -> None:
    touch(tmp_path, "submission_12/lab.ipynb", "submission_12/weights/w.safetensors")
    touch(tmp_path, "submission_13/lab.ipynb", "stray.ipynb")
    (tmp_path / "submission_metadata.yml").write_text(EXPORT)
    found = discover([tmp_path], "lab")
    assert [s.name for s in found] == ["submission_12", "submission_13"]
    assert found[0].student == "Ada Lovelace, Charles Babbage"
    assert found[0].sid == "1815, 1791"
    assert found[0].submitted_at.startswith("2026-11-20 23:59:01")
    assert found[1].student == "eve@example.org"


@pytest.mark.parametrize("text", ["[1, 2", "just words"])
def test_metadata_that_is_not_an_exports_says_so(tmp_path: Path, text: str) -> None:
    (tmp_path / "submission_metadata.yml").write_text(text)
    with pytest.raises(AuthorError, match="Gradescope export"):
        discover([tmp_path], "lab")


def test_yaml_cannot_make_objects(tmp_path: Path) -> None:
    target = tmp_path / "made"
    (tmp_path / "submission_metadata.yml").write_text(
        f"submission_1: !!python/object/apply:os.mkdir ['{target}']\n"
    )
    with pytest.raises(AuthorError):
        discover([tmp_path], "lab")
    assert not target.exists()


def test_links_are_not_followed(tmp_path: Path) -> None:
    touch(tmp_path / "elsewhere", "secret.ipynb")
    (tmp_path / "in").mkdir()
    touch(tmp_path / "in", "a.ipynb", "b.ipynb")
    (tmp_path / "in" / "link.ipynb").symlink_to(tmp_path / "elsewhere" / "secret.ipynb")
    assert [s.name for s in discover([tmp_path / "in"], "lab")] == ["a.ipynb", "b.ipynb"]


@pytest.mark.parametrize("name", ["missing.ipynb", "empty"])
def test_nothing_to_grade_is_an_error_that_says_what_was_expected(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(AuthorError, match=name):
        discover([tmp_path / name], "lab")
