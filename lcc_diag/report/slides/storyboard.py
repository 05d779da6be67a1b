"""Which slides a document becomes, in what order and with which message; nothing is drawn here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lcc_diag.i18n import phrase

Document = dict[str, Any]
Block = dict[str, Any]

LONGEST_HEADLINE = 170


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph; ``style`` is ``plain``, ``bullet``, ``heading`` or ``note``. ``label`` stands before it in bold."""

    text: str
    label: str = ""
    style: str = "plain"

    @property
    def whole(self) -> str:
        """Label and text as one string."""
        return self.lead + self.text

    @property
    def lead(self) -> str:
        """The label with what sets it off from the text."""
        if not self.label or not self.text:
            return self.label
        return f"{self.label} " if self.label[-1] in ".!?:" else f"{self.label}: "


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the columns in ``numeric`` are set to the right."""

    columns: list[str]
    rows: list[list[str]]
    numeric: list[bool] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide before it is drawn: a layout of the template, a sentence as title, and what fills the placeholders."""

    layout: str
    title: str
    lines: tuple[Line, ...] = ()
    chart: Block | None = None
    table: Table | None = None
    notes: tuple[str, ...] = ()


def slides_of(document: Document) -> list[Slide]:
    """All slides in the order they are told."""
    tellers = {
        "reasons": _reasons,
        "stability": _stability,
        "challenges": _challenges,
        "attitudes": _attitudes,
        "execution": _execution,
        "workshop": _workshop,
        "costs": _costs,
        "plan": _plan,
        "circle": _circle,
        "method": _method,
    }
    told = [_cover(document), _verdict(document)]
    for section in document["sections"]:
        told.extend(tellers[section["id"]](document, section))
    return told


def headline(text: str) -> tuple[str, str]:
    """A message short enough for a title, at the end of a sentence, and what follows it."""
    if len(text) <= LONGEST_HEADLINE:
        return text, ""
    ends = [found.end() for found in re.finditer(r"[.!?][«”]?(?=\s+[A-ZÄÖÜ»“])", text)]
    end = max((end for end in ends if end <= LONGEST_HEADLINE), default=min(ends, default=len(text)))
    return text[:end], text[end:].strip()


def say(document: Document, key: str, **values: Any) -> str:
    """The wording ``report.<key>`` in the document's language."""
    return phrase(f"report.{key}", document["language"], **values)


def _notes(document: Document, section: dict[str, Any], *more: str) -> tuple[str, ...]:
    """What to say, then where the figures come from."""
    source = "verdict" if section["id"] == "reasons" else section["id"]
    text = say(document, "notes_figures", text=say(document, f"source_{source}"))
    return (*section["notes"], text, *(entry for entry in more if entry))


# --- blocks -------------------------------------------------------------------------------------------------


def _parts(section: dict[str, Any]) -> list[tuple[str, list[Block]]]:
    """The blocks of a section by heading; the first part, before any heading, has an empty one."""
    parts: list[tuple[str, list[Block]]] = [("", [])]
    for block in section["blocks"]:
        if block["kind"] == "heading":
            parts.append((block["text"], []))
        else:
            parts[-1][1].append(block)
    return parts


def _of_kind(blocks: list[Block], kind: str) -> list[Block]:
    return [block for block in blocks if block["kind"] == kind]


def _chart(section: dict[str, Any], name: str) -> Block | None:
    charts = _of_kind(section["blocks"], "chart")
    return next((block for block in charts if block["id"] == name and block.get("data")), None)


def _lines(blocks: list[Block], details: bool = False) -> Iterator[Line]:
    """The text of blocks; charts and tables are left out, the details of facts unless asked for."""
    for block in blocks:
        if block["kind"] == "paragraph":
            yield Line(block["text"], style="note" if block["style"] == "note" else "plain")
        elif block["kind"] == "list":
            yield from (Line(item, style="bullet") for item in block["items"])
        elif block["kind"] == "callout":
            yield Line(block["text"], block["label"])
        elif block["kind"] == "facts":
            for item in block["items"]:
                yield Line(item["text"], item["label"])
                yield from (Line(detail, style="bullet") for detail in item["details"] if details)


