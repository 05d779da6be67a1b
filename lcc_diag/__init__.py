"""Diagnose a company's digitalisation: challenges (Cynefin), four attitudes, five execution questions, one decision.

For notebooks and programs of one's own::

    from datetime import date
    from pathlib import Path
    from lcc_diag import diagnose, explain, load_questionnaires, read_case

    questionnaires = load_questionnaires()
    case = read_case(Path("case.lcc.json").read_bytes(), questionnaires)
    diagnosis = diagnose(case, questionnaires, today=date.today())
    print(diagnosis.recommendation.outcome)
    print(explain(diagnosis.explanation))
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"
__all__ = ["InputError", "as_json", "diagnose", "explain", "insight", "load_questionnaires", "read_case", "write_case"]

_HOMES = {
    "InputError": ("lcc_diag.model.problem", "InputError"),
    "as_json": ("lcc_diag.model.as_json", "as_json"),
    "diagnose": ("lcc_diag.model.diagnosis", "diagnose"),
    "explain": ("lcc_diag.view.explain", "explain"),
    "insight": ("lcc_diag.statistics.insight", "insight"),
    "load_questionnaires": ("lcc_diag.content", "load"),
    "read_case": ("lcc_diag.store.case_file", "read_case"),
    "write_case": ("lcc_diag.store.case_file", "write_case"),
}


def __getattr__(name: str) -> Any:
    # Loaded on first use, so that `import lcc_diag.model` stays free of everything the model does not need.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)
