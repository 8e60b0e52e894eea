"""What a price band is. Pure and exact: whole cents in, whole cents out, so a result is the same everywhere.

The band is made of the quartiles: low, typical and high are the 25 %, 50 % and 75 % quantiles. Quartiles, and not the
extremes or the mean, because one mispriced comparable must not move the suggestion far.

Of the nine usual definitions of a sample quantile this is type 7 of Hyndman and Fan, "Sample Quantiles in Statistical
Packages", The American Statistician 50 (1996), 361-365: linear interpolation at (n - 1) p between the ordered values.
It is defined for any sample from one value on, stays within what was observed, and is what R, NumPy and spreadsheets
(QUARTILE.INC) show by default, so that a suggestion can be checked by hand.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Band:
    """The suggestion, in cents, and how many comparables it stands on."""

    low: int
    typical: int
    high: int
    sample_size: int


def price_band(ordered: Sequence[int]) -> Band:
    """The band of one or more prices in ascending order."""
    return Band(
        low=_quartile(ordered, 1),
        typical=_quartile(ordered, 2),
        high=_quartile(ordered, 3),
        sample_size=len(ordered),
    )


def _quartile(ordered: Sequence[int], k: int) -> int:
    """The k-th quartile, to the nearest cent, halves up.

    Everything is counted in quarters, which keeps the interpolation in integers: floats lose cents above 2^53.
    """
    index, quarters = divmod((len(ordered) - 1) * k, 4)
    value = 4 * ordered[index]
    if quarters:
        value += quarters * (ordered[index + 1] - ordered[index])
    return (value + 2) // 4
