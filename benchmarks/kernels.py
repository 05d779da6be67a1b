"""Time and memory of a kernel: forked from a preloaded process, our plain one, and ipykernel as it is, in one run.

    .venv/bin/python benchmarks/kernels.py [ROUNDS]

Each round starts six kernels of every kind and shows one of the six chapters in each, for the worked example. Memory is
the proportional set size (PSS): what processes share counts for each with its part. Minimum–median–maximum; times
depend on the machine, so compare within a run. Linux only, because of the memory.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median

import psutil
from jupyter_client.manager import start_new_async_kernel

from lcc_diag.content import load
from lcc_diag.server.kernels import Kernels
from lcc_diag.store import CaseStore
from lcc_diag.store.example import example_case

CHAPTERS = ("start", "cynefin", "attitudes", "execution", "result", "plan")
Figures = dict[str, list[float]]


class Ipykernel:
    """``python -m ipykernel_launcher`` as jupyter_client starts it, with the same interface as ours."""

    @classmethod
    async def start(cls) -> Ipykernel:
        kernel = cls()
        kernel.manager, kernel.client = await start_new_async_kernel()
        kernel.pid = kernel.manager.provisioner.pid
        return kernel

    async def end(self) -> None:
        self.client.stop_channels()
        await self.manager.shutdown_kernel(now=True)


@asynccontextmanager
async def ours(fork: bool):
    """Our kernels without warm ones, after one was taken: then the preloader, if there is one, has loaded."""
    kernels = Kernels(fork=fork, warm=0)
    await kernels.start()
    first = await kernels.take()
    try:
        yield kernels.take
    finally:
        await first.end()
        await kernels.stop()


@asynccontextmanager
async def theirs():
    yield Ipykernel.start


KINDS = {"forked": lambda: ours(True), "plain": lambda: ours(False), "ipykernel": theirs}


async def timed(figures: list[float], what: Awaitable):
    """The result of ``what``, and in ``figures`` how many milliseconds it took."""
    begun = time.perf_counter()
    result = await what
    figures.append(1000 * (time.perf_counter() - begun))
    return result


async def run(kernel, code: str) -> None:
    reply = await kernel.client.execute(code, reply=True, timeout=60)
    assert reply["content"]["status"] == "ok", reply["content"]


def memory(kernel) -> float:
    """PSS of the kernel's process in MB."""
    return psutil.Process(kernel.pid).memory_full_info().pss / 1e6


async def one_round(take: Callable[[], Awaitable], query: str, figures: Figures) -> None:
    kernels = [await timed(figures["ready, nothing warm (ms)"], take()) for _ in CHAPTERS]
    figures["memory, idle (MB)"] += map(memory, kernels)
    for kernel, chapter in zip(kernels, CHAPTERS, strict=True):
        await run(kernel, f"import os; os.environ['QUERY_STRING'] = {query!r}")
        code = f"from lcc_diag.workbook import chapter; chapter({chapter!r})"
        await timed(figures[f"chapter {chapter} (ms)"], run(kernel, code))
    for kernel, chapter in zip(kernels, CHAPTERS, strict=True):
        figures[f"memory, {chapter} shown (MB)"].append(memory(kernel))
    await asyncio.gather(*(kernel.end() for kernel in kernels))


async def warm_pool(figures: Figures, rounds: int, fork: bool) -> None:
    kernels = Kernels(fork=fork, warm=2)
    await kernels.start()
    for _ in range(rounds):
        while kernels.describe()["warm"] < 2:
            await asyncio.sleep(0.01)
        kernel = await timed(figures["ready, from the warm pool (ms)"], kernels.take())
        await kernel.end()
    await kernels.stop()


async def measure(rounds: int, query: str) -> dict[str, Figures]:
    """All figures by kind; the kinds take turns, so that the machine's moods meet all of them."""
    figures = {kind: defaultdict(list) for kind in KINDS}
    for kind in ("forked", "plain"):
        await warm_pool(figures[kind], rounds, kind == "forked")
    for number in range(rounds):
        for kind, opened in KINDS.items():
            async with opened() as take:
                await one_round(take, query, figures[kind])
        print(f"round {number + 1} of {rounds}", file=sys.stderr)
    return figures


def show(figures: dict[str, Figures]) -> None:
    print(f"{'min–median–max':<32}" + "".join(f"{kind:>22}" for kind in KINDS) + f"{'forked : ipykernel':>20}")
    for name in figures["forked"]:
        columns = [figures[kind].get(name) for kind in KINDS]
        ratio = f"{median(columns[0]) / median(columns[-1]):.2f}" if columns[-1] else ""
        print(f"{name:<32}" + "".join(f"{spread(column):>22}" for column in columns) + f"{ratio:>20}")


def spread(values: list[float] | None) -> str:
    if not values:
        return "–"
    digits = 0 if max(values) >= 10 else 2
    return "–".join(f"{value:.{digits}f}" for value in (min(values), median(values), max(values)))


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    logging.basicConfig(level=logging.ERROR)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["LCC_DIAG_DB"] = f"sqlite:///{Path(folder).as_posix()}/cases.sqlite"
        store = CaseStore(os.environ["LCC_DIAG_DB"])
        link = store.create(case=example_case("de", load()))
        show(asyncio.run(measure(rounds, f"case={link.token}&lang=de")))


if __name__ == "__main__":
    main()
