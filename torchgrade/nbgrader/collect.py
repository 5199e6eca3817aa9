"""Makes ``nbgrader collect`` copy students' own files, and not follow their links.

Students write into the exchange, and nbgrader copies from there with the instructor's rights: it
would follow a link to the hidden tests, and one unreadable file would end the command for all.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from nbgrader.exchange.default import ExchangeCollect

from torchgrade.files.regular import is_full, opened, why

__all__ = ["Collect"]

_TIME, _MOST_TIME = "timestamp.txt", 1_000
"""Most bytes of a time, as nbgrader parses one of any length, for hours."""


class Collect(ExchangeCollect):  # type: ignore[misc]  # nbgrader has no types
    """Copies regular files; a submission that can't be copied is reported and skipped."""

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        """Copy a submission out of the exchange.

        Args:
            src: its folder there, which the student may change meanwhile.
            dest: the folder to make.
            log: nbgrader's log, unused.
        """
        try:
            if self.get_size(src) > 1000 * self.coursedir.max_dir_size:
                super().do_copy(src, dest)  # refuses it with nbgrader's own message
            with tempfile.TemporaryDirectory(prefix="torchgrade-collect-") as folder:
                for name, reason in _copy_regular(src, Path(folder, "taken")):
                    self.log.warning("%s: %r is left out: %s", src, name, reason)
                super().do_copy(str(Path(folder, "taken")), dest)
        except Exception as error:
            shutil.rmtree(dest, ignore_errors=True)
            self.log.error("%s is not collected: %s: %s", src, type(error).__name__, error)


def _copy_regular(source: str, target: Path) -> list[tuple[str, str]]:
    """Copy all regular files below a folder, and report what was left out, and why.

    Files are opened relative to an open folder, as its path may lead elsewhere a moment later.
    """
    left_out = []
    for here, _, names, descriptor in os.fwalk(source, follow_symlinks=False):
        below = os.path.relpath(here, source)
        folder = target / below
        folder.mkdir(parents=True)
        for name in names:
            try:
                with (
                    opened(Path(name), within=descriptor) as stream,
                    (folder / name).open("xb") as copy,
                ):
                    if name == _TIME:
                        copy.write(stream.read(_MOST_TIME))
                    else:
                        shutil.copyfileobj(stream, copy)
            except OSError as error:
                if is_full(error):
                    raise
                left_out.append((os.path.normpath(os.path.join(below, name)), why(error)))
    return left_out
