"""Which attitude is the weakest, and how sure that is (methods B.3)."""

from __future__ import annotations

from lcc_diag.model.features import settings_of
from lcc_diag.view.findings import Findings
from lcc_diag.view.odds import in_hundred


def weakest_text(found: Findings) -> str | None:
    """One attitude named alone from the limit on, else all that may be the weakest; ``None`` where nothing is known.

    Nothing is said where only levels are shown: the shares come from single answers.
    """
    if found.insight is None or found.few_staff or len(found.insight.weakest) < 2:
        return None
    limits = settings_of(found.questionnaires)
    ranked = sorted(found.insight.weakest.items(), key=lambda entry: -entry[1])
    name, share = ranked[0]
    if share >= limits["weakest_from"]:
        return found.say("weakest_one", name=found.attitude_name(name), times=in_hundred(share, found.language))
    return _several(found, [name for name, share in ranked if share >= limits["also_weakest_from"]] or [name], share)


def _several(found: Findings, names: list[str], share: float) -> str:
    """Which attitudes may be the weakest, and which of them stands first in the cycle."""
    if len(names) == 1:
        times = in_hundred(share, found.language)
        return found.say("weakest_likely", name=found.attitude_name(names[0]), times=times)
    order = list(found.questionnaires.attitudes.dimensions)  # the cycle runs in the order of the questionnaire
    first = min(names, key=order.index)
    told = found.say("weakest_several", names=found.listed([found.attitude_name(name) for name in names]))
    start = found.diagnosis.begin
    key = "weakest_begin" if start and start.attitude == first else "weakest_upstream"
    return f"{told} {found.say(key, name=found.attitude_name(first))}"
