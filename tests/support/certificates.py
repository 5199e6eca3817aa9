"""Certificates for a cluster's own network, made with openssl as docs/cluster.md shows."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

__all__ = ["configured", "made"]

DOCS = Path(__file__).parents[2] / "docs"


def made(folder: Path) -> Path:
    """Have the commands of the page make a CA and a certificate; return the folder."""
    folder.mkdir()
    page = (DOCS / "cluster.md").read_text("utf-8")
    [commands] = re.findall(r"\n((?:    openssl [^\n]*\n)+)", page)
    for command in commands.splitlines():
        subprocess.run(command.strip(), shell=True, check=True, cwd=folder, capture_output=True)
    return folder


def configured(folder: Path, certificates: Path) -> dict[str, str]:
    """Write the page's configuration, with these certificates; return the environment of Dask's."""
    folder.mkdir()
    text = (DOCS / "clusters" / "tls.yaml").read_text("utf-8")
    (folder / "tls.yaml").write_text(text.replace("/etc/torchgrade", str(certificates)))
    return {"DASK_CONFIG": str(folder)}
