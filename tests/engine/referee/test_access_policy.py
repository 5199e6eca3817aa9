"""What a notebook names, a path or an address, is not opened with the referee's rights."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from tests.support import tiny
from torchgrade.engine.referee.cases.access_policy import AccessPolicy
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.grade import run_notebook

CANARY = "ocelot-7391"

WAYS = {
    "open": "found = open({0}).read()",
    "pathlib": """
        import pathlib
        found = pathlib.Path({0}).read_text()
    """,
    "a descriptor": """
        import os
        found = os.read(os.open({0}, os.O_RDONLY), 10_000)
    """,
    "NumPy": """
        import numpy
        found = numpy.genfromtxt({0}, dtype=str, delimiter="!")
    """,
    "pandas": """
        import pandas
        found = pandas.read_csv({0}, sep="!").to_string()
    """,
    "a link": """
        import os
        os.symlink({0}, "link")
        found = open("link").read()
    """,
    "a copy": """
        import shutil
        found = open(shutil.copy({0}, "copy")).read()
    """,
    "a folder": """
        import os
        found = os.listdir(os.path.dirname({0}))
    """,
    "a walk": """
        import pathlib
        found = [path.name for path in pathlib.Path({0}).parent.rglob("*")]
    """,
    "by way of /proc": """
        import os
        found = open(f"/proc/self/root{{{0}}}").read()
    """,
}


@pytest.mark.parametrize("foreign", [True, False], ids=["plain otter", "a lab of ours"])
@pytest.mark.parametrize("way", WAYS)
def test_a_path_leads_to_no_test(
    engine: IsolatedEngine, tmp_path: Path, way: str, foreign: bool
) -> None:
    body = WAYS[way].format("path").strip().replace("\n    ", "\n")
    test = f"def test_path(path):\n    {body}\n    assert False, f'{{found}}'"
    secret = f"def test_secret(path):\n    assert path == '{CANARY}'"
    hidden = tmp_path / "autograder" / "tests" / f"{CANARY}.py"
    cell = f"path = {str(hidden).replace(CANARY, 'X')!r}.replace('X', 'ocelot' + '-7391')"
    bundle, submission = tiny.make(tmp_path, [cell], {"q1": test, CANARY: secret})
    bundle = replace(bundle, foreign=foreign, inside=None if foreign else ())
    grade, _ = run_notebook(bundle, submission, engine)
    first = grade.questions[0].cases[0]
    assert first.status == "failed"
    said = "a failed test was denied access to a path or an address, in q1:"
    assert way == "a walk" or any(flag.startswith(said) for flag in grade.flags)
    assert f"assert path == '{CANARY}" not in first.message
    assert f"['{CANARY}" not in first.message
    assert f"{CANARY}.py'" not in first.message.replace(str(hidden), "")


def test_a_number_in_place_of_a_path_costs_its_case_alone(
    engine: IsolatedEngine, tmp_path: Path
) -> None:
    """A test that opens it closes the lines of its referee, and another one goes on."""
    cell = "numbers = [*range(3, 40), True]\nright = 1"
    test = """
        @test_case(points=1)
        def test_numbers(numbers):
            for number in numbers:
                try:
                    open(number, "rb").close()
                except Exception:
                    pass

        @test_case(points=1)
        def test_next(right):
            import os
            reading, writing = os.pipe()
            with os.fdopen(reading) as pipe:
                os.write(writing, b"1")
                os.close(writing)
                assert int(pipe.read()) == right
    """
    assert tiny.play(engine, tmp_path, [cell], test).passed == {"q1": [False, True]}


@pytest.fixture
def server() -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(CANARY.encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{served.server_port}/"
        served.shutdown()


def test_an_address_leads_to_no_service_of_the_machine(
    engine: IsolatedEngine, tmp_path: Path, server: str
) -> None:
    test = """
        def test_fetched(url):
            import urllib.request
            assert False, urllib.request.urlopen(url).read()

        def test_name(url):
            import socket
            with socket.create_connection(("localhost", int(url.split(":")[2][:-1]))) as made:
                assert False, "ocelot-" + "7391"

        def test_path_of_a_socket():
            import socket
            with socket.socket(socket.AF_UNIX) as made:
                made.connect("/run/docker.sock")
    """
    played = tiny.play(engine, tmp_path, [f"url = {server!r}"], test)
    for case in (1, 2, 3):
        assert "Permission denied" in played.message("q1", case)
        assert CANARY not in played.message("q1", case).replace('"ocelot-" + "7391"', "")


def test_a_query_attaches_no_database_of_somebody_else(
    engine: IsolatedEngine, tmp_path: Path
) -> None:
    other = tmp_path / "gradebook.db"
    with sqlite3.connect(other) as made:
        made.execute("CREATE TABLE grades AS SELECT 'ocelot-7391' AS name")
    made.close()
    other.chmod(0o600)
    cell = f"""
        import sqlite3
        path = {str(other)!r}
        sqlite3.connect("own.db").execute("CREATE TABLE numbers AS SELECT 3 AS number")
    """
    test = """
        def read(path, *queries, **how):
            import sqlite3
            made = sqlite3.connect(path, **how)
            return [made.execute(query).fetchall() for query in queries][-1]

        @test_case(points=1)
        def test_own(path):
            attached = f"ATTACH 'own.db' AS own", "SELECT * FROM own.numbers"
            assert read("own.db", "SELECT * FROM numbers") == read(":memory:", *attached) == [(3,)]

        @test_case(points=1)
        def test_attached(path):
            assert False, read(":memory:", f"ATTACH '{path}' AS a", "SELECT * FROM a.grades")

        @test_case(points=1)
        def test_uri(path):
            said = f"ATTACH 'file://{path}?mode=ro' AS a"
            assert False, read("file::memory:", said, "SELECT * FROM a.grades", uri=True)

        @test_case(points=1)
        def test_computed(path):
            said = f"ATTACH '{path[:5]}' || '{path[5:]}' AS a"
            assert False, read(":memory:", said, "SELECT * FROM a.grades")

        @test_case(points=1)
        def test_connected(path):
            assert False, read(path, "SELECT * FROM grades")
    """
    played = tiny.play(engine, tmp_path / "lab", [cell], test)
    assert played.passed == {"q1": [True, False, False, False, False]}
    assert CANARY not in "".join(played.failed)


def test_what_a_test_is_given_it_reads_wherever_it_lies(
    engine: IsolatedEngine, tmp_path: Path
) -> None:
    cell = """
        import os
        with open("own.txt", "w") as file:
            file.write("own")
        path = os.path.abspath("own.txt")
    """
    test = """
        def test_files(path):
            import os, pathlib, sys, tempfile
            assert open(path).read() == open("own.txt").read() == "own"
            assert open("given.txt").read() == "given"
            assert "own.txt" in os.listdir(".") and os.listdir(sys.prefix)
            assert pathlib.Path("/proc/self/status").read_text() and os.listdir("/")
            with tempfile.TemporaryDirectory() as folder:
                pathlib.Path(folder, "new").write_text("new")
                assert [p.read_text() for p in pathlib.Path(folder).iterdir()] == ["new"]

        def test_libraries(path):
            import matplotlib.pyplot as plt, sklearn.datasets, subprocess
            assert len(sklearn.datasets.load_digits().data) > 100
            plt.figure().savefig("figure.png")

        def test_nobody(path):
            try:
                open("/nowhere/at/all")
            except FileNotFoundError:
                return
            assert False
    """
    files = {"given.txt": "given"}
    assert not tiny.play(engine, tmp_path, [cell], test, files=files).failed


def test_weights_of_somebody_else_are_not_loaded(engine: IsolatedEngine, tmp_path: Path) -> None:
    other, saved = tmp_path / "other.safetensors", tmp_path / "other.pt"
    save_file({"weight": torch.full((2,), 7.0)}, other)
    torch.save({"weight": torch.full((2,), 7.0)}, saved)
    for path in (other, saved):
        path.chmod(0o600)
    cell = f"""
        import torch
        from safetensors.torch import save_file
        other, saved = {str(other)!r}, {str(saved)!r}
        save_file({{"weight": torch.ones(2)}}, "own.safetensors")
        torch.save({{"weight": torch.ones(2)}}, "own.pt")
    """
    ways = {
        "load_file(PATH)['weight']": "other",
        "safe_open(PATH, framework='pt').get_tensor('weight')": "other",
        "torch.load(PATH)['weight']": "saved",
        "torch.load(PATH, mmap=True)['weight']": "saved",
    }
    cases = [
        f"def test_{number}({name}):\n"
        "    import torch\n    from safetensors import safe_open\n"
        "    from safetensors.torch import load_file\n"
        f"    assert {way.replace('PATH', own)}.tolist() == [1, 1]\n"
        f"    assert {way.replace('PATH', name)}.tolist() == [7, 7]"
        for number, (way, name) in enumerate(ways.items())
        for own in ["'own.safetensors'" if name == "other" else "'own.pt'"]
    ]
    cases.append(
        "def test_bytes(other):\n    import torch\n"
        "    assert torch.from_file('own.pt', size=2, dtype=torch.uint8).tolist() == [80, 75]\n"
        "    torch.from_file(other, size=2, dtype=torch.uint8)"
    )
    cases.append(
        "def test_storage(other):\n    import torch\n"
        "    assert torch.UntypedStorage.from_file('own.pt', False, 2).tolist() == [80, 75]\n"
        "    torch.UntypedStorage.from_file(other, False, 2)"
    )
    played = tiny.play(engine, tmp_path / "lab", [cell], "\n\n".join(cases))
    for case in range(1, len(cases) + 1):
        assert "Permission denied" in played.message("q1", case)


CHANGES = {
    "written": "open(path, 'w')",
    "written to": "open(path, 'a')",
    "cut": "os.truncate(path, 0)",
    "removed": "os.remove(path)",
    "removed by its object": "pathlib.Path(path).unlink()",
    "removed with its folder": "shutil.rmtree(os.path.dirname(path))",
    "moved": "shutil.move(path, 'moved')",
    "replaced": "os.replace(given('new'), path)",
    "closed": "os.chmod(path, 0)",
    "another beside it": "os.mkdir(path + '2')",
    "a link beside it": "os.symlink('a', path + '2')",
}


def test_a_test_changes_what_is_its_own_alone(tmp_path: Path) -> None:
    """Where the grader is not root, the kernel would let it change what is its user's."""
    own, others = tmp_path / "own", tmp_path / "others"
    own.mkdir()
    (own / "link").symlink_to(tmp_path)
    script = f"""
import os, pathlib, shutil, sys, tempfile
from torchgrade.engine.referee.cases.access_policy import AccessPolicy
os.environ["XDG_CACHE_HOME"] = {str(tmp_path / "cache")!r}
policy = AccessPolicy([pathlib.Path.cwd()], [], [{str(others)!r}])
hook = lambda event, given: policy.check(event, given) if event in policy.events else None
def given(name):
    pathlib.Path(name).write_text("given")
    return name
path = sys.argv[1]
code = compile(sys.argv[2], "test", "eval")
pathlib.Path(path).parent.mkdir(exist_ok=True)
given(path)
sys.addaudithook(hook)
eval(code)
"""

    def changes(path: str, change: str) -> bool:
        done = subprocess.run(
            [sys.executable, "-c", script, path, change],
            cwd=own,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0 or "PermissionError" in done.stderr, done.stderr
        return done.returncode == 0

    for change in CHANGES.values():
        assert changes("folder/file", change), change
        assert not changes(str(others / "file"), change), change
        assert not changes("link/others/file", change), change
        assert (others / "file").read_text() == "given"
        assert [path.name for path in others.iterdir()] == ["file"]
        shutil.rmtree(own / "folder", ignore_errors=True)
        for name in ("moved", "new"):
            (own / name).unlink(missing_ok=True)
    assert changes("link2/file", "os.symlink('/etc/passwd', 'l') or os.remove('l')")


@pytest.fixture
def unguarded_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Undo in the end what an `AccessPolicy` does to sqlite3, as this process goes on."""
    for module in (sqlite3, sqlite3.dbapi2):
        monkeypatch.setattr(module, "connect", module.connect)


@pytest.mark.usefixtures("unguarded_later")
def test_the_innermost_folder_decides(tmp_path: Path) -> None:
    """A course in a checkout is closed; an environment in a closed /tmp is not."""
    checkout, course, code = tmp_path, tmp_path / "course", tmp_path / "course" / "venv"
    code.mkdir(parents=True)
    tmp_path.chmod(0o755)
    for folder in (checkout, course, code):
        (folder / "file").touch(0o644)
    policy = AccessPolicy([], [checkout, code], [course])

    def opens(folder: Path) -> bool:
        try:
            policy.check("open", (folder / "file", "r", 0))
        except PermissionError:
            return False
        return True

    assert [opens(folder) for folder in (checkout, course, code)] == [True, False, True]


@pytest.mark.usefixtures("unguarded_later")
def test_what_only_root_may_read_is_closed(tmp_path: Path) -> None:
    policy = AccessPolicy([], [], [])
    for path, is_open in (
        ("/etc/passwd", True),
        ("/etc/shadow", False),
        ("/proc/1/environ", False),
    ):
        if Path(path).exists():
            try:
                policy.check("open", (path, "r", 0))
            except PermissionError:
                assert not is_open, path
            else:
                assert is_open, path
