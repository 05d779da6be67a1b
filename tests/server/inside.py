"""The server within the test's own process, where its patience can be shortened."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from tornado.netutil import bind_sockets
from tornado.web import Application

from lcc_diag.server.app import Listening, Workbook, _configuration
from lcc_diag.server.service import Options, Service
from tests.server.visiting import Visitor

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


class Inside:
    """A running server: its service, and visitors of it."""

    def __init__(self, service: Service, port: int) -> None:
        self.service = service
        self.port = port

    def visitor(self) -> Visitor:
        return Visitor(f"http://127.0.0.1:{self.port}/")

    async def until(self, reached, seconds: float = 60) -> None:
        """Wait for a state of the service."""
        async with asyncio.timeout(seconds):
            while not reached():
                await asyncio.sleep(0.01)

    @property
    def kernels(self) -> int:
        return self.service.kernels.describe()["taken"]


@asynccontextmanager
async def inside(sessions: int = 8) -> AsyncIterator[Inside]:
    """A server of this process with room for so many ``sessions``, on a port of its own."""
    options, listening = Options(NOTEBOOKS, sessions=sessions), Listening()
    Workbook.clear_instance()
    app = Workbook(config=_configuration(options, listening))
    app.listening, app.service = listening, Service(options)
    with _untouched(signal.SIGTERM):
        app.initialize([])
    application = Application(**app.init_settings())
    application.add_handlers(".*$", app.init_handlers())
    server = app.http_server(application)
    sockets = bind_sockets(0, "127.0.0.1")
    server.add_sockets(sockets)
    await app.service.start()
    try:
        yield Inside(app.service, sockets[0].getsockname()[1])
    finally:
        server.stop()
        await server.close_all_connections()
        await app.service.stop()


@contextmanager
def _untouched(number: int) -> Iterator[None]:
    """An application that is started takes signals over; the tests' own handling comes back."""
    before = signal.getsignal(number)
    yield
    signal.signal(number, before)
