"""The application as a server loads it: `uvicorn app.main:app`."""

import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError

from app.cache import BandCache, NoCache, RedisCache
from app.errors import invalid_request
from app.logs import configure_logging
from app.request_log import RequestLog
from app.routes import routes
from app.settings import Settings, SettingsError, read_settings


def create_app(settings: Settings, cache: BandCache | None = None) -> FastAPI:
    """Puts the application together. Opens nothing; a test may pass a cache of its own."""
    bands = cache or (RedisCache(settings.redis_url, settings.redis_ttl) if settings.redis_url else NoCache())

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        """The server ends this after the last answer is out: only then may the connections go."""
        yield
        await bands.aclose()

    app = FastAPI(title="Prices", version="1.0.0", lifespan=lifespan)
    app.add_middleware(RequestLog)
    app.exception_handler(RequestValidationError)(invalid_request)
    app.include_router(routes(bands))
    return app


def _start() -> FastAPI:
    try:
        settings = read_settings(os.environ)
    except SettingsError as error:
        configure_logging("info")
        logging.getLogger(__name__).critical("The settings are wrong: %s", error)
        raise SystemExit(2) from None
    configure_logging(settings.log_level)
    return create_app(settings)


app = _start()
