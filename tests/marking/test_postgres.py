"""Marks in PostgreSQL: each marker has a server, maybe on a machine of their own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.support.marking import Served
from tests.support.postgres import Postgres
from tools.written_class import COURSE, make_class
from torchgrade.errors import AuthorError
from torchgrade.marking.collected import collect
from torchgrade.marking.store import Store, Wanted
from torchgrade.marking.tables import Database

Serve = Callable[..., Served]
Q = "q12_strategies"


def marks_all(served: Served, name: str) -> dict[int, str]:
    """Mark one question as the page does, until nothing is left; returns the comments given."""
    given: dict[int, str] = {}
    after = 0
    for turn in range(1, 500):
        path = f"api/next?question={Q}&after={after}&given=&turn={turn}&as={name}"
        after = served.ask(path)[1]["id"]
        if not after:
            return given
        given[after] = f"{name} on {after}"
        status, found = served.mark(after, name, comment=given[after])
        assert status == 200, (name, found)
    raise AssertionError("there is no end to it")


def test_two_mark_at_once_each_with_a_server_of_their_own(
    out: Path, serve: Serve, own_postgres: Postgres
) -> None:
    make_class(out, 40, seed=3)
    url = own_postgres.new()
    one, other = (serve("--database", url, "--double", "30%", "--seed", "5") for _ in range(2))
    with ThreadPoolExecutor(2) as pool:
        ada = pool.submit(marks_all, one, "Ada")
        bea = pool.submit(marks_all, other, "Bea")
        given = {"Ada": ada.result(), "Bea": bea.result()}
    [question] = [q for q in one.ask("api/overview?as=x")[1]["questions"] if q["name"] == Q]
    assert set(given["Ada"]) | set(given["Bea"]) == set(question["order"])
    both = set(given["Ada"]) & set(given["Bea"])
    summaries = {a["id"]: a for a in other.ask("api/overview?as=x")[1]["answers"]}
    assert both == {n for n in question["order"] if summaries[n]["double"]}, "no other, by neither"
    for name, comments in given.items():
        for number, comment in comments.items():
            assert other.ask(f"api/answers/{number}?as={name}")[1]["own"]["comment"] == comment
    news = [served.ask("api/news?as=Cy&since=0")[1]["revision"] for served in (one, other)]
    assert news == [len(given["Ada"]) + len(given["Bea"])] * 2


def test_what_one_gives_the_other_hears(out: Path, serve: Serve, own_postgres: Postgres) -> None:
    url = own_postgres.new()
    one, other = (serve("--database", url, "--seed", "5") for _ in range(2))
    question = one.ask("api/overview?as=x")[1]["questions"][0]
    number = question["order"][0]
    one.ask(f"api/answers/{number}?as=Ada&here=1")
    news = other.ask("api/news?as=Bea&since=0")[1]
    assert news["people"] == [{"name": "Ada", "answer": number}]
    assert one.mark(number, "Ada", comment="mine")[0] == 200
    assert other.mark(number, "Bea", comment="hers")[0] == 409
    [told] = other.ask(f"api/news?as=Bea&since={news['revision']}")[1]["answers"]
    assert (told["id"], told["state"]) == (number, "marked")


def test_a_database_that_was_away_is_found_again(serve: Serve, own_postgres: Postgres) -> None:
    served = serve("--database", own_postgres.new(), "--seed", "5")
    number = served.ask("api/overview?as=x")[1]["questions"][0]["order"][0]
    own_postgres.stop()
    try:
        status, found = served.mark(number, "Ada")
        assert status == 503, found
        assert "can't be reached" in found["error"]
    finally:
        own_postgres.start()
    assert served.mark(number, "Ada")[0] == 200


def test_many_open_a_new_database_at_the_same_time(out: Path, own_postgres: Postgres) -> None:
    url, collected = own_postgres.new(), collect(out)

    def opens(_: int) -> tuple[str, int]:
        database = Database(url)
        try:
            store = Store(database, collected.manifest.lab)
            store.enter(collected.questions, {}, collected.groups)
            return store.seed, len(store.ids())
        finally:
            database.close()

    with ThreadPoolExecutor(6) as pool:
        found = set(pool.map(opens, range(6)))
    assert len(found) == 1
    assert found.pop()[1] == len(collected.groups)


def test_two_change_one_mark_at_the_same_time_and_one_is_told(
    out: Path, own_postgres: Postgres
) -> None:
    url, collected = own_postgres.new(), collect(out)
    databases = [Database(url) for _ in range(4)]
    stores = [Store(one, collected.manifest.lab, seed=1) for one in databases]
    for store in stores:
        store.enter(collected.questions, {}, collected.groups)
    number = min(stores[0].ids().values())

    def puts(place: int) -> str:
        try:
            return stores[place].put(number, "Ada", Wanted(0, True, comment=f"{place}")).comment
        except Exception as error:
            return type(error).__name__

    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(puts, range(4)))
    for one in databases:
        one.close()
    assert sorted(word for word in said if not word.isdigit()) == ["StaleError"] * 3


def test_the_command_writes_marks_into_grades(
    out: Path, serve: Serve, own_postgres: Postgres
) -> None:
    url = own_postgres.new()
    served = serve("--database", url, "--seed", "5")
    number = served.ask("api/overview?as=x")[1]["questions"][0]["order"][0]
    assert served.mark(number, "Ada", adjustment=-1)[0] == 200
    command = [sys.executable, "-m", "torchgrade", "mark", str(out), "--apply", "--database", url]
    done = subprocess.run(command, cwd=COURSE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Ada" in (out / "marks.csv").read_text("utf-8")


def test_a_driver_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    for url in ("postgresql://ann:secret@db/marks", "postgresql+psycopg://ann:secret@db/marks"):
        said = refusal(url)
        assert "psycopg, which is not installed: pip install 'torchgrade[postgres]'" in said
        assert "secret" not in said


def test_a_server_that_is_not_there_is_said_without_the_password() -> None:
    pytest.importorskip("psycopg")
    said = refusal("postgresql://ann:secret@127.0.0.1:1/marks")
    assert "can't be opened" in said
    assert "Connection refused" in said
    assert "secret" not in said


def refusal(url: str) -> str:
    with pytest.raises(AuthorError) as found:
        Database(url)
    return str(found.value)
