"""The facilitator's page as a widget: sets a workshop up, leads through it, shows what was released."""

from __future__ import annotations

import anywidget
import traitlets

from lcc_diag.view import assets


class Workshop(anywidget.AnyWidget):
    """Shows the traits as ``lcc_diag.view.workshop.facilitator.workshop_state`` makes them.

    ``current`` is empty while no workshop runs. ``room``: what everybody sees. ``texts``: what participants wrote in
    rounds that are over, for the facilitator to read first. ``storage_key`` names what the browser keeps until it is
    saved.

    Custom messages to the kernel, each with a unique ``seq``, and those about a workshop with its number
    (``workshop``): ``open`` (settings), ``enter`` (phase), ``reveal`` (round), ``timer`` (act, seconds), ``lock``
    (locked), ``text`` (id, shown), ``challenge_add`` (statement), ``placement`` (id, domain, reason), ``parts`` (id,
    statements), ``part_remove`` (id), ``again`` (challenges), ``answer`` (item, value, evidence, changed),
    ``step`` (item, shown), ``sheet`` (role, typed, sheet), ``sheet_undo``, ``delete_raw``, ``undo``. Each is answered,
    once it is on disk and the traits are set, by ``{"type": "saved", "seq", "remark"}``, by ``{"type": "refused",
    "seq", "message"}``, or, if the database cannot write just now, by ``{"type": "postponed", "seq", "message"}``: it
    is sent again.

    Asked and answered at once, without ``seq``: ``clock`` by ``{"type": "clock", "now"}``; ``address`` (base) by
    ``{"type": "address", "link", "rows"}``; ``sheet_items`` (role) by ``{"type": "sheet_items", "role", "items"}``;
    ``earlier`` (workshop) by ``{"type": "earlier", "workshop", "room"}``; ``document`` (kind, workshop, language) as in
    ``lcc_diag.ui.result.Result``.
    ``refresh`` lets the kernel read everything anew; ``missed``: the page was away and is told all of it again.
    """

    _esm = assets.workshop_script()
    _css = assets.workshop_style()

    phrases = traitlets.Dict().tag(sync=True)
    setup = traitlets.Dict().tag(sync=True)
    guide = traitlets.Dict().tag(sync=True)
    current = traitlets.Dict().tag(sync=True)
    room = traitlets.Dict().tag(sync=True)
    challenges = traitlets.List().tag(sync=True)
    plan = traitlets.Dict().tag(sync=True)
    suggested = traitlets.Dict().tag(sync=True)
    earlier = traitlets.List().tag(sync=True)
    texts = traitlets.List().tag(sync=True)
    language = traitlets.Unicode("de").tag(sync=True)
    storage_key = traitlets.Unicode("lcc-workshop").tag(sync=True)
