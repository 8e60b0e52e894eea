"""The cache when Redis fails, and its key. What needs a Redis that works is in test_redis.py."""

import asyncio
import time

import pytest

from app.bands import Band
from app.cache import NoCache, RedisCache, cache_key
from tests.helpers import Lines, app_with, serving, silent_server

pytestmark = pytest.mark.anyio
BAND = Band(1, 2, 3, 4)


def test_a_key_tells_prices_apart() -> None:
    samples = [[1], [1, 1], [11], [1, 11], [11, 1], [111]]
    assert len({cache_key(sample) for sample in samples}) == len(samples)


def test_a_key_stays_what_it_was() -> None:
    """Whoever changes it empties the cache of every instance that runs."""
    assert cache_key([1, 2, 3]) == "prices:band:1:8a6ae15122001229edb8866f56e342af12ae8187203c3e3b33931743e7c0c48d"


async def test_no_cache_keeps_nothing() -> None:
    cache = NoCache()
    await cache.put("key", BAND)
    assert await cache.get("key") is None
    await cache.aclose()


async def test_redis_down_costs_one_warning_and_no_answer(refusing_url: str, logged: Lines) -> None:
    async with serving(app_with(redis_url=refusing_url)) as client:
        started = time.monotonic()
        answers = [await client.post("/v1/price-bands", json={"prices": [5, 6, 7]}) for _ in range(20)]
        took = time.monotonic() - started
    assert {answer.status_code for answer in answers} == {200}
    assert all(answer.json()["cached"] is False for answer in answers)
    (warning,) = [line for line in logged() if line["severity"] == "WARNING"]
    assert warning["message"] == "Redis failed; going on without it"
    assert warning["request_id"] == answers[0].headers["x-request-id"]
    assert took < 5


async def test_requests_side_by_side_warn_once(refusing_url: str, logged: Lines) -> None:
    cache = RedisCache(refusing_url, 60)
    assert await asyncio.gather(*(cache.get(str(number)) for number in range(50))) == [None] * 50
    await cache.aclose()
    assert len(logged()) == 1


async def test_a_redis_that_never_answers_is_given_up_in_time(logged: Lines) -> None:
    async with silent_server() as url:
        cache = RedisCache(url, 60, patience=0.05)
        started = time.monotonic()
        assert await cache.get("key") is None
        await cache.put("key", BAND)
        took = time.monotonic() - started
        await cache.aclose()
    assert took < 2
    (warning,) = logged()
    assert warning["reason"] == "no answer within 0.05 s"


async def test_redis_is_tried_again_after_the_pause(refusing_url: str, logged: Lines) -> None:
    now = 0.0
    cache = RedisCache(refusing_url, 60, pause=5, clock=lambda: now)
    for seconds, warnings in [(0.0, 1), (4.9, 1), (5.0, 2), (9.9, 2), (10.0, 3)]:
        now = seconds
        await cache.get("key")
        assert len(logged()) == warnings
    await cache.aclose()


async def test_an_address_that_does_not_resolve_is_a_failure_like_others(logged: Lines) -> None:
    cache = RedisCache("redis://redis.invalid:6379/0", 60)
    assert await cache.get("key") is None
    await cache.aclose()
    assert [line["severity"] for line in logged()] == ["WARNING"]
