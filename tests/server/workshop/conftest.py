"""Workshops on the servers that all tests of serving share."""

from __future__ import annotations

import pytest

from tests.server.workshop.room import Room


@pytest.fixture
def room(served) -> Room:
    """A workshop in each of the three homes, that people can join."""
    return Room.opened(served)


@pytest.fixture(scope="module")
def asking(standalone) -> Room:
    """A workshop whose questions are open, for attacks that change nothing."""
    return Room.opened(standalone, "answer", named_leaders=True)
