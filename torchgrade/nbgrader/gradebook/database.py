"""Opens the database of an nbgrader course, and writes it in transactions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy
from nbgrader.api import Gradebook
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from torchgrade.errors import AuthorError

__all__ = ["database_url", "one_transaction"]

_HOW = "expected a URL like sqlite:////course/gradebook.db, or the path of an SQLite file"


def database_url(gradebook: str) -> str:
    """Return the URL of an existing gradebook: nbgrader would make a missing one.

    Args:
        gradebook: an SQLAlchemy URL, or the path of an SQLite file.

    Raises:
        AuthorError: it can't be opened, or is not a gradebook.
    """
    url = gradebook if "://" in gradebook else f"sqlite:///{Path(gradebook).resolve()}"
    try:
        parsed = sqlalchemy.make_url(url)
        file = parsed.database if parsed.get_backend_name() == "sqlite" else None
        if file is not None and not Path(file).is_file():
            raise AuthorError(
                f"there is no gradebook {file}: `torchgrade nbgrader COURSE_DIR` or `nbgrader "
                "generate_assignment LAB` makes one, --gradebook names it"
            )
        engine = sqlalchemy.create_engine(parsed)
        try:
            known = sqlalchemy.inspect(engine).has_table("submitted_assignment")
        finally:
            engine.dispose()
    except (ArgumentError, ModuleNotFoundError) as error:
        raise AuthorError(f"--gradebook {gradebook}: {error}; {_HOW}") from None
    except SQLAlchemyError as error:
        raise AuthorError(f"the gradebook {gradebook} can't be read: {error}; {_HOW}") from None
    if not known:
        raise AuthorError(f"{gradebook} is a database, and no gradebook of nbgrader's; {_HOW}")
    return url


@contextmanager
def one_transaction(gradebook: Gradebook) -> Iterator[None]:
    """Commit everything that the block does through nbgrader's API together, or nothing.

    Most methods of the API commit by themselves; within the block this only flushes changes to the
    database, inside the transaction.
    """
    session = gradebook.db
    session.commit = session.flush
    try:
        yield
        del session.commit
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        vars(session).pop("commit", None)
