"""The band: known answers first, then what must hold for every sample."""

import random
import statistics
from fractions import Fraction

import pytest

from app.bands import Band, price_band


@pytest.mark.parametrize(
    ("prices", "band"),
    [
        ([7], Band(7, 7, 7, 1)),
        ([1, 2], Band(1, 2, 2, 2)),  # 1.25, 1.5, 1.75: to the nearest, halves up
        ([1, 3], Band(2, 2, 3, 2)),  # 1.5, 2, 2.5
        ([1, 2, 3, 4, 5], Band(2, 3, 4, 5)),
        ([10, 20, 30, 40], Band(18, 25, 33, 4)),  # 17.5, 25, 32.5
        ([6, 7, 15, 36, 39, 40, 41, 42, 43, 47, 49], Band(26, 40, 43, 11)),  # 25.5, 40, 42.5
        ([5, 5, 5, 5, 1_000_000], Band(5, 5, 5, 5)),  # one outlier moves nothing
        ([2**53 - 2, 2**53 - 1], Band(2**53 - 2, 2**53 - 1, 2**53 - 1, 2)),  # beyond what a float tells apart
    ],
)
def test_known_answers(prices: list[int], band: Band) -> None:
    assert price_band(prices) == band


def _samples() -> list[list[int]]:
    """Samples of every small size, with few and with many repeated values, and a few large ones. Always the same."""
    source = random.Random(19960)
    sizes = [*range(1, 25), 100, 257, 999, 1000]
    return [sorted(source.randint(1, top) for _ in range(size)) for size in sizes for top in (3, 1000, 2**53 - 1)]


@pytest.mark.parametrize("prices", _samples(), ids=lambda prices: f"{len(prices)}-to-{prices[-1]}")
class TestEverySample:
    def test_is_in_order_and_within_what_was_observed(self, prices: list[int]) -> None:
        band = price_band(prices)
        assert prices[0] <= band.low <= band.typical <= band.high <= prices[-1]
        assert band.sample_size == len(prices)

    def test_is_type_7_as_the_standard_library_has_it(self, prices: list[int]) -> None:
        exact = [Fraction(price) for price in prices]
        quartiles = statistics.quantiles(exact, n=4, method="inclusive") if len(exact) > 1 else exact * 3
        band = price_band(prices)
        assert [band.low, band.typical, band.high] == [int(value + Fraction(1, 2)) for value in quartiles]

    def test_moves_with_the_prices(self, prices: list[int]) -> None:
        band = price_band(prices)
        moved = price_band([price + 1000 for price in prices])
        assert (moved.low, moved.typical, moved.high) == (band.low + 1000, band.typical + 1000, band.high + 1000)

    def test_scales_with_the_prices_up_to_rounding(self, prices: list[int]) -> None:
        band = price_band(prices)
        scaled = price_band([price * 4 for price in prices])
        pairs = zip((scaled.low, scaled.typical, scaled.high), (band.low, band.typical, band.high), strict=True)
        assert all(abs(large - 4 * small) <= 2 for large, small in pairs)

    def test_does_not_change_the_sample(self, prices: list[int]) -> None:
        before = list(prices)
        price_band(prices)
        assert prices == before
