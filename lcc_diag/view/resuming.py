"""Where somebody who comes back with a code goes on."""

from __future__ import annotations

from datetime import date

from lcc_diag.model.case import Case
from lcc_diag.model.diagnosis import diagnose
from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.view.chapters import CHAPTERS, RESULT


def resume_at(case: Case, questionnaires: Questionnaires, today: date) -> str:
    """The chapter to open: the result once all it rests on was asked and answered ("don't know" is an answer too).

    Else the chapter of the last answer if something is open in it, or else the first chapter where something is.
    """
    unknown = diagnose(case, questionnaires, today).unknown
    open_parts = {entry.item.partition(".")[0] for entry in unknown if entry.kind == "unanswered"}
    if not case.challenges:
        open_parts.add("cynefin")
    still_open = [chapter for part, chapter in CHAPTERS.items() if part in open_parts]
    if not still_open:
        return RESULT
    last = _last_chapter(case)
    return last if last in still_open else still_open[0]


def _last_chapter(case: Case) -> str | None:
    return CHAPTERS.get(case.answers[-1].item.partition(".")[0]) if case.answers else None
