"""A test reads what a notebook wrote, and nothing that this could lead it to besides."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.tiny import Play
from torchgrade.engine.referee import collect_files as collecting
from torchgrade.engine.referee.collect_files import collect_files
from torchgrade.sandbox.folders import clear


def test_a_test_reads_what_a_notebook_wrote_and_what_the_lab_gives(play: Play) -> None:
    cell = """
        from pathlib import Path
        text = Path("data.txt").read_text()
        Path("out").mkdir()
        Path("out/result.csv").write_text("a,b\\n1,2\\n")
    """
    test = """
        def test_files(text):
            import pandas
            from pathlib import Path
            assert text == Path("data.txt").read_text() == "given"
            assert pandas.read_csv("out/result.csv")["b"].tolist() == [2]
    """
    assert not play([cell], test, files={"data.txt": "given"}).failed


def test_what_the_lab_gives_can_not_be_changed_for_its_tests(play: Play) -> None:
    cell = """
        from pathlib import Path
        Path("lab.toml").write_text("easy = true")
        Path("helper.py").write_text("limit = 99")
        Path("statistics.py").write_text("mean = lambda x: 7")
        Path("tests").mkdir(exist_ok=True)
        Path("tests/q1.py").write_text("raise SystemExit")
    """
    test = """
        def test_files():
            import statistics
            from pathlib import Path
            assert Path("lab.toml").read_text() == "points = 9"
            assert Path("helper.py").read_text() == "limit = 1"
            assert statistics.mean([1, 3]) == 2
    """
    given = {"lab.toml": "points = 9", "helper.py": "limit = 1"}
    assert not play([cell], test, files=given).failed


def test_what_the_lab_gives_can_not_be_changed_by_a_call_either(play: Play) -> None:
    cell = """
        import os

        def mean(xs):
            if not os.path.isdir("old"):
                os.rename("data", "old")
            for name in ("expected.json", "EXPECTED.json", "data/expected.json"):
                os.makedirs("data", exist_ok=True)
                with open(name, "w") as file:
                    file.write("[2, 7]")
            return 2
    """
    test = """
        @test_case(points=1, hidden=False)
        def test_public(mean):
            assert mean([1, 2, 3]) == 2

        @test_case(points=1, hidden=True)
        def test_hidden(mean):
            import json
            from pathlib import Path
            for name in ("expected.json", "data/expected.json"):
                xs = json.loads(Path(name).read_text())
                mean(xs)
                assert xs == json.loads(Path(name).read_text()) == [1, 2, 3]
            assert Path("old/expected.json").read_text() == "[1, 2, 3]"
    """
    given = {"expected.json": "[1, 2, 3]", "data/expected.json": "[1, 2, 3]"}
    assert not play([cell], test, files=given, in_place=("*",)).failed


def test_links_pipes_and_the_like_are_not_followed(play: Play) -> None:
    cell = """
        import os
        os.symlink("/etc/passwd", "link.txt")
        os.symlink("..", "up")
        os.symlink("/etc", "folder")
        os.mkfifo("pipe.txt")
        os.symlink("loop", "loop")
        open("real.txt", "w").write("real")
        os.link("real.txt", "hard.txt")
    """
    test = """
        def test_files():
            import os
            found = {name for name in os.listdir() if not name.startswith(".")}
            assert found == {"real.txt", "hard.txt", "lab.ipynb"}, found
    """
    assert not play([cell], test).failed


@pytest.mark.parametrize(
    "cell",
    [
        "import os\nos.remove('data.txt')\nos.mkdir('data.txt')\nopen('data.txt/x', 'w').close()",
        "import shutil\nshutil.rmtree('sub')\nopen('sub', 'w').close()",
        "import os\nfor _ in range(30):\n    os.mkdir('d' * 200)\n    os.chdir('d' * 200)\n"
        "    open('file', 'w').close()",
        "open(b'\\xff\\n', 'w').close()\nopen('n' * 255, 'w').close()",
        "import os\nos.mkdir('closed')\nopen('closed/x', 'w').close()\nos.chmod('closed', 0)",
    ],
    ids=["folder for file", "file for folder", "deep", "names", "closed"],
)
def test_no_odd_tree_of_files_ends_the_referee(play: Play, cell: str) -> None:
    test = """
        def test_files(a):
            from pathlib import Path
            assert a == 1
            assert Path("data.txt").read_text() == "given"
            assert Path("sub/b.txt").read_text() == "too"
    """
    given = {"data.txt": "given", "sub/b.txt": "too"}
    assert not play(["a = 1\n" + cell], test, files=given).failed


@pytest.mark.parametrize(
    "read",
    [
        "import pickle\n    pickle.load(open('model.pt', 'rb'))",
        "import torch\n    torch.load('model.pt', weights_only=False)",
        "import pandas\n    pandas.read_pickle('model.pt')",
        "import numpy\n    numpy.load('model.pt', allow_pickle=True)",
    ],
)
def test_a_test_does_not_unpickle_what_a_notebook_wrote(play: Play, read: str) -> None:
    cell = """
        import os, pickle

        class Evil:
            def __reduce__(self):
                return os.mkdir, ("was_run",)

        pickle.dump(Evil(), open("model.pt", "wb"))
    """
    test = f"""
