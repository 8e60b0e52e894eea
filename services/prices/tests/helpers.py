"""Ways to talk to the application and to a Redis that misbehaves."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx
from fastapi import FastAPI

from app.bands import Band
from app.cache import BandCache
from app.main import create_app
from app.settings import Settings

Lines = Callable[[], list[dict[str, Any]]]


@asynccontextmanager
async def serving(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the application between its start and its stop, without a socket."""
    transport = httpx.ASGITransport(app=app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://prices") as client,
    ):
        yield client


def app_with(cache: BandCache | None = None, redis_url: str | None = None) -> FastAPI:
    """The application, with nothing taken from the environment."""
    return create_app(Settings(redis_url=redis_url), cache)


class MemoryCache:
    """Keeps bands in a dictionary."""

    def __init__(self) -> None:
        self.bands: dict[str, Band] = {}
        self.closed = False

    async def get(self, key: str) -> Band | None:
        return self.bands.get(key)

    async def put(self, key: str, band: Band) -> None:
        self.bands[key] = band

    async def aclose(self) -> None:
        self.closed = True


@asynccontextmanager
async def silent_server() -> AsyncIterator[str]:
    """Address of a server that takes connections and everything that is sent, and never answers."""

    async def swallow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await reader.read(1024):
                pass
        finally:
            writer.close()

    server = await asyncio.start_server(swallow, "127.0.0.1", 0)
    async with server:
        yield f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}/0"
