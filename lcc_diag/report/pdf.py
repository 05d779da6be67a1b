"""The report as a PDF, with the case file attached."""

from __future__ import annotations

import json
from typing import Any

from lcc_diag.i18n import phrase
from lcc_diag.model.case import Case
from lcc_diag.report.amounts import amount
from lcc_diag.report.drawing.ranges import round_ticks
from lcc_diag.report.glyphs import shown, shown_all
from lcc_diag.report.typesetting import typeset

NO_DAY = "1970-01-01"
"""Day of a document without one: a PDF/A must bear a date, and the same document must give the same file."""

ONE_PAGE = 400
"""Characters of a single text on the first page, so that it stays one page; the sections have it in full."""

ONE_STEP = (220, 80, 40)
"""The same for the deed, the person and the date of a step."""

RUNNING = 60
"""Characters of the organisation's name at the head of a page."""

BESIDE = 64
"""Labels up to this many characters stand beside their text, where there are several."""

HEADING = 200
"""Characters of a heading; a longer one goes on as the text below it."""

COMPACT = (7, 1600)
"""Tables of at most so many rows and characters stay on one page."""

IN_DRAWING = {"bars": 56, "stack": 56, "ranges": 78}
"""Characters of a row's name that a drawing has room for; the table beneath has it in full."""

TICKS, BELOW_RANGES = 3, 40
"""About how many steps the scale of amounts has, and the characters there is room for below it."""

DRAWINGS = ("bars", "stack", "ranges", "cycle", "canvas")


def make(document: dict[str, Any], case: Case) -> bytes:
    """The PDF of ``document`` (see ``view.document``); the same document always gives the same bytes."""
    content = json.dumps(_content(document))
    return typeset("report.typ", _day(document), document=content, case_file=document["case_file"]["content"])


def _day(document: dict[str, Any]) -> str:
    return (document["date"] or {}).get("iso") or NO_DAY


def _content(document: dict[str, Any]) -> dict[str, Any]:
    """What the template reads: the document's own texts as they can be set, and what is said about them."""
    taken = {name: document[name] for name in ("language", "title", "example", "status", "labels", "footer")}
    told = {
        **taken,
        "day": _day(document),
        "organisation": document["organisation"],
        "summary": _summary(document["summary"]),
        "sections": [_section(section, document["language"]) for section in document["sections"]],
        "case-file": {name: document["case_file"][name] for name in ("name", "text")},
    }
    content, missing = shown_all(told)
    notice = document["labels"]["not_shown"].replace("{count}", str(missing)) if missing else None
    return content | _heads(content, document["date"]) | {"not-shown": notice}


def _heads(content: dict[str, Any], date: dict[str, str] | None) -> dict[str, str]:
    """The lines that name the document: window title, line below the title, running head, mark of a draft."""
    day, name = (date or {}).get("text", ""), content["organisation"].replace("\n", " ")
    return {
        "window-title": _joined(content["title"], _short(name, RUNNING), between=" – "),
        "masthead": _joined(_short(name, ONE_PAGE), day),
        "running": _joined(_short(name, RUNNING), day),
        "mark": content["status"]["label"],
    }


def _joined(*parts: str, between: str = " · ") -> str:
    return between.join(part for part in parts if part.strip())


