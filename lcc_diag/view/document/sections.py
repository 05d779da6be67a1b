"""The sections of a document, made from those of the result: what stands where, never what it says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lcc_diag.i18n import phrase
from lcc_diag.view.document import blocks
from lcc_diag.view.document.blocks import Block, fact

View = dict[str, Any]


def sections(view: View) -> list[dict[str, Any]]:
    """All sections that have something to say: ``{id, title, lead, blocks, notes}``."""
    told = [
        _section(view, "reasons", view["reasons"]["title"], None, _reasons(view), "verdict"),
        _section(view, "stability", _say(view, "stability"), None, _sure(view), "stability"),
        _section(view, "challenges", _say(view, "challenges"), view["challenges"]["lead"], _challenges(view)),
        _section(view, "attitudes", _say(view, "attitudes"), None, _attitudes(view)),
        _section(view, "execution", _say(view, "execution"), None, _execution(view)),
        _of(view, "workshop", _workshop),
        _of(view, "costs", _costs),
        _of(view, "plan", _plan),
        _of(view, "circle", _circle),
        _section(view, "method", view["method"]["title"], view["method"]["lead"], _method(view)),
    ]
    return [section for section in told if section and section["blocks"]]


def _of(view: View, name: str, build: Callable[[View, dict[str, Any]], list[Block]]) -> dict[str, Any] | None:
    part = view[name]
    return part and _section(view, name, part["title"], part["lead"], build(view, part))


def _section(
    view: View, name: str, title: str, lead: str | None, content: list[Block], notes: str = ""
) -> dict[str, Any]:
    charts = [block["sentence"] for block in content if block["kind"] == "chart"]
    spoken = [_say(view, f"notes_{notes or name}"), *charts]
    return {"id": name, "title": title, "lead": lead, "blocks": content, "notes": spoken}


def _say(view: View, key: str, **values: Any) -> str:
    return phrase(f"document.{key}", view["language"], **values)


def _columns(view: View, *names: str) -> list[str]:
    return [_say(view, f"column_{name}") for name in names]


# --- why, and how sure --------------------------------------------------------------------------------------


def _reasons(view: View) -> list[Block]:
    part = view["reasons"]
    content = [block for reason in part["items"] for block in _reason(view, reason)]
    content += blocks.paragraph(part["rule"] and part["rule"]["text"])
    if part["against"]["items"]:
        content += blocks.heading(part["against"]["title"])
        content += [block for reason in part["against"]["items"] for block in _reason(view, reason)]
    content += _unknown(view)
    return content


def _reason(view: View, reason: dict[str, Any]) -> list[Block]:
    content = blocks.facts([_reason_fact(reason)])
    for group in reason["groups"]:
        rows = [[row["question"], entry["who"], entry["answer"]] for row in group["rows"] for entry in row["answers"]]
        title = _say(view, "answers_behind", title=group["title"])
        content += blocks.table(title, _columns(view, "question", "who", "answer"), rows)
    return content


def _reason_fact(reason: dict[str, Any]) -> dict[str, Any]:
    return fact(reason["text"], reason["detail"] or "", *reason["about"], reason["gloss"], reason["why"])


def _unknown(view: View) -> list[Block]:
    part = view["unknown"]
    if not part["items"]:
        return blocks.heading(part["title"]) + blocks.paragraph(part["lead"])
    told = [fact(item["text"], "", *(detail["text"] for detail in item["details"])) for item in part["items"]]
    return blocks.heading(part["title"]) + blocks.paragraph(part["lead"]) + blocks.facts(told)


def _sure(view: View) -> list[Block]:
    content: list[Block] = []
    if part := view["stability"]:
        content += blocks.paragraph(part["lead"])
        if "label" in part:
            content += [{"kind": "callout", "label": part["label"]["text"], "text": part["sentence"]}]
            content += blocks.bullets(part["reasons"]) + blocks.chart(part["chart"])
            content += blocks.paragraph(part["note"], "note")
    if (part := view["flips"]) and "items" in part:
        content += blocks.heading(part["title"]) + blocks.paragraph(part["lead"])
        content += blocks.facts(_flip(item) for item in part["items"])
        content += blocks.paragraph(part["none"]) + blocks.paragraph(part["note"], "note")
    return content


def _flip(item: dict[str, Any]) -> dict[str, Any]:
    """A sentence with up to two answers says them itself; more are listed below it."""
    steps = [step["text"] for step in item["steps"]]
    return fact(item["name"], item["text"], *(steps if len(steps) > 2 else ()))


# --- what was found -----------------------------------------------------------------------------------------


def _challenges(view: View) -> list[Block]:
    part = view["challenges"]
    content = blocks.paragraph(part["empty"]) + blocks.chart(view["charts"]["canvas"])
    for item in part["items"]:
        content += blocks.heading(f"{item['number']}. {item['statement']}")
        content += blocks.facts(_challenge_facts(item))
        content += blocks.bullets(item["remarks"])
    return content + blocks.paragraph(view["method"]["attribution"], "note")


def _challenge_facts(item: dict[str, Any]) -> list[dict[str, Any]]:
    told = [fact(item["call"]["name"], item["call"]["sentence"], item["support"], item["raters"])]
    if item["placement"]:
        told.append(fact(item["placement"]["label"], item["placement"]["text"]))
    if item["handling"]:
        told.append(fact(item["handling"]["label"], item["handling"]["text"], item["handling"]["others"], _fit(item)))
    if item["mismatch"]:
        told.append(fact(item["mismatch"]["name"], item["mismatch"]["advice"]))
    if item["advice"]:
        told.append(fact(item["advice"]["label"], item["advice"]["text"]))
    return told


def _fit(item: dict[str, Any]) -> str | None:
    return item["fit"]["text"] if item["fit"] else None


def _attitudes(view: View) -> list[Block]:
    charts = view["charts"]
    content = blocks.chart(charts["attitudes"]) + blocks.bullets(charts["attitudes"].get("remarks") or [])
    return content + blocks.chart(charts["cycle"])


def _execution(view: View) -> list[Block]:
    chart = view["charts"]["execution"]
    return blocks.chart(chart) + blocks.bullets(chart.get("remarks") or [])


def _workshop(view: View, part: dict[str, Any]) -> list[Block]:
    """Each revealed round: the challenges as a table, what to talk about, the attitudes as a chart."""
    content = blocks.paragraph(part["remark"], "note")
    for told in part["rounds"]:
        content += blocks.heading(told["title"]) + blocks.paragraph(told["people"])
        if ratings := told["ratings"]:
            content += blocks.table(ratings["title"], ratings["columns"], ratings["rows"])
        content += blocks.facts(fact(entry["label"], entry["text"], *entry["details"]) for entry in told["talk"])
        content += blocks.chart(told["chart"]) + blocks.bullets(told["remarks"])
        content += blocks.paragraph(told["outcome"]) + blocks.paragraph(told["protected"], "note")
    return content


def _costs(view: View, part: dict[str, Any]) -> list[Block]:
    content = blocks.paragraph(part.get("empty")) + blocks.chart(part.get("chart"))
    for item in part.get("items", []):
        content += blocks.heading(item["name"]) + blocks.paragraph(item["sentence"])
        content += blocks.facts(fact(row["label"], row["text"]) for row in item["rows"])
        content += blocks.paragraph(item["remark"], "note")
    if circle := part.get("circle"):
        content += blocks.paragraph(circle["text"])
        content += blocks.facts(fact(row["label"], row["text"]) for row in circle["rows"])
    return content + [
        {**block, "style": "note"} for text in part.get("assumptions", []) for block in blocks.paragraph(text)
    ]


# --- what is agreed -----------------------------------------------------------------------------------------


def step_table(view: View) -> dict[str, Any]:
    """Deed, person and date of each step, with what is missing said in its place: ``columns`` and ``rows``."""
    part = view["plan"] or {"steps": []}
    person, due = _say(view, "no_person"), _say(view, "no_date")
    rows = [
        [step["deed"], step["person"] or person, step["due"]["text"] if step["due"] else due] for step in part["steps"]
    ]
    return {"columns": _columns(view, "deed", "person", "due"), "rows": rows}


def _plan(view: View, part: dict[str, Any]) -> list[Block]:
    steps = step_table(view)
    content = blocks.paragraph(part["status"]["text"])
    content += blocks.table(_say(view, "steps"), steps["columns"], steps["rows"])
    content += blocks.paragraph(None if steps["rows"] else _say(view, "no_steps"))
    content += blocks.bullets(remark for step in part["steps"] for remark in [*step["missing"], step["remark"]])
    if part["review"]:
        content += blocks.paragraph(" ".join(filter(None, (part["review"]["text"], part["review"]["remark"]))))
    if part["suggestions"]:
        content += blocks.heading(_say(view, "suggestions"))
        content += blocks.facts(fact(entry["label"], entry["text"]) for entry in part["suggestions"])
    return content + _monday(view) + _conditions(view) + _begin(view) + _quick_wins(view, part["quick_wins"])


def _monday(view: View) -> list[Block]:
    """Monday's step, the time a circle takes, the lever where execution is the answer, and what else to mind."""
    part = view["monday"]
    content = blocks.heading(part["title"]) + blocks.paragraph(part["text"])
    content += blocks.paragraph(part["cost"]["text"] if part["cost"] else None)
    if lever := part["lever"]:
        content += blocks.facts([fact(lever["label"], lever["text"], *lever["details"])])
    return (
        content
        + (blocks.heading(part["notes"]["title"]) if part["notes"]["items"] else [])
        + blocks.bullets(part["notes"]["items"])
    )


