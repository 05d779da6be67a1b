"""What is measured, one function for each part. All return plain values named as in ``summary.MEASURES``."""

from __future__ import annotations

import time
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Request

from benchmarks.serving.server import Server
from benchmarks.serving.visit import Kind, click_to_response, new_page, until_usable, visitor
from benchmarks.serving.wire import Wire

KINDS: tuple[Kind, ...] = ("form", "chart")
CLICKS = 8
REST_BEFORE_CLICKS = 300
"""Milliseconds for what a page still loads after it is usable."""
PAUSE = 0.7
"""Seconds between a visit and the next, for all: nobody comes back in the same instant."""
SESSIONS, CHARTS = (1, 10, 30), (2, 8)
CALM, LONGEST = 0.01, 15.0
"""Share by which memory may still change within a second to count as settled, and seconds to wait for that at most."""
REST = 3.0
"""Seconds over which idle processor time is taken."""


def one_round(browser: Browser, server: Server) -> dict[str, float]:
    """One start, then form and chart cold and warm. A first visit that does not count lets the server import all."""
    found = {"start": 1000 * server.start()}
    for kind in KINDS:
        _seen(browser, server, kind, ("before",))
    for kind in KINDS:
        found |= _seen(browser, server, kind, ("cold", "warm"))
    return found


def _seen(browser: Browser, server: Server, kind: Kind, names: tuple[str, ...]) -> dict[str, float]:
    """A visit for each name, with one browser, and the clicks on the form."""
    context = visitor(browser)
    found: dict[str, float] = {}
    responses: list[float] = []
    for name in names:
        page = new_page(context, server.program, kind)
        times = until_usable(page, server.address(getattr(server.program, kind)))
        found |= {f"{kind}_{what}_{name}": value for what, value in times.items()}
        if kind == "form" and name != "before":
            page.wait_for_timeout(REST_BEFORE_CLICKS)
            responses += [click_to_response(page) for _ in range(CLICKS)]
        page.close()
        time.sleep(PAUSE)
    context.close()
    return found | ({"response": median(responses), "response_slowest": max(responses)} if responses else {})


def on_the_wire(browser: Browser, server: Server) -> dict[str, float]:
    """Bytes and requests of a first and a second visit until nothing travels any more, and requests to other hosts."""
    port, proxy = server.ports
    found: dict[str, float] = {"foreign": 0}
    with Wire(proxy, port) as wire:
        for kind in KINDS:
            context = visitor(browser)
            for time_ in ("cold", "warm"):
                count, foreign = _counted(context, server, kind, wire)
                found |= {f"{kind}_bytes_{time_}": count[0], f"{kind}_requests_{time_}": count[1]}
                found["foreign"] = max(found["foreign"], foreign)
            context.close()
    return found


def _counted(context: Any, server: Server, kind: Kind, wire: Wire) -> tuple[tuple[int, int], int]:
    hosts: list[str] = []

    def keep(request: Request) -> None:
        url = urlsplit(request.url)
        if url.scheme.startswith("http") and url.hostname != "127.0.0.1":
            hosts.append(url.hostname)

    page = new_page(context, server.program, kind)
    page.on("request", keep)
    before = wire.count()
    until_usable(page, server.address(getattr(server.program, kind), port=server.ports[1]))
    wire.settle()
    after = wire.count()
    page.close()
    return (after[0] - before[0], after[1] - before[1]), len(hosts)


def with_sessions(browser: Browser, server: Server) -> dict[str, float]:
    """Memory with 0, 1, 10 and 30 forms open, each with an answer given; how long each took; processor time at rest."""
    found = {"memory_0": _settled(server)}
    contexts, took = [], []
    for number in range(max(SESSIONS)):
        contexts.append(visitor(browser))
        page = new_page(contexts[-1], server.program, "form")
        took.append(until_usable(page, server.address(server.program.form, visitor=number))["usable"])
        if number + 1 in SESSIONS:
            found[f"memory_{number + 1}"] = _settled(server)
    low, high = SESSIONS[-2:]
    found["memory_each"] = (found[f"memory_{high}"] - found[f"memory_{low}"]) / (high - low)
    found |= {"crowded": median(took), "idle_cpu": _at_rest(server)}
    for context in contexts:
        context.close()
    return found


def with_charts(browser: Browser, server: Server) -> dict[str, float]:
    """Memory that each of some more pages with the chart costs."""
    memory, contexts = {}, []
    for number in range(max(CHARTS)):
        contexts.append(visitor(browser))
        page = new_page(contexts[-1], server.program, "chart")
        until_usable(page, server.address(server.program.chart, visitor=number))
        if number + 1 in CHARTS:
            memory[number + 1] = _settled(server)
    for context in contexts:
        context.close()
    low, high = CHARTS
    return {"memory_each_chart": (memory[high] - memory[low]) / (high - low)}


def _settled(server: Server) -> float:
    """MB of memory once it no longer changes: what was opened may still load, a pool may still fill."""
    before, now = 0.0, server.memory()
    deadline = time.monotonic() + LONGEST
    while abs(now - before) > CALM * now and time.monotonic() < deadline:
        time.sleep(1)
        before, now = now, server.memory()
    return now


def _at_rest(server: Server) -> float:
    """Percent of one processor that the server uses while nobody does anything."""
    before = server.cpu_seconds()
    time.sleep(REST)
    return 100 * (server.cpu_seconds() - before) / REST
