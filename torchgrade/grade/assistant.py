"""A second referee, forked from the first: while one waits for its player, the other has work.

Both know all tests, and hold the line to every process of the player's. Whoever takes a question
first tests it. Their players have one folder, and so have they: where tests or the code under test
write files, what one does can be felt by the other, and one alone has to do it all over.
"""

from __future__ import annotations

import os
import socket
import struct
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from torchgrade.grade.job import lines, send_line
from torchgrade.grade.syscalls import die_with_parent

__all__ = ["AloneError", "Assistant", "files_below"]

_NUMBER = struct.Struct("H")
_MAX_FILES = 2_000


class AloneError(Exception):
    """Two referees got in each other's way, or may have: one has to do it all, alone."""


class Assistant:
    """The second referee, as the first one sees it.

    Args:
        questions: that the two may share.
        assist: is called over there for each round, with a word on what the round is about and the
            questions that it takes, as it takes them. Gives plain data.
    """

    def __init__(
        self, questions: Sequence[str], assist: Callable[[bool, Iterator[str]], list[Any]]
    ) -> None:
        self._questions = list(questions)
        self._take, self._give = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self._line, theirs = socket.socketpair()
        if os.fork() == 0:
            self._serve(theirs, assist)
        theirs.close()
        self._answers = lines(self._line)

    def begin(self, hidden: bool, questions: Iterable[str]) -> Iterator[str]:
        """Begin a round; gives those of the questions that the assistant does not take first."""
        for question in questions:
            os.write(self._give, _NUMBER.pack(self._questions.index(question)))
        send_line(self._line, {"hidden": hidden})
        return self._taken()

    def answer(self) -> list[Any]:
        """Wait for the end of a round, and give what was found over there.

        Raises:
            AloneError: the assistant could not go on.
        """
        answer = next(self._answers, {"fault": "it died"})
        if "fault" in answer:
            raise AloneError(f"the assistant failed: {answer['fault']}")
        return list(answer["found"])

    def _taken(self) -> Iterator[str]:
        """Take questions, each of which one of the two gets, until none is left."""
        while True:
            try:
                [number] = _NUMBER.unpack(os.read(self._take, _NUMBER.size))
            except BlockingIOError:
                return
            yield self._questions[number]

    def _serve(
        self, line: socket.socket, assist: Callable[[bool, Iterator[str]], list[Any]]
    ) -> None:
        """Be the assistant. Never returns."""
        try:
            die_with_parent()
            self._line.close()
            for round_ in lines(line):
                send_line(line, {"found": assist(round_["hidden"], self._taken())})
        except BaseException:
            send_line(line, {"fault": traceback.format_exc()[-8000:]})
        finally:
            os._exit(0)


def files_below(folder: Path, but_for: Sequence[str] = ()) -> dict[str, tuple[int, ...]]:
    """Note all files and folders below a folder, so that a change can be told.

    Args:
        folder: to look at, too.
        but_for: folders in it whose contents do not count.

    Raises:
        AloneError: there are too many, or they can't be told.
    """
    found = {str(folder): _mark(folder.lstat())}
    waiting, aside = [str(folder)], {str(folder / name) for name in but_for}
    try:
        while waiting:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    if len(found) == _MAX_FILES:
                        raise AloneError(f"there are more than {_MAX_FILES} files")
                    found[entry.path] = _mark(entry.stat(follow_symlinks=False))
                    if entry.is_dir(follow_symlinks=False) and entry.path not in aside:
                        waiting.append(entry.path)
    except OSError as error:  # a path that is too long, say
        raise AloneError(f"files can't be told: {error.strerror}") from None
    return found


def _mark(status: os.stat_result) -> tuple[int, ...]:
    return status.st_ino, status.st_size, status.st_mtime_ns
