"""The workbook as one application: Voilà's chapters and what is served beside them, on one port."""

from __future__ import annotations

import importlib.util
import logging
import os
from importlib import resources
from pathlib import Path

from tornado.ioloop import IOLoop
from tornado.web import RedirectHandler, StaticFileHandler
from traitlets.config import Config
from voila.app import Voila
from voila.tornado.handler import TornadoVoilaHandler

from lcc_diag import settings

# Only what a chapter needs: the widget manager and our own kind of widget.
LABEXTENSIONS = ["@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8", "anywidget"]
PACKAGE = Path(str(resources.files("lcc_diag")))
FIRST_CHAPTER = "voila/render/00_start.ipynb"
IDLE_SECONDS = 2 * 60 * 60


def plotly_folder() -> Path:
    """Folder of plotly's JavaScript file, found without importing plotly."""
    spec = importlib.util.find_spec("plotly")
    return Path(spec.origin).parent / "package_data"


class ChapterHandler(TornadoVoilaHandler):
    """A chapter's page. It sets the cookie with which the page may end its kernel when the tab is closed."""

    async def prepare(self) -> None:
        await super().prepare()
        self.xsrf_token  # noqa: B018 - reading it sets the cookie


class Workbook(Voila):
    """Voilà with the start page at ``/``, charts from this host, and compressed answers."""

    name = "voila"  # keeps Voilà's configuration section and settings key
    when_ready = None

    def init_settings(self) -> dict:
        # Compression has to be known when tornado's application is constructed; tornado_settings come too late.
        return super().init_settings() | {"compress_response": True}

    def init_handlers(self) -> list:
        start = (self.server_url, RedirectHandler, {"url": self.base_url + FIRST_CHAPTER, "permanent": False})
        charts = self._static(r"plotly\.min\.js", plotly_folder())
        colours = self._static(r"tokens\.css", PACKAGE / "ui" / "static")
        voila = [
            (route[0], ChapterHandler, *route[2:]) if route[1] is TornadoVoilaHandler else route
            for route in super().init_handlers()
        ]
        return [start, charts, colours, *voila]  # the first match wins

    def _static(self, name: str, folder: Path) -> tuple:
        """The route of one file beside the chapters; ``name`` is a pattern."""
        return (f"{self.server_url}lcc/static/({name})", StaticFileHandler, {"path": folder})

    def listen(self) -> None:
        IOLoop.current().add_callback(self.when_ready)  # runs once the port is open and the loop turns
        super().listen()


def serve(notebooks: Path, host: str, port: int, when_ready) -> None:
    """Serve the chapters in ``notebooks`` on ``host:port`` until interrupted; call ``when_ready`` once it answers."""
    templates = PACKAGE / "server" / "jupyter"
    os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, (str(templates), os.environ.get("JUPYTER_PATH"))))
    os.environ[settings.PLOTLY_URL] = "../../lcc/static/plotly.min.js"
    Workbook.clear_instance()
    app = Workbook.instance(config=_configuration(notebooks, host, port))
    app.when_ready = when_ready
    app.initialize([])
    app.start()


def _configuration(notebooks: Path, host: str, port: int) -> Config:
    config = Config()
    config.Voila.update(
        root_dir=str(notebooks), ip=host, port=port, port_retries=0, open_browser=False, log_level=logging.WARNING
    )
    config.VoilaConfiguration.update(
        template="lcc",
        allow_template_override="NO",
        allow_theme_override="NO",
        extension_allowlist=LABEXTENSIONS,
        file_allowlist=[],
        show_tracebacks=False,
    )
    # A closed tab ends its kernel; this is for tabs that vanish without saying so.
    config.MappingKernelManager.update(cull_idle_timeout=IDLE_SECONDS, cull_connected=False)
    return config
