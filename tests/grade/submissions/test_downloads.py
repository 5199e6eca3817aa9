"""What Canvas, Moodle and Gradescope download gives each student's row, as a zip and unpacked."""

from __future__ import annotations

import shutil
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torchgrade.errors import AuthorError
from torchgrade.grade import Found, survey
from torchgrade.grade.submissions.canvas import are_canvas_names, read_name
from torchgrade.grade.submissions.moodle import are_moodle_names

CANVAS = {
    "lovelaceada_12_101_lab.ipynb": "",
    "babbagecharles_LATE_13_99_lab.ipynb": "",
    "babbagecharles_LATE_13_102_lab-1.ipynb": "",
    "babbagecharles_LATE_13_103_scratch.ipynb": "",
    "hopper_15_106_lab.pdf": "",
    "turing_16_text.html": "",
    "dijkstra_17_link.html": "",
    "LATE_anon_Ab3xY_107_lab.zip": "",
}
MOODLE = {
    "Ada Lovelace_1234567_assignsubmission_file/lab.ipynb": "",
    "Ada Lovelace_1234567_assignsubmission_onlinetext/onlinetext.html": "",
    "Čapek Karel_1234568_assignsubmission_file_/lab.ipynb": "",
    "Charles Babbage_1234569_assignsubmission_file_lab.ipynb": "",
    "Grace Hopper_1234570_assignsubmission_file/deep/lab.py": "",
    "Participant_1234571_assignsubmission_file/lab.zip": "",
    "Participant_1234572_assignsubmission_onlinepoodll/a.mp3": "",
}
GRADESCOPE = {
    "assignment_7_export/submission_metadata.yml": (
        "submission_1:\n  :submitters:\n  - :name: Ada\n    :sid: '17'\n    :email: a@x.org\n"
    ),
    "assignment_7_export/submission_1/lab.ipynb": "",
    "assignment_7_export/submission_2/lab.ipynb": "",
}

Look = Callable[[dict[str, str]], Found]


