"""No name, link, pipe or depth in an inbox hides or stops another's submission."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from torchgrade.errors import AuthorError
from torchgrade.grade import Found, of_student, survey, unique
from torchgrade.grade.submissions import gradescope_export
from torchgrade.grade.submissions.handed_in import handed_in
from torchgrade.grade.submissions.submission import Submission, date_of
from torchgrade.texts import one_line, path_name


def touch(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}")


def names(found: Found) -> list[str]:
    return [submission.name for submission in found.submissions]


def reasons(found: Found) -> dict[str, str]:
    return {thing.name: thing.reason for thing in found.not_taken}


@pytest.fixture
def deep(tmp_path: Path) -> Iterator[Path]:
    """A folder with a thousand folders in each other."""
    here, top = os.getcwd(), tmp_path / "in" / "eve"
    top.mkdir(parents=True)
    os.chdir(top)
    for _ in range(1100):
        os.mkdir("a")
        os.chdir("a")
    os.chdir(here)
    yield tmp_path / "in"
    os.chdir(top)
    for _ in range(1100):
        os.chdir("a")
    for _ in range(1100):
        os.chdir("..")
        os.rmdir("a")
    os.chdir(here)


def test_a_loose_notebook_hides_no_folder(tmp_path: Path) -> None:
    """Whatever it is called, and however deep it lies."""
    touch(tmp_path, *(f"section/{name}/x.ipynb" for name in ("ada", "bob")), "section/lab.ipynb")
    touch(tmp_path, "cy/y.ipynb", "eve.ipynb", "dan/export.zip")
    assert names(survey([tmp_path], "lab")) == [
        "cy", "dan/export.zip", "eve.ipynb", "section/ada", "section/bob", "section/lab.ipynb",
    ]  # fmt: skip


def test_one_notebook_hides_nothing_beside_it_that_no_lab_asks_for(tmp_path: Path) -> None:
    touch(tmp_path, "ada.ipynb", "weights/w.safetensors", "bob.rar", "cy/lab.py", ".x/y")
    (tmp_path / "dan").mkdir()
    (tmp_path / "eve.ipynb").symlink_to(tmp_path / "ada.ipynb")
    found = survey([tmp_path], "lab", ["weights"])
    assert [(one.name, one.student) for one in found.submissions] == [("ada.ipynb", "ada")]
    assert set(reasons(found)) == {"bob.rar", "cy/lab.py", "dan", "eve.ipynb", ".x"}


def test_what_belongs_to_a_notebook_stays_with_it(tmp_path: Path) -> None:
    """Weights beside it do, also where a copy of it lies in another folder beside it."""
    touch(tmp_path, "ada/lab.ipynb", "ada/weights/w.safetensors", "ada/notes.txt")
    touch(tmp_path, "bob/lab.ipynb", "bob/weights/odd.ipynb", "bob/old/lab.ipynb")
    found = survey([tmp_path], "lab", ["weights"])
    assert names(found) == ["ada", "bob/lab.ipynb", "bob/old"]
    assert found.submissions[1].path == tmp_path / "bob"
    assert found.submissions[1].notebook == "lab.ipynb"
    assert not found.not_taken


def test_files_beside_a_notebook_stay_with_it_where_the_lab_takes_them_all(tmp_path: Path) -> None:
    """As zips do that plain otter made; not so another's folder."""
    touch(tmp_path, "ada/lab.ipynb", "ada/data.csv", "ada/old/lab.ipynb", "ada/old/more.csv")
    found = survey([tmp_path], "lab", ["."])
    assert names(found) == ["ada/lab.ipynb", "ada/old"]
    assert not found.not_taken
    with handed_in(found.submissions[0], ["."]) as source:
        assert list(source.files) == ["data.csv", "lab.ipynb"]


def test_what_grading_wrote_into_an_inbox_is_passed_over(tmp_path: Path) -> None:
    touch(tmp_path, "ada.ipynb", "bob.ipynb", "out/grades.csv", "out/submissions/ada/results.json")
    assert reasons(survey([tmp_path], "lab", out=tmp_path / "out")) == {}
    assert "out/grades.csv" in reasons(survey([tmp_path], "lab"))


