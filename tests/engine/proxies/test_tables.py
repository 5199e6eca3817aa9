"""Tests of tables read as they do in a notebook: frames and series are values on both sides."""

from __future__ import annotations

from tests.support.tiny import Play

CELLS = [
    """
    import numpy as np
    import pandas as pd

    sales = pd.DataFrame({
        "shop": pd.Categorical(["a", "b", "a"]),
        "day": pd.to_datetime(["2024-01-01", "2024-01-02", None]),
        "sold": pd.array([1, None, 3], dtype="Int64"),
        "note": ["x", None, "é"],
        "open": [True, False, True],
    })

    def total(frame):
        return frame.groupby("shop", observed=True)["sold"].sum()

    def pivot(frame):
        return frame.pivot_table(index="shop", values="open", aggfunc=["mean", "sum"],
                                 observed=True)

    def first(frame):
        return frame["day"].iloc[0], frame["note"].to_numpy(dtype=object), frame.iloc[0]

    def add(frame):
        frame["twice"] = frame["n"] * 2
        frame.loc[0, "n"] = 100
        return frame

    class Table(pd.DataFrame):
        def equals(self, other):
            return True

    forged = Table({"n": [0]})
    class Note:
        pass
    notes = pd.DataFrame({"n": [Note()]})
    """
]


def test_a_native_test_compares_a_students_tables_as_pandas_does(play: Play) -> None:
    assert not play(
        CELLS,
        """
        def test_frame(sales):
            import pandas as pd
            assert type(sales) is pd.DataFrame and list(sales) == [
                "shop", "day", "sold", "note", "open"]
            assert sales["open"].sum() == 2 and sales["note"].isna().tolist() == [0, 1, 0]
            assert [str(d) for d in sales.dtypes[["shop", "sold", "open"]]] == [
                "category", "Int64", "bool"]
            assert sales.loc[sales["open"], "shop"].tolist() == ["a", "a"]
            assert sales["day"].dt.year.iloc[1] == 2024 and sales["day"].iloc[2] is pd.NaT

        def test_results(total, pivot, sales):
            import pandas as pd
            index = pd.CategoricalIndex(["a", "b"], name="shop")
            right = pd.Series([4, 0], index=index, name="sold", dtype="Int64")
            pd.testing.assert_series_equal(total(sales), right)
            found = pivot(sales)
            assert found.columns.tolist() == [("mean", "open"), ("sum", "open")]
            assert found.to_numpy().tolist() == [[1, 2], [0, 0]]

        def test_parts(first, sales):
            import numpy as np, pandas as pd
            day, notes, row = first(sales)
            assert day == pd.Timestamp("2024-01-01") and day.day_name() == "Monday"
            assert type(notes) is np.ndarray and notes[2] == "é"
            assert row["shop"] == "a" and row["sold"] == 1

        def test_handed_over(total):
            import pandas as pd
            frame = pd.DataFrame({"shop": ["u", "v", "u"], "sold": [1, 2, 3]},
                                 index=pd.date_range("2024", periods=3))
            assert total(frame).to_dict() == {"u": 4, "v": 2}
        """,
    ).failed


def test_a_change_of_a_frame_is_felt_only_where_it_is_asked_for(play: Play) -> None:
    copied = """
        def test_copy(add):
            import pandas as pd
            frame = pd.DataFrame({"n": [1, 2]})
            assert add(frame)["twice"].tolist() == [2, 4]
            assert frame.to_dict("list") == {"n": [1, 2]}
    """
    written = """
        def test_in_place(add):
            import pandas as pd
            frame = pd.DataFrame({"n": [1, 2]})
            add(frame)
            assert frame.to_dict("list") == {"n": [100, 2], "twice": [2, 4]}
    """
    assert not play(CELLS, copied).failed
    assert play(CELLS, written).failed
    assert not play(CELLS, written, in_place=("*",)).failed


def test_a_table_with_ideas_of_its_own_is_not_believed(play: Play) -> None:
    played = play(
        CELLS,
        """
        def test_equals(forged):
            import pandas as pd
            assert pd.DataFrame({"n": [7]}).equals(forged)

        def test_holds_an_object(notes):
            assert notes["n"].tolist() == [1]
        """,
    )
    assert [text.partition(":")[0] for text in played.failed] == ["q1 - 1", "q1 - 2"]
