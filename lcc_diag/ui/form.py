"""The form as a widget: one for all questionnaires."""

from __future__ import annotations

import anywidget
import traitlets

from lcc_diag.view import assets


class Form(anywidget.AnyWidget):
    """Shows a form ``spec`` (see ``lcc_diag.view.forms``) with the ``answers`` given so far.

    ``storage_key`` names what the browser keeps until it is saved; one key per case and respondent, so that every
    chapter sends what another one could not. ``place`` is ``{"section": id}``, kept current by the browser.

    Custom messages to the kernel, each with a unique ``seq``: ``answer`` (item, challenge, value or None to clear,
    evidence), ``challenge_add`` (statement, topic), ``challenge_change`` (id and what changes), ``challenge_remove``
    (id), ``undo``. An ``answer`` with ``changed`` is about that field of its evidence alone: value and other fields are
    taken as they are stored by then, so that two browsers keep each other's entries; if nothing is stored, the whole
    message counts. The kernel answers each with ``{"type": "saved", "seq", "remark"}`` once it is on disk – after it
    has set ``answers`` and ``spec`` – ``{"type": "refused", "seq", "message"}``, or, if the
    database cannot write just now, ``{"type": "postponed", "seq", "message"}``: the form sends it again.

    ``refresh``, without ``seq``, lets the kernel read the case anew and set what differs, or send everything again
    (``missed``: the page was away).
    """

    _esm = assets.form_script()
    _css = assets.form_style()

    spec = traitlets.Dict().tag(sync=True)
    answers = traitlets.Dict().tag(sync=True)
    language = traitlets.Unicode("de").tag(sync=True)
    storage_key = traitlets.Unicode("lcc").tag(sync=True)
    place = traitlets.Dict().tag(sync=True)
