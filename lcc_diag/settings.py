"""Where cases, questionnaires and plotly.js are, and what day it is: the same for server and chapters."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import platformdirs

DATABASE = "LCC_DIAG_DB"
DATABASE_KNOWN = "LCC_DIAG_DB_KNOWN"
QUESTIONNAIRES = "LCC_DIAG_QUESTIONNAIRES"
PLOTLY_URL = "LCC_DIAG_PLOTLY_URL"

HOME = ZoneInfo("Europe/Berlin")
"""Where the workbook is at home: a server elsewhere would call tomorrow today, or yesterday."""


def today() -> date:
    """The day in Germany, wherever the server stands."""
    return datetime.now(HOME).date()


def database_url() -> str:
    """URL of the case database: ``LCC_DIAG_DB``, else a SQLite file in the user's data folder."""
    folder = Path(platformdirs.user_data_dir("lcc-diag", appauthor=False))
    return os.environ.get(DATABASE) or f"sqlite:///{(folder / 'cases.sqlite').as_posix()}"


def may_create_database() -> bool:
    """Whether a database that is not there is made. Not by chapters of a server that has seen it
    (``LCC_DIAG_DB_KNOWN=1``): it was taken away, and an empty one would hide that."""
    return os.environ.get(DATABASE_KNOWN) != "1"


def questionnaires_folder() -> Path | None:
    """Folder of a consultant's own questionnaires: ``LCC_DIAG_QUESTIONNAIRES``; ``None`` for the shipped ones."""
    folder = os.environ.get(QUESTIONNAIRES)
    return Path(folder) if folder else None


def plotly_url() -> str:
    """Address of plotly.js on this host, set by the server; empty where nobody serves it (JupyterLab)."""
    return os.environ.get(PLOTLY_URL, "")
