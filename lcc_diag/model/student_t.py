"""Quantiles of Student's t distribution in plain Python.

The tail is half the regularised incomplete beta function, P(T > t) = I_x(df/2, 1/2) / 2 with x = df / (df + t²)
(Abramowitz & Stegun 1964, 26.5.27), computed by Lentz's continued fraction (Press et al. 2007, section 6.4).
"""

from __future__ import annotations

import math

_STEPS = 10_000
_PRECISION = 4e-16
_TINY = 1e-300
"""Stands in for zero, so that the continued fraction never divides by it."""


def quantile(p: float, df: float) -> float:
    """The t with P(T ≤ t) = ``p`` for ``df`` degrees of freedom (real, > 0), accurate to about 1e-12.

    ``p`` lies strictly between 0 and 1, else ``ValueError``.
    """
    if not 0 < p < 1 or not df > 0:
        raise ValueError(f"no quantile for p={p}, df={df}")
    return -_upper_point(p, df) if p < 0.5 else _upper_point(1 - p, df)


def upper_tail(t: float, df: float) -> float:
    """P(T > ``t``) for ``t`` ≥ 0."""
    whole = df + t * t
    return _incomplete_beta(df / 2, 0.5, df / whole, t * t / whole) / 2


def _upper_point(q: float, df: float) -> float:
    """The t ≥ 0 whose upper tail is ``q`` (at most one half).

    The tail is convex and falls there, so Newton's method started at 0 climbs to the solution and never passes it.
    """
    t = 0.0
    for _ in range(_STEPS):
        step = (upper_tail(t, df) - q) / _density(t, df)
        t += step
        if step <= abs(t) * _PRECISION:
            break
    return t


def _density(t: float, df: float) -> float:
    return math.exp(-_log_beta(df / 2, 0.5) - (df + 1) / 2 * math.log1p(t * t / df)) / math.sqrt(df)


def _log_beta(a: float, b: float) -> float:
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)


def _incomplete_beta(a: float, b: float, x: float, y: float) -> float:
    """The regularised incomplete beta function I_x(a, b); ``y`` is 1 − x, given apart so that neither loses digits."""
    if x == 0 or y == 0:
        return x
    if x > (a + 1) / (a + b + 2):
        return 1 - _incomplete_beta(b, a, y, x)
    front = math.exp(a * math.log(x) + b * math.log(y) - _log_beta(a, b)) / a
    return front * _continued_fraction(a, b, x)


def _continued_fraction(a: float, b: float, x: float) -> float:
    """1 / (1 + d1 / (1 + d2 / (1 + …)))."""
    value, c, d = 1.0, 1.0, 0.0
    for step in range(1, _STEPS):
        numerator = _numerator(step, a, b, x)
        d = 1 / ((1 + numerator * d) or _TINY)
        c = (1 + numerator / c) or _TINY
        value *= c * d
        if abs(c * d - 1) < _PRECISION:
            break
    return 1 / value


def _numerator(step: int, a: float, b: float, x: float) -> float:
    m = step // 2
    if step % 2:
        return -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    return m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