def _conditions(view: View) -> list[Block]:
    part = view["conditions"]
    if not part["items"]:
        return []
    told = blocks.facts(fact(entry["name"], entry["remedy"]) for entry in part["items"])
    return blocks.heading(part["title"]) + blocks.paragraph(part["lead"]) + told


def _begin(view: View) -> list[Block]:
    part = view["begin"]
    if part["empty"]:
        return []
    told = [fact(item["label"], item["text"], *item["details"]) for item in part["items"]]
    if experiment := part["experiment"]:
        signals = [f"{signal['label']}: {signal['text']}" for signal in experiment["signals"]]
        told.append(fact(experiment["label"], f"{experiment['name']}: {experiment['text']}", *signals))
    return blocks.heading(part["title"]) + blocks.facts(told)


def _quick_wins(view: View, part: dict[str, Any]) -> list[Block]:
    rows = [
        [entry["what"], entry["kind"] or "–", entry["day"]["text"] if entry["day"] else "–", entry["noticed_by"] or "–"]
        for entry in part["items"]
    ]
    content = blocks.heading(part["title"]) + blocks.paragraph(None if rows else part["empty"])
    return content + blocks.table(part["title"], _columns(view, "what", "where", "since", "noticed"), rows)


def _circle(view: View, part: dict[str, Any]) -> list[Block]:
    """All of it where it is time to start; else no more than what was entered and what it comes to."""
    later, content = part["later"], blocks.paragraph(part["empty"])
    content += blocks.facts(fact(f["label"], f["text"]) for f in part["facts"])
    content += blocks.bullets(part["remarks"])
    people = [[person["name"], person["asked"] or "–"] for person in part["people"]]
    content += blocks.table(_say(view, "column_person"), _columns(view, "person", "asked"), people)
    content += [] if later else _sprints(view, part)
    dates = [[date["when"], date["title"]] for date in part["dates"]]
    content += blocks.table(_say(view, "column_when"), _columns(view, "when", "appointment"), dates)
    return content if later else content + _meeting(view, part["agenda"]) + _agreement(part["agreement"])


