"""An explanation as indented text: what was concluded, from which values, against which thresholds."""

from __future__ import annotations

from lcc_diag.model.explanation import Explanation


def explain(explanation: Explanation, depth: int | None = None) -> str:
    """The reasoning as a text tree, one step a line, top first; ``depth`` limits the levels shown (``None``: all)."""
    return "\n".join(_lines(explanation, 0, depth))


def _lines(step: Explanation, level: int, depth: int | None) -> list[str]:
    if depth is not None and level >= depth:
        return []
    lines = ["  " * level + _line(step)]
    for below in step.because:
        lines += _lines(below, level + 1, depth)
    return lines


def _line(step: Explanation) -> str:
    details = [f"{name} {_value(value)}" for name, value in step.inputs.items()]
    details += [f"{name} = {_value(value)}" for name, value in step.thresholds.items()]
    tail = f" [{step.rule}; {step.source}]" if step.source else f" [{step.rule}]" if step.rule else ""
    return f"{step.what}: {_value(step.value)}" + (f" ({', '.join(details)})" if details else "") + tail


def _value(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)
