"""Scripts and styles of the widgets, put together for whoever shows them: a notebook, a page for participants."""

from __future__ import annotations

from functools import cache
from importlib import resources

_FORM_SCRIPTS = (
    "form_dom.js",
    "form_outbox.js",
    "form_state.js",
    "form_fields.js",
    "form_entries.js",
    "canvas.js",
    "form_challenges.js",
    "form_parts.js",
    "form_leaving.js",
    "form.js",
)
_FORM_STYLES = ("tokens.css", "form.css")


@cache
def static(*names: str) -> str:
    """The named files of ``ui/static`` one after the other.

    Widgets are loaded without an address of their own and so cannot import one another; joining the parts makes one
    module of them. Only the last file may have ``export``.
    """
    folder = resources.files("lcc_diag") / "ui" / "static"
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in names)


def form_script() -> str:
    """The form as one ES module: ``export default {render}`` for anywidget and ``mountForm`` for plain pages."""
    return static(*_FORM_SCRIPTS)


def form_style() -> str:
    """Colours, measures and style of the form."""
    return static(*_FORM_STYLES)
