"""A server as small as can be for the page's host: real templates and scripts, every move of it in a test's hands."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, select_autoescape
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, HTTPError, RequestHandler
from tornado.websocket import WebSocketHandler

import lcc_diag
from lcc_diag.server.headers import CONTENT_SECURITY_POLICY
from lcc_diag.view.assets import widget_files

HERE = Path(__file__).parent
PACKAGE = Path(lcc_diag.__file__).parent
TEMPLATES = PACKAGE / "server" / "templates"
BASE = "/user/abc/lcc/"
CHAPTER = "02_attitudes"
Message = dict[str, Any]


class Stub:
    """One chapter behind a prefix. Tests set what it does; what the page said lies in ``heard``."""

    def __init__(self) -> None:
        self.still: Message | None = None
        self.live: Message | None = None
        self.made = threading.Event()  # the kernel has made its widgets, and the page may go on
        self.made.set()
        self.broken = self.failed = self.fragile = self.full = False
        self.known = self.serving = True
        self.heard: list[tuple[Message, list[bytes]]] = []
        self.sockets: list[Line] = []
        self.closed: list[int | None] = []
        self.pages = 0
        self.told: Callable[[], None] = lambda: None
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        self._ready.wait()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}{BASE}{CHAPTER}.ipynb?case=TOKEN&lang=de"

    def say(self, message: Message, buffers: list[bytes] | None = None) -> None:
        """Say something to the page as the kernel would."""
        self._loop.call_soon_threadsafe(self.sockets[-1].say, message, buffers or [])

    def hang_up(self, code: int | None) -> None:
        """End the line with a code; ``None``: cut it."""
        line = self.sockets[-1]
        self._loop.call_soon_threadsafe(line.cut if code is None else lambda: line.close(code))

    def stop(self) -> None:
        self.made.set()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        routes = [
            (rf"{BASE}(\w+)\.ipynb", Chapter),
            (rf"{BASE}static/(.*)", File),
            (rf"{BASE}sessions/s1", Session),
            (rf"{BASE}sessions/s1/socket", Line),
            (rf"{BASE}health", Health),
            (rf"{BASE}plain/(\w+)", Plain),
        ]
        server = HTTPServer(Application([(*route, {"stub": self}) for route in routes]))
        sockets = bind_sockets(0, "127.0.0.1")
        self.port = sockets[0].getsockname()[1]
        server.add_sockets(sockets)
        self._ready.set()
        self._loop.run_forever()
        server.stop()


class Handler(RequestHandler):
    def initialize(self, stub: Stub) -> None:
        self.stub = stub
        self.set_header("Content-Security-Policy", CONTENT_SECURITY_POLICY)

    def template(self, name: str) -> Any:
        loaded = FileSystemLoader(TEMPLATES)
        environment = Environment(loader=loaded, autoescape=select_autoescape(), enable_async=True)
        environment.filters["markdown2html"] = str
        return environment.get_template(name)

    def log_exception(self, *_: Any) -> None:
        """What goes wrong here is meant to."""


def asset(name: str) -> str:
    return f"{BASE}static/{name}"


class Chapter(Handler):
    async def get(self, name: str) -> None:
        stub = self.stub
        stub.pages += 1
        stub.known = True  # each page has a session of its own
        context = {
            "nb": Notebook(name),
            "resources": {"metadata": {"name": name}},
            "language": self.get_argument("lang", "de"),
            "chapters": ["01_cynefin", CHAPTER],
            "asset": asset,
            "base": BASE,
            "fragile": stub.fragile,
            "still": stub.still,
            "kernel_start": self._start,
            "cell_generator": self._cells,
            "page": lambda: {"base": BASE, "chapter": name, "session": "s1", "case": "TOKEN"},
            "widgets": lambda: stub.live if not stub.failed else {"root": None, "models": {}},
        }
        async for piece in self.template("index.html.j2").generate_async(**context):
            self.write(piece)
            await self.flush()

    async def _start(self, _notebook: Any) -> str:
        await asyncio.get_running_loop().run_in_executor(None, self.stub.made.wait)
        if self.stub.broken:
            self.request.connection.stream.close()
        return "k1"

    async def _cells(self, _notebook: Any, _kernel: str) -> Any:
        yield {"outputs": [{"output_type": "error"}] if self.stub.failed else []}


class Notebook:
    def __init__(self, name: str) -> None:
        self.metadata = {"titles": {"de": f"Kapitel {name}", "en": f"Chapter {name}"}}
        self.cells = [
            {"cell_type": "markdown", "metadata": {"lang": "de"}, "source": "Erzählt wird auf Deutsch."},
            {"cell_type": "markdown", "metadata": {"lang": "en"}, "source": "Told in English."},
        ]


class File(Handler):
    def get(self, name: str) -> None:
        own = {"probe.js": (HERE / "probe.js").read_text("utf-8"), "probe.css": ""}
        text = (widget_files() | own).get(name)
        if text is None:
            raise HTTPError(404)
        self.set_header("Content-Type", "text/javascript" if name.endswith(".js") else "text/css")
        self.finish(text)


class Session(Handler):
    def get(self) -> None:
        if not self.stub.serving:
            self.request.connection.stream.close()
        elif not self.stub.known:
            raise HTTPError(404)
        else:
            self.finish({"open": True})


class Health(Handler):
    def get(self) -> None:
        if not self.stub.serving:
            self.request.connection.stream.close()
        else:
            self.finish({"sessions": 4 if self.stub.full else 3, "limit": 4})


class Line(WebSocketHandler):
    def initialize(self, stub: Stub) -> None:
        self.stub = stub

    def prepare(self) -> None:
        if not (self.stub.known and self.stub.serving):
            raise HTTPError(404)

    def open(self) -> None:
        self.stub.sockets.append(self)

    def on_message(self, frame: str | bytes) -> None:
        if isinstance(frame, str):
            self.stub.heard.append((json.loads(frame), []))
            return
        start = 4 + int.from_bytes(frame[:4], "big")
        message, buffers = json.loads(frame[4:start]), []
        for length in message.pop("buffers"):
            buffers.append(frame[start : start + length])
            start += length
        self.stub.heard.append((message, buffers))

    def say(self, message: Message, buffers: list[bytes]) -> None:
        if not buffers:
            self.write_message(json.dumps(message))
            return
        text = json.dumps({**message, "buffers": [len(buffer) for buffer in buffers]}).encode()
        self.write_message(len(text).to_bytes(4, "big") + text + b"".join(buffers), binary=True)

    def cut(self) -> None:
        self.ws_connection.stream.close()

    def on_close(self) -> None:
        self.stub.closed.append(self.close_code)

    def log_exception(self, *_: Any) -> None:
        """What goes wrong here is meant to."""


class Plain(Handler):
    async def get(self, name: str) -> None:
        context = {"base": BASE, "asset": asset, "status_code": 404, "xsrf": "x", "next": BASE, "wrong": True}
        if name == "waiting" and not self.stub.full:
            self.finish("<h1>There is room</h1>")
            return
        self.finish(await self.template(f"{name}.html").render_async(**context))
