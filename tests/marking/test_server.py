"""The page's server, as it is started by the command: who may ask, and what comes back."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.marking import Served
from tests.support.markup import markup_faults
from torchgrade import results
from torchgrade.marking.collected import collect
from torchgrade.records import WrittenAnswer, WrittenCell

Serve = Callable[..., Served]
Q = "q12_strategies"
EVIL = "<img src=x onerror=alert(1)><script>alert(2)</script>"


@pytest.fixture
def served(serve: Serve) -> Served:
    return serve("--seed", "1")


def overview(served: Served, marker: str = "Ada") -> Any:
    status, found = served.ask(f"api/overview?as={marker}")
    assert status == 200, found
    return found


def first(served: Served) -> int:
    [question] = [one for one in overview(served)["questions"] if one["name"] == Q]
    return int(question["order"][-1])


def test_who_has_no_token_gets_nothing(served: Served) -> None:
    for path in ("api/overview?as=x", "api/answers/1", "api/news", "api/agreement", "nothing"):
        for token in ("", "wrong", f"{served.token}x"):
            status, found = served.ask(path, x_marking_token=token)
            assert (status, "token" in found) == (403, True), path
    assert served.ask("")[0] == served.ask("?token=wrong")[0] == 403
    status, page = served.ask(f"?token={served.token}", x_marking_token="")
    assert status == 200
    assert "Marking" in page
    assert served.token not in page
    assert served.mark(first(served), "Ada", settles=False)[0] == 200
    status, _ = served.ask("api/apply", "POST", {}, x_marking_token="")
    assert status == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 421),
        ({"Host": "evil.example:{port}"}, 421),
        ({"Host": "127.0.0.1.evil.example"}, 421),
        ({"Host": "localhost:9999"}, 200),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
        ({"Origin": "https://127.0.0.1:{port}"}, 403),
        ({"Origin": "http://127.0.0.1:{port}"}, 200),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "same-site"}, 403),
        ({"Sec_Fetch_Site": "same-origin"}, 200),
    ],
)
def test_other_hosts_and_other_sites_are_refused(
    untouched: Served, headers: dict[str, str], status: int
) -> None:
    """By name: DNS rebinding; by origin: a form or a script of a page that is open elsewhere."""
    named = {key: value.format(port=untouched.port) for key, value in headers.items()}
    assert untouched.ask("api/overview?as=x", **named)[0] == status
    if "Host" in headers:
        assert untouched.ask(f"?token={untouched.token}", **named)[0] == status


def test_a_form_of_another_site_marks_nothing(untouched: Served) -> None:
    """What a browser sends without asking first has no header of ours, and is no PUT."""
    number = first(untouched)
    status, _ = untouched.ask(f"api/answers/{number}", "POST", {"done": True})
    assert status == 405
    status, _ = untouched.ask(
        "api/apply", "POST", {}, x_marking_token="", content_type="text/plain"
    )
    assert status == 403
    assert overview(untouched)["revision"] == 0


def test_it_listens_on_this_machine_alone(untouched: Served) -> None:
    address = socket.gethostbyname(socket.gethostname())
    if address.startswith("127."):
        pytest.skip("this machine has no other address")
    with pytest.raises(OSError, match=r"refused|unreachable"):
        socket.create_connection((address, untouched.port), timeout=5).close()


def test_what_a_browser_may_do_is_in_each_answer(untouched: Served) -> None:
    import urllib.request

    with urllib.request.urlopen(untouched.address) as answer:
        headers, page = answer.headers, answer.read().decode()
    policy = headers["content-security-policy"]
    for part in ("default-src 'none'", "img-src data:", "connect-src 'self'", "base-uri 'none'"):
        assert part in policy
    [script] = re.findall(r"script-src ([^;]+);", policy)
    assert re.fullmatch(r"'sha256-[\w+/=]+'", script)
    assert "frame-ancestors 'none'" in policy
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", page), "nothing from elsewhere"


def test_hostile_html_stays_text(out: Path, serve: Serve) -> None:
    collected = collect(out)
    grade = collected.grades[0]
    cells = (WrittenCell(74, "markdown", f"{EVIL}\n\n**b**"), WrittenCell(75, "code", EVIL))
    answers = (WrittenAnswer(Q, cells), WrittenAnswer("q14_curve"))
    results.write_written(grade, answers, collected.folder(grade))
    served = serve()
    for number in next(q for q in overview(served)["questions"] if q["name"] == Q)["order"]:
        for cell in served.ask(f"api/answers/{number}?as=Ada")[1]["cells"]:
            assert markup_faults(cell["html"]) == []
    found = [served.ask(f"api/answers/{n}?as=Ada")[1] for n in range(1, 19)]
    assert any("&lt;script&gt;" in c["html"] for one in found for c in one.get("cells", ()))


def test_of_a_giant_answer_the_end_is_shown_as_it_was_typed(out: Path, serve: Serve) -> None:
    collected = collect(out)
    grade = collected.grades[0]
    cells = tuple(
        WrittenCell(n, "markdown", f"{n} **b** {EVIL} " + "![" * 14_900) for n in range(20)
    )
    answers = (WrittenAnswer(Q, cells), WrittenAnswer("q14_curve"))
    results.write_written(grade, answers, collected.folder(grade))
    served = serve()
    start = time.monotonic()
    found = [served.ask(f"api/answers/{n}?as=Ada")[1] for n in range(1, 19)]
    assert time.monotonic() - start < 30, "all of it as Markdown took a minute, for all markers"
    [shown] = [
        [c["html"] for c in one["cells"]] for one in found if len(one.get("cells", ())) == 20
    ]
    assert ["<strong>" in html for html in shown] == [True] * 2 + [False] * 18
    assert all(markup_faults(html) == [] for html in shown)


def test_it_is_blind_unless_names_are_asked_for(untouched: Served) -> None:
    assert "tudent0" not in json.dumps(overview(untouched))
    number = first(untouched)
    assert "tudent0" not in json.dumps(untouched.ask(f"api/answers/{number}?as=Ada")[1])
    named = untouched.ask(f"api/answers/{number}?as=Ada&names=1")[1]["names"]
    assert all(name.startswith("Student0") for name in named)


def test_a_stale_version_gets_what_is_there_and_changes_nothing(served: Served) -> None:
    number = first(served)
    assert served.mark(number, "Ada", 0, adjustment=-1, comment="mine")[0] == 200
    status, found = served.mark(number, "Bea", 0, adjustment=-2, comment="hers")
    assert status == 409
    assert found["now"]["own"]["comment"] == "mine"
    assert served.ask(f"api/answers/{number}?as=Bea")[1]["own"]["version"] == 1
    assert served.mark(number, "Bea", 1, adjustment=-2)[1]["own"]["points"] == 6


def test_a_line_that_is_edited_changes_all_marks(served: Served) -> None:
    found = next(q for q in overview(served)["questions"] if q["name"] == Q)
    line, numbers = found["items"][1], found["order"][-3:]
    for number in numbers:
        assert served.mark(number, "Ada", items=[line["id"]])[1]["own"]["points"] == 7
    sent = {"marker": "Ada", "question": Q, "id": line["id"], "version": line["version"]}
    sent |= {"text": "dearer *now*", "points": -2.5}
    status, after = served.ask("api/items", "PUT", sent)
    assert status == 200
    points = {one["id"]: one["points"] for one in after["answers"]}
    assert [points[number] for number in numbers] == [5.5] * 3
    assert served.ask(f"api/answers/{numbers[0]}?as=Bea")[1]["own"]["reasons"] == [
        "-2.5: dearer *now*"
    ]
    assert served.ask("api/items", "PUT", sent)[0] == 409, "it has another version by now"
    removed = {**sent, "version": line["version"] + 1, "removed": True}
    points = {
        one["id"]: one["points"] for one in served.ask("api/items", "PUT", removed)[1]["answers"]
    }
    assert [points[number] for number in numbers] == [8] * 3


def test_two_markers_see_each_others_progress_but_not_their_marks(serve: Serve) -> None:
    served = serve("--double", "100%", "--seed", "1")
    number, revision = first(served), overview(served)["revision"]
    assert served.mark(number, "Ada", adjustment=-1)[0] == 200
    news = served.ask(f"api/news?as=Bea&since={revision}&at={number}")[1]
    [summary] = [one for one in news["answers"] if one["id"] == number]
    assert (summary["state"], summary["points"], summary["by"]) == ("waits", None, [])
    assert served.ask(f"api/answers/{number}?as=Bea")[1]["marks"] == []
    people = served.ask(f"api/news?as=Ada&since=0&at={number}")[1]["people"]
    assert people == [{"name": "Bea", "answer": number}]
    found = served.mark(number, "Bea", adjustment=-3)[1]
    assert found["summary"]["state"] == "differs"
    assert [one["points"] for one in found["marks"]] == [7, 5]
    agreement = next(one for one in served.ask("api/agreement")[1] if one["question"] == Q)
    assert [one["id"] for one in agreement["differ"]] == [number]
    assert served.mark(number, "Cy", adjustment=-2)[0] == 422
    settled = served.mark(number, "Cy", adjustment=-2, settles=True)[1]
    assert (settled["summary"]["state"], settled["summary"]["points"]) == ("marked", 6)


@pytest.mark.parametrize(
    "changed",
    [
        {"marker": ""},
        {"version": -1},
        {"done": 1},
        {"items": ["x"]},
        {"adjustment": 1e9},
        {"comment": "x" * 30_000},
        {"marker": None},
        {"unknown": 1},
    ],
)
def test_what_has_another_form_is_refused(untouched: Served, changed: dict[str, Any]) -> None:
    number = first(untouched)
    assert untouched.mark(number, "Ada", **changed)[0] == 400
    for body in ({}, [], "x", 3):
        assert untouched.ask(f"api/answers/{number}", "PUT", body)[0] == 400
    assert overview(untouched)["revision"] == 0


def test_what_is_not_there_or_too_much_is_refused(untouched: Served) -> None:
    assert untouched.mark(10**6, "Ada")[0] == 422
    assert untouched.ask("api/answers/1000000?as=Ada")[0] == 422
    assert untouched.ask("api/news?since=x")[0] == 400
    assert untouched.ask("api/nothing")[0] == 404
    assert untouched.mark(first(untouched), "Ada", comment="x" * 300_000)[0] == 413
    item = {"marker": "Ada", "question": "q99", "text": "x", "points": 1}
    assert untouched.ask("api/items", "PUT", item)[0] == 422


def test_all_that_was_answered_survives_a_kill(served: Served, serve: Serve, out: Path) -> None:
    numbers = next(q for q in overview(served)["questions"] if q["name"] == Q)["order"]
    for place, number in enumerate(numbers):
        assert served.mark(number, "Ada", adjustment=-place / 2, comment=f"no. {place}")[0] == 200
    served.process.kill()
    served.process.join(60)
    again = serve()
    assert again.token == served.token, "an open page goes on"
    assert stat.S_IMODE((out / ".marks-token").stat().st_mode) == 0o600
    for place, number in enumerate(numbers):
        own = again.ask(f"api/answers/{number}?as=Ada")[1]["own"]
        assert (own["comment"], own["adjustment"]) == (f"no. {place}", -place / 2)


def test_ctrl_c_writes_marks_into_grades(served: Served, out: Path) -> None:
    assert served.mark(first(served), "Ada", adjustment=-1)[0] == 200
    assert served.process.pid
    os.kill(served.process.pid, signal.SIGINT)
    served.process.join(120)
    assert served.process.exitcode == 0
    grades = json.loads((out / "grades.json").read_text("utf-8"))["grades"]
    assert any(mark["points"] == 7 for grade in grades for mark in grade["marks"])


def test_the_button_writes_them_too(served: Served, out: Path) -> None:
    assert served.mark(first(served), "Ada", adjustment=-1)[0] == 200
    status, found = served.ask("api/apply", "POST", {})
    assert status == 200
    assert found["changed"] >= 1
    assert found["states"]["marked"] >= 1
    assert list(out.rglob("marks.json"))


def test_a_port_that_is_taken_is_said(served: Served, out: Path) -> None:
    from tests.support.command import torchgrade
    from tools.written_class import COURSE

    done = torchgrade("mark", out, "--port", str(served.port), cwd=COURSE)
    assert done.returncode == 2
    assert f"port {served.port} is taken" in done.stderr
