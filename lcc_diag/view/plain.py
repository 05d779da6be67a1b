"""The result as plain text for a terminal: at most 80 columns, in reading order."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator
from typing import Any

WIDTH = 80

Section = dict[str, Any]


def result_text(view: dict[str, Any]) -> str:
    """The whole view as text. Text of users keeps its characters; only control characters are left out."""
    told = [name for name in view["order"] if name in _SECTIONS and view[name]]
    lines = [line for name in told for line in _SECTIONS[name](view[name], view["labels"])]
    return "\n".join(lines).strip("\n") + "\n"


def _wrapped(text: str, indent: int = 0, first: str = "") -> Iterator[str]:
    """``text`` at most ``WIDTH`` wide; ``first`` opens the first line, the others are indented alike."""
    lead = " " * indent + first
    printable = "".join(c for c in text if c.isprintable() or c in "\n\t")
    yield from textwrap.wrap(printable, WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead)) or [
        lead.rstrip()
    ]


def _heading(text: str) -> Iterator[str]:
    yield ""
    yield from _wrapped(text.upper())
    yield ""


def _link(place: dict[str, str] | None, label: str) -> Iterator[str]:
    if place:
        yield from _wrapped(f"{label} {place['text']}", 2)


def _verdict(part: Section, _: dict[str, str]) -> Iterator[str]:
    if part["example"]:
        yield from _wrapped(f"[{part['example']}]")
        yield ""
    head = " · ".join(text for text in (part["organisation"], part["date"] and part["date"]["text"]) if text)
    yield from _wrapped(head) if head else ()
    yield from ("", *_wrapped(part["name"].upper()), "", *_wrapped(part["sentence"]), "")
    status = part["status"]
    yield from _wrapped(f"{status['label']}. {status['text']} {status['view']}".strip())


def _reasons(part: Section, labels: dict[str, str]) -> Iterator[str]:
    yield from _heading(part["title"])
    for number, reason in enumerate(part["items"], start=1):
        yield from _reason(reason, f"{number}. ", labels)
    yield from _wrapped(part["rule"]["text"])
    if part["against"]["items"]:
        yield from _heading(part["against"]["title"])
        for reason in part["against"]["items"]:
            yield from _reason(reason, "- ", labels)


def _reason(reason: Section, first: str, labels: dict[str, str]) -> Iterator[str]:
    yield from _wrapped(reason["text"], 0, first)
    if reason["detail"]:
        yield from _wrapped(reason["detail"], 3)
    for statement in reason["about"]:
        yield from _wrapped(statement, 3, "> ")
    for line in filter(None, (reason["gloss"], reason["why"])):
        yield from _wrapped(line, 3)
    for group in reason["groups"]:
        yield from ("", *_wrapped(group["title"], 3)) if reason["about"] != [group["title"]] else ()
        for row in group["rows"]:
            yield from _row(row)
    for place in reason["links"]:
        yield from _link(place, f" {labels['answer_there']}")
    yield ""


def _row(row: Section) -> Iterator[str]:
    yield from _wrapped(row["question"], 5, "- ")
    for answer in row["answers"]:
        who = f"{answer['who']}: " if answer["who"] else ""
        yield from _wrapped(who + answer["answer"], 7)
    if row["note"]:
        yield from _wrapped(f"({row['note']})", 7)


def _monday(part: Section, _: dict[str, str]) -> Iterator[str]:
    yield from _heading(part["title"])
    yield from _wrapped(part["text"])
    if part["lever"]:
        yield from _wrapped(f"{part['lever']['label']}: {part['lever']['text']}")
    if part["cost"]:
        yield from _wrapped(part["cost"]["text"])
    for note in part["notes"]["items"]:
        yield from _wrapped(note, 0, "- ")


def _conditions(part: Section, _: dict[str, str]) -> Iterator[str]:
    if not part["items"]:
        return
    yield from _heading(part["title"])
    for item in part["items"]:
        yield from _wrapped(item["name"], 0, "- ")
        yield from _wrapped(item["remedy"], 2)


def _begin(part: Section, labels: dict[str, str]) -> Iterator[str]:
    yield from _heading(part["title"])
    if part["empty"]:
        yield from _wrapped(part["empty"])
        yield from _link(part["link"], labels["answer_there"])
    for item in part["items"]:
        yield from _wrapped(f"{item['label']}: {item['text']}")
        for detail in item["details"]:
            yield from _wrapped(detail, 2)
    if part["experiment"]:
        yield from _experiment(part["experiment"])


def _experiment(part: Section) -> Iterator[str]:
    yield from _wrapped(f"{part['label']}: {part['name']}. {part['text']}")
    for signal in part["signals"]:
        yield from _wrapped(f"{signal['label']}: {signal['text']}", 2)


def _challenges(part: Section, labels: dict[str, str]) -> Iterator[str]:
    yield from _heading(part["title"])
    if part["empty"]:
        yield from _wrapped(part["empty"])
        yield from _link(part["link"], labels["answer_there"])
    for item in part["items"]:
        yield from _wrapped(item["statement"], 0, f"{item['number']}. ")
        yield from _challenge(item)
        yield ""


def _challenge(item: Section) -> Iterator[str]:
    yield from _wrapped(f"{item['call']['name']}: {item['call']['sentence']}", 3)
    fit = f" – {item['fit']['text']}" if item["fit"] else ""
    yield from _wrapped(f"{item['handling']['label']}: {item['handling']['text']}{fit}", 3)
    if item["handling"]["others"]:
        yield from _wrapped(item["handling"]["others"], 3)
    if item["mismatch"]:
        yield from _wrapped(f"{item['mismatch']['name']}. {item['mismatch']['advice']}", 3)
    else:
        yield from _wrapped(f"{item['advice']['label']}: {item['advice']['text']}", 3)
    if item["placement"]:
        reason = f" {item['placement']['reason']}" if item["placement"]["reason"] else ""
        yield from _wrapped(f"{item['placement']['label']}: {item['placement']['text']}{reason}", 3)
    for line in filter(None, (item["support"], item["raters"], *item["remarks"])):
        yield from _wrapped(line, 3)


def _charts(part: dict[str, Section], labels: dict[str, str]) -> Iterator[str]:
    for chart in part.values():
        yield from _heading(chart["title"])
        yield from _wrapped(chart["sentence"] or chart["empty"])
        if chart["table"] and chart["id"] != "canvas":  # the challenges have been told one by one
            yield from ("", *_table(chart["table"]))
        if chart["empty"]:
            yield from _link(chart["link"], labels["answer_there"])
        for remark in chart.get("remarks", ()):
            yield from ("", *_wrapped(remark))


def _table(table: Section) -> Iterator[str]:
    """One block per row: the first cell as its name, the others beneath it; tables are too wide for a terminal."""
    for row in table["rows"]:
        yield from _wrapped(row[0], 0, "- ")
        cells = [f"{name}: {cell}" for name, cell in zip(table["columns"][1:], row[1:], strict=True) if cell != "–"]
        yield from _wrapped("; ".join(cells), 2)


def _unknown(part: Section, labels: dict[str, str]) -> Iterator[str]:
    yield from _heading(part["title"])
    yield from _wrapped(part["lead"])
    for item in part["items"]:
        yield from _wrapped(item["text"], 0, "- ")
        for detail in item["details"]:
            yield from _wrapped(detail["text"], 2, "· ")
        yield from _link(item["link"], labels["answer_there"])


def _method(part: Section, _: dict[str, str]) -> Iterator[str]:
    yield from _heading(part["title"])
    yield from _wrapped(part["lead"])
    for entry in part["status"]:
        yield from _wrapped(f"{entry['name']}: {entry['text']}", 0, "- ")
    for check in part["checks"]["items"]:
        yield from _wrapped(check["text"], 0, "- ")
    yield from _wrapped(part["attribution"])
    yield from _wrapped(f"{part['versions']['title']}: {part['versions']['text']}")


_SECTIONS: dict[str, Callable[[Any, dict[str, str]], Iterable[str]]] = {
    "verdict": _verdict,
    "reasons": _reasons,
    "monday": _monday,
    "conditions": _conditions,
    "begin": _begin,
    "challenges": _challenges,
    "charts": _charts,
    "unknown": _unknown,
    "method": _method,
}