def test_endings_are_read_as_people_mean_them(tmp_path: Path) -> None:
    touch(
        tmp_path, "a.IPYNB", "b.ipynb.json", "c.ipynb.txt", "d.ZIP", "e (1).ipynb", "f-Copy1.ipynb"
    )
    found = survey([tmp_path], "lab")
    assert [s.student for s in found.submissions] == ["a", "b", "c", "d", "e (1)", "f-Copy1"]


def test_all_that_is_no_submission_is_listed_with_the_reason(tmp_path: Path) -> None:
    touch(
        tmp_path,
        "ok.ipynb",
        "ok2.ipynb",
        "frank/hello.py",
        "gina.html",
        "._x.ipynb",
        "h/.a/b.ipynb",
    )
    touch(tmp_path, ".ipynb_checkpoints/c.ipynb", "__MACOSX/._ok.ipynb")
    (tmp_path / "empty").mkdir()
    (tmp_path / "link.ipynb").symlink_to(tmp_path / "ok.ipynb")
    (tmp_path / "away").symlink_to("/")
    os.mkfifo(tmp_path / "pipe.ipynb")
    found = survey([tmp_path], "lab")
    assert names(found) == ["ok.ipynb", "ok2.ipynb"]
    ending = "no notebook and no zip, by its ending"
    assert reasons(found) == {
        "frank/hello.py": ending,
        "gina.html": ending,
        "._x.ipynb": "hidden",
        "h/.a": "hidden",
        ".ipynb_checkpoints": "Jupyter's own copies",
        "__MACOSX": "what macOS puts into zips",
        "empty": "an empty folder",
        "link.ipynb": "a link",
        "away": "a link",
        "pipe.ipynb": "a pipe",
    }


def test_names_are_made_fit_and_stay_unique_while_paths_stay_what_they_are(tmp_path: Path) -> None:
    raw = [
        b"zo\xeb.ipynb", b"zo\xe9.ipynb", b"\x1b]0;title\x07a.ipynb", b"two\nlines.ipynb",
        "e\u0301.ipynb".encode(), "\u00e9.ipynb".encode(), b"A.ipynb", b"a.ipynb", b"con.ipynb",
        "\u202egnp.ipynb".encode(), b"x" * 240 + b".ipynb",
    ]  # fmt: skip
    for name in raw:
        (tmp_path / os.fsdecode(name)).write_text("{}")
    found = survey([tmp_path], "lab")
    assert sorted(os.fsencode(s.path.name) for s in found.submissions) == sorted(raw)
    shown = names(found)
    assert len({name.casefold() for name in shown}) == len(raw)
    for name in shown:
        assert name.isprintable()
        assert len(name.encode()) < 150
    assert names(survey([tmp_path], "lab")) == shown, "the same in each run, for --resume"


def test_folders_in_folders_stop_nobody(deep: Path) -> None:
    touch(deep, "ada.ipynb", "bob.ipynb")
    found = survey([deep], "lab")
    assert names(found) == ["ada.ipynb", "bob.ipynb"]
    [thing] = found.not_taken
    assert "folders deep" in thing.reason


def test_one_folder_of_very_many_files_is_listed_shortly(tmp_path: Path) -> None:
    touch(tmp_path, "ada.ipynb", "bob.ipynb", *(f"eve/{i}.txt" for i in range(300)))
    found = survey([tmp_path], "lab")
    assert len(found.not_taken) == 201
    assert reasons(found)["eve"] == "100 more files and folders in it"


def test_a_folder_named_as_the_lab_makes_no_nbgrader_tree_of_an_inbox(tmp_path: Path) -> None:
    touch(tmp_path, "eve/lab/lab.ipynb", "ada/mine.ipynb", "bob.ipynb", "cy/deep/er/x.ipynb")
    touch(tmp_path, "dan/final/final.ipynb")
    assert names(survey([tmp_path], "lab")) == [
        "ada", "bob.ipynb", "cy/deep/er", "dan/final", "eve/lab",
    ]  # fmt: skip


def test_nbgraders_folders_of_other_assignments_are_listed(tmp_path: Path) -> None:
    touch(tmp_path, "ada/lab/lab.ipynb", "ada/other/other.ipynb", "bob/other/other.ipynb")
    found = survey([tmp_path], "lab")
    assert names(found) == ["ada/lab"]
    assert set(reasons(found)) == {"ada/other", "bob/other"}
    touch(tmp_path, "cy/third/third.ipynb", "cy/third/timestamp.txt")
    assert "cy/third" in reasons(survey([tmp_path], "lab"))


