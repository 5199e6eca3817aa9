"""Draw the pictures of docs/design.md from the code, and that of the tutorial.

    python tools/pictures.py

The rooms are the layers of import-linter's contracts (pyproject.toml), with the first sentence of
each room's docstring. A submission's way is the list below, whose names a test looks up.
"""

from __future__ import annotations

import ast
import re
import sys
import textwrap
from html import escape
from pathlib import Path

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"

WAY = [
    ("torchgrade.cli.grade", "the command: options in, exit code out"),
    ("torchgrade.grade.submissions.discover", "which files are whose submission"),
    ("torchgrade.grade.pipeline", "one submission at a time, several side by side"),
    ("torchgrade.grade.submissions.take_in", "read within bounds, mended, hashed; once"),
    ("torchgrade.engine.supervisor.isolated_engine", "a slot, a job, limits"),
    ("torchgrade.engine.supervisor.forkserver", "forks a referee, warm and without secrets"),
    ("torchgrade.engine.referee.spawn", "forks the player, which gives up its rights"),
    ("torchgrade.engine.referee.execution", "the cells run; a snapshot at each check"),
    ("torchgrade.engine.referee.test_run", "each case against a fork of its snapshot"),
    ("torchgrade.grade.score", "what passed becomes points: a Grade"),
]
"""The way of a submission: the location of each hop, and what happens there."""

PLAYER = (
    "torchgrade.engine.referee.execution",
    "torchgrade.engine.player.player",
    "untrusted: the cells, in IPython, in the sandbox",
)
"""The hop that talks to the player, the player's location, and what it does."""

CELLS = [
    ("text", "why, and what is to be written", "release", "solutions"),
    ("solution: what students keep", "signature, docstring, imports", "release", "solutions"),
    ("solution: between the marks", "becomes ... in the release", "solutions", "proof"),
    ("public test", "teaches: form, a small example", "release", "autograder", "proof"),
    ("hidden test", "decides: values, other shapes", "autograder", "proof"),
    ("mistakes/*.py", "each names the test that must catch it", "proof"),
    ("alternatives/*.py", "each must keep all points", "proof"),
]
"""The parts of a question, with a description, and where each goes."""

_STYLE = """
.box { fill: #f6f8fa; stroke: #57606a; stroke-width: 1.2; }
.trusted { fill: #ddf4ff; stroke: #0969da; }
.untrusted { fill: #ffebe9; stroke: #cf222e; }
.t { fill: #1f2328; font-weight: 600; } .s { fill: #57606a; font-size: 12px; }
.a { stroke: #57606a; stroke-width: 1.6; fill: none; marker-end: url(#head); }
"""


def layers() -> list[list[str]]:
    """Return the rooms of each layer in pyproject.toml, from top to bottom."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    [rooms] = [c for c in contracts if c.get("containers") == ["torchgrade"]]
    return [[name.strip() for name in layer.split("|")] for layer in rooms["layers"]]


def sentence(room: str) -> str:
    """Return the first line of a room's docstring."""
    package = ROOT / "torchgrade" / room
    file = package / "__init__.py" if package.is_dir() else package.with_suffix(".py")
    text = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
    return re.sub(r":\w+:|`", "", text.partition("\n")[0]).rstrip(".:")


def rooms() -> str:
    """Draw the rooms as rows, each of which may import those below it; the shared files as one."""
    left, width, gap = 10, 940, 8
    rows: list[list[tuple[str, str]]] = []
    shared: list[str] = []
    for layer in layers():
        folders = [room for room in layer if _is_room(room)]
        shared += [room for room in layer if room not in folders and room != "__main__"]
        if folders:
            rows.append([(room, sentence(room)) for room in folders])
    [bottom] = [row for row in rows if row[0][0] == "sandbox"]
    bottom.insert(0, ("the shared files", ", ".join(sorted(shared))))
    parts, top = [], 10.0
    for row in rows:
        each = (width - gap * (len(row) - 1)) / len(row)
        texts = [_wrapped(text, each) for _, text in row]
        tall = 31 + 15 * max(map(len, texts))
        for place, (room, _) in enumerate(row):
            parts.append(box(left + place * (each + gap), top, each, tall, room, texts[place]))
        top += tall + gap
    label = "The rooms of torchgrade: each imports from those below it alone."
    return svg(960, top + 2, parts, label)