def _meeting(view: View, part: dict[str, Any]) -> list[Block]:
    rows = [[str(entry["minutes"]), entry["name"], entry["text"]] for entry in part["items"]]
    agenda = blocks.table(part["title"], _columns(view, "minutes", "part", "about"), rows, (0,))
    return blocks.heading(part["title"]) + agenda


def _agreement(part: dict[str, Any]) -> list[Block]:
    told = blocks.facts(fact(entry["name"], entry["text"]) for entry in part["items"])
    return blocks.heading(part["title"]) + blocks.paragraph(part["lead"]) + told


def _sprints(view: View, part: dict[str, Any]) -> list[Block]:
    rows = [
        [
            f"{sprint['number']}. {sprint['name']}",
            sprint["dates"] or sprint["weeks"],
            sprint["text"],
            sprint["focus_text"] if sprint["focus"] else "",
        ]
        for sprint in part["sprints"]
    ]
    title = _say(view, "column_sprint")
    return blocks.table(title, _columns(view, "sprint", "weeks", "about", "focus"), rows)


def _method(view: View) -> list[Block]:
    part = view["method"]
    content = blocks.facts(fact(entry["name"], entry["text"]) for entry in part["status"])
    if part["checks"]["items"]:
        content += blocks.heading(part["checks"]["title"])
        content += blocks.bullets(entry["text"] for entry in part["checks"]["items"])
    content += blocks.paragraph(part["rule"]["text"], "note")
    return content + blocks.paragraph(f"{part['versions']['title']}: {part['versions']['text']}", "note")
