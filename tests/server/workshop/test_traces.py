"""What a workshop leaves behind: nothing in the log that leads to it, guarded answers, languages as phones ask."""

from __future__ import annotations

import re

import pytest

from lcc_diag.server.workshop.language import preferred
from tests.server.test_headers import assert_guarded
from tests.server.workshop.room import JSON, Room


def visit(room: Room) -> list[str]:
    """A visit with mistakes; everything that must not be found afterwards."""
    phone = room.phone(own_code="QX91")
    phone.answer("cynefin.cause_effect", "a", "c1")
    phone.answer("cynefin.anecdote", "Unverwechselbares", "c1")
    visitor, workshop = phone.visitor, room.workshop
    body = f'{{"code": "{workshop.code}"}}'
    visitor.ask("lcc/workshops/find", "POST", body, Content_Type=JSON)
    mistakes = [
        room.place,
        room.wall,
        f"{room.place}/",
        f"{room.place}/nothing",
        f"{room.place}/own/{phone.participant}",
        f"{room.place}/room?secret={phone.secret}",
        f"{room.wall}/nothing/{workshop.wall}",
        f"lcc/w%2f{room.id}",
        f"lcc/%77/{room.id}",
        f"lcc/W/{room.id}",
        f"lcc/{room.id}",
        f"lcc/w/{room.id}{room.id}{room.id}",
        f"lcc/join?code={workshop.code}",
        f"lcc/join/{workshop.code}",
        f"lcc/workshops/find/{workshop.code}",
        f"lcc/00_start.ipynb?workshop={room.id}",
    ]
    for path in mistakes:
        visitor.ask(path, Referer=f"{visitor.address}{room.place}", X_Participant=phone.secret)
        visitor.ask(path, "POST", f"{room.id} {phone.secret}", X_Participant=phone.secret)
    with phone.line() as line:
        line.event()
    secrets = [room.id, workshop.wall, workshop.code, room.case, phone.secret, phone.participant, "QX91"]
    return [*secrets, "Unverwechselbares", "Muster GmbH"]


def test_a_workshop_leaves_nothing_in_the_log(served):
    secrets = visit(Room.opened(served, "answer"))
    assert [secret for secret in secrets if secret in served.log] == []


def test_its_requests_are_logged_without_who_asked(standalone):
    visit(Room.opened(standalone, "answer"))
    lines = [line for line in standalone.log.splitlines() if re.search(r"\d{3} [A-Z]+ ", line)]
    assert all(re.fullmatch(r"\S+ \S+ \d{3} [A-Z]+ (/[\w./…-]*|…) \d+ms", line) for line in lines)
    for address in ("200 POST /lcc/w/…/join ", "200 GET /lcc/w/…/room ", "200 POST /lcc/w/…/answers "):
        assert any(address in line for line in lines)


def test_every_answer_is_guarded(served):
    room = Room.opened(served)
    phone = room.phone()
    places = [room.place, room.wall, "lcc/join", f"{room.place}/privacy", "lcc/w/nothing", "lcc/wall/nothing"]
    places += [f"{room.place}/{what}" for what in ("room", "own", "own.html", "answers")]
    places += [f"{room.wall}/room", "lcc/workshops/find"]
    for place in places:
        answer = phone.visitor.ask(place, X_Participant=phone.secret)
        assert_guarded(answer)
        assert not answer.cookies
    assert_guarded(phone.post("answers", {}))
    assert_guarded(phone.post("leave", {}, Sec_Fetch_Site="cross-site"))


@pytest.mark.parametrize("path", ["own", "own.html", "room"])
def test_what_is_ones_own_is_kept_by_no_browser_or_proxy(asking, path):
    answer = asking.phone().ask(path)
    assert answer.headers["Cache-Control"] in ("no-store", "no-cache")
    assert (answer.headers["Cache-Control"] == "no-store") == (path != "room")


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "de"),
        ("en", "en"),
        ("EN-gb", "en"),
        ("de-AT,en;q=0.9", "de"),
        ("fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5", "en"),
        ("de;q=0.1,en;q=0.2", "en"),
        ("fr,pl", "de"),
        ("en;q=0,fr", "de"),
        ("en;q=x,de", "de"),
        ("en;q=nan", "de"),
        ("*", "de"),
        (";;;,,,q=", "de"),
        ("en;q=1" + ",x" * 100_000, "en"),
    ],
)
def test_the_language_of_a_phone(header, language):
    assert preferred(header) == language