def zipped(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


@pytest.fixture
def new_folder(tmp_path: Path) -> Callable[[], Path]:
    def make() -> Path:
        count = len(list(tmp_path.glob("new*")))
        (tmp_path / f"new{count}").mkdir()
        return tmp_path / f"new{count}"

    return make


@pytest.fixture(params=["zip", "unpacked", "linked"])
def look(request: pytest.FixtureRequest, tmp_path: Path, new_folder: Callable[[], Path]) -> Look:
    """Find what is in a download, named in each of the ways that it may be."""

    def found(files: dict[str, str]) -> Found:
        path = zipped(tmp_path / "submissions.ZIP", files)
        if request.param == "linked":
            (tmp_path / "link.zip").symlink_to(path)
            path = tmp_path / "link.zip"
        if request.param == "unpacked":
            shutil.unpack_archive(path, tmp_path / "in", "zip")
            inside = list((tmp_path / "in").iterdir())
            path = inside[0] if len(inside) == 1 else tmp_path / "in"
        return survey([path], "lab", new_folder=new_folder)

    return found


def rows(found: Found) -> dict[str, tuple[str, str, bool | None, int | None]]:
    return {s.name: (s.student, s.sid, s.late, s.attempt) for s in found.submissions}


def reasons(found: Found) -> dict[str, str]:
    return {thing.name: thing.reason for thing in found.not_taken}


def test_canvas_names_say_who_late_and_which_attempt(look: Look) -> None:
    found = look(CANVAS)
    assert rows(found) == {
        "LATE_anon_Ab3xY_107_lab.zip": ("anon_Ab3xY", "anon_Ab3xY", True, 1),
        "babbagecharles_LATE_13_102_lab-1.ipynb": ("babbagecharles", "13", True, 2),
        "babbagecharles_LATE_13_99_lab.ipynb": ("babbagecharles", "13", True, 1),
        "lovelaceada_12_101_lab.ipynb": ("lovelaceada", "12", False, 1),
    }
    assert set(reasons(found)) == set(CANVAS) - set(rows(found))
    assert reasons(found)["turing_16_text.html"] == "a text that was typed into Canvas"


def test_moodle_names_say_who_and_typed_texts_are_listed(look: Look) -> None:
    found = look(MOODLE)
    assert [(one.student, one.sid) for one in found.submissions] == [
        ("Ada Lovelace", "1234567"),
        ("Charles Babbage", "1234569"),
        ("Participant", "1234571"),
        ("Čapek Karel", "1234568"),
    ]
    assert reasons(found) == {
        "Ada Lovelace_1234567_assignsubmission_onlinetext": "a text that was typed into Moodle",
        "Grace Hopper_1234570_assignsubmission_file/deep/lab.py": (
            "no notebook and no zip in what was handed in"
        ),
        "Participant_1234572_assignsubmission_onlinepoodll": (
            "of Moodle's submission type onlinepoodll"
        ),
    }


def test_moodle_may_download_without_folders(look: Look) -> None:
    found = look({name.replace("/", "_"): "" for name in MOODLE if "deep" not in name})
    assert len(found.submissions) == 4
    assert reasons(found) == {
        "Ada Lovelace_1234567_assignsubmission_onlinetext_onlinetext.html": (
            "a text that was typed into Moodle"
        ),
        "Participant_1234572_assignsubmission_onlinepoodll_a.mp3": (
            "of Moodle's submission type onlinepoodll"
        ),
    }


def test_a_notebook_that_canvas_did_not_name_has_a_row_of_its_own(look: Look) -> None:
    found = rows(look(CANVAS | {"solution.ipynb": ""}))
    assert found["solution.ipynb"] == ("solution", "", None, None)
    assert len(found) == 5


def test_what_lies_beside_the_folders_of_gradescopes_export_is_listed(look: Look) -> None:
    found = look(GRADESCOPE | {"assignment_7_export/solution.ipynb": ""})
    assert len(found.submissions) == 2
    [(name, reason)] = reasons(found).items()
    assert name.endswith("solution.ipynb")
    assert reason == "beside the folders of a Gradescope export"


def test_gradescopes_zip_is_taken_as_its_folder(look: Look) -> None:
    ada, unknown = look(GRADESCOPE).submissions
    assert (ada.student, ada.sid, ada.members[0].email) == ("Ada", "17", "a@x.org")
    assert unknown.flags == ("submission_metadata.yml does not say whose it is",)


@pytest.mark.parametrize("nothing", ["", "~", "null"])
def test_who_has_no_id_in_gradescopes_list_has_none(look: Look, nothing: str) -> None:
    members = f"  - :name: 'Null'\n    :sid: {nothing}\n  - :name: Bo\n    :sid: '~'\n"
    said = f"submission_1:\n  :submitters:\n{members}"
    found = look({"submission_1/lab.ipynb": "", "submission_metadata.yml": said})
    [submission] = found.submissions
    assert [(one.name, one.sid) for one in submission.people] == [("Null", ""), ("Bo", "~")]


def test_an_export_without_its_list_keeps_a_row_a_folder(look: Look) -> None:
    found = look(
        {f"x/submission_{n}/{name}.ipynb": "" for n in (1, 2) for name in ("lab", "more")}
        | {"x/submission_metadata.yml": "[1, 2"}
    )
    assert list(rows(found)) == ["submission_1", "submission_2"]


def test_a_folder_of_an_export_whose_list_is_gone_keeps_a_row_a_folder(tmp_path: Path) -> None:
    for number in (1, 2):
        for name in ("lab", "more"):
            (tmp_path / f"submission_{number}").mkdir(exist_ok=True)
            (tmp_path / f"submission_{number}" / f"{name}.ipynb").touch()
    found = survey([tmp_path], "lab")
    assert list(rows(found)) == ["submission_1", "submission_2"]
    assert "submission_metadata.yml" in reasons(found)
    (tmp_path / "ada.ipynb").touch()  # a student called his folder so, in an inbox of others
    assert "ada.ipynb" in rows(survey([tmp_path], "lab"))


def test_a_students_zip_is_his_own_whatever_lies_in_it(
    tmp_path: Path, new_folder: Callable[[], Path]
) -> None:
    """A shell names it among others, or it lies in the folder that was named."""
    eve = zipped(tmp_path / "eve.zip", CANVAS)
    bob = zipped(tmp_path / "bob.zip", {"lab.ipynb": ""})
    assert list(rows(survey([eve, bob], "lab", new_folder=new_folder))) == ["eve.zip", "bob.zip"]
    assert set(rows(survey([tmp_path], "lab", new_folder=new_folder))) == {"eve.zip", "bob.zip"}
    assert list(rows(survey([bob], "lab", new_folder=new_folder))) == ["bob.zip"]


@pytest.mark.parametrize(
    "files",
    [
        {"bob/lab/lab.ipynb": "", "bob/lab/timestamp.txt": "2030-01-01 00:00:00 UTC"},
        {name.partition("/")[2]: text for name, text in GRADESCOPE.items()},
        MOODLE,
        CANVAS,
    ],
    ids=["nbgrader", "gradescope", "moodle", "canvas"],
)
def test_a_students_folder_is_no_download_where_a_shell_names_all(
    files: dict[str, str], tmp_path: Path
) -> None:
    zipped(tmp_path / "eve.zip", files)
    shutil.unpack_archive(tmp_path / "eve.zip", tmp_path / "in" / "eve")
    zipped(tmp_path / "bob.zip", {"lab.ipynb": ""})
    shutil.unpack_archive(tmp_path / "bob.zip", tmp_path / "in" / "bob")
    found = survey(sorted((tmp_path / "in").iterdir()), "lab")
    assert found.submissions[0].name == "bob"
    for one in found.submissions[1:]:
        assert one.name.startswith("eve/")
        assert (one.sid, one.submitted_at, one.members, one.order) == ("", "", (), ())
    alone = survey([tmp_path / "in" / "eve"], "lab").submissions
    assert any(one.sid for one in alone)


def test_a_zip_that_is_taken_for_a_whole_class_is_named(
    tmp_path: Path, new_folder: Callable[[], Path]
) -> None:
    for system, files in {"Canvas": CANVAS, "Moodle": MOODLE, "Gradescope": GRADESCOPE}.items():
        path = zipped(tmp_path / f"{system}.zip", files)
        found = survey([path], "lab", new_folder=new_folder)
        count = len(found.submissions)
        said = f"{path.name}: taken for {system}'s download of all submissions: {count} submissions"
        [note] = found.notes
        assert note.startswith(said)
    zipped(tmp_path / "bob.zip", {"lab.ipynb": ""})
    among_others = [tmp_path / "Canvas.zip", tmp_path / "bob.zip"]
    assert survey(among_others, "lab", new_folder=new_folder).notes == []


def test_two_downloads_keep_their_rows_apart(
    tmp_path: Path, new_folder: Callable[[], Path]
) -> None:
    paths = [zipped(tmp_path / f"{name}.zip", CANVAS) for name in ("a", "b")]
    found = survey(paths, "lab", new_folder=new_folder)
    assert len(found.submissions) == 8
    assert "b/lovelaceada_12_101_lab.ipynb" in rows(found)
    assert "a/hopper_15_106_lab.pdf" in reasons(found)


def test_what_would_do_harm_is_listed_and_stops_nothing(
    tmp_path: Path, new_folder: Callable[[], Path]
) -> None:
    link = zipfile.ZipInfo("Eve_2_assignsubmission_file/lab.ipynb")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    odd = zipfile.ZipInfo("Ida_4_assignsubmission_file/lab.ipynb")
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("Ada_1_assignsubmission_file/lab.ipynb", "{}")
        archive.writestr(link, "/etc/passwd")
        archive.writestr("Bob_3_assignsubmission_file/../../x.ipynb", "")
        archive.writestr("__MACOSX/Ada_1_assignsubmission_file/._lab.ipynb", "")
        archive.writestr(f"Cy_5_assignsubmission_file/{'n' * 300}.ipynb", "")
        archive.writestr(odd, "", zipfile.ZIP_LZMA)
    found = survey([tmp_path / "all.zip"], "lab", new_folder=new_folder)
    assert [one.student for one in found.submissions] == ["Ada"]
    listed = "\n".join(f"{name}: {reason}" for name, reason in reasons(found).items())
    for said in ("Eve_2", "a link", "outside of its folder", "too long", "not read"):
        assert said in listed
    assert not (tmp_path / "x.ipynb").exists()


def test_names_that_are_utf_8_and_do_not_say_so_are_read(
    tmp_path: Path, new_folder: Callable[[], Path]
) -> None:
    name = "Zoë_1_assignsubmission_file/lab.ipynb"
    zipped(tmp_path / "all.zip", {name: "{}", "Ada_2_assignsubmission_file/lab.ipynb": "{}"})
    content = (tmp_path / "all.zip").read_bytes()
    at = content.index(b"PK\x01\x02")
    without = bytearray(content)
    assert without[at + 9] == 0x08
    without[at + 9] = without[7] = 0
    (tmp_path / "all.zip").write_bytes(bytes(without))
    found = survey([tmp_path / "all.zip"], "lab", new_folder=new_folder)
    assert [one.student for one in found.submissions] == ["Ada", "Zoë"]


def test_a_damaged_download_is_one_submission_that_says_so(
    tmp_path: Path, new_folder: Callable[[], Path]
) -> None:
    path = zipped(tmp_path / "all.zip", CANVAS)
    path.write_bytes(path.read_bytes()[:-30])
    assert list(rows(survey([path], "lab", new_folder=new_folder))) == ["all.zip"]


def test_a_download_without_a_notebook_is_an_error(
    tmp_path: Path, new_folder: Callable[[], Path]
) -> None:
    path = zipped(tmp_path / "all.zip", {"hopper_15_106_lab.pdf": ""})
    with pytest.raises(AuthorError, match=r"hopper_15_106_lab\.pdf"):
        survey([path], "lab", new_folder=new_folder)


def test_names_with_dates_are_not_canvas() -> None:
    """All of one day would be one student's."""
    assert not are_canvas_names(f"{name}_2026_11_20_lab.ipynb" for name in ("ada", "bob"))
    assert not are_canvas_names(f"{name}_2026_{n}_lab.ipynb" for n, name in enumerate("ab"))
    assert not are_canvas_names([])
    assert not are_moodle_names([])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("eve_12_25_208_lab.ipynb", ("eve_12", "25", False, 1)),  # 12 is Lovelace
        ("eve_14_101_209_lab.ipynb", ("eve_14", "101", False, 1)),  # 101 is Lovelace's file
        ("eve_12_13_208_lab.ipynb", ("eve_12_13_208_lab", "", None, None)),  # 13 is Babbage
    ],
)
def test_nobodys_name_decides_about_those_of_others(
    look: Look, name: str, said: tuple[str, str, bool | None, int | None]
) -> None:
    """Who calls himself after another one's number is himself, and all others are who they are."""
    found = rows(look(CANVAS | {name: ""}))
    assert found.pop(name) == said
    assert found["lovelaceada_12_101_lab.ipynb"] == ("lovelaceada", "12", False, 1)
    assert found["babbagecharles_LATE_13_102_lab-1.ipynb"] == ("babbagecharles", "13", True, 2)
    assert len(found) == 4


