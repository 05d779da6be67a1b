"""``workshop.yaml``: how a workshop runs – its parts, phases and what the facilitator says."""

from __future__ import annotations

from dataclasses import dataclass

from lcc_diag.model.questions import Meta
from lcc_diag.model.text import Content


@dataclass(frozen=True, slots=True)
class WorkshopGuide(Content):
    """``workshop.yaml``. ``pulse``: the one item of each attitude that the two-minute pulse asks, by dimension."""

    meta: Meta
    pulse: dict[str, str]
