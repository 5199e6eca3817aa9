"""Students and an instructor of an nbgrader course, who type the real commands."""

from __future__ import annotations

import contextlib
import html
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbconvert
import nbformat

from tests.support.nbcourse import cell_of
from tests.support.nbshell import nbgrader
from tests.support.paths import python_path

_CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "{course}"
c.Exchange.root = "{exchange}"
c.ExchangeCollect.check_owner = False  # all the people of a test are one user of the system
"""

_MARKUP = re.compile(r"<(style|script)\b.*?</\1>|<[^>]*>", re.DOTALL)


def settings(course: str, exchange: Path) -> str:
    """What nbgrader_config.py says to everyone who takes part."""
    return _CONFIG.format(course=course, exchange=exchange)


def _environment(home: Path) -> dict[str, str]:
    """A home of one's own, without what this machine's user has set up for Jupyter."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "IPYTHON"))}
    beside = str(Path(sys.executable).parent)  # nbgrader starts `alembic` by its bare name
    path = os.pathsep.join((beside, os.environ.get("PATH", "")))
    names = {"HOME": str(home), "PATH": path, "PYTHONPATH": python_path()}
    # nbconvert's templates lie beside its packages, which need not be this interpreter's own.
    names["JUPYTER_PATH"] = str(Path(nbconvert.__file__).parents[4] / "share" / "jupyter")
    return {**kept, **names}


@dataclass(frozen=True)
class Person:
    """Somebody with a home folder; ``place`` is where commands are typed."""

    name: str
    home: Path
    place: Path

    def torchgrade(self, *arguments: str) -> str:
        """Run ``torchgrade arguments`` and return all that it says; it must succeed."""
        done = subprocess.run(
            [sys.executable, "-m", "torchgrade", *arguments],
            cwd=self.place,
            env=_environment(self.home),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{self.name}: torchgrade {arguments}:\n{done.stdout}"
        return done.stdout

    def nbgrader(self, *arguments: str) -> str:
        """Run ``nbgrader arguments`` and return all that it says; it must succeed."""
        status, said = nbgrader(arguments, self.place, _environment(self.home))
        assert status == 0, f"{self.name}: nbgrader {arguments}:\n{said}"
        return str(said)


def student(name: str, homes: Path, course: str, exchange: Path) -> Person:
    """A student, who has configured nbgrader as the course says."""
    home = homes / name
    home.mkdir(parents=True)
    (home / "nbgrader_config.py").write_text(settings(course, exchange))
    return Person(name, home, home)


def answer(path: Path, answers: Mapping[str, str]) -> None:
    """Write answers into the cells of a notebook: grade id -> text."""
    notebook = nbformat.read(path, as_version=4)
    for name, text in answers.items():
        cell_of(notebook, name).source = text
    nbformat.write(notebook, path)


def words_of(page: str) -> str:
    """Return what a person reads of a page of HTML: highlighted code has a tag for each word."""
    return html.unescape(_MARKUP.sub("", page))


@dataclass(frozen=True)
class Formgrader:
    """nbgrader's formgrader in a running Jupyter server, as a browser would ask it."""

    address: str
    token: str

    def page(self, path: str) -> str:
        """GET a page."""
        return self._ask("GET", path).decode()

    def get(self, path: str) -> Any:
        """GET from the REST API below ``/formgrader/api/``."""
        return json.loads(self._ask("GET", f"/formgrader/api/{path}"))

    def put(self, path: str, **values: Any) -> Any:
        """PUT to the REST API."""
        return json.loads(self._ask("PUT", f"/formgrader/api/{path}", json.dumps(values).encode()))

    def _ask(self, method: str, path: str, data: bytes | None = None) -> bytes:
        # Jupyter asks for no XSRF cookie where a token stands in the header.
        request = urllib.request.Request(
            self.address + path,
            data,
            {"Authorization": f"token {self.token}", "Content-Type": "application/json"},
            method=method,
        )
        with urllib.request.urlopen(request, timeout=60) as response:
            return bytes(response.read())


@contextlib.contextmanager
def formgrader(person: Person) -> Iterator[Formgrader]:
    """Run a Jupyter server with formgrader in a course's folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = "a-token"
    log = person.home / "server.log"
    with log.open("wb") as sink:
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root"),
                *(f"--ServerApp.port={port}", "--ServerApp.port_retries=0"),
                f"--IdentityProvider.token={token}",
                "--ServerApp.jpserver_extensions=nbgrader.server_extensions.formgrader=True",
            ],
            cwd=person.place,
            env=_environment(person.home),
            stdout=sink,
            stderr=subprocess.STDOUT,
        )
    asked = Formgrader(f"http://127.0.0.1:{port}", token)
    try:
        while True:
            assert server.poll() is None, log.read_text()
            try:
                asked.get("status")
                break
            except urllib.error.URLError as error:
                if isinstance(error, urllib.error.HTTPError):
                    raise
                time.sleep(0.1)
        yield asked
    finally:
        server.terminate()
        server.wait()
