"""A test case that runs beside the student's objects, by otter's own code, as in plain otter.

It does so in a copy of a snapshot that serves nothing else afterwards: the student's code is in the
same process, and could make it say anything.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType

__all__ = ["CaseRunner", "case_runner"]

CaseRunner = Callable[[str, str, str, dict[str, object]], tuple[bool, str]]


def case_runner() -> CaseRunner:
    """Return a function that runs a case with otter's own code, kept from before imports lose it.

    Called before a stand-in takes the place of the module `otter`. What is returned takes the kind
    of the case, the name of its test file, its code and the student's global names, and returns
    whether it passed, with otter's message.
    """
    from otter.test_files import ExceptionTestFile
    from otter.test_files.ok_test import run_doctest

    modules = {name: sys.modules[name] for name in sys.modules if _is_otters(name)}

    def run(kind: str, name: str, code: str, names: dict[str, object]) -> tuple[bool, str]:
        with _put_back(modules):
            if kind == "doctest":
                passed, text = run_doctest(name, code, names)
            else:
                test_file = ExceptionTestFile.from_string(code, path=f"tests/{name}.py")
                test_file.run(names)
                [result] = test_file.test_case_results
                return bool(result.passed), str(result.message)
        return passed, "✅ Test case passed" if passed else f"❌ Test case failed\n{text}"

    return run


def _is_otters(name: str) -> bool:
    return name == "otter" or name.startswith("otter.")


@contextmanager
def _put_back(modules: dict[str, ModuleType]) -> Iterator[None]:
    """Have imports of a test find the real otter."""
    before = {name: sys.modules.pop(name) for name in list(sys.modules) if _is_otters(name)}
    sys.modules.update(modules)
    try:
        yield
    finally:
        for name in modules:
            sys.modules.pop(name, None)
        sys.modules.update(before)
