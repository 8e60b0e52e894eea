"""Gives every request an id and one log line.

Plain ASGI, because a wrapper that reads the answer as a whole would sit between the server and a client that leaves.
"""

import logging
import re
import time
import uuid

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.logs import request_id

_logger = logging.getLogger(__name__)
_safe_id = re.compile(r"[\w.-]{1,64}", re.ASCII)


class RequestLog:
    """Middleware that answers with `x-request-id`; an unexpected exception becomes a logged 500 that has it too."""

    def __init__(self, app: ASGIApp) -> None:
        """Wraps the application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request; anything else, such as start and stop, passes through."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        current = _id_of(Headers(scope=scope).get("x-request-id"))
        started = time.perf_counter()
        status: int | None = None

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["x-request-id"] = current
            await send(message)

        token = request_id.set(current)
        try:
            await self._app(scope, receive, send_with_id)
        except Exception:
            _logger.exception("Request failed")
            if status is not None:
                raise  # the answer has begun: only the server can break it off
            await JSONResponse({"detail": "Internal Server Error"}, status_code=500)(scope, receive, send_with_id)
        finally:
            _logger.info(
                "Request done",
                extra={
                    "fields": {
                        "httpRequest": {
                            "requestMethod": scope["method"],
                            "requestUrl": scope["path"],
                            "status": status,
                            "latency": f"{time.perf_counter() - started:.6f}s",
                        }
                    }
                },
            )
            request_id.reset(token)


def _id_of(given: str | None) -> str:
    """The caller's id when it is safe to repeat in a header and a log, else a new one."""
    return given if given is not None and _safe_id.fullmatch(given) else str(uuid.uuid4())
