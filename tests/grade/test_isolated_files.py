"""A test reads what a notebook wrote, and nothing that this could lead it to besides."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.grade.conftest import Play
from torchgrade.grade import mirror as mirrors
from torchgrade.grade.mirror import mirror


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
            assert Path("lab.toml").read_text() == "easy = false"
            assert Path("helper.py").read_text() == "limit = 1"
            assert statistics.mean([1, 3]) == 2
    """
    given = {"lab.toml": "easy = false", "helper.py": "limit = 1"}
    assert not play([cell], test, files=given).failed


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
    monkeypatch.setattr(mirrors, "_MAX_BYTES", 1000)
    (player / "a").write_bytes(b"a" * 600)
    (player / "b").write_bytes(b"b" * 600)
    os.truncate(player / "b", 10**12)
    mirror(player, own)
    assert [path.name for path in own.iterdir()] == ["a"]
    monkeypatch.setattr(mirrors, "_MAX_FILES", 5)
    for i in range(20):
        (player / f"c{i}").touch()
    mirror(player, own)
    assert len(list(own.iterdir())) <= 6
