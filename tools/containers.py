"""Run the steps of a Containerfile in a root file system by debootstrap, without an engine.

    python tools/containers.py grader --root /var/tmp/grader-root
    python tools/containers.py student --root /var/tmp/student-root --context release/backprop
    python tools/containers.py gradescope --root /var/tmp/gradescope-root --context FOLDER
    python tools/containers.py grader --root /var/tmp/grader-root --then 'torchgrade --version'

This needs root and debootstrap. A Debian 12 stands in for each base image. FROM, ARG, ENV, COPY,
RUN, WORKDIR and USER are supported; --arg NAME=VALUE is a build argument, and pip in the root gets
this machine's settings (PIP_*, pip.conf). It prints time and size after each step. --then runs a
command in the finished root like its image: with its environment, user and folder.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
KNOWN = ("FROM", "ARG", "ENV", "COPY", "RUN", "WORKDIR", "USER", "ENTRYPOINT", "CMD")
_SHARED = ("/etc/pip.conf", "/etc/resolv.conf", "/etc/hosts")
TOLD = ("PIP_", "HTTP", "http", "NO_PROXY", "no_proxy", "SSL_")


def instructions(text: str) -> Iterator[tuple[str, str]]:
    """Yield the instructions of a Containerfile: the keyword, and the rest in one line."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    for line in re.sub(r"\\\n", " ", "\n".join(lines)).splitlines():
        if line.strip():
            word, _, rest = line.strip().partition(" ")
            if word not in KNOWN:
                raise ValueError(f"no step for {word}")
            yield word, rest.strip()


@dataclass
class Image:
    """The state of an image during the build.

    ``given`` are build arguments; ``args`` are those declared so far.
    """

    root: Path
    context: Path
    given: dict[str, str]
    args: dict[str, str] = field(default_factory=dict)
    env: dict[str, str] = field(
        default_factory=lambda: {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}
    )
    folder: str = "/"
    user: str = "root"

    def do(self, word: str, rest: str) -> None:
        """Run an instruction."""
        if word == "ARG":
            name, _, default = rest.partition("=")
            self.args[name] = self.given.get(name, default)
        elif word == "ENV":
            self.env.update(dict(part.split("=", 1) for part in shlex.split(rest)))
        elif word == "COPY":
            self._copy(*shlex.split(rest))
        elif word == "RUN":
            self.run(rest)
        elif word == "WORKDIR":
            self.folder = rest
            (self.root / rest.lstrip("/")).mkdir(parents=True, exist_ok=True)
        elif word == "USER":
            self.user = rest

    def _copy(self, *paths: str) -> None:
        *sources, target = paths
        into = self.root / target.lstrip("/")
        for pattern in sources:
            found = [self.context] if pattern == "." else sorted(self.context.glob(pattern))
            if not found:
                raise FileNotFoundError(f"{pattern} in {self.context}")
            for path in found:
                if path.is_dir():
                    left_out = shutil.ignore_patterns("__pycache__")
                    shutil.copytree(path, into, dirs_exist_ok=True, ignore=left_out)
                else:
                    into.mkdir(parents=True, exist_ok=True)
                    shutil.copy(path, into)

    def run(self, script: str) -> None:
        """Run a script in the root, with its own mounts and processes, which end with it."""
        wheels = os.environ.get("PIP_FIND_LINKS", "")
        outside = [
            "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
            'mount -t proc proc "$1/proc"',
            'mount --rbind /dev "$1/dev"',
        ]
        if wheels and Path(wheels).is_dir():
            outside.append(f'mkdir -p "$1{wheels}" && mount --bind {wheels} "$1{wheels}"')
        told = {name: value for name, value in os.environ.items() if name.startswith(TOLD)}
        told |= {"HOME": "/root"} | self.args | self.env
        within = f"cd {shlex.quote(self.folder)} && {script}"
        as_user = [
            shutil.which("chroot") or "chroot",
            f"--userspec={self.user}",
            str(self.root),
            "sh",
            "-c",
            within,
        ]
        outside.append(f"PATH={shlex.quote(told['PATH'])} exec {shlex.join(as_user)}")
        unshare = ["unshare", "--mount", "--pid", "--fork", "--kill-child"]
        command = [*unshare, "bash", "-c", " && ".join(outside), "bash", str(self.root)]
        subprocess.run(command, check=True, env=told)


def share_settings(root: Path) -> None:
    """Copy this machine's pip settings into a root."""
    names = [*_SHARED, *(os.environ.get(name, "") for name in ("PIP_CERT", "SSL_CERT_FILE"))]
    for name in filter(None, names):
        if Path(name).is_file():
            target = Path(f"{root}{name}")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(name, target)


def size(folder: Path) -> int:
    """Return the size of a folder in bytes."""
    return int(subprocess.check_output(["du", "-sxB1", str(folder)], text=True).split()[0])


def make(name: str, image: Image, mirror: str) -> None:
    """Build the root of a Containerfile, and print a table of its steps."""
    print("| step | time | size after it |\n|---|---|---|", flush=True)
    text = (ROOT / "containers" / f"{name}.Containerfile").read_text("utf-8")
    for word, rest in instructions(text):
        begun = time.monotonic()
        if word == "FROM":
            base = ["debootstrap", "--variant=minbase", "--include=ca-certificates"]
            shutil.rmtree(image.root, ignore_errors=True)
            where = [mirror] if mirror else []
            subprocess.run([*base, "bookworm", str(image.root), *where], check=True)
            share_settings(image.root)
        else:
            image.do(word, rest)
        if word in ("FROM", "COPY", "RUN"):
            seconds, took = time.monotonic() - begun, size(image.root) / 2**30
            what = re.sub(r"\s+", " ", rest)[:50]
            print(f"| `{word} {what}` | {seconds:.0f} s | {took:.2f} GB |", flush=True)


def main() -> None:
    """Build a root, or run a command in it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("name", choices=["grader", "gradescope", "student"])
    parser.add_argument("--root", type=Path, required=True, help="where it is made")
    parser.add_argument("--context", type=Path, default=ROOT, help="where COPY copies from")
    parser.add_argument("--arg", action="append", default=[], help="NAME=VALUE")
    parser.add_argument("--mirror", default="", help="of Debian")
    parser.add_argument("--then", default="", help="a command to run in a root that is there")
    options = parser.parse_args()
    given = dict(part.split("=", 1) for part in options.arg)
    image = Image(options.root.resolve(), options.context.resolve(), given)
    if not options.then:
        make(options.name, image, options.mirror)
        return
    text = (ROOT / "containers" / f"{options.name}.Containerfile").read_text("utf-8")
    for word, rest in instructions(text):
        if word not in ("FROM", "COPY", "RUN"):
            image.do(word, rest)
    image.run(options.then)


if __name__ == "__main__":
    main()
