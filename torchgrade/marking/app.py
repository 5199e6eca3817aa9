"""The page's server: JSON requests and responses, whose content comes from the desk."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Annotated, Any

import msgspec
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from torchgrade.marking.desk import Desk
from torchgrade.marking.guard import Guard
from torchgrade.marking.model import Item
from torchgrade.marking.page import page, policy
from torchgrade.marking.store import NotAllowedError, StaleError, Wanted
from torchgrade.marking.tables import reason_of
from torchgrade.texts import one_line, printable

__all__ = ["app"]

_MOST_TEXT, _MOST_POINTS = 20_000, 10_000
_MOST_NUMBER = 2**53  # JavaScript's largest safe integer

Points = Annotated[float, msgspec.Meta(ge=-_MOST_POINTS, le=_MOST_POINTS)]
Text = Annotated[str, msgspec.Meta(max_length=_MOST_TEXT)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
Version = Annotated[int, msgspec.Meta(ge=0, le=2**31)]


class _Mark(msgspec.Struct, forbid_unknown_fields=True):
    marker: Name
    version: Version
    done: bool
    items: Annotated[list[int], msgspec.Meta(max_length=200)]
    adjustment: Points
    comment: Text
    settles: bool = False


class _Item(msgspec.Struct, forbid_unknown_fields=True):
    marker: Name
    question: str
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=2_000)]
    points: Points
    id: int = 0
    version: Version = 0
    removed: bool = False


class _Scale(msgspec.Struct, forbid_unknown_fields=True):
    marker: Name
    question: str
    starts_full: bool
    version: Version


def app(desk: Desk, token: str) -> ASGIApp:
    """Return the server of a desk, for those who have the token."""
    one = "/api/answers/{number:int}"
    routes = [
        Route("/", _page(), methods=["GET"]),
        Route("/api/overview", _get(lambda r: desk.overview(_marker(r)))),
        Route("/api/next", _get(lambda r: _next(desk, r))),
        Route("/api/news", _get(lambda r: _news(desk, r))),
        Route("/api/agreement", _get(lambda _: desk.agreement())),
        Route(one, _get(lambda r: _answer(desk, r))),
        Route(one, _sent(_Mark, lambda r, sent: _mark(desk, r, sent)), methods=["PUT"]),
        Route("/api/items", _sent(_Item, lambda _, sent: _put_item(desk, sent)), methods=["PUT"]),
        Route("/api/scale", _sent(_Scale, lambda _, sent: _put_scale(desk, sent)), methods=["PUT"]),
        Route("/api/apply", _sent(dict[str, str], lambda *_: _apply(desk)), methods=["POST"]),
    ]
    return Guard(Starlette(routes=routes), token, policy())


def _page() -> Any:
    async def answered(request: Request) -> Response:
        return HTMLResponse(page())

    return answered


def _get(made: Callable[[Request], Any]) -> Any:
    """Respond with a result computed in a thread, as a database may have to wait."""

    async def answered(request: Request) -> Response:
        return await run_in_threadpool(_safely, lambda: made(request))

    return answered


def _sent(form: Any, done: Callable[[Request, Any], Any]) -> Any:
    """Decode a request's body strictly, and respond with the result."""

    async def answered(request: Request) -> Response:
        try:
            body = msgspec.json.decode(await request.body(), type=form)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            return JSONResponse({"error": f"expected another form: {error}"}, 400)
        return await run_in_threadpool(_safely, lambda: done(request, body))

    return answered


def _safely(made: Callable[[], Any]) -> Response:
    try:
        content = made()
    except StaleError as error:
        return JSONResponse({"error": "somebody else has changed this", "now": error.args[0]}, 409)
    except NotAllowedError as error:
        return JSONResponse({"error": str(error)}, 422)
    except ValueError as error:
        return JSONResponse({"error": str(error)}, 400)
    except SQLAlchemyError as error:  # the page resends it until it is stored
        return JSONResponse({"error": f"the marks can't be reached: {reason_of(error, 200)}"}, 503)
    return Response(json.dumps(content, ensure_ascii=False), media_type="application/json")


def _marker(request: Request) -> str:
    return one_line(request.query_params.get("as", ""), 60)


def _number(request: Request, name: str) -> int:
    number = int(request.query_params.get(name, 0))
    if not 0 <= number < _MOST_NUMBER:
        raise ValueError(f"{name} is no number of ours")
    return number


def _answer(desk: Desk, request: Request) -> Any:
    query, number = request.query_params, request.path_params["number"]
    return desk.answer(
        number, _marker(request), query.get("names") == "1", here=_number(request, "here")
    )


def _next(desk: Desk, request: Request) -> Any:
    query = request.query_params
    given = [int(one) for one in query.get("given", "").split(",") if one]
    after, turn = _number(request, "after"), _number(request, "turn")
    return desk.next(_marker(request), query.get("question", ""), after, given, turn)


def _news(desk: Desk, request: Request) -> Any:
    since, at, turn = (_number(request, name) for name in ("since", "at", "turn"))
    return desk.news(_marker(request), since, at, turn)


def _mark(desk: Desk, request: Request, sent: _Mark) -> Any:
    number, marker = request.path_params["number"], one_line(sent.marker, 60)
    wanted = Wanted(
        sent.version,
        sent.done,
        tuple(sent.items),
        sent.adjustment,
        printable(sent.comment),
        sent.settles,
    )
    try:
        desk.marks_of(number, marker)  # of this run
        desk.store.put(number, marker, wanted)
    except StaleError:
        raise StaleError(desk.marks_of(number, marker)) from None
    return desk.marks_of(number, marker)


def _put_item(desk: Desk, sent: _Item) -> Any:
    marker, text = one_line(sent.marker, 60), one_line(sent.text, 2_000)
    if not sent.id:
        desk.store.add_item(sent.question, marker, text, sent.points)
    else:
        item = Item(sent.id, sent.question, text, sent.points, sent.removed, sent.version)
        try:
            desk.store.change_item(item, marker)
        except StaleError:
            raise StaleError(desk.overview(marker)) from None
    return desk.overview(marker)


def _put_scale(desk: Desk, sent: _Scale) -> Any:
    marker = one_line(sent.marker, 60)
    try:
        desk.store.start_full(sent.question, marker, sent.starts_full, sent.version)
    except StaleError:
        raise StaleError(desk.overview(marker)) from None
    return desk.overview(marker)


def _apply(desk: Desk) -> Any:
    applied, notes = desk.apply()
    return {"changed": applied.changed, "states": dict(applied.states), "notes": notes}
