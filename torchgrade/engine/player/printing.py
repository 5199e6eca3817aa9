"""A notebook's print options, as far as a doctest in another process has to use them."""

from __future__ import annotations

import sys

import numpy
import torch

__all__ = ["printing"]

_SAID = ("legacy", "suppress", "override_repr")


def printing() -> tuple[str, bool, bool]:
    """Return NumPy's options `legacy` and `suppress`, and whether any other was changed."""
    try:
        options = _of_numpy()
        other = _rest(options) != _NUMPY or _of_torch() != _TORCH or _is_pandas_other()
        return str(options["legacy"] or ""), bool(options["suppress"]), other
    except Exception:  # the notebook's own doing
        return "", False, True


def _of_numpy() -> dict[str, object]:
    return dict(numpy.get_printoptions())


def _rest(options: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in options.items() if key not in _SAID}


def _of_torch() -> dict[str, object]:
    return dict(vars(torch._tensor_str.PRINT_OPTS))


_NUMPY, _TORCH = _rest(_of_numpy()), _of_torch()


def _is_pandas_other() -> bool:
    pandas = sys.modules.get("pandas")
    known = {} if pandas is None else pandas._config.config._registered_options
    return any(
        name.startswith("display.") and pandas.get_option(name) != option.defval  # type: ignore[union-attr]
        for name, option in known.items()
    )
