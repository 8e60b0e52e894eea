"""The cache on a real Redis. The tests share it with whatever else is in there: each uses a key of its own."""

import secrets
from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from app.bands import Band, price_band
from app.cache import RedisCache, cache_key
from tests.helpers import Lines, app_with, serving

pytestmark = pytest.mark.anyio
PATIENT = 10.0  # seconds: what is tested here is what is kept, not how fast


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    async with Redis.from_url(redis_url) as client:
        yield client


@pytest.fixture
async def prices(redis: Redis) -> AsyncIterator[list[int]]:
    """Prices that nobody has asked for before."""
    fresh = [secrets.randbelow(2**53 - 1) + 1 for _ in range(9)]
    yield fresh
    await redis.delete(cache_key(sorted(fresh)))


async def test_the_second_answer_is_cached_for_as_long_as_was_set(
    redis: Redis, redis_url: str, prices: list[int], logged: Lines
) -> None:
    async with serving(app_with(RedisCache(redis_url, 120, patience=PATIENT))) as client:
        first = (await client.post("/v1/price-bands", json={"prices": prices})).json()
        second = (await client.post("/v1/price-bands", json={"prices": prices[::-1]})).json()
    assert first == {**second, "cached": False}
    assert second["cached"] is True
    assert 110 < await redis.ttl(cache_key(sorted(prices))) <= 120
    assert {line["severity"] for line in logged()} == {"INFO"}


async def test_another_instance_finds_what_the_first_one_kept(redis_url: str, prices: list[int]) -> None:
    key = cache_key(sorted(prices))
    band = price_band(sorted(prices))
    one, other = (RedisCache(redis_url, 60, patience=PATIENT) for _ in range(2))
    await one.put(key, band)
    assert await other.get(key) == band
    await one.aclose()
    await other.aclose()


async def test_a_band_is_gone_after_its_time(redis: Redis, redis_url: str, prices: list[int]) -> None:
    key = cache_key(sorted(prices))
    cache = RedisCache(redis_url, 60, patience=PATIENT)
    await cache.put(key, Band(1, 2, 3, 4))
    await redis.pexpire(key, 0)  # what time does
    assert await cache.get(key) is None
    await cache.aclose()


@pytest.mark.parametrize("held", ["", "nonsense", "{}", '{"low":1,"typical":2,"high":3}', "[1,2,3,4]", "null"])
async def test_what_is_no_band_is_replaced(
    redis: Redis, redis_url: str, prices: list[int], held: str, logged: Lines
) -> None:
    await redis.set(cache_key(sorted(prices)), held)
    async with serving(app_with(RedisCache(redis_url, 60, patience=PATIENT))) as client:
        first = (await client.post("/v1/price-bands", json={"prices": prices})).json()
        second = (await client.post("/v1/price-bands", json={"prices": prices})).json()
    assert (first["cached"], second["cached"]) == (False, True)
    assert [line["severity"] for line in logged()].count("WARNING") == 1


async def test_a_key_of_another_type_is_a_failure_like_others(
    redis: Redis, redis_url: str, prices: list[int], logged: Lines
) -> None:
    await redis.lpush(cache_key(sorted(prices)), "a list")
    async with serving(app_with(RedisCache(redis_url, 60, patience=PATIENT))) as client:
        answer = await client.post("/v1/price-bands", json={"prices": prices})
    assert answer.json()["cached"] is False
    assert "WRONGTYPE" in logged()[0]["reason"]


async def test_it_goes_on_with_redis_when_that_answers_again(
    redis: Redis, redis_url: str, prices: list[int], logged: Lines
) -> None:
    now = 0.0
    key = cache_key(sorted(prices))
    cache = RedisCache(redis_url, 60, patience=PATIENT, pause=5, clock=lambda: now)
    await redis.lpush(key, "a list")
    assert await cache.get(key) is None
    await redis.delete(key)
    await cache.put(key, Band(1, 2, 3, 4))
    assert await cache.get(key) is None  # within the pause nothing is kept
    now = 5.0
    await cache.put(key, Band(1, 2, 3, 4))
    assert await cache.get(key) == Band(1, 2, 3, 4)
    await cache.aclose()
    assert [line["message"] for line in logged()] == ["Redis failed; going on without it", "Redis answers again"]


async def test_a_connection_that_redis_closed_is_opened_anew(
    redis: Redis, redis_url: str, prices: list[int], logged: Lines
) -> None:
    key = cache_key(sorted(prices))
    cache = RedisCache(redis_url, 60, patience=PATIENT)
    await cache.put(key, Band(1, 2, 3, 4))
    await redis.client_kill_filter(_type="normal", skipme=True)
    assert await cache.get(key) == Band(1, 2, 3, 4)
    await cache.aclose()
    assert logged() == []
