"""Before the reveal nothing that leaves the server depends on what somebody answered, apart from counts."""

from __future__ import annotations

import re
from typing import Any

import pytest

from lcc_diag.content import load
from lcc_diag.model.items import find_item
from lcc_diag.model.workshop import PREDICTION, Phase
from tests.server.workshop.room import Phone, Room

PASSING = re.compile(rb'"version":\d+|"now":"[^"]*"')
"""How often something was said, and when it was looked at."""


def values(item: str, which: int) -> Any:
    """One of two answers to an item."""
    if item.startswith(PREDICTION):
        return sorted(load().attitudes.scale)[which]
    found = find_item(item, load())
    return ("Eine lange Geschichte", "Was ganz anderes")[which] if found.kind == "text" else found.choices[which]


def answer(room: Room, phone: Phone, phase: Phase, role: str, which: int) -> None:
    messages = [phone.message(item, values(item, which), about) for item, about in room.keys(phase, role)]
    for start in range(0, len(messages), 50):
        assert {reply["type"] for reply in phone.answer_all(messages[start : start + 50])} == {"saved"}


def wire(room: Room, watching: Phone) -> list[Any]:
    """Everything that somebody who watches gets to see, once it includes a person who has just come."""
    joined = room.store.counts(room.id, load()).joined
    comer = room.phone()
    room.seen_when(lambda seen: seen["counts"]["joined"] == joined + 1)
    comer.post("leave", {})
    room.seen_when(lambda seen: seen["counts"]["joined"] == joined)
    with watching.line() as line, watching.line(f"{room.wall}/events") as wall:
        events = [line.event(), wall.event()]
    rooms = [watching.ask("room"), watching.visitor.ask(f"{room.wall}/room")]
    told = [{name: part for name, part in event.items() if name != "version"} for event in events]
    return [*told, *(PASSING.sub(b"", one.body) for one in rooms), rooms[0].headers["ETag"], watching.ask("own").body]


@pytest.mark.parametrize("phase", ["write", "answer", "predict"])
def test_other_answers_make_no_other_bytes(standalone, phase):
    room = Room.opened(standalone, phase, named_leaders=True)
    people = [(room.phone(role, named=True), role) for role in ("md", "leader", "leader", "staff", "staff", "staff")]
    watching = room.phone()
    seen = []
    for which in (0, 1):
        for phone, role in people:
            answer(room, phone, phase, role, which)
        seen.append(wire(room, watching))
    room.seal()
    sealed = room.seen_when(lambda seen: seen["sealed"])
    assert seen[0] == seen[1]
    assert seen[0][0]["finished"] >= 3
    assert sealed["results"] is None


def test_nobody_sees_when_somebody_changes_an_answer(standalone):
    """Events tell of counts; an answer that changes none makes no sound."""
    room = Room.opened(standalone, "answer")
    phone = room.phone()
    phone.answer("cynefin.cause_effect", "a", "c1")
    with phone.line(f"{room.wall}/events") as wall:
        before = wall.until(joined=1)
        for value in ("b", "c", "a", None):
            phone.answer("cynefin.cause_effect", value, "c1")
        room.phone()
        after = wall.event()
    assert after["joined"] == 2
    assert after["state"] == before["state"]


def test_who_has_left_is_no_longer_counted_and_nobody_knows_who(standalone):
    room = Room.opened(standalone, "answer")
    first, second = room.phone(), room.phone()
    answer(room, first, "answer", "staff", 0)
    room.seen_when(lambda seen: seen["counts"]["finished"] == 1)
    first.post("leave", {})
    seen = room.seen_when(lambda seen: seen["counts"]["finished"] == 0)
    assert seen["counts"]["joined"] == 1
    assert first.participant not in str(seen)
    assert second.own()["answers"] == {}
