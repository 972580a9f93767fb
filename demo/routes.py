"""The HTTP doors: Bot API, file downloads, the page with the phones, and the control interface."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from demo import control, requests
from demo.wire import BotApiError, Json

if TYPE_CHECKING:
    from demo.server import Reply, StandIn

DROP = "kring.drop"
_STATIC = Path(__file__).with_name("static")
_PAGE_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'self'; frame-src http://localhost:* http://127.0.0.1:* https:",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def application(stand_in: "StandIn") -> Starlette:
    """Return the ASGI application; its `state.close` lets waiting calls go before a server stops."""

    async def bot_api(request: Request) -> Response:
        if request.path_params["token"] != stand_in.token:
            return _refused(401, "Unauthorized")
        try:
            given, uploads = await requests.read(request)
        except BotApiError as broken:
            return _refused(broken.code, broken.description)
        return await _http(request, await stand_in.call(request.path_params["method"], given, uploads))

    async def download(request: Request) -> Response:
        if request.path_params["token"] != stand_in.token:
            return _refused(401, "Unauthorized")
        stored = stand_in.world.files.by_path(request.path_params["path"])
        if stored is None:
            return _refused(404, "Not Found")
        return Response(stored.data, media_type="application/octet-stream")

    async def page(request: Request) -> Response:
        return FileResponse(_STATIC / "index.html", headers=_PAGE_HEADERS)

    app = Starlette(
        routes=[
            Route("/bot{token}/{method}", bot_api, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", download),
            Mount("/sim", routes=control.routes(stand_in)),
            Mount("/static", StaticFiles(directory=_STATIC)),
            Route("/", page),
        ],
        # A page of a foreign site must not reach the stand-in through a name of its own.
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])],
    )
    app.state.close = stand_in.close
    return app


async def _http(request: Request, reply: "Reply") -> Response:
    if reply.drop:
        request.scope[DROP]()
        # The event loop needs a turn to notice; only then is nothing written any more.
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        return Response()
    if reply.html is not None:
        return HTMLResponse(reply.html, status_code=reply.status)
    wait = reply.retry_after
    headers = {"Retry-After": str(wait)} if wait is not None else None
    return JSONResponse(reply.body, status_code=reply.status, headers=headers)


def _refused(code: int, description: str) -> Response:
    body: Json = {"ok": False, "error_code": code, "description": description}
    return JSONResponse(body, status_code=code)
