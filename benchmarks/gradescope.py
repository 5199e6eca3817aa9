"""Grade every lab in a clean Debian root as Gradescope does, and measure it.

    python benchmarks/gradescope.py --root /var/tmp/gradescope-root
    python benchmarks/gradescope.py --root /var/tmp/gradescope-root --torch-index '' --write
    python benchmarks/gradescope.py --venv VENV

Makes a Debian root with debootstrap (apt-get install debootstrap; as root), lays /autograder out in
it as Gradescope does, runs setup.sh there, and grades each lab's solution, and a forgery, with 0.5
CPU and 768 MB where this machine has cgroups. Debian 12 (Python 3.11) stands in for Gradescope's
Ubuntu 22.04 (Python 3.10), which `--suite jammy --mirror http://archive.ubuntu.com/ubuntu` makes.
Needs `torchgrade build` first; with data under TORCHGRADE_DATA at that
time, the weights are measured on the real test sets. A root that is there is used again: setup.sh
runs in a new one only. What pip is told on this machine (PIP_*, pip.conf) it is told in the root.

--venv takes a virtual environment in the root's place, as root too: one with the packages that
setup.sh would install, of another build of torch perhaps. The labs' torchgrade is installed there.

--write puts the tables into docs/gradescope.md. Several minutes, most of them for the download.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import nbformat

from tests.support import gradescope
from tools.containers import TOLD, share_settings, size
from torchgrade import notebook as nb
from torchgrade.course import Course

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "gradescope.md"
FORGERY = """\
import glob, json, os, pathlib
found = []
for path in ("/autograder/source/tests", "/autograder/source/evaluation", "/autograder/results"):
    try:
        found += os.listdir(path)
    except OSError as error:
        print(type(error).__name__)
print("found", found)
for path in ("/autograder/results/results.json", "results.json", "/tmp/results.json"):
    try:
        pathlib.Path(path).write_text(json.dumps({"score": 100}))
    except OSError as error:
        print(type(error).__name__)
