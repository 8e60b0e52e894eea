"""The answers over HTTP, without Redis."""

import random
from collections.abc import AsyncIterator

import pytest
from starlette.responses import StreamingResponse

from app.bands import price_band
from tests.helpers import Lines, MemoryCache, app_with, serving

pytestmark = pytest.mark.anyio
BANDS = "/v1/price-bands"


async def test_health() -> None:
    async with serving(app_with()) as client:
        answer = await client.get("/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


async def test_band_without_redis() -> None:
    async with serving(app_with()) as client:
        for _ in range(2):
            answer = await client.post(BANDS, json={"prices": [40, 10, 30, 20]})
            assert answer.status_code == 200
            assert answer.json() == {"low": 18, "typical": 25, "high": 33, "sample_size": 4, "cached": False}


async def test_the_same_prices_in_another_order_come_from_the_cache() -> None:
    cache = MemoryCache()
    prices = [random.Random(7).randint(1, 10**9) for _ in range(1000)]
    async with serving(app_with(cache)) as client:
        first = (await client.post(BANDS, json={"prices": prices})).json()
        second = (await client.post(BANDS, json={"prices": prices[::-1]})).json()
        other = (await client.post(BANDS, json={"prices": prices[1:]})).json()
    assert first == {**second, "cached": False}
    assert second["cached"] is True
    assert other["cached"] is False
    assert next(iter(cache.bands.values())) == price_band(sorted(prices))


async def test_the_cache_is_closed_at_the_end() -> None:
    cache = MemoryCache()
    async with serving(app_with(cache)):
        assert not cache.closed
    assert cache.closed


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ("{}", ["body", "prices"]),
        ('{"prices": []}', ["body", "prices"]),
        ('{"prices": [' + ",".join(["1"] * 1001) + "]}", ["body", "prices"]),
        ('{"prices": "100"}', ["body", "prices"]),
        ('{"prices": [1, 0]}', ["body", "prices", 1]),
        ('{"prices": [-5]}', ["body", "prices", 0]),
        ('{"prices": [1.5]}', ["body", "prices", 0]),
        ('{"prices": ["100"]}', ["body", "prices", 0]),
        ('{"prices": [true]}', ["body", "prices", 0]),
        ('{"prices": [null]}', ["body", "prices", 0]),
        ('{"prices": [9007199254740992]}', ["body", "prices", 0]),
        ('{"prices": [NaN]}', ["body", "prices", 0]),
        ('{"prices": [1e999]}', ["body", "prices", 0]),
        ('{"prices": ["\\ud800"]}', ["body", "prices", 0]),
        ("[1]", ["body"]),
        ("{", ["body", 1]),
        ("", ["body"]),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else "",
)
async def test_invalid_requests(body: str, where: list[str | int]) -> None:
    async with serving(app_with()) as client:
        answer = await client.post(BANDS, content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 422
    assert [each["loc"] for each in answer.json()["detail"]] == [where]


@pytest.mark.parametrize("size", [1, 1000])
async def test_sizes_at_the_limits(size: int) -> None:
    async with serving(app_with()) as client:
        answer = await client.post(BANDS, json={"prices": [2**53 - 1] * size})
    assert answer.json()["sample_size"] == size
    assert answer.json()["high"] == 2**53 - 1


async def test_every_answer_has_an_id_under_which_it_is_logged(logged: Lines) -> None:
    async with serving(app_with()) as client:
        answers = [
            await client.get("/health"),
            await client.get("/health", headers={"x-request-id": "from-the-caller.1"}),
            await client.post(BANDS, json={}),
            await client.get("/nowhere"),
        ]
    ids = [answer.headers["x-request-id"] for answer in answers]
    assert ids[1] == "from-the-caller.1"
    assert len(set(ids)) == len(ids)
    assert [line["request_id"] for line in logged()] == ids
    assert [line["httpRequest"]["status"] for line in logged()] == [200, 200, 422, 404]
    assert logged()[0]["httpRequest"]["requestUrl"] == "/health"


@pytest.mark.parametrize("given", ["", "a b", 'x"}', "a" * 65, "é"])
async def test_an_unsafe_id_is_replaced(given: str) -> None:
    async with serving(app_with()) as client:
        answer = await client.get("/health", headers=[(b"x-request-id", given.encode())])
    assert answer.headers["x-request-id"] != given
    assert len(answer.headers["x-request-id"]) == 36


async def test_an_unexpected_exception_is_a_500_that_can_be_found(logged: Lines) -> None:
    app = app_with()

    @app.get("/broken")
    async def broken() -> None:
        raise RuntimeError("on purpose")

    async with serving(app) as client:
        answer = await client.get("/broken")
    assert (answer.status_code, answer.json()) == (500, {"detail": "Internal Server Error"})
    failure, done = logged()
    assert failure["severity"] == "ERROR"
    assert "RuntimeError: on purpose" in failure["stack_trace"]
    assert failure["request_id"] == done["request_id"] == answer.headers["x-request-id"]
    assert done["httpRequest"]["status"] == 500


async def test_an_answer_that_breaks_off_is_left_to_the_server(logged: Lines) -> None:
    app = app_with()

    async def parts() -> AsyncIterator[bytes]:
        yield b"half"
        raise RuntimeError("on purpose")

    @app.get("/half")
    async def half() -> StreamingResponse:
        return StreamingResponse(parts())

    async with serving(app) as client:
        with pytest.raises(RuntimeError, match="on purpose"):
            await client.get("/half")
    assert [line["severity"] for line in logged()] == ["ERROR", "INFO"]
