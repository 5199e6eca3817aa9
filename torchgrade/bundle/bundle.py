"""An opened autograder: its tests, its settings, and the list of cases to expect."""

from __future__ import annotations

import contextlib
import hashlib
import json
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from torchgrade.bundle.naming import Naming
from torchgrade.bundle.no_bundle import why_no_bundle
from torchgrade.bundle.otter_bundle import is_otter_bundle, read_otter_bundle
from torchgrade.bundle.otter_config import OtterConfig
from torchgrade.bundle.placement import CaseId, read_placement
from torchgrade.bundle.signatures import Signatures
from torchgrade.course import (
    EVALUATION,
    MANIFEST,
    OTTER_CONFIG,
    PRIVATE,
    SIGNATURES,
    read_manifest,
)
from torchgrade.errors import AuthorError
from torchgrade.files.decoding import FormError, decoded, read_json
from torchgrade.files.hashing import digest_of
from torchgrade.files.regular import opened
from torchgrade.files.zips import DAMAGED, UnsafeZipError, ZipLimits, list_zip, open_zip
from torchgrade.records import Manifest

__all__ = ["Bundle", "open_bundle"]

_MOST = ZipLimits(files=20_000, size=8 * 2**30)


@dataclass(frozen=True)
class Bundle:
    """The folder of an autograder, with its manifest and otter's configuration.

    ``config`` is that configuration as otter's own classes take it. ``foreign`` says that plain
    otter made the autograder, and ``notes`` lists settings that have no effect. ``closed`` are
    further files and folders that a submission's code must not be able to open: the zip that the
    bundle came from, other submissions, results. ``inside`` are the test cases, as (question,
    index), that run inside the student's process, as plain otter runs all of them; None if that has
    not been decided. ``packed`` is the zip that it came in, if any.
    """

    folder: Path
    manifest: Manifest
    config: dict[str, Any]
    foreign: bool = False
    notes: tuple[str, ...] = ()
    closed: tuple[Path, ...] = ()
    inside: tuple[CaseId, ...] | None = None
    packed: Path | None = None

    @cached_property
    def otter(self) -> OtterConfig:
        """The part of otter's configuration that torchgrade itself uses; raises ``FormError``."""
        return decoded(self.config, OtterConfig)

    @property
    def support_files(self) -> Path:
        """The folder with files for the working folder of every submission."""
        return self.folder / "files"

    @property
    def private_files(self) -> Path:
        """The folder with files that only tests see; it is optional."""
        return self.folder / PRIVATE

    @property
    def cases(self) -> tuple[CaseId, ...]:
        """All test cases, in the order of the manifest."""
        return tuple(
            (question.name, index)
            for question in self.manifest.questions
            for index in range(len(question.cases))
        )

    @cached_property
    def tests_digest(self) -> str:
        """The hash of everything that decides a grade: the same for the folder and its zip."""
        return digest_of(self.folder / "tests") + self.files_digest

    @cached_property
    def files_digest(self) -> str:
        """The hash of all files that submissions or tests find: support and private files."""
        private = digest_of(self.private_files) if self.private_files.is_dir() else ""
        return digest_of(self.support_files) + private

    @cached_property
    def build(self) -> str:
        """A short hash of the tests, support files, points and settings.

        A release's stamp identifies what students got; two builds may share it.
        """
        settings = json.dumps([asdict(self.manifest), self.config], sort_keys=True, default=str)
        return hashlib.sha256((self.tests_digest + settings).encode()).hexdigest()[:12]

    @cached_property
    def question_digests(self) -> dict[str, str]:
        """The stem of each test file -> the hash of everything that decides its question alone."""
        files = self.files_digest
        return {
            name: hashlib.sha256(f"{name} {digest} {files}".encode()).hexdigest()
            for name, digest in self.test_digests.items()
        }

    @cached_property
    def test_digests(self) -> dict[str, str]:
        """The stem of each test file -> the hash of its content."""
        files = sorted((self.folder / "tests").glob("*.py"))
        return {path.stem: digest_of(path) for path in files}

    @cached_property
    def signatures(self) -> Signatures:
        """How the lab's mistakes show; empty if that was not recorded."""
        path = self.folder / SIGNATURES
        return Signatures.read(path) if path.is_file() else Signatures()

    @cached_property
    def naming(self) -> Naming:
        """The object that recognises mistakes by these signatures."""
        return Naming(self.signatures)

    @property
    def outdated_signatures(self) -> tuple[str, ...]:
        """The questions whose tests have changed since the signatures were recorded."""
        known = self.signatures.tests
        return tuple(name for name, now in self.test_digests.items() if known.get(name, now) != now)

    @property
    def evaluation(self) -> Path | None:
        """The folder with the test part of the lab's data set, only for the referee."""
        folder = self.folder / EVALUATION
        return folder if folder.is_dir() else None

    @cached_property
    def evaluation_digest(self) -> str:
        """The hash of that part; empty if the autograder has none."""
        return digest_of(self.evaluation) if self.evaluation else ""

    @cached_property
    def zip_digest(self) -> str:
        """The hash of the zip that it came in; empty for a folder."""
        return hashlib.sha256(self.packed.read_bytes()).hexdigest() if self.packed else ""

    def pack(self, path: Path) -> None:
        """Write the zip that ``otter run`` takes."""
        with zipfile.ZipFile(path, "w") as archive:
            for file in sorted(self.folder.rglob("*")):
                if file.is_file():
                    name = file.relative_to(self.folder)
                    if name.parts[0] == PRIVATE:  # otter has no separate folder for them
                        name = Path("files", *name.parts[1:])
                    archive.write(file, name.as_posix())


