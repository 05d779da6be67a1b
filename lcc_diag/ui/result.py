"""The result page as a widget: shows a finished view, asks for what is still missing, computes nothing."""

from __future__ import annotations

import anywidget
import traitlets

from lcc_diag.view import assets


class Result(anywidget.AnyWidget):
    """Shows ``view`` as ``lcc_diag.view.result.result_view`` makes it.

    The page sets ``language`` ("de" or "en") when the reader switches; whoever owns the widget then sets ``view`` in
    that language. ``plotly_url`` is where plotly.js lies on the same host; empty shows the bar charts as tables.

    Custom messages to the kernel: ``more`` once the verdict is on screen and sections are ``pending``; whoever owns the
    widget then sets ``view`` again. ``document`` (kind, language): answered at once by ``{"type": "document", "kind",
    "begun": True}``, then by ``{"type": "document", "kind", "name", "mime"}`` with the file as buffer, or with
    ``message`` (by language) in place of a file. ``refresh``: the case is read anew and ``view`` set if it differs, or
    sent again (``missed``: the page was away).
    """

    _esm = assets.result_script()
    _css = assets.result_style()

    view = traitlets.Dict().tag(sync=True)
    language = traitlets.Unicode("de").tag(sync=True)
    plotly_url = traitlets.Unicode("").tag(sync=True)
