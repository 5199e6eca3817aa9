"""A contract for import-linter: some modules only import what is on an allow-list."""

from __future__ import annotations

import sys

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output

__all__ = ["AllowListContract"]


class AllowListContract(Contract):
    """The sources import only listed modules, directly or indirectly.

    A listed module includes those below it. Python's own modules need not be listed.
    """

    type_name = "allow_list"

    source_modules = fields.ListField(subfield=fields.StringField())
    allowed_modules = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: D102
        allowed = (*self.source_modules, *self.allowed_modules)

        def is_allowed(module: str) -> bool:
            known = module in sys.stdlib_module_names
            return known or any(module == name or module.startswith(f"{name}.") for name in allowed)

        waiting = [m for source in self.source_modules for m in self._below(graph, source)]
        seen, strangers = set(waiting), []
        while waiting:
            importer = waiting.pop()
            for imported in sorted(graph.find_modules_directly_imported_by(importer)):
                if not is_allowed(imported):
                    strangers.append(f"{importer} -> {imported}")
                elif imported not in seen:
                    seen.add(imported)
                    waiting.append(imported)
        unused = [name for name in self.allowed_modules if not seen & self._below(graph, name)]
        return ContractCheck(
            kept=not strangers and not unused, metadata={"strangers": strangers, "unused": unused}
        )

    def render_broken_contract(self, check: ContractCheck) -> None:  # noqa: D102
        for text in check.metadata["strangers"]:
            output.print_error(f"- {text}: not on the list")
        for name in check.metadata["unused"]:
            output.print_error(f"- {name}: on the list, and imported by none")

    @staticmethod
    def _below(graph: ImportGraph, module: str) -> set[str]:
        ours = module in graph.modules and not graph.is_module_squashed(module)
        return {module, *(graph.find_descendants(module) if ours else ())}
