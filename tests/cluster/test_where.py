"""What --cluster may be given, and that without it nothing of Dask is there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from torchgrade.cluster import Where, read_where
from torchgrade.errors import AuthorError


@pytest.mark.parametrize("kind", ["local", "slurm", "k8s"])
def test_a_kind_is_named(kind: str) -> None:
    assert read_where(kind).kind == kind


@pytest.mark.parametrize("address", ["tcp://10.0.0.1:8786", "tls://head.example.edu:8786"])
def test_an_address_is_one_of_a_scheduler(address: str) -> None:
    assert read_where(address) == Where("address", address=address)


def test_a_file_says_all(tmp_path: Path) -> None:
    path = tmp_path / "cluster.toml"
    path.write_text('kind = "slurm"\nworkers = 16\n[options]\nqueue = "gpu"\ncores = 8\n')
    where = read_where(str(path))
    assert (where.kind, where.workers) == ("slurm", 16)
    assert where.options == {"queue": "gpu", "cores": 8}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('kind = "slurm"\nworker = 3', "did you mean 'workers'"),
        ('kind = "pbs"', "kind"),
        ('kind = "address"', "go together"),
        ('kind = "local"\naddress = "tcp://a:1"', "go together"),
        ('kind = "local"\nthreads = 0', "above zero"),
        ("kind =", "cluster.toml"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "cluster.toml"
    path.write_text(text)
    with pytest.raises(AuthorError, match=said):
        read_where(str(path))


@pytest.mark.parametrize("text", ["", "lokal", "10.0.0.1:8786", "http://a:1", "gone.toml"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(AuthorError, match="--cluster"):
        read_where(text)


def test_without_the_option_dask_is_not_imported() -> None:
    """Else each command would start later, and would need the extra."""
    code = (
        "import sys; import torchgrade.cli.batch, torchgrade.cli.grade, torchgrade.cluster;"
        "import torchgrade.cli.verify, torchgrade.cli.calibrate, torchgrade.verify;"
        "print([name for name in sys.modules if name.partition('.')[0] in {'dask','distributed'}])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_without_the_extra_the_command_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules['dask'] = None;"
        "from torchgrade.errors import AuthorError\n"
        "try: import torchgrade.cluster.link\n"
        "except AuthorError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "pip install 'torchgrade[cluster]'" in done.stdout
