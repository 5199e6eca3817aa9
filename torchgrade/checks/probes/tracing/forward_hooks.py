"""Observe the forward passes of modules, whether by `layer(x)` or `layer.forward(x)`."""

from __future__ import annotations

import copy
import functools
import itertools
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import torch

__all__ = ["After", "Before", "hooked"]

Before = Callable[[str, torch.nn.Module, tuple[Any, ...], dict[str, Any]], None]
"""Called with a module's name, the module and the arguments, before it runs."""

After = Callable[[str, torch.nn.Module, tuple[Any, ...], dict[str, Any], Any], None]
"""Called with these and the result, after it has run."""

_numbers = itertools.count()


@contextmanager
def hooked(
    modules: Iterable[tuple[str, torch.nn.Module]],
    *,
    before: Before | None = None,
    after: After | None = None,
    always: bool = False,
) -> Iterator[None]:
    """Observe each forward pass of some modules, and of copies of them.

    `forward` itself is replaced, since a hook only sees `layer(x)`. It is replaced in the class,
    and the modules bear a mark: so a copy that a student's code makes meanwhile is seen as well,
    computes with its own weights, and is an ordinary module when all is over. A `forward` that is
    an attribute of the module itself is replaced there. `super().forward(x)` does not count as a
    pass.

    Args:
        modules: a name for each, and the module.
        before: is called before a pass.
        after: is called after it.
        always: `after` is also told of a pass that failed, with the result None.
    """
    mark = f"_hooked_{next(_numbers)}"
    hooks = _Hooks(mark, before, after, always)
    owners: dict[type, Any] = {}
    marked = list(modules)
    own = [module for _, module in marked if "forward" in vars(module)]
    try:
        for name, module in marked:
            vars(module)[mark] = name
            owner = _owner(type(module))
            if owner is not None and owner not in owners:
                owners[owner] = vars(owner)["forward"]
                owner.forward = _in_class(hooks, owner, owners[owner])  # type: ignore[attr-defined]
        for module in own:
            vars(module)["forward"] = _OwnForward(hooks, module, vars(module)["forward"])
        yield
    finally:
        hooks.mark = ""
        for module in own:
            if isinstance(vars(module).get("forward"), _OwnForward):
                vars(module)["forward"] = vars(module)["forward"].original
        for owner, original in owners.items():
            owner.forward = original  # type: ignore[attr-defined]
        for _, module in marked:
            vars(module).pop(mark, None)


class _Hooks:
    """The callbacks for passes, and the mark of their modules; no callbacks once it is over."""

    def __init__(self, mark: str, before: Before | None, after: After | None, always: bool) -> None:
        self.mark, self._before, self._after, self._always = mark, before, after, always

    def run(
        self, module: torch.nn.Module, forward: Callable[..., Any], args: Any, kwargs: Any
    ) -> Any:
        """Run a forward pass, and report it if the module bears the mark."""
        name = vars(module).get(self.mark) if self.mark else None
        if name is None:
            return forward(*args, **kwargs)
        out, has_run = None, False
        if self._before is not None:
            self._before(name, module, args, kwargs)
        try:
            out = forward(*args, **kwargs)
            has_run = True
        finally:
            if self._after is not None and (has_run or self._always):
                self._after(name, module, args, kwargs, out)
        return out


def _owner(cls: type) -> type | None:
    """Find the class whose `forward` the modules of a class run."""
    return next((base for base in cls.__mro__ if "forward" in vars(base)), None)


def _in_class(hooks: _Hooks, owner: type, original: Any) -> Callable[..., Any]:
    @functools.wraps(original)
    def forward(self: torch.nn.Module, *args: Any, **kwargs: Any) -> Any:
        bound = original.__get__(self, type(self))
        # Else it is asked for by a subclass's forward, or by that of the object itself.
        if _owner(type(self)) is not owner or "forward" in vars(self):
            return bound(*args, **kwargs)
        return hooks.run(self, bound, args, kwargs)

    return forward


class _OwnForward:
    """Stands in for a `forward` that is an attribute of one module; a copy, for the copy's."""

    def __init__(self, hooks: _Hooks, module: torch.nn.Module, original: Any) -> None:
        self._hooks, self._module, self.original = hooks, module, original

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._hooks.run(self._module, self.original, args, kwargs)

    def __deepcopy__(self, memo: dict[int, Any]) -> _OwnForward:
        module = copy.deepcopy(self._module, memo)
        return _OwnForward(self._hooks, module, copy.deepcopy(self.original, memo))