def test_one_name_in_two_normal_forms_is_one(look: Look) -> None:
    files = {"Jos\u00e9_77_1_lab.ipynb": "", "Jose\u0301_77_2_lab-1.ipynb": ""}
    found = rows(look(CANVAS | files))
    assert {said[1:] for name, said in found.items() if "_77_" in name} == {
        ("77", False, 1),
        ("77", False, 2),
    }
    assert found["lovelaceada_12_101_lab.ipynb"] == ("lovelaceada", "12", False, 1)


NAMES = st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1)


@given(
    st.from_regex(r"[^\W\d_]{1,20}", fullmatch=True),
    st.booleans(),
    st.integers(1, 10**12),
    st.integers(1, 10**12),
    NAMES,
)
def test_any_name_of_a_file_leaves_the_student_what_canvas_says(
    name: str, late: bool, user: int, file: int, title: str
) -> None:
    said = read_name(f"{name}_{'LATE_' if late else ''}{user}_{file}_{title}.ipynb")
    assert said is not None
    assert (said.student, said.late, said.user, said.number) == (name, late, str(user), file)


def test_a_name_like_canvas_among_others_says_nothing(tmp_path: Path) -> None:
    """In an inbox of names that students chose, it is one of these."""
    for name in ("ada", "bob", "lovelaceada_12_101_lab"):
        (tmp_path / f"{name}.ipynb").touch()
    found = survey([tmp_path], "lab")
    assert [one.sid for one in found.submissions] == ["", "", ""]
    assert not are_moodle_names(["ada", "bob", "Ada_1_assignsubmission_file"])


def test_nobody_is_who_his_name_in_moodle_says_that_he_is(look: Look) -> None:
    """The number of a folder is the last: all before it is a name, which a person may choose."""
    name = "Eve_1234567_assignsubmission_file_x"
    found = look(MOODLE | {f"{name}_77_assignsubmission_file/lab.ipynb": ""})
    assert (name, "77") in [(one.student, one.sid) for one in found.submissions]
    assert [one.sid for one in found.submissions].count("1234567") == 1


def test_a_name_of_moodles_may_have_underscores(look: Look) -> None:
    """Moodle writes blanks for them; a program that unpacks its zip may write them again."""
    found = look(
        {f"{name}_assignsubmission_file_/a.ipynb": "" for name in ("Bob_Smith_125", "A_2")}
    )
    assert [(one.student, one.sid) for one in found.submissions] == [
        ("A", "2"),
        ("Bob_Smith", "125"),
    ]
