"""Connects to a running Dask cluster, or starts one."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterator
from typing import Any

from torchgrade.cluster.crew import Seen
from torchgrade.cluster.where import Where
from torchgrade.errors import AuthorError

try:
    import dask
    from distributed import Client, LocalCluster, Security
    from distributed.comm.core import FatalCommClosedError
except ImportError as error:
    raise AuthorError(f"--cluster needs: pip install 'torchgrade[cluster]' ({error})") from None

__all__ = ["Link", "connected"]

_QUIET = {"distributed.admin.large-graph-warning-threshold": "16GB"}  # weights are large
_TLS = ("ca-file", "client.cert", "client.key")
_FIRST = 10.0  # seconds for a scheduler's first answer
_SILENT = 60.0  # seconds without an answer after which it counts as gone


class Link:
    """A Dask client, which is replaced when it gives up.

    Args:
        connect: makes a client.
        name: the cluster's name for people.
    """

    def __init__(self, connect: Callable[[], Client], name: str) -> None:
        self._connect, self.name = connect, name
        self.client = connect()

    def seen(self) -> dict[str, Seen] | None:
        """Return the workers by address; None if the scheduler is gone."""
        try:
            if self.client.status in ("closed", "closing"):
                self.client = self._connect()
            scheduler = self.client.scheduler
            if self.client.status != "running" or scheduler is None:
                return None
            # Not `scheduler_info`, which returns a cached answer: the client itself only asks every
            # two seconds, and not for workers.
            said = self.client.sync(scheduler.identity, n_workers=-1, callback_timeout=_SILENT)
            workers = said["workers"]
        except (OSError, TimeoutError, RuntimeError, ValueError):
            return None
        return {
            address: Seen(
                one.get("host") or address,
                one["nthreads"],
                int(one.get("resources", {}).get("GPU", 0)),
                one["last_seen"],
            )
            for address, one in workers.items()
        }

    def close(self) -> None:
        """Close the connection to the scheduler."""
        with contextlib.suppress(Exception):  # it may be gone, which does not matter now
            self.client.close(timeout=5)


@contextlib.contextmanager
def connected(where: Where, jobs: int) -> Iterator[Link]:
    """Connect to a cluster, or start one for this block.

    Args:
        where: which one.
        jobs: how many submissions a cluster on this machine grades at a time.

    Raises:
        AuthorError: there is no scheduler, or a cluster can't be started.
    """
    with contextlib.ExitStack() as stack:
        stack.enter_context(dask.config.set(_QUIET))
        logging.getLogger("distributed").setLevel(logging.ERROR)  # our own message follows
        if where.kind == "address":
            address: Any = where.address
        else:
            address = stack.enter_context(_started(where, jobs))
        name = where.address or where.kind

        _check_certificate(where.address)

        def connect() -> Client:
            return Client(address, timeout=_FIRST, set_as_default=False)

        try:
            link = Link(connect, name)
        except (OSError, TimeoutError, ValueError, RuntimeError) as error:
            raise AuthorError(f"--cluster {name}: {_why_not(error)}") from None
        stack.callback(link.close)
        yield link


@contextlib.contextmanager
def _started(where: Where, jobs: int) -> Iterator[Any]:
    workers = where.workers or dask.config.get("torchgrade.workers", 0)
    try:
        if where.kind == "local":
            cluster = _local(where, workers or max(1, jobs // where.threads))
        elif where.kind == "slurm":
            cluster = _of_slurm(where)
        else:
            cluster = _of_kubernetes(where)
    except (ImportError, OSError, ValueError, TypeError, RuntimeError) as error:
        raise AuthorError(f"--cluster {where.kind}: Dask can't start it ({error})") from None
    try:
        if where.kind != "local":
            cluster.scale(workers or 1)
        yield cluster
    finally:
        with contextlib.suppress(Exception):
            cluster.close(timeout=10)


def _local(where: Where, workers: int) -> Any:
    """Start a cluster on this machine, which no other user may use.

    Everybody with an account can reach its ports, so it only accepts its own key, made for it.
    """
    options = {
        "security": True,
        "dashboard_address": None,
        "scheduler_kwargs": {"dashboard_address": "127.0.0.1:0"},  # any free port
        "silence_logs": logging.ERROR,
        "preload": ["torchgrade.cluster.apart"],
        **where.options,
    }
    return LocalCluster(n_workers=workers, threads_per_worker=where.threads, **options)


def _of_slurm(where: Where) -> Any:
    try:
        from dask_jobqueue import SLURMCluster
    except ImportError:
        raise AuthorError("--cluster slurm needs: pip install dask-jobqueue") from None
    return SLURMCluster(**where.options)


def _of_kubernetes(where: Where) -> Any:
    try:
        from dask_kubernetes.operator import KubeCluster
    except ImportError:
        raise AuthorError("--cluster k8s needs: pip install dask-kubernetes") from None
    return KubeCluster(**where.options)


def _check_certificate(address: str) -> None:
    """Check that there is a certificate for a scheduler that uses TLS.

    Raises:
        AuthorError: there is none, or it can't be read.
    """
    if not address.startswith("tls://"):
        return
    where = "Dask's configuration has none (distributed.comm.tls)"
    try:
        if Security().get_connection_args("client").get("ssl_context") is not None:
            return
    except (OSError, ValueError) as error:
        tls = {name: dask.config.get(f"distributed.comm.tls.{name}", None) for name in _TLS}
        named = ", ".join(f"{name}: {file}" for name, file in tls.items())
        where = f"that of Dask's configuration can't be read ({error}; {named})"
    raise AuthorError(
        f'--cluster {address} needs a certificate, and {where}: see "TLS" in docs/cluster.md'
    )


def _why_not(error: Exception) -> str:
    if isinstance(error, FatalCommClosedError):
        return (
            "the scheduler does not take the certificate of this machine, or has one of another "
            f'CA: see "TLS" in docs/cluster.md ({error})'
        )
    if isinstance(error.__cause__ or error.__context__, ConnectionResetError):
        return f"it hangs up. A scheduler that speaks TLS has an address with tls:// ({error})"
    return (
        f"no scheduler answers ({error}). Start one with `dask scheduler`, and name the address "
        "that it prints"
    )
