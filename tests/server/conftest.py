"""Running servers, each in a process of its own, shared by the tests that do them no lasting harm."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.server.serving import Extension, Proxied, Serving, Standalone


@pytest.fixture(scope="session")
def standalone(tmp_path_factory) -> Iterator[Serving]:
    yield from _running(Standalone(tmp_path_factory.mktemp("standalone")))


@pytest.fixture(scope="session")
def proxied(tmp_path_factory) -> Iterator[Serving]:
    yield from _running(Proxied(tmp_path_factory.mktemp("proxied")))


@pytest.fixture(scope="session")
def jupyter(tmp_path_factory) -> Iterator[Extension]:
    """A Jupyter server whose workbook is open to visitors."""
    yield from _running(Extension(tmp_path_factory.mktemp("jupyter"), visitors=True))


@pytest.fixture(scope="session")
def private_jupyter(tmp_path_factory) -> Iterator[Extension]:
    """A Jupyter server whose workbook is its owner's alone."""
    yield from _running(Extension(tmp_path_factory.mktemp("private"), visitors=False))


@pytest.fixture(params=["standalone", "proxied", "jupyter"])
def served(request) -> Serving:
    """The workbook open to visitors, in each of the ways it can be."""
    return request.getfixturevalue(request.param)


def _running(serving: Serving) -> Iterator[Serving]:
    serving.start()
    yield serving
    serving.stop()