def _details(blocks: list[Block]) -> tuple[str, ...]:
    return tuple(
        Line(" · ".join(item["details"]), item["label"]).whole
        for block in _of_kind(blocks, "facts")
        for item in block["items"]
        if item["details"]
    )


def _table(document: Document, block: Block) -> Table:
    """Every column gets a header, since tables are read aloud by them."""
    columns = [name or say(document, "content") for name in block["columns"]]
    return Table(columns, block["rows"], block.get("numeric") or [])


# --- cover, verdict, reasons --------------------------------------------------------------------------------


def _cover(document: Document) -> Slide:
    day = document["date"]["text"] if document["date"] else ""
    status = document["status"]
    told = status["text"].startswith(status["label"])
    lines = [Line(status["text"], "" if told else status["label"], "note")]
    lines += [Line(document["example"])] if document["example"] else []
    subtitle = [Line(text) for text in (document["organisation"], day) if text]
    notes = say(document, "notes_cover", date=day or "–", status=status["text"])
    return Slide("cover", document["title"], (*subtitle, *lines), notes=(notes,))


def cover_parts(slide: Slide) -> tuple[list[Line], list[Line]]:
    """The lines of a cover: those of the subtitle, then the status and what follows."""
    first = next((place for place, line in enumerate(slide.lines) if line.style == "note"), len(slide.lines))
    return list(slide.lines[:first]), list(slide.lines[first:])


def _verdict(document: Document) -> Slide:
    summary = document["summary"]
    beside = summary["workshop"]
    lines = [Line(beside["title"], style="heading"), *map(Line, beside["texts"])] if beside else []
    lines += [Line(summary["reasons_title"], style="heading")] if summary["reasons"] else []
    lines += [Line(reason, style="bullet") for reason in summary["reasons"][:3]]
    lines += [Line(summary["monday_title"], style="heading"), Line(summary["monday"])] if summary["monday"] else []
    lines += [Line(text, style="note") for text in (summary["status"], summary["way"]) if text]
    section = next((entry for entry in document["sections"] if entry["id"] == "reasons"), None)
    told = tuple(Line(fact["text"], fact["label"]).whole for fact in summary["facts"])
    spoken = section["notes"] if section else []
    source = say(document, "notes_figures", text=say(document, "source_verdict"))
    rest = [say(document, "notes_more", text=reason) for reason in summary["reasons"][3:]]
    return Slide("text", summary["sentence"], tuple(lines), notes=(*spoken, source, *told, *rest))


def _reasons(document: Document, section: dict[str, Any]) -> Iterator[Slide]:
    """The reasons themselves stand with the verdict; what speaks against it and what is unknown gets a slide."""
    lines = [
        line
        for heading, blocks in _parts(section)
        if heading
        for line in (Line(heading, style="heading"), *_lines(blocks))
    ]
    if lines:
        told = [entry for _, blocks in _parts(section) for entry in _details(blocks)]
        yield Slide("text", say(document, "slide_against"), tuple(lines), notes=_notes(document, section, *told))


# --- stability ----------------------------------------------------------------------------------------------


def _stability(document: Document, section: dict[str, Any]) -> Iterator[Slide]:
    (_, sure), *others = _parts(section)
    callout = next(iter(_of_kind(sure, "callout")), None)
    chart = _chart(section, "stability")
    if callout:
        title, rest = headline(callout["text"])
        lines = [Line(callout["label"], style="heading")] + ([Line(rest)] if rest else [])
        lines += _lines([block for block in sure if block["kind"] != "callout"])
        yield Slide("chart" if chart else "text", title, tuple(lines), chart, notes=_notes(document, section))
    for _, blocks in others:
        found = _of_kind(blocks, "list") or _of_kind(blocks, "facts")
        title = say(document, "slide_flips" if found else "slide_flips_none")
        yield Slide("text", title, tuple(_lines(blocks, details=True)), notes=_notes(document, section))


# --- challenges ---------------------------------------------------------------------------------------------


