"""Answers about requests that are not valid."""

from fastapi.exception_handlers import request_validation_exception_handler
from fastapi.exceptions import RequestValidationError
from starlette.requests import Request
from starlette.responses import Response


async def invalid_request(request: Request, error: RequestValidationError) -> Response:
    """FastAPI's own 422, which repeats the input at fault, or the same without the input where JSON cannot say it.

    Python reads `NaN` and lone surrogates from JSON, but does not write them: without this, such a request gives a 500.
    """
    try:
        return await request_validation_exception_handler(request, error)
    except ValueError:
        bare = [{name: value for name, value in each.items() if name != "input"} for each in error.errors()]
        return await request_validation_exception_handler(request, RequestValidationError(bare))
