"""Controls access to the page's server: only with the token, from this machine, from this page.

Another web site that is open in the browser can also send requests to this machine and, by a name
that it resolves to this machine (DNS rebinding), even read the responses. So the name in `Host`
must be this machine's, `Origin` must be the page's, and the token must be in a header, which no
other site's page can set.
"""

from __future__ import annotations

import hmac
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["TOKEN_HEADER", "Guard"]

TOKEN_HEADER = "x-marking-token"
_HOSTS = ("127.0.0.1", "localhost", "[::1]")
_MOST_BYTES = 200_000

_ALWAYS = {
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
_NO_PAGE = "default-src 'none'; frame-ancestors 'none'"


class Guard:
    """Refuses requests that are not the page's own, and adds a security policy to each response.

    Args:
        app: handles other requests.
        token: the token that markers need.
        policy: the page's content security policy.
    """

    def __init__(self, app: ASGIApp, token: str, policy: str) -> None:
        self._app, self._token, self._policy = app, token, policy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request, or pass it on."""
        if scope["type"] != "http":
            return
        is_page = scope["path"] == "/"
        policy = self._policy if is_page else _NO_PAGE

        async def sends(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update({**_ALWAYS, "content-security-policy": policy})
            await send(message)

        refusal = self._refusal(scope, is_page=is_page)
        if refusal:
            status, text = refusal
            await PlainTextResponse(text + "\n", status)(scope, receive, sends)
        else:
            await self._app(scope, receive, sends)

    def _refusal(self, scope: Scope, *, is_page: bool) -> tuple[int, str] | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if _name_of(host) not in _HOSTS:
            return 421, "This server only answers to 127.0.0.1 and localhost."
        origin, site = headers.get("origin"), headers.get("sec-fetch-site", "none")
        is_foreign = origin is not None and origin != f"http://{host}"
        if is_foreign or (not is_page and site not in ("same-origin", "none")):
            return 403, "This request comes from another site."
        if is_page:
            given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        else:
            given = headers.get(TOKEN_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._token.encode()):
            return 403, "The token is missing or wrong: open the address that the command printed."
        length = headers.get("content-length", "0")
        if headers.get("transfer-encoding") or not length.isdigit() or int(length) > _MOST_BYTES:
            return 413, "That is too much."
        return None


def _name_of(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdigit() else host).lower()
