"""Keeps bands in Redis, and makes sure that Redis can only ever help.

A band can always be computed anew, so no failure of Redis is worth an error or a wait: whatever goes wrong is a miss.
"""

import asyncio
import hashlib
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Final, Protocol, TypeVar

from pydantic import TypeAdapter, ValidationError
from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from app.bands import Band

PATIENCE: Final = 0.25
"""Seconds that one look into the cache may take, with name resolution, connecting and waiting for a free connection."""

PAUSE: Final = 5.0
"""Seconds without a try after a failure: an outage costs one request the wait and one log line, not every request."""

_logger = logging.getLogger(__name__)
_T = TypeVar("_T")
_stored = TypeAdapter(Band)


class BandCache(Protocol):
    """Where bands may be kept. Neither method raises because of what is behind it."""

    async def get(self, key: str) -> Band | None:
        """The band kept under the key, if there is one."""

    async def put(self, key: str, band: Band) -> None:
        """Keeps the band under the key, if that is possible."""

    async def aclose(self) -> None:
        """Gives back what the cache holds on to."""


def cache_key(ordered: Sequence[int]) -> str:
    """One key for the same prices in any order: the caller sorts.

    The number is the version of what a band means. Raise it with the definition, and old bands are not served any more.
    """
    digest = hashlib.sha256(",".join(map(str, ordered)).encode()).hexdigest()
    return f"prices:band:1:{digest}"


class NoCache:
    """Keeps nothing: what the service runs with when no Redis is named."""

    async def get(self, key: str) -> Band | None:
        """Nothing is ever kept."""
        return None

    async def put(self, key: str, band: Band) -> None:
        """Nothing is kept."""

    async def aclose(self) -> None:
        """Nothing is held."""


class RedisCache:
    """Keeps bands in Redis for `ttl` seconds. Connects on the first use, so the service starts without Redis too."""

    def __init__(
        self,
        url: str,
        ttl: int,
        *,
        patience: float = PATIENCE,
        pause: float = PAUSE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Takes the address as `redis://`, `rediss://` or `unix://`; `clock` counts seconds and never goes back."""
        # One retry, at once: it is for a connection that Redis closed while it was idle.
        pool = BlockingConnectionPool.from_url(url, max_connections=32, retry=Retry(NoBackoff(), 1))
        self._redis = Redis.from_pool(pool)
        self._ttl = ttl
        self._patience = patience
        self._pause = pause
        self._clock = clock
        self._failed_at: float | None = None

    async def get(self, key: str) -> Band | None:
        """The band under the key; None as well when Redis fails or holds something that is no band."""
        text = await self._ask(lambda: self._redis.get(key))
        if text is None:
            return None
        try:
            return _stored.validate_json(text)
        except ValidationError:
            _logger.warning("What Redis holds is no band; it is replaced", extra={"fields": {"key": key}})
            return None

    async def put(self, key: str, band: Band) -> None:
        """Keeps the band, unless Redis fails."""
        await self._ask(lambda: self._redis.set(key, _stored.dump_json(band), ex=self._ttl))

    async def aclose(self) -> None:
        """Closes the connections."""
        await self._redis.aclose()

    async def _ask(self, command: Callable[[], Awaitable[_T]]) -> _T | None:
        if self._failed_at is not None and self._clock() < self._failed_at + self._pause:
            return None
        try:
            # The client's own timeouts hold for each step; this one holds for all of them together.
            async with asyncio.timeout(self._patience):
                answer = await command()
        except (RedisError, OSError) as error:  # TimeoutError is an OSError
            self._note_failure(error)
            return None
        if self._failed_at is not None:
            self._failed_at = None
            _logger.info("Redis answers again")
        return answer

    def _note_failure(self, error: Exception) -> None:
        now = self._clock()
        # Of requests that fail side by side, the first one says it for all.
        if self._failed_at is None or now >= self._failed_at + self._pause:
            reason = str(error) or f"no answer within {self._patience} s"
            _logger.warning(
                "Redis failed; going on without it",
                extra={"fields": {"error": type(error).__name__, "reason": reason, "pause_seconds": self._pause}},
            )
        self._failed_at = now