def _short(text: str, most: int) -> str:
    """At most ``most`` characters, an ellipsis for the rest."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _summary(summary: dict[str, Any]) -> dict[str, Any]:
    steps = summary["steps"]
    rows = [[_short(cell, most) for cell, most in zip(row, ONE_STEP, strict=True)] for row in steps["rows"]]
    return summary | {
        "steps": steps | {"rows": rows, "numeric": [False] * len(steps["columns"]), "compact": True},
        "reasons": [_short(reason, ONE_PAGE) for reason in summary["reasons"]],
        "monday": _short(summary["monday"], ONE_PAGE),
    }


def _section(section: dict[str, Any], language: str) -> dict[str, Any]:
    said = [section["title"], *(block.get("text") for block in section["blocks"])]
    told = [_block(block, said[place], language) for place, block in enumerate(section["blocks"])]
    blocks = [part for block in told for part in _short_heading(_unsaid(block, section["title"]))]
    return {"title": section["title"], "lead": section["lead"], "blocks": blocks}


def _block(block: dict[str, Any], above: str | None, language: str) -> dict[str, Any]:
    """The block with what its layout depends on; ``above`` is the text it follows."""
    if block["kind"] == "facts":
        items = block["items"]
        return block | {"beside": len(items) > 1 and all(0 < len(item["label"]) <= BESIDE for item in items)}
    if block["kind"] == "table":
        title = "" if block["title"] in {above, block["columns"][0]} else block["title"]
        return block | {"title": title, "compact": _is_compact(block["rows"])}
    if block["kind"] == "chart":
        return _chart(block, language)
    return block


def _unsaid(block: dict[str, Any], title: str) -> dict[str, Any]:
    """The block without a title that only repeats that of its section."""
    return block | {"title": ""} if block.get("title") == title else block


def _short_heading(block: dict[str, Any]) -> list[dict[str, Any]]:
    if block["kind"] != "heading" or len(block["text"]) <= HEADING:
        return [block]
    short = block | {"text": _short(block["text"], HEADING)}
    return [short, {"kind": "paragraph", "text": block["text"], "style": "normal"}]


def _is_compact(rows: list[list[str]]) -> bool:
    most, characters = COMPACT
    return len(rows) <= most and sum(len(cell) for row in rows for cell in row) <= characters


def _chart(chart: dict[str, Any], language: str) -> dict[str, Any]:
    """A chart with its spoken sentence as the text instead; one without a drawing is its sentence and its table."""
    drawn = chart["type"] in DRAWINGS and chart["data"] is not None
    data = _drawing(chart["type"], chart["data"], language) if drawn else None
    alt = shown(f"{chart['title']}. {chart['sentence']}")[0]
    return chart | {"data": data, "drawn": drawn, "alt": alt, "table": _chart_table(chart["table"])}


def _drawing(kind: str, data: dict[str, Any], language: str) -> dict[str, Any]:
    """What the drawing needs beside the data: its words, and names that fit."""
    if kind == "canvas":
        return data | {"words": {name: phrase(f"form.canvas_{name}", language) for name in ("computed", "placed")}}
    if kind in IN_DRAWING:
        named = {"rows": [row | {"name": _short(row["name"], IN_DRAWING[kind])} for row in data["rows"]]}
        return data | named | ({"ticks": _ticks(data, language)} if kind == "ranges" else {})
    return data


def _ticks(data: dict[str, Any], language: str) -> list[dict[str, Any]]:
    """Round amounts around zero and every range; long ones are written at every other tick."""
    ends = [0, *(row[end] for row in data["rows"] for end in ("low", "high"))]
    ticks = round_ticks(min(ends), max(ends), TICKS)
    texts = [amount(tick, data["unit"], language) for tick in ticks]
    every = 2 if max(map(len, texts)) * (len(ticks) - 1) > BELOW_RANGES else 1
    kept = [text if place % every == 0 else "" for place, text in enumerate(texts)]
    return [{"at": tick, "text": text} for tick, text in zip(ticks, kept, strict=True)]


def _chart_table(table: dict[str, Any] | None) -> dict[str, Any] | None:
    """The table of a chart; columns of numbers are set to the right."""
    if table is None:
        return None
    columns = list(zip(*table["values"], strict=True)) or [()] * len(table["columns"])
    numeric = [_is_numeric(cells) for cells in columns]
    compact = _is_compact(table["rows"])
    return {"columns": table["columns"], "rows": table["rows"], "numeric": numeric, "compact": compact}


def _is_numeric(cells: tuple[Any, ...]) -> bool:
    given = [cell for cell in cells if cell is not None]
    return bool(given) and all(isinstance(cell, int | float) for cell in given)
