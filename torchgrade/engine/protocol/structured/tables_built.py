"""Rebuilds pandas objects from their parts, which are untrusted.

Each part is checked to have exactly the expected type before pandas gets it; nothing here names
code. pandas' own exceptions pass through. pandas is imported when first needed.
"""

from __future__ import annotations

import datetime
import importlib
import re
from collections.abc import Callable
from typing import Any

import numpy

from torchgrade.engine.protocol.structured.tables_apart import MOST_DATES

__all__ = ["built_of"]

_FREQUENCY = re.compile(r"[A-Za-z0-9+-]{1,32}")
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+-]{0,31}(/[A-Za-z0-9_+-]{1,32}){0,2}")
_CLOSED = ("left", "right", "both", "neither")


def built_of(kind: str, parts: list[Any]) -> object:
    """Build the object with these parts.

    Raises:
        Exception: of any kind; there is no such object.
    """
    build = _BUILDERS[kind]
    return build(importlib.import_module("pandas"), *parts)


def _frame(pandas: Any, index: Any, columns: Any, data: Any) -> Any:
    _is(index, pandas.Index)
    _is(columns, pandas.Index)
    if type(data) is numpy.ndarray:
        _fits(data, len(index), len(columns))
        return pandas.DataFrame(data, index, columns, dtype=data.dtype, copy=False)
    if len(_a(data, list)) != len(columns):
        raise ValueError("not as many columns as names")
    made = [_series(pandas, index, values, None) for values in data]
    frame = pandas.DataFrame(dict(enumerate(made)), index=index)
    frame.columns = columns
    return frame


def _series(pandas: Any, index: Any, values: Any, name: Any) -> Any:
    _is(index, pandas.Index)
    _fits(_column(pandas, values), len(index))
    return pandas.Series(values, index, dtype=values.dtype, name=name, copy=False)


def _index(pandas: Any, values: Any, name: Any, frequency: Any) -> Any:
    _fits(_column(pandas, values), len(values))
    index = pandas.Index(values, dtype=values.dtype, name=name, copy=False)
    if frequency is not None:
        if len(index) > MOST_DATES:
            raise ValueError("too many dates to look at each")
        index.freq = _text(frequency, _FREQUENCY)
    return index


def _range(pandas: Any, start: Any, stop: Any, step: Any, name: Any) -> Any:
    numbers = range(_a(start, int), _a(stop, int), _a(step, int))
    len(numbers)  # no more than can be counted
    return pandas.RangeIndex(numbers, name=name)


def _multi(pandas: Any, levels: Any, codes: Any, names: Any) -> Any:
    if not len(_a(levels, list)) == len(_a(codes, list)) == len(_a(names, list)) > 0:
        raise ValueError("not as many levels as names")
    for level, code in zip(levels, codes, strict=True):
        _fits(_a(code, numpy.ndarray), len(codes[0]))
        if not _is(level, pandas.Index).is_unique or code.dtype.kind != "i":
            raise ValueError("not a level")
        if len(code) and not -1 <= code.min() <= code.max() < len(level):
            raise ValueError("a code of no label")
    return pandas.MultiIndex(levels=levels, codes=codes, names=names, verify_integrity=False)


def _categorical(pandas: Any, codes: Any, categories: Any, ordered: Any) -> Any:
    _fits(_a(codes, numpy.ndarray), len(codes))
    _is(categories, pandas.Index)
    return pandas.Categorical.from_codes(codes, categories=categories, ordered=_a(ordered, bool))


def _masked(pandas: Any, values: Any, mask: Any) -> Any:
    arrays = pandas.arrays
    kinds = {"b": arrays.BooleanArray, "f": arrays.FloatingArray}
    for part in (values, mask):
        _fits(_a(part, numpy.ndarray), len(values))
    return kinds.get(values.dtype.kind, arrays.IntegerArray)(values, mask)


def _string(pandas: Any, storage: Any, with_nan: Any, values: Any) -> Any:
    if storage not in ("python", "pyarrow") or _a(values, numpy.ndarray).dtype != object:
        raise ValueError("not texts")
    said = {"na_value": numpy.nan} if _a(with_nan, bool) else {}
    return pandas.array(values, dtype=pandas.StringDtype(storage, **said))


def _moments(pandas: Any, values: Any, zone: Any) -> Any:
    _fits(_a(values, numpy.ndarray), len(values))
    if values.dtype.kind != "M":
        raise ValueError("not dates")
    made = pandas.DatetimeIndex(values)
    return (made if zone is None else made.tz_localize("UTC").tz_convert(_zone(zone))).array


def _periods(pandas: Any, values: Any, frequency: Any) -> Any:
    _fits(_a(values, numpy.ndarray), len(values))
    return pandas.arrays.PeriodArray(values, dtype=_period_dtype(pandas, frequency))


def _intervals(pandas: Any, left: Any, right: Any, closed: Any) -> Any:
    _is(left, pandas.Index)
    _is(right, pandas.Index)
    return pandas.arrays.IntervalArray.from_arrays(left, right, closed=_closed(closed))


def _timestamp(pandas: Any, moment: Any, zone: Any) -> Any:
    made = pandas.Timestamp(_a(moment, numpy.datetime64))
    return made if zone is None else made.tz_localize("UTC").tz_convert(_zone(zone))


def _period(pandas: Any, ordinal: Any, frequency: Any) -> Any:
    freq = _period_dtype(pandas, frequency).freq
    return pandas.Period(ordinal=_a(ordinal, int), freq=freq)


_BUILDERS: dict[str, Callable[..., object]] = {
    "frame": _frame,
    "series": _series,
    "index": _index,
    "range": _range,
    "multi": _multi,
    "categorical": _categorical,
    "masked": _masked,
    "string": _string,
    "moments": _moments,
    "periods": _periods,
    "intervals": _intervals,
    "timestamp": _timestamp,
    "timedelta": lambda pandas, value: pandas.Timedelta(_a(value, numpy.timedelta64)),
    "period": _period,
    "interval": lambda pandas, left, right, closed: pandas.Interval(left, right, _closed(closed)),
    "NaT": lambda pandas: pandas.NaT,
    "NA": lambda pandas: pandas.NA,
}


def _a(value: Any, cls: type) -> Any:
    if type(value) is not cls:
        raise TypeError(f"not of the class {cls.__name__}")
    return value


def _is(value: Any, cls: type) -> Any:
    if not isinstance(value, cls):
        raise TypeError(f"no {cls.__name__}")
    return value


def _fits(values: Any, *shape: int) -> None:
    if values.shape != shape:
        raise ValueError("not of the shape")


def _column(pandas: Any, values: Any) -> Any:
    """Return values that a column or an index may have."""
    if type(values) is not numpy.ndarray:
        _is(values, pandas.api.extensions.ExtensionArray)
    return values


def _text(value: Any, known: re.Pattern[str]) -> str:
    if not known.fullmatch(_a(value, str)):
        raise ValueError("not a name that is known")
    return str(value)


def _closed(value: Any) -> str:
    if value not in _CLOSED:
        raise ValueError("no side of an interval")
    return str(value)


def _period_dtype(pandas: Any, frequency: Any) -> Any:
    return pandas.PeriodDtype(_text(frequency, _FREQUENCY))


def _zone(zone: Any) -> Any:
    if type(zone) is int:
        return datetime.timezone(datetime.timedelta(seconds=zone))
    return _text(zone, _ZONE)