def test_load():
    {read}

def test_nothing_ran():
    import os
    assert not os.path.exists("was_run")
"""
    played = play([cell], test)
    assert played.passed == {"q1": [False, True]}


def trees(root: Path) -> tuple[Path, Path]:
    player, own = root / "player", root / "referee"
    player.mkdir()
    own.mkdir()
    return player, own


def test_the_size_and_the_number_of_copied_files_are_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    player, own = trees(tmp_path)
    monkeypatch.setattr(collecting, "MAX_BYTES", 1000)
    (player / "a").write_bytes(b"a" * 600)
    (player / "b").write_bytes(b"b" * 600)
    os.truncate(player / "b", 10**12)
    collect_files(player, own)
    assert [path.name for path in own.iterdir()] == ["a"]
    monkeypatch.setattr(collecting, "MAX_FILES", 5)
    for i in range(20):
        (player / f"c{i}").touch()
    collect_files(player, own)
    assert len(list(own.iterdir())) <= 6


def test_a_file_that_grows_while_it_is_copied_uses_the_room_up(tmp_path: Path) -> None:
    """Thousands that do could keep the referee at it for hours, where no alarm is set."""
    player, own = trees(tmp_path)
    (player / "a").write_bytes(b"a" * 600)
    with (player / "a").open("r+b") as file:
        info = os.fstat(file.fileno())
        os.truncate(player / "a", 10**6)
        copy = collecting.FolderCopy(10, 1000, frozenset(), info.st_uid)
        copy.copy_file(file.fileno(), info, own, "a")
    assert (copy.room, list(own.iterdir())) == (0, [])


def test_a_full_disk_is_waited_for_once_and_not_for_each_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    player, own = trees(tmp_path)
    tried = []

    def full(work: object) -> None:
        tried.append(work)
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(collecting, "with_patience", full)
    (player / "folder").mkdir()
    for i in range(20):
        (player / f"c{i}").touch()
        (player / "folder" / f"c{i}").touch()
    collect_files(player, own)
    assert len(tried) == 1


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give files away")
def test_a_file_that_grows_within_a_tick_of_the_clock_is_copied_again(tmp_path: Path) -> None:
    """The time of a change is no finer than some milliseconds."""
    player, own = tmp_path / "player", tmp_path / "own"
    for folder in (player, own):
        folder.mkdir()
    moment = time.time_ns()
    for lines in ("1\n", "1\n2\n"):
        (player / "log.txt").write_text(lines)
        os.utime(player / "log.txt", ns=(moment, moment))
        collect_files(player, own)
        assert (own / "log.txt").read_text() == lines
        os.utime(own / "log.txt", ns=(moment, moment))


def test_what_a_test_wrote_later_stays(tmp_path: Path) -> None:
    player, own = tmp_path / "player", tmp_path / "own"
    for folder in (player, own):
        folder.mkdir()
        (folder / "given.txt").write_text(folder.name)
    os.utime(player / "given.txt", ns=(0, 0))
    collect_files(player, own)
    assert (own / "given.txt").read_text() == "own"


def test_a_second_name_of_another_s_file_is_not_copied(tmp_path: Path) -> None:
    player, own = trees(tmp_path)
    for path in (player / "own", tmp_path / "another's"):
        path.write_text("x")
    os.chown(player, 65520, 65520)
    os.chown(player / "own", 65520, 65520)
    os.link(tmp_path / "another's", player / "link")
    collect_files(player, own)
    assert [path.name for path in own.iterdir()] == ["own"]


def test_a_folder_that_is_exchanged_for_a_link_meanwhile_does_not_lead_out(tmp_path: Path) -> None:
    """A process of the player's may go on while files are copied: it gets nobody else's weights."""
    player, own = trees(tmp_path)
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "net.safetensors").write_text("secret")
    (player / "weights").mkdir()
    (player / "weights" / "net.safetensors").write_text("own")
    (player / "link").symlink_to(secret)
    code = """if True:
        import os
        while os.getppid() == %d:
            os.rename("weights", "kept"), os.rename("link", "weights")
            os.rename("weights", "link"), os.rename("kept", "weights")
    """
    swapper = subprocess.Popen([sys.executable, "-c", code % os.getpid()], cwd=player)
    try:
        found = set()
        end = time.monotonic() + 1.5
        while time.monotonic() < end:
            collect_files(player, own)
            for path in own.rglob("*.safetensors"):
                found.add(path.read_text())
                path.unlink()
    finally:
        swapper.kill()
        swapper.wait()
    assert found == {"own"}


def test_a_deep_tree_is_copied_as_far_as_it_goes(tmp_path: Path) -> None:
    player, own = trees(tmp_path)
    (player / "a").write_text("a")
    here = os.getcwd()
    os.chdir(player)
    for _ in range(1500):
        os.mkdir("d")
        os.chdir("d")
    Path("deep").write_text("deep")
    os.chdir(here)
    collect_files(player, own)
    clear(player)
    assert (own / "a").read_text() == "a"
    assert not list(own.rglob("deep"))


@pytest.mark.parametrize(
    "make",
    [
        "os.symlink('/proc/self/environ', path)",
        "os.symlink('../../referee/weights/net.safetensors', path)",
        "os.mkfifo(path)",
        "os.mkdir(path)",
        "open(path, 'w').truncate(10**11)",
        "open(path, 'w').truncate(600 * 2**20)",
        "pathlib.Path('weights').rmdir() or os.symlink('/proc/self', 'weights')",
    ],
)
def test_weights_that_are_no_file_of_their_own_are_not_there_for_the_referee(
    play: Play, make: str
) -> None:
    """A link, a pipe, a folder or a giant with holes in it: the student is told, in no time."""
    cell = f"""
        import os, pathlib
        from torch import nn
        os.makedirs("weights", exist_ok=True)
        path = "weights/net_digits.safetensors"
        try:
            {make}
        except OSError:  # the file may not be that large
            pass
        def build():
            return nn.Linear(2, 2)
    """
    test = """
        def test_weights(build):
            from collections import namedtuple
            from torchgrade import weights
            choice = namedtuple("Choice", "name wanted stands_in")("digits", "digits", False)
            try:
                weights.load_handed_in(build(), "net", choice)
            except AssertionError as error:
                said = str(error)
            assert "is missing" in said or "is damaged" in said or "is not" in said, said
    """
    assert not play([cell], test).failed


def test_weights_that_are_exchanged_after_the_check_are_not_read(play: Play) -> None:
    """The model's own code runs between check and use, and changes the file: to no effect."""
    cell = """
        import torch, torchgrade
        from torch import nn
        path = "weights/net_digits.safetensors"
        good = nn.Linear(2, 2)
        torchgrade.save_weights(good, path, dataset="digits")

        class Net(nn.Linear):
            def state_dict(self, *args, **kwargs):
                other = nn.Linear(2, 2)
                nn.init.constant_(other.weight, 7.0)
                torchgrade.save_weights(other, path, dataset="digits")
                return super().state_dict(*args, **kwargs)

        def build():
            return Net(2, 2)
    """
    test = """
        def test_weights(build, good):
            import torch
            from collections import namedtuple
            from torchgrade import checks, weights
            choice = namedtuple("Choice", "name wanted stands_in")("digits", "digits", False)
            model = build()
            weights.load_handed_in(model, "net", choice)
            x = torch.eye(2)
            checks.close(model(x), good(x).detach())
    """
    assert not play([cell], test).failed
