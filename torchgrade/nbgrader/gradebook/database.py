"""The database of an nbgrader course: opened if it is one, and written whole or not at all."""

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
    """Return the URL of a gradebook that exists: nbgrader would make an empty one of any other.

    Args:
        gradebook: a URL of SQLAlchemy's, or the path of an SQLite file.

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
    """Write all that the block does through nbgrader's API, or nothing of it.

    Most methods of the API commit by themselves: in the block that only sends what is new to the
    database, within the transaction.
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
