"""Test cases that run beside the student's objects, by otter's own code, as in plain otter.

Each runs in a copy of a snapshot that serves nothing else afterwards: the student's code is in the
same process, and could forge any verdict.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType

from torchgrade.engine.player.out_of_reach import OTTER, modules_below, names_of_otter

__all__ = ["CaseRunner", "case_runner"]

CaseRunner = Callable[[str, str, str, str, dict[str, object]], tuple[bool, str]]


class _File:
    """What the cases of one test file share: its global names, which each case may change."""

    def __init__(self) -> None:
        self.names: dict[str, object] = {}
        self._done = set[str]()  # statements that ran with an earlier case

    def define(self, code: str, path: str, is_case: Callable[[object], bool]) -> list[object]:
        """Run the code of a case, except what has run before; return the cases it defines."""
        tree = ast.parse(code)
        texts = {id(node): ast.dump(node) for node in tree.body}
        tree.body = [node for node in tree.body if texts[id(node)] not in self._done]
        before = {id(value) for value in self.names.values()}
        known = list(self.names.values())  # so that no id() is reused
        exec(compile(tree, path, "exec"), self.names)
        made = [v for v in self.names.values() if is_case(v) and id(v) not in before]
        del known
        again = {name for name, value in self.names.items() if is_case(value)}
        for node in tree.body:
            bound = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
            if not (bound | {getattr(node, "name", "")}) & again:
                self._done.add(texts[id(node)])
        return made


def case_runner() -> CaseRunner:
    """Return a function that runs a case with otter's own code, saved before `otter` is replaced.

    Call it before a stand-in replaces the module `otter`. The function takes the kind of the case,
    the name of its test file, its code, its own name in that file and the student's global names,
    and returns whether the case passed, with otter's message.
    """
    from otter.test_files import ExceptionTestFile
    from otter.test_files.exception_test import test_case
    from otter.test_files.ok_test import run_doctest

    modules = {name: sys.modules[name] for name in names_of_otter()}
    files: dict[str, _File] = {}

    def run(
        kind: str, name: str, code: str, case: str, names: dict[str, object]
    ) -> tuple[bool, str]:
        with _put_back(modules):
            if kind == "doctest":
                passed, text = run_doctest(name, code, names)
                return passed, "✅ Test case passed" if passed else f"❌ Test case failed\n{text}"
            file, path = files.setdefault(name, _File()), f"tests/{name}.py"
            made = file.define(code, path, lambda value: isinstance(value, test_case))
            test = file.names[case] if case else made[0] if len(made) == 1 else None
            if not isinstance(test, test_case):
                raise LookupError(f"the test file {name} has no such case to run here")
            test_file = ExceptionTestFile(name, path, [test.to_dataclass()])
            test_file.source = code
            test_file.run(names)
            [result] = test_file.test_case_results
            return bool(result.passed), str(result.message)

    return run


@contextmanager
def _put_back(modules: dict[str, ModuleType]) -> Iterator[None]:
    """Make a test's imports find the real otter."""
    before = {name: sys.modules.pop(name) for name in modules_below(OTTER)}
    sys.modules.update(modules)
    try:
        yield
    finally:
        for name in modules:
            sys.modules.pop(name, None)
        sys.modules.update(before)
