"""The files that docs/cluster.md shows are read here by the tools that they are for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from torchgrade.cluster import read_where

DOCS = Path(__file__).parents[2] / "docs"
FILES = DOCS / "clusters"


def test_dask_jobqueue_makes_a_job_of_the_file_for_slurm() -> None:
    jobqueue = pytest.importorskip("dask_jobqueue")
    where = read_where(str(FILES / "slurm.toml"))
    assert where.kind == "slurm"
    quiet = {"dashboard_address": "127.0.0.1:0", "host": "127.0.0.1"}
    with jobqueue.SLURMCluster(**where.options, scheduler_options=quiet) as cluster:
        script = cluster.job_script()
    assert "#SBATCH -p short\n" in script
    assert "#SBATCH -A course\n" in script
    assert "#SBATCH --cpus-per-task=8\n" in script
    assert "#SBATCH -t 02:00:00\n" in script
    assert "source $HOME/torchgrade/bin/activate\n" in script
    assert "--nthreads 8 " in script
    assert "--local-directory /tmp" in script


def test_the_page_shows_the_file_for_slurm() -> None:
    page = (DOCS / "cluster.md").read_text("utf-8")
    assert f"```toml\n{(FILES / 'slurm.toml').read_text('utf-8')}```\n" in page


def test_the_file_for_kubernetes_is_what_dasks_operator_takes() -> None:
    """By the schema with which Kubernetes itself checks it, that of pods included."""
    operator = pytest.importorskip("dask_kubernetes.operator")
    folder = Path(operator.__file__).parent
    [path] = folder.glob("deployment/helm/*/crds/daskcluster.yaml")
    [version] = yaml.safe_load(path.read_text())["spec"]["versions"]
    made = yaml.safe_load((FILES / "kubernetes.yaml").read_text())
    schema = version["schema"]["openAPIV3Schema"]
    jsonschema.validate(made, _closed(schema))
    made["spec"]["worker"]["replica"] = 2
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(made, _closed(schema))


def _closed(schema: Any) -> Any:
    """Return a schema in which no unknown key passes, as with `kubectl --validate=strict`."""
    if isinstance(schema, list):
        return [_closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: _closed(value) for key, value in schema.items()}
    if isinstance(made.get("properties"), dict) and made.get("type") == "object":
        open_ = made.get("x-kubernetes-preserve-unknown-fields", False)
        made["properties"].setdefault("apiVersion", {})
        made["properties"].setdefault("kind", {})
        made["properties"].setdefault("metadata", {})
        made.setdefault("additionalProperties", open_)
    return made


def test_the_file_for_kubernetes_has_what_dasks_own_would() -> None:
    operator = pytest.importorskip("dask_kubernetes.operator")
    made = yaml.safe_load((FILES / "kubernetes.yaml").read_text())
    theirs = operator.make_cluster_spec("torchgrade", n_workers=4)
    assert made["spec"]["scheduler"]["service"] == theirs["spec"]["scheduler"]["service"]
    assert made["metadata"] == theirs["metadata"]
    assert made["spec"]["worker"]["replicas"] == theirs["spec"]["worker"]["replicas"]


def test_the_options_for_kubernetes_are_those_of_its_cluster() -> None:
    operator = pytest.importorskip("dask_kubernetes.operator")
    import inspect

    where = read_where(str(FILES / "kubernetes.toml"))
    assert where.kind == "k8s"
    known = inspect.signature(operator.KubeCluster.__init__).parameters
    assert set(where.options) <= set(known)


def test_dask_takes_certificates_from_the_file_for_tls() -> None:
    dask = pytest.importorskip("dask")
    security = pytest.importorskip("distributed.security")
    ours = yaml.safe_load((FILES / "tls.yaml").read_text())
    with dask.config.set(dask.config.merge(dask.config.global_config, ours)):
        made = security.Security()
    assert made.require_encryption
    assert made.tls_ca_file == "/etc/torchgrade/ca.pem"
    assert made.tls_worker_key == made.tls_client_key == "/etc/torchgrade/key.pem"
