"""Tables of pandas' own, and arrays of objects, of every kind that crosses by value."""

from __future__ import annotations

import datetime
import decimal
from typing import Any

import numpy
import pandas  # type: ignore[import-untyped]

DAYS = pandas.date_range("2024-01-01", periods=4, freq="D", name="day")
_HALF_PAST = datetime.timezone(datetime.timedelta(hours=5.5))

MIXED = pandas.DataFrame(
    {
        "integers": [1, 2, 3, 4],
        "floats": [0.5, numpy.nan, -0.0, numpy.inf],
        "texts": ["x", None, "é", ""],
        "objects": pandas.Series(["x", None, numpy.nan, "\ud800"], dtype=object, index=DAYS),
        "mixture": pandas.Series([1, "a", (2, [3]), {"k": b"v"}], index=DAYS),
        "days": DAYS,
        "zones": DAYS.tz_localize("Europe/Berlin"),
        "spans": DAYS - DAYS[0],
        "months": pandas.period_range("2024", periods=4, freq="M"),
        "bins": pandas.cut([1, 2, 3, 4], 2),
        "sizes": pandas.Categorical(["S", "L", "S", None], ["S", "M", "L"], ordered=True),
        "counts": pandas.array([1, None, 2**62, -1], dtype="Int64"),
        "small": pandas.array([1, None, 3, 4], dtype="UInt8"),
        "ratios": pandas.array([0.5, None, 1, 2], dtype="Float32"),
        "flags": pandas.array([True, None, False, True], dtype="boolean"),
        "names": pandas.array(["a", None, "b", "ü"], dtype="string"),
        ("a", 1): numpy.array([1, 2, 3, 4], "int8"),
    },
    index=DAYS,
)
_PAIRS = pandas.MultiIndex.from_product([["a", "b"], [1, 2]], names=["letter", None])

FRAMES = [
    MIXED,
    pandas.DataFrame(numpy.arange(12.0).reshape(3, 4)),
    pandas.DataFrame(numpy.arange(12).reshape(4, 3).T, columns=list("abcd")),
    pandas.DataFrame([["a", 1], ["b", None]], dtype=object),
    pandas.DataFrame([[1, "a", 2.0]], columns=["same", "same", None]),
    pandas.DataFrame(),
    pandas.DataFrame(index=range(3)),
    pandas.DataFrame(columns=["a", "b"]),
    pandas.DataFrame({"v": range(4)}, index=_PAIRS),
    pandas.DataFrame(numpy.ones((1, 4), "f4"), columns=_PAIRS),
    MIXED[["integers", "texts"]].describe(include="all"),
    MIXED.groupby("sizes", observed=False).agg({"integers": ["mean", "sum"]}),
]

SERIES = [
    *(pandas.Series([1, 2], name=("a", 1)), pandas.Series(dtype=object), pandas.Series([True])),
    *(pandas.Series([1.5], index=["row"]), pandas.Series(list("abca")).value_counts()),
    pandas.Series([datetime.date(2024, 1, 1), decimal.Decimal(1), 1j]),
    pandas.Series(pandas.to_datetime(["2024-01-01 12:00"]).tz_localize(_HALF_PAST)),
    pandas.Series([1, 2], index=pandas.CategoricalIndex(["a", "b"])),
    pandas.Series([numpy.arange(2), numpy.arange(2)]),
    pandas.Series([pandas.Timestamp("2024"), pandas.NA, pandas.NaT], dtype=object),
    pandas.Series([1, 2, 3]).groupby([1, 1, 2]).apply(list),
]

VALUES = [
    *(pandas.Timestamp("2024-01-02 03:04:05.123456789"), pandas.Timestamp("2024", tz="Asia/Tokyo")),
    *(pandas.Timedelta(3, "s"), pandas.NaT, pandas.NA, pandas.Period("2024-01", "M")),
    *(pandas.Interval(1, 2, "left"), pandas.Interval(DAYS[0], DAYS[1])),
    *(pandas.RangeIndex(2, 20, 3, name="r"), pandas.Index(["a"]), pandas.Index([1, "a"], name="z")),
    *(DAYS, _PAIRS, DAYS - DAYS[0], pandas.interval_range(0, 3), pandas.Index([0.5, 1])),
    *(MIXED["sizes"].array, MIXED["counts"].array, MIXED["months"].array),
]

ARRAYS = [
    numpy.array([[1, "a"], [None, b"x"]], dtype=object),
    numpy.array([["a", None], ["x" * 5000, numpy.nan]], dtype=object),
    *(numpy.array([], dtype=object), numpy.array("a", dtype=object), numpy.empty((2, 0), object)),
    numpy.array([{"k": [1]}, (2,)], dtype=object),
]

TABLES: list[Any] = [*FRAMES, *SERIES, *VALUES, *ARRAYS]
