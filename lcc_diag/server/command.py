"""What happens between ``lcc-diag serve`` and the first page: everything checked, then served, then said."""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
from pathlib import Path

import click

from lcc_diag import settings
from lcc_diag.i18n import phrase
from lcc_diag.model.problem import InputError, Problem


def run(host: str, port: int, database: str | None, questionnaires: Path | None, language: str) -> None:
    """Check questionnaires, database and port, then serve until interrupted.

    Raises ``InputError`` with a sentence for anything that would fail later in a less friendly way.
    """
    click.echo(phrase("commands.serve_starting", language))
    if database:
        os.environ[settings.DATABASE] = database
    if questionnaires:
        os.environ[settings.QUESTIONNAIRES] = str(questionnaires.resolve())
    check_port(host, port)
    notebooks = _prepare()

    from lcc_diag.server.app import serve  # Voilà takes a second to import; problems are said before that

    try:
        serve(notebooks, host, port, lambda: _say_ready(host, port, language))
    finally:
        click.echo(phrase("commands.serve_stopped", language))


def check_port(host: str, port: int) -> None:
    """Raise ``InputError`` if ``host:port`` cannot be opened."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        if os.name == "posix":  # elsewhere the option would allow a second server on the same port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            code = "port_in_use" if error.errno == errno.EADDRINUSE else "address_unusable"
            raise InputError(Problem(code, {"host": host, "port": port, "other": port + 1})) from error


def _prepare() -> Path:
    from lcc_diag.content import load
    from lcc_diag.content.folder import shipped
    from lcc_diag.store import CaseStore

    load(settings.questionnaires_folder())
    CaseStore(settings.database_url()).check()
    return shipped("notebooks")


def _say_ready(host: str, port: int, language: str) -> None:
    shown = f"[{host}]" if ":" in host else host
    click.echo(
        phrase("commands.serve_ready", language, address=f"http://{shown}:{port}", database=settings.database_url())
    )
    if not _is_loopback(host):
        click.echo(phrase("commands.serve_network", language))


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
