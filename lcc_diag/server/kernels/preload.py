"""What chapters need, imported once before there is a page. Not pandas, plotly, or what writes documents.

Here once is for all kernels together: the holidays alone, 300 modules, would cost each result page 11 MiB.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import sys

# Imported by other packages if they are there, and of no use in a kernel that only shows pages.
WITHOUT = ("debugpy", "jedi", "matplotlib_inline", "rfc3987_syntax")

MODULES = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.zmqshell",
    "ipykernel.debugger",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "IPython.utils.wildcard",
    "faulthandler",
    "holidays.countries",
    "numpy.ma",
    "numpy.random",
    "psutil",
    "tornado.platform.asyncio",
    "tornado.queues",
    "unicodedata",
    "zmq.utils.garbage",
    "ipywidgets",
    "anywidget",
    "sqlalchemy.dialects.sqlite",
    "lcc_diag.workbook",
    "lcc_diag.ui.worksheet",
    "lcc_diag.ui.result_page",
    "lcc_diag.view.forms",
    "lcc_diag.view.result",
    "lcc_diag.statistics.insight",
)


def preload() -> None:
    """Import everything; needs to happen before IPython starts, and starts no thread."""
    for name in WITHOUT:
        sys.modules.setdefault(name, None)
    gc.disable()  # nothing of this is ever garbage
    try:
        for name in MODULES:
            importlib.import_module(name)
    finally:
        gc.enable()
    load_content()
    load_driver()


def load_driver() -> None:
    """The driver of the database, which for PostgreSQL takes longer than all of a page."""
    from lcc_diag import settings
    from lcc_diag.model.problem import InputError
    from lcc_diag.store.address import parse

    with contextlib.suppress(InputError):  # an address that cannot be used is told on the page
        parse(settings.database_url())


def load_content() -> None:
    """The questionnaires of this environment; a folder with problems is told on the page, not here."""
    from lcc_diag import settings
    from lcc_diag.content import load
    from lcc_diag.model.problem import InputError

    try:
        load(settings.questionnaires_folder())
    except InputError:
        return