def _challenges(document: Document, section: dict[str, Any]) -> Iterator[Slide]:
    (_, first), *each = _parts(section)
    chart = _chart(section, "canvas")
    if not chart:
        yield _only_text(document, section, first)
        return
    columns = [say(document, f"column_{name}") for name in ("number", "challenge")] + [chart["table"]["columns"][2]]
    points = [[str(p["number"]), p["name"], p["text"]] for p in chart["data"]["points"]]
    notes = _notes(document, section, *(line.text for line in _lines(first)))
    yield Slide("drawing", chart["sentence"], (), chart, Table(columns, points), notes)
    rows = [_handling(heading, blocks) for heading, blocks in each]
    names = [say(document, f"column_{name}") for name in ("challenge", "today", "fits")]
    if rows:
        told = [f"{heading}: {entry}" for heading, blocks in each for entry in _details(blocks)]
        yield Slide(
            "table", say(document, "slide_handling"), (), None, Table(names, rows), _notes(document, section, *told)
        )


def _handling(heading: str, blocks: list[Block]) -> list[str]:
    """The challenge, how it is handled and what would fit; the first fact is the call, the last one the advice."""
    items = [item for block in _of_kind(blocks, "facts") for item in block["items"]]
    today, fits = "–", "–"
    for item in items[1:]:
        if item["details"] and today == "–":
            today = " – ".join([item["text"], item["details"][-1]])
        fits = item["text"]
    return [heading, today, fits]


def _only_text(document: Document, section: dict[str, Any], blocks: list[Block]) -> Slide:
    lines = [*([Line(section["lead"])] if section["lead"] else []), *_lines(blocks)]
    return Slide(
        "text", say(document, "slide_empty", name=section["title"]), tuple(lines), notes=_notes(document, section)
    )


# --- attitudes and execution --------------------------------------------------------------------------------


def _attitudes(document: Document, section: dict[str, Any]) -> Iterator[Slide]:
    bars, cycle = _chart(section, "attitudes"), _chart(section, "cycle")
    if bars:
        yield _bars(document, section, bars)
    if cycle:
        yield _cycle(document, section, cycle)
    if not bars and not cycle:
        yield _only_text(document, section, section["blocks"])


def _cycle(document: Document, section: dict[str, Any], chart: Block) -> Slide:
    """The transitions in words beside their drawing, by the same numbers."""
    names = {node["id"]: node["name"] for node in chart["data"]["nodes"]}
    lines = []
    for number, edge in enumerate(chart["data"]["edges"], start=1):
        state = f"{edge['text']} – {say(document, 'weakest')}" if edge["weakest"] else edge["text"]
        lines.append(Line(state, f"{number}  {names[edge['source']]} → {names[edge['target']]}"))
    title, rest = headline(chart["sentence"])
    return Slide("chart", title, (*lines, *([Line(rest)] if rest else [])), chart, notes=_notes(document, section))


def _execution(document: Document, section: dict[str, Any]) -> Iterator[Slide]:
    bars = _chart(section, "execution")
    yield _bars(document, section, bars) if bars else _only_text(document, section, section["blocks"])


def _bars(document: Document, section: dict[str, Any], chart: Block) -> Slide:
    """A bar chart with the value of each row in words beside it."""
    rows = chart["data"]["rows"]
    lines = [Line(row["text"], row["name"]) for row in rows]
    lines += list(_lines(_of_kind(section["blocks"], "list")))
    line = next((entry["name"] for entry in chart["data"]["legend"] if entry["shape"] == "interval"), None)
    lines += [Line(line, say(document, "line"), "note")] if line else []
    title, rest = headline(chart["sentence"])
    lines += [Line(rest)] if rest else []
    return Slide("chart", title, tuple(lines), chart, notes=_notes(document, section))


def _workshop(document: Document, section: dict[str, Any]) -> Iterator[Slide]:
    """Per round a table of the challenges, what to talk about, and the attitudes."""
    for workshop, blocks in _parts(section)[1:]:
        notes = _notes(document, section, *(line.text for line in _lines(_of_kind(blocks, "paragraph"))))
        for block in _of_kind(blocks, "table"):
            title = say(document, "slide_ratings", workshop=workshop)
            yield Slide("table", title, (), None, _table(document, block), notes)
        if facts := _of_kind(blocks, "facts"):
            title = say(document, "slide_talk", workshop=workshop)
            yield Slide("text", title, tuple(_lines(facts, details=True)), notes=notes)
        for block in _of_kind(blocks, "chart"):
            if block["data"]:
                yield _bars(document, {**section, "blocks": blocks}, block)
            else:
                yield Slide("table", block["sentence"], (), None, _table(document, block["table"]), notes)


