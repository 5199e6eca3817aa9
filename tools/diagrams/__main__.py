"""Write the diagrams into docs/images."""

from __future__ import annotations

from tools.diagrams import DIAGRAMS
from tools.pictures import IMAGES

for name, draw in DIAGRAMS.items():
    (IMAGES / name).write_text(draw(), "utf-8")
