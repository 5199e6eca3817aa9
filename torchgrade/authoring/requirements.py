"""Reads what an assignment needs besides torchgrade from the environment that otter writes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from torchgrade.errors import AuthorError

__all__ = ["release_requirements", "requirements"]

_OURS = re.compile(r"(otter-grader|torchgrade|torch|torchvision)\b(?!-)", re.I)
"""Packages that the image has in tested versions; other versions could only break it."""

_RELEASE = """\
# What this lab needs: `pip install -r requirements.txt` in the folder of this file.
# A torch of 2.10 or newer that is there already, as on many a JupyterHub, is kept as it is.
# Else pip on Linux takes the build with CUDA, several GB. Without a GPU the CPU build is enough,
# about 200 MB. Then run this first:
#   pip install torch{also} --index-url https://download.pytorch.org/whl/cpu
./{wheel}
otter-grader==7.0.0
jupyterlab>=4.2
ipywidgets>=8
matplotlib>=3.8
"""

_KNOWN = re.compile(r"(python|pip|jupyter_server|nb_conda_kernels)\b", re.I)
"""The packages that otter itself adds to conda's."""


def requirements(environment: Path) -> str:
    """Return the content of ``requirements.txt``; empty if nothing is needed.

    Args:
        environment: otter's ``environment.yml``; if there is none, as before otter 4, the
            ``requirements.txt`` beside it counts.

    Raises:
        AuthorError: it asks for something that pip can't install.
    """
    lines: list[str] = []
    for item in _wanted(environment):
        if isinstance(item, dict) and set(item) == {"pip"}:
            for line in item["pip"] or ():
                lines += _lines(str(line).strip(), environment.parent)
        elif not isinstance(item, str) or not _KNOWN.match(item):
            raise AuthorError(
                f"{environment.name} asks conda for {item!r}, and the image has no conda: expected "
                "Python packages below `pip:`. Name it there if pip has it"
            )
    for line in lines:
        if re.match(r"(-|\.|/|file:)", line):
            raise AuthorError(
                f"{environment.name} has the pip line {line!r}: expected a package, or its address"
            )
    kept = [line for line in lines if line and not _OURS.match(line)]
    return "".join(f"{line}\n" for line in kept)


def _wanted(environment: Path) -> list[Any]:
    """Read the dependencies of an environment."""
    if not environment.is_file():
        alone = environment.with_name("requirements.txt").is_file()
        return [{"pip": ["-r requirements.txt"]}] if alone else []
    try:
        content = yaml.safe_load(environment.read_text(encoding="utf-8"))
        return list(content["dependencies"])
    except (yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise AuthorError(
            f"{environment.name} is not a conda environment with a list `dependencies`: {error!r}"
        ) from None


def release_requirements(wheel: str, needed: str, *, images: bool) -> str:
    """Return the ``requirements.txt`` of a release: torchgrade's, and the author's.

    Args:
        wheel: the name of torchgrade's wheel beside it.
        needed: the result of :func:`requirements`. If it names a package that torchgrade also
            needs, its line is used: pip accepts a package only once.
        images: students need torchvision, each version of which needs one version of torch.
    """
    theirs = {_package(line) for line in needed.splitlines()}
    ours = [line for line in _RELEASE.splitlines() if _package(line) not in theirs]
    if images and "torchvision" not in theirs:
        ours.append("torchvision>=0.25")
    listed = "\n".join(ours).format(wheel=wheel, also=" torchvision" * images)
    return f"{listed}\n{needed}"


def _package(line: str) -> str:
    """Return the name of a line's package, as pip compares names."""
    found = re.match(r"[\w.-]+", line)
    return re.sub(r"[-_.]+", "-", found[0]).lower() if found else line


def _lines(line: str, folder: Path) -> list[str]:
    """Return a line for pip, or the lines of the file beside the environment that it names."""
    named = re.fullmatch(r"(?:-r|--requirement)[ =]*([\w.-]+)", line)
    if not named or not (folder / named[1]).is_file():
        return [line]
    try:
        text = (folder / named[1]).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise AuthorError(f"{named[1]} is not text: expected one package per line") from None
    return [bare for said in text.splitlines() if (bare := re.sub(r"(^|\s)#.*", "", said).strip())]
