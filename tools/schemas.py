"""Write the JSON schemas of the files that people and other programs read or write.

    python tools/schemas.py

Each is made from the struct with which torchgrade itself decodes the file, and written to
docs/schemas; a test fails if those are out of date.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import msgspec

from torchgrade.bundle.signatures import Signatures
from torchgrade.calibration.evidence import Calibration
from torchgrade.grade.verdicts import VerdictFile
from torchgrade.records import Batch, Manifest
from torchgrade.results.ledger import GradeFile
from torchgrade.settings import LabSettings

__all__ = ["FOLDER", "schemas"]

FOLDER = Path(__file__).parents[1] / "docs" / "schemas"

FILES: dict[str, Any] = {
    "calibration.json": Calibration,
    "lab.toml": LabSettings,
    "torchgrade.json": Manifest,
    "grades.json": Batch,
    "grade.json": GradeFile,
    "verdicts.json": VerdictFile,
    "signatures.json": Signatures,
}
"""The name of a file -> the struct of its content."""


def schemas() -> dict[str, str]:
    """Return all schemas: name of the schema's file -> its text."""
    return {f"{name}.schema.json": _schema(form) for name, form in FILES.items()}


def _schema(form: Any) -> str:
    (found,), parts = msgspec.json.schema_components([form], ref_template="#/$defs/{name}")
    content = {"$schema": "https://json-schema.org/draft/2020-12/schema", **found, "$defs": parts}
    for part in parts.values():
        if "properties" in part:
            part.setdefault("additionalProperties", False)  # dataclasses, as in `decoded`
            for one in part["properties"].values():
                if one.get("default") == {}:  # msgspec has it on Python 3.13, but not before
                    del one["default"]
        if "description" in part:
            part["description"] = _paragraph(part["description"])
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _paragraph(docstring: str) -> str:
    """Return the text of a docstring with each paragraph on one line."""
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", docstring))


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
        print(FOLDER.name, name)