@contextlib.contextmanager
def open_bundle(path: Path) -> Iterator[Bundle]:
    """Open the folder ``autograder/<lab>``, the zip made from it, or a zip that otter made.

    Raises:
        AuthorError: there is none, it is incomplete, or one of its settings is not supported.
    """
    if path.is_dir():
        yield _read(path, path.resolve().name, path)
    elif path.is_file() and zipfile.is_zipfile(path):
        with tempfile.TemporaryDirectory(prefix="torchgrade-") as folder:
            _unpack(path, Path(folder))
            yield replace(_read(Path(folder), path.stem, path), closed=(path,), packed=path)
    else:
        raise AuthorError(
            f"{path} is not an autograder: expected a folder or a zip made by `torchgrade build` "
            "or `otter assign`"
        )


def _unpack(path: Path, folder: Path) -> None:
    """Unpack an autograder, carefully: it is trusted, but may have been sent around."""
    try:
        with opened(path, follow=True) as stream, open_zip(stream, _MOST) as archive:
            list_zip(archive, _MOST)
            archive.extractall(folder)
    except UnsafeZipError as error:
        raise AuthorError(f"{path} {error}: make the zip again") from None
    except DAMAGED as error:
        raise AuthorError(f"{path} can't be unpacked ({error}): make it again") from None


def _read(folder: Path, name: str, where: Path) -> Bundle:
    """Read an opened autograder; messages name the path that the user knows."""
    if not (folder / MANIFEST).exists():
        if is_otter_bundle(folder):
            manifest, config, notes = read_otter_bundle(folder, name)
            bundle = Bundle(folder, manifest, config, foreign=True, notes=notes)
            return replace(bundle, inside=read_placement(folder, bundle.cases))
        if why := why_no_bundle(folder):
            raise AuthorError(f"{where} {why}")
    try:
        manifest = read_manifest(folder)
        bundle = Bundle(folder, manifest, read_json(folder / OTTER_CONFIG, dict[str, Any]))
    except FileNotFoundError as error:
        raise AuthorError(
            f"{where} is not complete: {Path(error.filename).name} is missing. "
            "`torchgrade build` makes it."
        ) from None
    except FormError as error:
        raise AuthorError(
            f"{where} was made by another torchgrade: build again ({error})"
        ) from None
    if wanted := manifest.inside:
        inside = tuple(case for case in bundle.cases if case[0] in wanted or "*" in wanted)
        bundle = replace(bundle, inside=inside)
    try:
        bundle.otter  # noqa: B018 - what can't be read shows here, before anything is graded
    except FormError as error:
        raise AuthorError(f"{where}, {OTTER_CONFIG}: {error}. Build again") from None
    try:
        bundle.signatures  # noqa: B018 - as above
    except FormError as error:
        again = "`torchgrade verify --signatures` writes them again, or delete the file"
        raise AuthorError(f"{error}: {again}") from None
    return bundle