@pytest.mark.parametrize("kind", ["broken", "pipe", "link", "huge", "deep"])
def test_an_export_without_a_list_that_can_be_read_keeps_its_rows(
    tmp_path: Path, kind: str
) -> None:
    touch(tmp_path, "submission_1/lab.ipynb", "submission_1/b.ipynb", "submission_2/lab.ipynb")
    path = tmp_path / "submission_metadata.yml"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "link":
        path.symlink_to("/etc/passwd")
    elif kind == "huge":
        with path.open("wb") as file:
            file.truncate(2 << 30)
    else:
        path.write_text("[1, 2" if kind == "broken" else "[" * 300_000)  # a loader in C crashes
    found = survey([tmp_path], "lab")
    assert names(found) == ["submission_1", "submission_2"]
    assert "submission_metadata.yml" in reasons(found)


@pytest.mark.parametrize("name", ["2026-02-31", "9" * 5000, "yes", "1e5", "!x y", "!!int x"])
def test_no_name_of_a_student_spoils_an_exports_list(tmp_path: Path, name: str) -> None:
    """Ruby writes these without quotes, and Python reads some of them as what they are not."""
    touch(tmp_path, "submission_1/lab.ipynb", "submission_2/lab.ipynb")
    (tmp_path / "submission_metadata.yml").write_text(
        f"submission_1:\n  :submitters:\n  - :name: {name}\n"
        "submission_2:\n  :submitters:\n  - :name: Ada\n    :sid: 12\n"
        "  :created_at: 2026-11-20 23:59:01.000000000 Z\n  <<: &a {b: 1}\n"
    )
    _, ada = survey([tmp_path], "lab").submissions
    assert (ada.student, ada.sid, ada.submitted_at[:10]) == ("Ada", "12", "2026-11-20")


def test_an_export_lists_what_is_not_there_and_takes_what_it_does_not_list(tmp_path: Path) -> None:
    touch(tmp_path, "submission_1/lab.ipynb", "submission_2/lab.ipynb", "stray.ipynb")
    (tmp_path / "submission_metadata.yml").write_text(
        "submission_1: {':submitters': [{':name': \"A\\u001b[2Jda\", ':sid': [1]}, 3]}\n"
        "submission_9: {':submitters': 7}\n../x: {}\n"
    )
    found = survey([tmp_path], "lab")
    assert names(found) == ["submission_1", "submission_2"]
    assert (found.submissions[0].student, found.submissions[0].sid) == ("Ada", "")
    assert {"stray.ipynb", "submission_9"} < set(reasons(found))


def test_of_an_exports_list_no_more_is_kept_than_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Made into objects, 256 MB of it would fill the memory."""
    monkeypatch.setattr(gradescope_export, "MOST_KEPT", 100)
    touch(tmp_path, "submission_1/lab.ipynb")
    path = tmp_path / "submission_metadata.yml"
    tests = ", ".join("{score: [1, {2: 3}]}" for _ in range(200))
    ada = "submission_1: {':submitters': [{':name': Ada}], ':results': {tests: [%s]}}\n"
    path.write_text(ada % tests)
    found = survey([tmp_path], "lab")
    assert ([one.student for one in found.submissions], found.not_taken) == (["Ada"], [])
    path.write_text(ada % tests + "".join(f"a{number}: b\n" for number in range(100)))
    found = survey([tmp_path], "lab")
    assert [one.student for one in found.submissions] == [""]
    assert reasons(found) == {path.name: "it is not the YAML of a Gradescope export"}


def test_a_list_that_a_student_handed_in_takes_nobodys_row(tmp_path: Path) -> None:
    touch(tmp_path, "ada/lab.ipynb", "bob.ipynb", "cy.zip")
    (tmp_path / "submission_metadata.yml").write_text("ada: {}\n")
    assert names(survey([tmp_path], "lab")) == ["ada", "bob.ipynb", "cy.zip"]


def test_several_named_things_stop_each_other_as_little(tmp_path: Path) -> None:
    """A shell's `inbox/*` names what students have put there."""
    touch(tmp_path, "ada.ipynb", "bob/lab.ipynb", "cy.txt", "dan/readme.txt")
    (tmp_path / "eve.ipynb").symlink_to(tmp_path / "ada.ipynb")
    os.mkfifo(tmp_path / "fay")
    (tmp_path / "gone").symlink_to("nowhere")
    found = survey(sorted(tmp_path.iterdir()), "lab")
    assert names(found) == ["ada.ipynb", "bob"]
    assert set(reasons(found)) == {"cy.txt", "dan/readme.txt", "eve.ipynb", "fay", "gone"}
    with pytest.raises(AuthorError, match=r"cy\.txt"):
        survey([tmp_path / "cy.txt"], "lab")
    assert names(survey([tmp_path / "eve.ipynb"], "lab")) == ["eve.ipynb"], "one's own link"


