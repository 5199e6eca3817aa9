"""The tables for marks, and their database.

Answers are identified by their content, so resubmitting the same answer keeps its mark. So the
database contains nothing about students, and `marks.db` of one run can be used for the next.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from torchgrade.errors import AuthorError
from torchgrade.texts import one_line

__all__ = [
    "ANSWERS",
    "GRADEBOOK",
    "ITEMS",
    "LOG",
    "MARKS",
    "META",
    "PRESENCE",
    "QUESTIONS",
    "Database",
    "reason_of",
    "seconds_now",
    "value_of",
]

_METADATA = sa.MetaData()
_VERSION = "1"
_WAIT = 30  # seconds to wait for another writer
_LOCK = 0x746F726368  # the key of PostgreSQL's advisory lock for these marks
_DRIVERS = {"psycopg": "torchgrade[postgres]"}


def _column(name: str, kind: Any, **options: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False, **options)


META = sa.Table(
    "marking",
    _METADATA,
    _column("name", sa.String(40), primary_key=True),
    _column("value", sa.Text),
)
"""Global values: the seed, the share of answers marked twice, the lab."""

QUESTIONS = sa.Table(
    "questions",
    _METADATA,
    _column("name", sa.String(200), primary_key=True),
    _column("starts_full", sa.Boolean),
    _column("version", sa.Integer),
)
"""Whether a rubric counts down from all points, or up from none."""

ITEMS = sa.Table(
    "items",
    _METADATA,
    _column("id", sa.Integer, primary_key=True),
    _column("question", sa.String(200), index=True),
    _column("text", sa.Text),
    _column("points", sa.Float),
    _column("removed", sa.Boolean),
    _column("version", sa.Integer),
)

ANSWERS = sa.Table(
    "answers",
    _METADATA,
    _column("id", sa.Integer, primary_key=True),
    _column("question", sa.String(200)),
    _column("content", sa.String(64)),
    sa.UniqueConstraint("question", "content"),
)
"""Answers, equal ones once, by a hash of their content."""

MARKS = sa.Table(
    "marks",
    _METADATA,
    _column("id", sa.Integer, primary_key=True),
    sa.Column("answer", sa.Integer, sa.ForeignKey("answers.id"), nullable=False),
    _column("place", sa.String(10)),
    _column("marker", sa.String(100)),
    _column("done", sa.Boolean),
    _column("items", sa.JSON),
    _column("adjustment", sa.Float),
    _column("comment", sa.Text),
    _column("version", sa.Integer),
    _column("changed", sa.String(40)),
    sa.UniqueConstraint("answer", "place"),
)
"""Marks: an answer's first one, the second if it is marked twice, and the final one."""

LOG = sa.Table(
    "log",
    _METADATA,
    _column("id", sa.Integer, primary_key=True),
    _column("at", sa.String(40)),
    _column("marker", sa.String(100)),
    sa.Column("answer", sa.Integer),
    _column("what", sa.JSON),
)
"""All changes in order, with the previous state, so that no mark is ever lost."""

GRADEBOOK = sa.Table(
    "gradebook",
    _METADATA,
    _column("submission", sa.String(1000), primary_key=True),
    _column("question", sa.String(200), primary_key=True),
    sa.Column("points", sa.Float),
    _column("comment", sa.Text),
)
"""The state of nbgrader's gradebook when it was last read or written."""


PRESENCE = sa.Table(
    "presence",
    _METADATA,
    _column("marker", sa.String(100), primary_key=True),
    _column("answer", sa.Integer),
    _column("turn", sa.BigInteger),
    _column("seen", sa.Float),
    _column("given", sa.JSON),
)
"""Where each marker was when last seen, in seconds by the database's clock: all servers' own.

`given` are the answers whose marks were under way then, as a page moves on before they are kept.
"""


