"""Many pages at once, pages that leave, kernels that die while they wait, and a server that stops in the middle."""

from __future__ import annotations

import asyncio

import psutil
import pytest

from lcc_diag.server.kernels import KernelError, Kernels
from lcc_diag.server.kernels.kernels import fork_by_default

from .conftest import children, execute, gone, kill, until


def test_warm_kernels_are_given_first_and_replaced(fork, opened):
    async def scenario() -> None:
        async with opened(fork, warm=2) as kernels:
            await until(lambda: kernels.describe()["warm"] == 2)
            warm = {kernel.pid for kernel in kernels._pool._warm}
            assert {(await kernels.take()).pid, (await kernels.take()).pid} == warm
            assert kernels.describe()["taken"] == 2
            await until(lambda: kernels.describe()["warm"] == 2)
            assert kernels.describe()["taken"] == 2

    asyncio.run(scenario())


def test_a_burst_of_ten_gets_ten_living_kernels_and_the_pool_is_full_again(fork, opened):
    async def scenario() -> None:
        async with opened(fork, warm=2) as kernels:
            taken = await asyncio.gather(*(kernels.take() for _ in range(10)))
            assert len({kernel.pid for kernel in taken}) == 10
            assert {await execute(kernel, "print(1)") for kernel in taken} == {"1\n"}
            await until(lambda: kernels.describe()["warm"] == 2)
            assert kernels.describe()["starting"] == 0

    asyncio.run(scenario())


def test_a_kernel_that_died_while_it_waited_is_not_given_out_and_is_replaced(fork, opened):
    async def scenario() -> None:
        async with opened(fork, warm=2) as kernels:
            await until(lambda: kernels.describe()["warm"] == 2)
            first = kernels._pool._warm[0]
            process = psutil.Process(first.pid)
            process.kill()
            while not is_over(process):
                pass  # without giving the loop a chance to hear of it
            kernel = await kernels.take()
            assert kernel.pid != first.pid
            assert await execute(kernel, "print(1)") == "1\n"
            await until(lambda: kernels.describe()["warm"] == 2)

    asyncio.run(scenario())


def is_over(process: psutil.Process) -> bool:
    """Whether all threads have ended: the last one closes what the process had open."""
    try:
        return process.status() == psutil.STATUS_ZOMBIE and process.num_threads() == 1
    except psutil.NoSuchProcess:
        return True


def test_a_page_that_leaves_while_it_waits_takes_no_kernel_with_it(fork, opened):
    async def scenario() -> None:
        async with opened(fork, warm=0) as kernels:
            leaving = asyncio.create_task(kernels.take())
            staying = asyncio.create_task(kernels.take())
            await until(lambda: kernels.describe()["starting"] > 0)
            leaving.cancel()
            await asyncio.gather(leaving, return_exceptions=True)
            assert leaving.cancelled()
            assert await execute(await staying, "print(1)") == "1\n"

    asyncio.run(scenario())


def test_stopping_while_kernels_are_being_started_leaves_nothing(fork):
    async def scenario() -> None:
        kernels = Kernels(fork=fork, warm=2)
        await kernels.start()
        folder = kernels._folder.path
        waiting = [asyncio.create_task(kernels.take()) for _ in range(3)]
        await until(lambda: bool(children()))
        processes = children()
        await asyncio.gather(kernels.stop(), kernels.stop())
        assert gone(processes)
        assert children() == []
        assert not folder.exists()
        assert {type(result) for result in await asyncio.gather(*waiting, return_exceptions=True)} == {KernelError}
        with pytest.raises(KernelError):
            await kernels.take()
        await kernels.stop()

    asyncio.run(scenario())


def test_stopping_before_starting_is_no_mistake(fork):
    asyncio.run(Kernels(fork=fork).stop())


def test_forking_is_switched_off_by_the_environment(opened, environment):
    assert not fork_by_default({"LCC_DIAG_FORK": "0"})

    async def scenario() -> None:
        async with opened(None, environment={**environment, "LCC_DIAG_FORK": "0"}) as kernels:
            kernel = await kernels.take()
            assert kernels.describe()["mode"] == "plain"
            assert kernels.describe()["preloader"] is None
            assert "plain" in " ".join(psutil.Process(kernel.pid).cmdline())

    asyncio.run(scenario())


@pytest.mark.usefixtures("needs_fork")
def test_kernels_outlive_the_preloader_which_comes_back(opened):
    async def scenario() -> None:
        async with opened(True, warm=1) as kernels:
            kernel = await kernels.take()
            await until(lambda: kernels.describe()["warm"] == 1)
            first = kernels.describe()["preloader"]
            kill(first)
            taken = [await kernels.take() for _ in range(2)]
            assert {await execute(each, "print(1)") for each in (kernel, *taken)} == {"1\n"}
            await until(lambda: kernels.describe()["preloader"] not in (first, None))
            assert kernels.describe()["restarts"] == 1
            await until(lambda: kernels.describe()["warm"] == 1)
            await kernels.take()
            child = await kernels.take()
            assert psutil.Process(child.pid).ppid() == kernels.describe()["preloader"]

    asyncio.run(scenario())


@pytest.mark.usefixtures("needs_fork")
def test_a_preloader_with_a_second_thread_refuses_to_fork_and_pages_get_plain_kernels(opened, environment, tmp_path):
    """A library that starts a thread when it is imported would make forked kernels hang now and then."""
    (tmp_path / "sitecustomize.py").write_text(
        "import sys, threading, time\n"
        "if 'lcc_diag.server.kernels.preloader' in sys.orig_argv:\n"
        "    threading.Thread(target=time.sleep, args=(600,), daemon=True).start()\n"
    )

    async def scenario() -> None:
        async with opened(True, environment={**environment, "PYTHONPATH": str(tmp_path)}) as kernels:
            kernel = await kernels.take()
            assert await execute(kernel, "print(1)") == "1\n"
            assert "lcc_diag.server.kernels.plain" in psutil.Process(kernel.pid).cmdline()

    asyncio.run(scenario())


@pytest.mark.usefixtures("needs_fork")
def test_a_preloader_that_cannot_start_costs_no_page(opened, environment, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\nif 'lcc_diag.server.kernels.preloader' in sys.orig_argv:\n    raise SystemExit(1)\n"
    )

    async def scenario() -> None:
        async with opened(True, environment={**environment, "PYTHONPATH": str(tmp_path)}) as kernels:
            assert await execute(await kernels.take(), "print(1)") == "1\n"

    asyncio.run(scenario())


def test_kernels_that_cannot_start_at_all_are_told_as_an_error(fork, environment, tmp_path):
    (tmp_path / "ipykernel.py").write_text("raise ImportError")

    async def scenario() -> None:
        kernels = Kernels(fork=fork, warm=2, environment={**environment, "PYTHONPATH": str(tmp_path)})
        await kernels.start()
        for _ in range(2):
            with pytest.raises(KernelError):
                await kernels.take()
        await kernels.stop()
        assert children() == []

    asyncio.run(scenario())