def test_a_time_is_a_date_or_nothing(tmp_path: Path) -> None:
    def read(content: bytes | None = None) -> tuple[str, tuple[str, ...]]:
        path = tmp_path / "timestamp.txt"
        if content is not None:
            path.unlink(missing_ok=True)
            path.write_bytes(content)
        student = of_student("eve", tmp_path, "lab")
        return student.submitted_at, student.flags

    for good in ("2026-11-21 10:00:00 UTC", "2015-02-02 15:58:23.948203 America/Los_Angeles"):
        assert read(good.encode() + b"\n") == (good, ())
    for bad in (b"SQLite format 3\0", b"2026-99-99", b"2026-11-21 <b>", b"\xff", b"1" * 2000):
        shown, [flag] = read(bad)
        assert shown == ""
        assert "timestamp.txt" in flag
    path = tmp_path / "timestamp.txt"
    path.unlink()
    assert read() == ("", ())
    path.symlink_to("/etc/hostname")
    assert read()[0] == ""
    path.unlink()
    os.mkfifo(path)
    assert read() == ("", ("timestamp.txt can't be read: it is a pipe, no file",))
    assert date_of("2026-11-21T10:00:00+01:00") == "2026-11-21T10:00:00+01:00"


@pytest.mark.parametrize("turn", [1, -1])
def test_no_submission_is_written_into_the_folder_of_another(tmp_path: Path, turn: int) -> None:
    touch(tmp_path, "one/bob.ipynb", "one/bob.ipynb_grade.json/x.ipynb")
    touch(tmp_path, "two/bob.ipynb/feedback.html/x.ipynb", "two/BOB.ipynb/grade.json/x.ipynb")
    found = names(survey([tmp_path / "one", tmp_path / "two"][::turn], "lab"))
    assert len(found) == 4
    shown = [f"{name.casefold()}/" for name in found]
    assert not [(a, b) for a in shown for b in shown if a != b and b.startswith(a)]
    assert len({*shown}) == 4


def test_names_for_people_hold_no_controls_and_no_end() -> None:
    assert one_line("a\x1b[2J\u202eb\n c\ud800" + "x" * 999, 20) == "ab c?xxxxxxxxxxx ..."
    assert path_name("../../etc/passwd") != "../../etc/passwd"
    assert ".." not in path_name("a/../b").split("/")
    assert path_name("a/" * 3000 + "b").count("/") < 500
    assert path_name("a\r\nb\rc\nd.txt").partition("~")[0] == "a b c d.txt"
    for odd in (
        "\x01" + "a" * 118,
        "b" * 130 + "\n",
        "c/" * 399 + "\x01d",
        "e\x01~0123abcd",
        "con",
    ):
        assert path_name(path_name(odd)) == path_name(odd) != odd
    twins = unique([Submission(Path("x"), "A"), Submission(Path("y"), "a")])
    assert len({one.name.casefold() for one in twins}) == 2
    json.dumps([one.name for one in twins])


def test_names_that_are_alike_do_not_say_where_the_class_lies(tmp_path: Path) -> None:
    touch(tmp_path, "Jos\u00e9.ipynb", "Jose\u0301.ipynb", "ALICE.ipynb", "alice.ipynb")
    found = names(survey([tmp_path], "lab"))
    assert len(set(found)) == 4
    assert not any("/" in name for name in found)
    touch(tmp_path, "mon/bob.ipynb", "tue/bob.ipynb")
    files = [tmp_path / "mon/bob.ipynb", tmp_path / "tue/bob.ipynb"]
    assert names(survey(files, "lab")) == ["mon/bob.ipynb", "tue/bob.ipynb"]
