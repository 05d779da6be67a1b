"""What stands in ``questionnaires/``, as frozen values: all files together, each with a module for its shape.

Ids are the keys of the mappings. ``lcc_diag.content`` reads the files into these classes and checks them;
the model only ever sees the values.
"""

from __future__ import annotations

from dataclasses import dataclass

from lcc_diag.model.attitude_questions import Attitudes
from lcc_diag.model.background import Context, Sources
from lcc_diag.model.circle_questions import Circle
from lcc_diag.model.cynefin_questions import Cynefin
from lcc_diag.model.decision_table import Rules
from lcc_diag.model.execution_questions import Execution
from lcc_diag.model.experiments import Experiments
from lcc_diag.model.plan_questions import Costs, Plan
from lcc_diag.model.workshop_questions import WorkshopGuide


@dataclass(frozen=True, slots=True)
class Questionnaires:
    """All content of one ``questionnaires/`` folder, one attribute per file."""

    cynefin: Cynefin
    attitudes: Attitudes
    execution: Execution
    circle: Circle
    rules: Rules
    experiments: Experiments
    context: Context
    sources: Sources
    plan: Plan
    costs: Costs
    workshop: WorkshopGuide

    def versions(self) -> dict[str, int]:
        """Version of each file by its name, as stored with every result."""
        return {name: getattr(self, name).meta.version for name in self.__slots__}
