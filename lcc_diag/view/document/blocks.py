"""The pieces a document is made of, as plain data: paragraphs, lists, facts, tables, charts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Block = dict[str, Any]

CHART = ("id", "type", "title", "sentence", "table", "data")
"""What a document needs of a chart."""


def paragraph(text: str | None, style: str = "normal") -> list[Block]:
    """A paragraph, or nothing for no text; ``style`` is ``normal`` or ``note``."""
    return [{"kind": "paragraph", "text": text, "style": style}] if text else []


def heading(text: str) -> list[Block]:
    """A heading below that of the section."""
    return [{"kind": "heading", "text": text}]


def bullets(items: Iterable[str | None]) -> list[Block]:
    """A list, or nothing without entries."""
    listed = [item for item in items if item]
    return [{"kind": "list", "items": listed}] if listed else []


def fact(label: str, text: str, *details: str | None) -> dict[str, Any]:
    """An entry of ``facts``."""
    return {"label": label, "text": text, "details": [detail for detail in details if detail]}


def facts(items: Iterable[dict[str, Any]]) -> list[Block]:
    """Labelled entries, or nothing without any."""
    listed = list(items)
    return [{"kind": "facts", "items": listed}] if listed else []


def table(title: str, columns: list[str], rows: list[list[str]], numeric: Iterable[int] = ()) -> list[Block]:
    """A table, or nothing without rows; ``numeric`` are the places of columns that are set to the right."""
    right = set(numeric)
    shape = {"columns": columns, "rows": rows, "numeric": [place in right for place in range(len(columns))]}
    return [{"kind": "table", "title": title, **shape}] if rows else []


def chart(given: dict[str, Any] | None) -> list[Block]:
    """A chart as the view has it, without what only the screen needs; its empty text where there is nothing to draw."""
    if given is None:
        return []
    if given.get("empty") or not given.get("table"):
        return paragraph(given.get("empty"), "note")
    return [{"kind": "chart", **{name: given.get(name) for name in CHART}}]
