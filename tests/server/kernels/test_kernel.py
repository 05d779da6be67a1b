"""One kernel: what it can do, what it shares with others, and what of it can be seen from outside."""

from __future__ import annotations

import asyncio
import os
import shutil
import stat
from queue import Empty

import psutil
import pytest

from lcc_diag.content import shipped_folder

from .conftest import execute, kill, until

UNSHOWN = ("pandas", "plotly", "typst", "pptx", "xlsxwriter", "openpyxl", "debugpy", "rfc3987_syntax", "jedi", "voila")


def test_a_kernel_is_ready_with_nothing_left_to_read(fork, opened):
    async def scenario() -> None:
        async with opened(fork) as kernels:
            kernel = await kernels.take()
            assert kernel.is_alive()
            assert await kernel.manager.is_alive()
            for read in (kernel.client.get_iopub_msg, kernel.client.get_shell_msg):
                with pytest.raises(Empty):
                    await read(timeout=0.1)
            assert await execute(kernel, "print(6 * 7)") == "42\n"

    asyncio.run(scenario())


def test_a_chapter_is_shown_without_importing_what_it_does_not_show(fork, opened, environment):
    async def scenario() -> None:
        async with opened(fork, environment=environment) as kernels:
            kernel = await kernels.take()
            before = await execute(kernel, "import sys; print('lcc_diag.workbook' in sys.modules)")
            assert before == "True\n"
            code = "from lcc_diag.workbook import chapter; print(type(chapter('attitudes')).__name__)"
            assert await execute(kernel, code) == "VBox\n"
            loaded = await execute(kernel, f"print(*[name for name in {UNSHOWN} if sys.modules.get(name)])")
            assert loaded.split() == []

    asyncio.run(scenario())


def test_two_kernels_draw_different_random_numbers_and_share_no_variables(fork, opened):
    draw = "import random, uuid, secrets, numpy; print({})"
    draws = ("random.random()", "numpy.random.random()", "numpy.random.default_rng().random()", "uuid.uuid4()")

    async def scenario() -> None:
        async with opened(fork) as kernels:
            one, two = await kernels.take(), await kernels.take()
            for what in draws:
                assert await execute(one, draw.format(what)) != await execute(two, draw.format(what))
            await execute(one, "answer = 1; import lcc_diag; lcc_diag.answer = 1")
            assert await execute(two, "answer") == "NameError"
            assert await execute(two, "import lcc_diag; lcc_diag.answer") == "AttributeError"

    asyncio.run(scenario())


def test_a_kernel_has_the_environment_and_folder_it_was_given_and_nothing_else(fork, opened, tmp_path, monkeypatch):
    given = {"PATH": os.environ["PATH"], "LCC_DIAG_LANG": "en", "QUERY_STRING": "lang=en"}

    async def scenario() -> None:
        async with opened(fork, environment=given, cwd=tmp_path) as kernels:
            monkeypatch.setenv("SECRET_OF_THE_SERVER", "1")
            kernel = await kernels.take()
            seen = (await execute(kernel, "import os; print(*os.environ)")).split()
            assert set(given) <= set(seen)
            assert "SECRET_OF_THE_SERVER" not in seen
            assert not any(name.startswith("LCC_") for name in set(seen) - set(given))
            assert await execute(kernel, "print(os.getcwd())") == f"{tmp_path}\n"

    asyncio.run(scenario())


def test_two_kernels_write_to_one_database_at_once(fork, opened, environment):
    setup = (
        "from lcc_diag import settings; from lcc_diag.store import CaseStore; s = CaseStore(settings.database_url())"
    )
    write = "tokens = [s.create(organisation='Müller').token for _ in range(5)]; print(len(tokens))"

    async def scenario() -> None:
        async with opened(fork, environment=environment) as kernels:
            pair = [await kernels.take(), await kernels.take()]
            await asyncio.gather(*(execute(kernel, setup) for kernel in pair))
            assert await asyncio.gather(*(execute(kernel, write) for kernel in pair)) == ["5\n", "5\n"]
            tokens = await execute(pair[0], "print(*tokens)")
            read = f"print({{s.read(token).organisation for token in '''{tokens}'''.split()}})"
            assert await execute(pair[1], read) == "{'Müller'}\n"

    asyncio.run(scenario())


def test_edited_questionnaires_show_on_the_next_page_even_in_a_warm_kernel(fork, opened, environment, tmp_path):
    folder = tmp_path / "questionnaires"
    shutil.copytree(shipped_folder(), folder)
    days = (
        "from lcc_diag import settings; from lcc_diag.content import load; "
        "print({e.days for e in load(settings.questionnaires_folder()).experiments.experiments.values()})"
    )

    async def scenario() -> None:
        async with opened(fork, warm=1, environment={**environment, "LCC_DIAG_QUESTIONNAIRES": str(folder)}) as kernels:
            await until(lambda: kernels.describe()["warm"] == 1)
            file = folder / "experiments.yaml"
            file.write_text(file.read_text(encoding="utf-8").replace("days: 14", "days: 12"), encoding="utf-8")
            for _ in range(2):  # the one that was waiting, and one started since
                assert "12" in await execute(await kernels.take(), days)

    asyncio.run(scenario())


