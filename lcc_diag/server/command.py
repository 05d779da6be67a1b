"""What happens between ``lcc-diag serve`` and the first page: everything checked, then served, then said."""

from __future__ import annotations

import errno
import logging
import os
import socket
import ssl
import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import click

from lcc_diag import settings
from lcc_diag.i18n import phrase
from lcc_diag.model.problem import InputError, Problem
from lcc_diag.server.network import addresses, is_loopback

if TYPE_CHECKING:
    from lcc_diag.server.app import Listening
    from lcc_diag.server.service import Options

PASSPHRASE = "LCC_DIAG_PASSPHRASE"


def run(
    language: str,
    *,
    host: str,
    port: int,
    db: str | None,
    questionnaires: Path | None,
    ask_phrase: bool,
    certificate: Path | None,
    key: Path | None,
    base_url: str,
    behind_proxy: bool,
    sessions: int | None,
    access_log: bool,
) -> None:
    """Check questionnaires, database, certificate and port, then serve until interrupted.

    Raises ``InputError`` with a sentence for anything that would fail later in a less friendly way.
    """
    secret = _secret(language, ask_phrase)
    click.echo(phrase("commands.serve_starting", language))
    _set_places(db, questionnaires)
    check_port(host, port)
    files = check_certificate(certificate, key)
    notebooks = _prepare()
    if access_log:
        _show_access_log()
    app = _application()  # only now: problems are said before that
    listening = app.Listening(host, port, _path(base_url), files, behind_proxy, secret)
    options = _options(notebooks, listening, sessions)
    try:
        app.serve(options, listening, lambda: _say_ready(listening, language))
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


def check_certificate(certificate: Path | None, key: Path | None) -> tuple[Path, Path] | None:
    """The two files for https, None if neither is given; ``InputError`` if they do not work together."""
    if certificate is None and key is None:
        return None
    if certificate is None or key is None:
        raise InputError(Problem("certificate_incomplete"))
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(certificate, key)
    except OSError as error:  # ssl.SSLError among them
        raise InputError(Problem("certificate_unusable", {"certificate": certificate, "key": key})) from error
    return certificate, key


def _secret(language: str, ask_phrase: bool) -> str:
    """The pass-phrase, empty for none. Kernels inherit the environment; the phrase is not for them."""
    given = os.environ.pop(PASSPHRASE, "")
    return given or (_asked(language) if ask_phrase else "")


def _asked(language: str) -> str:
    question = phrase("commands.serve_ask_phrase", language)
    return click.prompt(question, hide_input=True, confirmation_prompt=True)


def _set_places(db: str | None, questionnaires: Path | None) -> None:
    """Where cases and questionnaires are, for this process and its kernels."""
    if db:
        os.environ[settings.DATABASE] = db
    if questionnaires:
        os.environ[settings.QUESTIONNAIRES] = str(questionnaires.resolve())


def _prepare() -> Path:
    from lcc_diag.content import load
    from lcc_diag.content.folder import shipped
    from lcc_diag.store import CaseStore

    load(settings.questionnaires_folder())
    CaseStore(settings.database_url()).check()
    return shipped("notebooks")


def _application() -> ModuleType:
    # Half of Voilà's second and a half to import is a grammar for international web addresses that nothing here checks.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    from lcc_diag.server import app

    return app


def _options(notebooks: Path, listening: Listening, sessions: int | None) -> Options:
    from lcc_diag.server.room import session_limit
    from lcc_diag.server.service import Options

    return Options(notebooks, listening.base_url, not listening.phrase, sessions=sessions or session_limit())


def _path(base_url: str) -> str:
    """A path with one slash at each end."""
    inner = base_url.strip("/")
    return f"/{inner}/" if inner else "/"


def _show_access_log() -> None:
    log = logging.getLogger("lcc_diag.access")
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False


def _say_ready(listening: Listening, language: str) -> None:
    from lcc_diag.store.address import shown

    scheme = "https" if listening.certificate else "http"
    host = f"[{listening.host}]" if ":" in listening.host else listening.host
    address = f"{scheme}://{host}:{listening.port}{listening.base_url}".removesuffix("/")
    click.echo(phrase("commands.serve_ready", language, address=address, database=shown(settings.database_url())))
    if not is_loopback(listening.host):
        _say_reachable(listening, scheme, language)


def _say_reachable(listening: Listening, scheme: str, language: str) -> None:
    """Plainly who can reach the workbook, and what would keep others out."""
    reachable = [f"{scheme}://{host}:{listening.port}{listening.base_url}" for host in addresses(listening.host)]
    click.echo(phrase("commands.serve_reachable", language, addresses=", ".join(reachable)))
    click.echo(phrase("commands.serve_phrase" if listening.phrase else "commands.serve_open", language))
    if scheme == "http" and not listening.behind_proxy:
        click.echo(phrase("commands.serve_unencrypted", language))
