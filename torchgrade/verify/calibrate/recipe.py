"""How a lab's reference is trained: its ``calibrate.py``, and the definitions that it uses."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from torchgrade.authoring.outline import Outline
from torchgrade.course import Lab
from torchgrade.errors import AuthorError
from torchgrade.verify.cache import digest
from torchgrade.verify.calibrate.solution import (
    attributes,
    needed,
    used_names,
    without_comments,
)
from torchgrade.verify.calibrate.support import support_modules, used_part

__all__ = ["REFERENCE", "Recipe", "read_recipe"]

REFERENCE = "reference"
_ARGUMENTS = ["solution", "dataset", "seed", "variant", "device", "step"]


@dataclass(frozen=True)
class Recipe:
    """The code that trains a lab's networks.

    Args:
        where: the path of calibrate.py, as messages show it.
        code: its text.
        definitions: the code of ``solution``.
        support: name -> text of the modules beside the notebook that both import.
        variants: name -> description. The reference comes first; the others are known to be bad.
        digest: the hash of the code that runs, without comments and unused parts of these modules:
            trainings with the same digest can be compared.
        gpu: the data sets on which trainings need a GPU.
    """

    where: str
    code: str
    definitions: str
    support: tuple[tuple[str, str], ...]
    variants: Mapping[str, str]
    digest: str
    gpu: tuple[str, ...] = ()


def read_recipe(lab: Lab, outline: Outline) -> Recipe:
    """Read the recipe of a lab without running anything.

    Raises:
        AuthorError: there is none, or it does not have the form that docs/thresholds.md describes.
    """
    path = lab.calibrate
    where = path.relative_to(lab.course).as_posix()
    try:
        code = path.read_text(encoding="utf-8")
        tree = ast.parse(code)
    except FileNotFoundError:
        raise AuthorError(
            f"{where} is missing: it says how the reference of {lab.name} is trained "
            "(docs/thresholds.md)"
        ) from None
    except (SyntaxError, UnicodeDecodeError) as error:
        raise AuthorError(f"{where} is not Python: {error}") from None
    variants = _variants(tree, where)
    _check_train(tree, where)
    uses = attributes(tree, "solution")
    definitions = needed(outline, uses, [name for name, is_set in uses.items() if is_set])
    trees = tree, ast.parse(definitions)
    support = tuple(support_modules(lab, trees))
    mentioned = set(uses).union(*map(used_names, trees))
    parts = [used_part(name, text, trees, mentioned) for name, text in support]
    runs, gpu = _without_gpu(tree, code, where)
    made_from = digest([without_comments(text) for text in [runs, definitions, *parts]])
    return Recipe(where, code, definitions, support, variants, made_from, gpu)


def _without_gpu(tree: ast.Module, code: str, where: str) -> tuple[str, tuple[str, ...]]:
    """Return the code without ``GPU = (...)``, which only decides where it runs, and its value."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "GPU":
            try:
                value = ast.literal_eval(node.value)
            except ValueError:
                value = None
            if not isinstance(value, tuple) or not all(isinstance(one, str) for one in value):
                raise AuthorError(
                    f'{where}: expected GPU, a literal tuple of data sets, such as ("cifar10",)'
                )
            lines = code.splitlines(keepends=True)
            del lines[node.lineno - 1 : node.end_lineno]
            return "".join(lines), value
    return code, ()


def _variants(tree: ast.Module, where: str) -> dict[str, str]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == "VARIANTS" for target in node.targets
        ):
            try:
                value = ast.literal_eval(node.value)
            except ValueError:
                value = None
            if (
                isinstance(value, dict)
                and next(iter(value), None) == REFERENCE
                and all(isinstance(text, str) for pair in value.items() for text in pair)
            ):
                return value
            break
    raise AuthorError(
        f"{where}: expected VARIANTS, a literal dict from names to what they are, with "
        f"{REFERENCE!r} first"
    )


def _check_train(tree: ast.Module, where: str) -> None:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == "train":
            names = [argument.arg for argument in node.args.args]
            if names == _ARGUMENTS:
                return
            raise AuthorError(
                f"{where}: expected train({', '.join(_ARGUMENTS)}), got train({', '.join(names)})"
            )
    raise AuthorError(f"{where}: expected a function train({', '.join(_ARGUMENTS)}), found none")
