"""What the bounds rule out is never found, even if every set of moves is looked at and thresholds are just met."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from lcc_diag.content import load
from lcc_diag.model.cynefin import LIMINAL, Pool, Rater, call, pool, rate
from lcc_diag.model.cynefin_questions import DOMAINS, CallRule
from lcc_diag.statistics.flips.bounds import gains, in_reach, loosely, most

CYNEFIN = load().cynefin
NEAR = {"a": "b", "b": "ac", "c": "bd", "d": "c"}
SIZES = ((1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (3, 1), (3, 2))
"""People and moves."""
SMALLEST = 1e-9
"""Difference that counts in a comparison."""


@cache
def rater(letters: str) -> Rater:
    """Somebody with these answers, ``-`` for "don't know"."""
    options = ("dk" if letter == "-" else letter for letter in letters)
    return rate(letters, dict(zip(CYNEFIN.indicators, options, strict=True)), CYNEFIN)


@cache
def moved(letters: str, count: int) -> tuple[str, ...]:
    """One person's answers with exactly ``count`` of them moved, in every way."""
    found = []
    for places in itertools.combinations([n for n, letter in enumerate(letters) if letter in NEAR], count):
        options = [NEAR[letter] if place in places else letter for place, letter in enumerate(letters)]
        found += ["".join(chosen) for chosen in itertools.product(*options)]
    return tuple(found)


def pools_after(people: Sequence[str], count: int) -> list[Pool]:
    """The pool after each set of exactly ``count`` moves of all people."""
    found = []
    for numbers in itertools.product(range(count + 1), repeat=len(people)):
        if sum(numbers) == count:
            ways = itertools.product(*map(moved, people, numbers))
            found += [pool(map(rater, chosen), CYNEFIN) for chosen in ways]
    return found


def vector(letters: str) -> NDArray:
    """The posterior of one person, and which domains they support."""
    posterior = np.array([rater(letters).posterior[domain] for domain in DOMAINS])
    return np.concatenate([posterior, posterior >= CYNEFIN.call.support_p.value])


def gained(people: Sequence[str], number: int) -> NDArray:
    """What ``number`` moves of each person alone can add."""
    return gains([np.array([vector(after) - vector(own) for after in moved(own, number)]) for own in people])


def rule_with(**limits: float) -> CallRule:
    """The rule with other thresholds."""
    changed = {name: replace(getattr(CYNEFIN.call, name), value=round(limit, 9)) for name, limit in limits.items()}
    return replace(CYNEFIN.call, **changed)


def rules_at_the_edge(pools: Sequence[Pool]) -> Iterator[CallRule]:
    """The rule as it is, and with each threshold where only the most extreme of these pools lies on its other side."""
    pairs = [[found.support[domain] for domain in found.ranking[:2]] for found in pools]
    tops, margins = [top for top, _ in pairs], [top - second for top, second in pairs]
    sums = [sum(pair) for pair, found in zip(pairs, pools, strict=True) if frozenset(found.ranking[:2]) in LIMINAL]
    yield CYNEFIN.call
    yield rule_with(p_min=max(tops))
    yield rule_with(p_min=min(tops) + SMALLEST, margin_min=0)
    yield rule_with(margin_min=max(margins), p_min=0)
    yield rule_with(margin_min=min(margins) + SMALLEST, p_min=0)
    yield rule_with(liminal_sum=max(sums, default=1), p_min=1)
    yield rule_with(contested_support=min(found.support_share for found in pools) + SMALLEST)


@st.composite
def small_pools(draw) -> tuple[list[str], int]:
    """One to three people who lean to one or two letters and do not know some answers, and a number of moves."""
    random, (size, count) = draw(st.integers(0, 2**32).map(Random)), draw(st.sampled_from(SIZES))
    leans = [random.choice(["a", "b", "c", "d", "ab", "bc", "cd", "abcd"]) for _ in range(size)]
    people = []
    for lean in leans:
        letters = [random.choice("abcd" if random.random() < 0.3 else lean) for _ in CYNEFIN.indicators]
        for place in random.sample(range(len(letters)), random.randint(0, 3)):
            letters[place] = "-"
        people.append("".join(letters))
    return people, count


@settings(max_examples=120, deadline=None)
@given(small_pools())
def test_no_call_that_was_ruled_out_is_found(drawn):
    people, count = drawn
    now, pools = np.array([vector(letters) for letters in people]), pools_after(people, count)
    closely = most([gained(people, number) for number in range(1, count + 1)])
    for rule in rules_at_the_edge(pools):
        found = {call(together, rule)[0] for together in pools}
        for added in (loosely(now, count), closely):
            assert found <= in_reach(now.sum(axis=0), added, len(people), rule)


@pytest.mark.parametrize(("letters", "wanted"), [("cccccccc", "complex"), ("dddddddd", "chaotic")])
def test_what_is_far_away_is_ruled_out(letters, wanted):
    people = [letters] * 10
    added = most([gained(people, 1)])
    assert in_reach(10 * vector(letters), added, len(people), CYNEFIN.call) == {wanted}
