"""Monday's step in words, with the name of what it is about wherever that is known."""

from __future__ import annotations

from collections.abc import Sequence

from lcc_diag.model.questionnaires import Questionnaires
from lcc_diag.view.formats import quoted


def monday_step(
    content: Questionnaires,
    outcome: str,
    language: str,
    conditions: Sequence[str] = (),
    challenge: str | None = None,
    lever: str | None = None,
) -> str:
    """What to do first. ``conditions``: ids of those still open, the first of which is taken on. ``challenge``: the
    statement of the one to talk about; ``lever``: id of the execution question to begin with.
    """
    told, known = content.rules.outcomes[outcome], {}
    if conditions:
        gate = content.circle.gates[conditions[0]]
        known |= {"condition": quoted(gate.name[language], language), "remedy": gate.remedy[language]}
    if challenge is not None:
        known["challenge"] = quoted(challenge.removesuffix("."), language)  # it stands within a sentence
    if lever is not None:
        known["lever"] = quoted(content.execution.questions[lever].short[language], language)
    if told.monday_named is None:
        return told.monday[language]
    try:
        return told.monday_named[language].format(**known)
    except KeyError:  # what it is about is not known
        return told.monday[language]