"""


@dataclass(frozen=True)
class Inside:
    """Where grading runs: a root, its software, the command and its environment."""

    root: Path
    software: Path
    command: list[str]
    env: dict[str, str]


def main() -> None:
    """Make the root if there is none, grade, and print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--root", type=Path, help="where the Debian root is made")
    where.add_argument("--venv", type=Path, help="what grades instead of a Debian root")
    parser.add_argument("--suite", default="bookworm", help="jammy: Gradescope's Ubuntu 22.04")
    parser.add_argument("--mirror", help="of the suite; debootstrap's own choice by default")
    parser.add_argument("--torch-index", help="the variable TORCH_INDEX of setup.sh")
    parser.add_argument("--memory", type=int, default=768, help="of the container, in MiB")
    parser.add_argument("--labs", nargs="*", help="all by default")
    parser.add_argument("--write", action="store_true", help="put the tables into the docs")
    options = parser.parse_args()
    course = Course(ROOT)
    labs = course.labs(options.labs)
    memory = options.memory * 2**20
    if options.venv:
        print(_table_of_venv(options.venv.resolve(), labs, memory))
        return
    root: Path = options.root
    steps = root / "steps.txt"
    if not steps.is_file():
        steps.write_text(_make(root, labs[0].autograder_zip, options), encoding="utf-8")
    print(steps.read_text(encoding="utf-8"))
    inside = Inside(
        root,
        root / "opt",
        _inside(root, "/autograder/run_autograder"),
        {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root"},
    )
    table = _table(inside, labs, memory)
    print(table)
    if options.write:
        page = PAGE.read_text(encoding="utf-8")
        text = f"{steps.read_text(encoding='utf-8')}\n{table}\n"
        mark = r"(?s)(<!-- steps -->\n).*?(<!-- end -->)"
        page = re.sub(mark, lambda found: f"{found[1]}{text}{found[2]}", page)
        PAGE.write_text(page, encoding="utf-8")


def _make(root: Path, zipped: Path, options: argparse.Namespace) -> str:
    """Make a root with an image's software in it; returns the table of the steps."""
    rows = []

    def step(name: str, *command: str, env: dict[str, str] | None = None) -> None:
        begun = time.monotonic()
        subprocess.run(command, check=True, env=env)
        seconds, taken = time.monotonic() - begun, size(root)
        rows.append(f"| {name} | {seconds:.0f} s | {taken / 2**30:.2f} GB |")

    shutil.rmtree(root, ignore_errors=True)
    base = ["debootstrap", "--variant=minbase", "--include=ca-certificates"]
    if options.suite != "bookworm":  # Ubuntu has venv in a part of its own
        base.append("--components=main,universe")
    mirror = [options.mirror] if options.mirror else []
    name = {"bookworm": "Debian 12", "jammy": "Ubuntu 22.04"}.get(options.suite, options.suite)
    step(f"{name}, minimal", *base, options.suite, str(root), *mirror)
    env = _pip_settings(root)
    if options.torch_index is not None:
        env["TORCH_INDEX"] = options.torch_index
    gradescope.lay_out(root / "autograder", zipped, {})
    setup = ["bash", "/autograder/source/setup.sh"]
    step("setup.sh", *_inside(root, "apt-get update && exec " + " ".join(setup)), env=env)
    venv = root / "opt" / "torchgrade"
    python = next((venv / "lib").glob("python3.*/site-packages"))
    version = subprocess.check_output(
        _inside(root, "/opt/torchgrade/bin/python -c 'import torch; print(torch.__version__)'"),
        text=True,
    ).strip()
    for name in ("torch", "nvidia"):
        if (python / name).is_dir():
            rows.append(f"| of it: {name} | | {size(python / name) / 2**30:.2f} GB |")
    head = (
        f"torch {version}, {python.parent.name}\n\n| step | time | size after it |\n|---|---|---|"
    )
    return "\n".join([head, *rows]) + "\n"


def _pip_settings(root: Path) -> dict[str, str]:
    """Tell pip in the root what it is told on this machine; returns the environment for it."""
    share_settings(root)
    env = {name: value for name, value in os.environ.items() if name.startswith(TOLD)}
    return env | {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "LANG": "C.UTF-8"}


def _inside(root: Path, script: str) -> list[str]:
    """Run a script in the root, with its own mounts and processes, which end with it."""
    outside = (
        f'mount -t proc proc "{root}/proc" && mount --rbind /dev "{root}/dev" '
        f'&& exec chroot "{root}" bash -c "$0"'
    )
    unshare = ["unshare", "--mount", "--pid", "--fork", "--kill-child"]
    return [*unshare, "bash", "-c", outside, script]


def _table_of_venv(venv: Path, labs: list, memory: int) -> str:
    """Measure in a virtual environment, after the labs' own torchgrade was installed there."""
    with tempfile.TemporaryDirectory(prefix="torchgrade-gradescope-") as name:
        root = Path(name)
        with zipfile.ZipFile(labs[0].autograder_zip) as zipped:
            [wheel] = [file for file in zipped.namelist() if file.endswith(".whl")]
            path = zipped.extract(wheel, root)
        pip = [str(venv / "bin" / "python"), "-m", "pip", "install", "-q", "--force-reinstall"]
        subprocess.run([*pip, "--no-deps", path], check=True)
        env = {"PATH": "/usr/bin:/bin", "HOME": "/root", "TORCHGRADE_VENV": str(venv)}
        command = [str(root / "autograder" / "run_autograder")]
        return _table(Inside(root, venv, command, env), labs, memory)


def _table(inside: Inside, labs: list, memory: int) -> str:
    root = inside.root
    rows = [
        "| lab | submission | points | peak PSS | without files | cgroup peak | time | CPU |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for lab in labs:
        for kind in ("solution", "forgery"):
            work = root / "work"
            shutil.rmtree(work, ignore_errors=True)
            shutil.copytree(lab.solutions if kind == "solution" else lab.release, work)
            if kind == "forgery":
                _forge(work / lab.notebook.name)
            gradescope.lay_out(root / "autograder", lab.autograder_zip, work)
            shutil.rmtree(work)
            _forget(inside.software)
            begun = time.monotonic()
            ran = gradescope.run(
                root / "autograder",
                inside.command,
                env=inside.env,
                memory=memory,
                look=True,
            )
            seconds = time.monotonic() - begun
            if ran.results is None:
                rows.append(f"| {lab.name} | {kind} | failed run | | | | {seconds:.0f} s | |")
                print(ran.said)
                continue
            print(ran.said)
            points = sum(test.get("score", 0) for test in ran.results["tests"])
            most = sum(test.get("max_score", 0) for test in ran.results["tests"])
            peak = f"{ran.peak / 1e6:.0f} MB" if ran.limits else "no cgroup"
            rows.append(
                f"| {lab.name} | {kind} | {points:g} of {most:g} | {ran.pss / 1e6:.0f} MB "
                f"| {ran.own / 1e6:.0f} MB | {peak} | {seconds:.0f} s | {ran.cpu:.0f} s |"
            )
    return "\n".join(rows)


def _forget(folder: Path) -> None:
    """Take files out of the page cache: pages that are there already are charged to no cgroup."""
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            fd = os.open(path, os.O_RDONLY)
            os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(fd)


def _forge(path: Path) -> None:
    """Put a cell in front of a blank notebook that looks for tests, and writes results."""
    notebook = nb.read(path)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(FORGERY))
    nb.write(notebook, path)


if __name__ == "__main__":
    main()
