"""The panel of a case: begin, resume, open, example; on each chapter its code, file and deletion."""

from __future__ import annotations

import anywidget
import traitlets

from lcc_diag.view import assets


class CasePanel(anywidget.AnyWidget):
    """Shows ``mode`` "start" (nothing open), "open" (start page with a case), "bar" (foot of a chapter),
    "banner" (this is an example) or "none" (a problem and the way back).

    ``case``: ``{"code", "example"}`` of the open case or empty. ``phrases``: wording by language and key.
    ``problem``: a sentence per language to show, or empty. The kernel answers messages; see ``ui/panel_actions.py``.
    """

    _esm = assets.case_script()
    _css = assets.case_style()

    mode = traitlets.Unicode("start").tag(sync=True)
    case = traitlets.Dict().tag(sync=True)
    phrases = traitlets.Dict().tag(sync=True)
    language = traitlets.Unicode("de").tag(sync=True)
    problem = traitlets.Dict().tag(sync=True)
