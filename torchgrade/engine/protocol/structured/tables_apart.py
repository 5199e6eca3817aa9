"""Takes pandas objects apart into plain values; `tables_built` rebuilds them.

Only exactly the classes below are taken apart: a subclass may behave differently, and an array of
another package's kind (sparse, Arrow, geometry) is not plain data. pandas is not imported here:
unless somebody has imported it, no object is one of pandas.
"""

from __future__ import annotations

import datetime
import functools
import sys
from collections.abc import Callable
from typing import Any

import numpy

__all__ = ["MOST_DATES", "is_of_pandas", "is_table", "parts_of"]

MOST_DATES = 2**18
"""Most dates of an index with a frequency, as each of them is examined."""

_Parts = list[object]


def parts_of(value: object) -> _Parts | None:
    """Return the name of its kind and the values that make it; None if it does not cross.

    The values may be plain, pandas objects, or neither: a column may contain anything.
    """
    take = _known().get(type(value))
    try:
        return None if take is None else take(value)
    except Exception:  # a part that is not plain data
        return None


def is_of_pandas(cls: type) -> bool:
    """Return whether this is exactly one of the classes that are taken apart."""
    return cls in _known()


def is_table(value: object) -> bool:
    """Return whether this is a frame or a series of pandas itself."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and type(value) in (pandas.DataFrame, pandas.Series)


def _known() -> dict[type, Callable[[Any], _Parts]]:
    pandas = sys.modules.get("pandas")
    try:
        return {} if pandas is None else _takers(pandas)
    except Exception:  # a notebook's own "pandas"
        return {}


@functools.cache
def _takers(pandas: Any) -> dict[type, Callable[[Any], _Parts]]:
    arrays = pandas.arrays
    masked = arrays.BooleanArray, arrays.IntegerArray, arrays.FloatingArray
    strings = type(pandas.array([], dtype="string")), type(pandas.array([], dtype="str"))
    dated = pandas.DatetimeIndex, pandas.TimedeltaIndex
    plain = pandas.Index, pandas.PeriodIndex, pandas.CategoricalIndex, pandas.IntervalIndex
    return {
        pandas.DataFrame: _frame,
        pandas.Series: lambda v: [*_flagged("series", v), v.index, _values(v), v.name],
        pandas.RangeIndex: lambda v: ["range", v.start, v.stop, v.step, v.name],
        pandas.MultiIndex: lambda v: ["multi", list(v.levels), list(v.codes), list(v.names)],
        **dict.fromkeys(plain, lambda v: ["index", _values(v), v.name, None]),
        **dict.fromkeys(dated, lambda v: ["index", _values(v), v.name, _frequency(v)]),
        **dict.fromkeys(masked, _masked),
        **dict.fromkeys(strings, _string),
        pandas.Categorical: lambda v: ["categorical", v.codes, v.categories, v.ordered],
        arrays.DatetimeArray: lambda v: ["moments", v.asi8.view(f"M8[{v.unit}]"), _zone(v.tz)],
        arrays.PeriodArray: lambda v: ["periods", v.asi8, v.freqstr],
        arrays.IntervalArray: lambda v: ["intervals", v.left, v.right, v.closed],
        pandas.Timestamp: lambda v: ["timestamp", v.asm8, _zone(v.tz)],
        pandas.Timedelta: lambda v: ["timedelta", v.asm8],
        pandas.Period: lambda v: ["period", v.ordinal, v.freqstr],
        pandas.Interval: lambda v: ["interval", v.left, v.right, v.closed],
        type(pandas.NaT): lambda v: ["NaT"],
        type(pandas.NA): lambda v: ["NA"],
    }


class _StaysError(Exception):
    """Something in a value is not plain data."""


def _flagged(kind: str, value: Any) -> _Parts:
    """Begin a frame or series; one with more information than its data stays."""
    if value.attrs or not value.flags.allows_duplicate_labels:
        raise _StaysError
    return [kind]


def _frame(value: Any) -> _Parts:
    """Take columns of one dtype as one array, in its memory order, and others one by one."""
    parts = [*_flagged("frame", value), value.index, value.columns]
    dtypes = set(value.dtypes)
    if len(dtypes) == 1 and isinstance(next(iter(dtypes)), numpy.dtype):
        return [*parts, value.to_numpy()]
    return [*parts, [_values(value.iloc[:, i]) for i in range(value.shape[1])]]


def _values(value: Any) -> object:
    return value.to_numpy() if isinstance(value.dtype, numpy.dtype) else value.array


def _frequency(index: Any) -> str | None:
    if index.freq is None:
        return None
    if len(index) > MOST_DATES:
        raise _StaysError
    return str(index.freqstr)


def _masked(value: Any) -> _Parts:
    kind = value.dtype.numpy_dtype
    mask = numpy.asarray(value.isna())
    return ["masked", value.to_numpy(dtype=kind, na_value=kind.type(0)), mask]


def _string(value: Any) -> _Parts:
    missing = value.dtype.na_value
    with_nan = isinstance(missing, float)
    return ["string", value.dtype.storage, with_nan, value.to_numpy(dtype=object, na_value=None)]


def _zone(zone: object) -> str | int | None:
    """Name a time zone, or return the seconds of a fixed offset."""
    if zone is None:
        return None
    if type(zone) is datetime.timezone:
        return round(zone.utcoffset(None).total_seconds())
    if type(zone).__module__.partition(".")[0] not in ("zoneinfo", "pytz"):
        raise _StaysError
    name = getattr(zone, "key", None) or getattr(zone, "zone", None)
    if type(name) is not str:
        raise _StaysError
    return name
