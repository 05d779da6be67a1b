"""A small reverse proxy, websockets too: what stands in front of a server in a company."""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress

from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPHeaders
from tornado.iostream import StreamClosedError
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler
from tornado.websocket import WebSocketHandler, websocket_connect

HOP_BY_HOP = {"connection", "content-length", "transfer-encoding", "keep-alive", "upgrade"}


class Proxy:
    """Passes everything on to ``port`` and says that it came by https."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._sockets = bind_sockets(0, "127.0.0.1")
        self.port = self._sockets[0].getsockname()[1]
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._done.set)
        self._thread.join()

    async def _run(self) -> None:
        self._loop, self._done = asyncio.get_running_loop(), asyncio.Event()
        given = {"target": f"127.0.0.1:{self._target}"}
        kinds = [(r".*/socket", _PassedSocket, given), (r".*/events", _PassedStream, given), (r".*", _Passed, given)]
        server = HTTPServer(Application(kinds))
        server.add_sockets(self._sockets)
        await self._done.wait()
        server.stop()
        await server.close_all_connections()


def _headers(handler: RequestHandler) -> HTTPHeaders:
    headers = HTTPHeaders(
        [(name, value) for name, value in handler.request.headers.get_all() if name.lower() not in HOP_BY_HOP]
    )
    headers["X-Forwarded-Proto"] = "https"
    headers["X-Forwarded-For"] = handler.request.remote_ip
    return headers


class _Passed(RequestHandler):
    def initialize(self, target: str) -> None:
        self._target = target

    async def _pass(self) -> None:
        request = self.request
        answer = await AsyncHTTPClient().fetch(
            HTTPRequest(
                f"http://{self._target}{request.uri}",
                method=request.method,
                headers=_headers(self),
                body=request.body if request.method == "POST" else None,
                follow_redirects=False,
                decompress_response=False,
                allow_nonstandard_methods=True,
            ),
            raise_error=False,
        )
        self.set_status(answer.code, answer.reason)
        self._headers = HTTPHeaders()
        for name, value in answer.headers.get_all():
            if name.lower() not in HOP_BY_HOP:
                self.add_header(name, value)
        self.finish(answer.body)

    get = head = post = put = delete = patch = _pass

    def compute_etag(self) -> None:
        """The server's own, or none."""


class _PassedStream(RequestHandler):
    """What has no end is passed on as it comes, as proxies do that are told not to wait for more."""

    def initialize(self, target: str) -> None:
        self._target = target

    async def get(self) -> None:
        request = HTTPRequest(
            f"http://{self._target}{self.request.uri}",
            headers=_headers(self),
            header_callback=self._take_header,
            streaming_callback=self._pass,
            request_timeout=0,
            decompress_response=False,
        )
        self._headers = HTTPHeaders()
        with suppress(StreamClosedError):
            await AsyncHTTPClient().fetch(request, raise_error=False)

    def _take_header(self, line: str) -> None:
        name, _, value = line.strip().partition(":")
        if not value and name:
            self.set_status(int(name.split()[1]))
        elif name and name.lower() not in HOP_BY_HOP:
            self.add_header(name, value.strip())

    async def _pass(self, chunk: bytes) -> None:
        self.write(chunk)
        await self.flush()

    def compute_etag(self) -> None:
        """The server's own, or none."""


class _PassedSocket(WebSocketHandler):
    def initialize(self, target: str) -> None:
        self._target = target
        self._inner = None

    def check_origin(self, _origin: str) -> bool:
        return True  # that is for the server to judge

    async def get(self, *_args: str) -> None:
        headers = _headers(self)
        for name in [name for name in headers if name.lower().startswith("sec-websocket")]:
            del headers[name]
        request = HTTPRequest(f"ws://{self._target}{self.request.uri}", headers=headers)
        try:
            self._inner = await websocket_connect(request, on_message_callback=self._told)
        except Exception as error:
            return self.send_error(getattr(error, "code", 502))
        await super().get()

    def _told(self, message: str | bytes | None) -> None:
        if message is None:
            self.close(self._inner.close_code, self._inner.close_reason)
        else:
            self.write_message(message, binary=isinstance(message, bytes))

    async def on_message(self, message: str | bytes) -> None:
        await self._inner.write_message(message, binary=isinstance(message, bytes))

    def on_close(self) -> None:
        if self._inner is not None:
            self._inner.close(self.close_code, self.close_reason)
