"""What is written is there whole or not at all, whatever stops it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from torchgrade.files.writing import publish, recover, replacing, write_bytes, write_text


def content(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_text_is_written_with_the_folders_above_it(tmp_path: Path) -> None:
    write_text(tmp_path / "a" / "b.txt", "line\nhalf a pair: \ud800")
    assert (tmp_path / "a" / "b.txt").read_bytes() == b"line\nhalf a pair: ?"
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b.txt"]


def test_the_longest_name_that_a_file_system_takes_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 255)
    write_bytes(path, b"1")
    assert path.read_bytes() == b"1"


def test_a_file_stays_as_it_was_where_the_new_one_fails(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")

    def fail() -> None:
        with replacing(target) as made:
            made.write_text("half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert content(tmp_path) == {"a.txt": "old"}
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize("old", ["nothing", "file", "folder", "link"])
@pytest.mark.parametrize("new", ["file", "folder"])
def test_files_and_folders_take_the_place_of_each_other(tmp_path: Path, old: str, new: str) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "kept.txt").write_text("kept")
    place = tmp_path / "place"
    place.mkdir()
    target = place / "target"
    if old == "file":
        target.write_text("old")
    elif old == "folder":
        target.mkdir()
        (target / "old.txt").write_text("old")
    elif old == "link":
        target.symlink_to(other)
    with replacing(target) as made:
        if new == "folder":
            made.mkdir()
            (made / "new.txt").write_text("new")
        else:
            made.write_text("new")
    expected = "target/new.txt" if new == "folder" else "target"
    assert content(place) == {expected: "new"}
    assert [path.name for path in place.iterdir()] == ["target"]
    assert content(other) == {"kept.txt": "kept"}, "what a link pointed at is not touched"


def test_nothing_takes_its_place_before_all_is_copied(tmp_path: Path) -> None:
    for name in ("made/a/x.txt", "out/a/x.txt", "out/b.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    made, out = tmp_path / "made", tmp_path / "out"
    before = content(out)
    with pytest.raises(FileNotFoundError):
        publish([(made / "a", out / "a"), (made / "missing", out / "b.txt")])
    assert content(out) == before
    assert sorted(path.name for path in out.iterdir()) == ["a", "b.txt"]
    publish([(made / "a", out / "a"), (made / "a" / "x.txt", out / "b.txt")])
    assert content(out) == {"a/x.txt": "made/a/x.txt", "b.txt": "made/a/x.txt"}


def test_what_a_killed_run_has_set_aside_comes_back(tmp_path: Path) -> None:
    target = tmp_path / "lab"
    target.mkdir()
    (target / "marks.txt").write_text("by hand")

    class KilledError(BaseException):
        pass

    def rename(self: Path, other: Path) -> Path:
        if other == target:
            raise KilledError
        return real(self, other)

    real = Path.rename
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "rename", rename)
        with pytest.raises(KilledError), replacing(target) as made:
            made.mkdir()
    assert not target.exists()
    recover(target)
    assert content(target) == {"marks.txt": "by hand"}
    recover(target)
    assert content(target) == {"marks.txt": "by hand"}


@pytest.mark.skipif(sys.platform == "win32", reason="there are no locks of this kind")
def test_what_a_killed_process_left_goes_and_what_another_one_writes_stays(tmp_path: Path) -> None:
    writing = (
        "import sys, pathlib\n"
        "from torchgrade.files.writing import replacing\n"
        "with replacing(pathlib.Path(sys.argv[1])) as made:\n"
        "    made.write_text('half')\n"
        "    print('begun', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    processes = []
    for name in ("killed", "goes_on"):
        command = [sys.executable, "-c", writing, str(tmp_path / name)]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert process.stdout is not None
        assert process.stdout.readline() == b"begun\n"
        processes.append(process)
    killed, goes_on = processes
    killed.kill()
    killed.communicate()
    unfinished = list(tmp_path.glob(".unfinished-*"))
    assert len(unfinished) == 2
    write_text(tmp_path / "soon.txt", "1")
    assert set(tmp_path.glob(".unfinished-*")) == set(unfinished), "one may have just been made"
    for folder in unfinished:
        os.utime(folder, (0, 0))
    write_text(tmp_path / "later.txt", "1")
    [left] = tmp_path.glob(".unfinished-*")
    assert (left / "goes_on").is_file()
    goes_on.communicate(b"")
    assert content(tmp_path) == {"soon.txt": "1", "later.txt": "1", "goes_on": "half"}
    assert not list(tmp_path.glob(".unfinished-*"))
