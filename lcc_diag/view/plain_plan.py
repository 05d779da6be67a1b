"""The plain text of what follows the verdict: how sure it is, what would change it, plan, circle, costs."""

from __future__ import annotations

from collections.abc import Iterator

from lcc_diag.view.plain_parts import Labels, Section, chart, heading, link, listed, optional, wrapped


def waits(part: Section) -> bool:
    """Whether a section has nothing but its title yet."""
    return "pending" in part or "failed" in part


def waiting(part: Section) -> Iterator[str]:
    """The title of such a section and why there is no more."""
    yield from heading(part["title"])
    yield from wrapped(part.get("pending") or part["failed"])


def stability(part: Section, labels: Labels) -> Iterator[str]:
    """How sure the recommendation is."""
    yield from heading(part["title"])
    yield from wrapped(f"{part['label']['text']}. {part['sentence']}")
    yield from listed(part["reasons"])
    if part["chart"]:
        yield from ("", *chart(part["chart"], labels))
    yield from ("", *wrapped(part["lead"]), *wrapped(part["note"]))


def flips(part: Section, _: Labels) -> Iterator[str]:
    """What would change it."""
    yield from heading(part["title"])
    yield from optional(part["lead"])
    yield from listed(item["text"] for item in part["items"])
    yield from optional(part["none"])
    yield from optional(part["note"])


def plan(part: Section, labels: Labels) -> Iterator[str]:
    """Who does what by when."""
    yield from heading(part["title"])
    yield from wrapped(part["status"]["text"])
    for step in part["steps"]:
        who = [step["person"] or "–", step["due"]["text"] if step["due"] else "–"]
        yield from wrapped(step["deed"], 0, f"{step['number']}. ")
        yield from wrapped(", ".join(who), 3)
        yield from listed([*step["missing"], step["remark"]], 3)
    if part["review"]:
        yield from wrapped(" ".join(filter(None, (part["review"]["text"], part["review"]["remark"]))))
    yield from link(part["link"], labels["enter_there"])
    if part["suggestions"]:
        yield from ("", *wrapped(f"{labels['suggestions_title']}:"))
        yield from listed(f"{entry['label']}: {entry['text']}" for entry in part["suggestions"])
    yield from _quick_wins(part["quick_wins"])


def _quick_wins(part: Section) -> Iterator[str]:
    if not part["items"]:
        return
    yield from ("", *wrapped(f"{part['title']}:"))
    for entry in part["items"]:
        yield from wrapped(entry["what"], 0, "- ")
        details = (entry["kind"], entry["day"] and entry["day"]["text"], entry["noticed_by"])
        yield from optional(", ".join(filter(None, details)), 2)


def circle(part: Section, labels: Labels) -> Iterator[str]:
    """Who meets when."""
    yield from heading(part["title"])
    yield from optional(part["lead"] if part["later"] else None)
    yield from optional(part["empty"])
    yield from listed(f"{entry['label']}: {entry['text']}" for entry in part["facts"])
    yield from listed(part["remarks"])
    yield from listed(_person(person) for person in part["people"])
    yield from link(part["link"], labels["enter_there"])
    if part["dates"]:
        yield from ("", *wrapped(f"{labels['dates_title']}:"))
        yield from listed(f"{entry['when']}: {entry['title']}" for entry in part["dates"])


def _person(person: Section) -> str:
    return f"{person['name']} ({person['asked']})" if person["asked"] else person["name"]


def costs(part: Section, labels: Labels) -> Iterator[str]:
    """What it costs, with the user's own figures."""
    yield from heading(part["title"])
    yield from optional(part["lead"])
    yield from optional(part["empty"])
    for item in part["items"]:
        yield from ("", *wrapped(item["name"]), *wrapped(item["sentence"], 2))
        yield from listed((f"{row['label']}: {row['text']}" for row in item["rows"]), 2)
        yield from optional(item["remark"], 2)
        yield from link(item["link"], labels["answer_there"])
    if part["circle"]:
        yield from ("", *wrapped(part["circle"]["text"]))
        yield from listed((f"{row['label']}: {row['text']}" for row in part["circle"]["rows"]), 2)
    yield from link(part["link"], labels["enter_there"])
    yield from listed(part["assumptions"])
