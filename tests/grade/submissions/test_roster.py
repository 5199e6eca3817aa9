"""A roster is read as systems and spreadsheets write it, and joined with no guess."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torchgrade.errors import AuthorError
from torchgrade.grade import (
    Found,
    Joined,
    Roster,
    Submission,
    joined,
    latest_of,
    read_roster,
    survey,
)
from torchgrade.grade.submissions.roster import Entry
from torchgrade.records import NotTaken, Person

ADA = Person("Ada Lovelace", "1815", "ada@x.org", "A")


def roster_of(tmp_path: Path, text: str | bytes) -> Roster:
    path = tmp_path / "roster.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_roster(path)


def people(roster: Roster) -> list[Person]:
    return [entry.person for entry in roster.entries]


@pytest.mark.parametrize(
    "text",
    [
        "First Name,Last Name,SID,Email,Sections\nAda,Lovelace,1815,ada@x.org,A\n",  # Gradescope
        "\ufeffname;sid;EMAIL;section\r\n\r\nAda Lovelace;1815;ada@x.org;A\r\n",
        "sep=;\r\nName;SID;Email;Section\r\nAda Lovelace;1815;ada@x.org;A",
        "A course, 2026\n\nName\tStudent ID\tE-Mail\tSection\nAda Lovelace\t1815.0\tada@x.org\tA",
        'Student_Name,id,email,section,note\n"Ada Lovelace"," 1815 ",ada@x.org,A,"a, b"\n',
        # Moodle's participants, and its grading worksheet
        "First name,Surname,ID number,Email address,section\nAda,Lovelace,1815,ada@x.org,A\n",
        "Identifier,Full name,Email address,section\nParticipant 1815,Ada Lovelace,ada@x.org,A\n",
        "name,sid,email,section,role\nAda Lovelace,1815,ada@x.org,A,Student\nT,1,t@x.org,A,TA\n",
        "name,sid,email,section\nAda Lovelace,1815,ada@x.org,A\nAda Lovelace,1815,ada@x.org,A\n",
    ],
)
def test_titles_say_what_a_column_is(tmp_path: Path, text: str) -> None:
    assert people(roster_of(tmp_path, text)) == [ADA]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_encoding_of_spreadsheets_is_read(tmp_path: Path, encoding: str) -> None:
    roster = roster_of(tmp_path, "name,sid\nZoë Šimunek,7\n".encode(encoding))
    assert people(roster) == [Person("Zoë Šimunek", "7")]


def test_canvas_gradebook_has_rows_that_are_nobodys(tmp_path: Path) -> None:
    roster = roster_of(
        tmp_path,
        "Student,ID,SIS User ID,SIS Login ID,Section,HW 1\n"
        "    Points Possible,,,,,10\n"
        '"Lovelace, Ada",12,1815,ada,A,\n"Student, Test",99,,x,A,\n',
    )
    [entry] = roster.entries
    assert entry.person == Person("Lovelace, Ada", "1815", "", "A")
    assert entry.ids == {"12", "1815", "ada"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n1,2\n", "no column with names.*got a, b"),
        ("", "no column with names.*got nothing"),
        ("name,sid\n", "lists nobody"),
        ('name,sid\n"Ada,17\nBob,18\n', "no table of separated values"),
    ],
)
def test_what_is_no_roster_is_an_error(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(AuthorError, match=said):
        roster_of(tmp_path, text)


def test_a_roster_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(AuthorError, match=r"x\.csv can't be read"):
        read_roster(tmp_path / "x.csv")


CLASS = """\
name,sid,login,email,group
Ada Lovelace,0017,al1,ada@x.org,Red
Charles Babbage,18,cb2,cb@x.org,Red
María José de la Cruz,19,mj3,mj@x.org,
John Smith,20,js4,js@x.org,
John Smith,21,js5,js@y.org,
Grace Hopper,22,gh6,gh@x.org,
O\u011fuz Y\u0131ld\u0131z,23,oy7,oy@x.org,
"""


def join(tmp_path: Path, *submissions: Submission, not_taken: tuple[NotTaken, ...] = ()) -> Joined:
    return joined(Found(list(submissions), list(not_taken)), roster_of(tmp_path, CLASS))


@pytest.mark.parametrize(
    ("student", "sid", "expected"),
    [
        ("", "17", "0017"),  # a spreadsheet drops zeros
        ("", "0017", "0017"),
        ("", "AL1", "0017"),
        ("", "ada@x.org", "0017"),
        ("ADA LOVELACE", "", "0017"),
        ("Lovelace, Ada", "", "0017"),
        ("lovelaceada", "", "0017"),
        ("delacruzmariajose", "4711", "19"),
        ("Maria Jose de la Cruz", "", "19"),
        ("hw1_yildizoguz_12", "", "23"),
        (unicodedata.normalize("NFD", "María José de la Cruz"), "", "19"),
        ("hw1_Ada_Lovelace (1)", "", "0017"),
        ("Ada Lovelace-Copy1", "", "0017"),
        ("cb2-hw1", "", "18"),
        ("hw1_22_final", "", None),  # 22 may be anything
        ("hw1 gh@x.org", "", "22"),
        ("Grace Brewster Hopper", "", "22"),
        ("John Smith", "", None),
        ("John Smith", "20", "20"),
        ("Ada Lovelace", "18", None),  # 18 is another system's number, or the name is wrong
        ("Ada", "", "0017"),  # before the @ of her address
        ("Grace Kelly", "", None),
        ("", "", None),
    ],
)
def test_an_id_an_address_or_a_name_that_fits_one_alone_joins(
    tmp_path: Path, student: str, sid: str, expected: str | None
) -> None:
    result = join(tmp_path, Submission(Path("x"), "x", student=student, sid=sid))
    [submission] = result.found.submissions
    if expected is None:
        assert (submission.student, submission.sid, submission.members) == (student, sid, ())
        assert [thing.name for thing in result.not_on_roster] == ["x"]
        assert submission.flags[0].startswith("roster: ")
        assert len(result.missing) == 7
    else:
        assert submission.sid == expected
        assert not result.not_on_roster
        assert expected not in [who.sid for who in result.missing]
        assert len(result.missing) == 6


def test_what_fits_two_names_both(tmp_path: Path) -> None:
    result = join(tmp_path, Submission(Path("x"), "x", student="John Smith"))
    [stranger] = result.not_on_roster
    assert stranger.reason == (
        "John Smith may be 2 on the roster: John Smith (20 js@x.org); John Smith (21 js@y.org)"
    )


def test_all_of_a_group_have_handed_in(tmp_path: Path) -> None:
    """As members that Gradescope lists, or by the group's name, as Moodle and Canvas have it."""
    members = (Person("A. L.", "17"), Person("Eve", "", "eve@x.org"), Person("", "", "gh@x.org"))
    result = join(
        tmp_path,
        Submission(Path("x"), "x", student="A. L., Eve, gh@x.org", members=members),
        Submission(Path("y"), "y", student="Red", sid="3"),
    )
    first, second = result.found.submissions
    assert [who.name for who in first.members] == ["Ada Lovelace", "Eve", "Grace Hopper"]
    assert (second.student, second.sid) == ("Ada Lovelace, Charles Babbage", "0017, 18")
    assert [thing.name for thing in result.not_on_roster] == ["x"]
    assert [who.sid for who in result.missing] == ["20", "21", "19", "23"]


