"""What the service answers."""

from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field

from app.bands import price_band
from app.cache import BandCache, cache_key

# Above 2^53 - 1 a JSON number is not read back as it was by every client. Strict: neither "100" nor true is a price.
Cents = Annotated[int, Field(strict=True, ge=1, le=2**53 - 1)]


class Health(BaseModel):
    """That the process answers."""

    status: Literal["ok"] = "ok"


class Comparables(BaseModel):
    """Prices of comparable properties, in cents, in any order."""

    prices: list[Cents] = Field(min_length=1, max_length=1000, examples=[[189_500_000, 205_000_000, 214_900_000]])


class PriceBand(BaseModel):
    """The quartiles of the prices (Hyndman and Fan's type 7), in cents, each to the nearest cent."""

    low: int = Field(description="25 % quantile")
    typical: int = Field(description="Median")
    high: int = Field(description="75 % quantile")
    sample_size: int = Field(description="How many prices the band stands on")
    cached: bool = Field(description="Whether the band was kept from an earlier request with the same prices")


def routes(cache: BandCache) -> APIRouter:
    """The routes, with the cache that they use."""
    router = APIRouter()

    @router.get("/health")
    async def health() -> Health:
        """Does not ask Redis: without it the service still answers, and must not be restarted or taken out of use."""
        return Health()

    @router.post("/v1/price-bands")
    async def suggest(comparables: Comparables) -> PriceBand:
        """Suggests a band. The same prices in another order are the same request to the cache."""
        ordered = sorted(comparables.prices)
        key = cache_key(ordered)
        kept = await cache.get(key)
        band = kept or price_band(ordered)
        if kept is None:
            await cache.put(key, band)
        return PriceBand(
            low=band.low,
            typical=band.typical,
            high=band.high,
            sample_size=band.sample_size,
            cached=kept is not None,
        )

    return router