class Database:
    """A database of marks, in SQLite or PostgreSQL; missing tables are created.

    Args:
        url: an SQLAlchemy URL.

    Raises:
        AuthorError: it can't be opened, or has tables of another version.
    """

    def __init__(self, url: str) -> None:
        shown = _without_password(url)
        try:
            self.engine = _engine(url)
            with self.writing() as connection:
                _METADATA.create_all(connection)
                found = value_of(connection, "version")
                if found is None:
                    connection.execute(META.insert().values(name="version", value=_VERSION))
        except ImportError as error:
            missing = str(error.name or error)
            raise AuthorError(
                f"the marks {shown} need {missing}, which is not installed: "
                f"pip install '{_DRIVERS.get(missing, missing)}'"
            ) from None
        except sa.exc.SQLAlchemyError as error:
            raise AuthorError(
                f"the marks {shown} can't be opened: {reason_of(error)}; expected a URL like "
                "sqlite:////course/marks.db or postgresql://user@host/marks"
            ) from None
        if found not in (None, _VERSION):
            self.close()
            raise AuthorError(f"the marks {shown} are another torchgrade's (version {found})")

    @classmethod
    def of_file(cls, path: Path) -> Database:
        """Open the marks in an SQLite file."""
        return cls(f"sqlite:///{path.resolve()}")

    @contextlib.contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Yield a connection in a read-only transaction, which waits for nobody."""
        with self.engine.begin() as connection:
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Yield a connection in a transaction, which is committed at the end of the block.

        Only one writes at a time, on any server: so what was read in the transaction stays valid,
        and changes are logged in the order in which they become visible.
        """
        with self.engine.execution_options(writes=True).begin() as connection:
            yield connection

    def close(self) -> None:
        """Close the database."""
        self.engine.dispose()


def value_of(connection: sa.Connection, name: str) -> str | None:
    """Return a global value."""
    found = connection.execute(sa.select(META.c.value).where(META.c.name == name)).scalar()
    return None if found is None else str(found)


def reason_of(error: sa.exc.SQLAlchemyError, most: int = 300) -> str:
    """Return the message of the database driver, if it raised, as a line of limited length."""
    return one_line(str(getattr(error, "orig", None) or error), most)


def seconds_now(connection: sa.Connection) -> float:
    """Return the time by the database's clock, in seconds since 1970."""
    clocks = {
        "sqlite": "SELECT (julianday('now') - 2440587.5) * 86400",
        "postgresql": "SELECT extract(epoch FROM clock_timestamp())",
    }
    return float(connection.exec_driver_sql(clocks[connection.dialect.name]).scalar_one())


def _engine(url: str) -> sa.Engine:
    parsed = sa.make_url(url)
    kind = parsed.get_backend_name()
    if kind == "sqlite":
        made = sa.create_engine(parsed, connect_args={"timeout": _WAIT})
        sa.event.listen(made, "connect", _set_up)
        sa.event.listen(made, "begin", _begin)
        return made
    if kind != "postgresql":
        raise sa.exc.ArgumentError(f"{kind} is neither sqlite nor postgresql")
    if "+" not in parsed.drivername:
        parsed = parsed.set(drivername="postgresql+psycopg")
    made = sa.create_engine(parsed, pool_pre_ping=True)  # if the server was restarted
    sa.event.listen(made, "begin", _lock)
    return made


def _without_password(url: str) -> str:
    try:
        return sa.make_url(url).render_as_string(hide_password=True)
    except sa.exc.ArgumentError:
        return url


def _set_up(connection: Any, record: object) -> None:
    """Make SQLite write commits to the disk before returning, and check references.

    pysqlite's own handling of transactions is switched off: see `_begin`.
    """
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin(connection: sa.Connection) -> None:
    """Begin as a writer, if it is one: two that read first would wait for each other."""
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _lock(connection: sa.Connection) -> None:
    """Wait until nobody else writes, on any server; PostgreSQL unlocks with the transaction."""
    if connection.get_execution_options().get("writes"):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