def test_who_is_missing_is_shown_what_may_be_theirs(tmp_path: Path) -> None:
    things = (
        NotTaken("hoppergrace_4711_5_hw1.pdf", ""),
        NotTaken("Charles Babbage_9_assignsubmission_file/hw1.py", ""),
        NotTaken("john smith.docx", ""),
        NotTaken("ada lovelace.html", ""),
    )
    ada = Submission(Path("x"), "x", sid="17")
    missing = join(tmp_path, ada, not_taken=things).missing
    assert {who.sid: who.not_taken for who in missing if who.not_taken} == {
        "22": (things[0].name,),
        "18": (things[1].name,),
    }


WORDS = st.lists(st.from_regex(r"[^\W\d_]{2,12}", fullmatch=True), min_size=1, max_size=4)


@given(WORDS, st.booleans(), st.sampled_from(["NFC", "NFD"]), st.sampled_from([" ", "_", "-"]))
def test_a_name_in_another_order_and_form_is_the_same(
    words: list[str], last_first: bool, form: str, between: str
) -> None:
    entry = Entry(Person(" ".join(words), "1"), frozenset({"1"}), frozenset())
    turned = [words[-1], *words[:-1]] if last_first else words
    student = unicodedata.normalize(form, between.join(turned))
    found = Found([Submission(Path("x"), "x", student=student)])
    assert joined(found, Roster((entry,))).missing == ()


