"""Makes the page of schemas, and their catalog in SchemaStore's format."""

from __future__ import annotations

import json
from pathlib import Path

__all__ = ["catalog", "schemas_page"]

FOLDER = Path(__file__).parents[2] / "docs" / "schemas"

_PAGE = """\
# Schemas of files

JSON schemas (draft 2020-12) of the files that people and programs read or write. They are made from
the types that torchgrade itself decodes these files with.

| file | what it is | schema |
|---|---|---|
{rows}
## In an editor

VS Code with *Even Better TOML*, and all others with [taplo](https://taplo.tamasfe.dev), complete
and check `lab.toml`. Put the schema beside your course, and into the course's `.taplo.toml`:

```toml
[[rule]]
include = ["source/*/lab.toml"]
schema = {{ path = "./lab.toml.schema.json", enabled = true }}
```

`taplo lint` then says what is wrong, with the line. One file alone can name its schema in its first
line: `#:schema ./lab.toml.schema.json`.

[catalog.json](../schemas/catalog.json) lists all of them in the form of
[SchemaStore](https://www.schemastore.org): which schema is for files of which name.
"""

_WHERE = {"lab.toml": "source/*/lab.toml", "torchgrade.json": "autograder/*/torchgrade.json"}


def _schemas() -> list[tuple[str, str]]:
    """Return the name of each file with a schema, with the schema's first sentence."""
    found = []
    for path in sorted(FOLDER.glob("*.schema.json")):
        schema = json.loads(path.read_text("utf-8"))
        part = schema["$defs"][schema["$ref"].rpartition("/")[2]]
        said = part.get("description", "").partition("\n")[0]
        found.append((path.name.removesuffix(".schema.json"), said.partition(". ")[0].rstrip(".")))
    return found


def schemas_page() -> str:
    """Return the page as Markdown."""
    rows = "".join(
        f"| `{name}` | {said.replace('``', '`')} | "
        f"[{name}.schema.json](../schemas/{name}.schema.json) |\n"
        for name, said in _schemas()
    )
    return _PAGE.format(rows=rows)


def catalog() -> str:
    """Return the mapping of file names to schemas, in SchemaStore's format."""
    entries = [
        {
            "name": f"torchgrade: {name}",
            "description": said,
            "fileMatch": [_WHERE.get(name, name)],
            "url": f"{name}.schema.json",
        }
        for name, said in _schemas()
    ]
    content = {"$schema": "https://json.schemastore.org/schema-catalog.json", "version": 1}
    return json.dumps({**content, "schemas": entries}, indent=2) + "\n"
