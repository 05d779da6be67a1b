"""A proxy that counts: every byte between browser and server, sockets included, as compressed as it really travels."""

from __future__ import annotations

import asyncio
import re
import threading
import time

REQUEST = re.compile(rb"(?:GET|POST|PUT|HEAD|DELETE|PATCH) \S+ HTTP/1\.1\r\n")
QUIET_SECONDS, QUIET_BYTES, LONGEST = 0.8, 500, 15.0


class Wire:
    """Listens on ``port`` and passes everything on to ``server``, in a thread of its own."""

    def __init__(self, port: int, server: int) -> None:
        self.bytes = self.requests = 0
        self._ports = port, server
        self._loop = asyncio.new_event_loop()
        self._listening = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Wire:
        self._thread.start()
        self._listening.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(asyncio.start_server(self._connected, "127.0.0.1", self._ports[0]))
        self._listening.set()
        self._loop.run_forever()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            to_server, from_server = None, None
            to_server, from_server = (await asyncio.open_connection("127.0.0.1", self._ports[1]))[::-1]
            await asyncio.gather(self._pass_on(reader, to_server, True), self._pass_on(from_server, writer, False))
        except OSError:
            pass  # one side hung up; the browser sees the same as without the proxy
        finally:
            writer.close()
            if to_server:
                to_server.close()

    async def _pass_on(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, asking: bool) -> None:
        try:
            while chunk := await source.read(65536):
                self.bytes += len(chunk)
                self.requests += len(REQUEST.findall(chunk)) if asking else 0
                target.write(chunk)
                await target.drain()
        finally:
            target.close()

    def count(self) -> tuple[int, int]:
        """Bytes and requests so far."""
        return self.bytes, self.requests

    def settle(self) -> None:
        """Wait until next to nothing travels any more."""
        deadline = time.monotonic() + LONGEST
        while time.monotonic() < deadline:
            before = self.bytes
            time.sleep(QUIET_SECONDS)
            if self.bytes - before < QUIET_BYTES:
                return