def test_two_files_of_one_student_are_two_attempts(tmp_path: Path) -> None:
    """Neither passes the other over: somebody else may have called his own so."""
    for name in ("al1", "al1 (1)", "al1-Copy1", "gh6"):
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / f"{name}.ipynb").touch()
    found = latest_of(join(tmp_path, *survey([tmp_path / "in"], "lab").submissions).found)
    assert not found.not_taken
    assert [(one.student, len(one.flags)) for one in found.submissions] == [
        ("Ada Lovelace", 1),
        ("Ada Lovelace", 1),
        ("Ada Lovelace", 1),
        ("Grace Hopper", 0),
    ]
    assert "nothing says which is the latest" in found.submissions[0].flags[0]


def test_a_spreadsheets_own_file_is_no_table(tmp_path: Path) -> None:
    with pytest.raises(AuthorError, match="save it as CSV"):
        roster_of(tmp_path, b"PK\x03\x04junk")


def test_a_file_in_one_persons_folder_called_after_another_joins_none(tmp_path: Path) -> None:
    """Who hands in a folder chooses every name in it."""
    inbox = tmp_path / "inbox"
    for name in ("Ada Lovelace/Bob B.ipynb", "Ada Lovelace/x.ipynb", "Ada Lovelace/1816/lab.ipynb"):
        (inbox / name).parent.mkdir(parents=True, exist_ok=True)
        (inbox / name).write_text("{}")
    roster = roster_of(tmp_path, "name,sid\nAda Lovelace,1815\nBob B,1816\n")
    result = joined(survey([inbox], "lab"), roster)
    whose = {one.name: one.sid for one in result.found.submissions}
    assert whose == {
        "Ada Lovelace/1816": "",
        "Ada Lovelace/Bob B.ipynb": "",
        "Ada Lovelace/x.ipynb": "1815",
    }
    assert "may be 2 on the roster" in result.not_on_roster[0].reason


def test_a_folder_with_several_notebooks_says_whose_they_are(tmp_path: Path) -> None:
    """Where their own names do not; a section's folder is nobody's."""
    inbox = tmp_path / "inbox"
    for name in ("Ada Lovelace/lab (1).ipynb", "Ada Lovelace/b.ipynb", "1816/x.ipynb",
                 "1816/y.ipynb", "section 1815/u.ipynb", "section 1815/Cy Doe.ipynb"):  # fmt: skip
        (inbox / name).parent.mkdir(parents=True, exist_ok=True)
        (inbox / name).write_text("{}")
    found = survey([inbox], "lab")
    whose = {one.name: one.student for one in found.submissions}
    assert (whose["Ada Lovelace/lab (1).ipynb"], whose["Ada Lovelace/b.ipynb"]) == (
        *("Ada Lovelace", "b"),
    )
    roster = roster_of(tmp_path, "name,sid\nAda Lovelace,1815\nBob B,1816\nCy Doe,1817\n")
    whose = {one.name: one.sid for one in joined(found, roster).found.submissions}
    assert whose == {
        "1816/x.ipynb": "1816",
        "1816/y.ipynb": "1816",
        "Ada Lovelace/b.ipynb": "1815",
        "Ada Lovelace/lab (1).ipynb": "1815",
        "section 1815/Cy Doe.ipynb": "1817",
        "section 1815/u.ipynb": "",
    }
