"""Parses ``--cluster``. Nothing here imports Dask."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import msgspec

from torchgrade.errors import AuthorError
from torchgrade.files.decoding import FormError, decoded

__all__ = ["Where", "read_where"]

_ADDRESS = re.compile(r"(tcp|tls|ws|wss|ucx)://\S+")
_EXPECTED = "expected local, slurm, k8s, the address of a scheduler (tcp://HOST:PORT), or FILE.toml"


@dataclass(frozen=True)
class Where:
    """A cluster: a running one at ``address``, or a kind to start.

    ``workers`` are started (0: as many as Dask's own configuration says, or one), each with
    ``threads``. ``options`` are passed to Dask's class. A worker that does not report for
    ``patience`` seconds counts as lost, and ``wait`` is how long a scheduler may be gone.
    """

    kind: Literal["address", "local", "slurm", "k8s"]
    address: str = ""
    workers: int = 0
    threads: int = 1
    patience: float = 60.0
    wait: float = 600.0
    options: dict[str, Any] = field(default_factory=dict)


def read_where(text: str) -> Where:
    """Parse the value of ``--cluster``.

    Raises:
        AuthorError: the value, or the file's form, is invalid.
    """
    if text in ("local", "slurm", "k8s"):
        return Where(kind=text)  # type: ignore[arg-type]  # one of these
    if _ADDRESS.fullmatch(text):
        return Where("address", address=text)
    if not text.endswith(".toml"):
        raise AuthorError(f"--cluster {text}: {_EXPECTED}")
    try:
        where = decoded(msgspec.toml.decode(Path(text).read_bytes()), Where)
    except OSError as error:
        raise AuthorError(f"--cluster {text} can't be read: {error.strerror}") from None
    except (msgspec.DecodeError, FormError) as error:
        raise AuthorError(f"--cluster {text}: {error}") from None
    if (where.kind == "address") != bool(_ADDRESS.fullmatch(where.address)):
        raise AuthorError(
            f'--cluster {text}: kind = "address" and address = "tcp://HOST:PORT" go together'
        )
    if where.workers < 0 or where.threads < 1 or where.patience <= 0 or where.wait <= 0:
        raise AuthorError(f"--cluster {text}: expected workers, threads and times above zero")
    return where
