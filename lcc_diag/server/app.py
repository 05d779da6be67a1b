"""The workbook as an application of its own: a subclass of Voilà's that serves our addresses and no others."""

from __future__ import annotations

import hashlib
import logging
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from jupyter_server.auth.security import passwd
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.web import Application
from traitlets.config import Config
from voila.app import Voila

from lcc_diag.server.entrance import EnterHandler, Entrance
from lcc_diag.server.limits import allow_many_connections
from lcc_diag.server.network import is_loopback
from lcc_diag.server.pages import MissingHandler, StartHandler
from lcc_diag.server.routes import routes
from lcc_diag.server.service import Options, Service

MAX_REQUEST_BYTES = 64 * 2**10
"""Requests carry a pass-phrase at most; answers and files come through the websocket."""
IDLE_SECONDS, BODY_SECONDS = 75.0, 30.0
"""How long a connection may stay without a whole request, and how long a request may take to arrive."""


@dataclass(frozen=True)
class Listening:
    """Where and how the port is opened. ``certificate``: files of certificate and key for https. ``behind_proxy``:
    a proxy in front says in headers who asks and how. ``phrase``: what visitors have to enter, "" for nothing."""

    host: str = "127.0.0.1"
    port: int = 8866
    base_url: str = "/"
    certificate: tuple[Path, Path] | None = None
    behind_proxy: bool = False
    phrase: str = ""


class Workbook(Voila):
    """Voilà's application with our routes on one port."""

    name = "voila"  # keeps Voilà's configuration section
    listening: Listening
    service: Service
    when_ready: Callable[[], None]

    def init_settings(self) -> dict:
        # What tornado's application needs while it is constructed; tornado_settings would come too late.
        local = is_loopback(self.listening.host) and not self.listening.behind_proxy
        return super().init_settings() | {
            "allow_remote_access": not local,  # else a foreign name that leads to this computer is refused
            "local_hostnames": ["localhost"],
            "allow_unauthenticated_access": True,  # chapters ask for the pass-phrase themselves
            "login_url": f"{self.service.options.address}enter",
            "xsrf_cookies": True,
            "xsrf_cookie_kwargs": {"path": self.base_url, "samesite": "Lax"},
            "default_handler_class": MissingHandler,
            "default_handler_args": {"service": self.service},
        }

    def init_handlers(self) -> list:
        shared = {"service": self.service}
        enter = (f"{self.service.options.address}enter", EnterHandler, shared)
        return [(self.base_url, StartHandler, shared), enter, *routes(self.service)]

    def listen(self) -> None:
        Path(self.connection_dir).rmdir()  # for Voilà's own kernels, of which there are none; a killed server leaves it
        allow_many_connections()
        self.http_server(self.app).listen(self.listening.port, self.listening.host)
        self.ioloop = IOLoop.current()
        self.ioloop.add_callback(self.service.start)
        self.ioloop.add_callback(self.service.keep_promises)
        self.ioloop.add_callback(self.when_ready)  # runs once the port is open and the loop turns
        try:
            self.ioloop.start()
        except KeyboardInterrupt:
            pass
        finally:
            self.stop()

    def http_server(self, application: Application) -> HTTPServer:
        """What reads the requests: short ones, from whoever does not take for ever to send them."""
        return HTTPServer(
            application,
            ssl_options=_ssl_options(self.listening.certificate),
            xheaders=self.listening.behind_proxy,
            max_body_size=MAX_REQUEST_BYTES,
            max_header_size=MAX_REQUEST_BYTES,
            idle_connection_timeout=IDLE_SECONDS,
            body_timeout=BODY_SECONDS,
        )

    def stop(self) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl+C must not leave kernels behind
        self.ioloop.run_sync(self.service.stop)  # Voilà's own ending would end Voilà's own kernels


def serve(options: Options, listening: Listening, when_ready: Callable[[], None]) -> None:
    """Serve until interrupted; call ``when_ready`` once the port is open."""
    Workbook.clear_instance()
    app = Workbook.instance(config=_configuration(options, listening))
    app.listening, app.service, app.when_ready = listening, Service(options), when_ready
    app.initialize([])
    app.start()


def _configuration(options: Options, listening: Listening) -> Config:
    config = Config()
    config.Voila.update(
        root_dir=str(options.notebooks),
        base_url=options.base_url,
        open_browser=False,
        log_level=logging.WARNING,
        cookie_secret=_cookie_secret(listening.phrase),
        config_file_paths=[],
        identity_provider_class=Entrance,
    )
    if listening.phrase:
        hashed = passwd(listening.phrase)
        config.Entrance.update(hashed_password=hashed, cookie_options={"samesite": "Lax"})
    return config


def _cookie_secret(phrase: str) -> bytes:
    """Who has entered the phrase need not do so again after a restart."""
    if not phrase:
        return os.urandom(32)
    return hashlib.scrypt(phrase.encode(), salt=b"lcc-diag entrance", n=2**14, r=8, p=1)


def _ssl_options(certificate: tuple[Path, Path] | None) -> dict[str, str] | None:
    return {"certfile": str(certificate[0]), "keyfile": str(certificate[1])} if certificate else None