def _is_room(name: str) -> bool:
    """Return whether this is a room: a folder, or a file in place of one, but not a shared file."""
    return ((ROOT / "torchgrade" / name).is_dir() and name != "files") or name == "container"


def way() -> str:
    """Draw the way of a submission, hop by hop, with the untrusted side on the right."""
    parts, top, tall = [], 10.0, 44
    for number, (module, what) in enumerate(WAY, 1):
        trusted = "box trusted" if ".referee." in module else "box"
        name = f"{number}  {module.removeprefix('torchgrade.')}"
        parts.append(box(10, top, 440, tall, name, [what], trusted))
        if module == PLAYER[0]:
            name = PLAYER[1].removeprefix("torchgrade.")
            parts.append(box(500, top, 330, tall, name, [PLAYER[2]], "box untrusted"))
            parts.append(f'<path class="a" d="M450 {top + 22:g} H500"/>')
        if number < len(WAY):
            parts.append(f'<path class="a" d="M230 {top + tall:g} V{top + tall + 14:g}"/>')
        top += tall + 16
    label = "A submission's way through torchgrade, in ten hops."
    return svg(840, top, parts, label)


def cells() -> str:
    """Draw the parts of a question as rows, with a mark where each part goes."""
    goals = {
        "release": "students",
        "autograder": "the grader",
        "solutions": "staff",
        "proof": "verify",
    }
    parts, top, step = [], 10.0, 110.0
    for column, (goal, who) in enumerate(goals.items()):
        parts.append(box(350 + column * step, top, step - 10, 44, goal, [who], "box trusted"))
    for name, what, *where in CELLS:
        top += 54
        parts.append(box(10, top, 320, 44, name, [what]))
        parts += [
            f'<circle cx="{350 + column * step + (step - 10) / 2:g}" cy="{top + 22:g}" r="7" '
            'fill="#1a7f37"/>'
            for column, goal in enumerate(goals)
            if goal in where
        ]
    label = "Where the parts of a question go: to students, the grader, staff, and verify."
    return svg(790, top + 54, parts, label)


def _wrapped(text: str, width: float) -> list[str]:
    return textwrap.wrap(text, max(12, int(width / 6.4))) or [""]


def box(
    x: float, y: float, width: float, height: float, name: str, lines: list[str], kind: str = "box"
) -> str:
    """Draw a box with a name and lines below it."""
    middle = x + width / 2
    texts = [f'<text class="t" x="{middle:g}" y="{y + 19:g}">{escape(name)}</text>']
    texts += [
        f'<text class="s" x="{middle:g}" y="{y + 36 + 15 * row:g}">{escape(line)}</text>'
        for row, line in enumerate(lines)
    ]
    shape = (
        f'<rect class="{kind}" x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="6"/>'
    )
    return "\n".join([shape, *texts])


def svg(width: int, height: float, parts: list[str], label: str) -> str:
    """Combine parts into a picture of that size, in user units, with a text alternative."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height:g}" '
        'font-family="system-ui, -apple-system, \'Segoe UI\', sans-serif" font-size="14" '
        f'text-anchor="middle" role="img" aria-label="{escape(label)}">'
    )
    arrow = (
        '<defs><marker id="head" markerWidth="9" markerHeight="9" refX="8" refY="4" orient="auto">'
        '<path d="M0 0 L8 4 L0 8 z" fill="#57606a"/></marker></defs>'
    )
    return "\n".join([head, f"<style>{_STYLE}</style>", arrow, *parts, "</svg>", ""])


PICTURES = {"cells.svg": cells, "rooms.svg": rooms, "way.svg": way}

if __name__ == "__main__":
    for name, draw in PICTURES.items():
        (IMAGES / name).write_text(draw(), "utf-8")
