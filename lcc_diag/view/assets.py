"""Scripts and styles put together from their parts, for whoever shows them: a notebook, a page of ours, a phone."""

from __future__ import annotations

from functools import cache
from importlib import resources

_WIDGETS = "ui/static"
_PAGE = "server/static/parts"
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
_RESULT_SCRIPTS = ("canvas.js", "result_charts.js", "result_sections.js", "result_documents.js", "result.js")
_HOST_SCRIPTS = ("language.js", "frames.js", "model.js", "line.js", "stage.js", "keeping.js", "host.js")
_TOKENS = "tokens.css"


@cache
def _joined(folder: str, names: tuple[str, ...]) -> str:
    place = resources.files("lcc_diag") / folder
    return "\n".join(_slim((place / name).read_text(encoding="utf-8")) for name in names)


def _slim(text: str) -> str:
    """``text`` without indentation and without comments that have lines of their own: a sixth less to send."""
    kept, inside = [], False
    for line in map(str.strip, text.splitlines()):
        if inside or line.startswith("/*"):
            inside = not line.endswith("*/")
        elif line and not line.startswith("// "):
            kept.append(line)
    return "\n".join(kept)


def static(*names: str) -> str:
    """The named files of ``ui/static`` one after the other.

    Widgets are loaded without an address of their own and so cannot import one another; joining the parts makes one
    module of them. Only the last file may have ``export``.
    """
    return _joined(_WIDGETS, names)


def form_script() -> str:
    """The form as one ES module: ``export default {render}`` for anywidget and ``mountForm`` for plain pages."""
    return static(*_FORM_SCRIPTS)


def form_style() -> str:
    """Colours, measures and style of the form."""
    return static(_TOKENS, "form.css")


def result_script() -> str:
    """The result as one ES module."""
    return static(*_RESULT_SCRIPTS)


def result_style() -> str:
    """Colours, measures and style of the result."""
    return static(_TOKENS, "result.css")


def case_script() -> str:
    """The panel of a case as one ES module."""
    return static("case.js")


def case_style() -> str:
    """Colours, measures and style of the panel."""
    return static(_TOKENS, "case.css")


def widget_files() -> dict[str, str]:
    """What our own pages load that is put together from parts, by file name: the widgets' files as the widgets bring
    them, and the host that shows widgets without a notebook's front end."""
    return {
        "form.js": form_script(),
        "form.css": form_style(),
        "result.js": result_script(),
        "result.css": result_style(),
        "case.js": case_script(),
        "case.css": case_style(),
        "host.js": _joined(_PAGE, _HOST_SCRIPTS),
        "page.css": "\n".join((static(_TOKENS), _joined(_PAGE, ("page.css",)))),
    }
