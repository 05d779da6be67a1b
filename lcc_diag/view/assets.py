"""Scripts and styles put together from their parts, for whoever shows them: a notebook, a page of ours, a phone."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources

from lcc_diag.i18n import phrases
from lcc_diag.model.text import LANGUAGES

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
    "form_tight.js",
    "form_parts.js",
    "notebook.js",
    "form_leaving.js",
    "form.js",
)
_RESULT_SCRIPTS = (
    "canvas.js",
    "result_charts.js",
    "result_sections.js",
    "result_workshops.js",
    "result_documents.js",
    "notebook.js",
    "result.js",
)
_ROOM_SCRIPTS = ("workshop_room_parts.js", "workshop_room_slides.js", "workshop_room_place.js", "workshop_room.js")
_ROOM_WORDS = "screen_"
"""What the wordings begin with that a room needs on every screen."""
_WORKSHOP_SCRIPTS = (
    "workshop_desk.js",
    "workshop_setup.js",
    "workshop_lead.js",
    "workshop_door.js",
    "workshop_script.js",
    "workshop_paper.js",
    "workshop_talk.js",
    "workshop_decide.js",
    "workshop_close.js",
    "workshop_beamer.js",
    "workshop_turning.js",
    "workshop_keys.js",
    "workshop.js",
)
_HOST_SCRIPTS = ("language.js", "frames.js", "model.js", "line.js", "stage.js", "keeping.js", "host.js")
_PHONE_SCRIPTS = (
    "participant_page.js",
    "participant_live.js",
    "participant_post.js",
    "participant_own.js",
    "participant_join.js",
    "participant_screens.js",
    "participant.js",
)
_JOIN_SCRIPTS = ("participant_page.js", "join.js")
_WALL_SCRIPTS = ("participant_page.js", "participant_live.js", "wall.js")
_SMALL_FORM_SCRIPTS = ("form_dom.js", "form_outbox.js", "form_state.js")
"""What pages without a form take from it: elements, drawers, texts with fields."""
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
    return static("notebook.js", "case.js")


def case_style() -> str:
    """Colours, measures and style of the panel."""
    return static(_TOKENS, "case.css")


@cache
def room_script() -> str:
    """What shows a workshop on every screen, with its wordings: ``mountRoom``, without ``export``."""
    return "\n".join((_words("ROOM_WORDS", "room", _ROOM_WORDS), static(*_ROOM_SCRIPTS)))


def _words(name: str, section: str, beginning: str = "") -> str:
    """The wordings of a section whose keys begin so, by language, as a constant of a script."""
    words = {
        language: {key: text for key, text in phrases(section, language).items() if key.startswith(beginning)}
        for language in LANGUAGES
    }
    return f"const {name} = {json.dumps(words, ensure_ascii=False)};"


def room_style() -> str:
    """Colours, measures and style of a workshop on screen."""
    return static(_TOKENS, "workshop_room.css")


@cache
def workshop_script() -> str:
    """The facilitator's page as one ES module."""
    return "\n".join((room_script(), static("form_dom.js", "form_outbox.js", *_WORKSHOP_SCRIPTS)))


def workshop_style() -> str:
    """Colours, measures and style of the facilitator's page."""
    return "\n".join((room_style(), static("workshop.css")))


def workshop_files() -> dict[str, str]:
    """What the pages of a workshop load, one script and one style each: those of phones, of the page to type a code on,
    of the wall."""
    words = _words("PHONE_WORDS", "participant")
    small = "\n".join((words, static(*_SMALL_FORM_SCRIPTS)))
    return {
        "participant.js": "\n".join((words, form_script(), room_script(), _joined(_PAGE, _PHONE_SCRIPTS))),
        "participant.css": "\n".join((room_style(), static("form.css"), _joined(_PAGE, ("participant.css",)))),
        "join.js": "\n".join((small, _joined(_PAGE, _JOIN_SCRIPTS))),
        "wall.js": "\n".join((small, room_script(), _joined(_PAGE, _WALL_SCRIPTS))),
        "wall.css": "\n".join((room_style(), _joined(_PAGE, ("wall.css",)))),
    }


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
        "workshop.js": workshop_script(),
        "workshop.css": workshop_style(),
        "host.js": _joined(_PAGE, _HOST_SCRIPTS),
        "page.css": "\n".join((static(_TOKENS), _joined(_PAGE, ("page.css",)))),
        **workshop_files(),
    }