@pytest.mark.skipif(os.name != "posix", reason="rights of files as Unix has them")
def test_nobody_else_can_reach_a_kernel(fork, opened):
    async def scenario() -> None:
        before = psutil.Process().net_connections("inet")  # other tests' proxies listen in this process
        async with opened(fork) as kernels:
            kernel = await kernels.take()
            folder = kernels._folder.path
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
            files = [path for path in folder.rglob("*") if path.is_socket() or path.is_file()]
            assert sum(path.is_socket() for path in files) == 4  # shell, iopub, control, stdin; no heartbeat
            assert all(stat.S_IMODE(path.stat().st_mode) & 0o077 == 0 for path in files if path.name != "README")
            assert psutil.Process(kernel.pid).net_connections("inet") == []
            assert [line for line in psutil.Process().net_connections("inet") if line not in before] == []

    asyncio.run(scenario())


def test_the_users_own_ipython_is_left_alone(fork, opened, environment, tmp_path):
    startup = tmp_path / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "mine.py").write_text("mine = 1")
    (tmp_path / "profile_default" / "ipython_config.py").write_text("get_config().InteractiveShell.xmode = 'Plain'")
    before = sorted(tmp_path.rglob("*"))

    async def scenario() -> None:
        async with opened(fork, environment={**environment, "IPYTHONDIR": str(tmp_path)}) as kernels:
            kernel = await kernels.take()
            assert await execute(kernel, "mine") == "NameError"
            assert await execute(kernel, "print(get_ipython().InteractiveTB.mode)") != "Plain\n"
            assert sorted(tmp_path.rglob("*")) == before

    asyncio.run(scenario())


def test_the_log_says_what_failed_and_where_but_no_answer(fork, opened, capfd):
    fails = """
    import comm, ctypes, logging, os, sys, warnings
    def handler(message):
        raise ValueError("Unsere Antwort")
    line = comm.create_comm(target_name="x")
    line.on_msg(handler)
    print("Unsere Antwort"); print("Unsere Antwort", file=sys.stderr); warnings.warn("Unsere Antwort")
    print("Unsere Antwort", file=sys.__stderr__); print("Unsere Antwort", file=sys.__stdout__)
    for stream in (1, 2):
        os.write(stream, b"Unsere Antwort")
    logging.getLogger("x").error("Unsere Antwort")
    get_ipython().log.error("Unsere Antwort")
    """.replace("\n    ", "\n")

    async def scenario() -> None:
        async with opened(fork) as kernels:
            kernel = await kernels.take()
            assert "Unsere Antwort" in await execute(kernel, fails)
            comm_id = (await execute(kernel, "print(line.comm_id)")).strip()
            message = kernel.client.session.msg("comm_msg", {"comm_id": comm_id, "data": {"a": "Unsere Antwort"}})
            kernel.client.shell_channel.send(message)
            assert await execute(kernel, "print(1)", ignore=message["header"]["msg_id"]) == "1\n"

    asyncio.run(scenario())
    log = capfd.readouterr()
    assert "Antwort" not in log.out + log.err
    assert "ValueError at " in log.err


def test_a_kernel_that_dies_is_noticed_at_once_and_told_once(fork, opened):
    async def scenario() -> None:
        told = []
        async with opened(fork) as kernels:
            kernel, other = await kernels.take(), await kernels.take()
            kernel.when_dead(lambda: told.append("dead"))
            other.when_dead(lambda: told.append("other"))
            kill(kernel.pid)
            await until(lambda: told == ["dead"])
            assert not kernel.is_alive()
            assert not await kernel.manager.is_alive()
            kernel.when_dead(lambda: told.append("later"))
            await until(lambda: told == ["dead", "later"])
            await kernel.end()
            await other.end()
            assert not other.is_alive()
        assert told == ["dead", "later"]

    asyncio.run(scenario())


def test_a_kernel_that_never_finishes_is_ended_all_the_same(fork, opened):
    async def scenario() -> None:
        async with opened(fork) as kernels:
            kernel = await kernels.take()
            kernel.client.execute("while True: pass")
            while (await kernel.client.get_iopub_msg(timeout=30))["msg_type"] != "execute_input":
                pass
            process = psutil.Process(kernel.pid)
            await asyncio.gather(kernel.end(), kernel.end())
            await until(lambda: not process.is_running() or process.status() == psutil.STATUS_ZOMBIE)
            assert kernels.describe()["taken"] == 0

    asyncio.run(scenario())


def test_jupyter_client_itself_can_end_it(fork, opened):
    async def scenario() -> None:
        async with opened(fork) as kernels:
            kernel = await kernels.take()
            await kernel.manager.shutdown_kernel(now=True)
            assert not kernel.is_alive()

    asyncio.run(scenario())