# --- costs, plan, circle, method ----------------------------------------------------------------------------


def _costs(document: Document, section: dict[str, Any]) -> Iterator[Slide]:
    chart = _chart(section, "costs")
    told = [entry.whole for _, blocks in _parts(section) for entry in _lines(blocks)]
    if chart:
        lines = [Line(row["text"], row["name"]) for row in chart["data"]["rows"]]
        lines.append(Line(say(document, "range"), style="note"))
        title = headline(chart["sentence"])[0] if chart["sentence"] else say(document, "slide_costs")
        yield Slide("chart", title, tuple(lines), chart, notes=_notes(document, section, *told))
    elif any(_of_kind(blocks, "facts") for _, blocks in _parts(section)):
        lines = [
            line
            for heading, blocks in _parts(section)
            for line in (*([Line(heading, style="heading")] if heading else []), *_lines(blocks))
        ]
        key = "slide_costs" if len(_parts(section)) > 1 else "slide_costs_circle"
        yield Slide("text", say(document, key), tuple(lines), notes=_notes(document, section))


def _plan(document: Document, section: dict[str, Any]) -> Iterator[Slide]:
    (_, first), *others = _parts(section)
    notes = _notes(document, section)
    steps = next(iter(_of_kind(first, "table")), None)
    lines = tuple(_lines(first))
    if steps:
        yield Slide("table", say(document, "slide_steps"), lines, None, _table(document, steps), notes)
    else:
        yield Slide("text", say(document, "slide_steps_none"), lines, notes=notes)
    suggested = phrase("document.suggestions", document["language"])
    titles = {suggested: "slide_suggestions"} | {
        phrase(f"result.{name}_title", document["language"]): f"slide_{name}" for name in ("monday", "conditions")
    }
    for heading, blocks in others:
        told = _notes(document, section, *_details(blocks))
        tables = _of_kind(blocks, "table")
        if tables:
            yield Slide("table", say(document, "slide_quick_wins"), (), None, _table(document, tables[0]), told)
        elif heading == suggested and document["status"]["id"] == "final":
            continue  # what was chosen stands in the table of steps
        elif _of_kind(blocks, "facts"):
            yield Slide("text", say(document, titles.get(heading, "slide_begin")), tuple(_lines(blocks)), notes=told)


def _circle(document: Document, section: dict[str, Any]) -> Iterator[Slide]:
    (_, first), *others = _parts(section)
    tables = {block["title"]: block for block in _of_kind(first, "table")}
    people, sprints = (
        tables.get(phrase(f"document.column_{name}", document["language"])) for name in ("person", "sprint")
    )
    lines = list(_lines(first))
    if people:
        lines.insert(0, Line(", ".join(row[0] for row in people["rows"]), say(document, "people")))
    count = len(document["appointments"])
    notes = _notes(document, section, say(document, "notes_dates", count=count) if count else "")
    planned = say(document, "slide_circle")
    if lines:  # without sprints it is not time to start, and the lead says what this is
        yield Slide("text", planned if sprints else section["lead"] or planned, tuple(lines), notes=notes)
    if sprints:
        yield Slide("table", section["lead"] or planned, (), None, _table(document, sprints), notes)
    for _, blocks in others:
        agenda = _of_kind(blocks, "table")
        if agenda:
            yield Slide("table", say(document, "slide_agenda"), (), None, _table(document, agenda[0]), notes)
        elif blocks:
            yield Slide("text", say(document, "slide_agreement"), tuple(_lines(blocks)), notes=notes)


def _method(document: Document, section: dict[str, Any]) -> Iterator[Slide]:
    (_, first), *others = _parts(section)
    checks = [line.text for _, blocks in others for line in _lines(blocks)]
    lines = [*([Line(section["lead"])] if section["lead"] else []), *_lines(first), *_attribution(document)]
    yield Slide("text", say(document, "slide_method"), tuple(lines), notes=_notes(document, section, *checks))


def _attribution(document: Document) -> list[Line]:
    """Whose trademark the canvas is, the last note of the challenges."""
    challenges = [section for section in document["sections"] if section["id"] == "challenges"]
    notes = [line for section in challenges for line in _lines(section["blocks"]) if line.style == "note"]
    return notes[-1:]
