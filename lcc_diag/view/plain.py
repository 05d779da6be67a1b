"""The result as plain text for a terminal: at most 80 columns, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from lcc_diag.view.plain_parts import Labels, Section, chart, heading, link, wrapped
from lcc_diag.view.plain_plan import circle, costs, flips, plan, stability, waiting, waits


def result_text(view: dict[str, Any]) -> str:
    """The whole view as text. Text of users keeps its characters; only control characters are left out."""
    told = [name for name in view["order"] if name in _SECTIONS and view[name]]
    lines = [line for name in told for line in _section(name, view[name], view["labels"])]
    return "\n".join(lines).strip("\n") + "\n"


def _section(name: str, part: Section, labels: Labels) -> Iterable[str]:
    return waiting(part) if waits(part) else _SECTIONS[name](part, labels)


def _verdict(part: Section, _: Labels) -> Iterator[str]:
    if part["example"]:
        yield from wrapped(f"[{part['example']}]")
        yield ""
    head = " · ".join(text for text in (part["organisation"], part["date"] and part["date"]["text"]) if text)
    yield from wrapped(head) if head else ()
    yield from ("", *wrapped(part["name"].upper()), "", *wrapped(part["sentence"]), "")
    status = part["status"]
    yield from wrapped(f"{status['label']}. {status['text']} {status['view']}".strip())
    if status["way"]:
        yield from wrapped(status["way"]["text"])
    if part["stability"]:
        yield from ("", *wrapped(part["stability"]["text"]))
    if beside := part["workshop"]:
        yield from ("", *wrapped(f"{beside['title']}: {' '.join(beside['texts'])}"))


def _reasons(part: Section, labels: Labels) -> Iterator[str]:
    yield from heading(part["title"])
    for number, reason in enumerate(part["items"], start=1):
        yield from _reason(reason, f"{number}. ", labels)
    yield from wrapped(part["rule"]["text"])
    if part["against"]["items"]:
        yield from heading(part["against"]["title"])
        for reason in part["against"]["items"]:
            yield from _reason(reason, "- ", labels)


def _reason(reason: Section, first: str, labels: Labels) -> Iterator[str]:
    yield from wrapped(reason["text"], 0, first)
    if reason["detail"]:
        yield from wrapped(reason["detail"], 3)
    for statement in reason["about"]:
        yield from wrapped(statement, 3, "> ")
    for line in filter(None, (reason["gloss"], reason["why"])):
        yield from wrapped(line, 3)
    for group in reason["groups"]:
        yield from ("", *wrapped(group["title"], 3)) if reason["about"] != [group["title"]] else ()
        for row in group["rows"]:
            yield from _row(row)
    for place in reason["links"]:
        yield from link(place, f" {labels['answer_there']}")
    yield ""


def _row(row: Section) -> Iterator[str]:
    yield from wrapped(row["question"], 5, "- ")
    for answer in row["answers"]:
        who = f"{answer['who']}: " if answer["who"] else ""
        yield from wrapped(who + answer["answer"], 7)
    if row["note"]:
        yield from wrapped(f"({row['note']})", 7)


def _monday(part: Section, _: Labels) -> Iterator[str]:
    yield from heading(part["title"])
    yield from wrapped(part["text"])
    if part["lever"]:
        yield from wrapped(f"{part['lever']['label']}: {part['lever']['text']}")
    if part["cost"]:
        yield from wrapped(part["cost"]["text"])
    for note in part["notes"]["items"]:
        yield from wrapped(note, 0, "- ")


def _conditions(part: Section, _: Labels) -> Iterator[str]:
    if not part["items"]:
        return
    yield from heading(part["title"])
    for item in part["items"]:
        yield from wrapped(item["name"], 0, "- ")
        yield from wrapped(item["remedy"], 2)


def _begin(part: Section, labels: Labels) -> Iterator[str]:
    yield from heading(part["title"])
    if part["empty"]:
        yield from wrapped(part["empty"])
        yield from link(part["link"], labels["answer_there"])
    for item in part["items"]:
        yield from wrapped(f"{item['label']}: {item['text']}")
        for detail in item["details"]:
            yield from wrapped(detail, 2)
    if part["experiment"]:
        yield from _experiment(part["experiment"])


def _experiment(part: Section) -> Iterator[str]:
    yield from wrapped(f"{part['label']}: {part['name']}. {part['text']}")
    for signal in part["signals"]:
        yield from wrapped(f"{signal['label']}: {signal['text']}", 2)


def _challenges(part: Section, labels: Labels) -> Iterator[str]:
    yield from heading(part["title"])
    if part["empty"]:
        yield from wrapped(part["empty"])
        yield from link(part["link"], labels["answer_there"])
    for item in part["items"]:
        yield from wrapped(item["statement"], 0, f"{item['number']}. ")
        yield from _challenge(item)
        yield ""


def _challenge(item: Section) -> Iterator[str]:
    yield from wrapped(f"{item['call']['name']}: {item['call']['sentence']}", 3)
    fit = f" – {item['fit']['text']}" if item["fit"] else ""
    yield from wrapped(f"{item['handling']['label']}: {item['handling']['text']}{fit}", 3)
    if item["handling"]["others"]:
        yield from wrapped(item["handling"]["others"], 3)
    if item["mismatch"]:
        yield from wrapped(f"{item['mismatch']['name']}. {item['mismatch']['advice']}", 3)
    else:
        yield from wrapped(f"{item['advice']['label']}: {item['advice']['text']}", 3)
    if item["placement"]:
        reason = f" {item['placement']['reason']}" if item["placement"]["reason"] else ""
        yield from wrapped(f"{item['placement']['label']}: {item['placement']['text']}{reason}", 3)
    for line in filter(None, (item["support"], item["raters"], *item["remarks"])):
        yield from wrapped(line, 3)


def _charts(part: dict[str, Section], labels: Labels) -> Iterator[str]:
    for entry in part.values():
        yield from heading(entry["title"])
        yield from chart(entry, labels)


def _unknown(part: Section, labels: Labels) -> Iterator[str]:
    yield from heading(part["title"])
    yield from wrapped(part["lead"])
    for item in part["items"]:
        yield from wrapped(item["text"], 0, "- ")
        for detail in item["details"]:
            yield from wrapped(detail["text"], 2, "· ")
        yield from link(item["link"], labels["answer_there"])


def _method(part: Section, _: Labels) -> Iterator[str]:
    yield from heading(part["title"])
    yield from wrapped(part["lead"])
    for entry in part["status"]:
        yield from wrapped(f"{entry['name']}: {entry['text']}", 0, "- ")
    for check in part["checks"]["items"]:
        yield from wrapped(check["text"], 0, "- ")
    yield from wrapped(part["rule"]["text"])
    yield from wrapped(part["attribution"])
    yield from wrapped(f"{part['versions']['title']}: {part['versions']['text']}")


_SECTIONS: dict[str, Callable[[Any, Labels], Iterable[str]]] = {
    "verdict": _verdict,
    "reasons": _reasons,
    "stability": stability,
    "monday": _monday,
    "flips": flips,
    "conditions": _conditions,
    "begin": _begin,
    "plan": plan,
    "circle": circle,
    "costs": costs,
    "challenges": _challenges,
    "charts": _charts,
    "unknown": _unknown,
    "method": _method,
}
