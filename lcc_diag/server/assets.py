"""What pages load: scripts, styles and pictures under names that change with their content, so they never go stale."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import importlib.util
import mimetypes
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado.web import HTTPError, RequestHandler

from lcc_diag.server.headers import guard
from lcc_diag.view.assets import widget_files

HASH_LENGTH = 12
PLOTLY = "plotly.min.js"


@dataclass(frozen=True)
class Asset:
    """One file. ``address_name`` carries a hash of the content: ``host.3f2a….js``."""

    name: str
    content: bytes

    @cached_property
    def address_name(self) -> str:
        stem, _, ending = self.name.rpartition(".")
        return f"{stem}.{hashlib.sha256(self.content).hexdigest()[:HASH_LENGTH]}.{ending}"

    @cached_property
    def compressed(self) -> bytes:
        return gzip.compress(self.content, mtime=0)

    @property
    def media_type(self) -> str:
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"


class Assets:
    """All files of the pages, read once. Raises ``KeyError`` for a name that is none of them."""

    def __init__(self) -> None:
        contents = {name: text.encode() for name, text in widget_files().items()}
        folder = resources.files("lcc_diag") / "server" / "static"
        contents |= {entry.name: entry.read_bytes() for entry in folder.iterdir() if entry.is_file()}
        contents[PLOTLY] = plotly_file().read_bytes()
        self._by_name = {name: Asset(name, content) for name, content in contents.items()}
        self._by_address = {asset.address_name: asset for asset in self._by_name.values()}
        self._by_content = {asset.content: asset for asset in self._by_name.values()}

    def address(self, name: str) -> str:
        """The last part of the address of the file ``name``."""
        return self._by_name[name].address_name

    def named(self, address_name: str) -> Asset | None:
        """The file with this last part of its address."""
        return self._by_address.get(address_name)

    def address_of(self, text: str, ending: str) -> str:
        """The last part of the address of the script or style that a widget brings.

        One that is unknown is taken in: a kernel may be newer than this server (an edition installed while it runs),
        and a notebook of one's own may show other anywidgets.
        """
        content = text.encode()
        if content not in self._by_content:
            asset = Asset(f"widget.{ending}", content)
            self._by_content[content] = self._by_address[asset.address_name] = asset
        return self._by_content[content].address_name


def plotly_file() -> Path:
    """plotly's JavaScript file, found without importing plotly."""
    spec = importlib.util.find_spec("plotly")
    return Path(spec.origin).parent / "package_data" / PLOTLY


class AssetHandler(RequestHandler):
    """A file under its hashed name, for ever; nothing else."""

    def initialize(self, assets: Assets) -> None:
        self._assets = assets

    def set_default_headers(self) -> None:
        guard(self)

    @allow_unauthenticated
    async def get(self, name: str) -> None:
        asset = self._assets.named(name)
        if asset is None:
            raise HTTPError(404)
        self.set_header("Content-Type", asset.media_type)
        self.set_header("Cache-Control", "public, max-age=31536000, immutable")
        self.set_header("Vary", "Accept-Encoding")
        if "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            self.finish(await asyncio.to_thread(lambda: asset.compressed))  # plotly takes half a second, once
        else:
            self.finish(asset.content)

    head = get

    def _log(self) -> None:
        """Files are not worth a line in the log."""
